"""What changed on the timeline since somebody last looked at it. The caller commits.

A visit counts as no change of the case, and nobody else sees it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, select

from analysis.models import Visit
from timeline.columns import now as present
from timeline.models import Case, Event, Participant, Revision
from timeline.scope import Viewer, seen_by

A_VISIT_ENDS_AFTER = timedelta(minutes=30)
_OF_AN_EVENT = ("account", "perspective", "annotation")


def seen(db: Session, participant: Participant, now: datetime) -> None:
    """Keep that this participant has the timeline in view; after half an hour without, a new visit begins."""
    # two windows that open at once make one visit
    db.exec(select(Participant.id).where(Participant.id == participant.id).with_for_update(key_share=True)).one()
    visit = _visit(db, participant)
    if visit is None:
        db.add(Visit(case_id=participant.case_id, participant_id=participant.id, seen_at=now))
    else:
        visit.before_at = _last_visit(visit, now)
        visit.seen_at = max(visit.seen_at, now)
    db.flush()


def last_visit(db: Session, participant: Participant, *, now: datetime | None = None) -> datetime | None:
    """When this participant last had the timeline in view before the present visit; None when this is the first."""
    visit = _visit(db, participant)
    return _last_visit(visit, now or present()) if visit else None


def changed_since_last_visit(
    db: Session, viewer: Viewer, participant: Participant, *, now: datetime | None = None
) -> frozenset[str]:
    """The events that somebody else changed since the last visit, or of which somebody else told something.

    Only what the viewer may see counts. What the reveal brought into view since then is new too, however old it is.
    """
    since = last_visit(db, participant, now=now)
    return changed_since(db, viewer, participant, since) if since else frozenset()


def changed_since(db: Session, viewer: Viewer, participant: Participant, since: datetime) -> frozenset[str]:
    """The same since a moment; it follows from the case's revision, and the own one of who sees more of it."""
    by_others = (
        seen_by(viewer, Revision),
        col(Revision.participant_id).is_distinct_from(participant.id),
        _new_since(db, viewer, since),
    )
    changed = select(Revision.thing_id).where(*by_others, Revision.thing == "event")
    told = select(col(Revision.snapshot)["event_id"].as_string()).where(
        *by_others, col(Revision.thing).in_(_OF_AN_EVENT)
    )
    there = select(Event.id).where(seen_by(viewer, Event), col(Event.removed_at).is_(None))
    return frozenset(db.exec(there.where(or_(col(Event.id).in_(changed), col(Event.id).in_(told)))))


def _new_since(db: Session, viewer: Viewer, since: datetime) -> ColumnElement[bool]:
    later = col(Revision.at) > since
    revealed_at = db.exec(select(Case.revealed_at).where(Case.id == viewer.case_id)).one()
    if revealed_at is None or revealed_at <= since:
        return later
    others = and_(
        col(Revision.organisation_id).is_not(None),
        col(Revision.organisation_id).is_distinct_from(viewer.organisation_id),
    )
    return or_(later, others)


def _visit(db: Session, participant: Participant) -> Visit | None:
    return db.exec(select(Visit).where(Visit.participant_id == participant.id)).one_or_none()


def _last_visit(visit: Visit, now: datetime) -> datetime | None:
    """The end of the visit before this one: as long as the page did not say that it is there, that is the last one."""
    return visit.seen_at if now - visit.seen_at > A_VISIT_ENDS_AFTER else visit.before_at
