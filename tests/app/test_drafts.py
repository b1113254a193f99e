"""The key for what a browser keeps of a text: one for each person in each case, and only while signed in."""

from __future__ import annotations

import pytest

from app.identity.links import withdraw_links
from tests.factories import World, make_world
from tests.http import Browser, browser_for


def key_of(browser: Browser) -> dict[str, str]:
    answer = browser.get(f"{browser.case}/draft-key")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    return answer.json()


def test_the_key_is_the_same_after_signing_in_again(contact: Browser, world: World) -> None:
    with browser_for(world, "gemeente") as again:
        assert key_of(again) == key_of(contact)


@pytest.mark.any_database
def test_every_person_and_every_case_has_its_own_key(world: World) -> None:
    other = make_world(world.database, code_name="Waterlelie")
    keys = []
    for one, names in ((world, ("gemeente", "colleague", "zorg", "facilitator")), (other, ("gemeente", "facilitator"))):
        for name in names:
            with browser_for(one, name) as browser:
                keys.append(key_of(browser))
    assert len({key["key"] for key in keys}) == len({key["place"] for key in keys}) == len(keys)
    assert all(len(key["key"]) == 64 and key["place"] not in key["key"] for key in keys)


def test_nobody_gets_a_key_from_outside(stranger: Browser, world: World) -> None:
    assert stranger.get(f"{stranger.case}/draft-key").status_code == 401
    with browser_for(world, "reader") as reader:
        assert reader.get(f"{reader.case}/draft-key").status_code in {403, 404}


def test_withdrawing_a_link_closes_what_the_browser_kept(contact: Browser, world: World) -> None:
    key_of(contact)
    with world.database.writing() as db:
        withdraw_links(db, participant=world.participant(db, "gemeente"))
    assert contact.get(f"{contact.case}/draft-key").status_code == 401
