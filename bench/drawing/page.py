"""Serve the timeline drawing without the rest of the product: `python -m bench.drawing.page [--port 8123]`.

`/70`, `/600`, `/6000` show so many made-up events; everything comes from this process, under the policy of the product.
"""

from __future__ import annotations

import argparse
import html
import random
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import orjson

from timeline.dates import from_edtf
from timeline.figure import columns
from timeline.kinds import kinds
from timeline.layout import DrawnChapter, DrawnEvent, Lane, Layout, Window, layout
from timeline.svg import draw_svg, mark_svg
from timeline.table import legend, rows

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'self'"
)
STATIC = Path(__file__).parents[2] / "app" / "static"
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
MODULES = sorted(file.stem for file in (STATIC / "js" / "timeline").glob("*.js"))
"""What the script of the page is made of, asked for together with it."""
LANES = (
    Lane("f", "Gezin", "family", 0),
    Lane("c", "Rechtbank", "court", 0),
    Lane("o1", "Gemeente Wilgenoord", "municipality", 1),
    Lane("o2", "Zorgboog Oost", "care", 2),
    Lane("o3", "Jeugdbescherming Noorderbrug", "protection", 3),
    Lane("o4", "Veilig Thuis", "advice", 4),
    Lane("o5", "Raad voor de Kinderbescherming", "council", 5),
    Lane("o6", "Basisschool De Linde", "school", 6),
)
TITLES = {
    "f": (
        "Ouders wonen niet meer samen",
        "Verhuizing van moeder",
        "Nieuwe partner van vader",
        "Oudste wisselt van school",
    ),
    "c": (
        "Zitting over de omgang",
        "Beschikking: voorlopige regeling",
        "Ondertoezichtstelling uitgesproken",
        "Verzoek om gezag",
    ),
    "o1": (
        "Aanmelding bij het wijkteam",
        "Huisbezoek",
        "MDO over de koers",
        "Gesprek met vader",
        "Casusregie gaat over",
    ),
    "o2": (
        "Ouderschapstraject",
        "Wachten op het ouderschapstraject",
        "Begeleide omgang",
        "Evaluatie met beide ouders",
        "Speltherapie",
    ),
    "o3": ("Startoverleg", "Kennismaking met de kinderen", "Wisseling van jeugdbeschermer", "Plan van aanpak klaar"),
    "o4": ("Melding door de school", "Onderzoek", "Veiligheidsafspraken"),
    "o5": ("Raadsonderzoek", "Advies aan de rechter"),
    "o6": ("Zorgen over verzuim", "Gesprek met intern begeleider", "Rapportgesprek met twee ouders"),
}
KINDS = {
    "f": ("family_event", "incident"),
    "c": ("court_step",),
    "o1": ("contact", "decision", "mdo", "handover"),
    "o2": ("intervention", "waiting", "contact"),
    "o3": ("mdo", "contact", "handover"),
    "o4": ("report_of_concern",),
    "o5": ("intervention", "decision"),
    "o6": ("contact", "incident"),
}


def made_up(count: int) -> Layout:
    """So many events as a case might have them: the same ones each time."""
    chance = random.Random(2026)
    first = date(2018, 6, 1)
    days = 2000 if count < 1000 else 9000
    found = []
    for number in range(count):
        day = first + timedelta(int(days * (number + chance.random()) / count))
        lane = chance.choices([lane.id for lane in LANES], weights=(14, 9, 14, 12, 12, 5, 4, 6))[0]
        kind = chance.choice(KINDS[lane])
        until = day + timedelta(chance.randint(60, 330))
        if kind in ("intervention", "waiting"):
            written = chance.choice(
                (f"{day}/{until}", f"{day:%Y-%m}/{until}", f"{day}/{until:%Y-%m}", f"{day:%Y-%m}/{until:%Y-%m}")
            )
        else:
            written = chance.choice(
                (f"{day}",) * 6 + (f"{day:%Y-%m}", f"{day:%Y-%m}", f"{day:%Y}-2{1 + day.month % 4}")
            )
        if number % 35 == 34:
            written = "XXXX"
        others = [lane.id for lane in LANES if lane.id != "c"]
        is_mdo = kind == "mdo"
        found.append(
            DrawnEvent(
                f"event{number:021}",
                number + 1,
                chance.choice(TITLES[lane]),
                kind,
                kinds()[kind].shape,
                lane,
                from_edtf(written),
                tuple(chance.sample(others, 3)) if is_mdo else (),
                tuple(chance.sample(others, 1)) if is_mdo else (),
                {9: 1, 31: 2, 52: 3}.get(number),
                number % 9 == 4,
                chance.choice((1, 1, 2, 3)),
            )
        )
    names = ("Uit elkaar", "Hulp op vrijwillige basis", "Gedwongen kader", "Rust en afronding")
    cut = [first + timedelta(int(days * share)) for share in (0, 0.22, 0.55, 0.85, 1)]
    chapters = [DrawnChapter(f"c{at}", name, cut[at], cut[at + 1] - timedelta(1)) for at, name in enumerate(names)]
    return layout(found, LANES, chapters)


def page(drawn: Layout, count: int, theme: str) -> str:
    """The page around the drawing."""
    entries = "".join(f"<li>{mark_svg(entry.shape)} {html.escape(entry.word)}</li>" for entry in legend(drawn))
    told = "".join(
        f'<li data-timeline-row data-kind="{row.kind}" data-touches="{" ".join(row.organisations)}">'
        f'{mark_svg(row.shape, colour=row.colour)}<a href="?event={row.id}"><strong>{html.escape(row.title)}</strong>'
        f"<span>{html.escape(row.date)} · {html.escape(row.lane)} · {html.escape(row.kind_word)}</span></a></li>"
        for row in (rows(drawn) if count < 100 else ())
    )
    buttons = "".join(
        f'<button type="button" data-timeline-action="{action}">{word}</button>'
        for action, word in (
            ("left", "Eerder"),
            ("zoom-in", "Inzoomen"),
            ("zoom-out", "Uitzoomen"),
            ("right", "Later"),
            ("reset", "Hele casus"),
        )
    )
    drawing = draw_svg(drawn, link=lambda event: f"?event={event}")
    sheets = "".join(
        f'<link rel="stylesheet" href="/static/css/{name}.css">'
        for name in ("tokens", "base", "components", "timeline")
    )
    early = "".join(f'<link rel="modulepreload" href="/static/js/timeline/{name}.js">' for name in MODULES)
    return (
        f'<!doctype html><html lang="nl"{theme}><head><meta charset="utf-8"><title>Tijdlijn</title>'
        f'<meta name="viewport" content="width=device-width">{sheets}'
        '<link id="plotly.js-style-global" class="no-inline-styles" rel="stylesheet" '
        'href="/static/vendor/plotly-core.css">'
        f'{early}<script type="module" src="/static/js/timeline.js"></script></head><body><main><h1>Tijdlijn</h1>'
        f"<p>{buttons}</p>"
        f'<section id="timeline" class="timeline" aria-label="Tijdlijn" data-columns-url="/{count}.json" '
        'data-plotly-url="/static/vendor/plotly-core.min.js">'
        f'<div class="timeline-stage"><div class="timeline-drawing">{drawing}</div></div>'
        f'<ul class="timeline-legend">{entries}</ul><ol class="timeline-list">{told}</ol></section>'
        "</main></body></html>"
    )


class Desk(BaseHTTPRequestHandler):
    """Hands out pages, columns and files."""

    protocol_version = "HTTP/1.1"
    made: ClassVar[dict[int, Layout]] = {}

    def do_GET(self) -> None:
        """Answer one request."""
        address = urlsplit(self.path)
        asked = parse_qs(address.query)
        if address.path.startswith("/static/"):
            file = STATIC / address.path.removeprefix("/static/")
            if file.is_file():
                return self.answer(file.read_bytes(), TYPES.get(file.suffix, "application/octet-stream"))
        name = address.path.strip("/").removesuffix(".json")
        if not name.isdigit():
            return self.answer(b"?", "text/plain", 404)
        count = int(name)
        drawn = self.made.setdefault(count, made_up(count))
        if address.path.endswith(".json"):
            return self.answer(orjson.dumps(columns(drawn)), "application/json")
        window = Window.from_address(asked.get("from", [""])[0], asked.get("to", [""])[0])
        if window:
            drawn = layout(drawn.events, LANES, [band.chapter for band in drawn.chapters], window=window)
        theme = ' data-theme="dark"' if "dark" in asked else ""
        return self.answer(page(drawn, count, theme).encode(), "text/html; charset=utf-8")

    def answer(self, body: bytes, form: str, status: int = 200) -> None:
        """Send it under the policy of the product."""
        self.send_response(status)
        self.send_header("Content-Type", form)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def serve(port: int) -> ThreadingHTTPServer:
    """A server on this machine alone."""
    return ThreadingHTTPServer(("127.0.0.1", port), Desk)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8123)
    serve(parser.parse_args().port).serve_forever()
