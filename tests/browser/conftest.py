"""The running product and real Chromium: every journey in a browser, as a person would walk it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect, sync_playwright

from app.database import Database
from tests.browser.serving import begin
from tests.factories import SECRET_KEY, World, make_world
from tools.chromium import FLAGS, find_chromium

PHONE = {"width": 360, "height": 740}
LAPTOP = {"width": 1280, "height": 860}
BEAMER = {"width": 1920, "height": 1080}
PATIENCE_MS = 20_000
"""How long a test waits for what should be there at once: a busy machine is slow, and speed is measured elsewhere."""

expect.set_options(timeout=PATIENCE_MS)
COMMAND = [sys.executable, "-c", "from app.cli import main; main()"]


@dataclass
class Product:
    """The product as it runs in a process of its own.

    `is_looked_over` is whether its pages are searched for barriers: on one kind of database, as both give the same.
    """

    folder: Path
    environment: dict[str, str]
    port: int
    process: ForkServerProcess | None = None
    is_looked_over: bool = True

    @property
    def base(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it is ready for work."""
        self.process = begin(self.environment, self.folder / "server.log", "serve", "--port", str(self.port))
        for _ in range(300):
            try:
                if httpx.get(f"{self.base}/readyz").status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.1)
        raise RuntimeError((self.folder / "server.log").read_text())

    def kill(self) -> None:
        """Stop it without a word, as a power cut would."""
        if self.process is not None:
            self.process.kill()
            self.process.join()

    def run(self, *words: str) -> str:
        """Run a command of the product and give what it prints."""
        done = subprocess.run([*COMMAND, *words], env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


@pytest.fixture
def same_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """The product takes the links that the factories made."""
    monkeypatch.setenv("TERUGBLIK_SECRET_KEY", SECRET_KEY)


@pytest.fixture
def product(database: Database, tmp_path: Path) -> Iterator[Product]:
    """The product on an empty database of each kind."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {
        "TERUGBLIK_DATABASE_URL": database.url
        if database.is_sqlite
        else database.engine.url.render_as_string(hide_password=False),
        "TERUGBLIK_DATA_DIR": str(tmp_path),
        "TERUGBLIK_BASE_URL": f"http://127.0.0.1:{port}",
        "LANG": "nl_NL.UTF-8",
    }
    running = Product(tmp_path, environment, port, is_looked_over=database.is_sqlite)
    running.start()
    yield running
    running.kill()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One real Chromium for all browser tests of this process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        yield browser
        browser.close()


@dataclass
class Person:
    """Somebody at a screen of their own. What the browser complains of is kept in `complaints`."""

    product: Product
    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)

    def enter(self, link: str, *, looking: bool = False) -> None:
        """Come in by a personal link; looking whether everybody can use that page takes a while."""
        self.page.goto(link)
        if looking:
            self.check()
        self.page.locator("main form button[type=submit]").click()
        self.page.wait_for_load_state()

    def go(self, address: str) -> None:
        """Go to an address of the product, and look whether everybody can use the page."""
        self.page.goto(self.product.base + address)
        self.check()

    def press(self, words: str) -> None:
        """Press a button or link with these words and wait for the next page."""
        target = (
            self.page.get_by_role("main")
            .get_by_role("button", name=words, exact=True)
            .or_(self.page.get_by_role("main").get_by_role("link", name=words, exact=True))
        )
        target.first.click()
        self.page.wait_for_function("() => !document.querySelector('form[aria-busy=true]')")  # until it is stored
        self.page.wait_for_load_state()
        self.check()

    def sees(self, words: str) -> None:
        """The words stand on the screen, or come there soon."""
        self.page.get_by_text(words).locator("visible=true").first.wait_for(timeout=PATIENCE_MS)

    def check(self) -> None:
        """No barrier that axe-core can find, and nothing that the page pushes past the edge of the screen."""
        try:
            self._check()
        except Error as moved:
            if "context was destroyed" not in str(moved):
                raise
            self.page.wait_for_load_state()  # the next page came while this one was looked at
            self._check()

    def _check(self) -> None:
        # half a page has links without their words: a script may be on its way to the next one
        self.page.wait_for_function("() => document.readyState === 'complete'", timeout=PATIENCE_MS)
        if self.product.is_looked_over:
            found = Axe().run(self.page, options={"resultTypes": ["violations"]}).response["violations"]
            told = [f"{v['id']}: {[n['html'][:160] for n in v['nodes'][:3]]}" for v in found]
            assert told == [], f"{self.page.url}\n" + "\n".join(told)
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url} is {wide} px wider than the screen"


@pytest.fixture
def person(chromium: Browser, product: Product) -> Iterator[Callable[..., Person]]:
    """Make somebody with a browser of their own; at the end no browser may have complained."""
    made: list[Person] = []

    def sit_down(screen: dict[str, int] = LAPTOP, **options: Any) -> Person:
        context = chromium.new_context(viewport=screen, locale="nl-NL", **options)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        someone = Person(product, context, page)
        page.on("pageerror", lambda error: someone.complaints.append(f"error: {error}"))
        page.on(
            "console",
            lambda said: (
                someone.complaints.append(f"console: {said.text}")
                if said.type == "error" and "Failed to load resource" not in said.text
                else None
            ),
        )
        made.append(someone)
        return someone

    yield sit_down
    for number, someone in enumerate(made):
        someone.page.screenshot(path=product.folder / f"last-screen-{number}.png")
        someone.context.close()
        assert someone.complaints == []


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
            description="Dit stond niet in de titel." if number == 5 else "",
        )
    world.event("Ooit een gesprek", "onbekend", kind="contact", lane="zorg")
    return world
