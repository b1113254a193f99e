"""A file that was read becomes a preview, then events with an account each: one act, which can be undone.

What several organisations tell of the same moment is one event with an account of each; `timeline.merge` finds it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from timeline import history
from timeline.columns import now
from timeline.dates import EventDate, from_edtf
from timeline.errors import N_, UserError
from timeline.lanes import find_organisation, free_colour, guess_kind_of_organisation, is_family
from timeline.merge import Telling, find_same, placing_date
from timeline.models import NAME_LENGTH, TITLE_LENGTH, Account, Case, Event, Import, Organisation, Participant, Revision
from timeline.readers import ReadFile, SourceRow
from timeline.scope import Viewer, seen_by, viewer_of
from timeline.store import accounts_of, events_in_order, organisations_of
from timeline.text import clean_text

UNDATED = "unknown"
HEARSAY = frozenset({"contact", "other"})
"""Kinds of a row that may only say that somebody heard of it; who tells the thing itself gives the event its face."""
NO_TITLE = N_("(zonder omschrijving)")


class AlreadyDecided(UserError):
    """The preview was already accepted, dropped or undone, for example by a second click."""

    def __init__(self) -> None:
        super().__init__(N_("Over dit bestand is al besloten. Je ziet de stand hieronder."))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What accepting a file did: how many new events, accounts joined to existing ones, and rows that were there."""

    added: int
    joined: int
    known: int


def preview(db: Session, case: Case, organisation: Organisation, read: ReadFile, *, by: Participant) -> Import:
    """Keep a file that was read as a preview; nothing is on the timeline yet."""
    made = Import(
        case_id=case.id,
        organisation_id=organisation.id,
        file_name=clean_text(read.name)[:TITLE_LENGTH],
        checksum=read.sha256,
        reading=read.to_json(),
        participant_id=by.id,
    )
    db.add(made)
    db.flush()
    return made


def accept(db: Session, case: Case, imported: Import, *, by: Participant) -> Outcome:
    """Put the rows of a preview on the timeline; rows that were accepted before add nothing.

    Raises:
        AlreadyDecided: it is no preview any more.
    """
    locked = history.load(db, Import, imported.id, viewer=viewer_of(by), lock=True)
    if locked.state != "preview":
        raise AlreadyDecided
    rows = ReadFile.from_json(locked.reading).rows
    taken = _Taking(db, case, locked, by)
    outcome = taken.take(rows)
    locked.state, locked.decided_at = "accepted", now()
    db.add(locked)
    history.touch(db, case, None)  # also when it added nothing: the report names its files
    return outcome


def drop(db: Session, imported: Import, *, by: Participant) -> None:
    """Throw a preview away; nothing of it was on the timeline.

    Raises:
        AlreadyDecided: it is no preview any more.
    """
    locked = history.load(db, Import, imported.id, viewer=viewer_of(by), lock=True)
    if locked.state != "preview":
        raise AlreadyDecided
    locked.state, locked.decided_at, locked.reading = "dropped", now(), {}
    db.add(locked)


def undo_import(db: Session, case: Case, imported: Import, *, by: Participant) -> None:
    """Take an accepted file off the timeline again: its accounts go, and the events that nothing else tells.

    An event that somebody changed since stays, without the account of this file.

    Raises:
        AlreadyDecided: it is not accepted, or was undone before.
    """
    viewer = viewer_of(by)
    locked = history.load(db, Import, imported.id, viewer=viewer, lock=True)
    if locked.state != "accepted":
        raise AlreadyDecided
    batch = history.new_batch()
    taken = db.exec(select(Account).where(seen_by(viewer, Account), Account.batch_id == locked.id)).all()
    for account in taken:
        account.version += 1
    history.record_together(db, case, [(account, "remove") for account in taken], by=by, batch=batch)
    for account in taken:
        db.delete(account)
    db.flush()
    touched = {account.event_id for account in taken}
    told = accounts_of(db, viewer, touched)
    retold = []
    for event in db.exec(select(Event).where(seen_by(viewer, Event), col(Event.id).in_(touched))).all():
        if event.removed_at is None and _only_files_made(db, event):
            _retell(db, case, event, told.get(event.id, []))
            event.version += 1
            retold.append((event, "undo"))
    history.record_together(db, case, retold, by=by, batch=batch)
    locked.state, locked.decided_at = "undone", now()
    db.add(locked)
    history.touch(db, case, None)


def _only_files_made(db: Session, event: Event) -> bool:
    """Whether everything that happened to an event was done by importing files and undoing that."""
    imports = select(Import.id).where(Import.case_id == event.case_id)
    by_people = select(Revision.id).where(
        Revision.case_id == event.case_id,
        Revision.thing == "event",
        Revision.thing_id == event.id,
        Revision.action != "undo",
        col(Revision.batch_id).not_in(imports),
    )
    return db.exec(by_people.limit(1)).first() is None


def _retell(db: Session, case: Case, event: Event, accounts: Sequence[Account]) -> None:
    """Tell an event by the accounts that are left, as if it had come from those files alone; with none, it goes."""
    if not accounts:
        event.removed_at = now()
        return
    first = accounts[0]
    organisations = organisations_of(db, case.id)
    lane = find_organisation(first.lane, organisations) if first.lane else None
    event.organisation_id = lane.id if lane else None
    event.title, event.description, event.source = first.title, first.description, first.source
    event.who = list(first.who)
    event.kind = next((account.kind for account in accounts if account.kind != "other"), "other")
    event.place(placing_date([account.when for account in accounts]))
    by_id = {organisation.id: organisation for organisation in organisations}
    present: set[str] = set()
    for account in accounts:
        teller = by_id.get(account.organisation_id or "")
        if teller is not None:
            present |= at_the_table(account.kind, account.who, teller, organisations)
    event.present = sorted(present)


def lanes_in(reading: ReadFile, organisations: Sequence[Organisation]) -> Mapping[str, str | None]:
    """The organisations that a file names, each with the name of the one in the case, or None for a new one."""
    found: dict[str, str | None] = {}
    for row in reading.rows:
        name = (row.organisation or "").strip()
        if name and not is_family(name) and name not in found:
            match = find_organisation(name, organisations)
            found[name] = match.name if match else None
    return found


def at_the_table(
    kind: str, who: Sequence[str], teller: Organisation, organisations: Sequence[Organisation]
) -> set[str]:
    """The organisations at a meeting: the one that tells of it, and those named; only a meeting has a table."""
    if kind != "mdo":
        return set()
    present = {teller.id} if teller.kind != "court" else set()
    return present | {match.id for name in who if (match := find_organisation(name, organisations)) is not None}


class _Taking:
    """Taking the rows of one file into a case."""

    def __init__(self, db: Session, case: Case, imported: Import, by: Participant) -> None:
        self.db, self.case, self.imported, self.by = db, case, imported, by
        self.viewer: Viewer = viewer_of(by)
        self.organisations = list(organisations_of(db, case.id))
        self.teller = next(o for o in self.organisations if o.id == imported.organisation_id)
        self.events: list[tuple[Event, str]] = []
        self.accounts: list[tuple[Account, str]] = []

    def take(self, rows: Sequence[SourceRow]) -> Outcome:
        events = {event.id: event for event in events_in_order(self.db, self.viewer)}
        accounts = [a for told in accounts_of(self.db, self.viewer).values() for a in told if a.event_id in events]
        known = {a.row_checksum for a in accounts if a.organisation_id == self.teller.id and a.row_checksum}
        fresh: dict[str, SourceRow] = {}
        seen: dict[str, int] = {}
        for row in rows:
            mark = _checksum(row)
            seen[mark] = seen.get(mark, 0) + 1
            mark = f"{mark[:56]}{seen[mark]:08d}"
            if mark not in known:
                fresh[mark] = row
        places = self._same_events(accounts, fresh)
        joined = 0
        for mark, row in fresh.items():
            event_id = places.get(mark)
            if event_id is None:
                self._add(mark, row)
            else:
                joined += 1
                self._join(events[event_id], mark, row)
        for changes in (self.events, self.accounts):  # the events first: an account hangs on one
            history.record_together(self.db, self.case, changes, by=self.by, batch=self.imported.id)
        return Outcome(added=len(fresh) - joined, joined=joined, known=len(rows) - len(fresh))

    def _same_events(self, accounts: Sequence[Account], fresh: Mapping[str, SourceRow]) -> dict[str, str]:
        names = {organisation.id: organisation.name for organisation in self.organisations}
        tellings = [
            Telling(
                key=account.id,
                teller=names.get(account.organisation_id or "", ""),
                title=account.title,
                description=account.description,
                date=account.when,
                kind=account.kind,
                who=tuple(account.who),
                lane=account.lane,
            )
            for account in accounts
        ]
        tellings += [
            Telling(
                key=mark,
                teller=self.teller.name,
                title=row.title,
                description=row.description,
                date=row.date,
                kind=row.kind,
                who=row.who,
                lane=self._lane_name(row),
            )
            for mark, row in fresh.items()
        ]
        event_of = {account.id: account.event_id for account in accounts}
        places = {}
        for group in find_same(tellings).groups:
            known = sorted({event_of[key] for key in group if key in event_of})
            for key in group:
                if key in fresh and known:
                    places[key] = known[0]
        return places

    def _lane_name(self, row: SourceRow) -> str:
        if row.organisation is None:
            return self.teller.name
        if is_family(row.organisation) or not row.organisation.strip():
            return ""
        match = find_organisation(row.organisation, self.organisations)
        return match.name if match else row.organisation.strip()

    def _lane(self, row: SourceRow) -> Organisation | None:
        name = self._lane_name(row)
        if not name:
            return None
        match = find_organisation(name, self.organisations)
        if match is not None:
            return match
        made = Organisation(
            case_id=self.case.id,
            name=clean_text(name)[:NAME_LENGTH],
            kind=guess_kind_of_organisation(name),
            colour=free_colour(self.organisations),
            position=len(self.organisations),
            takes_part=False,
        )
        history.record(self.db, self.case, made, "add", by=self.by)
        self.organisations.append(made)
        return made

    def _present(self, row: SourceRow) -> list[str]:
        return sorted(at_the_table(row.kind, row.who, self.teller, self.organisations))

    def _add(self, mark: str, row: SourceRow) -> None:
        lane = self._lane(row)
        event = Event(
            case_id=self.case.id,
            organisation_id=lane.id if lane else None,
            kind=row.kind,
            title=_title(row),
            description=clean_text(row.description),
            who=[clean_text(name) for name in row.who],
            present=self._present(row),
            source=_source(row, self.imported),
        )
        event.place(_when(row))
        self.events.append((event, "add"))
        self._tell(event, mark, row)

    def _join(self, event: Event, mark: str, row: SourceRow) -> None:
        self._tell(event, mark, row)
        event.place(placing_date([event.when, _when(row)]))
        event.present = sorted({*event.present, *self._present(row)})
        event.missing = [key for key in event.missing if key not in event.present]
        if event.kind in HEARSAY and row.kind not in HEARSAY:
            lane = self._lane(row)
            event.organisation_id = lane.id if lane else None
            event.kind, event.title, event.description = row.kind, _title(row), clean_text(row.description)
        event.version += 1
        self.events.append((event, "join"))

    def _tell(self, event: Event, mark: str, row: SourceRow) -> None:
        account = Account(
            case_id=self.case.id,
            event_id=event.id,
            organisation_id=self.teller.id,
            title=_title(row),
            description=clean_text(row.description),
            kind=row.kind,
            lane=self._lane_name(row)[:NAME_LENGTH],
            who=[clean_text(name) for name in row.who],
            source=_source(row, self.imported),
            place_in_source=clean_text(row.place)[:NAME_LENGTH],
            row_checksum=mark,
            batch_id=self.imported.id,
        )
        account.place(_when(row))
        self.accounts.append((account, "add"))


def _when(row: SourceRow) -> EventDate:
    return row.date if row.date is not None else from_edtf(UNDATED, text=row.date_text)


def _title(row: SourceRow) -> str:
    return clean_text(row.title).strip()[:TITLE_LENGTH] or NO_TITLE


def _source(row: SourceRow, imported: Import) -> str:
    return clean_text(row.source or imported.file_name)[:TITLE_LENGTH]


def _checksum(row: SourceRow) -> str:
    parts = (row.date_text, row.title, row.description, row.organisation or "", ",".join(row.who))
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def imports_of(db: Session, case_id: str) -> Sequence[Import]:
    """The files of a case, the newest first; those that were dropped are left out."""
    query = select(Import).where(Import.case_id == case_id, Import.state != "dropped")
    return db.exec(query.order_by(col(Import.created_at).desc(), col(Import.id))).all()
