"""Two events that may be the same moment: which pairs there are, and what somebody said of a pair.

What organisations tell in the same words on the same day was joined when their files came in (`timeline.importing`);
here is what stayed in doubt, one pair of events at a time, and what was joined from files.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from timeline import attendance, history
from timeline.errors import N_, UserError
from timeline.merge import Merging, Telling, find_same
from timeline.models import Account, Apart, Case, Event, Participant
from timeline.scope import Viewer, viewer_of
from timeline.store import accounts_of, events_in_order, organisations_of

HEARSAY = frozenset({"contact", "other"})


class GoneMeanwhile(UserError):
    """One of the two events was changed, joined or removed since the question was shown."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Iemand anders heeft een van deze twee gebeurtenissen intussen veranderd. Er is niets samengevoegd. "
                "Hieronder zie je hoe het nu is; geef daar opnieuw je antwoord."
            )
        )


@dataclass(frozen=True, slots=True)
class Told:
    """An event with the accounts that organisations gave of it; none when only the facilitator entered it."""

    event: Event
    accounts: tuple[Account, ...]

    @property
    def tellers(self) -> frozenset[str]:
        """The organisations that tell it."""
        return frozenset(account.organisation_id for account in self.accounts if account.organisation_id)


@dataclass(frozen=True, slots=True)
class Twins:
    """Two events that may be one, and why it looks so (messages for people). The first would give the face."""

    first: Told
    second: Told
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """In what accounts of one moment differ: the date, the people who were there, the organisations at the table."""

    date: bool
    who: bool
    table: bool


def doubtful_pairs(
    db: Session, case: Case, viewer: Viewer, *, find: Callable[[Sequence[Telling]], Merging] = find_same
) -> Sequence[Twins]:
    """The pairs of events that may be one and of which nobody said yet that they are two, the likeliest first.

    `find` tells which tellings are one; it may remember that.
    """
    told = _told(db, viewer)
    event_of: dict[str, str] = {}
    tellings = []
    names = {organisation.id: organisation.name for organisation in organisations_of(db, case.id)}
    for each in told.values():
        for account in each.accounts or (each.event,):
            event_of[account.id] = each.event.id
            tellings.append(_telling(account, names))
    apart = apart_events(db, case)
    merging = find(tellings)
    found: dict[frozenset[str], Twins] = {}
    for pair in sorted((*merging.joined, *merging.doubtful), key=lambda pair: (-pair.score, pair.a, pair.b)):
        both = frozenset((event_of[pair.a], event_of[pair.b]))
        if len(both) == 1 or both in apart or both in found:
            continue
        first, second = sorted((told[event_id] for event_id in both), key=_face)
        if not first.tellers & second.tellers:
            found[both] = Twins(first, second, pair.reasons)
    return list(found.values())


def apart_events(db: Session, case: Case) -> frozenset[frozenset[str]]:
    """The pairs of events (their ids) of which somebody said that they are two."""
    rows = db.exec(select(Apart).where(Apart.case_id == case.id)).all()
    return frozenset(frozenset((row.first_id, row.second_id)) for row in rows)


def apart_accounts(db: Session, case: Case, accounts: Collection[Account]) -> frozenset[frozenset[str]]:
    """The pairs of accounts (their ids) that may not become one event: those of two events that were kept apart."""
    of_event: defaultdict[str, list[str]] = defaultdict(list)
    for account in accounts:
        of_event[account.event_id].append(account.id)
    kept: set[frozenset[str]] = set()
    for pair in apart_events(db, case):
        one, other = sorted(pair)
        kept |= {frozenset((a, b)) for a in of_event[one] for b in of_event[other]}
    return frozenset(kept)


def kept_apart(db: Session, case: Case, viewer: Viewer) -> Sequence[tuple[Event, Event]]:
    """The pairs of events that are kept apart and that are both still there, the latest first."""
    events = {event.id: event for event in events_in_order(db, viewer)}
    rows = db.exec(select(Apart).where(Apart.case_id == case.id).order_by(col(Apart.created_at).desc())).all()
    return [
        (events[row.first_id], events[row.second_id])
        for row in rows
        if row.first_id in events and row.second_id in events
    ]


def joined_from_files(db: Session, viewer: Viewer) -> Sequence[Told]:
    """The events that more than one account tells, of which at least one came from a file, in order of time."""
    return [
        told
        for told in _told(db, viewer).values()
        if len(told.accounts) > 1 and any(account.batch_id for account in told.accounts)
    ]


def hold_both(
    db: Session, first_id: str, second_id: str, *, versions: tuple[int, int], by: Participant
) -> tuple[Event, Event]:
    """The two events of a question, locked, if they still are what was shown.

    Raises:
        GoneMeanwhile: one of them was changed, joined or removed since.
        NotThere: they are not in this case, or not two.
    """
    if first_id == second_id:
        raise history.NotThere
    found = {
        event_id: history.load(db, Event, event_id, viewer=viewer_of(by), lock=True)
        for event_id in sorted((first_id, second_id))
    }
    first, second = found[first_id], found[second_id]
    if first.removed_at or second.removed_at or (first.version, second.version) != versions:
        raise GoneMeanwhile
    return first, second


def keep_apart(
    db: Session, case: Case, first_id: str, second_id: str, *, by: Participant, batch: str | None = None
) -> Apart:
    """Say that two events (their ids) are two: they are not asked about again, and no file joins them.

    With `batch`, the act on events that says so by itself, it is taken back together with that act.
    """
    one, other = sorted((first_id, second_id))
    query = select(Apart).where(Apart.case_id == case.id, Apart.first_id == one, Apart.second_id == other)
    known = db.exec(query).first()
    if known is not None:
        return known
    made = Apart(case_id=case.id, first_id=one, second_id=other, batch_id=batch, participant_id=by.id)
    db.add(made)
    history.touch(db, case, None)
    return made


def ask_again(db: Session, case: Case, first_id: str, second_id: str) -> None:
    """Take back that two events are two.

    Raises:
        NotThere: nobody said so (any more).
    """
    one, other = sorted((first_id, second_id))
    query = select(Apart).where(Apart.case_id == case.id, Apart.first_id == one, Apart.second_id == other)
    known = db.exec(query.with_for_update()).first()
    if known is None:
        raise history.NotThere
    db.delete(known)
    history.touch(db, case, None)


def differences(accounts: Sequence[Account | Event]) -> Differences:
    """In what these accounts differ; one that does not say who was there differs from none."""
    dates = {(account.date_edtf, account.time_of_day) for account in accounts}
    present = {frozenset(name.casefold() for name in account.who) for account in accounts if account.who}
    tellers = [account.organisation_id for account in accounts if isinstance(account, Account)]
    return Differences(date=len(dates) > 1, who=len(present) > 1, table=attendance.differ(accounts, tellers))


def _told(db: Session, viewer: Viewer) -> Mapping[str, Told]:
    accounts = accounts_of(db, viewer)
    return {event.id: Told(event, tuple(accounts.get(event.id, ()))) for event in events_in_order(db, viewer)}


def _face(told: Told) -> tuple[bool, bool, int, str]:
    """The event to keep comes first: no hearsay, told by most, the most precise."""
    event = told.event
    return (event.kind in HEARSAY, event.when.is_unknown, event.when.precision_days - len(told.accounts), event.id)


def _telling(account: Account | Event, names: Mapping[str, str]) -> Telling:
    own = isinstance(account, Account)
    return Telling(
        key=account.id,
        teller=names.get(account.organisation_id or "", "") if own else "",
        title=account.title,
        description=account.description,
        date=account.when,
        kind=account.kind,
        who=tuple(account.who),
        lane=account.lane if isinstance(account, Account) else names.get(account.organisation_id or "", ""),
    )
