"""Learning questions: sets to begin with, an order that can be changed, and answers of which no word is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from analysis.outcomes import write_shared_answer
from analysis.questions import sets
from analysis.questions.store import (
    GROUP,
    NoQuestion,
    add_question,
    answer,
    answers_of,
    change_question,
    is_answered,
    move,
    own_answers,
    questions_of,
    remove_question,
    removed_questions,
    reorder,
    restore_question,
)
from tests.factories import World
from timeline.history import Conflict, revisions_of
from timeline.kinds import kinds
from timeline.models import Case, Participant
from timeline.scope import viewer_of

THEMES_OF_A_COMPLEX_DIVORCE = {
    "what_worked",
    "goals",
    "course",
    "complexity",
    "offers",
    "meetings",
    "pressure",
    "own_position",
    "parallel",
    "children",
    "safety",
    "own_strength",
    "two_parents",
    "language",
    "cooperation",
    "monday",
}


@pytest.fixture
def case(db: Session, world: World) -> Case:
    return world.case(db)


@pytest.fixture
def people(db: Session, world: World) -> dict[str, Participant]:
    return {name: world.participant(db, name) for name in world.participants}


def test_the_set_for_a_complex_divorce_covers_every_theme_of_the_field() -> None:
    asked = {question.theme for question in sets.available()["complex_divorce"].questions}
    assert asked == THEMES_OF_A_COMPLEX_DIVORCE


@pytest.mark.parametrize("key", ["complex_divorce", "general"])
def test_every_set_begins_with_what_worked_for_each_audience(key: str) -> None:
    questions = sets.available()[key].questions
    for audience in ("organisation", "group"):
        assert next(q.theme for q in questions if q.audience == audience) == "what_worked"


@pytest.mark.parametrize("key", ["complex_divorce", "general"])
def test_every_question_has_words_in_both_languages_and_a_known_theme(key: str) -> None:
    chosen = sets.available()[key]
    known = {theme.key for theme in chosen.themes}
    for question in chosen.questions:
        assert all((question.text.nl, question.text.en, question.hint.nl, question.hint.en))
        assert question.text.nl != question.text.en
        assert question.theme in known
        assert question.audience in {"organisation", "group"}
    assert {kind for theme in chosen.themes for kind in theme.kinds} <= set(kinds())


def test_no_question_asks_who_was_to_blame() -> None:
    words = " ".join(
        text for one in sets.available().values() for q in one.questions for text in (q.text.nl, q.hint.nl, q.text.en)
    ).lower()
    assert not [word for word in ("schuld", "fout", "slecht", "blame", "fault", "wrong") if word in words]


def test_a_set_is_copied_into_the_case_once(db: Session, case: Case) -> None:
    first = sets.copy_into(db, case, "complex_divorce")
    assert sets.copy_into(db, case, "complex_divorce") == []
    assert [q.id for q in questions_of(db, case.id)] == [q.id for q in first]


def test_a_theme_without_a_set_gets_the_general_one_in_the_language_asked(db: Session, case: Case) -> None:
    copied = sets.copy_into(db, case, "something_else", language="en")
    assert [q.text for q in copied] == [q.text.en for q in sets.available()["general"].questions]


def test_a_question_needs_words(db: Session, case: Case) -> None:
    with pytest.raises(NoQuestion):
        add_question(db, case, text=" \n ")


def test_a_changed_question_keeps_its_earlier_words(db: Session, case: Case, people: dict[str, Participant]) -> None:
    question = add_question(db, case, text="Eerst")
    words = {"hint": "", "theme": "", "audience": GROUP, "by": people["facilitator"]}
    change_question(db, case, question, text="Later", based_on=1, **words)
    kept = revisions_of(db, question.id, viewer=viewer_of(people["facilitator"]))
    assert [r.snapshot["text"] for r in kept] == ["Later", "Eerst"]
    with pytest.raises(Conflict):
        change_question(db, case, question, text="Nog later", based_on=1, **words)


def test_a_question_taken_off_keeps_its_answers_and_can_come_back(
    db: Session, case: Case, people: dict[str, Participant]
) -> None:
    question = add_question(db, case, text="Wat werkte?")
    answer(db, case, question, text="Het bellen.", based_on=0, by=people["zorg"])
    remove_question(db, case, question, based_on=1, by=people["facilitator"])
    assert list(questions_of(db, case.id)) == []
    assert [q.id for q in removed_questions(db, case.id)] == [question.id]
    restore_question(db, case, question, by=people["facilitator"])
    assert own_answers(db, viewer_of(people["zorg"]))[question.id].text == "Het bellen."


def test_a_question_moves_among_those_for_the_same_audience(db: Session, case: Case) -> None:
    first = add_question(db, case, text="1")
    for_the_group = add_question(db, case, text="groep", audience=GROUP)
    second = add_question(db, case, text="2")
    move(db, case, second, earlier=True)
    assert [q.text for q in questions_of(db, case.id, "organisation")] == ["2", "1"]
    move(db, case, second, earlier=True)
    move(db, case, first, earlier=False)
    move(db, case, for_the_group, earlier=True)
    assert [q.text for q in questions_of(db, case.id, "organisation")] == ["2", "1"]


@given(order=st.permutations(range(5)), named=st.integers(0, 5))
def test_reordering_keeps_every_question_once(database: object, order: list[int], named: int) -> None:
    with database.writing() as db:  # type: ignore[attr-defined]
        case = Case(code_name="Volgorde")
        db.add(case)
        db.flush()
        made = [add_question(db, case, text=str(at)).id for at in range(5)]
        wanted = [made[at] for at in order[:named]]
        reorder(db, case, [*wanted, "een-vreemd-id", *wanted])
        after = [q.id for q in questions_of(db, case.id)]
        assert after[:named] == wanted
        assert sorted(after) == sorted(made)


def test_an_answer_is_private_to_the_organisation_and_a_shared_one_is_not(
    db: Session, case: Case, people: dict[str, Participant]
) -> None:
    question = add_question(db, case, text="Wat werkte?")
    own = answer(db, case, question, text="Samen bellen.", based_on=0, by=people["zorg"])
    shared = write_shared_answer(
        db, case, question.id, text="Bellen.", stays_open=False, based_on=0, by=people["facilitator"]
    )
    assert answers_of(db, viewer_of(people["gemeente"])) == {question.id: [shared]}
    assert answers_of(db, viewer_of(people["facilitator"])) == {question.id: [shared]}
    assert answers_of(db, viewer_of(people["zorg"])) == {question.id: [shared, own]}


def test_two_colleagues_who_answer_at_once_lose_nothing(
    db: Session, case: Case, people: dict[str, Participant]
) -> None:
    question = add_question(db, case, text="Wat werkte?")
    answer(db, case, question, text="Bellen.", based_on=0, by=people["gemeente"])
    with pytest.raises(Conflict) as conflict:
        answer(db, case, question, text="Mailen.", based_on=0, by=people["colleague"])
    assert conflict.value.current.text == "Bellen."
    answer(db, case, question, text="Bellen en mailen.", based_on=1, by=people["colleague"])
    assert own_answers(db, viewer_of(people["gemeente"]))[question.id].version == 2


def test_a_question_that_stays_open_is_answered(db: Session, case: Case, people: dict[str, Participant]) -> None:
    question = add_question(db, case, text="Wat werkte?")
    assert not is_answered(None)
    assert not is_answered(answer(db, case, question, text="", based_on=0, by=people["zorg"]))
    assert is_answered(answer(db, case, question, text="", stays_open=True, based_on=1, by=people["zorg"]))
