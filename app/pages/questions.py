"""The learning questions of a case, as the facilitator arranges them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form
from fastapi.responses import Response
from pydantic import Field

from analysis.models import Question
from analysis.questions import sets
from analysis.questions.store import (
    AUDIENCES,
    THEME_LENGTH,
    NoQuestion,
    add_question,
    answers_of,
    change_question,
    move,
    questions_of,
    remove_question,
    removed_questions,
    restore_question,
)
from app.forms import PageForm
from app.here import Here, here
from app.i18n import N_, gettext, in_reader_words, language
from app.messages import go
from timeline.history import Conflict, load
from timeline.store import organisations_of

router = APIRouter()

AUDIENCE_NAMES = {
    "organisation": N_("Vooraf, aan elke organisatie"),
    "group": N_("In de leersessie, aan de groep"),
}

Arranging = Annotated[Here, Depends(here("case.change"))]


class QuestionForm(PageForm):
    """The words of a question."""

    text: str = Field(default="", max_length=2000)
    hint: str = Field(default="", max_length=2000)
    theme: str = Field(default="", max_length=THEME_LENGTH)
    audience: Literal["organisation", "group"] = "organisation"
    version: int = Field(default=0, ge=0)


class VersionForm(PageForm):
    """An act on a question as it stands on the page."""

    version: int = Field(ge=0)


class MoveForm(PageForm):
    """Which way a question goes."""

    direction: Literal["earlier", "later"]


class SetForm(PageForm):
    """Which set to add."""

    set_key: str = Field(max_length=60)


@router.get("/cases/{case_id}/questions")
def list_questions(place: Arranging) -> Response:
    """All questions in the order in which they are asked, with the answers that may be seen."""
    questions = questions_of(place.db, place.case.id)
    return place.page(
        "questions/list.html",
        groups=[
            (key, gettext(AUDIENCE_NAMES[key]), [one for one in questions if one.audience == key]) for key in AUDIENCES
        ],
        removed=removed_questions(place.db, place.case.id),
        answers=answers_of(place.db, place.viewer),
        organisations={one.id: one for one in organisations_of(place.db, place.case.id)},
        sets=[(one.key, one.name.in_language(language())) for one in sets.available().values()],
        theme_name=lambda key: sets.theme_name(key, language()),
    )


@router.get("/cases/{case_id}/questions/new")
def new_question(place: Arranging) -> Response:
    """An empty form for a question of one's own."""
    return _form(place, QuestionForm().model_dump(), action="/questions/new")


@router.post("/cases/{case_id}/questions/new")
def make_question(place: Arranging, form: Annotated[QuestionForm, Form()]) -> Response:
    """Add a question at the end."""
    try:
        made = add_question(
            place.db,
            place.case,
            text=form.text,
            hint=form.hint,
            theme=form.theme,
            audience=form.audience,
            by=place.participant,
        )
    except NoQuestion as error:
        return _form(place, form.model_dump(), action="/questions/new", status=400, error=in_reader_words(error))
    place.log("question.add", made.id)
    return go(f"/cases/{place.case.id}/questions", "added")


@router.post("/cases/{case_id}/questions/from-set")
def add_set(place: Arranging, form: Annotated[SetForm, Form()]) -> Response:
    """Add the questions of a set that the case does not have yet."""
    sets.copy_into(place.db, place.case, form.set_key, language(), by=place.participant)
    place.log("question.add_set")
    return go(f"/cases/{place.case.id}/questions", "added")


@router.get("/cases/{case_id}/questions/{question_id}/edit")
def edit_question(place: Arranging, question_id: str) -> Response:
    """The form with the words of a question."""
    question = load(place.db, Question, question_id, viewer=place.viewer)
    return _form(place, _words(question), action=f"/questions/{question.id}/edit")


@router.post("/cases/{case_id}/questions/{question_id}/edit")
def store_question(place: Arranging, question_id: str, form: Annotated[QuestionForm, Form()]) -> Response:
    """Store other words for a question; a conflict shows both texts."""
    question = load(place.db, Question, question_id, viewer=place.viewer)
    action = f"/questions/{question.id}/edit"
    try:
        change_question(
            place.db,
            place.case,
            question,
            text=form.text,
            hint=form.hint,
            theme=form.theme,
            audience=form.audience,
            based_on=form.version,
            by=place.participant,
        )
    except NoQuestion as error:
        return _form(place, form.model_dump(), action=action, status=400, error=in_reader_words(error))
    except Conflict as conflict:
        typed = form.model_dump() | {"version": conflict.current.version}
        return _form(place, typed, action=action, status=409, theirs=conflict.current)
    place.log("question.change", question.id)
    return go(f"/cases/{place.case.id}/questions", "saved")


@router.post("/cases/{case_id}/questions/{question_id}/move")
def move_question(place: Arranging, question_id: str, form: Annotated[MoveForm, Form()]) -> Response:
    """Ask a question earlier or later."""
    question = load(place.db, Question, question_id, viewer=place.viewer)
    move(place.db, place.case, question, earlier=form.direction == "earlier")
    return go(f"/cases/{place.case.id}/questions#question-{question.id}")


@router.post("/cases/{case_id}/questions/{question_id}/remove")
def take_question_off(place: Arranging, question_id: str, form: Annotated[VersionForm, Form()]) -> Response:
    """Take a question off the list; it can come back, with its answers."""
    question = load(place.db, Question, question_id, viewer=place.viewer)
    remove_question(place.db, place.case, question, based_on=form.version, by=place.participant)
    place.log("question.remove", question.id)
    return go(f"/cases/{place.case.id}/questions", "removed")


@router.post("/cases/{case_id}/questions/{question_id}/restore")
def put_question_back(place: Arranging, question_id: str, form: Annotated[PageForm, Form()]) -> Response:
    """Put a question back on the list."""
    question = load(place.db, Question, question_id, viewer=place.viewer)
    restore_question(place.db, place.case, question, by=place.participant)
    place.log("question.restore", question.id)
    return go(f"/cases/{place.case.id}/questions", "restored")


def _words(question: Question) -> dict[str, Any]:
    return question.model_dump(include={"text", "hint", "theme", "audience", "version"})


def _form(
    place: Here,
    typed: dict[str, Any],
    *,
    action: str,
    status: int = 200,
    error: str | None = None,
    theirs: Question | None = None,
) -> Response:
    known = [(key, theme.name.in_language(language())) for key, theme in sets.themes().items()]
    if typed["theme"] and typed["theme"] not in sets.themes():
        known.append((typed["theme"], typed["theme"]))
    return place.page(
        "questions/form.html",
        status=status,
        typed=typed,
        action=f"/cases/{place.case.id}{action}",
        draft=action.split("/")[2],
        error=error,
        theirs=theirs,
        themes=[("", gettext("(geen thema)")), *known],
        audiences=[(key, gettext(words)) for key, words in AUDIENCE_NAMES.items()],
    )
