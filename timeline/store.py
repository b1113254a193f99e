"""Use-cases on events: add, change, remove, bring back, and undo. The caller commits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlmodel import Session, col, delete, select

from timeline import chains, history
from timeline.columns import now
from timeline.dates import EventDate
from timeline.errors import N_, UserError
from timeline.kinds import kinds
from timeline.models import TITLE_LENGTH, Account, Apart, Case, Event, Import, Organisation, Participant, Revision
from timeline.scope import Viewer, kept_private_to, seen_by, viewer_of
from timeline.tags import tidy_tags
from timeline.text import clean_text

Undoable = TypeVar("Undoable", Event, Account)


class NoTitle(UserError):
    """An event needs a title."""

    def __init__(self) -> None:
        super().__init__(N_("Vul in wat er gebeurde."))


class NothingToUndo(UserError):
    """The act was already undone, or things changed again since."""

    def __init__(self) -> None:
        super().__init__(
            N_("Dit is intussen opnieuw veranderd. Open de geschiedenis en kies daar welke tekst terug moet.")
        )


@dataclass(frozen=True, slots=True)
class EventFacts:
    """What can be said of an event.

    `organisation_id` is its lane, empty means the family; `chapter_id` the chapter that somebody put it in, empty means
    that its date tells.
    """

    title: str
    when: EventDate
    kind: str = "other"
    description: str = ""
    organisation_id: str | None = None
    who: tuple[str, ...] = ()
    source: str = ""
    ground: str = ""
    present: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    chapter_id: str | None = None
    tags: tuple[str, ...] = ()


def add_event(
    db: Session,
    case: Case,
    facts: EventFacts,
    *,
    by: Participant,
    reason: str = "",
    batch: str | None = None,
) -> Event:
    """Add an event; what a participant adds before the reveal stays private to the own organisation.

    Raises:
        NoTitle: nothing says what happened.
    """
    history.hold(db, case)  # nothing is kept private to an organisation while everything is being revealed
    event = Event(case_id=case.id, title="", private_to=kept_private_to(case, by))
    _fill(db, event, facts)
    db.add(event)
    batch = batch or history.new_batch()
    history.record(db, case, event, "add", by=by, reason=reason, batch=batch)
    teller = viewer_of(by).organisation_id
    if teller is not None:
        account = own_words(event, teller)
        history.record(db, case, account, "add", by=by, batch=batch)
    return event


def change_event(
    db: Session,
    case: Case,
    event: Event,
    facts: EventFacts,
    *,
    based_on: int,
    by: Participant,
    reason: str = "",
) -> Event:
    """Change the facts of an event; the earlier text stays in its history. What already stands there changes nothing.

    Raises:
        Conflict: somebody else changed it since version `based_on`.
        NoTitle: nothing says what happened.
    """
    locked = history.load(db, Event, event.id, viewer=viewer_of(by), lock=True)
    wanted = Event(case_id=case.id, title="")
    _fill(db, wanted, facts)
    if facts_of(wanted) == facts_of(locked):
        return locked
    history.check_version(locked, based_on)
    _fill(db, locked, facts)
    locked.version += 1
    history.record(db, case, locked, "change", by=by, reason=reason)
    return locked


def remove_event(
    db: Session, case: Case, event: Event, *, based_on: int, by: Participant, reason: str = ""
) -> Revision:
    """Take an event off the timeline; it stays in the history and can be brought back.

    Raises:
        Conflict: somebody else changed it since version `based_on`.
    """
    locked = history.load(db, Event, event.id, viewer=viewer_of(by), lock=True)
    history.check_version(locked, based_on)
    locked.removed_at = now()
    locked.version += 1
    return history.record(db, case, locked, "remove", by=by, reason=reason)


def undo(db: Session, case: Case, batch_id: str, *, by: Participant) -> Sequence[Event]:
    """Undo one act on events: what it added is removed, what it changed, removed, joined or split is as it was before.

    A file that was imported is taken back as a whole by `timeline.importing.undo_import`, not here.

    Raises:
        NotThere: there is no such act for this person.
        NothingToUndo: a thing of it was changed again since.
    """
    revisions = history.batch_of(db, batch_id, viewer=viewer_of(by))
    if not any(revision.thing == "event" for revision in revisions) or _is_import(db, case, batch_id):
        raise history.NotThere
    events = []
    batch = history.new_batch()
    for revision in revisions:
        if revision.thing == "event":
            events.append(_put_back(db, case, Event, revision, by=by, batch=batch))
        elif revision.thing == "account" and revision.action in {"join", "split"}:
            _put_back(db, case, Account, revision, by=by, batch=batch)
    if any(revision.action == "join" for revision in revisions):
        _take_back_own_words(db, case, [r for r in revisions if (r.thing, r.action) == ("account", "add")], by, batch)
        chains.take_back_join(db, case, batch_id, by=by, batch=batch)
    db.exec(delete(Apart).where(col(Apart.case_id) == case.id, col(Apart.batch_id) == batch_id))
    return events


def _take_back_own_words(db: Session, case: Case, added: Sequence[Revision], by: Participant, batch: str) -> None:
    """Remove the accounts that joining made of the events' own words; what was changed since stays."""
    for revision in added:
        account = history.load(db, Account, revision.thing_id, viewer=viewer_of(by), lock=True)
        changed_by_hand = any(
            later.number > revision.number and later.action not in {"join", "undo"}
            for later in history.revisions_of(db, account.id, viewer=viewer_of(by))
        )
        if not changed_by_hand:
            account.version += 1
            history.record(db, case, account, "remove", by=by, batch=batch)
            db.delete(account)
    db.flush()


def _put_back(
    db: Session, case: Case, table: type[Undoable], revision: Revision, *, by: Participant, batch: str
) -> Undoable:
    thing = history.load(db, table, revision.thing_id, viewer=viewer_of(by), lock=True)
    if thing.version != revision.number:
        raise NothingToUndo
    earlier = history.before(db, revision, viewer=viewer_of(by))
    if earlier is not None:
        history.put_back(thing, earlier.snapshot)
    elif isinstance(thing, Event):
        thing.removed_at = now()
    thing.version += 1
    history.record(db, case, thing, "undo", by=by, batch=batch)
    return thing


def _is_import(db: Session, case: Case, batch_id: str) -> bool:
    return db.exec(select(Import.id).where(Import.case_id == case.id, Import.id == batch_id)).first() is not None


def restore(db: Session, case: Case, event: Event, number: int, *, based_on: int, by: Participant) -> Event:
    """Give an event the text of an earlier revision again, as a new revision.

    Raises:
        NotThere: there is no such revision for this person.
        Conflict: somebody else changed it since version `based_on`.
    """
    locked = history.load(db, Event, event.id, viewer=viewer_of(by), lock=True)
    history.check_version(locked, based_on)
    for revision in history.revisions_of(db, event.id, viewer=viewer_of(by)):
        if revision.number == number and revision.thing == "event":
            history.put_back(locked, revision.snapshot)
            locked.version += 1
            history.record(db, case, locked, "restore", by=by)
            return locked
    raise history.NotThere


def events_in_order(db: Session, viewer: Viewer) -> list[Event]:
    """The events that the viewer may see, in order of time; those without a date come last."""
    query = select(Event).where(seen_by(viewer, Event), col(Event.removed_at).is_(None))
    return sorted(db.exec(query).all(), key=lambda event: (event.when.sort_key, event.title, event.id))


def accounts_of(db: Session, viewer: Viewer, event_ids: Iterable[str] | None = None) -> dict[str, list[Account]]:
    """The accounts that the viewer may see, by event, in the order in which they came in."""
    query = select(Account).where(seen_by(viewer, Account))
    if event_ids is not None:
        query = query.where(col(Account.event_id).in_(list(event_ids)))
    found: dict[str, list[Account]] = {}
    for account in db.exec(query.order_by(col(Account.created_at), col(Account.id))):
        found.setdefault(account.event_id, []).append(account)
    return found


def tags_in_use(db: Session, viewer: Viewer) -> list[str]:
    """The labels on the events that the viewer may see, in the order of the alphabet."""
    query = select(Event.tags).where(seen_by(viewer, Event), col(Event.removed_at).is_(None))
    return sorted(tidy_tags(tag for tags in db.exec(query) for tag in tags), key=str.casefold)


def organisations_of(db: Session, case_id: str) -> Sequence[Organisation]:
    """The organisations of a case, in the order of their lanes."""
    query = select(Organisation).where(Organisation.case_id == case_id)
    return db.exec(query.order_by(col(Organisation.position), col(Organisation.name))).all()


def event_that_begins_with(db: Session, viewer: Viewer, begin: str) -> str | None:
    """The id of the one event that the viewer may see whose id begins so; None when there is none, or more."""
    query = select(Event.id).where(
        seen_by(viewer, Event), col(Event.removed_at).is_(None), col(Event.id).startswith(begin, autoescape=True)
    )
    found = db.exec(query.limit(2)).all()
    return found[0] if len(found) == 1 else None


def own_words(event: Event, organisation_id: str | None) -> Account:
    """An account of an event in the words that the event has now; not added to the database yet."""
    account = Account(
        case_id=event.case_id,
        event_id=event.id,
        organisation_id=organisation_id,
        private_to=event.private_to,
        title=event.title,
        description=event.description,
        kind=event.kind,
        who=list(event.who),
        present=list(event.present),
        missing=list(event.missing),
        source=event.source,
    )
    account.place(event.when)
    return account


def facts_of(event: Event) -> EventFacts:
    """The facts of an event as a value."""
    return EventFacts(
        title=event.title,
        when=event.when,
        kind=event.kind,
        description=event.description,
        organisation_id=event.organisation_id,
        who=tuple(event.who),
        source=event.source,
        ground=event.ground,
        present=tuple(event.present),
        missing=tuple(event.missing),
        chapter_id=event.chapter_id,
        tags=tuple(event.tags),
    )


def _fill(db: Session, event: Event, facts: EventFacts) -> None:
    known = {organisation.id for organisation in organisations_of(db, event.case_id)}
    event.title = clean_text(facts.title).strip()[:TITLE_LENGTH]
    if not event.title:
        raise NoTitle
    event.kind = facts.kind if facts.kind in kinds() else "other"
    event.description = clean_text(facts.description).strip()
    event.organisation_id = facts.organisation_id if facts.organisation_id in known else None
    event.who = [clean_text(name).strip() for name in facts.who if name.strip()]
    event.source = clean_text(facts.source).strip()[:TITLE_LENGTH]
    event.ground = facts.ground
    event.present = [key for key in facts.present if key in known]
    event.missing = [key for key in facts.missing if key in known and key not in facts.present]
    event.chapter_id = facts.chapter_id or None
    event.tags = tidy_tags(facts.tags)
    event.place(facts.when)
