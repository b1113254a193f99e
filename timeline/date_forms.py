"""The forms of one date: a day, a month, a season, a decade, "begin 2019", a week, a school year, a holiday.

A rule takes the place in the tokens where it starts and yields every way in which it can go on, as a piece and the
place where it ends, the likeliest first. Numbers are day, month, year, in that order, or year, month, day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from timeline import date_vocabulary as words
from timeline.date_feasts import OVER_NEW_YEAR, feasts_at
from timeline.date_pieces import Piece
from timeline.date_tokens import Tokens, number_at, phrase, text_at, touching, year_at, years_at

Ways = Iterator[tuple[Piece, int]]


def form(tokens: Tokens, at: int) -> Ways:
    """Every form that a date can have from this place on."""
    if at >= len(tokens):
        return
    for rule in _RULES[tokens[at].kind]:
        yield from rule(tokens, at)


def _numeric(tokens: Tokens, at: int) -> Ways:
    """Numbers alone: 22-6-2019, 2022-09-30, 27/11/22, 9-1-'19, 14 3 2021, 11-2021, 2021-11, 20210314."""
    first, joint, middle = tokens[at].text, text_at(tokens, at + 1), text_at(tokens, at + 2)
    if len(first) == 8:
        year, month, day = int(first[:4]), int(first[4:6]), int(first[6:])
        if 1900 <= year <= 2100 and 1 <= month <= 12:
            yield Piece(year=year, month=month, day=day), at + 1
        return
    if number_at(tokens, at + 1, 0, 99) is not None and len(first) <= 2 and (year_after := year_at(tokens, at + 2)):
        yield Piece(year=year_after, month=int(joint), day=int(first)), at + 3
        return
    if joint not in {"-", "/", "."} or not middle.isdigit():
        return
    third = text_at(tokens, at + 3) == joint
    if len(first) == 4 and len(middle) <= 2:
        if year_before := year_at(tokens, at):
            yield from _year_first(tokens, at, year_before, has_day=third)
        return
    if len(first) > 2:
        return
    if third and len(middle) <= 2:
        for year, after in years_at(tokens, at + 4, bare=True):
            yield Piece(year=year, month=int(middle), day=int(first)), after
    year_after = year_at(tokens, at + 2)
    if year_after and joint != "." and 1 <= int(first) <= 12:
        yield Piece(year=year_after, month=int(first)), at + 3
    short = Piece(month=number_at(tokens, at + 2, 1, 12), day=number_at(tokens, at, 1, 31), is_short=True)
    if joint != "." and short.day and short.month and touching(tokens, at, 3):
        yield short, at + 3


def _year_first(tokens: Tokens, at: int, year: int, *, has_day: bool) -> Ways:
    month = text_at(tokens, at + 2)
    if has_day and number_at(tokens, at + 4, 0, 99) is not None:
        yield Piece(year=year, month=int(month), day=int(tokens[at + 4].text)), at + 5
        if text_at(tokens, at + 5) == "t" and touching(tokens, at, 6):  # a program wrote it: 2021-03-14T14:30
            yield Piece(year=year, month=int(month), day=int(tokens[at + 4].text)), at + 6
    elif 1 <= int(month) <= 12 and len(month) == 2:
        yield Piece(year=year, month=int(month)), at + 3


def _blank_day(tokens: Tokens, at: int) -> Ways:
    """A day that was left open: ??-03-2021, xx-3-2021, xx-xx-2021."""
    start = at
    while text_at(tokens, at) in {"?", "x", "xx"}:
        at += 1
    joint = text_at(tokens, at)
    if at == start or joint not in {"-", "/", "."}:
        return
    month = number_at(tokens, at + 1, 1, 12)
    at += 1
    while month is None and text_at(tokens, at) in {"?", "x", "xx"}:
        at += 1
    at += month is not None
    year = year_at(tokens, at + 1)
    if text_at(tokens, at) == joint and year and touching(tokens, start, at + 2 - start):
        yield Piece(year=year, month=month), at + 2


def _day_and_month(tokens: Tokens, at: int) -> Ways:
    """A day with the name of its month: 22 juni 2019, 4-dec-2020, 19e okt. '21, 14 mrt 21, 23 april."""
    day = number_at(tokens, at, 1, 99, ordinal=True)
    if day is None:
        return
    place = at + 1
    if text_at(tokens, place) in {"-", ".", "/"} or (tokens[at].kind == "ordinal" and text_at(tokens, place) == "of"):
        place += 1
    month = words.month_of(text_at(tokens, place))
    if month:
        piece = Piece(month=month, day=day)
        for year, after in _linked_years(tokens, place + 1, bare=True):
            yield piece._replace(year=year), after
        yield piece, place + 1


def _month_and_day(tokens: Tokens, at: int) -> Ways:
    """The English order: March 14, 2021."""
    month = words.month_of(tokens[at].text)
    day = number_at(tokens, at + 1, 1, 31, ordinal=True)
    if month and day is not None:
        place = at + 2 + (text_at(tokens, at + 2) == ",")
        if year := year_at(tokens, place):
            yield Piece(year=year, month=month, day=day), place + 1


def _year_and_month(tokens: Tokens, at: int) -> Ways:
    """The year in front: 2021 maart, 2021-mrt-14."""
    year = year_at(tokens, at)
    if year is None:
        return
    joint = text_at(tokens, at + 1) if text_at(tokens, at + 1) in {"-", "/", ","} else ""
    place = at + 1 + bool(joint)
    month = words.month_of(text_at(tokens, place))
    if not month or (joint in {"-", "/"} and not touching(tokens, at, 3)):
        return
    day_place = place + 1 + (joint in {"-", "/"} and text_at(tokens, place + 1) == joint)
    day = number_at(tokens, day_place, 1, 31)
    if day is not None and (joint not in {"-", "/"} or day_place == place + 2):
        yield Piece(year=year, month=month, day=day), day_place + 1
    yield Piece(year=year, month=month), place + 1


def _year_before_part(tokens: Tokens, at: int) -> Ways:
    """The year in front of a part of it: 2020, begin januari; 2019, zomer; 2021, 3 mei."""
    year = year_at(tokens, at)
    has_comma = text_at(tokens, at + 1) == ","
    place = at + 1 + has_comma
    if year is None or place >= len(tokens):
        return
    for rule in (_part, _season, _quarter, _day_and_month) if has_comma else (_part, _season):
        for piece, after in rule(tokens, place):
            if piece.year is None and piece.decade is None:
                yield piece._replace(year=year), after


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
    for year, after in _linked_years(tokens, at + 1, bare=code == 24):
        if code == 24:
            for second, done in _second_year(tokens, after, year):
                if second == year + 1:
                    yield Piece(year=year, code=code), done
            if tokens[after - 1].kind == "num" and len(tokens[after - 1].text) == 2:
                continue
        for south in phrase(tokens, after, words.SOUTHERN):
            yield Piece(year=year, code=code + 8), south
        yield Piece(year=year, code=code), after
    yield Piece(code=code), at + 1


def _part(tokens: Tokens, at: int) -> Ways:
    """A part of a month, year or decade: begin 2019, half juni 2020, eind mei, eind jaren negentig."""
    part = words.PARTS.get(tokens[at].text)
    if not part:
        return
    place = _within_year(tokens, at + 1)
    if place >= len(tokens):
        return
    for rule in (_month, _decade, _year):
        for piece, after in rule(tokens, place):
            yield piece._replace(part=part), after


def _within_year(tokens: Tokens, at: int) -> int:
    """Where the text goes on after "van", "van het jaar", "van dat jaar"."""
    while text_at(tokens, at) in words.OF_THE_YEAR:
        at += 1
    return at


def _edge(tokens: Tokens, at: int) -> Ways:
    """Weeks or months at the edge of a year or month: eerste maanden van 2019, laatste weken van het jaar 2020."""
    part, unit = words.EDGES.get(tokens[at].text), words.UNITS.get(text_at(tokens, at + 1))
    place = _within_year(tokens, at + 2)
    if not part or not unit or place >= len(tokens):
        return
    for piece, after in _year(tokens, place):
        if unit == "months":
            yield piece._replace(part=part), after
        else:
            yield piece._replace(month=1 if part == "begin" else 12), after
    if unit == "weeks":
        for piece, after in _month(tokens, place):
            yield piece._replace(part=part), after


def _decade(tokens: Tokens, at: int) -> Ways:
    """Ten years: jaren negentig, jaren '90, jaren 2010, the 1990s. "Jaren twintig" can be two centuries: refused."""
    if tokens[at].text == "jaren":
        word = text_at(tokens, at + 1)
        if word in words.DECADES:
            yield Piece(decade=words.DECADES[word]), at + 2
        elif len(word) == 2 and word[0] != "2" and word[1] == "0" and word.isdigit():
            yield Piece(decade=(200 if word < "30" else 190) + int(word[0])), at + 2
        elif (year := year_at(tokens, at + 1)) and year % 10 == 0:
            yield Piece(decade=year // 10), at + 2
    elif (year := year_at(tokens, at)) and year % 10 == 0:
        place = at + 1 + (text_at(tokens, at + 1) == "'")
        if text_at(tokens, place) == "s" and touching(tokens, at, place - at + 1):
            yield Piece(decade=year // 10), place + 1


def _quarter(tokens: Tokens, at: int) -> Ways:
    """A quarter or a half: Q2 2021, 2021-Q2, 3e kwartaal 2022, tweede helft 2018, eerste helft van mei 2020."""
    number = words.ORDINALS.get(tokens[at].text) or number_at(tokens, at, 1, 4, ordinal=True)
    unit = text_at(tokens, at + 1)
    if tokens[at].text in words.QUARTER_WORDS or tokens[at].text == "q":
        number, unit = number_at(tokens, at + 1, 1, 4), "kwartaal"
    if number is None:
        if year := year_at(tokens, at):
            place = at + 1 + (unit == "-")
            number = number_at(tokens, place + 1, 1, 4)
            if text_at(tokens, place) in {"q", "kw", "kwartaal"} and number:
                yield Piece(year=year, code=32 + number), place + 2
        return
    if unit in words.QUARTER_WORDS:
        yield from _coded(tokens, at + 2, 32 + number)
    elif unit in words.HALF_WORDS and number <= 2:
        yield from _coded(tokens, _within_year(tokens, at + 2), 39 + number)
        place = at + 2 + (text_at(tokens, at + 2) in words.LINKS)
        if place < len(tokens):
            for piece, after in _month(tokens, place):
                yield piece._replace(fortnight=number), after


def _coded(tokens: Tokens, at: int, code: int) -> Ways:
    for year, after in _linked_years(tokens, at, bare=text_at(tokens, at) == "-"):
        yield Piece(year=year, code=code), after
    yield Piece(code=code), at


_FIRST_WEEKS = 1960
"""Nobody writes of a week of an earlier year with two figures."""


def week(tokens: Tokens, at: int) -> Ways:
    """A week by its number: week 45 2020, 2020 week 45, wk 12-2021, 2021-W12, 2021-W12-3 (its third day)."""
    if tokens[at].kind == "num":
        year_before = year_at(tokens, at)
        place = at + 1 + (text_at(tokens, at + 1) in {"-", ","})
        number = number_at(tokens, place + 1, 1, 53)
        if year_before and number and text_at(tokens, place) in words.WEEK_WORDS:
            nth = number_at(tokens, place + 3, 1, 7) if text_at(tokens, place + 2) == "-" else None
            if nth and touching(tokens, at, place + 4 - at):
                yield Piece(year=year_before, week=number, day_of_week=nth), place + 4
            yield Piece(year=year_before, week=number), place + 2
        return
    number = number_at(tokens, at + 1, 1, 53)
    if tokens[at].text not in words.WEEK_WORDS or number is None:
        return
    for year, after in _linked_years(tokens, at + 2):
        if year >= _FIRST_WEEKS or len(tokens[after - 1].text) == 4:  # "week 45-46" are two weeks
            yield Piece(year=year, week=number), after
    yield Piece(week=number), at + 2


def _week_of_month(tokens: Tokens, at: int) -> Ways:
    """A week of a month without its number: eerste week van mei 2020, laatste week juni 2019."""
    number = words.ORDINALS.get(tokens[at].text) or number_at(tokens, at, 1, 4, ordinal=True)
    if tokens[at].text in {"laatste", "last"}:
        number = 5
    if number is None or text_at(tokens, at + 1) != "week":
        return
    place = at + 2 + (text_at(tokens, at + 2) in words.LINKS)
    if place < len(tokens):
        for piece, after in _month(tokens, place):
            yield piece._replace(nth_week=number), after


def _school_year(tokens: Tokens, at: int) -> Ways:
    """A school year: schooljaar 2021-2022, schooljaar 21/22."""
    for start in phrase(tokens, at, words.SCHOOL_YEAR_WORDS):
        for first, after in years_at(tokens, start, bare=True):
            for second, done in _second_year(tokens, after, first):
                if second == first + 1:
                    yield Piece(year=first, school_year=True), done


def _holiday(tokens: Tokens, at: int) -> Ways:
    """A holiday, or the weeks around it: zomervakantie 2020, na de zomervakantie 2021."""
    around = text_at(tokens, at) if text_at(tokens, at) in {"na", "voor", "vóór"} else ""
    place = at + bool(around)
    while text_at(tokens, place) in {"de", "het"}:
        place += 1
    name = "zomervakantie" if around and text_at(tokens, place) == "zomer" else text_at(tokens, place)
    stretch = words.HOLIDAYS.get(name)
    if around:
        stretch = None
        if name == "zomervakantie":
            stretch = words.AFTER_SUMMER if around == "na" else words.BEFORE_SUMMER
    if stretch:
        for year, after in _linked_years(tokens, place + 1):
            if name == "kerstvakantie":
                for second, done in _second_year(tokens, after, year):
                    if second == year + 1:
                        yield Piece(year=year, stretch=stretch), done
            yield Piece(year=year, stretch=stretch), after


def _feast(tokens: Tokens, at: int) -> Ways:
    """A feast: Pasen 2021, 2e kerstdag 2020, oud en nieuw 2019; without its year beside a date that has one."""
    for feast, after in feasts_at(tokens, at):
        for year, done in _linked_years(tokens, after):
            for second, end in _second_year(tokens, done, year):
                if second == year + 1 and feast in OVER_NEW_YEAR:
                    yield Piece(year=year, feast=feast), end
            yield Piece(year=year, feast=feast), done
        yield Piece(feast=feast), after


def _year(tokens: Tokens, at: int) -> Ways:
    """A year: 2016, '17."""
    for year, after in years_at(tokens, at, bare=False):
        yield Piece(year=year), after


def _bare_day(tokens: Tokens, at: int) -> Ways:
    """A day whose month stands in the next piece: the 4 of "4 t/m 8 mei 2020"."""
    day = number_at(tokens, at, 1, 31, ordinal=True)
    if day is not None:
        yield Piece(day=day), at + 1


def _linked_years(tokens: Tokens, at: int, *, bare: bool = False) -> Iterator[tuple[int, int]]:
    """A year after a month, season or week, with a dash, comma or "van" between if they like."""
    joint = text_at(tokens, at)
    linked = joint in {"-", "/", ",", "."} or joint in words.LINKS
    yield from years_at(tokens, at + linked, bare=joint == "-" or (bare and not joint.isalpha()))


def _second_year(tokens: Tokens, at: int, first: int) -> Iterator[tuple[int, int]]:
    """The second of two years in a row: the 2021, 21 or '21 of "2020-2021"."""
    if text_at(tokens, at) in {"-", "/"}:
        yield from years_at(tokens, at + 1, bare=True)


_Rule = Callable[[Tokens, int], Ways]
_ORDINAL: tuple[_Rule, ...] = (_day_and_month, _quarter, _week_of_month, _feast, _bare_day)
_WORD: tuple[_Rule, ...] = (
    *(_month_and_day, _month, _season, _part, _edge, _decade, _quarter, week, _week_of_month),
    *(_school_year, _holiday, _feast, _blank_day),
)
_RULES: dict[str, tuple[_Rule, ...]] = {
    "num": (
        *(_numeric, _day_and_month, _year_and_month, _year_before_part, _decade, _quarter, week, _week_of_month),
        *(_feast, _year, _bare_day),
    ),
    "ordinal": _ORDINAL,
    "yy": (_year,),
    "word": _WORD,
    "mark": (_blank_day,),
    "odd": (),
}
"""Which forms can begin with which sort of token."""
