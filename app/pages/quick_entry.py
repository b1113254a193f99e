"""Quick entry: one line fills the form of a new event, while somebody types or, without script, with a button."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import JSONResponse
from pydantic import Field

from app.event_form import EventForm
from app.forms import PageForm
from app.here import Here, reading_here
from app.i18n import gettext, in_reader_words
from app.pages.events import form_page
from app.rendering import date_in_words, kind_name
from timeline.choosing import Choice
from timeline.errors import N_
from timeline.organisations import organisations_in_use
from timeline.quick_entry import QuickEntry, read_line

router = APIRouter(prefix="/cases/{case_id}/events")
Reading = Annotated[Here, Depends(reading_here("event.add"), scope="function")]


class LineForm(PageForm):
    """One line as it is typed; `back` as in the form of an event."""

    line: str = Field(default="", max_length=500)
    back: Literal["", "prepare"] = ""


@router.post("/line")
def read_a_line(request: Request, place: Reading, form: Annotated[LineForm, Form()]) -> Response:
    """What a line says, as values for the form; it stores nothing."""
    organisations = organisations_in_use(place.db, place.viewer)
    own = place.viewer.organisation_id
    read = read_line(form.line, organisations, own=own)
    filled = _filled(read, form.back)
    if "application/json" in request.headers.get("accept", ""):
        names = {organisation.id: organisation.name for organisation in organisations}
        return JSONResponse({"fields": _fields(filled), "read": _in_words(read, names) if form.line.strip() else ""})
    return form_page(place, filled, Choice(), event=None, error=read.problem, status=200, line=form.line)


def _filled(read: QuickEntry, back: Literal["", "prepare"]) -> EventForm:
    return EventForm(
        title=read.title,
        date=read.date_text,
        kind=read.kind,
        organisation_id=read.organisation_id or "",
        description=read.description,
        who=", ".join(read.who),
        present=list(read.present),
        back=back,
    )


def _fields(form: EventForm) -> dict[str, Any]:
    filled = {"title", "date", "kind", "organisation_id", "description", "who", "present"}
    return form.model_dump(include=filled)


def _in_words(read: QuickEntry, names: dict[str, str]) -> str:
    """How the line was understood, in one sentence that can also be heard."""
    when = date_in_words(read.date.when) if read.date else gettext(N_("nog zonder datum"))
    doubts = [gettext(doubt.message) % doubt.params for doubt in read.date.doubts] if read.date else []
    if read.problem:
        doubts.append(in_reader_words(read.problem))
    lane = names[read.organisation_id] if read.organisation_id else gettext(N_("Gezin"))
    people = [names[key] for key in read.present] + list(read.who)
    parts = [when, kind_name(read.kind), lane, ", ".join(people)]
    understood = gettext(N_("Wij lezen: %(what)s.")) % {"what": " · ".join(part for part in parts if part)}
    return " ".join([understood, *doubts])
