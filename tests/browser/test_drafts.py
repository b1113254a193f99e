"""What somebody types survives a closed page, a lost line, a stopped server and a second tab, in a real browser."""

from __future__ import annotations

import json
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright
from sqlmodel import select

from analysis.models import Annotation, Perspective, Question
from app.database import Database
from app.identity.links import make_link, withdraw_links
from app.main import create_app
from tests.browser.conftest import PATIENCE_MS
from tests.factories import World, make_world

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]  # a slow machine is no failure

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
)
SECRET_WORDS = "Kanarie in de kolenmijn"
WHOLE_SHELF = """async () => {
  const request = indexedDB.open("terugblik-drafts", 1);
  const database = await new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
  const all = database.transaction("drafts").objectStore("drafts").getAll();
  const kept = await new Promise((resolve) => (all.onsuccess = () => resolve(all.result)));
  database.close();
  return kept.map((one) => ({ ...one, box: new TextDecoder("latin1").decode(one.box), iv: [...one.iv] }));
}"""


class Server:
    """The application on a port of its own, that can be stopped and started again."""

    def __init__(self, world: World) -> None:
        self.world = world
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        app = create_app(self.world.settings, self.world.database)
        self.server = uvicorn.Server(uvicorn.Config(app, port=self.port, log_level="warning"))
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()
        while not self.server.started:
            time.sleep(0.02)

    def stop(self) -> None:
        self.server.should_exit = True
        self.server.force_exit = True
        self.thread.join()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    with sync_playwright() as playwright:
        where = shutil.which("chromium")
        launched = playwright.chromium.launch(executable_path=where, args=FLAGS.split())
        yield launched
        launched.close()


@pytest.fixture
def world(sqlite_template: Path, tmp_path: Path) -> Iterator[World]:
    shutil.copy(sqlite_template, tmp_path / "terugblik.db")
    database = Database(f"sqlite:///{tmp_path / 'terugblik.db'}")
    yield make_world(database)
    database.close()


@pytest.fixture
def server(world: World) -> Iterator[Server]:
    made = Server(world)
    yield made
    made.stop()


@pytest.fixture
def context(chromium: Chromium) -> Iterator[BrowserContext]:
    made = chromium.new_context(locale="nl-NL")
    made.set_default_timeout(PATIENCE_MS)
    yield made
    made.close()


@pytest.fixture
def walk(server: Server, context: BrowserContext, world: World) -> str:
    """The address of an event in the preparation, in a browser that is signed in."""
    event = world.event("MDO over de omgang", lane="gemeente")
    sign_in(context, server, "gemeente")
    return f"{server.address}/cases/{world.case_id}/prepare/events/{event}"


def sign_in(context: BrowserContext, server: Server, name: str) -> None:
    page = context.new_page()
    page.goto(f"{server.address}/enter/{server.world.tokens[name]}")
    page.locator("main button[type=submit]").click()
    page.wait_for_load_state()
    page.close()


def open_forms(context: BrowserContext, address: str, *, with_key: bool = False) -> Page:
    """The page with its forms unfolded; `with_key` waits until the browser has the key of what it keeps."""
    page = context.new_page()
    if with_key:
        with page.expect_response("**/draft-key") as key:
            page.goto(address)
        key.value.finished()
    else:
        page.goto(address)
    for name in ("correct", "notes"):
        page.evaluate("name => (document.getElementById(name).open = true)", name)
    return page


def state(page: Page, name: str) -> object:
    return page.locator(f"#{name} [data-draft-state]")


def type_in(page: Page, field: str, words: str) -> None:
    """Put in words at once, so that what is said to be kept is all of them: a copy comes a moment after each letter."""
    page.locator(field).focus()
    page.keyboard.insert_text(words)


def test_what_was_typed_is_there_again_after_the_page_was_lost(context: BrowserContext, walk: str) -> None:
    page = open_forms(context, walk)
    type_in(page, "#correct-reading", SECRET_WORDS)
    expect(state(page, "correct")).to_contain_text("Op dit toestel staat een kopie")
    page.close(run_before_unload=False)
    again = open_forms(context, walk)
    expect(again.locator("#correct-reading")).to_have_value(SECRET_WORDS)
    expect(again.locator("[data-draft-notice]")).to_contain_text("Wat je eerder typte, is er nog")


def test_what_was_put_back_can_be_thrown_away_for_good(context: BrowserContext, walk: str) -> None:
    page = open_forms(context, walk)
    type_in(page, "#correct-reading", SECRET_WORDS)
    expect(state(page, "correct")).to_contain_text("kopie")
    page.close(run_before_unload=False)
    again = open_forms(context, walk)
    again.get_by_role("button", name="Weggooien").click()
    expect(again.locator("#correct-reading")).to_have_value("")
    assert again.evaluate(WHOLE_SHELF) == []


def test_a_text_is_called_saved_only_after_the_server_has_it(
    context: BrowserContext, walk: str, server: Server, world: World
) -> None:
    page = open_forms(context, walk, with_key=True)
    server.stop()
    page.locator("#note-facts").press_sequentially(SECRET_WORDS)
    expect(state(page, "notes")).to_contain_text("Niet verbonden, bewaard op dit toestel")
    with world.database.reading() as db:
        assert db.exec(select(Annotation)).all() == []
    server.start()
    expect(state(page, "notes")).to_contain_text("Bewaard om")
    with world.database.reading() as db:
        assert list(db.exec(select(Annotation.facts))) == [SECRET_WORDS]
    assert page.evaluate(WHOLE_SHELF) == []


def test_a_restart_in_the_middle_of_typing_loses_nothing(
    context: BrowserContext, walk: str, server: Server, world: World
) -> None:
    page = open_forms(context, walk, with_key=True)
    type_in(page, "#note-feelings", "Eerst was er ")
    server.stop()
    type_in(page, "#note-feelings", "onmacht")
    expect(state(page, "notes")).to_contain_text("Niet verbonden")
    page.close(run_before_unload=False)
    server.start()
    again = open_forms(context, walk)
    expect(again.locator("#note-feelings")).to_have_value("Eerst was er onmacht")
    expect(state(again, "notes")).to_contain_text("Bewaard om")
    with world.database.reading() as db:
        assert list(db.exec(select(Annotation.feelings))) == ["Eerst was er onmacht"]


def test_what_the_browser_keeps_cannot_be_read_without_the_key(context: BrowserContext, walk: str) -> None:
    page = open_forms(context, walk)
    type_in(page, "#correct-reading", SECRET_WORDS)
    expect(state(page, "correct")).to_contain_text("kopie")
    kept = page.evaluate(WHOLE_SHELF)
    assert len(kept) == 1
    assert "Kanarie" not in json.dumps(kept)
    assert "Kanarie" not in json.dumps(page.evaluate("({...localStorage, ...sessionStorage})"))


def test_signing_out_leaves_nothing_on_the_device(context: BrowserContext, walk: str, server: Server) -> None:
    page = open_forms(context, walk)
    type_in(page, "#correct-reading", SECRET_WORDS)
    expect(state(page, "correct")).to_contain_text("kopie")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Afmelden").click()
    page.wait_for_url(f"{server.address}/")
    names = page.evaluate("async () => (await indexedDB.databases()).map((one) => one.name)")
    assert "terugblik-drafts" not in names or page.evaluate(WHOLE_SHELF) == []


def test_another_person_in_the_same_browser_sees_nothing_of_it(
    context: BrowserContext, walk: str, server: Server
) -> None:
    page = open_forms(context, walk)
    type_in(page, "#correct-reading", SECRET_WORDS)
    expect(state(page, "correct")).to_contain_text("kopie")
    page.close(run_before_unload=False)
    sign_in(context, server, "colleague")
    other = open_forms(context, walk)
    type_in(other, "#note-facts", "Van mij.")
    expect(state(other, "notes")).to_contain_text("Bewaard om")
    expect(other.locator("#correct-reading")).to_have_value("")


def test_a_form_that_was_stored_is_not_put_back(context: BrowserContext, walk: str, world: World) -> None:
    page = open_forms(context, walk)
    type_in(page, "#correct-reading", SECRET_WORDS)
    expect(state(page, "correct")).to_contain_text("kopie")
    page.get_by_role("button", name="Bewaar onze lezing").click()
    expect(page.get_by_text("Jullie zeiden")).to_be_visible()
    expect(page.locator("#correct-reading")).to_have_value(SECRET_WORDS)
    expect(page.locator("[data-draft-notice]")).to_have_count(0)
    page.wait_for_function(f"async () => (await ({WHOLE_SHELF})()).length === 0")
    with world.database.reading() as db:
        assert list(db.exec(select(Perspective.reading))) == [SECRET_WORDS]


def test_sending_without_a_connection_stays_on_the_page_with_the_text(
    context: BrowserContext, walk: str, server: Server, world: World
) -> None:
    page = open_forms(context, walk, with_key=True)
    type_in(page, "#correct-reading", SECRET_WORDS)
    expect(state(page, "correct")).to_contain_text("kopie")
    server.stop()
    page.get_by_role("button", name="Bewaar onze lezing").click()
    expect(state(page, "correct")).to_contain_text("Niet verbonden. Je tekst staat op dit toestel")
    expect(page.locator("#correct-reading")).to_have_value(SECRET_WORDS)
    server.start()
    page.get_by_role("button", name="Bewaar onze lezing").click()
    expect(page.get_by_text("Jullie zeiden")).to_be_visible()
    page.wait_for_function(f"async () => (await ({WHOLE_SHELF})()).length === 0")
    with world.database.reading() as db:
        assert list(db.exec(select(Perspective.reading))) == [SECRET_WORDS]


def test_what_was_sent_after_the_link_was_withdrawn_comes_back_with_the_next_link(
    context: BrowserContext, walk: str, server: Server, world: World
) -> None:
    page = open_forms(context, walk, with_key=True)
    type_in(page, "#correct-reading", SECRET_WORDS)
    expect(state(page, "correct")).to_contain_text("kopie")
    with world.database.writing() as db:
        participant = world.participant(db, "gemeente")
        withdraw_links(db, participant=participant)
        world.tokens["gemeente"] = make_link(db, world.settings.secret_key, participant=participant)
    page.get_by_role("button", name="Bewaar onze lezing").click()
    expect(state(page, "correct")).to_contain_text("Je bent niet meer ingelogd")
    page.close(run_before_unload=False)
    sign_in(context, server, "gemeente")
    again = open_forms(context, walk)
    expect(again.locator("#correct-reading")).to_have_value(SECRET_WORDS)


def test_a_double_click_on_a_button_is_one_act_and_ends_where_one_click_ends(
    context: BrowserContext, server: Server, world: World
) -> None:
    sign_in(context, server, "facilitator")
    page = context.new_page()
    page.goto(f"{server.address}/cases/{world.case_id}/phase")
    button = page.get_by_role("button", name="Ga verder naar Leersessie")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.method == "POST" else None)
    button.dblclick()
    page.wait_for_url(f"**/cases/{world.case_id}")
    assert len(asked) == 1
    expect(page.locator(".tb-alert-error")).to_have_count(0)


def test_an_empty_form_stays_empty_after_what_was_typed_in_it_was_stored(
    context: BrowserContext, server: Server, world: World
) -> None:
    """Otherwise the same question would be added twice."""
    sign_in(context, server, "facilitator")
    page = context.new_page()
    for number in (1, 2):
        page.goto(f"{server.address}/cases/{world.case_id}/questions/new")
        expect(page.locator("#f-text")).to_have_value("")
        type_in(page, "#f-text", f"Vraag {number}?")
        expect(page.locator("form[data-draft] [data-draft-state]")).to_contain_text("kopie")
        page.get_by_role("button", name="Bewaren").click()
        page.wait_for_url("**/questions")
        page.wait_for_function(f"async () => (await ({WHOLE_SHELF})()).length === 0")
    with world.database.reading() as db:
        assert sorted(db.exec(select(Question.text))) == ["Vraag 1?", "Vraag 2?"]


def test_two_tabs_on_one_text_end_with_both_texts_on_screen(context: BrowserContext, walk: str, world: World) -> None:
    first, second = open_forms(context, walk), open_forms(context, walk)
    type_in(first, "#note-facts", "Van het eerste tabblad")
    expect(state(first, "notes")).to_contain_text("Bewaard om")
    type_in(second, "#note-facts", "Van het tweede tabblad")
    expect(state(second, "notes")).to_contain_text("Een collega heeft dit intussen veranderd")
    second.get_by_role("button", name="Bekijk beide teksten").click()
    expect(second.locator(".tb-two-texts")).to_contain_text("Van het eerste tabblad")
    expect(second.locator("#keep-facts")).to_have_value("Van het tweede tabblad")
    second.locator("#keep-facts").fill("Van allebei")
    second.get_by_role("button", name="Bewaar wat hier staat").click()
    second.wait_for_url("**/prepare/events/**")
    with world.database.reading() as db:
        kept = db.exec(select(Annotation)).one()
        assert (kept.facts, kept.version) == ("Van allebei", 2)


def test_a_text_that_is_open_in_another_tab_is_not_taken_over(context: BrowserContext, walk: str) -> None:
    first = open_forms(context, walk)
    type_in(first, "#correct-reading", "Nog bezig")
    expect(state(first, "correct")).to_contain_text("kopie")
    second = open_forms(context, walk)
    type_in(second, "#correct-title", "!")
    expect(state(second, "correct")).to_contain_text("kopie")
    expect(second.locator("#correct-reading")).to_have_value("")
    expect(second.locator("[data-draft-notice]")).to_have_count(0)


def test_typing_on_while_a_text_is_being_saved_and_leaving_at_once_keeps_everything(
    context: BrowserContext, walk: str, world: World
) -> None:
    page = open_forms(context, walk)
    type_in(page, "#note-known_then", "Wij wisten toen nog niets")
    page.get_by_role("link", name="Volgende").click()
    page.wait_for_load_state()
    page.goto(walk)
    expect(page.locator("#note-known_then")).to_have_value("Wij wisten toen nog niets")


def test_without_a_secure_context_the_page_says_that_nothing_is_kept(context: BrowserContext, walk: str) -> None:
    context.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
    page = open_forms(context, walk)
    expect(state(page, "correct")).to_contain_text("Deze browser houdt geen kopie op dit toestel")
    type_in(page, "#note-facts", "Toch bewaard")
    expect(state(page, "notes")).to_contain_text("Bewaard om")
