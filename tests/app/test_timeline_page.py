"""The timeline page and its data: what one organisation writes in private changes no byte for another."""

from __future__ import annotations

import re

import pytest

from app.drawings import Drawings
from tests.factories import World
from tests.http import Browser, browser_for
from timeline.choosing import Choice
from timeline.scope import Viewer


def page_of(browser: Browser, query: str = "") -> str:
    return re.sub(r'value="[0-9a-f]{96}"', "", browser.get(f"{browser.case}/timeline{query}").text)  # the form's token


def test_the_data_has_a_mark_and_is_sent_again_only_when_it_changed(facilitator: Browser, world: World) -> None:
    world.event("Zitting")
    address = f"{facilitator.case}/timeline/columns"
    first = facilitator.get(address)
    mark = {"if-none-match": first.headers["etag"]}
    same = facilitator.get(address, headers=mark)
    assert (same.status_code, same.content) == (304, b"")
    assert "private" in first.headers["cache-control"]
    world.event("Beschikking")
    changed = facilitator.get(address, headers=mark)
    assert changed.status_code == 200
    assert changed.headers["etag"] != first.headers["etag"]


def test_what_an_organisation_writes_in_private_changes_no_byte_for_others(world: World) -> None:
    world.event("Zitting")
    for name in ("zorg", "facilitator", "gemeente"):
        with browser_for(world, name) as browser:
            before = page_of(browser), browser.get(f"{browser.case}/timeline/columns")
            world.event(f"Geheim na {name}", by="gemeente")
            after = page_of(browser), browser.get(f"{browser.case}/timeline/columns")
        same = (before[0], before[1].content, before[1].headers) == (after[0], after[1].content, after[1].headers)
        assert same is (name != "gemeente"), name
        assert ("Geheim" in after[0]) is (name == "gemeente")


def test_drawings_that_are_kept_are_never_those_of_somebody_else(world: World) -> None:
    world.event("Zitting")
    world.event("Van de gemeente", by="gemeente")
    world.event("Van de zorg", by="zorg")
    drawings = Drawings()
    with world.database.reading() as db:
        for _ in range(2):  # the second time from what was kept
            for name in ("gemeente", "zorg", None):
                viewer = Viewer(world.case_id, world.organisations[name] if name else None)
                drawn = drawings.of(db, world.case(db), viewer, Choice())
                text = drawn.columns.decode() + str(drawn.svg)
                assert ("Van de gemeente" in text) is (name == "gemeente")
                assert ("Van de zorg" in text) is (name == "zorg")


def test_drawings_are_forgotten_before_they_fill_the_memory(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.event("Zitting")
    monkeypatch.setattr("app.drawings.KEPT_BYTES", 1)
    drawings = Drawings()
    with world.database.reading() as db:
        for kind in ("mdo", "decision", "contact"):
            drawings.of(db, world.case(db), Viewer(world.case_id), Choice(kinds=frozenset({kind})))
    assert len(drawings._kept) == 1


def test_the_address_holds_the_choice_and_the_event(facilitator: Browser, world: World) -> None:
    event_id = world.event("Zitting over de omgang", kind="court_step")
    world.event("Kerstgesprek", kind="contact")
    page = page_of(facilitator, f"?event={event_id}")
    assert f'id="event-{event_id}"' in page
    assert "Zitting over de omgang" in page


@pytest.mark.parametrize(
    "query",
    [
        "?from=x&to=y",
        "?from=2021-13-01",
        "?from=2022-01-01&to=2020-01-01",
        "?from=0001-01-01&to=9999-12-31",
        "?kind=onzin&organisation=onzin",
        "?event=" + "a" * 26,
        "?undo=" + "a" * 26,
        "?kind=%3Cscript%3Ex%3C/script%3E",
    ],
)
def test_an_address_that_asks_for_what_is_not_there_still_gives_the_timeline(
    facilitator: Browser, world: World, query: str
) -> None:
    world.event("Zitting")
    answer = facilitator.get(f"{facilitator.case}/timeline{query}")
    assert answer.status_code == 200
    assert "<script>x" not in answer.text


def test_titles_are_text_in_the_page_and_in_the_data(facilitator: Browser, world: World) -> None:
    world.event("<img src=x onerror=alert(1)>")
    assert "<img src=x" not in page_of(facilitator)
    answer = facilitator.get(f"{facilitator.case}/timeline/columns")
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_title_of_the_page_tells_nothing_of_the_case(facilitator: Browser, world: World) -> None:
    event_id = world.event("Zitting")
    for where in ("/timeline", f"/events/{event_id}", f"/events/{event_id}/history", "/import", "/report"):
        found = re.search(r"<title>(.*?)</title>", facilitator.get(facilitator.case + where).text, re.DOTALL)
        assert found
        assert "Zonnebloem" not in found[1]
        assert "Zitting" not in found[1]


def test_what_waits_for_a_date_follows_the_choice_too(facilitator: Browser, world: World) -> None:
    world.event("Zitting", lane="gemeente")
    world.event("Ooit bij de zorg", "onbekend", lane="zorg")
    tray = re.compile(r'<li data-timeline-row[^>]*data-touches="(\w+)"( hidden)?>[^\n]*Ooit bij de zorg')
    for lane, is_hidden in (("zorg", False), ("gemeente", True)):
        page = page_of(facilitator, f"?organisation={world.organisations[lane]}")
        found = tray.search(page)
        assert found
        assert found[1] == world.organisations["zorg"]
        assert bool(found[2]) is is_hidden
