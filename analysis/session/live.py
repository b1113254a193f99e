"""Where the live session is: begun, which part, what the beamer shows, ended.

Every change raises `SessionState.tick` in its own transaction, which is how open screens notice. The row is locked
while it is raised, so that two people at once come one after the other and a repeated click finds the work done.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from analysis.models import Question, SessionPart, SessionState
from analysis.session.agenda import copy_into, part_of, parts_of, planned_minutes, skip, stretch
from timeline.columns import now
from timeline.errors import N_, UserError
from timeline.history import NotThere, load
from timeline.models import Case, Event
from timeline.scope import Viewer


class Beamer(StrEnum):
    """What the beamer can show."""

    WELCOME = "welcome"
    AGENDA = "agenda"
    TIMELINE = "timeline"
    EVENT = "event"
    QUESTION = "question"
    DIFFERENCES = "differences"
    ANSWERS = "answers"
    LESSONS = "lessons"
    NOTES = "notes"


# What the beamer turns to by itself when a part begins; other parts leave it as it is.
SHOWN_WITH_PART = {
    "opening": Beamer.WELCOME,
    "questions": Beamer.QUESTION,
    "walk": Beamer.TIMELINE,
    "differences": Beamer.DIFFERENCES,
    "break": Beamer.AGENDA,
    "moments": Beamer.TIMELINE,
    "patterns": Beamer.NOTES,
    "answers": Beamer.ANSWERS,
    "commitments": Beamer.LESSONS,
    "closing": Beamer.WELCOME,
}


class NotStarted(UserError):
    """The session has not begun yet, or is already over."""

    def __init__(self) -> None:
        super().__init__(N_("De leersessie is nog niet begonnen, of al afgesloten. Druk eerst op Begin."))


class NothingChosen(UserError):
    """The beamer was asked to show one event or question, without saying which."""

    def __init__(self) -> None:
        super().__init__(N_("Kies eerst wat er op het scherm moet komen."))


def state_of(db: Session, case_id: str) -> SessionState | None:
    """Where the session of this case is; None as long as nobody planned or began anything."""
    return db.exec(select(SessionState).where(SessionState.case_id == case_id)).one_or_none()


def changed(db: Session, case_id: str) -> SessionState:
    """Say that something changed that open screens show; begin every act with it.

    It takes the one row of the session first, so that acts at the same moment wait for each other.
    """
    state = _locked(db, case_id)
    if state is None:
        try:
            with db.begin_nested():
                db.add(SessionState(case_id=case_id))
        except IntegrityError:
            pass  # somebody else was just first
        state = _locked(db, case_id)
    if state is None:
        raise NotThere
    state.tick += 1
    db.add(state)
    return state


def start(db: Session, case: Case, language: str, *, at: datetime | None = None) -> SessionState:
    """Begin the session at its first part, or go on with one that was closed. Starting twice changes nothing.

    The time that it was closed does not count: the planned end moves on by as much, so that nobody is late by it.
    """
    present = at or now()
    state = changed(db, case.id)
    parts = copy_into(db, case, language)
    if state.started_at is not None and state.ended_at is None:
        return state
    if state.started_at is None:
        state.started_at = present
        state.ends_at = present + timedelta(minutes=planned_minutes(parts))
        first = next((part for part in parts if not part.skipped), parts[0])
    else:
        first = next((part for part in parts if part.id == state.part_id), parts[-1])
        if state.ends_at is not None and state.ended_at is not None:
            state.ends_at += max(present - state.ended_at, timedelta(0))
    state.ended_at = None
    _enter(state, first, present)
    return state


def go_to(db: Session, case: Case, part_id: str, *, at: datetime | None = None) -> SessionState:
    """Go to a part, later or earlier; a part that was skipped is taken in again. Going where one is changes nothing.

    Raises:
        NotStarted: the session has not begun or is over.
        NotThere: there is no such part in this case.
    """
    present = at or now()
    state = changed(db, case.id)
    _running(state)
    part = part_of(db, case.id, part_id)
    if state.part_id == part.id and part.started_at is not None and part.ended_at is None:
        return state
    for other in parts_of(db, case.id):
        if other.id != part.id and other.started_at is not None and other.ended_at is None:
            other.ended_at = present
            db.add(other)
    part.skipped = False
    _enter(state, part, present)
    db.add(part)
    return state


def skip_part(db: Session, case: Case, part_id: str, *, skipped: bool) -> SessionState:
    """Leave a part out of the session, or take it in again.

    Raises:
        AlreadyBegun: it has begun.
        NotThere: there is no such part in this case.
    """
    state = changed(db, case.id)
    skip(part_of(db, case.id, part_id), skipped=skipped)
    return state


def stretch_part(db: Session, case: Case, part_id: str, minutes: int) -> SessionState:
    """Give a part this many minutes in all; saying the same twice changes nothing.

    Raises:
        TooLong: the minutes are not 1 to 240.
        NotThere: there is no such part in this case.
    """
    state = changed(db, case.id)
    stretch(part_of(db, case.id, part_id), minutes)
    return state


def show(
    db: Session, case: Case, what: Beamer, *, event_id: str | None = None, question_id: str | None = None
) -> SessionState:
    """Choose what the beamer shows. Only what is shared with everyone can be shown.

    Raises:
        NothingChosen: an event or question is to be shown, without saying which.
        NotThere: the event or question is not in this case, or not shared.
    """
    everyone = Viewer(case.id)
    state = changed(db, case.id)
    if what == Beamer.EVENT:
        if not event_id:
            raise NothingChosen
        event = load(db, Event, event_id, viewer=everyone)
        if event.removed_at is not None:
            raise NotThere
        state.event_id = event.id
    if what == Beamer.QUESTION and question_id:
        state.question_id = load(db, Question, question_id, viewer=everyone).id
    elif what == Beamer.QUESTION:
        state.question_id = None
    state.beamer = what
    return state


def end(db: Session, case: Case, *, at: datetime | None = None) -> SessionState:
    """Close the session; what was written stays. Closing twice changes nothing.

    Raises:
        NotStarted: it has not begun.
    """
    present = at or now()
    state = changed(db, case.id)
    if state.started_at is None:
        raise NotStarted
    if state.ended_at is None:
        for part in parts_of(db, case.id):
            if part.started_at is not None and part.ended_at is None:
                part.ended_at = present
        state.ended_at = present
        state.beamer = Beamer.WELCOME
    return state


def _locked(db: Session, case_id: str) -> SessionState | None:
    query = select(SessionState).where(SessionState.case_id == case_id)
    return db.exec(query.with_for_update().execution_options(populate_existing=True)).one_or_none()


def _running(state: SessionState) -> None:
    if state.started_at is None or state.ended_at is not None:
        raise NotStarted


def _enter(state: SessionState, part: SessionPart, present: datetime) -> None:
    """Begin a part, or begin it again: what it took before is kept apart from when it now began."""
    if part.started_at is not None and part.ended_at is not None:
        part.spent_seconds += max(int((part.ended_at - part.started_at).total_seconds()), 0)
    if part.started_at is None or part.ended_at is not None:
        part.started_at = present
    part.ended_at = None
    state.part_id = part.id
    if part.key in SHOWN_WITH_PART:
        state.beamer = SHOWN_WITH_PART[part.key]
        if part.key == "questions":
            state.question_id = None
