"""Read the tables of an OpenDocument spreadsheet (.ods): the visible sheets, with real dates as dates.

The XML is walked row by row. Rows and cells that the file says stand there many times are written out only as far as a
timeline goes. Source of the form: OpenDocument 1.3, part 3, chapter 9 (tables).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from timeline.dates import DateNotUnderstood, parse_date
from timeline.errors import N_
from timeline.readers import limits
from timeline.readers.errors import FileLocked, FileTooFull
from timeline.readers.grid import EMPTY, Budget, Cell, Table, Tables
from timeline.readers.package import Package
from timeline.readers.result import Remark
from timeline.readers.spreadsheet import (
    LINKS,
    MACROS,
    Row,
    dated,
    hidden_sheet,
    lines_of,
    local,
    number,
    room_for,
    whole,
)

_CONTENT = "content.xml"
_BESIDE = frozenset(
    {"annotation", "note", "frame", "ruby-text", "tracked-changes", "shapes", "custom-shape", "rect", "g"}
)
"""Elements whose text does not stand in the cell itself."""
_TIME = re.compile(r"PT(\d{1,6})H(\d{1,2})M.*")


@dataclass(slots=True)
class _Sheet:
    """A sheet on its way to a table."""

    name: str
    is_hidden: bool
    rows: dict[int, Row] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    next_row: int = 0
    next_column: int = 0
    spanning: dict[int, tuple[Cell, int]] = field(
        default_factory=dict
    )  # a merged cell, and the last row that it covers

    def table(self) -> Table:
        lines = tuple(lines_of(self.rows, self.name, frozenset(self.hidden_rows)))
        return Table(self.name, lines, frozenset(self.hidden_columns))


def read_ods(content: bytes) -> Tables:
    """Read the visible sheets of an OpenDocument spreadsheet.

    Raises:
        FileNotReadable: it is damaged, unsafe, locked, or unpacks to more than a timeline can be.
    """
    package = Package(content)
    if "META-INF/manifest.xml" in package.names and b"encryption-data" in package.part("META-INF/manifest.xml"):
        raise FileLocked
    package.check()
    budget = Budget()
    sheets: list[_Sheet] = []
    unseen: set[str] = set()
    has_notes = has_links = False
    for element in package.elements(_CONTENT, "style", "table-column", "table-row", "table-source", "annotation"):
        kind = local(element.tag)
        if kind == "style" and _is_unseen(element):
            unseen.add(_attribute(element, "name"))
        has_links = has_links or kind == "table-source"
        has_notes = has_notes or kind == "annotation"
        if kind not in {"table-column", "table-row"}:
            continue
        above = next(element.iterancestors("{*}table"), None)
        if above is None or next(above.iterancestors("{*}table"), None) is not None:
            continue  # a table within a cell
        sheet = _sheet(above, sheets, unseen)
        if kind == "table-column":
            _column(element, sheet)
        elif not sheet.is_hidden:
            _row(element, sheet, budget)
        if budget.stopped_at:
            break
    remarks = [hidden_sheet(sheet.name) for sheet in sheets if sheet.is_hidden]
    if any(name.startswith(("Basic/", "Scripts/")) for name in package.names):
        remarks.append(MACROS)
    if has_links:
        remarks.append(LINKS)
    if has_notes:
        remarks.append(Remark(N_("Opmerkingen in de kantlijn zijn niet gelezen.")))
    tables = tuple(sheet.table() for sheet in sheets if not sheet.is_hidden)
    return Tables("ods", tables, (*remarks, *budget.remarks()))


def _sheet(above: etree._Element, sheets: list[_Sheet], unseen: set[str]) -> _Sheet:
    """The sheet that a row or column stands in, a new one when the one before it has ended."""
    name = _attribute(above, "name")
    if not sheets or sheets[-1].name != name:
        sheets.append(_Sheet(name, _attribute(above, "style-name") in unseen))
        if len(sheets) > limits.MAX_PARTS:
            raise FileTooFull
    return sheets[-1]


def _column(element: etree._Element, sheet: _Sheet) -> None:
    times = max(1, whole(_attribute(element, "number-columns-repeated"), 1))
    if _attribute(element, "visibility") in {"collapse", "filter"}:
        last = min(sheet.next_column + times, limits.MAX_COLUMNS)
        sheet.hidden_columns.update(range(sheet.next_column, last))
    sheet.next_column += times


def _row(element: etree._Element, sheet: _Sheet, budget: Budget) -> None:
    """One row, as many times as it stands there; empty ones only count."""
    times = max(1, whole(_attribute(element, "number-rows-repeated"), 1))
    at = sheet.next_row
    sheet.next_row += times
    cells = _cells(element, sheet, budget, at)
    if not cells:
        return
    is_hidden = _attribute(element, "visibility") in {"collapse", "filter"}
    for each in range(at, at + times):
        if not room_for(budget, sheet.name, each, max(cells) + 1):
            return
        sheet.rows[each] = {column: cell for column, cell in cells.items() if column < limits.MAX_COLUMNS}
        if is_hidden:
            sheet.hidden_rows.add(each)


def _is_unseen(style: etree._Element) -> bool:
    """Whether sheets of this style are hidden."""
    shown = style.find("{*}table-properties")
    return shown is not None and _attribute(shown, "display") == "false"


def _cells(row: etree._Element, sheet: _Sheet, budget: Budget, at: int) -> Row:
    cells: Row = {}
    column = 0
    for element in row:
        kind = local(element.tag)
        if kind not in {"table-cell", "covered-table-cell"}:
            continue
        said = _attributes(element)
        times = max(1, whole(said.get("number-columns-repeated"), 1))
        cell = _cell(element, said, budget) if kind == "table-cell" else EMPTY
        rows = whole(said.get("number-rows-spanned"), 1)
        if cell.text and rows > 1:
            sheet.spanning[column] = (cell, at + rows - 1)
        for each in range(column, min(column + times, limits.MAX_COLUMNS + 1)):
            if cell.text:
                cells[each] = cell
            elif kind == "covered-table-cell" and each in sheet.spanning and sheet.spanning[each][1] >= at:
                cells[each] = sheet.spanning[each][0]
        column += times
    return cells


def _cell(element: etree._Element, said: Mapping[str, str], budget: Budget) -> Cell:
    sort = said.get("value-type", "")
    if not len(element) and not sort:
        return EMPTY
    shown = "\n".join([_text(child) for child in element if local(child.tag) == "p"])
    if sort == "date":
        return _dated(said.get("date-value", ""), shown, budget)
    return budget.cell(_words(said, sort, shown))


def _words(said: Mapping[str, str], sort: str, shown: str) -> str:
    """The text of a cell that holds no date."""
    if sort == "time" and (found := _TIME.fullmatch(said.get("time-value", ""))):
        return f"{int(found[1]):02d}:{int(found[2]):02d}"
    if sort == "float":
        try:
            return number(float(said.get("value", "")))
        except (ValueError, OverflowError):
            return shown
    if sort == "boolean":
        return "ja" if said.get("boolean-value") == "true" else "nee"
    return shown or said.get("string-value", "")


def _dated(value: str, shown: str, budget: Budget) -> Cell:
    """A date as precise as it is shown: "mrt 2021" is a month, although the file keeps its first day."""
    try:
        moment = dt.datetime.fromisoformat(value).replace(tzinfo=None)
    except ValueError:
        return budget.cell(shown)
    try:
        seen = parse_date(shown.strip())
    except DateNotUnderstood:
        seen = None
    precise = "day"
    if seen and seen.earliest and seen.latest and seen.earliest <= moment.date() <= seen.latest:
        precise = "day" if seen.precision_days == 1 else "month" if seen.precision_days < 32 else "year"
    return budget.cell(*dated(moment, precise))


def _text(element: etree._Element, depth: int = 0) -> str:
    """The words of a paragraph."""
    if depth > limits.MAX_DEPTH:
        raise FileTooFull
    if not len(element):
        return element.text or ""
    parts = [element.text or ""]
    for child in element:
        name = local(child.tag)
        if name == "s":
            parts.append(" " * min(whole(_attribute(child, "c"), 1), 100))
        elif name == "tab":
            parts.append(" ")
        elif name == "line-break":
            parts.append("\n")
        elif name and name not in _BESIDE:
            parts.append(_text(child, depth + 1))
        parts.append(child.tail or "")
    return "".join(parts)


def _attributes(element: etree._Element) -> dict[str, str]:
    """The attributes by their names without their namespaces; of two with one name the first."""
    return {local(key): str(value) for key, value in reversed(element.attrib.items())}


def _attribute(element: etree._Element, name: str) -> str:
    """An attribute by its name without its namespace."""
    return next((str(value) for key, value in element.attrib.items() if local(key) == name), "")
