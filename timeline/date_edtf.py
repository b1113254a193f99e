"""The first and last possible day of an EDTF value.

EDTF is part of ISO 8601-2:2019. Read here: levels 0 and 1, and of level 2 the sets (`[..]`, `{..}`), qualified parts,
the sub-year groupings (21 to 41) and unspecified digits anywhere. A year has four digits, from 1000 to 9999: what lies
before or after (`-0043`, `0800`, `Y17000`) is understood and refused, and so is a number of significant digits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from timeline.date_errors import (
    DateNotUnderstood,
    days_in,
    end_before_begin,
    no_such_day,
    not_understood,
)
from timeline.errors import N_

NEVER_PRECISE = 1_000_000
"""More days than any date leaves open: the precision of a date with an open or unknown side."""

UNKNOWN_YEAR = "XXXX"

# fmt: off
SEASON_MONTHS = {
    # seasons; winter runs into the next year
    21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14),
    # the same, said to be of the northern half of the world, and of the southern
    25: (3, 5), 26: (6, 8), 27: (9, 11), 28: (12, 14),
    29: (9, 11), 30: (12, 14), 31: (3, 5), 32: (6, 8),
    # quarters, stretches of four months, halves
    33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12),
    37: (1, 4), 38: (5, 8), 39: (9, 12),
    40: (1, 6), 41: (7, 12),
}
# fmt: on
"""For each EDTF code that stands where a month stands: its first and last month (13 and 14 lie in the next year)."""

_COMPONENT = re.compile(r"[?~%]?([0-9X]{4})[?~%]?(?:-[?~%]?([0-9X]{2})[?~%]?(?:-[?~%]?([0-9X]{2})[?~%]?)?)?", re.ASCII)
_TENTH = re.compile(r"[?~%]?([0-9]{4})[?~%]?-[?~%]?([0-9]{2})[?~%]?-[?~%]?([012])X[?~%]?", re.ASCII)
_OTHER_YEARS = re.compile(r"Y-?[0-9]+(?:E[0-9]+)?(?:S[0-9]+)?|-[0-9X]{4}(?:-.*)?|[0-9]{4}S[0-9]+")


@dataclass(frozen=True, slots=True)
class Span:
    """The days between which something lies: the first and the last possible day (None: open or unknown)."""

    earliest: date | None = None
    latest: date | None = None

    @property
    def days(self) -> int:
        """How many days are possible; `NEVER_PRECISE` when a side is open."""
        if self.earliest is None or self.latest is None:
            return NEVER_PRECISE
        return (self.latest - self.earliest).days + 1


def span_of(value: str) -> Span:
    """The first and last possible day of an EDTF value without a time of day.

    Raises:
        DateNotUnderstood: it is not EDTF as a case needs it, there is no such day, or it ends before it begins.
    """
    if (value[:1], value[-1:]) in {("[", "]"), ("{", "}")}:
        span = _set_span(value[1:-1])
    elif "/" in value:
        sides = value.split("/")
        if len(sides) != 2:
            raise not_understood()
        span = Span(side_span(sides[0]).earliest, end_span(sides[1]).latest)
    else:
        return component_span(value)
    if span.earliest and span.latest and span.earliest > span.latest:
        raise end_before_begin()
    return span


def side_span(value: str) -> Span:
    """One side of a period; a side that is open or unknown is a span without days."""
    return Span() if value in {"", ".."} else component_span(value)


def end_span(value: str) -> Span:
    """The last side of a period or stretch, up to the last day that its words can mean.

    A tenth of a month there is what stands for its begin, middle or end ("eind oktober" is `2020-10-2X`), and these
    words go on for a day or two more than its figures.
    """
    span = side_span(value)
    tenth = _TENTH.fullmatch(value)
    if tenth is None or span.latest is None:
        return span
    final = days_in(span.latest.year, span.latest.month)
    return Span(span.earliest, span.latest.replace(day=min(final, (10, 20, 31)[int(tenth[3])])))


def _set_span(inside: str) -> Span:
    """Sets and stretches: `a,b`, `a..b`, `..b`, `a..`."""
    members: list[Span] = []
    for written in inside.split(","):
        first, dots, last = written.strip().partition("..")
        members.append(Span(side_span(first).earliest, end_span(last).latest) if dots else component_span(first))
    if all(member.earliest is None and member.latest is None for member in members):
        raise not_understood()
    for member in members:
        if member.earliest and member.latest and member.earliest > member.latest:
            raise end_before_begin()
    earliest = [member.earliest for member in members]
    latest = [member.latest for member in members]
    return Span(
        None if None in earliest else min(day for day in earliest if day),
        None if None in latest else max(day for day in latest if day),
    )


@lru_cache(maxsize=4096)
def component_span(value: str) -> Span:
    """A year, month, season or day, any of them with qualifiers or unspecified digits.

    Raises:
        DateNotUnderstood: it is not one of these, or there is no such day.
    """
    found = _COMPONENT.fullmatch(value)
    if not found:
        raise _year_of_another_kind() if _OTHER_YEARS.fullmatch(value) else not_understood()
    year, month, day = found.groups()
    if year.startswith("0"):
        raise _year_of_another_kind()
    if month and "X" not in month and int(month) in SEASON_MONTHS:
        if day:
            raise not_understood()
        return _season_span(year, *SEASON_MONTHS[int(month)])
    months, days = _possible(month, 1, 12), _possible(day, 1, 31)
    if not months or not days:
        raise no_such_day(month=_number(month), day=_number(day))
    if year == UNKNOWN_YEAR:
        # A day without a year: it must exist in some year, 29 February included.
        if not any(d <= days_in(2000, m) for m in months for d in days):
            raise no_such_day(month=_number(month), day=_number(day))
        return Span()
    first = _outermost(_years(year), lambda y: _first_day(y, months, days))
    last = _outermost(reversed(_years(year)), lambda y: _first_day(y, months[::-1], days[::-1]))
    if first is None or last is None:
        raise no_such_day(_number(year), _number(month), _number(day))
    return Span(first, last)


def _year_of_another_kind() -> DateNotUnderstood:
    return DateNotUnderstood(
        N_("Dit jaar kan niet in een casus voorkomen. Schrijf een jaar van vier cijfers, bijvoorbeeld 2021.")
    )


def _season_span(year: str, first: int, last: int) -> Span:
    if year == UNKNOWN_YEAR:
        return Span()
    years = _years(year)
    ends_in = years[-1] + (last > 12)
    if ends_in > date.max.year:
        raise no_such_day()
    return Span(date(years[0], first, 1), month_end(ends_in, (last - 1) % 12 + 1))


def _years(digits: str) -> range | list[int]:
    """The years that four digits can mean, in order, when `X` stands for any digit."""
    if "X" not in digits:
        return range(int(digits), int(digits) + 1)
    pattern = re.compile(digits.replace("X", "[0-9]"))
    low = int(digits.replace("X", "1", 1).replace("X", "0") if digits[0] == "X" else digits.replace("X", "0"))
    return [year for year in range(low, int(digits.replace("X", "9")) + 1) if pattern.fullmatch(str(year))]


def _outermost(years: Iterator[int] | range | list[int], day: Callable[[int], date | None]) -> date | None:
    return next((found for year in years if (found := day(year))), None)


def _first_day(year: int, months: list[int], days: list[int]) -> date | None:
    return next((date(year, m, d) for m in months for d in days if d <= days_in(year, m)), None)


def _possible(digits: str | None, low: int, high: int) -> list[int]:
    """The numbers that two digits can mean when `X` stands for any digit."""
    if digits is None:
        return list(range(low, high + 1))
    if "X" not in digits:
        return [int(digits)] if low <= int(digits) <= high else []
    pattern = digits.replace("X", ".")
    return [number for number in range(low, high + 1) if re.fullmatch(pattern, f"{number:02d}")]


def _number(digits: str | None) -> int | None:
    return int(digits) if digits and digits.isdigit() else None


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, days_in(year, month))
