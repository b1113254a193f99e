"""A row of a file as plain values that can be kept as JSON, and back."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import time
from functools import lru_cache
from typing import Any

from timeline.dates import EventDate, from_edtf
from timeline.readers.result import Choice, Doubt, SkippedRow, SourceRow

Kept = Sequence[Any]
"""A row as it is kept: its values in the order of `row_to_json`, without their names, as there may be many rows."""


def row_to_json(row: SourceRow) -> Kept:
    """A row as plain values."""
    when = row.date
    return (
        row.number,
        row.place,
        row.title,
        row.description,
        None if when is None else (when.edtf, when.text, when.time and when.time.isoformat()),
        row.date_text,
        row.kind,
        row.organisation,
        row.who,
        row.source,
        [_doubt_to_json(doubt) for doubt in row.doubts] if row.doubts else (),
        row.cells,
        row.present,
        row.missing,
        row.ground,
        row.table,
        row.knows_table,
        *((row.tags,) if row.tags else ()),
    )


def row_from_json(kept: Kept) -> SourceRow:
    """What `row_to_json` gave, read back."""
    number, place, title, description, when, words, kind, organisation, who, source, doubts, cells, *seldom = kept
    present, missing, ground, table, knows_table, *tags = seldom
    same: Any = {text: text for text in cells}.get  # a title is the text of a cell: kept once in memory
    return SourceRow(
        number=number,
        place=place,
        title=same(title, title),
        description=same(description, description),
        date=None if when is None else _date(*when),
        date_text=same(words, words),
        kind=sys.intern(kind),
        organisation=same(organisation, organisation),
        who=tuple(who),
        source=source,
        doubts=tuple(map(_doubt_from_json, doubts)),
        cells=tuple(cells),
        present=tuple(present),
        missing=tuple(missing),
        ground=ground,
        table=table,
        knows_table=knows_table,
        tags=tuple(tags[0]) if tags else (),
    )


def skipped_to_json(row: SkippedRow) -> dict[str, Any]:
    """A row that is no event as plain values."""
    return {
        "number": row.number,
        "place": row.place,
        "message": row.message,
        "params": row.params,
        "cells": row.cells,
        "table": row.table,
    }


def skipped_from_json(kept: Mapping[str, Any]) -> SkippedRow:
    """What `skipped_to_json` gave, read back."""
    return SkippedRow(**{**kept, "cells": tuple(kept["cells"])})


@lru_cache(maxsize=8192)
def _date(edtf: str, text: str, at: str | None) -> EventDate:
    return from_edtf(edtf, text=text, time=time.fromisoformat(at) if at else None)


def _doubt_to_json(doubt: Doubt) -> dict[str, Any]:
    choices = [(choice.field, choice.value) for choice in doubt.choices]
    return {"code": doubt.code, "message": doubt.message, "params": doubt.params, "choices": choices}


def _doubt_from_json(kept: Mapping[str, Any]) -> Doubt:
    return Doubt(kept["code"], kept["message"], kept["params"], tuple(Choice(*choice) for choice in kept["choices"]))
