"""What was read from a file: the events row by row, the doubts, and what was left out and why.

Everything can be kept as JSON and read back, because a preview waits until somebody has looked at it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import time
from functools import lru_cache
from typing import Any, Literal, Self

from timeline.dates import EventDate, from_edtf_parts

Field = Literal[
    "date", "end", "title", "description", "kind", "organisation", "who", "present", "missing", "ground", "source"
]
RowField = Literal["date", "title", "description", "kind", "organisation", "who", "source", "skip"]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about the file as a whole that a person may want to know, such as its encoding."""

    message: str
    params: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """One way out of a doubt: the field of the row that it settles, and what comes there.

    A date is EDTF, a kind its key, everything else the words themselves; `skip` with "1" leaves the row out.
    """

    field: RowField
    value: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why somebody should look at a row: `code` names the sort of doubt, `choices` the ways out, likeliest first."""

    code: str
    message: str
    params: dict[str, str] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """How a column of the file was understood, and why; `field` is None when it is not used.

    `at` is its place among the cells of a row, counted from 0. Several columns of one date share its field.
    """

    header: str
    field: Field | None
    why: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class KeptTable:
    """What is kept of a table besides its rows, so that it can be understood anew: `fields` as in `grid.Table`."""

    name: str
    hidden_columns: tuple[int, ...] = ()
    fields: Mapping[Field, int] | None = None


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that is no event, with the reason and what stands in it; `table` counts the tables of the file from 0."""

    number: int
    place: str
    message: str
    params: dict[str, str]
    cells: tuple[str, ...]
    table: int = 0


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One event as a file tells it.

    `place` says where it stands for whoever looks it up; `date` is None when there is none or it was not understood,
    `date_text` always holds what was written. `organisation` is the name as written, None when the file has no
    such column; `cells` are all cells of the row, also those of columns that are not used. `present` and `missing` are
    the names of organisations at the table and of those that were not there, `ground` the ground of a decision; `table`
    counts the tables of the file from 0. `knows_table` says that the file itself tells who was at the table, also when
    that was nobody.
    """

    number: int
    place: str
    title: str
    description: str
    date: EventDate | None
    date_text: str
    kind: str
    organisation: str | None
    who: tuple[str, ...]
    source: str
    doubts: tuple[Doubt, ...]
    cells: tuple[str, ...]
    present: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    ground: str = ""
    table: int = 0
    knows_table: bool = False


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read: `form` says what sort of file it is, `sha256` is the checksum of its bytes."""

    name: str
    form: str
    columns: tuple[Column, ...]
    rows: tuple[SourceRow, ...]
    skipped: tuple[SkippedRow, ...]
    remarks: tuple[Remark, ...]
    sha256: str
    tables: tuple[KeptTable, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The same as plain values that can be kept as JSON; what is empty in most rows is left out of a row."""
        return {
            **self.head_to_json(),
            "rows": [row_to_json(row) for row in self.rows],
            "skipped": [skipped_to_json(row) for row in self.skipped],
        }

    def head_to_json(self) -> dict[str, Any]:
        """All but the rows."""
        return {
            "name": self.name,
            "form": self.form,
            "columns": [asdict(column) for column in self.columns],
            "remarks": [asdict(remark) for remark in self.remarks],
            "sha256": self.sha256,
            "tables": [
                {
                    "name": table.name,
                    "hidden_columns": [*table.hidden_columns],
                    "fields": None if table.fields is None else dict(table.fields),
                }
                for table in self.tables
            ],
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """What `to_json` gave, read back."""
        return cls.from_parts(kept, map(row_from_json, kept["rows"]), map(skipped_from_json, kept["skipped"]))

    @classmethod
    def from_parts(cls, head: Mapping[str, Any], rows: Iterable[SourceRow], skipped: Iterable[SkippedRow]) -> Self:
        """What `head_to_json` gave, together with the rows."""
        return cls(
            name=head["name"],
            form=head["form"],
            columns=tuple(Column(**column) for column in head["columns"]),
            rows=tuple(rows),
            skipped=tuple(skipped),
            remarks=tuple(Remark(**remark) for remark in head["remarks"]),
            sha256=head["sha256"],
            tables=tuple(
                KeptTable(
                    table["name"],
                    tuple(table["hidden_columns"]),
                    None if table["fields"] is None else dict(table["fields"]),
                )
                for table in head.get("tables", ())
            ),
        )


def row_to_json(row: SourceRow) -> dict[str, Any]:
    """A row as plain values."""
    kept: dict[str, Any] = {
        "number": row.number,
        "place": row.place,
        "title": row.title,
        "description": row.description,
        "date": None if row.date is None else _date_to_json(row.date),
        "date_text": row.date_text,
        "kind": row.kind,
        "organisation": row.organisation,
        "who": list(row.who),
        "source": row.source,
        "doubts": [_doubt_to_json(doubt) for doubt in row.doubts],
        "cells": list(row.cells),
    }
    seldom = {
        "present": list(row.present),
        "missing": list(row.missing),
        "ground": row.ground,
        "table": row.table,
        "knows_table": row.knows_table,
    }
    kept.update({name: value for name, value in seldom.items() if value})
    return kept


def row_from_json(kept: Mapping[str, Any]) -> SourceRow:
    """What `row_to_json` gave, read back."""
    when = kept["date"]
    cells = tuple(kept["cells"])
    same = {text: text for text in cells}  # a title is the text of a cell: kept once in memory
    return SourceRow(
        number=kept["number"],
        place=kept["place"],
        title=same.get(kept["title"], kept["title"]),
        description=same.get(kept["description"], kept["description"]),
        date=None if when is None else _date_from_json(when["start"], when["end"], when["text"], when.get("time")),
        date_text=same.get(kept["date_text"], kept["date_text"]),
        kind=sys.intern(kept["kind"]),
        organisation=same.get(kept["organisation"], kept["organisation"]),
        who=tuple(kept["who"]),
        source=same.get(kept["source"], kept["source"]),
        doubts=tuple(_doubt_from_json(doubt) for doubt in kept["doubts"]),
        cells=cells,
        present=tuple(kept.get("present", ())),
        missing=tuple(kept.get("missing", ())),
        ground=kept.get("ground", ""),
        table=kept.get("table", 0),
        knows_table=kept.get("knows_table", False),
    )


def skipped_to_json(row: SkippedRow) -> dict[str, Any]:
    """A row that is no event as plain values."""
    return {
        "number": row.number,
        "place": row.place,
        "message": row.message,
        "params": row.params,
        "cells": list(row.cells),
        "table": row.table,
    }


def skipped_from_json(kept: Mapping[str, Any]) -> SkippedRow:
    """What `skipped_to_json` gave, read back."""
    return SkippedRow(**{**kept, "cells": tuple(kept["cells"])})


def _date_to_json(when: EventDate) -> dict[str, str | None]:
    at = when.time.isoformat() if when.time else None
    return {"start": when.start_edtf, "end": when.end_edtf, "text": when.text, "time": at}


@lru_cache(maxsize=8192)
def _date_from_json(start: str | None, end: str | None, text: str, at: str | None) -> EventDate:
    return from_edtf_parts(start, end, text=text, time=time.fromisoformat(at) if at else None)


def _doubt_to_json(doubt: Doubt) -> dict[str, Any]:
    choices = [{"field": choice.field, "value": choice.value} for choice in doubt.choices]
    return {"code": doubt.code, "message": doubt.message, "params": doubt.params, "choices": choices}


def _doubt_from_json(kept: Mapping[str, Any]) -> Doubt:
    choices = tuple(Choice(**choice) for choice in kept.get("choices", ()))
    return Doubt(kept["code"], kept["message"], dict(kept["params"]), choices)
