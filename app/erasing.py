"""Erase a case: its content goes for good, and one audit line says that it was there."""

from __future__ import annotations

from sqlalchemy import delete, text
from sqlmodel import Session, col

from app import audit
from app.database import Database
from timeline.models import Case


def erase_case(db: Session, case: Case, *, actor_id: str) -> None:
    """Remove a case with everything under it; the database takes the rows below along."""
    audit.record(db, "case.erase", actor_id=actor_id, case_id=case.id)
    db.flush()
    db.execute(delete(Case).where(col(Case.id) == case.id))


def leave_no_residue(database: Database) -> None:
    """Let the database clear away what it still holds of erased rows: its log, or the space that they took."""
    if database.is_sqlite:
        database.checkpoint()
        return
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM"))
