"""When things happened in the demonstration case: weeks ago, around a session that is always a little while back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Table, bindparam, or_, select, update
from sqlmodel import Session, SQLModel

from timeline.columns import UtcDateTime
from timeline.models import Case

ZONE = ZoneInfo("Europe/Amsterdam")
TUESDAY = 1
AT_LEAST_DAYS_AGO = 14


def session_day(today: date) -> date:
    """The day of the session: a Tuesday, at least two weeks ago, so that the draft has been read by now."""
    day = today - timedelta(days=AT_LEAST_DAYS_AGO)
    return day - timedelta(days=(day.weekday() - TUESDAY) % 7)


def on_the_clock(day: date, clock: str) -> datetime:
    """A moment on this day, by the clock of the people in the case."""
    return datetime.combine(day, time.fromisoformat(clock), ZONE)


def happened(db: Session, case: Case, *, since: datetime, at: datetime) -> None:
    """Let all that was done in the case since a moment have happened at another one, in the same order.

    Every act keeps the present moment, which is right for real cases. Only here, before anybody has seen the case,
    weeks of work are made within a second; without this its history would show one minute for all of it.
    """
    db.flush()
    for table in SQLModel.metadata.sorted_tables:
        of_case = table.c.id if table.name == "case" else table.c.get("case_id")
        moments = [column for column in table.columns if isinstance(column.type, UtcDateTime)]
        if of_case is not None and moments:
            fresh = select(table.c.id, *moments).where(of_case == case.id, or_(*(each >= since for each in moments)))
            found = {str(row.id): row for row in db.execute(fresh)}
            _shift(db, table, [column.name for column in moments], found, since=since, by=at - since)


def _shift(
    db: Session, table: Table, names: Sequence[str], found: Mapping[str, Any], *, since: datetime, by: timedelta
) -> None:
    for name in names:
        fresh = [
            {"row": key, "moment": getattr(row, name) + by}
            for key, row in found.items()
            if getattr(row, name) is not None and getattr(row, name) >= since
        ]
        if fresh:
            moved = update(table).where(table.c.id == bindparam("row")).values({name: bindparam("moment")})
            db.connection().execute(moved, fresh)
    for thing in list(db.identity_map.values()):
        if getattr(thing, "__table__", None) is table and getattr(thing, "id", None) in found:
            db.expire(thing, names)
