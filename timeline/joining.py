"""Two events that tell the same moment become one, and an account that was joined by mistake stands alone again."""

from __future__ import annotations

from sqlmodel import Session

from timeline import attendance, chains, history
from timeline.columns import now
from timeline.errors import N_, UserError
from timeline.lanes import find_organisation, is_family
from timeline.merge import placing_date
from timeline.models import Account, Case, Event, Participant
from timeline.scope import viewer_of
from timeline.store import accounts_of, organisations_of, own_words
from timeline.tags import tidy_tags
from timeline.twins import apart_events, keep_apart


class OnlyAccount(UserError):
    """An event that only one account tells can't be split."""

    def __init__(self) -> None:
        super().__init__(N_("Er is maar één lezing van deze gebeurtenis. Er valt niets uit elkaar te halen."))


def join_events(db: Session, case: Case, first: Event, second: Event, *, by: Participant) -> Event:
    """Make one event of two that tell the same; every account keeps its own words, date and source.

    An event that nobody's account tells yet gets its own words as an account first, so that no word is lost. Its labels
    and its place in chains go along too.
    """
    viewer = viewer_of(by)
    kept = history.load(db, Event, first.id, viewer=viewer, lock=True)
    gone = history.load(db, Event, second.id, viewer=viewer, lock=True)
    batch = history.new_batch()
    told = accounts_of(db, viewer, [kept.id, gone.id])
    for event in (kept, gone):
        if not told.get(event.id):
            account = own_words(event, None)  # whoever's lane it is in, nobody told it yet
            told[event.id] = [account]
            history.record(db, case, account, "add", by=by, batch=batch)
    for account in told[gone.id]:
        account.event_id = kept.id
        account.version += 1
        history.record(db, case, account, "join", by=by, batch=batch)
    kept.place(placing_date([kept.when, gone.when]))
    table = attendance.together((kept, gone))
    kept.present, kept.missing = table.present, table.missing
    kept.tags = tidy_tags([*kept.tags, *gone.tags])
    kept.version += 1
    history.record(db, case, kept, "join", by=by, batch=batch)
    gone.removed_at = now()
    gone.version += 1
    history.record(db, case, gone, "remove", by=by, batch=batch)
    chains.follow_join(db, case, kept, gone, by=by, batch=batch)
    for pair in apart_events(db, case):
        if gone.id in pair and kept.id not in pair:
            (other,) = pair - {gone.id}
            keep_apart(db, case, kept.id, other, by=by, batch=batch)  # what it is not, the event that stays is not
    return kept


def split_account(db: Session, case: Case, account: Account, *, by: Participant) -> Event:
    """Make an event of its own from an account that was joined to another event by mistake.

    The chains stay with the event that it is taken out of.

    Raises:
        OnlyAccount: nothing else tells the event, so there is nothing to split.
    """
    viewer = viewer_of(by)
    told = history.load(db, Account, account.id, viewer=viewer, lock=True)
    batch = history.new_batch()
    origin = history.load(db, Event, told.event_id, viewer=viewer, lock=True)
    if len(accounts_of(db, viewer, [origin.id])[origin.id]) < 2:
        raise OnlyAccount
    known = organisations_of(db, case.id)
    by_id = {organisation.id for organisation in known}
    lane = find_organisation(told.lane, known) if told.lane and not is_family(told.lane) else None
    event = Event(
        case_id=case.id,
        organisation_id=lane.id if lane else None,
        private_to=told.private_to,
        kind=told.kind,
        title=told.title,
        description=told.description,
        who=list(told.who),
        present=[key for key in told.present if key in by_id],
        missing=[key for key in told.missing if key in by_id],
        source=told.source,
    )
    event.place(told.when)
    db.add(event)
    history.record(db, case, event, "split", by=by, batch=batch)
    told.event_id = event.id
    told.version += 1
    history.record(db, case, told, "split", by=by, batch=batch)
    left = accounts_of(db, viewer, [origin.id])[origin.id]
    origin.place(placing_date([account.when for account in left]))
    table = attendance.without(origin, told, left)
    origin.present, origin.missing = table.present, table.missing
    origin.version += 1
    history.record(db, case, origin, "split", by=by, batch=batch)
    keep_apart(db, case, origin.id, event.id, by=by, batch=batch)  # or the next file would join them again
    return event
