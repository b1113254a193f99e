"""When two events become one, what people said of them goes along: readings, notes, turning points and evidence.

Also what an organisation still keeps to itself, unseen by whoever joins: otherwise it would be gone from its timeline
without a word. Undoing puts what was said back with its own event; the links of lessons, and notes of the session, stay
with the event that was kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, col, select

from analysis.models import Annotation, Evidence, Perspective, SessionNote, TurningPoint
from timeline import history, store
from timeline.joining import join_events
from timeline.models import Case, Event, Participant, Revision
from timeline.scope import Viewer

TEXTS: dict[type[Any], tuple[str, ...]] = {
    Perspective: ("reading",),
    Annotation: ("facts", "feelings", "known_then", "known_now"),
    TurningPoint: ("why", "seen_now"),
}
"""What stands once at an event (for each organisation), with the texts that are put together when both have it."""
POINTERS: tuple[type[Any], ...] = (Evidence, SessionNote)
TABLES = {table.__tablename__: table for table in TEXTS}


def join(db: Session, case: Case, first: Event, second: Event, *, by: Participant) -> Event:
    """Make one event of two that tell the same, with everything that was said of either."""
    kept = join_events(db, case, first, second, by=by)
    batch = _newest(db, case, kept).batch_id
    for table, texts in TEXTS.items():
        there = {_whose(row): row for row in _rows(db, table, case, kept.id)}
        for row in _rows(db, table, case, second.id):
            other = there.get(_whose(row))
            if other is None:
                row.event_id = kept.id
                _keep(db, case, row, by=by, batch=batch)
            else:  # the row itself stays with the event that goes, and comes back with it
                for name in texts:
                    setattr(other, name, _both(getattr(other, name), _told(row, name)))
                _keep(db, case, other, by=by, batch=batch)
    for table in POINTERS:
        linked = {_whose(row) for row in _rows(db, table, case, kept.id)}
        for row in _rows(db, table, case, second.id):
            if table is SessionNote or _whose(row) not in linked:
                row.event_id = kept.id
    db.flush()
    return kept


def undo(db: Session, case: Case, batch_id: str, *, by: Participant) -> Sequence[Event]:
    """Undo one act on events (see `timeline.store.undo`), with what went along when it joined two.

    A text that somebody wrote on since stays as it is and only goes back to its own event.
    """
    events = store.undo(db, case, batch_id, by=by)
    went_along = select(Revision).where(
        Revision.case_id == case.id, Revision.batch_id == batch_id, col(Revision.thing).in_(TABLES)
    )
    for revision in db.exec(went_along).all():
        row = db.get(TABLES[revision.thing], revision.thing_id)
        # with the eyes of whose it is: undoing shows nothing of it to anybody else
        eyes = Viewer(case.id, getattr(row, "organisation_id", None))
        earlier = history.before(db, revision, viewer=eyes)
        if row is None or earlier is None:
            continue
        if row.version == revision.number:
            history.put_back(row, earlier.snapshot)
        else:
            row.event_id = earlier.snapshot["event_id"]
        _keep(db, case, row, by=by, action="undo")
    return events


def _rows(db: Session, table: Any, case: Case, event_id: str) -> Sequence[Any]:
    return db.exec(select(table).where(table.case_id == case.id, table.event_id == event_id).order_by(table.id)).all()


def _whose(row: Any) -> tuple[str | None, ...]:
    if isinstance(row, Evidence):
        return row.of_thing, row.of_id
    return (getattr(row, "organisation_id", None),)


def _told(row: Any, name: str) -> str:
    """A text of the row; what a correction calls the event belongs to its reading, as there is one name for both."""
    text: str = getattr(row, name)
    return _both(row.title, text) if isinstance(row, Perspective) else text


def _both(one: str, other: str) -> str:
    return "\n\n".join(dict.fromkeys(part for part in (one, other) if part))


def _keep(
    db: Session, case: Case, row: Any, *, by: Participant, batch: str | None = None, action: str = "join"
) -> None:
    row.version += 1
    history.record(db, case, row, action, by=by, batch=batch)


def _newest(db: Session, case: Case, event: Event) -> Revision:
    query = select(Revision).where(Revision.case_id == case.id, Revision.thing_id == event.id)
    return db.exec(query.order_by(col(Revision.number).desc()).limit(1)).one()
