"""The timeline as a file for another program, and the whole case as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from analysis.exchange import case_as_json, export_case
from app.here import Here, here
from timeline.history import NotThere
from timeline.writers import EXPORTS

router = APIRouter(prefix="/cases/{case_id}/export")
Exporting = Annotated[Here, Depends(here("case.export"))]
MEDIA_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "timelinejs": "application/json",
    "ics": "text/calendar; charset=utf-8",
}
ENDINGS = {"timelinejs": "timelinejs.json"}


@router.get("/{format_}")
def export(place: Exporting, format_: str) -> Response:
    """The case in one of the export forms, as a download."""
    if format_ not in MEDIA_TYPES:
        raise NotThere
    value = export_case(place.db, place.case)
    content = case_as_json(value) if format_ == "json" else EXPORTS[format_](value)
    name = f"terugblik-casus.{ENDINGS.get(format_, format_)}"
    return Response(
        content,
        media_type=MEDIA_TYPES[format_],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
