"""Read the tables of a Word file: what a reader sees, so without deleted and hidden text, notes and drawings.

The XML is walked row by row; nothing expands a cell to the number of columns that it claims to span.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from timeline.errors import N_
from timeline.readers import limits
from timeline.readers.errors import FileTooFull
from timeline.readers.grid import Budget, Cell, Line, Table, Tables
from timeline.readers.package import Package
from timeline.readers.result import Remark

_LEFT_OUT = {
    *("del", "moveFrom", "delText", "instrText", "drawing", "pict", "object", "Fallback"),
    *("pPr", "rPr", "tcPr", "trPr", "tblPr", "sdtPr", "footnoteReference", "endnoteReference", "commentReference"),
}
"""Elements whose text nobody sees in the table itself."""
_ON = {None, "1", "true", "on"}


def read_docx(content: bytes) -> Tables:
    """Read the tables of a Word file.

    Raises:
        FileNotReadable: it is damaged, unsafe, or holds more than a timeline can be.
    """
    package = Package(content)
    package.check()
    body = package.tree("word/document.xml")
    budget = Budget()
    tables = []
    for number, table in enumerate(_outer_tables(body), 1):
        tables.append(Table(f"tabel {number}", tuple(_lines(table, number, budget))))
    remarks = []
    if next(body.iter("{*}del", "{*}moveFrom"), None) is not None:
        remarks.append(Remark(N_("In dit bestand staan gewijzigde teksten. Wat verwijderd is, is niet gelezen.")))
    if any(_is_on(mark) for mark in body.iter("{*}vanish")):
        remarks.append(Remark(N_("In dit bestand staat verborgen tekst. Die is niet gelezen.")))
    if "word/comments.xml" in package.names:
        remarks.append(Remark(N_("Opmerkingen in de kantlijn zijn niet gelezen.")))
    return Tables("docx", tuple(tables), tuple(remarks))


def _outer_tables(element: etree._Element, depth: int = 0) -> Iterator[etree._Element]:
    """The tables of a document; a table inside a cell belongs to that cell."""
    if depth > limits.MAX_DEPTH:
        raise FileTooFull
    for child in element:
        name = _name(child)
        if name == "tbl":
            yield child
        elif name not in _LEFT_OUT:
            yield from _outer_tables(child, depth + 1)


def _lines(table: etree._Element, table_number: int, budget: Budget) -> Iterator[Line]:
    above: dict[int, Cell] = {}
    for number, row in enumerate(_children(table, "tr", "tc"), 1):
        marks = row.find("{*}trPr")
        if marks is not None and marks.find("{*}del") is not None:
            continue
        is_hidden = marks is not None and any(_is_on(mark) for mark in marks.iterfind("{*}hidden"))
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
    claimed = _value(wide) if wide is not None else None
    span = int(claimed) if claimed and claimed.isascii() and claimed.isdigit() and len(claimed) < 10 else 1
    tall = properties.find("{*}vMerge")
    merged = "" if tall is None else "restart" if _value(tall) == "restart" else "continue"
    return max(1, span), merged


def _children(element: etree._Element, name: str, stop: str, depth: int = 0) -> Iterator[etree._Element]:
    """The rows of a table or cells of a row, also inside content controls; never those of a table within."""
    if depth > limits.MAX_DEPTH:
        raise FileTooFull
    for child in element:
        found = _name(child)
        if found == name:
            yield child
        elif found != stop and found not in _LEFT_OUT:
            yield from _children(child, name, stop, depth + 1)


def _paragraphs(cell: etree._Element) -> Iterator[str]:
    for paragraph in cell.iter("{*}p"):
        if any(_name(above) in _LEFT_OUT for above in paragraph.iterancestors()):
            continue
        written = "".join(_text(paragraph)).strip()
        if written:
            yield written


def _text(element: etree._Element, depth: int = 0) -> Iterator[str]:
    if depth > limits.MAX_DEPTH:
        raise FileTooFull
    for child in element:
        name = _name(child)
        if name in _LEFT_OUT or name == "p" or (name == "r" and _is_hidden(child)):
            continue
        if name == "t":
            yield child.text or ""
        elif name == "tab":
            yield " "
        elif name in {"br", "cr"}:
            yield "\n"
        elif name == "noBreakHyphen":
            yield "-"
        else:
            yield from _text(child, depth + 1)


def _is_hidden(run: etree._Element) -> bool:
    properties = run.find("{*}rPr")
    return properties is not None and any(_is_on(mark) for mark in properties.iterfind("{*}vanish"))


def _is_on(mark: etree._Element) -> bool:
    return _value(mark) in _ON


def _value(element: etree._Element) -> str | None:
    return next((value for key, value in element.attrib.items() if str(key).endswith("}val")), None)


def _name(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
