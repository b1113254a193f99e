"""The scale of the drawing: on which days a line stands and what is written there, the same for every pen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from babel.dates import get_month_names

from timeline.drawing import Window

DAY = 86_400_000
"""Milliseconds in a day, in which the screen counts."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far the lines of the scale stand apart when at most `days` are in view: so many months, or else days."""

    days: float
    months: int
    step_days: int
    label: str
    """What is written, as d3 and strftime write it; after a line end what is said only when it changes."""


STEPS = (
    Step(21, 0, 1, "%-d %b\n%Y"),
    Step(90, 0, 7, "%-d %b\n%Y"),
    Step(400, 1, 0, "%b\n%Y"),
    Step(1100, 3, 0, "%b\n%Y"),
    Step(16 * 366, 12, 0, "%Y"),
    Step(40 * 366, 24, 0, "%Y"),
    Step(100 * 366, 60, 0, "%Y"),
    Step(float("inf"), 1200, 0, "%Y"),
)
MONDAY = date(2000, 1, 3)


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the scale at a day, with one or two lines of words."""

    day: date
    words: tuple[str, ...]


def step_for(days: float) -> Step:
    """The step that keeps the scale calm when so many days are in view."""
    return next(step for step in STEPS if days <= step.days)


def ticks(window: Window, language: str) -> tuple[Tick, ...]:
    """The lines of the scale in a window."""
    step = step_for(window.days)
    found: list[Tick] = []
    said = ""
    for day in _days(step, window):
        first, _, second = step.label.partition("\n")
        second = _say(day, second, language)
        found.append(
            Tick(
                day,
                (_say(day, first, language), second) if second and second != said else (_say(day, first, language),),
            )
        )
        said = second
    return tuple(found)


def _days(step: Step, window: Window) -> Iterator[date]:
    if step.months:
        month = -(-(window.start.year * 12 + window.start.month - 1) // step.months) * step.months
        while month // 12 <= date.max.year:
            day = date(month // 12, month % 12 + 1, 1)
            if day > window.end:
                return
            if day >= window.start:
                yield day
            month += step.months
        return
    # The days are counted from a Monday, so that a week's line stands on Monday.
    day = window.start + timedelta((MONDAY - window.start).days % step.step_days)
    while day <= window.end:
        yield day
        day += timedelta(step.step_days)


@lru_cache(maxsize=8)
def short_months(language: str) -> tuple[str, ...]:
    """The twelve short names of the months in a language."""
    names = get_month_names("abbreviated", locale=language)
    return tuple(str(names[month]).rstrip(".") for month in range(1, 13))


def _say(day: date, form: str, language: str) -> str:
    return (
        form.replace("%-d", str(day.day))
        .replace("%b", short_months(language)[day.month - 1])
        .replace("%Y", str(day.year))
    )
