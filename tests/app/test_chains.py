"""The chain in the panel of an event, its labels, and the page for the legal frame and who held the course."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.factories import World
from tests.http import Browser
from timeline.models import Phase


@pytest.fixture
def meeting(world: World) -> str:
    return world.event("MDO 1", "1 maart 2021", kind="mdo")


@pytest.fixture
def decision(world: World) -> str:
    return world.event("Besluit over hulp", "2 maart 2021", kind="decision")


@pytest.fixture
def offer(world: World) -> str:
    return world.event("Gezinscoach", "3 maart 2021", kind="intervention")


def panel(browser: Browser, event_id: str) -> str:
    return unescape(browser.get(f"{browser.case}/events/{event_id}").text)


def in_chain(text: str) -> list[str]:
    """The titles of the events that the panel shows in the chain, in their order."""
    found = re.search(r'id="chain-title".*?</section>', text, re.S)
    links = re.findall(r'data-timeline-event="\w+">(.*?)</a>', found[0], re.S) if found else []
    return [re.sub(r"<span.*?</span>", "", link).strip() for link in links]


def choices(text: str, name: str) -> str:
    found = re.search(rf'<select[^>]*name="{name}".*?</select>', text, re.S)
    return found[0] if found else ""


def link(browser: Browser, event_id: str, **ends: str) -> int:
    return browser.post(f"{browser.case}/events/{event_id}/link", data=ends).status_code


def test_the_panel_shows_what_came_before_and_after(
    facilitator: Browser, contact: Browser, meeting: str, decision: str, offer: str
) -> None:
    assert link(facilitator, decision, before=meeting, after=offer) == 303
    for browser in (facilitator, contact):
        assert in_chain(panel(browser, meeting)) == ["Besluit over hulp", "Gezinscoach"]
        assert in_chain(panel(browser, offer)) == ["MDO 1", "Besluit over hulp"]
    assert "/unlink" in panel(facilitator, meeting)
    assert "/link" not in panel(contact, meeting)


def test_only_what_fits_in_time_is_offered_with_its_number_and_date(
    facilitator: Browser, world: World, meeting: str, decision: str, offer: str
) -> None:
    world.event("Ergens een belofte", "onbekend")
    text = panel(facilitator, decision)
    assert "1 · 1 maart 2021 · MDO 1" in choices(text, "before")
    assert "Gezinscoach" not in choices(text, "before")
    assert "3 · 3 maart 2021 · Gezinscoach" in choices(text, "after")
    assert "MDO 1" not in choices(text, "after")
    for side in ("before", "after"):
        assert "Ergens een belofte" in choices(text, side)
        assert "Besluit over hulp" not in choices(text, side)


def test_a_double_click_links_once_and_takes_away_once(facilitator: Browser, meeting: str, decision: str) -> None:
    for _ in range(2):
        assert link(facilitator, decision, before=meeting) == 303
    assert len(facilitator.get(f"{facilitator.case}/export/json").json()["links"]) == 1
    for _ in range(2):
        answer = facilitator.post(f"{facilitator.case}/events/{meeting}/unlink", data={"other": decision})
        assert answer.status_code == 303
    assert facilitator.get(f"{facilitator.case}/export/json").json()["links"] == []


def test_what_would_go_round_or_is_not_chosen_says_so_and_changes_nothing(
    facilitator: Browser, meeting: str, decision: str
) -> None:
    link(facilitator, decision, before=meeting)
    for ends, says in (({"after": meeting}, "andersom"), ({"before": decision}, "zichzelf"), ({}, "Kies eerst")):
        answer = facilitator.post(f"{facilitator.case}/events/{decision}/link", data=ends)
        assert answer.status_code == 400
        assert says in answer.text
    assert len(facilitator.get(f"{facilitator.case}/export/json").json()["links"]) == 1


def test_who_may_not_change_an_event_links_nothing_to_it(contact: Browser, meeting: str, decision: str) -> None:
    assert link(contact, decision, before=meeting) == 403


def test_an_organisation_links_what_it_keeps_to_itself_and_nobody_else_sees_it(
    contact: Browser, facilitator: Browser, world: World, meeting: str
) -> None:
    own = world.event("Eigen gesprek", "2 maart 2021", by="gemeente")
    assert link(contact, own, before=meeting) == 303
    assert in_chain(panel(contact, meeting)) == ["Eigen gesprek"]
    assert in_chain(panel(facilitator, meeting)) == []
    assert link(facilitator, meeting, after=own) == 404


def test_the_chain_is_read_when_the_case_is_agreed_and_not_changed_any_more(
    facilitator: Browser, world: World, meeting: str, decision: str
) -> None:
    link(facilitator, decision, before=meeting)
    world.in_phase(Phase.AGREED)
    text = panel(facilitator, meeting)
    assert in_chain(text) == ["Besluit over hulp"]
    assert "/unlink" not in text
    assert link(facilitator, decision, before=meeting) == 403


# Labels


def labels(browser: Browser) -> list[list[str]]:
    return [event["tags"] for event in browser.get(f"{browser.case}/export/json").json()["events"]]


def test_labels_are_typed_with_commas_and_stand_in_the_panel_and_the_history(
    facilitator: Browser, meeting: str
) -> None:
    form = {"title": "MDO 1", "date": "1 maart 2021", "kind": "mdo", "version": 1}
    facilitator.submit(f"{facilitator.case}/events/{meeting}/edit", **form, tags=" veiligheid,school ,, Veiligheid")
    assert labels(facilitator) == [["veiligheid", "school"]]
    text = panel(facilitator, meeting)
    assert re.search(r'aria-label="Labels".*veiligheid.*school', text, re.S)
    assert "veiligheid, school" in facilitator.get(f"{facilitator.case}/events/{meeting}/history").text
    assert 'value="veiligheid, school"' in facilitator.get(f"{facilitator.case}/events/{meeting}/edit").text


def test_what_is_in_use_is_told_to_who_may_see_it_only(contact: Browser, other_contact: Browser, world: World) -> None:
    world.event("Eigen gesprek", by="gemeente", tags=("geheim label",))
    assert "geheim label" in contact.get(f"{contact.case}/events/new").text
    assert "geheim label" not in other_contact.get(f"{other_contact.case}/events/new").text


def test_several_events_get_a_label_and_lose_one_and_one_button_undoes_it(
    facilitator: Browser, world: World, meeting: str, decision: str
) -> None:
    many = f"{facilitator.case}/events/many"
    facilitator.submit(many, events=[f"{meeting}:1", f"{decision}:1"], add_tags="school, veiligheid")
    assert labels(facilitator) == [["school", "veiligheid"]] * 2
    page = facilitator.submit(many, events=[f"{meeting}:2", f"{decision}:2"], take_tags="School", add_tags="omgang")
    assert labels(facilitator) == [["veiligheid", "omgang"]] * 2
    batch = re.search(r'name="batch" value="(\w+)"', page.text)
    assert batch
    facilitator.submit(f"{facilitator.case}/events/undo", batch=batch[1])
    assert labels(facilitator) == [["school", "veiligheid"]] * 2


# The legal frame and who held the course


DAYS = {"begins": "maart 2019", "ends": "eind 2020"}


def test_the_page_tells_the_frame_with_its_measure_and_that_it_was_clearly_nobody(facilitator: Browser) -> None:
    course = f"{facilitator.case}/edit/course"
    facilitator.submit(f"{course}/frames", frame="compulsory", measure="OTS", **DAYS)
    facilitator.submit(f"{course}/holders", **DAYS)
    text = facilitator.get(course).text
    assert "gedwongen: OTS · 1 maart 2019 – 31 december 2020" in text
    assert "niemand duidelijk · 1 maart 2019 – 31 december 2020" in text


def test_an_organisation_and_words_together_hold_the_course(facilitator: Browser, world: World) -> None:
    course = f"{facilitator.case}/edit/course"
    facilitator.submit(f"{course}/holders", organisation_id=world.organisations["zorg"], who="gezinscoach", **DAYS)
    assert "De Veerboot, gezinscoach ·" in facilitator.get(course).text


@pytest.mark.parametrize("part", ["frames", "holders"])
def test_a_double_click_adds_one_stretch(facilitator: Browser, part: str) -> None:
    for _ in range(2):
        assert facilitator.post(f"{facilitator.case}/edit/course/{part}", data=DAYS).status_code == 303
    exported = facilitator.get(f"{facilitator.case}/export/json").json()
    assert len(exported["legal_frames"]) + len(exported["course_holders"]) == 1


def test_an_organisation_of_elsewhere_is_not_taken_for_nobody(facilitator: Browser) -> None:
    answer = facilitator.post(f"{facilitator.case}/edit/course/holders", data=DAYS | {"organisation_id": "a" * 26})
    assert answer.status_code == 400
    assert facilitator.get(f"{facilitator.case}/export/json").json()["course_holders"] == []


def test_only_who_may_change_the_case_comes_here(contact: Browser) -> None:
    assert contact.get(f"{contact.case}/edit/course").status_code == 403
