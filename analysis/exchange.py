"""A whole case as one JSON value, and back: what goes out comes in again the same.

What an organisation still keeps to itself is not in it. Links, sign-ins and the audit log never are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import time
from typing import Any

import orjson
from sqlalchemy import JSON, Column, and_, inspect
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, SQLModel, col, select

from analysis.models import (
    Agreement,
    Annotation,
    Answer,
    Assent,
    Evidence,
    Lesson,
    Perspective,
    Question,
    Rating,
    Report,
    ReportSection,
    SessionNote,
    SessionPart,
    TurningPoint,
)
from timeline import history
from timeline.columns import now
from timeline.dates import EventDate, from_edtf, from_edtf_parts
from timeline.errors import N_, UserError
from timeline.ids import is_id, new_id
from timeline.kinds import kinds
from timeline.models import (
    TITLE_LENGTH,
    Account,
    Apart,
    Case,
    Chapter,
    CourseHolder,
    Event,
    Import,
    LegalFrame,
    Link,
    Organisation,
    Participant,
    Person,
    Phase,
    Role,
)
from timeline.organisations import organisations_in_use
from timeline.scope import Viewer, seen_by
from timeline.store import events_in_order, organisations_of
from timeline.tags import tidy_tags
from timeline.text import clean_text

FORMAT = "terugblik-case"
VERSION = 1
Row = dict[str, Any]

# in the order in which they refer to each other
TABLES: tuple[tuple[str, type[SQLModel]], ...] = (
    ("organisations", Organisation),
    ("people", Person),
    ("participants", Participant),
    ("imports", Import),
    ("chapters", Chapter),
    ("ratings", Rating),
    ("accounts", Account),
    ("apart", Apart),
    ("links", Link),
    ("legal_frames", LegalFrame),
    ("course_holders", CourseHolder),
    ("perspectives", Perspective),
    ("annotations", Annotation),
    ("questions", Question),
    ("answers", Answer),
    ("turning_points", TurningPoint),
    ("lessons", Lesson),
    ("agreements", Agreement),
    ("evidence", Evidence),
    ("session_parts", SessionPart),
    ("session_notes", SessionNote),
    ("reports", Report),
    ("report_sections", ReportSection),
    ("assents", Assent),
)
UNDONE = (Chapter, LegalFrame, CourseHolder, Rating)
"""What can be undone by what it was before, so that it has to be known from the start."""
LISTS_OF_IDS = ("present", "missing")
"""The columns that name organisations in a list; an event names them by their roles."""
LEFT_OUT = {"case_id", "private_to", "revision", "reading", "edits"}
TIES = ("event_id", "first_id", "second_id", "earlier_id", "later_id", "answer_id", "question_id", "part_id")
CASE_FIELDS = ("id", "code_name", "reason", "learning_aim", "theme", "phase", "phase_reason", "session_date")


class NotACase(UserError):
    """The value is not a case that Terugblik wrote."""

    def __init__(self) -> None:
        super().__init__(
            N_("Dit is geen casusbestand van Terugblik, of het is beschadigd. Exporteer de casus opnieuw als JSON.")
        )


class FromANewerVersion(UserError):
    """The value was written by a newer version of Terugblik."""

    def __init__(self) -> None:
        super().__init__(N_("Dit casusbestand komt uit een nieuwere versie van Terugblik. Werk Terugblik eerst bij."))


def export_case(db: Session, case: Case) -> Row:
    """The case as plain JSON values, in the form that docs/formats.md describes."""
    viewer = Viewer(case.id)
    events = events_in_order(db, viewer)
    ids = {event.id for event in events}
    names = {o.id: o.name for o in organisations_in_use(db, viewer)}
    chapters = set(db.exec(select(Chapter.id).where(Chapter.case_id == case.id)))
    turns = {t.event_id: t.number for t in db.exec(select(TurningPoint).where(TurningPoint.case_id == case.id))}
    value: Row = {
        "format": FORMAT,
        "version": VERSION,
        "case": {field: history.snapshot(case)[field] for field in CASE_FIELDS} | {"revealed": bool(case.revealed_at)},
        "events": [_event(event, names, turns.get(event.id), chapters) for event in events],
    }
    for name, table in TABLES:
        things = _rows(db, table, viewer)
        if table is Organisation:
            things = [one for one in things if one.id in names]
        rows = [_without_loose_ends(table, _row(thing), ids) for thing in things]
        value[name] = [row for row in rows if row is not None]
        ids |= {row["id"] for row in value[name]}
    return value


def case_as_json(value: Row) -> bytes:
    """An exported case as bytes; the same case always gives the same ones."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n"


def import_case(db: Session, value: object, *, code_name: str | None = None) -> Case:
    """Make a case from an export; it gets new ids where the old ones are in use.

    Raises:
        NotACase: the value is not an export, or a part of it is missing or of the wrong sort.
        FromANewerVersion: this program is too old for it.
    """
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise NotACase
    if not isinstance(value.get("version"), int) or value["version"] > VERSION:
        raise FromANewerVersion
    try:
        return _Reading(db, value).read(code_name)
    except (KeyError, TypeError, ValueError, AttributeError, SQLAlchemyError) as error:
        raise NotACase from error


def _rows(db: Session, table: Any, viewer: Viewer) -> Sequence[Any]:
    where: Any = seen_by(viewer, table) if hasattr(table, "private_to") else table.case_id == viewer.case_id
    if table is Import:
        where = and_(where, col(Import.state) == "accepted")  # the other files left nothing behind
    order = [getattr(table, name) for name in ("position", "number", "created_at") if hasattr(table, name)]
    return db.exec(select(table).where(where).order_by(*order, col(table.id))).all()


def _row(thing: Any) -> Row:
    row = {key: value for key, value in history.snapshot(thing).items() if key not in LEFT_OUT}
    if isinstance(row.get("content"), bytes):
        # what was tampered with may be no text any more; it goes along as it is, for `check` to find
        row["content"] = row["content"].decode("utf-8", "backslashreplace")
    return row


def _without_loose_ends(table: Any, row: Row, ids: set[str]) -> Row | None:
    """The row with its ties to what is in the export; None when it can't stand without one that is not (any more)."""
    cut = [name for name in TIES if row.get(name) is not None and row[name] not in ids]
    if any(not table.__table__.columns[name].nullable for name in cut):
        return None
    told = row | dict.fromkeys(cut)
    return None if table is Evidence and told["event_id"] is None and told["answer_id"] is None else told


def _event(event: Event, names: dict[str, str], turning_point: int | None, chapters: set[str]) -> Row:
    when = event.when
    owner = [{"name": names[event.organisation_id], "role": "owner"}] if event.organisation_id else []
    return {
        "id": event.id,
        "title": event.title,
        "description": event.description,
        "kind": event.kind,
        "start": when.start_edtf,
        "end": when.end_edtf,
        "earliest": when.earliest.isoformat() if when.earliest else None,
        "latest": when.latest.isoformat() if when.latest else None,
        "date_edtf": when.edtf,
        "date_text": when.text,
        "time": event.time_of_day.isoformat() if event.time_of_day else None,
        "organisations": [
            *owner,
            *({"name": names[key], "role": "present"} for key in event.present),
            *({"name": names[key], "role": "missing"} for key in event.missing),
        ],
        "people": list(event.who),
        "source": event.source,
        "ground": event.ground,
        "tags": list(event.tags),
        "turning_point": turning_point,
        "chapter": event.chapter_id if event.chapter_id in chapters else None,
    }


class _Reading:
    """Reading one export into the database."""

    def __init__(self, db: Session, value: Row) -> None:
        self.db, self.value = db, value
        given = {str(value["case"]["id"]), *self._given_ids()}
        fresh = any(not is_id(key) for key in given) or self._in_use(given)
        self.new_ids = {key: new_id() if fresh else key for key in given}

    def read(self, code_name: str | None) -> Case:
        case = self._case(code_name)
        for name, table in TABLES:
            if name == "accounts":
                self._events(case)
            for row in self.value.get(name, []):
                made = _made(table, self._renamed(row))
                made.case_id = case.id
                if isinstance(made, Participant):
                    made.role = Role(made.role)
                self.db.add(made)
                if isinstance(made, UNDONE):
                    history.record(self.db, case, made, "add", by=None)
            self.db.flush()
        return case

    def _case(self, code_name: str | None) -> Case:
        given = self.value["case"]
        fields = {key: given[key] for key in CASE_FIELDS if given.get(key) is not None}
        case: Case = _made(Case, fields | {"id": self.new_ids[str(given["id"])]})
        case.phase = Phase(case.phase)
        case.code_name = code_name or str(given["code_name"])
        case.revealed_at = now() if given.get("revealed") else None
        self.db.add(case)
        self.db.flush()
        return case

    def _events(self, case: Case) -> None:
        by_name = {o.name: o.id for o in organisations_of(self.db, case.id)}
        for given in self.value["events"]:
            roles: dict[str, list[str]] = {"owner": [], "present": [], "missing": []}
            for organisation in given.get("organisations", []):
                roles[organisation["role"]].append(by_name[organisation["name"]])
            event = Event(
                id=self.new_ids[given["id"]],
                case_id=case.id,
                title=clean_text(str(given["title"])).strip()[:TITLE_LENGTH],
                description=clean_text(str(given.get("description") or "")),
                kind=given["kind"] if given["kind"] in kinds() else "other",
                organisation_id=next(iter(roles["owner"]), None),
                present=roles["present"],
                missing=roles["missing"],
                who=[clean_text(str(name)) for name in given.get("people", [])],
                source=clean_text(str(given.get("source") or ""))[:TITLE_LENGTH],
                ground=str(given.get("ground") or "")[:20],
                tags=tidy_tags(str(tag) for tag in given.get("tags") or ()),
                chapter_id=self._rename(given.get("chapter")),
            )
            if not event.title:
                raise ValueError("an event without a title")
            event.place(_when(given))
            history.record(self.db, case, event, "add", by=None)

    def _given_ids(self) -> Iterable[str]:
        for name in ("events", *(name for name, _ in TABLES)):
            for row in self.value.get(name, []):
                yield str(row["id"])

    def _in_use(self, given: set[str]) -> bool:
        """Whether the database already holds a row under one of these ids, in whatever case."""
        keys = sorted(given)
        tables: tuple[Any, ...] = (Case, Event, *(table for _, table in TABLES))
        return any(
            self.db.exec(select(table.id).where(table.id.in_(keys[start : start + 500])).limit(1)).first()
            for table in tables
            for start in range(0, len(keys), 500)
        )

    def _renamed(self, row: Row) -> Row:
        return {key: self._rename(value) for key, value in row.items()} | {
            key: [self._rename(part) for part in row[key]] for key in LISTS_OF_IDS if isinstance(row.get(key), list)
        }

    def _rename(self, value: Any) -> Any:
        return self.new_ids.get(value, value) if isinstance(value, str) else value


def _when(given: Row) -> EventDate:
    at = time.fromisoformat(given["time"]) if given.get("time") else None
    text = str(given.get("date_text") or "")
    if given.get("date_edtf"):
        return from_edtf(str(given["date_edtf"]), text=text, time=at)
    return from_edtf_parts(given.get("start"), given.get("end"), text=text, time=at)


def _made(table: type[SQLModel], row: Row) -> Any:
    """A row of this table; what does not fit a column is refused, as a table itself checks nothing."""
    columns = inspect(table).mapper.local_table.columns
    made: Any = table()
    for name, value in row.items():
        if name in LEFT_OUT:
            raise ValueError("a field that no export has")
        setattr(made, name, _fitting(columns[name], value))
    if table is Import:
        made.reading = {}
    return made


def _fitting(column: Column[Any], value: Any) -> Any:
    if value is None:
        if not column.nullable:
            raise ValueError("a field that can't be empty")
        return None
    kind = column.type.python_type
    if kind is bytes:
        return str(value).encode("utf-8")
    fitting = history.from_plain(kind, value)
    if isinstance(column.type, JSON):
        if column.name == "known_columns":
            if not isinstance(value, dict) or not all(isinstance(part, str) for pair in value.items() for part in pair):
                raise ValueError("words by word were expected")
            return {clean_text(key): clean_text(part) for key, part in value.items()}
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            raise ValueError("a list of words was expected")
        return [clean_text(part) for part in value]
    if not isinstance(fitting, kind) or (kind is int and isinstance(fitting, bool)):
        raise ValueError("a value of another sort was expected")
    if isinstance(fitting, str):
        fitting = clean_text(fitting)
        longest = getattr(column.type, "length", None)
        if longest is not None and len(fitting) > longest:
            raise ValueError("a text that is too long")
    return fitting
