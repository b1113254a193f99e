"""Whatever bytes come in: they are read, or refused in plain words, and nothing else."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.timeline.files import csv_text, docx_file, ods_file, part, repacked, xlsx
from timeline.readers import FileNotReadable, ReadFile, pack, read_here
from timeline.readers.forms import form_of

ROWS = [
    ("Datum", "Wat", "Wie", "Organisatie"),
    ("1-5-2020", "Gesprek", "moeder en vader", "Wijkteam"),
    ("31-02-2021", "MDO\nmet school", "", "School"),
    ("mei 2021 – juni 2021", "Traject", "Merel", ""),
]
TEXT = "2019\n- 14 maart: aanmelding\n\n3 mei 2020\nHuisbezoek. Op 4 juni 2020 was er een MDO.\n31-02-2021: brief\n"


def paragraphs(document) -> None:
    document.add_heading("2019", 1)
    for text in ("14 maart: aanmelding", "3 mei 2020\tHuisbezoek", "Op 4 juni 2020 was er een MDO."):
        document.add_paragraph(text, style="List Bullet")


SAMPLES = {
    "xlsx": xlsx(ROWS),
    "ods": ods_file(ROWS),
    "docx": docx_file(ROWS, change=paragraphs),
    "docx without a table": docx_file(change=paragraphs),
    "csv": csv_text([tuple(cell.replace("\n", " ") for cell in row) for row in ROWS]).encode(),
    "csv of Windows": csv_text([("Datum", "Wat"), ("1-5-2020", "café; één")]).encode("cp1252"),
    "text": TEXT.encode(),
    "text in UTF-16": TEXT.encode("utf-16"),
}
OF_PROGRAMS = {
    "TimelineJS": json.dumps(
        {
            "events": [
                {"start_date": {"year": "2020", "month": "5"}, "text": {"headline": "Gesprek", "text": "<p>x</p>"}}
            ]
        }
    ).encode(),
    "older TimelineJS": json.dumps({"timeline": {"date": [{"startDate": "2020,5,1", "headline": "Gesprek"}]}}).encode(),
    "a case of ours": json.dumps({"format": "terugblik-case", "version": 1, "events": []}).encode(),
    "Timesketch": b'{"message": "Gesprek", "datetime": "2020-05-01T10:00:00+00:00", "timestamp_desc": "begin"}\n',
    "Timesketch in CSV": b"message,datetime,timestamp_desc\nGesprek,2020-05-01T10:00:00+00:00,begin\n",
    "iCalendar": (
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20200501\r\n"
        b"SUMMARY:Gesprek\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    ),
}


def read_or_refuse(content: bytes) -> ReadFile | None:
    """What every input must come to; any other outcome is an error of ours."""
    try:
        read = read_here("bestand", content)
    except FileNotReadable:
        return None
    assert read.rows
    return read


@st.composite
def broken(draw: st.DrawFn, content: bytes) -> bytes:
    """The same bytes with a few flipped, cut out, doubled or put in."""
    made = bytearray(content)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(len(made) - 1, 0)))
        upto = at + draw(st.integers(1, 40))
        match draw(st.sampled_from(("flip", "cut", "double", "insert", "end"))):
            case "flip" if made:
                made[at] ^= draw(st.integers(1, 255))
            case "cut":
                del made[at:upto]
            case "double":
                made[at:at] = made[at:upto]
            case "insert":
                made[at:at] = draw(st.sampled_from(NASTY) | st.binary(max_size=12))
            case "end":
                del made[at:]
    return bytes(made)


NASTY = (
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b'"', b"'", b";", b"\t", b"|", b"<", b">", b"&", b"&#0;"),
    b"&#xD800;",
    *(b"]]>", b"<!--", b"<!DOCTYPE x>", b"99999999999999999999", b"-1", b"1e999", b"NaN", b"31-02-2021", b"0-0-0"),
    *(
        b"2021-13-45",
        b"\xe2\x80\xae",
        b"\xf0\x9f\x98\x80",
        b"=1+1",
        b"XFD1048576",
        b"{",
        b"[",
        b"null",
        b"true",
        b'"":',
    ),
    *(b"t/m", b"onbekend", b"2019\n", b"# ", b"- ", b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n", b"DTSTART:\r\n"),
)


def test_every_sample_to_break_is_told_apart_by_its_content():
    assert [form_of(content) for content in (*SAMPLES.values(), *OF_PROGRAMS.values())] == [
        *("xlsx", "ods", "docx", "docx", "csv", "csv", "text", "text"),
        *("timelinejs", "timelinejs", "case_json", "timesketch", "csv", "ics"),
    ]


def test_a_line_of_notes_that_looks_like_a_heading_of_a_mail_makes_no_mail_of_it():
    assert form_of(b"X-foto: arm niet gebroken\n3-5-2020 huisbezoek\n") == "text"


@pytest.mark.parametrize("sort", SAMPLES)
@given(data=st.data())
def test_broken_bytes_are_read_or_refused(sort, data):
    read_or_refuse(data.draw(broken(SAMPLES[sort])))


@pytest.mark.parametrize("sort", ["xlsx", "ods", "docx", "docx without a table"])
@given(data=st.data())
def test_a_broken_part_inside_a_whole_package_is_read_or_refused(sort, data):
    content = SAMPLES[sort]
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = sorted(name for name in package.namelist() if name.endswith((".xml", ".rels")) and "theme" not in name)
    name = data.draw(st.sampled_from(names))
    read_or_refuse(repacked(content, {name: data.draw(broken(part(content, name)))}))


@pytest.mark.parametrize("sort", OF_PROGRAMS)
@given(data=st.data())
def test_a_broken_export_of_a_program_is_read_or_refused(sort, data):
    read_or_refuse(data.draw(broken(OF_PROGRAMS[sort])))


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content):
    read_or_refuse(content)


written = st.text(st.characters(codec="utf-8"), max_size=40)
in_files = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"), max_size=30
)
dates = st.sampled_from(
    ["", "14-3-2021", "maart 2021", "31-02-2021", "2019", "onbekend", "t/m", "14 maart", "1-1-0000", "mei/juni 2020"]
)
rows = st.lists(st.tuples(dates | in_files, in_files, in_files), min_size=1, max_size=6)


@given(rows, st.sampled_from((";", ",", "\t", "|")), st.sampled_from(("utf-8", "utf-16", "utf-8-sig")))
def test_any_csv_is_read_or_refused(table, separator, encoding):
    read_or_refuse(csv_text([("Datum", "Wat", "Wie"), *table], separator).encode(encoding))


@given(rows)
@settings(max_examples=settings().max_examples // 3)
def test_any_spreadsheet_is_read_or_refused(table):
    read_or_refuse(xlsx([("Datum", "Wat", "Wie"), *table]))


@given(rows, st.lists(st.tuples(dates, in_files), max_size=6))
@settings(max_examples=settings().max_examples // 3)
def test_any_document_is_read_or_refused(table, told):
    def write(document) -> None:
        for when, what in told:
            document.add_paragraph(f"{when} {what}")

    read_or_refuse(docx_file(table, change=write))


marks = st.sampled_from(("", "- ", "# ", "1. ", "> ", "  * ", "Aanwezig: "))


@given(st.lists(st.tuples(marks, dates, written), max_size=10))
def test_any_text_is_read_or_refused_and_kept_whole(lines):
    text = "\n".join(f"{mark}{when} {what}" for mark, when, what in lines)
    read = read_or_refuse(text.encode())
    if read is not None:
        assert pack(read).opened() == read


names = st.sampled_from(("events", "timeline", "date", "start_date", "text", "headline", "year", "title", "format"))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | written,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=5),
    max_leaves=20,
)


@given(values)
def test_any_json_is_read_or_refused(value):
    for form in (
        value,
        {"events": value},
        {"timeline": {"date": [value]}},
        {"format": "terugblik-case", "events": value},
    ):
        read_or_refuse(json.dumps(form).encode())
