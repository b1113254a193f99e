"""Which labels fit on the drawing, and how they are shortened: no label ever lies over another or over an event."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

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
    Mark,
)
from timeline.metrics import shorten, text_width

ROOM = 8
"""Free pixels between the end of a label and what comes next."""
LONGEST = 300
EDGE = 12
"""Pixels of an event that must be in view for its label to be."""


def place_labels(
    bars: Sequence[Bar], marks: Sequence[Mark], start: float, days: float, *, tiers: Sequence[int] = TIERS
) -> tuple[Label, ...]:
    """The labels of the events in view, for each width of the drawing from which they fit.

    Args:
        bars: the periods.
        marks: the moments.
        start: the first day in view, in days since the first day of the case.
        days: how many days are in view.
        tiers: the widths of the drawing in pixels.
    """
    rows: dict[tuple[int, int], list[Bar | Mark]] = defaultdict(list)
    things: list[Bar | Mark] = [*bars, *marks]
    for thing in things:
        rows[thing.lane, thing.row].append(thing)
    labels: list[Label] = []
    for row in rows.values():
        row.sort(key=lambda thing: (thing.left, thing.right, thing.event.id))
        found: dict[str, dict[tuple[float, float, str, bool], list[int]]] = defaultdict(lambda: defaultdict(list))
        for tier in tiers:
            scale = tier * (1 - COLUMN) / days
            for thing, at, dx, text, inside in _fitting(row, start, scale, tier * (1 - COLUMN)):
                found[thing.event.id][at, dx, text, inside].append(tier)
        for thing in row:
            for (at, dx, text, inside), widths in found[thing.event.id].items():
                labels.append(Label(thing.event.id, thing.lane, thing.y, at, dx, text, inside, tuple(widths)))
    return tuple(labels)


def extent(thing: Bar | Mark, scale: float) -> tuple[float, float]:
    """The pixels that an event takes up on its row at this many pixels a day."""
    diamond = DIAMOND if thing.event.turning_point is not None else 0
    if isinstance(thing, Bar):
        left = thing.left * scale
        return left - diamond, max(thing.right * scale, left + SMALLEST_BAR + diamond)
    middle = thing.at * scale
    right = middle + (DIAMOND + 2 * MARK if diamond else MARK)
    return min(thing.left * scale, middle - max(MARK, diamond)), max(thing.right * scale, right)


def _fitting(
    row: Sequence[Bar | Mark], start: float, scale: float, width: float
) -> list[tuple[Bar | Mark, float, float, str, bool]]:
    """Each event whose label fits: the day it hangs on, the pixels from there, the text, whether it is in the bar."""
    extents = [extent(thing, scale) for thing in row]
    lefts = [left for left, _ in extents]
    fitting: list[tuple[Bar | Mark, float, float, str, bool]] = []
    for thing, (left, right) in zip(row, extents, strict=True):
        shift = start * scale
        if right - shift < EDGE or left > shift + width:
            continue
        following = bisect_right(lefts, left)
        limit = min(lefts[following] if following < len(lefts) else float("inf"), shift + width) - ROOM
        if isinstance(thing, Bar):
            begin = max(thing.left, start)
            dx = float(BAR_TEXT + (DIAMOND if thing.event.turning_point is not None else 0))
            inner = min(thing.right * scale, shift + width) - begin * scale - dx - GAP
            full = text_width(thing.event.title)
            if full <= inner:
                fitting.append((thing, begin, dx, thing.event.title, True))
                continue
            room = min(limit - right - 5, LONGEST)
            if full <= room or room > inner:
                widened = right > thing.right * scale
                anchor, dx = (thing.left, right - thing.left * scale + 5) if widened else (thing.right, 5.0)
                if text := shorten(thing.event.title, room):
                    fitting.append((thing, anchor, dx, text, False))
            elif text := shorten(thing.event.title, inner):
                fitting.append((thing, begin, dx, text, True))
            continue
        middle = thing.at * scale
        anchor, dx = (thing.at, right - middle + 5) if right > thing.right * scale else (thing.right, 5.0)
        if text := shorten(thing.event.title, min(limit - right - 5, LONGEST)):
            fitting.append((thing, anchor, dx, text, False))
    return fitting
