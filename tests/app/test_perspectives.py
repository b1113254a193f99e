"""Saying what the own organisation knows of an event: with a form, while typing, and when two people do it at once."""

from __future__ import annotations

import pytest
from httpx import Response
from sqlmodel import select

from analysis.models import Annotation, Perspective
from tests.factories import World
from tests.http import Browser, browser_for
from timeline.models import Phase

WHILE_TYPING = {"accept": "application/json"}


@pytest.fixture
def event(world: World) -> str:
    return world.event("MDO over de omgang", lane="gemeente")


def at(browser: Browser, event: str, act: str) -> str:
    return f"{browser.case}/events/{event}/{act}"


def walk(browser: Browser, event: str) -> str:
    return f"{browser.case}/prepare/events/{event}"


def send(browser: Browser, event: str, act: str, **fields: object) -> Response:
    """Send one of the forms from the page of the walk, and follow to the page after it."""
    return browser.submit(at(browser, event, act), **({"back": walk(browser, event)} | fields))


def stance(world: World) -> list[str]:
    with world.database.reading() as db:
        return list(db.exec(select(Perspective.stance)))


def test_confirming_goes_back_to_where_one_was_and_says_so(contact: Browser, event: str, world: World) -> None:
    page = send(contact, event, "confirm", version=0)
    assert page.status_code == 200
    assert "Jullie zeiden" in page.text
    assert stance(world) == ["confirmed"]


def test_an_event_may_be_said_to_be_not_ours(contact: Browser, event: str, world: World) -> None:
    send(contact, event, "confirm", version=0, ours="false")
    assert stance(world) == ["not_ours"]


def test_who_saves_on_an_event_that_is_gone_hears_so_and_gets_the_text_back(
    contact: Browser, facilitator: Browser, event: str, world: World
) -> None:
    facilitator.submit(f"{facilitator.case}/events/{event}/remove", version=1)
    said = {
        "correct": {"reading": "Wij lezen het anders."},
        "annotate": {"facts": "De brief lag er al."},
        "confirm": {},
    }
    for act, texts in said.items():
        answer = contact.post(at(contact, event, act), data={"version": 0, **texts})
        assert answer.status_code == 410
        assert "Er is niets bewaard." in answer.text
        assert all(text in answer.text for text in texts.values())
    typing = contact.post(at(contact, event, "annotate"), data={"version": 0, "facts": "x"}, headers=WHILE_TYPING)
    assert typing.status_code == 410
    assert "staat niet meer in de tijdlijn" in typing.json()["message"]
    changed = {"version": 1, "title": "MDO op school", "date": "14-3-2021", "kind": "mdo"}
    late = facilitator.post(f"{facilitator.case}/events/{event}/edit", data=changed)
    assert late.status_code == 410
    assert "MDO op school" in late.text
    with world.database.reading() as db:
        assert db.exec(select(Annotation)).all() == []


@pytest.mark.any_database
@pytest.mark.parametrize(
    "back", ["https://elders.example", "//elders.example", "/administration", "/cases/anders", "\\\\elders", ""]
)
def test_a_form_leads_to_no_page_outside_the_case(contact: Browser, event: str, back: str) -> None:
    answer = contact.post(at(contact, event, "confirm"), data={"version": 0, "back": back})
    assert answer.headers["location"] == f"{contact.case}/timeline?event={event}"


def test_a_correction_keeps_the_date_in_its_own_words(contact: Browser, event: str, world: World) -> None:
    page = send(
        contact,
        event,
        "correct",
        version=0,
        title="Overleg op school",
        date="begin april 2021",
        reading="Zo staat het bij ons.",
    )
    assert "Klopt niet helemaal" in page.text
    assert "Overleg op school" in page.text
    assert stance(world) == ["corrected"]


def test_a_date_that_is_not_understood_comes_back_with_everything_that_was_typed(
    contact: Browser, event: str, world: World
) -> None:
    page = send(contact, event, "correct", version=0, title="Overleg", date="31-31", reading="Mijn lezing")
    assert page.status_code == 400
    assert all(words in page.text for words in ("Overleg", "31-31", "Mijn lezing"))
    assert "data-draft-unsaved" in page.text
    assert stance(world) == []


def test_a_correction_without_anything_different_asks_what_was(contact: Browser, event: str) -> None:
    page = send(contact, event, "correct", version=0, title="MDO over de omgang", date="14 maart 2021")
    assert page.status_code == 400
    assert "wat er volgens jullie anders was" in page.text


def test_two_colleagues_who_annotate_at_once_see_both_texts(contact: Browser, event: str, world: World) -> None:
    with browser_for(world, "colleague") as colleague:
        send(contact, event, "annotate", version=0, facts="Wij belden de huisarts.")
        page = send(colleague, event, "annotate", version=0, facts="Wij mailden de huisarts.", feelings="Druk")
        assert page.status_code == 409
        assert all(words in page.text for words in ("Wij belden de huisarts.", "Wij mailden de huisarts.", "Druk"))
        assert 'name="version" value="1"' in page.text
        send(colleague, event, "annotate", version=1, facts="Wij belden en mailden.", feelings="Druk")
    with world.database.reading() as db:
        kept = db.exec(select(Annotation)).one()
        assert (kept.facts, kept.feelings, kept.version) == ("Wij belden en mailden.", "Druk", 2)


def test_two_colleagues_who_judge_at_once_see_both(contact: Browser, event: str, world: World) -> None:
    send(contact, event, "confirm", version=0)
    with browser_for(world, "colleague") as colleague:
        page = send(colleague, event, "correct", version=0, title="Overleg", reading="Anders gelezen")
        assert page.status_code == 409
        assert "Klopt" in page.text
        assert "Anders gelezen" in page.text
        page = send(colleague, event, "confirm", version=0, ours="false")
        assert page.status_code == 409
    assert stance(world) == ["confirmed"]


def test_a_text_is_stored_while_somebody_types(contact: Browser, event: str, world: World) -> None:
    address = at(contact, event, "annotate")
    first = contact.post(address, data={"version": 0, "facts": "Wij"}, headers=WHILE_TYPING)
    assert first.status_code == 200
    second = contact.post(
        address, data={"version": first.json()["version"], "facts": "Wij belden."}, headers=WHILE_TYPING
    )
    assert second.json()["version"] == 2
    assert ":" in second.json()["at"]
    assert "Wij belden." in contact.get(walk(contact, event)).text


def test_a_text_that_was_sent_twice_is_stored_once(contact: Browser, event: str) -> None:
    sent = {"version": 0, "facts": "Wij belden."}
    answers = [contact.post(at(contact, event, "annotate"), data=sent, headers=WHILE_TYPING) for _ in range(3)]
    assert [answer.json()["version"] for answer in answers] == [1, 1, 1]


def test_while_typing_a_conflict_is_told_without_storing_anything(contact: Browser, event: str, world: World) -> None:
    contact.post(at(contact, event, "annotate"), data={"version": 0, "facts": "Eerst."}, headers=WHILE_TYPING)
    answer = contact.post(at(contact, event, "annotate"), data={"version": 0, "facts": "Later."}, headers=WHILE_TYPING)
    assert answer.status_code == 409
    assert "Iemand anders" in answer.json()["message"]
    with world.database.reading() as db:
        assert list(db.exec(select(Annotation.facts))) == ["Eerst."]


def test_what_one_organisation_says_is_not_on_the_page_of_another(
    contact: Browser, other_contact: Browser, event: str
) -> None:
    send(contact, event, "annotate", version=0, feelings="Wij voelden ons machteloos.")
    send(contact, event, "correct", version=0, title="Geheim gesprek")
    page = other_contact.get(walk(other_contact, event))
    assert page.status_code == 200
    assert "machteloos" not in page.text
    assert "Geheim gesprek" not in page.text


def test_the_page_says_on_the_spot_who_reads_along(contact: Browser, event: str, world: World) -> None:
    assert "Alleen Gemeente Rietdorp ziet" in contact.get(walk(contact, event)).text


@pytest.mark.parametrize("act", ["confirm", "correct", "annotate"])
def test_only_participants_write_and_only_while_the_case_is_open_for_it(
    act: str, contact: Browser, facilitator: Browser, event: str, world: World
) -> None:
    assert send(facilitator, event, act, version=0, facts="x").status_code in {403, 422}
    world.in_phase(Phase.WRITING)
    assert send(contact, event, act, version=0).status_code == 403


def test_no_field_of_the_table_can_be_posted(contact: Browser, event: str, world: World) -> None:
    for field in ("private_to", "organisation_id", "case_id", "stance", "id"):
        answer = send(contact, event, "confirm", version=0, **{field: world.organisations["zorg"]})
        assert answer.status_code == 422
    assert stance(world) == []
