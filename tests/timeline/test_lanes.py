"""Which lane a name in a file means."""

from __future__ import annotations

import pytest

from timeline.lanes import COLOURS, find_organisation, free_colour, guess_kind_of_organisation, is_family
from timeline.models import Organisation


def organisation(name: str, kind: str = "other", colour: int = 1) -> Organisation:
    return Organisation(case_id="c", name=name, kind=kind, colour=colour)


KNOWN = [
    organisation("Gemeente Rietdorp", "municipality"),
    organisation("De Veerboot", "care"),
    organisation("Rechtbank", "court"),
    organisation("Jeugdbescherming Zuiderlicht", "youth_protection"),
]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("gemeente rietdorp", "Gemeente Rietdorp"),
        ("  De  Veerboot. ", "De Veerboot"),
        ("Veerboot", "De Veerboot"),
        ("gemeente", "Gemeente Rietdorp"),
        ("kinderrechter", "Rechtbank"),
        ("Zuiderlicht", "Jeugdbescherming Zuiderlicht"),
        ("De Meent", None),
        ("gezinscoach", None),
        ("", None),
        ("...", None),
    ],
)
def test_a_name_finds_the_organisation_that_it_means(name: str, found: str | None) -> None:
    match = find_organisation(name, KNOWN)
    assert (match.name if match else None) == found


def test_a_name_that_could_mean_two_finds_none() -> None:
    two = [organisation("Gemeente Rietdorp", "municipality"), organisation("Gemeente Veenland", "municipality")]
    assert find_organisation("gemeente", two) is None


@pytest.mark.parametrize("name", ["Gezin", "gezin ", "Het gezin", "FAMILIE"])
def test_the_family_has_a_lane_of_its_own(name: str) -> None:
    assert is_family(name)
    assert not is_family("gezinscoach")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Rechtbank Midden", "court"),
        ("Raad voor de Kinderbescherming", "child_protection_board"),
        ("Veilig Thuis", "safe_home"),
        ("Basisschool De Meent", "school"),
        ("Wijkteam Noord", "municipality"),
        ("Iets anders", "other"),
    ],
)
def test_a_name_points_to_a_kind_of_organisation(name: str, kind: str) -> None:
    assert guess_kind_of_organisation(name) == kind


def test_each_organisation_gets_a_colour_of_its_own_until_all_are_taken() -> None:
    known: list[Organisation] = []
    for number in range(COLOURS):
        known.append(organisation(f"o{number}", colour=free_colour(known)))
    assert {o.colour for o in known} == set(range(1, COLOURS + 1))
    assert 1 <= free_colour(known) <= COLOURS


IN_FULL = [
    organisation("Raad voor de Kinderbescherming", "child_protection_board"),
    organisation("Veilig Thuis", "safe_home"),
    organisation("Jeugdbescherming Zuiderlicht", "youth_protection"),
    organisation("CJG Rietdorp", "municipality"),
    organisation("GGZ De Kreek", "health"),
]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        *(("RvdK", "Raad voor de Kinderbescherming"), ("de Raad", "Raad voor de Kinderbescherming")),
        *(("VT", "Veilig Thuis"), ("Veilig Thuis Midden", "Veilig Thuis"), ("JB", "Jeugdbescherming Zuiderlicht")),
        *(("GI", "Jeugdbescherming Zuiderlicht"), ("J.Z.", None), ("JZ", "Jeugdbescherming Zuiderlicht")),
        *(("Centrum voor Jeugd en Gezin", "CJG Rietdorp"), ("ggz", "GGZ De Kreek"), ("BOR", None)),
    ],
)
def test_an_abbreviation_of_the_field_finds_the_organisation_that_it_stands_for(name: str, found: str | None) -> None:
    match = find_organisation(name, IN_FULL)
    assert (match.name if match else None) == found
