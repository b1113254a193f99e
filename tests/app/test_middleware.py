"""What every answer carries, what is too much, and what is never written down."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from httpx import Response

from app.middleware import HEADERS, MAX_BODY_BYTES, MAX_UPLOAD_BYTES
from tests.factories import World
from tests.http import Browser, browser_for

SECRET = "Geheim van Merel"


@pytest.fixture
def broken(facilitator: Browser) -> Iterator[Browser]:
    """A browser on an application in which the timeline breaks in a way that nobody foresaw."""
    with patch("app.pages.timeline.drawn_for", side_effect=ValueError(SECRET)):
        yield facilitator


def answers(browser: Browser) -> dict[str, Response]:
    """One answer of each sort."""
    return {
        "page": browser.get(browser.case),
        "download": browser.get(f"{browser.case}/export/json"),
        "static": browser.get("/static/css/base.css"),
        "static missing": browser.get("/static/nergens"),
        "health": browser.get("/healthz"),
        "redirect": browser.post(f"{browser.case}/events/new", data={"title": "T"}),
        "400": browser.post(f"{browser.case}/events/new", data={"title": ""}),
        "401": browser_for(browser.world, None).get(browser.case),
        "403": browser_for(browser.world, "reader").get(browser.case),
        "404": browser.get("/nergens"),
        "405": browser.post("/healthz"),
        "410": browser.get("/enter/x"),
        "413": browser.post("/enter", content=b"x" * (MAX_BODY_BYTES + 1)),
        "422": browser.post(f"{browser.case}/events/new", data={"x": "1"}),
    }


def test_every_answer_carries_the_security_headers(facilitator: Browser) -> None:
    for name, answer in answers(facilitator).items():
        assert {key: answer.headers.get(key) for key in HEADERS} == HEADERS, name
        if name not in {"static", "static missing"}:
            assert "no-store" in answer.headers["cache-control"], name
        if name.isdigit():
            assert answer.status_code == int(name), name
            assert "<h1" in answer.text, name
    assert "unsafe" not in HEADERS["Content-Security-Policy"]


def test_an_unforeseen_error_gives_a_number_and_nothing_of_what_happened(
    broken: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = broken.get(f"{broken.case}/timeline")
    assert answer.status_code == 500
    assert {key: answer.headers.get(key) for key in HEADERS} == HEADERS
    found = re.search(r"<code>([0-9a-f]{8})</code>", answer.text)
    assert found
    assert "Traceback" not in answer.text
    assert "ValueError" not in answer.text
    assert SECRET not in answer.text + caplog.text
    assert found[1] in caplog.text  # so that who gets the number can find the place
    assert "ValueError" in caplog.text


def test_the_log_holds_the_pattern_of_an_address_and_nothing_of_a_person(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO), browser_for(world, None) as browser:
        token = world.tokens["gemeente"]
        browser.get(f"/enter/{token}")
        browser.post("/enter", data={"token": token})
        browser.get(f"{browser.case}/timeline?event={'a' * 26}")
        browser.post(f"{browser.case}/events/new", data={"title": SECRET})
        browser.get("/nergens/" + SECRET)
    lines = [record.getMessage() for record in caplog.records if record.name == "terugblik.access"]
    assert len(lines) == 5
    assert lines[0].startswith("GET /enter/{token} 200")
    assert lines[2].startswith("GET /cases/{case_id}/timeline 200")
    assert token not in "\n".join(lines)
    assert SECRET not in "\n".join(lines)
    assert world.case_id not in "\n".join(lines)


@pytest.mark.parametrize("stated", [True, False])
def test_a_body_over_the_limit_gets_our_own_page_whether_it_says_so_or_not(facilitator: Browser, stated: bool) -> None:
    def piece_by_piece() -> Iterator[bytes]:
        for _ in range(MAX_BODY_BYTES // 65536 + 2):
            yield b"x" * 65536

    content = b"".join(piece_by_piece()) if stated else piece_by_piece()
    headers = {"content-type": "application/x-www-form-urlencoded"}
    answer = facilitator.post(f"{facilitator.case}/events/new", content=content, headers=headers)
    assert answer.status_code == 413
    assert "te groot" in answer.text
    assert MAX_BODY_BYTES < MAX_UPLOAD_BYTES


def test_a_form_that_can_not_be_read_is_not_called_a_missing_page(facilitator: Browser) -> None:
    headers = {"content-type": "multipart/form-data; boundary=x"}
    answer = facilitator.post(f"{facilitator.case}/import", content=b"no boundary", headers=headers)
    assert answer.status_code in {400, 422}
    assert "Deze pagina is er niet" not in answer.text


def test_over_https_a_browser_is_told_to_stay_there(world: World) -> None:
    from dataclasses import replace

    from fastapi.testclient import TestClient

    from app.main import create_app

    app = create_app(replace(world.settings, base_url="https://terugblik.voorbeeld.nl"), world.database)
    with TestClient(app, base_url="https://testserver") as client:
        assert "max-age" in client.get("/healthz").headers["strict-transport-security"]


def test_health_tells_of_the_process_and_readiness_of_the_database(facilitator: Browser) -> None:
    assert facilitator.get("/healthz").json() == {"status": "ok"}
    assert facilitator.get("/readyz").status_code == 200
    with patch.object(type(facilitator.world.database), "is_current", return_value=False):
        answer = facilitator.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"status": "not ready"})
    with patch("app.main.answers", side_effect=OSError("wachtwoord")):
        answer = facilitator.get("/readyz")
    assert (answer.status_code, "wachtwoord" in answer.text) == (503, False)


def test_a_script_that_sends_a_form_is_told_where_to_go_on_and_only_when_it_is_stored(facilitator: Browser) -> None:
    by_script = {"x-form": "1"}
    event = {"title": "Zitting", "date": "14 maart 2021"}
    stored = facilitator.post(f"{facilitator.case}/events/new", data=event, headers=by_script)
    assert (stored.status_code, "location" in stored.headers) == (200, False)
    assert stored.headers["x-go-on-at"].startswith(f"{facilitator.case}/timeline?event=")
    refused = facilitator.post(f"{facilitator.case}/events/new", data=event | {"title": ""}, headers=by_script)
    assert (refused.status_code, "x-go-on-at" in refused.headers) == (400, False)
    facilitator.cookies.clear()
    signed_out = facilitator.post(f"{facilitator.case}/events/new", data=event, headers=by_script)
    assert (signed_out.status_code, "x-go-on-at" in signed_out.headers) == (401, False)
