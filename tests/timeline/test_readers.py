"""From a file to rows: what was written comes in whole, as an event, with a doubt, or skipped with the reason."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from tests.timeline.files import csv_text, docx_file, part, repacked, xlsx
from timeline.readers import ReadFile, pack, read_file, read_here
from timeline.readers.people import people

SAMPLES = Path(__file__).parents[2] / "app" / "demo" / "samples"
COUNTS = {"gemeente.xlsx": 40, "zorgaanbieder.csv": 26, "jeugdbescherming.docx": 40}


def read_csv(*rows: str, encoding: str = "utf-8") -> ReadFile:
    return read_here("rijen.csv", ("\r\n".join(rows) + "\r\n").encode(encoding))


def codes(row) -> set[str]:
    return {doubt.code for doubt in row.doubts}


# The samples


@pytest.mark.parametrize("name", COUNTS)
def test_every_row_of_a_sample_is_an_event_with_title_kind_and_who(name):
    read = read_file(name, (SAMPLES / name).read_bytes())
    assert len(read.rows) == COUNTS[name]
    assert all(row.title and row.who and row.kind != "" and row.date is not None for row in read.rows)


def test_the_process_of_its_own_reads_the_same_as_here():
    content = (SAMPLES / "gemeente.xlsx").read_bytes()
    assert read_file("gemeente.xlsx", content) == read_here("gemeente.xlsx", content)


@pytest.mark.parametrize("name", COUNTS)
def test_a_file_that_is_packed_and_opened_is_the_same(name):
    read = read_here(name, (SAMPLES / name).read_bytes())
    assert pack(read).opened() == read


def test_of_the_spreadsheet_the_title_the_header_empty_rows_and_the_total_are_skipped_with_their_reason():
    read = read_here("gemeente.xlsx", (SAMPLES / "gemeente.xlsx").read_bytes())
    reasons = {row.place: row.message for row in read.skipped}
    assert reasons["Tijdlijn!A1"] == "Staat boven de tabel."
    assert reasons["Tijdlijn!A3"] == "De namen van de kolommen."
    assert reasons["Tijdlijn!A11"] == "Lege regel."
    assert reasons["Tijdlijn!A50"] == "Een regel met een totaal."


def test_of_the_spreadsheet_real_dates_and_written_dates_both_count():
    rows = {row.number: row for row in read_here("g", (SAMPLES / "gemeente.xlsx").read_bytes()).rows}
    assert (rows[5].date.edtf, rows[5].place) == ("2018-09-01", "Tijdlijn!A5")
    assert (rows[22].date.edtf, rows[22].date_text) == ("2019-12-19", "19 dec. 2019")
    assert rows[48].date.is_unknown
    assert codes(rows[48]) == {"date_unknown"}
    assert (rows[4].organisation, rows[4].source) == ("Gezin", "gesprek moeder")


def test_of_the_csv_begin_and_end_are_one_period_and_the_encoding_is_said():
    read = read_here("z", (SAMPLES / "zorgaanbieder.csv").read_bytes())
    rows = {row.number: row for row in read.rows}
    assert rows[4].date.edtf == "2019-06-03/2019-12-16"
    assert rows[9].date.edtf == "2020-03/2020-05"
    assert rows[20].description == "“Het levert niets op”; zie eindverslag"
    assert (rows[3].kind, rows[16].kind, rows[14].kind) == ("waiting", "intervention", "contact")
    assert all(row.organisation is None for row in read.rows)
    assert [remark.params for remark in read.remarks] == [{"encoding": "Windows-1252"}]


def test_of_the_word_table_further_paragraphs_are_the_description():
    rows = {row.number: row for row in read_here("j", (SAMPLES / "jeugdbescherming.docx").read_bytes()).rows}
    assert rows[23].title == "Plan van aanpak besproken met beide ouders, apart"
    assert rows[23].description == "Moeder wil eerst rust.\nVader wil eerst omgang."
    assert rows[23].place == "tabel 1, rij 23"


# Rows that are not in order


def test_a_row_without_a_date_is_kept_with_a_doubt():
    (row,) = read_csv("Datum;Wat", ";Opa biedt hulp aan").rows
    assert (row.date, row.date_text, codes(row)) == (None, "", {"date_missing"})


def test_a_row_without_a_title_takes_the_beginning_of_the_description():
    row, other = read_csv("Datum;Wat;Toelichting", "1-2-2020;;Moeder belt. Zij is boos.", "2-2-2020;;").rows
    assert (row.title, row.description, codes(row)) == ("Moeder belt.", "Moeder belt. Zij is boos.", {"title_missing"})
    assert (other.title, codes(other)) == ("", {"title_missing"})


def test_an_impossible_date_keeps_its_words():
    (row,) = read_csv("Datum;Wat", "31-4-2021;Gesprek").rows
    assert (row.date, row.date_text, codes(row)) == (None, "31-4-2021", {"date_not_understood"})
    assert "kalender" in row.doubts[0].message


def test_a_date_without_a_year_gets_none():
    (row,) = read_csv("Datum;Wat", "23 april;Gesprek").rows
    assert row.date.is_unknown
    assert codes(row) == {"year_missing"}


def test_a_weekday_that_does_not_fit_is_doubted():
    row, fitting = read_csv("Datum;Wat", "wo 4 april 2019;Gesprek", "do 4 april 2019;Bezoek").rows
    assert codes(row) == {"weekday"}
    assert codes(fitting) == set()


def test_an_end_before_the_beginning_is_doubted_and_both_are_kept():
    (row,) = read_csv("Begin;Eind;Wat", "3-6-2020;1-5-2020;Traject").rows
    # not a period, as nobody knows which of the two is wrong: a moment somewhere between them, until somebody chooses
    assert (row.date.edtf, row.date_text) == ("[2020-05-01..2020-06-03]", "3-6-2020 – 1-5-2020")
    assert codes(row) == {"end_before_begin"}
    assert [choice.value for choice in row.doubts[0].choices] == ["2020-05-01/2020-06-03", "2020-06-03", "2020-05-01"]
    (row,) = read_csv("Wanneer;Wat", "3-6-2020 t/m 1-5-2020;Traject").rows
    assert (row.date.edtf, row.date.text) == ("[2020-05-01..2020-06-03]", "3-6-2020 t/m 1-5-2020")
    assert codes(row) == {"end_before_begin"}


def test_an_end_without_a_year_that_comes_before_the_beginning_is_one_of_the_next_year():
    (row,) = read_csv("Wanneer;Wat", "15 november 2020 t/m 3 februari;Traject").rows
    assert (row.date, codes(row)) == (None, {"date_not_understood"})
    assert [choice.value for choice in row.doubts[0].choices] == ["2020-11-15/2021-02-03", "2020-11-15"]


def test_an_end_without_a_beginning_is_doubted():
    (row,) = read_csv("Begin;Eind;Wat", ";1-5-2020;Traject").rows
    assert (row.date.edtf, codes(row)) == ("/2020-05-01", {"start_missing"})


def test_the_same_beginning_and_end_is_a_moment():
    (row,) = read_csv("Begin;Eind;Wat", "1-5-2020;1-5-2020;Gesprek").rows
    assert row.date.edtf == "2020-05-01"


def test_dates_in_the_future_or_far_past_are_doubted():
    content = csv_text([("Datum", "Wat"), ("1-5-2031", "Zitting"), ("1-5-1919", "Zitting 2")]).encode()
    future, past = read_here("f.csv", content, today=dt.date(2024, 1, 1)).rows
    assert (codes(future), codes(past)) == ({"future"}, {"long_ago"})


def test_a_repeated_row_is_kept_and_says_where_it_stood_before():
    _, again = read_csv("Datum;Wat", "1-5-2020;Gesprek", "1-5-2020;Gesprek").rows
    assert [(doubt.code, doubt.params) for doubt in again.doubts] == [("repeated", {"place": "regel 2"})]


def test_a_very_long_cell_is_cut_and_says_so():
    (row,) = read_csv("Datum;Wat;Toelichting", f"1-5-2020;Gesprek;{'a' * 30_000}").rows
    assert (len(row.description), codes(row)) == (20_000, {"cut"})


def test_a_total_is_no_event_but_a_title_that_begins_with_that_word_is():
    read = read_csv("Datum;Wat", "1-5-2020;Totaal andere aanpak", "Totaal;1 gebeurtenis", ";totaal: 1")
    assert [row.title for row in read.rows] == ["Totaal andere aanpak"]
    assert [row.message for row in read.skipped[1:]] == ["Een regel met een totaal."] * 2


# Columns


def test_columns_are_known_by_many_names_and_the_reason_is_said():
    read = read_csv(
        "Begindatum;Einddatum;Omschrijving;Betrokkenen;Welke organisatie;Kleur",
        "1-5-2020;;Gesprek;moeder;Wijkteam;rood",
    )
    assert {column.header: column.field for column in read.columns} == {
        "Begindatum": "date",
        "Einddatum": "end",
        "Omschrijving": "title",
        "Betrokkenen": "who",
        "Welke organisatie": "organisation",
        "Kleur": None,
    }
    assert all(column.why.endswith(".") for column in read.columns)
    assert read.rows[0].cells == ("1-5-2020", "", "Gesprek", "moeder", "Wijkteam", "rood")


def test_of_two_columns_for_one_field_the_exact_name_counts():
    read = read_csv("Datum van invoer;Datum;Wat", "1-1-2022;1-5-2020;Gesprek")
    assert [column.field for column in read.columns] == [None, "date", "title"]
    assert read.rows[0].date.edtf == "2020-05-01"


def test_without_names_of_columns_the_content_tells_and_it_is_remarked():
    read = read_csv("1-5-2020;Gesprek met moeder", "3-6-2020;Huisbezoek bij vader")
    assert [column.field for column in read.columns] == ["date", "title"]
    assert len(read.rows) == 2
    assert len(read.remarks) == 1


def test_people_in_one_cell_are_told_apart():
    assert people("moeder en vader, begeleider A en B; casusregisseur 1 en 2") == (
        *("moeder", "vader", "begeleider A", "begeleider B", "casusregisseur 1", "casusregisseur 2"),
    )
    assert people("Raad voor de Kinderbescherming") == ("Raad voor de Kinderbescherming",)
    assert people("-") == people("n.v.t.") == people("") == ()


# CSV


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_every_encoding_and_separator_gives_the_same_rows(encoding, separator):
    text = csv_text(
        [("Datum", "Wat", "Wie"), ("1-5-2020", "Café bezocht", "zoë"), ("2-5-2020", "Gesprek", "moeder")], separator
    )
    read = read_here("x.csv", text.encode(encoding))
    assert [(row.title, row.who) for row in read.rows] == [("Café bezocht", ("zoë",)), ("Gesprek", ("moeder",))]


def test_a_quoted_cell_may_hold_line_ends_and_the_line_number_stays_right():
    first, second = read_csv("Datum;Wat", '1-5-2020;"Gesprek\r\nZij zei: ""nee"""', "2-5-2020;Brief").rows
    assert (first.title, first.description) == ("Gesprek", 'Zij zei: "nee"')
    assert (first.place, second.place) == ("regel 2", "regel 4")


def test_a_quote_that_never_closes_loses_no_row():
    read = read_csv("Datum;Wat", '1-5-2020;"Gesprek', "2-5-2020;Brief")
    assert [row.title for row in read.rows] == ['"Gesprek', "Brief"]
    assert len(read.remarks) == 1


def test_the_line_that_names_the_separator_is_no_row():
    (row,) = read_csv("sep=,", "Datum,Wat", "1-5-2020,Gesprek").rows
    assert (row.title, row.number) == ("Gesprek", 3)


def test_a_stray_control_character_is_left_out_and_said():
    read = read_csv("Datum;Wat", "1-5-2020;Ges\x00prek")
    assert read.rows[0].title == "Gesprek"
    assert len(read.remarks) == 1


# Excel


def test_a_date_that_shows_only_its_month_is_a_month():
    def as_month(workbook: Workbook) -> None:
        workbook.active["A2"].number_format = "mmm yyyy"
        workbook.active["A3"].number_format = "mmm-yy"
        workbook.active["A4"].number_format = "yyyy"

    rows = [("Datum", "Wat"), *[(dt.date(2018, 9, 1), f"Gesprek {n}") for n in range(4)]]
    assert [row.date.edtf for row in read_here("m.xlsx", xlsx(rows, as_month)).rows] == [
        *("2018-09", "2018-09", "2018", "2018-09-01"),
    ]


def test_a_date_with_a_time_keeps_both():
    at = dt.datetime(2018, 9, 1, 14, 30)  # noqa: DTZ001 (a cell knows no time zone)
    (row,) = read_here("t.xlsx", xlsx([("Datum", "Wat"), (at, "Zitting")])).rows
    assert (row.date.edtf, row.date.time) == ("2018-09-01", dt.time(14, 30))


def test_hidden_sheets_rows_and_columns_are_left_out_and_named():
    def hide(workbook: Workbook) -> None:
        secret = workbook.create_sheet("Kladblok")
        secret.append(("Datum", "Wat"))
        secret.append(("1-1-2020", "Geheim"))
        secret.sheet_state = "hidden"
        workbook.active.row_dimensions[3].hidden = True
        workbook.active.column_dimensions["C"].hidden = True

    rows = [("Datum", "Wat", "Wie"), ("1-5-2020", "Gesprek", "moeder"), ("2-5-2020", "Verborgen", "vader")]
    read = read_here("h.xlsx", xlsx(rows, hide))
    assert [(row.title, row.who) for row in read.rows] == [("Gesprek", ())]
    assert [remark.params for remark in read.remarks] == [{"sheet": "Kladblok"}]
    assert any("verborgen" in row.message for row in read.skipped)


def test_a_date_merged_over_several_rows_counts_for_each():
    def merge(workbook: Workbook) -> None:
        workbook.active.merge_cells("A2:A3")

    rows = [("Datum", "Wat"), ("1-5-2020", "Gesprek"), (None, "Brief")]
    assert [row.date.edtf for row in read_here("m.xlsx", xlsx(rows, merge)).rows] == ["2020-05-01"] * 2


def test_a_table_that_begins_further_down_and_to_the_right_is_found():
    def move(workbook: Workbook) -> None:
        workbook.active.move_range("A1:B2", rows=6, cols=3)

    (row,) = read_here("m.xlsx", xlsx([("Datum", "Wat"), ("1-5-2020", "Gesprek")], move)).rows
    assert (row.title, row.place, row.date.edtf) == ("Gesprek", "Tijdlijn!A8", "2020-05-01")


def test_every_visible_sheet_with_events_is_read():
    def add(workbook: Workbook) -> None:
        more = workbook.create_sheet("2021")
        more.append(("Wat", "Datum"))
        more.append(("Brief", "1-5-2021"))
        workbook.create_sheet("Uitleg").append(("Dit is een blad met uitleg",))

    read = read_here("s.xlsx", xlsx([("Datum", "Wat"), ("1-5-2020", "Gesprek")], add))
    assert [(row.title, row.date.edtf) for row in read.rows] == [("Gesprek", "2020-05-01"), ("Brief", "2021-05-01")]
    assert [remark.params for remark in read.remarks] == [{"table": "Uitleg"}]


def test_numbers_are_read_as_they_show():
    (row,) = read_here("n.xlsx", xlsx([("Datum", "Wat"), (2019, 12)])).rows
    assert (row.date.edtf, row.title) == ("2019", "12")


# Word


def test_a_repeated_header_and_a_second_table_without_one_are_understood():
    header = ("Datum", "Wat")
    content = docx_file([header, ("1-5-2020", "Gesprek"), header, ("2-5-2020", "Brief")], [("3-5-2020", "Zitting")])
    read = read_here("w.docx", content)
    assert [row.title for row in read.rows] == ["Gesprek", "Brief", "Zitting"]
    assert read.rows[2].place == "tabel 2, rij 1"


def test_deleted_and_hidden_text_is_left_out_and_said():
    content = docx_file([("Datum", "Wat"), ("1-5-2020", "Gesprek GEHEIM WEG over rust")])
    document = part(content, "word/document.xml").decode()
    run = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
    parts = (
        run.format("Gesprek "),
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>GEHEIM</w:t></w:r>",
        "<w:del w:id='1' w:author='x'><w:r><w:delText>WEG</w:delText></w:r></w:del>",
        "<w:ins w:id='2' w:author='x'>" + run.format("over rust") + "</w:ins>",
    )
    old = "<w:r><w:t>Gesprek GEHEIM WEG over rust</w:t></w:r>"
    assert old in document
    read = read_here("v.docx", repacked(content, {"word/document.xml": document.replace(old, "".join(parts)).encode()}))
    assert read.rows[0].title == "Gesprek over rust"
    assert len(read.remarks) == 2
    assert all(b"GEHEIM" not in piece for piece in pack(read).pieces)


def test_a_table_inside_a_cell_stays_text_of_that_cell():
    def nest(document) -> None:
        inner = document.tables[0].cell(1, 1).add_table(1, 1)
        inner.cell(0, 0).text = "Binnenin"

    read = read_here("n.docx", docx_file([("Datum", "Wat"), ("1-5-2020", "Gesprek")], change=nest))
    (row,) = read.rows
    assert (row.title, row.description) == ("Gesprek", "Binnenin")


# Laws

cells = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)


@given(st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=8))
def test_every_line_of_a_csv_is_an_event_or_skipped(rows):
    quoted = [tuple('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    content = csv_text([("Datum", "Wat", "Toelichting"), *quoted, ("1-1-2020", "Slot", "")]).encode()
    read = read_here("l.csv", content)
    assert len(read.rows) + len(read.skipped) >= len(rows) + 2
    assert pack(read).opened() == read
