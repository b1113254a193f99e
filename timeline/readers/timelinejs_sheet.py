"""The spreadsheet of TimelineJS (Knight Lab) as a table: its columns in English, the date in parts."""

from __future__ import annotations

from collections.abc import Mapping

from timeline.errors import N_
from timeline.readers import limits
from timeline.readers.cells import numbers_cell, title_and_more
from timeline.readers.grid import Budget, Cell, Line, Table
from timeline.readers.plain_html import plain_text
from timeline.readers.result import Field

TITLE_SLIDE = N_("De titel van de hele tijdlijn.")
_MARKS = frozenset({"year", "headline", "text"})
_START = ("year", "month", "day")
_END = ("end year", "end month", "end day")
_FIELDS: tuple[Field, ...] = ("date", "title", "description", "source")


def as_timelinejs_sheet(table: Table) -> Table | None:
    """The table as TimelineJS means it; None when it is another table."""
    for index, line in enumerate(table.lines[: limits.MAX_HEADER_SEARCH]):
        names = [text.strip().casefold() for text in line.texts]
        if set(names) >= _MARKS:
            has_groups = "group" in names and any(_cell(row, names.index("group")) for row in table.lines[index + 1 :])
            fields = (*_FIELDS, "organisation") if has_groups else _FIELDS
            lines = [
                _event(row, {name: _cell(row, at) for at, name in enumerate(names)}, has_groups)
                for row in table.lines[index + 1 :]
            ]
            return Table(table.name, tuple(lines), fields={field: at for at, field in enumerate(fields)}, names=fields)
    return None


def _cell(line: Line, at: int) -> str:
    return line.cells[at].text if at < len(line.cells) else ""


def _event(line: Line, row: Mapping[str, str], has_groups: bool) -> Line:
    if line.is_empty:
        return line
    budget = Budget()
    title, description = title_and_more(
        plain_text(row.get("headline", "")), (plain_text(row.get("text", "")), plain_text(row.get("media caption", "")))
    )
    cells = [_date(row, budget), budget.cell(title), budget.cell(description), budget.cell(row.get("media", ""))]
    if has_groups:
        cells.append(budget.cell(plain_text(row.get("group", ""))))
    is_title = row.get("type", "").casefold() == "title"
    return line._replace(cells=tuple(cells), no_event=TITLE_SLIDE if is_title else "")


def _date(row: Mapping[str, str], budget: Budget) -> Cell:
    start, end = _numbers(row, _START, "time"), _numbers(row, _END, "end time")
    shown = plain_text(row.get("display date", ""))
    if start is None or end is None or not start:
        written = "-".join(row.get(name, "") for name in _START if row.get(name))
        return budget.cell(shown or written)
    return numbers_cell(start, end, shown, budget)


def _numbers(row: Mapping[str, str], names: tuple[str, ...], clock: str) -> list[int] | None:
    """The parts of a date until the first empty one; None when one of them is no number."""
    numbers: list[int] = []
    for name in names:
        text = row.get(name, "")
        if not text:
            break
        if not (text.isascii() and text.isdigit() and len(text) <= 4):
            return None
        numbers.append(int(text))
    hour, _, minute = row.get(clock, "").partition(":")
    if len(numbers) == 3 and hour.isascii() and hour.isdigit() and minute[:2].isascii() and minute[:2].isdigit():
        numbers += [int(hour[:4]), int(minute[:2])]
    return numbers
