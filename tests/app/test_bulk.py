"""Several events at once on screen: ticked, changed in one act, undone with one button."""

from __future__ import annotations

import re

from tests.factories import World
from tests.http import Browser


def test_what_is_ticked_changes_and_one_button_undoes_it(facilitator: Browser, world: World) -> None:
    ids = [world.event(f"Gesprek {number}", kind="contact") for number in range(2)]
    ticked = [f"{key}:1" for key in ids]
    page = facilitator.submit(f"{facilitator.case}/events/many", events=ticked, kind="incident")
    events = facilitator.get(f"{facilitator.case}/export/json").json()["events"]
    assert {event["kind"] for event in events} == {"incident"}
    batch = re.search(r'name="batch" value="(\w+)"', page.text)
    assert batch
    facilitator.submit(f"{facilitator.case}/events/undo", batch=batch[1])
    events = facilitator.get(f"{facilitator.case}/export/json").json()["events"]
    assert {event["kind"] for event in events} == {"contact"}


def test_on_an_older_version_nothing_changes_and_the_page_says_why(facilitator: Browser, world: World) -> None:
    event_id = world.event("Gesprek", kind="contact")
    facilitator.submit(f"{facilitator.case}/events/many", events=[f"{event_id}:1"], kind="incident")
    answer = facilitator.post(f"{facilitator.case}/events/many", data={"events": [f"{event_id}:1"], "kind": "mdo"})
    assert answer.status_code == 409
    assert "Er is nog niets gebeurd" in answer.text
    assert f'value="{event_id}:2" checked' in answer.text


def test_with_nothing_ticked_the_page_says_what_to_do(facilitator: Browser, world: World) -> None:
    world.event("Gesprek")
    answer = facilitator.post(f"{facilitator.case}/events/many", data={"kind": "mdo"})
    assert answer.status_code == 400
    assert "Kies eerst" in answer.text


def test_the_list_can_be_narrowed_by_kind_and_lane(facilitator: Browser, world: World) -> None:
    world.event("Zitting", kind="court_step")
    world.event("Gesprek", kind="contact", lane="zorg")
    page = facilitator.get(f"{facilitator.case}/events/many?kind=contact&organisation={world.organisations['zorg']}")
    assert "Gesprek" in page.text
    assert ">Zitting<" not in page.text


def test_only_who_may_change_events_comes_here(contact: Browser) -> None:
    assert contact.get(f"{contact.case}/events/many").status_code == 403
