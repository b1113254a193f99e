"""What was taken off the timeline by somebody and can be put back, also long after."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlmodel import Session, col, select

from timeline.models import Event, Import, Revision
from timeline.scope import Viewer, seen_by


@dataclass(frozen=True, slots=True)
class Removed:
    """An event that was removed, the revision in which that was done, and the number of the one to put back."""

    event: Event
    act: Revision
    number: int


def removed_events(db: Session, viewer: Viewer) -> list[Removed]:
    """The events that a person took away, the last one first, as far as the viewer may see them.

    What went because it was joined to another event, or with a file that was taken back, is put back by undoing that.
    """
    gone = db.exec(select(Event).where(seen_by(viewer, Event), col(Event.removed_at).is_not(None))).all()
    if not gone:
        return []
    query = select(Revision).where(
        seen_by(viewer, Revision), Revision.thing == "event", col(Revision.thing_id).in_([event.id for event in gone])
    )
    steps: dict[str, list[Revision]] = defaultdict(list)
    for revision in db.exec(query.order_by(col(Revision.number))):
        steps[revision.thing_id].append(revision)
    otherwise = _acts_of_more(db, viewer)
    found = []
    for event in gone:
        told = steps[event.id]
        there = [revision.number for revision in told if not revision.snapshot.get("removed_at")]
        if there and told[-1].batch_id not in otherwise and _by_a_person(told, otherwise):
            found.append(Removed(event, told[-1], there[-1]))
    return sorted(found, key=lambda one: (one.act.at, one.act.id), reverse=True)


def _by_a_person(told: list[Revision], otherwise: set[str]) -> bool:
    """Whether somebody removed it, or undid that it was added."""
    last = told[-1]
    if last.action == "remove":
        return True
    return last.action == "undo" and [r.action for r in told[:-1]] == ["add"] and told[0].batch_id not in otherwise


def _acts_of_more(db: Session, viewer: Viewer) -> set[str]:
    """The acts that joined events, and the files that were read."""
    joined = select(Revision.batch_id).where(
        seen_by(viewer, Revision), Revision.thing == "event", Revision.action == "join"
    )
    files = select(Import.id).where(Import.case_id == viewer.case_id)
    return {*db.exec(joined), *db.exec(files)}
