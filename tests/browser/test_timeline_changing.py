"""Events that get other days on the timeline in a real browser: dragged, stretched, moved in a form, and put back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LAPTOP, PHONE, Person
from tests.browser.timeline import MARKS, at_the_timeline
from tests.factories import World

pytestmark = MARKS


PLACE = """id => {
    const { scene } = drawn;
    const { left, top } = drawn.box();
    const place = scene.place(scene.indexOf.get(id));
    return [left + place.x, top + place.y];
}"""


def test_an_event_is_dragged_to_another_day_and_put_back(person: Callable[..., Person], filled: World) -> None:
    someone = person(LAPTOP)
    page = at_the_timeline(someone, filled)
    page.locator(".timeline-walker").focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    panel = page.locator("#panel")
    when, undo = panel.locator(".event-date"), page.get_by_role("button", name="Maak ongedaan")
    panel.get_by_text("Verschuif in de tijd").click()
    form = panel.locator("form[data-move]")
    expect(form).to_be_visible()
    someone.check()
    was, event = when.inner_text(), form.get_attribute("data-move")

    def drag() -> str:
        x, y = page.evaluate(PLACE, event)
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 90, y, steps=5)
        return page.locator(".timeline-ghost").inner_text()

    day = drag()
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(page.locator(".timeline-ghost")).to_have_count(0)
    expect(when).to_have_text(was)
    assert drag() == day
    assert day not in was
    page.mouse.up()
    undo.wait_for()
    expect(when).to_have_text(day)
    undo.click()
    expect(undo).to_have_count(0)
    expect(when).to_have_text(was)


ENDS = """id => {
    const { scene } = drawn;
    const { left, top } = drawn.box();
    const place = scene.place(scene.indexOf.get(id));
    return [left + place.left, left + place.right, top + place.y];
}"""


def unfold_moving(who: Person, world: World, event: str) -> Page:
    """The timeline with this event open, and its form for moving unfolded."""
    page = at_the_timeline(who, world, f"?event={event}")
    page.locator("#panel").get_by_text("Verschuif in de tijd").click()
    return page


def test_an_end_of_a_period_that_is_dragged_stops_at_the_other_end(
    person: Callable[..., Person], filled: World
) -> None:
    event = filled.event("Gezinscoaching", "1-6-2020 t/m 1-12-2020", kind="intervention", lane="school")
    page = unfold_moving(person(LAPTOP), filled, event)
    ghost = page.locator(".timeline-ghost")
    first, last, y = page.evaluate(ENDS, event)
    page.mouse.move(first + 2, y)
    page.mouse.down()
    page.mouse.move(last + 200, y, steps=5)
    expect(ghost).to_have_text("1 december 2020")
    page.keyboard.press("Escape")
    page.mouse.up()
    page.mouse.move(last - 2, y)
    page.mouse.down()
    page.mouse.move(first - 150, y, steps=5)
    expect(ghost).to_have_text("1 juni 2020")
    page.mouse.up()
    page.get_by_role("button", name="Maak ongedaan").wait_for()
    expect(page.locator("#panel .event-date")).to_have_text(re.compile("1 juni 2020"))
    expect(page.locator("#panel").get_by_text("De gebeurtenis is verschoven.")).to_be_visible()


@pytest.mark.parametrize("screen", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_who_moves_an_event_and_undoes_it_keeps_the_place_on_the_page(
    person: Callable[..., Person], filled: World, screen: dict[str, int]
) -> None:
    event = filled.event("Gezinscoaching", "1-6-2020 t/m 1-12-2020", kind="intervention", lane="school")
    page = unfold_moving(person(screen), filled, event)
    button = page.locator("#panel").get_by_role("button", name="Verschuif", exact=True)
    page.evaluate("scrollTo(0, Math.max(scrollY, 300))")
    before = page.evaluate("scrollY")
    assert before >= 300
    button.evaluate("button => button.click()")
    page.get_by_role("button", name="Maak ongedaan").wait_for(state="attached")
    page.locator("#timeline.timeline-live").wait_for()
    page.wait_for_function("before => Math.abs(scrollY - before) < 3", arg=before)
    undo = page.locator("#panel [data-undo]")  # where one was, also when the top is out of sight
    expect(undo).to_contain_text("De gebeurtenis is verschoven.")
    expect(undo).to_be_focused()
    expect(undo.get_by_role("button")).to_be_in_viewport(ratio=1)
    page.reload()
    page.evaluate("scrollTo(0, 0)")
    page.goto(page.url.partition("?")[0])  # kept for one page alone
    page.locator("#timeline.timeline-live").wait_for()
    assert page.evaluate("scrollY") == 0


@pytest.mark.parametrize("screen", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_days_that_cannot_be_are_said_where_they_were_typed_and_stay(
    person: Callable[..., Person], filled: World, screen: dict[str, int]
) -> None:
    event = filled.event("Gezinscoaching", "1-6-2020 t/m 1-12-2020", kind="intervention", lane="school")
    someone = person(screen)
    page = unfold_moving(someone, filled, event)
    panel = page.locator("#panel")
    panel.get_by_label("alleen het eind").check()
    panel.get_by_label("Hoeveel dagen?").fill("-900")
    page.keyboard.press("Enter")
    days = panel.get_by_label("Hoeveel dagen?")
    expect(panel.get_by_text("Dan ligt het eind voor het begin.")).to_be_visible()
    expect(days).to_have_value("-900")
    expect(days).to_be_focused()
    expect(days).to_be_in_viewport()
    expect(panel.get_by_label("alleen het eind")).to_be_checked()
    page.locator("#timeline.timeline-live").wait_for()
    someone.check()
    days.fill("10")
    page.keyboard.press("Enter")
    expect(panel.locator(".event-date")).to_contain_text("11 december 2020")
    expect(panel.locator("[data-undo]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(panel.locator(".event-date")).to_contain_text("1 december 2020")
    expect(panel.locator("[data-undo]")).to_have_count(0)


def test_who_closes_the_event_or_opens_another_can_still_undo(person: Callable[..., Person], filled: World) -> None:
    event = filled.event("Gezinscoaching", "1-6-2020 t/m 1-12-2020", kind="intervention", lane="school")
    page = unfold_moving(person(LAPTOP), filled, event)
    page.locator("#panel").get_by_role("button", name="Verschuif", exact=True).click()
    undo = page.get_by_role("button", name="Maak ongedaan")
    expect(undo).to_have_count(1)
    page.locator("#timeline.timeline-live").wait_for()
    page.locator("[data-panel-close]").click()
    expect(page.locator("#panel")).to_be_hidden()
    undo.click()
    expect(page.locator("#main").get_by_text("Ongedaan gemaakt.")).to_be_visible()
