"""One line becomes the facts of an event; a person looks at them before they are stored."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.models import Organisation
from timeline.quick_entry import QuickEntry, read_line

SCHOOL = Organisation(id="s" * 26, case_id="c" * 26, name="De Meent", kind="school")
CARE = Organisation(id="z" * 26, case_id="c" * 26, name="Curess", kind="care")
COURT = Organisation(id="r" * 26, case_id="c" * 26, name="Rechtbank", kind="court")
ALL = (SCHOOL, CARE, COURT)


def read(line: str, own: str | None = None) -> QuickEntry:
    return read_line(line, ALL, own=own)


def test_a_line_with_a_meeting_names_its_date_who_was_at_the_table_and_what_happened() -> None:
    entry = read("14 mrt 2021 MDO met school en Curess: nieuw aanbod besproken")
    assert entry.date is not None
    assert (entry.date.when.edtf, entry.date_text, entry.kind) == ("2021-03-14", "14 mrt 2021", "mdo")
    assert entry.title == "MDO: nieuw aanbod besproken"
    assert entry.present == (SCHOOL.id, CARE.id)
    assert entry.who == ()


def test_people_who_are_no_organisation_were_there_as_people() -> None:
    entry = read("3-5-2020 huisbezoek met moeder en opa")
    assert (entry.kind, entry.who, entry.present) == ("contact", ("moeder", "opa"), ())
    assert entry.title == "Huisbezoek met moeder en opa"


def test_a_court_step_belongs_to_the_only_court() -> None:
    assert read("3-8-2021 OTS uitgesproken voor twaalf maanden").organisation_id == COURT.id


def test_who_writes_for_an_organisation_writes_in_its_lane_and_sat_at_its_table() -> None:
    entry = read("14 maart 2021 MDO met school", own=CARE.id)
    assert (entry.organisation_id, entry.present) == (CARE.id, (CARE.id, SCHOOL.id))


def test_a_line_without_a_date_has_none() -> None:
    entry = read("Merel wil niet naar vader")
    assert (entry.date, entry.date_text, entry.title) == (None, "", "Merel wil niet naar vader")


@pytest.mark.parametrize(
    ("line", "written", "why"),
    [
        ("31-02-2021 gesprek", "31-02-2021", "31 februari 2021 bestaat niet"),
        ("Gesprek op 31 februari 2021 met moeder", "31 februari 2021", "31 februari 2021 bestaat niet"),
        ("12-13-2021 gesprek", "12-13-2021", "geen maand 13"),
    ],
)
def test_a_date_that_is_in_no_calendar_says_so_and_stays_where_a_date_belongs(
    line: str, written: str, why: str
) -> None:
    entry = read(line)
    assert (entry.date, entry.date_text) == (None, written)
    assert entry.problem is not None
    assert why in str(entry.problem)
    assert entry.title in {"Gesprek", "Gesprek met moeder"}
    assert read("14-3-2021 gesprek, kamer 31-2").problem is None


@pytest.mark.parametrize(
    ("line", "lane"),
    [
        ("12-5-21 huisbezoek Curess bij vader", CARE.id),
        ("sinds zomer 2020 begeleiding door de Meent", SCHOOL.id),
        ("3-5-2020 huisbezoek met Curess", CARE.id),
        ("3-5-2020 gesprek bij De Meent met Curess", SCHOOL.id),
        ("3-5-2020 moeder meent dat het rustiger is", None),
        ("3-5-2020 MDO bij De Meent", SCHOOL.id),
    ],
)
def test_the_organisation_that_a_line_names_is_whose_event_it_is(line: str, lane: str | None) -> None:
    assert read(line).organisation_id == lane


TOWN = Organisation(id="g" * 26, case_id="c" * 26, name="Gemeente Rietdorp", kind="municipality")


@pytest.mark.parametrize(
    ("line", "kind", "lane"),
    [
        ("3-3-2021 Beschikking jeugdhulp gemeente", "decision", TOWN.id),
        ("3-3-2021 Besluit gemeente: hulp toegekend", "decision", TOWN.id),
        ("3-3-2021 Besluit van de gemeente: hulp toegekend", "decision", TOWN.id),
        ("3-3-2021 Besluit school: schorsing van een dag", "decision", SCHOOL.id),
        ("3-3-2021 Besluit jeugdhulp: toegekend", "decision", None),
        ("3-3-2021 Besluit over school: thuis blijven", "decision", None),
        ("3-3-2021 Beschikking rechtbank", "court_step", COURT.id),
    ],
)
def test_a_decision_is_of_the_organisation_that_it_names(line: str, kind: str, lane: str | None) -> None:
    entry = read_line(line, (*ALL, TOWN))
    assert (entry.kind, entry.organisation_id) == (kind, lane)


def test_what_is_too_long_for_a_title_becomes_the_description() -> None:
    entry = read(f"14 maart 2021 Gesprek over school: {'Het ging over rust en ritme. ' * 12}")
    assert entry.title == "Gesprek over school"
    assert entry.description.startswith("Het ging over rust en ritme.")


@pytest.mark.parametrize("line", ["", "   ", "14 maart 2021", ":", "met", "met met met", "\x00\u202e"])
def test_a_line_that_says_little_fills_little(line: str) -> None:
    entry = read(line)
    assert len(entry.title) <= 300


@given(st.text(max_size=400))
def test_no_word_of_a_line_is_lost(line: str) -> None:
    entry = read(line)
    names = [organisation.name for organisation in ALL]
    kept = " ".join((entry.date_text, entry.title, entry.description, *entry.who, *names)).casefold()
    for word in line.split():
        if word.isalnum() and word.isascii() and len(word) > 4 and word.casefold() not in {"school", "rechtbank"}:
            assert word.casefold() in kept
