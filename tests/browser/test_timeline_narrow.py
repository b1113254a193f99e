"""The timeline on a narrow screen in a real browser: a list in order of time first, the drawing one tap away."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from analysis.outcomes import mark_turning_point
from app.database import Database
from tests.browser.conftest import LAPTOP, PHONE, Person
from tests.browser.timeline import MARKS, at_the_timeline, spoken
from tests.factories import World, make_world
from timeline.chapters import ChapterFacts, add_chapter
from timeline.frames import FrameFacts, add_frame

pytestmark = MARKS


@pytest.fixture
def told(database: Database) -> World:
    """A case with all that a drawing shows: chapters, frames, a meeting, a turning point, a period and a vague date."""
    world = make_world(database)
    zorg, school = world.organisations["zorg"], world.organisations["school"]
    turn = world.event(
        "MDO over de omgang", "2-2-2020", kind="mdo", lane="gemeente", present=(zorg,), missing=(school,)
    )
    world.event("Ouders gaan uit elkaar", "rond maart 2020", kind="family_event")
    world.event("Gezinscoaching", "1-6-2020 t/m 1-12-2020", kind="intervention", lane="zorg")
    world.event("Op de wachtlijst", "1-7-2020 t/m 1-9-2020", kind="waiting", lane="zorg")
    for number in range(36):
        world.event(f"Gesprek {number + 1}", f"{number % 28 + 1}-{number % 12 + 1}-2021", kind="contact", lane="school")
    with database.writing() as db:
        case, by = world.case(db), world.participant(db, "facilitator")
        for name, year in (("Uit elkaar", 2020), ("Naar rust", 2021)):
            add_chapter(db, case, ChapterFacts(name, date(year, 1, 1), date(year, 12, 31)), by=by)
        add_frame(db, case, FrameFacts(False, date(2020, 1, 1), date(2020, 12, 31)), by=by)
        add_frame(db, case, FrameFacts(True, date(2021, 1, 1), date(2021, 12, 31), "OTS"), by=by)
        mark_turning_point(db, case, turn, why="Er kwam een plan.", seen_now="", by=by)
    return world


def rows(page: Page) -> Locator:
    """The events in the list."""
    return page.locator("[data-timeline-list] li:has(a):visible")


def switch(page: Page, way: str) -> None:
    """Choose the list or the drawing."""
    page.get_by_role("radio", name=way).check()


def test_a_phone_shows_the_first_events_as_a_list_without_scrolling(person: Callable[..., Person], told: World) -> None:
    page = at_the_timeline(person(PHONE), told)
    expect(rows(page)).to_have_count(40)
    began, first = page.locator(".timeline-begins").first.bounding_box(), rows(page).first.bounding_box()
    assert began
    assert first
    assert began["y"] < 480
    assert first["y"] + 100 < PHONE["height"]  # its title, its day and whose it is
    expect(page.locator(".timeline-walker")).to_be_hidden()
    legend, last = page.locator(".timeline-legend").bounding_box(), rows(page).last.bounding_box()
    assert legend
    assert last
    assert legend["y"] > last["y"]


def test_the_list_has_the_marks_of_the_drawing(person: Callable[..., Person], told: World) -> None:
    page = at_the_timeline(person(PHONE), told)
    meeting, apart, coaching, waiting = rows(page).all()[:4]
    expect(meeting).to_contain_text("aan tafel: Gemeente Rietdorp, De Veerboot")
    expect(meeting).to_contain_text("niet aan tafel: De Meent")
    expect(meeting).to_contain_text("kantelmoment 1")
    expect(meeting.locator(".timeline-turning")).to_have_text("1")
    expect(apart).to_have_class(re.compile("is-about"))
    expect(apart).to_contain_text("ongeveer maart 2020")
    expect(coaching).to_have_class(re.compile("is-period"))
    expect(coaching).to_contain_text("1 juni – 1 december 2020")
    expect(waiting).to_have_class(re.compile("is-waiting"))
    began = page.locator(".timeline-begins")
    assert [line.inner_text().replace("\n", " ") for line in began.all()] == [
        "Uit elkaar 1 januari – 31 december 2020",
        "vrijwillig kader 1 januari – 31 december 2020",
        "Naar rust 1 januari – 31 december 2021",
        "gedwongen kader: OTS 1 januari – 31 december 2021",
    ]
    assert page.get_by_role("heading", level=2, name="Uit elkaar").is_visible()


def test_the_script_makes_each_line_as_the_server_makes_it(person: Callable[..., Person], told: World) -> None:
    someone = person(PHONE, java_script_enabled=False)
    someone.page.goto(f"{someone.product.base}/enter/{told.tokens['facilitator']}")
    someone.page.locator("main form button[type=submit]").click()
    someone.page.goto(f"{someone.product.base}/cases/{told.case_id}/timeline")
    lines = "all => all.map(line => [line.className, line.innerText])"
    served = someone.page.locator("[data-timeline-list] li").evaluate_all(lines)
    assert len(served) > 10
    page = at_the_timeline(person(PHONE), told)
    expect(rows(page)).to_have_count(40)
    assert page.locator("[data-timeline-list] li").evaluate_all(lines)[: len(served)] == served


def test_the_drawing_is_one_tap_away_and_this_device_keeps_the_choice(
    person: Callable[..., Person], told: World
) -> None:
    someone = person(PHONE)
    page = at_the_timeline(someone, told)
    stage = page.locator(".timeline-stage")
    expect(rows(page).first).to_be_visible()
    someone.check()
    switch(page, "Tekening")
    expect(rows(page)).to_have_count(0)
    expect(page.locator(".timeline-walker")).to_be_visible()
    assert stage.evaluate("stage => stage.scrollWidth > stage.clientWidth")
    someone.check()
    page.reload()
    assert page.evaluate("performance.getEntriesByName('timeline-ready').length") in {0, 1}
    page.locator("#timeline.timeline-live").wait_for()
    expect(page.locator(".timeline-walker")).to_be_visible()
    expect(page.get_by_role("radio", name="Tekening")).to_be_checked()
    switch(page, "Lijst")
    page.reload()
    expect(rows(page).first).to_be_visible()


def test_a_device_that_keeps_nothing_shows_the_list_each_time(person: Callable[..., Person], told: World) -> None:
    someone = person(PHONE)
    someone.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"
    )
    page = at_the_timeline(someone, told)
    switch(page, "Tekening")
    expect(page.locator(".timeline-walker")).to_be_visible()
    page.reload()
    expect(rows(page).first).to_be_visible()


def test_without_a_script_both_ways_are_there_too(person: Callable[..., Person], told: World) -> None:
    someone = person(PHONE, java_script_enabled=False)
    page = someone.page
    page.goto(f"{someone.product.base}/enter/{told.tokens['facilitator']}")
    page.locator("main form button[type=submit]").click()
    page.goto(f"{someone.product.base}/cases/{told.case_id}/timeline?from=2021-06-01&to=2021-12-31")
    expect(rows(page)).to_have_count(10)
    expect(rows(page).first).to_contain_text("juni 2021")
    expect(page.locator("a.tl-event").first).to_be_hidden()
    switch(page, "Tekening")
    expect(rows(page)).to_have_count(0)
    expect(page.locator("a.tl-event").first).to_be_visible()


def test_a_wide_screen_has_the_drawing_and_no_switch(person: Callable[..., Person], told: World) -> None:
    page = at_the_timeline(person(LAPTOP), told)
    expect(page.locator(".timeline-walker")).to_be_visible()
    expect(page.locator(".timeline-ways")).to_be_hidden()
    expect(rows(page)).to_have_count(0)


def test_a_screen_that_is_turned_has_what_fits_it(person: Callable[..., Person], told: World) -> None:
    page = at_the_timeline(person(LAPTOP), told)
    page.set_viewport_size(PHONE)
    expect(rows(page)).to_have_count(40)
    page.set_viewport_size(LAPTOP)
    expect(page.locator(".timeline-walker")).to_be_visible()
    page.wait_for_function("document.querySelector('.timeline-canvas').width > 700")


def test_the_list_follows_what_is_chosen_and_leaves_no_empty_room(person: Callable[..., Person], told: World) -> None:
    page = at_the_timeline(person(PHONE), told)
    expect(rows(page)).to_have_count(40)
    for line in rows(page).all():
        line.scroll_into_view_if_needed()  # what was drawn once keeps its room
    page.get_by_text("Kies wat je ziet").click()
    page.locator('input[name="kind"][value="mdo"]').check()
    expect(rows(page)).to_have_count(1)
    assert "1 van 40" in spoken(page)
    assert [line.inner_text() for line in page.locator(".timeline-begins h2:visible").all()] == ["Uit elkaar"]
    whole, inside = page.locator("[data-timeline-list]").evaluate(
        "list => [list.offsetHeight, [...list.children].reduce((sum, line) => sum + line.offsetHeight, 0)]"
    )
    assert whole < inside + 40
    page.get_by_role("link", name="Toon alles").click()
    expect(rows(page)).to_have_count(40)
    expect(page.locator(".timeline-filter summary")).to_be_focused()


def test_what_the_address_chooses_is_seen_and_not_pushed_away_by_the_choices(
    person: Callable[..., Person], told: World
) -> None:
    page = at_the_timeline(person(PHONE), told, "?kind=intervention")
    expect(page.locator("[data-timeline-shown]")).to_have_text("1 van 40 gebeurtenissen getoond.")
    row = rows(page).first.bounding_box()
    assert row
    assert row["y"] + row["height"] < PHONE["height"]
    page.get_by_text("Kies wat je ziet").click()
    expect(page.locator('input[name="kind"][value="intervention"]')).to_be_checked()
    form = page.locator(".timeline-filter").bounding_box()
    assert form
    assert form["height"] < PHONE["height"] / 2


def comes_into_sight(page: Page, row: Locator) -> None:
    """A row is seen between what stays above and the panel below, and stays there."""
    page.wait_for_function(
        """async row => {
            const isSeen = () => {
                const { left, top, bottom } = row.getBoundingClientRect();
                const seen = (y) => row.contains(document.elementFromPoint(left + 60, y));
                return seen(top + 6) && seen(bottom - 12);
            };
            for (let frame = 0; frame < 20; frame += 1) {
                if (!isSeen()) return false;
                await new Promise(requestAnimationFrame);
            }
            return true;
        }""",
        arg=row.element_handle(),
    )


IS_IN_THE_DRAWING = """() => {
    const { scene, marks, drawing } = drawn;
    const stage = drawing.parentElement.getBoundingClientRect();
    const x = drawn.box().left + scene.place(marks.found).x;
    return x > stage.left && x < stage.right;
}"""


def test_stepping_through_what_is_found_brings_it_into_sight(person: Callable[..., Person], told: World) -> None:
    someone = person(PHONE)
    page = at_the_timeline(someone, told)
    page.get_by_role("searchbox").fill("gesprek")
    expect(page.locator("[data-timeline-hits]")).to_have_text("36 gevonden")
    page.get_by_role("button", name="Vorige gevonden gebeurtenis").click()
    found = page.locator("[data-timeline-list] .is-found")
    expect(found).to_have_count(1)
    comes_into_sight(page, found)
    someone.check()
    page.get_by_role("button", name="Vorige gevonden gebeurtenis").click()  # it stays in reach
    expect(page.locator("[data-timeline-hits]")).to_have_text("35 van 36")
    switch(page, "Tekening")
    page.wait_for_function(IS_IN_THE_DRAWING)


def test_who_goes_on_at_once_is_not_brought_back(person: Callable[..., Person], told: World) -> None:
    page = at_the_timeline(person(PHONE), told)
    page.get_by_role("searchbox").fill("gesprek")
    expect(page.locator("[data-timeline-hits]")).to_have_text("36 gevonden")
    places = page.get_by_role("button", name="Vorige gevonden gebeurtenis").evaluate(
        """async button => {
            button.click();
            const brought = scrollY;
            button.dispatchEvent(new WheelEvent('wheel', { bubbles: true }));
            scrollTo({ top: 0, behavior: 'instant' });
            for (let frame = 0; frame < 20; frame += 1) await new Promise(requestAnimationFrame);
            return [brought, scrollY];
        }"""
    )
    assert places[0] > 1000
    assert places[1] == 0


def test_days_and_an_event_in_the_address_are_seen_in_the_list(person: Callable[..., Person], told: World) -> None:
    page = at_the_timeline(person(PHONE), told, "?from=2021-06-01&to=2021-12-31")
    expect(rows(page)).to_have_count(40)
    june = rows(page).filter(has_text="juni 2021").first
    comes_into_sight(page, june)
    box = june.bounding_box()
    assert box
    assert box["y"] < 200
    page.get_by_role("button", name="Hele casus").click()
    expect(page).not_to_have_url(re.compile("from="))
    expect(page.get_by_role("button", name="Hele casus")).to_be_hidden()
    address = rows(page).nth(30).get_by_role("link").get_attribute("href")
    page.goto(page.url.partition("?")[0] + str(address).partition("timeline")[2].partition("#")[0])
    page.locator("#timeline.timeline-live").wait_for()
    row = page.locator("[data-timeline-list] li:has([aria-current])")
    expect(row).to_have_count(1)
    comes_into_sight(page, row)


def test_a_leap_in_the_list_goes_to_where_the_period_begins_and_leaves_the_days_of_the_drawing(
    person: Callable[..., Person], told: World
) -> None:
    page = at_the_timeline(person(PHONE), told)
    expect(rows(page)).to_have_count(40)
    page.locator("[data-timeline-leap]").select_option(label="Naar rust")
    page.wait_for_function(
        "heading => { const { top } = heading.getBoundingClientRect(); return top > 0 && top < 160; }",
        arg=page.get_by_role("heading", name="Naar rust").element_handle(),
    )
    assert "from=" not in page.url


def test_a_leap_to_after_all_that_is_shown_goes_to_the_last_and_says_which(
    person: Callable[..., Person], told: World
) -> None:
    page = at_the_timeline(person(PHONE), told, "?kind=intervention&kind=mdo&kind=family_event")
    expect(rows(page)).to_have_count(3)
    page.locator("[data-timeline-leap]").select_option(label="Naar rust")
    comes_into_sight(page, rows(page).last)
    page.wait_for_function(
        "() => document.querySelector('.timeline-voice[aria-live]').innerText.includes('Gezinscoaching')"
    )


def test_who_reads_and_walks_before_the_script_is_there_stays_where_they_are(
    person: Callable[..., Person], told: World
) -> None:
    someone = person(PHONE)
    someone.enter(f"{someone.product.base}/enter/{told.tokens['facilitator']}")
    page = someone.page
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route("**/timeline/columns*", hold)
    page.goto(f"{someone.product.base}/cases/{told.case_id}/timeline?from=2021-03-01")
    read = page.locator("[data-timeline-list] li:has(a)").nth(5)
    title = read.locator("strong").inner_text()
    read.get_by_role("link").focus()
    read.evaluate("row => scrollBy({ top: row.getBoundingClientRect().top - 200, behavior: 'instant' })")
    before = read.bounding_box()
    page.wait_for_function("() => scrollY > 100")
    while not waiting:
        page.wait_for_timeout(50)
    waiting[0].continue_()
    expect(rows(page)).to_have_count(40)
    same = rows(page).filter(has=page.get_by_text(title, exact=True))
    expect(same.get_by_role("link")).to_be_focused()
    comes_into_sight(page, same)
    after = same.bounding_box()
    assert before
    assert after
    assert abs(after["y"] - before["y"]) < 2


def test_the_keyboard_walks_the_list_and_the_panel_opens_and_follows(
    person: Callable[..., Person], told: World
) -> None:
    page = at_the_timeline(person(PHONE), told)
    expect(rows(page)).to_have_count(40)
    rows(page).first.get_by_role("link").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    heading = page.locator("#panel h2").first
    expect(heading).to_have_text("Ouders gaan uit elkaar")
    expect(rows(page).nth(1).get_by_role("link")).to_have_attribute("aria-current", "true")
    page.keyboard.press("Escape")
    expect(rows(page).nth(1).get_by_role("link")).to_be_focused()
    page.keyboard.press("End")
    last = rows(page).last
    expect(last.get_by_role("link")).to_be_focused()
    comes_into_sight(page, last)


def test_with_colours_of_the_browser_the_list_shows_what_is_chosen_found_and_open(
    person: Callable[..., Person], told: World
) -> None:
    page = at_the_timeline(person(PHONE, forced_colors="active"), told)
    ground = "label => getComputedStyle(label).backgroundColor"
    listed, drawn = page.locator(".timeline-ways label").all()
    assert listed.evaluate(ground) != drawn.evaluate(ground)
    page.get_by_role("searchbox").fill("gezinscoaching")
    expect(page.locator("[data-timeline-hits]")).to_have_text("1 gevonden")
    hit = page.locator(".timeline-hit strong")
    expect(hit).to_have_css("border-inline-start-width", "4px")
    page.get_by_role("button", name="Volgende gevonden gebeurtenis").click()
    expect(page.locator(".is-found > a")).to_have_css("outline-style", "double")
    rows(page).first.get_by_role("link").click()
    expect(page.locator("[data-timeline-list] a[aria-current]")).to_have_css("outline-style", "solid")


def test_what_is_done_now_and_then_comes_when_it_is_asked_for(person: Callable[..., Person], told: World) -> None:
    someone = person(PHONE)
    page = at_the_timeline(someone, told)
    reading = page.get_by_role("link", name="Bestand inlezen")
    expect(reading).to_be_hidden()
    page.get_by_role("button", name="Meer", exact=True).click()
    expect(reading).to_be_visible()
    someone.check()
    page.keyboard.press("Escape")
    expect(reading).to_be_hidden()
    page.set_viewport_size(LAPTOP)
    expect(reading).to_be_visible()
    expect(page.get_by_role("button", name="Meer", exact=True)).to_be_hidden()
