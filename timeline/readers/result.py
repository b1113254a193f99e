"""What was read from a file: the events row by row, the doubts, and what was left out and why.

Everything can be kept as JSON and read back, because a preview waits until somebody has looked at it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, Self

from timeline.dates import EventDate, from_edtf_parts

Field = Literal["date", "end", "title", "description", "kind", "organisation", "who", "source"]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about the file as a whole that a person may want to know, such as its encoding."""

    message: str
    params: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why somebody should look at a row; `code` names the sort of doubt."""

    code: str
    message: str
    params: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """How a column of the file was understood, and why; `field` is None when it is not used."""

    header: str
    field: Field | None
    why: str


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that is no event, with the reason and what stands in it."""

    number: int
    place: str
    message: str
    params: dict[str, str]
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One event as a file tells it.

    `place` says where it stands for whoever looks it up; `date` is None when there is none or it was not understood,
    `date_text` always holds what was written. `organisation` is the name as written, None when the file has no
    such column; `cells` are all cells of the row, also those of columns that are not used.
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

    def to_json(self) -> dict[str, Any]:
        """The same as plain values that can be kept as JSON."""
        plain = asdict(self)
        for row, kept in zip(self.rows, plain["rows"], strict=True):
            kept["date"] = None if row.date is None else _date_to_json(row.date)
        return plain

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """What `to_json` gave, read back."""
        return cls(
            name=kept["name"],
            form=kept["form"],
            columns=tuple(Column(**column) for column in kept["columns"]),
            rows=tuple(_row_from_json(row) for row in kept["rows"]),
            skipped=tuple(SkippedRow(**{**row, "cells": tuple(row["cells"])}) for row in kept["skipped"]),
            remarks=tuple(Remark(**remark) for remark in kept["remarks"]),
            sha256=kept["sha256"],
        )


def _date_to_json(when: EventDate) -> dict[str, str | None]:
    return {"start": when.start_edtf, "end": when.end_edtf, "text": when.text}


def _row_from_json(row: Mapping[str, Any]) -> SourceRow:
    when = row["date"]
    return SourceRow(
        **{
            **row,
            "date": None if when is None else from_edtf_parts(when["start"], when["end"], text=when["text"]),
            "who": tuple(row["who"]),
            "cells": tuple(row["cells"]),
            "doubts": tuple(Doubt(**doubt) for doubt in row["doubts"]),
        }
    )
