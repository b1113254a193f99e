"""The chapters of a case, named stretches such as "the first year"."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Response
from pydantic import Field

from app.here import Here
from app.i18n import N_
from app.messages import go
from app.pages.case_editing import AtEditing, Trouble, VersionForm, attempt, editing_page, in_lines
from app.rendering import day
from app.stretch_form import StretchForm, day_field
from app.stretch_undo import StretchUndoForm, undo, undoable_here, with_undo
from timeline.chapters import (
    ChapterFacts,
    add_chapter,
    change_chapter,
    chapters_of,
    remove_chapter,
)
from timeline.errors import UserError
from timeline.history import load
from timeline.models import NAME_LENGTH, Chapter

router = APIRouter(prefix="/cases/{case_id}/edit/chapters")


class ChapterForm(StretchForm):
    """A chapter."""

    name: str = Field(default="", max_length=NAME_LENGTH)
    summary: str = Field(default="", max_length=10_000)

    def facts(self) -> ChapterFacts:
        """The same as a value.

        Raises:
            NoFirstOrLastDay, EndsBeforeItBegins: the begin and end make no stretch of days.
        """
        return ChapterFacts(self.name, *self.days(), self.summary)


class ChangedChapterForm(ChapterForm, VersionForm):
    """A chapter, based on the version that the page showed."""


@router.get("")
def chapters(place: AtEditing) -> Response:
    """The chapters, to change."""
    return _page(place)


@router.post("")
def add(place: AtEditing, form: Annotated[ChapterForm, Form()]) -> Response:
    """Add a chapter."""
    added: list[Chapter] = []
    trouble = attempt(
        place,
        lambda: added.append(add_chapter(place.db, place.case, form.facts(), by=place.participant)),
        about="",
        form=form,
        field=_field,
    )
    if trouble:
        return _page(place, trouble)
    place.log("chapter.add", added[0].id)
    return _done(place, added[0].id, "added")


@router.post("/undo")
def undo_act(place: AtEditing, form: Annotated[StretchUndoForm, Form()]) -> Response:
    """Undo the last act on a chapter."""
    done = undo(place, form)
    return _page(place, done) if isinstance(done, Trouble) else go(with_undo(place, _address(place), done), "undone")


@router.post("/{chapter_id}")
def change(place: AtEditing, chapter_id: str, form: Annotated[ChangedChapterForm, Form()]) -> Response:
    """Change a chapter; a conflict shows both texts."""
    chapter = load(place.db, Chapter, chapter_id, viewer=place.viewer)
    trouble = attempt(
        place,
        lambda: change_chapter(
            place.db, place.case, chapter, form.facts(), based_on=form.version, by=place.participant
        ),
        about=chapter_id,
        form=form,
        mine=lambda: _words(form.name, form.begins, form.ends, form.summary),
        theirs=lambda: _words(chapter.name, day(chapter.first_day), day(chapter.last_day), chapter.summary),
        field=_field,
    )
    if trouble:
        return _page(place, trouble)
    place.log("chapter.change", chapter_id)
    return _done(place, chapter_id, "saved")


@router.post("/{chapter_id}/remove")
def remove(place: AtEditing, chapter_id: str, form: Annotated[VersionForm, Form()]) -> Response:
    """Take a chapter away; its events stay where they are."""
    chapter = load(place.db, Chapter, chapter_id, viewer=place.viewer)
    trouble = attempt(
        place,
        lambda: remove_chapter(place.db, place.case, chapter, based_on=form.version, by=place.participant),
        about=chapter_id,
    )
    if trouble:
        return _page(place, trouble)
    place.log("chapter.remove", chapter_id)
    return _done(place, chapter_id, "removed")


def _address(place: Here) -> str:
    return f"/cases/{place.case.id}/edit/chapters"


def _done(place: Here, chapter_id: str, message: str) -> Response:
    return go(with_undo(place, _address(place), chapter_id), message)


def _page(place: Here, trouble: Trouble | None = None) -> Response:
    found = chapters_of(place.db, place.case.id)
    return editing_page(
        place, "cases/edit_chapters.html", "/chapters", trouble, chapters=found, undo=undoable_here(place, trouble)
    )


def _words(name: str, begins: str, ends: str, summary: str) -> str:
    return in_lines((N_("Naam"), name), (N_("Begin"), begins), (N_("Eind"), ends), (N_("In het kort"), summary))


def _field(error: UserError) -> str:
    return day_field(error, "name")
