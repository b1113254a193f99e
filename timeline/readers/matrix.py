"""A table with the organisations side by side: below each one what it did, beside the date of the row.

It becomes an ordinary table with one line for each filled cell, so that everything after it stays the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from timeline.errors import N_
from timeline.readers import limits
from timeline.readers.content import Contents, holds_date, names_organisation
from timeline.readers.context import ReadContext
from timeline.readers.grid import EMPTY, Cell, Line, Table
from timeline.readers.header_words import claim
from timeline.readers.result import Column, Field

OF_ORGANISATION = N_("De kolom van een organisatie: elke gevulde cel is een gebeurtenis van die organisatie.")
_BY_NAME = N_("Herkend aan de naam van de kolom.")
_EXTRA: tuple[Field, ...] = ("source", "who", "description")


@dataclass(frozen=True, slots=True)
class Pivot:
    """A matrix as an ordinary table, how its columns were understood, and its lines without events with the reason."""

    table: Table
    columns: tuple[Column, ...]
    without: tuple[tuple[Line, str], ...]


@dataclass(frozen=True, slots=True)
class _Sides:
    """Where a matrix has its dates, its organisations, and what else it says of a row."""

    header: int
    date: int
    organisations: dict[int, str]
    extra: dict[Field, int]


def pivoted(table: Table, context: ReadContext) -> Pivot | None:
    """A matrix as an ordinary table; None when the table is none."""
    if table.fields is not None:
        return None
    sides = next((found for at in _searched(table) if (found := _sides(table, at, context))), None)
    if sides is None:
        return None
    lines: list[Line] = []
    without: list[tuple[Line, str]] = []
    for at, line in enumerate(table.lines):
        if at < sides.header and not line.is_empty:
            without.append((line, N_("Staat boven de tabel.")))
        elif at == sides.header:
            without.append((line, N_("De namen van de kolommen.")))
        else:
            cells = [(at, line.cells[at]) for at in sides.organisations if at < len(line.cells) and line.cells[at].text]
            if cells and not (len(cells) == 1 and _stands_alone(line)):
                lines += [_event(line, at, cell, sides) for at, cell in cells]
            elif line.is_empty or _stands_alone(line):
                lines.append(line)
            else:
                without.append((line, N_("Bij deze datum staat niets.")))
    fields: dict[Field, int] = {"date": 0, "title": 1, "organisation": 2}
    fields |= {field: 3 + at for at, field in enumerate(sides.extra)}
    names = table.lines[sides.header].texts
    columns = [Column(names[sides.date], "date", _BY_NAME, 0)]
    columns += [Column(name, "title", OF_ORGANISATION, 1) for name in sides.organisations.values()]
    columns += [Column(names[at], field, _BY_NAME, fields[field]) for field, at in sides.extra.items()]
    return Pivot(Table(table.name, tuple(lines), fields=fields), tuple(columns), tuple(without))


def column_letters(at: int) -> str:
    """The name of a column in a spreadsheet: 0 is A, 26 is AA."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _searched(table: Table) -> Iterator[int]:
    """The lines that may name the organisations: none below one that names the columns of an ordinary table."""
    for at, line in enumerate(table.lines[: limits.MAX_HEADER_SEARCH]):
        named = {said.field for text in line.texts if (said := claim(text)) and said.is_exact}
        if "date" in named and named & {"title", "description"}:
            return
        yield at


def _sides(table: Table, header: int, context: ReadContext) -> _Sides | None:
    texts = table.lines[header].texts
    if sum(map(bool, texts)) < 2 or any(_is_dated(cell) for cell in table.lines[header].cells):
        return None
    date: int | None = None
    extra: dict[Field, int] = {}
    names: dict[int, str] = {}
    for at, text in enumerate(texts):
        if at in table.hidden_columns:
            continue
        said = claim(text)
        if said and said.field in {"title", "organisation"} and said.is_exact:
            return None
        if said and said.field == "date" and date is None:
            date = at
        elif said and said.is_exact:
            if said.field in _EXTRA:
                extra.setdefault(said.field, at)
        elif text:
            names[at] = text
    sure = [at for at, name in names.items() if names_organisation(name, context.organisations)]
    if len(sure) < 2 or 2 * len(sure) < len(names):
        return None
    contents = Contents.of(table.lines[header + 1 :], len(texts), context.organisations)
    if date is None:
        date = 0 if 0 not in names and contents.is_dated(0) else None
    if date is None or any(contents.is_dated(at) for at in sure) or not any(contents.columns[at] for at in sure):
        return None
    return _Sides(header, date, {at: name for at, name in names.items() if not contents.is_dated(at)}, extra)


def _is_dated(cell: Cell) -> bool:
    return any(map(str.isdigit, cell.text)) and holds_date(cell)


def _stands_alone(line: Line) -> bool:
    """Whether only one cell is filled, as in a heading; it is in the first column then."""
    return sum(map(bool, line.texts)) == 1 and bool(line.cells[0].text)


def _event(line: Line, at: int, cell: Cell, sides: _Sides) -> Line:
    sheet, mark, _ = line.place.rpartition("!")
    name = sides.organisations[at]
    place = f"{sheet}!{column_letters(at)}{line.number}" if mark else f"{line.place}, kolom {name}"
    date = line.cells[sides.date] if sides.date < len(line.cells) else EMPTY
    extra = (line.cells[each] if each < len(line.cells) else EMPTY for each in sides.extra.values())
    return Line(line.number, place, (date, cell, Cell(name), *extra), is_hidden=line.is_hidden)
