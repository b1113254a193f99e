"""What the drawing is made of: lanes, events, bars, marks, bands and labels as frozen values, and the sizes they share.

Across, positions are days since the first day of the case (`Layout.whole.start`), so that they hold in any window and
at any width. Down, they are pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from timeline.around import NO_CROWD, NOTHING_AROUND, Around, Crowd, Curve, Silence, Stretch, Strip
from timeline.dates import EventDate

COLUMN = 0.17
"""The part of the width that holds the names of the lanes; the rest is the field."""
NARROWEST = 880
"""The narrowest drawing in pixels; on a smaller screen it is panned."""
FIELD = NARROWEST * (1 - COLUMN)
"""The width of the field on the narrowest drawing, at which rows are found."""
ROW = 26
BAR = 20
LANE_PADDING = 7
RAIL = 16
"""The strip at the top of a lane in which the rings of a meeting stand."""
CHAPTER = 26
AXIS = 40
SMALLEST_BAR = 20
FOLDED = 24
"""The height of a lane that is folded: all its events in one row, without labels."""
MARK = 7
"""Half the width of a mark."""
DIAMOND = 11
"""Half the width of the diamond of a turning point."""
GAP = 4
NAME_LINE = 17
BAR_TEXT = 24
"""Where the label of a bar begins, in pixels from its left: after the shape of its kind."""
TIERS = (NARROWEST, 1160, 1500)
"""The widths of the drawing for which labels are chosen; each holds until the next."""


Thread = tuple[tuple[str, ...], tuple[str, ...]]
"""The other lanes that an event is in, and those in which it was missed."""
NO_THREAD: Thread = ((), ())


@dataclass(frozen=True, slots=True)
class Lane:
    """A row of the timeline: the family, the court, or an organisation; `colour` is 1 to 12, 0 is neutral."""

    id: str
    name: str
    kind: str
    colour: int = 0


@dataclass(frozen=True, slots=True)
class DrawnEvent:
    """What the drawing needs to know of an event; `number` counts in order of time, from 1.

    `accounts` is how many times it is told: by accounts, and by organisations that correct it or read it differently.
    `lane` is the row in which it is drawn, `organisation` whose event it is: the same, unless the rows stand for
    something else; `also` are other rows that it is drawn in then. `people` are members of the family, `workers` the
    professionals, `chapter` is the id of its chapter.
    """

    id: str
    number: int
    title: str
    kind: str
    shape: str
    lane: str
    date: EventDate
    present: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    turning_point: int | None = None
    disputed: bool = False
    accounts: int = 1
    organisation: str = ""
    people: tuple[str, ...] = ()
    workers: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    chapter: str = ""
    also: tuple[str, ...] = ()

    @property
    def owner(self) -> str:
        """Whose event it is: an organisation or the family."""
        return self.organisation or self.lane

    @property
    def touches(self) -> tuple[str, ...]:
        """The organisations that it is about: whose it is, who was there, and who was missing."""
        return tuple(dict.fromkeys((self.owner, *self.present, *self.missing)))

    @property
    def is_shared(self) -> bool:
        """Whether it is of more lanes than the one that it is drawn in; without that it has no thread."""
        return bool(self.also or self.present or self.missing)

    @property
    def missed(self) -> tuple[str, ...]:
        """Who was missing and, whatever a second account says, was not there."""
        return tuple(lane for lane in dict.fromkeys(self.missing) if lane not in (self.owner, *self.present))

    @property
    def thread(self) -> Thread:
        """The other lanes that the line of this event runs to: where it was as well, and where it was missed."""
        if self.also:
            return self.also, ()
        if self.kind != "mdo" or self.owner != self.lane:
            return NO_THREAD
        there = tuple(lane for lane in dict.fromkeys(self.present) if lane != self.lane)
        # Who was there was not missing, whatever a second account says.
        return there, tuple(lane for lane in dict.fromkeys(self.missing) if lane not in (self.lane, *there))


@dataclass(frozen=True, slots=True)
class DrawnChapter:
    """A named stretch of the case, first and last day included."""

    id: str
    name: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Window:
    """The days that the drawing shows, first and last included."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """How many days it shows."""
        return (self.end - self.start).days + 1

    @classmethod
    def from_address(cls, start: str | None, end: str | None) -> Window | None:
        """The window that an address asks for, or None when its days can't be read or are the wrong way round."""
        try:
            window = cls(date.fromisoformat(start or ""), date.fromisoformat(end or ""))
        except ValueError:
            return None
        return window if window.start < window.end else None


@dataclass(frozen=True, slots=True)
class PlacedLane:
    """A lane with its place in pixels; `rail` is the height of the strip for the rings of a meeting, or 0."""

    lane: Lane
    top: int
    height: int
    rows: int
    rail: int
    name_lines: tuple[str, ...]
    folded: bool = False

    @property
    def dots(self) -> int:
        """The height at which the dots and rings of a meeting stand."""
        return self.top + (self.height // 2 if self.folded else LANE_PADDING + RAIL // 2 - 1)


class Bar(NamedTuple):
    """A period: days from `left` to `right`, fading in and out over the days that are uncertain; `y` is its middle.

    An open side has no end that anybody knows of and runs on to the edge of the case.
    """

    event: DrawnEvent
    lane: int
    row: int
    y: int
    left: float
    right: float
    fade_left: float = 0.0
    fade_right: float = 0.0
    hollow: bool = False
    open_left: bool = False
    open_right: bool = False

    def in_row(self, lane: int, row: int, y: int) -> Bar:
        """The same period in a row of a lane, with its middle at a height."""
        event, _, _, _, left, right, fade_left, fade_right, hollow, open_left, open_right = self
        return Bar(event, lane, row, y, left, right, fade_left, fade_right, hollow, open_left, open_right)


class Mark(NamedTuple):
    """A moment at day `at`; when the day isn't known it may have been any day from `left` to `right`."""

    event: DrawnEvent
    lane: int
    row: int
    y: int
    at: float
    left: float
    right: float
    certain: bool

    def in_row(self, lane: int, row: int, y: int) -> Mark:
        """The same moment in a row of a lane, with its middle at a height."""
        event, _, _, _, at, left, right, certain = self
        return Mark(event, lane, row, y, at, left, right, certain)


@dataclass(frozen=True, slots=True)
class Meeting:
    """The line of an MDO through the lanes of those at the table: dots for who was there, rings for who was missing."""

    event: DrawnEvent
    at: float
    top: int
    bottom: int
    present: tuple[tuple[int, int], ...]
    """Lane and height of each dot."""
    missing: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A chapter: a band from day `left` to day `right`, its name on line `row`."""

    chapter: DrawnChapter
    left: float
    right: float
    row: int


@dataclass(frozen=True, slots=True)
class Label:
    """The words beside or in an event: `dx` pixels right of day `at`; `tiers` are the widths for which they fit.

    Words that stand before their event end there instead of beginning there.
    """

    event_id: str
    lane: int
    y: int
    at: float
    dx: float
    text: str
    inside: bool
    tiers: tuple[int, ...]
    before: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole drawing as numbers. `tray` holds the events without a date: never dropped, never at a made-up day.

    `owners` are the family and the organisations whose events these are: the lanes, unless these stand for something
    else. `strips` are the thin rows beside the lanes: what stands in them is in `frames`, `courses`, `curves`,
    `silences` and `crowd`.
    """

    whole: Window
    window: Window
    lanes: tuple[PlacedLane, ...]
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    meetings: tuple[Meeting, ...]
    chapters: tuple[Band, ...]
    tray: tuple[DrawnEvent, ...]
    events: tuple[DrawnEvent, ...]
    axis_top: int
    field_top: int
    height: int
    is_empty: bool = False
    owners: tuple[Lane, ...] = ()
    strips: tuple[Strip, ...] = ()
    frames: tuple[Stretch, ...] = ()
    courses: tuple[Stretch, ...] = ()
    curves: tuple[Curve, ...] = ()
    silences: tuple[Silence, ...] = ()
    crowd: Crowd = NO_CROWD
    around: Around = NOTHING_AROUND

    def strip_of(self, name: str) -> Strip | None:
        """The thin row of this name, if there is anything to show in it."""
        return next((strip for strip in self.strips if strip.name == name), None)

    @property
    def placed(self) -> tuple[Bar | Mark, ...]:
        """Every dated event with its place, in order of time."""
        things: dict[str, Bar | Mark] = {bar.event.id: bar for bar in self.bars}
        things.update((mark.event.id, mark) for mark in self.marks)
        return tuple(things[event.id] for event in self.events if event.id in things)

    @property
    def in_view(self) -> tuple[Bar | Mark, ...]:
        """Every dated event of which something lies in the days that are shown."""
        first = self.day(self.window.start)
        last = first + self.window.days
        return tuple(thing for thing in self.placed if thing.right > first and thing.left < last)

    def day(self, moment: date) -> float:
        """A date as days since the first day of the case."""
        return float((moment - self.whole.start).days)


IN_ORDER = attrgetter("number", "title", "id")
"""What events with a date are sorted by: the same for the same events, whatever order they come in."""
