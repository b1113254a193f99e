"""How the writer of a file writes dates: day or month first, and in which years the file lies.

What the file itself shows is evidence: 22-6-2019 can only be day first, 6/22/2019 only month first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median_low

from timeline.date_errors import FIRST_YEAR, LAST_YEAR
from timeline.date_tokens import full_year

_MOST_CHARS = 500
_NEAR = 15
"""Years around the middle one that count as the file's own; a year of birth lies outside."""

NUMERIC = re.compile(r"(?<![0-9])([0-9]{1,2})([-/.])([0-9]{1,2})\2((?:19|20)[0-9]{2}|'?[0-9]{2})(?![0-9])")
"""A date of three numbers that ends with its year."""
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


@dataclass(frozen=True, slots=True)
class DateHabits:
    """How somebody writes dates: `month_first` for 03/14/2021; `is_learned` when the file itself showed it.

    `is_mixed` says that the file shows both orders. `years` are the first and last year in which the dates of the file
    lie; `year` is the year of the heading that a row stands under; `today` tells what lies in the future.
    """

    month_first: bool = False
    is_learned: bool = False
    is_mixed: bool = False
    years: tuple[int, int] | None = None
    year: int | None = None
    today: date | None = None


DAY_FIRST = DateHabits()


def learn_habits(texts: Iterable[str], *, today: date | None = None) -> DateHabits:
    """How the writer of these dates writes them: day or month first, and between which years they lie."""
    day_first = month_first = False
    years: list[int] = []
    short_years: list[int] = []
    for text in texts:
        part = text[:_MOST_CHARS]
        years += (int(year) for year in _YEAR.findall(part))
        for first, _, second, year in NUMERIC.findall(part):
            day_first |= int(first) > 12 >= int(second)
            month_first |= int(second) > 12 >= int(first)
            if len(year) < 4:
                short_years.append(full_year(int(year[-2:])))
    return DateHabits(
        month_first=month_first and not day_first,
        is_learned=day_first or month_first,
        is_mixed=day_first and month_first,
        years=_years(years or short_years),
        today=today,
    )


def _years(found: list[int]) -> tuple[int, int] | None:
    """The first and last of the years that lie together; those far off are births and typing errors."""
    likely = [year for year in found if FIRST_YEAR <= year <= LAST_YEAR]
    if not likely:
        return None
    middle = median_low(likely)
    near = [year for year in likely if abs(year - middle) <= _NEAR]
    return min(near), max(near)
