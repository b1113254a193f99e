"""The events as rows, for a spreadsheet; no cell can run as a formula.

A CSV cell that a spreadsheet would run gets an apostrophe in front (OWASP, "CSV injection"); every cell is quoted, with
semicolons and a byte order mark, as Dutch Excel expects. In .xlsx the cell is marked as text.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from timeline.dates import from_edtf, in_words
from timeline.kinds import kinds
from timeline.text import clean_text

HEADERS = ("Begin", "Eind", "Wanneer", "Soort", "Onderwerp", "Toelichting", "Organisatie", "Wie", "Aan tafel", "Bron")
WIDTHS = (12, 12, 28, 20, 50, 60, 30, 30, 40, 30)
RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
LONGEST_CELL = 32_767
FAMILY = "Gezin"


def write_csv(case: Mapping[str, Any]) -> bytes:
    """The events as CSV."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(HEADERS)
    for row in event_rows(case):
        writer.writerow(["'" + cell if cell.startswith(RUNS_AS_FORMULA) else cell for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def write_xlsx(case: Mapping[str, Any]) -> bytes:
    """The events as an Excel file."""
    book = Workbook(write_only=True)
    book.properties.creator = "Terugblik"
    sheet = book.create_sheet("Tijdlijn")
    sheet.freeze_panes = "A2"
    for column, width in zip("ABCDEFGHIJ", WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    bold = Font(bold=True)
    head = [WriteOnlyCell(sheet, value=name) for name in HEADERS]
    for cell in head:
        cell.font = bold
    sheet.append(head)
    for row in event_rows(case):
        sheet.append([_text_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return _without_the_moment(out.getvalue())


def _without_the_moment(made: bytes) -> bytes:
    """The same file with a fixed moment of making: the same case gives the same bytes, as in the other forms."""
    steady = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb">[^<]*</dcterms:", b">2020-01-01T00:00:00Z</dcterms:", part)
            new.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return steady.getvalue()


def event_rows(case: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """One row of words for each event, in the order of `HEADERS`."""
    names = kinds()
    for event in case["events"]:
        when = from_edtf(event["date_edtf"], text=event["date_text"])
        owners = [o["name"] for o in event["organisations"] if o["role"] == "owner"]
        present = [o["name"] for o in event["organisations"] if o["role"] == "present"]
        start, end = when.start_edtf or "", when.end_edtf or ""
        cells = (
            "" if when.is_unknown else start,
            end,
            in_words(when),
            names[event["kind"]].word("nl") if event["kind"] in names else event["kind"],
            event["title"],
            event["description"],
            owners[0] if owners else FAMILY,
            ", ".join(event["people"]),
            ", ".join(present),
            event["source"],
        )
        yield tuple(clean_text(cell)[:LONGEST_CELL] for cell in cells)


def _text_cell(sheet: Any, value: str) -> Any:
    cell = WriteOnlyCell(sheet, value=value or None)
    if value:
        cell.data_type = "s"
        cell.quotePrefix = True
    return cell
