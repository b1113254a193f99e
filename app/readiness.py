"""What a case needs before its organisations can begin: the list on the overview, and the next thing that is open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.audit import AuditLine
from app.i18n import gettext
from timeline.chapters import chapters_of
from timeline.models import Case, Event, Role
from timeline.participants import participants_of
from timeline.scope import Viewer, seen_by
from timeline.store import organisations_of


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do while preparing, whether it is done, and about how many minutes it takes.

    What is not needed is worth a look, but the case goes on without it.
    """

    text: str
    href: str
    minutes: int
    is_done: bool
    is_needed: bool = True


def steps_of(db: Session, case: Case) -> list[Step]:
    """The steps in the order in which they are best done."""
    return list(_steps(db, case))


def next_step(db: Session, case: Case) -> Step | None:
    """The first needed thing that is still open; None when the case can go on."""
    return next((step for step in _steps(db, case) if step.is_needed and not step.is_done), None)


def _steps(db: Session, case: Case) -> Iterator[Step]:
    """The steps one by one: every page asks for the next, and what comes after it need not be looked up."""
    base = f"/cases/{case.id}"
    taking_part = {organisation.id for organisation in organisations_of(db, case.id) if organisation.takes_part}
    yield Step(gettext("Zet de organisaties erin die meedoen."), f"{base}/edit/organisations", 5, bool(taking_part))
    yield Step(
        gettext("Lees de eerste lijst met gebeurtenissen in, of typ ze zelf."),
        f"{base}/import",
        60,
        _has_events(db, case),
    )
    yield Step(
        gettext("Verdeel de tijdlijn in periodes, zoals “het eerste jaar”."),
        f"{base}/edit/chapters",
        10,
        bool(chapters_of(db, case.id)),
    )
    yield Step(
        gettext("Kijk of de leervragen passen, en pas ze aan als dat nodig is."),
        f"{base}/questions",
        15,
        _questions_were_arranged(db, case),
        is_needed=False,
    )
    with_contact = {person.organisation_id for person in participants_of(db, case.id) if person.role == Role.CONTACT}
    yield Step(
        gettext("Nodig van elke organisatie een contactpersoon uit."),
        f"{base}/people",
        10,
        bool(taking_part) and taking_part <= with_contact,
    )


def _has_events(db: Session, case: Case) -> bool:
    query = select(Event.id).where(seen_by(Viewer(case.id), Event), col(Event.removed_at).is_(None))
    return db.exec(query.limit(1)).first() is not None


def _questions_were_arranged(db: Session, case: Case) -> bool:
    """Whether somebody changed them: a case begins with a set, and that it is there tells nothing of its fit."""
    query = select(AuditLine.id).where(AuditLine.case_id == case.id, col(AuditLine.action).startswith("question."))
    return db.exec(query.limit(1)).first() is not None
