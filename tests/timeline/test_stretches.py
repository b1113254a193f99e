"""The legal frame and who held the course, as stretches of days; chapters have their tests with the case."""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import Session, select

from tests.factories import World
from timeline.course import (
    CourseFacts,
    add_course_holder,
    change_course_holder,
    course_holders_of,
    remove_course_holder,
)
from timeline.frames import FrameFacts, add_frame, change_frame, frames_of, remove_frame
from timeline.history import Conflict, NotThere
from timeline.models import Case, Participant, Revision
from timeline.stretches import EndsBeforeItBegins

FIRST, MIDDLE, LAST = date(2019, 3, 1), date(2020, 3, 1), date(2021, 12, 31)


@pytest.fixture
def case(world: World, db: Session) -> Case:
    return world.case(db)


@pytest.fixture
def by(world: World, db: Session) -> Participant:
    return world.participant(db, "facilitator")


def revisions(db: Session, thing: str) -> list[tuple[int, str]]:
    query = select(Revision.number, Revision.action).where(Revision.thing == thing)
    return sorted((number, action) for number, action in db.exec(query))


def test_the_frame_is_voluntary_or_compulsory_in_order_of_time(db: Session, case: Case, by: Participant) -> None:
    add_frame(db, case, FrameFacts(True, MIDDLE, LAST, "  OTS \n"), by=by)
    add_frame(db, case, FrameFacts(False, FIRST, MIDDLE), by=by)
    assert [(f.compulsory, f.measure, f.first_day) for f in frames_of(db, case.id)] == [
        (False, "", FIRST),
        (True, "OTS", MIDDLE),
    ]


def test_one_measure_may_lie_within_another(db: Session, case: Case, by: Participant) -> None:
    add_frame(db, case, FrameFacts(True, FIRST, LAST, "OTS"), by=by)
    add_frame(db, case, FrameFacts(True, MIDDLE, MIDDLE, "UHP"), by=by)
    assert [frame.measure for frame in frames_of(db, case.id)] == ["OTS", "UHP"]


def test_a_frame_is_changed_and_removed_on_the_version_that_somebody_saw(
    db: Session, case: Case, by: Participant
) -> None:
    frame = add_frame(db, case, FrameFacts(True, FIRST, LAST, "OTS"), by=by)
    change_frame(db, case, frame, FrameFacts(False, FIRST, MIDDLE), based_on=1, by=by)
    with pytest.raises(Conflict):
        change_frame(db, case, frame, FrameFacts(True, FIRST, LAST), based_on=1, by=by)
    with pytest.raises(Conflict):
        remove_frame(db, case, frame, based_on=1, by=by)
    assert [(f.compulsory, f.last_day, f.measure) for f in frames_of(db, case.id)] == [(False, MIDDLE, "")]
    remove_frame(db, case, frame, based_on=2, by=by)
    assert frames_of(db, case.id) == []
    assert revisions(db, "legal_frame") == [(1, "add"), (2, "change"), (3, "remove")]


@pytest.mark.parametrize(
    ("organisation", "who", "nobody"),
    [("zorg", "", False), (None, "moeder", False), ("gemeente", "casusregisseur wijkteam", False), (None, " ", True)],
)
def test_the_course_is_held_by_an_organisation_by_somebody_by_both_or_by_clearly_nobody(
    world: World, db: Session, case: Case, by: Participant, organisation: str | None, who: str, nobody: bool
) -> None:
    key = world.organisations[organisation] if organisation else None
    add_course_holder(db, case, CourseFacts(FIRST, LAST, key, who), by=by)
    (holder,) = course_holders_of(db, case.id)
    assert (holder.organisation_id, holder.who, holder.is_nobody) == (key, who.strip(), nobody)


def test_who_held_the_course_is_changed_and_removed_on_the_version_that_somebody_saw(
    world: World, db: Session, case: Case, by: Participant
) -> None:
    holder = add_course_holder(db, case, CourseFacts(FIRST, LAST), by=by)
    change_course_holder(db, case, holder, CourseFacts(FIRST, MIDDLE, who="moeder"), based_on=1, by=by)
    with pytest.raises(Conflict):
        change_course_holder(db, case, holder, CourseFacts(FIRST, LAST), based_on=1, by=by)
    with pytest.raises(Conflict):
        remove_course_holder(db, case, holder, based_on=1, by=by)
    remove_course_holder(db, case, holder, based_on=2, by=by)
    assert course_holders_of(db, case.id) == []
    assert revisions(db, "course_holder") == [(1, "add"), (2, "change"), (3, "remove")]


def test_an_organisation_that_is_not_in_the_case_is_refused_and_not_taken_for_nobody(
    db: Session, case: Case, by: Participant
) -> None:
    with pytest.raises(NotThere):
        add_course_holder(db, case, CourseFacts(FIRST, LAST, "a" * 26), by=by)
    assert course_holders_of(db, case.id) == []


def test_a_stretch_that_ends_before_it_begins_is_refused(db: Session, case: Case, by: Participant) -> None:
    with pytest.raises(EndsBeforeItBegins):
        add_frame(db, case, FrameFacts(True, LAST, FIRST), by=by)
    with pytest.raises(EndsBeforeItBegins):
        add_course_holder(db, case, CourseFacts(LAST, FIRST), by=by)
