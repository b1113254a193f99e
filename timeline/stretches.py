"""What all stretches of days of a case have in common: chapters, legal frames, and who held the course.

The caller commits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

from sqlmodel import Session, select

from timeline import history
from timeline.dates import EventDate
from timeline.errors import N_, UserError
from timeline.models import Case, Chapter, CourseHolder, LegalFrame, Participant
from timeline.scope import viewer_of

AnyStretch = TypeVar("AnyStretch", Chapter, LegalFrame, CourseHolder)


class NoFirstOrLastDay(UserError):
    """A stretch needs a day on which it begins and one on which it ends."""

    def __init__(self) -> None:
        super().__init__(N_("Een periode heeft een begin en een eind nodig. Een maand of jaar is ook goed."))


class EndsBeforeItBegins(UserError):
    """The last day of a stretch lies before its first."""

    def __init__(self) -> None:
        super().__init__(N_("Het eind ligt voor het begin. Kijk beide datums nog eens na."))


def stretch(begins: EventDate, ends: EventDate) -> tuple[date, date]:
    """The days of a stretch: from the first possible day of its begin to the last possible day of its end.

    Raises:
        NoFirstOrLastDay: one of the two is not known.
        EndsBeforeItBegins: they lie the other way round.
    """
    if begins.earliest is None or ends.latest is None:
        raise NoFirstOrLastDay
    in_order(begins.earliest, ends.latest)
    return begins.earliest, ends.latest


def in_order(first: date, last: date) -> None:
    """Refuse a stretch that ends before it begins.

    Raises:
        EndsBeforeItBegins: it does.
    """
    if last < first:
        raise EndsBeforeItBegins


def stretches_of(db: Session, table: type[AnyStretch], case_id: str) -> Sequence[AnyStretch]:
    """The stretches of one sort in a case, in order of time."""
    columns: Any = table
    query = select(table).where(columns.case_id == case_id)
    return db.exec(query.order_by(columns.first_day, columns.last_day, columns.id)).all()


def add_stretch(db: Session, case: Case, added: AnyStretch, *, by: Participant) -> AnyStretch:
    """Keep a new stretch, with its first revision; what is said already, for example by a double click, stays one."""
    history.hold(db, case)
    for known in stretches_of(db, type(added), case.id):
        if says(known) == says(added):
            return known
    db.add(added)
    history.record(db, case, added, "add", by=by)
    return added


def change_stretch(
    db: Session,
    case: Case,
    changed: AnyStretch,
    fill: Callable[[AnyStretch], None],
    *,
    based_on: int,
    by: Participant,
) -> AnyStretch:
    """Change a stretch by `fill`; what it was stays in its history.

    Raises:
        Conflict: somebody else changed it since version `based_on`.
    """
    locked = _locked(db, changed, based_on=based_on, by=by)
    fill(locked)
    locked.version += 1
    history.record(db, case, locked, "change", by=by)
    return locked


def remove_stretch(db: Session, case: Case, removed: AnyStretch, *, based_on: int, by: Participant) -> None:
    """Take a stretch away; its history stays.

    Raises:
        Conflict: somebody else changed it since version `based_on`.
    """
    locked = _locked(db, removed, based_on=based_on, by=by)
    locked.version += 1
    history.record(db, case, locked, "remove", by=by)
    db.delete(locked)
    db.flush()


def says(told: AnyStretch) -> dict[str, Any]:
    """What a stretch says, whichever it is: two that say the same are one said twice."""
    return {name: value for name, value in history.snapshot(told).items() if name not in {"id", "version"}}


def _locked(db: Session, wanted: AnyStretch, *, based_on: int, by: Participant) -> AnyStretch:
    locked = history.load(db, type(wanted), wanted.id, viewer=viewer_of(by), lock=True)
    history.check_version(locked, based_on)
    return locked
