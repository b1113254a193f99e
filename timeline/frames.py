"""Use-cases on the legal frame: when the help was voluntary and when compulsory, and by which measure.

Two of them may cover the same days, as one measure often comes on top of another. The caller commits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from timeline.models import NAME_LENGTH, Case, LegalFrame, Participant
from timeline.stretches import add_stretch, change_stretch, in_order, remove_stretch, stretches_of
from timeline.text import one_line


@dataclass(frozen=True, slots=True)
class FrameFacts:
    """What is said of the frame in a stretch; `measure` is for example "OTS", and may be empty."""

    compulsory: bool
    first_day: date
    last_day: date
    measure: str = ""


def frames_of(db: Session, case_id: str) -> Sequence[LegalFrame]:
    """The legal frames of a case, in order of time."""
    return stretches_of(db, LegalFrame, case_id)


def add_frame(db: Session, case: Case, facts: FrameFacts, *, by: Participant) -> LegalFrame:
    """Say in which frame the help was given during a stretch.

    Raises:
        EndsBeforeItBegins: its last day lies before its first.
    """
    frame = LegalFrame(case_id=case.id, compulsory=facts.compulsory, first_day=facts.first_day, last_day=facts.last_day)
    _fill(frame, facts)
    return add_stretch(db, case, frame, by=by)


def change_frame(
    db: Session, case: Case, frame: LegalFrame, facts: FrameFacts, *, based_on: int, by: Participant
) -> LegalFrame:
    """Change what is said of a stretch; what it was stays in its history.

    Raises:
        Conflict: somebody else changed it since version `based_on`.
        EndsBeforeItBegins: its last day lies before its first.
    """
    return change_stretch(db, case, frame, lambda locked: _fill(locked, facts), based_on=based_on, by=by)


def remove_frame(db: Session, case: Case, frame: LegalFrame, *, based_on: int, by: Participant) -> None:
    """Take away what is said of a stretch.

    Raises:
        Conflict: somebody else changed it since version `based_on`.
    """
    remove_stretch(db, case, frame, based_on=based_on, by=by)


def _fill(frame: LegalFrame, facts: FrameFacts) -> None:
    in_order(facts.first_day, facts.last_day)
    frame.compulsory = facts.compulsory
    frame.measure = one_line(facts.measure, NAME_LENGTH)
    frame.first_day, frame.last_day = facts.first_day, facts.last_day
