"""Where every event stands on the drawing: lanes, rows, bars, marks, bands and labels as plain numbers.

No drawing happens here; `svg`, `figure` and `table` are pens on what this module returns. Rows are found once, at the
scale of the whole case on the narrowest drawing: zooming and widening never move an event to another row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from timeline.drawing import (
    AXIS,
    CHAPTER,
    COLUMN,
    FIELD,
    LANE_PADDING,
    NAME_LINE,
    NARROWEST,
    RAIL,
    ROW,
    TIERS,
    Band,
    Bar,
    DrawnChapter,
    DrawnEvent,
    Label,
    Lane,
    Layout,
    Mark,
    Meeting,
    PlacedLane,
    Window,
    in_order,
)
from timeline.labels import place_labels
from timeline.metrics import wrap
from timeline.packing import pack
from timeline.placing import in_time, whole_case

__all__ = [
    "COLUMN",
    "NARROWEST",
    "TIERS",
    "Band",
    "Bar",
    "DrawnChapter",
    "DrawnEvent",
    "Label",
    "Lane",
    "Layout",
    "Mark",
    "Meeting",
    "PlacedLane",
    "Window",
    "keeping",
    "layout",
]

NAME_MARGIN = 28
"""Pixels beside the name of a lane, for its dot and some air."""


def layout(
    events: Iterable[DrawnEvent],
    lanes: Sequence[Lane],
    chapters: Iterable[DrawnChapter] = (),
    *,
    window: Window | None = None,
) -> Layout:
    """Give every event its place on the drawing; the order in which they come makes no difference.

    Args:
        events: the events; those without a date go to the tray.
        lanes: from top to bottom; every one is shown, also when nothing happened in it.
        chapters: the named stretches of the case.
        window: the days to show at first; the whole case when left out.

    Raises:
        ValueError: an event stands in a lane that isn't there.
    """
    told = sorted(events, key=in_order)
    dated = [event for event in told if not event.date.is_unknown]
    stretches = sorted(chapters, key=lambda chapter: (chapter.start, chapter.end, chapter.id))
    found = whole_case(dated, stretches)
    whole = found or Window(date(2000, 1, 1), date(2000, 12, 31))
    number = {lane.id: index for index, lane in enumerate(lanes)}
    things: list[list[Bar | Mark]] = [[] for _ in lanes]
    for event in dated:
        if event.lane not in number:
            raise ValueError("an event stands in a lane that isn't there")
        things[number[event.lane]].append(in_time(event, number[event.lane], whole))
    bands = _bands(stretches, whole)
    axis_top = CHAPTER * (max((band.row for band in bands), default=-1) + 1)
    railed = {lane for event in dated if event.kind == "mdo" for lane in _visited(event)}
    top = axis_top + AXIS
    placed_lanes: list[PlacedLane] = []
    placed: list[Bar | Mark] = []
    for lane, in_lane in zip(lanes, things, strict=True):
        rows = pack(in_lane, FIELD / whole.days)
        row = _lane(lane, top, max(rows.values(), default=-1) + 1, lane.id in railed)
        placed_lanes.append(row)
        placed += [_in_row(thing, rows[thing.event.id], row) for thing in in_lane]
        top += row.height
    placed.sort(key=lambda thing: in_order(thing.event))
    bars = tuple(thing for thing in placed if isinstance(thing, Bar))
    marks = tuple(thing for thing in placed if isinstance(thing, Mark))
    shown = window or whole
    return Layout(
        whole=whole,
        window=shown,
        lanes=tuple(placed_lanes),
        bars=bars,
        marks=marks,
        meetings=tuple(_meetings(placed, placed_lanes, number)),
        chapters=bands,
        labels=place_labels(bars, marks, float((shown.start - whole.start).days), shown.days),
        tray=tuple(event for event in told if event.date.is_unknown),
        events=tuple(told),
        axis_top=axis_top,
        field_top=axis_top + AXIS,
        height=top + 1,
        is_empty=found is None,
    )


def keeping(placed: Layout, ids: Collection[str]) -> Layout:
    """The same drawing with only these events on it: everything that stays stands where it stood.

    Lanes and rows are not found anew, so that an event never seems to move to another lane when others are hidden.
    """
    bars = tuple(bar for bar in placed.bars if bar.event.id in ids)
    marks = tuple(mark for mark in placed.marks if mark.event.id in ids)
    return replace(
        placed,
        bars=bars,
        marks=marks,
        meetings=tuple(meeting for meeting in placed.meetings if meeting.event.id in ids),
        labels=place_labels(bars, marks, placed.day(placed.window.start), placed.window.days),
        tray=tuple(event for event in placed.tray if event.id in ids),
        events=tuple(event for event in placed.events if event.id in ids),
    )


def _bands(chapters: Sequence[DrawnChapter], whole: Window) -> tuple[Band, ...]:
    """The chapters; those that run at the same time stand below each other."""
    bands: list[Band] = []
    ends: list[float] = []
    for chapter in chapters:
        left = float((chapter.start - whole.start).days)
        right = max(float((chapter.end - whole.start).days + 1), left + 1)
        row = next((index for index, end in enumerate(ends) if end <= left), len(ends))
        if row == len(ends):
            ends.append(0.0)
        ends[row] = right
        bands.append(Band(chapter, left, right, row))
    return tuple(bands)


def _visited(event: DrawnEvent) -> tuple[str, ...]:
    """The lanes beside its own that a meeting touches."""
    return tuple(lane for lane in (*event.present, *event.missing) if lane != event.lane)


def _lane(lane: Lane, top: int, rows: int, has_rail: bool) -> PlacedLane:
    names = wrap(lane.name, NARROWEST * COLUMN - NAME_MARGIN)
    rail = RAIL if has_rail else 0
    height = max(2 * LANE_PADDING + rail + max(rows, 1) * ROW, 2 * LANE_PADDING + len(names) * NAME_LINE)
    return PlacedLane(lane, top, height, rows, rail, names)


def _in_row(thing: Bar | Mark, row: int, lane: PlacedLane) -> Bar | Mark:
    y = lane.top + LANE_PADDING + lane.rail + row * ROW + ROW // 2
    return replace(thing, row=row, y=y)


def _meetings(
    things: Sequence[Bar | Mark], lanes: Sequence[PlacedLane], number: Mapping[str, int]
) -> Iterable[Meeting]:
    """The lines of the meetings, each from the highest to the lowest lane that it touches."""
    for thing in things:
        if thing.event.kind != "mdo":
            continue
        heights: dict[bool, list[tuple[int, int]]] = defaultdict(list)
        for there, names in ((True, thing.event.present), (False, thing.event.missing)):
            for index in sorted({number[name] for name in names if name in number and name != thing.event.lane}):
                heights[there].append((index, lanes[index].top + LANE_PADDING + RAIL // 2 - 1))
        # Who was there was not missing, whatever a second account says.
        seen = {index for index, _ in heights[True]}
        missing = tuple(pair for pair in heights[False] if pair[0] not in seen)
        ys = [thing.y, *(y for _, y in heights[True]), *(y for _, y in missing)]
        if len(ys) > 1:
            at = thing.at if isinstance(thing, Mark) else thing.left
            yield Meeting(thing.event, at, min(ys), max(ys), tuple(heights[True]), missing)
