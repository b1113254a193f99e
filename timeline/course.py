"""Use-cases on who held the course of the case; that clearly nobody did is an answer too. The caller commits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from timeline.history import NotThere
from timeline.models import NAME_LENGTH, Case, CourseHolder, Participant
from timeline.store import organisations_of
from timeline.stretches import add_stretch, change_stretch, in_order, remove_stretch, stretches_of
from timeline.text import one_line


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """Who held the course in a stretch: an organisation, somebody in free words, both, or clearly nobody."""

    first_day: date
    last_day: date
    organisation_id: str | None = None
    who: str = ""


def course_holders_of(db: Session, case_id: str) -> Sequence[CourseHolder]:
    """Who held the course of a case, in order of time."""
    return stretches_of(db, CourseHolder, case_id)


def add_course_holder(db: Session, case: Case, facts: CourseFacts, *, by: Participant) -> CourseHolder:
    """Say who held the course during a stretch.

    Raises:
        EndsBeforeItBegins: its last day lies before its first.
        NotThere: the organisation is not in this case.
    """
    holder = CourseHolder(case_id=case.id, first_day=facts.first_day, last_day=facts.last_day)
    _fill(db, holder, facts)
    return add_stretch(db, case, holder, by=by)


def change_course_holder(
    db: Session, case: Case, holder: CourseHolder, facts: CourseFacts, *, based_on: int, by: Participant
) -> CourseHolder:
    """Change who held the course during a stretch; what it was stays in its history.

    Raises:
        Conflict: somebody else changed it since version `based_on`.
        EndsBeforeItBegins, NotThere: see `add_course_holder`.
    """
    return change_stretch(db, case, holder, lambda locked: _fill(db, locked, facts), based_on=based_on, by=by)


def remove_course_holder(db: Session, case: Case, holder: CourseHolder, *, based_on: int, by: Participant) -> None:
    """Take away what is said of a stretch: from then on nothing is known of it, not even that it was nobody.

    Raises:
        Conflict: somebody else changed it since version `based_on`.
    """
    remove_stretch(db, case, holder, based_on=based_on, by=by)


def _fill(db: Session, holder: CourseHolder, facts: CourseFacts) -> None:
    in_order(facts.first_day, facts.last_day)
    known = {organisation.id for organisation in organisations_of(db, holder.case_id)}
    if facts.organisation_id is not None and facts.organisation_id not in known:
        raise NotThere  # leaving it out would say that it was nobody
    holder.organisation_id = facts.organisation_id
    holder.who = one_line(facts.who, NAME_LENGTH)
    holder.first_day, holder.last_day = facts.first_day, facts.last_day
