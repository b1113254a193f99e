"""The live session in real browsers: two people at once, double clicks, a lost line and a restart."""

from __future__ import annotations

import dataclasses
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect
from sqlmodel import select

from analysis.models import SessionNote
from app.database import Database
from app.identity.links import withdraw_links
from app.main import create_app
from tests.browser.conftest import PATIENCE_MS
from tests.factories import World, make_world
from timeline.models import Phase

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]  # a slow machine is no failure

PHONE = {"width": 360, "height": 740}
LAPTOP = {"width": 1280, "height": 900}
WALL = {"width": 1920, "height": 1080}
Sit = Callable[..., Page]


class House:
    """The application on one port, that can go down and come up again."""

    def __init__(self, world: World) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.world = world
        self.address = f"http://127.0.0.1:{self.port}"
        self.up()

    def up(self) -> None:
        settings = dataclasses.replace(self.world.settings, base_url=self.address)
        app = create_app(settings, self.world.database)
        self.server = uvicorn.Server(
            uvicorn.Config(app, port=self.port, log_level="error", timeout_graceful_shutdown=1)
        )
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()
        while not self.server.started:
            self.thread.join(0.02)

    def down(self) -> None:
        self.server.should_exit = True
        self.thread.join(30)


@pytest.fixture
def world(sqlite_template: Path, tmp_path: Path) -> Iterator[World]:
    """A case in its session; the browser sees no difference between the two databases."""
    shutil.copy(sqlite_template, tmp_path / "terugblik.db")
    database = Database(f"sqlite:///{tmp_path / 'terugblik.db'}")
    made = make_world(database)
    made.event("Gezamenlijk overleg")
    with database.writing() as db:
        from analysis.models import Question

        db.add(Question(case_id=made.case_id, text="Wie bewaakte de koers?"))
    yield made.in_phase(Phase.SESSION)
    database.close()


@pytest.fixture
def house(world: World) -> Iterator[House]:
    running = House(world)
    yield running
    running.down()


@pytest.fixture
def sit(house: House, chromium: Chromium) -> Iterator[Sit]:
    """Sit down as somebody, on a screen of this size, at an address of the case."""
    contexts = []

    def sit_down(name: str, size: dict[str, int], end: str = "/session") -> Page:
        context = chromium.new_context(viewport=size, locale="nl-NL")
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{house.address}/enter/{house.world.tokens[name]}")
        page.locator("main form button[type=submit]").click()
        page.goto(f"{house.address}/cases/{house.world.case_id}{end}")
        return page

    yield sit_down
    for context in contexts:
        context.close()


def begin(console: Page) -> None:
    console.get_by_role("button", name="Begin de leersessie").click()
    expect(console.locator("#go-on")).to_be_visible()


def write(phone: Page, text: str) -> None:
    phone.get_by_label("Wat wil je delen?").fill(text)
    phone.get_by_role("button", name="Deel met iedereen").click()


def answer(console: Page, text: str | None = None) -> None:
    frame = console.locator("#answers .tb-outcome").first
    if text is not None:
        frame.locator("textarea").fill(text)
    frame.get_by_role("button", name="Bewaar").click()


def test_a_note_on_the_phone_comes_to_the_console_and_the_wall_by_itself(sit: Sit) -> None:
    console, phone, wall = sit("facilitator", LAPTOP), sit("gemeente", PHONE), sit("beamer", WALL, "/session/beamer")
    begin(console)
    console.get_by_role("button", name="Notities", exact=True).click()
    expect(wall.get_by_role("heading", level=1)).to_have_text("Notities")
    write(phone, "De school wist het al.")
    expect(console.locator(".tb-notes")).to_contain_text("De school wist het al.")
    expect(wall.locator(".tb-wall")).to_contain_text("De school wist het al.")
    for page in (console, phone, wall):
        assert Axe().run(page).violations_count == 0


def test_what_is_on_the_wall_fits_the_wall(sit: Sit, world: World) -> None:
    with world.database.writing() as db:
        from analysis.models import Question

        long = "Wat hielp het gezin in dit jaar? " * 2
        db.add_all(Question(case_id=world.case_id, text=long, audience="group") for _ in range(12))
    console, wall = sit("facilitator", LAPTOP), sit("beamer", WALL, "/session/beamer")
    begin(console)
    for name in ("Leervragen", "Tijdlijn"):
        console.get_by_role("button", name=name, exact=True).click()
        expect(wall.get_by_role("heading", level=1)).to_have_text(name)
        wall.wait_for_function("document.documentElement.scrollHeight <= window.innerHeight")


def test_all_answers_fit_the_wall_and_what_does_not_is_counted(sit: Sit, world: World) -> None:
    with world.database.writing() as db:
        from analysis.models import Answer, Question

        case = {"case_id": world.case_id}
        asked = [Question(**case, text=f"Wat wilde ieder bereiken, ook ouder {number}?") for number in range(12)]
        db.add_all(asked)
        db.flush()
        told = "Elke ouder een eigen begeleider, en één blad met de koers. Een nacht wachten mag als het kan. " * 2
        db.add_all(
            Answer(**case, question_id=question.id, text=told, stays_open=number in {7, 11})
            for number, question in enumerate(asked)
        )
    console, wall = sit("facilitator", LAPTOP), sit("beamer", WALL, "/session/beamer")
    begin(console)
    console.get_by_role("button", name="Antwoorden", exact=True).click()
    expect(wall.get_by_role("heading", level=1)).to_have_text("Antwoorden")
    fits = "document.documentElement.scrollHeight <= window.innerHeight"
    wall.wait_for_function(fits)
    expect(wall.locator(".tb-wall-answers dt:visible")).to_have_count(12)
    wall.set_viewport_size({"width": 800, "height": 450})
    more = wall.locator(".tb-wall-more")
    expect(more).to_contain_text("… en nog")
    assert wall.evaluate(fits)
    left_off = 12 - wall.locator(".tb-wall-answers dt:visible").count()
    expect(more).to_contain_text(f"… en nog {left_off}.")
    assert Axe().run(wall).violations_count == 0


def test_what_is_half_typed_on_the_console_survives_the_notes_of_others(sit: Sit) -> None:
    console, phone = sit("facilitator", LAPTOP), sit("gemeente", PHONE)
    begin(console)
    console.locator("#answers > summary").click()
    area = console.locator("#answers textarea").first
    area.fill("Half een antwoord")
    write(phone, "Iets anders.")
    expect(console.locator(".tb-notes")).to_contain_text("Iets anders.")
    expect(area).to_have_value("Half een antwoord")
    expect(area).to_be_focused()


def test_two_consoles_that_write_the_same_answer_lose_no_word(sit: Sit) -> None:
    one, other = sit("facilitator", LAPTOP), sit("facilitator", LAPTOP)
    begin(one)
    for console in (one, other):
        console.locator("#answers > summary").click()
    other.locator("#answers textarea").first.fill("Van de ander")
    answer(one, "Van de een")
    expect(one.locator("#toasts")).to_contain_text("Bewaard.")
    answer(other)
    expect(other.locator("#answers .tb-two-texts")).to_contain_text("Van de een")
    expect(other.locator("#answers textarea").first).to_have_value("Van de ander")
    phone = sit("gemeente", PHONE)
    write(phone, "Intussen.")
    expect(other.locator(".tb-notes")).to_contain_text("Intussen.")
    expect(other.locator("#answers .tb-two-texts")).to_contain_text("Van de een")
    answer(other, "Van ons allebei")
    expect(one.locator("#answers textarea").first).to_have_value("Van ons allebei")
    expect(other.locator("#answers .tb-two-texts")).to_have_count(0)


def test_two_tabs_on_one_lesson_keep_what_each_of_them_ticked(sit: Sit, world: World) -> None:
    from analysis.models import Lesson

    first, second = world.event("Overleg"), world.event("Zitting")
    with world.database.writing() as db:
        lesson = Lesson(case_id=world.case_id, text="Bel eerder.")
        db.add(lesson)
        address = f"/outcomes/lessons/{lesson.id}"
    one, other = sit("facilitator", LAPTOP, address), sit("facilitator", LAPTOP, address)
    for event in (first, second):
        one.locator(f"input[value='{event}']").check()
    one.locator("#lesson-form button[type=submit]").click()
    expect(one.locator("#lesson-form")).to_have_count(0)
    other.locator("#lesson-form textarea").fill("Bel elkaar eerder.")
    other.locator("#lesson-form button[type=submit]").click()
    expect(other.locator(".tb-two-texts")).to_be_visible()
    other.locator("#lesson-form").get_by_text("Op dit toestel staat een kopie.").wait_for()  # drafts had their say
    for event in (first, second):
        expect(other.locator(f"input[value='{event}']")).to_be_checked()


def test_a_double_click_goes_one_part_on_and_makes_one_lesson(sit: Sit) -> None:
    console = sit("facilitator", LAPTOP)
    begin(console)
    console.locator("#go-on button").dblclick()
    expect(console.locator("#now-title")).to_have_text("De leervragen")
    console.locator("#lessons > summary").click()
    console.get_by_label("Wat is de les?").fill("Bel elkaar eerder.")
    console.get_by_role("button", name="Voeg de les toe").dblclick()
    expect(console.locator(".tb-lesson-text")).to_have_count(1)
    expect(console.get_by_label("Wat is de les?")).to_have_value("")


def test_a_note_written_without_a_connection_goes_when_it_is_back_and_once(sit: Sit) -> None:
    console, phone = sit("facilitator", LAPTOP), sit("gemeente", PHONE)
    begin(console)
    expect(phone.locator("#here-title")).to_have_text("Opening")
    phone.context.set_offline(True)
    write(phone, "Zonder verbinding.")
    expect(phone.locator(".tb-unsent")).to_contain_text("Nog niet verzonden")
    expect(phone.locator(".tb-unsent")).to_contain_text("Zonder verbinding.")
    phone.context.set_offline(False)
    expect(console.locator(".tb-note", has_text="Zonder verbinding.")).to_have_count(1)
    expect(phone.locator(".tb-unsent")).to_be_hidden()


def test_a_restart_in_the_middle_of_typing_costs_no_word(house: House, sit: Sit) -> None:
    console, phone = sit("facilitator", LAPTOP), sit("gemeente", PHONE)
    begin(console)
    expect(phone.locator("#here-title")).to_have_text("Opening")
    house.down()
    write(phone, "Tijdens de herstart.")
    phone.get_by_label("Wat wil je delen?").fill("En nog een halve")
    expect(phone.locator(".tb-unsent")).to_contain_text("Tijdens de herstart.")
    house.up()
    expect(console.locator(".tb-note", has_text="Tijdens de herstart.")).to_have_count(1, timeout=2 * PATIENCE_MS)
    expect(phone.get_by_label("Wat wil je delen?")).to_have_value("En nog een halve")


def test_a_note_that_was_on_its_way_when_the_session_ended_still_arrives(house: House, sit: Sit) -> None:
    phone = sit("gemeente", PHONE)
    phone.context.set_offline(True)
    write(phone, "Nog net op tijd.")
    expect(phone.locator(".tb-unsent")).to_contain_text("Nog net op tijd.")
    house.world.in_phase(Phase.WRITING)
    phone.context.set_offline(False)
    expect(phone.locator(".tb-unsent")).to_be_hidden(timeout=2 * PATIENCE_MS)
    with house.world.database.reading() as db:
        assert list(db.exec(select(SessionNote.text))) == ["Nog net op tijd."]


def test_what_is_half_typed_survives_a_reload_and_lies_locked(sit: Sit) -> None:
    phone = sit("gemeente", PHONE)
    phone.get_by_label("Wat wil je delen?").fill("Nog niet af")
    kept = """async () => {
      const open = indexedDB.open("terugblik-drafts", 1);
      const database = await new Promise((resolve) => (open.onsuccess = () => resolve(open.result)));
      const all = database.transaction("drafts").objectStore("drafts").getAll();
      const rows = await new Promise((resolve) => (all.onsuccess = () => resolve(all.result)));
      database.close();
      return rows.map((row) => new TextDecoder("latin1").decode(row.box)).join();
    }"""
    for _ in range(100):
        locked = phone.evaluate(kept)
        if locked:
            break
        phone.wait_for_timeout(50)
    assert locked
    assert "Nog niet af" not in locked
    assert phone.evaluate("() => JSON.stringify({...sessionStorage, ...localStorage})").find("Nog niet af") == -1
    phone.reload()
    expect(phone.get_by_label("Wat wil je delen?")).to_have_value("Nog niet af")


def test_who_is_withdrawn_sees_nothing_any_more_but_keeps_the_own_words(house: House, sit: Sit) -> None:
    phone, other = sit("gemeente", PHONE), sit("zorg", PHONE)
    write(other, "Van een ander.")
    expect(phone.locator(".tb-notes")).to_contain_text("Van een ander.")
    phone.get_by_label("Wat wil je delen?").fill("Mijn eigen woorden")
    with house.world.database.writing() as db:
        withdraw_links(db, participant=house.world.participant(db, "gemeente"))
    expect(phone.locator("[data-live-status]")).to_contain_text("niet meer open voor jou")
    expect(phone.locator(".tb-note")).to_have_count(0)
    expect(phone.get_by_label("Wat wil je delen?")).to_have_value("Mijn eigen woorden")
