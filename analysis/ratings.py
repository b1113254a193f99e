"""Calm and conflict in each chapter, as each organisation saw it.

It is private to the organisation until the reveal. What one saw stands beside what the others saw; nothing is added up
or compared, and that one does not know is an answer.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, select

from analysis.models import Rating
from analysis.own_words import organisation_of, write
from timeline import history
from timeline.errors import N_, UserError
from timeline.in_words import VALUES
from timeline.models import Case, Chapter, Organisation, Participant
from timeline.scope import Viewer, seen_by, viewer_of

WORDS = VALUES


class NoSuchChoice(UserError):
    """A value that is none of the five choices."""

    def __init__(self) -> None:
        super().__init__(N_("Kies wat het meest past bij wat jullie zagen. Weten jullie het niet, dan kan dat ook."))


def ratings_of(db: Session, viewer: Viewer) -> Sequence[Rating]:
    """How the organisations saw the chapters, as far as the viewer may see it: in order of time, then of lanes.

    Each has a value; where an organisation does not know, there is nothing to show.
    """
    query = (
        select(Rating)
        .join(Chapter, col(Chapter.id) == col(Rating.chapter_id))
        .join(Organisation, col(Organisation.id) == col(Rating.organisation_id))
        .where(seen_by(viewer, Rating), col(Rating.value).is_not(None))
    )
    in_time = (col(Chapter.first_day), col(Chapter.last_day), col(Chapter.id))
    return db.exec(query.order_by(*in_time, col(Organisation.position), col(Organisation.id))).all()


def own_ratings(db: Session, viewer: Viewer) -> dict[str, Rating]:
    """What the viewer's own organisation said, by chapter; also where it said that it does not know."""
    own = viewer.organisation_id
    if own is None:
        return {}
    query = select(Rating).where(seen_by(viewer, Rating), col(Rating.organisation_id) == own)
    return {one.chapter_id: one for one in db.exec(query)}


def rate(
    db: Session,
    case: Case,
    organisation_id: str,
    chapter: Chapter,
    value: int | None,
    *,
    by: Participant,
    based_on: int,
) -> Rating:
    """Say how calm a chapter was as the own organisation saw it; None says that it does not know, or takes it away.

    Raises:
        NoSuchChoice: the value is none of the five choices.
        Conflict: a colleague said something else since version `based_on`.
        NotThere: there is no such chapter (any more), or it is not the person's own organisation.
        NoOrganisation: the person writes for no organisation.
    """
    if organisation_of(by) != organisation_id:
        raise history.NotThere
    if value is not None and value not in WORDS:
        raise NoSuchChoice
    history.hold(db, case)
    history.load(db, Chapter, chapter.id, viewer=viewer_of(by))
    row = own_ratings(db, viewer_of(by)).get(chapter.id) or Rating(
        case_id=case.id, chapter_id=chapter.id, organisation_id=organisation_id, version=0
    )
    written: Rating = write(db, case, row, {"value": value}, based_on=based_on, by=by)
    return written
