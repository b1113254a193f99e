"""The CSV form of Timesketch as a table: a message, a moment, what the moment is of, and columns of anyone's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from timeline.readers import limits
from timeline.readers.cells import moment_cell, title_and_more
from timeline.readers.grid import Budget, Cell, Table
from timeline.readers.result import Field

FIELDS: tuple[Field, ...] = ("date", "title", "description")
NAMES = ("datetime", "message", "timestamp_desc")
_OWN = frozenset({"message", "datetime", "timestamp", "timestamp_desc"})
_LEFT_OUT = frozenset({"_id", "_index", "_type", "__ts_timeline_id"})
"""What Timesketch itself adds when it exports."""


def as_timesketch_sheet(table: Table) -> Table | None:
    """The table as Timesketch means it; None when it is another table."""
    for index, line in enumerate(table.lines[: limits.MAX_HEADER_SEARCH]):
        names = [text.casefold() for text in line.texts]
        if set(names) >= {"message", "timestamp_desc"} and {"datetime", "timestamp"} & set(names):
            budget = Budget()
            rows = (dict(zip(names, row.texts, strict=False)) for row in table.lines[index + 1 :])
            lines = tuple(
                line._replace(cells=() if line.is_empty else told(row, budget))
                for line, row in zip(table.lines[index + 1 :], rows, strict=True)
            )
            fields = {field: at for at, field in enumerate(FIELDS)}
            return Table(table.name, lines, fields=fields, names=NAMES)
    return None


def told(row: Mapping[str, str], budget: Budget) -> tuple[Cell, ...]:
    """The cells of one event, in the order of `FIELDS`; a column of somebody's own is kept in the description."""
    extra = [f"{name}: {text}" for name, text in row.items() if name not in _OWN | _LEFT_OUT and text not in {"", "[]"}]
    title, description = title_and_more(row.get("message", ""), (row.get("timestamp_desc", ""), *extra))
    return _when(row, budget), budget.cell(title), budget.cell(description)


def _when(row: Mapping[str, str], budget: Budget) -> Cell:
    written, stamp = row.get("datetime", "").strip(), row.get("timestamp", "").strip()
    try:
        if written:
            moment = dt.datetime.fromisoformat(written)
            return moment_cell(moment.date() if len(written) == len("2021-03-14") else moment, None, budget)
        return moment_cell(_since_1970(stamp), None, budget)
    except (ValueError, OverflowError):
        return budget.cell(written or stamp)


def _since_1970(microseconds: str) -> dt.datetime:
    """The moment of a number of microseconds since 1 January 1970 (UTC).

    Raises:
        ValueError, OverflowError: it is no such number.
    """
    return dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(microseconds=int(microseconds[:20]))
