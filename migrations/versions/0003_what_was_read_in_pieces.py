"""What was read in pieces beside its import, so that a page opens only a few; with which act two events were kept apart"""

import base64
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from secrets import token_bytes
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_A_PIECE = 500
_ROW = (
    *("number", "place", "title", "description", "date", "date_text", "kind", "organisation", "who", "source"),
    *("doubts", "cells", "present", "missing", "ground", "table", "knows_table"),
)
_IMPORT = sa.table("import", sa.column("id", sa.String), sa.column("case_id", sa.String), sa.column("reading", sa.JSON))
_PIECE = sa.table(
    "import_piece",
    sa.column("id", sa.String),
    sa.column("case_id", sa.String),
    sa.column("import_id", sa.String),
    sa.column("number", sa.Integer),
    sa.column("content", sa.LargeBinary),
)


def upgrade() -> None:
    op.create_table(
        "import_piece",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("case_id", sa.String(length=26), nullable=False),
        sa.Column("import_id", sa.String(length=26), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["case_id", "import_id"],
            ["import.case_id", "import.id"],
            name="fk_import_piece_import_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("case_id", "import_id", "number", name="uq_import_piece"),
    )
    with op.batch_alter_table("import_piece", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_piece_case_id"), ["case_id"], unique=False)
    with op.batch_alter_table("apart", schema=None) as batch_op:
        batch_op.add_column(sa.Column("batch_id", sa.String(length=26), nullable=True))
    db = op.get_bind()
    for import_id, case_id, reading in _readings():
        if not isinstance(reading.get("rows"), list):
            continue
        pieces = [json.dumps(piece).encode() for piece in (_index(reading), *_pieces(reading))]
        head = {name: value for name, value in reading.items() if name not in {"rows", "skipped"}}
        head |= {"tables": reading.get("tables", []), "rows": len(reading["rows"]), "skipped": len(reading["skipped"])}
        head["checksum"] = hashlib.sha256(b"".join(pieces)).hexdigest()
        db.execute(
            _PIECE.insert(),
            [
                {"id": _new_id(), "case_id": case_id, "import_id": import_id, "number": number, "content": piece}
                for number, piece in enumerate(pieces)
            ],
        )
        db.execute(_IMPORT.update().where(_IMPORT.c.id == import_id).values(reading=head))


def downgrade() -> None:
    db = op.get_bind()
    for import_id, _, reading in _readings():
        if not isinstance(reading.get("rows"), int):
            continue
        found = db.execute(
            sa.select(_PIECE.c.content).where(_PIECE.c.import_id == import_id).order_by(_PIECE.c.number)
        ).scalars()
        rows = [row for piece in list(found)[1:] for row in json.loads(bytes(piece))]
        count = reading["rows"]
        whole = {name: value for name, value in reading.items() if name != "checksum"}
        whole |= {"rows": [_as_before(row) for row in rows[:count]], "skipped": rows[count:]}
        db.execute(_IMPORT.update().where(_IMPORT.c.id == import_id).values(reading=whole))
    with op.batch_alter_table("apart", schema=None) as batch_op:
        batch_op.drop_column("batch_id")
    with op.batch_alter_table("import_piece", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_piece_case_id"))
    op.drop_table("import_piece")


def _readings() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each import with what is kept of its file, one at a time: a long file is tens of megabytes."""
    db = op.get_bind()
    for import_id, case_id in db.execute(sa.select(_IMPORT.c.id, _IMPORT.c.case_id)).all():
        reading = db.execute(sa.select(_IMPORT.c.reading).where(_IMPORT.c.id == import_id)).scalar_one()
        yield import_id, case_id, reading


def _new_id() -> str:
    return base64.b32encode(token_bytes(16)).decode("ascii").rstrip("=").lower()


def _index(reading: dict[str, Any]) -> dict[str, Any]:
    seen: Counter[str] = Counter()
    keys, names, doubts = [], defaultdict(list), []
    for row in (*reading["rows"], *reading["skipped"]):
        seen[row["place"]] += 1
        mark = f"{row['place']}\x1f{seen[row['place']]}".encode("utf-8", "surrogatepass")
        keys.append("r" + hashlib.sha256(mark).hexdigest()[:16])
    for at, row in enumerate(reading["rows"]):
        if name := (row["organisation"] or "").strip():
            names[name].append(at)
        if row["doubts"]:
            doubts.append(
                (at, [(doubt["code"], [one["field"] for one in doubt.get("choices", ())]) for doubt in row["doubts"]])
            )
    return {"keys": keys, "doubts": doubts, "names": names}


def _pieces(reading: dict[str, Any]) -> Iterator[list[Any]]:
    for rows in ([_in_short(row) for row in reading["rows"]], reading["skipped"]):
        for first in range(0, len(rows), _A_PIECE):
            yield rows[first : first + _A_PIECE]


def _in_short(row: dict[str, Any]) -> list[Any]:
    """A row as it is kept in a piece: its values in the order of `_ROW`, the date as EDTF."""
    kept = {"present": [], "missing": [], "ground": "", "table": 0, "knows_table": False} | row
    if when := row["date"]:
        days = [(part or "").partition("T")[0] for part in (when["start"], when["end"]) if part is not None]
        kept["date"] = ["/".join(days), when["text"], when.get("time")]
    kept["doubts"] = [
        doubt | {"choices": [(one["field"], one["value"]) for one in doubt.get("choices", ())]}
        for doubt in row["doubts"]
    ]
    return [kept[name] for name in _ROW]


def _as_before(kept: list[Any]) -> dict[str, Any]:
    """The same row as it was kept before."""
    row = dict(zip(_ROW, kept, strict=True))
    if row["date"]:
        value, text, at = row["date"]
        start, slash, end = value.partition("/")
        row["date"] = {"start": start, "end": end if slash else None, "text": text, "time": at}
    row["doubts"] = [
        doubt | {"choices": [{"field": field, "value": value} for field, value in doubt["choices"]]}
        for doubt in row["doubts"]
    ]
    return row
