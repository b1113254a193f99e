"""Columns that behave the same on SQLite and PostgreSQL, those that tables share, and the rule that a child row stays
within its case."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, DateTime, ForeignKey, ForeignKeyConstraint, Text, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field

from timeline.ids import ID_LENGTH, new_id


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


def id_field() -> Any:
    """The primary key: an id that can't be guessed."""
    return Field(default_factory=new_id, primary_key=True, max_length=ID_LENGTH)


def case_field() -> Any:
    """The case that a row belongs to; it goes when the case goes."""
    return Field(sa_column=Column("case_id", ForeignKey("case.id", ondelete="CASCADE"), nullable=False, index=True))


def moment_field(*, nullable: bool = False) -> Any:
    """A moment in UTC, by default the present one."""
    if nullable:
        return Field(default=None, sa_column=Column(UtcDateTime(), nullable=True))
    return Field(default_factory=now, sa_column=Column(UtcDateTime(), nullable=False))


def text_field() -> Any:
    """A text of any length, empty by default."""
    return Field(default="", sa_column=Column(Text, nullable=False))
