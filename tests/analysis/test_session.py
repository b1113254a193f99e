"""The live session: every act once, whoever does it at the same moment."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, select

from analysis.models import Question, SessionNote, SessionState
from analysis.session import live
from analysis.session.agenda import parts_of
from analysis.session.live import Beamer, NothingChosen, NotStarted
from analysis.session.notes import (
    NoEventChosen,
    NoteKind,
    NoteTooLong,
    NothingWritten,
    add_note,
    hide_note,
    notes_of,
    raised_hands,
)
from tests.factories import World
from timeline.history import NotThere
from timeline.models import Event

TWO_O_CLOCK = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return TWO_O_CLOCK + timedelta(minutes=minutes)


def part_ids(db: Session, world: World) -> dict[str, str]:
    return {part.key: part.id for part in parts_of(db, world.case_id)}


@pytest.fixture
def begun(db: Session, world: World) -> World:
    live.start(db, world.case(db), "nl", at=TWO_O_CLOCK)
    return world


def test_beginning_sets_the_end_for_three_hours_later(db: Session, begun: World) -> None:
    state = live.state_of(db, begun.case_id)
    assert state is not None
    assert (state.started_at, state.ends_at) == (TWO_O_CLOCK, at(180))
    assert state.part_id == part_ids(db, begun)["opening"]
    assert state.beamer == Beamer.WELCOME


def test_every_act_raises_the_tick(db: Session, begun: World) -> None:
    ids = part_ids(db, begun)
    case = begun.case(db)
    acts = (
        lambda: live.go_to(db, case, ids["walk"]),
        lambda: live.skip_part(db, case, ids["break"], skipped=True),
        lambda: live.stretch_part(db, case, ids["walk"], 55),
        lambda: live.show(db, case, Beamer.NOTES),
        lambda: live.end(db, case),
    )
    for act in acts:
        before = live.state_of(db, begun.case_id).tick
        act()
        assert live.state_of(db, begun.case_id).tick > before


def test_going_on_closes_the_part_before(db: Session, begun: World) -> None:
    ids = part_ids(db, begun)
    live.go_to(db, begun.case(db), ids["questions"], at=at(11))
    opening, questions, *_ = parts_of(db, begun.case_id)
    assert (opening.ended_at, questions.started_at, questions.ended_at) == (at(11), at(11), None)


def test_going_back_keeps_the_time_that_the_part_took_before(db: Session, begun: World) -> None:
    ids = part_ids(db, begun)
    case = begun.case(db)
    live.go_to(db, case, ids["questions"], at=at(11))
    live.go_to(db, case, ids["opening"], at=at(15))
    opening = parts_of(db, begun.case_id)[0]
    assert (opening.spent_seconds, opening.started_at, opening.ended_at) == (11 * 60, at(15), None)


def test_going_to_a_skipped_part_takes_it_in_again(db: Session, begun: World) -> None:
    ids = part_ids(db, begun)
    live.skip_part(db, begun.case(db), ids["break"], skipped=True)
    live.go_to(db, begun.case(db), ids["break"])
    assert not parts_of(db, begun.case_id)[4].skipped


def test_nothing_moves_before_the_session_begins_or_after_it_ends(db: Session, world: World) -> None:
    with pytest.raises(NotStarted):
        live.go_to(db, world.case(db), "a" * 26)
    with pytest.raises(NotStarted):
        live.end(db, world.case(db))
    live.start(db, world.case(db), "nl")
    live.end(db, world.case(db))
    with pytest.raises(NotStarted):
        live.go_to(db, world.case(db), part_ids(db, world)["walk"])


def test_a_session_that_is_opened_again_goes_on_where_it_was(db: Session, begun: World) -> None:
    ids = part_ids(db, begun)
    live.go_to(db, begun.case(db), ids["walk"], at=at(20))
    live.end(db, begun.case(db), at=at(30))
    state = live.start(db, begun.case(db), "nl", at=at(35))
    assert (state.part_id, state.ended_at, state.started_at) == (ids["walk"], None, TWO_O_CLOCK)
    assert parts_of(db, begun.case_id)[2].spent_seconds == 10 * 60


def test_the_time_that_a_session_was_closed_makes_nobody_late(db: Session, begun: World) -> None:
    live.end(db, begun.case(db), at=at(30))
    state = live.start(db, begun.case(db), "nl", at=at(30) + timedelta(days=20))
    assert state.ends_at == at(180) + timedelta(days=20)


def test_the_beamer_asks_which_event_and_takes_no_private_one(db: Session, begun: World) -> None:
    private = Event(case_id=begun.case_id, title="Eigen", private_to=begun.organisations["zorg"])
    db.add(private)
    db.flush()
    with pytest.raises(NothingChosen):
        live.show(db, begun.case(db), Beamer.EVENT)
    with pytest.raises(NotThere):
        live.show(db, begun.case(db), Beamer.EVENT, event_id=private.id)


def test_the_session_survives_when_the_question_on_the_beamer_is_removed(db: Session, begun: World) -> None:
    question = Question(case_id=begun.case_id, text="Wie?")
    db.add(question)
    db.flush()
    live.show(db, begun.case(db), Beamer.QUESTION, question_id=question.id)
    db.delete(question)
    db.flush()
    assert live.state_of(db, begun.case_id).started_at == TWO_O_CLOCK


def test_a_note_belongs_to_the_part_of_that_moment(db: Session, begun: World) -> None:
    note = add_note(db, begun.case(db), " Wat mooi. ", by=begun.participant(db, "zorg"), client_key="k")
    assert (note.text, note.part_id) == ("Wat mooi.", part_ids(db, begun)["opening"])


def test_the_same_sending_is_one_note_and_no_tick(db: Session, begun: World) -> None:
    by = begun.participant(db, "zorg")
    first = add_note(db, begun.case(db), "Een", by=by, client_key="k")
    tick = live.state_of(db, begun.case_id).tick
    assert add_note(db, begun.case(db), "Een", by=by, client_key="k").id == first.id
    assert live.state_of(db, begun.case_id).tick == tick


def test_two_people_with_the_same_key_write_two_notes(db: Session, begun: World) -> None:
    for name in ("zorg", "school"):
        add_note(db, begun.case(db), "Een", by=begun.participant(db, name), client_key="k")
    assert len(db.exec(select(SessionNote)).all()) == 2


def test_what_cannot_be_a_note_says_why(db: Session, begun: World) -> None:
    by = begun.participant(db, "zorg")
    case = begun.case(db)
    with pytest.raises(NothingWritten):
        add_note(db, case, " ", by=by, client_key="k")
    with pytest.raises(NoteTooLong):
        add_note(db, case, "x" * 4001, by=by, client_key="k")
    with pytest.raises(NoEventChosen):
        add_note(db, case, "", by=by, client_key="k", kind=NoteKind.TURNING_POINT)
    with pytest.raises(NotThere):
        add_note(db, case, "x", by=by, client_key="k", event_id="a" * 26)


def test_a_note_about_somebodys_private_event_is_refused(db: Session, begun: World) -> None:
    private = Event(case_id=begun.case_id, title="Eigen", private_to=begun.organisations["zorg"])
    db.add(private)
    db.flush()
    with pytest.raises(NotThere):
        add_note(db, begun.case(db), "x", by=begun.participant(db, "zorg"), client_key="k", event_id=private.id)


def test_a_hidden_note_stays_with_who_wrote_it_and_the_facilitator(db: Session, begun: World) -> None:
    zorg, school = begun.participant(db, "zorg"), begun.participant(db, "school")
    note = add_note(db, begun.case(db), "Een", by=zorg, client_key="k")
    hide_note(db, begun.case(db), note.id, hidden=True)
    assert [one.note.id for one in notes_of(db, begun.case_id, reader=zorg)] == [note.id]
    assert notes_of(db, begun.case_id, reader=school) == []
    assert len(notes_of(db, begun.case_id, reader=school, with_hidden=True)) == 1


def test_hands_are_counted_by_person_and_the_most_seen_turning_point_comes_first(database, world: World) -> None:
    quiet, busy = world.event("Zitting"), world.event("Overleg")
    with database.writing() as db:
        for name in ("zorg", "school", "zorg"):
            by = world.participant(db, name)
            add_note(db, world.case(db), "", by=by, client_key="k", kind=NoteKind.TURNING_POINT, event_id=busy)
        by = world.participant(db, "zorg")
        add_note(db, world.case(db), "", by=by, client_key="k", kind=NoteKind.NEW_TO_ME, event_id=quiet)
        assert [(one.event.id, one.turning_point, one.new_to) for one in raised_hands(db, world.case_id)] == [
            (busy, 2, 0),
            (quiet, 0, 1),
        ]


def test_people_who_send_at_the_same_moment_all_get_their_note_once(database, world: World) -> None:
    failed: list[BaseException] = []

    def send(name: str, number: int) -> None:
        try:
            for _ in range(2):  # each sends twice, as after a lost answer
                with database.writing() as db:
                    by = world.participant(db, name)
                    add_note(db, world.case(db), f"{name} {number}", by=by, client_key=f"k{number}")
        except BaseException as error:
            failed.append(error)

    senders = [
        threading.Thread(target=send, args=(name, n)) for name in ("zorg", "school", "gemeente") for n in range(4)
    ]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert failed == []
    with database.reading() as db:
        texts = sorted(db.exec(select(SessionNote.text)).all())
        tick = db.exec(select(SessionState.tick)).one()
    assert texts == sorted(f"{name} {n}" for name in ("zorg", "school", "gemeente") for n in range(4))
    assert tick == 12


def test_two_facilitators_who_begin_at_the_same_moment_begin_one_session(database, world: World) -> None:
    failed: list[BaseException] = []

    def begin() -> None:
        try:
            with database.writing() as db:
                live.start(db, world.case(db), "nl")
        except BaseException as error:
            failed.append(error)

    both = [threading.Thread(target=begin) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert failed == []
    with database.reading() as db:
        assert len(db.exec(select(SessionState)).all()) == 1
        assert len(parts_of(db, world.case_id)) == 10
