"""Answer an act on a page that stays open: with the page again, or, to our own script, with a few words."""

from __future__ import annotations

from fastapi.responses import JSONResponse, Response

from app.here import Here
from app.i18n import gettext, in_reader_words
from app.messages import KNOWN, go
from timeline.errors import UserError

HEADER = "x-live"


def by_script(place: Here) -> bool:
    """Whether our own script sent this from a page that stays open."""
    return HEADER in place.request.headers


def done(place: Here, address: str, message: str | None = None, *, version: int | None = None) -> Response:
    """The act is done: on to `address`, or to the script what to say and the version that the form is now based on."""
    if not by_script(place):
        return go(address, message)
    said = gettext(KNOWN[message][1]) if message else ""
    return JSONResponse({"said": said, "version": version})


def refused(error: UserError, status: int = 400) -> Response:
    """Tell the script why the act is not done; what was typed is still on the page."""
    return JSONResponse({"said": in_reader_words(error)}, status_code=status)
