"""Undoing an act on a chapter, with what the organisations said of it: nothing that somebody said is lost."""

from __future__ import annotations

from sqlmodel import Session, col, select

from analysis.models import Rating
from timeline import history
from timeline.models import Case, Participant, Revision
from timeline.store import organisations_of
from timeline.stretch_undo import undo_on_stretch


def undo_on_chapter(db: Session, case: Case, batch_id: str, *, by: Participant) -> Revision:
    """Undo one act on a stretch; how calm the organisations saw a chapter that was taken away comes back with it.

    Also what an organisation still keeps to itself, unseen by whoever undoes it.

    Raises:
        StretchChangedSince, SameNameTwice, OrganisationGone, ThereAlready: see `timeline.stretch_undo.undo_on_stretch`.
    """
    act = undo_on_stretch(db, case, batch_id, by=by)
    if (act.thing, act.action) == ("chapter", "remove"):
        _bring_back_ratings(db, case, act.thing_id)
    return act


def _bring_back_ratings(db: Session, case: Case, chapter_id: str) -> None:
    """What went with the chapter without an act of its own, as each organisation last said it.

    What an organisation said that was taken out of the case meanwhile stays gone, as all else that it said.
    """
    query = select(Revision).where(Revision.case_id == case.id, Revision.thing == str(Rating.__tablename__))
    newest = {said.thing_id: said for said in db.exec(query.order_by(col(Revision.number)))}
    there = set(db.exec(select(Rating.id).where(Rating.case_id == case.id)))
    organisations = {one.id for one in organisations_of(db, case.id)}
    for said in newest.values():
        if (
            said.snapshot.get("chapter_id") == chapter_id
            and said.snapshot.get("organisation_id") in organisations
            and said.action != "remove"
            and said.thing_id not in there
        ):
            rating = history.made_again(Rating, said.snapshot)
            rating.private_to = said.private_to  # what was revealed since is no longer private
            db.add(rating)
            history.touch(db, case, said.private_to)
    db.flush()
