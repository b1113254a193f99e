"""The button that undoes the last act on a chapter, a legal frame or who held the course, on the page of these."""

from __future__ import annotations

from datetime import timedelta

from pydantic import Field

from analysis.chapters_undone import undo_on_chapter
from app.forms import PageForm
from app.here import Here
from app.pages.case_editing import Trouble, attempt
from timeline.columns import now
from timeline.history import revisions_of
from timeline.models import Revision
from timeline.stretch_undo import act_on_stretch

AUDITED = {"chapter": "chapter.undo", "legal_frame": "frame.undo", "course_holder": "course.undo"}
UNDOING = "undo"
"""What the trouble with undoing is about."""
JUST_DONE = timedelta(minutes=1)


class StretchUndoForm(PageForm):
    """Which act should be undone."""

    batch: str = Field(max_length=26)


def with_undo(place: Here, address: str, thing_id: str) -> str:
    """A page of the case's data, with what this person just did to this thing to be undone there."""
    revisions = revisions_of(place.db, thing_id, viewer=place.viewer)
    newest = revisions[0] if revisions else None
    # Who adds what is there already did nothing to it, and gets no button for what somebody did before.
    if newest is None or newest.participant_id != place.participant.id or now() - newest.at > JUST_DONE:
        return address
    return f"{address}?undo={newest.batch_id}"


def undoable_here(place: Here, trouble: Trouble | None = None) -> str:
    """The act that the address of this page names, or that undoing had trouble with, if it can still be undone."""
    batch = place.request.query_params.get("undo")
    if trouble and isinstance(trouble.form, StretchUndoForm):
        batch = trouble.form.batch
    act = act_on_stretch(place.db, batch, viewer=place.viewer)
    return act.batch_id if act else ""


def undo(place: Here, form: StretchUndoForm) -> Trouble | str:
    """Undo the act, with a line in the audit log: the id of what it was done to, or what went wrong."""
    undone: list[Revision] = []
    trouble = attempt(
        place,
        lambda: undone.append(undo_on_chapter(place.db, place.case, form.batch, by=place.participant)),
        about=UNDOING,
        form=form,
    )
    if trouble:
        return trouble
    place.log(AUDITED[undone[0].thing], undone[0].thing_id)
    return undone[0].thing_id
