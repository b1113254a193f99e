"""What every answer carries and every request must keep to: security headers, size of a body, language, access log."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser

from app.content_policy import CONTENT_SECURITY_POLICY
from app.i18n import chosen_language, use_language

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

LANGUAGE_COOKIE = "terugblik-language"
MAX_BODY_BYTES = 1024 * 1024
MAX_UPLOAD_BYTES = 62 * 1024 * 1024  # three of the largest files, and the form around them
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
log = logging.getLogger("terugblik.access")


class EveryAnswer:
    """Puts the security headers on each answer; private pages are never kept by a browser or proxy."""

    def __init__(self, app: Application, *, secure: bool) -> None:
        self.app = app
        self.secure = secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if self.secure:
                    headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self.app(scope, receive, with_headers)


class OnlyWhereTo:
    """Tells the script that sent a form where to go on, instead of going there behind its back.

    A redirect after a form means that it is stored. A script that follows one can't tell it from any other page that
    came in the end, so that a lost sign-in would look like a text that was kept.
    """

    ASKED, TOLD = b"x-form", "x-go-on-at"

    def __init__(self, app: Application) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http" or not any(name == self.ASKED for name, _ in scope["headers"]):
            await self.app(scope, receive, send)
            return

        async def telling(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start" and message["status"] == 303:
                headers = MutableHeaders(scope=message)
                headers[self.TOLD] = headers["location"]
                del headers["location"]
                message["status"] = 200
            await send(message)

        await self.app(scope, receive, telling)


class InTheReadersLanguage:
    """Chooses the language for the request from the cookie or what the browser asks for."""

    def __init__(self, app: Application) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            cookies = cookie_parser(headers.get("cookie", ""))
            use_language(chosen_language(cookies.get(LANGUAGE_COOKIE), headers.get("accept-language")))
        await self.app(scope, receive, send)


class SayingSorry:
    """Answers for what nobody foresaw, within our own headers; what went wrong stays in the log, without its words.

    The server itself would write the error's message down, and that may hold what somebody typed. So the error ends
    here. `sorry` makes the answer and writes the log.
    """

    def __init__(self, app: Application, *, sorry: Callable[[Exception], Application]) -> None:
        self.app = app
        self.sorry = sorry

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def noting(message: MutableMapping[str, Any]) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, noting)
        except Exception as error:
            answer = self.sorry(error)
            if started:
                raise HalfAnAnswer from None
            await answer(scope, receive, send)


class HalfAnAnswer(Exception):
    """An answer broke off after it had begun; the connection is closed so that nobody takes it for a whole one."""


class NotTooMuch:
    """Stops reading a body that is too large; uploads may be larger than forms.

    A body over the limit is read to its end and thrown away first, so that the browser gets our message and not a
    broken connection. `too_much` makes that message.
    """

    def __init__(self, app: Application, *, too_much: Application) -> None:
        self.app = app
        self.too_much = too_much

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        upload = scope["path"].endswith("/import")
        limit = MAX_UPLOAD_BYTES if upload else MAX_BODY_BYTES
        stated = Headers(scope=scope).get("content-length", "0")
        if stated.isdigit() and int(stated) > limit:
            await _drain(receive, at_most=4 * MAX_UPLOAD_BYTES)
            await self.too_much(scope, receive, send)
            return
        await self._count(scope, receive, send, limit)

    async def _count(self, scope: Scope, receive: Receive, send: Send, limit: int) -> None:
        """Count a body that does not say how long it is, and answer in the application's place when it is too long."""
        taken = 0
        ended = started = False

        async def counted() -> MutableMapping[str, Any]:
            nonlocal taken, ended
            if taken > limit:
                return {"type": "http.disconnect"}
            message = await receive()
            taken += len(message.get("body", b""))
            ended = not message.get("more_body", False)
            return {"type": "http.disconnect"} if taken > limit else message

        async def answering(message: MutableMapping[str, Any]) -> None:
            nonlocal started
            if taken <= limit or started:
                started = True
                await send(message)

        try:
            await self.app(scope, counted, answering)
        except Exception:
            if taken <= limit or started:
                raise
        if taken > limit and not started:
            if not ended:  # asking for more than there is would wait for the browser to go away
                await _drain(receive, at_most=4 * MAX_UPLOAD_BYTES)
            await self.too_much(scope, receive, send)


async def _drain(receive: Receive, *, at_most: int) -> None:
    taken = 0
    while taken < at_most:
        message = await receive()
        taken += len(message.get("body", b""))
        if message["type"] == "http.disconnect" or not message.get("more_body", False):
            return


class AccessLog:
    """Writes one line a request with the route's pattern: never an address with a token, id or word in it."""

    def __init__(self, app: Application) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http" or scope["path"].startswith("/static/"):
            await self.app(scope, receive, send)
            return
        began = time.perf_counter()
        status = 500

        async def noting(message: MutableMapping[str, Any]) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noting)
        finally:
            route = getattr(scope.get("route"), "path", "-")
            log.info("%s %s %s %.0f ms", scope["method"], route, status, (time.perf_counter() - began) * 1000)
