"""What goes along when a case goes on to its next phase: the session begins with everything on the table."""

from __future__ import annotations

from sqlmodel import Session

from analysis.perspectives import reveal
from timeline.cases import FORWARD, AlreadyMoved, NoWayOn, move_back, move_forward
from timeline.history import hold
from timeline.models import Case, Participant, Phase

__all__ = ["AlreadyMoved", "NoWayOn", "go_back", "go_on", "next_phase", "reveals_too"]


def next_phase(case: Case) -> Phase | None:
    """The phase that a press on a button brings; None when the next one begins otherwise, by freezing the report."""
    return FORWARD.get(Phase(case.phase))


def reveals_too(case: Case) -> bool:
    """Whether going on also shows everybody what the organisations wrote: nobody looks back together at half of it."""
    return next_phase(case) == Phase.SESSION and case.revealed_at is None


def go_on(db: Session, case: Case, *, expected: str, by: Participant) -> Case:
    """Put the case in its next phase; before the session everything becomes visible to all organisations.

    Raises:
        AlreadyMoved: it is no longer in phase `expected`.
        NoWayOn: from this phase it does not go on by a press on a button.
    """
    hold(db, case)
    if case.phase != expected:
        raise AlreadyMoved
    if reveals_too(case):
        reveal(db, case, by=by)
    return move_forward(db, case, expected=expected, by=by)


def go_back(db: Session, case: Case, *, expected: str, reason: str, by: Participant) -> Case:
    """Put the case one phase back with a reason; what was made visible stays visible.

    Raises:
        AlreadyMoved, NoReason, NoWayOn: see `timeline.cases.move_back`.
    """
    return move_back(db, case, expected=expected, reason=reason, by=by)
