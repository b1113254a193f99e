"""Calm and conflict in each chapter, as the own organisation saw it: a step of the preparation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form
from fastapi.responses import Response
from pydantic import Field

from analysis.models import Rating
from analysis.ratings import WORDS, rate, ratings_of
from app.autosave import acknowledged, is_autosave, refused
from app.back import back_to
from app.forms import PageForm
from app.here import Here, here
from app.i18n import N_, gettext
from app.messages import go
from app.walk import Walk, base_of, organisation_here, walk_of, walk_page
from timeline.chapters import chapter_of
from timeline.history import Conflict, load
from timeline.models import Chapter
from timeline.store import events_in_order, organisations_of

router = APIRouter(prefix="/cases/{case_id}/prepare/calm")

UNKNOWN = N_("Dat weten wij niet")

Preparing = Annotated[Here, Depends(here("answer.write"))]


class CalmForm(PageForm):
    """How calm a chapter was, as the own organisation saw it; empty when nothing was chosen yet."""

    version: int = Field(ge=0)
    back: str = Field(default="", max_length=300)
    value: Literal["", "1", "2", "3", "4", "5", "unknown"] = ""

    @property
    def seen(self) -> int | None:
        """The choice as a number; None when the organisation does not know."""
        return int(self.value) if self.value.isdecimal() else None


@router.get("")
def calm(place: Preparing) -> Response:
    """The chapters of the case, with how calm each was as the own organisation saw it."""
    return walk_page(place, "prepare/calm.html", walk_of(place), in_words=_in_words)


@router.get("/{chapter_id}")
def one_chapter(place: Preparing, chapter_id: str) -> Response:
    """One chapter: how calm it was, or how much conflict there was, with the events in it."""
    chapter = load(place.db, Chapter, chapter_id, viewer=place.viewer)
    walk = walk_of(place)
    kept = walk.ratings.get(chapter.id)
    typed = {"value": _choice(kept) if kept else "", "version": kept.version if kept else 0}
    return _calm_page(place, walk, chapter, typed)


@router.post("/{chapter_id}")
def say_how_calm(place: Preparing, chapter_id: str, form: Annotated[CalmForm, Form()]) -> Response:
    """Store how calm a chapter was for the own organisation; also sent by the page itself when somebody chooses."""
    chapter = load(place.db, Chapter, chapter_id, viewer=place.viewer)
    onward = back_to(place.case, form.back, f"/prepare/calm/{chapter.id}")
    if not form.value:
        return go(onward)
    try:
        own = organisation_here(place).id
        said = rate(place.db, place.case, own, chapter, form.seen, based_on=form.version, by=place.participant)
    except Conflict as conflict:
        if is_autosave(place.request):
            return refused(conflict)
        typed = {"value": form.value, "version": conflict.current.version}
        return _calm_page(place, walk_of(place), chapter, typed, theirs=conflict.current)
    place.log("rating.write", said.id)
    return acknowledged(said) if is_autosave(place.request) else go(onward, "saved")


def _calm_page(
    place: Here, walk: Walk, chapter: Chapter, typed: Mapping[str, Any], theirs: Rating | None = None
) -> Response:
    order = [one.id for one in walk.chapters]
    at = order.index(chapter.id)
    base = base_of(place) + "/calm/"
    lanes = {one.id: one for one in organisations_of(place.db, place.case.id)}
    said = [one for one in ratings_of(place.db, place.viewer) if one.chapter_id == chapter.id]
    return walk_page(
        place,
        "prepare/calm_chapter.html",
        walk,
        status=409 if theirs is not None else 200,
        chapter=chapter,
        typed=typed,
        choices=[*((str(value), gettext(words)) for value, words in WORDS.items()), ("unknown", gettext(UNKNOWN))],
        mine=gettext(WORDS[int(typed["value"])] if typed["value"].isdecimal() else UNKNOWN) if theirs else "",
        theirs=_in_words(theirs) if theirs else "",
        number=at + 1,
        before=base + order[at - 1] if at else base_of(place) + "/calm",
        after=base + order[at + 1] if at + 1 < len(order) else base_of(place) + "/questions",
        others=[(lanes[one.organisation_id], _in_words(one)) for one in said] if place.case.revealed_at else [],
        slice=[
            event
            for event in events_in_order(place.db, place.viewer)
            if (found := chapter_of(event, walk.chapters)) is not None and found.id == chapter.id
        ],
    )


def _choice(said: Rating) -> str:
    return "unknown" if said.value is None else str(said.value)


def _in_words(said: Rating) -> str:
    return gettext(UNKNOWN if said.value is None else WORDS[said.value])
