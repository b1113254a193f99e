"""One act on a chapter, a legal frame or who held the course can be undone, as an act on an event can."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session

from tests.factories import World
from timeline.chapters import ChapterFacts, add_chapter, change_chapter, chapters_of, remove_chapter
from timeline.course import (
    CourseFacts,
    add_course_holder,
    change_course_holder,
    course_holders_of,
    remove_course_holder,
)
from timeline.frames import FrameFacts, add_frame, change_frame, frames_of, remove_frame
from timeline.history import revisions_of, snapshot
from timeline.models import Case, LegalFrame, Organisation, Participant
from timeline.names import SameNameTwice
from timeline.scope import Viewer
from timeline.stretch_undo import OrganisationGone, StretchChangedSince, ThereAlready, act_on_stretch, undo_on_stretch

FIRST, MIDDLE, LAST = date(2019, 3, 1), date(2020, 3, 1), date(2021, 12, 31)
Sort = tuple[Callable[..., Any], Callable[..., Any], Callable[..., Any], Callable[..., Any], Any, Any]
SORTS: dict[str, Sort] = {
    "chapter": (
        add_chapter,
        change_chapter,
        remove_chapter,
        chapters_of,
        ChapterFacts("Het begin", FIRST, MIDDLE, "Kort."),
        ChapterFacts("Anders", FIRST, LAST),
    ),
    "frame": (
        add_frame,
        change_frame,
        remove_frame,
        frames_of,
        FrameFacts(True, FIRST, LAST, "OTS"),
        FrameFacts(False, FIRST, MIDDLE),
    ),
    "course": (
        add_course_holder,
        change_course_holder,
        remove_course_holder,
        course_holders_of,
        CourseFacts(FIRST, LAST, None, "moeder"),
        CourseFacts(FIRST, MIDDLE),
    ),
}


@pytest.fixture
def case(world: World, db: Session) -> Case:
    return world.case(db)


@pytest.fixture
def by(world: World, db: Session) -> Participant:
    return world.participant(db, "facilitator")


def last_act(db: Session, case: Case, thing_id: str) -> str:
    return revisions_of(db, thing_id, viewer=Viewer(case.id))[0].batch_id


def told(db: Session, case: Case, all_of: Callable[..., Any]) -> list[dict[str, Any]]:
    return [{key: v for key, v in snapshot(one).items() if key != "version"} for one in all_of(db, case.id)]


@pytest.mark.parametrize("sort", SORTS)
def test_what_was_added_is_gone_what_was_changed_or_removed_is_as_it_was(
    db: Session, case: Case, by: Participant, sort: str
) -> None:
    add, change, remove, all_of, facts, other = SORTS[sort]
    made = add(db, case, facts, by=by)
    thing_id, before = made.id, told(db, case, all_of)
    change(db, case, made, other, based_on=1, by=by)
    assert told(db, case, all_of) != before
    undo_on_stretch(db, case, last_act(db, case, thing_id), by=by)
    assert told(db, case, all_of) == before
    remove(db, case, all_of(db, case.id)[0], based_on=3, by=by)
    undo_on_stretch(db, case, last_act(db, case, thing_id), by=by)
    assert told(db, case, all_of) == before
    numbers = [(one.number, one.action) for one in reversed(revisions_of(db, thing_id, viewer=Viewer(case.id)))]
    assert numbers == [(1, "add"), (2, "change"), (3, "undo"), (4, "remove"), (5, "undo")]
    again = add(db, case, other, by=by)
    again_id, with_both = again.id, told(db, case, all_of)
    undo_on_stretch(db, case, last_act(db, case, again_id), by=by)
    assert told(db, case, all_of) == before
    undo_on_stretch(db, case, last_act(db, case, again_id), by=by)
    assert told(db, case, all_of) == with_both


@pytest.mark.parametrize("sort", SORTS)
def test_of_two_who_change_and_undo_the_second_hears_that_it_changed(
    db: Session, case: Case, by: Participant, sort: str
) -> None:
    add, change, _, all_of, facts, other = SORTS[sort]
    made = add(db, case, facts, by=by)
    adding = last_act(db, case, made.id)
    change(db, case, made, other, based_on=1, by=by)
    now = told(db, case, all_of)
    assert act_on_stretch(db, adding, viewer=Viewer(case.id)) is None
    with pytest.raises(StretchChangedSince):
        undo_on_stretch(db, case, adding, by=by)
    assert told(db, case, all_of) == now


def test_a_change_of_which_nobody_knows_what_was_before_is_not_undone(db: Session, case: Case, by: Participant) -> None:
    frame = LegalFrame(case_id=case.id, first_day=FIRST, last_day=LAST, compulsory=True, measure="OTS")
    db.add(frame)
    db.flush()
    change_frame(db, case, frame, FrameFacts(False, FIRST, MIDDLE), based_on=1, by=by)
    assert act_on_stretch(db, last_act(db, case, frame.id), viewer=Viewer(case.id)) is None


def test_an_act_is_undone_once(db: Session, case: Case, by: Participant) -> None:
    frame = add_frame(db, case, FrameFacts(True, FIRST, LAST), by=by)
    act = last_act(db, case, frame.id)
    undo_on_stretch(db, case, act, by=by)
    with pytest.raises(StretchChangedSince):
        undo_on_stretch(db, case, act, by=by)
    assert not frames_of(db, case.id)


def test_two_chapters_never_get_one_name_by_undoing(db: Session, case: Case, by: Participant) -> None:
    chapter = add_chapter(db, case, ChapterFacts("Het begin", FIRST, MIDDLE), by=by)
    chapter_id = chapter.id
    remove_chapter(db, case, chapter, based_on=1, by=by)
    add_chapter(db, case, ChapterFacts("Het Begin", FIRST, LAST), by=by)
    with pytest.raises(SameNameTwice):
        undo_on_stretch(db, case, last_act(db, case, chapter_id), by=by)


@pytest.mark.parametrize("sort", ["frame", "course"])
@pytest.mark.parametrize("act", ["remove", "change"])
def test_what_was_said_again_since_does_not_come_back_beside_it(
    db: Session, case: Case, by: Participant, sort: str, act: str
) -> None:
    add, change, remove, all_of, facts, other = SORTS[sort]
    made = add(db, case, facts, by=by)
    thing_id = made.id
    if act == "remove":
        remove(db, case, made, based_on=1, by=by)
    else:
        change(db, case, made, other, based_on=1, by=by)
    add(db, case, facts, by=by)
    now = told(db, case, all_of)
    with pytest.raises(ThereAlready), db.begin_nested():
        undo_on_stretch(db, case, last_act(db, case, thing_id), by=by)
    assert told(db, case, all_of) == now


def test_an_organisation_that_left_the_case_does_not_come_back_with_the_course(
    db: Session, case: Case, by: Participant
) -> None:
    left = Organisation(case_id=case.id, name="Vertrokken", kind="care", position=9)
    db.add(left)
    db.flush()
    holder = add_course_holder(db, case, CourseFacts(FIRST, LAST, left.id), by=by)
    holder_id = holder.id
    remove_course_holder(db, case, holder, based_on=1, by=by)
    db.delete(left)
    db.flush()
    with pytest.raises(OrganisationGone):
        undo_on_stretch(db, case, last_act(db, case, holder_id), by=by)
