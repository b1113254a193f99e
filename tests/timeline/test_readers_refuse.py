"""Files that can't be read, or mean harm: each gets its own clear answer, and none keeps the machine busy."""

from __future__ import annotations

import io
import os
import random
import struct
import zipfile

import pytest

from tests.timeline.files import csv_text, docx_file, part, repacked, xlsx
from timeline.readers import FileNotReadable, bounded, limits, read_file, read_here
from timeline.readers.errors import (
    ALL,
    FileDamaged,
    FileEmpty,
    FileLocked,
    FileOfAnOlderSort,
    FileOfAnotherSort,
    FileTooFull,
    FileTooLarge,
    FileUnsafe,
    NoEventsInFile,
    ReadingTookTooLong,
)

ROWS = [("Datum", "Wat"), ("1-5-2020", "Gesprek")]
GOOD_XLSX, GOOD_DOCX, GOOD_CSV = xlsx(ROWS), docx_file(ROWS), csv_text(ROWS).encode()
SHEET, DOCUMENT = "xl/worksheets/sheet1.xml", "word/document.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return made.getvalue()


def with_encrypted_flag(content: bytes) -> bytes:
    changed = bytearray(content)
    at = -1
    while (at := changed.find(b"PK\x01\x02", at + 1)) >= 0:
        (flags,) = struct.unpack_from("<H", changed, at + 8)
        struct.pack_into("<H", changed, at + 8, flags | 1)
    return bytes(changed)


REFUSED = {
    "nothing at all": (b"", FileEmpty),
    "20 MB and a byte": (b"a" * (limits.MAX_FILE_BYTES + 1), FileTooLarge),
    "a PDF named .xlsx": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", FileOfAnotherSort),
    "a photo": (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 4, FileOfAnotherSort),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, FileOfAnotherSort),
    "a photo of a telephone": (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 50, FileOfAnotherSort),
    "a web page": (b"<!DOCTYPE html><html><body>Datum;Wat</body></html>", FileOfAnotherSort),
    "JSON": (b'{"format": "iets"}', FileOfAnotherSort),
    "random bytes": (random.Random(7).randbytes(5000), FileOfAnotherSort),
    "zeros": (b"\x00" * 5000, FileOfAnotherSort),
    "an old .xls": (OLE + b"\x00" * 600 + "Workbook".encode("utf-16-le"), FileOfAnOlderSort),
    "an .ods": (zipped(mimetype=b"application/vnd.oasis", content_dot_xml=b"<a/>"), FileOfAnOlderSort),
    "an .rtf": (b"{\\rtf1\\ansi Datum}", FileOfAnOlderSort),
    "a zip of something else": (zipped(foto_dot_jpg=b"x"), FileOfAnotherSort),
    "with a password (Office)": (OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), FileLocked),
    "with a password (zip)": (with_encrypted_flag(GOOD_XLSX), FileLocked),
    "half an Excel file": (GOOD_XLSX[: len(GOOD_XLSX) // 2], FileDamaged),
    "half a Word file": (GOOD_DOCX[: len(GOOD_DOCX) // 2], FileDamaged),
    "an Excel file without its sheet": (zipped(xl__workbook_dot_xml=b"<workbook/>"), FileDamaged),
    "a Word file of broken XML": (repacked(GOOD_DOCX, {DOCUMENT: b"<w:document"}), FileDamaged),
    "a Word file without a table": (docx_file(), NoEventsInFile),
    "a CSV of names of columns alone": (b"Datum;Wat\r\n", NoEventsInFile),
    "a letter in plain text": (b"Beste collega,\n\nHierbij de stukken.\n", NoEventsInFile),
    "spaces": (b"   \r\n  \r\n", NoEventsInFile),
    "an entity in a sheet": (
        repacked(GOOD_XLSX, {SHEET: b'<!DOCTYPE x [<!ENTITY a "b">]>' + part(GOOD_XLSX, SHEET)}),
        FileUnsafe,
    ),
    "an entity in a document": (
        repacked(GOOD_DOCX, {DOCUMENT: b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'}),
        FileUnsafe,
    ),
    "an entity hidden by its encoding": (
        repacked(GOOD_DOCX, {DOCUMENT: '<!DOCTYPE x [<!ENTITY a "b">]><x/>'.encode("utf-16")}),
        FileUnsafe,
    ),
    "an entity in a part that nobody reads": (
        repacked(GOOD_DOCX, {"customXml/item9.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'}),
        FileUnsafe,
    ),
    "a zip that unpacks to 200 MB": (
        repacked(GOOD_XLSX, {"xl/media/image1.bin": b"\x00" * (200 * 1024 * 1024)}),
        FileTooFull,
    ),
    "a cell very far away": (
        repacked(
            GOOD_XLSX,
            {
                SHEET: part(GOOD_XLSX, SHEET).replace(
                    b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                )
            },
        ),
        FileTooFull,
    ),
    "more rows than a case has": (csv_text([*ROWS, *[("1-5-2020", "x")] * limits.MAX_ROWS]).encode(), FileTooFull),
    "more columns than a table has": (csv_text([*ROWS, ("x",) * 1000]).encode(), FileTooFull),
    "a Word cell that claims a hundred million columns": (
        repacked(
            GOOD_DOCX,
            {DOCUMENT: part(GOOD_DOCX, DOCUMENT).replace(b"<w:tcPr>", b'<w:tcPr><w:gridSpan w:val="100000000"/>')},
        ),
        FileTooFull,
    ),
    "XML within XML": (
        repacked(GOOD_DOCX, {DOCUMENT: b"<a>" * 100_000 + b"</a>" * 100_000}),
        FileDamaged,
    ),
}


@pytest.mark.parametrize("sort", REFUSED)
def test_a_file_that_can_not_be_read_says_why_and_what_to_do(sort):
    content, refusal = REFUSED[sort]
    with pytest.raises(refusal) as refused:
        read_file("tijdlijn.xlsx", content)
    assert type(refused.value) is refusal
    assert str(refused.value).endswith((".", ")."))
    assert "%(" not in str(refused.value)


def test_every_refusal_can_be_told_by_the_process_that_reads():
    assert set(ALL.values()) == set(FileNotReadable.__subclasses__())


def test_a_merged_range_over_a_million_rows_costs_nothing():
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="A2:A1048576"/></mergeCells>'
    content = repacked(GOOD_XLSX, {SHEET: part(GOOD_XLSX, SHEET).replace(b"</sheetData>", merged)})
    assert [row.title for row in read_here("m.xlsx", content).rows] == ["Gesprek"]


def test_a_process_that_never_answers_is_stopped(monkeypatch):
    monkeypatch.setattr(limits, "MAX_SECONDS", 0.001)
    with pytest.raises(ReadingTookTooLong):
        read_file("tijdlijn.csv", GOOD_CSV)


def test_a_process_that_dies_is_an_answer_too(monkeypatch):
    monkeypatch.setattr(bounded.sys, "executable", "/bin/false")
    with pytest.raises(ReadingTookTooLong):
        read_file("tijdlijn.csv", GOOD_CSV)


def test_the_process_that_reads_gets_none_of_our_secrets(monkeypatch):
    handed = {}

    def look(command, **options):
        handed.update(options["env"])
        raise bounded.subprocess.TimeoutExpired(command, 1)

    monkeypatch.setenv("TERUGBLIK_SECRET_KEY", "geheim")
    monkeypatch.setattr(bounded.subprocess, "run", look)
    with pytest.raises(ReadingTookTooLong):
        read_file("tijdlijn.csv", GOOD_CSV)
    assert "geheim" not in handed.values()
    assert os.environ["TERUGBLIK_SECRET_KEY"] == "geheim"


@pytest.mark.parametrize("good", [GOOD_XLSX, GOOD_DOCX, GOOD_CSV], ids=["xlsx", "docx", "csv"])
def test_broken_bytes_are_read_or_refused_and_nothing_else(good):
    chance = random.Random(2026)
    for _ in range(150):
        broken = bytearray(good)
        for _ in range(chance.randint(1, 12)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        content = bytes(broken[: chance.randint(1, len(broken))] if chance.random() < 0.3 else broken)
        try:
            read = read_here("kapot", content)
        except FileNotReadable:
            continue
        assert read.rows
