"""The agenda of three hours and its clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from analysis.models import SessionPart
from analysis.session.agenda import (
    AlreadyBegun,
    NoTitleForPart,
    TooLong,
    add_part,
    change_part,
    clock,
    copy_into,
    move,
    parts_of,
    planned_minutes,
    skip,
    standard_agenda,
    stretch,
)
from tests.factories import World
from timeline.history import NotThere

TWO_O_CLOCK = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
NEVER = {"opening", "answers", "closing"}


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def an_agenda() -> list[SessionPart]:
    return [
        SessionPart(case_id="c", key=part.key, title=part.titles["nl"], minutes=part.minutes, position=position)
        for position, part in enumerate(standard_agenda())
    ]


def part(parts: list[SessionPart], key: str) -> SessionPart:
    return next(one for one in parts if one.key == key)


def face_in(key: str, *, part_began: float, now: float, parts: list[SessionPart] | None = None):
    """The clock in this part, which began `part_began` minutes after the session; `now` counts from there too."""
    parts = parts or an_agenda()
    current = part(parts, key)
    for earlier in parts[: current.position]:
        earlier.started_at = earlier.started_at or TWO_O_CLOCK
        earlier.ended_at = TWO_O_CLOCK
    current.started_at = TWO_O_CLOCK + minutes(part_began)
    return clock(
        parts,
        TWO_O_CLOCK + minutes(now),
        started_at=TWO_O_CLOCK,
        ends_at=TWO_O_CLOCK + minutes(180),
        part_id=current.id,
    )


def test_the_ten_parts_take_three_hours_in_both_languages() -> None:
    parts = standard_agenda()
    assert len(parts) == 10
    assert sum(one.minutes for one in parts) == 180
    assert all(one.titles["nl"] and one.titles["en"] and one.purposes["nl"] and one.purposes["en"] for one in parts)


def test_a_case_gets_its_own_copy_once(db: Session, world: World) -> None:
    first = copy_into(db, world.case(db), "en")
    assert first[2].title == "Walking the timeline"
    first[2].title = "Ours"
    assert [one.id for one in copy_into(db, world.case(db), "nl")] == [one.id for one in first]
    assert copy_into(db, world.case(db), "nl")[2].title == "Ours"


def test_a_part_moves_to_another_place_and_the_others_close_up(db: Session, world: World) -> None:
    parts = copy_into(db, world.case(db), "nl")
    move(db, world.case_id, parts[4].id, 0)
    moved = parts_of(db, world.case_id)
    assert [one.key for one in moved][:3] == ["break", "opening", "questions"]
    assert [one.position for one in moved] == list(range(10))


def test_a_part_of_another_case_cannot_be_moved(db: Session, world: World) -> None:
    parts = copy_into(db, world.case(db), "nl")
    with pytest.raises(NotThere):
        move(db, "a" * 26, parts[0].id, 3)


def test_an_own_part_comes_before_the_closing(db: Session, world: World) -> None:
    copy_into(db, world.case(db), "nl")
    add_part(db, world.case(db), title="Lunch", purpose="", minutes=30)
    assert [one.key for one in parts_of(db, world.case_id)][-2:] == ["own", "closing"]


def test_a_part_needs_a_name_and_a_sensible_length() -> None:
    one = an_agenda()[0]
    with pytest.raises(NoTitleForPart):
        change_part(one, title=" \x00", purpose="", minutes=10)
    for wrong in (0, -5, 241):
        with pytest.raises(TooLong):
            stretch(one, wrong)


def test_what_has_begun_cannot_be_skipped() -> None:
    one = an_agenda()[0]
    one.started_at = TWO_O_CLOCK
    with pytest.raises(AlreadyBegun):
        skip(one, skipped=True)


def test_before_it_begins_the_clock_says_how_long_it_will_take() -> None:
    face = clock(an_agenda(), TWO_O_CLOCK)
    assert (face.minutes, face.behind, face.expected_end) == (180, 0, None)


def test_on_time_it_is_not_behind() -> None:
    face = face_in("walk", part_began=20, now=35)
    assert (face.part_gone, face.part_minutes, face.gone) == (15, 40, 35)
    assert face.behind == 0
    assert not face.late
    assert face.expected_end == TWO_O_CLOCK + minutes(180)


def test_time_to_spare_counts_below_zero() -> None:
    assert face_in("walk", part_began=12, now=20).behind == -8


def test_a_part_that_runs_over_makes_the_end_later() -> None:
    face = face_in("walk", part_began=20, now=70)
    assert face.behind == 10
    assert face.expected_end == TWO_O_CLOCK + minutes(190)


def test_what_gives_way_first_are_the_differences() -> None:
    face = face_in("walk", part_began=20, now=70)
    assert [(one.key, one.minutes, one.whole) for one in face.proposals] == [("differences", 10, False)]
    assert face.still_over == 0


def test_then_the_third_moment_and_no_more() -> None:
    face = face_in("walk", part_began=20, now=105)
    assert [(one.key, one.minutes, one.whole) for one in face.proposals] == [
        ("differences", 20, True),
        ("moments", 11, False),
    ]
    assert face.still_over == 45 - 31


def test_a_skipped_part_gives_its_time_back() -> None:
    parts = an_agenda()
    part(parts, "differences").skipped = True
    assert face_in("walk", part_began=20, now=70, parts=parts).behind == -10


def test_stretching_a_part_does_not_move_the_end_that_was_agreed() -> None:
    parts = an_agenda()
    part(parts, "walk").minutes = 55
    assert face_in("walk", part_began=20, now=30, parts=parts).behind == 15


def test_coming_back_to_a_part_counts_what_it_took_before() -> None:
    parts = an_agenda()
    part(parts, "walk").spent_seconds = 30 * 60
    assert face_in("walk", part_began=80, now=85, parts=parts).part_gone == 35


def test_after_the_end_the_clock_stands_still() -> None:
    parts = an_agenda()
    ended = TWO_O_CLOCK + minutes(175)
    face = clock(
        parts, TWO_O_CLOCK + minutes(999), started_at=TWO_O_CLOCK, ends_at=TWO_O_CLOCK + minutes(180), ended_at=ended
    )
    assert (face.gone, face.expected_end, face.proposals) == (175, ended, ())


@given(
    key=st.sampled_from([one.key for one in standard_agenda()]),
    began=st.integers(0, 600),
    took=st.integers(-60, 600),
    skipped=st.sets(st.sampled_from(["differences", "break", "patterns", "moments"])),
)
def test_the_opening_the_answers_and_the_closing_never_give_way(
    key: str, began: int, took: int, skipped: set[str]
) -> None:
    parts = an_agenda()
    for one in parts:
        one.skipped = one.key in skipped and one.key != key
    face = face_in(key, part_began=began, now=began + took, parts=parts)
    assert not {one.key for one in face.proposals} & NEVER
    assert all(one.minutes >= 1 for one in face.proposals)
    if face.late:
        assert sum(one.minutes for one in face.proposals) + face.still_over == face.behind
    else:
        assert face.proposals == ()


@given(lengths=st.lists(st.integers(1, 240), min_size=1, max_size=12))
def test_the_plan_is_the_sum_of_what_is_not_skipped(lengths: list[int]) -> None:
    parts = [
        SessionPart(case_id="c", key="own", title="x", minutes=length, position=position, skipped=position % 3 == 1)
        for position, length in enumerate(lengths)
    ]
    assert planned_minutes(parts) == sum(length for position, length in enumerate(lengths) if position % 3 != 1)
