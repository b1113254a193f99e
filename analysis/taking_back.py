"""What must stay on the timeline when a file is taken back, as people wrote about it since.

Also what an organisation still keeps to itself: nothing that somebody typed goes with the list of another. How many
stay is told, which of them were written about in private is not.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import or_
from sqlmodel import Session, col, select

from analysis.models import Annotation, Evidence, Perspective, SessionNote, TurningPoint
from timeline import importing
from timeline.importing import TakenBack
from timeline.models import Case, Import, Participant

WITH_WORDS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (Perspective, ("title", "date_edtf", "reading")),
    (Annotation, ("facts", "feelings", "known_then", "known_now")),
)
"""What stands at an event of itself, also without a word in it: an answer of one click is no text that gets lost."""
ALWAYS: tuple[Any, ...] = (TurningPoint, Evidence, SessionNote)


def undo_import(db: Session, case: Case, imported: Import, *, by: Participant) -> TakenBack:
    """Take an accepted file off the timeline again; an event about which somebody wrote since stays.

    Raises:
        AlreadyDecided: it is not accepted, or was undone before.
    """
    return importing.undo_import(db, case, imported, by=by, written_about=written_about(db, case))


def written_about(db: Session, case: Case) -> frozenset[str]:
    """The events (their ids) about which somebody wrote something, whoever may see it."""
    queries = [
        select(table.event_id).where(
            table.case_id == case.id, or_(*(col(getattr(table, name)) != "" for name in texts))
        )
        for table, texts in WITH_WORDS
    ]
    queries += [
        select(table.event_id).where(table.case_id == case.id, col(table.event_id).is_not(None)) for table in ALWAYS
    ]
    return frozenset(event_id for query in queries for event_id in db.exec(query.distinct()))
