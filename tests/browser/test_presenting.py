"""The timeline on a large screen and as a file on a disk, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from app.database import Database
from tests.browser.conftest import BEAMER, LAPTOP, PHONE, Person
from tests.browser.timeline import MARKS
from tests.factories import World, make_world
from timeline.chapters import ChapterFacts, add_chapter
from timeline.dates import parse_date
from timeline.stretches import stretch as days_of

pytestmark = MARKS
SCRIPT = "<script>window.__pwned = 1</script> </script> שלום"


@pytest.fixture
def filled(database: Database) -> World:
    """A case with a chapter, three episodes in it, and what is no episode."""
    world = make_world(database)
    first, last = days_of(parse_date("1 januari 2020"), parse_date("31 december 2020"))
    with world.database.writing() as db:
        facts = ChapterFacts("Het eerste jaar", first, last, "Hulp zonder rechter.")
        add_chapter(db, world.case(db), facts, by=world.participant(db, "facilitator"))
    world.event("Eerste MDO", "6 mei 2020", kind="mdo", lane="gemeente", description="Wie doet wat?")
    world.event("Zitting", "6 juni 2020", kind="court_step", lane="zorg")
    world.event(SCRIPT, "6 juli 2020", kind="mdo", lane="school", description=SCRIPT)
    for month in range(1, 13):
        world.event(f"Gesprek {month}", f"3-{month}-2020", kind="contact", lane="zorg")
    return world


def presenting(who: Person, world: World, query: str = "") -> Page:
    """The walk, alive, for the facilitator."""
    who.enter(f"{who.product.base}/enter/{world.tokens['facilitator']}")
    who.go(f"/cases/{world.case_id}/timeline/present{query}")
    who.page.locator("[data-ready]").wait_for()
    return who.page


def shown(page: Page) -> str:
    return page.locator("[data-step]:not([hidden]) h2").inner_text()


def test_keys_buttons_and_halves_go_through_the_steps(person: Callable[..., Person], filled: World) -> None:
    page = presenting(person(), filled)
    number = page.locator("[data-number]")
    expect(number).to_have_text("1 van 6")
    for key, at, title in (
        ("ArrowRight", 2, "Het eerste jaar"),
        ("PageDown", 3, "Eerste MDO"),
        (" ", 4, "Zitting"),
        ("PageUp", 3, "Eerste MDO"),
        ("ArrowLeft", 2, "Het eerste jaar"),
        ("End", 6, "Terug naar het geheel"),
        ("ArrowRight", 6, "Terug naar het geheel"),
        ("Home", 1, "De hele tijdlijn"),
        ("ArrowLeft", 1, "De hele tijdlijn"),
    ):
        page.keyboard.press(key)
        expect(number).to_have_text(f"{at} van 6")
        assert shown(page) == title
    page.get_by_role("link", name="Volgende").click()
    page.locator(".present-words").click(position={"x": 300, "y": 300})
    expect(number).to_have_text("3 van 6")
    expect(page.locator("[data-voice]")).to_contain_text("Stap 3 van 6. 6 mei 2020 Het eerste jaar. Eerste MDO")
    page.locator(".timeline-stage").click(position={"x": 40, "y": 40})
    expect(number).to_have_text("2 van 6")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_the_address_holds_the_step_for_reload_and_back(person: Callable[..., Person], filled: World) -> None:
    page = presenting(person(), filled)
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"step=\w+$"))
    assert shown(page) == "Zitting"
    page.reload()
    page.locator("[data-ready]").wait_for()
    assert shown(page) == "Zitting"
    page.go_back()
    expect(page.locator("[data-number]")).to_have_text("3 van 6")
    page.go_forward()
    expect(page.locator("[data-number]")).to_have_text("4 van 6")


def test_f_fills_the_screen(person: Callable[..., Person], filled: World) -> None:
    page = presenting(person(), filled)
    button = page.get_by_role("button", name="Volledig scherm")
    expect(button).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("f")
    expect(button).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("f")
    expect(button).to_have_attribute("aria-pressed", "false")


def test_what_was_filtered_away_on_the_timeline_stays_away(person: Callable[..., Person], filled: World) -> None:
    someone = person()
    someone.enter(f"{someone.product.base}/enter/{filled.tokens['facilitator']}")
    someone.go(f"/cases/{filled.case_id}/timeline")
    page = someone.page
    page.locator("#timeline.timeline-live").wait_for()
    page.get_by_text("Kies wat je ziet").click()
    page.locator('input[name="kind"][value="court_step"]').check()
    expect(page).to_have_url(re.compile("kind=court_step"))
    page.get_by_role("link", name="Presenteren").click()
    page.locator("[data-ready]").wait_for()
    expect(page.locator("[data-number]")).to_have_text("1 van 4")
    assert "MDO" not in page.content()
    assert page.evaluate("window.__pwned") is None


@pytest.mark.parametrize("screen", [PHONE, LAPTOP, BEAMER], ids=["phone", "laptop", "beamer"])
def test_everybody_can_use_every_step(person: Callable[..., Person], filled: World, screen: dict[str, int]) -> None:
    someone = person(screen, reduced_motion="reduce")
    page = presenting(someone, filled)
    for _ in range(5):
        page.keyboard.press("ArrowRight")
        someone.check()
    assert page.evaluate("window.__pwned") is None
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight") or screen == PHONE


NAME_STAYS = """() => {
    const stage = document.querySelector('.timeline-stage');
    stage.scrollTo({left: 240, behavior: 'instant'});
    const name = [...document.querySelectorAll('.stage-names .tl-name')].find((one) => one.textContent === 'Gezin');
    return stage.scrollLeft > 200 ? name.getBoundingClientRect().left - stage.getBoundingClientRect().left : -1;
}"""


def test_on_a_phone_the_names_of_the_lanes_stay_while_the_drawing_goes_sideways(
    person: Callable[..., Person], filled: World
) -> None:
    page = presenting(person(PHONE, reduced_motion="reduce"), filled)
    assert 0 < page.evaluate(NAME_STAYS) < 30
    page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
    expect(page.locator(".stage-names")).to_be_hidden()


def test_in_the_file_on_a_phone_a_tap_on_a_name_opens_no_event_behind_it(chromium: Browser, file: Path) -> None:
    context = chromium.new_context(viewport=PHONE, offline=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(file.as_uri())
    page.locator("[data-ready]").wait_for()
    assert 0 < page.evaluate(NAME_STAYS) < 30
    box = page.locator(".stage-names").bounding_box()
    assert box
    for y in range(10, int(box["height"]), 13):  # at the height of every row
        page.locator(".stage-names").click(position={"x": 60, "y": y})
    expect(page.locator("[data-panel]")).to_be_hidden()
    context.close()


def test_without_a_script_it_is_pages_with_links(person: Callable[..., Person], filled: World) -> None:
    someone = person(java_script_enabled=False)
    someone.page.goto(f"{someone.product.base}/enter/{filled.tokens['facilitator']}")
    someone.page.locator("main form button[type=submit]").click()
    page = someone.page
    page.goto(f"{someone.product.base}/cases/{filled.case_id}/timeline/present")
    for title in ("Het eerste jaar", "Eerste MDO"):
        page.get_by_role("link", name="Volgende").click()
        expect(page.locator("[data-step]:not([hidden]) h2")).to_have_text(title)
    expect(page.locator(".tl-lit")).to_be_visible()
    page.get_by_role("link", name="Vorige").click()
    expect(page.locator("[data-number]")).to_have_text("2 van 6")


@pytest.fixture
def file(person: Callable[..., Person], filled: World, tmp_path: Path) -> Path:
    """The file as its maker keeps it on a disk."""
    someone = person()
    someone.enter(f"{someone.product.base}/enter/{filled.tokens['facilitator']}")
    someone.go(f"/cases/{filled.case_id}/timeline")
    with someone.page.expect_download() as download:
        someone.page.get_by_role("link", name="Eén bestand om mee te nemen").click()
    place = tmp_path / "on a disk" / "tijdlijn.html"
    download.value.save_as(place)
    return place


@pytest.mark.parametrize("screen", [PHONE, LAPTOP, BEAMER], ids=["phone", "laptop", "beamer"])
def test_the_file_opens_without_a_network(chromium: Browser, file: Path, screen: dict[str, int]) -> None:
    context = chromium.new_context(viewport=screen, locale="nl-NL", offline=True)  # type: ignore[arg-type]
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    page.locator("[data-ready]").wait_for()
    assert [address for address in asked if not address.startswith(("file:", "data:"))] == []
    assert said == []

    page.get_by_role("button", name="Inzoomen").click()
    page.locator(".timeline-stage").focus()
    page.keyboard.press("Home")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("[data-panel] h2")).to_have_text("Eerste MDO")
    expect(page.locator("[data-panel]")).to_contain_text("Wie doet wat?")
    page.keyboard.press("Escape")
    expect(page.locator("[data-panel]")).to_be_hidden()
    page.keyboard.press("Enter")  # the keyboard is where it was
    expect(page.locator("[data-panel] h2")).to_have_text("Eerste MDO")
    page.get_by_text("Kies wat je ziet").click()
    page.locator('input[value="court_step"]').check()
    expect(page.locator("[data-shown]")).to_have_text("1 van 15 gebeurtenissen getoond.")
    expect(page.locator("tbody tr:visible")).to_have_count(1)
    expect(page.locator("[data-panel]")).to_be_hidden()
    page.get_by_role("button", name="Toon alles").click()
    expect(page.locator("tbody tr:visible")).to_have_count(15)
    page.locator("tbody tr").nth(9).click()
    assert page.evaluate("window.__pwned") is None
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [violation["id"] for violation in found] == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    assert said == []
    context.close()


@pytest.mark.parametrize("screen", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_in_the_file_one_searches_in_all_that_it_tells(chromium: Browser, file: Path, screen: dict[str, int]) -> None:
    context = chromium.new_context(viewport=screen, locale="nl-NL", offline=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(file.as_uri())
    page.locator("[data-ready]").wait_for()
    box, hits = page.get_by_role("searchbox", name="Zoek op de tijdlijn"), page.locator("[data-hits]")
    box.fill("doet WIÉ")  # in the description of one, without capitals and accents, in any order
    expect(hits).to_have_text("1 gevonden")
    expect(page.locator("tr.is-found")).to_have_count(1)
    box.fill("zoiets staat er niet")
    expect(hits).to_have_text("Niets gevonden")
    expect(page.get_by_role("button", name="Volgende gevonden gebeurtenis")).to_be_disabled()
    box.fill("gesprek")
    expect(hits).to_have_text("12 gevonden")
    box.press("Enter")
    expect(hits).to_have_text("1 van 12")
    expect(page.locator("[data-shown]")).to_contain_text("Gesprek 1")
    page.get_by_role("button", name="Vorige gevonden gebeurtenis").click()
    expect(hits).to_have_text("12 van 12")
    page.get_by_text("Kies wat je ziet").click()
    page.locator('input[value="mdo"]').check()  # what is left out is not found either
    expect(hits).to_have_text("Niets gevonden")
    page.get_by_role("button", name="Toon alles").click()
    expect(hits).to_have_text("12 gevonden")
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [violation["id"] for violation in found] == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    box.press("Escape")
    expect(box).to_have_value("")
    expect(page.locator("tr.is-found")).to_have_count(0)
    context.close()


def test_in_the_file_wheel_drag_and_click_move_and_open(chromium: Browser, file: Path) -> None:
    context = chromium.new_context(viewport=LAPTOP, offline=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(file.as_uri())
    page.locator("[data-ready]").wait_for()
    box = page.locator(".stage-canvas").bounding_box()
    assert box
    before = page.locator(".stage-canvas").screenshot()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 80)
    page.mouse.wheel(0, -300)
    page.wait_for_timeout(100)
    closer = page.locator(".stage-canvas").screenshot()
    assert closer != before
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 - 120, box["y"] + 80, steps=4)
    page.mouse.up()
    assert page.locator(".stage-canvas").screenshot() != closer
    expect(page.locator("[data-panel]")).to_be_hidden()
    for _ in range(8):
        page.mouse.wheel(0, 300)
    page.wait_for_function("scrollY > 20")  # with all in view again the wheel scrolls the page
    context.close()


MARK = """title => {
    const content = JSON.parse(document.getElementById('content').textContent).columns;
    const box = document.querySelector('.stage-canvas').getBoundingClientRect();
    const index = content.events.title.indexOf(title);
    return [box.left + (content.events.at[index] / content.days) * box.width, box.top + content.events.y[index]];
}"""


@pytest.mark.parametrize(("title", "is_left"), [("Gesprek 2", False), ("Gesprek 11", True)])
def test_in_the_file_the_panel_stands_where_the_mark_is_not_and_has_a_button_to_close_it(
    chromium: Browser, file: Path, title: str, is_left: bool
) -> None:
    context = chromium.new_context(viewport=LAPTOP, offline=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(file.as_uri())
    page.locator("[data-ready]").wait_for()
    x, y = page.evaluate(MARK, title)
    page.mouse.click(x, y)
    panel = page.locator("[data-panel]")
    expect(panel.get_by_role("heading", name=title, exact=True)).to_be_in_viewport()
    box = panel.bounding_box()
    assert box
    assert (box["x"] + box["width"] < x) if is_left else (box["x"] > x)
    assert page.evaluate("scrollY") == 0
    panel.get_by_role("button", name="Sluiten").click()
    expect(panel).to_be_hidden()
    expect(page.locator(".timeline-stage")).to_be_focused()
    page.locator("tbody tr").last.click()  # a row far below the drawing is not covered either
    row, box = page.locator("tbody tr").last.bounding_box(), panel.bounding_box()
    assert row
    assert box
    assert row["y"] + row["height"] <= box["y"]
    context.close()


def test_in_the_file_on_a_phone_a_tap_opens_a_sheet_and_the_page_stays_where_it_was(
    chromium: Browser, file: Path
) -> None:
    context = chromium.new_context(viewport=PHONE, offline=True, has_touch=True, is_mobile=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(file.as_uri())
    page.locator("[data-ready]").wait_for()
    page.locator(".timeline-stage").evaluate("stage => scrollBy(0, stage.getBoundingClientRect().top - 20)")
    before = page.evaluate("scrollY")
    assert before > 0
    x, y = page.evaluate(MARK, "Gesprek 2")
    page.touchscreen.tap(x, y)
    panel = page.locator("[data-panel]")
    expect(panel.get_by_role("heading", name="Gesprek 2", exact=True)).to_be_in_viewport()
    box = panel.bounding_box()
    assert box
    assert (box["x"], box["width"], box["y"] + box["height"]) == (0, PHONE["width"], PHONE["height"])
    assert y < box["y"]
    assert page.evaluate("scrollY") == before
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [violation["id"] for violation in found] == []
    panel.get_by_role("button", name="Sluiten").tap()
    expect(panel).to_be_hidden()
    assert page.evaluate("scrollY") == before
    page.evaluate("y => scrollBy(0, y)", y - PHONE["height"] + 30)  # low on the screen: under the sheet
    x, y = page.evaluate(MARK, "Gesprek 2")
    page.touchscreen.tap(x, y)
    expect(panel.get_by_role("heading", name="Gesprek 2", exact=True)).to_be_in_viewport()
    box = panel.bounding_box()
    assert box
    assert 0 < page.evaluate(MARK, "Gesprek 2")[1] < box["y"]
    context.close()


def test_the_file_is_whole_without_a_script_and_on_paper(chromium: Browser, file: Path, tmp_path: Path) -> None:
    context = chromium.new_context(viewport=LAPTOP, offline=True, java_script_enabled=False)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(file.as_uri())
    expect(page.locator("tbody tr")).to_have_count(15)
    expect(page.locator(".tl-field")).to_be_visible()
    expect(page.get_by_role("button", name="Inzoomen")).to_be_hidden()
    page.locator("a.tl-event").first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#e-"))
    context.close()
