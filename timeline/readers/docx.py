"""Read a Word file: its tables and its paragraphs, as a reader sees them, so without deleted and hidden text and notes.

The XML is walked row by row; nothing expands a cell to the number of columns that it claims to span. What a paragraph
is (a heading, an item of a list) stands in `docx_words`, which dates begin an event in `chronology`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from timeline.dates import EventDate
from timeline.errors import N_
from timeline.readers import limits
from timeline.readers.chronology import read_chronology
from timeline.readers.docx_words import LEFT_OUT, Styles, is_on, name_of, text_of, value_of
from timeline.readers.errors import FileTooFull
from timeline.readers.grid import Budget, Cell, Line, Table, Tables
from timeline.readers.headings import dated_heading
from timeline.readers.package import Package
from timeline.readers.pieces import MOST_CHARS, Piece, Place, as_piece, too_long
from timeline.readers.result import Remark
from timeline.readers.spreadsheet import MACROS

_ASIDE = {
    "header": N_("Tekst boven of onder aan de bladzijden (kop- en voettekst) is niet gelezen."),
    "footer": N_("Tekst boven of onder aan de bladzijden (kop- en voettekst) is niet gelezen."),
    "footnotes": N_("Voetnoten zijn niet gelezen."),
    "endnotes": N_("Voetnoten zijn niet gelezen."),
}


def read_docx(content: bytes) -> Tables:
    """Read the tables of a Word file, and the paragraphs around them that begin with a date.

    Raises:
        FileNotReadable: it is damaged, unsafe, or holds more than a timeline can be.
    """
    package = Package(content)
    package.check()
    body = package.tree("word/document.xml")
    budget = Budget()
    styles = Styles(package)
    tables: list[Table] = []
    pieces: list[Piece] = []
    paragraphs = 0
    heading: EventDate | None = None
    follows_gap = False
    for block in _blocks(body):
        if name_of(block) == "tbl":
            number = len(tables) + 1
            lines_of_table = tuple(_lines(block, number, budget))
            tables.append(Table(f"tabel {number}", lines_of_table, heading=heading.edtf if heading else ""))
            continue
        if len(pieces) >= limits.MAX_PIECES:
            continue
        lines = [line for line in "".join(text_of(block)).split("\n") if line.strip()]
        paragraphs += bool(lines)
        for line in lines:
            found = dated_heading(line, heading)
            heading = found if found is not None and found.precision_days > 1 else heading
        for count, line in enumerate(lines, 1):
            place = f"alinea {paragraphs}" if count == 1 else f"alinea {paragraphs}, regel {count}"
            where = Place(paragraphs, place, follows_gap=follows_gap, run=len(tables))
            pieces.append(as_piece(where, line.strip()[:MOST_CHARS], styles.form_of(block)))
        follows_gap = not lines
    more = [too_long(pieces[-1].place.name)] if len(pieces) >= limits.MAX_PIECES else []
    return Tables("docx", tuple(_in_order(tables, pieces, budget)), (*more, *_remarks(package, body)))


def _in_order(tables: Sequence[Table], pieces: Sequence[Piece], budget: Budget) -> Iterator[Table]:
    """The tables, and between them the paragraphs as tables of their own."""
    around = read_chronology(pieces, budget, beside_tables=any(len(table.lines) > 1 for table in tables))
    for run in range(len(tables) + 1):
        if run in around:
            yield around[run]
        yield from tables[run : run + 1]


def _remarks(package: Package, body: etree._Element) -> Iterator[Remark]:
    """What stands in the document and is not read."""
    if next(body.iter("{*}del", "{*}moveFrom"), None) is not None:
        yield Remark(N_("In dit bestand staan gewijzigde teksten. Wat verwijderd is, is niet gelezen."))
    if any(is_on(mark) for mark in body.iter("{*}vanish")):
        yield Remark(N_("In dit bestand staat verborgen tekst. Die is niet gelezen."))
    if "word/vbaProject.bin" in package.names:
        yield MACROS
    if "word/comments.xml" in package.names:
        yield Remark(N_("Opmerkingen in de kantlijn zijn niet gelezen."))
    if any(_has_text(box) for box in body.iter("{*}txbxContent")):
        yield Remark(N_("Tekst in tekstvakken is niet gelezen."))
    parts = {sort: [name for name in package.names if re.fullmatch(rf"word/{sort}\d*\.xml", name)] for sort in _ASIDE}
    said = dict.fromkeys(_ASIDE[sort] for sort in _ASIDE if any(_has_text(package.tree(name)) for name in parts[sort]))
    yield from map(Remark, said)


def _has_text(element: etree._Element) -> bool:
    return any((text.text or "").strip() for text in element.iter("{*}t"))


def _blocks(element: etree._Element, depth: int = 0) -> Iterator[etree._Element]:
    """The tables and paragraphs of a document in order; those inside a cell belong to that cell."""
    if depth > limits.MAX_DEPTH:
        raise FileTooFull
    for child in element:
        name = name_of(child)
        if name in {"tbl", "p"}:
            yield child
        elif name not in LEFT_OUT:
            yield from _blocks(child, depth + 1)


def _lines(table: etree._Element, table_number: int, budget: Budget) -> Iterator[Line]:
    above: dict[int, Cell] = {}
    for number, row in enumerate(_children(table, "tr", "tc"), 1):
        marks = row.find("{*}trPr")
        if marks is not None and marks.find("{*}del") is not None:
            continue
        is_hidden = marks is not None and any(is_on(mark) for mark in marks.iterfind("{*}hidden"))
        cells: list[Cell] = []
        for cell in _children(row, "tc", "tbl"):
            span, merged = _spans(cell)
            column = len(cells)
            if column + span > limits.MAX_COLUMNS:
                raise FileTooFull
            # A cell that is merged with the one above it stands beside this row too.
            read = above.get(column, Cell()) if merged == "continue" else budget.cell("\n".join(_paragraphs(cell)))
            if merged:
                above[column] = read
            else:
                above.pop(column, None)
            cells += [read, *[Cell()] * (span - 1)]
        budget.row(len(cells))
        yield Line(number, f"tabel {table_number}, rij {number}", tuple(cells), is_hidden=is_hidden)


def _spans(cell: etree._Element) -> tuple[int, str]:
    """Over how many columns a cell goes, and whether it begins or continues one that goes over several rows."""
    properties = cell.find("{*}tcPr")
    if properties is None:
        return 1, ""
    wide = properties.find("{*}gridSpan")
    claimed = value_of(wide) if wide is not None else None
    span = int(claimed) if claimed and claimed.isascii() and claimed.isdigit() and len(claimed) < 10 else 1
    tall = properties.find("{*}vMerge")
    merged = "" if tall is None else "restart" if value_of(tall) == "restart" else "continue"
    return max(1, span), merged


def _children(element: etree._Element, name: str, stop: str, depth: int = 0) -> Iterator[etree._Element]:
    """The rows of a table or cells of a row, also inside content controls; never those of a table within."""
    if depth > limits.MAX_DEPTH:
        raise FileTooFull
    for child in element:
        found = name_of(child)
        if found == name:
            yield child
        elif found != stop and found not in LEFT_OUT:
            yield from _children(child, name, stop, depth + 1)


def _paragraphs(cell: etree._Element) -> Iterator[str]:
    for paragraph in cell.iter("{*}p"):
        if any(name_of(above) in LEFT_OUT for above in paragraph.iterancestors()):
            continue
        written = "".join(text_of(paragraph)).replace("\t", " ").strip()
        if written:
            yield written
