"""The timeline page against its peers and the limit, in one browser: each look is in a context of its own, by turns."""

from __future__ import annotations

import math
import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from time import perf_counter

import httpx
from playwright.sync_api import Browser, StorageState, sync_playwright

from bench.figures import Figure
from bench.in_browser import watching
from bench.peers.case import fill_case
from bench.peers.desk import Desk, Peer, handing_out
from bench.peers.looking import Look, NotSeen, Tool, Weight, look, percentile, weigh
from bench.peers.packages import TIMELINEJS, VIS, NotFetched, Package, fetch
from bench.product import NotMeasured, Product
from tools.chromium import FLAGS

SIZES = (60, 600, 6_000, 60_000)
TURNS = {60: 5, 600: 5, 6_000: 5, 60_000: 1}
HANDS = 3
"""In so many of the turns the page is also zoomed, panned and filtered."""
UNDER_THE_HAND = 15_000
"""A page that takes more milliseconds than this to be drawn is not moved: that would take hours."""
FIRST_ANSWER = 240
"""Seconds that the server may take for a page that was not made before."""
FRAME = 1000 / 60
FROZEN = 500.0
"""Milliseconds from which on a page that does not answer counts as frozen: what Chromium's makers call poor."""
US, LIMIT, VIS_NAME, TIMELINEJS_NAME = "Terugblik", "the limit", "vis-timeline", "TimelineJS3"


@dataclass(frozen=True, slots=True)
class Room:
    """What every measurement takes place in: the product that is serving, one browser, and the pages of the peers."""

    product: Product
    signed_in: StorageState
    browser: Browser
    address: str


@dataclass(slots=True)
class Seen:
    """All looks at one tool with one number of events, and what it weighs."""

    looks: list[Look] = field(default_factory=list)
    weight: Weight | None = None

    def middle(self, what: str) -> float:
        """The median of what was seen; not a number when it never was."""
        found = self.all(what)
        return statistics.median(found) if found else math.nan

    def all(self, what: str) -> list[float]:
        """Everything that was seen of this, of all looks together."""
        values = [getattr(each, what) for each in self.looks]
        return [one for value in values for one in (value if isinstance(value, list) else [value])]


def beside_peers(
    product: Product, chromium: str, sizes: Sequence[int] = SIZES, most_turns: int | None = None
) -> Iterator[Figure]:
    """The timeline page and its peers with the same events, size by size."""
    with product.serving() as server:
        product.wait_for("/healthz", server)
        with watching(product, chromium) as watcher:
            signed_in = watcher.signed_in
        with handing_out(_peers()) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
            room = Room(product, signed_in, browser, address)
            try:
                for size in sizes:
                    turns = min(TURNS[size], most_turns or TURNS[size])
                    yield from _with(size, turns, room)
            finally:
                browser.close()


def _peers() -> list[Peer]:
    """The peers that are here or can be fetched; it is said of the others that they are not."""
    peers = [Peer(LIMIT, "canvas.js", max(SIZES))]
    known: tuple[tuple[str, str, int, Package], ...] = (
        (VIS_NAME, "vis.js", max(SIZES), VIS),
        (TIMELINEJS_NAME, "timelinejs.js", 600, TIMELINEJS),
    )
    for name, script, most, package in known:
        try:
            peers.append(Peer(name, script, most, fetch(package)))
        except NotFetched as problem:
            _say(f"{name} is left out: {problem}.")
    return peers


def _with(size: int, turns: int, room: Room) -> Iterator[Figure]:
    path = f"/cases/{fill_case(room.product, size)}/timeline"
    tools = _tools(room.address)
    try:
        first = 1000 * _first_answer(room.product, path)
    except httpx.TimeoutException:
        _say(f"{US} is left out with {size} events: no page within {FIRST_ANSWER} seconds.")
    else:
        tools.insert(0, _product(room, path))
        yield Figure(f"timeline page, {size} events, server, first time", first, "ms", "one request")
    for tool in tools:
        if size > tool.most:
            _say(f"{tool.name} is left out with {size} events: it is measured with at most {tool.most}.")
    seen = _take_turns(room.browser, [tool for tool in tools if size <= tool.most], size, turns)
    yield from _told(seen, size, turns)
    yield from against(seen, size)


def _first_answer(product: Product, path: str) -> float:
    """Seconds until the page came that nobody had asked for before: from here on the server has it ready."""
    with product.signed_in(product.links["facilitator"]) as client:
        client.timeout = FIRST_ANSWER
        began = perf_counter()
        if client.get(path).status_code != httpx.codes.OK:
            raise NotMeasured(f"{path} was not answered with a page")
        return perf_counter() - began


def _product(room: Room, path: str) -> Tool:
    return Tool(
        US,
        lambda _: room.product.address + path,
        f"{room.product.address}/healthz",
        max(SIZES),
        ready="timeline-ready",
        hands_on="timeline-interactive",
        plot=".timeline-axes",
        signed_in=room.signed_in,
    )


def _tools(address: str) -> list[Tool]:
    return [
        Tool(
            peer.name,
            lambda size, stem=stem: f"{address}/{stem}/{size}",  # type: ignore[misc]
            f"{address}/start",
            peer.most,
            plot=".vis-center" if peer.name == VIS_NAME else "#drawing",
            zoom_in=".tl-menubar-button" if peer.name == TIMELINEJS_NAME else "",
            filters=peer.name != TIMELINEJS_NAME,
        )
        for stem, peer in Desk.peers.items()
    ]


def _take_turns(browser: Browser, tools: Sequence[Tool], size: int, turns: int) -> dict[str, Seen]:
    """Look at each tool in turn; what is not drawn in time or does not move is left out from there on."""
    seen = {tool.name: Seen() for tool in tools}
    going = list(tools)
    # a first turn warms up the browser and the server; where one turn takes minutes, what is cold hardly counts
    for turn in range(0 if turns > 1 else 1, turns + 1):
        _say(f"{size} events, turn {turn} of {turns}" if turn else f"{size} events, warming up")
        for tool in list(going):
            before = seen[tool.name].looks
            slow = bool(before) and before[-1].drawn > UNDER_THE_HAND
            try:
                found = look(browser, tool, size, hands=0 < turn <= HANDS and not slow)
            except NotSeen as problem:
                _say(f"{size} events: {problem}.")
                going.remove(tool)
                continue
            if turn:
                before.append(found)
    for tool in going:
        try:
            seen[tool.name].weight = weigh(browser, tool, size)
        except NotSeen as problem:
            _say(f"{size} events: {problem}.")
    return {name: each for name, each in seen.items() if each.looks}


def _told(seen: dict[str, Seen], size: int, turns: int) -> Iterator[Figure]:
    """The figures of every tool; a row is what they have in common."""
    how = f"{turns} turns"
    for name, each in seen.items():
        rows: list[tuple[str, float, str]] = [
            ("navigation to drawn", each.middle("drawn"), "ms"),
            ("hands-on", each.middle("hands_on"), "ms"),
        ]
        if each.weight:
            rows += [
                ("first visit", each.weight.first / 1000, "kB"),
                ("return visit", each.weight.again / 1000, "kB"),
                ("heap", each.weight.heap / 2**20, "MB"),
            ]
        for what, key in (("zoom settled", "zoom"), ("pan settled", "pan"), ("filter settled", "filter")):
            rows += [(what, each.middle(key), "ms"), (f"{what}, p95", percentile(each.all(key), 0.95), "ms")]
        for what, key in (("frame while zooming", "zoom_frames"), ("frame while panning", "pan_frames")):
            rows += [(what, each.middle(key), "ms"), (f"{what}, p95", percentile(each.all(key), 0.95), "ms")]
        rows.append(("longest frame, pan and filter", max(each.all("longest"), default=math.nan), "ms"))
        for what, value, unit in rows:
            if not math.isnan(value):
                yield Figure(f"{size} events: {what}", value, unit, how, tool=name)


def against(seen: dict[str, Seen], size: int) -> Iterator[Figure]:
    """What is aimed at: the timeline page against the limit and vis-timeline, as far as both were seen."""
    us, limit, vis = (seen.get(name, Seen()) for name in (US, LIMIT, VIS_NAME))

    def times(what: str, key: str, aim: float | None, than: Seen = limit, base: str = "") -> Iterator[Figure]:
        ours, theirs = us.middle(key), than.middle(base or key)
        if not math.isnan(ours / theirs):
            yield Figure(f"{what}, {size} events", ours / theirs, "× the limit", f"{ours:.0f} to {theirs:.0f} ms", aim)

    usual = size <= 6_000
    yield from times("navigation to drawn", "drawn", 1.4 if usual else None)
    yield from times("hands-on", "hands_on", 3.5 if usual else None, base="drawn")
    if not math.isnan(faster := vis.middle("drawn") / us.middle("drawn")):
        aim = {600: 3.0, 6_000: 7.0}.get(size)
        yield Figure(
            f"drawn faster than vis-timeline, {size} events",
            faster,
            "×",
            f"{us.middle('drawn'):.0f} to {vis.middle('drawn'):.0f} ms",
            aim,
            at_least=True,
        )
    if not math.isnan(later := us.middle("filter") - limit.middle("filter")):
        yield Figure(
            f"filter settled after the limit's, {size} events",
            later / FRAME,
            "frames",
            f"{us.middle('filter'):.0f} and {limit.middle('filter'):.0f} ms; a frame is {FRAME:.1f} ms",
            2 if usual else None,
        )
    yield from times("zoom settled", "zoom", 2.5 if size == 6_000 else None)
    yield from times("pan settled", "pan", 2.5 if size == 6_000 else None)
    if us.weight:
        packed = "over the wire, text gzipped at level 6"
        yield Figure(f"first visit, {size} events", us.weight.first / 1000, "kB", packed, 330 if size == 600 else None)
        yield Figure(f"return visit, {size} events", us.weight.again / 1000, "kB", packed, 30 if size == 600 else None)
        yield Figure(
            f"heap, {size} events", us.weight.heap / 2**20, "MB", "after the collector", 6 if size == 6_000 else None
        )
    if us.all("longest") and size == max(SIZES):
        yield Figure(
            f"longest frame, pan and filter, {size} events",
            max(us.all("longest")),
            "ms",
            "more would feel frozen",
            FROZEN,
        )


def _say(words: str) -> None:
    print(f"bench: {words}", file=sys.stderr, flush=True)
