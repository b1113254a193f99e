"""The administrator decides who is a facilitator, and sees no case."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlmodel import select

from app.audit import AuditLine
from app.identity.models import User
from tests.app.test_people import token_on
from tests.factories import World
from tests.http import Browser, browser_for


@pytest.fixture
def administrator(world: World) -> Iterator[Browser]:
    """The administrator, signed in."""
    with browser_for(world, "administrator") as browser:
        yield browser


def user_id(world: World, name: str) -> str:
    with world.database.reading() as db:
        return db.exec(select(User.id).where(User.name == name)).one()


def test_a_new_facilitator_comes_in_by_the_link_that_is_shown_once(
    administrator: Browser, stranger: Browser, world: World
) -> None:
    token = token_on(administrator.post("/administration/facilitators", data={"name": "Nieuwe begeleider"}).text)
    assert token not in administrator.get("/administration").text
    home = stranger.submit("/enter", token=token)
    assert "Nog geen casus" in home.text
    assert "Zonnebloem" not in home.text


@pytest.mark.parametrize("name", ["", "  ", "procesbegeleider"])
def test_a_facilitator_needs_a_name_of_the_own(administrator: Browser, name: str) -> None:
    assert administrator.post("/administration/facilitators", data={"name": name}).status_code == 400


def test_a_withdrawn_facilitator_is_out_at_once_and_the_cases_stay(
    administrator: Browser, facilitator: Browser, world: World
) -> None:
    administrator.submit(f"/administration/facilitators/{user_id(world, 'Procesbegeleider')}/withdraw")
    assert facilitator.get(facilitator.case).status_code == 401
    with world.database.reading() as db:
        assert world.case(db).code_name == "Zonnebloem"


def test_a_new_link_for_a_facilitator_closes_the_one_before(
    administrator: Browser, facilitator: Browser, stranger: Browser, world: World
) -> None:
    address = f"/administration/facilitators/{user_id(world, 'Procesbegeleider')}/link"
    token = token_on(administrator.post(address).text)
    assert facilitator.get(facilitator.case).status_code == 401
    assert "Zonnebloem" in stranger.submit("/enter", token=token).text


def test_an_administrator_can_not_be_withdrawn_here(administrator: Browser, world: World) -> None:
    address = f"/administration/facilitators/{user_id(world, 'Beheerder')}/withdraw"
    assert administrator.post(address).status_code == 404
    assert administrator.get("/administration").status_code == 200


def test_the_administrator_sees_numbers_and_no_names_of_cases_or_people(administrator: Browser, world: World) -> None:
    for address in ("/administration", "/administration/audit"):
        page = administrator.get(address).text
        for word in ("Zonnebloem", "Rietdorp", "Deelnemer", "Merel"):
            assert word not in page
    assert administrator.get(f"/cases/{world.case_id}").status_code == 404


def test_the_log_shows_acts_page_by_page(administrator: Browser, world: World) -> None:
    with world.database.writing() as db:
        db.add_all([AuditLine(actor_id="a" * 26, action="sign_in") for _ in range(150)])
    first = administrator.get("/administration/audit")
    second = administrator.get("/administration/audit?page=2")
    assert "page=2" in first.text
    assert first.text.count("<code>sign_in</code>") == 100
    assert 50 <= second.text.count("<code>sign_in</code>") < 100


@pytest.mark.parametrize("name", ["facilitator", "gemeente", "reader"])
def test_for_anybody_else_administration_is_not_there(world: World, name: str) -> None:
    with browser_for(world, name) as browser:
        assert browser.get("/administration").status_code == 404
        assert browser.get("/administration/audit").status_code == 404
        assert browser.post("/administration/facilitators", data={"name": "Ik"}).status_code == 404
