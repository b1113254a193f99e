"""Moving an event in time keeps it as precise as it was."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.dates import from_edtf
from timeline.moving import FARTHEST, CannotBeMoved, EndsBeforeItStarts, StaysWhereItIs, moved, moved_away, room

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("edtf", "days", "side", "expected"),
    [
        ("2020-02-28", 2, "both", "2020-03-01"),
        ("2020-03-01", -1, "both", "2020-02-29"),
        ("2020-05~", 31, "both", "2020-06~"),
        ("2020-05", 3, "both", "2020-05"),
        ("2020", 200, "both", "2021"),
        ("2020?", -400, "both", "2019?"),
        ("2020-01-01/2020-03-01", 10, "both", "2020-01-11/2020-03-11"),
        ("2020-01-01/2020-03-01", 10, "start", "2020-01-11/2020-03-01"),
        ("2020-01-01/2020-03-01", -10, "end", "2020-01-01/2020-02-20"),
        ("2020-01/2020-03", 62, "end", "2020-01/2020-05"),
        ("2020-01-01/..", 5, "both", "2020-01-06/.."),
        ("/2020-03-01", 5, "end", "/2020-03-06"),
    ],
)
def test_a_date_moves_by_days_and_stays_as_precise_as_it_was(edtf, days, side, expected):
    assert moved(from_edtf(edtf), days, side).edtf == expected


@pytest.mark.parametrize("edtf", ["XXXX", "2020-21", "201X", "[2020-10-21..2020-10-31]", "../2020-01-01", "2020-1X"])
def test_what_is_no_day_month_or_year_says_that_it_has_to_be_changed_in_the_form(edtf):
    side = "start" if edtf.startswith("..") else "both"
    with pytest.raises(CannotBeMoved):
        moved(from_edtf(edtf), 10, side)


@pytest.mark.parametrize(
    ("edtf", "days", "side", "said"),
    [
        ("2020-02-28", 0, "both", "ander aantal dan 0"),
        ("2020-01-01/2020-03-01", 0, "end", "ander aantal dan 0"),
        ("2020-05", 3, "both", "meer dagen"),
        ("2020", -90, "both", "meer dagen"),
    ],
)
def test_what_would_change_nothing_is_no_move(edtf, days, side, said):
    with pytest.raises(StaysWhereItIs, match=said):
        moved_away(from_edtf(edtf), days, side)


def test_what_comes_somewhere_else_moves_as_far_as_it_should():
    assert moved_away(from_edtf("2020/2020-05-01"), 3).edtf == "2020/2020-05-04"


def test_an_end_never_passes_the_start():
    with pytest.raises(EndsBeforeItStarts):
        moved(from_edtf("2020-01-01/2020-03-01"), -200, "end")


@pytest.mark.parametrize("edtf", ["2020-01-01/2020-03-01", "2020-01/2020-03", "2019/2021~", "2020-01-01/2020-01-01"])
def test_the_room_of_an_end_is_as_far_as_it_can_be_moved_and_no_day_further(edtf):
    when = from_edtf(edtf)
    latest_start, earliest_end = room(when)
    for side, days, way in (("start", latest_start, 1), ("end", earliest_end, -1)):
        moved(when, days, side)
        with pytest.raises(EndsBeforeItStarts):
            moved(when, days + way, side)


def test_an_end_can_come_to_the_day_of_the_start_and_an_open_end_leaves_room():
    assert room(from_edtf("2020-01-01/2020-03-01")) == (60, -60)
    assert room(from_edtf("2020-01-01/..")) == (FARTHEST, 0)


def test_nothing_is_moved_out_of_the_years_that_there_are():
    for edtf, days in (("1000-01-01", -1), ("9999-12-31", 1)):
        with pytest.raises(CannotBeMoved):
            moved(from_edtf(edtf), days)


def test_the_time_of_day_stays_and_the_words_as_written_go():
    was = from_edtf("2020-01-01", text="nieuwjaarsdag", time=time(14, 30))
    now = moved(was, 1)
    assert (now.time, now.text) == (time(14, 30), "")


@given(DAYS, st.integers(-2_000, 2_000), st.integers(0, 900))
def test_moving_there_and_back_changes_nothing(day, days, length):
    for edtf in (f"{day}", f"{day}/{day + timedelta(length)}"):
        assert moved(moved(from_edtf(edtf), days), -days).edtf == edtf


@given(DAYS, st.integers(-2_000, 2_000), st.integers(0, 900))
def test_a_period_that_is_moved_keeps_its_length(day, days, length):
    later = moved(from_edtf(f"{day}/{day + timedelta(length)}"), days)
    assert (later.latest - later.earliest).days == length
