"""Evidence: the links from a lesson, agreement or shared answer to the moments and answers that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlmodel import Session, col, select

from analysis.models import Agreement, Answer, Evidence, Lesson
from timeline.history import NotThere, load
from timeline.models import Case, Event
from timeline.scope import Viewer, seen_by

Row = TypeVar("Row", Event, Answer)

RESTS_ON: dict[str, type[Lesson] | type[Agreement] | type[Answer]] = {
    "lesson": Lesson,
    "agreement": Agreement,
    "answer": Answer,
}


@dataclass(frozen=True, slots=True)
class Support:
    """What one thing rests on: events in the order of time, and answers. Only what is shared with everyone."""

    events: tuple[Event, ...] = ()
    answers: tuple[Answer, ...] = ()

    @property
    def event_ids(self) -> frozenset[str]:
        """The ids of the events."""
        return frozenset(event.id for event in self.events)

    @property
    def answer_ids(self) -> frozenset[str]:
        """The ids of the answers."""
        return frozenset(answer.id for answer in self.answers)


@dataclass(frozen=True, slots=True)
class Resting:
    """The events and answers, by their ids, that something is to rest on."""

    event_ids: frozenset[str]
    answer_ids: frozenset[str]

    @classmethod
    def on(cls, event_ids: Iterable[str], answer_ids: Iterable[str]) -> Resting:
        """These events and answers; an empty id stands for nothing."""
        return cls(frozenset(filter(None, event_ids)), frozenset(filter(None, answer_ids)))


def link_evidence(
    db: Session,
    case: Case,
    of_thing: str,
    of_id: str,
    *,
    event_id: str | None = None,
    answer_id: str | None = None,
) -> Evidence:
    """Say that a lesson, agreement or answer rests on this event or answer; saying it twice is saying it once.

    Raises:
        NotThere: one of the two is not in this case, or not shared with everyone.
    """
    everyone = Viewer(case.id)
    if of_thing not in RESTS_ON or (event_id is None) == (answer_id is None):
        raise NotThere
    load(db, RESTS_ON[of_thing], of_id, viewer=everyone)
    if event_id is not None and load(db, Event, event_id, viewer=everyone).removed_at is not None:
        raise NotThere
    if answer_id is not None:
        load(db, Answer, answer_id, viewer=everyone)
    for link in _links(db, case.id, of_thing, [of_id]):
        if link.event_id == event_id and link.answer_id == answer_id:
            return link
    made = Evidence(case_id=case.id, of_thing=of_thing, of_id=of_id, event_id=event_id, answer_id=answer_id)
    db.add(made)
    db.flush()
    return made


def unlink_evidence(
    db: Session,
    case: Case,
    of_thing: str,
    of_id: str,
    *,
    event_id: str | None = None,
    answer_id: str | None = None,
) -> None:
    """Take a link away; when it is already gone, that is fine."""
    for link in _links(db, case.id, of_thing, [of_id]):
        if link.event_id == event_id and link.answer_id == answer_id:
            db.delete(link)
    db.flush()


def rests_otherwise(db: Session, case: Case, of_thing: str, of_id: str, resting: Resting | None) -> bool:
    """Whether this is something else than what the thing rests on now; None stands for "as it is"."""
    if resting is None:
        return False
    there = supports(db, case.id, of_thing, [of_id]).get(of_id, Support())
    return (resting.event_ids, resting.answer_ids) != (there.event_ids, there.answer_ids)


def set_evidence(db: Session, case: Case, of_thing: str, of_id: str, resting: Resting | None) -> None:
    """Let a thing rest on exactly these events and answers; None leaves it as it is.

    A link to an event that was removed meanwhile stays, so that bringing the event back brings the link back.

    Raises:
        NotThere: one of them is not in this case, or not shared with everyone.
    """
    if resting is None:
        return
    there = supports(db, case.id, of_thing, [of_id]).get(of_id, Support())
    for gone in there.event_ids - resting.event_ids:
        unlink_evidence(db, case, of_thing, of_id, event_id=gone)
    for gone in there.answer_ids - resting.answer_ids:
        unlink_evidence(db, case, of_thing, of_id, answer_id=gone)
    for new in sorted(resting.event_ids - there.event_ids):
        link_evidence(db, case, of_thing, of_id, event_id=new)
    for new in sorted(resting.answer_ids - there.answer_ids):
        link_evidence(db, case, of_thing, of_id, answer_id=new)


def forget_evidence(db: Session, case: Case, of_thing: str, of_id: str) -> None:
    """Take all links of a thing away, because the thing itself goes."""
    for link in _links(db, case.id, of_thing, [of_id]):
        db.delete(link)
    db.flush()


def supports(db: Session, case_id: str, of_thing: str, ids: Sequence[str] | None = None) -> dict[str, Support]:
    """What each of these things rests on, by its id; things without evidence are left out."""
    links = _links(db, case_id, of_thing, ids)
    events = _shared(db, case_id, Event, {link.event_id for link in links if link.event_id})
    answers = _shared(db, case_id, Answer, {link.answer_id for link in links if link.answer_id})
    found: dict[str, Support] = {}
    for thing_id in dict.fromkeys(link.of_id for link in links):
        mine = [link for link in links if link.of_id == thing_id]
        moments = [events[link.event_id] for link in mine if link.event_id in events]
        told = [answers[link.answer_id] for link in mine if link.answer_id in answers]
        moments = [event for event in moments if event.removed_at is None]
        if moments or told:
            moments.sort(key=lambda event: (event.when.sort_key, event.title, event.id))
            found[thing_id] = Support(tuple(moments), tuple(told))
    return found


def _links(db: Session, case_id: str, of_thing: str, ids: Sequence[str] | None) -> Sequence[Evidence]:
    query = select(Evidence).where(Evidence.case_id == case_id, Evidence.of_thing == of_thing)
    if ids is not None:
        query = query.where(col(Evidence.of_id).in_(list(ids)))
    return db.exec(query.order_by(col(Evidence.id))).all()


def _shared(db: Session, case_id: str, table: type[Row], ids: set[str]) -> dict[str, Row]:
    query = select(table).where(seen_by(Viewer(case_id), table), col(table.id).in_(ids))
    return {row.id: row for row in db.exec(query)}
