"""The timeline on a large screen, step by step: the whole case, each chapter with its episodes, and the whole again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Annotated

import orjson
from fastapi import APIRouter, Depends, Query, Response
from markupsafe import Markup

from analysis.choice_in_words import choice_in_words
from analysis.shown import Shown, shown
from analysis.walk import END, Step, place_of, walk
from app.drawings import glyph
from app.here import Here, here
from app.i18n import gettext, language
from app.last_visit import changed_for
from app.timeline_address import chosen, in_address
from timeline.chapters import chapters_of
from timeline.choosing import Choice
from timeline.drawing import Layout
from timeline.figure import columns
from timeline.layout import in_window
from timeline.models import Chapter
from timeline.scope import Viewer
from timeline.store import events_in_order
from timeline.svg import draw_svg
from timeline.table import Row, rows, tray

router = APIRouter(prefix="/cases/{case_id}/timeline/present")
AtTimeline = Annotated[Here, Depends(here("timeline.see"))]
Chosen = Annotated[Choice, Depends(chosen)]
Own = Annotated[str | None, Query(alias="own")]
"""With "1" what is still private to the own organisation is shown as well; by default only what everybody sees."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A step with the words that stand with it: of an event its row, its description, of a chapter its summary.

    `first` and `last` are the days in view, counted from the first day of the case, as the drawing counts them.
    """

    step: Step
    address: str
    first: float
    last: float
    row: Row | None = None
    chapter: Chapter | None = None
    description: str = ""


@dataclass(frozen=True, slots=True)
class Presented:
    """What a room gets to see: through whose eyes, all that these see, and what of it was chosen."""

    viewer: Viewer
    everything: Shown
    placed: Layout


@router.get("")
def present(place: AtTimeline, choice: Chosen, own: Own = None, step: str | None = None) -> Response:
    """One step of the walk; with a script the page holds all of them, and moves from one to the next by itself."""
    presented = _presented(place, choice, own)
    asked = presented.everything.understood(choice, changed_for(place))
    shots = _shots(place, presented, choice, own)
    now = place_of(tuple(shot.step for shot in shots), step)
    other = _query(choice, None if _is_own(own) else "1", shots[now].step.key)
    return place.page(
        "timeline/present.html",
        shots=shots,
        now=now,
        end=END,
        svg=_drawing(presented, shots[now].step),
        glyph=glyph,
        alone=choice_in_words(asked, presented.everything, language=language(), translate=gettext),
        count=len(presented.placed.events),
        drawing_url=f"/cases/{place.case.id}/timeline/present/drawing",
        columns_url=f"/cases/{place.case.id}/timeline/present/columns{_query(choice, own)}",
        back=f"/cases/{place.case.id}/timeline{in_address(choice)}",
        own=_is_own(own),
        may_show_own=place.viewer.organisation_id is not None and place.case.revealed_at is None,
        other=f"/cases/{place.case.id}/timeline/present{other}",
    )


@router.get("/drawing")
def present_drawing(place: AtTimeline, choice: Chosen, own: Own = None, step: str | None = None) -> Response:
    """Only the drawing of a step: the page puts it in place for print when it went on to that step."""
    presented = _presented(place, choice, own)
    steps = walk(presented.placed, choice.kinds)
    return Response(_drawing(presented, steps[place_of(steps, step)]), media_type="image/svg+xml")


@router.get("/columns")
def present_columns(place: AtTimeline, choice: Chosen, own: Own = None) -> Response:
    """What the screen draws from: only what is shown; unchanged means not sent again."""
    placed = _presented(place, choice, own).placed
    content = orjson.dumps(columns(placed, language=language(), translate=gettext))
    mark = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": mark, "Cache-Control": "private, no-cache"}
    if place.request.headers.get("if-none-match") == mark:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type="application/json", headers=headers)


def _drawing(presented: Presented, at: Step) -> Markup:
    """The drawing of a step: its days, with a ring round the event that is told."""
    placed, lit = in_window(presented.placed, at.window), at.event.id if at.event else None
    svg = draw_svg(placed, language=language(), lit=lit, translate=gettext)
    return Markup(svg)  # noqa: S704 (the pen escapes what people typed)


def _is_own(own: str | None) -> bool:
    return own == "1"


def _query(choice: Choice, own: str | None, key: str | None = None) -> str:
    more = {"own": "1"} if _is_own(own) else {}
    return in_address(choice, **more, **({"step": key} if key else {}))


def _presented(place: Here, choice: Choice, own: str | None) -> Presented:
    viewer = place.viewer if _is_own(own) else Viewer(place.case.id)
    everything = shown(place.db, place.case, viewer, translate=gettext)
    return Presented(
        viewer, everything, everything.in_view(choice, changed_for(place), language=language(), translate=gettext)
    )


def _shots(place: Here, presented: Presented, choice: Choice, own: str | None) -> list[Shot]:
    placed = presented.placed
    told = {
        row.id: row
        for row in (
            *rows(placed, language=language(), translate=gettext),
            *tray(placed, language=language(), translate=gettext),
        )
    }
    descriptions = {event.id: event.description for event in events_in_order(place.db, presented.viewer)}
    chapters = {chapter.id: chapter for chapter in chapters_of(place.db, place.case.id)}
    base = f"/cases/{place.case.id}/timeline/present"
    return [
        Shot(
            step,
            base + _query(choice, own, step.key),
            placed.day(step.window.start),
            placed.day(step.window.end) + 1,
            row=told.get(step.event.id) if step.event else None,
            chapter=chapters.get(step.chapter_id),
            description=descriptions.get(step.event.id, "") if step.event else "",
        )
        for step in walk(placed, choice.kinds)
    ]
