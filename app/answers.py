"""Answer an act on a page that stays open: with the page again, or, to our own script, with a few words."""

from __future__ import annotations

import hashlib
from typing import Any

from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.background import BackgroundTask

from app.here import Here
from app.i18n import gettext, in_reader_words
from app.messages import KNOWN, go
from timeline.errors import UserError

HEADER = "x-live"


def by_script(place: Here) -> bool:
    """Whether our own script sent this from a page that stays open."""
    return HEADER in place.request.headers


def done(place: Here, address: str, message: str | None = None, *, version: int | None = None) -> Response:
    """The act is done: on to `address`, or to the script what to say and the version that the form is now based on.

    Open pages are told to look at once.
    """
    if by_script(place):
        said = gettext(KNOWN[message][1]) if message else ""
        answer: Response = JSONResponse({"said": said, "version": version})
    else:
        answer = go(address, message)
    # runs when the answer is on its way, and so after all is stored
    answer.background = BackgroundTask(place.request.app.state.rooms.nudge, place.case.id)
    return answer


def parts(place: Here, template: str, context: dict[str, Any]) -> Response:
    """Parts of a page afresh, or nothing when the page has them already."""
    body = place.render(template, **context)
    mark = f'"{hashlib.sha256(body.encode()).hexdigest()[:32]}"'
    if place.request.headers.get("if-none-match") == mark:
        return Response(status_code=304, headers={"etag": mark})
    return HTMLResponse(body, headers={"etag": mark})


def refused(error: UserError, status: int = 400) -> Response:
    """Tell the script why the act is not done; what was typed is still on the page."""
    return JSONResponse({"said": in_reader_words(error)}, status_code=status)
