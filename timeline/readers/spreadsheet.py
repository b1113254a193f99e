"""What the spreadsheets of Excel and LibreOffice have in common: values as they show, and rows with gaps between."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from timeline.dates import EventDate, from_edtf
from timeline.errors import N_
from timeline.readers import limits
from timeline.readers.grid import EMPTY, Budget, Cell, Line
from timeline.readers.result import Remark

MACROS = Remark(N_("In dit bestand zitten macro's. Die zijn niet gelezen en niet uitgevoerd."))
LINKS = Remark(N_("Dit bestand verwijst naar andere bestanden. Die verwijzingen zijn niet gevolgd."))
_LONGEST_GAP = 100
"""Empty rows in a row that are told one by one; a longer gap is only a number that jumps."""

Row = dict[int, Cell]
"""The filled cells of a row by their column, counted from 0."""


def hidden_sheet(name: str) -> Remark:
    """That a sheet was left out because nobody sees it."""
    return Remark(N_("Werkblad %(sheet)s is verborgen en niet gelezen."), {"sheet": name})


def dated(value: dt.datetime, shown_as: str) -> tuple[str, EventDate | None]:
    """The date of a cell as it is shown, and its value; `shown_as` is "month", "year", "time" or "day".

    Excel knows days that we do not take for dates.
    """
    if shown_as == "time":
        return f"{value:%H:%M}", None
    if value.year < 1901:
        return f"{value.day}-{value.month}-{value.year}", None
    if shown_as == "year":
        text = f"{value.year}"
        return text, from_edtf(text, text=text)
    if shown_as == "month":
        text = f"{value.month}-{value.year}"
        return text, from_edtf(f"{value:%Y-%m}", text=text)
    text = f"{value.day}-{value.month}-{value.year}"
    at = value.time().replace(second=0, microsecond=0)
    if at != dt.time():
        text = f"{text} {at:%H:%M}"
    return text, from_edtf(f"{value:%Y-%m-%d}", text=text, time=at if at != dt.time() else None)


def number(value: float) -> str:
    """A number as it shows: whole numbers without a point."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else str(value)


def lines_of(rows: Mapping[int, Row], sheet: str, hidden: frozenset[int]) -> Iterator[Line]:
    """The rows of a sheet in order, with the empty ones between them."""
    previous: int | None = None
    for at in sorted(rows):
        if previous is not None and at - previous <= _LONGEST_GAP:
            for empty in range(previous + 1, at):
                yield Line(empty + 1, f"{sheet}!A{empty + 1}", ())
        row = rows[at]
        cells = tuple(row.get(column, EMPTY) for column in range(max(row) + 1)) if row else ()
        yield Line(at + 1, f"{sheet}!A{at + 1}", cells, is_hidden=at in hidden)
        previous = at


def room_for(budget: Budget, sheet: str, at: int, columns: int) -> bool:
    """Whether a row may be read still."""
    return budget.has_room(f"{sheet}!A{at + 1}", columns)


def is_wide(column: int) -> bool:
    """Whether a column lies beyond those that are read."""
    return column >= limits.MAX_COLUMNS


def whole(digits: str | None, otherwise: int = 0) -> int:
    """A number in an attribute; anything else is what is given instead."""
    return int(digits) if digits and re.fullmatch(r"[0-9]{1,9}", digits) else otherwise


@lru_cache(maxsize=256)
def local(tag: object) -> str:
    """The name of an element without its namespace; empty for comments."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
