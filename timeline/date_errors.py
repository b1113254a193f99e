"""Why something is no date: one error, with a message for each reason.

The messages name what is wrong ("Februari 2021 heeft geen dag 31.") and what to write instead.
"""

from __future__ import annotations

from calendar import isleap

from timeline.errors import N_, UserError

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""The years that words can speak of; a case lies well between them."""


class DateNotUnderstood(UserError, ValueError):
    """The words can't be read as a date; the message says why and what to write instead."""


def not_understood() -> DateNotUnderstood:
    """The error for words that are no date."""
    return DateNotUnderstood(
        N_(
            "Deze datum begrijpen we niet. Schrijf bijvoorbeeld 14 maart 2021, maart 2021, zomer 2019 "
            "of 3 juni 2019 – 16 december 2019."
        )
    )


def year_missing() -> DateNotUnderstood:
    """The error for a date without a year: the product never chooses one by itself."""
    return DateNotUnderstood(N_("Het jaar ontbreekt. Schrijf het jaar erbij, bijvoorbeeld 14 maart 2021."))


def end_before_begin() -> DateNotUnderstood:
    """The error for a period that is written the wrong way round."""
    return DateNotUnderstood(N_("Deze periode eindigt voordat ze begint. Kijk het begin en het einde na."))


def no_such_year(year: str) -> DateNotUnderstood:
    """The error for a year that no case can lie in."""
    return DateNotUnderstood(
        N_(
            "Het jaar %(year)s kan niet kloppen: een casus ligt tussen 1900 en 2100. Kijk het jaar na. "
            "Is het nog niet afgelopen, schrijf dan “heden”."
        ),
        year=year,
    )


def no_such_week(year: int, week: int) -> DateNotUnderstood:
    """The error for a week that a year does not have: most years have 52, some 53."""
    return DateNotUnderstood(
        N_("%(year)s heeft geen week %(week)s. Kijk het nummer van de week na."), year=str(year), week=str(week)
    )


def no_such_day(year: int | None = None, month: int | None = None, day: int | None = None) -> DateNotUnderstood:
    """The error for a day that is not in the calendar: which part of it is wrong, as far as it is known."""
    if month is not None and not 1 <= month <= 12:
        if day is not None and 1 <= day <= 12 and month <= 31:
            return DateNotUnderstood(
                N_("Er is geen maand %(month)s. Schrijf eerst de dag en dan de maand, of de naam van de maand."),
                month=str(month),
            )
        return DateNotUnderstood(N_("Maand %(month)s bestaat niet. Kijk de maand na."), month=str(month))
    if day is not None and not 1 <= day <= 31:
        return DateNotUnderstood(N_("Geen enkele maand heeft een dag %(day)s. Kijk de dag na."), day=str(day))
    if day is not None and month in _SHORT_MONTHS and year is not None:
        return DateNotUnderstood(_SHORT_MONTHS[month], year=str(year), day=str(day))
    if day is not None and month is not None:
        return DateNotUnderstood(
            N_("Deze maand heeft nooit een dag %(day)s. Kijk de dag en de maand na."), day=str(day)
        )
    return DateNotUnderstood(
        N_("Deze dag staat niet in de kalender. Kijk de dag en de maand na (eerst de dag, dan de maand).")
    )


_SHORT_MONTHS = {
    2: N_("%(day)s februari %(year)s bestaat niet. Kijk in de kalender welke dag het was."),
    4: N_("%(day)s april %(year)s bestaat niet. Kijk in de kalender welke dag het was."),
    6: N_("%(day)s juni %(year)s bestaat niet. Kijk in de kalender welke dag het was."),
    9: N_("%(day)s september %(year)s bestaat niet. Kijk in de kalender welke dag het was."),
    11: N_("%(day)s november %(year)s bestaat niet. Kijk in de kalender welke dag het was."),
}
"""A message for each month that can miss a day of 31 or less; the name of the month is part of the words."""


def days_in(year: int, month: int) -> int:
    """How many days a month has."""
    if month == 2:
        return 29 if isleap(year) else 28
    return 30 if month in _SHORT_MONTHS else 31
