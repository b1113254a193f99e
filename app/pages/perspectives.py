"""What the own organisation says of an event: confirm, correct, annotate; and all accounts side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form
from fastapi.responses import Response
from pydantic import Field

from analysis.models import Annotation, Perspective
from analysis.perspectives import (
    NothingSaid,
    Own,
    accounts_side_by_side,
    annotate,
    confirm,
    correct,
    disputed_events,
    own_by_event,
)
from app.autosave import acknowledged, is_autosave, refused
from app.back import back_to
from app.forms import PageForm
from app.gone import gone
from app.here import Here, here
from app.i18n import N_, gettext, in_reader_words, language
from app.messages import go
from app.rendering import date_in_words
from timeline.dates import DateNotUnderstood, EventDate, not_understood_words, parse_date
from timeline.errors import UserError
from timeline.history import Conflict, load, snapshot
from timeline.models import TITLE_LENGTH, Event, Organisation
from timeline.store import organisations_of
from timeline.twins import differences

router = APIRouter()

LONG = 20_000
STANCES = {
    "confirmed": N_("Klopt"),
    "corrected": N_("Klopt niet helemaal"),
    "other_reading": N_("Wij lezen het anders"),
    "not_ours": N_("Niet van ons"),
}
NOTES = {
    "facts": N_("Welke feiten kun je toevoegen?"),
    "feelings": N_("Wat deed het met mensen?"),
    "known_then": N_("Wat wisten jullie toen?"),
    "known_now": N_("Wat weten jullie nu?"),
}
HINTS = {
    "facts": N_("Alleen wat er te zien of te horen was, en hoe je dat weet."),
    "feelings": N_("Gevoelens van jullie medewerkers, of wat jullie bij het gezin merkten."),
    "known_then": N_("Alleen wat op dat moment bekend was."),
    "known_now": N_("Wat pas later duidelijk werd."),
}

Writer = Annotated[Here, Depends(here("perspective.write"))]


class OwnForm(PageForm):
    """What every form on an own text holds: the version it was based on, and the page it stood on."""

    version: int = Field(ge=0)
    back: str = Field(default="", max_length=300)


class ConfirmForm(OwnForm):
    """The event is right as it stands, or not ours to say."""

    ours: bool = True


class CorrectForm(OwnForm):
    """How the event was according to the own organisation."""

    title: str = Field(default="", max_length=TITLE_LENGTH)
    date: str = Field(default="", max_length=200)
    reading: str = Field(default="", max_length=LONG)


class AnnotateForm(OwnForm):
    """What the own organisation adds to the event."""

    facts: str = Field(default="", max_length=LONG)
    feelings: str = Field(default="", max_length=LONG)
    known_then: str = Field(default="", max_length=LONG)
    known_now: str = Field(default="", max_length=LONG)


@dataclass(frozen=True, slots=True)
class Mine:
    """What the forms for the own organisation show: what it said so far, or what was just typed.

    `onward` is the page to go to after saying that all is right; empty when there is none.
    """

    organisation: Organisation
    own: Own
    address: str
    back: str
    onward: str
    correction: Mapping[str, Any]
    notes: Mapping[str, Any]


def panel_context(place: Here, event: Event, *, back: str = "", onward: str = "") -> dict[str, Any]:
    """What templates/perspectives/_mine.html and _side_by_side.html need; `mine` is None for who may not write here."""
    own = own_by_event(place.db, place.viewer, [event.id]).get(event.id, Own())
    organisation_id = place.viewer.organisation_id
    organisation = None
    if organisation_id is not None and place.may("perspective.write"):
        organisation = load(place.db, Organisation, organisation_id, viewer=place.viewer)
    sides = accounts_side_by_side(place.db, place.viewer, event)
    return {
        "mine": Mine(
            organisation=organisation,
            own=own,
            address=f"/cases/{place.case.id}/events/{event.id}",
            back=back or f"/cases/{place.case.id}/timeline?event={event.id}",
            onward=onward,
            correction=_correction(event, own.perspective) | {"version": own.version},
            notes=_notes(own.annotation) | {"version": own.annotation_version},
        )
        if organisation
        else None,
        "sides": sides,
        "differ": differences([account for side in sides for account in side.accounts]),
        "names_of": partial(_names, place),
        "disputed": event.id in disputed_events(place.db, place.viewer),
        "stance_name": stance_name,
        "note_names": {name: gettext(words) for name, words in NOTES.items()},
        "note_hints": {name: gettext(words) for name, words in HINTS.items()},
    }


def _names(place: Here, keys: Sequence[str]) -> str:
    """The names of organisations, in the order of their lanes."""
    return ", ".join(one.name for one in organisations_of(place.db, place.case.id) if one.id in keys)


def stance_name(stance: str) -> str:
    """What a stance is called, in the reader's language."""
    return gettext(STANCES[stance])


@router.post("/cases/{case_id}/events/{event_id}/confirm")
def say_it_is_right(event_id: str, form: Annotated[ConfirmForm, Form()], place: Writer) -> Response:
    """Say that the event is right as it stands, or that it is not ours to say."""
    event = load(place.db, Event, event_id, viewer=place.viewer)
    if event.removed_at is not None:
        return gone(place, event, ())
    try:
        said = confirm(place.db, place.case, event, by=place.participant, based_on=form.version, ours=form.ours)
    except Conflict as conflict:
        mine = stance_name("confirmed" if form.ours else "not_ours")
        return _two_answers(place, event, form, mine, conflict)
    place.log("perspective.write", said.id)
    return go(_back(place, event, form), "saved")


@router.post("/cases/{case_id}/events/{event_id}/correct")
def say_how_it_was(event_id: str, form: Annotated[CorrectForm, Form()], place: Writer) -> Response:
    """Say how the event was according to us; it stands beside the event and the other accounts."""
    event = load(place.db, Event, event_id, viewer=place.viewer)
    if event.removed_at is not None:
        return gone(place, event, _typed(form))
    try:
        when = _other_date(event, form.date)
        said = correct(
            place.db,
            place.case,
            event,
            by=place.participant,
            based_on=form.version,
            title=form.title,
            when=when,
            reading=form.reading,
        )
    except (DateNotUnderstood, NothingSaid) as error:
        return _correct_again(place, event, form, error)
    except Conflict as conflict:
        mine = "\n".join(part for part in (form.title, form.date, form.reading) if part.strip())
        return _two_answers(place, event, form, mine, conflict)
    place.log("perspective.write", said.id)
    return go(_back(place, event, form), "saved")


@router.post("/cases/{case_id}/events/{event_id}/annotate")
def add_what_we_know(event_id: str, form: Annotated[AnnotateForm, Form()], place: Writer) -> Response:
    """Add facts, feelings, and what was known then and now; also sent by the page itself while somebody types."""
    event = load(place.db, Event, event_id, viewer=place.viewer)
    if event.removed_at is not None:
        return gone(place, event, [(gettext(words), getattr(form, name)) for name, words in NOTES.items()])
    try:
        note = annotate(
            place.db,
            place.case,
            event,
            by=place.participant,
            based_on=form.version,
            facts=form.facts,
            feelings=form.feelings,
            known_then=form.known_then,
            known_now=form.known_now,
        )
    except Conflict as conflict:
        if is_autosave(place.request):
            return refused(conflict)
        return _two_notes(place, event, form, conflict.current)
    place.log("annotation.write", note.id)
    return acknowledged(note) if is_autosave(place.request) else go(_back(place, event, form), "saved")


def _typed(form: CorrectForm) -> list[tuple[str, str]]:
    return [
        (gettext(N_("Wat gebeurde er volgens jullie?")), form.title),
        (gettext(N_("Wanneer was het volgens jullie?")), form.date),
        (gettext(N_("Hoe lezen jullie het?")), form.reading),
    ]


def _back(place: Here, event: Event, form: OwnForm) -> str:
    return back_to(place.case, form.back, f"/timeline?event={event.id}")


def _other_date(event: Event, words: str) -> EventDate | None:
    """The date that was typed; None when it is still the one of the event."""
    if not words.strip() or words.strip() in {_in_field(event.when), date_in_words(event.when), event.date_text}:
        return None
    return parse_date(words, language=language())


def _in_field(when: EventDate) -> str:
    """The date as it stands in the field: in words, or as it was written when that was not understood."""
    return not_understood_words(when) or date_in_words(when)


def _correction(event: Event, said: Perspective | None) -> dict[str, Any]:
    corrected = said is not None and bool(said.date_edtf)
    return {
        "title": said.title if said is not None and said.title else event.title,
        "date": _in_field(said.when if said is not None and corrected else event.when),
        "reading": said.reading if said is not None else "",
    }


def _notes(note: Annotation | None) -> dict[str, Any]:
    return {name: getattr(note, name) if note is not None else "" for name in NOTES}


def _correct_again(place: Here, event: Event, form: CorrectForm, error: UserError) -> Response:
    name = "date" if isinstance(error, DateNotUnderstood) else "reading"
    return place.page(
        "perspectives/correct.html",
        status=400,
        event=event,
        address=f"/cases/{place.case.id}/events/{event.id}",
        back=_back(place, event, form),
        correction={"title": form.title, "date": form.date, "reading": form.reading, "version": form.version},
        errors={name: in_reader_words(error)},
    )


def _two_answers(place: Here, event: Event, form: ConfirmForm | CorrectForm, mine: str, conflict: Conflict) -> Response:
    act = "correct" if isinstance(form, CorrectForm) else "confirm"
    theirs: Perspective = conflict.current
    shown = [
        stance_name(theirs.stance),
        theirs.title,
        date_in_words(theirs.when) if theirs.date_edtf else "",
        theirs.reading,
    ]
    again = form.model_dump(exclude={"csrf_token", "version", "back"}) | {"version": theirs.version}
    return place.page(
        "perspectives/conflict.html",
        status=409,
        event=event,
        action=f"/cases/{place.case.id}/events/{event.id}/{act}",
        back=_back(place, event, form),
        again=again,
        typed=form if act == "correct" else None,
        mine=mine,
        theirs="\n".join(part for part in shown if part),
        notes=(),
    )


def _two_notes(place: Here, event: Event, form: AnnotateForm, theirs: Annotation) -> Response:
    current = snapshot(theirs)
    return place.page(
        "perspectives/conflict.html",
        status=409,
        event=event,
        action=f"/cases/{place.case.id}/events/{event.id}/annotate",
        back=_back(place, event, form),
        again={"version": theirs.version},
        typed=None,
        mine="",
        theirs="",
        notes=[(name, gettext(words), getattr(form, name).strip(), current[name]) for name, words in NOTES.items()],
    )
