"""Read the JSON of TimelineJS (Knight Lab), of its present form and of the one before version 3.

The present form has `events` with dates in numbers (timeline.knightlab.com/docs/json-format.html); the older one has
`timeline.date` with dates such as "2012,1,26". What Terugblik wrote itself comes back as it was, unless somebody
changed what TimelineJS shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from timeline.errors import N_
from timeline.exported import Told, told
from timeline.readers.cells import numbers_cell, title_and_more
from timeline.readers.entries import Entry, counted, tables_of, told_cells
from timeline.readers.errors import ExportDamaged
from timeline.readers.grid import Budget, Cell, Tables
from timeline.readers.machine_text import json_of, mapping, scalar, sequence
from timeline.readers.plain_html import plain_text
from timeline.readers.result import Field
from timeline.readers.timelinejs_sheet import TITLE_SLIDE
from timeline.writers.timelinejs import OWN, slide

NO_EVENT = N_("Dit is geen gebeurtenis zoals dit soort bestand die kent.")
_PARTS = ("year", "month", "day", "hour", "minute")
_NAMES: Mapping[Field, str] = {
    "date": "start_date, end_date, display_date",
    "title": "text.headline",
    "description": "text.text",
    "kind": "terugblik.kind",
    "organisation": "group",
    "who": "terugblik.people",
    "present": "terugblik.present",
    "missing": "terugblik.missing",
    "ground": "terugblik.ground",
    "source": "media",
    "tags": "terugblik.tags",
}
_OLDER_NAMES: Mapping[Field, str] = {
    "date": "startDate, endDate",
    "title": "headline",
    "description": "text",
    "organisation": "tag",
    "source": "asset.media",
}


def read_timelinejs(content: bytes) -> Tables:
    """Read a timeline of TimelineJS.

    Raises:
        FileNotReadable: it is no timeline of TimelineJS, or more than a timeline can be.
    """
    value = mapping(json_of(content))
    budget = Budget()
    if isinstance(value.get("events"), list):
        return Tables("timelinejs", tables_of(_slides(value, budget), _NAMES))
    older = mapping(value.get("timeline"))
    if isinstance(older.get("date"), list):
        return Tables("timelinejs", tables_of(_older(older, budget), _OLDER_NAMES))
    raise ExportDamaged


def _slides(value: Mapping[str, Any], budget: Budget) -> Iterator[Entry]:
    number = 0
    if "title" in value:
        yield counted(Entry(0, "title", _words(mapping(value["title"]), budget), TITLE_SLIDE), budget)
    for name in ("events", "eras"):
        for at, shown in enumerate(sequence(value.get(name))):
            number += 1
            yield _entry(number, f"{name}[{at}]", _slide(mapping(shown), budget), budget)
    for at, event in enumerate(sequence(mapping(value.get(OWN)).get("undated"))):
        number += 1
        undated = _told(event)
        yield _entry(number, f"{OWN}.undated[{at}]", told_cells(undated, budget) if undated else {}, budget)


def _entry(number: int, place: str, cells: Mapping[Field, Cell], budget: Budget) -> Entry:
    says_something = any(cell.text for cell in cells.values())
    return counted(Entry(number, place, cells, "" if says_something else NO_EVENT), budget)


def _slide(shown: Mapping[str, Any], budget: Budget) -> dict[Field, Cell]:
    event = _told(shown.get(OWN))
    changed = _changed(shown, event) if event else []
    if event and not changed:
        return told_cells(event, budget)
    cells = _words(shown, budget)
    cells["date"] = _date(shown, budget)
    if group := plain_text(scalar(shown.get("group"))):
        cells["organisation"] = budget.cell(group)
    if event is None:
        return cells
    return told_cells(event, budget) | {name: cells[name] for name in changed if name in cells}


def _told(value: Any) -> Told | None:
    try:
        return told(value)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _changed(shown: Mapping[str, Any], event: Told) -> list[Field]:
    """The fields of which somebody changed what TimelineJS shows since we wrote it."""
    written = slide(event) or {}
    changed: list[Field] = []
    if shown.get("text") != written.get("text"):
        changed += ["title", "description"]
    if any(shown.get(name) != written.get(name) for name in ("start_date", "end_date", "display_date")):
        changed.append("date")
    if shown.get("group") != written.get("group"):
        changed.append("organisation")
    return changed


def _words(shown: Mapping[str, Any], budget: Budget) -> dict[Field, Cell]:
    text, media = mapping(shown.get("text")), mapping(shown.get("media"))
    title, description = title_and_more(
        plain_text(scalar(text.get("headline"))),
        (plain_text(scalar(text.get("text"))), plain_text(scalar(media.get("caption")))),
    )
    source = ", ".join(part for part in map(scalar, (media.get("url"), media.get("credit"))) if part)
    return {
        "title": budget.cell(title),
        "description": budget.cell(description),
        "source": budget.cell(plain_text(source)),
    }


def _date(shown: Mapping[str, Any], budget: Budget) -> Cell:
    start, end = mapping(shown.get("start_date")), mapping(shown.get("end_date"))
    words = plain_text(scalar(shown.get("display_date")) or scalar(start.get("display_date")))
    return _cell(
        [scalar(start.get(part)) for part in _PARTS], [scalar(end.get(part)) for part in _PARTS], words, budget
    )


def _cell(start: Sequence[str], end: Sequence[str], words: str, budget: Budget) -> Cell:
    first, last = _numbers(start), _numbers(end)
    if not first or last is None:
        written = (" ".join(part for part in side if part) for side in (start, end))
        return budget.cell(words or " – ".join(side for side in written if side))
    return numbers_cell(first, last, words, budget)


def _numbers(parts: Sequence[str]) -> list[int] | None:
    """The numbers until the first that is not given; None when one of them is no number that a date can have."""
    numbers: list[int] = []
    for part in parts:
        if not part.strip():
            break
        if not (part.strip().isascii() and part.strip().isdigit() and len(part.strip()) <= 4):
            return None
        numbers.append(int(part))
    return numbers


def _older(timeline: Mapping[str, Any], budget: Budget) -> Iterator[Entry]:
    number = 0
    if timeline.get("headline") or timeline.get("text"):
        yield counted(Entry(0, "timeline", _older_words(timeline, budget), TITLE_SLIDE), budget)
    for name in ("date", "era"):
        for at, event in enumerate(sequence(timeline.get(name))):
            number += 1
            yield _entry(number, f"timeline.{name}[{at}]", _older_slide(mapping(event), budget), budget)


def _older_slide(event: Mapping[str, Any], budget: Budget) -> dict[Field, Cell]:
    cells = _older_words(event, budget)
    start, end = _older_parts(scalar(event.get("startDate"))), _older_parts(scalar(event.get("endDate")))
    cells["date"] = _cell(start, end, "", budget)
    if tag := plain_text(scalar(event.get("tag"))):
        cells["organisation"] = budget.cell(tag)
    return cells


def _older_words(event: Mapping[str, Any], budget: Budget) -> dict[Field, Cell]:
    asset = mapping(event.get("asset"))
    words = {"headline": event.get("headline"), "text": event.get("text")}
    media = {"url": asset.get("media"), "credit": asset.get("credit"), "caption": asset.get("caption")}
    return _words({"text": words, "media": media}, budget)


def _older_parts(written: str) -> Sequence[str]:
    """The parts of "2012,1,26"; with slashes the month comes first, as that form has it."""
    slashed = written.split("/")
    if len(slashed) == 3 and slashed[0].isdigit() and int(slashed[0][:4]) <= 12:
        return (slashed[2], slashed[0], slashed[1])
    return written.split(",")
