"""Read a CSV file: whatever its encoding, its separator and its way of quoting, and say which were found."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator

from timeline.errors import N_
from timeline.readers import limits
from timeline.readers.encoding import decode
from timeline.readers.grid import Budget, Line, Table, Tables
from timeline.readers.header_words import claim
from timeline.readers.result import Remark
from timeline.readers.separated import without_frame

SEPARATORS = (";", ",", "\t", "|")
_SEPARATOR_REMARKS = {
    ",": N_("De kolommen zijn gescheiden door een komma."),
    "\t": N_("De kolommen zijn gescheiden door een tab."),
    "|": N_("De kolommen zijn gescheiden door een staande streep."),
}
_SAMPLE_LINES = 200
_LONGEST_RECORD = 1_000
"""Lines that one quoted cell may take; a quote that is open longer was never meant to be one."""

# the apostrophe that a spreadsheet, or our own export, puts before what would run as a formula
# (and, so that a text that looks guarded comes back too, before apostrophes that lead to such a sign)
_GUARD = re.compile("'(?='*[=+\\-@\t\r\n＝＋－＠])")
_LINE = re.compile("[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")

Record = tuple[int, list[str], bool]
"""The number of the line at which a record begins, its cells, and whether its quotes were in order."""


def read_csv(content: bytes) -> Tables:
    """Read a CSV file.

    Raises:
        FileNotReadable: it is no text.
    """
    text, said = decode(content)
    text = without_frame(text)
    remarks = [*said]
    start, first_line, declared = _after_declaration(text)
    separator = declared or _separator(text, start)
    if separator != ";":
        remarks.append(Remark(_SEPARATOR_REMARKS[separator]))
    lines, bad, budget = [], [], Budget()
    has_guards = "'" in text
    for number, cells, in_order in _records(_physical_lines(text, start), separator, first_line):
        place = f"regel {number}"
        if not budget.has_room(place, len(cells)):
            break
        if not in_order:
            bad.append(place)
        if has_guards:
            cells = [_unguarded(cell) if cell[:1] == "'" else cell for cell in cells]  # noqa: PLW2901
        lines.append(Line(number, place, budget.row_of(cells)))
    if bad:
        remarks.append(
            Remark(
                N_("De aanhalingstekens kloppen niet, het eerst bij %(place)s. Zulke regels zijn letterlijk gelezen."),
                {"place": bad[0]},
            )
        )
    return Tables("csv", (Table("", tuple(lines)),), (*remarks, *budget.remarks()))


def _after_declaration(text: str) -> tuple[int, int, str]:
    """Where the text begins after a line "sep=;" that programs put first, the number of its line, the separator."""
    declared = re.match(r"sep=(.)(?:\r\n|\r|\n)", text)
    if declared and declared[1] in SEPARATORS:
        return declared.end(), 2, declared[1]
    return 0, 1, ""


def _separator(text: str, start: int) -> str:
    """The separator that shows the most names of columns, and gives the same number of columns on most lines."""
    sample = []
    for line in _physical_lines(text, start):
        sample.append(line[: limits.MAX_CELL_CHARS])
        if len(sample) == _SAMPLE_LINES:
            break
    best, strength = SEPARATORS[0], (0, 0.0, 0)
    for separator in SEPARATORS:
        rows = [cells for _, cells, _ in _records(iter(sample), separator, 1) if any(cells)]
        width, count = Counter(map(len, rows)).most_common(1)[0] if rows else (1, 0)
        named = max((_named(row) for row in rows[: limits.MAX_HEADER_SEARCH]), default=0)
        fit = (named if named > 1 else 0, count / len(rows) if width > 1 else 0.0, width)
        if fit > strength:
            best, strength = separator, fit
    return best


def _named(cells: list[str]) -> int:
    """How many different things the names in a line say that columns are."""
    found = {claimed.field for cell in cells if (claimed := claim(cell)) and claimed.is_exact}
    return len(found)


def _physical_lines(text: str, start: int) -> Iterator[str]:
    """The lines with their ends: of Windows, of Unix and of old Macs."""
    return (found[0] for found in _LINE.finditer(text, start))


def _records(lines: Iterator[str], separator: str, number: int) -> Iterator[Record]:
    """The records of a file. A quoted cell may run on over lines; where its quotes are broken, the line is literal."""
    waiting: list[str] = []
    while True:
        line = waiting.pop(0) if waiting else next(lines, None)
        if line is None:
            return
        if '"' not in line:
            yield number, line.rstrip("\r\n").split(separator), True
            number += 1
            continue
        taken = [line]
        quotes = line.count('"')
        while quotes % 2 and len(taken) < _LONGEST_RECORD:
            more = waiting.pop(0) if waiting else next(lines, None)
            if more is None:
                break
            taken.append(more)
            quotes += more.count('"')
        try:
            reader = csv.reader(taken, delimiter=separator, strict=True)
            cells = next(reader)
            used, in_order = reader.line_num, True
        except csv.Error:
            cells, used, in_order = line.rstrip("\r\n").split(separator), 1, False
        waiting = taken[used:] + waiting
        yield number, cells, in_order
        number += used


def _unguarded(cell: str) -> str:
    return cell[1:] if _GUARD.match(cell) else cell


csv.field_size_limit(limits.MAX_FILE_BYTES)
