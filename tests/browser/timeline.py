"""How tests come to the timeline in a real browser, and what they hear there."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Person
from tests.factories import World

MARKS = [
    pytest.mark.browser,
    pytest.mark.usefixtures("same_key"),
    pytest.mark.timeout(900),  # a slow machine is no failure
    pytest.mark.any_database,  # it is about what the browser does; the journey walks the timeline on both
]


def at_the_timeline(who: Person, world: World, query: str = "") -> Page:
    """The timeline of the case, alive, for its facilitator; whether everybody can use it is asked where it matters.

    In the page `drawn` is the timeline then (js/timeline.js).
    """
    who.page.add_init_script(
        "document.addEventListener('timeline:interactive', told => (drawn = told.detail.timeline))"
    )
    who.enter(f"{who.product.base}/enter/{world.tokens['facilitator']}")
    who.page.goto(f"{who.product.base}/cases/{world.case_id}/timeline{query}")
    who.page.locator("#timeline.timeline-live").wait_for()
    return who.page


def spoken(page: Page) -> str:
    """What a screen reader was told last."""
    return page.locator(".timeline-voice[aria-live]").inner_text()


def open_filter(page: Page) -> None:
    """Unfold what one can choose to see."""
    page.get_by_text("Kies wat je ziet").click()
