"""The agreed report: the calm page to read it again, and its files."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from analysis.report.frozen import is_the_frozen_report
from analysis.report.store import draft_of, finals_of
from app.here import Here, here
from app.report_files import REPORT_FORMATS, document_of, report_bytes
from timeline.errors import N_, UserError
from timeline.history import NotThere
from timeline.models import Phase

router = APIRouter(prefix="/cases/{case_id}/report")
Opening = Annotated[Here, Depends(here("report.open"))]
Looking = Annotated[Here, Depends(here("report.preview"))]


class ReportChanged(UserError):
    """The report that is kept is not the one that was agreed."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Dit verslag is veranderd nadat het werd vastgesteld, dus we geven het niet als bestand. "
                "Vraag de procesbegeleider om het origineel."
            )
        )


@router.get("/read")
def read(place: Opening) -> Response:
    """The agreed report, or a word that it is not there yet."""
    final = next(iter(finals_of(place.db, place.case.id)), None)
    if final is None:
        shared = draft_of(place.db, place.case).shared_at is not None
        return place.page("report/not_yet.html", final=True, draft_is_shared=shared)
    return place.page(
        "report/read.html",
        report=document_of(place.db, place.case, final),
        intact=is_the_frozen_report(final),
        formats=list(REPORT_FORMATS),
    )


@router.get("/files/{format_}")
def file_of_final(place: Opening, format_: str) -> Response:
    """The agreed report as a file."""
    final = next(iter(finals_of(place.db, place.case.id)), None)
    if final is None:
        raise NotThere
    if not is_the_frozen_report(final):
        raise ReportChanged  # a file goes from hand to hand, without the warning that stands on the page
    return _file(report_bytes(place.db, place.case, _known(format_), final), format_, f"verslag-{final.edition}")


@router.get("/draft/{format_}")
def file_of_draft(place: Looking, format_: str) -> Response:
    """The draft as a file, for the facilitator; once it is agreed, the report."""
    if place.case.phase == Phase.AGREED:
        return file_of_final(place, format_)
    draft = draft_of(place.db, place.case)
    return _file(report_bytes(place.db, place.case, _known(format_), draft), format_, f"concept-{draft.edition}")


def _known(format_: str) -> str:
    if format_ not in REPORT_FORMATS:
        raise NotThere
    return format_


def _file(content: bytes, format_: str, name: str) -> Response:
    """As an attachment: never shown as a page of ours. The name tells nothing of the case."""
    disposition = f'attachment; filename="terugblik-{name}.{format_}"'
    return Response(content, media_type=REPORT_FORMATS[format_][0], headers={"Content-Disposition": disposition})
