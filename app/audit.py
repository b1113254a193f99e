"""The audit log: one line for each act that matters, with ids only, never content or names."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, Session, SQLModel

from timeline.columns import id_field, moment_field
from timeline.ids import ID_LENGTH


class AuditLine(SQLModel, table=True):
    """Who did what to which thing, when, and whether it went through. Outlives the case, so it refers to nothing."""

    __tablename__ = "audit_line"

    id: str = id_field()
    at: datetime = moment_field()
    actor_id: str = Field(max_length=ID_LENGTH)
    action: str = Field(max_length=60)
    case_id: str | None = Field(default=None, max_length=ID_LENGTH, index=True)
    thing_id: str | None = Field(default=None, max_length=ID_LENGTH)
    result: str = Field(default="done", max_length=20)


def record(
    db: Session,
    action: str,
    *,
    actor_id: str,
    case_id: str | None = None,
    thing_id: str | None = None,
    result: str = "done",
) -> None:
    """Add a line in the same transaction as the act itself, so that neither exists without the other."""
    db.add(AuditLine(actor_id=actor_id, action=action, case_id=case_id, thing_id=thing_id, result=result))
