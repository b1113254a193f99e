"""Excel and OpenDocument: real dates however they are kept, nothing run, nothing followed, nothing unseen read."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from bench.chronologies import ods
from tests.timeline.files import part, repacked, xlsx
from timeline.readers import read_here
from timeline.readers.number_formats import shown_as

ROWS = [("Datum", "Wat", "Wie"), ("1-5-2020", "Gesprek", "moeder"), ("2-5-2020", "Brief", "vader")]
SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"


def changed(content: bytes, name: str, old: str, new: str) -> bytes:
    before = part(content, name).decode()
    assert old in before
    return repacked(content, {name: before.replace(old, new).encode()})


def words(read) -> list[str]:
    return [remark.message for remark in read.remarks]


# Excel


def test_a_workbook_that_counts_from_1904_gives_the_same_days():
    content = xlsx([("Datum", "Wat"), (dt.date(2020, 5, 1), "Gesprek")])
    serial = (dt.date(2020, 5, 1) - dt.date(1899, 12, 30)).days
    content = changed(content, SHEET, f"<v>{serial}</v>", f"<v>{serial - 1462}</v>")
    content = changed(content, BOOK, "<workbookPr/>", '<workbookPr date1904="1"/>')
    assert read_here("mac.xlsx", content).rows[0].date.edtf == "2020-05-01"


def test_macros_are_neither_read_nor_run_and_it_is_said():
    read = read_here("m.xlsm", repacked(xlsx(ROWS), {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}))
    assert len(read.rows) == 2
    assert words(read) == ["In dit bestand zitten macro's. Die zijn niet gelezen en niet uitgevoerd."]


@pytest.mark.parametrize("outcome", [b"", b"<v></v>", b"<v/>"])
def test_a_date_that_a_formula_never_gave_is_doubted_as_such(outcome):
    content = xlsx([("Datum", "Wat"), ("=B2", "Gesprek"), ("3-5-2020", "=A2"), ("1-5-2020", "Brief")])
    content = repacked(content, {SHEET: re.sub(rb"</f>(?:<v\s*/>|<v></v>)", b"</f>" + outcome, part(content, SHEET))})
    first, second, third = read_here("f.xlsx", content).rows
    assert ["formule zonder uitkomst" in doubt.message for doubt in first.doubts] == [True]
    assert ["formule zonder uitkomst" in doubt.message for doubt in second.doubts] == [True]
    assert third.doubts == ()


def test_titles_that_no_formula_gave_are_doubted_as_such():
    content = xlsx([("Datum", "Wat gebeurde", "Wie"), ("1-5-2020", "=A1", "oma"), ("2-5-2020", "=A2", "opa")])
    content = repacked(content, {SHEET: re.sub(rb"</f>(?:<v\s*/>|<v></v>)", b"</f>", part(content, SHEET))})
    for row in read_here("f.xlsx", content).rows:
        assert ["formule zonder uitkomst" in doubt.message for doubt in row.doubts] == [True]


def test_links_to_other_files_are_not_followed_and_it_is_said():
    read = read_here("l.xlsx", repacked(xlsx(ROWS), {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}))
    assert words(read) == ["Dit bestand verwijst naar andere bestanden. Die verwijzingen zijn niet gevolgd."]


def test_of_a_formula_the_outcome_that_excel_kept_counts_and_without_one_the_cell_is_empty():
    content = xlsx([("Datum", "Wat", "Wie"), ("1-5-2020", "=A1", "=B1")])
    content = changed(content, SHEET, "<f>A1</f><v></v>", "<f>A1</f><v>Uitkomst</v>")
    content = repacked(content, {SHEET: part(content, SHEET).replace(b'<c r="B2">', b'<c r="B2" t="str">')})
    content = repacked(
        content, {SHEET: part(content, SHEET).replace(b"<v></v>", b"").replace(b"<v/>", b"").replace(b"<v />", b"")}
    )
    read = read_here("f.xlsx", content)
    assert [(row.title, row.who) for row in read.rows] == [("Uitkomst", ())]
    assert [remark.params for remark in read.remarks] == [{"place": "Tijdlijn!C2"}]


def test_an_error_of_excel_is_no_text():
    content = changed(
        xlsx([("Datum", "Wat"), ("1-5-2020", 7)]), SHEET, '<c r="B2" t="n"><v>7</v>', '<c r="B2" t="e"><v>#REF!</v>'
    )
    read = read_here("e.xlsx", content)
    assert read.rows[0].title == ""
    assert [remark.params for remark in read.remarks] == [{"place": "Tijdlijn!B2"}]


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        *(("dd-mm-yyyy", "day"), ("d mmmm jjjj", "day"), ("[$-413]dddd d mmmm yyyy;@", "day"), ("m/d/yy h:mm", "day")),
        *(("mmm-yy", "month"), ("mmmm jjjj", "month"), ("yyyy", "year"), ("jjjj", "year"), ("uu:mm", "time")),
        *(("h:mm AM/PM", "time"), ("[h]:mm", ""), ("General", ""), ("0.00", ""), ('#,##0 "dagen"', ""), ("@", "")),
    ],
)
def test_a_format_tells_whether_a_number_is_a_date(code, shown):
    assert shown_as(code) == shown


def test_marks_for_pronunciation_and_escaped_signs_are_no_part_of_a_text():
    content = changed(xlsx(ROWS), SHEET, 't="inlineStr"><is><t>Gesprek</t></is>', 't="s"><v>1</v>')
    strings = "<si><t>x</t></si><si><r><t>Ges</t></r><r><t>prek_x000D_</t></r><rPh><t>XX</t></rPh></si>"
    content = repacked(content, {"xl/sharedStrings.xml": f"<sst>{strings}</sst>".encode()})
    assert [row.title for row in read_here("p.xlsx", content).rows] == ["Gesprek", "Brief"]


# OpenDocument


def cell(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def test_a_date_in_an_ods_is_as_precise_as_it_shows():
    month = cell("mrt 2021", 'office:value-type="date" office:date-value="2021-03-01"')
    moment = cell("1-3-21 14:30", 'office:value-type="date" office:date-value="2021-03-01T14:30:00"')
    rows = row(month, cell("Overleg")) + row(moment, cell("Zitting"))
    read = read_here("d.ods", ods({"Blad": [("Datum", "Wat"), (dt.date(2021, 3, 1), "Gesprek")]}, rows_xml=rows))
    assert [(each.date.edtf, each.date.time) for each in read.rows] == [
        *(("2021-03-01", None), ("2021-03", None), ("2021-03-01", dt.time(14, 30))),
    ]


def test_what_is_hidden_in_an_ods_is_left_out_and_named():
    style = '<style:style style:name="weg"><style:table-properties table:display="false"/></style:style>'
    content = ods({"Blad": ROWS, "Geheim": ROWS}, styles=style)
    content = changed(
        content,
        "content.xml",
        '<table:table table:name="Geheim">',
        '<table:table table:name="Geheim" table:style-name="weg">',
    )
    content = changed(
        content,
        "content.xml",
        '<table:table table:name="Blad">',
        '<table:table table:name="Blad"><table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse"/>',
    )
    rows = (
        part(content, "content.xml")
        .decode()
        .replace("<table:table-row>", '<table:table-row table:visibility="filter">')
    )
    first = rows.index('table:visibility="filter"')
    rows = rows[:first] + rows[first:].replace('table:visibility="filter"', "", 2)
    read = read_here("h.ods", repacked(content, {"content.xml": rows.encode()}))
    assert [(each.title, each.who) for each in read.rows] == [("Gesprek", ())]
    assert [remark.params for remark in read.remarks] == [{"sheet": "Geheim"}]
    assert any("verborgen" in each.message for each in read.skipped)


def test_rows_that_repeat_and_cells_over_several_rows_count_for_each():
    rows = row(cell("1-5-2021"), cell("Belt"), attributes='table:number-rows-repeated="2"')
    rows += row(cell("2-5-2021", 'table:number-rows-spanned="2"'), cell("Brief"))
    rows += row("<table:covered-table-cell/>", cell("Antwoord"))
    read = read_here("r.ods", ods({"Blad": [("Datum", "Wat")]}, rows_xml=rows))
    assert [(each.title, each.date.edtf, each.number) for each in read.rows] == [
        *(("Belt", "2021-05-01", 2), ("Belt", "2021-05-01", 3)),
        *(("Brief", "2021-05-02", 4), ("Antwoord", "2021-05-02", 5)),
    ]


def test_notes_beside_a_cell_are_not_read_and_it_is_said():
    note = "<office:annotation><text:p>GEHEIM</text:p></office:annotation>"
    noted = f"<table:table-cell>{note}<text:p>Gesprek<text:s text:c='2'/>thuis</text:p></table:table-cell>"
    read = read_here("n.ods", ods({"Blad": [("Datum", "Wat")]}, rows_xml=row(cell("1-5-2021"), noted)))
    assert [each.title for each in read.rows] == ["Gesprek  thuis"]
    assert words(read) == ["Opmerkingen in de kantlijn zijn niet gelezen."]
