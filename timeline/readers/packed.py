"""A file that was read, packed to be kept: what holds for all of it, an index, and its rows in pieces.

A long file is looked over a page at a time. So its rows go from the process that read them to the database, and from
there to a page, in pieces of JSON of which only those are opened that somebody looks at.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol

import orjson

from timeline.readers.result import Column, Doubt, KeptTable, ReadFile, Remark, SkippedRow, SourceRow
from timeline.readers.row_json import row_from_json, row_to_json, skipped_from_json, skipped_to_json

A_PIECE = 500
"""Rows in a piece: a page of the preview opens one or two."""


class Pieces(Protocol):
    """The pieces of a packed file: the index is number 0, then come the rows, then the skipped ones."""

    def __getitem__(self, number: int, /) -> bytes:
        """One piece."""
        ...

    def __iter__(self) -> Iterator[bytes]:
        """All pieces in their order."""
        ...


@dataclass(frozen=True, slots=True)
class Index:
    """What is asked of all rows of a file at once, so that a list of them needs no row itself.

    `keys` holds the key of each row, the events before the skipped ones; `doubts` by the place (from 0) of a row its
    doubts, each with its code and the fields that its choices are about; `names` the organisations that the events
    name, each with the places of its rows.
    """

    keys: Sequence[str]
    doubts: Mapping[int, Sequence[tuple[str, Sequence[str]]]]
    names: Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Packed:
    """A packed file; `head` is what holds for all of it, with how many rows and skipped ones it has."""

    head: Mapping[str, Any]
    pieces: Pieces

    @property
    def columns(self) -> tuple[Column, ...]:
        """How the columns of the file were understood."""
        return tuple(Column(**column) for column in self.head["columns"])

    def index(self) -> Index:
        """The index of all rows."""
        kept = orjson.loads(self.pieces[0])
        return Index(kept["keys"], {at: tuple(map(tuple, doubts)) for at, doubts in kept["doubts"]}, kept["names"])

    def rows(self, places: Iterable[int]) -> dict[int, SourceRow]:
        """The events at these places, counted from 0."""
        return {at: row_from_json(kept) for at, kept in self._at(places, 1)}

    def skipped(self, places: Iterable[int]) -> dict[int, SkippedRow]:
        """The skipped rows at these places, counted from 0."""
        return {at: skipped_from_json(kept) for at, kept in self._at(places, 1 + _pieces_for(self.head["rows"]))}

    def opened(self) -> ReadFile:
        """The whole file with all its rows."""
        pieces = iter(self.pieces)
        next(pieces)
        of_rows = _pieces_for(self.head["rows"])
        rows = [row_from_json(kept) for _ in range(of_rows) for kept in orjson.loads(next(pieces))]
        head = self.head
        return ReadFile(
            name=head["name"],
            form=head["form"],
            columns=self.columns,
            rows=tuple(rows),
            skipped=tuple(skipped_from_json(kept) for piece in pieces for kept in orjson.loads(piece)),
            remarks=tuple(Remark(**remark) for remark in head["remarks"]),
            sha256=head["sha256"],
            tables=tuple(_table_from_json(table) for table in head["tables"]),
        )

    def _at(self, places: Iterable[int], first: int) -> Iterator[tuple[int, Any]]:
        wanted: defaultdict[int, list[int]] = defaultdict(list)
        for at in places:
            wanted[at // A_PIECE].append(at)
        for number, inside in wanted.items():
            piece = orjson.loads(self.pieces[first + number])
            yield from ((at, piece[at % A_PIECE]) for at in inside)


def pack(read: ReadFile) -> Packed:
    """Pack a file that was read."""
    pieces = (
        _index_of(read),
        *_in_pieces(map(row_to_json, read.rows)),
        *_in_pieces(map(skipped_to_json, read.skipped)),
    )
    checksum = hashlib.sha256()
    for piece in pieces:
        checksum.update(piece)
    head = {
        "name": read.name,
        "form": read.form,
        "columns": [asdict(column) for column in read.columns],
        "remarks": [asdict(remark) for remark in read.remarks],
        "sha256": read.sha256,
        "tables": [_table_to_json(table) for table in read.tables],
        "rows": len(read.rows),
        "skipped": len(read.skipped),
        "checksum": checksum.hexdigest(),
    }
    return Packed(head, pieces)


@dataclass(slots=True)
class RowKeys:
    """Gives each row a key from its place in the file, which stays the same however the file is understood."""

    _seen: Counter[str] = field(default_factory=Counter)

    def next(self, place: str) -> str:
        """The key of the next row at this place."""
        self._seen[place] += 1
        written = f"{place}\x1f{self._seen[place]}".encode("utf-8", "surrogatepass")
        return "r" + hashlib.sha256(written).hexdigest()[:16]


def _index_of(read: ReadFile) -> bytes:
    keys = RowKeys()
    names: defaultdict[str, list[int]] = defaultdict(list)
    doubts: list[tuple[int, list[tuple[str, list[str]]]]] = []
    for at, row in enumerate(read.rows):
        if name := (row.organisation or "").strip():
            names[name].append(at)
        if row.doubts:
            doubts.append((at, [_in_index(doubt) for doubt in row.doubts]))
    places = (row.place for rows in (read.rows, read.skipped) for row in rows)
    return orjson.dumps({"keys": [keys.next(place) for place in places], "doubts": doubts, "names": names})


def _in_index(doubt: Doubt) -> tuple[str, list[str]]:
    return doubt.code, [choice.field for choice in doubt.choices]


def _in_pieces(rows: Iterable[Any]) -> Iterator[bytes]:
    part: list[Any] = []
    for row in rows:
        part.append(row)
        if len(part) == A_PIECE:
            yield orjson.dumps(part)
            part.clear()
    if part:
        yield orjson.dumps(part)


def _pieces_for(rows: int) -> int:
    return -(-rows // A_PIECE)


def _table_to_json(table: KeptTable) -> dict[str, Any]:
    fields = None if table.fields is None else dict(table.fields)
    hidden = [*table.hidden_columns]
    return {"name": table.name, "hidden_columns": hidden, "fields": fields, "heading": table.heading}


def _table_from_json(kept: Mapping[str, Any]) -> KeptTable:
    fields = None if kept["fields"] is None else dict(kept["fields"])
    return KeptTable(kept["name"], tuple(kept["hidden_columns"]), fields, kept.get("heading", ""))
