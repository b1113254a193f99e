"""Every page and every act refuses who is not signed in, and each role finds only its own pages."""

from __future__ import annotations

import re

import pytest
from fastapi.routing import APIRoute

from app.access import RULES, may
from app.pages import all_routers
from tests.factories import World, make_world
from tests.http import browser_for
from timeline.models import Phase, Role

FOR_EVERYBODY = {"/", "/enter/{token}", "/enter", "/enter/", "/sign-out", "/language"}
TO_READ = {
    "reader": {"/report/read", "/report/files/{format_}"},
    "beamer": {"/session/beamer", "/session/beamer/parts", "/session/live"},
}
NOBODYS_ID = "a" * 26
# who comes where does not depend on the database; what the scoped queries give on each is tested with the timeline
pytestmark = pytest.mark.any_database


def routes(method: str) -> list[str]:
    """The addresses of all screens with this method, each with places for its ids."""
    found = {
        route.path
        for router in all_routers()
        for route in router.routes
        if isinstance(route, APIRoute) and method in route.methods
    }
    return sorted(found - FOR_EVERYBODY)


def address_of(path: str, case_id: str) -> str:
    filled = path.replace("{case_id}", case_id)
    return re.sub(r"\{[^}]*\}", NOBODYS_ID, filled)


def test_there_are_screens_to_guard() -> None:
    assert len(routes("GET")) > 10
    assert len(routes("POST")) > 20


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nobody_comes_anywhere_without_signing_in(world: World, method: str) -> None:
    with browser_for(world, None) as browser:
        answers = {
            path: browser.request(method, address_of(path, world.case_id)).status_code for path in routes(method)
        }
    assert {path: status for path, status in answers.items() if status != 401} == {}


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("name", ["reader", "beamer", "administrator"])
@pytest.mark.parametrize("phase", [Phase.SESSION, Phase.AGREED])
def test_a_reader_the_beamer_and_the_administrator_find_no_other_page_of_a_case(
    world: World, name: str, phase: Phase, method: str
) -> None:
    world.in_phase(phase)
    own = {"/cases/{case_id}" + end for end in TO_READ.get(name, ())} if method == "GET" else set()
    paths = [path for path in routes(method) if path.startswith("/cases/") and path not in own]
    with browser_for(world, name) as browser:
        answers = {path: browser.request(method, address_of(path, world.case_id)).status_code for path in paths}
    assert {path: status for path, status in answers.items() if status not in {403, 404}} == {}


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("name", ["facilitator", "gemeente", "colleague"])
def test_nothing_of_another_case_is_there(world: World, name: str, method: str) -> None:
    other = make_world(world.database, code_name="Waterlelie")
    paths = [path for path in routes(method) if path.startswith("/cases/{case_id}")]
    with browser_for(world, name) as browser:
        answers = {path: browser.request(method, address_of(path, other.case_id)).status_code for path in paths}
    assert {path: status for path, status in answers.items() if status != 404} == {}


@pytest.mark.parametrize(
    ("role", "acts"), [(Role.READER, {"report.open", "report.read"}), (Role.BEAMER, {"session.show"})]
)
def test_a_reader_and_the_beamer_may_do_nothing_else_in_any_phase(role: Role, acts: set[str]) -> None:
    assert {action for action in RULES for phase in Phase if may(role, action, phase)} == acts


def test_no_act_is_for_a_case_that_was_erased() -> None:
    assert {action for action, rule in RULES.items() if Phase.ERASED in rule.phases} == set()
