"""What was read from a file, kept beside its import in pieces: only those are fetched that somebody looks at."""

from __future__ import annotations

from collections.abc import Iterator

from sqlmodel import Session, col, delete, select

from timeline.models import Import, ImportPiece
from timeline.readers import Packed


def keep(db: Session, imported: Import, packed: Packed) -> None:
    """Keep a packed file with its import, in the place of what was kept of it."""
    _forget_pieces(db, imported)
    imported.reading = dict(packed.head)
    db.add(imported)
    db.flush()  # the pieces hang on it
    db.add_all(
        ImportPiece(case_id=imported.case_id, import_id=imported.id, number=number, content=piece)
        for number, piece in enumerate(packed.pieces)
    )
    db.flush()


def forget(db: Session, imported: Import) -> None:
    """Forget what was read, and what people changed of it."""
    _forget_pieces(db, imported)
    imported.reading, imported.edits = {}, {}
    db.add(imported)


def kept(db: Session, imported: Import) -> Packed:
    """What was read from the file of this import."""
    return Packed(imported.reading, _KeptPieces(db, imported))


def _forget_pieces(db: Session, imported: Import) -> None:
    db.exec(
        delete(ImportPiece).where(
            col(ImportPiece.case_id) == imported.case_id, col(ImportPiece.import_id) == imported.id
        )
    )


class _KeptPieces:
    """The pieces of one import, each fetched when it is asked for."""

    def __init__(self, db: Session, imported: Import) -> None:
        self._db, self._case_id, self._import_id = db, imported.case_id, imported.id

    def __getitem__(self, number: int) -> bytes:
        query = select(ImportPiece.content).where(
            ImportPiece.case_id == self._case_id, ImportPiece.import_id == self._import_id, ImportPiece.number == number
        )
        return self._db.exec(query).one()

    def __iter__(self) -> Iterator[bytes]:
        query = select(ImportPiece.content).where(
            ImportPiece.case_id == self._case_id, ImportPiece.import_id == self._import_id
        )
        yield from self._db.exec(query.order_by(col(ImportPiece.number)))
