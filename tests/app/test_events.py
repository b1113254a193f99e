"""The panel and form of an event: two tabs lose nothing, and one button undoes an act."""

from __future__ import annotations

import re

import pytest

from tests.factories import World
from tests.http import Browser
from timeline.models import Phase


def form(title: str, version: int = 1, **more: str) -> dict[str, str | int]:
    return {"title": title, "date": "14 maart 2021", "kind": "mdo", "version": version} | more


def test_two_tabs_on_one_event_the_second_sees_both_texts_and_keeps_its_own(facilitator: Browser, world: World) -> None:
    address = f"{facilitator.case}/events/{world.event('MDO', '14 maart 2021', kind='mdo')}"
    assert facilitator.post(f"{address}/edit", data=form("MDO van de een", source="dossier")).status_code == 303
    answer = facilitator.post(f"{address}/edit", data=form("MDO van de ander", who="moeder"))
    assert answer.status_code == 409
    for word in ("MDO van de een", "MDO van de ander", "dossier", "moeder"):
        assert word in answer.text
    version = re.search(r'name="version" value="(\d+)"', answer.text)
    assert version
    assert facilitator.post(f"{address}/edit", data=form("Samen", int(version[1]))).status_code == 303
    history = facilitator.get(f"{address}/history").text
    assert all(word in history for word in ("MDO van de een", "Samen"))


@pytest.mark.parametrize(("field", "value", "says"), [("title", " ", "Vul in"), ("date", "31-02-2021", "31-02-2021")])
def test_what_can_not_be_kept_comes_back_as_it_was_typed(
    facilitator: Browser, field: str, value: str, says: str
) -> None:
    answer = facilitator.post(
        f"{facilitator.case}/events/new", data=form("Titel", description="Lang verhaal") | {field: value}
    )
    assert answer.status_code == 400
    assert "Lang verhaal" in answer.text
    assert says in answer.text


def test_a_button_on_an_older_text_does_nothing_and_says_why(facilitator: Browser, world: World) -> None:
    address = f"{facilitator.case}/events/{world.event('MDO', kind='mdo')}"
    facilitator.post(f"{address}/edit", data=form("MDO 2"))
    for act, fields in (("remove", {"version": 1}), ("restore", {"version": 1, "number": 1})):
        answer = facilitator.post(f"{address}/{act}", data=fields)
        assert answer.status_code == 409
        assert "intussen veranderd" in answer.text
        assert "MDO 2" in answer.text


def test_what_was_removed_comes_back_with_one_button(facilitator: Browser, world: World) -> None:
    event_id = world.event("Zitting")
    page = facilitator.submit(f"{facilitator.case}/events/{event_id}/remove", version=1)
    assert facilitator.get(f"{facilitator.case}/events/{event_id}").status_code == 404
    batch = re.search(r'name="batch" value="(\w+)"', page.text)
    assert batch
    facilitator.submit(f"{facilitator.case}/events/undo", batch=batch[1])
    assert facilitator.get(f"{facilitator.case}/events/{event_id}").status_code == 200


def test_joining_and_taking_apart_are_undone_with_one_button(facilitator: Browser, world: World) -> None:
    first, second = world.event("MDO"), world.event("Overleg")
    page = facilitator.submit(f"{facilitator.case}/events/{first}/join", other=second)
    assert "Haal uit elkaar" in page.text
    assert facilitator.get(f"{facilitator.case}/events/{second}").status_code == 404
    batch = re.search(r'name="batch" value="(\w+)"', page.text)
    assert batch
    facilitator.submit(f"{facilitator.case}/events/undo", batch=batch[1])
    assert facilitator.get(f"{facilitator.case}/events/{second}").status_code == 200


def test_a_participant_changes_only_what_the_own_organisation_still_keeps_to_itself(
    contact: Browser, other_contact: Browser, world: World
) -> None:
    shared, own = world.event("Zitting"), world.event("Gesprek", by="gemeente")
    assert contact.get(f"{contact.case}/events/{shared}/edit").status_code == 403
    assert contact.get(f"{contact.case}/events/{own}/edit").status_code == 200
    assert other_contact.get(f"{contact.case}/events/{own}/edit").status_code == 404
    assert other_contact.get(f"{contact.case}/events/{own}/history").status_code == 404


def test_while_the_report_is_written_participants_add_nothing_to_what_it_tells(contact: Browser, world: World) -> None:
    world.in_phase(Phase.WRITING)
    assert contact.post(f"{contact.case}/events/new", data=form("Te laat", 0)).status_code == 403


def test_a_date_is_read_back_while_it_is_typed(facilitator: Browser) -> None:
    address = f"{facilitator.case}/events/date"
    assert "zomer 2019" in facilitator.post(address, data={"date": "zomer 2019", "title": "x"}).text
    assert "nog zonder datum" in facilitator.post(address, data={"date": "onbekend"}).text
    assert facilitator.post(address, data={"date": "31-02-2021"}).status_code == 200
