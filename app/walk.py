"""The preparation as a walk: its steps, how far the own organisation is, and the frame around each of its pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi.responses import Response

from analysis.models import Answer, Question, Rating
from analysis.perspectives import Own, events_that_concern, own_by_event
from analysis.questions.store import ORGANISATION, is_answered, own_answers, questions_of
from analysis.ratings import own_ratings
from app.here import Here
from app.i18n import N_, gettext
from app.journey import Screen
from timeline.chapters import chapters_of
from timeline.history import NotThere, load
from timeline.models import Chapter, Event, Organisation
from timeline.store import events_in_order

MINUTES_AN_EVENT = 1
MINUTES_A_CHAPTER = 1
MINUTES_A_QUESTION = 3
STEPS = (
    ("", N_("Welkom")),
    ("/events", N_("Gebeurtenissen")),
    ("/own", N_("Eigen gebeurtenissen")),
    ("/calm", N_("Rust en strijd")),
    ("/questions", N_("Leervragen")),
    ("/ready", N_("Klaar")),
)


@dataclass(frozen=True, slots=True)
class Walk:
    """How far the own organisation is: which events, chapters and questions there are, and what it said of each."""

    organisation: Organisation
    which: str
    events: Sequence[Event]
    own: Mapping[str, Own]
    chapters: Sequence[Chapter]
    ratings: Mapping[str, Rating]
    questions: Sequence[Question]
    answers: Mapping[str, Answer]

    def event_is_done(self, event: Event) -> bool:
        """Whether something was said of this event."""
        return event.id in self.own and self.own[event.id].is_done

    def is_answered(self, question: Question) -> bool:
        """Whether this question was answered, or said to stay open."""
        return is_answered(self.answers.get(question.id))

    def chapter_is_done(self, chapter: Chapter) -> bool:
        """Whether the organisation said how calm it was, or that it does not know."""
        return chapter.id in self.ratings

    @property
    def events_done(self) -> int:
        """Of how many events something was said."""
        return sum(self.event_is_done(event) for event in self.events)

    @property
    def chapters_done(self) -> int:
        """Of how many chapters it was said how calm they were."""
        return sum(self.chapter_is_done(chapter) for chapter in self.chapters)

    @property
    def questions_done(self) -> int:
        """How many questions were answered."""
        return sum(self.is_answered(question) for question in self.questions)

    @property
    def minutes(self) -> int:
        """About how long the rest takes, in steps of five minutes."""
        minutes = (
            MINUTES_AN_EVENT * (len(self.events) - self.events_done)
            + MINUTES_A_CHAPTER * (len(self.chapters) - self.chapters_done)
            + MINUTES_A_QUESTION * (len(self.questions) - self.questions_done)
        )
        return minutes + -minutes % 5

    @property
    def next_event(self) -> Event | None:
        """The first event of which nothing was said yet."""
        return next((event for event in self.events if not self.event_is_done(event)), None)

    @property
    def next_chapter(self) -> Chapter | None:
        """The first chapter of which it was not said yet how calm it was."""
        return next((chapter for chapter in self.chapters if not self.chapter_is_done(chapter)), None)

    @property
    def next_question(self) -> Question | None:
        """The first question that was not answered yet."""
        return next((question for question in self.questions if not self.is_answered(question)), None)


def base_of(place: Here) -> str:
    """The address at which the preparation begins."""
    return f"/cases/{place.case.id}/prepare"


def organisation_here(place: Here) -> Organisation:
    """The organisation for which this person prepares.

    Raises:
        NotThere: there is none.
    """
    if place.viewer.organisation_id is None:
        raise NotThere
    return load(place.db, Organisation, place.viewer.organisation_id, viewer=place.viewer)


def walk_of(place: Here, which: str = "own") -> Walk:
    """How far the own organisation is, along the events that concern it or along all."""
    shown = events_that_concern(place.db, place.viewer)
    if which == "all" or not shown:
        shown, which = events_in_order(place.db, place.viewer), "all"
    return Walk(
        organisation=organisation_here(place),
        which=which,
        events=shown,
        own=own_by_event(place.db, place.viewer),
        chapters=chapters_of(place.db, place.case.id),
        ratings=own_ratings(place.db, place.viewer),
        questions=questions_of(place.db, place.case.id, ORGANISATION),
        answers=own_answers(place.db, place.viewer),
    )


def walk_page(place: Here, template: str, walk: Walk, *, status: int = 200, **context: Any) -> Response:
    """Answer with a page of the walk, with the steps above it."""
    path = place.request.url.path
    base = base_of(place)
    asked = [(end, words) for end, words in STEPS if end != "/calm" or walk.chapters]
    current = max((base + end for end, _ in asked if path.startswith(base + end)), key=len)
    steps = [
        Screen(base + end, f"{number}. {gettext(words)}", "", base + end == current)
        for number, (end, words) in enumerate(asked, 1)
    ]
    return place.page(template, status=status, walk=walk, steps=steps, base=base, **context)
