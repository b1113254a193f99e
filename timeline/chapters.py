"""Use-cases on chapters, the named stretches of a case such as "the first year". The caller commits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from timeline import history
from timeline.dates import EventDate
from timeline.errors import N_, UserError
from timeline.models import Case, Chapter, Event, Participant
from timeline.names import tidy_name
from timeline.scope import viewer_of
from timeline.text import clean_text


class NoFirstOrLastDay(UserError):
    """A chapter needs a day on which it begins and one on which it ends."""

    def __init__(self) -> None:
        super().__init__(N_("Een periode heeft een begin en een eind nodig. Een maand of jaar is ook goed."))


class EndsBeforeItBegins(UserError):
    """The last day of a chapter lies before its first."""

    def __init__(self) -> None:
        super().__init__(N_("Het eind ligt voor het begin. Kijk beide datums nog eens na."))


@dataclass(frozen=True, slots=True)
class ChapterFacts:
    """What is said of a chapter."""

    name: str
    first_day: date
    last_day: date
    summary: str = ""


def stretch(begins: EventDate, ends: EventDate) -> tuple[date, date]:
    """The days that a chapter covers: from the first possible day of its begin to the last possible day of its end.

    Raises:
        NoFirstOrLastDay: one of the two is not known.
        EndsBeforeItBegins: they lie the other way round.
    """
    if begins.earliest is None or ends.latest is None:
        raise NoFirstOrLastDay
    if ends.latest < begins.earliest:
        raise EndsBeforeItBegins
    return begins.earliest, ends.latest


def chapters_of(db: Session, case_id: str) -> Sequence[Chapter]:
    """The chapters of a case, in order of time."""
    query = select(Chapter).where(Chapter.case_id == case_id)
    return db.exec(query.order_by(col(Chapter.first_day), col(Chapter.last_day), col(Chapter.id))).all()


def chapter_of(event: Event, chapters: Iterable[Chapter]) -> Chapter | None:
    """The chapter of an event: the one that somebody put it in, or else the first in which its begin lies."""
    ordered = tuple(chapters)
    by_hand = next((chapter for chapter in ordered if chapter.id == event.chapter_id), None)
    if by_hand is not None:
        return by_hand
    begin = event.when.start.earliest or event.earliest or event.latest
    if begin is None:
        return None
    return next((chapter for chapter in ordered if chapter.first_day <= begin <= chapter.last_day), None)


def add_chapter(db: Session, case: Case, facts: ChapterFacts, *, by: Participant) -> Chapter:
    """Add a named stretch to the case.

    Raises:
        NoName: it has no name.
        SameNameTwice: another chapter has that name.
        EndsBeforeItBegins: its last day lies before its first.
    """
    chapter = Chapter(case_id=case.id, name="", first_day=facts.first_day, last_day=facts.last_day)
    _fill(chapter, facts, chapters_of(db, case.id))
    db.add(chapter)
    history.record(db, case, chapter, "add", by=by)
    return chapter


def change_chapter(
    db: Session, case: Case, chapter: Chapter, facts: ChapterFacts, *, based_on: int, by: Participant
) -> Chapter:
    """Change a named stretch of the case; the earlier text stays in its history.

    Raises:
        Conflict: somebody else changed it since version `based_on`.
        NoName, SameNameTwice, EndsBeforeItBegins: see `add_chapter`.
    """
    locked = history.load(db, Chapter, chapter.id, viewer=viewer_of(by), lock=True)
    history.check_version(locked, based_on)
    _fill(locked, facts, [other for other in chapters_of(db, case.id) if other.id != locked.id])
    locked.version += 1
    history.record(db, case, locked, "change", by=by)
    return locked


def remove_chapter(db: Session, case: Case, chapter: Chapter, *, based_on: int, by: Participant) -> None:
    """Take a named stretch away; the events in it stay where they are.

    Raises:
        Conflict: somebody else changed it since version `based_on`.
    """
    locked = history.load(db, Chapter, chapter.id, viewer=viewer_of(by), lock=True)
    history.check_version(locked, based_on)
    locked.version += 1
    history.record(db, case, locked, "remove", by=by)
    db.delete(locked)
    db.flush()


def _fill(chapter: Chapter, facts: ChapterFacts, others: Sequence[Chapter]) -> None:
    if facts.last_day < facts.first_day:
        raise EndsBeforeItBegins
    chapter.name = tidy_name(facts.name, taken=(other.name for other in others))
    chapter.first_day, chapter.last_day = facts.first_day, facts.last_day
    chapter.summary = clean_text(facts.summary).strip()
