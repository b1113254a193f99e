"""What a date expression says piece by piece, and how pieces become one EDTF value.

A piece may lack its month or year ("4 t/m 8 mei 2020", "mei/juni 2019"); it then borrows from its neighbour.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta
from itertools import pairwise
from typing import NamedTuple

from timeline.date_edtf import month_end
from timeline.date_errors import end_before_begin, no_such_day, no_such_week, year_missing
from timeline.date_feasts import feast_days
from timeline.date_value import from_edtf
from timeline.date_vocabulary import HOLIDAYS

MonthDay = tuple[int, int]


class Piece(NamedTuple):
    """One date as far as its words go; what was not written is None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    code: int | None = None  # an EDTF season, quarter or half, in the place of a month
    part: str | None = None  # begin, half or eind of the month, or of the year
    fortnight: int | None = None  # first or second half of a month
    nth_week: int | None = None  # first to fourth week of a month; 5 is the last
    decade: int | None = None  # the first three digits of its years
    week: int | None = None
    day_of_week: int | None = None  # Monday is 1, as ISO 8601 counts
    stretch: tuple[MonthDay, MonthDay] | None = None  # somewhere between two days of the year
    feast: str | None = None  # its name, as `date_feasts` knows it
    school_year: bool = False
    year_unknown: bool = False
    about: bool = False
    perhaps: bool = False
    weekday: int | None = None
    time: time | None = None
    is_short: bool = False  # numbers for day and month alone, such as 14-3

    @property
    def is_bare_day(self) -> bool:
        """Whether only a day of the month was written, or numbers that are a date beside a fuller one only."""
        return self.day is not None and (self.month is None or (self.is_short and self.year is None))

    @property
    def qualifier(self) -> str:
        """The EDTF mark for "about", "perhaps", or both."""
        if self.about and self.perhaps:
            return "%"
        return "~" if self.about else "?" if self.perhaps else ""


def borrow(pieces: Sequence[Piece]) -> list[Piece]:
    """Give each piece the month and year that its neighbours say: the later ones first, then the earlier."""
    filled = list(pieces)
    for index in range(len(filled) - 2, -1, -1):
        filled[index] = _lend(filled[index], filled[index + 1])
    for index in range(1, len(filled)):
        if filled[index].year is None and not filled[index].is_bare_day:
            filled[index] = filled[index]._replace(year=filled[index - 1].year)
    return filled


def _lend(piece: Piece, neighbour: Piece) -> Piece:
    if piece.month is None and piece.day is not None and neighbour.day is not None:
        piece = piece._replace(month=neighbour.month)
    return piece._replace(year=neighbour.year) if piece.year is None else piece


def moment(piece: Piece) -> str:
    """The EDTF value of one piece on its own."""
    if piece.decade is not None and not piece.part:
        return f"{piece.decade}X{piece.qualifier}"
    if piece.year is None and piece.decade is None:
        if piece.day and piece.month and not piece.part:
            return f"XXXX-{piece.month:02d}-{piece.day:02d}{piece.qualifier}"
        raise year_missing()
    if piece.school_year and piece.year:
        return f"{piece.year}-08/{piece.year + 1}-07"
    bounds = _bounds(piece)
    if bounds:
        return f"[{bounds[0]}{piece.qualifier}..{bounds[1]}{piece.qualifier}]"
    return _component(piece)


def side(piece: Piece, *, last: bool) -> str:
    """The EDTF value of one piece as the first or last side of a period, where EDTF allows no sets."""
    if piece.decade is not None:
        bounds = _bounds(piece)
        return f"{bounds[last]}{piece.qualifier}" if bounds else f"{piece.decade}X{piece.qualifier}"
    if piece.year is None:
        raise year_missing()
    if piece.school_year:
        raise end_before_begin()
    if piece.part and piece.month is None:
        third = {"begin": 37, "half": 38, "eind": 39}[piece.part]
        return f"{piece.year}-{third}{piece.qualifier}"
    if piece.part:
        tens = {"begin": "0X", "half": "1X", "eind": "2X"}[piece.part]
        return f"{piece.year}-{piece.month:02d}-{tens}{piece.qualifier}"
    bounds = _bounds(piece)
    return f"{bounds[last]}{piece.qualifier}" if bounds else _component(piece)


def before_holiday(piece: Piece) -> Piece:
    """The end of what went on up to this: a holiday or feast that it lasts to is not part of it any more.

    Holidays do not begin on the same day in the whole country, so their first day is about that one.
    """
    is_holiday = piece.stretch in HOLIDAYS.values()
    if piece.year is None or not (is_holiday or piece.feast):
        return piece
    bounds = _named_bounds(piece, piece.year)
    first = date.fromisoformat(bounds[0] if bounds else _component(piece._replace(about=False, perhaps=False)))
    about = piece.about or is_holiday
    return Piece(first.year, first.month, first.day, about=about, perhaps=piece.perhaps)


def months_in_a_row(pieces: Sequence[Piece]) -> bool:
    """Whether these are months of which each follows on the one before, with a year behind the last only."""
    if len(pieces) < 2 or any(piece.month is None or piece != Piece(piece.year, piece.month) for piece in pieces):
        return False
    if pieces[-1].year is None or any(piece.year for piece in pieces[:-1]):
        return False
    return all((one.month or 0) % 12 + 1 == other.month for one, other in pairwise(pieces))


def period(first: Piece, last: Piece) -> str:
    """The EDTF value of a period between two pieces.

    A first month without its own year belongs to the year before when the period crosses New Year
    ("november t/m februari 2021"): no other reading is possible.
    """
    borrowed = first.year is None and first.month is not None
    first, last = borrow([first, last])
    edtf = f"{side(first, last=False)}/{side(last, last=True)}"
    if borrowed and first.year is not None and _reversed(first, last):
        edtf = f"{side(first._replace(year=first.year - 1), last=False)}/{side(last, last=True)}"
    return edtf


def turn_of_year(first: Piece, last: Piece) -> str:
    """The months around New Year that "eind 2020 / begin 2021" means; empty when the pieces are no such pair."""
    if (first.part, last.part) != ("eind", "begin") or first.month or last.month or not (first.year and last.year):
        return ""
    return f"[{first.year}-11..{last.year}-02]" if last.year == first.year + 1 else ""


def _reversed(first: Piece, last: Piece) -> bool:
    starts, ends = from_edtf(side(first, last=False)).earliest, from_edtf(side(last, last=True)).latest
    return bool(starts and ends and starts > ends)


def _component(piece: Piece) -> str:
    if piece.week is not None and piece.year and piece.day_of_week:
        return date.fromisocalendar(piece.year, piece.week, piece.day_of_week).isoformat()
    if piece.feast is not None:
        return f"{feast_days(piece.feast, piece.year or 0)[0].isoformat()}{piece.qualifier}"
    if piece.code is not None:
        return f"{piece.year}-{piece.code}{piece.qualifier}"
    if piece.month is None:
        if piece.day is not None:
            raise no_such_day()
        return f"{piece.year}{piece.qualifier}"
    if piece.day is None:
        return f"{piece.year}-{piece.month:02d}{piece.qualifier}"
    return f"{piece.year}-{piece.month:02d}-{piece.day:02d}{_doubted(piece).qualifier}"


def _doubted(piece: Piece) -> Piece:
    """A day of the week that does not fit the date: one of the two is wrong, so the date is not certain."""
    try:
        written = date(piece.year or 0, piece.month or 0, piece.day or 0)
    except ValueError:
        raise no_such_day(piece.year, piece.month, piece.day) from None
    return piece if piece.weekday in {None, written.weekday()} else piece._replace(perhaps=True)


def _bounds(piece: Piece) -> tuple[str, str] | None:
    """The first and last day, month or year of a vague piece; None when it is not vague."""
    year = piece.year or 0
    if piece.week is not None:
        return _week_bounds(piece, piece.week)
    if piece.feast or piece.stretch:
        return _named_bounds(piece, year)
    if piece.month is not None:
        return _bounds_in_month(piece, year, piece.month)
    if piece.part is None:
        return None
    if piece.decade is not None:
        first, last = {"begin": (0, 3), "half": (4, 6), "eind": (7, 9)}[piece.part]
        return f"{piece.decade}{first}", f"{piece.decade}{last}"
    first, last = {"begin": (1, 4), "half": (5, 8), "eind": (9, 12)}[piece.part]
    return f"{year}-{first:02d}", f"{year}-{last:02d}"


def _named_bounds(piece: Piece, year: int) -> tuple[str, str] | None:
    if piece.stretch:
        (m1, d1), (m2, d2) = piece.stretch
        return f"{year}-{m1:02d}-{d1:02d}", f"{year + (m2 < m1)}-{m2:02d}-{d2:02d}"
    first, last = feast_days(piece.feast or "", year)
    return (first.isoformat(), last.isoformat()) if first < last else None


def _week_bounds(piece: Piece, number: int) -> tuple[str, str] | None:
    year = piece.year or 0
    try:
        monday = date.fromisocalendar(year, number, 1)
    except ValueError:
        raise no_such_week(year, number) from None
    return None if piece.day_of_week else (monday.isoformat(), (monday + timedelta(days=6)).isoformat())


def _bounds_in_month(piece: Piece, year: int, month: int) -> tuple[str, str] | None:
    if not (piece.part or piece.fortnight or piece.nth_week):
        return None
    end = month_end(year, month).day
    if piece.nth_week:
        start = end - 6 if piece.nth_week == 5 else piece.nth_week * 7 - 6
        return f"{year}-{month:02d}-{start:02d}", f"{year}-{month:02d}-{start + 6:02d}"
    days = {"begin": (1, 10), "half": (10, 20), "eind": (21, end)}.get(piece.part or "")
    days = days or {1: (1, 15), 2: (16, end)}.get(piece.fortnight or 0)
    return (f"{year}-{month:02d}-{days[0]:02d}", f"{year}-{month:02d}-{days[1]:02d}") if days else None
