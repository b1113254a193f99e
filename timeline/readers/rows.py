"""From the rows of a table to events: every row is kept, as an event or with the reason why it is none."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from timeline.errors import N_
from timeline.organisation_names import almost, find_name, guess_kind_of_organisation, is_family
from timeline.readers import limits
from timeline.readers.context import ReadContext
from timeline.readers.date_columns import CARRIED
from timeline.readers.grid import EMPTY, HIDDEN_ROW, Cell, Line, Table
from timeline.readers.headers import BY_FORM, Chosen, Reading, Understanding
from timeline.readers.known_tables import as_known
from timeline.readers.matrix import pivoted
from timeline.readers.notes import as_notes
from timeline.readers.result import Choice, Column, Doubt, KeptTable, ReadFile, Remark, SkippedRow, SourceRow
from timeline.readers.turned import turned
from timeline.readers.walk import Walk

NO_NAMES = N_("Boven de kolommen staan geen namen die we kennen. Kijk na of alles goed gelezen is.")
NO_EVENTS = N_("In %(table)s staan geen gebeurtenissen.")
_OF_COLUMNS = frozenset({NO_NAMES, NO_EVENTS, CARRIED})
"""Remarks that may change when the columns are understood anew."""

Outcome = SourceRow | SkippedRow
Row = TypeVar("Row", SourceRow, SkippedRow)


@dataclass(frozen=True, slots=True)
class Read:
    """What the tables of a file hold."""

    columns: tuple[Column, ...]
    rows: tuple[SourceRow, ...]
    skipped: tuple[SkippedRow, ...]
    remarks: tuple[Remark, ...]
    tables: tuple[KeptTable, ...]


@dataclass(slots=True)
class _Reading:
    """Reading the tables of one file."""

    context: ReadContext
    chosen: Chosen = field(default_factory=dict)
    columns: dict[Column, None] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    kept: list[KeptTable] = field(default_factory=list)

    def read(self, tables: Sequence[Table]) -> Read:
        understanding = Understanding(self.context, self.chosen)
        before: Reading | None = None
        several = len([table for table in tables if table.lines]) > 1
        for number, table in enumerate(tables if self.chosen else map(as_known, tables)):
            table = table if self.chosen else turned(table)  # noqa: PLW2901 (the same table, each date on a line)
            pivot = None if self.chosen else pivoted(table, self.context)
            if pivot is not None:
                self.outcomes += [_skipped(number, line, why) for line, why in pivot.without]
                table = pivot.table  # noqa: PLW2901 (the same table, with one line for each event)
            self.kept.append(KeptTable(table.name, tuple(sorted(table.hidden_columns)), table.fields, table.heading))
            reading = understanding.of(table, before)
            if reading is None and not self.chosen and (notes := as_notes(table)) is not None:
                table = notes  # noqa: PLW2901 (the same lines, each with its date apart)
                self.kept[-1] = KeptTable(table.name, (), table.fields)
                reading = understanding.of(table)
            if reading is None:
                self._none_in(number, table)
                continue
            if reading.by_content:
                self.remarks.append(Remark(NO_NAMES))
            self.columns.update(dict.fromkeys(pivot.columns if pivot else reading.columns))
            lane = lane_of_sheet(table.name, self.context, several=several)
            by_program = table.fields is not None and pivot is None
            walk = Walk(number, table, reading, self.context, lane, by_program)
            self.outcomes += walk.outcomes()
            self.remarks += walk.remarks()
            if pivot is None and table.fields is None:
                before = reading
        rows = tuple(row for row in self.outcomes if isinstance(row, SourceRow))
        return Read(
            columns=tuple(self.columns),
            rows=tuple(_doubt_repeated(_doubt_organisations(rows, self.context.organisations))),
            skipped=tuple(row for row in self.outcomes if isinstance(row, SkippedRow)),
            remarks=tuple(self.remarks),
            tables=tuple(self.kept),
        )

    def _none_in(self, number: int, table: Table) -> None:
        why = N_("Staat niet in een tabel met gebeurtenissen.")
        self.outcomes += [_skipped(number, line, line.no_event or why) for line in table.lines if not line.is_empty]
        if table.name and not all(line.is_empty for line in table.lines):
            self.remarks.append(Remark(NO_EVENTS, {"table": table.name}))


def read_tables(tables: Iterable[Table], context: ReadContext = ReadContext()) -> Read:
    """Read every table that holds events; the others are named in the remarks."""
    return _Reading(context).read(tuple(tables))


def reread(
    read: ReadFile,
    columns: Chosen,
    *,
    context: ReadContext = ReadContext(),
) -> ReadFile:
    """Understand a file anew, with what a person says of its columns; the file itself is not needed for it.

    A column is named by its place among the cells (`Column.at`) or by its name, which counts in every table; None means
    that it is not used. What nobody said anything of is recognised as before; tables of which the form of the file
    itself says what the columns are, stay as they were.
    """
    by_form = {at for at, table in enumerate(read.tables) if table.fields is not None}
    lines: dict[int, list[Line]] = {}
    outcomes: list[Outcome] = [*read.rows, *read.skipped]
    for row in sorted(outcomes, key=lambda row: (row.table, row.number)):
        if row.table in by_form:
            continue
        is_hidden = isinstance(row, SkippedRow) and row.message == HIDDEN_ROW
        cells = tuple(Cell(text, was_cut=len(text) >= limits.MAX_CELL_CHARS) if text else EMPTY for text in row.cells)
        lines.setdefault(row.table, []).append(Line(row.number, row.place, cells, is_hidden))
    kept = read.tables or (KeptTable(""),)
    tables = [
        Table(table.name, tuple(lines.get(at, ())), frozenset(table.hidden_columns), heading=table.heading)
        for at, table in enumerate(kept)
    ]
    again = _Reading(context, columns).read(tables)
    return replace(
        read,
        columns=(*(column for column in read.columns if column.why == BY_FORM), *again.columns),
        rows=tuple(sorted((*_of_tables(read.rows, by_form), *again.rows), key=_table_of)),
        skipped=tuple(sorted((*_of_tables(read.skipped, by_form), *again.skipped), key=_table_of)),
        remarks=(
            *(remark for remark in read.remarks if remark.message not in _OF_COLUMNS),
            *again.remarks,
        ),
    )


def _of_tables(rows: Iterable[Row], tables: Collection[int]) -> Iterator[Row]:
    return (row for row in rows if row.table in tables)


def _table_of(row: Outcome) -> int:
    return row.table


def lane_of_sheet(name: str, context: ReadContext, *, several: bool) -> str | None:
    """The organisation whose events a sheet holds by its name; None when the name says nothing of that."""
    if not name or any(map(str.isdigit, name)):
        return None
    if find_name(name, context.organisations) is not None:
        return name
    return name if several and guess_kind_of_organisation(name) != "other" else None


def _skipped(table: int, line: Line, message: str) -> SkippedRow:
    return SkippedRow(line.number, line.place, message, {}, line.texts, table)


def _doubt_organisations(rows: Iterable[SourceRow], organisations: Sequence[str]) -> Iterator[SourceRow]:
    """Rows whose organisation is none of the case but almost one of them get a doubt, with that one to choose."""
    alike: dict[str, tuple[Choice, ...]] = {}
    for row in rows:
        name = row.organisation
        if name and organisations:
            if name not in alike:
                alike[name] = _alike(name, organisations)
            if alike[name]:
                doubt = Doubt(
                    "organisation_like",
                    N_("“%(name)s” lijkt op een organisatie die al in de casus is."),
                    {"name": name},
                    alike[name],
                )
                row = row._replace(doubts=(*row.doubts, doubt))  # noqa: PLW2901 (the same row with one doubt more)
        yield row


def _alike(name: str, organisations: Sequence[str]) -> tuple[Choice, ...]:
    if is_family(name) or find_name(name, organisations) is not None:
        return ()
    likely = almost(name, organisations)
    return tuple(Choice("organisation", each) for each in (*likely, name)) if likely else ()


def _doubt_repeated(rows: Iterable[SourceRow]) -> Iterator[SourceRow]:
    """Rows that say the same as an earlier one are kept, with a doubt."""
    seen: dict[tuple[str, ...], str] = {}
    for row in rows:
        said = (row.date_text, row.title.casefold(), row.description.casefold(), row.organisation or "", *row.who)
        if said in seen:
            doubt = Doubt(
                "repeated",
                N_("Dezelfde regel staat ook op %(place)s."),
                {"place": seen[said]},
                (Choice("skip", "1"),),
            )
            row = row._replace(doubts=(*row.doubts, doubt))  # noqa: PLW2901 (the same row with one doubt more)
        seen.setdefault(said, row.place)
        yield row
