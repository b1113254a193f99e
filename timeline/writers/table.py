"""The events as rows, for a spreadsheet; no cell can run as a formula.

A CSV cell that a spreadsheet would run gets an apostrophe in front (OWASP, "CSV injection"); every cell is quoted, with
semicolons and a byte order mark, as Dutch Excel expects. In .xlsx the cell is marked as text.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from timeline.dates import in_words
from timeline.exported import COLUMNS, FAMILY, GROUND_WORDS, Told, told
from timeline.kinds import kinds
from timeline.name_lists import join_names
from timeline.readers.exported_table import begin_of, end_of
from timeline.readers.people import organisations, people, tags
from timeline.writers.packing import without_the_moment

WIDTHS = (12, 12, 28, 20, 50, 60, 30, 30, 40, 30, 30, 14, 24, 10, 28, 24)
RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
LONGEST_CELL = 32_767

# A text of apostrophes before such a sign gets one more: whoever reads it takes one off, and it is the text again.
_TO_GUARD = re.compile(f"'*[{re.escape(''.join(RUNS_AS_FORMULA))}]")

# Excel reads these seven signs in a text as one (ECMA-376, part 1, 22.9.2.19), unless the first is written that way.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def write_csv(case: Mapping[str, Any]) -> bytes:
    """The events as CSV."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in event_rows(case):
        writer.writerow([guarded(cell) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def guarded(cell: str) -> str:
    """The text of a cell of a CSV file, with an apostrophe in front where a spreadsheet would run it."""
    return f"'{cell}" if _TO_GUARD.match(cell) else cell


def write_xlsx(case: Mapping[str, Any]) -> bytes:
    """The events as an Excel file."""
    book = Workbook(write_only=True)
    book.properties.creator = "Terugblik"
    sheet = book.create_sheet("Tijdlijn")
    sheet.freeze_panes = "A2"
    for at, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    bold = Font(bold=True)
    head = [WriteOnlyCell(sheet, value=name) for name in COLUMNS]
    for cell in head:
        cell.font = bold
    sheet.append(head)
    for row in event_rows(case):
        sheet.append([text_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return without_the_moment(out.getvalue())


def event_rows(case: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """One row of words for each event, in the order of `COLUMNS`."""
    for event in case["events"]:
        yield tuple(cell[:LONGEST_CELL] for cell in _cells(told(event)))


def _cells(event: Told) -> tuple[str, ...]:
    when, names = event.when, kinds()
    return (
        begin_of(when),
        end_of(when),
        in_words(when),
        names[event.kind].word("nl") if event.kind else "",
        event.title,
        event.description,
        event.organisation or FAMILY,
        join_names(event.people, people),
        join_names(event.present, organisations),
        event.source,
        join_names(event.missing, organisations),
        GROUND_WORDS.get(event.ground, event.ground),
        when.edtf,
        when.time.isoformat() if when.time else "",
        when.text,
        join_names(event.tags, tags),
    )


def text_cell(sheet: Any, value: str) -> Any:
    """A cell of an Excel file that is text, whatever stands in it."""
    cell = WriteOnlyCell(sheet, value=_ESCAPE.sub("_x005F_", value) or None)
    if value:
        cell.data_type = "s"
        cell.quotePrefix = True
    return cell
