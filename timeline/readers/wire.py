"""How the process that reads hands over what it read: a line for the whole, then a line for each row.

Line by line neither side holds the rows twice, however many there are.
"""

from __future__ import annotations

from collections.abc import Iterator

import orjson

from timeline.readers.result import (
    ReadFile,
    row_from_json,
    row_to_json,
    skipped_from_json,
    skipped_to_json,
)


def lines_of(read: ReadFile) -> Iterator[bytes]:
    """What was read as lines of JSON."""
    yield orjson.dumps({"read": read.head_to_json(), "rows": len(read.rows), "skipped": len(read.skipped)})
    for row in read.rows:
        yield b"\n" + orjson.dumps(row_to_json(row))
    for skipped in read.skipped:
        yield b"\n" + orjson.dumps(skipped_to_json(skipped))


def from_lines(answer: bytes) -> ReadFile | str:
    """What was read, or the name of the error that kept it from being read.

    Raises:
        ValueError, KeyError: it is no whole answer.
    """
    lines = _split(answer)
    head = orjson.loads(next(lines, b""))
    if "refused" in head:
        return str(head["refused"])
    rows = tuple(row_from_json(orjson.loads(next(lines, b""))) for _ in range(head["rows"]))
    skipped = tuple(skipped_from_json(orjson.loads(next(lines, b""))) for _ in range(head["skipped"]))
    return ReadFile.from_parts(head["read"], rows, skipped)


def _split(answer: bytes) -> Iterator[memoryview]:
    view, at = memoryview(answer), 0
    while at < len(answer):
        end = answer.find(b"\n", at)
        end = len(answer) if end < 0 else end
        yield view[at:end]
        at = end + 1
