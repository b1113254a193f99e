"""Where the texts of the demonstration case belong: events by their title, questions and answers by their theme."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import Session

from analysis.models import Answer, Question
from analysis.questions.store import GROUP, ORGANISATION, answers_of, questions_of
from timeline.models import Case, Event
from timeline.scope import Viewer
from timeline.store import accounts_of, events_in_order

OF = " of "


class AnchorNotFound(LookupError):
    """A text points to an event, question or answer that is not there, or that is there more than once."""


class Events:
    """The events of a case by title: their own, or the one that one of the files gave them."""

    def __init__(self, db: Session, case: Case) -> None:
        viewer = Viewer(case.id)
        self._own: dict[str, list[Event]] = {}
        self._told: dict[str, list[Event]] = {}
        told = accounts_of(db, viewer)
        for event in events_in_order(db, viewer):
            self._own.setdefault(event.title, []).append(event)
            for title in {account.title for account in told.get(event.id, ())}:
                self._told.setdefault(title, []).append(event)

    def __getitem__(self, title: str) -> Event:
        """The event with this title.

        Raises:
            AnchorNotFound: there is none, or more than one.
        """
        found = self._own.get(title) or self._told.get(title) or []
        if len(found) != 1:
            raise AnchorNotFound(f"{len(found)} events are called “{title}”")
        return found[0]

    def ids(self, titles: Iterable[str]) -> list[str]:
        """The ids of the events with these titles.

        Raises:
            AnchorNotFound: one of them is not there.
        """
        return [self[title].id for title in titles]


def question(db: Session, case: Case, name: str) -> Question:
    """The question that a name stands for: a theme, with “of group” behind it for one that the group answers.

    Raises:
        AnchorNotFound: there is none, or more than one.
    """
    theme, _, group = name.partition(OF)
    asked = questions_of(db, case.id, GROUP if group == GROUP else ORGANISATION)
    found = [one for one in asked if one.theme == theme]
    if len(found) != 1:
        raise AnchorNotFound(f"{len(found)} questions are called “{name}”")
    return found[0]


def answer(db: Session, case: Case, name: str, organisations: dict[str, str]) -> Answer:
    """The answer that a name stands for: a theme, and whose answer it is.

    `organisations` holds the ids by their keys; “of group” is the answer that the group gave to its own question.

    Raises:
        AnchorNotFound: there is no such answer.
    """
    theme, _, whose = name.partition(OF)
    asked = question(db, case, name if whose == GROUP else theme)
    organisation_id = None if whose == GROUP else organisations[whose]
    for one in answers_of(db, Viewer(case.id)).get(asked.id, []):
        if one.organisation_id == organisation_id:
            return one
    raise AnchorNotFound(f"nobody answered “{name}”")
