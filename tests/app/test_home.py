"""Everyone begins in the own place."""

from __future__ import annotations

import pytest

from tests.factories import World
from tests.http import Browser, browser_for
from timeline.models import Phase


def test_somebody_without_a_link_reads_to_open_it_and_finds_no_form_to_sign_in(stranger: Browser) -> None:
    answer = stranger.get("/")
    assert answer.status_code == 200
    assert "Open je eigen link" in answer.text
    assert "password" not in answer.text


def test_the_facilitator_finds_her_cases_with_what_is_asked(facilitator: Browser) -> None:
    answer = facilitator.get("/")
    assert "Zonnebloem" in answer.text
    assert "Volg wie er klaar is" in answer.text
    assert 'href="/cases/new"' in answer.text


def test_the_title_of_a_page_does_not_name_the_case(facilitator: Browser) -> None:
    for address in ("/", facilitator.case, facilitator.case + "/people", facilitator.case + "/edit"):
        head = facilitator.get(address).text.partition("</head>")[0]
        assert "Zonnebloem" not in head


@pytest.mark.parametrize(
    ("name", "phase", "end"),
    [
        ("gemeente", Phase.ANNOTATING, ""),
        ("colleague", Phase.SESSION, ""),
        ("reader", Phase.AGREED, "/report/read"),
        ("beamer", Phase.SESSION, "/session/beamer"),
    ],
)
def test_somebody_with_one_case_goes_straight_there(world: World, name: str, phase: Phase, end: str) -> None:
    world.in_phase(phase)
    with browser_for(world, name) as browser:
        answer = browser.get("/")
    assert answer.headers["location"] == f"/cases/{world.case_id}{end}"


@pytest.mark.parametrize("name", ["reader", "beamer"])
def test_a_reader_and_the_beamer_hear_to_wait_when_it_is_not_their_time(world: World, name: str) -> None:
    with browser_for(world, name) as browser:
        answer = browser.get("/")
    assert answer.status_code == 200
    assert "Hier is nu niets te zien" in answer.text
    assert "Zonnebloem" not in answer.text


def test_in_an_erased_case_nobody_has_anything_to_do(world: World) -> None:
    world.in_phase(Phase.ERASED)
    with browser_for(world, "gemeente") as browser:
        assert "gewist" in browser.get("/").text


def test_the_administrator_goes_to_administration(world: World) -> None:
    with browser_for(world, "administrator") as browser:
        assert browser.get("/").headers["location"] == "/administration"
