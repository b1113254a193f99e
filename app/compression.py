"""The timeline is sent compressed: it is large. No other page is.

What was compressed already goes through as it is: what `kept_pages` keeps, and the columns (`drawings`).

Size tells of what is in it, so a page that is compressed holds no secret that stays the same (see
`csrf.token_for`) and repeats nothing that somebody else can choose.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

LARGE_PAGES = re.compile(r"/cases/[a-z0-9]{26}/timeline(/table|/words|(/present)?(/columns|/drawing)?)?")
DATA = ("/columns", "/words", "/drawing")
"""How the address ends of what is fetched when the page is there already; it grows with the case."""
LEAST = 1_000
"""Bytes below which it brings nothing."""
HARD, QUICK = 7, 6
"""How hard to try. A page of 600 events is 200 bytes smaller than with 6, for a millisecond; with 9 another 400 bytes
smaller, but that of thousands of events would take ten milliseconds longer."""


NOTHING = re.compile(r"0(\.0*)?")
"""The weight of what somebody does not want (RFC 9110)."""


def takes_gzip(headers: Headers) -> bool:
    """Whether who asks with these headers takes an answer as gzip: it is named there, and not to be refused."""
    for one in headers.get("accept-encoding", "").lower().split(","):
        coding, *more = (part.strip() for part in one.split(";"))
        if coding == "gzip":
            return not any(NOTHING.fullmatch(part.removeprefix("q=")) for part in more)
    return False


class CompressedTimeline:
    """Compresses the timeline for a browser that can read that."""

    def __init__(self, app: Application) -> None:
        self.app = app
        self.page: Any = GZipMiddleware(app, minimum_size=LEAST, compresslevel=HARD)
        self.data: Any = GZipMiddleware(app, minimum_size=LEAST, compresslevel=QUICK)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http" or not LARGE_PAGES.fullmatch(scope["path"]):
            await self.app(scope, receive, send)
            return
        # what compresses looks only whether the word stands there, as it does in "gzip;q=0"
        headers = Headers(scope=scope)
        others = [(name, value) for name, value in headers.raw if name != b"accept-encoding"]
        # in its place, and not in a copy: the log finds in it which page it was
        scope["headers"] = others + [(b"accept-encoding", b"gzip")] * takes_gzip(headers)
        if scope["path"].endswith(DATA):
            await self.data(scope, receive, send)
        else:
            await self.page(scope, receive, send)
