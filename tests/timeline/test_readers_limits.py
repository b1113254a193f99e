"""More than a timeline can be: what fits is offered, and a remark says what was not read and from where on."""

from __future__ import annotations

import time

import pytest

from bench.chronologies import ods
from tests.timeline.files import csv_text, part, repacked, xlsx
from timeline.readers import limits, read_file, read_here

ROWS = [("Datum", "Wat"), ("1-5-2020", "Gesprek")]
SHEET = "xl/worksheets/sheet1.xml"


def remarked(read) -> list[dict[str, str]]:
    return [remark.params for remark in read.remarks]


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(limits, "MAX_ROWS", 10)


@pytest.mark.parametrize("form", ["csv", "xlsx", "ods"])
def test_of_a_longer_file_the_first_rows_are_offered_and_where_it_stopped_is_said(few, form):
    rows = [ROWS[0], *[("1-5-2020", f"Gesprek {n}") for n in range(30)]]
    content = {"csv": csv_text(rows).encode(), "xlsx": xlsx(rows), "ods": ods({"Tijdlijn": rows})}[form]
    read = read_here("lang", content)
    assert len(read.rows) == 9
    place = "regel 11" if form == "csv" else "Tijdlijn!A11"
    assert remarked(read) == [{"place": place, "rows": "10"}]


def test_a_million_rows_end_at_the_limit():
    content = b"Datum;Wat\r\n" + b"1-5-2020;Gesprek\r\n" * 1_000_000
    read = read_file("lang.csv", content)
    assert len(read.rows) == limits.MAX_ROWS - 1
    assert remarked(read)[-1]["place"] == f"regel {limits.MAX_ROWS + 1}"


def test_of_a_wider_table_the_first_columns_are_offered():
    read = read_here("breed.csv", csv_text([ROWS[0], (*ROWS[1], *["x"] * 1000)]).encode())
    assert [row.title for row in read.rows] == ["Gesprek"]
    assert remarked(read) == [{"place": "regel 2", "columns": "200"}]
    assert len(read.rows[0].cells) == limits.MAX_COLUMNS


def test_a_cell_very_far_away_keeps_no_other_row_out():
    far = b"</sheetData>"
    cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    content = repacked(xlsx(ROWS), {SHEET: part(xlsx(ROWS), SHEET).replace(far, cell)})
    read = read_here("ver.xlsx", content)
    assert [row.title for row in read.rows] == ["Gesprek"]
    assert remarked(read) == [{"place": "Tijdlijn!A1048576", "columns": "200"}]


@pytest.mark.parametrize("form", ["csv", "xlsx", "ods"])
def test_a_cell_of_ten_million_characters_is_cut_and_the_others_are_read(form):
    long = "a" * 10_500_000
    if form == "csv":
        content = csv_text([*ROWS, ("2-5-2020", long), ("3-5-2020", "Brief")]).encode()
    else:
        rows = [*ROWS, ("2-5-2020", "HIER"), ("3-5-2020", "Brief")]
        made, name = (xlsx(rows), SHEET) if form == "xlsx" else (ods({"T": rows}), "content.xml")
        content = repacked(made, {name: part(made, name).replace(b"HIER", long.encode())})
    read = read_file("groot", content)
    assert [len(row.title) for row in read.rows] == [7, limits.MAX_CELL_CHARS, 5]
    assert [doubt.code for doubt in read.rows[1].doubts] == ["cut"]


@pytest.mark.parametrize(
    "bomb",
    [
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell/></table:table-row>',
        '<table:table-row><table:table-cell table:number-columns-repeated="999999999"/></table:table-row>',
        '<table:table-row table:number-rows-repeated="99999999">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>',
    ],
)
def test_empty_rows_and_cells_that_are_said_to_stand_there_a_million_times_cost_nothing(bomb):
    began = time.process_time()
    read = read_here("bom.ods", ods({"Tijdlijn": ROWS}, rows_xml=bomb))
    assert [row.title for row in read.rows] == ["Gesprek"]
    assert time.process_time() - began < 5


def test_filled_rows_and_cells_that_repeat_a_million_times_end_at_the_limit(monkeypatch):
    monkeypatch.setattr(limits, "MAX_ROWS", 600)
    monkeypatch.setattr(limits, "MAX_CELLS", 6_000)
    cell = '<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>'
    bomb = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    read = read_here("bom.ods", ods({"Tijdlijn": ROWS}, rows_xml=bomb))
    assert read.rows[0].title == "Gesprek"
    assert len(read.rows) + len(read.skipped) <= limits.MAX_ROWS
    assert any("hooguit" in remark.message for remark in read.remarks)
