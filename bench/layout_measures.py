"""Placing events, the page of thousands of them on the server, and the poster."""

from __future__ import annotations

import math
from collections.abc import Iterator
from time import process_time

from analysis.poster import poster
from app.assets import PAPER_FONTS
from bench.drawing.page import LANES
from bench.figures import Figure, median_of, seconds
from bench.peers.case import fill_case
from bench.peers.events import as_drawn, made_up
from bench.product import NotMeasured, Product
from timeline.drawing import DrawnEvent
from timeline.layout import layout

FEW, MANY, MORE = 600, 6_000, 24_000
ON_PAPER = 600
REQUESTS = 20


def place_events(product: Product, _chromium: str) -> Iterator[Figure]:
    """The layout of thousands of events and how that grows, the page of them on the server, and a poster."""
    days = 9_000
    some = _time(as_drawn(made_up(MANY, days)))
    few = _time(as_drawn(made_up(FEW, days)))
    yield Figure(f"layout of {MANY:,} events", 1000 * some, "ms", "`layout`, time of the processor, median of 5", 50)
    yield _growth(f"from {FEW} to {MANY:,} events", (FEW, few), (MANY, some))
    for words, spread in (("in the same years", days), ("in four times the years", 4 * days)):
        more = _time(as_drawn(made_up(MORE, spread)))
        yield _growth(f"from {MANY:,} to {MORE:,} events, {words}", (MANY, some), (MORE, more))
    yield from _on_the_server(product)
    placed = layout(as_drawn(made_up(ON_PAPER)), LANES)
    yield Figure(
        f"poster of {ON_PAPER} events",
        median_of(3, lambda: seconds(lambda: poster(placed, name="Meting", made_on="vandaag", fonts=PAPER_FONTS))),
        "s",
        "`poster` on A3 until the PDF is there, median of 3",
        aim=1,
    )


def _growth(words: str, few: tuple[int, float], many: tuple[int, float]) -> Figure:
    """How the time grows from a few events to many, each a count and its seconds."""
    (some, begin), (more, end) = few, many
    return Figure(
        f"growth of layout {words}",
        end / begin / (more * math.log(more) / (some * math.log(some))),
        "× n log n",
        f"{1000 * begin:.1f} to {1000 * end:.0f} ms; 1 is as fast as n log n grows",
        aim=1,
    )


def _time(events: list[DrawnEvent]) -> float:
    """Seconds of the processor: what else the machine does meanwhile does not count."""

    def once() -> float:
        began = process_time()
        layout(events, LANES)
        return process_time() - began

    return median_of(5, once)


def _on_the_server(product: Product) -> Iterator[Figure]:
    path = f"/cases/{fill_case(product, MANY)}/timeline"
    with product.serving() as server:
        product.wait_for("/healthz", server)
        with product.signed_in(product.links["facilitator"]) as client:

            def ask() -> None:
                if client.get(path).status_code != 200:
                    raise NotMeasured("the timeline page was not answered")

            first = seconds(ask)
            size = len(client.get(path).content) / 1024
            yield Figure(
                f"timeline page, {MANY:,} events, server",
                1000 * median_of(REQUESTS, lambda: seconds(ask)),
                "ms",
                f"median of {REQUESTS} requests one after the other, {size:.0f} kB",
                aim=100,
            )
            yield Figure(
                f"timeline page, {MANY:,} events, server, first time", 1000 * first, "ms", "after the case changed"
            )
