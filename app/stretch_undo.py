"""The button that undoes the last act on a chapter, a legal frame or who held the course, on the page of these."""

from __future__ import annotations

from pydantic import Field

from analysis.chapters_undone import undo_on_chapter
from app.forms import PageForm
from app.here import Here
from app.pages.case_editing import Trouble, attempt
from timeline.history import revisions_of
from timeline.models import Revision
from timeline.stretch_undo import act_on_stretch

AUDITED = {"chapter": "chapter.undo", "legal_frame": "frame.undo", "course_holder": "course.undo"}
UNDOING = "undo"
"""What the trouble with undoing is about."""


class StretchUndoForm(PageForm):
    """Which act should be undone."""

    batch: str = Field(max_length=26)


def with_undo(place: Here, address: str, thing_id: str) -> str:
    """A page of the case's data, with the last act on this thing to be undone there."""
    revisions = revisions_of(place.db, thing_id, viewer=place.viewer)
    return f"{address}?undo={revisions[0].batch_id}" if revisions else address


def undoable_here(place: Here) -> str:
    """The act that the address of this page names, if it can still be undone."""
    act = act_on_stretch(place.db, place.request.query_params.get("undo"), viewer=place.viewer)
    return act.batch_id if act else ""


def undo(place: Here, form: StretchUndoForm) -> Trouble | None:
    """Undo the act, with a line in the audit log; or what went wrong."""
    undone: list[Revision] = []
    trouble = attempt(
        place,
        lambda: undone.append(undo_on_chapter(place.db, place.case, form.batch, by=place.participant)),
        about=UNDOING,
    )
    for act in undone:
        place.log(AUDITED[act.thing], act.thing_id)
    return trouble
