"""A line fills the form of a new event, by script and without it, and stores nothing by itself."""

from __future__ import annotations

from tests.factories import World
from tests.http import Browser

LINE = "14 maart 2021 MDO met school: nieuw aanbod besproken"


def test_a_line_is_read_while_somebody_types_and_nothing_is_stored(facilitator: Browser, world: World) -> None:
    answer = facilitator.post(
        f"{facilitator.case}/events/line", data={"line": LINE}, headers={"accept": "application/json"}
    ).json()
    assert answer["fields"]["title"] == "MDO: nieuw aanbod besproken"
    assert answer["fields"]["present"] == [world.organisations["school"]]
    assert "14 maart 2021" in answer["read"]
    assert facilitator.get(f"{facilitator.case}/export/json").json()["events"] == []


def test_without_script_a_button_fills_the_form(facilitator: Browser) -> None:
    page = facilitator.post(f"{facilitator.case}/events/line", data={"line": LINE})
    assert page.status_code == 200
    assert 'value="MDO: nieuw aanbod besproken"' in page.text
    assert 'value="14 maart 2021"' in page.text


def test_after_one_event_the_next_can_follow_at_once(facilitator: Browser) -> None:
    event = {"title": "Zitting", "date": "14 maart 2021", "again": "1"}
    answer = facilitator.post(f"{facilitator.case}/events/new", data=event)
    assert answer.headers["location"] == f"{facilitator.case}/events/new"


def test_a_line_without_words_fills_nothing(facilitator: Browser) -> None:
    answer = facilitator.post(
        f"{facilitator.case}/events/line", data={"line": "  "}, headers={"accept": "application/json"}
    ).json()
    assert (answer["fields"]["title"], answer["read"]) == ("", "")
