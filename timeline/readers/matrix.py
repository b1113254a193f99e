"""A table with the organisations side by side: below each one what it did, beside the date of the row.

It becomes an ordinary table with one line for each filled cell, so that everything after it stays the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from timeline.errors import N_
from timeline.readers.content import Contents, holds_date, names_organisation
from timeline.readers.context import ReadContext
from timeline.readers.dated_cells import begins_with_date, dated_parts
from timeline.readers.dating import from_parts
from timeline.readers.grid import EMPTY, Cell, Line, Table
from timeline.readers.header_words import Part, claim
from timeline.readers.result import Column, Field
from timeline.readers.turned import above_the_events, cell_place

OF_ORGANISATION = N_("De kolom van een organisatie: elke gevulde cel is een gebeurtenis van die organisatie.")
_BY_NAME = N_("Herkend aan de naam van de kolom.")
_MOSTLY = 0.6
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
    date: int | None  # None when each cell begins with its own date
    parts: Mapping[Part, int]  # of a date that stands in several columns
    organisations: dict[int, str]
    extra: dict[Field, int]


def pivoted(table: Table, context: ReadContext) -> Pivot | None:
    """A matrix as an ordinary table; None when the table is none."""
    if table.fields is not None:
        return None
    sides = next((found for at in above_the_events(table) if (found := _sides(table, at, context))), None)
    if sides is None:
        return None
    lines: list[Line] = []
    without: list[tuple[Line, str]] = []
    year = ""
    for at, line in enumerate(table.lines):
        year = _year(line, sides) or year
        if at < sides.header and not line.is_empty:
            without.append((line, N_("Staat boven de tabel.")))
        elif at == sides.header:
            without.append((line, N_("De namen van de kolommen.")))
        else:
            cells = [(at, line.cells[at]) for at in sides.organisations if at < len(line.cells) and line.cells[at].text]
            is_alone = _stands_alone(line) and not (sides.date is None and begins_with_date(line.cells[0]))
            if cells and not is_alone:
                date = _date(line, sides, year)
                lines += [event for at, _ in cells for event in _events(table, line, at, sides, date)]
            elif line.is_empty or is_alone:
                lines.append(line)
            else:
                without.append((line, N_("Bij deze datum staat niets.")))
    fields: dict[Field, int] = {"date": 0, "title": 1, "organisation": 2}
    fields |= {field: 3 + at for at, field in enumerate(sides.extra)}
    names = table.lines[sides.header].texts
    columns = [] if sides.date is None else [Column(names[sides.date], "date", _BY_NAME, 0)]
    columns += [Column(name, "title", OF_ORGANISATION, 1) for name in sides.organisations.values()]
    columns += [Column(names[at], field, _BY_NAME, fields[field]) for field, at in sides.extra.items()]
    return Pivot(Table(table.name, tuple(lines), fields=fields), tuple(columns), tuple(without))


def _sides(table: Table, header: int, context: ReadContext) -> _Sides | None:
    texts = table.lines[header].texts
    if sum(map(bool, texts)) < 2 or any(_is_dated(cell) for cell in table.lines[header].cells):
        return None
    named = _named_columns(table, texts)
    if named is None:
        return None
    date, parts, extra, names = named
    sure = [at for at, name in names.items() if names_organisation(name, context.organisations)]
    if len(sure) < 2 or 2 * len(sure) < len(names):
        return None
    contents = Contents.of(table.lines[header + 1 :], len(texts), context.organisations)
    if date is None:
        date = 0 if 0 not in names and contents.is_dated(0) else None
    filled = [cell for at in sure for cell in contents.columns[at]]
    if not filled or any(contents.is_dated(at) for at in sure):
        return None
    if date is None and sum(map(begins_with_date, filled)) < _MOSTLY * len(filled):
        return None
    names = {at: name for at, name in names.items() if not contents.is_dated(at)}
    return _Sides(header, date, parts if len(parts) > 1 or "week" in parts else {}, names, extra)


def _named_columns(
    table: Table, texts: tuple[str, ...]
) -> tuple[int | None, dict[Part, int], dict[Field, int], dict[int, str]] | None:
    """Of the names of columns: where the date is and its parts, what else is said, and names that may be organisations.

    None when a column says what happened: then it is an ordinary table.
    """
    date: int | None = None
    parts: dict[Part, int] = {}
    extra: dict[Field, int] = {}
    names: dict[int, str] = {}
    for at, text in enumerate(texts):
        if at in table.hidden_columns:
            continue
        said = claim(text)
        if said and said.field in {"title", "organisation"} and said.is_exact:
            return None
        if said and said.field == "date" and (date is None or said.part):
            date = at if date is None else date
            if said.part:
                parts.setdefault(said.part, at)
        elif said and said.is_exact:
            if said.field in _EXTRA:
                extra.setdefault(said.field, at)
        elif text:
            names[at] = text
    return date, parts, extra, names


def _is_dated(cell: Cell) -> bool:
    return any(map(str.isdigit, cell.text)) and holds_date(cell)


def _stands_alone(line: Line) -> bool:
    """Whether only one cell is filled, as in a heading; it is in the first column then."""
    return sum(map(bool, line.texts)) == 1 and bool(line.cells[0].text)


def _year(line: Line, sides: _Sides) -> str:
    """The year that stands beside a line, where years have a column of their own; it is often written once."""
    at = sides.parts.get("year")
    return line.cells[at].text if at is not None and at < len(line.cells) else ""


def _date(line: Line, sides: _Sides, year: str) -> Cell:
    """The date of a line: a cell, or the parts of it in several."""
    if not sides.parts:
        return line.cells[sides.date] if sides.date is not None and sides.date < len(line.cells) else EMPTY
    text = {part: line.cells[at].text if at < len(line.cells) else "" for part, at in sides.parts.items()}
    return from_parts(text.get("day", ""), text.get("month", ""), year, "", text.get("week", ""))


def _events(table: Table, line: Line, at: int, sides: _Sides, date: Cell) -> Iterator[Line]:
    """The event of a cell; several when the cell itself begins its lines with dates."""
    name = sides.organisations[at]
    place = cell_place(table, line, at, name)
    extra = [line.cells[each] if each < len(line.cells) else EMPTY for each in sides.extra.values()]
    for when, what, doubts in dated_parts(line.cells[at], date):
        yield Line(line.number, place, (when, what, Cell(name), *extra), is_hidden=line.is_hidden, doubts=doubts)
