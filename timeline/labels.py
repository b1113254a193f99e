"""Which labels fit on the drawing, and how they are shortened: no label ever lies over another or over an event."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from timeline.drawing import (
    BAR_TEXT,
    COLUMN,
    DIAMOND,
    GAP,
    MARK,
    SMALLEST_BAR,
    TIERS,
    Bar,
    Label,
    Layout,
    Mark,
    PlacedLane,
)
from timeline.metrics import shorten, text_width

ROOM = 8
"""Free pixels between the end of a label and what comes next."""
LONGEST = 300
EDGE = 12
"""Pixels of an event that must be in view for its label to be."""


def labels_of(layout: Layout, tiers: Sequence[int] = TIERS) -> tuple[Label, ...]:
    """The labels of a drawing in the days that it shows; see `place_labels`."""
    first = layout.day(layout.window.start)
    return place_labels(layout.bars, layout.marks, layout.lanes, first, layout.window.days, tiers=tiers)


def place_labels(
    bars: Sequence[Bar],
    marks: Sequence[Mark],
    lanes: Sequence[PlacedLane],
    start: float,
    days: float,
    *,
    tiers: Sequence[int] = TIERS,
) -> tuple[Label, ...]:
    """The labels of the events in view, for each width of the drawing from which they fit.

    Args:
        bars: the periods.
        marks: the moments.
        lanes: the lanes; in one that is folded nothing has a label.
        start: the first day in view, in days since the first day of the case.
        days: how many days are in view.
        tiers: the widths of the drawing in pixels.
    """
    rows: dict[tuple[int, int], list[Bar | Mark]] = defaultdict(list)
    things: list[Bar | Mark] = [*bars, *marks]
    for thing in things:
        if not lanes[thing.lane].folded:
            rows[thing.lane, thing.row].append(thing)
    labels: list[Label] = []
    for row in rows.values():
        row.sort(key=lambda thing: (thing.left, thing.right, thing.event.id))
        found: dict[str, dict[_Fit, list[int]]] = defaultdict(lambda: defaultdict(list))
        for tier in tiers:
            scale = tier * (1 - COLUMN) / days
            for thing, fit in _fitting(row, start, scale, tier * (1 - COLUMN)):
                found[thing.event.id][fit].append(tier)
        for thing in row:
            for fit, widths in found[thing.event.id].items():
                labels.append(
                    Label(
                        thing.event.id,
                        thing.lane,
                        thing.y,
                        fit.at,
                        fit.dx,
                        fit.text,
                        fit.side == "inside",
                        tuple(widths),
                        before=fit.side == "before",
                    )
                )
    return tuple(labels)


class _Fit(NamedTuple):
    """A label that fits: the day it hangs on, the pixels from there, its text, and on which side of its event it is."""

    at: float
    dx: float
    text: str
    side: Literal["after", "before", "inside"]


def extents(things: Sequence[Bar | Mark], scale: float) -> list[tuple[float, float]]:
    """The pixels that each event takes up on its row at this many pixels a day, from its left to its right."""
    found = []
    for thing in things:
        diamond = DIAMOND if thing.event.turning_point is not None else 0
        left, right = thing.left * scale, thing.right * scale
        if isinstance(thing, Bar):
            found.append((left - diamond, max(right, left + SMALLEST_BAR + diamond)))
            continue
        middle = thing.at * scale
        first, last = middle - (diamond or MARK), middle + (DIAMOND + 2 * MARK if diamond else MARK)
        found.append((left if left < first else first, right if right > last else last))
    return found


def _fitting(row: Sequence[Bar | Mark], start: float, scale: float, width: float) -> Iterator[tuple[Bar | Mark, _Fit]]:
    """Each event of a row whose label fits."""
    sides = extents(row, scale)
    lefts = [left for left, _ in sides]
    shift = start * scale
    taken = float("-inf")
    for thing, (left, right) in zip(row, sides, strict=True):
        free_from, taken = max(taken + ROOM, shift), max(taken, right)
        if right - shift < EDGE or left > shift + width:
            continue
        following = bisect_right(lefts, left)
        ends = lefts[following] if following < len(lefts) else float("inf")
        limit = min(ends, shift + width) - ROOM
        title = thing.event.title
        if isinstance(thing, Bar):
            inside = _inside(thing, start, scale, shift + width)
            if inside.text and (inside.text == title or limit - right - 5 < text_width(inside.text)):
                yield thing, inside
                continue
        text = shorten(title, min(limit - right - 5, LONGEST))
        # What stands so near the right edge that there is no room after it, has its label on the other side.
        before = shorten(title, min(left - 5 - free_from, LONGEST)) if ends > shift + width else ""
        at = thing.left if isinstance(thing, Bar) else thing.at
        if len(before) > len(text):
            yield thing, _Fit(at, left - at * scale - 5, before, "before")
        elif text:
            taken = max(taken, right + 5 + text_width(text))
            at = at if right > thing.right * scale else thing.right
            yield thing, _Fit(at, right - at * scale + 5, text, "after")


def _inside(bar: Bar, start: float, scale: float, edge: float) -> _Fit:
    """The words in a bar, as far as they fit between its shape and its end or that of the drawing."""
    begin = max(bar.left, start)
    dx = float(BAR_TEXT + (DIAMOND if bar.event.turning_point is not None else 0))
    room = min(bar.right * scale, edge) - begin * scale - dx - GAP
    return _Fit(begin, dx, shorten(bar.event.title, room), "inside")
