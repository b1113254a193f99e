"""The legal frame of a case, voluntary or compulsory, and who held its course."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Response
from pydantic import Field

from app.here import Here
from app.i18n import N_
from app.messages import go
from app.pages.case_editing import AtEditing, Trouble, VersionForm, attempt, editing_page, in_lines
from app.rendering import day
from app.stretch_form import StretchForm, day_field
from app.stretch_undo import StretchUndoForm, undo, undoable_here, with_undo
from app.words import course_holder_name, frame_name, frames
from timeline.course import (
    CourseFacts,
    add_course_holder,
    change_course_holder,
    course_holders_of,
    remove_course_holder,
)
from timeline.frames import FrameFacts, add_frame, change_frame, frames_of, remove_frame
from timeline.history import load
from timeline.models import NAME_LENGTH, CourseHolder, LegalFrame
from timeline.organisations import organisations_in_use

router = APIRouter(prefix="/cases/{case_id}/edit/course")

NEW_FRAME, NEW_HOLDER = "new-frame", "new-holder"
"""What a form is about that adds something."""


class FrameForm(StretchForm):
    """The legal frame in a stretch."""

    frame: Literal["voluntary", "compulsory"] = "voluntary"
    measure: str = Field(default="", max_length=NAME_LENGTH)

    def facts(self) -> FrameFacts:
        """The same as a value.

        Raises:
            NoFirstOrLastDay, EndsBeforeItBegins: the begin and end make no stretch of days.
        """
        first, last = self.days()
        return FrameFacts(self.frame == "compulsory", first, last, self.measure)


class ChangedFrameForm(FrameForm, VersionForm):
    """A legal frame, based on the version that the page showed."""


class HolderForm(StretchForm):
    """Who held the course in a stretch; with neither an organisation nor words it was clearly nobody."""

    organisation_id: str = Field(default="", max_length=26)
    who: str = Field(default="", max_length=NAME_LENGTH)

    def facts(self) -> CourseFacts:
        """The same as a value.

        Raises:
            NoFirstOrLastDay, EndsBeforeItBegins: the begin and end make no stretch of days.
        """
        first, last = self.days()
        return CourseFacts(first, last, self.organisation_id or None, self.who)


class ChangedHolderForm(HolderForm, VersionForm):
    """Who held the course, based on the version that the page showed."""


@router.get("")
def course(place: AtEditing) -> Response:
    """Both lists, to change."""
    return _page(place)


@router.post("/undo")
def undo_act(place: AtEditing, form: Annotated[StretchUndoForm, Form()]) -> Response:
    """Undo the last act on a legal frame, or on who held the course."""
    done = undo(place, form)
    return _page(place, done) if isinstance(done, Trouble) else go(with_undo(place, _address(place), done), "undone")


@router.post("/frames")
def add_a_frame(place: AtEditing, form: Annotated[FrameForm, Form()]) -> Response:
    """Add a legal frame."""
    added: list[LegalFrame] = []
    trouble = attempt(
        place,
        lambda: added.append(add_frame(place.db, place.case, form.facts(), by=place.participant)),
        about=NEW_FRAME,
        form=form,
        field=day_field,
    )
    return _answer(place, trouble, "frame.add", added[0].id if added else "", "added")


@router.post("/frames/{frame_id}")
def change_a_frame(place: AtEditing, frame_id: str, form: Annotated[ChangedFrameForm, Form()]) -> Response:
    """Change a legal frame; a conflict shows both texts."""
    frame = load(place.db, LegalFrame, frame_id, viewer=place.viewer)
    trouble = attempt(
        place,
        lambda: change_frame(place.db, place.case, frame, form.facts(), based_on=form.version, by=place.participant),
        about=frame_id,
        form=form,
        mine=lambda: _frame_words(form.frame == "compulsory", form.measure, form.begins, form.ends),
        theirs=lambda: _frame_words(frame.compulsory, frame.measure, day(frame.first_day), day(frame.last_day)),
        field=day_field,
    )
    return _answer(place, trouble, "frame.change", frame_id, "saved")


@router.post("/frames/{frame_id}/remove")
def remove_a_frame(place: AtEditing, frame_id: str, form: Annotated[VersionForm, Form()]) -> Response:
    """Take a legal frame away."""
    frame = load(place.db, LegalFrame, frame_id, viewer=place.viewer)
    trouble = attempt(
        place,
        lambda: remove_frame(place.db, place.case, frame, based_on=form.version, by=place.participant),
        about=frame_id,
    )
    return _answer(place, trouble, "frame.remove", frame_id, "removed")


@router.post("/holders")
def add_a_holder(place: AtEditing, form: Annotated[HolderForm, Form()]) -> Response:
    """Add who held the course."""
    added: list[CourseHolder] = []
    trouble = attempt(
        place,
        lambda: added.append(add_course_holder(place.db, place.case, form.facts(), by=place.participant)),
        about=NEW_HOLDER,
        form=form,
        field=day_field,
    )
    return _answer(place, trouble, "course.add", added[0].id if added else "", "added")


@router.post("/holders/{holder_id}")
def change_a_holder(place: AtEditing, holder_id: str, form: Annotated[ChangedHolderForm, Form()]) -> Response:
    """Change who held the course; a conflict shows both texts."""
    holder = load(place.db, CourseHolder, holder_id, viewer=place.viewer)
    trouble = attempt(
        place,
        lambda: change_course_holder(
            place.db, place.case, holder, form.facts(), based_on=form.version, by=place.participant
        ),
        about=holder_id,
        form=form,
        mine=lambda: _holder_words(place, form.organisation_id, form.who, form.begins, form.ends),
        theirs=lambda: _holder_words(
            place, holder.organisation_id or "", holder.who, day(holder.first_day), day(holder.last_day)
        ),
        field=day_field,
    )
    return _answer(place, trouble, "course.change", holder_id, "saved")


@router.post("/holders/{holder_id}/remove")
def remove_a_holder(place: AtEditing, holder_id: str, form: Annotated[VersionForm, Form()]) -> Response:
    """Take away who held the course."""
    holder = load(place.db, CourseHolder, holder_id, viewer=place.viewer)
    trouble = attempt(
        place,
        lambda: remove_course_holder(place.db, place.case, holder, based_on=form.version, by=place.participant),
        about=holder_id,
    )
    return _answer(place, trouble, "course.remove", holder_id, "removed")


def _answer(place: Here, trouble: Trouble | None, act: str, thing_id: str, message: str) -> Response:
    if trouble:
        return _page(place, trouble)
    place.log(act, thing_id)
    return go(with_undo(place, _address(place), thing_id), message)


def _address(place: Here) -> str:
    return f"/cases/{place.case.id}/edit/course"


def _page(place: Here, trouble: Trouble | None = None) -> Response:
    names = _names(place)
    return editing_page(
        place,
        "cases/edit_course.html",
        "/course",
        trouble,
        legal_frames=[(frame, frame_name(frame)) for frame in frames_of(place.db, place.case.id)],
        holders=[(one, course_holder_name(one, names)) for one in course_holders_of(place.db, place.case.id)],
        frames=frames(),
        organisations=list(names.items()),
        new_frame=NEW_FRAME,
        new_holder=NEW_HOLDER,
        undo=undoable_here(place, trouble),
    )


def _names(place: Here) -> dict[str, str]:
    return {organisation.id: organisation.name for organisation in organisations_in_use(place.db, place.viewer)}


def _frame_words(compulsory: bool, measure: str, begins: str, ends: str) -> str:
    said = dict(frames())["compulsory" if compulsory else "voluntary"]
    return in_lines((N_("Kader"), said), (N_("Maatregel"), measure), (N_("Begin"), begins), (N_("Eind"), ends))


def _holder_words(place: Here, organisation_id: str, who: str, begins: str, ends: str) -> str:
    organisation = _names(place).get(organisation_id, "")
    return in_lines((N_("Organisatie"), organisation), (N_("Wie"), who), (N_("Begin"), begins), (N_("Eind"), ends))
