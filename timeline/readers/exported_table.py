"""A table that Terugblik itself exported, perhaps changed since: its dates come back as they were.

The columns with the exact date count as long as the columns for people still say the same. Where somebody typed another
date, those words count: the row is then read as that of any other file.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from timeline.dates import DateNotUnderstood, EventDate, from_edtf, in_words, parse_date
from timeline.exported import COLUMNS, ground_key
from timeline.readers import limits
from timeline.readers.grid import Cell, Line, Table
from timeline.readers.result import Field

_FIELDS: dict[str, Field] = {
    "Wanneer": "date",
    "Soort": "kind",
    "Onderwerp": "title",
    "Toelichting": "description",
    "Organisatie": "organisation",
    "Wie": "who",
    "Aan tafel": "present",
    "Bron": "source",
    "Niet aan tafel": "missing",
    "Grond": "ground",
    "Labels": "tags",
}
_MARKS = frozenset({"Wanneer", "Datum (EDTF)", "Zoals geschreven"})


def as_exported(table: Table) -> Table | None:
    """The table as it was exported; None when it is another table."""
    for index, line in enumerate(table.lines[: limits.MAX_HEADER_SEARCH]):
        if set(line.texts) >= _MARKS:
            places = {name: line.texts.index(name) for name in COLUMNS if name in line.texts}
            fields = {field: places[name] for name, field in _FIELDS.items() if name in places}
            above, below = table.lines[: index + 1], table.lines[index + 1 :]
            lines = (*above, *(_exact(row, places, fields) for row in below))
            return replace(table, lines=lines, fields=fields, names=line.texts)
    return None


def _exact(line: Line, places: dict[str, int], fields: dict[Field, int]) -> Line:
    """The row with its date as it was, and the ground of a decision by its key."""
    if line.is_empty:
        return line
    cells = [*line.cells, *[Cell()] * (max(places.values()) + 1 - len(line.cells))]
    row = {name: cells[at] for name, at in places.items()}
    cells[places["Wanneer"]] = _date(row)
    if "ground" in fields:
        cells[fields["ground"]] = cells[fields["ground"]]._replace(text=ground_key(cells[fields["ground"]].text))
    return line._replace(cells=tuple(cells))


def _date(row: dict[str, Cell]) -> Cell:
    said, written = row["Wanneer"], row["Zoals geschreven"].text
    begin, end = (row[name].text if name in row else None for name in ("Begin", "Eind"))
    try:
        at = time.fromisoformat(row["Tijd"].text) if "Tijd" in row and row["Tijd"].text else None
        when = from_edtf(row["Datum (EDTF)"].text, text=written, time=at)
    except (DateNotUnderstood, ValueError):
        return said
    if said.date is not None or not _says(said.text, when):
        return said
    if begin not in {None, begin_of(when)} or end not in {None, end_of(when)}:
        return Cell(" – ".join(part for part in (begin, end) if part))
    return Cell(written or said.text, when)


def _says(words: str, when: EventDate) -> bool:
    """Whether words still mean this date."""
    if words == in_words(when):
        return True
    try:
        return parse_date(words).edtf == when.edtf
    except DateNotUnderstood:
        return False


def begin_of(when: EventDate) -> str:
    """What stands in the column for the begin."""
    return "" if when.is_unknown else when.start_edtf


def end_of(when: EventDate) -> str:
    """What stands in the column for the end."""
    return when.end_edtf or ""
