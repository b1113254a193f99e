"""The timeline page and its data: what one organisation writes in private changes no byte for another."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import parse_qsl

import pytest

from app.drawings import Drawings
from app.timeline_address import KEPT, choice_in, in_address
from tests.factories import World
from tests.http import Browser, browser_for
from timeline.choosing import Choice
from timeline.drawing import Window
from timeline.ids import new_id
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
    assert len(drawings._kept) == 2


def test_what_one_look_makes_is_kept_however_large_it_is(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.event("Zitting")
    monkeypatch.setattr("app.drawings.KEPT_BYTES", 1)
    drawings = Drawings()
    with world.database.reading() as db:
        page = drawings.of(db, world.case(db), Viewer(world.case_id), Choice())
        assert drawings.of(db, world.case(db), Viewer(world.case_id), Choice()) is page
        other = drawings.of(db, world.case(db), Viewer(world.case_id), Choice(kinds=frozenset({"mdo"})))
    assert other.content is page.content


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
        "?lanes=onzin&order=..a.&fold=&only=alles&person=x&tag=%00&chapter=" + "a" * 26,
        "?order=" + ".".join(["family"] * 400),
        "?" + "&".join(["kind=mdo"] * 400),
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


def test_all_that_can_be_chosen_stands_in_the_address_and_is_read_back() -> None:
    ids = [new_id() for _ in range(6)]
    choice = Choice(
        kinds=frozenset({"mdo", "contact"}),
        organisations=frozenset({"family", ids[0]}),
        people=frozenset({ids[1]}),
        tags=frozenset({"0123456789ab"}),
        chapters=frozenset({ids[3]}),
        only=frozenset({"turning", "changed"}),
        by="kind",
        order=("mdo", ids[4]),
        folded=frozenset({"contact", ids[5]}),
        window=Window(date(2020, 1, 1), date(2020, 12, 31)),
    )
    query = in_address(choice).removeprefix("?")
    assert choice_in(parse_qsl(query)) == choice
    assert {key for key, _ in parse_qsl(query)} == KEPT.keys()


@pytest.mark.parametrize("typed", ["Merel", "<b>", "de school", "a.b", "' or 1=1"])
def test_words_that_people_typed_never_get_in_the_address(typed: str) -> None:
    asked = choice_in((key, typed) for key in (*KEPT, "q", "zoek"))
    assert asked == Choice()
    sneaked = Choice(frozenset({typed}), frozenset({typed}), frozenset({typed}), frozenset({typed}), order=(typed,))
    assert in_address(sneaked) == ""


def test_a_choice_of_what_is_no_longer_there_leaves_nothing_out(facilitator: Browser, world: World) -> None:
    world.event("Zitting")
    for query in (f"?chapter={'a' * 26}", f"?person={'b' * 26}", "?kind=mdo"):
        assert 'aria-label="1. Zitting' in page_of(facilitator, query)


def test_the_drawing_alone_is_the_one_of_the_page(facilitator: Browser, world: World) -> None:
    world.event("Zitting over de omgang", "1 maart 2020", kind="court_step")
    world.event("Kerstgesprek", "25 december 2021", kind="contact", lane="zorg")
    query = f"?kind=contact&order={world.organisations['zorg']}&fold=family&from=2020-01-01&to=2021-12-31"
    answer = facilitator.get(f"{facilitator.case}/timeline/drawing{query}")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.text in page_of(facilitator, query)
    assert "Kerstgesprek" in answer.text
    assert "Zitting over" not in answer.text
    names = re.findall(r'class="tl-name"[^>]*>([^<]*)', answer.text)
    assert names[:2] == ["De Veerboot", "Gezin"]


def rows_of(browser: Browser, query: str = "", **headers: str) -> list[str]:
    text = browser.get(f"{browser.case}/timeline/table{query}", headers=headers).text
    return re.findall(r'<th scope="row"><a [^>]*>([^<]*)', text)


def test_the_table_has_an_address_of_its_own_with_the_same_choices_and_an_order(
    facilitator: Browser, world: World
) -> None:
    world.event("Zitting", "1 maart 2020", kind="court_step")
    world.event("aanmelding", "1 januari 2021", lane="zorg")
    world.event("Éérste gesprek", "1 februari 2019", lane="gemeente")
    world.event("Ooit", "onbekend", lane="zorg")
    assert rows_of(facilitator) == ["Éérste gesprek", "Zitting", "aanmelding", "Ooit"]
    assert rows_of(facilitator, "?sort=-when") == ["aanmelding", "Zitting", "Éérste gesprek", "Ooit"]
    assert rows_of(facilitator, "?sort=title") == ["aanmelding", "Éérste gesprek", "Ooit", "Zitting"]
    assert rows_of(facilitator, "?sort=onzin") == rows_of(facilitator)
    assert rows_of(facilitator, f"?organisation={world.organisations['zorg']}") == ["aanmelding", "Ooit"]
    page = facilitator.get(f"{facilitator.case}/timeline/table?sort=-title&kind=court_step").text
    assert page.count("aria-sort=") == 1
    assert 'aria-sort="descending"' in page
    assert "timeline/table?kind=court_step&amp;sort=title" in page


def test_inside_the_page_the_table_holds_everything_and_hides_what_is_not_chosen(
    facilitator: Browser, world: World
) -> None:
    world.event("Zitting", kind="court_step")
    world.event("Gesprek", kind="contact")
    part = facilitator.get(f"{facilitator.case}/timeline/table?kind=contact", headers={"hx-request": "true"}).text
    assert "<html" not in part
    assert len(re.findall(r"<tr data-timeline-row", part)) == 2
    assert len(re.findall(r"<tr data-timeline-row[^>]* hidden>", part)) == 1


def test_a_row_leads_to_changing_the_event_for_who_may_do_that(world: World) -> None:
    shared = world.event("Van iedereen", "1 maart 2020")
    own = world.event("Alleen van de zorg", "1 maart 2021", by="zorg", lane="zorg")
    for name, may in (("facilitator", {shared}), ("zorg", {own}), ("gemeente", set()), ("reader", set())):
        with browser_for(world, name) as browser:
            text = browser.get(f"{browser.case}/timeline/table").text
        assert set(re.findall(r"/events/(\w+)/edit", text)) == may, name


def test_the_page_lists_the_first_events_and_leads_to_the_others(facilitator: Browser, world: World) -> None:
    for number in range(123):
        world.event(f"Gesprek {number}", f"{number % 28 + 1}-{number % 12 + 1}-2020")
    page = page_of(facilitator)
    assert page.count("data-timeline-event=") == 10
    assert "Hier staan 10 van de 123 gebeurtenissen." in page
    assert "<tr" not in page
    assert len(rows_of(facilitator)) == 123


@pytest.mark.parametrize(
    ("since", "said"),
    [
        ("2021-03-25", "Hier staan 4 van de 28 gebeurtenissen."),
        ("2021-03-28", "Hier staat 1 van de 28 gebeurtenissen."),
    ],
)
def test_a_list_that_begins_at_a_day_says_how_many_stand_there(
    facilitator: Browser, world: World, since: str, said: str
) -> None:
    for number in range(1, 29):
        world.event(f"Gesprek {number}", f"{number}-3-2021")
    page = facilitator.get(f"{facilitator.case}/timeline?from={since}&to=2021-04-30").text
    assert said in page
    assert "Dit zijn de eerste" not in page


def test_a_link_in_the_drawing_holds_as_much_of_an_id_as_tells_it_apart_and_leads_to_the_event(
    facilitator: Browser, world: World
) -> None:
    event = world.event("Zitting", "6 mei 2020", kind="court_step")
    page = facilitator.get(f"{facilitator.case}/timeline").text
    assert f'href="?event={event[:5]}" class="tl-event"' in page
    answer = facilitator.get(f"{facilitator.case}/timeline?kind=court_step&event={event[:5]}")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{facilitator.case}/timeline?kind=court_step&event={event}#panel"
    nothing = facilitator.get(f"{facilitator.case}/timeline?event=aaaaaa")
    assert "De gebeurtenis uit dit adres is er niet" in nothing.text


def test_an_address_with_an_empty_event_asks_for_none_and_leaves_nothing_for_later(
    facilitator: Browser, world: World
) -> None:
    world.event("Zitting", "6 mei 2020")
    for end in ("?event=", ""):
        assert "De gebeurtenis uit dit adres" not in facilitator.get(f"{facilitator.case}/timeline{end}").text


def test_the_begin_of_an_id_finds_nothing_that_somebody_may_not_see(world: World) -> None:
    hidden = world.event("Geheim gesprek", by="gemeente")
    other = browser_for(world, "zorg")
    answer = other.get(f"{other.case}/timeline?event={hidden[:8]}")
    assert answer.status_code == 200
    assert hidden not in answer.text


@pytest.mark.any_database
def test_the_words_to_search_in_are_those_that_somebody_may_see(world: World) -> None:
    event = world.event("Zitting", description="De rechter vraagt door.")
    hidden = world.event("Geheim gesprek", by="gemeente", description="Voor onszelf")
    own, other = (browser_for(world, name) for name in ("gemeente", "zorg"))
    assert hidden in own.get(f"{own.case}/timeline/words").json()
    told = other.get(f"{other.case}/timeline/words").json()
    assert set(told) == {event}
    assert "De rechter vraagt door." in told[event]
    assert browser_for(world, None).get(f"/cases/{world.case_id}/timeline/words").status_code != 200


def test_who_gets_a_link_to_what_changed_for_somebody_else_sees_everything_and_why(
    facilitator: Browser, world: World
) -> None:
    world.event("Zitting", "6 mei 2020", kind="mdo")
    page = facilitator.get(f"{facilitator.case}/timeline?only=changed").text
    assert "Voor jou is er niets veranderd sinds een vorig bezoek. Je ziet daarom alles." in page
    assert "1 van 1 gebeurtenissen getoond." in page
    assert "/timeline/poster/a3?only=changed" not in page
    for form in ("table", "present", "drawing", "picture/svg", "file"):
        assert "Zitting" in facilitator.get(f"{facilitator.case}/timeline/{form}?only=changed").text, form
    assert "alleen wat veranderde" not in facilitator.get(f"{facilitator.case}/timeline/file?only=changed").text
    assert "Voor jou is er niets veranderd" not in facilitator.get(f"{facilitator.case}/timeline").text


def test_only_the_event_that_was_changed_has_the_button_that_undoes_it_beside_it(
    facilitator: Browser, world: World
) -> None:
    changed, other = world.event("Zitting", "1-3-2021"), world.event("Gesprek", "2-3-2021")
    fields = {"title": "Zitting over de omgang", "date": "1-3-2021", "kind": "court_step", "version": 1}
    answer = facilitator.post(f"{facilitator.case}/events/{changed}/edit", data=fields)
    assert answer.status_code == 303
    batch = re.search("undo=([a-z2-7]{26})", answer.headers["location"])
    assert batch
    facilitator.cookies.delete("terugblik-message")
    for event, beside in ((changed, True), (other, False)):
        page = page_of(facilitator, f"?event={event}&undo={batch[1]}")
        assert ("data-undo" in page) is beside
        assert "Maak ongedaan" in page
