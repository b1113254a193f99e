"""Tell a text whose lines are rows of columns from a text that people wrote as sentences."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence

from timeline.readers.content import holds_date
from timeline.readers.grid import Cell
from timeline.readers.header_words import claim

SEPARATORS = ("\t", ";", "|", ",")
_SAMPLE_LINES = 200
_USUAL_LINE = 200
_MOST_COLUMNS = 30
_RULE = frozenset(" \t\r\n|:+-")
_FRAME = re.compile(r"^[ \t]*\|[ \t]?|[ \t]*\|(?=[ \t]*\r?\n?$)")
_MOST = {"\t": 0.6, ";": 0.6, "|": 0.6, ",": 0.9}
"""How large a part of the rows must be equally wide; commas stand in sentences too."""


def is_separated(text: str) -> bool:
    """Whether a separator makes columns of this text.

    It does when a row names columns that we know; and when most rows are equally wide, and dates stand in a column.
    """
    sample = first_lines(text, _SAMPLE_LINES)
    if sample and sample[0].lower().startswith("sep="):
        return True
    return any(_makes_columns("".join(sample), separator) for separator in SEPARATORS)


def first_lines(text: str, count: int) -> list[str]:
    """The first lines of a text that may have very many, with their ends."""
    chars = count * _USUAL_LINE
    while chars < len(text):
        lines = text[:chars].splitlines(keepends=True)
        if len(lines) > count:
            return lines[:count]
        chars *= 8
    return text.splitlines(keepends=True)[:count]


def without_frame(text: str) -> str:
    """A table with bars around its rows and a line of dashes below the names (as in Markdown), as plain columns."""
    if not any(line.lstrip().startswith("|") for line in first_lines(text, _SAMPLE_LINES)):
        return text
    lines = text.splitlines(keepends=True)
    return "".join("\n" if "--" in line and _RULE.issuperset(line) else _FRAME.sub("", line) for line in lines)


def _makes_columns(sample: str, separator: str) -> bool:
    rows = [[cell.strip() for cell in row] for row in _rows(sample, separator)]
    rows = [row for row in rows if any(row)]
    if any(_names_columns(row) for row in rows):
        return True
    widths = Counter(map(len, rows))
    width, count = max(widths.items(), key=lambda pair: pair[1], default=(1, 0))
    if width < 2 or count < _MOST[separator] * len(rows) or (separator == "," and count < 2):
        return False
    return any(_holds_dates([row[at] for row in rows if at < len(row)]) for at in range(min(width, _MOST_COLUMNS)))


def _names_columns(texts: Sequence[str]) -> bool:
    """Whether these texts are names of columns: two or more that we know exactly, of which one says what or when."""
    found = {known.field for text in texts if (known := claim(text)) and known.is_exact}
    return len(found) >= 2 and bool(found & {"date", "title", "description"})


def _holds_dates(texts: Sequence[str]) -> bool:
    return sum(holds_date(Cell(text)) for text in texts[:50]) >= max(1, 0.3 * len(texts[:50]))


def _rows(sample: str, separator: str) -> Sequence[Sequence[str]]:
    try:
        return list(csv.reader(io.StringIO(sample, newline=""), delimiter=separator))
    except csv.Error:
        return [line.split(separator) for line in sample.splitlines()]
