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
from app.days import today
from app.i18n import gettext, in_reader_words
from app.identity.memberships import join_case
from app.identity.models import User
from app.side_by_side import side_by_side
from timeline import history
from timeline.errors import N_, UserError
from timeline.importing import accept, preview, reading_context
from timeline.lanes import find_organisation, free_colour, guess_kind_of_organisation
from timeline.models import Case, Organisation, Participant, Role
from timeline.readers import Choice, FileNotReadable, ReadContext, ReadFile, pack, read_file
from timeline.store import organisations_of

ACTOR = "command-line"


class CannotImport(UserError):
    """The file or the organisation can't be found; the message says what to give."""


@dataclass(frozen=True, slots=True)
class DoubtAt:
    """A doubt with its place in the file, and the choices there are: each a field with its value."""

    place: str
    code: str
    message: str
    choices: tuple[Choice, ...]


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
    doubts: tuple[DoubtAt, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self)

    def in_words(self) -> str:
        """As one line."""
        return (
            gettext(
                N_(
                    "%(file)s (%(organisation)s): %(read)s gelezen, %(added)s nieuw, %(joined)s samengevoegd, "
                    "%(known)s al bekend, %(doubtful)s met twijfel, %(skipped)s keer geen gebeurtenis."
                )
            )
            % self.to_json()
        )


@dataclass(frozen=True, slots=True)
class Given:
    """A file that was read: the events of an organisation, or a whole case that was exported."""

    path: Path
    events: ReadFile | None = None
    case: object = None


def what_is_known(
    db: Session, files: Sequence[Path], *, find: Callable[[], Case], organisation: str
) -> list[ReadContext]:
    """What is known before each file is read: the organisations of the case, and columns that people corrected."""
    try:
        case = find()
    except UserError:
        return [ReadContext(today=today()) for _ in files]  # a case that was exported comes in as a new one
    everyone = organisations_of(db, case.id)
    tellers = [_known_teller(everyone, path, organisation) for path in files]
    nobody = ReadContext(today=today(), organisations=tuple(one.name for one in everyone))
    return [nobody if teller is None else reading_context(db, teller, today=today()) for teller in tellers]


def read_all(files: Sequence[Path], known: Sequence[ReadContext]) -> list[Given]:
    """Read every file; it takes its time and needs no database, so nobody waits for it.

    Raises:
        CannotImport: one can't be opened, or gives no events; the message names it.
    """
    return side_by_side(lambda one: _given(*one), list(zip(files, known, strict=True)))


def import_into(
    db: Session, files: Sequence[Given], *, find: Callable[[], Case], code_name: str, organisation: str
) -> list[Answer]:
    """Import each file into the case that `find` gives; a case file makes a new case under `code_name` instead.

    Raises:
        CannotImport, NotACase: nothing of any file is stored then.
    """
    return [
        _take_case(db, given.path, given.case, code_name)
        if given.events is None
        else _take_file(db, find(), given.path, given.events, organisation)
        for given in files
    ]


def _given(path: Path, known: ReadContext) -> Given:
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise CannotImport(
            N_("Het bestand %(file)s is er niet. Kijk of je de naam goed hebt getypt."), file=path
        ) from error
    except OSError as error:
        raise CannotImport(N_("Kan %(file)s niet openen (%(why)s)."), file=path, why=error.strerror or "") from error
    case = _exported_case(path, content)
    if case is not None:
        return Given(path, case=case)
    try:
        return Given(path, events=read_file(path.name, content, context=known))
    except FileNotReadable as error:
        raise CannotImport(
            N_("%(file)s: %(why)s Er is niets ingelezen."), file=path.name, why=in_reader_words(error)
        ) from error


def _take_case(db: Session, path: Path, exported: object, code_name: str) -> Answer:
    if db.exec(select(Case.id).where(Case.code_name == code_name)).first() is not None:
        raise CannotImport(
            N_("Er is al een casus '%(name)s'. Geef een andere schuilnaam om %(file)s daaronder in te lezen."),
            name=code_name,
            file=path.name,
        )
    case = import_case(db, exported, code_name=code_name)
    _give_to_the_only_facilitator(db, case)
    audit.record(db, "case.import", actor_id=ACTOR, case_id=case.id)
    count = len(exported["events"]) if isinstance(exported, dict) else 0
    return Answer(path.name, code_name, count, 0, 0, count, 0, 0)


def _give_to_the_only_facilitator(db: Session, case: Case) -> None:
    """Let the facilitator work in a case that came from elsewhere, when there is no doubt who that is."""
    facilitators = db.exec(select(User).where(User.role == Role.FACILITATOR).limit(2)).all()
    if len(facilitators) == 1:
        join_case(db, facilitators[0].id, _facilitator(db, case))


def _take_file(db: Session, case: Case, path: Path, read: ReadFile, organisation: str) -> Answer:
    teller = _teller(db, case, path, organisation)
    by = _facilitator(db, case)
    imported = preview(db, case, teller, pack(read), by=by)
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
        doubts=tuple(
            DoubtAt(row.place, doubt.code, in_reader_words(UserError(doubt.message, **doubt.params)), doubt.choices)
            for row in read.rows
            for doubt in row.doubts
        ),
    )


def _exported_case(path: Path, content: bytes) -> object | None:
    if path.suffix.lower() != ".json":
        return None
    try:
        value = orjson.loads(content)
    except orjson.JSONDecodeError:
        return None
    return value if isinstance(value, dict) and value.get("format") == FORMAT else None


def _known_teller(everyone: Sequence[Organisation], path: Path, given: str) -> Organisation | None:
    """The organisation that takes part and whose file this is, by what was given or else by the name of the file."""
    known = [o for o in everyone if o.takes_part]
    found = find_organisation(given or path.stem, known)
    if found is not None or given:
        return found
    of_kind = [o for o in known if o.kind == guess_kind_of_organisation(path.stem) != "other"]
    return of_kind[0] if len(of_kind) == 1 else None


def _teller(db: Session, case: Case, path: Path, given: str) -> Organisation:
    everyone = organisations_of(db, case.id)
    found = _known_teller(everyone, path, given)
    if found is not None:
        return found
    if not given:
        raise CannotImport(
            N_(
                "Van welke organisatie is %(file)s? "
                "Geef --organisation met een van deze namen, of met een nieuwe: %(names)s."
            ),
            file=path.name,
            names=", ".join(o.name for o in everyone if o.takes_part) or "-",
        )
    there = find_organisation(given, everyone)
    if there is not None:  # it got a lane from another file, and hands in a file of its own now: it takes part
        there.takes_part = True
        there.version += 1
        history.record(db, case, there, "change", by=None)
        return there
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
