"""Show a date in the words of the reader: "14 maart 2021", "begin 2020", "sinds april 2021".

What is shown can be read back by `parse_date` and is then the same date.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from timeline.date_edtf import month_end
from timeline.date_value import EventDate, from_edtf
from timeline.date_vocabulary import DECADES, MONTH_NAMES, SEASON_NAMES

_PHRASES = {
    "nl": {
        "unknown": "datum onbekend",
        "unknown_side": "onbekend",
        "no_year": "jaar onbekend",
        "since": "sinds",
        "until": "tot en met",
        "at_latest": "uiterlijk",
        "at_earliest": "niet eerder dan",
        "between": "tussen",
        "and": "en",
        "or": "of",
        "about": "ongeveer",
        "perhaps": "mogelijk",
        "begin": "begin",
        "half": "half",
        "mid": "medio",
        "eind": "eind",
        "week": "week",
        "quarter": "{} kwartaal",
        "half_year": "{} helft",
        "ordinals": "eerste tweede derde vierde",
        "southern": "zuidelijk halfrond",
        "clock": "{:%H.%M} uur",
        "school_year": "schooljaar",
    },
    "en": {
        "unknown": "date unknown",
        "unknown_side": "unknown",
        "no_year": "year unknown",
        "since": "since",
        "until": "until",
        "at_latest": "no later than",
        "at_earliest": "no earlier than",
        "between": "between",
        "and": "and",
        "or": "or",
        "about": "about",
        "perhaps": "possibly",
        "begin": "early",
        "half": "mid",
        "mid": "mid",
        "eind": "late",
        "week": "week",
        "quarter": "{} quarter",
        "half_year": "{} half",
        "ordinals": "first second third fourth",
        "southern": "southern hemisphere",
        "clock": "{:%H:%M}",
        "school_year": "school year",
    },
}


_PLAIN = re.compile(r"(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>\d\d))?")
"""A day or a month of which nothing is doubted."""


def in_words(when: EventDate, language: str = "nl") -> str:
    """The date as one would write it, in Dutch or English; a time of day follows the day."""
    language = language if language in _PHRASES else "nl"
    say = _PHRASES[language]
    if when.is_unknown and not re.match(r"XXXX-\d\d-\d\d", when.edtf):
        return say["unknown"]
    edtf = when.edtf
    if edtf[0] in "[{":
        return _set_in_words(edtf, language)
    if "/" in edtf:
        return _period_in_words(edtf, language)
    shown = _component_in_words(edtf, language)
    return f"{shown}, {say['clock'].format(when.time)}" if when.time else shown


def _period_in_words(edtf: str, language: str) -> str:
    say = _PHRASES[language]
    first, last = edtf.split("/")
    school = re.fullmatch(r"(\d{4})-08/(\d{4})-07", edtf)
    if school and int(school[2]) == int(school[1]) + 1:
        return f"{say['school_year']} {school[1]}-{school[2]}"
    if last == "..":
        return f"{say['since']} {_component_in_words(first, language)}"
    if first in {"", ".."}:
        return f"{say['until']} {_component_in_words(last, language)}"
    shown = _component_in_words(last, language) if last else say["unknown_side"]
    return f"{_beside(first, last, language)} – {shown}"


def _set_in_words(edtf: str, language: str) -> str:
    say = _PHRASES[language]
    joint = say["or"] if edtf[0] == "[" else say["and"]
    members = [member.strip() for member in edtf[1:-1].split(",")]
    # months in a row with their year once would be the period that they make together
    following = [""] * len(members) if edtf[0] == "{" and _are_months_in_a_row(members) else [*members[1:], ""]
    shown = [
        _stretch_in_words(one, language) if ".." in one else _beside(one, after, language)
        for one, after in zip(members, following, strict=True)
    ]
    return f" {joint} ".join((", ".join(shown[:-1]), shown[-1])) if len(shown) > 1 else shown[0]


def _are_months_in_a_row(members: list[str]) -> bool:
    if not all(re.fullmatch(r"\d{4}-(?:0[1-9]|1[0-2])", member) for member in members):
        return False
    numbers = [int(year) * 12 + int(month) for year, month in (member.split("-") for member in members)]
    return all(one + 1 == other for one, other in pairwise(numbers))


def _stretch_in_words(stretch: str, language: str) -> str:
    """Somewhere between two dates; the stretches that have a name get their name."""
    say = _PHRASES[language]
    first, _, last = stretch.partition("..")
    if not first or not last:
        return f"{say['at_earliest' if first else 'at_latest']} {_component_in_words(first or last, language)}"
    qualifier = first[-1] if first[-1] in "?~%" and first[-1] == last[-1] else ""
    name = _stretch_name(first.removesuffix(qualifier), last.removesuffix(qualifier), language)
    if name:
        return _qualified(name, qualifier, language)
    return f"{say['between']} {_beside(first, last, language)} {say['and']} {_component_in_words(last, language)}"


def _stretch_name(first: str, last: str, language: str) -> str:
    say = _PHRASES[language]
    part = {("01", "04"): "begin", ("05", "08"): "mid", ("09", "12"): "eind"}.get((first[5:], last[5:]))
    if part and first[:4] == last[:4]:
        return f"{say[part]} {first[:4]}"
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return ""
    if (end - start).days == 6 and start.weekday() == 0:
        year, week, _ = start.isocalendar()
        return f"{say['week']} {week} {year}"
    if (start.year, start.month) != (end.year, end.month):
        return ""
    month = f"{MONTH_NAMES[language][start.month - 1]} {start.year}"
    final = month_end(start.year, start.month).day
    part = {(1, 10): "begin", (10, 20): "half", (21, final): "eind"}.get((start.day, end.day))
    if part:
        return f"{say[part]} {month}"
    half = {(1, 15): 0, (16, final): 1}.get((start.day, end.day))
    return f"{say['half_year'].format(say['ordinals'].split()[half])} {month}" if half is not None else ""


def _beside(component: str, following: str, language: str) -> str:
    """A day or month before another one, without the month and year that they share: the "3" of "3 – 7 mei 2021"."""
    shown = _component_in_words(component, language)
    one, other = _PLAIN.fullmatch(component), _PLAIN.fullmatch(following)
    if one is None or other is None or one["year"] != other["year"] or bool(one["day"]) != bool(other["day"]):
        return shown
    if one["day"] and one["month"] == other["month"]:
        return _day(one["day"])
    return shown.removesuffix(f" {one['year']}")


def _component_in_words(component: str, language: str) -> str:
    """A year, month, season or day, with "about" or "perhaps" before it."""
    say = _PHRASES[language]
    marks = {mark for mark in component if mark in "?~%"}
    qualifier = "%" if "%" in marks or len(marks) > 1 else "".join(marks)
    year, _, rest = re.sub(r"[?~%]", "", component).partition("-")
    month, _, day = rest.partition("-")
    if year == "XXXX":
        has_day = month.isdigit() and day.isdigit()
        shown = f"{_day(day)} {_month(month, language)}, {say['no_year']}" if has_day else say["unknown"]
    elif re.fullmatch(r"\d{3}X", year) and not month:
        shown = _decade(int(year[:3]), language)
    elif "X" in year:
        span = from_edtf(year)
        first, last = (span.earliest.year, span.latest.year) if span.earliest and span.latest else (0, 0)
        shown = f"{say['between']} {first} {say['and']} {last}"
    elif not month or "X" in month:
        shown = year
    elif int(month) > 12:
        shown = _season(int(month), int(year), language)
    elif not day or day == "XX":
        shown = f"{_month(month, language)} {year}"
    elif "X" in day:
        part = {"0": "begin", "1": "half"}.get(day[0], "eind")
        shown = f"{say[part]} {_month(month, language)} {year}"
    else:
        shown = f"{_day(day)} {_month(month, language)} {year}"
    return _qualified(shown, qualifier, language)


def _decade(tens: int, language: str) -> str:
    """Ten years, with their name where the language has one for them that fits one century only."""
    if language == "en":
        return f"the {tens}0s"
    name = next((name for name, number in DECADES.items() if number == tens), f"{tens}0")
    return f"jaren {name}"


def _season(code: int, year: int, language: str) -> str:
    say = _PHRASES[language]
    ordinals = say["ordinals"].split()
    if code <= 28:
        return _named_season(code, year, language)
    if code <= 32:
        return f"{_named_season(code, year, language)} ({say['southern']})"
    if code <= 36:
        return f"{say['quarter'].format(ordinals[code - 33])} {year}"
    if code <= 39:
        return f"{say[('begin', 'mid', 'eind')[code - 37]]} {year}"
    return f"{say['half_year'].format(ordinals[code - 40])} {year}"


def _named_season(code: int, year: int, language: str) -> str:
    season = SEASON_NAMES[language][(code - 21) % 4 + 21]
    return f"{season} {year}-{year + 1}" if code in {24, 28} else f"{season} {year}"


def _qualified(shown: str, qualifier: str, language: str) -> str:
    say = _PHRASES[language]
    before = {"~": [say["about"]], "?": [say["perhaps"]], "%": [say["perhaps"], say["about"]]}.get(qualifier, [])
    return " ".join((*before, shown))


def _month(number: str, language: str) -> str:
    return MONTH_NAMES[language][int(number) - 1]


def _day(number: str) -> str:
    return str(int(number))
