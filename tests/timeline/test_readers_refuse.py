"""Files that can't be read, or mean harm: each gets its own clear answer, and none keeps the machine busy."""

from __future__ import annotations

import contextlib
import io
import os
import random
import struct
import warnings
import zipfile

import pytest

from bench.chronologies import ods
from tests.timeline.files import csv_text, docx_file, part, repacked, xlsx
from timeline.readers import FileNotReadable, bounded, limits, read_file, read_here
from timeline.readers.errors import (
    ALL,
    FileDamaged,
    FileEmpty,
    FileIsArchive,
    FileIsMail,
    FileIsPage,
    FileIsPdf,
    FileIsPicture,
    FileLocked,
    FileOfAnOlderSort,
    FileOfAnotherSort,
    FileTooFull,
    FileTooLarge,
    FileUnsafe,
    NoEventsInFile,
    NothingFilledIn,
    ReadingTookTooLong,
)

ROWS = [("Datum", "Wat"), ("1-5-2020", "Gesprek")]
GOOD_XLSX, GOOD_DOCX, GOOD_CSV = xlsx(ROWS), docx_file(ROWS), csv_text(ROWS).encode()
GOOD_ODS = ods({"Tijdlijn": ROWS})
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


def moved_directory(content: bytes) -> bytes:
    """A zip that says that its parts begin elsewhere."""
    changed = bytearray(content)
    end = changed.rfind(b"PK\x05\x06")
    struct.pack_into("<I", changed, end + 16, len(content) * 2)
    return bytes(changed)


def with_a_part_twice(content: bytes) -> bytes:
    made = io.BytesIO(content)
    with zipfile.ZipFile(made, "a") as package, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        package.writestr(SHEET, b"<worksheet/>")
    return made.getvalue()


REFUSED = {
    "nothing at all": (b"", FileEmpty),
    "20 MB and a byte": (b"a" * (limits.MAX_FILE_BYTES + 1), FileTooLarge),
    "a PDF named .xlsx": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", FileIsPdf),
    "a PDF after an empty line": (b"\r\n%PDF-1.4\n", FileIsPdf),
    "a photo": (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 4, FileIsPicture),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, FileIsPicture),
    "a photo of a telephone": (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 50, FileIsPicture),
    "a scan": (b"II*\x00" + b"\x00" * 50, FileIsPicture),
    "a drawing": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', FileIsPicture),
    "a web page": (b"<!DOCTYPE html><html><body>Datum;Wat</body></html>", FileIsPage),
    "a web page named .xls": (b"<html><table><tr><td>1-5-2020</td></tr></table></html>", FileIsPage),
    "XML of another program": (b"<?xml version='1.0'?><gpx/>", FileOfAnotherSort),
    "a saved mail": (b"Received: from a\r\nSubject: lijst\r\nMIME-Version: 1.0\r\n\r\n1-5-2020 x", FileIsMail),
    "a mail saved by Outlook": (OLE + b"\x00" * 600 + "__substg1.0_0037001F".encode("utf-16-le"), FileIsMail),
    "JSON of another program": (b'{"format": "iets"}', FileOfAnotherSort),
    "a list in JSON": (b'[{"a": 1}]', FileOfAnotherSort),
    "half of a JSON file": (b'{"events": [{"text"', FileDamaged),
    "JSON within JSON": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, FileTooFull),
    "a program": (b"MZ\x90\x00" + b"\x00" * 400, FileOfAnotherSort),
    "a database": (b"SQLite format 3\x00" + b"\x00" * 400, FileOfAnotherSort),
    "random bytes": (random.Random(7).randbytes(5000), FileOfAnotherSort),
    "zeros": (b"\x00" * 5000, FileOfAnotherSort),
    "an old .xls": (OLE + b"\x00" * 600 + "Workbook".encode("utf-16-le"), FileOfAnOlderSort),
    "an old .doc": (OLE + b"\x00" * 600 + "WordDocument".encode("utf-16-le"), FileOfAnOlderSort),
    "an .xlsb": (zipped(xl__workbook_dot_bin=b"\x00"), FileOfAnOlderSort),
    "an .odt": (
        zipped(mimetype=b"application/vnd.oasis.opendocument.text", content_dot_xml=b"<a/>"),
        FileOfAnOlderSort,
    ),
    "an .ods of broken XML": (
        zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", content_dot_xml=b"<a"),
        FileDamaged,
    ),
    "an .ods with a password": (repacked(GOOD_ODS, {"META-INF/manifest.xml": b"<m:encryption-data/>"}), FileLocked),
    "an entity in an .ods": (
        repacked(GOOD_ODS, {"content.xml": b'<!DOCTYPE x [<!ENTITY a "b">]>' + part(GOOD_ODS, "content.xml")}),
        FileUnsafe,
    ),
    "an .rtf": (b"{\\rtf1\\ansi Datum}", FileOfAnOlderSort),
    "a zip of something else": (zipped(foto_dot_jpg=b"x"), FileIsArchive),
    "a zip in a zip": (zipped(tijdlijn_dot_zip=GOOD_XLSX), FileIsArchive),
    "a zip that wants to write elsewhere": (zipped(**{"../../../etc/passwd": b"x"}), FileIsArchive),
    "a .tar.gz": (b"\x1f\x8b\x08" + b"\x00" * 100, FileIsArchive),
    "a .7z": (b"7z\xbc\xaf\x27\x1c" + b"\x00" * 100, FileIsArchive),
    "a zip of 3,000 parts": (zipped(**{f"deel{at}": b"" for at in range(3000)}), FileTooFull),
    "a zip whose directory points before its beginning": (moved_directory(GOOD_DOCX), FileDamaged),
    "a part twice": (with_a_part_twice(GOOD_XLSX), FileDamaged),
    "a part of which the checksum is wrong": (GOOD_DOCX.replace(b"PK\x01\x02", b"PK\x01\x03", 1), FileDamaged),
    "with a password (Office)": (OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), FileLocked),
    "with a password (zip)": (with_encrypted_flag(GOOD_XLSX), FileLocked),
    "half an Excel file": (GOOD_XLSX[: len(GOOD_XLSX) // 2], FileDamaged),
    "half a Word file": (GOOD_DOCX[: len(GOOD_DOCX) // 2], FileDamaged),
    "an Excel file without its sheet": (zipped(xl__workbook_dot_xml=b"<workbook/>"), FileDamaged),
    "a Word file of broken XML": (repacked(GOOD_DOCX, {DOCUMENT: b"<w:document"}), FileDamaged),
    "a Word file without a table or a date": (docx_file(), NoEventsInFile),
    "a CSV of names of columns alone": (b"Datum;Wat\r\n", NothingFilledIn),
    "a letter in plain text": (b"Beste collega,\n\nHierbij de stukken.\n", NoEventsInFile),
    "a text of names alone": (b"moeder\nvader\nMerel\nSpecht\n", NoEventsInFile),
    "a text of one sign": (b"/" * 300_000, NoEventsInFile),
    "spaces": (b"   \r\n  \r\n", NoEventsInFile),
    "an entity in a sheet": (
        repacked(GOOD_XLSX, {SHEET: b'<!DOCTYPE x [<!ENTITY a "b">]>' + part(GOOD_XLSX, SHEET)}),
        FileUnsafe,
    ),
    "an entity in a document": (
        repacked(GOOD_DOCX, {DOCUMENT: b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'}),
        FileUnsafe,
    ),
    "a billion laughs": (
        repacked(
            GOOD_DOCX,
            {
                DOCUMENT: b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
                b"<w:document>&c;</w:document>"
            },
        ),
        FileUnsafe,
    ),
    "an encoding in which an entity could hide": (
        repacked(GOOD_XLSX, {SHEET: b'<?xml version="1.0" encoding="utf-7"?><worksheet/>'}),
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
    "a Word cell that claims a hundred million columns": (
        repacked(
            GOOD_DOCX,
            {DOCUMENT: part(GOOD_DOCX, DOCUMENT).replace(b"<w:tcPr>", b'<w:tcPr><w:gridSpan w:val="100000000"/>')},
        ),
        FileTooFull,
    ),
    "Word controls within controls": (
        repacked(
            GOOD_DOCX,
            {
                DOCUMENT: part(GOOD_DOCX, DOCUMENT).replace(
                    b"<w:body>", b"<w:body>" + b"<w:sdt>" * 240 + b"<w:p/>" + b"</w:sdt>" * 240
                )
            },
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
        read_here("tijdlijn.xlsx", content)
    assert type(refused.value) is refusal
    assert str(refused.value).endswith((".", ")."))
    assert "%(" not in str(refused.value)


MEANS_HARM = {
    "a billion laughs",
    "a zip of 3,000 parts",
    "a zip that unpacks to 200 MB",
    "a Word cell that claims a hundred million columns",
    "a text of one sign",
    "JSON within JSON",
    "Word controls within controls",
    "XML within XML",
    "a cell of 10 MB in Excel",
    "a cell of 10 MB in Word",
    "a line of 10 MB",
}
ONE_OF_EACH = {refusal: sort for sort, (_, refusal) in reversed(REFUSED.items())}


@pytest.mark.parametrize("sort", sorted({*ONE_OF_EACH.values(), *(MEANS_HARM & REFUSED.keys())}))
def test_the_process_that_reads_refuses_the_same_within_its_limits(sort):
    content, refusal = REFUSED[sort]
    with pytest.raises(refusal) as refused:
        read_file("tijdlijn.xlsx", content)
    assert type(refused.value) is refusal


def in_sheet(rows: bytes) -> bytes:
    """An Excel file with this XML behind its first event."""
    return repacked(GOOD_XLSX, {SHEET: part(GOOD_XLSX, SHEET).replace(b"</sheetData>", rows + b"</sheetData>")})


def in_document(old: bytes, new: bytes) -> bytes:
    return repacked(GOOD_DOCX, {DOCUMENT: part(GOOD_DOCX, DOCUMENT).replace(old, new)})


def lines(*texts: str, encoding: str = "utf-8") -> bytes:
    return "\r\n".join(texts).encode(encoding)


LONG = limits.MAX_CELL_CHARS
READ = {
    "31-02 in a CSV": (lines("Datum;Wat", "31-02-2021;Brief", "1-5-2020;Gesprek"), ["Brief", "Gesprek"], "kalender"),
    "31-02 in Excel": (xlsx([*ROWS, ("31-02-2021", "Brief")]), ["Gesprek", "Brief"], "kalender"),
    "31-02 in Word": (docx_file([*ROWS, ("31-02-2021", "Brief")]), ["Gesprek", "Brief"], "kalender"),
    "31-02 in a text": (lines("1-5-2020 Gesprek", "31-02-2021 Brief"), ["Gesprek", "Brief"], "kalender"),
    "the year 0": (lines("Datum;Wat", "1-1-0000;Brief", "1-5-2020;Gesprek"), ["Brief", "Gesprek"], "0000"),
    "a thirteenth month": (lines("Datum;Wat", "1-13-2020;Brief", "14-5-2020;Gesprek"), ["Brief", "Gesprek"], ""),
    "an end before the beginning": (
        lines("Begin;Eind;Wat", "3-6-2020;1-5-2020;Traject", "1-5-2020;;Gesprek"),
        ["Traject", "Gesprek"],
        "voordat ze begint",
    ),
    "an end before the beginning in a text": (
        lines("3-6-2020 t/m 1-5-2020: Traject", "1-7-2020 Gesprek"),
        ["Traject", "Gesprek"],
        "voordat ze begint",
    ),
    "null bytes in a CSV": (b"Datum;Wat\r\n1-5-2020;Ges\x00prek\r\n", ["Gesprek"], "tekens die niets betekenen"),
    "null bytes in a text": (b"1-5-2020 Ges\x00prek\n2-5-2020 Brief", ["Gesprek", "Brief"], "niets betekenen"),
    "text that reads backwards": (lines("1-5-2020 Ge\u202espr\u202cek", "2-5-2020 Brief"), ["Gesprek", "Brief"], ""),
    "marks without width in a date": (
        lines("\u200e1\u200b-5-2020 Gesprek", "2-5-2020 Brief"),
        ["Gesprek", "Brief"],
        "",
    ),
    "Arabic, Hebrew and emoji": (lines("1-5-2020 אמא بابا 👨‍👩‍👧", "2-5-2020 Brief"), ["אמא بابا 👨‍👩‍👧", "Brief"], ""),
    "a formula in a CSV": (lines("Datum;Wat", '1-5-2020;"=1+1"'), ["=1+1"], ""),
    "a guarded formula": (lines("Datum;Wat", "1-5-2020;'@SUM(A1)"), ["@SUM(A1)"], ""),
    "a formula in a text": (lines("1-5-2020 =cmd|' /C calc'!A0", "2-5-2020 Brief"), None, ""),
    "Windows letters": (lines("1-5-2020 café", "2-5-2020 één", encoding="cp1252"), ["Café", "Één"], "Windows-1252"),
    "UTF-16": (lines("1-5-2020 café", "2-5-2020 Brief", encoding="utf-16"), ["Café", "Brief"], "UTF-16"),
    "one broken letter": ("1-5-2020 café één ïë".encode() + b"\xff\n2-5-2020 Brief", None, "niet te lezen"),
    "a quote that never closes": (lines("Datum;Wat", '1-5-2020;"Gesprek', "2-5-2020;Brief"), None, "aanhalingstekens"),
    "ragged rows": (lines("Datum;Wat", "1-5-2020;Gesprek;meer;en meer", "2-5-2020", ";", "3-5-2020;Brief"), None, ""),
    "a cell of 10 MB in Excel": (
        in_sheet(
            b'<row r="3"><c r="A3" t="inlineStr"><is><t>2-5-2020</t></is></c><c r="B3" t="inlineStr"><is><t>'
            + b"a" * 10_000_000
            + b"</t></is></c></row>"
        ),
        ["Gesprek", "a" * LONG],
        "afgekapt",
    ),
    "a cell of 10 MB in Word": (in_document(b"Gesprek", b"a" * 10_000_000), ["a" * LONG], "afgekapt"),
    "a line of 10 MB": (b"1-5-2020 Gesprek\n2-5-2020 Brief " + b"a" * 10_000_000, None, "afgekapt"),
    "a cell very far away": (
        in_sheet(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        ["Gesprek"],
        "Wat rechts van kolom",
    ),
    "macros": (repacked(GOOD_XLSX, {"xl/vbaProject.bin": OLE + b"\x00" * 100}), ["Gesprek"], ""),
    "a link to another workbook": (
        repacked(GOOD_XLSX, {"xl/externalLinks/externalLink1.xml": b'<externalLink xmlns="x"/>'}),
        ["Gesprek"],
        "",
    ),
    "a template to be fetched": (
        repacked(
            GOOD_DOCX,
            {
                "word/_rels/settings.xml.rels": b'<Relationships><Relationship Id="r" TargetMode="External" '
                b'Target="http://127.0.0.1:9/x.dotm"/></Relationships>'
            },
        ),
        ["Gesprek"],
        "",
    ),
    "a Word row of merged cells that never began": (
        in_document(b"<w:tcPr>", b'<w:tcPr><w:vMerge w:val="continue"/>'),
        None,
        None,
    ),
    "an empty file name": (GOOD_CSV, ["Gesprek"], ""),
}


@pytest.mark.parametrize("sort", READ)
def test_the_good_rows_of_a_bad_file_are_offered_and_what_is_wrong_is_said(sort):
    content, titles, says = READ[sort]
    read_it = read_file if sort in MEANS_HARM else read_here
    if says is None:  # read or refused: either is an answer
        with contextlib.suppress(FileNotReadable):
            read_it("", content)
        return
    read = read_it("", content)
    assert titles is None or [row.title for row in read.rows] == titles
    assert len(read.rows) >= 1
    doubts = [doubt for row in read.rows for doubt in row.doubts]
    assert says in "\n".join(said.message % said.params for said in (*doubts, *read.remarks))


def test_there_are_many_named_bad_files():
    assert len(REFUSED) + len(READ) >= 80
    assert REFUSED.keys() | READ.keys() >= MEANS_HARM


def test_of_more_rows_than_a_timeline_has_the_first_are_offered(monkeypatch):
    monkeypatch.setattr(limits, "MAX_ROWS", 100)
    read = read_here("lang.csv", csv_text([*ROWS, *[("1-5-2020", f"x {at}") for at in range(1000)]]).encode())
    assert len(read.rows) == 99
    assert any("niets meer gelezen" in remark.message for remark in read.remarks)


@pytest.mark.parametrize("form", ["txt", "docx"])
def test_of_more_text_than_a_timeline_has_the_first_is_offered(monkeypatch, form):
    monkeypatch.setattr(limits, "MAX_PIECES", 20)
    texts = [f"{1 + at % 28}-5-2020 Gesprek {at}" for at in range(100)]

    def write(document) -> None:
        for text in texts:
            document.add_paragraph(text)

    read = read_here("lang", lines(*texts) if form == "txt" else docx_file(change=write))
    assert 18 <= len(read.rows) <= 20
    assert any("niets meer gelezen" in remark.message for remark in read.remarks)


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
