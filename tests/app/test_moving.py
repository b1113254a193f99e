"""Moving an event on the timeline: who may, what comes of it, and that it can be undone."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest

from tests.factories import World
from tests.http import Browser
from timeline.dates import EventDate
from timeline.scope import Viewer
from timeline.store import events_in_order


class Kept(NamedTuple):
    """The one event as it is kept."""

    id: str
    version: int
    when: EventDate


def the_event(world: World) -> Kept:
    with world.database.reading() as db:
        (event,) = events_in_order(db, Viewer(world.case_id))
        return Kept(event.id, event.version, event.when)


def move(browser: Browser, world: World, **fields: object):
    event = the_event(world)
    return browser.post(f"{browser.case}/events/{event.id}/move", data={"version": event.version, **fields})


def test_an_event_moves_by_days_and_one_button_undoes_it(facilitator: Browser, world: World) -> None:
    event_id = world.event("Huisbezoek", "14-3-2021")
    answer = move(facilitator, world, days=7)
    assert answer.status_code == 303
    assert the_event(world).when.edtf == "2021-03-21"
    page = facilitator.get(answer.headers["location"]).text
    assert f'id="event-{event_id}"' in page
    batch = re.search(r'name="batch" value="([a-z0-9]{26})"', page)[1]
    facilitator.post(f"{facilitator.case}/events/undo", data={"batch": batch})
    assert the_event(world).when.edtf == "2021-03-14"


def test_one_end_of_a_period_can_be_stretched(facilitator: Browser, world: World) -> None:
    world.event("Gezinscoaching", "1-1-2021 t/m 1-3-2021", kind="intervention")
    move(facilitator, world, days=31, side="end")
    assert the_event(world).when.edtf == "2021-01-01/2021-04-01"


@pytest.mark.parametrize(
    ("written", "fields", "said"),
    [
        ("voorjaar 2021", {"days": 10}, "niet precies genoeg"),
        ("1-1-2021 t/m 1-3-2021", {"days": -200, "side": "end"}, "ligt het eind voor het begin"),
        ("14-3-2021", {"days": 0}, "Vul een ander aantal dan 0 in."),
        ("maart 2021", {"days": 3}, "Met zo weinig dagen blijft deze datum hetzelfde."),
    ],
)
def test_what_cannot_be_moved_says_why_and_changes_nothing(
    facilitator: Browser, world: World, written: str, fields: dict[str, object], said: str
) -> None:
    world.event("Gesprek", written)
    before = the_event(world).when
    answer = move(facilitator, world, **fields)
    assert answer.status_code == 303
    page = facilitator.get(answer.headers["location"]).text
    assert said in page
    assert f'id="event-{the_event(world).id}"' in page
    assert the_event(world).when == before


def test_days_that_cannot_be_stay_in_the_form_which_is_unfolded(facilitator: Browser, world: World) -> None:
    world.event("Gezinscoaching", "1-1-2021 t/m 1-3-2021", kind="intervention")
    page = facilitator.get(move(facilitator, world, days=-200, side="end").headers["location"]).text
    form = re.search(r'<details[^>]*id="move"[^>]*>.*?</details>', page, re.DOTALL)[0]
    assert " open" in form[: form.index(">")]
    assert re.search(r'name="days" value="-200"[^>]*aria-describedby="[^"]*move-days-error" aria-invalid="true"', form)
    assert re.search(r'value="end" checked', form)
    assert "Maak ongedaan" not in page


def test_after_a_move_the_form_stays_unfolded_with_the_button_that_undoes_it(
    facilitator: Browser, world: World
) -> None:
    world.event("Huisbezoek", "14-3-2021")
    page = facilitator.get(move(facilitator, world, days=7).headers["location"]).text
    form = re.search(r'<details[^>]*id="move".*?</details>', page, re.DOTALL)[0]
    assert " open" in form[: form.index(">")]
    assert re.search(r'role="status"[^>]*data-undo.*?Maak ongedaan', form, re.DOTALL)


@pytest.mark.parametrize(
    "asked", ["moving=end&days=x", "moving=sideways&days=3", "days=3", "moving=both&days=" + "9" * 99]
)
def test_an_address_that_somebody_made_up_asks_nothing_of_the_form(
    facilitator: Browser, world: World, asked: str
) -> None:
    event_id = world.event("Huisbezoek", "14-3-2021")
    page = facilitator.get(f"{facilitator.case}/timeline?event={event_id}&{asked}")
    assert page.status_code == 200
    assert "move-days-error" not in page.text


def test_who_may_not_change_an_event_may_not_move_it(contact: Browser, world: World) -> None:
    world.event("Zitting", "14-3-2021")
    assert move(contact, world, days=7).status_code == 403
    assert the_event(world).when.edtf == "2021-03-14"
    assert "data-move=" not in contact.get(f"{contact.case}/events/{the_event(world).id}").text


def test_of_two_who_move_it_at_once_the_second_hears_that_it_changed(facilitator: Browser, world: World) -> None:
    world.event("Zitting", "14-3-2021")
    stale = the_event(world)
    move(facilitator, world, days=7)
    address = f"{facilitator.case}/events/{stale.id}/move"
    answer = facilitator.post(address, data={"version": stale.version, "days": 1})
    assert answer.status_code == 409
    assert "Er is niets verschoven." in answer.text
    assert the_event(world).when.edtf == "2021-03-21"


def test_the_view_stays_as_it_was(facilitator: Browser, world: World) -> None:
    world.event("Zitting", "14-3-2021", kind="court_step")
    event = the_event(world)
    address = f"{facilitator.case}/events/{event.id}/move?kind=court_step"
    assert (
        "kind=court_step" in facilitator.post(address, data={"version": event.version, "days": 1}).headers["location"]
    )
