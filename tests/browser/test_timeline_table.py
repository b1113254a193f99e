"""The timeline as a table in a real browser, beside the drawing, on its own page and on paper."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import LAPTOP, Person
from tests.browser.timeline import MARKS, at_the_timeline
from tests.factories import World

pytestmark = MARKS


def test_an_event_opened_from_the_table_stands_beside_it(person: Callable[..., Person], filled: World) -> None:
    page = at_the_timeline(person(LAPTOP), filled)
    page.locator("#table summary").click()
    link = page.locator("#table tbody a[data-timeline-event]").nth(30)
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


def test_the_table_comes_when_it_is_opened_and_is_sorted_where_it_stands(
    person: Callable[..., Person], filled: World
) -> None:
    someone = person()
    page = at_the_timeline(someone, filled)
    assert page.locator("table").count() == 0
    page.locator("#table summary").click()
    expect(page.locator("#table tbody tr")).to_have_count(40)
    page.locator("#table").get_by_role("link", name="Wanneer").click()
    page.locator("#table").get_by_role("link", name="Wanneer").click()
    expect(page.locator("#table th[aria-sort]")).to_have_attribute("aria-sort", "descending")
    assert page.locator("#table tbody tr").last.get_by_role("link").first.inner_text() == "Ooit een gesprek"
    assert "2021" in page.locator("#table tbody tr").first.inner_text()
    someone.check()
    page.locator("#table tbody").get_by_role("link", name="Bewerk").first.click()
    page.get_by_label("Wat gebeurde er?").wait_for()


def test_the_table_on_its_own_page_is_filtered_with_its_button_and_keeps_its_order(
    person: Callable[..., Person], filled: World
) -> None:
    someone = person()
    someone.enter(f"{someone.product.base}/enter/{filled.tokens['facilitator']}")
    someone.go(f"/cases/{filled.case_id}/timeline/table?sort=-title&from=2019-01-01&to=2020-12-31")
    page = someone.page
    page.get_by_text("Kies wat je ziet").click()
    page.locator('input[name="kind"][value="contact"]').check()
    page.get_by_role("button", name="Toon alleen dit").click()
    expect(page).to_have_url(re.compile("kind=contact"))
    titles = page.locator("tbody th a").all_inner_texts()
    assert len(titles) == 14
    assert titles[:3] == ["Ooit een gesprek", "Gebeurtenis 8", "Gebeurtenis 5"]
    expect(page.locator("[data-timeline-shown]")).to_have_text("14 van 40 gebeurtenissen getoond.")
    for part in ("sort=-title", "from=2019-01-01", "to=2020-12-31"):
        assert part in page.url
    someone.check()

    # With the keyboard alone: a second kind, and Enter in the form.
    page.locator('input[name="kind"][value="mdo"]').focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Toon alleen dit").focus()
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr")).to_have_count(27)

    page.get_by_role("link", name="Toon alles").click()
    expect(page.locator("tbody tr")).to_have_count(40)
    expect(page.locator("[data-timeline-shown]")).to_be_hidden()
    expect(page.locator("thead [aria-sort]")).to_have_attribute("aria-sort", "descending")
    for part in ("sort=-title", "from=2019-01-01", "to=2020-12-31"):
        assert part in page.url


def test_the_table_on_paper_says_what_it_is_and_of_which_case(person: Callable[..., Person], filled: World) -> None:
    someone = person()
    someone.enter(f"{someone.product.base}/enter/{filled.tokens['facilitator']}")
    someone.go(f"/cases/{filled.case_id}/timeline/table")
    head = someone.page.locator(".timeline-print-head")
    expect(head).to_be_hidden()
    someone.page.emulate_media(media="print")
    expect(head).to_be_visible()
    expect(head).to_have_text("Zonnebloem · Tijdlijn als tabel")


def test_a_title_of_one_word_without_an_end_pushes_no_table_off_the_screen(
    person: Callable[..., Person], filled: World
) -> None:
    filled.event("Donaudampfschifffahrt" * 10, "6 mei 2020", kind="mdo")
    filled.event("👨‍👩‍👧‍👦 اجتماع مع الأم <script>alert(1)</script>", "7 mei 2020", kind="mdo")
    someone = person(LAPTOP)
    at_the_timeline(someone, filled)
    for page in ("/table", "/present", ""):
        someone.go(f"/cases/{filled.case_id}/timeline{page}")
        someone.check()
