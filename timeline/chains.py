"""Chains of events, such as meeting, decision, offer, result: each link is one step of it. The caller commits.

Links run one way and never round. A link to an event that somebody may not see, or that was taken off the timeline, is
not there for that person; it comes back with its event. `timeline.store.undo` undoes what joining did to links.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from timeline import history
from timeline.errors import N_, UserError
from timeline.models import Case, Event, Link, Participant, Revision
from timeline.scope import Viewer, seen_by, viewer_of


class LinkedToItself(UserError):
    """An event can't come out of itself."""

    def __init__(self) -> None:
        super().__init__(N_("Kies een andere gebeurtenis: deze kan niet uit zichzelf voortkomen."))


class GoesRound(UserError):
    """With this link the chain would come back where it began."""

    def __init__(self) -> None:
        super().__init__(
            N_("Deze twee hangen al andersom samen. Haal eerst die koppeling weg als de volgorde anders was.")
        )


@dataclass(frozen=True, slots=True)
class Chain:
    """The ids of the events that led to an event, and of those that came out of it, the nearest first."""

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


def links_of(db: Session, viewer: Viewer) -> Sequence[Link]:
    """The links between events that the viewer may see and that are on the timeline, in the order of their making.

    They never go round: of links that organisations made unseen by each other, the one that closes a circle stays out.
    """
    earlier, later = aliased(Event), aliased(Event)
    query = (
        select(Link)
        .join(earlier, col(Link.earlier_id) == col(earlier.id))
        .join(later, col(Link.later_id) == col(later.id))
        .where(seen_by(viewer, Link))
    )
    for event in (earlier, later):
        query = query.where(seen_by(viewer, event), col(event.removed_at).is_(None))
    kept: list[Link] = []
    after: defaultdict[str, set[str]] = defaultdict(set)
    for link in db.exec(query.order_by(col(Link.created_at), col(Link.id))):
        if not _leads(after, link.later_id, link.earlier_id):
            after[link.earlier_id].add(link.later_id)
            kept.append(link)
    return kept


def chain_of(event_id: str, links: Iterable[Link]) -> Chain:
    """The whole chain of an event, step by step from it in both directions."""
    before: defaultdict[str, list[str]] = defaultdict(list)
    after: defaultdict[str, list[str]] = defaultdict(list)
    for link in links:
        before[link.later_id].append(link.earlier_id)
        after[link.earlier_id].append(link.later_id)
    return Chain(_steps(before, event_id), _steps(after, event_id))


def link_events(db: Session, case: Case, earlier: Event, later: Event, *, by: Participant) -> Link:
    """Say that one event came out of another; what is linked already stays as it is.

    The link is private to an organisation as long as one of the two events is.

    Raises:
        LinkedToItself: they are one and the same event.
        GoesRound: the later event already leads to the earlier one.
        NotThere: one of them is not there for this person, or was removed.
    """
    if earlier.id == later.id:
        raise LinkedToItself
    history.hold(db, case)  # a double click waits here, and then finds the link of the first
    viewer = viewer_of(by)
    # each in the same order, so that two who link at once can't wait for each other
    both = {key: history.load(db, Event, key, viewer=viewer, lock=True) for key in sorted((earlier.id, later.id))}
    if any(event.removed_at is not None for event in both.values()):
        raise history.NotThere
    links = db.exec(select(Link).where(seen_by(viewer, Link))).all()
    known = next((link for link in links if (link.earlier_id, link.later_id) == (earlier.id, later.id)), None)
    if known is not None:
        return known
    if _leads(_after(links), later.id, earlier.id):
        raise GoesRound
    made = Link(
        case_id=case.id,
        private_to=next((event.private_to for event in both.values() if event.private_to), None),
        earlier_id=earlier.id,
        later_id=later.id,
        participant_id=by.id,
    )
    history.record(db, case, made, "add", by=by)
    return made


def unlink(db: Session, case: Case, earlier: Event, later: Event, *, by: Participant) -> None:
    """Take back that one event came out of another; what is not linked (any more) stays so."""
    history.hold(db, case)
    query = select(Link).where(seen_by(viewer_of(by), Link), Link.earlier_id == earlier.id, Link.later_id == later.id)
    link = db.exec(query).first()
    if link is not None:
        _remove(db, case, link, by=by, batch=None)


def follow_join(db: Session, case: Case, kept: Event, gone: Event, *, by: Participant, batch: str) -> None:
    """Let the links of an event that is joined to another go along, also those that an organisation keeps to itself.

    What would then link the event to itself, say the same twice or go round, is taken away until the act is undone.
    """
    links = db.exec(select(Link).where(Link.case_id == case.id).order_by(col(Link.created_at), col(Link.id))).all()
    moving = [link for link in links if gone.id in (link.earlier_id, link.later_id)]
    after = _after(link for link in links if link not in moving)
    for link in moving:
        earlier, later = (kept.id if end == gone.id else end for end in (link.earlier_id, link.later_id))
        if earlier == later or later in after[earlier] or _leads(after, later, earlier):
            _remove(db, case, link, by=by, batch=batch)
            continue
        link.earlier_id, link.later_id = earlier, later
        link.version += 1
        history.record(db, case, link, "join", by=by, batch=batch)
        after[earlier].add(later)


def take_back_join(db: Session, case: Case, undone: str, *, by: Participant, batch: str) -> None:
    """Give links the events again that they had before the act `undone` joined two; what changed since stays."""
    # with the eyes of whose they are: undoing shows nothing of them to anybody else
    query = select(Revision).where(
        Revision.case_id == case.id, Revision.batch_id == undone, Revision.thing == Link.__tablename__
    )
    for revision in db.exec(query.order_by(col(Revision.at), col(Revision.id))).all():
        link = db.get(Link, revision.thing_id)
        earlier = history.before(db, revision, viewer=Viewer(case.id, revision.private_to))
        if earlier is None:
            continue
        if link is None and revision.action == "remove":
            link = _again(revision)
        elif link is None or link.version != revision.number:
            continue
        history.put_back(link, earlier.snapshot)
        link.version += 1
        history.record(db, case, link, "undo", by=by, batch=batch)


def _again(removed: Revision) -> Link:
    """The link that was removed, as its last revision holds it."""
    columns: Any = Link.__table__.columns  # type: ignore[attr-defined]
    values = {
        column.key: history.from_plain(column.type.python_type, removed.snapshot[column.key])
        for column in columns
        if column.key in removed.snapshot
    }
    return Link(**{**values, "private_to": removed.private_to})  # as it is now: it may have been revealed since


def _remove(db: Session, case: Case, link: Link, *, by: Participant, batch: str | None) -> None:
    link.version += 1
    history.record(db, case, link, "remove", by=by, batch=batch)
    db.delete(link)
    db.flush()


def _after(links: Iterable[Link]) -> defaultdict[str, set[str]]:
    after: defaultdict[str, set[str]] = defaultdict(set)
    for link in links:
        after[link.earlier_id].add(link.later_id)
    return after


def _leads(after: defaultdict[str, set[str]], start: str, end: str) -> bool:
    """Whether a way leads from one event to another."""
    seen, open_ends = {start}, [start]
    while open_ends:
        here = open_ends.pop()
        if here == end:
            return True
        following = after.get(here, set()) - seen
        seen |= following
        open_ends += following
    return False


def _steps(neighbours: defaultdict[str, list[str]], start: str) -> tuple[str, ...]:
    """The events that can be reached from one, the nearest first."""
    found = [start]
    for here in found:  # it grows while it is walked
        found += [there for there in dict.fromkeys(neighbours.get(here, ())) if there not in found]
    return tuple(found[1:])
