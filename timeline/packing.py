"""In which row of its lane an event stands: nothing overlaps, and the same events always stand the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from operator import itemgetter
from typing import NamedTuple

from timeline.drawing import FIELD, GAP, SMALLEST_BAR, Bar, Mark
from timeline.labels import extent
from timeline.metrics import text_width

LONGEST_RESERVE = 230.0
"""The most room in pixels that is kept free for the label of one event."""
CALM_ROWS = 3
TELLING = ("mdo", "court_step")
"""The kinds that people look for first."""


class Reserve(NamedTuple):
    """The most room in pixels for a label of the kinds that people look for first, and for that of an ordinary event.

    A turning point, which the report is about, always gets room for its whole label.
    """

    telling: float
    ordinary: float


RESERVES = (
    Reserve(LONGEST_RESERVE, 200.0),
    Reserve(LONGEST_RESERVE, 140.0),
    Reserve(LONGEST_RESERVE, 90.0),
    Reserve(LONGEST_RESERVE, 50.0),
    Reserve(LONGEST_RESERVE, 0.0),
    Reserve(140.0, 0.0),
    Reserve(80.0, 0.0),
    Reserve(0.0, 0.0),
)
"""From much room to little; the widest that costs no more than `CALM_ROWS` is taken."""


def pack(things: Sequence[Bar | Mark], scale: float) -> Mapping[str, int]:
    """The row of each event of one lane, by id; rows count from the top.

    Args:
        things: the bars and marks of the lane, in order.
        scale: pixels a day at which nothing may overlap; at any larger scale nothing does either.
    """
    events = [(extent(thing, scale), thing) for thing in things]
    in_time = sorted(events, key=itemgetter(0))  # of those at one place the first that was given comes first
    fewest, count = _rows(in_time, None)
    for reserve in RESERVES:
        rows, _ = _rows(in_time, reserve, most=max(CALM_ROWS, count))
        if rows is not None:
            return rows
    return fewest or {}


def _rows(
    in_time: Sequence[tuple[tuple[float, float], Bar | Mark]], reserve: Reserve | None, most: int | None = None
) -> tuple[dict[str, int] | None, int]:
    """The highest row that is free for each, and how many rows that takes; no rows when it takes more than `most`.

    `reserve` is the room for labels, None for no room for any label.
    """
    rows: dict[str, int] = {}
    taken: list[tuple[float, int]] = []
    free: list[int] = []
    count = 0
    for (left, right), thing in in_time:
        end = right
        if reserve is not None:
            # At the right edge a label has no room anyway; asking for it would only cost rows.
            end = max(right, min(right + _label(thing, right - left, reserve), FIELD))
        while taken and taken[0][0] <= left:
            heappush(free, heappop(taken)[1])
        if free:
            row = heappop(free)
        else:
            row, count = count, count + 1
            if most is not None and count > most:
                return None, count
        heappush(taken, (end + GAP, row))
        rows[thing.event.id] = row
    return rows, count


def _label(thing: Bar | Mark, width: float, reserve: Reserve) -> float:
    """The room in pixels that an event likes to have for its label, after itself."""
    wanted = min(text_width(thing.event.title) + 14, LONGEST_RESERVE)
    if isinstance(thing, Bar) and width > wanted + SMALLEST_BAR:
        return 0.0
    if thing.event.turning_point is not None:
        return wanted
    return min(wanted, reserve.telling if thing.event.kind in TELLING else reserve.ordinary)
