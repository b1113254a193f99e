"""What each organisation says of an event: confirmed, corrected, read differently, and what it adds to it.

All of it is private to the organisation until the reveal. Afterwards the accounts stand side by side; none wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any, TypeVar

from sqlalchemy import func, update
from sqlmodel import Session, SQLModel, col, select

from analysis.models import Annotation, Perspective
from analysis.own_words import organisation_of, write
from timeline import history
from timeline.attendance import Attendance, contradicted
from timeline.columns import now
from timeline.dates import EventDate
from timeline.errors import N_, UserError
from timeline.models import TITLE_LENGTH, Account, Case, Event, Organisation, Participant, Revision
from timeline.scope import Viewer, seen_by, viewer_of
from timeline.store import accounts_of, events_in_order, organisations_of
from timeline.text import clean_text

CONFIRMED, CORRECTED, OTHER_READING, NOT_OURS = "confirmed", "corrected", "other_reading", "not_ours"
DIFFERENT = frozenset({CORRECTED, OTHER_READING})
_NO_DATE: dict[str, object] = {
    "date_edtf": "",
    "date_text": "",
    "earliest": None,
    "latest": None,
    "time_of_day": None,
}

Row = TypeVar("Row", Perspective, Annotation)


class NothingSaid(UserError):
    """A correction without anything that is different."""

    def __init__(self) -> None:
        super().__init__(
            N_("Schrijf wat er volgens jullie anders was: de datum, wat er gebeurde, of hoe jullie het lezen.")
        )


@dataclass(frozen=True, slots=True)
class Own:
    """What the own organisation said of an event so far; a version is 0 where it said nothing yet."""

    perspective: Perspective | None = None
    annotation: Annotation | None = None

    @property
    def stance(self) -> str:
        """Confirmed, corrected, other_reading or not_ours; empty when nothing was said."""
        return self.perspective.stance if self.perspective else ""

    @property
    def version(self) -> int:
        """The version of the perspective."""
        return self.perspective.version if self.perspective else 0

    @property
    def annotation_version(self) -> int:
        """The version of the annotation."""
        return self.annotation.version if self.annotation else 0

    @property
    def has_words(self) -> bool:
        """Whether the annotation holds any text."""
        note = self.annotation
        return note is not None and any((note.facts, note.feelings, note.known_then, note.known_now))

    @property
    def is_done(self) -> bool:
        """Whether the organisation said or wrote anything about the event."""
        return self.perspective is not None or self.has_words


@dataclass(frozen=True, slots=True)
class Side:
    """All that one organisation tells of an event; without organisation it is what the facilitator brought in."""

    organisation: Organisation | None
    accounts: tuple[Account, ...]
    perspective: Perspective | None
    annotation: Annotation | None


def confirm(db: Session, case: Case, event: Event, *, by: Participant, based_on: int, ours: bool = True) -> Perspective:
    """Say for the own organisation that an event is right as it stands; with `ours` off, that it is not theirs to say.

    Raises:
        Conflict: a colleague said something else since version `based_on`.
        NotThere: there is no such event for this person.
        NoOrganisation: the person writes for no organisation.
    """
    said = {"stance": CONFIRMED if ours else NOT_OURS, "title": "", "reading": "", **_NO_DATE}
    return _write(db, case, Perspective, event, said, based_on=based_on, by=by)


def correct(
    db: Session,
    case: Case,
    event: Event,
    *,
    by: Participant,
    based_on: int,
    title: str = "",
    when: EventDate | None = None,
    reading: str = "",
) -> Perspective:
    """Say how an event was according to the own organisation; the event and what others tell of it stay as they are.

    A title or date that is the event's own says nothing new. With only a `reading` it is another reading of the facts.

    Raises:
        NothingSaid: title, date and reading are all as they were.
        Conflict: a colleague said something else since version `based_on`.
        NotThere: there is no such event for this person.
        NoOrganisation: the person writes for no organisation.
    """
    title, reading = clean_text(title).strip()[:TITLE_LENGTH], clean_text(reading).strip()
    other_title = title if title != event.title else ""
    other_date = when if when is not None and (when.edtf, when.time) != (event.date_edtf, event.time_of_day) else None
    if not (other_title or other_date or reading):
        raise NothingSaid
    said: dict[str, object] = {
        "stance": CORRECTED if other_title or other_date else OTHER_READING,
        "title": other_title,
        "reading": reading,
        **_NO_DATE,
    }
    if other_date is not None:
        said |= {
            "date_edtf": other_date.edtf,
            "date_text": other_date.text,
            "earliest": other_date.earliest,
            "latest": other_date.latest,
            "time_of_day": other_date.time,
        }
    return _write(db, case, Perspective, event, said, based_on=based_on, by=by)


def annotate(
    db: Session,
    case: Case,
    event: Event,
    *,
    by: Participant,
    based_on: int,
    facts: str = "",
    feelings: str = "",
    known_then: str = "",
    known_now: str = "",
) -> Annotation:
    """Add to an event what the own organisation knows: facts and feelings apart, known then and known now apart.

    Raises:
        Conflict: a colleague wrote something else since version `based_on`.
        NotThere: there is no such event for this person.
        NoOrganisation: the person writes for no organisation.
    """
    words = {"facts": facts, "feelings": feelings, "known_then": known_then, "known_now": known_now}
    cleaned = {name: clean_text(text).strip() for name, text in words.items()}
    return _write(db, case, Annotation, event, cleaned, based_on=based_on, by=by)


def own_by_event(db: Session, viewer: Viewer, event_ids: Iterable[str] | None = None) -> dict[str, Own]:
    """What the viewer's own organisation said of each event; an event of which it said nothing is not in it."""
    if viewer.organisation_id is None:
        return {}
    wanted = None if event_ids is None else list(event_ids)
    own = viewer.organisation_id
    said = {p.event_id: p for p in _rows(db, viewer, Perspective, wanted) if p.organisation_id == own}
    added = {a.event_id: a for a in _rows(db, viewer, Annotation, wanted) if a.organisation_id == own}
    return {event_id: Own(said.get(event_id), added.get(event_id)) for event_id in said.keys() | added.keys()}


def perspectives_of(
    db: Session, viewer: Viewer, event_ids: Iterable[str] | None = None
) -> dict[str, list[Perspective]]:
    """What the organisations say of each event, as far as the viewer may see it."""
    return _by_event(_rows(db, viewer, Perspective, None if event_ids is None else list(event_ids)))


def annotations_of(db: Session, viewer: Viewer, event_ids: Iterable[str] | None = None) -> dict[str, list[Annotation]]:
    """What the organisations added to each event, as far as the viewer may see it."""
    return _by_event(_rows(db, viewer, Annotation, None if event_ids is None else list(event_ids)))


def accounts_side_by_side(db: Session, viewer: Viewer, event: Event) -> list[Side]:
    """What everyone tells of one event: a side for each organisation that tells something, in lane order."""
    accounts = accounts_of(db, viewer, [event.id]).get(event.id, [])
    said = {p.organisation_id: p for p in _rows(db, viewer, Perspective, [event.id])}
    added = {a.organisation_id: a for a in _rows(db, viewer, Annotation, [event.id])}
    lanes: list[Organisation | None] = [None, *organisations_of(db, viewer.case_id)]
    sides = []
    for organisation in lanes:
        key = organisation.id if organisation else None
        told = tuple(account for account in accounts if account.organisation_id == key)
        perspective, annotation = (said.get(key), added.get(key)) if key else (None, None)
        if told or perspective or annotation:
            sides.append(Side(organisation, told, perspective, annotation))
    return sides


def disputed_events(db: Session, viewer: Viewer) -> set[str]:
    """The events that are told in more than one way, as far as the viewer may see it.

    Somebody corrects the event or reads it differently, or two accounts can't both be true: their dates, or who was at
    the table.
    """
    different = {p.event_id for p in _rows(db, viewer, Perspective, None) if p.stance in DIFFERENT}
    # most events are told once: only the days of the others are looked at
    told_twice = (
        select(Account.event_id)
        .where(seen_by(viewer, Account))
        .group_by(col(Account.event_id))
        .having(func.count() > 1)
    )
    query = select(
        Account.event_id, col(Account.earliest), col(Account.latest), col(Account.present), col(Account.missing)
    )  # type: ignore[call-overload]
    days: dict[str, list[Days]] = {}
    tables: dict[str, list[Attendance]] = {}
    for event_id, earliest, latest, present, missing in db.exec(
        query.where(seen_by(viewer, Account), col(Account.event_id).in_(told_twice))
    ):
        days.setdefault(event_id, []).append((earliest, latest))
        tables.setdefault(event_id, []).append(Attendance(present, missing))
    return (
        different
        | {key for key, each in days.items() if any(_apart(one, other) for one, other in combinations(each, 2))}
        | {key for key, each in tables.items() if contradicted(each)}
    )


def tellings(db: Session, viewer: Viewer) -> dict[str, int]:
    """How many times each event is told, as far as the viewer may see it: every account, correction and other reading.

    The words of an event that no account tells count as one beside a correction, so that what differs is at least two.
    """
    query = select(Account.event_id, func.count()).where(seen_by(viewer, Account)).group_by(col(Account.event_id))
    told = dict(db.exec(query).all())
    for perspective in _rows(db, viewer, Perspective, None):
        if perspective.stance in DIFFERENT:
            told[perspective.event_id] = told.get(perspective.event_id, 1) + 1
    return told


def events_that_concern(db: Session, viewer: Viewer) -> list[Event]:
    """The events in which the viewer's own organisation had a part, in order of time.

    Those are the events in its lane, the meetings that it was at or missed, and the events that it told of itself.
    """
    own = viewer.organisation_id
    told = {
        event_id
        for event_id, accounts in accounts_of(db, viewer).items()
        if any(account.organisation_id == own for account in accounts)
    }
    return [
        event
        for event in events_in_order(db, viewer)
        if own is not None
        and (event.organisation_id == own or own in event.present or own in event.missing or event.id in told)
    ]


def events_added(db: Session, viewer: Viewer) -> list[Event]:
    """The events that the viewer's own organisation put on the timeline itself, in order of time."""
    query = select(Revision.thing_id).where(
        seen_by(viewer, Revision),
        Revision.thing == "event",
        Revision.action == "add",
        col(Revision.organisation_id) == viewer.organisation_id,
    )
    own = set(db.exec(query).all()) if viewer.organisation_id else set()
    return [event for event in events_in_order(db, viewer) if event.id in own]


def reveal(db: Session, case: Case, *, by: Participant) -> bool:
    """Share what every organisation wrote with all of them, at once; from then on new writing is shared too.

    It can't be put back: what was read can't be unread. A second time does nothing and gives False.
    """
    history.hold(db, case)
    if case.revealed_at is not None:
        return False
    # every table that can hold something private, so that one that is added later is not forgotten
    for table in SQLModel.metadata.sorted_tables:
        if "private_to" in table.c and "case_id" in table.c:
            db.execute(update(table).where(table.c.case_id == case.id).values(private_to=None))
    db.expire_all()
    case.revealed_at = now()
    case.version += 1
    history.record(db, case, case, "reveal", by=by)
    return True


def say_ready(db: Session, case: Case, organisation: Organisation, *, by: Participant) -> None:
    """Say that the own organisation is ready. It says nothing of how much was written, and can be taken back.

    Raises:
        NotThere: it is not the person's own organisation.
    """
    _own_organisation(case, organisation, by).ready_at = organisation.ready_at or now()
    db.add(organisation)
    db.flush()


def not_ready(db: Session, case: Case, organisation: Organisation, *, by: Participant) -> None:
    """Take back that the own organisation is ready.

    Raises:
        NotThere: it is not the person's own organisation.
    """
    _own_organisation(case, organisation, by).ready_at = None
    db.add(organisation)
    db.flush()


def _write(
    db: Session,
    case: Case,
    table: type[Row],
    event: Event,
    words: Mapping[str, object],
    *,
    based_on: int,
    by: Participant,
) -> Row:
    organisation_id = organisation_of(by)
    history.hold(db, case)
    history.load(db, Event, event.id, viewer=viewer_of(by))
    query = select(table).where(
        seen_by(viewer_of(by), table),
        col(table.event_id) == event.id,
        col(table.organisation_id) == organisation_id,
    )
    fresh: dict[str, Any] = {"case_id": case.id, "event_id": event.id, "organisation_id": organisation_id, "version": 0}
    row = db.exec(query).one_or_none() or table(**fresh)
    written: Row = write(db, case, row, words, based_on=based_on, by=by)
    return written


def _rows(db: Session, viewer: Viewer, table: type[Row], event_ids: list[str] | None) -> list[Row]:
    query = select(table).where(seen_by(viewer, table))
    if event_ids is not None:
        query = query.where(col(table.event_id).in_(event_ids))
    lanes = {organisation.id: at for at, organisation in enumerate(organisations_of(db, viewer.case_id))}
    return sorted(db.exec(query).all(), key=lambda row: (lanes[row.organisation_id], row.id))


def _by_event(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.event_id, []).append(row)
    return found


Days = tuple[date | None, date | None]


def _apart(one: Days, other: Days) -> bool:
    """Whether no day is possible for both accounts; an open or unknown side leaves every day possible."""
    (first, last), (other_first, other_last) = one, other
    return (last is not None and other_first is not None and last < other_first) or (
        other_last is not None and first is not None and other_last < first
    )


def _own_organisation(case: Case, organisation: Organisation, by: Participant) -> Organisation:
    if organisation.id != viewer_of(by).organisation_id or organisation.case_id != case.id:
        raise history.NotThere
    return organisation
