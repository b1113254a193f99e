"""One look at a page in a browser of nobody yet: how long, how heavy, and how it moves under the hand."""

from __future__ import annotations

import base64
import gzip
import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, StorageState
from playwright.sync_api import Error as BrowserError

RECORDER = Path(__file__).parent / "pages" / "recorder.js"
VIEWPORT = {"width": 1280, "height": 900}
PATIENCE = 120_000  # milliseconds until a page counts as not drawn
ASK_EVERY = 250  # milliseconds
PACKED = ("text/", "application/json", "application/javascript", "image/svg+xml")
LEVEL = 6
STEPS, WHEEL, DRAG = 8, 60, 40
SWEEP, SWEEP_BY = 24, 10


@dataclass(frozen=True, slots=True)
class Tool:
    """What is looked at: where it is, when it is drawn and can be used, what is moved, and how it filters.

    `before` is a small page of the same site, from which one comes as people do: what a browser does to begin with a
    site, such as a process for it, is no part of the look. `ready` and `hands_on` are performance marks; `plot` is the
    element in which wheel and drag work; `zoom_in` is the button for a tool that knows no wheel; `moves` and `filters`
    say what it can.
    """

    name: str
    address: Callable[[int], str]
    before: str
    most: int
    ready: str = "drawn"
    hands_on: str = "drawn"
    plot: str = "#drawing"
    signed_in: StorageState | None = None
    zoom_in: str = ""
    moves: bool = True
    filters: bool = True


@dataclass(slots=True)
class Look:
    """What was seen, in milliseconds; an empty list is what the tool can't.

    `longest` holds the longest frame of each act of panning and filtering.
    """

    drawn: float = math.nan
    hands_on: float = math.nan
    zoom: list[float] = field(default_factory=list)
    pan: list[float] = field(default_factory=list)
    filter: list[float] = field(default_factory=list)
    zoom_frames: list[float] = field(default_factory=list)
    pan_frames: list[float] = field(default_factory=list)
    longest: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes over the wire of a first and a return visit, and the heap after it, all gzipped text reckoned in."""

    first: int
    again: int
    heap: int


class NotSeen(Exception):
    """The page was not drawn in time, or did not move."""


@contextmanager
def _opened(browser: Browser, tool: Tool) -> Iterator[tuple[Any, Page]]:
    context = browser.new_context(storage_state=tool.signed_in, viewport=VIEWPORT)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    try:
        yield context, context.new_page()
    except BrowserError as problem:
        raise NotSeen(f"{tool.name}: {problem.message.splitlines()[0]}") from problem
    finally:
        context.close()


def look(browser: Browser, tool: Tool, count: int, *, hands: bool) -> Look:
    """Go to the page and see when it is drawn; with `hands`, also zoom, pan and filter it.

    Raises:
        NotSeen: it was not drawn in time, or did not move.
    """
    with _opened(browser, tool) as (_, page):
        if hands:
            page.add_init_script(path=RECORDER)
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(tool.before)
        page.wait_for_timeout(ASK_EVERY)
        _go(page, tool, count)
        if wrong:
            raise NotSeen(f"{tool.name}: the page has an error: {wrong[0][:200]}")
        seen = Look(_mark(page, tool.ready), _mark(page, tool.hands_on))
        if hands:
            _move(page, tool, seen)
            if tool.filters:
                seen.filter, longest = _filter(page)
                seen.longest += longest
        return seen


def _go(page: Page, tool: Tool, count: int) -> None:
    """Open the page and wait until it can be used.

    It is asked with one short question now and then: Playwright's own waiting brings a third of a megabyte of script
    into the page, just when it draws.
    """
    session = page.context.new_cdp_session(page)
    page.goto(tool.address(count), wait_until="commit")
    until = perf_counter() + PATIENCE / 1000
    question = " && ".join(f"performance.getEntriesByName('{mark}').length > 0" for mark in (tool.ready, tool.hands_on))
    while not session.send("Runtime.evaluate", {"expression": question})["result"].get("value"):
        if perf_counter() > until:
            raise NotSeen(f"{tool.name}: not drawn within {PATIENCE / 1000:.0f} seconds")
        page.wait_for_timeout(ASK_EVERY)
    session.detach()


def _mark(page: Page, name: str) -> float:
    return float(page.evaluate("name => performance.getEntriesByName(name)[0].startTime", name))


def _recorded(page: Page, act: Callable[[], object]) -> dict[str, Any]:
    page.evaluate("recorder.arm()")
    page.wait_for_timeout(40)
    act()
    seen: dict[str, Any] = page.evaluate("recorder.settle()")
    if seen["settled"] < 0:
        raise NotSeen("nothing changed after an input")
    return seen


def _move(page: Page, tool: Tool, seen: Look) -> None:
    """Zoom in and pan, first one step at a time until it has settled, then without waiting, to see the frames."""
    if tool.zoom_in:
        page.wait_for_timeout(5_000)  # it goes on moving for some seconds after it says that it is loaded
        button = page.locator(tool.zoom_in).first
        seen.zoom = [_recorded(page, button.click)["settled"] for _ in range(STEPS // 4)]
        return
    page.locator(tool.plot).first.scroll_into_view_if_needed()
    x, y = _middle(page, tool.plot)
    page.mouse.move(x, y)
    page.wait_for_timeout(400)
    seen.zoom = [_recorded(page, lambda: page.mouse.wheel(0, -WHEEL))["settled"] for _ in range(STEPS)]

    def turn_back() -> None:
        for _ in range(STEPS // 2):
            page.mouse.wheel(0, WHEEL)

    seen.zoom_frames = _recorded(page, turn_back)["frames"]
    page.mouse.down()
    page.mouse.move(x - 10, y)  # a drag begins after some pixels
    page.wait_for_timeout(400)
    places = [x - 10 - DRAG * step for step in range(1, STEPS + 1)]
    seen.pan = [_recorded(page, lambda to=to: page.mouse.move(to, y))["settled"] for to in places]  # type: ignore[misc]

    def sweep() -> None:
        for step in range(1, SWEEP + 1):
            page.mouse.move(places[-1] + SWEEP_BY * step, y)

    swept = _recorded(page, sweep)
    seen.pan_frames = swept["frames"]
    seen.longest.append(swept["longest"])
    page.mouse.up()
    page.wait_for_timeout(300)


def _middle(page: Page, plot: str) -> tuple[float, float]:
    """A point in the part of the drawing that is in view, right of the middle so that there is room to drag."""
    box = page.evaluate(
        "plot => { const box = document.querySelector(plot).getBoundingClientRect(); return [box.left, box.top, "
        "box.right, Math.min(box.bottom, innerHeight)]; }",
        plot,
    )
    left, top, right, bottom = box
    return left + (right - left) * 0.7, (max(top, 0) + bottom) / 2


def _filter(page: Page) -> tuple[list[float], list[float]]:
    """Click the boxes of two kinds on and off, by script: some stand in a part of the page that is folded away."""
    ticks = page.locator("input[name=kind]")
    settled, longest = [], []
    for which in (0, 0, 1, 1):
        tick = ticks.nth(which % ticks.count())
        seen = _recorded(page, lambda tick=tick: tick.evaluate("box => box.click()"))  # type: ignore[misc]
        settled.append(seen["settled"])
        longest.append(seen["longest"])
    return settled, longest


def weigh(browser: Browser, tool: Tool, count: int) -> Weight:
    """What a first and a return visit cost over the wire, and the heap of the first after the collector came by.

    Raises:
        NotSeen: it was not drawn in time.
    """
    with _opened(browser, tool) as (context, page):
        first = _visit(context.new_cdp_session(page), page, tool, count)
        session = context.new_cdp_session(page)
        session.send("HeapProfiler.collectGarbage")
        heap = session.send("Runtime.getHeapUsage")["usedSize"]
        page.close()
        later = context.new_page()
        again = _visit(context.new_cdp_session(later), later, tool, count)
        return Weight(first, again, heap)


def _visit(session: CDPSession, page: Page, tool: Tool, count: int) -> int:
    answers: dict[str, dict[str, Any]] = {}
    ended: dict[str, int] = {}
    session.on("Network.responseReceived", lambda told: answers.__setitem__(told["requestId"], told["response"]))
    session.on("Network.loadingFinished", lambda told: ended.__setitem__(told["requestId"], told["encodedDataLength"]))
    room = 1 << 30
    session.send("Network.enable", {"maxTotalBufferSize": room, "maxResourceBufferSize": room})
    _go(page, tool, count)
    page.wait_for_timeout(500)
    return sum(_wire(session, ask, answers.get(ask, {}), int(sent)) for ask, sent in list(ended.items()))


def _wire(session: CDPSession, ask: str, answer: dict[str, Any], sent: int) -> int:
    """The bytes of one answer, its head included, as they would be behind a server that packs text."""
    names = {name.lower() for name in answer.get("headers", {})}
    if "content-encoding" in names or not answer.get("mimeType", "").startswith(PACKED):
        return sent
    try:
        told = session.send("Network.getResponseBody", {"requestId": ask})
    except BrowserError:
        return sent
    body = base64.b64decode(told["body"]) if told["base64Encoded"] else told["body"].encode()
    return as_packed(sent, body)


def as_packed(sent: int, body: bytes) -> int:
    """What `sent` bytes would have been with this body gzipped; of what came from the cache nothing was sent."""
    return sent - len(body) + len(gzip.compress(body, LEVEL)) if sent >= len(body) else sent


def percentile(values: Sequence[float], part: float) -> float:
    """The value below which this part of the values lies, by the nearest rank."""
    ranked = sorted(values)
    return ranked[max(0, math.ceil(part * len(ranked)) - 1)] if ranked else math.nan
