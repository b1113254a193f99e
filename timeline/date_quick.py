"""The short way for the forms that stand in most cells: 14-3-2021, 2021-03-14, 14 maart 2021, maart 2021, 2021.

What it reads, `by_grammar` reads in the same way, only slower; whatever it does not know it leaves to the grammar, and
so does every error.
"""

from __future__ import annotations

import re
from datetime import date, time

from timeline.date_edtf import month_end
from timeline.date_errors import FIRST_YEAR, LAST_YEAR, days_in
from timeline.date_tokens import full_year
from timeline.date_value import EventDate
from timeline.date_vocabulary import MONTHS, THROUGH_SHORT, WEEKDAYS

_YEAR = r"(?:19|20)[0-9]{2}"
_DAY = re.compile(
    rf"(?:([a-z]{{2,9}})\.? )?(?:([0-9]{{1,2}})([-/.])([0-9]{{1,2}})\3({_YEAR}|[0-9]{{2}})"
    rf"|({_YEAR})-([0-9]{{1,2}})-([0-9]{{1,2}})"
    rf"|([0-9]{{1,2}})[ -]([a-z]{{3,9}})\.?[ -]({_YEAR}|'[0-9]{{2}}))",
    re.ASCII,
)
_TIME = re.compile(r"(?:,? om |, | )([01]?[0-9]|2[0-3])(?:[:.]([0-5][0-9]) ?(?:uur|u)|:([0-5][0-9]))", re.ASCII)
_YEAR_ALONE = re.compile(_YEAR, re.ASCII)
_MONTH = re.compile(rf"([a-z]{{3,9}})\.? ({_YEAR})", re.ASCII)
_PERIOD = re.compile(rf"(.{{6,20}}?){THROUGH_SHORT}(.{{6,20}})")


def quick(written: str) -> EventDate | None:
    """A common form read at once; None for everything else."""
    lower = written.lower()
    if whole := _DAY.match(lower):
        return _from_day(whole, lower, written)
    if found := _MONTH.fullmatch(lower):
        month = MONTHS.get(found[1])
        if month is None:
            return None
        year = int(found[2])
        return EventDate(f"{year}-{month:02d}", date(year, month, 1), month_end(year, month), written)
    if len(lower) == 4 and _YEAR_ALONE.fullmatch(lower):
        year = int(lower)
        return EventDate(lower, date(year, 1, 1), date(year, 12, 31), written)
    return None


def _from_day(found: re.Match[str], lower: str, written: str) -> EventDate | None:
    """A text that begins with a day: the day alone, with a time, or to another day."""
    end = found.end()
    if end == len(lower):
        day = _day(found)
        return None if day is None else EventDate(day.isoformat(), day, day, written)
    if clock := _TIME.fullmatch(lower, end):
        day = _day(found)
        at = time(int(clock[1]), int(clock[2] or clock[3]))
        return None if day is None else EventDate(day.isoformat(), day, day, written, at)
    halves = _PERIOD.fullmatch(lower)
    if halves is None:
        return None
    first, last = _DAY.fullmatch(halves[1]), _DAY.fullmatch(halves[2])
    if first and last and (begin := _day(first)) and (done := _day(last)) and begin <= done:
        return EventDate(f"{begin}/{done}", begin, done, written)
    return None


def _day(found: re.Match[str]) -> date | None:
    weekday, day, _, month, year, iso_year, iso_month, iso_day, named_day, name, named_year = found.groups()
    if iso_year:
        y, m, d = int(iso_year), int(iso_month), int(iso_day)
    elif day:
        y, m, d = int(year) if len(year) == 4 else full_year(int(year)), int(month), int(day)
    else:
        y = int(named_year) if len(named_year) == 4 else full_year(int(named_year[1:]))
        m, d = MONTHS.get(name, 0), int(named_day)
    if not (FIRST_YEAR <= y <= LAST_YEAR and 1 <= m <= 12 and 1 <= d <= days_in(y, m)):
        return None
    known = date(y, m, d)
    return known if weekday is None or WEEKDAYS.get(weekday) == known.weekday() else None
