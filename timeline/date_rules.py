"""The forms of one date: a day, a month, a season, "begin 2019", a week, with what may stand before and after it.

A rule takes the place in the tokens where it starts and yields every way in which it can go on, as a piece and the
place where it ends, the likeliest first. Numbers are day, month, year, in that order.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import time

from timeline import date_vocabulary as words
from timeline.date_pieces import Piece

TWO_DIGIT_PIVOT = 40
"""A year of two digits below this belongs to this century, from this on to the previous one."""

FIRST_YEAR, LAST_YEAR = 1900, 2100

_TOKEN = re.compile(
    r"(?P<yy>'\s?\d\d(?!\d))|(?P<ordinal>\d+(?=(?:e|ste|de|st|nd|rd|th)\b))(?:e|ste|de|st|nd|rd|th)"
    r"|(?P<num>\d+)|(?P<word>t/m|t\.e\.m\.?|\+/?-|[^\W\d_](?:\.[^\W\d_])+\.?|[^\W\d_]+\.?)|(?P<mark>[-/.,:?~&+()'])|(?P<odd>\S)"
)
_LOOKALIKES = str.maketrans(
    {**dict.fromkeys("‐‑‒–—―−", "-"), **dict.fromkeys("’‘ʼ`´", "'"), "±": "~", "\xa0": " ", "…": "?"}
)


@dataclass(frozen=True, slots=True)
class Token:
    """A number, a word or a mark, in lower case and without the dot of an abbreviation."""

    kind: str
    text: str


Tokens = Sequence[Token]
Ways = Iterator[tuple[Piece, int]]


def tokenize(text: str) -> list[Token]:
    """The numbers, words and marks of a text; spaces and look-alike signs make no difference."""
    tokens = []
    for found in _TOKEN.finditer(text.translate(_LOOKALIKES).lower().replace("loop van", "").replace("loop der", "")):
        kind = found.lastgroup or "odd"
        value = found[kind]
        if kind == "word":
            value = "~" if value in {"+/-", "+-"} else value.replace(".", "")
            if value in {"+", ""}:
                kind = "mark"
        tokens.append(Token(kind, value.strip("' ") if kind == "yy" else value))
    return tokens


# One piece: what stands before it, the piece, what stands after it


def single(tokens: Tokens, at: int) -> Ways:
    """One date with the words around it: "wo ± 3 april 2019?", "op 22-6-2019 om 10.15 uur"."""
    about = perhaps = False
    weekday = None
    while at < len(tokens):
        word = tokens[at].text
        if word in words.ABOUT:
            about = True
        elif word in words.PERHAPS:
            perhaps = True
        elif word in words.WEEKDAYS:
            weekday = words.WEEKDAYS[word]
        elif word not in words.NOISE and not (word == "," and weekday is not None):
            break
        at += 1
    for found, after in _core(tokens, at):
        piece = replace(found, about=about, perhaps=perhaps, weekday=weekday)
        yield from _afterwards(tokens, after, piece)


def _afterwards(tokens: Tokens, at: int, piece: Piece) -> Ways:
    """What may follow a date: a time, a question mark, "(ongeveer)", "jaar onbekend". The longest reading first."""
    marks = [token for token in tokens[at:] if token.text not in "(),"]
    if marks and len(tokens) - at <= 4:
        tail = tuple(token.text for token in marks)
        if set(tail) <= {"?"} | words.PERHAPS:
            yield replace(piece, perhaps=True), len(tokens)
        elif set(tail) <= words.ABOUT:
            yield replace(piece, about=True), len(tokens)
        elif tail in words.YEAR_UNKNOWN and piece.year is None and piece.day:
            yield replace(piece, year_unknown=True), len(tokens)
    if piece.day is not None and piece.month is not None:
        for clock, after in _time(tokens, at):
            yield replace(piece, time=clock), after
    yield piece, at
    if at < len(tokens) and tokens[at].text == "?":
        yield replace(piece, perhaps=True), at + 1


def _time(tokens: Tokens, at: int) -> Iterator[tuple[time | None, int]]:
    """A time of day: ", 14.30 uur", "om 10.15", "16:00", "10u30"; of "van 10.00 tot 12.00 uur" the first."""
    if _text(tokens, at) == ",":
        at += 1
    if _text(tokens, at) == "'":
        at += 1
    if _text(tokens, at) in {"s", "in", "de"} or _text(tokens, at) in words.DAY_PARTS:
        while _text(tokens, at) in {"s", "in", "de"}:
            at += 1
        if _text(tokens, at) in words.DAY_PARTS:
            yield None, at + 1
        return
    announced = _text(tokens, at) in words.TIME_WORDS or _text(tokens, at) == "van"
    clock = _clock(tokens, at + announced, announced=announced)
    if clock is None:
        return
    first, at = clock
    if _text(tokens, at) in {"-", "tot", "until"}:
        second = _clock(tokens, at + 1, announced=True)
        if second:
            yield first, second[1]
    yield first, at


def _clock(tokens: Tokens, at: int, *, announced: bool) -> tuple[time, int] | None:
    hour = _number(tokens, at, 0, 23)
    if hour is None:
        return None
    joint, minute = _text(tokens, at + 1), _number(tokens, at + 2, 0, 59)
    if joint in {":", ".", *words.HOUR_WORDS} and minute is not None and len(_text(tokens, at + 2)) == 2:
        after = at + 3
        if joint == ":" and _text(tokens, after) == ":" and _number(tokens, after + 1, 0, 59) is not None:
            after += 2
        named = _text(tokens, after) in words.HOUR_WORDS
        if announced or named or joint != ".":
            return time(hour, minute), after + named
    if joint in words.HOUR_WORDS:
        return time(hour), at + 2
    return None


# The forms of a piece


def _core(tokens: Tokens, at: int) -> Ways:
    if at >= len(tokens):
        return
    for rule in (
        _numeric,
        _day_and_month,
        _month,
        _season,
        _part,
        _quarter,
        week,
        _school_year,
        _holiday,
        _year,
        _bare_day,
    ):
        yield from rule(tokens, at)


def _numeric(tokens: Tokens, at: int) -> Ways:
    """Numbers alone: 22-6-2019, 2022-09-30, 27/11/22, 9-1-'19, 11-2021, 2021-11."""
    if tokens[at].kind != "num":
        return
    joint = _text(tokens, at + 1)
    if joint not in {"-", "/", "."}:
        return
    third = at + 4 < len(tokens) and _text(tokens, at + 3) == joint
    middle = _text(tokens, at + 2)
    if len(tokens[at].text) == 4 and len(middle) <= 2 and middle.isdigit():
        year = _four_digits(tokens, at)
        if third and year and _number(tokens, at + 4, 0, 99) is not None:
            yield Piece(year=year, month=int(middle), day=int(tokens[at + 4].text)), at + 5
        elif year and 1 <= int(middle) <= 12 and len(middle) == 2:
            yield Piece(year=year, month=int(middle)), at + 3
        return
    if len(tokens[at].text) > 2 or not middle.isdigit():
        return
    if third and len(middle) <= 2:
        for year, after in _years(tokens, at + 4, bare=True):
            yield Piece(year=year, month=int(middle), day=int(tokens[at].text)), after
    year_after = _four_digits(tokens, at + 2)
    if year_after and joint != "." and 1 <= int(tokens[at].text) <= 12:
        yield Piece(year=year_after, month=int(tokens[at].text)), at + 3


def _day_and_month(tokens: Tokens, at: int) -> Ways:
    """A day with the name of its month: 22 juni 2019, 4-dec-2020, 19e okt. '21, 23 april, March 14, 2021."""
    if (day := _number(tokens, at, 1, 31, ordinal=True)) is not None:
        place = at + 1 + (_text(tokens, at + 1) in {"-", ".", "/"})
        month = words.month_of(_text(tokens, place))
        if month:
            piece = Piece(month=month, day=day)
            for year, after in _linked_years(tokens, place + 1):
                yield replace(piece, year=year), after
            yield piece, place + 1
    named = words.month_of(_text(tokens, at))
    day = _number(tokens, at + 1, 1, 31, ordinal=True)
    if named and day is not None:
        place = at + 2 + (_text(tokens, at + 2) == ",")
        if year_after := _four_digits(tokens, place):
            yield Piece(year=year_after, month=named, day=day), place + 1


def _month(tokens: Tokens, at: int) -> Ways:
    """A month: augustus 2020, nov '17, mei-20 (as a spreadsheet shows it), juni."""
    month = words.month_of(tokens[at].text)
    if month:
        for year, after in _linked_years(tokens, at + 1):
            yield Piece(year=year, month=month), after
        yield Piece(month=month), at + 1


def _season(tokens: Tokens, at: int) -> Ways:
    """A season: zomer 2019, winter 2020-2021 (which begins in the first of the two years)."""
    code = words.SEASONS.get(tokens[at].text)
    if not code:
        return
    for year, after in _linked_years(tokens, at + 1):
        if code == 24:
            for second, done in _second_year(tokens, after, year):
                if second == year + 1:
                    yield Piece(year=year, code=code), done
        yield Piece(year=year, code=code), after
    yield Piece(code=code), at + 1


def _part(tokens: Tokens, at: int) -> Ways:
    """A part of a month or year: begin 2019, half juni 2020, eind mei."""
    part = words.PARTS.get(tokens[at].text)
    if not part:
        return
    place = at + 1 + (_text(tokens, at + 1) in words.LINKS or _text(tokens, at + 1) == "-")
    if place >= len(tokens):
        return
    for piece, after in (*_month(tokens, place), *_year(tokens, place)):
        yield replace(piece, part=part), after


def _quarter(tokens: Tokens, at: int) -> Ways:
    """A quarter or a half: Q2 2021, 3e kwartaal 2022, tweede helft 2018, eerste helft van mei 2020."""
    number = words.ORDINALS.get(tokens[at].text) or _number(tokens, at, 1, 4, ordinal=True)
    unit = _text(tokens, at + 1)
    if tokens[at].text in words.QUARTER_WORDS or tokens[at].text == "q":
        number, unit = _number(tokens, at + 1, 1, 4), "kwartaal"
    if number is None:
        if (year := _four_digits(tokens, at)) and unit == "q" and (number := _number(tokens, at + 2, 1, 4)):
            yield Piece(year=year, code=32 + number), at + 3
        return
    if unit in words.QUARTER_WORDS:
        yield from _coded(tokens, at + 2, 32 + number)
    elif unit in words.HALF_WORDS and number <= 2:
        yield from _coded(tokens, at + 2, 39 + number)
        place = at + 2 + (_text(tokens, at + 2) in words.LINKS)
        if place < len(tokens):
            for piece, after in _month(tokens, place):
                yield replace(piece, fortnight=number), after


def _coded(tokens: Tokens, at: int, code: int) -> Ways:
    for year, after in _linked_years(tokens, at):
        yield Piece(year=year, code=code), after
    yield Piece(code=code), at


def week(tokens: Tokens, at: int) -> Ways:
    """A week by its number: week 45 2020, 2020 week 45."""
    year_before = _four_digits(tokens, at)
    place = at + 1 if year_before else at
    number = _number(tokens, place + 1, 1, 53)
    if _text(tokens, place) not in words.WEEK_WORDS or number is None:
        return
    if year_before:
        yield Piece(year=year_before, week=number), place + 2
        return
    for year, after in _linked_years(tokens, place + 2):
        yield Piece(year=year, week=number), after
    yield Piece(week=number), place + 2


def _school_year(tokens: Tokens, at: int) -> Ways:
    """A school year: schooljaar 2021-2022."""
    for start in phrase(tokens, at, words.SCHOOL_YEAR_WORDS):
        for first, after in _years(tokens, start, bare=True):
            for second, done in _second_year(tokens, after, first):
                if second == first + 1:
                    yield Piece(year=first, school_year=True), done


def _holiday(tokens: Tokens, at: int) -> Ways:
    """A holiday, or the weeks around it: zomervakantie 2020, na de zomervakantie 2021, kerst 2019."""
    around = _text(tokens, at) if _text(tokens, at) in {"na", "voor", "vóór"} else ""
    place = at + bool(around)
    while _text(tokens, place) in {"de", "het"}:
        place += 1
    name = "zomervakantie" if around and _text(tokens, place) == "zomer" else _text(tokens, place)
    stretch = words.HOLIDAYS.get(name)
    if around:
        stretch = None
        if name == "zomervakantie":
            stretch = words.AFTER_SUMMER if around == "na" else words.BEFORE_SUMMER
    if stretch:
        for year, after in _linked_years(tokens, place + 1):
            yield Piece(year=year, stretch=stretch), after


def _year(tokens: Tokens, at: int) -> Ways:
    """A year: 2016, '17."""
    for year, after in _years(tokens, at, bare=False):
        yield Piece(year=year), after


def _bare_day(tokens: Tokens, at: int) -> Ways:
    """A day whose month stands in the next piece: the 4 of "4 t/m 8 mei 2020"."""
    day = _number(tokens, at, 1, 31, ordinal=True)
    if day is not None:
        yield Piece(day=day), at + 1


# Words and numbers


def _text(tokens: Tokens, at: int) -> str:
    return tokens[at].text if 0 <= at < len(tokens) else ""


def _number(tokens: Tokens, at: int, low: int, high: int, *, ordinal: bool = False) -> int | None:
    if at >= len(tokens) or tokens[at].kind not in ({"num", "ordinal"} if ordinal else {"num"}):
        return None
    value = tokens[at].text
    return int(value) if value.isascii() and len(value) <= 2 and low <= int(value) <= high else None


def _four_digits(tokens: Tokens, at: int) -> int | None:
    value = _text(tokens, at)
    if len(value) == 4 and value.isascii() and value.isdigit() and FIRST_YEAR <= int(value) <= LAST_YEAR:
        return int(value)
    return None


def _years(tokens: Tokens, at: int, *, bare: bool) -> Iterator[tuple[int, int]]:
    """A year of four digits, of two after an apostrophe, or (`bare`) of two digits where nothing else can stand."""
    if year := _four_digits(tokens, at):
        yield year, at + 1
    elif at < len(tokens) and (
        tokens[at].kind == "yy" or (bare and tokens[at].kind == "num" and len(tokens[at].text) == 2)
    ):
        short = int(tokens[at].text)
        yield short + (2000 if short < TWO_DIGIT_PIVOT else 1900), at + 1


def _linked_years(tokens: Tokens, at: int) -> Iterator[tuple[int, int]]:
    """A year after a month, season or week, with a dash, comma or "van" between if they like."""
    dash = _text(tokens, at) == "-"
    linked = _text(tokens, at) in {"-", "/", ",", *words.LINKS}
    yield from _years(tokens, at + linked, bare=dash)


def _second_year(tokens: Tokens, at: int, first: int) -> Iterator[tuple[int, int]]:
    """The second of two years in a row: the 2021, 21 or '21 of "2020-2021"."""
    if _text(tokens, at) in {"-", "/"}:
        yield from _years(tokens, at + 1, bare=True)


def phrase(tokens: Tokens, at: int, phrases: Collection[tuple[str, ...]]) -> Iterator[int]:
    """Where the text goes on after one of the phrases."""
    for phrase in phrases:
        if tuple(token.text for token in tokens[at : at + len(phrase)]) == phrase:
            yield at + len(phrase)
