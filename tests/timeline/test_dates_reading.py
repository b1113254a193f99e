"""A date with what is doubted about it: what the file shows, what else can be meant, and the choices."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.dates import (
    DAY_FIRST,
    DateHabits,
    DateNotUnderstood,
    from_edtf,
    from_serial,
    in_words,
    learn_habits,
    parse_date,
    read_date,
)

MONTH_FIRST = DateHabits(month_first=True, is_learned=True)
BOTH_WAYS = DateHabits(is_mixed=True, is_learned=True)
THIS_CASE = DateHabits(years=(2018, 2023), today=date(2023, 12, 1))

days = st.dates(date(1950, 1, 1), date(2029, 12, 31))


def read(written: str, habits: DateHabits = DAY_FIRST) -> tuple[str, list[str]]:
    """The value, and the codes of the doubts."""
    reading = read_date(written, habits=habits)
    return reading.when.edtf, [doubt.code for doubt in reading.doubts]


def choices(written: str, habits: DateHabits = DAY_FIRST) -> list[str]:
    """What can be chosen in the only doubt."""
    (doubt,) = read_date(written, habits=habits).doubts
    return [choice.edtf for choice in doubt.choices]


# What the file shows


@pytest.mark.parametrize(
    ("texts", "habits"),
    [
        ([], DateHabits()),
        (["5-6-2020", "maart 2020"], DateHabits(years=(2020, 2020))),
        (["22-6-2019", "5-6-2020"], DateHabits(is_learned=True, years=(2019, 2020))),
        (["6/22/2019", "5/6/2020"], DateHabits(month_first=True, is_learned=True, years=(2019, 2020))),
        (["6/22/2019", "22-6-2019"], DateHabits(is_mixed=True, is_learned=True, years=(2019, 2019))),
        (["22-6-19", "3-4-'20"], DateHabits(is_learned=True, years=(2019, 2020))),
        (["14-3-2021", "3-5-2022", "geboren in 1985"], DateHabits(is_learned=True, years=(2021, 2022))),
        (["2021-03-14"], DateHabits(years=(2021, 2021))),
    ],
)
def test_habits_are_learned_from_numbers_that_can_be_one_thing_only(texts, habits):
    assert learn_habits(texts) == habits


def test_what_day_it_is_stays_with_the_habits():
    assert learn_habits(["14-3-2021"], today=date(2023, 12, 1)).today == date(2023, 12, 1)


# Day and month


@pytest.mark.parametrize("habits", [DAY_FIRST, DateHabits(is_learned=True)])
def test_the_dutch_order_is_not_doubted_where_nothing_speaks_against_it(habits):
    assert read("5-6-2020", habits) == ("2020-06-05", [])


def test_a_file_that_writes_the_month_first_is_read_so_with_a_doubt():
    assert read("5/6/2020", MONTH_FIRST) == ("2020-05-06", ["day_month"])
    assert choices("5/6/2020", MONTH_FIRST) == ["2020-05-06", "2020-06-05"]
    assert read("5/6/2020 – 7/8/2020", MONTH_FIRST) == ("2020-05-06/2020-07-08", ["day_month"])


@pytest.mark.parametrize("written", ["6/22/2019", "5/5/2020", "2020-05-06", "6 mei 2020"])
def test_what_can_be_one_day_only_is_not_doubted_in_a_file_with_the_month_first(written):
    assert read(written, MONTH_FIRST)[1] == []


def test_a_file_that_writes_both_orders_leaves_each_ambiguous_date_to_a_person():
    assert choices("5-6-2020", BOTH_WAYS) == ["2020-06-05", "2020-05-06"]
    assert read("22-6-2019", BOTH_WAYS) == ("2019-06-22", [])


@pytest.mark.parametrize("habits", [DAY_FIRST, DateHabits(is_learned=True), BOTH_WAYS])
def test_a_month_first_date_in_another_file_is_understood_and_doubted(habits):
    assert read("6/22/2019", habits) == ("2019-06-22", ["day_month"])
    assert choices("6/22/2019", habits) == ["2019-06-22"]


@given(days, st.sampled_from([DAY_FIRST, MONTH_FIRST, BOTH_WAYS]))
def test_a_day_is_read_as_written_or_doubted_but_never_silently_turned_round(day, habits):
    for written in (f"{day:%d-%m-%Y}", f"{day.day}/{day.month}/{day.year}"):
        reading = read_date(written, habits=habits)
        meant = {day.isoformat(), f"{day.year}-{day.day:02d}-{day.month:02d}"}
        assert reading.when.edtf in meant
        if reading.when.earliest != day:
            assert day.isoformat() in [choice.edtf for doubt in reading.doubts for choice in doubt.choices]


# The year


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("14 maart", "2019-03-14"),
        ("14-3", "2019-03-14"),
        ("14/3", "2019-03-14"),
        ("3-7 mei", "2019-05-03/2019-05-07"),
        ("14-3 t/m 16-3", "2019-03-14/2019-03-16"),
        ("mei", "2019-05"),
        ("eind mei", "[2019-05-21..2019-05-31]"),
        ("zomer", "2019-22"),
        ("week 12", "[2019-03-18..2019-03-24]"),
        ("Pasen", "[2019-04-21..2019-04-22]"),
        ("2e kerstdag", "2019-12-26"),
        ("14 maart om 14.30 uur", "2019-03-14"),
        ("14 maart 2020", "2020-03-14"),
        ("14-3-20", "2020-03-14"),
        ("onbekend", "XXXX"),
    ],
)
def test_a_date_without_a_year_takes_the_year_of_the_heading_above_it(written, edtf):
    assert read(written, DateHabits(year=2019)) == (edtf, [])


@pytest.mark.parametrize("written", ["12", "half drie", "de", "3 kinderen", "06 12", "14.30 uur", "jaar"])
def test_what_is_no_part_of_a_year_takes_no_year_from_a_heading(written):
    with pytest.raises(DateNotUnderstood):
        read_date(written, habits=DateHabits(year=2019))


@pytest.mark.parametrize("written", ["jaren twintig", "de jaren '20", "In de jaren twintig"])
def test_the_twenties_are_asked_about_as_they_can_be_now_or_a_hundred_years_ago(written):
    (doubt,) = read_date(written).doubts
    assert (doubt.code, [choice.edtf for choice in doubt.choices]) == ("century", ["202X", "192X"])


def test_a_day_that_the_year_of_the_heading_does_not_have_is_refused():
    with pytest.raises(DateNotUnderstood, match="29 februari 2019 bestaat niet"):
        read_date("29 februari", habits=DateHabits(year=2019))


def test_a_missing_year_is_asked_with_the_years_of_the_file():
    assert read("23 april") == ("XXXX-04-23", ["year_missing"])
    assert choices("23 april", THIS_CASE) == [f"{year}-04-23" for year in range(2018, 2024)]
    assert choices("29 februari", THIS_CASE) == ["2020-02-29"]
    assert choices("23 april", DateHabits(years=(1990, 2023))) == []


@pytest.mark.parametrize(
    ("written", "habits", "centuries"),
    [
        ("20-7-97", THIS_CASE, ["1997-07-20", "2097-07-20"]),
        ("20-7-35", THIS_CASE, ["2035-07-20", "1935-07-20"]),
        ("20-7-26", THIS_CASE, ["2026-07-20", "1926-07-20"]),
        ("mei '88", THIS_CASE, ["1988-05", "2088-05"]),
        ("20-7-35", DAY_FIRST, ["2035-07-20", "1935-07-20"]),
    ],
)
def test_a_short_year_in_the_future_or_far_from_the_file_is_asked_with_both_centuries(written, habits, centuries):
    assert read(written, habits)[1] == ["two_digit_year"]
    assert choices(written, habits) == centuries


@pytest.mark.parametrize("written", ["14-3-21", "12-5-'09", "14 mrt 24", "20-7-1997", "schooljaar 19/20"])
def test_a_short_year_near_the_others_is_not_asked(written):
    assert read(written, THIS_CASE)[1] == []


# Typing errors


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("14-32021", ["2021-03-14"]),
        ("143-2021", ["2021-03-14"]),
        ("14-3-20211", ["2021-03-14", "2011-03-14"]),
        ("114-3-2021", ["2021-03-14", "2021-03-11"]),
        ("l4-3-2021", ["2021-03-14"]),
        ("14-3-2O21", ["2021-03-14"]),
        ("14 maart 2O21", ["2021-03-14"]),
        ("14 maart 20211", ["2021-03-14", "2011-03-14"]),
        ("14-3/2021", ["2021-03-14"]),
        ("14032021", ["2021-03-14"]),
        ("febuari 2021", ["2021-02"]),
        ("3 setpember 2020", ["2020-09-03"]),
    ],
)
def test_a_typing_error_is_doubted_with_what_was_probably_meant(written, meant):
    assert read(written) == (meant[0], ["typing_error"])
    assert choices(written) == meant


def test_of_two_corrections_the_one_within_the_years_of_the_file_comes_first():
    assert choices("14-3-20211", DateHabits(years=(2009, 2013))) == ["2011-03-14", "2021-03-14"]


@pytest.mark.parametrize("written", ["2021-3-14.", "14..3.2021", "14  maart   2021", "14 maart2021", "14maart 2021"])
def test_what_can_be_read_in_one_way_only_is_not_doubted(written):
    assert read(written) == ("2021-03-14", [])


@pytest.mark.parametrize("written", ["31-02-2021", "14-3-202", "een paar weken later", "12-34567", "1-1-0000", "MDO 2"])
def test_what_can_not_even_be_corrected_is_refused(written):
    with pytest.raises(DateNotUnderstood):
        read_date(written)


# The day of the week


def test_a_weekday_that_does_not_fit_offers_the_date_the_nearest_days_and_another_year():
    assert read("woensdag 4 april 2019") == ("2019-04-04?", ["weekday"])
    assert choices("woensdag 4 april 2019") == ["2019-04-04", "2019-04-03", "2019-04-10", "2018-04-04"]


@pytest.mark.parametrize("written", ["donderdag 4 april 2019", "4 april 2019?", "misschien woensdag 4 april 2019"])
def test_a_date_that_fits_or_that_its_writer_doubts_is_not_doubted_here(written):
    assert read(written)[1] == []


@given(days)
def test_the_days_to_choose_from_are_the_weekday_that_was_written(day):
    (doubt,) = read_date(f"maandag {day:%d-%m-%Y}").doubts or (None,)
    if day.weekday() == 0:
        assert doubt is None
    else:
        assert doubt.choices[0].earliest == day
        assert all(choice.earliest.weekday() == 0 for choice in doubt.choices[1:])
        assert min(abs((choice.earliest - day).days) for choice in doubt.choices[1:]) <= 3


# Numbers of a spreadsheet


@pytest.mark.parametrize(
    ("number", "day"),
    [
        (1, date(1900, 1, 1)),
        (59, date(1900, 2, 28)),
        (61, date(1900, 3, 1)),
        (36526, date(2000, 1, 1)),
        (44269, date(2021, 3, 14)),
    ],
)
def test_a_serial_number_counts_from_1900_with_the_leap_day_that_never_was(number, day):
    assert from_serial(number).earliest == from_serial(number).latest == day


def test_serial_60_is_a_day_that_never_was():
    with pytest.raises(DateNotUnderstood, match="29 februari 1900"):
        from_serial(60)


@pytest.mark.parametrize(("number", "day"), [(0, date(1904, 1, 1)), (60, date(1904, 3, 1)), (42807, date(2021, 3, 14))])
def test_a_serial_number_can_count_from_1904(number, day):
    assert from_serial(number, epoch_1904=True).earliest == day


@pytest.mark.parametrize(
    ("number", "edtf", "at"),
    [
        (44269.604166667, "2021-03-14", time(14, 30)),
        (44269.99999, "2021-03-15", None),
        (44269.0, "2021-03-14", None),
        (44269.5, "2021-03-14", time(12)),
    ],
)
def test_the_part_behind_the_comma_is_the_time_of_day_to_the_minute(number, edtf, at):
    assert (from_serial(number).edtf, from_serial(number).time) == (edtf, at)


@pytest.mark.parametrize("number", [0, -1, 0.5, 80_000, 2_958_466, 1e300, float("inf"), float("nan")])
def test_a_number_that_is_no_day_is_refused(number):
    with pytest.raises(DateNotUnderstood):
        from_serial(number)


@given(days)
def test_a_serial_number_is_the_count_of_days_that_python_makes(day):
    assert from_serial((day - date(1899, 12, 30)).days).earliest == day
    assert from_serial((day - date(1904, 1, 1)).days, epoch_1904=True).earliest == day


def test_a_bare_number_among_dates_is_a_doubt_with_both_counts_to_choose_from():
    assert read("44269") == ("2021-03-14", ["serial_number"])
    assert choices("44269") == ["2021-03-14", "2025-03-15"]
    assert read_date("44269,5").when.time == time(12)
    for written in ("1234", "123456", "12345", "99999"):
        with pytest.raises(DateNotUnderstood):
            read_date(written)


# Laws


@given(st.text(max_size=60) | st.text("0123456789-/. jmeiatrlO'?~[]{}X,", max_size=30), st.sampled_from([None, 2019]))
def test_any_text_is_a_date_or_refused_and_every_choice_reads_back(text, year):
    try:
        reading = read_date(text, habits=DateHabits(year=year, years=(2015, 2020), today=date(2021, 1, 1)))
    except DateNotUnderstood:
        return
    assert reading.when.text == text.strip()
    for doubt in reading.doubts:
        assert doubt.message.endswith((".", "?"))
        assert len({choice.edtf for choice in doubt.choices}) == len(doubt.choices) <= 6


@given(st.text(max_size=60) | st.text("0123456789-/. jmeiatr'?", max_size=30))
def test_what_is_understood_without_doubt_is_what_parse_date_reads(text):
    try:
        reading = read_date(text)
    except DateNotUnderstood:
        with pytest.raises(DateNotUnderstood):
            parse_date(text)
        return
    if not reading.doubts:
        assert reading.when == parse_date(text)


def test_the_turn_of_a_year_is_the_months_around_it_and_is_doubted():
    reading = read_date("eind 2020 / begin 2021")
    assert reading.when.edtf == "[2020-11..2021-02]"
    (doubt,) = reading.doubts
    assert (doubt.code, [choice.edtf for choice in doubt.choices]) == (
        "turn_of_year",
        ["[2020-11..2021-02]", "2020-39/2021-37"],
    )


@pytest.mark.parametrize("written", ["eind 2020 – begin 2021", "eind 2020 t/m begin 2021", "eind 2020 / begin 2022"])
def test_a_period_from_the_end_of_a_year_is_no_turn_of_the_year(written):
    reading = read_date(written)
    assert (reading.when.is_period, reading.doubts) == (True, ())


@pytest.mark.parametrize("written", ["8-2-2021, 15-2-2021", "8-2-2021 + 15-2-2021", "8 + 15 februari 2021"])
def test_days_beside_each_other_are_all_kept(written):
    assert read_date(written).when.edtf == "{2021-02-08,2021-02-15}"


# Parts of a year, months in a row, and where a period ends


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("begin van het jaar 2021", "[2021-01..2021-04]"),
        ("aan het begin van 2021", "[2021-01..2021-04]"),
        ("midden van het jaar 2021", "[2021-05..2021-08]"),
        ("tegen het einde van het jaar 2021", "[2021-09..2021-12]"),
        ("eerste maanden 2021", "[2021-01..2021-04]"),
        ("de laatste maanden van 2021", "[2021-09..2021-12]"),
        ("de eerste weken van 2021", "2021-01"),
        ("laatste weken van het jaar 2021", "2021-12"),
        ("laatste weken van mei 2021", "[2021-05-21..2021-05-31]"),
        ("in de loop van het jaar 2021", "2021"),
        ("het hele jaar 2021", "2021"),
        ("1e helft 2021", "2021-40"),
        ("tweede helft van het jaar 2021", "2021-41"),
        ("eerste half jaar 2021", "2021-40"),
        ("2021, begin januari", "[2021-01-01..2021-01-10]"),
        ("2021, zomer", "2021-22"),
        ("2021, 3 mei", "2021-05-03"),
    ],
)
def test_a_part_of_a_year_is_read_however_it_is_worded(written, edtf):
    assert parse_date(written).edtf == edtf


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("januari en februari 2020", "2020-01/2020-02"),
        ("jan/feb 2020", "2020-01/2020-02"),
        ("maart & april 2020", "2020-03/2020-04"),
        ("maart, april 2020", "2020-03/2020-04"),
        ("april, mei en juni 2020", "2020-04/2020-06"),
        ("december en januari 2021", "2020-12/2021-01"),
        ("maart en oktober 2020", "{2020-03,2020-10}"),
    ],
)
def test_months_in_a_row_are_one_period_and_others_each_count(written, edtf):
    assert parse_date(written).edtf == edtf


def test_separate_months_in_a_row_stay_separate_when_they_are_shown():
    apart = from_edtf("{2020-01,2020-02}")
    assert parse_date(in_words(apart)).edtf == apart.edtf


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("tot kerstvakantie 2021", "/2021-12-18~"),
        ("tot de zomervakantie 2021", "/2021-07-01~"),
        ("tot aan de zomervakantie 2021", "/2021-07-01~"),
        ("september 2020 tot de zomervakantie 2021", "2020-09/2021-07-01~"),
        ("tot kerst 2021", "/2021-12-24"),
        ("t/m de zomervakantie 2021", "/2021-08-31"),
        ("tot en met kerstvakantie 2021", "/2022-01-09"),
    ],
)
def test_what_lasts_to_a_holiday_ends_where_it_begins_and_through_it_where_it_ends(written, edtf):
    assert parse_date(written).edtf == edtf


@pytest.mark.parametrize(
    ("written", "latest"),
    [
        ("1-4-2020 – begin oktober 2020", date(2020, 10, 10)),
        ("1-4-2020 – half oktober 2020", date(2020, 10, 20)),
        ("1-4-2020 – eind oktober 2020", date(2020, 10, 31)),
        ("1-4-2019 – eind februari 2020", date(2020, 2, 29)),
        ("tot en met eind juni 2020", date(2020, 6, 30)),
        ("uiterlijk eind juni 2020", date(2020, 6, 30)),
        ("tussen begin mei en eind juni 2020", date(2020, 6, 30)),
    ],
)
def test_an_end_in_a_part_of_a_month_is_the_last_day_that_the_words_can_mean(written, latest):
    when = parse_date(written)
    assert when.latest == latest
    assert parse_date(in_words(when)) == replace(when, text=in_words(when))
