"""The facilitator arranges the learning questions; what organisations answer shows only after the reveal."""

from __future__ import annotations

from sqlmodel import Session, select

from analysis.models import Question
from analysis.perspectives import reveal
from analysis.questions.store import add_question, answer, questions_of
from tests.factories import World
from tests.http import Browser


def ask(world: World, text: str, audience: str = "organisation") -> str:
    with world.database.writing() as db:
        return add_question(db, world.case(db), text=text, audience=audience).id


def asked(db: Session, world: World) -> list[str]:
    return [question.text for question in questions_of(db, world.case_id)]


def test_a_set_fills_the_list_and_a_second_time_adds_nothing(facilitator: Browser, world: World) -> None:
    for _ in range(2):
        page = facilitator.submit(f"{facilitator.case}/questions/from-set", set_key="complex_divorce")
    assert page.status_code == 200
    with world.database.reading() as db:
        texts = asked(db, world)
    assert len(texts) == len(set(texts)) > 15
    assert all(text in page.text for text in texts)


def test_a_question_of_ones_own_is_added_changed_and_moved(facilitator: Browser, world: World) -> None:
    ask(world, "Wat werkte er?")
    facilitator.submit(
        f"{facilitator.case}/questions/new", text="Wie belde er?", hint="", theme="", audience="organisation"
    )
    with world.database.reading() as db:
        made = db.exec(select(Question.id).where(Question.text == "Wie belde er?")).one()
    facilitator.submit(f"{facilitator.case}/questions/{made}/edit", text="Wie belde wie?", version=1)
    page = facilitator.submit(f"{facilitator.case}/questions/{made}/move", direction="earlier")
    assert page.text.index("Wie belde wie?") < page.text.index("Wat werkte er?")


def test_a_question_without_words_comes_back_with_what_was_typed(facilitator: Browser) -> None:
    page = facilitator.submit(f"{facilitator.case}/questions/new", text=" ", hint="Een zetje vooraf")
    assert page.status_code == 400
    assert "Vul de vraag in." in page.text
    assert "Een zetje vooraf" in page.text


def test_two_tabs_that_change_one_question_show_both_texts(facilitator: Browser, world: World) -> None:
    question = ask(world, "Eerst")
    facilitator.submit(f"{facilitator.case}/questions/{question}/edit", text="Van het eerste tabblad", version=1)
    page = facilitator.submit(f"{facilitator.case}/questions/{question}/edit", text="Van het tweede tabblad", version=1)
    assert page.status_code == 409
    assert "Van het eerste tabblad" in page.text
    assert "Van het tweede tabblad" in page.text
    assert 'name="version" value="2"' in page.text


def test_a_question_that_was_taken_off_comes_back_with_its_answers(facilitator: Browser, world: World) -> None:
    question = ask(world, "Wat werkte er?")
    with world.database.writing() as db:
        case = world.case(db)
        answer(db, case, db.get(Question, question), text="Bellen hielp.", based_on=0, by=world.participant(db, "zorg"))
    facilitator.submit(f"{facilitator.case}/questions/{question}/remove", version=1)
    with world.database.reading() as db:
        assert asked(db, world) == []
    facilitator.submit(f"{facilitator.case}/questions/{question}/restore")
    with world.database.writing() as db:
        assert asked(db, world) == ["Wat werkte er?"]
        reveal(db, world.case(db), by=world.participant(db, "facilitator"))
    assert "Bellen hielp." in facilitator.get(f"{facilitator.case}/questions").text


def test_the_facilitator_reads_no_answer_before_the_reveal(facilitator: Browser, world: World) -> None:
    question = ask(world, "Wat werkte er?")
    before = facilitator.get(f"{facilitator.case}/questions").content
    with world.database.writing() as db:
        case = world.case(db)
        answer(db, case, db.get(Question, question), text="Bellen hielp.", based_on=0, by=world.participant(db, "zorg"))
    assert facilitator.get(f"{facilitator.case}/questions").content == before


def test_only_the_facilitator_arranges_questions(contact: Browser, stranger: Browser) -> None:
    assert contact.get(f"{contact.case}/questions").status_code == 403
    assert contact.submit(f"{contact.case}/questions/new", text="x").status_code == 403
    assert stranger.get(f"{stranger.case}/questions").status_code == 401
