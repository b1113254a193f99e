"""The file to send to an organisation: empty to fill in, or filled with a made-up case as an example.

What stands in it is content and lives in `timeline/template.toml`; it is read in again as any other file.
"""

from __future__ import annotations

import io
import math
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from timeline.kinds import kinds
from timeline.writers.packing import without_the_moment

EMPTY_ROWS = {"xlsx": 200, "docx": 15}
"""Rows to fill in: in Excel those that are made ready, in Word those that stand there."""

_WIDTHS = (24, 36, 44, 30, 22, 22, 24)  # characters
_KIND_COLUMN = 4
_LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}
_SHADE = "E8EEF2"
_NO_DAY = datetime(2020, 1, 1)  # noqa: DTZ001 (the same for everybody: when it was made tells nothing)


@dataclass(frozen=True, slots=True)
class Template:
    """What stands in the file in one language."""

    sheet: str
    title: str
    filled_title: str
    steps: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@cache
def templates() -> Mapping[str, Template]:
    """What stands in the file, by language."""
    with (Path(__file__).parents[1] / "template.toml").open("rb") as file:
        content = tomllib.load(file)
    return MappingProxyType(
        {
            language: Template(
                sheet=words["sheet"],
                title=words["title"],
                filled_title=words["filled_title"],
                steps=tuple(words["steps"]),
                columns=tuple(words["columns"]),
                rows=tuple(map(tuple, words["rows"])),
            )
            for language, words in content.items()
        }
    )


def write_template_xlsx(language: str = "nl", *, filled: bool = False) -> bytes:
    """The file as Excel; its cells are text, so that "3-2021" stays what somebody typed."""
    words = _in(language)
    book = Workbook()
    book.properties.creator = book.properties.lastModifiedBy = ""
    book.properties.title = words.title
    book.properties.language = _LANGUAGES[language]
    sheet = book.active
    sheet.title = words.sheet
    last = get_column_letter(len(words.columns))
    for number, line in enumerate((words.filled_title if filled else words.title, *words.steps), 1):
        sheet.merge_cells(f"A{number}:{last}{number}")
        cell = sheet.cell(number, 1, line)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(bold=number == 1, size=14 if number == 1 else 11)
        sheet.row_dimensions[number].height = 24 if number == 1 else 4 + 15 * math.ceil(len(line) / 150)
    head = len(words.steps) + 3
    _fill_sheet(sheet, words, head, words.rows if filled else ())
    choice = DataValidation(
        type="list",
        formula1='"' + ",".join(kind.word(language) for kind in kinds().values()) + '"',
        allow_blank=True,
        showErrorMessage=False,  # a word of one's own is fine too
    )
    kind = get_column_letter(_KIND_COLUMN + 1)
    choice.add(f"{kind}{head + 1}:{kind}{head + EMPTY_ROWS['xlsx']}")
    sheet.add_data_validation(choice)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{head}:{head}"
    out = io.BytesIO()
    book.save(out)
    return without_the_moment(out.getvalue())


def _fill_sheet(sheet: Any, words: Template, head: int, rows: tuple[tuple[str, ...], ...]) -> None:
    """The names of the columns, the rows, and cells below them that are ready to type in."""
    thin = Side(style="thin", color="9AA5AD")
    for at, (name, width) in enumerate(zip(words.columns, _WIDTHS, strict=True), 1):
        sheet.column_dimensions[get_column_letter(at)].width = width
        cell = sheet.cell(head, at, name)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", start_color=_SHADE)
        cell.border = Border(bottom=thin)
    for number in range(EMPTY_ROWS["xlsx"]):
        texts = rows[number] if number < len(rows) else ("",) * len(words.columns)
        for at, text in enumerate(texts, 1):
            cell = sheet.cell(head + 1 + number, at, text or None)
            cell.number_format = "@"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.border = Border(bottom=thin)


def write_template_docx(language: str = "nl", *, filled: bool = False) -> bytes:
    """The file as Word, with the table on a page that lies down."""
    words = _in(language)
    document = docx.Document()
    _neutral(document, words.title, language)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(1.8)
    document.add_heading(words.filled_title if filled else words.title, level=1)
    for step in words.steps:
        document.add_paragraph(step, style="List Bullet").paragraph_format.space_after = Pt(2)
    rows = words.rows if filled else ((),) * EMPTY_ROWS["docx"]
    table = document.add_table(rows=1 + len(rows), cols=len(words.columns), style="Table Grid")
    table.autofit = False
    for row, texts in zip(table.rows, (words.columns, *rows), strict=True):
        for at, cell in enumerate(row.cells):
            cell.width = Cm(26.1 * _WIDTHS[at] / sum(_WIDTHS))
            run = cell.paragraphs[0].add_run(texts[at] if texts else "")
            run.bold = texts is words.columns
    _repeat_on_each_page(table.rows[0])
    out = io.BytesIO()
    document.save(out)
    return without_the_moment(out.getvalue())


def _neutral(document: Document, title: str, language: str) -> None:
    """Properties that tell nobody's name: the empty document of the library brings its own, with a picture."""
    properties = document.core_properties
    for name in ("author", "last_modified_by", "comments", "keywords", "subject", "category", "content_status"):
        setattr(properties, name, "")
    properties.title, properties.language = title, _LANGUAGES[language]
    properties.revision, properties.created, properties.modified = 1, _NO_DAY, _NO_DAY
    relations = document.part.package.rels
    for key, relation in list(relations.items()):
        if relation.reltype.endswith("/thumbnail"):
            relations.pop(key)
    for spoken in document.styles.element.iter(qn("w:lang")):
        spoken.set(qn("w:val"), _LANGUAGES[language])


def _repeat_on_each_page(row: Any) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))


def _in(language: str) -> Template:
    return templates().get(language) or templates()["nl"]


TO_SEND: Mapping[str, Callable[[str], bytes]] = MappingProxyType(
    {
        "blank.xlsx": write_template_xlsx,
        "blank.docx": write_template_docx,
        "sample.xlsx": lambda language: write_template_xlsx(language, filled=True),
        "sample.docx": lambda language: write_template_docx(language, filled=True),
    }
)
"""The files to send, by the name that they have in an address; each takes the language."""
