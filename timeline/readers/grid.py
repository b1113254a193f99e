"""The tables of a file before anyone asks what they mean: rows of cells, each with its place."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.dates import EventDate
from timeline.readers import limits
from timeline.readers.errors import FileTooFull
from timeline.readers.result import Remark
from timeline.text import clean_text


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell, and its date when the file itself says that it is one."""

    text: str = ""
    date: EventDate | None = None
    was_cut: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: its number and place as a person would look it up."""

    number: int
    place: str
    cells: tuple[Cell, ...]
    is_hidden: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of the cells."""
        return tuple(cell.text for cell in self.cells)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not any(cell.text for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a file: a sheet, a table in a document, or the whole of a CSV file."""

    name: str
    lines: tuple[Line, ...]
    hidden_columns: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables of a file, and what there is to remark about reading them."""

    form: str
    tables: tuple[Table, ...]
    remarks: tuple[Remark, ...] = ()


@dataclass(slots=True)
class Budget:
    """Counts what was read so far, and stops when it is more than a timeline can be."""

    rows: int = 0
    cells: int = 0
    chars: int = 0

    def row(self, columns: int) -> None:
        """Count one row.

        Raises:
            FileTooFull: there are too many rows, or too many columns in this one.
        """
        self.rows += 1
        if self.rows > limits.MAX_ROWS or columns > limits.MAX_COLUMNS:
            raise FileTooFull

    def cell(self, written: str, date: EventDate | None = None) -> Cell:
        """Count one cell and make its text fit to keep: no control characters, no spaces around it.

        Raises:
            FileTooFull: there are too many cells or too much text.
        """
        if not written:
            return Cell()
        self.cells += 1
        self.chars += len(written)
        if self.cells > limits.MAX_CELLS or self.chars > limits.MAX_TEXT_CHARS:
            raise FileTooFull
        text = clean_text(written[: limits.MAX_CELL_CHARS]).strip()
        return Cell(text, date, was_cut=len(written) > limits.MAX_CELL_CHARS)
