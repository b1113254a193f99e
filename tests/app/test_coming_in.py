"""Coming in by a link: opening it changes nothing, the button does, and a withdrawn link is closed at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from app.identity.links import make_link, participant_of, sign_in, sign_out, who_is, withdraw_links
from app.identity.models import SignInLink, User
from tests.factories import SECRET_KEY, World
from tests.http import Browser


def test_opening_a_link_shows_for_whom_it_is_and_changes_nothing(stranger: Browser, world: World) -> None:
    for _ in range(20):
        answer = stranger.get(f"/enter/{world.tokens['gemeente']}")
    assert answer.status_code == 200
    assert "Deelnemer gemeente" in answer.text
    with world.database.reading() as db:
        assert {link.uses for link in db.exec(select(SignInLink))} == {0}


def test_the_button_behind_the_link_signs_in(stranger: Browser, world: World) -> None:
    answer = stranger.submit("/enter", token=world.tokens["gemeente"])
    assert answer.status_code == 200
    assert stranger.get(stranger.case).status_code == 200


def test_a_made_up_link_and_a_withdrawn_link_look_the_same(stranger: Browser, world: World) -> None:
    with world.database.writing() as db:
        withdraw_links(db, participant=world.participant(db, "gemeente"))
    withdrawn = stranger.get(f"/enter/{world.tokens['gemeente']}")
    made_up = stranger.get("/enter/" + "a" * 32 + "-0123456789abcdef")
    assert withdrawn.status_code == made_up.status_code == 410
    assert withdrawn.text == made_up.text.replace("a" * 32 + "-0123456789abcdef", world.tokens["gemeente"])


@pytest.mark.parametrize("address", ["/enter", "/enter/"])
def test_a_link_that_was_cut_off_says_that_it_does_not_work(stranger: Browser, address: str) -> None:
    answer = stranger.get(address)
    assert answer.status_code == 410
    assert "Deze link werkt niet" in answer.text
    assert stranger.head(address).status_code == 410


def test_an_expired_link_says_so_and_what_to_do(stranger: Browser, world: World) -> None:
    with world.database.writing() as db:
        token = make_link(db, SECRET_KEY, participant=world.participant(db, "zorg"), lifetime=timedelta(seconds=-1))
    answer = stranger.get(f"/enter/{token}")
    assert answer.status_code == 410
    assert "verlopen" in answer.text
    assert "nieuwe link" in answer.text


def test_withdrawing_a_link_closes_the_browsers_that_came_in_by_it(contact: Browser, world: World) -> None:
    assert contact.get(contact.case).status_code == 200
    with world.database.writing() as db:
        withdraw_links(db, participant=world.participant(db, "gemeente"))
    assert contact.get(contact.case).status_code == 401


@pytest.mark.parametrize("how", ["withdrawn", "signed out"])
@pytest.mark.parametrize("name", ["gemeente", "facilitator"])
def test_who_is_let_out_while_an_act_waits_for_its_turn_does_nothing_any_more(
    world: World, name: str, how: str
) -> None:
    with world.database.writing() as db:
        cookie, link = sign_in(db, SECRET_KEY, world.tokens[name])
        user_id = link.user_id
    with world.database.reading() as db:
        actor = who_is(db, SECRET_KEY, cookie)
        db.expunge_all()
    assert actor is not None
    with world.database.writing() as db:
        assert participant_of(db, actor, world.case_id, lock=True) is not None
    with world.database.writing() as db:
        if how == "signed out":
            sign_out(db, actor.sign_in_id)
        elif user_id:
            withdraw_links(db, user=db.get(User, user_id))
        else:
            withdraw_links(db, participant=world.participant(db, name))
    with world.database.writing() as db:
        assert participant_of(db, actor, world.case_id, lock=True) is None


def test_signing_out_ends_the_sign_in_and_clears_what_the_browser_kept(contact: Browser) -> None:
    answer = contact.post("/sign-out")
    assert "storage" in answer.headers["clear-site-data"]
    assert contact.get(contact.case).status_code == 401


def test_another_case_looks_like_one_that_does_not_exist(contact: Browser) -> None:
    from tests.factories import make_world

    other = make_world(contact.world.database, code_name="Waterlelie")
    foreign = contact.get(f"/cases/{other.case_id}")
    missing = contact.get("/cases/" + "a" * 26)
    assert foreign.status_code == missing.status_code == 404
    assert foreign.text.replace(other.case_id, "") == missing.text.replace("a" * 26, "")


def test_a_write_from_another_site_is_refused(contact: Browser) -> None:
    answer = contact.post("/sign-out", headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert contact.get(contact.case).status_code == 200


def test_a_write_that_says_nothing_of_where_it_comes_from_needs_the_token_of_the_form(contact: Browser) -> None:
    del contact.headers["sec-fetch-site"]
    assert contact.post("/sign-out").status_code == 403


def test_a_mail_scanner_that_only_asks_for_the_head_gets_an_answer_and_changes_nothing(
    stranger: Browser, world: World
) -> None:
    assert stranger.head(f"/enter/{world.tokens['zorg']}").status_code == 200
    with world.database.reading() as db:
        assert {link.uses for link in db.exec(select(SignInLink))} == {0}
