"""How words are read as a date: why something is refused, the short way beside the grammar, and hostile text."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from timeline.date_grammar import by_grammar
from timeline.date_quick import quick
from timeline.dates import DateNotUnderstood, parse_date

days = st.dates(date(1950, 1, 1), date(2060, 12, 31))

# Why it is refused


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("31-02-2021", "31 februari 2021 bestaat niet."),
        ("30 februari 2020", "30 februari 2020 bestaat niet."),
        ("29-2-2021", "29 februari 2021 bestaat niet."),
        ("31 juni 2020", "31 juni 2020 bestaat niet."),
        ("2021-04-31", "31 april 2021 bestaat niet."),
        ("31 september 2020 t/m 3 oktober 2020", "31 september 2020 bestaat niet."),
        ("31-11-20", "31 november 2020 bestaat niet."),
        ("30 februari", "nooit een dag 30"),
        ("32-1-2020", "geen enkele maand heeft een dag 32"),
        ("0-3-2021", "geen enkele maand heeft een dag 0"),
        ("14-13-2021", "Maand 13 bestaat niet"),
        ("14-0-2021", "Maand 0 bestaat niet"),
        ("6/22/2019", "geen maand 22. Schrijf eerst de dag"),
        ("1-1-0000", "Het jaar 0000 kan niet kloppen"),
        ("31-12-9999", "Het jaar 9999 kan niet kloppen"),
        ("9999-12-31", "Het jaar 9999 kan niet kloppen"),
        ("9999", "Het jaar 9999 kan niet kloppen"),
        ("maart 1753", "Het jaar 1753 kan niet kloppen"),
        ("14-3-202", "jaar is niet volledig"),
        ("14-3-20211", "te veel cijfers"),
        ("week 53 2021", "2021 heeft geen week 53"),
        ("14-3", "jaar ontbreekt"),
        ("eind mei", "jaar ontbreekt"),
        ("7-6-2021 t/m 3-5-2021", "eindigt voordat ze begint"),
        ("44269", "getal kan een datum uit Excel zijn"),
        ("vorige week", "hangen af van de dag"),
        ("begin dit jaar", "hangen af van de dag"),
        ("heden", "alleen tot wanneer"),
        ("kaas", "begrijpen we niet"),
    ],
)
def test_a_refusal_says_what_is_wrong(written, reason):
    with pytest.raises(DateNotUnderstood) as refused:
        parse_date(written)
    assert reason.lower() in str(refused.value).lower()
    assert str(refused.value).endswith(".")


# What other programs and people write


@pytest.mark.parametrize("written", ["'14-3-2021", '"14-3-2021"', "(14-3-2021)", "'14 maart 2021", "14-3-2021;"])
def test_signs_around_a_date_are_no_part_of_it(written):
    assert parse_date(written).edtf == "2021-03-14"


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("14-3-2021 14.30u", time(14, 30)),
        ("14-3-2021 14u30", time(14, 30)),
        ("14-3-2021 om 9 uur", time(9)),
        ("14-3-2021, 10.00-11.30 uur", time(10)),
        ("14-3-2021 (10.00-11.30 uur)", time(10)),
        ("14-3-2021 0:00", time(0)),
        ("14-3-2021 00:00:00", None),
        ("March 14, 2021 at 2:30 pm", time(14, 30)),
        ("14 March 2021, 12 am", time(0)),
        ("14 maart 2021, 's middags", None),
        ("2021-03-14T14:30:00Z", time(14, 30)),
    ],
)
def test_a_time_of_day_is_kept_beside_the_day(written, at):
    read = parse_date(written)
    assert (read.edtf, read.time) == ("2021-03-14", at)


@pytest.mark.parametrize("written", ["1-2-3-2020", "3..5-6-2020", "? - 3", "1/2/3/4", "2021-03-14/2", "12-2020-14"])
def test_numbers_that_can_be_read_in_more_ways_are_not_guessed_at(written):
    with pytest.raises(DateNotUnderstood):
        parse_date(written)


# The short way is the grammar, only faster

MONTHS = ["jan", "feb.", "mrt", "april", "mei", "juni", "Juli", "aug.", "September", "oct", "nov", "december", "may"]
numbers = st.integers(0, 35).map(str) | st.integers(0, 35).map("{:02d}".format)
years = st.integers(1890, 2110).map(str) | st.integers(0, 99).map("{:02d}".format) | st.just("'19")
joints = st.sampled_from(["-", "/", ".", " ", " - "])
weekdays = st.sampled_from(["", "", "ma ", "di. ", "vrijdag ", "zo, ", "rond ", "op "])


@st.composite
def whole_days(draw) -> str:
    joint = draw(joints)
    month = draw(numbers | st.sampled_from(MONTHS))
    parts = [draw(numbers), month, draw(years)]
    if draw(st.booleans()):
        parts.reverse()
    return draw(weekdays) + joint.join(parts)


common = st.one_of(
    whole_days(),
    st.builds("{} {}".format, st.sampled_from(MONTHS), years),
    years,
    days.map("{:%d-%m-%Y}".format),
    days.map("{:%Y-%m-%d}".format),
)
clocks = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", " ", ", ", " om ", ", om "]),
    st.integers(0, 25),
    st.sampled_from([":30", ".30", ".5", ":61", ":00:00", ""]),
    st.sampled_from(["", " uur", "u", " h"]),
)
THROUGH = [" - ", " – ", "-", " t/m ", " tot en met ", " tot ", "/", " en "]
periods = st.builds("{}{}{}".format, common, st.sampled_from(THROUGH), common)


@given(common | st.builds("{}{}".format, common, clocks) | periods)
@example("14-3-20-16-3-20")
@example("31-12-1999")
@example("1 mei '19")
def test_the_short_way_means_what_the_grammar_means(written):
    short = quick(written)
    if short is not None:
        assert short == by_grammar(written)


@given(days)
def test_the_short_way_reads_the_commonest_forms(day):
    assert quick(f"{day:%d-%m-%Y}") is not None
    assert quick(f"{day:%Y-%m-%d}") is not None


# Hostile text


@pytest.mark.parametrize(
    "written",
    [
        "1" * 10_000_000,
        " " * 10_000_000,
        "1-" * 5_000_000,
        "a" * 10_000_000,
        "1 " * 60,
        "?" * 120,
        "1/" * 100,
        "mei, 2020, " * 17 + "en 1",
        "' " * 60,
        "1, " * 40,
        "en 1 " * 24,
        "van " * 30,
        "ca. " * 30,
        "(" * 120,
        "t.e.m." * 20,
        "mei of " * 28,
    ],
    ids=lambda written: f"{written[:6]}x{len(written)}",
)
@pytest.mark.timeout(60)  # a reading that grows faster than its text would not end
def test_no_text_takes_long(written):
    with suppress(DateNotUnderstood):
        assert parse_date(written).text


@pytest.mark.parametrize("written", ["14-3-2021\x00", "\x0014-3-2021", "14-3\x00-2021", "14-3-2021\ud800"])
def test_control_characters_are_refused(written):
    with pytest.raises(DateNotUnderstood):
        parse_date(written)


@pytest.mark.parametrize(
    "mark", list("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c\u200b\ufeff")
)
def test_marks_that_turn_the_order_of_reading_make_no_difference(mark):
    for written in (f"{mark}14-03-2021{mark}", f"14{mark}-03-2021", f"14 maart{mark} 2021"):
        assert parse_date(written).edtf == "2021-03-14"
