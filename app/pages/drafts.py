"""The key with which a browser locks what somebody is typing, until it is stored here."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse

from app.here import Here, here
from app.identity.secrets import keyed_hash

router = APIRouter()


@router.get("/cases/{case_id}/draft-key")
def draft_key(place: Annotated[Here, Depends(here("case.see"))]) -> JSONResponse:
    """Give the key for this person in this case, and the name under which the browser keeps what it locked.

    The browser never stores the key. Without it (signed out, link withdrawn, case erased) what it kept is noise.
    """
    secret = place.request.app.state.settings.secret_key
    whose = f"{place.case.id}|{place.participant.id}"
    return JSONResponse(
        {"key": keyed_hash(secret, "draft-key", whose), "place": keyed_hash(secret, "draft-place", whose)[:24]}
    )
