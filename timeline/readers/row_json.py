"""A row of a file as plain values that can be kept as JSON, and back; what a row does not have is left out."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import time
from functools import lru_cache
from typing import Any

from timeline.dates import EventDate, from_edtf
from timeline.readers.result import Choice, Doubt, SkippedRow, SourceRow

_OFTEN = ("title", "description", "date_text", "who", "source")
_SELDOM = ("present", "missing", "ground", "table", "knows_table")


def row_to_json(row: SourceRow) -> dict[str, Any]:
    """A row as plain values."""
    kept: dict[str, Any] = {"number": row.number, "place": row.place, "kind": row.kind, "cells": row.cells}
    if (when := row.date) is not None:
        kept["date"] = (when.edtf, when.text) if when.time is None else (when.edtf, when.text, when.time.isoformat())
    if row.organisation is not None:  # an empty name is another thing than no column for it
        kept["organisation"] = row.organisation
    often = (row.title, row.description, row.date_text, row.who, row.source)
    kept.update([pair for pair in zip(_OFTEN, often, strict=True) if pair[1]])
    if row.knows_table or row.table or row.ground or row.missing or row.present:
        seldom = (row.present, row.missing, row.ground, row.table, row.knows_table)
        kept.update([pair for pair in zip(_SELDOM, seldom, strict=True) if pair[1]])
    if row.doubts:
        kept["doubts"] = [_doubt_to_json(doubt) for doubt in row.doubts]
    return kept


def row_from_json(kept: Mapping[str, Any]) -> SourceRow:
    """What `row_to_json` gave, read back."""
    cells = tuple(kept["cells"])
    same = {text: text for text in cells}  # a title is the text of a cell: kept once in memory
    get = kept.get
    title, description, words, organisation = get("title", ""), get("description", ""), get("date_text", ""), None
    if "organisation" in kept:
        organisation = same.get(kept["organisation"], kept["organisation"])
    return SourceRow(
        number=kept["number"],
        place=kept["place"],
        title=same.get(title, title),
        description=same.get(description, description),
        date=_date(*kept["date"]) if "date" in kept else None,
        date_text=same.get(words, words),
        kind=sys.intern(kept["kind"]),
        organisation=organisation,
        who=tuple(get("who", ())),
        source=get("source", ""),
        doubts=tuple(_doubt_from_json(doubt) for doubt in get("doubts", ())),
        cells=cells,
        present=tuple(get("present", ())),
        missing=tuple(get("missing", ())),
        ground=get("ground", ""),
        table=get("table", 0),
        knows_table=get("knows_table", False),
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
def _date(edtf: str, text: str, at: str | None = None) -> EventDate:
    return from_edtf(edtf, text=text, time=time.fromisoformat(at) if at else None)


def _doubt_to_json(doubt: Doubt) -> dict[str, Any]:
    choices = [(choice.field, choice.value) for choice in doubt.choices]
    return {"code": doubt.code, "message": doubt.message, "params": doubt.params, "choices": choices}


def _doubt_from_json(kept: Mapping[str, Any]) -> Doubt:
    return Doubt(kept["code"], kept["message"], kept["params"], tuple(Choice(*choice) for choice in kept["choices"]))
