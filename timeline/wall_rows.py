"""One lane of a drawing that hangs on a wall: which of its events get words, and in how many rows all of them fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import accumulate

from timeline.drawing import BAR_TEXT, DIAMOND, GAP, Bar, Mark
from timeline.labels import extents
from timeline.metrics import text_width

NEAR, APART = 5, 7
"""Pixels between an event and its words, and between those and what comes next."""
LONGEST, LONG, SHORT = 250.0, 150.0, 100.0
"""Room in pixels for the words of an event: whole, and shortened twice; an ordinary event has them whole or not."""
MOST_TOGETHER, WIDE = 5, 40
"""How many events share one place at the most, and how many pixels wide one may be for that."""
TURNING_POINT = "turning_point"
WEIGHTS: Mapping[str, int] = {TURNING_POINT: 4, "mdo": 2, "court_step": 1}
"""How much it matters that an event has words: the report is about the turning points, and people look for meetings and
court steps first."""
ALONE = frozenset({TURNING_POINT, "mdo"})
"""What never shares its place: a turning point has a number of its own, and a meeting a line."""


@dataclass(frozen=True, slots=True)
class Spot:
    """What stands together on a row: an event, or several that are too near to each other for a number each.

    Pixels from the left of the field: its own from `left` to `right`, with what is said of it from `begin` to `end`;
    `inside` is the room for words in a bar.
    """

    things: tuple[Bar | Mark, ...]
    left: float
    right: float
    inside: float = 0.0
    begin: float = 0.0
    end: float = 0.0
    has_words: bool = False

    @property
    def thing(self) -> Bar | Mark:
        """The event, or the first of them."""
        return self.things[0]

    @property
    def numbers(self) -> str:
        """What stands beside it when there is no room for words."""
        return _listed([thing.event.number for thing in self.things])

    @property
    def weight(self) -> int:
        """How much it matters that it has words; 0 of an ordinary event."""
        return WEIGHTS.get(_sort(self), 0)


@dataclass(frozen=True, slots=True)
class Told:
    """How much of a lane has words: the weight of what is telling, and the number of the others."""

    telling: int
    others: int
    spots: tuple[Spot, ...]

    @property
    def much(self) -> tuple[int, int]:
        """By which two ways are compared."""
        return self.telling, self.others


class LaneRows:
    """The events of one lane, in as many rows as it is given.

    Args:
        things: the events.
        first: the first day in view, in days since the first day of the case.
        scale: pixels a day.
        field: the width in pixels of what is right of the names.
    """

    def __init__(self, things: Iterable[Bar | Mark], first: float, scale: float, field: float) -> None:
        self.field = field
        spots = sorted(
            (_spot(thing, first, scale, field) for thing in things),
            key=lambda spot: (spot.left, spot.right, spot.thing.event.number),
        )
        self.spots = [self._with_number(spot) for spot in spots]
        self.ids = [spot.thing.event.id for spot in self.spots]
        self.widths = [text_width(spot.numbers) for spot in self.spots]
        self.can_share = [_can_share(spot) for spot in self.spots]
        self.together: dict[tuple[int, ...], Spot] = {}
        self.in_rank = sorted(self.spots, key=lambda spot: (-spot.weight, spot.thing.event.number))
        self.weight = sum(spot.weight for spot in self.spots)
        self.ways: dict[int, Told] = {}
        self.fewest = max(min(_depth(self._spots({}, shared)) for shared in (False, True)), 1)

    def told(self, rows: int) -> Told:
        """As much as has words in so many rows; sharing places only where that tells more, or makes it fit at all."""
        if rows not in self.ways:
            way = self._way(rows, shared=False)
            if way is None or way.telling < self.weight:
                way = max(filter(None, (way, self._way(rows, shared=True))), key=lambda told: told.much, default=None)
            self.ways[rows] = way or Told(0, 0, ())
        return self.ways[rows]

    def whole(self) -> int:
        """How many rows it takes with all the words of every event, which is how it is told in so many from then on."""
        spots = tuple(self._beside(spot, text_width(spot.thing.event.title), has_words=True) for spot in self.spots)
        rows = max(_depth(spots), 1)
        self.ways[rows] = Told(self.weight, sum(not spot.weight for spot in spots), spots)
        return rows

    def rows(self, count: int) -> list[list[Spot]]:
        """The events in so many rows, each in the highest that is free."""
        found: list[list[Spot]] = []
        busy: list[tuple[float, int]] = []
        free: list[int] = []
        for spot in sorted(self.told(count).spots, key=lambda spot: (spot.begin, spot.end)):
            while busy and busy[0][0] <= spot.begin:
                heappush(free, heappop(busy)[1])
            number = heappop(free) if free else len(found)
            if number == len(found):
                found.append([])
            found[number].append(spot)
            heappush(busy, (spot.end, number))
        return found

    def _way(self, rows: int, *, shared: bool) -> Told | None:
        """As many words as fit in these rows, the most telling first."""
        worded: dict[str, Spot] = {}
        spots = self._spots(worded, shared)
        if _depth(spots) > rows:
            return None
        telling = others = 0
        for spot in self.in_rank:
            for room in _rooms(spot):
                more = {**worded, spot.thing.event.id: self._beside(spot, room, has_words=True)}
                tried = self._spots(more, shared)
                if _depth(tried) <= rows:
                    worded, spots = more, tried
                    telling += spot.weight
                    others += not spot.weight
                    break
        return Told(telling, others, tuple(spots))

    def _spots(self, worded: Mapping[str, Spot], shared: bool) -> list[Spot]:
        """All that has a place of its own: what has words, and the others with their numbers."""
        found = list(worded.values())
        near: list[int] = []
        for number, spot in enumerate(self.spots):
            if self.ids[number] in worded:
                continue
            if not shared or not self.can_share[number]:
                found.append(spot)
                continue
            if near and not (len(near) < MOST_TOGETHER and self._is_near(near[-1], number)):
                found.append(self._together(near))
                near = []
            near.append(number)
        return [*found, self._together(near)] if near else found

    def _is_near(self, last: int, number: int) -> bool:
        """Whether there is no room for a number between two; a period never lies over something."""
        before, spot = self.spots[last], self.spots[number]
        if spot.left < before.right and (isinstance(spot.thing, Bar) or isinstance(before.thing, Bar)):
            return False
        return spot.left <= before.right + NEAR + self.widths[last] + APART

    def _together(self, near: Sequence[int]) -> Spot:
        """One place for these; asked for the same ones again and again."""
        if len(near) == 1:
            return self.spots[near[0]]
        key = tuple(near)
        if key not in self.together:
            spots = [self.spots[number] for number in near]
            things = tuple(thing for spot in spots for thing in spot.things)
            self.together[key] = self._with_number(Spot(things, spots[0].left, max(spot.right for spot in spots)))
        return self.together[key]

    def _with_number(self, spot: Spot) -> Spot:
        return self._beside(spot, text_width(spot.numbers))

    def _beside(self, spot: Spot, words: float, *, has_words: bool = False) -> Spot:
        """The same with words of this width: in it, after it, or before it where the drawing ends."""
        # Periods that follow each other may touch.
        begin, end = spot.left, spot.right + (0 if isinstance(spot.things[-1], Bar) else GAP)
        if spot.inside < words:
            if spot.right + NEAR + words <= self.field:
                end = min(spot.right + NEAR + words + APART, self.field)
            else:
                begin = max(spot.left - NEAR - words - APART, 0.0)
        return replace(spot, begin=begin, end=end, has_words=has_words)


def _spot(thing: Bar | Mark, first: float, scale: float, field: float) -> Spot:
    left, right = (side - first * scale for side in extents([thing], scale)[0])
    left, right = max(left, 0.0), min(right, field)
    if isinstance(thing, Mark):
        return Spot((thing,), left, right)
    shape = BAR_TEXT + (DIAMOND if thing.event.turning_point is not None else 0)
    return Spot((thing,), left, right, inside=max(right - left - shape - GAP, 0.0))


def _rooms(spot: Spot) -> tuple[float, ...]:
    """The widths in pixels that its words may have, the widest first."""
    whole = text_width(spot.thing.event.title)
    if spot.weight:
        return tuple(dict.fromkeys(min(whole, room) for room in (LONGEST, LONG, SHORT)))
    return (whole,) if whole <= LONGEST else ()


def _can_share(spot: Spot) -> bool:
    return _sort(spot) not in ALONE and spot.right - spot.left < WIDE


def _sort(spot: Spot) -> str:
    event = spot.thing.event
    return event.kind if event.turning_point is None else TURNING_POINT


def _depth(spots: Sequence[Spot]) -> int:
    """How many stand at the same place at the most, which is how many rows they need."""
    ends = sorted([(spot.begin, 1) for spot in spots] + [(spot.end, -1) for spot in spots])
    return max(accumulate(change for _, change in ends), default=0)


def _listed(numbers: Sequence[int]) -> str:
    """Numbers as people write them: 3, 5–8."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}\u2013{run[-1]}" for run in runs)
