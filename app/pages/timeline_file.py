"""The timeline as one file that opens without a network, to take along: only what is shared with all."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from app import audit
from app.database import Database
from app.here import Here, here
from app.last_visit import changed_for
from app.timeline_address import chosen
from app.timeline_file import timeline_file
from timeline.choosing import Choice

router = APIRouter(prefix="/cases/{case_id}/timeline")
Exporting = Annotated[Here, Depends(here("case.export"))]
Chosen = Annotated[Choice, Depends(chosen)]
NAME = "terugblik-tijdlijn.html"


@router.get("/file")
def as_file(place: Exporting, choice: Chosen) -> Response:
    """What is chosen of the timeline as a page of its own, as a download; the audit log says that it was taken."""
    content = timeline_file(place.db, place.case, choice, changed_for(place))
    # This request only reads, so the line gets a transaction of its own; without the line there is no file.
    database: Database = place.request.app.state.database
    with database.writing() as db:
        audit.record(db, "timeline.file", actor_id=place.actor.id, case_id=place.case.id)
    headers = {"Content-Disposition": f'attachment; filename="{NAME}"', "Cache-Control": "private, no-store"}
    return Response(content, media_type="text/html; charset=utf-8", headers=headers)
