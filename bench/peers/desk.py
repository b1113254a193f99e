"""Hands out the pages of the peers: each with the same events and the same filter.

Nothing is packed, as the product sends it: what gzip would make of it is reckoned for all of them alike."""

from __future__ import annotations

import html
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

from bench.peers.events import as_columns, made_up
from timeline.kinds import kinds

PAGES = Path(__file__).parent / "pages"
TYPES = {".js": "text/javascript", ".css": "text/css"}


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool that the timeline page is measured against; `most` is how many events it is given at most."""

    name: str
    script: str
    most: int
    files: Mapping[str, bytes] = field(default_factory=dict)


def page(peer: Peer, count: int) -> str:
    """The page of a peer: the events stand in it, so that nothing else has to come first."""
    events = made_up(count)
    ticks = "".join(
        f'<label><input type="checkbox" name="kind" value="{kind}"> {html.escape(kinds()[kind].word("nl"))}</label> '
        for kind in sorted({event.kind for event in events})
    )
    sheets = "".join(f'<link rel="stylesheet" href="/files/{name}">' for name in peer.files if name.endswith(".css"))
    scripts = "".join(f'<script src="/files/{name}"></script>' for name in peer.files if name.endswith(".js"))
    return (
        f'<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>{peer.name}</title>'
        f'<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">{sheets}'
        f"<style>{(PAGES / 'page.css').read_text(encoding='utf-8')}</style></head>"
        f'<body><fieldset>{ticks}</fieldset><div id="drawing"></div>'
        f'<script type="application/json" id="told">{as_columns(events).replace("<", chr(92) + "u003c")}</script>'
        f"{scripts}<script>{(PAGES / peer.script).read_text(encoding='utf-8')}</script></body></html>"
    )


class Desk(BaseHTTPRequestHandler):
    """Answers for the pages at `/<script>/<count>`, the files of the peers, and a page to come from at `/start`."""

    protocol_version = "HTTP/1.1"
    peers: ClassVar[dict[str, Peer]] = {}
    made: ClassVar[dict[str, bytes]] = {}

    def do_GET(self) -> None:
        """Answer one request."""
        what, _, which = self.path.strip("/").partition("/")
        if what == "files":
            for peer in self.peers.values():
                if which in peer.files:
                    keep = "max-age=31536000, immutable"
                    return self._answer(TYPES[Path(which).suffix], keep, peer.files[which])
        elif what == "start":
            return self._answer("text/html; charset=utf-8", "no-store", b"<!doctype html><title>start</title>")
        elif what in self.peers and which.isdigit():
            body = self.made.get(self.path) or page(self.peers[what], int(which)).encode()
            self.made[self.path] = body
            return self._answer("text/html; charset=utf-8", "no-store", body)
        self.send_response(404)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _answer(self, kind: str, keep: str, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", keep)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def handing_out(peers: list[Peer]) -> Iterator[str]:
    """The address at which the pages of these peers are handed out, on this machine alone."""
    Desk.peers = {Path(peer.script).stem: peer for peer in peers}
    Desk.made = {}
    server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
