"""What people write during the session: notes, additions, "new to me", proposals for a turning point, insights.

A note is for everyone in the room. The facilitator may take one off the screens; it is kept.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session, col, select

from analysis.models import SessionNote
from analysis.session.live import changed
from timeline.columns import now
from timeline.errors import N_, UserError
from timeline.history import NotThere, load
from timeline.models import Case, Event, Organisation, Participant
from timeline.scope import Viewer
from timeline.text import clean_text

MAX_NOTE = 4000


class NoteKind(StrEnum):
    """What sort of note it is."""

    NOTE = "note"
    ADDITION = "addition"
    NEW_TO_ME = "new_to_me"
    TURNING_POINT = "turning_point"
    INSIGHT = "insight"


ABOUT_AN_EVENT = frozenset({NoteKind.NEW_TO_ME, NoteKind.TURNING_POINT})


class NothingWritten(UserError):
    """The note is empty."""

    def __init__(self) -> None:
        super().__init__(N_("Er staat nog niets in je notitie."))


class NoteTooLong(UserError):
    """The note is longer than a note can be."""

    def __init__(self) -> None:
        super().__init__(N_("Je notitie is te lang. Een notitie heeft hooguit %(most)s tekens."), most=MAX_NOTE)


class NoEventChosen(UserError):
    """The note says something of an event, but not of which one."""

    def __init__(self) -> None:
        super().__init__(N_("Kies eerst om welke gebeurtenis het gaat."))


@dataclass(frozen=True, slots=True)
class ReadNote:
    """A note as the room reads it: with the organisation it comes from and the event it is about."""

    note: SessionNote
    organisation: Organisation | None
    event: Event | None
    mine: bool


@dataclass(frozen=True, slots=True)
class Raised:
    """How many people raised their hand for an event: it was new to them, or they see a turning point in it."""

    event: Event
    new_to: int
    turning_point: int


def add_note(
    db: Session,
    case: Case,
    text: str,
    *,
    by: Participant,
    client_key: str,
    kind: NoteKind = NoteKind.NOTE,
    part_id: str | None = None,
    event_id: str | None = None,
) -> SessionNote:
    """Keep a note for everyone in the room; the same note sent again is the same note.

    `client_key` is what the browser made up for this note; it only has to differ between notes of one person. Without
    `part_id` the note belongs to the part that the session is in.

    Raises:
        NothingWritten: there is no text, and the note is not a raised hand for an event.
        NoteTooLong: there is more text than a note can have.
        NoEventChosen: it is a raised hand, but for no event.
        NotThere: the event is not in this case, or not shared with everyone.
    """
    words = clean_text(text).strip()
    if len(words) > MAX_NOTE:
        raise NoteTooLong
    if kind in ABOUT_AN_EVENT and not event_id:
        raise NoEventChosen
    if kind not in ABOUT_AN_EVENT and not words:
        raise NothingWritten
    if event_id and load(db, Event, event_id, viewer=Viewer(case.id)).removed_at is not None:
        raise NotThere
    state = changed(db, case.id)
    key = _key(by, client_key, kind, event_id, words)
    sent_before = db.exec(
        select(SessionNote).where(SessionNote.case_id == case.id, SessionNote.client_key == key)
    ).one_or_none()
    if sent_before is not None:
        state.tick -= 1  # nothing changed
        return sent_before
    made = SessionNote(
        case_id=case.id,
        participant_id=by.id,
        part_id=part_id or state.part_id,
        event_id=event_id or None,
        kind=kind,
        text=words,
        client_key=key,
    )
    db.add(made)
    db.flush()
    return made


def hide_note(db: Session, case: Case, note_id: str, *, hidden: bool) -> SessionNote:
    """Take a note off the screens of the room, or put it back. It is kept; its writer still sees it.

    Raises:
        NotThere: there is no such note in this case.
    """
    changed(db, case.id)
    note = load(db, SessionNote, note_id, viewer=Viewer(case.id), lock=True)
    if hidden != (note.hidden_at is not None):
        note.hidden_at = now() if hidden else None
        db.add(note)
    return note


def notes_of(
    db: Session, case_id: str, *, reader: Participant, with_hidden: bool = False, at_most: int = 200
) -> list[ReadNote]:
    """The notes of the session, the newest first. Who wrote a note still sees it when it is off the screens."""
    query = select(SessionNote, Participant).join(Participant, col(Participant.id) == col(SessionNote.participant_id))
    query = query.where(SessionNote.case_id == case_id)
    if not with_hidden:
        query = query.where(col(SessionNote.hidden_at).is_(None) | (col(SessionNote.participant_id) == reader.id))
    query = query.order_by(col(SessionNote.created_at).desc(), col(SessionNote.id).desc()).limit(at_most)
    found = db.exec(query).all()
    organisations = {row.id: row for row in db.exec(select(Organisation).where(Organisation.case_id == case_id))}
    events = _shared_events(db, case_id, {note.event_id for note, _ in found if note.event_id})
    return [
        ReadNote(
            note,
            organisations.get(writer.organisation_id or ""),
            events.get(note.event_id or ""),
            writer.id == reader.id,
        )
        for note, writer in found
    ]


def raised_hands(db: Session, case_id: str) -> list[Raised]:
    """For which events people raised their hand, the most raised first; each person counts once."""
    kinds = [str(kind) for kind in ABOUT_AN_EVENT]
    query = select(SessionNote.event_id, SessionNote.kind, SessionNote.participant_id).where(
        SessionNote.case_id == case_id,
        col(SessionNote.hidden_at).is_(None),
        col(SessionNote.kind).in_(kinds),
        col(SessionNote.event_id).is_not(None),
    )
    hands = {(str(event_id), kind, person) for event_id, kind, person in db.exec(query)}
    events = _shared_events(db, case_id, {event_id for event_id, _, _ in hands})
    counted = [
        Raised(
            event,
            sum(1 for event_id, kind, _ in hands if event_id == event.id and kind == NoteKind.NEW_TO_ME),
            sum(1 for event_id, kind, _ in hands if event_id == event.id and kind == NoteKind.TURNING_POINT),
        )
        for event in events.values()
    ]
    return sorted(counted, key=lambda one: (-one.turning_point, -one.new_to, one.event.when.sort_key, one.event.id))


def _shared_events(db: Session, case_id: str, ids: set[str]) -> dict[str, Event]:
    query = select(Event).where(
        Event.case_id == case_id,
        col(Event.private_to).is_(None),
        col(Event.removed_at).is_(None),
        col(Event.id).in_(ids),
    )
    return {event.id: event for event in db.exec(query)}


def _key(by: Participant, client_key: str, kind: NoteKind, event_id: str | None, words: str) -> str:
    """What makes a note the same note: who, which sending, and the same words. A raised hand is the same every time."""
    sending = "" if kind in ABOUT_AN_EVENT and not words else client_key
    told = "\x1f".join((by.id, sending, kind, event_id or "", words))
    return hashlib.sha256(told.encode()).hexdigest()
