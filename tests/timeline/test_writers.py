"""The timeline as a file for another program: no cell runs, nothing breaks, and it can be read again."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from openpyxl import load_workbook

from timeline.dates import parse_date
from timeline.readers import read_here
from timeline.text import clean_text
from timeline.writers import EXPORTS
from timeline.writers.table import RUNS_AS_FORMULA, guarded, write_csv, write_xlsx
from timeline.writers.timelinejs import write_timelinejs

HOSTILE = [*(start + "1+1" for start in RUNS_AS_FORMULA), "<script>alert(1)</script>", 'a;b"c\nd', "\x00\ud800\ufffe"]


def case(*titles: str, when: str = "14 maart 2021", **more: Any) -> dict[str, Any]:
    parsed = parse_date(when)
    event = {
        "kind": "mdo",
        "description": "",
        "date_edtf": parsed.edtf,
        "date_text": parsed.text,
        "organisations": [],
        "people": [],
        "source": "",
    }
    return {"events": [{"id": "a" * 26, "title": title} | event | more for title in titles]}


def cells_of_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))


@pytest.mark.parametrize("format_", EXPORTS)
def test_every_form_can_be_made_of_nothing_and_of_hostile_text(format_: str) -> None:
    assert EXPORTS[format_]({"events": []})
    everywhere = case(*HOSTILE, description=HOSTILE[0], source=HOSTILE[1], people=HOSTILE, when="onbekend")
    assert EXPORTS[format_](everywhere)
    assert EXPORTS[format_](case(*HOSTILE))


@given(st.lists(st.text(max_size=40), min_size=1, max_size=5))
def test_no_cell_of_a_csv_file_runs_as_a_formula(titles: list[str]) -> None:
    rows = cells_of_csv(write_csv(case(*titles)))
    assert len(rows) == len(titles) + 1
    assert not [cell for row in rows for cell in row if cell.startswith(RUNS_AS_FORMULA)]


def test_a_csv_file_is_quoted_throughout_and_opens_in_dutch_excel() -> None:
    content = write_csv(case("x;=1+1"))
    assert content.startswith(b"\xef\xbb\xbf")
    assert b'"x;=1+1"' in content


@given(st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=5))
def test_no_cell_of_an_excel_file_is_a_formula_and_its_text_is_what_was_typed(titles: list[str]) -> None:
    sheet = load_workbook(io.BytesIO(write_xlsx(case(*titles)))).active
    assert sheet is not None
    found = [sheet.cell(row, 5) for row in range(2, len(titles) + 2)]
    assert {cell.data_type for cell in found} <= {"s", "n"}  # n: an empty cell
    kept = [clean_text(title) for title in titles]
    assert [(cell.value or "").split() for cell in found] == [title.split() for title in kept]


def test_an_exported_table_can_be_read_in_again() -> None:
    given = case("=1+1", "Zitting", organisations=[{"name": "Rechtbank", "role": "owner"}], people=["moeder", "vader"])
    for name, content in (("uit.csv", write_csv(given)), ("uit.xlsx", write_xlsx(given))):
        rows = read_here(name, content).rows
        assert [row.title for row in rows] == ["=1+1", "Zitting"], name
        assert {row.organisation for row in rows} == {"Rechtbank"}
        assert {row.who for row in rows} == {("moeder", "vader")}
        assert {row.date and row.date.earliest for row in rows} == {date(2021, 3, 14)}


def test_a_calendar_shows_an_event_over_all_the_days_that_it_can_be() -> None:
    calendar = Calendar.from_ical(EXPORTS["ics"](case("MDO, 1; met\nregel", when="maart 2021")))
    (entry,) = calendar.walk("VEVENT")
    assert (entry["dtstart"].dt, entry["dtend"].dt) == (date(2021, 3, 1), date(2021, 4, 1))
    assert entry["summary"] == "MDO, 1; met\nregel"


@pytest.mark.parametrize("edtf", ["9999-12-31", "1000-01-01", "2019/..", "../2020", "2020-01-01/", "19XX", "2021-21"])
def test_the_ends_of_the_calendar_and_open_periods_break_no_file(edtf: str) -> None:
    edges = case("rand", date_edtf=edtf, date_text="")
    for write in EXPORTS.values():
        assert write(edges)


def test_timelinejs_gets_text_and_never_markup() -> None:
    value = orjson.loads(write_timelinejs(case("<b>MDO</b>", description="<img src=x>")))
    assert value["events"][0]["text"] == {"headline": "&lt;b&gt;MDO&lt;/b&gt;", "text": "&lt;img src=x&gt;"}
    assert value["events"][0]["start_date"] == {"year": 2021, "month": 3, "day": 14}


def test_an_event_without_a_date_goes_along_but_no_calendar_shows_it() -> None:
    calendar = Calendar.from_ical(EXPORTS["ics"](case("Verdwenen", when="onbekend")))
    assert calendar.walk("VEVENT") == []
    (note,) = calendar.walk("VJOURNAL")
    assert note["summary"] == "Verdwenen"
    assert "dtstart" not in note


def test_an_event_without_a_first_day_goes_along_but_is_no_slide_of_timelinejs() -> None:
    value = orjson.loads(write_timelinejs(case("Verdwenen", when="onbekend")))
    assert value["events"] == []
    assert [event["title"] for event in value["terugblik"]["undated"]] == ["Verdwenen"]


def test_an_event_with_a_time_of_day_stands_in_the_calendar_at_that_time() -> None:
    calendar = Calendar.from_ical(EXPORTS["ics"](case("MDO", time="14:30:00")))
    (entry,) = calendar.walk("VEVENT")
    assert entry["dtstart"].dt.isoformat() == "2021-03-14T14:30:00"  # by the clock where one is
    assert orjson.loads(write_timelinejs(case("MDO", time="14:30:00")))["events"][0]["start_date"]["hour"] == 14


@given(st.text(alphabet="aé😀 \\,;:\n", min_size=60, max_size=400))
def test_no_line_of_a_calendar_file_is_longer_than_the_standard_allows(title: str) -> None:
    content = EXPORTS["ics"](case(title, description=title))
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert content.decode("utf-8")  # no letter is cut in two


def test_the_name_of_a_lane_can_be_no_markup_in_timelinejs() -> None:
    value = orjson.loads(write_timelinejs(case("MDO", organisations=[{"name": "<img src=x>", "role": "owner"}])))
    assert value["events"][0]["group"] == "&lt;img src=x&gt;"


@given(st.text(alphabet="'=+-@a\t", max_size=6))
def test_a_text_that_looks_guarded_in_csv_is_guarded_once_more(text: str) -> None:
    assert not guarded(text).startswith(RUNS_AS_FORMULA)
    if clean_text(text).strip():
        given = case("MDO", source=text)
        assert [row.source for row in read_here("uit.csv", write_csv(given)).rows] == [text.strip()]


def test_every_text_of_an_excel_file_keeps_its_mark_of_being_text() -> None:
    sheet = load_workbook(io.BytesIO(write_xlsx(case(*HOSTILE, source="=1+1")))).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value]
    assert {(cell.data_type, cell.quotePrefix) for cell in cells} == {("s", True)}


@pytest.mark.parametrize("format_", EXPORTS)
def test_the_same_case_gives_the_same_bytes(format_: str) -> None:
    assert EXPORTS[format_](case(*HOSTILE)) == EXPORTS[format_](case(*HOSTILE))
