"""What is sent compressed, and that nothing in it gives a secret away by its size."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest

from app.assets import asset
from tests.factories import World
from tests.http import Browser

GZIP = {"accept-encoding": "gzip"}
PLAIN = {"accept-encoding": "identity"}
TOKEN = re.compile(r'name="csrf_token" value="([0-9a-f]+)"')


def test_our_own_files_are_sent_compressed_to_who_can_read_that(facilitator: Browser) -> None:
    small = facilitator.get("/static/css/base.css", headers=GZIP)
    large = facilitator.get("/static/css/base.css", headers=PLAIN)
    assert small.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in large.headers
    assert small.text == large.text
    assert int(small.headers["content-length"]) < int(large.headers["content-length"]) / 2
    assert small.headers["vary"] == large.headers["vary"] == "Accept-Encoding"
    assert small.headers["content-type"] == large.headers["content-type"]


def test_a_file_that_the_browser_has_is_not_sent_again(facilitator: Browser) -> None:
    first = facilitator.get("/static/css/base.css", headers=GZIP)
    again = facilitator.get("/static/css/base.css", headers=GZIP | {"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_file_under_the_mark_is_kept_and_every_file_that_it_asks_for_is_too(
    facilitator: Browser,
) -> None:
    address = asset("js/timeline.js")
    assert "immutable" in facilitator.get(address).headers["cache-control"]
    beside = urljoin(address, "./timeline/scene.js")
    assert "immutable" in facilitator.get(beside).headers["cache-control"]
    for other in ("/static/js/timeline.js", "/static/v0123456789ab/js/timeline.js"):
        answer = facilitator.get(other)
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache"), other
    assert facilitator.get("/static/v0123456789ab/js/nergens.js").status_code == 404


def test_a_letter_type_is_small_already(facilitator: Browser) -> None:
    font = facilitator.get("/static/fonts/source-sans-3-latin-400-normal.woff2", headers=GZIP)
    assert "content-encoding" not in font.headers


def test_the_timeline_is_sent_compressed_and_other_pages_are_not(facilitator: Browser, world: World) -> None:
    for number in range(1, 20):
        world.event(f"Gesprek {number}", f"{number}-3-2021")
    for path in ("/timeline", "/timeline/columns"):
        assert facilitator.get(facilitator.case + path, headers=GZIP).headers.get("content-encoding") == "gzip", path
        assert "content-encoding" not in facilitator.get(facilitator.case + path, headers=PLAIN).headers, path
    for path in ("", "/people", "/report", "/draft-key"):
        assert "content-encoding" not in facilitator.get(facilitator.case + path, headers=GZIP).headers, path


@pytest.mark.parametrize(
    ("said", "takes"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("deflate, gzip;q=1.0, *;q=0", True),
        ("gzip;q=0.001", True),
        ("gzip;q=0", False),
        ("br, gzip ; q=0.000", False),
        ("x-gzip-like, identity", False),
        ("", False),
    ],
)
def test_gzip_goes_only_to_who_names_it_and_does_not_refuse_it(
    facilitator: Browser, world: World, said: str, takes: bool
) -> None:
    for number in range(1, 20):
        world.event(f"Gesprek {number}", f"{number}-3-2021")
    timeline = f"{facilitator.case}/timeline"
    for _ in range(2):  # made, and kept
        for address in (timeline, f"{timeline}/columns", f"{timeline}/table", asset("css/page.css")):
            answer = facilitator.get(address, headers={"accept-encoding": said})
            assert (answer.headers.get("content-encoding") == "gzip") is takes, address
            assert "accept-encoding" in answer.headers["vary"].lower(), address


def test_the_columns_are_compressed_once_and_are_the_same_either_way(
    facilitator: Browser, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 20):
        world.event(f"Gesprek {number}", f"{number}-3-2021")
    address = f"{facilitator.case}/timeline/columns"
    packed, plain = (facilitator.get(address, headers=headers) for headers in (GZIP, PLAIN))
    assert packed.content == plain.content
    assert packed.headers["etag"] == plain.headers["etag"]
    assert all("Accept-Encoding" in answer.headers["vary"] for answer in (packed, plain))
    monkeypatch.setattr("zlib.compressobj", lambda *_: pytest.fail("compressed again"))
    monkeypatch.setattr("gzip.compress", lambda *_, **__: pytest.fail("compressed again"))
    assert facilitator.get(address, headers=GZIP).content == packed.content


def test_no_two_answers_hold_the_same_token(
    facilitator: Browser, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # the nonce that the other tests share
    world.event("Gesprek", "1-3-2021")
    address = f"{facilitator.case}/timeline?event={world.event('Zitting', '2-3-2021')}"
    tokens = [token for _ in range(2) for token in set(TOKEN.findall(facilitator.get(address).text))]
    assert len(tokens) == 2
    assert tokens[0][-32:] != tokens[1][-32:]


@pytest.mark.parametrize("path", ["css/page.css", "js/page.js", "fonts/source-sans-3-latin-400-normal.woff2"])
@pytest.mark.parametrize("coating", [GZIP, PLAIN])
def test_a_file_of_ours_is_the_same_each_time(stranger: Browser, path: str, coating: dict[str, str]) -> None:
    first, again = (stranger.get(asset(path), headers=coating) for _ in range(2))
    assert first.status_code == again.status_code == 200
    assert first.content == again.content
    assert dict(first.headers) == dict(again.headers)
    assert "immutable" in again.headers["cache-control"]


def test_a_part_of_a_file_and_the_word_that_it_is_still_the_same_are_answered_as_before(stranger: Browser) -> None:
    address = asset("fonts/source-sans-3-latin-400-normal.woff2")
    whole = [stranger.get(address) for _ in range(2)][1]
    part = stranger.get(address, headers={"range": "bytes=0-3"})
    assert (part.status_code, part.content) == (206, whole.content[:4])
    assert stranger.get(address, headers={"if-none-match": whole.headers["etag"]}).status_code == 304
    assert stranger.head(address).content == b""
    assert stranger.post(address).status_code == 405


def test_what_is_no_file_of_ours_is_never_kept(stranger: Browser) -> None:
    for _ in range(2):
        assert stranger.get(asset("css/page.css").replace("page.css", "../../main.py")).status_code == 404
        assert stranger.get(asset("css/page.css") + "x").status_code == 404
