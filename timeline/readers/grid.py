"""The tables of a file before anyone asks what they mean: rows of cells, each with its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from timeline.dates import EventDate
from timeline.errors import N_
from timeline.readers import limits
from timeline.readers.errors import FileTooFull
from timeline.readers.result import Doubt, Field, Remark
from timeline.text import clean_text


class Cell(NamedTuple):
    """The text of a cell, and its date when the file itself says that it is one.

    `no_outcome` says that it is empty because a formula stands in it that was never computed.
    """

    text: str = ""
    date: EventDate | None = None
    was_cut: bool = False
    no_outcome: bool = False


EMPTY = Cell()
HIDDEN_ROW = N_("Deze regel is verborgen in het bestand. Maak hem zichtbaar als hij mee moet.")
_SHORT = 32
"""Characters up to which a text that comes back, such as a role or a day, is kept once."""


class Line(NamedTuple):
    """One row of a table: its number and place as a person would look it up.

    `no_event` says why it is no event, where the form of the file itself tells that; `doubts` are those of its reader.
    """

    number: int
    place: str
    cells: tuple[Cell, ...]
    is_hidden: bool = False
    no_event: str = ""
    doubts: tuple[Doubt, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of the cells."""
        return tuple([cell.text for cell in self.cells])

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not any(cell.text for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a file: a sheet, a table in a document, or the whole of a CSV file.

    `fields` says which column is what where the form of the file itself says so, so that nothing has to be recognised;
    empty when it says that there are no events in it. `names` are then the names of its columns, where it has them.
    `heading` is the date (EDTF) of a heading above it, which its dates may lack the year of.
    `turned_lines` is filled when its lines are columns of the file (`turned`): which line of the file each cell is on.
    """

    name: str
    lines: tuple[Line, ...]
    hidden_columns: frozenset[int] = frozenset()
    fields: Mapping[Field, int] | None = None
    names: tuple[str, ...] = ()
    heading: str = ""
    turned_lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables of a file, and what there is to remark about reading them."""

    form: str
    tables: tuple[Table, ...]
    remarks: tuple[Remark, ...] = ()


@dataclass(slots=True)
class Budget:
    """Counts what was read so far, and says when it is as much as a timeline can be."""

    rows: int = 0
    cells: int = 0
    chars: int = 0
    stopped_at: str = ""  # the place of the first row that was not read
    wide_at: str = ""  # the place of the first row with more columns than are read
    _known: dict[str, Cell] = field(default_factory=dict)

    def has_room(self, place: str, columns: int) -> bool:
        """Count one row; whether it may be read still. Only its first `limits.MAX_COLUMNS` cells are."""
        if self.stopped_at:
            return False
        if self._is_full():
            self.stopped_at = place
            return False
        self.rows += 1
        if columns > limits.MAX_COLUMNS and not self.wide_at:
            self.wide_at = place
        return True

    def row(self, columns: int) -> None:
        """Count one row of a form that is read whole or not at all.

        Raises:
            FileTooFull: there are too many rows or cells, or too many columns in this one.
        """
        self.rows += 1
        if self.rows > limits.MAX_ROWS or columns > limits.MAX_COLUMNS or self._is_full(rows=False):
            raise FileTooFull

    def cell(self, written: str, date: EventDate | None = None) -> Cell:
        """Count one cell and make its text fit to keep: no control characters, no spaces around it."""
        if not written:
            return EMPTY
        self.cells += 1
        size = len(written)
        if size > limits.MAX_CELL_CHARS:
            self.chars += limits.MAX_CELL_CHARS
            return Cell(clean_text(written[: limits.MAX_CELL_CHARS]).strip(), date, True)
        self.chars += size
        if date is None and (known := self._known.get(written)):
            return known
        # what is printable holds nothing to clean, and asking that is far quicker than cleaning
        made = Cell((written if written.isprintable() else clean_text(written)).strip(), date, False)
        if date is None and size <= _SHORT:
            self._known[written] = made
        return made

    def row_of(self, written: Sequence[str]) -> tuple[Cell, ...]:
        """The cells of one row of texts, of those columns that are read."""
        known, cell = self._known, self.cell
        made = []
        for text in written[: limits.MAX_COLUMNS]:
            if not text:
                made.append(EMPTY)
            elif (same := known.get(text)) is not None:
                self.cells += 1
                self.chars += len(text)
                made.append(same)
            else:
                made.append(cell(text))
        return tuple(made)

    def remarks(self) -> tuple[Remark, ...]:
        """What was not read because there was too much of it."""
        made = []
        if self.stopped_at:
            made.append(
                Remark(
                    N_(
                        "Vanaf %(place)s is niets meer gelezen: een bestand kan hooguit %(rows)s regels hebben. "
                        "Zet de rest in een tweede bestand."
                    ),
                    {"place": self.stopped_at, "rows": str(limits.MAX_ROWS)},
                )
            )
        if self.wide_at:
            made.append(
                Remark(
                    N_("Wat rechts van kolom %(columns)s staat, is niet gelezen. De eerste keer is dat bij %(place)s."),
                    {"place": self.wide_at, "columns": str(limits.MAX_COLUMNS)},
                )
            )
        return tuple(made)

    def _is_full(self, *, rows: bool = True) -> bool:
        return (
            (rows and self.rows >= limits.MAX_ROWS)
            or self.cells > limits.MAX_CELLS
            or self.chars > limits.MAX_TEXT_CHARS
        )
