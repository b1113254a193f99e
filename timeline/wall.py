"""The timeline to be read from a distance: few words, all of them large, and a number where there is no room for words.

Places are found anew for one width and one height: as many rows as there is room for, in which what people look for
first (turning points, meetings, court steps) gets its words before anything else does. A list tells what the numbers
stand for. Whatever does not fit gives no drawing at all: nothing is left out and nothing lies over something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from timeline.around import Curve, Strip, StripName
from timeline.drawing import (
    AXIS,
    BAR,
    BAR_TEXT,
    CHAPTER,
    COLUMN,
    DIAMOND,
    FOLDED,
    LANE_PADDING,
    NAME_LINE,
    ROW,
    Bar,
    Label,
    Layout,
    Mark,
    Meeting,
    PlacedLane,
)
from timeline.metrics import SHORTEST, shorten, text_width, wrap
from timeline.ticks import step_for
from timeline.wall_rows import APART, LONGEST, NEAR, SHORT, LaneRows, Spot

STEP, SPREAD = 20, 60
"""Pixels from one row to the next at the least; where there is room it is as much as on the screen, or up to `SPREAD`
on a drawing that says everything, which has its paper for itself."""
BETWEEN = 3
"""Pixels between two periods below each other."""
TOP, TOP_WITH_DOTS, BOTTOM = 4, 10, 4
"""Pixels of a lane above its rows, above them when dots of meetings stand there, and below them."""
DOTS = 6
"""How far below the top of its lane the dots of a meeting stand."""
LOW_AXIS = 26
"""The height of a scale with one line of words."""
NAME_LEFT, NAME_RIGHT = 22, 4
"""Pixels before the name of a lane and after it."""
LONGEST_STRIP = 100
"""Pixels that the name of a strip takes, in any language."""
INSIDE = 8
"""Pixels between the edge of a chapter and its name."""
MOST = 250
"""More events than these are never few words."""
DISPENSABLE: tuple[frozenset[StripName], ...] = (
    frozenset(),
    frozenset({"silence", "crowd"}),
    frozenset({"silence", "crowd", "curve"}),
    frozenset({"silence", "crowd", "curve", "course"}),
)
"""The strips that give way to the words of the events, a few first; the list tells what stood in them."""
BANDS, BELOW = frozenset({"frame", "course"}), frozenset({"silence", "crowd"})
"""The strips that stand above the lanes, under the scale, and those below the lanes."""


@dataclass(frozen=True, slots=True)
class Wall:
    """A drawing to hang up: what stands where, the words in it, and how high a period is drawn in pixels.

    `told` is the share of the telling events that has words, by how much they tell; `is_fair` whether all turning
    points have them.
    """

    layout: Layout
    labels: tuple[Label, ...]
    bar: int
    told: float
    is_fair: bool


def on_wall(placed: Layout, width: int, height: int) -> Wall | None:
    """The same events within so many pixels, or None when that is too small for them.

    Args:
        placed: what is shown, in the days that are in view.
        width: the width of the drawing with the names of the lanes, at which words have their usual size.
        height: its greatest height.
    """
    if len(placed.in_view) > MOST:
        return None
    sheet = _Sheet(placed, width, height)
    best: Wall | None = None
    for without in DISPENSABLE:
        if best is None or best.told < 1:
            found = sheet.drawn(without)
            best = found if found and (best is None or found.told > best.told) else best
    return best


def whole_on_wall(placed: Layout, width: int, height: int) -> Wall | None:
    """The same events within so many pixels, spread over all of the height, when everything has all of its words.

    For arguments see `on_wall`. Nothing is shortened then, left out or replaced by a number.
    """
    if len(placed.in_view) > MOST:
        return None
    sheet = _Sheet(placed, width, height)
    found = sheet.whole() if sheet.has_all_names else None
    return found if found and sheet.is_all_told(found) else None


class _Sheet:
    """The room that there is, and what can stand in it."""

    def __init__(self, placed: Layout, width: int, height: int) -> None:
        self.placed, self.height = placed, height
        self.first = placed.day(placed.window.start)
        self.field = width * (1 - COLUMN)
        self.scale = self.field / placed.window.days
        self.room = width * COLUMN - NAME_LEFT - NAME_RIGHT
        self.names = [wrap(lane.lane.name, self.room, lines=1 if lane.folded else 2) for lane in placed.lanes]
        seen = placed.in_view
        self.lanes = [
            LaneRows((thing for thing in seen if thing.lane == number), self.first, self.scale, self.field)
            for number in range(len(placed.lanes))
        ]
        self.dotted = {lane for meeting in placed.meetings for lane, _ in (*meeting.present, *meeting.missing)}
        self.bands = CHAPTER * (max((band.row for band in placed.chapters), default=-1) + 1)
        self.axis = AXIS if "\n" in step_for(placed.window.days).label else LOW_AXIS

    @property
    def has_all_names(self) -> bool:
        """Whether lanes, strips and chapters have all of their names, none shortened or broken within a word."""
        last = self.first + self.placed.window.days
        chapters = (
            (band.chapter.name, min(band.right, last) - max(band.left, self.first))
            for band in self.placed.chapters
            if band.left < last and band.right > self.first
        )
        return (
            all(
                " ".join(lines) == " ".join(lane.lane.name.split())
                for lines, lane in zip(self.names, self.placed.lanes, strict=True)
            )
            and (not self.placed.strips or self.room >= LONGEST_STRIP)
            and all(text_width(name) + 2 * INSIDE <= days * self.scale for name, days in chapters)
        )

    def whole(self) -> Wall | None:
        """The drawing with all words of every event, if there is room for that."""
        rows = [lane.whole() for lane in self.lanes]
        strips = self.placed.strips
        if self._high(rows) > self._for_lanes(strips):
            return None
        return self._placed(rows, self._step(rows, strips, SPREAD), strips)

    def is_all_told(self, drawn: Wall) -> bool:
        """Whether every event has all of its words on this drawing."""
        said = {label.event_id: label.text for label in drawn.labels}
        return all(
            said.get(thing.event.id) == thing.event.title
            for thing in drawn.layout.placed
            if not drawn.layout.lanes[thing.lane].folded
        )

    def drawn(self, without: frozenset[StripName]) -> Wall | None:
        """The drawing without these strips, when everything else has a place."""
        strips = [strip for strip in self.placed.strips if strip.name not in without]
        for_lanes = self._for_lanes(strips)
        rows = [lane.fewest for lane in self.lanes]
        if self._high(rows) > for_lanes:
            return None
        while (number := self._most_told_by_a_row(rows, for_lanes)) is not None:
            rows[number] += 1
        return self._placed(rows, self._step(rows, strips, ROW), strips)

    def _step(self, rows: Sequence[int], strips: Sequence[Strip], most: int) -> int:
        """How far rows may be apart, no further than so much."""
        for_lanes = self._for_lanes(strips)
        return next((step for step in range(most, STEP, -1) if self._high(rows, step) <= for_lanes), STEP)

    def _for_lanes(self, strips: Sequence[Strip]) -> int:
        """The height that is left for lanes."""
        return self.height - self.bands - self.axis - sum(strip.height for strip in strips) - 1

    def _most_told_by_a_row(self, rows: Sequence[int], for_lanes: int) -> int | None:
        """The lane in which one row more brings most words, if there is room for it."""
        best, most = None, (0, 0)
        for number, lane in enumerate(self.lanes):
            more = [count + (index == number) for index, count in enumerate(rows)]
            if self.placed.lanes[number].folded or self._high(more) > for_lanes:
                continue
            now, then = lane.told(rows[number]).much, lane.told(more[number]).much
            if (gain := (then[0] - now[0], then[1] - now[1])) > most:
                best, most = number, gain
        return best

    def _high(self, rows: Sequence[int], step: int = STEP) -> int:
        """How high the lanes become with so many rows each."""
        return sum(self._lane_height(number, count, step) for number, count in enumerate(rows))

    def _lane_height(self, number: int, rows: int, step: int) -> int:
        if self.placed.lanes[number].folded:
            return FOLDED
        names = TOP + NAME_LINE * len(self.names[number]) + BOTTOM
        return max(self._above(number) + rows * step + BOTTOM, names)

    def _above(self, number: int) -> int:
        return TOP_WITH_DOTS if number in self.dotted else TOP

    def _placed(self, rows: Sequence[int], step: int, strips: Sequence[Strip]) -> Wall:
        """Everything at its height."""
        curve = [strip for strip in strips if strip.name == "curve"]
        bands = [strip for strip in strips if strip.name in BANDS]
        below = [strip for strip in strips if strip.name in BELOW]
        standing, axis_top = _below(self.bands, curve)
        field_top = axis_top + self.axis
        more, top = _below(field_top, bands)
        standing += more
        lanes: list[PlacedLane] = []
        things: dict[str, Bar | Mark] = {}
        labels: list[Label] = []
        for number, lane in enumerate(self.lanes):
            drawn = self._lane(number, rows[number], step, top)
            lanes.append(drawn)
            for index, row in enumerate(lane.rows(rows[number])):
                middle = drawn.height // 2 if drawn.folded else self._above(number) + index * step + step // 2
                for spot in row:
                    things |= {thing.event.id: thing.in_row(number, index, top + middle) for thing in spot.things}
                labels += () if drawn.folded else self._labels(number, top + middle, row)
            top += drawn.height
        more, top = _below(top, below)
        standing += more
        layout = replace(
            self.placed,
            lanes=tuple(lanes),
            bars=tuple(thing for thing in things.values() if isinstance(thing, Bar)),
            marks=tuple(thing for thing in things.values() if isinstance(thing, Mark)),
            meetings=tuple(
                _meeting(meeting, things[meeting.event.id], lanes)
                for meeting in self.placed.meetings
                if meeting.event.id in things
            ),
            strips=tuple(standing),
            curves=self._curves(standing),
            axis_top=axis_top,
            field_top=field_top,
            height=top + 1,
        )
        return Wall(layout, tuple(labels), min(BAR, step - BETWEEN), *self._told(rows))

    def _told(self, rows: Sequence[int]) -> tuple[float, bool]:
        ways = [lane.told(count) for lane, count in zip(self.lanes, rows, strict=True)]
        weight = sum(lane.weight for lane in self.lanes)
        told = sum(way.telling for way in ways) / weight if weight else 1.0
        turning = (spot for way in ways for spot in way.spots if spot.thing.event.turning_point is not None)
        return told, all(spot.has_words for spot in turning)

    def _lane(self, number: int, rows: int, step: int, top: int) -> PlacedLane:
        was = self.placed.lanes[number]
        # The name of a lane stands at the height of its first row (`svg`), which a rail may push down.
        rail = max(self._above(number) + step // 2 - LANE_PADDING - ROW // 2, 0)
        height = self._lane_height(number, rows, step)
        return PlacedLane(was.lane, top, height, rows, rail, self.names[number], was.folded)

    def _curves(self, strips: Sequence[Strip]) -> tuple[Curve, ...]:
        """Calm and conflict at the height where their strip stands now, if it stands there."""
        tops = [strip.top for those in (strips, self.placed.strips) for strip in those if strip.name == "curve"]
        if len(tops) < 2:
            return ()
        down = tops[0] - tops[1]
        return tuple(
            replace(curve, pieces=tuple((left, right, y + down, value) for left, right, y, value in curve.pieces))
            for curve in self.placed.curves
        )

    def _labels(self, lane: int, y: int, row: Sequence[Spot]) -> Iterator[Label]:
        """What stands beside each event of a row, or in it: its words or its number."""
        row = _widened(sorted(row, key=lambda spot: spot.begin))
        for spot, following in zip(row, (*(spot.begin for spot in row[1:]), self.field + APART), strict=True):
            title, room = spot.thing.event.title, following - spot.right - NEAR - APART
            whole = text_width(title)
            is_told = spot.has_words or (len(spot.things) == 1 and room >= min(whole, SHORT))
            said = title if is_told else spot.numbers
            if spot.inside >= min(text_width(said), SHORT) and (spot.inside >= text_width(said) or room < spot.inside):
                yield self._inside(spot, lane, y, shorten(said, spot.inside))
            elif spot.begin < spot.left:
                yield self._beside(spot, lane, y, _cut(said, spot.left - spot.begin - NEAR - APART, spot), before=True)
            else:
                yield self._beside(spot, lane, y, _cut(said, min(room, LONGEST), spot) if is_told else said)

    def _beside(self, spot: Spot, lane: int, y: int, said: str, *, before: bool = False) -> Label:
        thing = spot.thing
        at = thing.left if isinstance(thing, Bar) else thing.at
        here = (at - self.first) * self.scale
        dx = spot.left - here - NEAR if before else spot.right - here + NEAR
        return Label(thing.event.id, lane, y, at, dx, said, False, (), before=before)

    def _inside(self, spot: Spot, lane: int, y: int, said: str) -> Label:
        event = spot.thing.event
        dx = float(BAR_TEXT + (DIAMOND if event.turning_point is not None else 0))
        return Label(event.id, lane, y, max(spot.thing.left, self.first), dx, said, True, ())


def _cut(said: str, room: float, spot: Spot) -> str:
    """The words as far as there is room, and the number where there is none."""
    return shorten(said, room + 0.5, least=SHORTEST) or spot.numbers


def _widened(row: Sequence[Spot]) -> list[Spot]:
    """The same row, in which words that stand before their event have the room that is free there."""
    found: list[Spot] = []
    for spot in row:
        begin = spot.begin
        if spot.has_words and begin < spot.left:
            wanted = spot.left - NEAR - min(text_width(spot.thing.event.title), LONGEST) - APART
            begin = min(begin, max(wanted, found[-1].end if found else 0.0))
        found.append(replace(spot, begin=begin))
    return found


def _below(top: int, strips: Sequence[Strip]) -> tuple[list[Strip], int]:
    """These strips below each other from a height on, and where they end."""
    found = []
    for strip in strips:
        found.append(replace(strip, top=top))
        top += strip.height
    return found, top


def _meeting(meeting: Meeting, thing: Bar | Mark, lanes: Sequence[PlacedLane]) -> Meeting:
    """The line of a meeting between the heights at which its lanes stand now."""
    heights = [lane.top + (lane.height // 2 if lane.folded else DOTS) for lane in lanes]
    present, missing = (
        tuple((number, heights[number]) for number, _ in dots) for dots in (meeting.present, meeting.missing)
    )
    ys = [thing.y, *(y for _, y in (*present, *missing))]
    return replace(meeting, top=min(ys), bottom=max(ys), present=present, missing=missing)
