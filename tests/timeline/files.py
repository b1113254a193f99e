"""Makes small files of each form for the tests of the readers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from xml.sax.saxutils import escape

import docx
import openpyxl
from docx.document import Document

HEADER = ("Datum", "Wat", "Wie", "Organisatie", "Bron")


def xlsx(rows: Sequence[Sequence[object]], change: Callable[[openpyxl.Workbook], object] | None = None) -> bytes:
    """An Excel file with these rows on its first sheet; `change` may do more to the workbook."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Tijdlijn"
    for row in rows:
        sheet.append(list(row))
    if change:
        change(workbook)
    made = io.BytesIO()
    workbook.save(made)
    return made.getvalue()


def docx_file(*tables: Sequence[Sequence[str]], change: Callable[[Document], object] | None = None) -> bytes:
    """A Word file with these tables; a line break in a cell becomes a paragraph."""
    document = docx.Document()
    document.add_paragraph("Inleiding bij de tabel.")
    for rows in tables:
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                first, *others = text.split("\n")
                cell.paragraphs[0].text = first
                for other in others:
                    cell.add_paragraph(other)
    if change:
        change(document)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def csv_text(rows: Sequence[Sequence[str]], separator: str = ";") -> str:
    """The lines of a CSV file."""
    return "".join(separator.join(row) + "\r\n" for row in rows)


def repacked(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The same zip with other content for some of its parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys((*old.namelist(), *parts)):
            new.writestr(name, parts[name] if name in parts else old.read(name))
    return made.getvalue()


def part(content: bytes, name: str) -> bytes:
    """One part of a zip."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name)


def ods_file(rows: Sequence[Sequence[str]]) -> bytes:
    """A LibreOffice spreadsheet with these rows; a line break in a cell becomes a paragraph."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        package.writestr("content.xml", _ODS.format("".join(map(_ods_row, rows))))
    return made.getvalue()


_ODS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="Tijdlijn">{}</table:table></office:spreadsheet></office:body></office:document-content>'
)


def _ods_row(texts: Sequence[str]) -> str:
    cells = (
        '<table:table-cell office:value-type="string">'
        + "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))
        + "</table:table-cell>"
        for text in texts
    )
    return f"<table:table-row>{''.join(cells)}</table:table-row>"
