"""What comes out of the session: turning points, shared answers, lessons and agreements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Response
from pydantic import Field

from analysis import outcomes
from analysis.evidence import Resting, Support
from analysis.models import Agreement, Answer, Lesson, TurningPoint
from app import room
from app.answers import by_script, done, parts, refused
from app.forms import PageForm
from app.here import Here, here
from app.i18n import N_, gettext, in_reader_words
from app.rendering import day
from app.two_sides import two_sides
from timeline.errors import UserError
from timeline.history import Conflict, NotThere
from timeline.ids import ID_LENGTH, new_id
from timeline.models import NAME_LENGTH, TITLE_LENGTH
from timeline.store import organisations_of

router = APIRouter(prefix="/cases/{case_id}/outcomes")

Write = Annotated[Here, Depends(here("outcome.write"))]
Id = Annotated[str, Field(max_length=ID_LENGTH)]
TEXT = 20_000
SCOPES = {"case": N_("Voor deze casus"), "wider": N_("Breder dan deze casus")}


class NoSuchDay(UserError):
    """The day of an agreement can't be read."""

    def __init__(self) -> None:
        super().__init__(N_("Deze datum begrijpen we niet. Schrijf hem als 31-12-2026, of laat hem leeg."))


@dataclass(frozen=True, slots=True)
class Trouble:
    """A form that was not saved: which one, what was typed, why, and both texts when somebody else wrote meanwhile."""

    form: str
    typed: Any
    message: str
    mine: str = ""
    theirs: str | None = None
    version: int | None = None

    @property
    def is_conflict(self) -> bool:
        """Whether somebody else wrote meanwhile."""
        return self.theirs is not None


class TurningPointForm(PageForm):
    """Why an event is a turning point, and what we see now. `version` is 0 when it was not marked yet."""

    event_id: Id = ""
    why: str = Field(default="", max_length=TEXT)
    seen_now: str = Field(default="", max_length=TEXT)
    version: int = 0
    back: str = Field(default="", max_length=20)


class SharedAnswerForm(PageForm):
    """The answer of the group; `resting` says that the form also tells on what it rests."""

    text: str = Field(default="", max_length=TEXT)
    stays_open: bool = False
    version: int = 0
    resting: bool = False
    event_ids: list[Id] = Field(default_factory=list, max_length=2000)
    answer_ids: list[Id] = Field(default_factory=list, max_length=2000)


class LessonForm(PageForm):
    """A lesson, for whom it is, and the moments and answers that it came from."""

    text: str = Field(default="", max_length=TEXT)
    scope: str = Field(default="case", max_length=10)
    audience: str = Field(default="", max_length=TITLE_LENGTH)
    event_ids: list[Id] = Field(default_factory=list, max_length=2000)
    answer_ids: list[Id] = Field(default_factory=list, max_length=2000)
    version: int = 0
    client_key: str = Field(default="", max_length=64)


class AgreementForm(PageForm):
    """Who does what by when."""

    text: str = Field(default="", max_length=TEXT)
    organisation_id: Id = ""
    owner: str = Field(default="", max_length=NAME_LENGTH)
    due: str = Field(default="", max_length=20)
    version: int = 0
    client_key: str = Field(default="", max_length=64)

    def day(self) -> date | None:
        """The day by which it is done.

        Raises:
            NoSuchDay: it is not a day.
        """
        given = self.due.strip()
        if not given:
            return None
        numbers = given.replace("/", "-").replace(".", "-").split("-")
        try:
            first, month, last = (int(number) for number in numbers)
            return date(first, month, last) if len(numbers[0]) == 4 else date(last, month, first)
        except ValueError as error:
            raise NoSuchDay from error


# --- the screens ---------------------------------------------------------------


@router.get("")
def outcomes_page(place: Write) -> Response:
    """All that came out of the session until now."""
    return _page(place)


@router.get("/parts")
def outcomes_parts(place: Write) -> Response:
    """The parts of that page that an act changes."""
    return parts(place, "outcomes/_parts.html", room.outcomes(place))


@router.get("/lessons/{lesson_id}")
def lesson_page(place: Write, lesson_id: str) -> Response:
    """One lesson, with the moments and answers that it can rest on."""
    lesson = next((one for one in outcomes.lessons_of(place.db, place.case.id) if one.id == lesson_id), None)
    if lesson is None:
        raise NotThere
    return _lesson(place, lesson)


@router.get("/answers/{question_id}")
def answer_page(place: Write, question_id: str) -> Response:
    """The answer of the group to one question, with the moments and answers that it can rest on."""
    return _answer(place, question_id)


# --- turning points ------------------------------------------------------------


@router.post("/turning-points")
def mark(place: Write, form: Annotated[TurningPointForm, Form()]) -> Response:
    """Mark an event as a turning point, or say in other words why it is one."""
    try:
        point = outcomes.mark_turning_point(
            place.db,
            place.case,
            form.event_id,
            why=form.why,
            seen_now=form.seen_now,
            based_on=form.version or None,
            by=place.participant,
        )
    except Conflict as conflict:
        theirs: TurningPoint = conflict.current
        seen_now = (gettext("Wat zien we nu, dat we toen niet zagen?"), form.seen_now, theirs.seen_now)
        both = two_sides(("", form.why, theirs.why), seen_now)
        trouble = Trouble(f"turning-{form.event_id}", form, in_reader_words(conflict), *both, theirs.version)
        return _page(place, trouble, status=409)
    place.log("turning_point.write", point.id)
    return done(place, _after(place, "turning-points", form.back, form.event_id), "saved", version=point.version)


@router.post("/turning-points/{event_id}/remove")
def unmark(place: Write, event_id: str, form: Annotated[TurningPointForm, Form()]) -> Response:
    """Say that an event is no turning point after all."""
    outcomes.unmark_turning_point(place.db, place.case, event_id, by=place.participant)
    place.log("turning_point.remove", event_id)
    return done(place, _after(place, "turning-points", form.back, event_id), "deleted")


# --- shared answers ------------------------------------------------------------


@router.post("/answers/{question_id}")
def write_answer(place: Write, question_id: str, form: Annotated[SharedAnswerForm, Form()]) -> Response:
    """Write the answer of the group to a learning question, or say that it stays open."""
    try:
        answer = outcomes.write_shared_answer(
            place.db,
            place.case,
            question_id,
            text=form.text,
            stays_open=form.stays_open,
            event_ids=form.event_ids if form.resting else None,
            answer_ids=form.answer_ids if form.resting else None,
            based_on=form.version,
            by=place.participant,
        )
    except Conflict as conflict:
        theirs: Answer = conflict.current
        stays_open = (gettext("Blijft deze vraag open?"), _yes(form.stays_open), _yes(theirs.stays_open))
        both = two_sides(("", form.text, theirs.text), stays_open)
        trouble = Trouble(f"answer-{question_id}", form, in_reader_words(conflict), *both, theirs.version)
        return _answer(place, question_id, trouble, status=409) if form.resting else _page(place, trouble, status=409)
    place.log("answer.share", answer.id)
    return done(place, _after(place, "answers"), "saved", version=answer.version)


# --- lessons -------------------------------------------------------------------


@router.post("/lessons")
def add_lesson(place: Write, form: Annotated[LessonForm, Form()]) -> Response:
    """Add a lesson."""
    try:
        lesson = outcomes.add_lesson(
            place.db,
            place.case,
            text=form.text,
            scope=form.scope,
            audience=form.audience,
            event_ids=form.event_ids,
            answer_ids=form.answer_ids,
            client_key=form.client_key,
            by=place.participant,
        )
    except outcomes.NoLesson as error:
        return _not_yet(place, "lesson-new", form, error)
    place.log("lesson.add", lesson.id)
    return done(place, _after(place, "lessons"), "added")


@router.post("/lessons/{lesson_id}")
def change_lesson(place: Write, lesson_id: str, form: Annotated[LessonForm, Form()]) -> Response:
    """Change a lesson and what it rests on."""
    try:
        lesson = outcomes.change_lesson(
            place.db,
            place.case,
            lesson_id,
            text=form.text,
            scope=form.scope,
            audience=form.audience,
            event_ids=form.event_ids,
            answer_ids=form.answer_ids,
            based_on=form.version,
            by=place.participant,
        )
    except Conflict as conflict:
        theirs: Lesson = conflict.current
        both = two_sides(
            ("", form.text, theirs.text),
            (gettext("Waarvoor geldt hij?"), _scope(form.scope), _scope(theirs.scope)),
            (gettext("Voor wie is hij?"), form.audience, theirs.audience),
        )
        trouble = Trouble(f"lesson-{lesson_id}", form, in_reader_words(conflict), *both, theirs.version)
        return _lesson(place, theirs, trouble, status=409)
    except outcomes.NoLesson as error:
        there = next(one for one in outcomes.lessons_of(place.db, place.case.id) if one.id == lesson_id)
        trouble = Trouble(f"lesson-{lesson_id}", form, in_reader_words(error), version=form.version)
        return _lesson(place, there, trouble, status=400)
    place.log("lesson.change", lesson.id)
    return done(place, _after(place, "lessons"), "saved", version=lesson.version)


@router.post("/lessons/{lesson_id}/remove")
def remove_lesson(place: Write, lesson_id: str, form: Annotated[PageForm, Form()]) -> Response:
    """Take a lesson off the list."""
    outcomes.remove_lesson(place.db, place.case, lesson_id, by=place.participant)
    place.log("lesson.remove", lesson_id)
    return done(place, _after(place, "lessons"), "deleted")


# --- agreements ----------------------------------------------------------------


@router.post("/agreements")
def add_agreement(place: Write, form: Annotated[AgreementForm, Form()]) -> Response:
    """Add an agreement."""
    try:
        agreement = outcomes.add_agreement(
            place.db,
            place.case,
            text=form.text,
            organisation_id=form.organisation_id or None,
            owner=form.owner,
            due=form.day(),
            client_key=form.client_key,
            by=place.participant,
        )
    except (outcomes.NoAgreement, NoSuchDay) as error:
        return _not_yet(place, "agreement-new", form, error)
    place.log("agreement.add", agreement.id)
    return done(place, _after(place, "agreements"), "added")


@router.post("/agreements/{agreement_id}")
def change_agreement(place: Write, agreement_id: str, form: Annotated[AgreementForm, Form()]) -> Response:
    """Change who does what by when."""
    try:
        agreement = outcomes.change_agreement(
            place.db,
            place.case,
            agreement_id,
            text=form.text,
            organisation_id=form.organisation_id or None,
            owner=form.owner,
            due=form.day(),
            based_on=form.version,
            by=place.participant,
        )
    except Conflict as conflict:
        theirs: Agreement = conflict.current
        names = {"": ""} | {one.id: one.name for one in organisations_of(place.db, place.case.id)}
        both = two_sides(
            ("", form.text, theirs.text),
            (gettext("Welke organisatie?"), names[form.organisation_id], names[theirs.organisation_id or ""]),
            (gettext("Wie doet het?"), form.owner, theirs.owner),
            (gettext("Wanneer is het klaar?"), day(form.day()), day(theirs.due)),
        )
        trouble = Trouble(f"agreement-{agreement_id}", form, in_reader_words(conflict), *both, theirs.version)
        return _page(place, trouble, status=409)
    except (outcomes.NoAgreement, NoSuchDay) as error:
        return _not_yet(place, f"agreement-{agreement_id}", form, error)
    place.log("agreement.change", agreement.id)
    return done(place, _after(place, "agreements"), "saved", version=agreement.version)


@router.post("/agreements/{agreement_id}/remove")
def remove_agreement(place: Write, agreement_id: str, form: Annotated[PageForm, Form()]) -> Response:
    """Take an agreement off the list."""
    outcomes.remove_agreement(place.db, place.case, agreement_id, by=place.participant)
    place.log("agreement.remove", agreement_id)
    return done(place, _after(place, "agreements"), "deleted")


# --- together ------------------------------------------------------------------


def _yes(answer: bool) -> str:
    return gettext("ja") if answer else gettext("nee")


def _scope(scope: str) -> str:
    return gettext(SCOPES.get(scope, SCOPES["case"]))


def _after(place: Here, section: str, back: str = "", event_id: str = "") -> str:
    """Where one goes on: to the event on the timeline, to the console, or to the page of outcomes."""
    if back == "event":
        return f"/cases/{place.case.id}/timeline?event={event_id}"
    screen = "session" if place.may("session.run") else "outcomes"
    return f"/cases/{place.case.id}/{screen}#{section}"


def _page(place: Here, trouble: Trouble | None = None, status: int = 200) -> Response:
    context = room.outcomes(place) | {"trouble": trouble, "client_key": new_id()}
    return place.page("outcomes/page.html", status=status, **context)


def _not_yet(place: Here, form: str, typed: LessonForm | AgreementForm, error: UserError) -> Response:
    """Not saved: the page again with what was typed, or the reason alone for a page that stayed open."""
    if by_script(place):
        return refused(error)
    return _page(place, Trouble(form, typed, in_reader_words(error), version=typed.version), status=400)


def _lesson(place: Here, lesson: Lesson, trouble: Trouble | None = None, status: int = 200) -> Response:
    context = room.outcomes(place) | {"trouble": trouble}
    resting = _resting(context["lesson_supports"].get(lesson.id, Support()), trouble)
    return place.page("outcomes/lesson.html", status=status, lesson=lesson, resting=resting, **context)


def _answer(place: Here, question_id: str, trouble: Trouble | None = None, status: int = 200) -> Response:
    one = next((one for one in room.asked(place) if one.question.id == question_id), None)
    if one is None:
        raise NotThere
    context = room.outcomes(place) | {"trouble": trouble}
    support = context["answer_supports"].get(one.answer.id, Support()) if one.answer else Support()
    return place.page("outcomes/answer.html", status=status, one=one, resting=_resting(support, trouble), **context)


def _resting(there: Support, trouble: Trouble | None) -> Resting:
    """What is ticked on the form: what it rests on, or what was just ticked; after a conflict both, to lose nothing."""
    if trouble is None:
        return Resting(there.event_ids, there.answer_ids)
    ticked = Resting.on(trouble.typed.event_ids, trouble.typed.answer_ids)
    if not trouble.is_conflict:
        return ticked
    return Resting(ticked.event_ids | there.event_ids, ticked.answer_ids | there.answer_ids)
