"""Dates as people write them: what they mean, what is refused, how they are shown."""

from __future__ import annotations

import csv
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from timeline.dates import (
    UNKNOWN,
    DateNotUnderstood,
    EventDate,
    Span,
    from_edtf,
    from_edtf_parts,
    in_words,
    parse_date,
    unknown_date,
)

DATA = Path(__file__).parent / "data"


def expressions(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


EXPRESSIONS = expressions("dates_nl_public.tsv")
MORE = expressions("dates_nl_more.tsv")


# The expressions of the two tables


def test_the_tables_of_expressions_are_whole():
    assert len(EXPRESSIONS) == 60
    assert len(MORE) == len({row["text"] for row in MORE}) == 401


@pytest.mark.parametrize("row", EXPRESSIONS + MORE, ids=lambda row: row["text"])
def test_an_expression_means_the_days_that_the_table_says(row):
    if row["edtf"] == "!":
        with pytest.raises(DateNotUnderstood):
            parse_date(row["text"])
        return
    read = parse_date(row["text"])
    assert read.edtf in {row["edtf"], *row["edtf_also"].split(" | ")}
    assert read.text == row["text"]
    slack = timedelta(days=int(row["slack_days"]))
    for found, expected in ((read.earliest, row["earliest"]), (read.latest, row["latest"])):
        if expected in {"", ".."}:
            assert found is None
        else:
            assert abs(found - date.fromisoformat(expected)) <= slack


# Rules


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("5-6-2020", "2020-06-05"),
        ("29-01-2019 – 03-06-2019", "2019-01-29/2019-06-03"),
        ("1-5 maart 2020", "2020-03-01/2020-03-05"),
        ("28/29 september 2020", "2020-09-28/2020-09-29"),
        ("mei-20", "2020-05"),
        ("half maart – mei 2022", "2022-03-1X/2022-05"),
        ("week 45 t/m 47 2020", "2020-11-02/2020-11-22"),
        ("tussen 3 en 9 mei 2020", "[2020-05-03..2020-05-09]"),
        ("5, 12 en 19 november 2019", "{2019-11-05,2019-11-12,2019-11-19}"),
        ("in de loop van 2019", "2019"),
        ("12-9-2022 - heden", "2022-09-12/.."),
        ("voor mei 2020", "[..2020-04-30]"),
        ("March 14, 2021", "2021-03-14"),
        ("2021-04/..", "2021-04/.."),
    ],
)
def test_words_and_numbers_combine_by_rule(written, edtf):
    assert parse_date(written).edtf == edtf


@pytest.mark.parametrize(("written", "year"), [("1-1-39", 2039), ("1-1-40", 1940), ("1-1-'05", 2005), ("1-1-99", 1999)])
def test_a_year_of_two_digits_lies_between_1940_and_2039(written, year):
    assert parse_date(written).earliest == date(year, 1, 1)


def test_a_month_before_new_year_belongs_to_the_year_before_the_end_of_its_period():
    assert parse_date("november t/m februari 2021").edtf == "2020-11/2021-02"


def test_a_weekday_that_does_not_fit_makes_the_date_uncertain():
    read = parse_date("woensdag 4 april 2019")
    assert (read.edtf, read.is_uncertain) == ("2019-04-04?", True)
    assert not parse_date("donderdag 4 april 2019").is_uncertain


@pytest.mark.parametrize(
    "written",
    [
        "",
        "   ",
        "12",
        "mei",
        "nov 17",
        "2021-22",
        "6/22/2019",
        "29 februari 2021",
        "0-0-2020",
        "vorige week",
        "Totaal",
        "kaart 2019",
        "14 maart 2021 zie brief",
        "dec 2019 - jan",
        "²",
        "1" * 500,
        "- - - -",
        "[2020",
        "X" * 40,
        "jan" * 30,
    ],
)
def test_what_is_no_date_is_refused_with_words_that_help(written):
    with pytest.raises(DateNotUnderstood) as refused:
        parse_date(written)
    assert refused.value.message.endswith(".")
    assert isinstance(refused.value, ValueError)


def test_the_message_of_an_impossible_day_speaks_of_the_calendar():
    with pytest.raises(DateNotUnderstood, match="kalender"):
        parse_date("31-4-2021")


def test_a_day_without_a_year_never_gets_one():
    read = parse_date("23 april")
    assert (read.edtf, read.earliest, read.latest) == ("XXXX-04-23", None, None)
    assert read.is_unknown


@pytest.mark.parametrize("written", ["onbekend", "Datum onbekend", "n.b.", "?", "???", "weet niet", "unknown"])
def test_unknown_is_kept_as_a_date_without_days(written):
    read = parse_date(written)
    assert read == EventDate(UNKNOWN, text=written)
    assert read.is_unknown


# The value


def test_a_period_has_a_span_for_its_start_and_one_for_its_end():
    period = from_edtf("2019-06/2019-12-16")
    assert period.is_period
    assert period.start == Span(date(2019, 6, 1), date(2019, 6, 30))
    assert period.end == Span(date(2019, 12, 16), date(2019, 12, 16))
    assert (period.start_edtf, period.end_edtf) == ("2019-06", "2019-12-16")


def test_both_spans_of_a_moment_are_the_whole_date():
    moment = from_edtf("2019-06")
    assert not moment.is_period
    assert moment.start == moment.end == Span(date(2019, 6, 1), date(2019, 6, 30))
    assert (moment.start_edtf, moment.end_edtf) == ("2019-06", None)


def test_what_goes_on_has_no_last_day():
    going_on = from_edtf("2021-04/..")
    assert (going_on.earliest, going_on.latest, going_on.end) == (date(2021, 4, 1), None, Span())


@pytest.mark.parametrize(
    "edtf",
    [
        "2021-02-30",
        "2021-13",
        "abc",
        "2021/2020",
        "2021-05/2021-01",
        "0001",
        "[",
        "[]",
        "[..]",
        "2021-01-01/2/3",
        "2021-22-01",
        "9999-24",
        "2021-01-01T25:00",
        "XXXX-02-30",
    ],
)
def test_a_value_that_no_case_can_hold_is_refused(edtf):
    with pytest.raises(DateNotUnderstood):
        from_edtf(edtf)


@pytest.mark.parametrize("written", ["", "unknown", "XXXX", " "])
def test_every_way_to_write_unknown_is_one_value(written):
    assert from_edtf(written) == unknown_date()


def test_a_time_of_day_survives_the_way_out_and_back():
    read = parse_date("22-6-2019 om 10.15 uur")
    assert (read.edtf, read.time, read.start_edtf) == ("2019-06-22", time(10, 15), "2019-06-22T10:15:00")
    assert from_edtf_parts(read.start_edtf, read.end_edtf).time == time(10, 15)


def test_the_more_precise_date_leaves_fewer_days_open():
    day, month, season = (from_edtf(edtf) for edtf in ("2018-07-03", "2018-07", "2018-22"))
    assert day.precision_days == 1
    assert day.precision_days < month.precision_days < season.precision_days
    assert from_edtf("2019-06-03/2019-12-16").precision_days < from_edtf("2019-06/2019-12").precision_days


def test_dates_sort_by_first_day_then_time_and_unknown_comes_last():
    in_order = [
        "tot en met maart 2018",
        "2019",
        "1 mei 2020",
        "mei 2020",
        "3 mei 2020, 9:00",
        "3 mei 2020, 14:00",
        "onbekend",
    ]
    ordered = sorted((parse_date(text) for text in reversed(in_order)), key=lambda read: read.sort_key)
    assert [read.text for read in ordered] == in_order


# Showing


@pytest.mark.parametrize(
    ("written", "dutch", "english"),
    [
        ("14-3-2021", "14 maart 2021", "14 March 2021"),
        ("begin 2020", "begin 2020", "early 2020"),
        ("zomer 2019", "zomer 2019", "summer 2019"),
        ("winter 2020-2021", "winter 2020-2021", "winter 2020-2021"),
        ("14-3-2021 om 14.30 uur", "14 maart 2021, 14.30 uur", "14 March 2021, 14:30"),
        ("3-6-2019 t/m 16-12-2019", "3 juni – 16 december 2019", "3 June – 16 December 2019"),
        ("vanaf april 2021", "sinds april 2021", "since April 2021"),
        ("± mei 2018", "ongeveer mei 2018", "about May 2018"),
        ("mei 2018?", "mogelijk mei 2018", "possibly May 2018"),
        ("juli of augustus 2019", "juli of augustus 2019", "July or August 2019"),
        ("schooljaar 2021-2022", "schooljaar 2021-2022", "school year 2021-2022"),
        ("week 45 2020", "week 45 2020", "week 45 2020"),
        ("onbekend", "datum onbekend", "date unknown"),
        ("23 april", "23 april, jaar onbekend", "23 April, year unknown"),
    ],
)
def test_a_date_is_shown_in_the_words_of_the_reader(written, dutch, english):
    assert in_words(parse_date(written)) == dutch
    assert in_words(parse_date(written), "en") == english


def test_an_unknown_language_is_shown_in_dutch():
    assert in_words(from_edtf("2021-03"), "fr") == "maart 2021"


# Laws

days = st.dates(date(1950, 1, 1), date(2060, 12, 31))
components = st.one_of(
    days.map(date.isoformat),
    days.map(lambda day: f"{day:%Y-%m}"),
    days.map(lambda day: f"{day:%Y}"),
    st.builds("{}-{}".format, st.integers(1950, 2060), st.sampled_from([21, 22, 23, 24, 33, 34, 35, 36, 40, 41])),
    days.map(lambda day: f"{day:%Y-%m}-1X"),
)
marked = st.builds("{}{}".format, components, st.sampled_from(["", "", "~", "?", "%"]))


@st.composite
def values(draw) -> str:
    """EDTF values of the sorts that people's words lead to."""
    first, last = sorted((draw(marked), draw(marked)), key=lambda edtf: from_edtf(edtf).sort_key)
    forms = ["{0}", "{0}/..", "/{1}", "[{0},{1}]", "{{{0},{1}}}", "[..{0}]", "[{0}..]", "{0}/", "XXXX"]
    if from_edtf(first).earliest <= from_edtf(last).latest:
        forms += ["{0}/{1}", "[{0}..{1}]"]
    return draw(st.sampled_from(forms)).format(first, last)


@given(values())
def test_a_value_read_back_is_the_same_date(edtf):
    when = from_edtf(edtf)
    assert from_edtf(when.edtf) == when
    assert from_edtf_parts(when.start_edtf, when.end_edtf) == when


@given(values())
def test_the_first_possible_day_is_never_after_the_last(edtf):
    when = from_edtf(edtf)
    for span in (when, when.start, when.end):
        assert span.earliest is None or span.latest is None or span.earliest <= span.latest


@given(values(), st.sampled_from(["nl", "en"]))
def test_what_is_shown_and_read_back_is_the_same_date(edtf, language):
    when = from_edtf(edtf)
    shown = in_words(when, language)
    again = parse_date(shown, language=language)
    assert in_words(again, language) == shown
    # "half maart" is EDTF's 10th to 19th inside a period and our 10th to 20th on its own.
    assert (again.earliest, again.latest) == (when.earliest, when.latest) or "1X" in edtf


@given(days, st.times())
def test_a_day_with_a_time_read_back_is_the_same(day, at):
    when = from_edtf(day.isoformat(), time=at.replace(second=0, microsecond=0))
    again = parse_date(in_words(when))
    assert (again.edtf, again.time) == (when.edtf, when.time)


@given(days, days)
def test_two_numeric_dates_with_a_dash_between_are_a_period(one, other):
    first, last = sorted((one, other))
    for form in ("%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y"):
        assert parse_date(f"{first:{form}} - {last:{form}}").edtf == f"{first}/{last}"


@given(days)
def test_a_numeric_date_is_always_day_month_year(day):
    for written in (f"{day:%d-%m-%Y}", f"{day.day}/{day.month}/{day.year}", f"{day:%Y-%m-%d}"):
        assert parse_date(written).earliest == parse_date(written).latest == day


@given(st.text(max_size=140) | st.text("0123456789-/. jmeiatm'?~[]{}X,", max_size=40))
def test_any_text_is_a_date_or_refused_and_nothing_else(text):
    try:
        read = parse_date(text)
    except DateNotUnderstood:
        return
    assert from_edtf(read.edtf).edtf == read.edtf
    assert in_words(read)


@pytest.mark.parametrize("written", [row["text"] for row in EXPRESSIONS if row["edtf"] != "!"])
def test_an_edtf_parser_of_others_accepts_our_values(written):
    assert parse_edtf(parse_date(written).edtf) is not None
