"""The timeline where nothing moves it, in a real browser: on paper, without a script or Plotly, without connection."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from app.database import Database
from tests.browser.conftest import LAPTOP, Person
from tests.browser.timeline import MARKS, at_the_timeline, open_filter
from tests.factories import World, make_world

pytestmark = MARKS


def test_on_paper_the_drawing_lies_on_its_side_with_its_name_above(
    person: Callable[..., Person], filled: World, tmp_path: Path
) -> None:
    page = at_the_timeline(person(), filled)
    page.pdf(path=tmp_path / "timeline.pdf", prefer_css_page_size=True)
    sheets = PdfReader(tmp_path / "timeline.pdf").pages
    assert {sheet.mediabox.width > sheet.mediabox.height for sheet in sheets} == {True}
    first = sheets[0].extract_text()
    assert first.startswith("Zonnebloem")
    assert "De Meent" in first  # the lowest lane stands on the first sheet
    assert "Meenemen" not in "".join(sheet.extract_text() for sheet in sheets)


@pytest.fixture
def tall(database: Database) -> World:
    """A case of which the drawing is higher than a screen: fifty events on one day."""
    world = make_world(database)
    for number in range(50):
        world.event(f"Gebeurtenis {number + 1}", "1-3-2020", kind="contact", lane="zorg")
    return world


SEEN = "document.querySelector('.tl-later a.tl-event').checkVisibility({visibilityProperty: true})"


def test_what_lies_below_the_first_screen_follows_without_a_script_too(
    person: Callable[..., Person], tall: World
) -> None:
    someone = person(java_script_enabled=False)
    someone.page.goto(f"{someone.product.base}/enter/{tall.tokens['facilitator']}")
    someone.page.locator("main form button[type=submit]").click()
    someone.page.goto(f"{someone.product.base}/cases/{tall.case_id}/timeline")
    expect(someone.page.locator("a.tl-event")).to_have_count(50)
    for _ in range(40):  # waiting for a function does not work where scripts are off
        if someone.page.evaluate(SEEN):
            break
        someone.page.wait_for_timeout(250)
    assert someone.page.evaluate(SEEN)
    someone.page.locator(".tl-later a.tl-event").last.click()
    someone.page.locator("#panel h2").first.wait_for()


def test_a_window_that_is_taller_than_the_server_reckons_with_has_everything_at_once(
    person: Callable[..., Person], tall: World
) -> None:
    page = at_the_timeline(person({"width": 1280, "height": 1400}), tall)
    assert page.evaluate("document.querySelector('.tl-later').getAnimations().length") == 0
    assert page.evaluate("getComputedStyle(document.querySelector('.tl-later')).animationName") == "none"


def test_paper_has_all_of_a_tall_drawing(person: Callable[..., Person], tall: World) -> None:
    page = at_the_timeline(person(), tall)
    page.emulate_media(media="print")
    assert page.evaluate(SEEN)


def test_without_what_moves_it_the_drawing_stays_says_so_and_is_still_chosen_from(
    person: Callable[..., Person], filled: World
) -> None:
    someone = person()
    someone.enter(f"{someone.product.base}/enter/{filled.tokens['facilitator']}")
    someone.page.route("**/plotly-core.min.js", lambda route: route.abort())
    someone.go(f"/cases/{filled.case_id}/timeline")
    page = someone.page
    expect(page.locator("#toasts")).to_contain_text("De tijdlijn kan nu niet bewegen")
    expect(page.locator(".timeline-tools")).to_be_hidden()
    expect(page.locator(".tl-svg a.tl-event")).to_have_count(39)
    page.locator(".timeline-filter summary").click()
    page.locator("input[name=kind][value=mdo]").check()
    expect(page.locator(".tl-svg a.tl-event")).to_have_count(13)
    page.locator(".tl-svg a.tl-event").first.click()
    page.locator("#panel h2").first.wait_for()


def test_who_prints_at_once_prints_what_was_chosen(person: Callable[..., Person], filled: World) -> None:
    page = at_the_timeline(person(), filled)
    page.locator(".timeline-filter summary").click()
    page.locator("input[name=kind][value=mdo]").check()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".tl-svg a.tl-event:not(.tl-away)")).to_have_count(13)


@pytest.mark.parametrize("is_known", [True, False], ids=["the browser knows", "the browser does not know"])
def test_without_a_connection_other_lanes_are_refused_and_the_page_stays(
    person: Callable[..., Person], filled: World, is_known: bool
) -> None:
    someone = person(LAPTOP)
    page = at_the_timeline(someone, filled)
    open_filter(page)
    if is_known:
        someone.context.set_offline(True)
    else:
        someone.context.route("**/*", lambda route: route.abort())
    page.get_by_label("soorten", exact=True).click()
    expect(page.locator("#toasts")).to_contain_text("Je hebt geen verbinding. Er is niets veranderd.")
    expect(page.get_by_label("gezin en organisaties", exact=True)).to_be_checked()
    expect(page.locator("#timeline.timeline-live")).to_be_visible()
    assert "lanes" not in page.url


def test_a_search_without_a_connection_says_that_only_titles_are_searched(
    person: Callable[..., Person], filled: World
) -> None:
    someone = person(LAPTOP)
    page = at_the_timeline(someone, filled)
    hits, box = page.locator("[data-timeline-hits]"), page.get_by_role("searchbox")
    someone.context.set_offline(True)
    box.fill("stond niet in de titel")
    expect(hits).to_have_text("Niets gevonden (alleen in titels: geen verbinding)")
    box.fill("mdo")
    expect(hits).to_have_text("13 gevonden (alleen in titels: geen verbinding)")
    someone.check()
    someone.context.set_offline(False)
    expect(hits).to_have_text("13 gevonden")
    box.fill("stond niet in de titel")
    expect(hits).to_have_text("1 gevonden")
