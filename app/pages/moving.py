"""Moving an event in time: by dragging it on the drawing, or by so many days in the form beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Response
from pydantic import Field

from app.forms import PageForm
from app.messages import go
from app.moving_form import asked
from app.pages.events import (
    MOVED_MEANWHILE,
    AtTimeline,
    EditableEvent,
    View,
    changed_meanwhile,
    shown_with_undo,
)
from app.timeline_address import timeline_address
from timeline.history import Conflict
from timeline.moving import CANNOT_BE, FARTHEST, moved_away
from timeline.store import change_event, facts_of

router = APIRouter(prefix="/cases/{case_id}/events")


class MoveForm(PageForm):
    """How many days later (earlier when negative), which end of a period, and the version that was shown."""

    days: int = Field(ge=-FARTHEST, le=FARTHEST)
    side: Literal["both", "start", "end"] = "both"
    version: int


@router.post("/{event_id}/move")
def move(place: AtTimeline, event: EditableEvent, view: View, form: Annotated[MoveForm, Form()]) -> Response:
    """Move an event: the timeline shows it where it is now, to be undone; or what was typed, and why that can't be."""
    try:
        facts = facts_of(event)
        when = moved_away(facts.when, form.days, form.side)
        changed = change_event(
            place.db, place.case, event, replace(facts, when=when), based_on=form.version, by=place.participant
        )
    except Conflict:
        return changed_meanwhile(place, event, view, MOVED_MEANWHILE)
    except CANNOT_BE:
        return go(timeline_address(place.case, view, event=event.id, **asked(form.side, form.days)))
    place.log("event.change", event.id)
    return go(shown_with_undo(place, changed, view, **asked(form.side)), "moved")
