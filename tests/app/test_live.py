"""The live stream of the session, on a real server: what it tells, to whom, and when it ends."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest
import uvicorn

from app import live as app_live
from app.identity.current import cookie_name
from app.identity.links import sign_in, withdraw_links
from app.main import create_app
from tests.factories import SECRET_KEY, World
from timeline.models import Phase


@dataclass
class House:
    """A running server on a world."""

    world: World
    address: str
    server: uvicorn.Server

    def browser(self, name: str) -> httpx.Client:
        """A signed-in browser."""
        with self.world.database.writing() as db:
            cookie, _ = sign_in(db, SECRET_KEY, self.world.tokens[name])
        return httpx.Client(
            base_url=f"{self.address}/cases/{self.world.case_id}/",
            cookies={cookie_name(self.world.settings): cookie},
            headers={"sec-fetch-site": "same-origin"},
            timeout=30,
        )


@contextlib.contextmanager
def serving(world: World) -> Iterator[House]:
    """A real server for as long as the block lasts."""
    gate = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        create_app(world.settings, world.database), log_level="error", timeout_graceful_shutdown=1, lifespan="off"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [gate]}, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.01)
    yield House(world, f"http://127.0.0.1:{gate.getsockname()[1]}", server)
    server.should_exit = True
    thread.join(30)
    gate.close()


@pytest.fixture
def house(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """A server on `world`, in the session phase, with a quick heart."""
    monkeypatch.setattr(app_live, "HEARTBEAT_SECONDS", 0.1)
    world.in_phase(Phase.SESSION)
    with serving(world) as running:
        yield running


def until(lines: Iterator[str], start: str) -> str:
    """The next line that begins so."""
    return next(line for line in lines if line.startswith(start))


def test_a_stream_begins_with_where_it_is_and_beats(house: House) -> None:
    with house.browser("gemeente") as browser, browser.stream("GET", "session/live") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        lines = stream.iter_lines()
        assert int(until(lines, "data:").removeprefix("data:")) >= 0
        assert until(lines, ":")


def test_a_note_of_one_is_told_to_the_other_as_a_number_only(house: House) -> None:
    with house.browser("gemeente") as one, house.browser("zorg") as other, one.stream("GET", "session/live") as stream:
        lines = stream.iter_lines()
        before = int(until(lines, "data:").removeprefix("data:"))
        assert other.post("session/notes", data={"text": "Wat fijn.", "client_key": "k"}).status_code == 303
        told = before
        while told == before:
            told = int(until(lines, "data:").removeprefix("data:"))
        assert told > before


def test_a_change_that_another_process_stored_is_told_too(house: House) -> None:
    from analysis.session import live

    with house.browser("gemeente") as one, one.stream("GET", "session/live") as stream:
        lines = stream.iter_lines()
        before = int(until(lines, "data:").removeprefix("data:"))
        with house.world.database.writing() as db:
            live.changed(db, house.world.case_id)
        told = before
        while told == before:
            told = int(until(lines, "data:").removeprefix("data:"))
        assert told == before + 1


def test_the_stream_of_a_withdrawn_link_ends_by_itself(house: House) -> None:
    with house.browser("gemeente") as browser, browser.stream("GET", "session/live") as stream:
        lines = stream.iter_lines()
        until(lines, "data:")
        with house.world.database.writing() as db:
            withdraw_links(db, participant=house.world.participant(db, "gemeente"))
        for _ in lines:
            pass  # ends, or this test never does
        assert browser.get("session/live").status_code == 401


def test_the_stream_ends_when_the_session_phase_does(house: House) -> None:
    with house.browser("gemeente") as browser, browser.stream("GET", "session/live") as stream:
        lines = stream.iter_lines()
        until(lines, "data:")
        house.world.in_phase(Phase.WRITING)
        for _ in lines:
            pass
        assert browser.get("session/live").status_code == 403


def test_the_heart_beats_often_enough_to_notice_a_withdrawal_within_five_seconds() -> None:
    assert app_live.HEARTBEAT_SECONDS < 5


def test_a_reader_and_a_stranger_hear_nothing(house: House) -> None:
    with house.browser("reader") as reader:
        assert reader.get("session/live").status_code == 403
    assert httpx.get(f"{house.address}/cases/{house.world.case_id}/session/live").status_code == 401


def test_one_person_listens_in_five_places_and_no_more(house: House) -> None:
    heard = []  # what is read from must stay: letting go of it closes the stream
    with contextlib.ExitStack() as open_pages:
        browser = open_pages.enter_context(house.browser("gemeente"))
        for _ in range(app_live.MOST_STREAMS):
            heard.append(open_pages.enter_context(browser.stream("GET", "session/live")).iter_lines())
            until(heard[-1], "data:")
        assert browser.get("session/live").status_code == 429
        other = open_pages.enter_context(house.browser("zorg"))
        stream = open_pages.enter_context(other.stream("GET", "session/live"))
        assert until(stream.iter_lines(), "data:")


def test_a_place_is_free_again_when_a_page_is_closed(house: House) -> None:
    with house.browser("gemeente") as browser:
        for _ in range(3 * app_live.MOST_STREAMS):
            with browser.stream("GET", "session/live") as stream:
                if stream.status_code == 200:
                    until(stream.iter_lines(), "data:")
        answer = 400
        while answer != 200:
            with browser.stream("GET", "session/live") as stream:
                answer = stream.status_code


def test_an_open_stream_holds_no_connection_to_the_database(house: House) -> None:
    heard = []
    with contextlib.ExitStack() as open_pages:
        for name in ("gemeente", "zorg", "school", "colleague"):
            browser = open_pages.enter_context(house.browser(name))
            for _ in range(app_live.MOST_STREAMS):
                heard.append(open_pages.enter_context(browser.stream("GET", "session/live")).iter_lines())
                until(heard[-1], "data:")
        # twenty streams are open; looking and beating borrow a connection for a moment only
        held = house.world.database.engine.pool.checkedout()
        assert held < 20


def test_after_a_restart_everything_is_where_it_was(world: World) -> None:
    world.in_phase(Phase.SESSION)
    with serving(world) as first, first.browser("facilitator") as facilitator, first.browser("gemeente") as contact:
        facilitator.post("session/start")
        contact.post("session/notes", data={"text": "Voor de herstart.", "client_key": "k"})
        cookies = dict(contact.cookies)
    with serving(world) as second:
        again = httpx.Client(base_url=f"{second.address}/cases/{world.case_id}/", cookies=cookies, timeout=30)
        # the phone sends again what it got no answer to
        answer = again.post(
            "session/notes",
            data={"text": "Voor de herstart.", "client_key": "k"},
            headers={"sec-fetch-site": "same-origin"},
        )
        assert answer.status_code == 303
        page = again.get("session").text
        assert page.count("Voor de herstart.") == 1
        assert "Opening" in page
