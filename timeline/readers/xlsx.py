"""Read the tables of an Excel file: the visible sheets, with real dates as dates.

The values come from calamine. What it does not tell comes from the XML of the sheet itself: hidden rows and columns,
cells so far away that reading would fill the memory, and dates that are shown as a month ("sep 2018") although
Excel keeps the first day of that month.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from timeline.dates import EventDate, from_edtf
from timeline.errors import N_
from timeline.readers import limits
from timeline.readers.errors import FileDamaged, FileLocked, FileTooFull
from timeline.readers.grid import Budget, Cell, Line, Table, Tables
from timeline.readers.package import Package
from timeline.readers.result import Remark

_BUILT_IN_MONTH = 17
"""The number of Excel's own format for a month with its year."""

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the XML of a sheet says besides its values; rows and columns count from 0."""

    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    shown_as: dict[Place, str]  # "month" or "year" for dates that are shown without their day


def read_xlsx(content: bytes) -> Tables:
    """Read the visible sheets of an Excel file.

    Raises:
        FileNotReadable: it is damaged, unsafe, or holds more than a timeline can be.
    """
    package = Package(content)
    package.check()
    formats = _formats_without_day(package)
    parts = _sheet_parts(package)
    budget = Budget()
    tables = []
    remarks = []
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for sheet in workbook.sheets_metadata:
            if sheet.typ != SheetTypeEnum.WorkSheet:
                continue
            if sheet.visible != SheetVisibleEnum.Visible:
                remarks.append(Remark(N_("Werkblad %(sheet)s is verborgen en niet gelezen."), {"sheet": sheet.name}))
                continue
            shape = _shape(package, parts.get(sheet.name, ""), formats)
            values = workbook.get_sheet_by_name(sheet.name)
            rows = values.to_python(skip_empty_area=True)
            start = values.start or (0, 0)
            _fill_merged(rows, start, values.merged_cell_ranges or [])
            lines = tuple(_lines(rows, start, sheet.name, shape, budget))
            tables.append(Table(sheet.name, lines, frozenset(shape.hidden_columns)))
    except PasswordError as locked:
        raise FileLocked from locked
    except CalamineError as broken:
        raise FileDamaged from broken
    return Tables("xlsx", tuple(tables), tuple(remarks))


def _fill_merged(rows: list[list[Any]], start: Place, merged: Iterable[tuple[Place, Place]]) -> None:
    """Give a value that stands once beside several rows to each of them, as a reader sees it."""
    for (top, column), (bottom, _) in merged:
        first, at = top - start[0], column - start[1]
        if not (0 <= first < len(rows) and 0 <= at < len(rows[first])):
            continue
        for row in rows[first + 1 : bottom - start[0] + 1]:
            if at < len(row) and row[at] in ("", None):
                row[at] = rows[first][at]


def _lines(rows: Iterable[list[Any]], start: Place, sheet: str, shape: _Shape, budget: Budget) -> Iterator[Line]:
    for index, values in enumerate(rows, start=start[0]):
        while values and values[-1] in ("", None):
            values.pop()
        budget.row(start[1] + len(values))
        cells = [budget.cell("")] * start[1]
        cells += [
            _cell(value, shape.shown_as.get((index, column), ""), budget)
            for column, value in enumerate(values, start=start[1])
        ]
        yield Line(index + 1, f"{sheet}!A{index + 1}", tuple(cells), is_hidden=index in shape.hidden_rows)


def _cell(value: object, shown_as: str, budget: Budget) -> Cell:
    if isinstance(value, dt.datetime | dt.date):
        text, when = _date(value, shown_as)
        return budget.cell(text, when)
    if isinstance(value, float) and value.is_integer():
        return budget.cell(str(int(value)))
    if isinstance(value, bool):
        return budget.cell("ja" if value else "nee")
    if isinstance(value, dt.time):
        return budget.cell(f"{value:%H:%M}")
    return budget.cell("" if value is None else str(value))


def _date(value: dt.date, shown_as: str) -> tuple[str, EventDate | None]:
    """The date of a cell as it is shown, and its value; Excel knows days that we do not take for dates."""
    if value.year < 1901:
        return f"{value.day}-{value.month}-{value.year}", None
    if shown_as == "year":
        text = f"{value.year}"
        return text, from_edtf(text, text=text)
    if shown_as == "month":
        text = f"{value.month}-{value.year}"
        return text, from_edtf(f"{value:%Y-%m}", text=text)
    text = f"{value.day}-{value.month}-{value.year}"
    at = value.time().replace(second=0, microsecond=0) if isinstance(value, dt.datetime) else None
    if at:
        text = f"{text} {at:%H:%M}"
    return text, from_edtf(f"{value:%Y-%m-%d}", text=text, time=at or None)


def _shape(package: Package, part: str, formats: dict[str, str]) -> _Shape:
    """Walk over the XML of a sheet once.

    Raises:
        FileTooFull: it is larger than a timeline can be.
    """
    if part not in package.names:
        raise FileDamaged
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    shown_as: dict[Place, str] = {}
    top = left = 1 << 30
    bottom = right = row = -1
    cells = 0
    for element in package.elements(part, "c", "row", "col"):
        kind = element.tag.rpartition("}")[2]
        if kind == "col":
            if element.get("hidden") in {"1", "true"}:
                first, last = _whole(element.get("min")), _whole(element.get("max"))
                hidden_columns.update(range(first - 1, min(last, limits.MAX_COLUMNS)))
            continue
        if kind == "row":
            row = _whole(element.get("r"), row + 2) - 1
            if element.get("hidden") in {"1", "true"}:
                hidden_rows.add(row)
            continue
        if not len(element):
            continue  # a cell with a colour and nothing in it
        cells += 1
        found = _place(element.get("r", ""))
        if found:
            top, bottom = min(top, found[0]), max(bottom, found[0])
            left, right = min(left, found[1]), max(right, found[1])
            if element.get("s") in formats:
                shown_as[found] = formats[element.get("s", "")]
        if cells > limits.MAX_CELLS:
            raise FileTooFull
    if bottom >= 0 and (bottom - top + 1) * (right - left + 1) > limits.MAX_AREA:
        raise FileTooFull
    return _Shape(frozenset(hidden_rows), frozenset(hidden_columns), shown_as)


def _formats_without_day(package: Package) -> dict[str, str]:
    """For each cell style that shows a date without its day: whether it shows the month or only the year."""
    if "xl/styles.xml" not in package.names:
        return {}
    shown: dict[str, str] = {}
    custom: dict[int, str] = {}
    styles = package.tree("xl/styles.xml")
    for format_ in styles.iterfind("{*}numFmts/{*}numFmt"):
        custom[_whole(format_.get("numFmtId"))] = format_.get("formatCode", "")
    for index, style in enumerate(styles.iterfind("{*}cellXfs/{*}xf")):
        number = _whole(style.get("numFmtId"))
        code = custom.get(number, "mmm-yy" if number == _BUILT_IN_MONTH else "")
        # Quoted words, colours, locales and escaped signs are not part of the date; Dutch Excel writes years with a j.
        letters = set(re.sub(r"\"[^\"]*\"|\[[^\]]*\]|\\.|_.", "", code.lower()))
        if letters & set("yj") and not letters & set("dhs"):
            shown[str(index)] = "month" if "m" in letters else "year"
    return shown


def _sheet_parts(package: Package) -> dict[str, str]:
    """For each sheet the part that holds it."""
    targets = {}
    if "xl/_rels/workbook.xml.rels" in package.names:
        for relation in package.tree("xl/_rels/workbook.xml.rels"):
            target = relation.get("Target", "")
            targets[relation.get("Id")] = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    parts = {}
    for sheet in package.tree("xl/workbook.xml").iterfind("{*}sheets/{*}sheet"):
        relation_id = next((value for key, value in sheet.attrib.items() if str(key).endswith("}id")), None)
        parts[sheet.get("name", "")] = targets.get(str(relation_id), "")
    return parts


def _place(reference: str) -> Place | None:
    """The row and column of a reference such as B12, counted from 0."""
    found = re.fullmatch(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})", reference)
    if not found:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def _whole(digits: str | None, otherwise: int = 0) -> int:
    return int(digits) if digits and digits.isascii() and digits.isdigit() and len(digits) < 10 else otherwise
