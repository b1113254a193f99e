"""The timeline: the drawing with its panel and its twin, the table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from fastapi.responses import JSONResponse, RedirectResponse
from markupsafe import Markup

from analysis.perspectives import annotations_of, perspectives_of
from analysis.poster import NAMES
from app.compression import takes_gzip
from app.drawings import Drawings, Drawn, glyph
from app.here import Here, here
from app.i18n import gettext
from app.last_visit import changed_for
from app.moving_form import unfolded
from app.pages.events import event_context, may_change, the_event
from app.pages.perspectives import NOTES
from app.pages.saved_views import views_context
from app.timeline_address import chosen, in_address, timeline_address
from timeline.choosing import Choice
from timeline.column import Line, column
from timeline.drawing import Layout, Window
from timeline.history import NotThere, batch_of, load
from timeline.ids import is_begin_of_id
from timeline.models import Event, Import
from timeline.removed import Removed, removed_events
from timeline.store import accounts_of, event_that_begins_with, events_in_order
from timeline.svg import sign_svg, signs_of

router = APIRouter(prefix="/cases/{case_id}/timeline")
AtTimeline = Annotated[Here, Depends(here("timeline.see"))]
Chosen = Annotated[Choice, Depends(chosen)]


LISTED = 10
"""How many events the page itself lists for a narrow screen; the script adds the others, and the table has all."""


@dataclass(frozen=True, slots=True)
class Leap:
    """A stretch of days that one can go to at once: a chapter, or else a year."""

    name: str
    window: Window
    is_chapter: bool


@dataclass(frozen=True, slots=True)
class Undoable:
    """An act that was just done and can be undone with one button, and the events that it was done to."""

    batch: str
    events: frozenset[str]


@router.get("")
def timeline(
    place: AtTimeline,
    choice: Chosen,
    event: str | None = None,
    undo: str | None = None,
) -> Response:
    """The timeline as this person may see it, with the event that the address asks for beside it."""
    if event and is_begin_of_id(event) and (whole := event_that_begins_with(place.db, place.viewer, event)):
        # The links in the drawing hold no more of an id than tells it from the others.
        return RedirectResponse(f"{timeline_address(place.case, choice, event=whole)}#panel", status_code=303)
    changed = changed_for(place)
    drawn = drawn_for(place, choice, changed)
    opened = _opened(place, event)
    act, removed = undoable(place, undo), _removed(place)
    views = views_context(place, in_address(drawn.choice))
    nothing_changed = "changed" in choice.only and not changed

    def context() -> dict[str, Any]:
        return {
            "drawn": drawn,
            "listed": _listed(drawn),
            "leaps": _leaps(drawn.content.whole),
            "changed": sorted(changed),
            "everything": in_address(drawn.choice.without_ticks),
            "kept": {},
            "glyph": glyph,
            "sign": _sign,
            "posters": {form: gettext(words) for form, words in NAMES.items()},
            "signs": {key: gettext(words) for key, words in signs_of(drawn.content.whole).items()},
            "opened": opened is not None,
            "missing_event": bool(event) and opened is None,
            "nothing_changed": nothing_changed,
            "undo": act,
            "unfolded": unfolded(place.request, opened.when) if opened else None,
            "removed": removed,
            "view": in_address(drawn.choice),
            **views,
            **(event_context(place, opened, drawn.choice) if opened else {}),
        }

    if event or act or removed:  # what is told of these is another at every look
        return place.page("timeline/timeline.html", **context())
    follows_from = (drawn.state, changed, nothing_changed, tuple(views["views"]))
    return place.kept_page("timeline/timeline.html", follows_from, context)


@router.get("/columns")
def columns(place: AtTimeline, choice: Chosen) -> Response:
    """What the screen draws from, as columns of numbers; unchanged means not sent again.

    They depend only on what the lanes stand for: what else is chosen of them, the screen reckons by itself.
    """
    drawn = drawn_for(place, Choice(by=choice.by), frozenset())
    mark = f'"{drawn.content.mark}"'
    headers = {"ETag": mark, "Cache-Control": "private, no-cache", "Vary": "Accept-Encoding"}
    if place.request.headers.get("if-none-match") == mark:
        return Response(status_code=304, headers=headers)
    if takes_gzip(place.request.headers):
        headers["Content-Encoding"] = "gzip"
        return Response(drawn.content.packed, media_type="application/json", headers=headers)
    return Response(drawn.columns, media_type="application/json", headers=headers)


@router.get("/words")
def words(place: AtTimeline) -> Response:
    """What is told of each event, for searching in: all of it that this person may see."""
    accounts = accounts_of(place.db, place.viewer)
    readings, notes = perspectives_of(place.db, place.viewer), annotations_of(place.db, place.viewer)
    told = {}
    for event in events_in_order(place.db, place.viewer):
        said = [part for one in accounts.get(event.id, ()) for part in (one.title, one.description)]
        said += [part for one in readings.get(event.id, ()) for part in (one.title, one.reading)]
        said += [getattr(one, name) for one in notes.get(event.id, ()) for name in NOTES]
        told[event.id] = "\n".join(filter(None, [event.description, *said]))
    return JSONResponse({key: text for key, text in told.items() if text}, headers={"Cache-Control": "no-store"})


@router.get("/drawing")
def drawing(place: AtTimeline, choice: Chosen) -> Response:
    """Only the drawing, as it is chosen: the page puts it in place for print when what is seen has changed."""
    return Response(drawn_for(place, choice).svg, media_type="text/html")


def drawn_for(place: Here, choice: Choice, changed: frozenset[str] | None = None) -> Drawn:
    """The timeline as this person may see it, drawn as it was chosen; `changed`, when who asks knows it or need not."""
    drawings: Drawings = place.request.app.state.drawings
    changed = changed_for(place) if changed is None else changed
    return drawings.of(place.db, place.case, place.viewer, choice, changed)


def _listed(drawn: Drawn) -> tuple[Line, ...]:
    """The first lines of the column: those of the days that the address asks for, if it does."""
    since = drawn.choice.window.start if drawn.choice.window else None
    return column(drawn.content.whole, drawn.rows, drawn.content.between, since=since, count=LISTED)


def _leaps(whole: Layout) -> tuple[Leap, ...]:
    """Where one can go at once: the chapters, and the years of a case of more than one."""
    chapters = [Leap(band.chapter.name, Window(band.chapter.start, band.chapter.end), True) for band in whole.chapters]
    first, last = whole.whole.start.year, whole.whole.end.year
    years = range(first, last + 1) if last > first else ()
    return (*chapters, *(Leap(str(year), Window(date(year, 1, 1), date(year, 12, 31)), False) for year in years))


def _opened(place: Here, event_id: str | None) -> Event | None:
    if not event_id:
        return None
    try:
        return the_event(place, event_id)
    except NotThere:
        return None


def undoable(place: Here, batch: str | None) -> Undoable | None:
    """The act that the address names, if this person may undo it."""
    revisions = batch_of(place.db, batch, viewer=place.viewer) if batch else ()
    if not revisions or place.db.get(Import, batch) is not None:  # a file is taken back as a whole, on its own page
        return None
    for revision in revisions:
        if revision.thing == "event" and revision.action in {"add", "change", "remove", "join", "split"}:
            event = load(place.db, Event, revision.thing_id, viewer=place.viewer)
            if event.version == revision.number and may_change(place, event):
                return Undoable(revision.batch_id, frozenset(one.thing_id for one in revisions if one.thing == "event"))
    return None


def _removed(place: Here) -> list[Removed]:
    """What was taken off the timeline and this person may put back."""
    if not (place.may("event.change") or place.may("event.change_own")):
        return []
    return [one for one in removed_events(place.db, place.viewer) if may_change(place, one.event)]


def _sign(key: str) -> Markup:
    return Markup(sign_svg(key))  # noqa: S704 (a sign of ours)
