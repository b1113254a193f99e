"""The timeline is sent compressed: it is large. No other page is.

 Size tells of what is in it, so a page that is compressed holds no secret that stays the same (see
`csrf.token_for`) and repeats nothing that somebody else can choose.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.middleware.gzip import GZipMiddleware

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

LARGE_PAGES = re.compile(r"/cases/[a-z0-9]{26}/timeline(/table|/words|(/present)?(/columns|/drawing)?)?")
LEAST = 1_000
"""Bytes below which it brings nothing."""
HARD = 9
"""How hard to try: for hundreds of events a millisecond more, and half a kilobyte less."""


class CompressedTimeline:
    """Compresses the timeline for a browser that can read that."""

    def __init__(self, app: Application) -> None:
        self.app = app
        self.compressing: Any = GZipMiddleware(app, minimum_size=LEAST, compresslevel=HARD)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        is_large = scope["type"] == "http" and LARGE_PAGES.fullmatch(scope["path"])
        await (self.compressing if is_large else self.app)(scope, receive, send)
