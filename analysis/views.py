"""Use-cases on views of the timeline that somebody gave a name. The caller commits.

A view is a tool of whoever made it and says nothing of the case: it has no history and counts as no change of the
case. Who may share one is for `app.access` to say.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, or_, select

from analysis.models import SavedView
from timeline import history
from timeline.errors import N_, UserError
from timeline.ids import is_id
from timeline.models import Case, Participant
from timeline.names import tidy_name

MOST = 50


class TooManyViews(UserError):
    """Somebody has more views than anybody can find anything in."""

    def __init__(self) -> None:
        super().__init__(N_("Je hebt al %(most)s weergaven bewaard. Verwijder er eerst een."), most=MOST)


def views_of(db: Session, case: Case, participant: Participant) -> Sequence[SavedView]:
    """The own views of this participant and those that are shared with everyone, by name."""
    query = select(SavedView).where(
        SavedView.case_id == case.id,
        or_(col(SavedView.participant_id) == participant.id, col(SavedView.shared).is_(True)),
    )
    return sorted(db.exec(query).all(), key=lambda view: (view.name.casefold(), view.id))


def save_view(db: Session, case: Case, *, name: str, query: str, shared: bool = False, by: Participant) -> SavedView:
    """Keep a view of the timeline under a name; `query` is normalised already.

    Raises:
        NoName: it has no name.
        SameNameTwice: another view of this participant has that name.
        TooManyViews: there are as many as anybody can use.
    """
    history.hold(db, case)
    own = _own_views(db, by)
    if len(own) >= MOST:
        raise TooManyViews
    tidied = tidy_name(name, taken=(view.name for view in own))
    view = SavedView(case_id=case.id, participant_id=by.id, name=tidied, query=query, shared=shared)
    db.add(view)
    db.flush()
    return view


def rename_view(db: Session, case: Case, view_id: str, name: str, *, based_on: int, by: Participant) -> SavedView:
    """Give an own view another name.

    Raises:
        NotThere: there is no such view of this participant.
        Conflict: it was changed since version `based_on`, in another window.
        NoName, SameNameTwice: see `save_view`.
    """
    history.hold(db, case)
    view = _own_view(db, view_id, by)
    tidied = tidy_name(name, taken=(other.name for other in _own_views(db, by) if other.id != view.id))
    if tidied != view.name:
        history.check_version(view, based_on)
        view.name = tidied
        view.version += 1
        db.flush()
    return view


def remove_view(db: Session, case: Case, view_id: str, *, by: Participant) -> None:
    """Take an own view away; what it showed stays as it is.

    Raises:
        NotThere: there is no such view of this participant (any more).
    """
    history.hold(db, case)
    view = _own_view(db, view_id, by)
    db.delete(view)
    db.flush()


def _own_views(db: Session, by: Participant) -> Sequence[SavedView]:
    return db.exec(select(SavedView).where(SavedView.case_id == by.case_id, SavedView.participant_id == by.id)).all()


def _own_view(db: Session, view_id: str, by: Participant) -> SavedView:
    found = next((view for view in _own_views(db, by) if view.id == view_id), None) if is_id(view_id) else None
    if found is None:
        raise history.NotThere
    return found
