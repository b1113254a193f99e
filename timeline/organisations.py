"""Use-cases on the organisations of a case, each with its own lane and colour. The caller commits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Table, func
from sqlalchemy import select as select_columns
from sqlmodel import Session, SQLModel, col, select

from timeline import history
from timeline.errors import N_, UserError
from timeline.models import Account, Case, Event, Import, Organisation, Participant, Revision
from timeline.names import tidy_name
from timeline.scope import Viewer, seen_by, viewer_of
from timeline.store import accounts_of, organisations_of

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


def organisations_in_use(db: Session, viewer: Viewer) -> Sequence[Organisation]:
    """The organisations of a case to choose from and to hand on, in the order of their lanes.

    One that came with a file that was taken back since is left out, unless people did something with it or something
    that the viewer may see hangs on it. It is still in the case: the same file finds it again.
    """
    everyone = organisations_of(db, viewer.case_id)
    untouched = {organisation.id for organisation in everyone if organisation.version == 1}
    left_behind = _of_undone_files(db, viewer.case_id) & untouched
    if left_behind:
        left_behind -= _referred_to(db, viewer)
    return [organisation for organisation in everyone if organisation.id not in left_behind]


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


def _of_undone_files(db: Session, case_id: str) -> frozenset[str]:
    """The organisations (their ids) that came into the case with a file that was taken back since."""
    undone = select(Import.id).where(Import.case_id == case_id, Import.state == "undone")
    made = select(Revision.thing_id).where(
        Revision.case_id == case_id,
        Revision.thing == "organisation",
        Revision.action == "add",
        col(Revision.batch_id).in_(undone),
    )
    return frozenset(db.exec(made))


def _referred_to(db: Session, viewer: Viewer) -> set[str]:
    """The organisations (their ids) that something hangs on which the viewer may see."""
    found: set[str] = set()
    accounts = accounts_of(db, viewer)  # all at once: there may be more events than one question can name
    for event in db.exec(select(Event).where(seen_by(viewer, Event), col(Event.removed_at).is_(None))):
        found |= {event.organisation_id or "", *event.present, *event.missing}
        found |= {key for told in accounts.get(event.id, ()) for key in (*told.present, *told.missing)}
    for table in SQLModel.metadata.sorted_tables:  # also those of packages that build on this one
        if "organisation_id" not in table.c or table in {Event.__table__, Revision.__table__}:  # type: ignore[attr-defined]
            continue
        seen = seen_by(viewer, table.c) if "private_to" in table.c else table.c.case_id == viewer.case_id
        found |= set(db.execute(select_columns(table.c.organisation_id).where(seen).distinct()).scalars())
    return found


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
