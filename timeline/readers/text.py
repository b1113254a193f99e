"""Read plain or pasted text: notes line by line, a list under headings, a letter, or a table copied from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from timeline.readers import limits
from timeline.readers.chronology import read_chronology
from timeline.readers.csv import read_csv
from timeline.readers.encoding import decode
from timeline.readers.grid import Budget, Tables
from timeline.readers.pieces import MOST_CHARS, Piece, Place, as_piece, too_long
from timeline.readers.separated import is_separated
from timeline.readers.wrapped import unwrapped
from timeline.text import clean_text


def read_text(content: bytes) -> Tables:
    """Read plain text.

    Raises:
        FileNotReadable: it is no text, or more than a timeline can be.
    """
    text, remarks = decode(content)
    if is_separated(text):
        table = read_csv(text.encode())
        return Tables("text", table.tables, (*remarks, *table.remarks))
    pieces = list(islice(_pieces(text), limits.MAX_PIECES + 1))
    if len(pieces) > limits.MAX_PIECES:
        remarks = (*remarks, too_long(pieces.pop().place.name))
    return Tables("text", tuple(read_chronology(pieces, Budget()).values()), remarks)


def _pieces(text: str) -> Iterator[Piece]:
    """Every line with something on it, and what was broken off at the edge of the page with it."""
    follows_gap = False
    for number, line in unwrapped(text.splitlines()):
        if written := clean_text(line[:MOST_CHARS]).strip():
            yield as_piece(Place(number, f"regel {number}", follows_gap=follows_gap), written, depth=_depth(line))
        follows_gap = not written


def _depth(line: str) -> int:
    """How far a line is moved to the right, in steps of two spaces or a tab."""
    indent = line[: len(line) - len(line.lstrip())]
    return indent.count("\t") + indent.count(" ") // 2
