"""Columns that behave the same on SQLite and PostgreSQL, and the rule that a child row stays within its case."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC; SQLite keeps no time zone, so it is put on again when read."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        """What it holds; a wrapped type does not tell that by itself."""
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a time zone: it would mean something else on each machine."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """Give the moment back in UTC."""
        if value is None:
            return None
        read: datetime = value
        return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)


def now() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)


def within_case(table: str) -> UniqueConstraint:
    """Let other tables refer to this one by case and id together."""
    return UniqueConstraint("case_id", "id", name=f"uq_{table}_within_case")


def child_of(parent: str, column: str, *, table: str, ondelete: str = "CASCADE") -> ForeignKeyConstraint:
    """Tie `column` to a row of `parent` in the same case, so that the database itself refuses a row of another case."""
    return ForeignKeyConstraint(
        ["case_id", column],
        [f"{parent}.case_id", f"{parent}.id"],
        ondelete=ondelete,
        name=f"fk_{table}_{column}",
    )
