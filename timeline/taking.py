"""The rows of a file come into a case; what another organisation told too is one event with an account of each."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from timeline import history
from timeline.attendance import Attendance, together
from timeline.comparing import ComparingTookTooLong, find_same_in_time
from timeline.dates import EventDate, from_edtf
from timeline.errors import N_
from timeline.history import NewRow, new_row
from timeline.lanes import find_organisation, free_colour, guess_kind_of_organisation, is_family
from timeline.looking_over import Looked
from timeline.merge import Merging, Telling, find_same, placing_date
from timeline.models import (
    NAME_LENGTH,
    TITLE_LENGTH,
    Account,
    Apart,
    Case,
    Event,
    Import,
    Organisation,
    Participant,
    date_columns,
)
from timeline.quick_entry import who_was_there
from timeline.readers import SourceRow
from timeline.scope import Viewer, viewer_of
from timeline.store import accounts_of, events_in_order, organisations_of
from timeline.tags import tidy_tags
from timeline.text import clean_text
from timeline.twins import apart_accounts

UNDATED = "unknown"
GROUNDS = ("urgency", "plan", "court", "other")
"""On what a decision can rest."""
HEARSAY = frozenset({"contact", "other"})
"""Kinds of a row that may only say that somebody heard of it; who tells the thing itself gives the event its face."""
NO_TITLE = N_("(zonder omschrijving)")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What accepting a file did: how many new events, accounts joined to existing ones, and rows that were there."""

    added: int
    joined: int
    known: int


@dataclass(frozen=True, slots=True)
class Join:
    """A row that tells an event that is on the timeline already, and the organisations that told it."""

    looked: Looked
    event: Event
    tellers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What accepting a file would do now.

    `joins` are the rows that join an event, `apart` those that would if nobody had said otherwise; `doubtful` counts
    the pairs of which people will be asked whether they are one event. Without `is_compared` that took too long:
    `added` also counts the rows that will join an event then.
    """

    joins: tuple[Join, ...]
    apart: tuple[Join, ...]
    added: int
    known: int
    doubtful: int
    is_compared: bool = True


def lane_name(row: SourceRow, teller: Organisation, organisations: Sequence[Organisation]) -> str:
    """The name of the lane that a row comes in, empty for the family; it may be one that is not in the case yet."""
    name = (row.organisation or "").strip()
    if not name:
        return teller.name  # who hands in a list need not name itself on each row
    if is_family(name):
        return ""
    match = find_organisation(name, organisations)
    return match.name if match else name


def at_the_table(
    kind: str,
    title: str,
    who: Sequence[str],
    teller: Organisation,
    organisations: Sequence[Organisation],
    *,
    lane: str,
) -> set[str]:
    """The organisations at a meeting: the one that tells of it, and those named; only a meeting has a table.

    In the `lane` (a name) of another organisation the teller was there only if it is named, too. Named is who stands
    with the people, or in the title after "met": "Overleg met gemeente".
    """
    if kind != "mdo":
        return set()
    present = {teller.id} if teller.kind != "court" and lane in {"", teller.name} else set()
    return present | _named((*who, *who_was_there(title)[0]), organisations)


def present_at(row: SourceRow, teller: Organisation, organisations: Sequence[Organisation]) -> set[str]:
    """The organisations that a row says were at the table; a file that names them itself is taken at its word."""
    if row.present or row.knows_table:  # the file itself says who was at the table
        return _named(row.present, organisations)
    lane = lane_name(row, teller, organisations)
    return at_the_table(row.kind, row.title, row.who, teller, organisations, lane=lane) - missing_at(row, organisations)


def missing_at(row: SourceRow, organisations: Sequence[Organisation]) -> set[str]:
    """The organisations that a row says were not at the table."""
    return _named(row.missing, organisations) - _named(row.present, organisations)


def _named(names: Iterable[str], organisations: Sequence[Organisation]) -> set[str]:
    return {match.id for name in names if (match := find_organisation(name, organisations)) is not None}


Finding = Callable[[Sequence[Telling], Collection[frozenset[str]]], Merging]
"""Tells which tellings are one; the second are the pairs of keys that are not, whatever they look like."""


class Taking:
    """Taking the rows of one file into a case, or only looking what that would do."""

    def __init__(self, db: Session, case: Case, imported: Import, by: Participant) -> None:
        self.db, self.case, self.imported, self.by = db, case, imported, by
        self.viewer: Viewer = viewer_of(by)
        self.organisations = list(organisations_of(db, case.id))
        self.teller = next(o for o in self.organisations if o.id == imported.organisation_id)
        self.known_events = {event.id: event for event in events_in_order(db, self.viewer)}
        told = accounts_of(db, self.viewer)
        self.told = {event_id: accounts for event_id, accounts in told.items() if event_id in self.known_events}
        self._joined: list[tuple[Event, str]] = []
        self._new_events: list[NewRow] = []
        self._new_accounts: list[NewRow] = []
        self._lane_names: dict[str | None, str] = {}
        self._lanes: dict[str, Organisation] = {}

    def take(self, rows: Sequence[Looked], *, find: Finding = find_same) -> Outcome:
        """Put the rows on the timeline; `find` tells which tellings are one, and may remember it from the preview."""
        fresh = self._fresh(rows)
        places = self._places(self._same(fresh, find), fresh)
        joined = 0
        apart = []
        for mark, looked in fresh.items():
            event_id = places.get(mark)
            if event_id is not None and not looked.is_apart:
                joined += 1
                self._join(self.known_events[event_id], mark, looked.row)
            else:
                made = self._add(mark, looked.row)
                if event_id is not None:
                    apart.append(self._apart(made, event_id))
        # the events first: an account hangs on one
        for changes, added in ((self._joined, self._new_events), ([], self._new_accounts)):
            history.record_together(self.db, self.case, changes, added=added, by=self.by, batch=self.imported.id)
        self.db.add_all(apart)
        return Outcome(added=len(fresh) - joined, joined=joined, known=len(rows) - len(fresh))

    def foresee(self, rows: Sequence[Looked], *, find: Finding = find_same_in_time) -> Foreseen:
        """What taking the rows would do, as far as that is known in time; it changes nothing."""
        fresh = self._fresh(rows)
        try:
            merging = self._same(fresh, find)
        except ComparingTookTooLong:
            return Foreseen((), (), len(fresh), len(rows) - len(fresh), 0, is_compared=False)
        places = self._places(merging, fresh)
        names = {organisation.id: organisation.name for organisation in self.organisations}
        found = [
            Join(
                looked,
                self.known_events[event_id],
                tuple(
                    dict.fromkeys(
                        name for a in self.told[event_id] if (name := names.get(a.organisation_id or "")) is not None
                    )
                ),
            )
            for mark, looked in fresh.items()
            if (event_id := places.get(mark)) is not None
        ]
        joins = tuple(join for join in found if not join.looked.is_apart)
        return Foreseen(
            joins=joins,
            apart=tuple(join for join in found if join.looked.is_apart),
            added=len(fresh) - len(joins),
            known=len(rows) - len(fresh),
            doubtful=sum((pair.a in fresh) != (pair.b in fresh) for pair in merging.doubtful),
        )

    def _fresh(self, rows: Sequence[Looked]) -> dict[str, Looked]:
        """The rows that this organisation did not tell yet, by a mark of what stands in the file."""
        accounts = (account for told in self.told.values() for account in told)
        known = {a.row_checksum for a in accounts if a.organisation_id == self.teller.id and a.row_checksum}
        seen: Counter[str] = Counter()
        fresh = {}
        for looked in rows:
            mark = _checksum(looked.read)
            seen[mark] += 1
            mark = f"{mark[:56]}{seen[mark]:08d}"
            if mark not in known:
                fresh[mark] = looked
        return fresh

    def _same(self, fresh: Mapping[str, Looked], find: Finding) -> Merging:
        """Which rows and accounts tell the same; where nobody else tells anything, nothing can."""
        if all(account.organisation_id == self.teller.id for told in self.told.values() for account in told):
            return Merging(tuple((mark,) for mark in fresh), ())
        names = {organisation.id: organisation.name for organisation in self.organisations}
        told_here = [account for told in self.told.values() for account in told]
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
            for account in told_here
        ]
        tellings += [
            Telling(
                key=mark,
                teller=self.teller.name,
                title=looked.row.title,
                description=looked.row.description,
                date=looked.row.date,
                kind=looked.row.kind,
                who=looked.row.who,
                lane=self._lane_name(looked.row),
            )
            for mark, looked in fresh.items()
        ]
        return find(tellings, apart_accounts(self.db, self.case, told_here))

    def _places(self, merging: Merging, fresh: Mapping[str, Looked]) -> dict[str, str]:
        """The event on the timeline that each row tells, by the mark of the row."""
        event_of = {account.id: event_id for event_id, told in self.told.items() for account in told}
        places = {}
        for group in merging.groups:
            known = sorted({event_of[key] for key in group if key in event_of})
            for key in group:
                if key in fresh and known:
                    places[key] = known[0]
        return places

    def _apart(self, one: str, other: str) -> Apart:
        first, second = sorted((one, other))
        return Apart(case_id=self.case.id, first_id=first, second_id=second, participant_id=self.by.id)

    def _lane_name(self, row: SourceRow) -> str:
        found = self._lane_names.get(row.organisation)
        if found is None:
            found = self._lane_names[row.organisation] = lane_name(row, self.teller, self.organisations)
        return found

    def _lane(self, row: SourceRow) -> Organisation | None:
        name = self._lane_name(row)
        if not name:
            return None
        match = self._lanes.get(name) or find_organisation(name, self.organisations)
        if match is not None:
            self._lanes[name] = match
            return match
        made = Organisation(
            case_id=self.case.id,
            name=clean_text(name)[:NAME_LENGTH],
            kind=guess_kind_of_organisation(name),
            colour=free_colour(self.organisations),
            position=len(self.organisations),
            takes_part=False,
        )
        history.record(self.db, self.case, made, "add", by=self.by, batch=self.imported.id)
        self.organisations.append(made)
        self._lane_names.clear()  # a name that meant one organisation may now mean this one, or be unclear
        self._lanes.clear()
        return made

    def _present(self, row: SourceRow) -> list[str]:
        return sorted(present_at(row, self.teller, self.organisations))

    def _missing(self, row: SourceRow) -> list[str]:
        return sorted(missing_at(row, self.organisations))

    def _add(self, mark: str, row: SourceRow) -> str:
        """A new event; gives its id."""
        lane = self._lane(row)
        event = new_row(
            Event,
            case_id=self.case.id,
            organisation_id=lane.id if lane else None,
            kind=row.kind,
            title=_title(row),
            description=_description(row),
            who=[clean_text(name) for name in row.who],
            present=self._present(row),
            missing=self._missing(row),
            ground=row.ground if row.ground in GROUNDS else "",
            source=_source(row, self.imported),
            tags=tidy_tags(row.tags),
            **date_columns(_when(row)),
        )
        self._new_events.append(event)
        event_id = str(event.values["id"])
        self._tell(event_id, mark, row)
        return event_id

    def _join(self, event: Event, mark: str, row: SourceRow) -> None:
        self._tell(event.id, mark, row)
        event.place(placing_date([event.when, _when(row)]))
        said = Attendance(self._present(row), self._missing(row))
        table = together((event, said))
        event.present, event.missing = table.present, table.missing
        event.tags = tidy_tags([*event.tags, *row.tags])
        if event.kind in HEARSAY and row.kind not in HEARSAY:
            lane = self._lane(row)
            event.organisation_id = lane.id if lane else None
            event.kind, event.title, event.description = row.kind, _title(row), _description(row)
        event.version += 1
        self._joined.append((event, "join"))

    def _tell(self, event_id: str, mark: str, row: SourceRow) -> None:
        account = new_row(
            Account,
            case_id=self.case.id,
            event_id=event_id,
            organisation_id=self.teller.id,
            title=_title(row),
            description=clean_text(row.description),
            kind=row.kind,
            lane=self._lane_name(row)[:NAME_LENGTH],
            who=[clean_text(name) for name in row.who],
            present=self._present(row),
            missing=self._missing(row),
            source=_source(row, self.imported),
            place_in_source=clean_text(row.place)[:NAME_LENGTH],
            row_checksum=mark,
            batch_id=self.imported.id,
            **date_columns(_when(row)),
        )
        self._new_accounts.append(account)


def _when(row: SourceRow) -> EventDate:
    return row.date if row.date is not None else from_edtf(UNDATED, text=row.date_text)


def _title(row: SourceRow) -> str:
    title = clean_text(row.title).strip()
    return title if 0 < len(title) <= TITLE_LENGTH else f"{title[: TITLE_LENGTH - 1]}…" if title else NO_TITLE


def _description(row: SourceRow) -> str:
    """The description, with the whole of a title that is too long for one before it: nothing is lost."""
    title, description = clean_text(row.title).strip(), clean_text(row.description)
    return description if len(title) <= TITLE_LENGTH else "\n".join(part for part in (title, description) if part)


def _source(row: SourceRow, imported: Import) -> str:
    told = row.source or ("" if row.knows_table else imported.file_name)  # what we wrote ourselves may have none
    return clean_text(told)[:TITLE_LENGTH]


def _checksum(row: SourceRow) -> str:
    parts = (row.date_text, row.title, row.description, row.organisation or "", ",".join(row.who))
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
