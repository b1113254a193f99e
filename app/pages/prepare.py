"""The preparation of a participant: events, own events, learning questions, ready. One thing at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form, Query
from fastapi.responses import Response
from pydantic import Field

from analysis.models import Answer, Question
from analysis.perspectives import events_added, events_that_concern, not_ready, say_ready
from analysis.questions.sets import theme_name, themes
from analysis.questions.store import ORGANISATION, answer, events_beside
from app.autosave import acknowledged, is_autosave, refused
from app.back import back_to
from app.forms import PageForm
from app.here import Here, here
from app.i18n import language
from app.messages import go
from app.pages.perspectives import LONG, panel_context
from app.walk import Walk, base_of, organisation_here, walk_of, walk_page
from timeline.history import Conflict, NotThere, load
from timeline.models import Event
from timeline.store import events_in_order, organisations_of

router = APIRouter()

Which = Annotated[Literal["own", "all"], Query()]
Preparing = Annotated[Here, Depends(here("answer.write"))]
Ready = Annotated[Here, Depends(here("ready.say"))]


class AnswerForm(PageForm):
    """The own organisation's answer to a learning question."""

    version: int = Field(ge=0)
    back: str = Field(default="", max_length=300)
    text: str = Field(default="", max_length=LONG)
    stays_open: bool = False


@router.get("/cases/{case_id}/prepare")
def welcome(place: Preparing) -> Response:
    """Say what the preparation is, why, how long it takes and who sees it; and go on where one was."""
    walk = walk_of(place)
    return walk_page(place, "prepare/welcome.html", walk, onward=_where_we_were(place, walk))


@router.get("/cases/{case_id}/prepare/events")
def events(place: Preparing, which: Which = "own") -> Response:
    """The events to walk along: those that concern the own organisation, or all."""
    return walk_page(place, "prepare/events.html", walk_of(place, which))


@router.get("/cases/{case_id}/prepare/events/{event_id}")
def one_event(place: Preparing, event_id: str, which: Which = "own") -> Response:
    """One event, with what the own organisation says of it."""
    event = load(place.db, Event, event_id, viewer=place.viewer)
    walk = walk_of(place, which)
    if event.removed_at is not None:
        raise NotThere
    if event not in walk.events:
        walk = walk_of(place, "all")
    at = [one.id for one in walk.events].index(event.id)
    base, query = base_of(place) + "/events/", f"?which={walk.which}"
    after = base + walk.events[at + 1].id + query if at + 1 < len(walk.events) else base_of(place) + "/own"
    return walk_page(
        place,
        "prepare/event.html",
        walk,
        event=event,
        lane=next((one for one in organisations_of(place.db, place.case.id) if one.id == event.organisation_id), None),
        number=at + 1,
        before=base + walk.events[at - 1].id + query if at else base_of(place) + "/events" + query,
        after=after,
        **panel_context(place, event, back=base + event.id + query, onward=after),
    )


@router.get("/cases/{case_id}/prepare/own")
def own_events(place: Preparing) -> Response:
    """The events that the own organisation added, and the way to add more."""
    return walk_page(place, "prepare/own.html", walk_of(place), added=events_added(place.db, place.viewer))


@router.get("/cases/{case_id}/prepare/questions")
def questions(place: Preparing) -> Response:
    """The learning questions for the own organisation."""
    return walk_page(
        place, "prepare/questions.html", walk_of(place), theme_name=lambda key: theme_name(key, language())
    )


@router.get("/cases/{case_id}/prepare/questions/{question_id}")
def one_question(place: Preparing, question_id: str) -> Response:
    """One learning question, with the slice of the timeline that it is about."""
    question = _question(place, question_id)
    walk = walk_of(place)
    kept = walk.answers.get(question.id)
    typed = {
        "text": kept.text if kept else "",
        "stays_open": kept.stays_open if kept else False,
        "version": kept.version if kept else 0,
    }
    return _question_page(place, walk, question, typed)


@router.post("/cases/{case_id}/prepare/questions/{question_id}")
def give_answer(place: Preparing, question_id: str, form: Annotated[AnswerForm, Form()]) -> Response:
    """Store the own organisation's answer; also sent by the page itself while somebody types."""
    question = _question(place, question_id)
    try:
        given = answer(
            place.db,
            place.case,
            question,
            text=form.text,
            stays_open=form.stays_open,
            based_on=form.version,
            by=place.participant,
        )
    except Conflict as conflict:
        if is_autosave(place.request):
            return refused(conflict)
        typed = form.model_dump(include={"text", "stays_open"}) | {"version": conflict.current.version}
        return _question_page(place, walk_of(place), question, typed, theirs=conflict.current)
    place.log("answer.write", given.id)
    if is_autosave(place.request):
        return acknowledged(given)
    return go(back_to(place.case, form.back, f"/prepare/questions/{question.id}"), "saved")


@router.get("/cases/{case_id}/prepare/ready")
def ready_page(place: Preparing) -> Response:
    """Say that the own organisation is ready, or take it back."""
    return walk_page(place, "prepare/ready.html", walk_of(place), may_say=place.may("ready.say"))


@router.post("/cases/{case_id}/prepare/ready")
def ready(place: Ready, form: Annotated[PageForm, Form()]) -> Response:
    """Let the facilitator know that the own organisation is ready."""
    say_ready(place.db, place.case, organisation_here(place), by=place.participant)
    place.log("organisation.ready", place.participant.organisation_id)
    return go(base_of(place) + "/ready", "ready")


@router.post("/cases/{case_id}/prepare/not-ready")
def go_on_working(place: Ready, form: Annotated[PageForm, Form()]) -> Response:
    """Take back that the own organisation is ready."""
    not_ready(place.db, place.case, organisation_here(place), by=place.participant)
    place.log("organisation.not_ready", place.participant.organisation_id)
    return go(base_of(place), "not_ready")


def _question(place: Here, question_id: str) -> Question:
    question = load(place.db, Question, question_id, viewer=place.viewer)
    if question.audience != ORGANISATION:
        raise NotThere
    return question


def _where_we_were(place: Here, walk: Walk) -> str:
    """The next thing to do: the first open event, chapter or question, then the end."""
    if walk.next_event is not None:
        return f"{base_of(place)}/events/{walk.next_event.id}?which={walk.which}"
    if walk.next_chapter is not None:
        return f"{base_of(place)}/calm/{walk.next_chapter.id}"
    if walk.next_question is not None:
        return f"{base_of(place)}/questions/{walk.next_question.id}"
    return base_of(place) + "/ready"


def _question_page(
    place: Here, walk: Walk, question: Question, typed: Mapping[str, Any], theirs: Answer | None = None
) -> Response:
    order = [one.id for one in walk.questions]
    at = order.index(question.id) if question.id in order else None
    base = base_of(place) + "/questions/"
    theme = themes().get(question.theme)
    everything = events_in_order(place.db, place.viewer)
    return walk_page(
        place,
        "prepare/question.html",
        walk,
        status=409 if theirs is not None else 200,
        question=question,
        theme=theme_name(question.theme, language()),
        typed=typed,
        theirs=theirs,
        number=at + 1 if at is not None else None,
        before=base + order[at - 1] if at else base_of(place) + "/questions",
        after=base + order[at + 1] if at is not None and at + 1 < len(order) else base_of(place) + "/ready",
        slice=events_beside(everything, theme.kinds if theme else (), events_that_concern(place.db, place.viewer)),
    )
