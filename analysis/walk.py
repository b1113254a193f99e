"""The timeline as a walk for a room: the whole case, each chapter with its episodes, and the whole case again."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from timeline.drawing import Band, Bar, DrawnEvent, Layout, Mark, Window

EPISODES = frozenset({"mdo", "court_step"})
"""The kinds of event at which a walk stands still, besides turning points."""
NEAREST = 90.0
"""Days around an event at the least: closer by one would not see where it stands."""
AIR = 0.03
"""The part of a chapter that is shown before and after it."""
WHOLE, END = "whole", "end"


@dataclass(frozen=True, slots=True)
class Step:
    """One place to stand still: the days to show, and the chapter or the event that is told.

    `key` is what an address holds: an id, or `WHOLE` or `END`. It never holds a word of the case.
    """

    key: str
    form: Literal["whole", "chapter", "event"]
    window: Window
    event: DrawnEvent | None = None
    chapter_id: str = ""
    chapter_name: str = ""


def walk(placed: Layout, kinds: Collection[str] = ()) -> tuple[Step, ...]:
    """The steps through what stands on a drawing, in order of time; nothing that is not on it gets a step.

    Args:
        placed: only what is shown.
        kinds: the kinds that somebody chose to see, at which the walk stands still; else `EPISODES`. A turning point
            is always a step.
    """
    between = tuple(_between(placed, frozenset(kinds) or EPISODES))
    whole = Step(WHOLE, "whole", placed.window)
    return (whole, *between, Step(END, "whole", placed.window)) if between else (whole,)


def place_of(steps: tuple[Step, ...], key: str | None) -> int:
    """Where in the walk the step with this key is; the first when it isn't there (any more)."""
    return next((number for number, step in enumerate(steps) if step.key == key), 0)


def _between(placed: Layout, kinds: Collection[str]) -> Iterator[Step]:
    told = [thing for thing in placed.placed if _in_view(thing, placed) and _stands_out(thing.event, kinds)]
    bands = sorted(placed.chapters, key=lambda band: (band.left, band.right, band.row))
    filled = {thing.event.chapter for thing in placed.placed if _in_view(thing, placed)}
    known = {band.chapter.id for band in bands}
    loose = [thing for thing in told if thing.event.chapter not in known]
    for band in bands:
        while loose and loose[0].left < band.left:
            yield _event(loose.pop(0), None, placed)
        if band.chapter.id not in filled:
            continue
        yield _chapter(band, placed)
        for thing in told:
            if thing.event.chapter == band.chapter.id:
                yield _event(thing, band, placed)
    for thing in loose:
        yield _event(thing, None, placed)
    for event in placed.tray:  # what has no date stands nowhere, and is told all the same
        if _stands_out(event, kinds):
            yield Step(event.id, "event", placed.window, event=event)


def _stands_out(event: DrawnEvent, kinds: Collection[str]) -> bool:
    return event.turning_point is not None or event.kind in kinds


def _in_view(thing: Bar | Mark, placed: Layout) -> bool:
    first = placed.day(placed.window.start)
    return thing.right > first and thing.left < first + placed.window.days


def _chapter(band: Band, placed: Layout) -> Step:
    air = max((band.right - band.left) * AIR, 3.0)
    window = _days(placed, band.left - air, band.right + air)
    return Step(band.chapter.id, "chapter", window, chapter_id=band.chapter.id, chapter_name=band.chapter.name)


def _event(thing: Bar | Mark, band: Band | None, placed: Layout) -> Step:
    """The days around an event: all of it, and so much of its chapter that one sees where it stands."""
    stretch = (band.right - band.left) / 3 if band else placed.window.days / 6
    days = max((thing.right - thing.left) * 1.2, stretch, NEAREST)
    middle = (thing.left + thing.right) / 2
    window = _days(placed, middle - days / 2, middle + days / 2)
    chapter = band.chapter if band else None
    return Step(
        thing.event.id,
        "event",
        window,
        event=thing.event,
        chapter_id=chapter.id if chapter else "",
        chapter_name=chapter.name if chapter else "",
    )


def _days(placed: Layout, left: float, right: float) -> Window:
    """These days, as far as they are among those that are shown."""
    start = max(_day(placed, left), placed.window.start)
    end = min(_day(placed, right), placed.window.end)
    return Window(start, end) if start < end else placed.window


def _day(placed: Layout, day: float) -> date:
    ordinal = placed.whole.start.toordinal() + round(day)
    return date.min + timedelta(min(max(ordinal, 1), date.max.toordinal()) - 1)
