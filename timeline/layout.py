"""Where every event stands on the drawing: lanes, rows, bars, marks, bands and labels as plain numbers.

No drawing happens here; `svg`, `figure` and `table` are pens on what this module returns. Rows are found once, at the
scale of the whole case on the narrowest drawing: zooming and widening never move an event to another row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from timeline.around import NOTHING_AROUND, Around, Strip, StripName
from timeline.drawing import (
    AXIS,
    CHAPTER,
    COLUMN,
    FIELD,
    FOLDED,
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
    Thread,
    Window,
    in_order,
)
from timeline.metrics import wrap
from timeline.packing import pack
from timeline.placing import in_time, whole_case
from timeline.strips import CROWD, CURVE, SILENCE, STRETCH, courses, crowd, curves, frames, silences, stacked

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
    "in_window",
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
    around: Around = NOTHING_AROUND,
    owners: Sequence[Lane] = (),
    folded: Collection[str] = (),
) -> Layout:
    """Give every event its place on the drawing; the order in which they come makes no difference.

    Args:
        events: the events; those without a date go to the tray.
        lanes: from top to bottom; every one is shown, also when nothing happened in it.
        chapters: the named stretches of the case.
        window: the days to show at first; the whole case when left out.
        around: what stands around the events.
        owners: the family and the organisations, when the lanes stand for something else.
        folded: the ids of the lanes that are folded to one thin row.

    Raises:
        ValueError: an event stands in a lane that isn't there.
    """
    told = sorted(events, key=in_order)
    dated = [event for event in told if not event.date.is_unknown]
    stretches = sorted(chapters, key=lambda chapter: (chapter.start, chapter.end, chapter.id))
    found = whole_case(dated, stretches, around)
    whole = found or Window(date(2000, 1, 1), date(2000, 12, 31))
    number = {lane.id: index for index, lane in enumerate(lanes)}
    first_day = whole.start.toordinal()
    things: list[list[Bar | Mark]] = [[] for _ in lanes]
    for event in dated:
        if event.lane not in number:
            raise ValueError("an event stands in a lane that isn't there")
        lane_number = number[event.lane]
        things[lane_number].append(in_time(event, lane_number, first_day, whole.days))
    bands = _bands(stretches, whole)
    families = tuple(owners or lanes)
    stack = _Stack()
    stack.add(CHAPTER * (max((band.row for band in bands), default=-1) + 1))
    drawn_curves = curves(around, (lane.id for lane in families), whole, stack.height)
    stack.strip("curve", CURVE if drawn_curves else 0)
    axis_top = stack.height
    stack.add(AXIS)
    field_top = stack.height
    framed, held = frames(around, whole), courses(around, whole)
    stack.strip("frame", STRETCH * (max((piece.row for piece in framed), default=-1) + 1))
    stack.strip("course", STRETCH * (max((piece.row for piece in held), default=-1) + 1))
    threads = {event.id: thread for event in dated if any(thread := event.thread)}
    railed = {lane for there, missed in threads.values() for lane in (*there, *missed)}
    placed_lanes: list[PlacedLane] = []
    placed: list[Bar | Mark] = []
    for lane, in_lane in zip(lanes, things, strict=True):
        rows = pack(in_lane, FIELD / whole.days)
        row = _lane(lane, stack.height, max(rows.values(), default=-1) + 1, lane.id in railed, lane.id in folded)
        placed_lanes.append(row)
        top, step = (row.top + FOLDED // 2, 0) if row.folded else (row.top + LANE_PADDING + row.rail + ROW // 2, ROW)
        placed += [thing.in_row(at := rows[thing.event.id], top + at * step) for thing in in_lane]
        stack.add(row.height)
    quiet = silences(placed)
    stack.strip("silence", SILENCE if quiet else 0)
    involved = crowd(
        (thing for thing in placed if isinstance(thing, Bar)), {lane.id for lane in families if lane.kind == "family"}
    )
    stack.strip("crowd", CROWD if involved.most > 1 else 0)
    found_at = {thing.event.id: thing for thing in placed}
    in_time_order = [found_at[event.id] for event in dated]
    bars = tuple(thing for thing in in_time_order if isinstance(thing, Bar))
    marks = tuple(thing for thing in in_time_order if isinstance(thing, Mark))
    shown = window or whole
    return Layout(
        whole=whole,
        window=shown,
        lanes=tuple(placed_lanes),
        bars=bars,
        marks=marks,
        meetings=tuple(_meetings(threads, found_at, placed_lanes, number)),
        chapters=bands,
        tray=tuple(event for event in told if event.date.is_unknown),
        events=tuple(told),
        axis_top=axis_top,
        field_top=field_top,
        height=stack.height + 1,
        is_empty=found is None,
        owners=families,
        strips=tuple(stack.strips),
        frames=framed,
        courses=held,
        curves=drawn_curves,
        silences=quiet,
        crowd=involved,
        around=around,
    )


class _Stack:
    """What stands below each other: how high it is by now, and the strips in it."""

    def __init__(self) -> None:
        self.height = 0
        self.strips: list[Strip] = []

    def add(self, height: int) -> None:
        self.height += height

    def strip(self, name: StripName, height: int) -> None:
        if height:
            self.strips.append(Strip(name, self.height, height))
            self.add(height)


def in_window(placed: Layout, window: Window | None) -> Layout:
    """The same drawing with other days in view; the whole case without a window."""
    return replace(placed, window=window or placed.whole)


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
        tray=tuple(event for event in placed.tray if event.id in ids),
        events=tuple(event for event in placed.events if event.id in ids),
    )


def _bands(chapters: Sequence[DrawnChapter], whole: Window) -> tuple[Band, ...]:
    """The chapters; those that run at the same time stand below each other."""
    placed = stacked([(chapter.start, chapter.end) for chapter in chapters], whole)
    return tuple(Band(chapter, left, right, row) for chapter, (left, right, row) in zip(chapters, placed, strict=True))


def _lane(lane: Lane, top: int, rows: int, has_rail: bool, folded: bool) -> PlacedLane:
    rail = RAIL if has_rail else 0
    if folded:
        names = wrap(lane.name, NARROWEST * COLUMN - NAME_MARGIN, lines=1)
        return PlacedLane(lane, top, FOLDED, rows, rail, names, folded=True)
    names = wrap(lane.name, NARROWEST * COLUMN - NAME_MARGIN)
    height = max(2 * LANE_PADDING + rail + max(rows, 1) * ROW, 2 * LANE_PADDING + len(names) * NAME_LINE)
    return PlacedLane(lane, top, height, rows, rail, names)


def _meetings(
    threads: Mapping[str, Thread],
    things: Mapping[str, Bar | Mark],
    lanes: Sequence[PlacedLane],
    number: Mapping[str, int],
) -> Iterable[Meeting]:
    """The lines of the meetings, each from the highest to the lowest lane that it touches."""
    for event_id, thread in threads.items():
        thing = things[event_id]
        present, missing = (
            tuple((index, lanes[index].dots) for index in sorted({number[name] for name in names if name in number}))
            for names in thread
        )
        if present or missing:
            ys = [thing.y, *(y for _, y in present), *(y for _, y in missing)]
            at = thing.at if isinstance(thing, Mark) else thing.left
            yield Meeting(thing.event, at, min(ys), max(ys), present, missing)
