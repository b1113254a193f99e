"""A table with the organisations side by side: below each one what it did, beside the date of the row.

It becomes an ordinary table with one line for each filled cell, so that everything after it stays the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from timeline.errors import N_
from timeline.readers.content import Contents, holds_date, names_organisation
from timeline.readers.context import ReadContext
from timeline.readers.dated_cells import begins_with_date, dated_parts
from timeline.readers.dating import from_parts
from timeline.readers.grid import EMPTY, Cell, Line, Table
from timeline.readers.header_words import Part, claim, may_name_organisation
from timeline.readers.headers import NOT_KNOWN
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
    unused: dict[int, str]  # what is kept with a row and tells nothing of it


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
    fields |= {extra: 3 + at for at, extra in enumerate(sides.extra)}
    names = table.lines[sides.header].texts
    columns = [] if sides.date is None else [Column(names[sides.date], "date", _BY_NAME, 0)]
    columns += [Column(name, "title", OF_ORGANISATION, 1) for name in sides.organisations.values()]
    columns += [Column(names[at], extra, _BY_NAME, fields[extra]) for extra, at in sides.extra.items()]
    columns += [Column(name, None, NOT_KNOWN, len(fields) + at) for at, name in enumerate(sides.unused.values())]
    return Pivot(Table(table.name, tuple(lines), fields=fields), tuple(columns), tuple(without))


def _sides(table: Table, header: int, context: ReadContext) -> _Sides | None:
    texts = table.lines[header].texts
    if sum(map(bool, texts)) < 2 or any(_is_dated(cell) for cell in table.lines[header].cells):
        return None
    named = _named_columns(table, texts, context)
    if named is None:
        return None
    contents = Contents.of(table.lines[header + 1 :], len(texts), context.organisations)
    sure = [at for at, name in named.names.items() if names_organisation(name, context.organisations)]
    names = {at: name for at, name in named.names.items() if not contents.is_dated(at)}
    if not _is_matrix(table.lines[header + 1 :], named, sure, contents):
        return None
    date = named.date
    if date is None:
        date = 0 if 0 not in named.names and contents.is_dated(0) else None
    filled = [cell for at in sure for cell in contents.columns[at]]
    if not filled or any(contents.is_dated(at) for at in sure):
        return None
    if date is None and sum(map(begins_with_date, filled)) < _MOSTLY * len(filled):
        return None
    used = {*names, *named.extra.values(), *named.dates, date}
    unused = {at: text for at, text in enumerate(texts) if text and at not in used and at not in table.hidden_columns}
    parts = named.parts if len(named.parts) > 1 or "week" in named.parts else {}
    return _Sides(header, date, parts, names, named.extra, unused)


def _is_matrix(lines: Sequence[Line], named: _Named, sure: Sequence[int], contents: Contents) -> bool:
    """Whether columns are those of organisations: most are known as such, or each of the others tells for itself."""
    remarks = named.extra.get("description")
    if remarks is not None and all(_text_of(line, remarks) or line.is_empty for line in lines):
        return False  # what is filled in at every line tells what happened
    if len(sure) >= 2 and 2 * len(sure) >= len(named.names):
        return True
    others = [at for at in named.names if at not in sure and contents.is_text(at)]
    others = [at for at in others if _tells_alone(lines, at, named.names) and not contents.is_dated(at)]
    return bool(sure) and len(sure) + len(others) >= 2 and named.date is not None


def _tells_alone(lines: Sequence[Line], at: int, names: Collection[int]) -> bool:
    """Whether a column is somewhere the only one that tells something: then it is about no other column."""
    return any(_text_of(line, at) and not any(_text_of(line, each) for each in names if each != at) for line in lines)


def _text_of(line: Line, at: int) -> str:
    return line.cells[at].text if at < len(line.cells) else ""


@dataclass(slots=True)
class _Named:
    """What the names of columns say: where the date and its parts are, the rest, and what may be organisations."""

    date: int | None = None
    dates: list[int] = field(default_factory=list)  # all columns of the date
    parts: dict[Part, int] = field(default_factory=dict)
    extra: dict[Field, int] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)


def _named_columns(table: Table, texts: tuple[str, ...], context: ReadContext) -> _Named | None:
    """What the names of columns say; None when one says what happened: then it is an ordinary table."""
    found = _Named()
    for at, text in enumerate(texts):
        if at in table.hidden_columns:
            continue
        said = claim(text)
        if said and said.field in {"title", "organisation"} and said.is_exact:
            return None
        if said and said.field == "date" and (found.date is None or said.part):
            found.date = at if found.date is None else found.date
            found.dates.append(at)
            if said.part:
                found.parts.setdefault(said.part, at)
        elif said and said.is_exact:
            if said.field in _EXTRA:
                found.extra.setdefault(said.field, at)
        elif text and (names_organisation(text, context.organisations) or may_name_organisation(text)):
            found.names[at] = text
    return found


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
    beside = (*sides.extra.values(), *sides.unused)
    extra = [line.cells[each] if each < len(line.cells) else EMPTY for each in beside]
    for when, what, doubts in dated_parts(line.cells[at], date):
        yield Line(line.number, place, (when, what, Cell(name), *extra), is_hidden=line.is_hidden, doubts=doubts)
