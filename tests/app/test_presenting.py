"""The walk for a room: what is hidden stays hidden, and each step has an address of its own."""

from __future__ import annotations

import html
import json
import re

import pytest

from analysis.models import TurningPoint
from tests.factories import World
from tests.http import Browser, browser_for
from timeline.chapters import ChapterFacts, add_chapter
from timeline.dates import parse_date
from timeline.stretches import stretch as days_of

pytestmark = pytest.mark.any_database


def present(browser: Browser, query: str = "") -> str:
    answer = browser.get(f"{browser.case}/timeline/present{query}")
    assert answer.status_code == 200
    return answer.text


def titles(page: str) -> list[str]:
    return [html.unescape(found.strip()) for found in re.findall(r"<h2>(.*?)</h2>", page, re.DOTALL)]


def chapter(world: World, name: str, begins: str, ends: str, summary: str = "") -> None:
    first, last = days_of(parse_date(begins), parse_date(ends))
    with world.database.writing() as db:
        facts = ChapterFacts(name, first, last, summary)
        add_chapter(db, world.case(db), facts, by=world.participant(db, "facilitator"))


@pytest.fixture
def filled(world: World) -> World:
    chapter(world, "Vrijwillig", "1 januari 2020", "31 december 2020", "Hulp zonder rechter.")
    chapter(world, "Gedwongen", "1 januari 2021", "31 december 2021")
    world.event("Eerste MDO", "6 mei 2020", kind="mdo", lane="gemeente", description="Wie doet wat?")
    world.event("Gesprek", "7 mei 2020", kind="contact", lane="zorg")
    world.event("Zitting", "6 mei 2021", kind="court_step", lane="gemeente")
    return world


def test_it_goes_from_the_whole_by_chapters_and_their_episodes_back_to_the_whole(
    filled: World, facilitator: Browser
) -> None:
    page = present(facilitator)
    assert titles(page) == [
        "De hele tijdlijn",
        "Vrijwillig",
        "Eerste MDO",
        "Gedwongen",
        "Zitting",
        "Terug naar het geheel",
    ]
    assert "Hulp zonder rechter." in page
    assert "Wie doet wat?" in page
    assert "1 van 6" in page


def test_a_turning_point_of_any_kind_is_a_step(filled: World, facilitator: Browser) -> None:
    turned = filled.event("Moeder belt", "8 mei 2020", kind="contact")
    with filled.database.writing() as db:
        db.add(TurningPoint(case_id=filled.case_id, event_id=turned, number=1))
    page = present(facilitator)
    assert "Moeder belt" in titles(page)
    assert "Kantelmoment 1" in page


def test_each_step_has_an_address_and_the_ones_beside_it(filled: World, facilitator: Browser) -> None:
    addresses = [html.unescape(found) for found in re.findall(r'data-address="([^"]*)"', present(facilitator))]
    page = facilitator.get(addresses[2]).text
    assert "3 van 6" in page
    assert f'rel="prev" href="{html.escape(addresses[1])}"' in page
    assert f'rel="next" href="{html.escape(addresses[3])}"' in page
    shown = re.findall(r'<article[^>]*?( hidden)?>\s*<p class="present-when">', page)
    assert [bool(one) for one in shown] == [True, True, False, True, True, True]
    assert "tl-lit" in page
    assert "1 van 6" in facilitator.get(f"{facilitator.case}/timeline/present?step=weg").text


def test_what_is_not_chosen_is_nowhere_on_the_page_or_in_what_is_drawn_from(
    filled: World, facilitator: Browser
) -> None:
    page = present(facilitator, "?kind=court_step")
    assert titles(page) == ["De hele tijdlijn", "Gedwongen", "Zitting", "Terug naar het geheel"]
    columns = facilitator.get(f"{facilitator.case}/timeline/present/columns?kind=court_step").text
    assert "Je ziet een keuze: rechtbankstap." in page
    for words in ("Eerste MDO", "Gesprek", "Wie doet wat?", "Hulp zonder rechter."):
        assert words not in page
        assert words not in columns
    assert titles(present(facilitator, "?kind=contact"))[1:3] == ["Vrijwillig", "Gesprek"]
    assert "Zitting" not in present(facilitator, "?from=2020-01-01&to=2020-12-31")


def test_a_room_sees_only_what_everybody_sees_unless_asked(filled: World) -> None:
    filled.event("Eigen overleg", "9 mei 2020", kind="mdo", by="gemeente", description="Voor onszelf")
    for name in ("gemeente", "zorg", "facilitator"):
        with browser_for(filled, name) as browser:
            for query in ("", "?own=1"):
                seen = present(browser, query) + browser.get(f"{browser.case}/timeline/present/columns{query}").text
                own = name == "gemeente" and query == "?own=1"
                assert ("Eigen overleg" in seen) is own, (name, query)
                assert ("Voor onszelf" in seen) is own, (name, query)
            assert ("Toon ook wat alleen wij zien" in present(browser)) is (name != "facilitator")
    with browser_for(filled, "gemeente") as browser:
        assert "Je ziet ook wat alleen jouw organisatie nu ziet." in present(browser, "?own=1")


def test_what_another_organisation_keeps_to_itself_changes_not_one_byte(filled: World) -> None:
    with browser_for(filled, "zorg") as browser:
        addresses = [f"{browser.case}/timeline/present{rest}" for rest in ("/columns", "/columns?own=1")]
        before = [(browser.get(each).content, browser.get(each).headers["etag"]) for each in addresses]
        filled.event("Geheim", by="gemeente", kind="mdo")
        assert [(browser.get(each).content, browser.get(each).headers["etag"]) for each in addresses] == before
        marked = browser.get(addresses[0], headers={"if-none-match": before[0][1]})
        assert marked.status_code == 304


def test_titles_stay_words(filled: World, facilitator: Browser) -> None:
    filled.event("<script>alert(1)</script> שלום", "10 mei 2020", kind="mdo")
    page = present(facilitator)
    assert "<script>alert(1)" not in page
    assert "שלום" in page
    assert (
        "<script>alert(1)</script> שלום"
        in json.loads(facilitator.get(f"{facilitator.case}/timeline/present/columns").content)["events"]["title"]
    )


def test_an_episode_without_a_date_is_told_all_the_same(filled: World, facilitator: Browser) -> None:
    filled.event("Ooit een MDO", "onbekend", kind="mdo")
    assert titles(present(facilitator))[-2:] == ["Ooit een MDO", "Terug naar het geheel"]


def test_a_case_with_nothing_to_stand_still_at_says_so_and_how_to_walk_all_the_same(
    facilitator: Browser, world: World
) -> None:
    world.event("Gesprek", "6 mei 2020", kind="contact")
    assert "Er is nog niets om bij stil te staan" in present(facilitator)
    walked = present(facilitator, "?kind=contact")
    assert "niets om bij stil te staan" not in walked
    assert "Gesprek" in titles(walked)


def test_an_empty_case_has_one_step(facilitator: Browser) -> None:
    assert titles(present(facilitator)) == ["De hele tijdlijn"]


@pytest.mark.parametrize("odd", ["a" * 5000, "%00", "-1", "'%20OR%201=1--"])
def test_an_odd_address_shows_the_beginning(filled: World, facilitator: Browser, odd: str) -> None:
    assert "1 van " in present(facilitator, f"?step={odd}&own={odd}&kind={odd}&organisation={odd}")


@pytest.mark.parametrize("name", ["reader", "beamer", "administrator"])
def test_who_may_not_see_the_timeline_is_not_presented_it(filled: World, name: str) -> None:
    with browser_for(filled, name) as browser:
        for rest in ("", "/columns"):
            assert browser.get(f"{browser.case}/timeline/present{rest}").status_code in {403, 404}


def test_the_drawing_of_a_step_can_be_asked_for_by_itself_to_print_it(facilitator: Browser, world: World) -> None:
    event_id = world.event("Eerste MDO", "6 mei 2020", kind="mdo")
    world.event("Zitting", "6 mei 2021", kind="court_step")
    drawing = facilitator.get(f"{facilitator.case}/timeline/present/drawing?step={event_id}")
    assert drawing.headers["content-type"].startswith("image/svg+xml")
    assert "tl-lit" in drawing.text
    whole = facilitator.get(f"{facilitator.case}/timeline/present/drawing")
    assert "tl-lit" not in whole.text
    assert "Zitting" in whole.text
