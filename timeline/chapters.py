"""Use-cases on chapters, the named stretches of a case such as "the first year". The caller commits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from timeline.glances import Glance
from timeline.models import Case, Chapter, Event, Participant
from timeline.names import tidy_name
from timeline.stretches import add_stretch, change_stretch, in_order, remove_stretch, stretches_of
from timeline.text import clean_text


@dataclass(frozen=True, slots=True)
class ChapterFacts:
    """What is said of a chapter."""

    name: str
    first_day: date
    last_day: date
    summary: str = ""


def chapters_of(db: Session, case_id: str) -> Sequence[Chapter]:
    """The chapters of a case, in order of time."""
    return stretches_of(db, Chapter, case_id)


def chapter_of(event: Event | Glance, chapters: Iterable[Chapter]) -> Chapter | None:
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
    return add_stretch(db, case, chapter, by=by)


def change_chapter(
    db: Session, case: Case, chapter: Chapter, facts: ChapterFacts, *, based_on: int, by: Participant
) -> Chapter:
    """Change a named stretch of the case; the earlier text stays in its history.

    Raises:
        Conflict: somebody else changed it since version `based_on`.
        NoName, SameNameTwice, EndsBeforeItBegins: see `add_chapter`.
    """

    def fill(locked: Chapter) -> None:
        _fill(locked, facts, [other for other in chapters_of(db, case.id) if other.id != locked.id])

    return change_stretch(db, case, chapter, fill, based_on=based_on, by=by)


def remove_chapter(db: Session, case: Case, chapter: Chapter, *, based_on: int, by: Participant) -> None:
    """Take a named stretch away; the events in it stay where they are.

    Raises:
        Conflict: somebody else changed it since version `based_on`.
    """
    remove_stretch(db, case, chapter, based_on=based_on, by=by)


def _fill(chapter: Chapter, facts: ChapterFacts, others: Sequence[Chapter]) -> None:
    in_order(facts.first_day, facts.last_day)
    chapter.name = tidy_name(facts.name, taken=(other.name for other in others))
    chapter.first_day, chapter.last_day = facts.first_day, facts.last_day
    chapter.summary = clean_text(facts.summary).strip()
