"""Saving while somebody types: the page's script sends the form and gets a short answer instead of a page."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from fastapi.responses import JSONResponse

from app.i18n import in_reader_words
from app.rendering import clock
from timeline.columns import now
from timeline.errors import UserError
from timeline.history import Conflict

ACCEPT = "application/json"


def is_autosave(request: Request) -> bool:
    """Whether the form was sent by the script of the page, while somebody is still typing."""
    return request.headers.get("accept", "") == ACCEPT


def acknowledged(row: Any) -> JSONResponse:
    """Say that this version is stored; the transaction ends before the answer leaves."""
    return JSONResponse({"version": row.version, "at": clock(now())})


def refused(error: UserError, *, status: int = 0) -> JSONResponse:
    """Say why the text was not stored; it stays in the page and on the device."""
    status = status or (409 if isinstance(error, Conflict) else 400)
    return JSONResponse({"message": in_reader_words(error)}, status_code=status)
