"""The timeline page in a real browser: the browser's Back, the place where one reads, and the keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from app.database import Database
from tests.browser.conftest import LAPTOP, Person
from tests.factories import SECRET_KEY, World, make_world

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(900),  # a slow machine is no failure
    pytest.mark.any_database,  # it is about what the browser does; the journey walks the timeline on both
]


@pytest.fixture(autouse=True)
def same_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """The product takes the links that the factories made."""
    monkeypatch.setenv("TERUGBLIK_SECRET_KEY", SECRET_KEY)


@pytest.fixture
def filled(database: Database) -> World:
    """A case with forty events in three lanes, one of them without a date."""
    world = make_world(database)
    lanes = ("gemeente", "zorg", None)
    kinds = ("mdo", "contact", "decision")
    for number in range(39):
        world.event(
            f"Gebeurtenis {number + 1}",
            f"{number % 28 + 1}-{number % 12 + 1}-{2019 + number % 3}",
            kind=kinds[number % 3],
            lane=lanes[number % 3],
        )
    world.event("Ooit een gesprek", "onbekend", kind="contact", lane="zorg")
    return world


def at_the_timeline(who: Person, world: World, query: str = "") -> Page:
    """The timeline of the case, alive, for its facilitator."""
    who.enter(f"{who.product.base}/enter/{world.tokens['facilitator']}")
    who.go(f"/cases/{world.case_id}/timeline{query}")
    who.page.locator("#timeline.timeline-live").wait_for()
    return who.page


def test_back_takes_back_what_was_done_on_the_timeline(person: Callable[..., Person], filled: World) -> None:
    page = at_the_timeline(person(), filled)
    panel = page.locator("#panel")
    page.get_by_text("Kies wat je ziet").click()
    page.locator('input[name="kind"][value="mdo"]').check()
    expect(page).to_have_url(re.compile("kind=mdo"))
    page.get_by_text("Alle gebeurtenissen als tabel").first.click()
    first, second = page.locator("#table tbody tr:visible a").all()[:2]
    titles = [first.inner_text(), second.inner_text()]
    first.click()
    expect(panel.get_by_role("heading", name=titles[0], exact=True)).to_be_visible()
    second.click()
    expect(panel.get_by_role("heading", name=titles[1], exact=True)).to_be_visible()
    panel.get_by_role("button", name="Sluiten").click()
    expect(panel).to_be_hidden()

    page.go_back()
    expect(panel.get_by_role("heading", name=titles[1], exact=True)).to_be_visible()
    page.go_back()
    expect(panel.get_by_role("heading", name=titles[0], exact=True)).to_be_visible()
    page.go_back()
    expect(panel).to_be_hidden()
    assert page.locator("#table tbody tr:visible").count() == 13
    page.go_back()
    expect(page.locator('input[name="kind"][value="mdo"]')).not_to_be_checked()
    expect(page.locator("#table tbody tr:visible")).to_have_count(40)
    page.go_forward()
    expect(page.locator("#table tbody tr:visible")).to_have_count(13)


def test_back_gives_the_days_that_were_in_view(person: Callable[..., Person], filled: World) -> None:
    page = at_the_timeline(person(), filled)
    page.get_by_role("button", name="Inzoomen").click()
    page.locator(".timeline-walker").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("from=.*event="))
    zoomed = page.url.partition("&event=")[0]
    page.get_by_role("button", name="Hele casus").click()
    expect(page).not_to_have_url(re.compile("from="))
    page.go_back()
    expect(page.locator("#panel")).to_be_hidden()
    expect(page).to_have_url(zoomed)


def test_an_event_opened_from_the_table_stands_beside_it(person: Callable[..., Person], filled: World) -> None:
    page = at_the_timeline(person(LAPTOP), filled)
    page.get_by_text("Alle gebeurtenissen als tabel").first.click()
    link = page.locator("#table tbody tr a").nth(30)
    link.scroll_into_view_if_needed()
    before = link.bounding_box()
    link.click()
    heading = page.locator("#panel h2").first
    expect(heading).to_be_in_viewport()
    opened = link.bounding_box()
    assert before
    assert opened
    assert abs(before["y"] - opened["y"]) < 3
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    closed = link.bounding_box()
    assert closed
    assert abs(before["y"] - closed["y"]) < 3
    expect(link).to_be_focused()


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


def test_the_drawing_is_one_stop_for_the_keyboard_and_the_tray_follows_the_choice(
    person: Callable[..., Person], filled: World
) -> None:
    page = at_the_timeline(person(), filled)
    assert page.locator('#timeline [tabindex="0"]').count() == 1
    expect(page.locator(".timeline-tray")).to_be_visible()
    page.get_by_text("Kies wat je ziet").click()
    page.locator(f'input[name="organisation"][value="{filled.organisations["gemeente"]}"]').check()
    expect(page.locator(".timeline-tray")).to_be_hidden()
    page.locator(f'input[name="organisation"][value="{filled.organisations["zorg"]}"]').check()
    expect(page.locator(".timeline-tray")).to_be_visible()
