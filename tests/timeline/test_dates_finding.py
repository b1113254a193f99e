"""Finding the date that a paragraph begins with or that a sentence holds, and seeing none where there is none."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.dates import DAY_FIRST, DateHabits, find_date, parse_date

UNDER_2019 = DateHabits(year=2019)


def found(text: str, habits: DateHabits = DAY_FIRST, *, at_start: bool = False) -> tuple[str, str] | None:
    """The words of the date and its value."""
    date = find_date(text, habits=habits, at_start=at_start)
    return None if date is None else (text[date.start : date.end], date.reading.when.edtf)


AT_START = [
    ("Op 14 maart 2021 belde moeder", "Op 14 maart 2021", "2021-03-14"),
    ("- 3 mei 2020: huisbezoek", "3 mei 2020", "2020-05-03"),
    ("• 3 mei 2020 huisbezoek", "3 mei 2020", "2020-05-03"),
    ("1. 3 mei 2020 huisbezoek", "3 mei 2020", "2020-05-03"),
    ("2) 3-5-2020 huisbezoek", "3-5-2020", "2020-05-03"),
    ("(3-5-2020) huisbezoek", "3-5-2020", "2020-05-03"),
    ("14/3/21 tel. contact met vader", "14/3/21", "2021-03-14"),
    ("14-3-2021 - huisbezoek", "14-3-2021", "2021-03-14"),
    ("14-3-2021: 2 kinderen gezien", "14-3-2021", "2021-03-14"),
    ("14 maart 2021.", "14 maart 2021", "2021-03-14"),
    ("ma 15 maart 2021 om 10.00 uur MDO", "ma 15 maart 2021 om 10.00 uur", "2021-03-15"),
    ("2 mei 2020, 10.00-11.30 uur: MDO", "2 mei 2020, 10.00-11.30 uur", "2020-05-02"),
    ("In de zomer van 2019 ging het mis", "In de zomer van 2019", "2019-22"),
    ("Eind 2020 komt er hulp", "Eind 2020", "[2020-09..2020-12]"),
    ("Begin jaren negentig gescheiden", "Begin jaren negentig", "[1990..1993]"),
    ("Van 3 t/m 7 mei 2021 opname", "Van 3 t/m 7 mei 2021", "2021-05-03/2021-05-07"),
    ("Sinds april 2021 geen contact", "Sinds april 2021", "2021-04/.."),
    ("week 12 2021: rust", "week 12 2021", "[2021-03-22..2021-03-28]"),
    ("schooljaar 2019-2020: andere school", "schooljaar 2019-2020", "2019-08/2020-07"),
    ("Q1 2020: start van de hulp", "Q1 2020", "2020-33"),
    ("± mei 2018 verhuisd", "± mei 2018", "2018-05~"),
    ("2019: moeder verhuist", "2019", "2019"),
    ("2018-2020 woonde hij bij vader", "2018-2020", "2018/2020"),
    ("Datum: 14-3-2021 huisbezoek", "Datum: 14-3-2021", "2021-03-14"),
    ("2021-03-14T14:30:00 notitie", "2021-03-14T14:30:00", "2021-03-14"),
    ("14 maart belt moeder", "14 maart", "XXXX-03-14"),
    ("March 14, 2021 home visit", "March 14, 2021", "2021-03-14"),
]


@pytest.mark.parametrize(("text", "words", "edtf"), AT_START)
def test_the_date_that_a_paragraph_begins_with_is_found_with_the_words_that_belong_to_it(text, words, edtf):
    assert found(text, at_start=True) == (words, edtf)


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("MDO op 3 juni 2019 met school", "op 3 juni 2019", "2019-06-03"),
        ("Rapport van 14 maart 2021 ontvangen", "14 maart 2021", "2021-03-14"),
        ("Moeder belt (14-3-2021) met school", "14-3-2021", "2021-03-14"),
        ("Het ging mis in de zomer van 2019.", "in de zomer van 2019", "2019-22"),
        ("Er was hulp van juni 2019 tot december 2019.", "van juni 2019 tot december 2019", "2019-06/2019-12"),
        ("De 3 kinderen verhuisden in 2019.", "in 2019", "2019"),
        ("MDO 2 was op 3-6-2019, MDO 3 op 4-7-2019", "op 3-6-2019", "2019-06-03"),
        ("Ze waren 12 en 8 jaar toen het op 3 mei 2020 misging", "op 3 mei 2020", "2020-05-03"),
    ],
)
def test_the_first_date_inside_a_sentence_is_found(text, words, edtf):
    assert found(text) == (words, edtf)
    assert found(text, at_start=True) is None


NO_DATES = [
    "3 kinderen",
    "De 3 kinderen van 12, 8 en 5 jaar",
    "12 jaar",
    "12 jaar oud",
    "MDO 2",
    "2 MDO's",
    "06-12345678",
    "06 12 34 56 78",
    "0570-123456",
    "+31 6 12345678",
    "€ 14,50",
    "€ 1.250,00 per maand",
    "2019 euro",
    "14.30 uur",
    "14:30",
    "van 10 tot 12 uur",
    "om 9 uur",
    "half drie",
    "kamer 12-3",
    "kamer 12-3-2020",
    "groep 7/8",
    "BSN 123456782",
    "dossier 2020/1234",
    "dossiernummer 2020/12",
    "zaaknr. C/13/12345",
    "art. 1:255 BW",
    "versie 1.2.21",
    "1.2 Inleiding",
    "1-1 gesprek met moeder",
    "6 van de 7 gesprekken",
    "3x per week",
    "20210314 dossier",
    "1234 AB Rietdorp",
    "vader (geb. 12-5-1980)",
    "geboren op 12 mei 1980",
    "80% van de tijd",
    "may be",
    "de zomer",
    "in mei",
    "IBAN NL20INGB0001234567",
    "",
    "   ",
    "Onbekend",
]


@pytest.mark.parametrize("text", NO_DATES)
def test_numbers_that_are_something_else_are_no_date(text):
    assert find_date(text) is None
    assert find_date(text, at_start=True) is None


@pytest.mark.parametrize("text", [text for text in NO_DATES if text not in {"de zomer", "in mei"}])
def test_the_year_of_a_heading_makes_no_date_of_them_either(text):
    assert find_date(text, habits=UNDER_2019) is None
    assert find_date(text, habits=UNDER_2019, at_start=True) is None


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("14 maart: huisbezoek", "14 maart", "2019-03-14"),
        ("14-3 huisbezoek", "14-3", "2019-03-14"),
        ("14/3 huisbezoek", "14/3", "2019-03-14"),
        ("3 t/m 7 mei opname", "3 t/m 7 mei", "2019-05-03/2019-05-07"),
        ("Mei: huisbezoek", "Mei", "2019-05"),
        ("Eind mei verhuist moeder", "Eind mei", "[2019-05-21..2019-05-31]"),
        ("Week 12: rust", "Week 12", "[2019-03-18..2019-03-24]"),
        ("14 mrt 12 kinderen gezien", "14 mrt", "2019-03-14"),
        ("14 maart 2020: huisbezoek", "14 maart 2020", "2020-03-14"),
    ],
)
def test_below_a_heading_a_date_takes_its_year_without_a_doubt(text, words, edtf):
    assert found(text, UNDER_2019, at_start=True) == (words, edtf)
    date = find_date(text, habits=UNDER_2019, at_start=True)
    assert date is not None
    assert date.reading.doubts == ()


def test_numbers_alone_take_the_year_of_a_heading_at_the_start_only():
    assert find_date("Besproken is punt 12-3 van het plan", habits=UNDER_2019) is None


def test_a_date_in_a_text_brings_its_doubts():
    date = find_date("6/22/2019 intake", at_start=True)
    assert date is not None
    assert [doubt.code for doubt in date.reading.doubts] == ["day_month"]
    date = find_date("Op woensdag 4 april 2019 belde moeder")
    assert date is not None
    assert [doubt.code for doubt in date.reading.doubts] == ["weekday"]


def test_the_time_of_day_belongs_to_the_date():
    date = find_date("14-3-2021 14:30 Huisbezoek", at_start=True)
    assert date is not None
    assert (date.reading.when.time, date.end) == (time(14, 30), len("14-3-2021 14:30"))


@given(st.dates(), st.text(alphabet="bgk \n", max_size=40), st.text(alphabet="bgk \n", max_size=40))
def test_a_date_between_other_words_is_found_at_its_place(day, before, after):
    day = day.replace(year=1950 + day.year % 100, day=min(day.day, 28))
    written = f"{day.day}-{day.month}-{day.year}"
    text = f"{before} {written} {after}"
    date = find_date(text)
    assert date is not None
    assert date.end == len(before) + 1 + len(written)
    assert text[date.start : date.end].endswith(written)
    assert date.reading.when.edtf == day.isoformat() or "?" in date.reading.when.edtf


@given(st.text(max_size=200) | st.text("0123456789-/. jmeiatropvn:,'?~()", max_size=120), st.booleans())
def test_what_is_found_is_a_piece_of_the_text_that_is_a_date_itself(text, at_start):
    date = find_date(text, at_start=at_start)
    if date is not None:
        assert 0 <= date.start < date.end <= len(text)
        assert date.reading.when.text == text[date.start : date.end]
        assert date.reading.doubts or parse_date(date.reading.when.text).edtf == date.reading.when.edtf


@pytest.mark.parametrize(
    "text",
    ["1 " * 5_000_000, "1-" * 100_000, "mei " * 100_000, "op de in " * 100_000, "14 " * 10_000, "van 1 t/m " * 5_000],
    ids=lambda text: text[:9],
)
@pytest.mark.timeout(60)  # a reading that grows faster than its text would not end
def test_no_text_takes_long_to_look_through(text):
    assert find_date(text, at_start=True) is None or find_date(text) is not None
