"""What comes out of a session: nothing is lost, and everything says what it rests on."""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import Session, select

from analysis import outcomes
from analysis.evidence import link_evidence, supports, unlink_evidence
from analysis.models import Answer, Evidence, Question, TurningPoint
from tests.factories import World
from timeline.columns import now
from timeline.history import Conflict, NotThere
from timeline.models import Event, Participant, Revision


@pytest.fixture
def events(world: World) -> dict[str, str]:
    """Three events, stored in another order than that of time."""
    return {
        "last": world.event("Uitspraak", "3 mei 2022"),
        "first": world.event("Aanmelding", "maart 2019"),
        "middle": world.event("Overleg", "2020"),
    }


@pytest.fixture
def by(db: Session, world: World, events: dict[str, str]) -> Participant:
    return world.participant(db, "facilitator")


@pytest.fixture
def question(db: Session, world: World) -> str:
    made = Question(case_id=world.case_id, text="Wie bewaakte de koers?")
    db.add(made)
    db.flush()
    return made.id


def mark(db: Session, world: World, event: str, by: Participant, **words: object) -> TurningPoint:
    given = {"why": "Daarna liep het anders.", "seen_now": ""} | words
    return outcomes.mark_turning_point(db, world.case(db), event, by=by, **given)


def lesson(db: Session, world: World, by: Participant, **given: object):
    return outcomes.add_lesson(db, world.case(db), by=by, **({"text": "Spreek elkaar eerder."} | given))


def test_turning_points_are_numbered_in_the_order_of_time(db, world, events, by) -> None:
    for name in ("last", "middle", "first"):
        mark(db, world, events[name], by)
    found = outcomes.turning_points(db, world.case_id)
    assert [(event_id, point.number) for event_id, point in found.items()] == [
        (events["first"], 1),
        (events["middle"], 2),
        (events["last"], 3),
    ]


def test_the_numbers_close_up_when_one_goes(db, world, events, by) -> None:
    for name in ("first", "middle", "last"):
        mark(db, world, events[name], by)
    outcomes.unmark_turning_point(db, world.case(db), events["first"], by=by)
    assert [point.number for point in outcomes.turning_points(db, world.case_id).values()] == [1, 2]


def test_a_removed_event_takes_its_turning_point_along_and_back(db, world, events, by) -> None:
    mark(db, world, events["middle"], by)
    event = db.get(Event, events["middle"])
    event.removed_at = now()
    db.flush()
    assert outcomes.turning_points(db, world.case_id) == {}
    event.removed_at = None
    db.flush()
    assert list(outcomes.turning_points(db, world.case_id)) == [events["middle"]]


def test_marking_twice_with_the_same_words_is_once(db, world, events, by) -> None:
    mark(db, world, events["middle"], by)
    again = mark(db, world, events["middle"], by)
    assert again.version == 1


def test_a_private_event_is_no_turning_point(db, world, by) -> None:
    private = Event(case_id=world.case_id, title="Eigen", private_to=world.organisations["zorg"])
    db.add(private)
    db.flush()
    with pytest.raises(NotThere):
        mark(db, world, private.id, by)


def test_the_second_of_two_who_mark_the_same_event_sees_the_words_of_the_first(db, world, events, by) -> None:
    mark(db, world, events["middle"], by, why="Omdat de school niet mee deed.")
    with pytest.raises(Conflict) as conflict:
        mark(db, world, events["middle"], by, why="Omdat er haast was.")
    assert conflict.value.current.why == "Omdat de school niet mee deed."


def test_a_shared_answer_is_changed_only_on_what_was_on_screen(db, world, by, question) -> None:
    def write(text: str, based_on: int) -> Answer:
        return outcomes.write_shared_answer(
            db, world.case(db), question, text=text, stays_open=False, based_on=based_on, by=by
        )

    first = write("De wijkcoach.", 0)
    write("De wijkcoach, tot de zitting.", first.version)
    with pytest.raises(Conflict) as conflict:
        write("Niemand duidelijk.", 1)
    assert conflict.value.current.text == "De wijkcoach, tot de zitting."


def test_two_who_write_the_first_answer_do_not_lose_a_word(db, world, by, question) -> None:
    case = world.case(db)
    outcomes.write_shared_answer(db, case, question, text="Een", stays_open=False, based_on=0, by=by)
    with pytest.raises(Conflict):
        outcomes.write_shared_answer(db, case, question, text="Twee", stays_open=False, based_on=0, by=by)


def test_a_question_may_stay_open_without_an_answer(db, world, by, question) -> None:
    outcomes.write_shared_answer(db, world.case(db), question, text="", stays_open=True, based_on=0, by=by)
    assert outcomes.shared_answers(db, world.case_id)[question].stays_open


def test_the_answers_of_organisations_are_not_the_answer_of_the_group(db, world, question) -> None:
    db.add(
        Answer(case_id=world.case_id, question_id=question, organisation_id=world.organisations["zorg"], text="Wij.")
    )
    db.flush()
    assert outcomes.shared_answers(db, world.case_id) == {}


def test_a_lesson_keeps_the_moments_it_came_from_in_the_order_of_time(db, world, events, by) -> None:
    made = lesson(db, world, by, event_ids=[events["last"], events["first"]])
    assert [event.id for event in supports(db, world.case_id, "lesson")[made.id].events] == [
        events["first"],
        events["last"],
    ]


def test_a_lesson_that_is_sent_twice_is_one_lesson(db, world, by) -> None:
    assert lesson(db, world, by, client_key="k").id == lesson(db, world, by, client_key="k").id
    assert len(outcomes.lessons_of(db, world.case_id)) == 1


def test_the_same_words_after_removing_are_a_new_lesson(db, world, by) -> None:
    first = lesson(db, world, by, client_key="k")
    outcomes.remove_lesson(db, world.case(db), first.id, by=by)
    assert lesson(db, world, by, client_key="k").id != first.id


def test_a_lesson_without_words_says_so(db, world, by) -> None:
    with pytest.raises(outcomes.NoLesson):
        lesson(db, world, by, text=" ")


def test_a_change_of_what_a_lesson_rests_on_is_a_change_of_the_lesson(db, world, events, by) -> None:
    made = lesson(db, world, by, event_ids=[events["first"]])

    def change(based_on: int, event: str) -> None:
        outcomes.change_lesson(
            db,
            world.case(db),
            made.id,
            text=made.text,
            scope=made.scope,
            audience=made.audience,
            event_ids=[events[event]],
            answer_ids=[],
            based_on=based_on,
            by=by,
        )

    change(1, "last")
    assert made.version == 2
    with pytest.raises(Conflict):
        change(1, "middle")
    assert supports(db, world.case_id, "lesson")[made.id].event_ids == {events["last"]}


def test_removing_a_lesson_keeps_its_words_in_the_history(db, world, events, by) -> None:
    made = lesson(db, world, by, event_ids=[events["first"]])
    outcomes.remove_lesson(db, world.case(db), made.id, by=by)
    last = db.exec(select(Revision).where(Revision.thing_id == made.id, Revision.action == "remove")).one()
    assert last.snapshot["text"] == "Spreek elkaar eerder."
    assert db.exec(select(Evidence)).all() == []


def test_evidence_is_linked_once_and_taken_away_once(db, world, events, by) -> None:
    made = lesson(db, world, by)
    for _ in range(2):
        link_evidence(db, world.case(db), "lesson", made.id, event_id=events["first"])
    assert len(db.exec(select(Evidence)).all()) == 1
    for _ in range(2):
        unlink_evidence(db, world.case(db), "lesson", made.id, event_id=events["first"])
    assert db.exec(select(Evidence)).all() == []


def test_evidence_of_an_organisation_that_is_still_private_is_refused(db, world, by, question) -> None:
    made = lesson(db, world, by)
    answer = Answer(
        case_id=world.case_id,
        question_id=question,
        organisation_id=world.organisations["zorg"],
        private_to=world.organisations["zorg"],
        text="Nog van ons.",
    )
    db.add(answer)
    db.flush()
    with pytest.raises(NotThere):
        link_evidence(db, world.case(db), "lesson", made.id, answer_id=answer.id)


def test_an_agreement_says_who_does_what_by_when(db, world, by) -> None:
    made = outcomes.add_agreement(
        db,
        world.case(db),
        text="Eerder samen aan tafel.",
        organisation_id=world.organisations["zorg"],
        owner="gedragswetenschapper",
        due=date(2027, 3, 1),
        client_key="k",
        by=by,
    )
    assert (made.organisation_id, made.owner, made.due) == (
        world.organisations["zorg"],
        "gedragswetenschapper",
        date(2027, 3, 1),
    )
    with pytest.raises(Conflict):
        outcomes.change_agreement(
            db, world.case(db), made.id, text="Anders", organisation_id=None, owner="", due=None, based_on=0, by=by
        )


def test_every_act_is_a_revision_by_who_did_it(db, world, events, by, question) -> None:
    mark(db, world, events["middle"], by)
    lesson(db, world, by)
    outcomes.write_shared_answer(db, world.case(db), question, text="Wij.", stays_open=False, based_on=0, by=by)
    outcomes.add_agreement(db, world.case(db), text="Samen.", by=by)
    made = db.exec(select(Revision).where(Revision.thing != "event")).all()
    assert {(one.thing, one.action) for one in made} == {
        ("turning_point", "add"),
        ("lesson", "add"),
        ("answer", "add"),
        ("agreement", "add"),
    }
    assert {one.participant_id for one in made} == {by.id}
