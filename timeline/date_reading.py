"""Read a date together with what is doubted about it.

`parse_date` gives one meaning or an error. Whoever reads a file needs more: what else the words can mean, so that a
person chooses instead of the product guessing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

from timeline import date_feasts
from timeline import date_vocabulary as words
from timeline.date_errors import DateNotUnderstood
from timeline.date_grammar import parse_date
from timeline.date_habits import DAY_FIRST, NUMERIC, DateHabits
from timeline.date_serial import from_serial
from timeline.date_tokens import tokenize
from timeline.date_typing import corrected
from timeline.date_value import EventDate, from_edtf
from timeline.errors import N_

_FAR = 20
"""A year of two digits that lies so many years outside the file's own is asked about."""
_MOST_YEARS = 6
_SURELY_LATER = 2030
"""A year of two digits from here on is asked about even where nobody said what day it is today."""
_MOST_CHARS = 200
_SHORT_DAY = re.compile(r"(?<![0-9])[0-9]{1,2}([-/])[0-9]{1,2}$")
_PARTS_OF_A_YEAR = {
    *(*words.SEASONS, *words.HOLIDAYS, *date_feasts.NAMES, *words.WEEK_WORDS, *words.QUARTER_WORDS),
    *("q", "helft", "halfjaar"),
}
_SERIAL = re.compile(r"([2-6][0-9]{4})(?:[.,]([0-9]{1,12}))?")
_TWENTIES = re.compile(r"(?:(?:in )?de )?jaren (?:twintig|['’]?20)", re.IGNORECASE)
_TURN_OF_YEAR = re.compile(r"\[([0-9]{4})-11\.\.([0-9]{4})-02\]")
_EDTF_YEAR = re.compile(r"(?<![0-9X-])([0-9]{4})(?![0-9])")


@dataclass(frozen=True, slots=True)
class DateDoubt:
    """What is doubted about a date: a code, a message for people, and the dates to choose from (likeliest first)."""

    code: str
    message: str
    params: dict[str, str] = field(default_factory=dict)
    choices: tuple[EventDate, ...] = ()


@dataclass(frozen=True, slots=True)
class DateReading:
    """A date that was read, and what is doubted about it."""

    when: EventDate
    doubts: tuple[DateDoubt, ...] = ()


def read_date(text: str, *, habits: DateHabits = DAY_FIRST, language: str = "nl") -> DateReading:
    """Read a date as somebody wrote it, with every doubt about it.

    The codes of the doubts: `day_month`, `two_digit_year`, `typing_error`, `weekday`, `serial_number`, `year_missing`,
    `century`, `turn_of_year`.
    The choices of a doubt are likeliest first; the date itself is the first of them. A date without a year gets
    `habits.year`, without a doubt: the heading above it says so.

    Raises:
        DateNotUnderstood: as `parse_date`, when not even a doubtful meaning is left.
    """
    written = text.strip() if len(text) < 10_000 else text
    if number := _SERIAL.fullmatch(written):
        return _read_number(written, float(f"{number[1]}.{number[2] or 0}"))
    ordered, doubts = _in_order(written, habits)
    try:
        when = _read(ordered, habits, language)
    except DateNotUnderstood:
        if _TWENTIES.fullmatch(written):
            return _twenties(written)
        choices = corrected(written)
        if not choices:
            raise
        choices = tuple(replace(choice, text=written) for choice in _nearest_first(choices, habits))
        return DateReading(choices[0], (_typing_error(choices),))
    when = replace(when, text=written)
    doubts += _doubts_about(when, written, habits)
    return DateReading(when, tuple(doubts))


def readable(text: str, *, habits: DateHabits) -> EventDate:
    """The date without its doubts, and without forgiving a typing error: for looking whether a text is a date.

    Raises:
        DateNotUnderstood: as `parse_date`.
    """
    return _read(_in_order(text, habits)[0], habits, "nl")


# Day and month


def _in_order(written: str, habits: DateHabits) -> tuple[str, list[DateDoubt]]:
    """The text with day before month, turned round where the numbers or the file say so, and the doubt about that."""
    found = (
        [(int(first), int(second)) for first, _, second, _ in NUMERIC.findall(written)] if len(written) < 200 else []
    )
    turned = _turned(written)
    if any(second > 12 >= first for first, second in found) and all(first <= 12 for first, _ in found):
        if habits.month_first:
            return turned, []
        return turned, [_day_or_month(written, (turned,))]
    if all(first == second or first > 12 for first, second in found) or any(first > 12 for first, _ in found):
        return written, []
    if habits.month_first:
        return turned, [_day_or_month(written, (turned, written))]
    if habits.is_mixed:
        return written, [_day_or_month(written, (written, turned))]
    return written, []


def _turned(written: str) -> str:
    return NUMERIC.sub(r"\3\g<2>\1\2\4", written)


def _day_or_month(written: str, meanings: tuple[str, ...]) -> DateDoubt:
    if len(meanings) == 1:
        message = N_("Hier staat de maand vóór de dag. Dat zijn we niet gewend. Klopt deze datum?")
    else:
        message = N_("Wat is hier de dag en wat de maand? Het bestand schrijft soms de maand eerst.")
    choices = []
    for meaning in meanings:
        try:
            choices.append(replace(parse_date(meaning), text=written))
        except DateNotUnderstood:
            continue
    return DateDoubt("day_month", message, {}, tuple(choices))


# The year


def _read(written: str, habits: DateHabits, language: str) -> EventDate:
    """Read a date, with the year of the heading when it has none itself."""
    joint = _joint_to_year(written) if habits.year is not None else ""
    if not joint:
        return parse_date(written, language=language)
    try:
        return parse_date(f"{written}{joint}{habits.year}", language=language)
    except DateNotUnderstood:
        when = parse_date(written, language=language)
    if when.edtf.startswith("XXXX-"):
        return from_edtf(f"{habits.year}{when.edtf[4:]}", time=when.time)
    return when


def _joint_to_year(written: str) -> str:
    """What stands between a date without a year and the year it is given; nothing when it does not lack one.

    Only what is sure to be a part of a year can be given one: a month, a season, a week, numbers such as 14-3.
    """
    if _EDTF_YEAR.search(written) or "'" in written or len(written) > _MOST_CHARS:
        return ""
    if short := _SHORT_DAY.search(written):
        return short[1]
    names = [token.text for token in tokenize(written) if token.kind == "word"]
    return " " if any(name in _PARTS_OF_A_YEAR or words.month_of(name) for name in names) else ""


def _doubts_about(when: EventDate, written: str, habits: DateHabits) -> list[DateDoubt]:
    tokens = tokenize(written)
    doubts = []
    names = [token.text for token in tokens if token.kind == "word"]
    if any(name not in words.MONTHS and words.month_of(name) for name in names):
        doubts.append(_typing_error((when,)))
    if when.edtf.startswith("XXXX-"):
        doubts.append(_year_missing(when, habits))
    if any(name in words.WEEKDAYS for name in names) and when.is_uncertain and not _says_perhaps(written, names):
        doubts.append(_weekday(when, next(words.WEEKDAYS[name] for name in names if name in words.WEEKDAYS)))
    doubts += _two_digit_year(when, written, habits)
    doubts += _around_new_year(when, written)
    return doubts


def _around_new_year(when: EventDate, written: str) -> Iterator[DateDoubt]:
    """Words for the turn of the year name no months; ours may be narrower or wider than what the writer meant."""
    found = _TURN_OF_YEAR.fullmatch(when.edtf)
    if found and "/" in written:
        message = N_("Dit is rond de jaarwisseling. We lezen het als een moment van november tot en met februari.")
        yield DateDoubt("turn_of_year", message, {}, (when, *_with_year(when, f"{found[1]}-39/{found[2]}-37")))


def _year_missing(when: EventDate, habits: DateHabits) -> DateDoubt:
    """The years of the file to choose from, when they are few."""
    choices: list[EventDate] = []
    if habits.years and habits.years[1] - habits.years[0] < _MOST_YEARS:
        for year in range(habits.years[0], habits.years[1] + 1):
            choices += _with_year(when, f"{year}{when.edtf[4:]}")
    return DateDoubt(
        "year_missing",
        N_("Bij deze datum ontbreekt het jaar. Zonder jaar komt hij niet op de tijdlijn."),
        {},
        tuple(choices),
    )


def _two_digit_year(when: EventDate, written: str, habits: DateHabits) -> Iterator[DateDoubt]:
    """A year of two digits in the future, or far from the other years of the file, can be of another century."""
    short = [int(year) for year in _EDTF_YEAR.findall(when.edtf) if year not in written and year[2:] in written]
    if not short:
        return
    in_future = max(short) > (habits.today.year + 1 if habits.today else _SURELY_LATER - 1)
    is_far = habits.years is not None and not (
        habits.years[0] - _FAR <= min(short) and max(short) <= habits.years[1] + _FAR
    )
    if not (in_future or is_far):
        return
    other = -100 if max(short) >= 2000 else 100
    shifted = _EDTF_YEAR.sub(lambda year: str(int(year[1]) + other), when.edtf)
    choices = (when, *_with_year(when, shifted))
    yield DateDoubt("two_digit_year", N_("Het jaar heeft twee cijfers. In welke eeuw ligt deze datum?"), {}, choices)


def _with_year(when: EventDate, edtf: str) -> list[EventDate]:
    try:
        return [from_edtf(edtf, text=when.text, time=when.time)]
    except DateNotUnderstood:
        return []  # 29 February is not in every year


# The day of the week


def _says_perhaps(written: str, names: list[str]) -> bool:
    return "?" in written or not words.PERHAPS.isdisjoint(names)


def _weekday(when: EventDate, weekday: int) -> DateDoubt:
    """The date as written, the nearest days that are that day of the week, and the same date a year before or after."""
    plain = from_edtf(when.edtf.replace("?", ""), text=when.text, time=when.time)
    choices = [plain]
    if plain.earliest is not None and plain.earliest == plain.latest:
        after = plain.earliest + timedelta(days=(weekday - plain.earliest.weekday()) % 7)
        before = after - timedelta(days=7)
        near = sorted((before, after), key=lambda day: abs((day - plain.earliest).days if plain.earliest else 0))
        choices += (replace(plain, edtf=day.isoformat(), earliest=day, latest=day) for day in near)
        for year in (plain.earliest.year - 1, plain.earliest.year + 1):
            choices += (
                other
                for other in _with_year(plain, f"{year}{plain.edtf[4:]}")
                if other.earliest and other.earliest.weekday() == weekday
            )
    return DateDoubt(
        "weekday",
        N_("De dag van de week past niet bij deze datum. Kijk na welke van de twee klopt."),
        {},
        tuple(choices),
    )


# Numbers and typing errors


def _read_number(written: str, number: float) -> DateReading:
    """A number in a date column may be how a spreadsheet keeps a day."""
    choices = (from_serial(number, text=written), from_serial(number, epoch_1904=True, text=written))
    doubt = DateDoubt(
        "serial_number",
        N_("Dit is een getal. In Excel kan het een datum zijn: klopt deze?"),
        {},
        choices,
    )
    return DateReading(choices[0], (doubt,))


def _twenties(written: str) -> DateReading:
    """The only decade with a name that a case, or the life of who tells of it, can hold twice."""
    choices = (from_edtf("202X", text=written), from_edtf("192X", text=written))
    doubt = DateDoubt(
        "century", N_("De jaren twintig zijn nu, of honderd jaar geleden. Welke zijn bedoeld?"), {}, choices
    )
    return DateReading(choices[0], (doubt,))


def _typing_error(choices: tuple[EventDate, ...]) -> DateDoubt:
    return DateDoubt("typing_error", N_("Deze datum lijkt verkeerd getypt. Is dit bedoeld?"), {}, choices)


def _nearest_first(choices: tuple[EventDate, ...], habits: DateHabits) -> list[EventDate]:
    """Dates within the years of the file before the others."""
    if habits.years is None:
        return list(choices)
    first, last = habits.years
    return sorted(choices, key=lambda each: each.earliest is None or not first <= each.earliest.year <= last)
