"""Use-cases on the family of a case: its members by code name and role. The caller commits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from timeline import history
from timeline.errors import N_, UserError
from timeline.models import Account, Case, Event, Participant, Person
from timeline.names import tidy_name
from timeline.scope import Viewer, seen_by, viewer_of

ROLES = ("mother", "father", "child", "partner", "grandparent", "other")
EARLIEST_BIRTH_YEAR, LATEST_BIRTH_YEAR = 1900, 2100


class PersonInUse(UserError):
    """A family member who stands in an event can't be taken out."""

    def __init__(self) -> None:
        super().__init__(
            N_("Dit gezinslid staat bij een gebeurtenis. Haal het daar eerst weg, of geef het een andere naam.")
        )


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is said of a member of the family; never more than this."""

    code_name: str
    role: str = "child"
    birth_year: int | None = None


def family_of(db: Session, case_id: str) -> Sequence[Person]:
    """The members of the family, in the order in which they were entered."""
    query = select(Person).where(Person.case_id == case_id)
    return db.exec(query.order_by(col(Person.position), col(Person.code_name))).all()


def add_person(db: Session, case: Case, facts: PersonFacts, *, by: Participant, batch: str | None = None) -> Person:
    """Add a member of the family.

    Raises:
        NoName: there is no code name.
        SameNameTwice: another member has it.
    """
    others = family_of(db, case.id)
    person = Person(case_id=case.id, code_name="", position=max((p.position for p in others), default=-1) + 1)
    _fill(person, facts, others)
    db.add(person)
    history.record(db, case, person, "add", by=by, batch=batch)
    return person


def change_person(
    db: Session, case: Case, person: Person, facts: PersonFacts, *, based_on: int, by: Participant
) -> Person:
    """Change a member of the family; a new code name takes the place of the old one in all events and accounts.

    So a name that was typed by mistake is gone from the timeline in one act.

    Raises:
        Conflict: somebody else changed this since version `based_on`.
        NoName: there is no code name.
        SameNameTwice: another member has it.
    """
    locked = history.load(db, Person, person.id, viewer=viewer_of(by), lock=True)
    history.check_version(locked, based_on)
    earlier = locked.code_name
    _fill(locked, facts, [other for other in family_of(db, case.id) if other.id != locked.id])
    locked.version += 1
    batch = history.new_batch()
    history.record(db, case, locked, "change", by=by, batch=batch)
    if locked.code_name != earlier:
        _rename(db, case, earlier, locked.code_name, by=by, batch=batch)
    return locked


def remove_person(db: Session, case: Case, person: Person, *, based_on: int, by: Participant) -> None:
    """Take a member out of the family, as long as no event that everybody sees names this member.

    Raises:
        Conflict: somebody else changed this since version `based_on`.
        PersonInUse: an event names this member.
    """
    locked = history.load(db, Person, person.id, viewer=viewer_of(by), lock=True)
    history.check_version(locked, based_on)
    # only what is shared counts: a refusal must not tell what an organisation wrote in private
    shared = db.exec(select(Event).where(seen_by(Viewer(case.id), Event), col(Event.removed_at).is_(None)))
    if any(locked.code_name in event.who for event in shared):
        raise PersonInUse
    locked.version += 1
    history.record(db, case, locked, "remove", by=by)
    db.delete(locked)
    db.flush()


def _fill(person: Person, facts: PersonFacts, others: Sequence[Person]) -> None:
    person.code_name = tidy_name(facts.code_name, taken=(other.code_name for other in others))
    person.role = facts.role if facts.role in ROLES else "other"
    year = facts.birth_year
    person.birth_year = year if year and EARLIEST_BIRTH_YEAR <= year <= LATEST_BIRTH_YEAR else None


def _rename(db: Session, case: Case, earlier: str, name: str, *, by: Participant, batch: str) -> None:
    # also what is private: the name belongs to the case, and the words around it stay as they are
    events = db.exec(select(Event).where(Event.case_id == case.id)).all()
    accounts = db.exec(select(Account).where(Account.case_id == case.id)).all()
    rows: list[Event | Account] = [*events, *accounts]
    for row in rows:
        if earlier in row.who:
            row.who = [name if who == earlier else who for who in row.who]
            row.version += 1
            history.record(db, case, row, "change", by=by, batch=batch)
