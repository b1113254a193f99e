"""Dates that a spreadsheet keeps as a number of days: 44269 is 14 March 2021."""

from __future__ import annotations

from datetime import date, time, timedelta
from math import isfinite

from timeline.date_errors import FIRST_YEAR, LAST_YEAR, DateNotUnderstood
from timeline.date_value import EventDate, from_edtf
from timeline.errors import N_

_FALSE_LEAP_DAY = 60
_MINUTES = 24 * 60


def from_serial(number: float, *, epoch_1904: bool = False, text: str = "") -> EventDate:
    """The date that a number in an Excel cell stands for; the part behind the comma is the time of day.

    Day 1 is 1 January 1900. Excel counts a 29 February 1900 that never was, as number 60: that number is refused, and
    every later number lies one further than a plain count of days says. With `epoch_1904`, as old Macs kept it, day 0
    is 1 January 1904. Whether a file does so stands in its workbook properties (ECMA-376, `date1904`).

    Raises:
        DateNotUnderstood: no day, or none between 1900 and 2100, has this number.
    """
    if not isfinite(number) or not -1 < number < 1_000_000:
        raise _no_such_number()
    minutes = round(number * _MINUTES)
    days, minute = divmod(minutes, _MINUTES)
    if epoch_1904:
        first = date(1904, 1, 1)
    elif days == _FALSE_LEAP_DAY:
        raise DateNotUnderstood(
            N_("Dit getal is in Excel 29 februari 1900, en die dag was er niet. Kijk na welke datum bedoeld is.")
        )
    else:
        first = date(1899, 12, 31) if days < _FALSE_LEAP_DAY else date(1899, 12, 30)
    day = first + timedelta(days=days)
    if days < (not epoch_1904) or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _no_such_number()
    at = time(minute // 60, minute % 60) if minute else None
    return from_edtf(day.isoformat(), text=text, time=at)


def _no_such_number() -> DateNotUnderstood:
    return DateNotUnderstood(N_("Dit getal is in Excel geen dag tussen 1900 en 2100. Schrijf de datum voluit."))
