"""Read a timeline of Timesketch: CSV, or JSON lines (an event a line)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from timeline.errors import N_
from timeline.readers.csv import read_csv
from timeline.readers.errors import ExportDamaged
from timeline.readers.grid import Budget, Line, Table, Tables
from timeline.readers.machine_text import json_of, mapping, scalar, text_of
from timeline.readers.timesketch_sheet import FIELDS, NAMES, told

NO_EVENT = N_("Deze regel is niet compleet, of er staat geen gebeurtenis in.")


def read_timesketch(content: bytes) -> Tables:
    """Read a timeline of Timesketch. Its moments are shown by the Dutch clock.

    Raises:
        FileNotReadable: it can't be read, or holds more than a timeline can.
    """
    text = text_of(content)
    if not text.lstrip().startswith("{"):
        return read_csv(content)
    budget = Budget()
    fields = {field: at for at, field in enumerate(FIELDS)}
    return Tables("timesketch", (Table("", tuple(_lines(text, budget)), fields=fields, names=NAMES),))


def _lines(text: str, budget: Budget) -> Iterator[Line]:
    for number, written in enumerate(text.split("\n"), 1):
        if not written.strip():
            continue
        budget.row(len(FIELDS))
        try:
            event = mapping(json_of(written))
        except ExportDamaged:
            event = {}
        texts = _texts(event)
        is_event = any(texts.get(name) for name in ("message", "datetime", "timestamp"))
        cells = told(texts, budget) if is_event else (budget.cell(written),)
        yield Line(number, f"regel {number}", cells, no_event="" if is_event else NO_EVENT)


def _texts(event: Mapping[str, Any]) -> dict[str, str]:
    """The values as words; a value that holds others stays JSON, so that nothing of it is lost."""
    return {
        name.casefold(): json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else scalar(value)
        for name, value in event.items()
    }
