"""Every address of the application asks one question, and the answer is what the rules say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic import BaseModel
from sqlmodel import SQLModel

from app.access import RULES, may
from app.database import METADATA, Database
from app.forms import PageForm
from app.pages import all_routers
from tests.factories import World, make_world
from tests.http import Browser, browser_for
from timeline.models import Phase, Role
from tools.access_table import PAGE, table

PHASES = [phase for phase in Phase if phase != Phase.ERASED]
ROLES = {
    "facilitator": Role.FACILITATOR,
    "gemeente": Role.CONTACT,
    "colleague": Role.PARTICIPANT,
    "reader": Role.READER,
    "beamer": Role.BEAMER,
}
NOBODYS_ID = "a" * 26
STREAMS = re.compile(r"/live$")
ASKS_FURTHER = {"/cases/{case_id}/session": ("session.plan", "session.take_part")}  # leads each role to its own page
OURS = frozenset(
    {"id", "case_id", "private_to", "phase", "revealed_at", "removed_at", "participant_id", "batch_id"}
    | {"state", "content", "frozen_at", "shared_at", "revision", "created_at", "colour_of", "secret_hash"}
)
LOOKS_FOR_ITSELF = {"GET /cases/{case_id}/session/live"}  # it holds no transaction while it streams


def routes() -> Iterator[tuple[str, APIRoute]]:
    for router in all_routers():
        for route in router.routes:
            if isinstance(route, APIRoute):
                yield from ((method, route) for method in sorted(route.methods))


def actions_of(dependant: Dependant) -> set[str]:
    """The actions that the dependencies of a route ask for."""
    own = {getattr(dependant.call, "action", None)} - {None}
    return own.union(*(actions_of(below) for below in dependant.dependencies))


def models_of(dependant: Dependant) -> set[type[BaseModel]]:
    found = {
        param.field_info.annotation
        for param in dependant.body_params
        if isinstance(param.field_info.annotation, type) and issubclass(param.field_info.annotation, BaseModel)
    }
    return found.union(*(models_of(below) for below in dependant.dependencies))


@pytest.fixture
def sqlite(sqlite_template: Path, tmp_path: Path) -> Iterator[World]:
    """One case on SQLite: who may do what does not depend on the database."""
    path = tmp_path / "terugblik.db"
    path.write_bytes(sqlite_template.read_bytes())
    database = Database(f"sqlite:///{path}")
    yield make_world(database)
    database.close()


def address(route: APIRoute, case_id: str) -> str:
    return re.sub(r"\{[^}]*\}", NOBODYS_ID, route.path.replace("{case_id}", case_id))


def test_the_page_about_access_is_the_table_that_is_used() -> None:
    assert PAGE.read_text(encoding="utf-8") == table(), "run: python tools/access_table.py"


def test_every_address_of_a_case_asks_the_rules() -> None:
    asked = {f"{method} {route.path}": actions_of(route.dependant) for method, route in routes()}
    in_a_case = {name: actions for name, actions in asked.items() if "{case_id}" in name}
    assert len(in_a_case) > 60
    assert {name for name, actions in in_a_case.items() if not actions} == LOOKS_FOR_ITSELF
    assert {name for name, actions in in_a_case.items() if not actions <= RULES.keys()} == set()


def test_every_rule_is_used_by_an_address_or_a_page() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in Path("app").rglob("*.py") if path.name != "access.py")
    code += "\n".join(path.read_text(encoding="utf-8") for path in Path("templates").rglob("*.html"))
    assert [action for action in RULES if f'"{action}"' not in code and f"'{action}'" not in code] == []


def expected(name: str | None, path: str, actions: frozenset[str], phase: Phase) -> str:
    """What the rules say to who knocks here: that it opens, or how it stays shut."""
    if name is None:
        return "signed out"
    if name == "administrator":
        return "not there"
    role = ROLES[name]
    further = ASKS_FURTHER.get(path, actions)
    if all(may(role, action, phase) for action in actions) and any(may(role, action, phase) for action in further):
        return "open"
    return "not allowed"


def to_knock_at(name: str | None) -> Iterator[tuple[Phase, str, APIRoute]]:
    """Every address once for each answer that it gives; for each set of actions one address in every phase."""
    in_every_phase = set()
    for method, route in routes():
        if "{case_id}" not in route.path or STREAMS.search(route.path):
            continue
        asked = (frozenset(actions_of(route.dependant)), ASKS_FURTHER.get(route.path))
        answers = set()
        for phase in PHASES:
            answer = expected(name, route.path, asked[0], phase)
            if asked not in in_every_phase or answer not in answers:
                yield phase, method, route
            answers.add(answer)
        in_every_phase.add(asked)


@pytest.mark.parametrize("name", [*ROLES, "administrator", None])
def test_each_role_gets_in_each_phase_what_the_rules_say(sqlite: World, name: str | None) -> None:
    """Nothing is really done: a write carries a field that no form has, and stops right behind the gate."""
    statuses = {"signed out": {401}, "not there": {404}, "not allowed": {403}}
    wrong = []
    with browser_for(sqlite, name) as browser:
        for phase, knocks in groupby(
            sorted(to_knock_at(name), key=lambda knock: PHASES.index(knock[0])), itemgetter(0)
        ):
            sqlite.in_phase(phase)
            for _, method, route in knocks:
                actions = frozenset(actions_of(route.dependant))
                status = knock(browser, method, address(route, sqlite.case_id), forms=bool(models_of(route.dependant)))
                answer = expected(name, route.path, actions, phase)
                if status not in {401, 403, 500} if answer == "open" else status in statuses[answer]:
                    continue
                wrong.append((phase.value, method, route.path, actions, status))
    assert wrong == []


def test_the_gates_are_tried_at_every_address_and_every_action_in_every_phase() -> None:
    """Otherwise the test above would say less than it seems to."""
    addresses = {
        (method, route.path)
        for method, route in routes()
        if "{case_id}" in route.path and not STREAMS.search(route.path)
    }
    for name in (*ROLES, "administrator", None):
        tried = list(to_knock_at(name))
        assert {(method, route.path) for _, method, route in tried} == addresses
        assert {(phase, action) for phase, _, route in tried for action in actions_of(route.dependant)} == {
            (phase, action) for phase in PHASES for _, route in routes() for action in actions_of(route.dependant)
        }


def knock(browser: Browser, method: str, where: str, *, forms: bool) -> int:
    data = {"a_field_of_no_form": "1"} if forms else {}
    return browser.request(method, where, data=data if method == "POST" else None).status_code


def test_a_case_of_others_looks_like_one_that_is_not_there(sqlite: World) -> None:
    other = make_world(sqlite.database, code_name="Waterlelie")
    different = []
    for name in ("facilitator", "gemeente", "reader"):
        with browser_for(sqlite, name) as browser:
            for method, route in routes():
                if "{case_id}" not in route.path or STREAMS.search(route.path):
                    continue
                foreign, missing = (
                    browser.request(method, address(route, case_id)) for case_id in (other.case_id, NOBODYS_ID)
                )
                same = foreign.text.replace(other.case_id, NOBODYS_ID) == missing.text
                if not (foreign.status_code == missing.status_code == 404 and same):
                    different.append((name, method, route.path))
    assert different == []


def test_every_form_refuses_what_its_page_did_not_ask() -> None:
    forms = {model for _, route in routes() for model in models_of(route.dependant)}
    assert len(forms) > 20
    for form in forms:
        assert issubclass(form, PageForm), form
        assert form.model_config.get("extra") == "forbid", form
        assert not issubclass(form, SQLModel), form


def test_no_form_takes_a_column_that_only_the_program_may_set() -> None:
    taken = {
        (form.__name__, field)
        for _, route in routes()
        for form in models_of(route.dependant)
        for field in form.model_fields.keys() & OURS
    }
    assert taken == set()


def test_posting_columns_along_is_refused_and_changes_nothing(sqlite: World) -> None:
    columns = {column.name for table in METADATA.sorted_tables for column in table.columns}
    sqlite.in_phase(Phase.WRITING)
    taken = []
    with browser_for(sqlite, "facilitator") as browser:
        before = browser.get(f"{browser.case}/export/json").content
        places = ("events/new", "report/sections/short", "report/share", "report/freeze", "phase/back", "edit")
        for turn, where in enumerate(places):  # the columns are dealt round; those that would do harm, to each
            path = f"/cases/{{case_id}}/{where}".replace("/short", "/{key}")
            (form,) = next(
                models_of(route.dependant) for method, route in routes() if method == "POST" and route.path == path
            )
            others = sorted(columns - form.model_fields.keys())
            for column in (column for column in others if column in OURS or others.index(column) % 6 == turn):
                sent = {"title": "T", "body": "B", column: "1"}
                status = browser.post(f"{browser.case}/{where}", data=sent).status_code
                if status != 422:
                    taken.append((where, column, status))
        assert taken == []
        assert browser.get(f"{browser.case}/export/json").content == before


def test_every_write_comes_from_our_own_pages(sqlite: World) -> None:
    """Three ways to come from elsewhere, at every address that can change something."""
    let_in = []
    with browser_for(sqlite, "facilitator") as browser:
        del browser.headers["sec-fetch-site"]
        for method, route in routes():
            if method in {"GET", "HEAD"}:
                continue
            where = address(route, sqlite.case_id)
            for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://elders.voorbeeld"}, {}):
                if browser.request(method, where, headers=headers).status_code not in {403, 422}:
                    let_in.append((method, route.path, headers))
        assert let_in == []
        assert browser.get(browser.case).status_code == 200  # nobody was signed out by it
    with sqlite.database.reading() as db:
        assert sqlite.case(db).phase == Phase.ANNOTATING


def test_nothing_changes_by_looking(sqlite: World) -> None:
    with browser_for(sqlite, "facilitator") as browser:
        before = browser.get(f"{browser.case}/export/json").content
        for method, route in routes():
            if method == "GET" and not STREAMS.search(route.path):
                assert browser.get(address(route, sqlite.case_id)).status_code < 500, route.path
        assert browser.get(f"{browser.case}/export/json").content == before


@pytest.mark.parametrize("odd", ["%00", "a" * 5000, "..%2f..%2fetc", "%F0%9F%92%A5", "'%20OR%201=1--"])
def test_an_odd_id_is_not_there_and_breaks_nothing(world: World, odd: str) -> None:
    with browser_for(world, "facilitator") as browser:
        base = f"/cases/{world.case_id}"
        for where in (f"/cases/{odd}", f"{base}/events/{odd}", f"{base}/import/{odd}", f"{base}/export/{odd}"):
            assert browser.get(where).status_code == 404
        assert browser.get(f"{base}/timeline?event={odd}&undo={odd}&kind={odd}&organisation={odd}").status_code == 200
        for field in ("title", "description", "organisation_id", "kind", "who"):
            answer = browser.post(f"{base}/events/new", data={"title": "T", field: "a\x00b"})
            assert answer.status_code == 303
