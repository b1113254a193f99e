"""A client that behaves as a browser does: it keeps cookies and says that a request comes from our own page."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from fastapi.testclient import TestClient
from httpx import Response

from app.kept_pages import KeptPages
from app.main import create_app
from tests.factories import World


class CheckedPages(KeptPages):
    """Pages that are kept, each made anew as well, so that every test tells when one was kept for too long."""

    def of(self, key: Hashable, make: Callable[[], Any]) -> Any:
        kept = super().of(key, make)
        assert kept == make(), "a page that was kept is no longer what it would be now"
        return kept


class Browser(TestClient):
    """A signed-in (or not) browser on the application; `case` is the address of the case.

    It has an application of its own, unless it gets that of another browser.
    """

    def __init__(self, world: World, name: str | None, app: Any = None) -> None:
        if app is None:
            app = create_app(world.settings, world.database)
            app.state.pages = CheckedPages()
        super().__init__(
            app,
            base_url="http://testserver",
            headers={"sec-fetch-site": "same-origin", "accept-language": "nl"},
            follow_redirects=False,
            raise_server_exceptions=True,
        )
        self.world = world
        self.case = f"/cases/{world.case_id}"
        if name is not None:
            answer = self.post("/enter", data={"token": world.tokens[name]})
            assert answer.status_code == 303, answer.text

    def submit(self, address: str, **fields: Any) -> Response:
        """Send a form and follow to the page after it."""
        return self.post(address, data=fields, follow_redirects=True)


def browser_for(world: World, name: str | None) -> Browser:
    """A browser in which this person of `world` is signed in; None for nobody."""
    return Browser(world, name)
