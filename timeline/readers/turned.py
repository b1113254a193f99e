"""A table with the dates across the top, from left to right as on a wall, and below them what happened.

It is turned so that each date is a line; everything after it stays the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from timeline.readers import limits
from timeline.readers.content import holds_date, is_date
from timeline.readers.grid import EMPTY, HIDDEN_ROW, Cell, Line, Table
from timeline.readers.header_words import claim

_FEWEST = 3
"""Fewer dates beside each other are a row with a beginning and an end."""
_NEARLY_ALL = 0.8


def turned(table: Table) -> Table:
    """The same table with each date on a line of its own; as it is when its dates do not stand across the top.

    What stands above the dates comes first. `turned_lines` then holds which line of the file each column was.
    """
    if table.fields is not None:
        return table
    found = next(((at, dates) for at in above_the_events(table) if (dates := _dates_across(table, at))), None)
    if found is None:
        return table
    at, dates = found
    above, below = table.lines[: at + 1], [line for line in table.lines[at + 1 :] if not line.is_empty]
    body = [line for line in below if not line.is_hidden]
    if _loses(body, dates):
        return table
    names = Line(above[-1].number, above[-1].place, (Cell(above[-1].texts[0] or "Datum"), *map(_first, body)))
    lines = [*above[:-1], names]
    for column, date in dates.items():
        cells = (date, *(line.cells[column] if column < len(line.cells) else EMPTY for line in body))
        # numbered after the lines above it, so that they stay in this order when the table is understood anew
        number = above[-1].number + 1 + column
        lines.append(Line(number, _place(above[-1], column), cells, is_hidden=column in table.hidden_columns))
    lines += [line._replace(no_event=HIDDEN_ROW) for line in below if line.is_hidden]
    numbers = (above[-1].number, *(line.number for line in body))
    return replace(table, lines=tuple(lines), hidden_columns=frozenset(), turned_lines=numbers)


def _loses(body: Sequence[Line], dates: Mapping[int, Cell]) -> bool:
    """Whether something stands in a column without a date, which turning the table would leave out."""
    return any(cell.text and at and at not in dates for line in body for at, cell in enumerate(line.cells))


def column_letters(at: int) -> str:
    """The name of a column in a spreadsheet: 0 is A, 26 is AA."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def above_the_events(table: Table) -> Iterator[int]:
    """The lines that may say what stands below them: none below one that names the columns of an ordinary table."""
    for at, line in enumerate(table.lines[: limits.MAX_HEADER_SEARCH]):
        named = {said.field for text in line.texts if (said := claim(text)) and said.is_exact}
        if "date" in named and "title" in named:
            return
        yield at
        if "date" in named and "description" in named:
            return


def _dates_across(table: Table, at: int) -> dict[int, Cell]:
    """The dates of a line by their column, in their order; empty when it is no line of dates above what happened."""
    cells = table.lines[at].cells
    years = _years_above(table, at, len(cells))
    filled = {column: cell for column, cell in enumerate(cells) if column and cell.text}
    dates = {column: dated for column, cell in filled.items() if (dated := _dated(cell, years.get(column, ""))).text}
    if len(dates) < _FEWEST or len(dates) < _NEARLY_ALL * len(filled) or (cells and holds_date(cells[0])):
        return {}
    below = [line for line in table.lines[at + 1 :] if not line.is_empty]
    told = [line.cells[column] for line in below for column in dates if column < len(line.cells)]
    told = [cell for cell in told if cell.text]
    is_labelled = all(line.cells[0].text for line in below if len(line.cells) > 1)
    if not told or not is_labelled or sum(map(holds_date, told)) > len(told) / 2:
        return {}
    if any(cell.text.replace(",", "").replace(".", "").strip("€ -").isdigit() for cell in told):
        return {}  # numbers by the month: hours, costs
    return dates


def _dated(cell: Cell, year: str) -> Cell:
    """A cell as a date, with the year that stands above it where it has none."""
    if cell.date is not None or (any(map(str.isdigit, cell.text)) and is_date(cell.text) and len(cell.text) > 3):
        return cell
    whole = f"{cell.text} {year}"
    return Cell(whole) if year and is_date(whole) else EMPTY


def _years_above(table: Table, at: int, width: int) -> dict[int, str]:
    """The year above each column, where the line above names years, each over the columns that follow it."""
    if at == 0:
        return {}
    above = table.lines[at - 1].texts[:width]
    if not all(text.isdigit() and len(text) == 4 for text in above[1:] if text) or not any(above[1:]):
        return {}
    years, year = {}, ""
    for column in range(width):
        text = above[column] if 0 < column < len(above) else ""
        year = text or year
        years[column] = year
    return years


def _first(line: Line) -> Cell:
    return line.cells[0] if line.cells else EMPTY


def _place(line: Line, column: int) -> str:
    sheet, mark, _ = line.place.rpartition("!")
    letters = column_letters(column)
    return f"{sheet}!{letters}{line.number}" if mark else f"{line.place}, kolom {letters}"


def cell_place(table: Table, line: Line, at: int, name: str) -> str:
    """Where a cell stands in the file, as a person would look it up; `name` is what stands above (or before) it."""
    sheet, mark, _ = line.place.rpartition("!")
    if not mark:
        return f"{line.place}, kolom {name}" if not table.turned_lines else f"{line.place}, {name}"
    if table.turned_lines:
        return f"{sheet}!{column_letters(line.number - 1 - table.turned_lines[0])}{table.turned_lines[at]}"
    return f"{sheet}!{column_letters(at)}{line.number}"
