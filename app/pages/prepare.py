"""The preparation of a participant: the events, the own events, the learning questions, ready. One thing at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form, Query
from fastapi.responses import Response
from pydantic import Field

from analysis.models import Answer, Question
from analysis.perspectives import Own, events_added, events_that_concern, not_ready, own_by_event, say_ready
from analysis.questions.sets import theme_name, themes
from analysis.questions.store import ORGANISATION, answer, events_beside, is_answered, own_answers, questions_of
from app.autosave import acknowledged, is_autosave, refused
from app.back import back_to
from app.forms import PageForm
from app.here import Here, here
from app.i18n import N_, gettext, language
from app.journey import Screen
from app.messages import go
from app.pages.perspectives import LONG, panel_context
from timeline.history import Conflict, NotThere, load
from timeline.models import Event, Organisation
from timeline.store import events_in_order, organisations_of

router = APIRouter()

MINUTES_AN_EVENT = 1
MINUTES_A_QUESTION = 3
STEPS = (
    ("", N_("Welkom")),
    ("/events", N_("Gebeurtenissen")),
    ("/own", N_("Eigen gebeurtenissen")),
    ("/questions", N_("Leervragen")),
    ("/ready", N_("Klaar")),
)

Which = Annotated[Literal["own", "all"], Query()]
Preparing = Annotated[Here, Depends(here("answer.write"))]
Ready = Annotated[Here, Depends(here("ready.say"))]


class AnswerForm(PageForm):
    """The own organisation's answer to a learning question."""

    version: int = Field(ge=0)
    back: str = Field(default="", max_length=300)
    text: str = Field(default="", max_length=LONG)
    stays_open: bool = False


@dataclass(frozen=True, slots=True)
class Walk:
    """How far the own organisation is: which events and questions there are, and what it said of each."""

    organisation: Organisation
    which: str
    events: Sequence[Event]
    own: Mapping[str, Own]
    questions: Sequence[Question]
    answers: Mapping[str, Answer]

    def event_is_done(self, event: Event) -> bool:
        """Whether something was said of this event."""
        return event.id in self.own and self.own[event.id].is_done

    def is_answered(self, question: Question) -> bool:
        """Whether this question was answered, or said to stay open."""
        return is_answered(self.answers.get(question.id))

    @property
    def events_done(self) -> int:
        """Of how many events something was said."""
        return sum(self.event_is_done(event) for event in self.events)

    @property
    def questions_done(self) -> int:
        """How many questions were answered."""
        return sum(self.is_answered(question) for question in self.questions)

    @property
    def minutes(self) -> int:
        """About how long the rest takes, in steps of five minutes."""
        events = len(self.events) - self.events_done
        minutes = MINUTES_AN_EVENT * events + MINUTES_A_QUESTION * (len(self.questions) - self.questions_done)
        return minutes + -minutes % 5

    @property
    def next_event(self) -> Event | None:
        """The first event of which nothing was said yet."""
        return next((event for event in self.events if not self.event_is_done(event)), None)

    @property
    def next_question(self) -> Question | None:
        """The first question that was not answered yet."""
        return next((question for question in self.questions if not self.is_answered(question)), None)


@router.get("/cases/{case_id}/prepare")
def welcome(place: Preparing) -> Response:
    """Say what the preparation is, why, how long it takes and who sees it; and go on where one was."""
    walk = _walk(place)
    return _page(place, "prepare/welcome.html", walk, onward=_where_we_were(place, walk))


@router.get("/cases/{case_id}/prepare/events")
def events(place: Preparing, which: Which = "own") -> Response:
    """The events to walk along: those that concern the own organisation, or all."""
    return _page(place, "prepare/events.html", _walk(place, which))


@router.get("/cases/{case_id}/prepare/events/{event_id}")
def one_event(place: Preparing, event_id: str, which: Which = "own") -> Response:
    """One event, with what the own organisation says of it."""
    event = load(place.db, Event, event_id, viewer=place.viewer)
    walk = _walk(place, which)
    if event.removed_at is not None:
        raise NotThere
    if event not in walk.events:
        walk = _walk(place, "all")
    at = [one.id for one in walk.events].index(event.id)
    base, query = _base(place) + "/events/", f"?which={walk.which}"
    after = base + walk.events[at + 1].id + query if at + 1 < len(walk.events) else _base(place) + "/own"
    return _page(
        place,
        "prepare/event.html",
        walk,
        event=event,
        lane=next((one for one in organisations_of(place.db, place.case.id) if one.id == event.organisation_id), None),
        number=at + 1,
        before=base + walk.events[at - 1].id + query if at else _base(place) + "/events" + query,
        after=after,
        **panel_context(place, event, back=base + event.id + query, onward=after),
    )


@router.get("/cases/{case_id}/prepare/own")
def own_events(place: Preparing) -> Response:
    """The events that the own organisation added, and the way to add more."""
    return _page(place, "prepare/own.html", _walk(place), added=events_added(place.db, place.viewer))


@router.get("/cases/{case_id}/prepare/questions")
def questions(place: Preparing) -> Response:
    """The learning questions for the own organisation."""
    return _page(place, "prepare/questions.html", _walk(place), theme_name=lambda key: theme_name(key, language()))


@router.get("/cases/{case_id}/prepare/questions/{question_id}")
def one_question(place: Preparing, question_id: str) -> Response:
    """One learning question, with the slice of the timeline that it is about."""
    question = _question(place, question_id)
    walk = _walk(place)
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
        return _question_page(place, _walk(place), question, typed, theirs=conflict.current)
    place.log("answer.write", given.id)
    if is_autosave(place.request):
        return acknowledged(given)
    return go(back_to(place.case, form.back, f"/prepare/questions/{question.id}"), "saved")


@router.get("/cases/{case_id}/prepare/ready")
def ready_page(place: Preparing) -> Response:
    """Say that the own organisation is ready, or take it back."""
    return _page(place, "prepare/ready.html", _walk(place), may_say=place.may("ready.say"))


@router.post("/cases/{case_id}/prepare/ready")
def ready(place: Ready, form: Annotated[PageForm, Form()]) -> Response:
    """Let the facilitator know that the own organisation is ready."""
    say_ready(place.db, place.case, _organisation(place), by=place.participant)
    place.log("organisation.ready", place.participant.organisation_id)
    return go(_base(place) + "/ready", "ready")


@router.post("/cases/{case_id}/prepare/not-ready")
def go_on_working(place: Ready, form: Annotated[PageForm, Form()]) -> Response:
    """Take back that the own organisation is ready."""
    not_ready(place.db, place.case, _organisation(place), by=place.participant)
    place.log("organisation.not_ready", place.participant.organisation_id)
    return go(_base(place), "not_ready")


def _base(place: Here) -> str:
    return f"/cases/{place.case.id}/prepare"


def _organisation(place: Here) -> Organisation:
    if place.viewer.organisation_id is None:
        raise NotThere
    return load(place.db, Organisation, place.viewer.organisation_id, viewer=place.viewer)


def _question(place: Here, question_id: str) -> Question:
    question = load(place.db, Question, question_id, viewer=place.viewer)
    if question.audience != ORGANISATION:
        raise NotThere
    return question


def _walk(place: Here, which: str = "own") -> Walk:
    shown = events_that_concern(place.db, place.viewer)
    if which == "all" or not shown:
        shown, which = events_in_order(place.db, place.viewer), "all"
    return Walk(
        organisation=_organisation(place),
        which=which,
        events=shown,
        own=own_by_event(place.db, place.viewer),
        questions=questions_of(place.db, place.case.id, ORGANISATION),
        answers=own_answers(place.db, place.viewer),
    )


def _where_we_were(place: Here, walk: Walk) -> str:
    """The next thing to do: the first open event, then the first open question, then the end."""
    if walk.next_event is not None:
        return f"{_base(place)}/events/{walk.next_event.id}?which={walk.which}"
    if walk.next_question is not None:
        return f"{_base(place)}/questions/{walk.next_question.id}"
    return _base(place) + "/ready"


def _question_page(
    place: Here, walk: Walk, question: Question, typed: Mapping[str, Any], theirs: Answer | None = None
) -> Response:
    order = [one.id for one in walk.questions]
    at = order.index(question.id) if question.id in order else None
    base = _base(place) + "/questions/"
    theme = themes().get(question.theme)
    everything = events_in_order(place.db, place.viewer)
    return _page(
        place,
        "prepare/question.html",
        walk,
        status=409 if theirs is not None else 200,
        question=question,
        theme=theme_name(question.theme, language()),
        typed=typed,
        theirs=theirs,
        number=at + 1 if at is not None else None,
        before=base + order[at - 1] if at else _base(place) + "/questions",
        after=base + order[at + 1] if at is not None and at + 1 < len(order) else _base(place) + "/ready",
        slice=events_beside(everything, theme.kinds if theme else (), events_that_concern(place.db, place.viewer)),
    )


def _page(place: Here, template: str, walk: Walk, *, status: int = 200, **context: Any) -> Response:
    path = place.request.url.path
    base = _base(place)
    current = max((base + end for end, _ in STEPS if path.startswith(base + end)), key=len)
    steps = [
        Screen(base + end, f"{number}. {gettext(words)}", "", base + end == current)
        for number, (end, words) in enumerate(STEPS, 1)
    ]
    return place.page(template, status=status, walk=walk, steps=steps, base=base, **context)
