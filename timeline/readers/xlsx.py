"""Read the tables of an Excel file: the visible sheets, with real dates as dates and nothing run.

The XML is walked row by row and only filled cells are kept, so that a cell very far away costs nothing.
Source of the form: ECMA-376, part 1, chapter 18 (SpreadsheetML).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from timeline.errors import N_
from timeline.readers.errors import FileDamaged
from timeline.readers.grid import EMPTY, Budget, Cell, Table, Tables
from timeline.readers.number_formats import shown_by_style
from timeline.readers.package import Package
from timeline.readers.result import Remark
from timeline.readers.spreadsheet import (
    LINKS,
    MACROS,
    Row,
    dated,
    hidden_sheet,
    is_wide,
    lines_of,
    local,
    number,
    room_for,
    whole,
)

_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 (a cell knows no time zone)
_EPOCH_1904 = dt.datetime(1904, 1, 1)  # noqa: DTZ001
_LAST_SERIAL = 2_958_465
"""The last day of the year 9999."""
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet as the workbook lists it."""

    name: str
    part: str
    is_hidden: bool


@dataclass(slots=True)
class _Workbook:
    """What holds for all sheets, and what was met on the way."""

    package: Package
    strings: list[str]
    shown_as: dict[str, str]  # the styles that show a number as a day, a month, a year or a time
    epoch: dt.datetime
    budget: Budget = field(default_factory=Budget)
    not_computed: str = ""
    with_error: str = ""

    def table(self, sheet: _Sheet) -> Table:
        """The rows of one sheet.

        Raises:
            FileDamaged: the sheet is not there, or is no XML.
        """
        rows: dict[int, Row] = {}
        hidden_rows: set[int] = set()
        hidden_columns: set[int] = set()
        merged: list[tuple[Place, Place]] = []
        row = -1
        if sheet.part not in self.package.names:
            raise FileDamaged
        for element in self.package.elements(sheet.part, "row", "col", "mergeCell"):
            kind = local(element.tag)
            if kind == "col":
                if element.get("hidden") in {"1", "true"}:
                    first, last = whole(element.get("min")), whole(element.get("max"))
                    hidden_columns.update(range(first - 1, min(last, 1 << 10)))
            elif kind == "mergeCell":
                merged += _range(element.get("ref", ""))
            else:
                row = whole(element.get("r"), row + 2) - 1
                cells = dict(self._cells(element, sheet.name, row))
                if not cells:
                    continue
                if not room_for(self.budget, sheet.name, row, max(cells) + 1):
                    break
                rows[row] = {column: cell for column, cell in cells.items() if not is_wide(column)}
                if element.get("hidden") in {"1", "true"}:
                    hidden_rows.add(row)
        _fill_merged(rows, merged)
        lines = tuple(lines_of(rows, sheet.name, frozenset(hidden_rows)))
        return Table(sheet.name, lines, frozenset(hidden_columns))

    def remarks(self) -> Iterator[Remark]:
        """What a person may want to know about the workbook as a whole."""
        if "xl/vbaProject.bin" in self.package.names:
            yield MACROS
        if any(name.startswith("xl/externalLinks/") for name in self.package.names):
            yield LINKS
        if self.not_computed:
            yield Remark(
                N_("Bij %(place)s staat een formule zonder uitkomst. Zulke cellen zijn leeg gelezen."),
                {"place": self.not_computed},
            )
        if self.with_error:
            yield Remark(
                N_("Bij %(place)s staat een foutmelding van Excel. Zulke cellen zijn leeg gelezen."),
                {"place": self.with_error},
            )
        yield from self.budget.remarks()

    def _cells(self, row: etree._Element, sheet: str, at: int) -> Iterator[tuple[int, Cell]]:
        column = -1
        for element in row:
            if local(element.tag) != "c":
                continue
            reference = element.get("r", "")
            found = _column(reference.rstrip("0123456789"))
            column = column + 1 if found is None else found
            if not len(element):
                continue
            cell = self._cell(element, sheet, reference or f"A{at + 1}")
            if cell.text or cell.no_outcome:
                yield column, cell

    def _cell(self, element: etree._Element, sheet: str, reference: str) -> Cell:
        """The value of a cell; of a formula what Excel computed last."""
        sort = element.get("t", "n")
        value, has_formula = None, False
        for child in element:
            name = local(child.tag)
            if name == "v":
                value = child.text or ""
            elif name == "f":
                has_formula = True
            elif name == "is":
                return self.budget.cell(_string(child))
        if has_formula and not value and sort == "n":  # other programs write an outcome that is empty
            value = None
        if value is None:
            if has_formula:
                self.not_computed = self.not_computed or f"{sheet}!{reference}"
            return Cell(no_outcome=has_formula)
        if sort == "e":
            self.with_error = self.with_error or f"{sheet}!{reference}"
            return EMPTY
        if sort == "d":
            return self._iso(value)
        if sort in {"s", "b", "str"}:
            return self.budget.cell(self._words(sort, value))
        return self._number(value, self.shown_as.get(element.get("s", ""), ""))

    def _words(self, sort: str, value: str) -> str:
        """The text of a cell that holds no number."""
        if sort == "s":
            at = whole(value.strip(), -1)
            return self.strings[at] if 0 <= at < len(self.strings) else ""
        if sort == "b":
            return "ja" if value.strip() == "1" else "nee"
        return _unescaped(value)

    def _number(self, written: str, shown_as: str) -> Cell:
        try:
            value = float(written)
        except ValueError:
            return self.budget.cell(written)
        if shown_as and 0 <= value <= _LAST_SERIAL:
            moment = self.epoch + dt.timedelta(seconds=round(value * 86_400))
            return self.budget.cell(*dated(moment, shown_as))
        return self.budget.cell(number(value) if abs(value) < float("inf") else written)

    def _iso(self, written: str) -> Cell:
        try:
            return self.budget.cell(*dated(dt.datetime.fromisoformat(written.strip()).replace(tzinfo=None), "day"))
        except ValueError:
            return self.budget.cell(written)


def read_xlsx(content: bytes) -> Tables:
    """Read the visible sheets of an Excel file.

    Raises:
        FileNotReadable: it is damaged, unsafe, or unpacks to more than a timeline can be.
    """
    package = Package(content)
    package.check()
    root = package.tree("xl/workbook.xml")
    settings = root.find("{*}workbookPr")
    counts_from_1904 = settings is not None and settings.get("date1904") in {"1", "true"}
    workbook = _Workbook(
        package, _shared_strings(package), shown_by_style(package), _EPOCH_1904 if counts_from_1904 else _EPOCH
    )
    tables, remarks = [], []
    for sheet in _sheets(package, root):
        if sheet.is_hidden:
            remarks.append(hidden_sheet(sheet.name))
        elif not sheet.part.startswith("xl/chartsheets/"):
            tables.append(workbook.table(sheet))
    return Tables("xlsx", tuple(tables), (*remarks, *workbook.remarks()))


def _sheets(package: Package, root: etree._Element) -> Iterator[_Sheet]:
    """The sheets of a workbook, each with the part that holds it."""
    targets = {}
    if "xl/_rels/workbook.xml.rels" in package.names:
        for relation in package.tree("xl/_rels/workbook.xml.rels"):
            target = relation.get("Target", "")
            targets[relation.get("Id")] = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    sheets = list(root.iterfind("{*}sheets/{*}sheet"))
    if not sheets:
        raise FileDamaged
    for sheet in sheets:
        relation_id = next((value for key, value in sheet.attrib.items() if str(key).endswith("}id")), None)
        is_hidden = sheet.get("state", "visible") != "visible"
        yield _Sheet(sheet.get("name", ""), targets.get(str(relation_id), ""), is_hidden)


def _shared_strings(package: Package) -> list[str]:
    if "xl/sharedStrings.xml" not in package.names:
        return []
    return [_string(element) for element in package.elements("xl/sharedStrings.xml", "si")]


def _string(element: etree._Element) -> str:
    """The text of a string, without the marks that say how it is pronounced."""
    parts = []
    for child in element:
        name = local(child.tag)
        if name == "t" and len(element) == 1:
            return _unescaped(child.text or "")
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts += [each.text or "" for each in child if local(each.tag) == "t"]
    return _unescaped("".join(parts))


def _unescaped(text: str) -> str:
    """Control characters that Excel wrote as _x000D_ and the like."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _fill_merged(rows: dict[int, Row], merged: Iterable[tuple[Place, Place]]) -> None:
    """Give a value that stands once beside several rows to each of them, as a reader sees it."""
    for (top, column), (bottom, _) in merged:
        value = rows.get(top, {}).get(column)
        if value is None or bottom <= top:
            continue
        for at in range(top + 1, bottom + 1) if bottom - top < len(rows) else list(rows):
            if top < at <= bottom and at in rows:
                rows[at].setdefault(column, value)


def _range(reference: str) -> list[tuple[Place, Place]]:
    first, _, last = reference.partition(":")
    start, end = _place(first), _place(last)
    return [(start, end)] if start and end else []


def _place(reference: str) -> Place | None:
    """The row and column of a reference such as B12, counted from 0."""
    found = re.fullmatch(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})", reference)
    column = _column(found[1]) if found else None
    return None if found is None or column is None else (int(found[2]) - 1, column)


@lru_cache(maxsize=1024)
def _column(letters: str) -> int | None:
    """The column that letters such as AB name, counted from 0; None when they name none."""
    if not re.fullmatch(r"\$?[A-Za-z]{1,3}\$?", letters):
        return None
    column = 0
    for letter in letters.replace("$", "").upper():
        column = column * 26 + ord(letter) - 64
    return column - 1
