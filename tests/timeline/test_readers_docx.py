"""Word without a table: dated paragraphs, lists and headings become events, beside tables or instead of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from docx.document import Document

from tests.timeline.files import docx_file, part, repacked
from timeline.readers import ReadFile, pack, read_here, reread
from timeline.readers.errors import NoEventsInFile

TABLE = [("Datum", "Wat"), ("1-5-2020", "Gesprek")]


def read(change: Callable[[Document], object], *tables: list[tuple[str, str]]) -> ReadFile:
    return read_here("w.docx", docx_file(*tables, change=change))


def paragraphs(*texts: str) -> Callable[[Document], None]:
    def write(document: Document) -> None:
        for text in texts:
            document.add_paragraph(text)

    return write


def dated(found: ReadFile) -> list[tuple[str, str, str]]:
    return [(row.date.edtf if row.date else "", row.title, row.description) for row in found.rows]


def test_a_paragraph_that_begins_with_a_date_is_an_event_and_says_where_it_stands():
    found = read(paragraphs("14 maart 2021 – Huisbezoek bij moeder", "Vader kwam niet.", "20-3-2021: Brief"))
    assert dated(found) == [("2021-03-14", "Huisbezoek bij moeder", "Vader kwam niet."), ("2021-03-20", "Brief", "")]
    assert [row.place for row in found.rows] == ["alinea 2", "alinea 4"]
    assert [(row.place, row.cells) for row in found.skipped] == [("alinea 1", ("Inleiding bij de tabel.",))]


def test_macros_in_a_word_file_are_neither_read_nor_run_and_it_is_said():
    found = read_here("w.docm", repacked(docx_file(TABLE), {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}))
    assert [remark.message for remark in found.remarks] == [
        "In dit bestand zitten macro's. Die zijn niet gelezen en niet uitgevoerd."
    ]


def test_a_heading_above_a_table_gives_its_year_to_the_dates_in_it():
    def write(document: Document) -> None:
        for year, row in (("2019", ("14 maart", "Aanmelding")), ("2020", ("mei", "Intake"))):
            document.add_heading(year, 1)
            table = document.add_table(rows=2, cols=2)
            for cells, texts in zip(table.rows, (("Datum", "Wat"), row), strict=True):
                for cell, text in zip(cells.cells, texts, strict=True):
                    cell.text = text

    found = read(write)
    assert dated(found) == [("2019-03-14", "Aanmelding", ""), ("2020-05", "Intake", "")]
    assert reread(pack(found).opened(), {}) == found


def test_the_date_of_a_letter_above_a_table_says_nothing_of_its_rows():
    found = read(paragraphs("Lisdonk, 3 mei 2021"), TABLE)
    assert dated(found) == [("2020-05-01", "Gesprek", "")]


def test_a_bold_date_and_a_tab_part_the_date_from_the_text():
    def write(document: Document) -> None:
        document.add_paragraph().add_run("14 maart 2021").bold = True
        document.paragraphs[-1].add_run(" Huisbezoek")
        document.add_paragraph("20-3-2021\tBrief\tnaar school")

    assert dated(read(write)) == [("2021-03-14", "Huisbezoek", ""), ("2021-03-20", "Brief", "naar school")]


def test_headings_give_the_year_and_the_month_and_are_skipped_as_headings():
    def write(document: Document) -> None:
        document.add_heading("Tijdlijn", 0)
        document.add_heading("2019", 1)
        document.add_paragraph("14 maart: aanmelding", style="List Bullet")
        document.add_paragraph("Ouders uit elkaar", style="List Bullet")
        document.add_heading("Mei 2020", 1)
        document.add_paragraph("14: zitting")
        document.add_heading("Conclusie", 1)
        document.add_paragraph("Het liep niet goed.")

    found = read(write)
    assert [row[:2] for row in dated(found)] == [
        ("2019-03-14", "Aanmelding"),
        ("2019", "Ouders uit elkaar"),
        ("2020-05-14", "Zitting"),
    ]
    assert [row.cells[0] for row in found.skipped][1:] == [
        *("Tijdlijn", "2019", "Mei 2020", "Conclusie", "Het liep niet goed."),
    ]


def test_a_heading_with_a_day_is_an_event_and_the_text_below_it_its_description():
    def write(document: Document) -> None:
        document.add_heading("14 maart 2021 – MDO", 2)
        document.add_paragraph("Nieuw aanbod besproken.")
        document.add_heading("April 2021 – Start hulp", 2)
        document.add_paragraph("Met moeder.")

    assert dated(read(write)) == [
        ("2021-03-14", "MDO", "Nieuw aanbod besproken."),
        ("2021-04", "Start hulp", "Met moeder."),
    ]


def test_lines_within_one_paragraph_are_events_too():
    def write(document: Document) -> None:
        document.add_paragraph("14-3-2021 Huisbezoek\n15-3-2021 Brief")

    assert [(row.title, row.place) for row in read(write).rows] == [
        ("Huisbezoek", "alinea 2"),
        ("Brief", "alinea 2, regel 2"),
    ]


def test_beside_a_table_the_introduction_is_skipped_also_when_it_names_dates():
    found = read(paragraphs("Opgesteld op 3 mei 2024.", "Het gezin is sinds 2018 bekend."), TABLE)
    assert [row.title for row in found.rows] == ["Gesprek"]
    assert [row.cells[0] for row in found.skipped if row.place.startswith("alinea")] == [
        *("Inleiding bij de tabel.", "Opgesteld op 3 mei 2024.", "Het gezin is sinds 2018 bekend."),
    ]


def test_tables_and_dated_paragraphs_are_both_read_in_the_order_of_the_document():
    found = read(paragraphs("14 maart 2021 – Huisbezoek", "20 maart 2021: MDO"), TABLE)
    assert [(row.title, row.place) for row in found.rows] == [
        ("Gesprek", "tabel 1, rij 2"),
        ("Huisbezoek", "alinea 2"),
        ("MDO", "alinea 3"),
    ]


@pytest.mark.parametrize("place", ["header", "footer"])
def test_text_above_and_below_the_pages_is_not_read_and_that_is_said(place):
    def write(document: Document) -> None:
        document.add_paragraph("14 maart 2021 – Huisbezoek")
        getattr(document.sections[0], place).paragraphs[0].text = "1-1-2020 geheim"

    found = read(write)
    assert [row.title for row in found.rows] == ["Huisbezoek"]
    assert ["kop- en voettekst" in remark.message for remark in found.remarks] == [True]


def test_footnotes_are_not_read_and_that_is_said():
    note = b"<w:footnote><w:p><w:r><w:t>1-1-2020 noot</w:t></w:r></w:p></w:footnote>"
    notes = b"<w:footnotes xmlns:w='w'>" + note + b"</w:footnotes>"
    content = repacked(docx_file(TABLE), {"word/footnotes.xml": notes})
    assert ["Voetnoten" in remark.message for remark in read_here("w", content).remarks] == [True]


def test_deleted_and_hidden_text_begins_no_event():
    content = docx_file(change=paragraphs("14 maart 2021 – WEG", "20 maart 2021 – Brief"))
    document = part(content, "word/document.xml").decode()
    old = "<w:r><w:t>14 maart 2021 – WEG</w:t></w:r>"
    assert old in document
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>14 maart 2021 – WEG</w:t></w:r>"
    found = read_here("w", repacked(content, {"word/document.xml": document.replace(old, hidden).encode()}))
    assert [row.title for row in found.rows] == ["Brief"]


def test_a_document_without_any_date_says_that_there_are_no_events():
    with pytest.raises(NoEventsInFile):
        read(paragraphs("Beste collega,", "Hierbij de stukken."))
