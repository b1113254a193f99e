"""What the browser draws from, and the timeline in words."""

from datetime import date

import orjson
from hypothesis import given, settings

from tests.timeline.test_layout import LANES, cases, event
from timeline.figure import columns, plotly_layout
from timeline.layout import DrawnChapter, Window, layout
from timeline.table import legend, rows, summary, tray


@given(cases())
@settings(max_examples=settings().max_examples // 3)
def test_every_column_tells_of_every_dated_event(case):
    drawn = layout(case, LANES)
    made = orjson.loads(orjson.dumps(columns(drawn)))
    assert {len(column) for column in made["events"].values() if isinstance(column, list)} == {len(drawn.placed)}
    assert made["events"]["id"] == [row.id for row in rows(drawn)]
    assert {len(column) for column in made["lanes"].values()} == {len(LANES)}
    assert all(0 <= at < len(drawn.placed) for at in made["meetings"]["event"])


@given(cases())
@settings(max_examples=settings().max_examples // 3)
def test_table_and_tray_together_hold_every_event_once(case):
    drawn = layout(case, LANES)
    told = [row.id for row in (*rows(drawn), *tray(drawn))]
    assert sorted(told) == sorted(found.id for found in case)


def test_the_columns_count_the_events_without_a_date_as_well():
    case = [event(1), event(2, edtf="XXXX")]
    assert columns(layout(case, LANES))["total"] == 2
    assert columns(layout(case, LANES), total=9)["total"] == 9


def test_the_columns_are_the_same_in_any_window():
    case = [event(1), event(2, edtf="2021-03")]
    zoomed = layout(case, LANES, window=Window(date(2020, 5, 1), date(2020, 6, 1)))
    assert columns(zoomed) == columns(layout(case, LANES))


def test_a_row_tells_the_event_in_words():
    chapters = [DrawnChapter("c", "Begin", date(2020, 1, 1), date(2020, 12, 31))]
    case = [event(kind="mdo", edtf="2020-05", present=("town", "care"), missing=("family",), accounts=2)]
    (row,) = rows(layout(case, LANES, chapters))
    assert (row.date, row.lane, row.kind_word) == ("mei 2020", "Gemeente Rietdorp", "MDO")
    assert (row.present, row.missing) == (("Gemeente Rietdorp", "De Veerboot"), ("Gezin",))
    assert row.accounts_words == "2 lezingen"
    assert row.chapters == ("Begin",)
    assert row.organisations == ("town", "care", "family")


def test_the_words_follow_the_language_of_the_reader():
    (row,) = rows(layout([event(kind="mdo", edtf="2020-05")], LANES), language="en")
    assert (row.date, row.kind_word) == ("May 2020", "multidisciplinary meeting")
    assert plotly_layout(layout([event()], LANES), language="en")["months"][4] == "May"


def test_a_kind_that_nobody_knows_any_more_still_has_a_word():
    (row,) = rows(layout([event(kind="gone")], LANES))
    assert row.kind_word


def test_the_legend_names_the_kinds_that_occur_and_counts_them():
    drawn = layout([event(1), event(2), event(3, kind="mdo", edtf="XXXX")], LANES)
    assert [(entry.kind, entry.count) for entry in legend(drawn)] == [("mdo", 1), ("contact", 2)]


def test_the_summary_says_how_much_there_is_to_see():
    case = [event(1), event(2, edtf="2022-03-04"), event(3, edtf="XXXX")]
    assert summary(layout(case, LANES)) == "Tijdlijn met 2 gebeurtenissen in 4 banen, van 2020 tot en met 2022."
    assert "zonder gebeurtenissen" in summary(layout([], LANES))


def test_plotly_never_draws_over_the_events_or_names_them():
    made = plotly_layout(layout([event()], LANES))
    assert made["figure"]["plot_bgcolor"] == "rgba(0,0,0,0)"
    assert "Gesprek" not in repr(made)
