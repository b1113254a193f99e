"""Inviting people: the link is shown once, works, can be replaced and withdrawn, and tells nothing."""

from __future__ import annotations

import re

import pytest
from sqlmodel import select

from app.identity.models import SignInLink
from tests.factories import World
from tests.http import Browser, browser_for
from timeline.models import Participant, Role


def invitation(world: World, **changed: object) -> dict[str, object]:
    return {
        "name": "Jeugdconsulent",
        "role": "participant",
        "organisation_id": world.organisations["gemeente"],
        "function": "consulent",
        "days": 60,
    } | changed


def token_on(page: str) -> str:
    found = re.search(r'value="http://testserver/enter/([a-z0-9-]+)"', page)
    assert found, "the page shows no link"
    return found.group(1)


def test_an_invitation_shows_a_link_by_which_the_person_comes_in(
    facilitator: Browser, stranger: Browser, world: World
) -> None:
    answer = facilitator.post(facilitator.case + "/people", data=invitation(world))
    assert answer.status_code == 200
    assert "data:image/svg+xml" in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert stranger.submit("/enter", token=token_on(answer.text)).status_code == 200
    assert "Jeugdconsulent" in stranger.get(stranger.case).text


def test_a_link_is_shown_once_and_kept_nowhere(facilitator: Browser, world: World) -> None:
    token = token_on(facilitator.post(facilitator.case + "/people", data=invitation(world)).text)
    assert token not in facilitator.get(facilitator.case + "/people").text
    with world.database.reading() as db:
        for link in db.exec(select(SignInLink)):
            assert token not in link.model_dump_json()


def test_sending_the_form_again_does_not_make_the_person_twice(facilitator: Browser, world: World) -> None:
    facilitator.post(facilitator.case + "/people", data=invitation(world))
    again = facilitator.post(facilitator.case + "/people", data=invitation(world))
    assert again.status_code == 400
    assert "staat al in de lijst" in again.text
    with world.database.reading() as db:
        assert len(db.exec(select(Participant).where(Participant.name == "Jeugdconsulent")).all()) == 1


def test_a_new_link_closes_the_one_before_and_who_came_in_by_it(
    facilitator: Browser, contact: Browser, stranger: Browser, world: World
) -> None:
    address = f"{facilitator.case}/people/{world.participants['gemeente']}/link"
    token = token_on(facilitator.post(address, data={"days": 30}).text)
    assert contact.get(contact.case).status_code == 401
    assert stranger.get(f"/enter/{world.tokens['gemeente']}").status_code == 410
    assert stranger.get(f"/enter/{token}").status_code == 200


def test_a_withdrawn_link_is_closed_at_once(facilitator: Browser, contact: Browser, world: World) -> None:
    answer = facilitator.submit(f"{facilitator.case}/people/{world.participants['gemeente']}/withdraw")
    assert "ingetrokken" in answer.text.lower()
    assert contact.get(contact.case).status_code == 401


def test_the_page_says_when_a_link_was_last_used(facilitator: Browser, world: World) -> None:
    assert "Laatst gebruikt" not in facilitator.get(facilitator.case + "/people").text
    with browser_for(world, "zorg"):
        pass
    assert "Laatst gebruikt" in facilitator.get(facilitator.case + "/people").text


def test_who_opens_a_used_link_reads_that_it_was_used_and_never_which_case(stranger: Browser, world: World) -> None:
    assert "al eerder gebruikt" not in stranger.get(f"/enter/{world.tokens['zorg']}").text
    with browser_for(world, "zorg"):
        pass
    page = stranger.get(f"/enter/{world.tokens['zorg']}").text
    assert "al eerder gebruikt" in page
    assert "De Veerboot" in page
    assert "Zonnebloem" not in page
    assert world.case_id not in page


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"name": " "}, "Vul een naam in."),
        ({"organisation_id": ""}, "Kies voor welke organisatie"),
        ({"role": "facilitator"}, "Kies waarvoor je deze persoon uitnodigt."),
        ({"role": "administrator"}, "Kies waarvoor je deze persoon uitnodigt."),
    ],
)
def test_an_invitation_with_a_mistake_comes_back_with_what_was_typed(
    facilitator: Browser, world: World, changed: dict[str, object], says: str
) -> None:
    answer = facilitator.post(facilitator.case + "/people", data=invitation(world, **changed))
    assert answer.status_code == 400
    assert says in answer.text
    assert 'value="consulent"' in answer.text


def test_a_reader_is_invited_without_an_organisation(facilitator: Browser, world: World) -> None:
    facilitator.post(facilitator.case + "/people", data=invitation(world, role="reader"))
    with world.database.reading() as db:
        made = db.exec(select(Participant).where(Participant.name == "Jeugdconsulent")).one()
        assert (made.role, made.organisation_id) == (Role.READER, None)


def test_two_tabs_on_one_person_lose_nothing(facilitator: Browser, world: World) -> None:
    address = f"{facilitator.case}/people/{world.participants['gemeente']}"
    facilitator.submit(address, version=1, name="Consulent Een", role="contact", function="")
    late = facilitator.post(address, data={"version": 1, "name": "Consulent Twee", "role": "contact", "function": ""})
    assert late.status_code == 409
    assert "Consulent Een" in late.text
    assert "Consulent Twee" in late.text


def test_nobody_makes_a_link_for_the_facilitator_here(facilitator: Browser, world: World) -> None:
    for act in ("link", "withdraw"):
        assert (
            facilitator.post(f"{facilitator.case}/people/{world.participants['facilitator']}/{act}").status_code == 403
        )
    assert facilitator.get(facilitator.case).status_code == 200


def test_only_the_facilitator_sees_and_invites_people(contact: Browser, world: World) -> None:
    assert contact.get(contact.case + "/people").status_code == 403
    assert contact.post(contact.case + "/people", data=invitation(world)).status_code == 403


def test_people_of_another_case_are_not_there(facilitator: Browser, world: World) -> None:
    from tests.factories import make_world

    other = make_world(world.database, code_name="Waterlelie")
    address = f"{facilitator.case}/people/{other.participants['gemeente']}/link"
    assert facilitator.post(address).status_code == 404
