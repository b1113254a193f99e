"""In which row of its lane an event stands: nothing overlaps, and the same events always stand the same."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from heapq import heappop, heappush
from operator import le
from typing import NamedTuple

from timeline.drawing import FIELD, GAP, SMALLEST_BAR, Bar, Mark
from timeline.labels import extents
from timeline.metrics import text_width

LONGEST_RESERVE = 230.0
"""The most room in pixels that is kept free for the label of one event."""
CALM_ROWS = 3
FULL = 15
"""A lane of more rows has no room for words at the scale of the whole case: only turning points may ask for it."""
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


def pack(things: Sequence[Bar | Mark], scale: float) -> list[int]:
    """The row of each event of one lane, in the order in which they were given; rows count from the top.

    Args:
        things: the bars and marks of the lane, in order.
        scale: pixels a day at which nothing may overlap; at any larger scale nothing does either.
    """
    sides = extents(things, scale)
    order = sorted(range(len(things)), key=sides.__getitem__)  # of those at one place the first that was given is first
    lefts = [sides[number][0] for number in order]
    ends = [sides[number][1] + GAP for number in order]
    rows = _rows(lefts, ends)
    fewest = max(rows, default=0) + 1
    with_words = _with_words([things[number] for number in order], lefts, ends, fewest)
    if with_words is not None:
        rows = _rows(lefts, with_words)
    found = [0] * len(things)
    for number, row in zip(order, rows, strict=True):
        found[number] = row
    return found


def _with_words(
    things: Sequence[Bar | Mark], lefts: Sequence[float], ends: Sequence[float], fewest: int
) -> list[float] | None:
    """From where the row of each is free again when words get the most room that there is; None when there is none."""
    if fewest > FULL and all(thing.event.turning_point is None for thing in things):
        return None
    reserves = RESERVES if fewest <= FULL else RESERVES[-1:]
    most = max(CALM_ROWS, fewest)
    wishes = [_wish(thing, left, end) for thing, left, end in zip(things, lefts, ends, strict=True)]
    # Less room for words never takes more rows, so that the widest that fits can be sought by halves.
    chosen = bisect_left(reserves, True, key=lambda reserve: _fits(lefts, _taken(ends, wishes, reserve), most))
    return _taken(ends, wishes, reserves[chosen]) if chosen < len(reserves) else None


def _wish(thing: Bar | Mark, left: float, end: float) -> tuple[float, int]:
    """The room in pixels that an event likes to have for its words, after itself, and whom room goes to first.

    That is 2 for a turning point, 1 for the kinds that people look for first, 0 for what is ordinary.
    """
    event, right = thing.event, end - GAP
    words = min(text_width(event.title) + 14, LONGEST_RESERVE)
    if isinstance(thing, Bar) and right - left > words + SMALLEST_BAR:
        return 0.0, 0
    # At the right edge words have no room anyway; asking for it would only cost rows.
    words = min(words, max(FIELD - right, 0.0))
    return words, 2 if event.turning_point is not None else event.kind in TELLING


def _taken(ends: Sequence[float], wishes: Sequence[tuple[float, int]], reserve: Reserve) -> list[float]:
    """From where the row of each is free again when words have this room."""
    most = (reserve.ordinary, reserve.telling, LONGEST_RESERVE)
    return [end + min(words, most[first]) for end, (words, first) in zip(ends, wishes, strict=True)]


def _fits(lefts: Sequence[float], ends: Sequence[float], rows: int) -> bool:
    """Whether so many rows are enough: when one begins, fewer than that many of those before it still go on.

    With both in order, the first that ends must make room for the one that comes so many places later.
    """
    return all(map(le, sorted(ends), lefts[rows:]))


def _rows(lefts: Sequence[float], ends: Sequence[float]) -> list[int]:
    """The highest row that is free for each; all are in order of their left side."""
    ending = sorted(range(len(ends)), key=ends.__getitem__)
    rows: list[int] = []
    free: list[int] = []
    count = gone = 0
    for left in lefts:
        while ends[ending[gone]] <= left:
            heappush(free, rows[ending[gone]])
            gone += 1
        if free:
            rows.append(heappop(free))
        else:
            rows.append(count)
            count += 1
    return rows
