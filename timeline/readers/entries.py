"""Tables of what a machine wrote: entries with named values instead of rows with columns that must be recognised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from timeline.exported import FAMILY, Told
from timeline.name_lists import join_names
from timeline.readers.cells import date_cell
from timeline.readers.grid import Budget, Cell, Line, Table
from timeline.readers.people import organisations, people, tags
from timeline.readers.result import Field

_ORDER: tuple[Field, ...] = (
    *("date", "title", "description", "kind", "organisation", "who", "present", "missing", "ground", "source", "tags"),
)
_OPTIONAL: frozenset[Field] = frozenset({"organisation", "present"})
"""Fields that mean something else when they are empty than when nobody told them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a file of a machine: its number and place, and what it tells; or why it is no event."""

    number: int
    place: str
    cells: Mapping[Field, Cell] = field(default_factory=dict)
    no_event: str = ""


def tables_of(entries: Iterable[Entry], names: Mapping[Field, str]) -> tuple[Table, ...]:
    """The entries in their order; those that tell other things than the ones before them begin a table of their own.

    `names` are the names that the fields have in this form of file.
    """
    return tuple(_table(told, list(group), names) for told, group in groupby(entries, _what_is_told))


def _what_is_told(entry: Entry) -> frozenset[Field]:
    return _OPTIONAL & entry.cells.keys()


def _table(told: frozenset[Field], entries: Sequence[Entry], names: Mapping[Field, str]) -> Table:
    filled = {"date", "title", *told, *(name for entry in entries for name, cell in entry.cells.items() if cell.text)}
    fields = [name for name in _ORDER if name in names and name in filled and (name not in _OPTIONAL or name in told)]
    lines = tuple(
        Line(
            entry.number,
            entry.place,
            tuple(entry.cells.get(name, Cell()) for name in fields),
            no_event=entry.no_event,
        )
        for entry in entries
    )
    return Table(
        "", lines, fields={name: at for at, name in enumerate(fields)}, names=tuple(names[name] for name in fields)
    )


def told_cells(told: Told, budget: Budget) -> dict[Field, Cell]:
    """The cells of an event that Terugblik itself wrote.

    Raises:
        FileTooFull: the file holds more than a timeline can be.
    """
    texts: dict[Field, str] = {
        "title": told.title,
        "description": told.description,
        "kind": told.kind,
        "who": join_names(told.people, people),
        "present": join_names(told.present, organisations),
        "missing": join_names(told.missing, organisations),
        "ground": told.ground,
        "source": told.source,
        "tags": join_names(told.tags, tags),
    }
    if told.organisation is not None:
        texts["organisation"] = told.organisation or FAMILY
    return {"date": date_cell(told.when, budget), **{name: budget.cell(text) for name, text in texts.items()}}


def counted(entry: Entry, budget: Budget) -> Entry:
    """The entry, counted as a row.

    Raises:
        FileTooFull: there are more than a timeline can have.
    """
    budget.row(len(entry.cells))
    return entry
