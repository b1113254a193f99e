"""In which row of its lane an event stands: nothing overlaps, and the same events always stand the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from timeline.drawing import FIELD, GAP, SMALLEST_BAR, Bar, DrawnEvent, Mark, in_order
from timeline.labels import extent
from timeline.metrics import text_width

LONGEST_RESERVE = 230.0
"""The most room in pixels that is kept free for the label of one event."""
RESERVES = (200.0, 140.0, 90.0, 50.0, 0.0)
"""Room for the labels of ordinary events; the widest that costs no more than `CALM_ROWS` is taken."""
CALM_ROWS = 3
TELLING = ("mdo", "court_step")
"""The kinds that people look for first: they get room for their whole label."""


def pack(things: Sequence[Bar | Mark], scale: float) -> Mapping[str, int]:
    """The row of each event of one lane, by id; rows count from the top.

    Args:
        things: the bars and marks of the lane.
        scale: pixels a day at which nothing may overlap; at any larger scale nothing does either.
    """
    in_time = sorted(
        ((extent(thing, scale), thing) for thing in things), key=lambda pair: (pair[0], in_order(pair[1].event))
    )
    fewest = _rows(in_time, None)
    rows = fewest
    for reserve in RESERVES:
        rows = _rows(in_time, reserve)
        if len(set(rows.values())) <= max(CALM_ROWS, len(set(fewest.values()))):
            return rows
    return fewest


def _rows(in_time: Sequence[tuple[tuple[float, float], Bar | Mark]], reserve: float | None) -> dict[str, int]:
    """First free row for each; `reserve` is the room for an ordinary label, None for no room for any label."""
    ends: list[float] = []
    rows: dict[str, int] = {}
    for (left, right), thing in in_time:
        taken = right
        if reserve is not None:
            # At the right edge a label has no room anyway; asking for it would only cost rows.
            taken = max(right, min(right + _label(thing, right - left, reserve), FIELD))
        row = next((number for number, end in enumerate(ends) if end <= left), len(ends))
        if row == len(ends):
            ends.append(0.0)
        ends[row] = taken + GAP
        rows[thing.event.id] = row
    return rows


def _label(thing: Bar | Mark, width: float, reserve: float) -> float:
    """The room in pixels that an event likes to have for its label, after itself."""
    wanted = min(text_width(thing.event.title) + 14, LONGEST_RESERVE)
    if isinstance(thing, Bar) and width > wanted + SMALLEST_BAR:
        return 0.0
    return wanted if _is_telling(thing.event) else min(wanted, reserve)


def _is_telling(event: DrawnEvent) -> bool:
    return event.turning_point is not None or event.kind in TELLING
