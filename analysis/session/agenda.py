"""The agenda of the three hours and its clock: what is planned, how far behind it runs, and what may give way."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from sqlmodel import Session, col, select

from analysis.models import SessionPart
from timeline.errors import N_, UserError
from timeline.history import load
from timeline.models import NAME_LENGTH, Case
from timeline.scope import Viewer
from timeline.text import clean_text

MAX_MINUTES = 240
MAX_PARTS = 40
LATE_FROM_MINUTES = 3


class NoTitleForPart(UserError):
    """A part of the agenda needs a title."""

    def __init__(self) -> None:
        super().__init__(N_("Geef dit onderdeel een naam."))


class TooManyParts(UserError):
    """The agenda is full."""

    def __init__(self) -> None:
        super().__init__(N_("Er zijn al %(most)s onderdelen. Sla er eerst een over of pas er een aan."), most=MAX_PARTS)


class TooLong(UserError):
    """A part can't take this many minutes."""

    def __init__(self) -> None:
        super().__init__(N_("Een onderdeel duurt 1 tot %(most)s minuten."), most=MAX_MINUTES)


class AlreadyBegun(UserError):
    """A part that has begun can't be skipped any more."""

    def __init__(self) -> None:
        super().__init__(N_("Dit onderdeel is al begonnen. Ga door naar het volgende onderdeel."))


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """One part of the standard agenda. `gives_way`: how soon it may be shortened (0: never); `share`: how much."""

    key: str
    minutes: int
    titles: dict[str, str]
    purposes: dict[str, str]
    gives_way: int = 0
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class GivesWay:
    """What the clock proposes to shorten: this part, by so many minutes; `whole` when it would fall away."""

    part_id: str
    key: str
    title: str
    minutes: int
    whole: bool


@dataclass(frozen=True, slots=True)
class ClockFace:
    """What the clock says at one moment. All times in minutes; `behind` is negative when there is time to spare.

    `part_gone` and `gone` are what the part and the whole session took until now, `part_minutes` and `minutes` what was
    planned. `expected_end` is when it ends at this pace. `still_over` is what stays too much after the proposals.
    """

    part_id: str | None
    part_gone: float
    part_minutes: int
    gone: float
    minutes: int
    behind: int
    ends_at: datetime | None
    expected_end: datetime | None
    proposals: tuple[GivesWay, ...] = ()
    still_over: int = 0

    @property
    def late(self) -> bool:
        """Whether it is worth saying that the session runs behind."""
        return self.behind >= LATE_FROM_MINUTES


@cache
def standard_agenda() -> tuple[PlannedPart, ...]:
    """The ten parts of the three hours, as they stand in `agenda.toml`."""
    with (Path(__file__).parent / "agenda.toml").open("rb") as file:
        content = tomllib.load(file)
    return tuple(
        PlannedPart(
            part["key"],
            part["minutes"],
            part["title"],
            part["purpose"],
            part.get("gives_way", 0),
            part.get("share", 0.0),
        )
        for part in content["part"]
    )


def copy_into(db: Session, case: Case, language: str) -> Sequence[SessionPart]:
    """Give the case its own copy of the standard agenda, in this language; an agenda that is there stays as it is."""
    there = parts_of(db, case.id)
    if there:
        return there
    made = [
        SessionPart(
            case_id=case.id,
            key=part.key,
            title=part.titles.get(language) or part.titles["nl"],
            purpose=part.purposes.get(language) or part.purposes["nl"],
            minutes=part.minutes,
            position=position,
        )
        for position, part in enumerate(standard_agenda())
    ]
    db.add_all(made)
    db.flush()
    return made


def parts_of(db: Session, case_id: str) -> Sequence[SessionPart]:
    """The parts of the agenda of this case, in order; those that are skipped too."""
    query = select(SessionPart).where(SessionPart.case_id == case_id)
    return db.exec(query.order_by(col(SessionPart.position), col(SessionPart.id))).all()


def part_of(db: Session, case_id: str, part_id: str) -> SessionPart:
    """One part of the agenda of this case, to change it.

    Raises:
        NotThere: there is no such part in this case.
    """
    return load(db, SessionPart, part_id, viewer=Viewer(case_id), lock=True)


def change_part(part: SessionPart, *, title: str, purpose: str, minutes: int) -> None:
    """Change what a part is called, what it is for and how long it takes.

    Raises:
        NoTitleForPart: the title is empty.
        TooLong: the minutes are not 1 to 240.
    """
    part.title = _title(title)
    part.purpose = clean_text(purpose).strip()
    stretch(part, minutes)


def stretch(part: SessionPart, minutes: int) -> None:
    """Give a part this many minutes in all.

    Raises:
        TooLong: the minutes are not 1 to 240.
    """
    if not 1 <= minutes <= MAX_MINUTES:
        raise TooLong
    part.minutes = minutes


def skip(part: SessionPart, *, skipped: bool) -> None:
    """Leave a part out, or take it in again.

    Raises:
        AlreadyBegun: it is to be left out but has begun.
    """
    if skipped and part.started_at is not None:
        raise AlreadyBegun
    part.skipped = skipped


def add_part(db: Session, case: Case, *, title: str, purpose: str, minutes: int) -> SessionPart:
    """Add a part of one's own, just before the last one.

    Raises:
        NoTitleForPart: the title is empty.
        TooLong: the minutes are not 1 to 240.
        TooManyParts: the agenda is full.
    """
    there = list(parts_of(db, case.id))
    if len(there) >= MAX_PARTS:
        raise TooManyParts
    made = SessionPart(case_id=case.id, key="own", title=_title(title), minutes=1, position=len(there))
    change_part(made, title=title, purpose=purpose, minutes=minutes)
    db.add(made)
    there.insert(max(len(there) - 1, 0), made)
    _number(there)
    db.flush()
    return made


def move(db: Session, case_id: str, part_id: str, to: int) -> None:
    """Put a part on another place of the agenda; `to` counts from 0 and is kept within the agenda.

    Raises:
        NotThere: there is no such part in this case.
    """
    moved = part_of(db, case_id, part_id)
    rest = [part for part in parts_of(db, case_id) if part.id != moved.id]
    rest.insert(min(max(to, 0), len(rest)), moved)
    _number(rest)


def planned_minutes(parts: Iterable[SessionPart]) -> int:
    """How long the parts that are not skipped take in all."""
    return sum(part.minutes for part in parts if not part.skipped)


def spent(part: SessionPart, now: datetime) -> timedelta:
    """How long a part took until now, with earlier stretches of it."""
    earlier = timedelta(seconds=part.spent_seconds)
    if part.started_at is None:
        return earlier
    return earlier + max((part.ended_at or now) - part.started_at, timedelta(0))


def clock(
    parts: Sequence[SessionPart],
    now: datetime,
    *,
    started_at: datetime | None = None,
    ends_at: datetime | None = None,
    part_id: str | None = None,
    ended_at: datetime | None = None,
) -> ClockFace:
    """What the clock of the session says at this moment.

    `ends_at` is the end as it was planned when the session began; without it the plan as it now stands counts.
    Parts before the present one that never began are passed over: going on to a later part means leaving them.
    """
    now = ended_at or now
    minutes = planned_minutes(parts)
    current = next((part for part in parts if part.id == part_id), None)
    if started_at is None:
        return ClockFace(None, 0.0, 0, 0.0, minutes, 0, None, None)
    planned_end = ends_at or started_at + timedelta(minutes=minutes)
    whole = round((planned_end - started_at) / timedelta(minutes=1))
    gone = (now - started_at) / timedelta(minutes=1)
    part_gone = spent(current, now) / timedelta(minutes=1) if current else 0.0
    if ended_at is not None:
        return ClockFace(None, 0.0, 0, gone, whole, 0, planned_end, ended_at)
    ahead = _ahead(parts, current)
    here_left = max(current.minutes - part_gone, 0.0) if current else 0.0
    expected_end = now + timedelta(minutes=here_left + sum(part.minutes for part in ahead))
    behind = round((expected_end - planned_end) / timedelta(minutes=1))
    proposals = _proposals(behind, current, here_left, ahead) if behind >= LATE_FROM_MINUTES else ()
    return ClockFace(
        part_id=current.id if current else None,
        part_gone=part_gone,
        part_minutes=current.minutes if current else 0,
        gone=gone,
        minutes=whole,
        behind=behind,
        ends_at=planned_end,
        expected_end=expected_end,
        proposals=proposals,
        still_over=max(behind - sum(proposal.minutes for proposal in proposals), 0) if behind > 0 else 0,
    )


def _ahead(parts: Sequence[SessionPart], current: SessionPart | None) -> list[SessionPart]:
    position = current.position if current else -1
    return [part for part in parts if not part.skipped and part.started_at is None and part.position > position]


def _proposals(
    behind: int, current: SessionPart | None, here_left: float, ahead: Sequence[SessionPart]
) -> tuple[GivesWay, ...]:
    """What may give way, the first to go first, until the session fits again."""
    rules = {part.key: part for part in standard_agenda() if part.gives_way}
    left = {part.id: float(part.minutes) for part in ahead} | ({current.id: here_left} if current else {})
    candidates = [part for part in ([current] if current else []) + list(ahead) if part.key in rules]
    found = []
    short = behind
    for part in sorted(candidates, key=lambda part: rules[part.key].gives_way):
        at_most = min(left[part.id], part.minutes * rules[part.key].share)
        minutes = min(int(at_most), short)
        if minutes < 1:
            continue
        whole = part is not current and minutes >= part.minutes
        found.append(GivesWay(part.id, part.key, part.title, minutes, whole))
        short -= minutes
    return tuple(found)


def _number(parts: Iterable[SessionPart]) -> None:
    for position, part in enumerate(parts):
        part.position = position


def _title(title: str) -> str:
    cleaned = clean_text(title).strip()[:NAME_LENGTH]
    if not cleaned:
        raise NoTitleForPart
    return cleaned
