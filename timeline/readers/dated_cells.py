"""A cell that begins with a date of its own: "14-3-2019 aanmelding", or several lines that each do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.dates import EventDate
from timeline.errors import N_
from timeline.readers.content import holds_date
from timeline.readers.dating import date_choice
from timeline.readers.grid import Cell
from timeline.readers.openings import Around, Opening, opening
from timeline.readers.result import Doubt

OTHER_DATE = N_("In de cel staat een andere datum dan in de kolom met datums. Welke klopt?")

Part = tuple[Cell, Cell, tuple[Doubt, ...]]
"""The date of a part of a cell, its words, and what is doubted about it."""


def begins_with_date(cell: Cell) -> bool:
    """Whether a cell begins with a date and then tells something."""
    return _opened(cell.text.partition("\n")[0], Around(), is_only_date=True) is not None


def dated_parts(cell: Cell, beside: Cell) -> Iterator[Part]:
    """The parts of a cell that each have a date; the whole cell with the date `beside` it when it begins with none."""
    heading = _value(beside)
    around = Around().below(heading) if heading is not None else Around()
    lines = cell.text.split("\n")
    openings = [_opened(line, around, is_only_date=not beside.text) for line in lines]
    if openings[0] is None:
        yield beside, cell, ()
        return
    begins = [at for at, found in enumerate(openings) if found is not None]
    for at, end in zip(begins, [*begins[1:], len(lines)], strict=True):
        found = openings[at]
        if found is not None and found.value is not None:
            words = Cell("\n".join((found.rest.strip(), *lines[at + 1 : end])).strip(), None, cell.was_cut)
            yield Cell(found.words, found.value), words, (*found.doubts, *_unlike(found.value, heading))


def _opened(line: str, around: Around, *, is_only_date: bool) -> Opening | None:
    """The date that a line begins with, when something is told behind it.

    Beside a column of dates one that begins a sentence ("2019 was een moeilijk jaar") only belongs to that sentence.
    """
    found = opening(line, around)
    if found is None or found.value is None or found.value.is_unknown or not found.rest.strip():
        return None
    if around.heading is not None and _only_names_a_time(line, found) and _is_vaguer(found.value, around.heading):
        return None
    return found if found.is_label or is_only_date else None


def _only_names_a_time(line: str, found: Opening) -> bool:
    """Whether the date is a season, feast or month as the first word of what is told: "Zomer bij vader"."""
    return (
        found.is_completed and re.search(rf"{re.escape(found.words)}\s+\w", line) is not None and found.words.isalpha()
    )


def _is_vaguer(when: EventDate, beside: EventDate) -> bool:
    """Whether a time without its year says less than the date beside it, or something else."""
    if not (when.earliest and when.latest and beside.earliest and beside.latest):
        return True
    is_apart = when.latest < beside.earliest or when.earliest > beside.latest
    return is_apart or when.latest - when.earliest >= beside.latest - beside.earliest


def _value(beside: Cell) -> EventDate | None:
    if beside.date is not None:
        return beside.date
    found = opening(beside.text, Around()) if beside.text and holds_date(beside) else None
    return found.value if found is not None else None


def _unlike(when: EventDate, heading: EventDate | None) -> Iterator[Doubt]:
    """A doubt when the date in the cell lies outside the one beside it."""
    if heading is None or not (when.earliest and when.latest and heading.earliest and heading.latest):
        return
    if when.latest < heading.earliest or when.earliest > heading.latest:
        yield Doubt("date_beside", OTHER_DATE, {}, (date_choice(when), date_choice(heading)))
