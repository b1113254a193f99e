"""What was read from a file: the events row by row, the doubts, and what was left out and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from timeline.dates import EventDate

Field = Literal[
    "date",
    "end",
    "title",
    "description",
    "kind",
    "organisation",
    "who",
    "present",
    "missing",
    "ground",
    "source",
    "tags",
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
    """What is kept of a table besides its rows, so that it can be understood anew.

    `fields` and `heading` are as in `grid.Table`.
    """

    name: str
    hidden_columns: tuple[int, ...] = ()
    fields: Mapping[Field, int] | None = None
    heading: str = ""


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that is no event, with the reason and what stands in it; `table` counts the tables of the file from 0."""

    number: int
    place: str
    message: str
    params: dict[str, str]
    cells: tuple[str, ...]
    table: int = 0


class SourceRow(NamedTuple):
    """One event as a file tells it.

    `place` says where it stands for whoever looks it up; `date` is None when there is none or it was not understood,
    `date_text` always holds what was written. `organisation` is the name as written, None when the file has no
    such column; `cells` are all cells of the row, also those of columns that are not used. `present` and `missing` are
    the names of organisations at the table and of those that were not there, `ground` the ground of a decision; `table`
    counts the tables of the file from 0. `knows_table` says that the file itself tells who was at the table, also when
    that was nobody; only what Terugblik wrote does that, and there an event may have no source. `tags` are the labels
    of the event.
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
    tags: tuple[str, ...] = ()


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
