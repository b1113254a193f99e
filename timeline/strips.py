"""The thin rows beside the lanes: legal frame, course, calm and conflict, silences, how many were involved at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Literal

from timeline.around import CALMEST, FIERCEST, Around, Crowd, Curve, Silence, Stretch
from timeline.drawing import Bar, Mark, Window

STRETCH = 20
"""The height in pixels of a line of a band."""
CURVE, CROWD, SILENCE = 72, 46, 22
"""The heights in pixels of the other strips."""
CROWD_HEAD = 16
"""Pixels in the strip of the crowd above the highest step, for its number."""
CURVE_PADDING = 10
APART = 2.4
"""Pixels between the lines of two organisations that saw the same, so that both can be seen."""
LONG_SILENCE = 90.0
"""Days: nothing shorter is called silent."""
LEAST_TOLD = 8
"""With less than this told, nobody can say what is usual."""
TIMES_USUAL = 3.0
"""A silence is at least so many times as long as what is usual between two events of this case."""


def frames(around: Around, whole: Window) -> tuple[Stretch, ...]:
    """The legal frame as pieces of a band; those at the same time stand below each other."""
    spans = [(frame.start, frame.end) for frame in around.frames]
    placed = stacked(spans, whole)
    return tuple(
        Stretch("compulsory" if frame.compulsory else "voluntary", frame.measure, left, right, row)
        for frame, (left, right, row) in zip(around.frames, placed, strict=True)
    )


def courses(around: Around, whole: Window) -> tuple[Stretch, ...]:
    """Who held the course as pieces of a band."""
    placed = stacked([(course.start, course.end) for course in around.courses], whole)
    return tuple(
        Stretch(_held(course.organisation, course.who), course.who, left, right, row, course.organisation)
        for course, (left, right, row) in zip(around.courses, placed, strict=True)
    )


def _held(organisation: str, who: str) -> Literal["held", "nobody"]:
    return "held" if organisation or who.strip() else "nobody"


def stacked(spans: Sequence[tuple[date, date]], whole: Window) -> list[tuple[float, float, int]]:
    """Stretches of days as left, right and line; the same order comes back, and nothing on one line overlaps."""
    ends: list[float] = []
    placed = []
    for start, end in spans:
        left = float((start - whole.start).days)
        right = max(float((end - whole.start).days + 1), left + 1)
        row = next((number for number, taken in enumerate(ends) if taken <= left), len(ends))
        if row == len(ends):
            ends.append(0.0)
        ends[row] = right
        placed.append((left, right, row))
    return placed


def curves(around: Around, organisations: Iterable[str], whole: Window, top: int) -> tuple[Curve, ...]:
    """Calm (low) and conflict (high) as each organisation saw it, in a strip that begins at this height."""
    told = defaultdict(list)
    for rating in around.ratings:
        told[rating.organisation].append(rating)
    present = [organisation for organisation in organisations if organisation in told]
    found = []
    for number, organisation in enumerate(present):
        shift = (number - (len(present) - 1) / 2) * APART
        pieces = [
            (
                float((rating.start - whole.start).days),
                float((rating.end - whole.start).days + 1),
                top + height_of(rating.value) + shift,
                rating.value,
            )
            for rating in sorted(told[organisation], key=lambda rating: (rating.start, rating.end))
        ]
        found.append(Curve(organisation, tuple(pieces)))
    return tuple(found)


def height_of(value: int) -> float:
    """How far below the top of its strip a value of calm and conflict stands."""
    room = CURVE - 2 * CURVE_PADDING
    return CURVE_PADDING + room * (FIERCEST - min(max(value, CALMEST), FIERCEST)) / (FIERCEST - CALMEST)


def silences(things: Collection[Bar | Mark]) -> tuple[Silence, ...]:
    """The long times in which nothing is told: no moment, and no period that begins or ends.

    A day that isn't known precisely counts for all days that it can be, so that no silence is made up.
    """
    told = [(thing.left, thing.right) for thing in things if isinstance(thing, Mark)]
    bars = [thing for thing in things if isinstance(thing, Bar)]
    told += [(bar.left, bar.left + bar.fade_left) for bar in bars if not bar.open_left]
    told += [(bar.right - bar.fade_right, bar.right) for bar in bars if not bar.open_right]
    if len(told) < LEAST_TOLD:
        return ()
    told.sort()
    first, reached = told[0]
    gaps = []
    for left, right in told:
        if right > reached:
            if left - reached >= LONG_SILENCE:
                gaps.append(Silence(reached, left))
            reached = right
    usual = (reached - first) / (len(told) - 1)
    return tuple(gap for gap in gaps if gap.right - gap.left >= TIMES_USUAL * usual)


def crowd(bars: Iterable[Bar], family: Collection[str]) -> Crowd:
    """How many professionals were involved at once, by the periods of help that are told.

    A period with names counts those; without, its organisation counts as one. What the family does and what is waited
    for does not count.
    """
    steps: list[tuple[float, int, str]] = []
    for bar in bars:
        if bar.hollow or bar.event.owner in family:
            continue
        for worker in set(bar.event.workers) or {bar.event.owner}:
            steps += [(bar.left, 1, worker), (bar.right, -1, worker)]
    steps.sort()
    involved: Counter[str] = Counter()
    days: list[float] = []
    counts: list[int] = []
    at_once = 0
    for number, (day, change, worker) in enumerate(steps):
        before = involved[worker] > 0
        involved[worker] += change
        at_once += (involved[worker] > 0) - before
        if number + 1 < len(steps) and steps[number + 1][0] == day:
            continue
        if not counts or counts[-1] != at_once:
            days.append(day)
            counts.append(at_once)
    return Crowd(tuple(days), tuple(counts))
