"""Read the events of a case that Terugblik exported as JSON, to add them to another case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from timeline.errors import N_
from timeline.exported import told
from timeline.readers.cells import title_and_more
from timeline.readers.entries import Entry, counted, tables_of, told_cells
from timeline.readers.errors import ExportDamaged
from timeline.readers.grid import Budget, Cell, Tables
from timeline.readers.machine_text import json_of, mapping, scalar
from timeline.readers.result import Field, Remark

FORMAT = "terugblik-case"
VERSION = 1
NO_EVENT = N_("Dit is geen gebeurtenis zoals dit soort bestand die kent.")
NAMES: Mapping[Field, str] = {
    "date": "date_edtf, date_text, time",
    "title": "title",
    "description": "description",
    "kind": "kind",
    "organisation": "organisations (owner)",
    "who": "people",
    "present": "organisations (present)",
    "missing": "organisations (missing)",
    "ground": "ground",
    "source": "source",
    "tags": "tags",
}


def read_case_json(content: bytes) -> Tables:
    """Read the events of an exported case; what else is in it (questions, the report) stays behind.

    Raises:
        FileNotReadable: it is no exported case, or more than a timeline can be.
    """
    value = mapping(json_of(content))
    events = value.get("events")
    if value.get("format") != FORMAT or not isinstance(events, list):
        raise ExportDamaged
    remarks = [Remark(N_("Uit deze casus zijn alleen de gebeurtenissen gelezen, niet de vragen en het verslag."))]
    if value.get("version") != VERSION:
        remarks.append(Remark(N_("Dit bestand komt uit een andere versie van Terugblik. Kijk na of alles er is.")))
    return Tables("case_json", tables_of(_entries(events), NAMES), tuple(remarks))


def _entries(events: list[Any]) -> Iterator[Entry]:
    budget = Budget()
    for number, event in enumerate(events):
        place = f"events[{number}]"
        try:
            cells = told_cells(told(event), budget)
        except (KeyError, TypeError, ValueError, AttributeError):
            cells = _as_far_as_it_goes(mapping(event), budget)
        yield counted(Entry(number + 1, place, cells, "" if cells else NO_EVENT), budget)


def _as_far_as_it_goes(event: Mapping[str, Any], budget: Budget) -> dict[Field, Cell]:
    """The words of an event of which a part is odd, so that somebody can look at it."""
    texts = {name: scalar(event.get(name)) for name in ("title", "description", "date_text", "date_edtf", "source")}
    title, description = title_and_more(texts["title"], (texts["description"],))
    if not title and not description:
        return {}
    return {
        "date": budget.cell(texts["date_text"] or texts["date_edtf"]),
        "title": budget.cell(title),
        "description": budget.cell(description),
        "kind": budget.cell(scalar(event.get("kind"))),
        "source": budget.cell(texts["source"]),
    }
