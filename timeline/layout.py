"""Where every event stands on the drawing: lanes, rows, bars, marks, bands and labels as plain numbers.

No drawing happens here; `svg`, `figure` and `table` are pens on what this module returns. Rows are found once, at the
scale of the whole case on the narrowest drawing: zooming and widening never move an event to another row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from timeline.around import NOTHING_AROUND, Around, Crowd, Strip, StripName
from timeline.drawing import (
    AXIS,
    CHAPTER,
    COLUMN,
    FIELD,
    FOLDED,
    IN_ORDER,
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
    only: Window | None = None,
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
        only: draw a part of the case that stands by itself: what is in these days, in rows found at their own scale,
            and only the lanes and strips in which something stands. What is silent or busy still follows from the
            whole case.

    Raises:
        ValueError: an event stands in a lane that isn't there.
    """
    told = sorted(events, key=IN_ORDER)
    undated = tuple(event for event in told if event.date.is_unknown)
    dated = [event for event in told if not event.date.is_unknown] if undated else told
    stretches = sorted(chapters, key=lambda chapter: (chapter.start, chapter.end, chapter.id))
    found = whole_case(dated, stretches, around)
    whole = found or Window(date(2000, 1, 1), date(2000, 12, 31))
    families = tuple(owners or lanes)
    if not {event.lane for event in dated} <= {lane.id for lane in lanes}:
        raise ValueError("an event stands in a lane that isn't there")
    in_days = in_time(dated, whole)
    quiet = silences(in_days)
    involved = crowd(
        (thing for thing in in_days if isinstance(thing, Bar)), {lane.id for lane in families if lane.kind == "family"}
    )
    part = _Part(only or whole, whole)
    if only:
        in_days = [thing for thing in in_days if part.holds(thing.left, thing.right)]
        dated, undated = [thing.event for thing in in_days], ()
        touched = {lane for event in dated for lane in (event.lane, *event.thread[0], *event.thread[1])}
        lanes = [lane for lane in lanes if lane.id in touched]
        quiet = tuple(silence for silence in quiet if part.holds(silence.left, silence.right))
    number = {lane.id: index for index, lane in enumerate(lanes)}
    bands = tuple(band for band in _bands(stretches, whole) if part.holds(band.left, band.right))
    stack = _Stack()
    stack.add(CHAPTER * (max((band.row for band in bands), default=-1) + 1))
    drawn_curves = curves(around, (lane.id for lane in families), whole, stack.height)
    stack.strip("curve", CURVE if drawn_curves else 0)
    axis_top = stack.height
    stack.add(AXIS)
    field_top = stack.height
    framed, held = (
        tuple(piece for piece in pieces if part.holds(piece.left, piece.right))
        for pieces in (frames(around, whole), courses(around, whole))
    )
    stack.strip("frame", STRETCH * (max((piece.row for piece in framed), default=-1) + 1))
    stack.strip("course", STRETCH * (max((piece.row for piece in held), default=-1) + 1))
    railed = {lane for event in dated if event.is_shared for lanes_of in event.thread for lane in lanes_of}
    placed_lanes, placed = _in_lanes(
        in_days, [_Row(lane, lane.id in railed, lane.id in folded) for lane in lanes], part, stack
    )
    stack.strip("silence", SILENCE if quiet else 0)
    stack.strip("crowd", CROWD if involved.most > 1 and part.sees(involved) else 0)
    shown = window or only or whole
    return Layout(
        whole=whole,
        window=shown,
        lanes=tuple(placed_lanes),
        bars=tuple([thing for thing in placed if isinstance(thing, Bar)]),
        marks=tuple([thing for thing in placed if isinstance(thing, Mark)]),
        meetings=tuple(_meetings(placed, placed_lanes, number)),
        chapters=bands,
        tray=undated,
        events=(*dated, *undated),
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


class _Part:
    """Some days of the case: all of them, or those that are drawn by themselves."""

    def __init__(self, window: Window, whole: Window) -> None:
        self.first = float((window.start - whole.start).days)
        self.days = window.days
        self.is_whole = window == whole

    def holds(self, left: float, right: float) -> bool:
        """Whether something between these days is in it."""
        return self.is_whole or (right > self.first and left < self.first + self.days)

    def sees(self, involved: Crowd) -> bool:
        """Whether anybody is involved in these days."""
        ends = (*involved.days[1:], float("inf"))
        return any(
            count and self.holds(left, right)
            for left, right, count in zip(involved.days, ends, involved.counts, strict=True)
        )

    def by_itself(self, things: Sequence[Bar | Mark]) -> Sequence[Bar | Mark]:
        """The same events, counted from the first of these days."""
        if not self.first:
            return things
        return [
            thing._replace(left=thing.left - self.first, right=thing.right - self.first)
            if isinstance(thing, Bar)
            else thing._replace(left=thing.left - self.first, right=thing.right - self.first, at=thing.at - self.first)
            for thing in things
        ]


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


class _Row(NamedTuple):
    """A lane that gets its place: whether lines of meetings run to it, and whether it is folded."""

    lane: Lane
    has_rail: bool
    folded: bool


def _in_lanes(
    things: Sequence[Bar | Mark], lanes: Sequence[_Row], part: _Part, stack: _Stack
) -> tuple[list[PlacedLane], list[Bar | Mark]]:
    """The lanes below each other, and every event in a row of its lane, in the order in which they were given."""
    in_lane: dict[str, list[int]] = {wanted.lane.id: [] for wanted in lanes}
    for place, thing in enumerate(things):
        in_lane[thing.event.lane].append(place)
    placed_lanes: list[PlacedLane] = []
    placed = list(things)
    for index, wanted in enumerate(lanes):
        places = in_lane[wanted.lane.id]
        rows = pack(part.by_itself([things[place] for place in places]), FIELD / part.days)
        lane = _lane(wanted, stack.height, max(rows, default=-1) + 1)
        top, step = (FOLDED // 2, 0) if lane.folded else (LANE_PADDING + lane.rail + ROW // 2, ROW)
        for place, row in zip(places, rows, strict=True):
            placed[place] = things[place].in_row(index, row, lane.top + top + row * step)
        placed_lanes.append(lane)
        stack.add(lane.height)
    return placed_lanes, placed


def _lane(wanted: _Row, top: int, rows: int) -> PlacedLane:
    rail, name = RAIL if wanted.has_rail else 0, wanted.lane.name
    if wanted.folded:
        names = wrap(name, NARROWEST * COLUMN - NAME_MARGIN, lines=1)
        return PlacedLane(wanted.lane, top, FOLDED, rows, rail, names, folded=True)
    names = wrap(name, NARROWEST * COLUMN - NAME_MARGIN)
    height = max(2 * LANE_PADDING + rail + max(rows, 1) * ROW, 2 * LANE_PADDING + len(names) * NAME_LINE)
    return PlacedLane(wanted.lane, top, height, rows, rail, names)


def _meetings(
    things: Iterable[Bar | Mark], lanes: Sequence[PlacedLane], number: Mapping[str, int]
) -> Iterable[Meeting]:
    """The lines of the meetings, each from the highest to the lowest lane that it touches."""
    for thing in things:
        if not thing.event.is_shared:
            continue
        present, missing = (
            tuple((index, lanes[index].dots) for index in sorted({number[name] for name in names if name in number}))
            for names in thing.event.thread
        )
        if present or missing:
            ys = [thing.y, *(y for _, y in present), *(y for _, y in missing)]
            at = thing.at if isinstance(thing, Mark) else thing.left
            yield Meeting(thing.event, at, min(ys), max(ys), present, missing)
