"""A file that was read becomes a preview, then events with an account each: one act, which can be undone.

What several organisations tell of the same moment is one event with an account of each; `timeline.merge` finds it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from timeline import attendance, history
from timeline.columns import now
from timeline.comparing import find_same_in_time
from timeline.errors import N_, UserError
from timeline.lanes import find_organisation, is_family
from timeline.looking_over import edits_from_json, looked_over
from timeline.merge import find_same, placing_date
from timeline.models import TITLE_LENGTH, Account, Case, Event, Import, Organisation, Participant, Revision
from timeline.organisations import organisations_in_use
from timeline.readers import Packed, ReadContext
from timeline.readings import forget, keep, kept
from timeline.scope import Viewer, seen_by, viewer_of
from timeline.store import accounts_of, organisations_of
from timeline.taking import NO_TITLE, Finding, Foreseen, Outcome, Taking
from timeline.text import clean_text

__all__ = [
    "NO_TITLE",
    "AlreadyDecided",
    "Outcome",
    "TakenBack",
    "accept",
    "drop",
    "foresee",
    "imports_of",
    "in_preview",
    "lanes_in",
    "preview",
    "read_before",
    "reading_context",
    "told_by_imports",
    "undo_import",
]


class AlreadyDecided(UserError):
    """The preview was already accepted, dropped or undone, for example by a second click."""

    def __init__(self) -> None:
        super().__init__(N_("Over dit bestand is al besloten. Je ziet de stand hieronder."))


def reading_context(db: Session, organisation: Organisation, *, today: date) -> ReadContext:
    """What is known before a file of this organisation is read."""
    names = tuple(one.name for one in organisations_in_use(db, Viewer(organisation.case_id)))
    return ReadContext(today=today, organisations=names, known_columns=dict(organisation.known_columns))


def preview(db: Session, case: Case, organisation: Organisation, packed: Packed, *, by: Participant) -> Import:
    """Keep a file that was read as a preview; nothing is on the timeline yet.

    The same file that still waits is not kept twice: one goes on where one was. What people changed of it when it was
    read before comes along.
    """
    history.hold(db, case)  # a double click waits here, and then finds what the first one made
    before = _same_file(db, organisation, packed.head["sha256"])
    waiting = next((one for one in before if one.state == "preview" and one.reading == packed.head), None)
    if waiting is not None:
        return waiting
    made = Import(
        case_id=case.id,
        organisation_id=organisation.id,
        file_name=clean_text(packed.head["name"])[:TITLE_LENGTH],
        checksum=packed.head["sha256"],
        reading={},
        edits=dict(before[0].edits) if before else {},
        participant_id=by.id,
        version=before[0].version if before else 1,  # what came along was changed up to there
    )
    keep(db, made, packed)
    return made


def _same_file(db: Session, organisation: Organisation, checksum: str) -> Sequence[Import]:
    """The files of an organisation with the same bytes that wait or are on the timeline, the newest first."""
    query = select(Import).where(
        Import.case_id == organisation.case_id,
        Import.organisation_id == organisation.id,
        Import.checksum == checksum,
        col(Import.state).in_(("preview", "accepted")),
    )
    return db.exec(query.order_by(col(Import.created_at).desc(), col(Import.id).desc())).all()


def read_before(db: Session, imported: Import) -> datetime | None:
    """When the same file came on the timeline earlier, from whichever organisation; None when it did not."""
    query = select(Import.decided_at).where(
        Import.case_id == imported.case_id,
        Import.checksum == imported.checksum,
        Import.state == "accepted",
        Import.id != imported.id,
    )
    return db.exec(query.order_by(col(Import.decided_at).desc())).first()


def in_preview(db: Session, imported: Import, *, by: Participant) -> Import:
    """The file while it is a preview, with the writes of others kept waiting.

    Raises:
        AlreadyDecided: it is no preview any more.
    """
    locked = history.load(db, Import, imported.id, viewer=viewer_of(by), lock=True)
    if locked.state != "preview":
        raise AlreadyDecided
    return locked


def foresee(
    db: Session, case: Case, imported: Import, *, by: Participant, find: Finding = find_same_in_time
) -> Foreseen:
    """What accepting a preview would do now, with the events that are on the timeline at this moment.

    `find` tells which tellings are one.
    """
    rows = looked_over(kept(db, imported).opened(), edits_from_json(imported.edits))
    return Taking(db, case, imported, by).foresee([looked for looked in rows if looked.is_event], find=find)


def accept(db: Session, case: Case, imported: Import, *, by: Participant, find: Finding = find_same) -> Outcome:
    """Put the rows of a preview on the timeline as people looked them over; what was accepted before adds nothing.

    `find` tells which tellings are one; others wait for this act, so it had better remember that from the preview.

    Raises:
        AlreadyDecided: it is no preview any more.
    """
    locked = in_preview(db, imported, by=by)
    rows = looked_over(kept(db, locked).opened(), edits_from_json(locked.edits))
    outcome = Taking(db, case, locked, by).take([looked for looked in rows if looked.is_event], find=find)
    locked.state, locked.decided_at = "accepted", now()
    db.add(locked)
    history.touch(db, case, None)  # also when it added nothing: the report names its files
    return outcome


def drop(db: Session, imported: Import, *, by: Participant) -> None:
    """Throw a preview away; nothing of it was on the timeline.

    Raises:
        AlreadyDecided: it is no preview any more.
    """
    locked = in_preview(db, imported, by=by)
    locked.state, locked.decided_at = "dropped", now()
    forget(db, locked)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What taking a file back did: how many events went, and how many that nothing else tells stayed for what people
    did with them since."""

    removed: int
    stayed: int


def undo_import(
    db: Session, case: Case, imported: Import, *, by: Participant, written_about: Collection[str] = ()
) -> TakenBack:
    """Take an accepted file off the timeline again: its accounts go, and the events that nothing else tells.

    An event that somebody changed since stays, without the account of this file, and so does one of `written_about`
    (ids), which people wrote something about.

    Raises:
        AlreadyDecided: it is not accepted, or was undone before.
    """
    viewer = viewer_of(by)
    locked = history.load(db, Import, imported.id, viewer=viewer, lock=True)
    if locked.state != "accepted":
        raise AlreadyDecided
    batch = history.new_batch()
    taken = db.exec(select(Account).where(seen_by(viewer, Account), Account.batch_id == locked.id)).all()
    history.remove_together(db, case, Account, taken, by=by, batch=batch)
    touched = {account.event_id for account in taken}
    told = accounts_of(db, viewer, touched)
    changed, organisations = _changed_by_people(db, case), organisations_of(db, case.id)
    retold, stayed = [], 0
    for event in db.exec(select(Event).where(seen_by(viewer, Event), col(Event.id).in_(touched))).all():
        left = told.get(event.id, [])
        if event.removed_at is not None:
            continue
        if event.id in changed or (not left and event.id in written_about):
            stayed += not left
        else:
            _retell(event, left, organisations)
            event.version += 1
            retold.append((event, "undo"))
    history.record_together(db, case, retold, by=by, batch=batch)
    locked.state, locked.decided_at = "undone", now()
    db.add(locked)
    history.touch(db, case, None)
    return TakenBack(removed=sum(event.removed_at is not None for event, _ in retold), stayed=stayed)


def _changed_by_people(db: Session, case: Case) -> frozenset[str]:
    """The events (their ids) to which more happened than importing files and undoing that."""
    imports = select(Import.id).where(Import.case_id == case.id)
    by_people = select(Revision.thing_id).where(
        Revision.case_id == case.id,
        Revision.thing == "event",
        Revision.action != "undo",
        col(Revision.batch_id).not_in(imports),
    )
    return frozenset(db.exec(by_people.distinct()))


def _retell(event: Event, accounts: Sequence[Account], organisations: Sequence[Organisation]) -> None:
    """Tell an event by the accounts that are left, as if it had come from those files alone; with none, it goes."""
    if not accounts:
        event.removed_at = now()
        return
    first = accounts[0]
    lane = find_organisation(first.lane, organisations) if first.lane else None
    event.organisation_id = lane.id if lane else None
    event.title, event.description, event.source = first.title, first.description, first.source
    event.who = list(first.who)
    event.kind = next((account.kind for account in accounts if account.kind != "other"), "other")
    event.place(placing_date([account.when for account in accounts]))
    table = attendance.together(accounts)
    event.present, event.missing = table.present, table.missing


def lanes_in(names: Iterable[str], organisations: Sequence[Organisation]) -> Mapping[str, str | None]:
    """The organisations that a file names, each with the name of the one in the case, or None for a new one."""
    found: dict[str, str | None] = {}
    for name in names:
        if not is_family(name) and name not in found:
            match = find_organisation(name, organisations)
            found[name] = match.name if match else None
    return found


def imports_of(db: Session, case_id: str) -> Sequence[Import]:
    """The files of a case, the newest first; those that were dropped are left out."""
    query = select(Import).where(Import.case_id == case_id, Import.state != "dropped")
    return db.exec(query.order_by(col(Import.created_at).desc(), col(Import.id))).all()


def told_by_imports(db: Session, viewer: Viewer, imports: Sequence[Import]) -> Mapping[str, int]:
    """How many events on the timeline each file tells, by its id; what stood there already came with another file."""
    found = dict.fromkeys((imported.id for imported in imports), 0)
    query = (
        select(Account.batch_id, func.count(func.distinct(Account.event_id)))
        .join(Event, col(Event.id) == Account.event_id)
        .where(seen_by(viewer, Account), seen_by(viewer, Event), col(Event.removed_at).is_(None))
        .where(col(Account.batch_id).in_(found))
        .group_by(col(Account.batch_id))
    )
    return {**found, **{batch: count for batch, count in db.exec(query) if batch is not None}}
