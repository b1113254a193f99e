"""Somebody saves on an event that left the timeline meanwhile: nothing is stored, and the text is shown to copy."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import Response

from app.autosave import is_autosave, refused
from app.here import Here
from timeline.errors import N_, UserError
from timeline.models import Event


class EventGone(UserError):
    """The event was removed, joined to another, or went with the file that it came from."""

    def __init__(self) -> None:
        super().__init__(N_("Deze gebeurtenis staat niet meer in de tijdlijn. Je tekst staat nog hier."))


def gone(place: Here, event: Event, typed: Iterable[tuple[str, str]]) -> Response:
    """Say that the event is gone and show what was typed: each text with its name."""
    if is_autosave(place.request):
        return refused(EventGone(), status=410)
    texts = [(name, text.strip()) for name, text in typed if text.strip()]
    return place.page("events/gone.html", status=410, event=event, texts=texts)
