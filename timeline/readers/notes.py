"""A table that is no table: notes below each other in one column, each beginning with its date."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from timeline.readers.chronology import OUTSIDE, read_chronology
from timeline.readers.dated_cells import begins_with_date
from timeline.readers.grid import HIDDEN_ROW, Budget, Cell, Line, Table
from timeline.readers.pieces import Piece, Place, as_piece

_NEARLY_ALL = 0.8
_MOSTLY = 0.5
_FEWEST = 2


def as_notes(table: Table) -> Table | None:
    """The lines as written text would be read, with the date apart; None when it is no column of dated notes."""
    if table.hidden_columns:
        return None  # what is hidden is not read, and what is left may mean something else
    hidden = [line._replace(no_event=HIDDEN_ROW) for line in table.lines if line.is_hidden and not line.is_empty]
    table = replace(table, lines=tuple(line for line in table.lines if not line.is_hidden))
    filled = [[at for at, cell in enumerate(line.cells) if cell.text] for line in table.lines]
    columns = Counter(each[0] for each in filled if len(each) == 1)
    if not columns:
        return None
    (column, alone), *_ = columns.most_common(1)
    lines = sum(map(bool, filled))
    notes = [line.cells[column] for line, each in zip(table.lines, filled, strict=True) if each == [column]]
    dated = sum(map(begins_with_date, notes))
    if alone < _NEARLY_ALL * lines or dated < max(_FEWEST, _MOSTLY * alone):
        return None
    found = read_chronology(list(_pieces(table, column)), Budget())
    read = found.get(0)
    if read is None:
        return None
    beside = [line for line, each in zip(table.lines, filled, strict=True) if each and each != [column]]
    others = (Line(line.number, line.place, (Cell(" · ".join(filter(None, line.texts))),)) for line in beside)
    left = tuple(line._replace(no_event=OUTSIDE) for line in others)
    return replace(read, name=table.name, lines=(*read.lines, *left, *hidden))


def _pieces(table: Table, column: int) -> list[Piece]:
    pieces = []
    follows_gap = False
    for line in table.lines:
        if line.is_empty:
            follows_gap = True
        elif len(line.cells) > column and line.cells[column].text and sum(map(bool, line.texts)) == 1:
            for count, text in enumerate(line.cells[column].text.split("\n"), 1):
                name = line.place if count == 1 else f"{line.place}, regel {count}"
                pieces.append(as_piece(Place(line.number, name, follows_gap=follows_gap), text))
                follows_gap = False
    return pieces
