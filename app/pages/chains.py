"""Link an event to the one that it came out of, or to what came out of it, and take such a link away again."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Response
from pydantic import Field

from app.forms import PageForm
from app.here import Here
from app.i18n import N_, gettext, in_reader_words
from app.messages import go
from app.pages.events import AtTimeline, EditableEvent, View, event_context, the_event
from app.timeline_address import timeline_address
from timeline.chains import GoesRound, LinkedToItself, link_events, unlink
from timeline.models import Event

router = APIRouter(prefix="/cases/{case_id}/events/{event_id}")

NOTHING_CHOSEN = N_("Kies eerst welke gebeurtenis hierbij hoort.")


class LinkForm(PageForm):
    """The events that go before and after this one; one of them may be left empty."""

    before: str = Field(default="", max_length=26)
    after: str = Field(default="", max_length=26)


class UnlinkForm(PageForm):
    """The event that this one is no longer linked to."""

    other: str = Field(max_length=26)


@router.post("/link")
def link(place: AtTimeline, event: EditableEvent, view: View, form: Annotated[LinkForm, Form()]) -> Response:
    """Link the event; what is linked already stays as it is."""
    if not form.before and not form.after:
        return _with_problem(place, event, view, gettext(NOTHING_CHOSEN))
    try:
        with place.db.begin_nested():
            if form.before:
                link_events(place.db, place.case, the_event(place, form.before), event, by=place.participant)
            if form.after:
                link_events(place.db, place.case, event, the_event(place, form.after), by=place.participant)
    except (GoesRound, LinkedToItself) as error:
        return _with_problem(place, event, view, in_reader_words(error))
    place.log("event.link", event.id)
    return go(timeline_address(place.case, view, event=event.id), "linked")


@router.post("/unlink")
def take_link_away(
    place: AtTimeline, event: EditableEvent, view: View, form: Annotated[UnlinkForm, Form()]
) -> Response:
    """Take the link with another event away, whichever of the two was first."""
    other = the_event(place, form.other)
    unlink(place.db, place.case, event, other, by=place.participant)
    unlink(place.db, place.case, other, event, by=place.participant)
    place.log("event.unlink", event.id)
    return go(timeline_address(place.case, view, event=event.id), "unlinked")


def _with_problem(place: Here, event: Event, view: View, problem: str) -> Response:
    return place.page("events/event.html", status=400, problem=problem, **event_context(place, event, view))
