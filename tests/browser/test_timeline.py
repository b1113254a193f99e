"""The timeline page in a real browser: the browser's Back, the place where one reads, and the keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader
from sqlmodel import select

from analysis.models import Visit
from app.database import Database
from tests.browser.conftest import BEAMER, LAPTOP, PHONE, Person
from tests.browser.timeline import MARKS, at_the_timeline, open_filter, spoken
from tests.factories import World, make_world
from timeline.columns import now as present
from timeline.models import Revision

pytestmark = MARKS


def test_back_takes_back_what_was_done_on_the_timeline(person: Callable[..., Person], filled: World) -> None:
    page = at_the_timeline(person(), filled)
    panel = page.locator("#panel")
    page.get_by_text("Kies wat je ziet").click()
    page.locator('input[name="kind"][value="mdo"]').check()
    expect(page).to_have_url(re.compile("kind=mdo"))
    page.locator("#table summary").click()
    page.locator("#table table").wait_for()
    first, second = page.locator("#table tbody tr:visible a[data-timeline-event]").all()[:2]
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
    page.go_back()  # the whole case was asked for by hand: that is taken back first
    expect(page).to_have_url(re.compile("from=.*event="))
    expect(page.locator("#panel")).to_be_visible()
    page.go_back()
    expect(page.locator("#panel")).to_be_hidden()
    expect(page).to_have_url(zoomed)


def test_the_drawing_is_one_stop_for_the_keyboard_and_the_tray_follows_the_choice(
    person: Callable[..., Person], filled: World
) -> None:
    page = at_the_timeline(person(), filled)
    stops = page.locator('#timeline [tabindex="0"]').evaluate_all("all => all.map((one) => one.classList[0])")
    assert stops == ["timeline-walker", "timeline-fold", "timeline-frame"]
    expect(page.locator(".timeline-tray")).to_be_visible()
    page.get_by_text("Kies wat je ziet").click()
    page.locator(f'input[name="organisation"][value="{filled.organisations["gemeente"]}"]').check()
    expect(page.locator(".timeline-tray")).to_be_hidden()
    page.locator(f'input[name="organisation"][value="{filled.organisations["zorg"]}"]').check()
    expect(page.locator(".timeline-tray")).to_be_visible()


def test_what_is_chosen_works_at_once_and_stands_in_the_address(person: Callable[..., Person], filled: World) -> None:
    someone = person()
    page = at_the_timeline(someone, filled)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/timeline" in request.url else None)
    open_filter(page)
    page.locator('input[name="kind"][value="decision"]').check()
    expect(page.locator("[data-timeline-shown]")).to_have_text("13 van 40 gebeurtenissen getoond.")
    assert "13 van 40" in spoken(page)
    expect(page).to_have_url(re.compile(r"\?kind=decision$"))
    assert asked == []  # no round trip: only the drawing for print comes later
    page.locator(f'input[name="organisation"][value="{filled.organisations["school"]}"]').check()
    expect(page.locator("[data-timeline-shown]")).to_have_text(
        "Niets past bij deze keuze. Kies minder. 0 van 40 gebeurtenissen getoond."
    )
    page.get_by_role("link", name="Toon alles").click()
    expect(page.locator("[data-timeline-shown]")).to_be_hidden()
    page.get_by_label("soorten", exact=True).check()
    expect(page).to_have_url(re.compile(r"\?lanes=kind$"))
    page.locator("#timeline.timeline-live").wait_for()
    assert page.locator(".timeline-fold").evaluate_all("all => all.map((one) => one.ariaLabel)") == [
        "MDO",
        "besluit",
        "contactmoment",
    ]
    someone.check()


@pytest.mark.parametrize("screen", [LAPTOP, BEAMER], ids=["laptop", "beamer"])
def test_one_sees_the_drawing_change_while_one_chooses(
    person: Callable[..., Person], filled: World, screen: dict[str, int]
) -> None:
    someone = person(screen)
    page = at_the_timeline(someone, filled)
    drawing, summary = page.locator(".timeline-stage"), page.locator(".timeline-filter summary")
    before = drawing.bounding_box()
    summary.focus()
    page.keyboard.press("Enter")
    page.locator('input[name="kind"][value="mdo"]').check()
    during, form = drawing.bounding_box(), page.locator(".timeline-filter").bounding_box()
    assert before
    assert during
    assert form
    assert during["y"] == before["y"]
    assert form["x"] + form["width"] <= during["x"]
    expect(page.locator("[data-timeline-shown]")).to_have_text("13 van 40 gebeurtenissen getoond.")
    expect(page.locator("[data-timeline-shown]")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("link", name="Toon alles")).to_be_in_viewport(ratio=1)
    someone.check()
    page.keyboard.press("Escape")
    expect(page.locator('input[name="kind"][value="mdo"]')).to_be_hidden()
    expect(summary).to_be_focused()
    expect(page.locator("[data-timeline-shown]")).to_be_visible()  # a choice is told, also when it is not seen
    page.get_by_role("link", name="Toon alles").click()
    expect(summary).to_be_focused()
    assert drawing.bounding_box() == before


STAGE = "const { scrollLeft, scrollWidth, clientWidth } = document.querySelector('.timeline-stage');"
SEEN_WHOLE = f"() => {{ {STAGE} return scrollWidth <= clientWidth; }}"
SEEN_TO_ITS_END = f"() => {{ {STAGE} return scrollLeft > 100 && scrollLeft === scrollWidth - clientWidth; }}"


def test_on_a_laptop_the_choices_fold_for_what_is_opened_and_come_back_after_it(
    person: Callable[..., Person], filled: World
) -> None:
    someone = person(LAPTOP)
    page = at_the_timeline(someone, filled)
    stage, choices = page.locator(".timeline-stage"), page.locator(".timeline-filter details")
    open_filter(page)
    page.locator('input[name="kind"][value="mdo"]').check()
    page.evaluate("scrollTo(0, 120)")
    before = stage.bounding_box()
    page.locator(".timeline-walker").evaluate("walker => walker.focus({preventScroll: true})")
    for key in ("Home", "End", "Enter"):
        page.keyboard.press(key)
    page.locator("#panel h2").first.wait_for()
    expect(choices).not_to_have_attribute("open", "")
    expect(page.locator("[data-timeline-shown]")).to_have_text("13 van 40 gebeurtenissen getoond.")
    page.wait_for_function(SEEN_WHOLE)
    during = stage.bounding_box()
    assert before
    assert during
    assert abs(during["y"] - before["y"]) < 3
    someone.check()
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    expect(choices).to_have_attribute("open", "")


def test_who_unfolds_the_choices_beside_what_is_open_keeps_it_in_sight(
    person: Callable[..., Person], filled: World
) -> None:
    page = at_the_timeline(person(LAPTOP), filled)
    page.locator(".timeline-walker").focus()
    for key in ("Home", "End", "Enter"):
        page.keyboard.press(key)
    page.locator("#panel h2").first.wait_for()
    open_filter(page)
    page.wait_for_function(SEEN_TO_ITS_END)


def test_on_a_wide_screen_all_three_stand_beside_each_other(person: Callable[..., Person], filled: World) -> None:
    page = at_the_timeline(person(BEAMER), filled)
    open_filter(page)
    page.locator(".timeline-walker").focus()
    for key in ("Home", "Enter"):
        page.keyboard.press(key)
    page.locator("#panel h2").first.wait_for()
    expect(page.locator(".timeline-filter details")).to_have_attribute("open", "")
    page.wait_for_function(SEEN_WHOLE)


def test_search_lights_up_what_is_found_and_steps_through_it(person: Callable[..., Person], filled: World) -> None:
    someone = person()
    page = at_the_timeline(someone, filled)
    page.keyboard.press("/")
    box = page.get_by_role("searchbox")
    expect(box).to_be_focused()
    hits = page.locator("[data-timeline-hits]")
    page.keyboard.type("MDO 2019")
    expect(hits).to_have_text("13 gevonden")
    someone.check()
    box.fill("ooit")
    expect(hits).to_have_text("0 gevonden en 1 zonder datum")
    box.fill("stond niet in de titel")
    expect(hits).to_have_text("1 gevonden")
    box.fill("niets van dit alles")
    expect(hits).to_have_text("Niets gevonden")
    box.fill("mdo")
    expect(hits).to_have_text("13 gevonden")
    page.keyboard.press("Enter")
    expect(hits).to_have_text("1 van 13")
    assert spoken(page).startswith("1 van 13: Gebeurtenis ")
    page.keyboard.press("Shift+Enter")
    expect(hits).to_have_text("13 van 13")
    page.get_by_role("button", name="Volgende gevonden gebeurtenis").click()
    expect(hits).to_have_text("1 van 13")
    page.locator("#table summary").click()
    expect(page.locator("#table tr.timeline-hit").first).to_be_visible()
    assert "mdo" not in page.url  # what is searched for can be a name
    box.focus()
    page.keyboard.press("Escape")
    expect(box).to_have_value("")
    expect(hits).to_have_text("")
    expect(page.locator("#table tr.timeline-hit")).to_have_count(0)


def test_lanes_are_folded_and_moved_and_paper_shows_the_same(
    person: Callable[..., Person], filled: World, tmp_path: Path
) -> None:
    someone = person()
    page = at_the_timeline(someone, filled)
    names = page.locator(".timeline-fold")
    order = "all => all.map((one) => one.ariaLabel)"
    before = page.locator(".timeline-drawing").bounding_box()
    assert names.evaluate_all(order) == ["Gezin", "Gemeente Rietdorp", "De Veerboot", "De Meent"]
    page.get_by_role("button", name="De Veerboot", exact=True).focus()
    page.keyboard.press("Alt+ArrowUp")
    assert names.evaluate_all(order) == ["Gezin", "De Veerboot", "Gemeente Rietdorp", "De Meent"]
    assert spoken(page) == "De Veerboot is nu baan 2 van 4."
    expect(page.get_by_role("button", name="De Veerboot", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="De Veerboot", exact=True)).to_have_attribute("aria-expanded", "false")
    after = page.locator(".timeline-drawing").bounding_box()
    assert before
    assert after
    assert after["height"] < before["height"] - 20
    page.get_by_role("button", name="Gemeente Rietdorp", exact=True).hover()
    page.get_by_role("button", name="Omhoog: Gemeente Rietdorp").click()
    zorg, gemeente = filled.organisations["zorg"], filled.organisations["gemeente"]
    expect(page).to_have_url(re.compile(f"order=family.{gemeente}|fold={zorg}"))
    someone.check()

    view = page.url.partition("?")[2]
    expect(page.locator(".timeline-drawing")).to_have_attribute("data-view", view)
    page.pdf(path=tmp_path / "folded.pdf", prefer_css_page_size=True)
    told = PdfReader(tmp_path / "folded.pdf").pages[0].extract_text()
    assert told.index("Gemeente Rietdorp") < told.index("De Veerboot")
    page.reload()
    page.locator("#timeline.timeline-live").wait_for()
    assert page.locator(".timeline-drawing").bounding_box()["height"] == after["height"]  # type: ignore[index]
    page.go_back()
    expect(page.get_by_role("button", name="De Veerboot", exact=True)).to_have_attribute("aria-expanded", "false")
    page.go_back()
    expect(page.get_by_role("button", name="De Veerboot", exact=True)).to_have_attribute("aria-expanded", "true")


@pytest.mark.parametrize("opened", [True, False], ids=["beside the panel", "without the panel"])
def test_the_buttons_that_move_a_lane_leave_its_name_in_sight_and_open_nothing_below_them(
    person: Callable[..., Person], filled: World, opened: bool
) -> None:
    event = filled.event("Aan het begin", "1-1-2019", kind="contact", lane="zorg")
    page = at_the_timeline(person(LAPTOP), filled, f"?event={event}" if opened else "")
    name = page.get_by_role("button", name="De Veerboot", exact=True)
    name.hover()
    up = page.get_by_role("button", name="Omhoog: De Veerboot")
    expect(up).to_have_css("opacity", "1")
    words, button = name.locator("span").first.bounding_box(), up.bounding_box()  # the words, not their button
    assert words
    assert button
    assert words["x"] + words["width"] <= button["x"]
    up.click()
    assert page.locator(".timeline-fold").evaluate_all("all => all.map((one) => one.ariaLabel)")[1] == "De Veerboot"
    expect(page.locator("#panel")).to_be_visible(visible=opened)
    expect(page.locator(".timeline-tooltip")).to_be_hidden()


def test_the_wheel_comes_closer_goes_sideways_and_is_never_a_trap(person: Callable[..., Person], filled: World) -> None:
    page = at_the_timeline(person({"width": 1280, "height": 420}), filled)
    page.locator(".timeline-stage").evaluate("stage => stage.scrollIntoView({ block: 'start', behavior: 'instant' })")
    page.wait_for_timeout(400)  # a wheel that turned before counts as the same movement
    page.mouse.move(700, 200)
    page.mouse.wheel(0, -400)
    expect(page).to_have_url(re.compile("from="))
    closer = page.url
    at = page.evaluate("scrollY")
    page.mouse.wheel(300, 20)
    expect(page).not_to_have_url(closer)
    days = [
        date.fromisoformat(day)
        for address in (closer, page.url)
        for day in re.findall(r"(?:from|to)=([\d-]+)", address)
    ]
    assert days[2] > days[0]
    assert abs((days[3] - days[2]) - (days[1] - days[0])) <= timedelta(days=1)
    page.keyboard.down("Shift")
    page.mouse.wheel(0, -600)
    page.keyboard.up("Shift")
    expect(page).to_have_url(re.compile(f"from=(?!{days[2]})"))
    assert page.evaluate("scrollY") == at
    page.wait_for_timeout(400)
    for _ in range(12):
        page.mouse.wheel(0, 300)
    page.wait_for_function("at => scrollY > at + 100", arg=at)
    expect(page).not_to_have_url(re.compile("from="))


LIES_UNDER_SOMETHING = """() => {
    const parts = [...document.querySelectorAll('.timeline-tools :is(button:not(:disabled), select, input)')];
    return parts.filter((part) => {
        const { left, right, top, height } = part.getBoundingClientRect();
        return [left + 3, right - 3].some((x) => !part.contains(document.elementFromPoint(x, top + height / 2)));
    }).map((part) => part.outerHTML);
}"""


@pytest.mark.parametrize("width", [1024, 1100, 1200, 1280])
def test_beside_the_panel_all_that_moves_the_drawing_stays_in_reach(
    person: Callable[..., Person], filled: World, width: int
) -> None:
    event = filled.event("Een gesprek om te openen", "1-6-2020")
    page = at_the_timeline(person({"width": width, "height": 800}), filled, f"?event={event}")
    expect(page.locator("#panel")).to_be_visible()
    expect(page.get_by_label("Ga naar een periode of een jaar")).to_be_visible()
    assert page.evaluate(LIES_UNDER_SOMETHING) == []


@pytest.mark.parametrize("screen", [{"width": 1024, "height": 768}, LAPTOP, BEAMER], ids=["tablet", "laptop", "beamer"])
def test_what_is_opened_low_on_the_page_has_its_title_in_sight(
    person: Callable[..., Person], filled: World, screen: dict[str, int]
) -> None:
    page = at_the_timeline(person(screen), filled)
    page.evaluate("scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' })")
    link = page.locator(".timeline-tray a[data-timeline-event]")
    before = link.bounding_box()
    link.click()
    panel = page.locator("#panel")
    expect(panel.get_by_role("heading", name="Ooit een gesprek", exact=True)).to_be_in_viewport(ratio=1)
    expect(panel.get_by_role("button", name="Sluiten")).to_be_in_viewport(ratio=1)
    after = link.bounding_box()
    assert before
    assert after
    assert abs(after["y"] - before["y"]) < 3
    panel.get_by_role("button", name="Sluiten").click()
    expect(link).to_be_in_viewport()
    assert page.locator(".tb-with-panel").evaluate("beside => beside.style.length") == 0


def test_the_overview_shows_and_moves_the_days_in_view(person: Callable[..., Person], filled: World) -> None:
    page = at_the_timeline(person(), filled)
    frame = page.get_by_role("slider", name="Dagen in beeld")
    page.get_by_label("Ga naar een periode of een jaar").select_option(label="2020")
    expect(page).to_have_url(re.compile("from=2020-01-01&to=2020-12-31"))
    expect(frame).to_have_attribute("aria-valuetext", "1 januari 2020 tot en met 31 december 2020")
    frame.focus()
    page.keyboard.press("ArrowRight")
    expect(frame).to_have_attribute("aria-valuetext", re.compile("februari 2020 tot .* februari 2021"))
    page.keyboard.press("Shift+ArrowLeft")
    expect(frame).to_have_attribute("aria-valuetext", re.compile("februari 2020 tot .* 2020|januari 2021"))
    box = page.locator(".timeline-track").bounding_box()
    held = frame.bounding_box()
    assert box
    assert held
    page.mouse.move(held["x"] + held["width"] / 2, held["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 10, held["y"] + 20, steps=4)
    page.mouse.up()
    expect(frame).to_have_attribute("aria-valuenow", "0")
    narrow = frame.bounding_box()
    assert narrow
    page.mouse.move(narrow["x"] + narrow["width"] - 2, narrow["y"] + 20)
    page.mouse.down()
    page.mouse.move(narrow["x"] + narrow["width"] + 120, narrow["y"] + 20, steps=4)
    page.mouse.up()
    wider = frame.bounding_box()
    assert wider
    assert abs(wider["width"] - narrow["width"] - 120) < 6
    page.keyboard.press("0")
    expect(page).not_to_have_url(re.compile("from="))


def test_the_panel_follows_who_walks_and_both_count_all_events_of_the_case(
    person: Callable[..., Person], filled: World
) -> None:
    page = at_the_timeline(person(), filled, "?kind=mdo")
    walker = page.locator(".timeline-walker")
    walker.focus()
    page.keyboard.press("Home")
    assert spoken(page).endswith("Gemeente Rietdorp, MDO, 0 lezingen, gebeurtenis 1 van 40")
    page.keyboard.press("Enter")
    first = page.locator("#panel h2").first.inner_text()
    walker.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#panel h2").first).not_to_have_text(first)
    place = re.search(r"gebeurtenis \d+ van 40", page.locator("#panel .event-what").inner_text())
    assert place
    assert spoken(page).endswith(place[0])
    expect(page.locator("#panel h2").first).to_have_text(spoken(page).partition(",")[0])
    expect(walker).to_be_focused()


@pytest.mark.parametrize("screen", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_everything_unfolded_has_no_barrier(
    person: Callable[..., Person], filled: World, screen: dict[str, int]
) -> None:
    someone = person(screen)
    page = at_the_timeline(someone, filled)
    # On a wide screen, where the list stands beside the drawing for nobody, the rows of the server are all there is.
    expect(page.locator("[data-timeline-list] li")).to_have_count(39 if screen is PHONE else 10)
    page.locator("main details").evaluate_all("all => all.forEach((one) => (one.open = true))")
    page.locator("#table table").wait_for()
    someone.check()
    someone.go(f"/cases/{filled.case_id}/timeline/table?sort=-title")


def test_a_hard_case_is_drawn_without_a_complaint(person: Callable[..., Person], database: Database) -> None:
    world = make_world(database)
    for number, title in enumerate(("<script>alert(1)</script>", "👩‍👧 " * 400, "שלום עולם " * 90, "x" * 200)):
        world.event(title[:2000], f"{number + 1} mei 2020", lane="zorg")
    for number in range(60):
        world.event(f"Op een dag {number}", "4 mei 2020", lane="gemeente")
    world.event("Veertig jaar", "1980 tot 2020", kind="intervention")
    someone = person(PHONE)
    page = at_the_timeline(someone, world)
    expect(page.locator("[data-timeline-list] li")).to_have_count(65)
    page.get_by_role("searchbox").fill("script")
    expect(page.locator("[data-timeline-hits]")).to_have_text("1 gevonden")
    someone.check()


def test_a_finger_folds_a_lane_and_then_moves_it(person: Callable[..., Person], filled: World) -> None:
    someone = person(PHONE, has_touch=True, is_mobile=True)
    page = at_the_timeline(someone, filled)
    page.get_by_text("Tekening", exact=True).tap()
    lane = page.get_by_role("button", name="Gemeente Rietdorp", exact=True)
    lane.tap()
    expect(lane).to_have_attribute("aria-expanded", "false")
    page.get_by_role("button", name="Omhoog: Gemeente Rietdorp").tap()
    assert page.locator(".timeline-fold").first.get_attribute("aria-label") == "Gemeente Rietdorp"
    someone.check()


def test_the_keyboard_goes_on_where_it_was_after_the_panel_and_after_a_search(
    person: Callable[..., Person], filled: World
) -> None:
    page = at_the_timeline(person(), filled)
    walker = page.locator(".timeline-walker")
    walker.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.locator("#panel h2").first.wait_for()
    page.keyboard.press("Escape")
    expect(walker).to_be_focused()
    page.keyboard.press("ArrowRight")
    assert spoken(page).endswith("gebeurtenis 4 van 40")
    page.keyboard.press("Enter")
    page.locator("#panel h2").first.wait_for()
    walker.focus()
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    box = page.get_by_role("searchbox")
    box.fill("titel")
    expect(page.locator("[data-timeline-hits]")).to_have_text("1 gevonden")
    box.press("Enter")
    walker.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2").first).to_have_text("Gebeurtenis 6")


def test_a_leap_and_back_shows_the_period_that_is_in_view(person: Callable[..., Person], filled: World) -> None:
    page = at_the_timeline(person(), filled)
    leap = page.locator("[data-timeline-leap]")
    for year in ("2019", "2020"):
        leap.select_option(label=year)
        expect(page).to_have_url(re.compile(f"from={year}"))
    page.go_back()
    expect(page).to_have_url(re.compile("from=2019"))
    expect(leap.locator("option:checked")).to_have_text("2019")


def test_back_takes_back_that_the_whole_case_was_asked_for(person: Callable[..., Person], filled: World) -> None:
    page = at_the_timeline(person(), filled)
    page.locator("[data-timeline-leap]").select_option(label="2020")
    expect(page).to_have_url(re.compile("from=2020"))
    page.get_by_role("button", name="Hele casus").click()
    expect(page).not_to_have_url(re.compile("from="))
    page.go_back()
    expect(page).to_have_url(re.compile("from=2020"))
    expect(page.locator("[data-timeline-leap] option:checked")).to_have_text("2020")


def test_on_a_phone_the_overview_frames_what_is_seen_and_goes_sideways(
    person: Callable[..., Person], filled: World
) -> None:
    page = at_the_timeline(person(PHONE), filled)
    page.get_by_text("Tekening", exact=True).click()
    frame = page.get_by_role("slider", name="Dagen in beeld")
    expect(frame).to_have_attribute("aria-valuetext", re.compile(" tot "))  # said a moment after it is drawn
    whole, seen = page.locator(".timeline-track").bounding_box(), frame.bounding_box()
    assert whole
    assert seen
    assert seen["width"] < 0.7 * whole["width"]
    first = frame.get_attribute("aria-valuetext")
    frame.focus()
    page.keyboard.press("End")
    expect(frame).not_to_have_attribute("aria-valuetext", str(first))
    lane, stage = page.get_by_role("button", name="Gezin", exact=True), page.locator(".timeline-stage")
    assert stage.evaluate("stage => stage.scrollLeft") > 0
    place, room = lane.bounding_box(), stage.bounding_box()
    assert place
    assert room
    assert 0 <= place["x"] - room["x"] < 20  # whose row it is stays in view
    stage.evaluate("stage => stage.scrollTo({left: 0})")
    expect(frame).to_have_attribute("aria-valuetext", str(first))
    box = frame.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 + 40, box["y"] + 20, steps=3)
    page.mouse.up()
    moved = frame.bounding_box()
    assert moved
    assert abs(moved["x"] - box["x"] - 40) < 3


def test_a_view_is_kept_under_a_name_and_found_again(person: Callable[..., Person], filled: World) -> None:
    someone = person(LAPTOP)
    page = at_the_timeline(someone, filled)
    page.get_by_text("Kies wat je ziet").click()
    page.locator('input[name="kind"][value="mdo"]').check()
    page.get_by_label("Ga naar een periode of een jaar").select_option(label="2020")
    expect(page).to_have_url(re.compile("from=2020-01-01"))
    page.get_by_text("Bewaarde weergaven").click()
    page.get_by_label("Naam voor wat je nu ziet").fill("Alle MDO's van 2020")
    page.get_by_role("button", name="Bewaar deze weergave").click()
    expect(page.get_by_text("De weergave is bewaard")).to_be_visible()
    someone.go(f"/cases/{filled.case_id}/timeline")
    page.locator("#timeline.timeline-live").wait_for()
    page.get_by_text("Bewaarde weergaven").click()
    page.get_by_role("link", name="Alle MDO's van 2020").click()
    expect(page).to_have_url(re.compile("kind=mdo.*from=2020-01-01&to=2020-12-31"))
    page.locator("#timeline.timeline-live").wait_for()
    expect(page.locator("[data-timeline-shown]")).to_have_text("13 van 40 gebeurtenissen getoond.")
    expect(page.get_by_role("slider", name="Dagen in beeld")).to_have_attribute(
        "aria-valuetext", "1 januari 2020 tot en met 31 december 2020"
    )


def test_what_changed_since_the_last_visit_can_be_chosen(person: Callable[..., Person], filled: World) -> None:
    with filled.database.writing() as db:
        today = present()
        for revision in db.exec(select(Revision)):
            revision.at = today - timedelta(days=2)
        db.add(
            Visit(
                case_id=filled.case_id,
                participant_id=filled.participants["gemeente"],
                seen_at=today - timedelta(days=1),
            )
        )
    filled.event("Nieuw gesprek", "3 maart 2020", kind="contact", lane="zorg")
    someone = person(LAPTOP)
    someone.enter(f"{someone.product.base}/enter/{filled.tokens['gemeente']}")
    with someone.page.expect_response(re.compile("/timeline/seen$")) as told:
        someone.go(f"/cases/{filled.case_id}/timeline")
    assert told.value.ok
    page = someone.page
    page.get_by_text("Kies wat je ziet").click()
    page.get_by_label("Veranderd sinds mijn vorige bezoek").check()
    expect(page.locator("[data-timeline-shown]")).to_have_text("1 van 41 gebeurtenissen getoond.")
    page.reload()  # half an hour long this is the same visit
    expect(page.locator("[data-timeline-shown]")).to_have_text("1 van 41 gebeurtenissen getoond.")


def test_with_letters_twice_as_large_a_phone_has_the_list_and_nothing_goes_sideways(
    person: Callable[..., Person], filled: World
) -> None:
    someone = person(PHONE)
    letters = {"standard": 32, "fixed": 26}
    someone.context.new_cdp_session(someone.page).send("Page.setFontSizes", {"fontSizes": letters})
    page = at_the_timeline(someone, filled)
    size = page.locator("[data-timeline-list] li").first.evaluate("item => parseFloat(getComputedStyle(item).fontSize)")
    assert size >= 32
    page.get_by_text("Kies wat je ziet").click()
    page.get_by_text("Toetsen").click()
    someone.check()


OVERLAPS = """() => {
    const lines = new Map();
    for (const { x, y, width } of drawn.labels) lines.set(y, [...(lines.get(y) ?? []), [x, x + width]]);
    return [...lines.values()].flatMap((line) => {
        line.sort((a, b) => a[0] - b[0]);
        return line.slice(1).filter(([left], before) => left < line[before][1]);
    });
}"""

WALKED = """() => {
    const { x, y } = drawn.scene.place(drawn.marks.walked);
    const { left, top } = drawn.onScreen(x, y, 0, 0);
    return [left, top];
}"""


def test_with_letters_twice_as_large_the_drawing_is_twice_as_large_and_works_as_before(
    person: Callable[..., Person], filled: World
) -> None:
    someone = person(BEAMER)
    letters = {"standard": 32, "fixed": 26}
    someone.context.new_cdp_session(someone.page).send("Page.setFontSizes", {"fontSizes": letters})
    page = at_the_timeline(someone, filled)
    assert page.evaluate("[drawn.size, drawn.labels.length > 5]") == [2, True]
    assert page.evaluate(OVERLAPS) == []
    drawing = page.locator(".timeline-drawing")
    assert drawing.evaluate("drawing => drawing.offsetHeight") == page.evaluate("drawn.scene.height * 2")
    tops = "all => all.map((one) => Math.round(one.getBoundingClientRect().top - drawn.box().top))"
    lanes = page.evaluate("drawn.scene.arrangement.top.map((top) => Math.round(2 * top))")
    assert page.locator(".timeline-name").evaluate_all(tops) == lanes
    assert page.locator(".timeline-lane").evaluate_all(tops) == lanes
    page.locator(".timeline-walker").focus()
    page.keyboard.press("Home")
    page.mouse.click(*page.evaluate(WALKED))
    expect(page.locator("#panel h2").first).to_have_text(spoken(page).partition(",")[0])
    someone.check()


def test_every_sign_of_the_legend_stands_at_one_height(person: Callable[..., Person], filled: World) -> None:
    page = at_the_timeline(person(), filled)
    tops = page.locator(".timeline-legend li").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect()).map((box) => box.top + box.height / 2)"
    )
    assert len(tops) >= 3
    assert max(tops) - min(tops) < 0.5
