"""Use-cases on the organisations of a case, each with its own lane and colour. The caller commits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Table, func
from sqlalchemy import select as select_columns
from sqlmodel import Session, SQLModel, col, select

from timeline import history
from timeline.errors import N_, UserError
from timeline.models import Account, Case, Event, Organisation, Participant
from timeline.names import tidy_name
from timeline.scope import Viewer, seen_by, viewer_of
from timeline.store import organisations_of

KINDS = (
    "municipality",
    "care",
    "youth_protection",
    "safe_home",
    "child_protection_board",
    "school",
    "court",
    "health",
    "police",
    "other",
)
COLOURS = range(1, 13)


class OrganisationInUse(UserError):
    """An organisation that something hangs on can't be taken out."""

    def __init__(self) -> None:
        super().__init__(
            N_("Deze organisatie kan niet meer weg: er kan al iets aan vastzitten. Zet eventueel uit dat ze meedoet.")
        )


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    """What is said of an organisation; `colour` is 1 to 12, and 0 takes the first one that is free."""

    name: str
    kind: str = "other"
    colour: int = 0
    takes_part: bool = True


def add_organisation(
    db: Session, case: Case, facts: OrganisationFacts, *, by: Participant, batch: str | None = None
) -> Organisation:
    """Add an organisation, with its lane below the others.

    Raises:
        NoName: it has no name.
        SameNameTwice: another organisation in the case has that name.
    """
    others = organisations_of(db, case.id)
    position = max((other.position for other in others), default=-1) + 1
    organisation = Organisation(case_id=case.id, name="", position=position)
    _fill(organisation, facts, others)
    db.add(organisation)
    history.record(db, case, organisation, "add", by=by, batch=batch)
    return organisation


def change_organisation(
    db: Session, case: Case, organisation: Organisation, facts: OrganisationFacts, *, based_on: int, by: Participant
) -> Organisation:
    """Change the name, kind or colour of an organisation, or whether it takes part.

    Raises:
        Conflict: somebody else changed it since version `based_on`.
        NoName: it has no name.
        SameNameTwice: another organisation in the case has that name.
    """
    locked = history.load(db, Organisation, organisation.id, viewer=viewer_of(by), lock=True)
    history.check_version(locked, based_on)
    _fill(locked, facts, [other for other in organisations_of(db, case.id) if other.id != locked.id])
    locked.version += 1
    history.record(db, case, locked, "change", by=by)
    return locked


def can_remove_organisation(db: Session, case: Case, organisation: Organisation) -> bool:
    """Whether nothing hangs on the organisation that its removal would take along.

    Between the first invitation and the reveal the answer is always no: otherwise it would tell whether somebody
    wrote about the organisation in private.
    """
    if case.revealed_at is None and _somebody_is_invited(db, case):
        return False
    return not _is_referred_to(db, organisation)


def remove_organisation(db: Session, case: Case, organisation: Organisation, *, based_on: int, by: Participant) -> None:
    """Take an organisation out of the case, as long as nothing hangs on it.

    Raises:
        Conflict: somebody else changed it since version `based_on`.
        OrganisationInUse: something hangs on it; see `can_remove_organisation`.
    """
    locked = history.load(db, Organisation, organisation.id, viewer=viewer_of(by), lock=True)
    history.check_version(locked, based_on)
    if not can_remove_organisation(db, case, locked):
        raise OrganisationInUse
    locked.version += 1
    history.record(db, case, locked, "remove", by=by)
    db.delete(locked)
    db.flush()


def _fill(organisation: Organisation, facts: OrganisationFacts, others: Sequence[Organisation]) -> None:
    organisation.name = tidy_name(facts.name, taken=(other.name for other in others))
    organisation.kind = facts.kind if facts.kind in KINDS else "other"
    organisation.colour = facts.colour if facts.colour in COLOURS else _free_colour(others)
    organisation.takes_part = facts.takes_part


def _free_colour(others: Sequence[Organisation]) -> int:
    taken = [other.colour for other in others]
    return min(COLOURS, key=lambda colour: (taken.count(colour), colour))


def _somebody_is_invited(db: Session, case: Case) -> bool:
    query = select(Participant.id).where(Participant.case_id == case.id, col(Participant.organisation_id).is_not(None))
    return db.exec(query.limit(1)).first() is not None


def _is_referred_to(db: Session, organisation: Organisation) -> bool:
    events = db.exec(select(Event).where(seen_by(Viewer(organisation.case_id), Event)))
    accounts = db.exec(select(Account).where(seen_by(Viewer(organisation.case_id), Account)))
    if any(organisation.id in (*told.present, *told.missing) for told in (*events, *accounts)):
        return True
    # every table, also those of packages that build on this one: a column of this name holds the id of an organisation
    return any(_holds(db, table, organisation.id) for table in SQLModel.metadata.sorted_tables)


def _holds(db: Session, table: Table, organisation_id: str) -> bool:
    columns = [table.c[name] for name in ("organisation_id", "private_to") if name in table.c]
    for column in columns:
        query = select_columns(func.count()).select_from(table).where(column == organisation_id)
        if db.execute(query).scalar_one():
            return True
    return False
