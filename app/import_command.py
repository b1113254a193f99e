"""`terugblik import`: the same import as on screen, for several files at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson
from sqlmodel import Session, select

from analysis.exchange import FORMAT, import_case
from app import audit
from app.i18n import gettext
from timeline.errors import N_, UserError
from timeline.importing import accept, preview
from timeline.lanes import find_organisation, free_colour, guess_kind_of_organisation
from timeline.models import Case, Organisation, Participant, Role
from timeline.readers import read_file
from timeline.store import organisations_of

ACTOR = "command-line"


class CannotImport(UserError):
    """The file or the organisation can't be found; the message says what to give."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What happened with one file."""

    file: str
    organisation: str
    read: int
    doubtful: int
    skipped: int
    added: int
    joined: int
    known: int

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self)

    def in_words(self) -> str:
        """As one line."""
        return (
            gettext(
                N_(
                    "%(file)s (%(organisation)s): %(read)s gelezen, %(added)s nieuw, %(joined)s samengevoegd, "
                    "%(known)s al bekend, %(doubtful)s met twijfel, %(skipped)s regels zijn geen gebeurtenis."
                )
            )
            % self.to_json()
        )


def import_into(
    db: Session,
    files: Sequence[Path],
    *,
    find: Callable[[], Case],
    code_name: str,
    organisation: str,
    dry_run: bool,
) -> list[Answer]:
    """Import each file into the case that `find` gives; a case file makes a new case under `code_name` instead.

    Raises:
        CannotImport, FileNotReadable, NotACase: nothing of any file is stored then.
    """
    answers = []
    for path in files:
        content = _content(path)
        exported = _exported_case(path, content)
        if exported is not None:
            answers.append(_take_case(db, path, exported, code_name))
        else:
            answers.append(_take_file(db, find(), path, content, organisation))
    return answers


def _take_case(db: Session, path: Path, exported: object, code_name: str) -> Answer:
    if db.exec(select(Case.id).where(Case.code_name == code_name)).first() is not None:
        raise CannotImport(
            N_("Er is al een casus '%(name)s'. Geef een andere schuilnaam om %(file)s daaronder in te lezen."),
            name=code_name,
            file=path.name,
        )
    case = import_case(db, exported, code_name=code_name)
    audit.record(db, "case.import", actor_id=ACTOR, case_id=case.id)
    count = len(exported["events"]) if isinstance(exported, dict) else 0
    return Answer(path.name, code_name, count, 0, 0, count, 0, 0)


def _take_file(db: Session, case: Case, path: Path, content: bytes, organisation: str) -> Answer:
    read = read_file(path.name, content)
    teller = _teller(db, case, path, organisation)
    by = _facilitator(db, case)
    imported = preview(db, case, teller, read, by=by)
    outcome = accept(db, case, imported, by=by)
    audit.record(db, "import.accept", actor_id=ACTOR, case_id=case.id, thing_id=imported.id)
    return Answer(
        file=path.name,
        organisation=teller.name,
        read=len(read.rows),
        doubtful=sum(bool(row.doubts) for row in read.rows),
        skipped=len(read.skipped),
        added=outcome.added,
        joined=outcome.joined,
        known=outcome.known,
    )


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotImport(N_("Kan %(file)s niet openen (%(why)s)."), file=path, why=error.strerror or "") from error


def _exported_case(path: Path, content: bytes) -> object | None:
    if path.suffix.lower() != ".json":
        return None
    try:
        value = orjson.loads(content)
    except orjson.JSONDecodeError:
        return None
    return value if isinstance(value, dict) and value.get("format") == FORMAT else None


def _teller(db: Session, case: Case, path: Path, given: str) -> Organisation:
    known = [o for o in organisations_of(db, case.id) if o.takes_part]
    found = find_organisation(given or path.stem, known)
    if found is not None:
        return found
    if not given:
        of_kind = [o for o in known if o.kind == guess_kind_of_organisation(path.stem) != "other"]
        if len(of_kind) == 1:
            return of_kind[0]
        raise CannotImport(
            N_(
                "Van welke organisatie is %(file)s? "
                "Geef --organisation met een van deze namen, of met een nieuwe: %(names)s."
            ),
            file=path.name,
            names=", ".join(o.name for o in known) or "-",
        )
    everyone = organisations_of(db, case.id)
    made = Organisation(
        case_id=case.id,
        name=given,
        kind=guess_kind_of_organisation(given),
        colour=free_colour(everyone),
        position=len(everyone),
    )
    db.add(made)
    db.flush()
    return made


def _facilitator(db: Session, case: Case) -> Participant:
    query = select(Participant).where(Participant.case_id == case.id, Participant.role == Role.FACILITATOR)
    found = db.exec(query).first()
    if found is not None:
        return found
    made = Participant(case_id=case.id, role=Role.FACILITATOR, name=ACTOR)
    db.add(made)
    db.flush()
    return made
