"""Read the appointments of a calendar: an iCalendar file (RFC 5545), line by line, so that a broken one gives the rest.

A repeated appointment is one event, the first time; a moment in another time zone is shown by the Dutch clock.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from icalendar.parser import Parameters
from icalendar.prop import vDDDTypes

from timeline.errors import N_
from timeline.exported import Told, told
from timeline.name_lists import join_names
from timeline.readers import limits
from timeline.readers.cells import moment_cell, title_and_more
from timeline.readers.entries import Entry, counted, tables_of, told_cells
from timeline.readers.errors import ExportDamaged
from timeline.readers.grid import Budget, Cell, Tables
from timeline.readers.machine_text import json_of, text_of
from timeline.readers.people import people
from timeline.readers.plain_html import plain_text
from timeline.readers.result import Field, Remark
from timeline.writers.calendar import OWN, note, span

CANCELLED = N_("In de agenda staat dat dit is afgezegd.")
NO_APPOINTMENT = N_("Een taak in de agenda, geen gebeurtenis.")
NOTHING_IN_IT = N_("In deze afspraak in de agenda staat niets.")
_READ = frozenset({"VEVENT", "VJOURNAL", "VTODO"})
_WANTED = re.compile(
    rf"(?:DTSTART|DTEND|DURATION|SUMMARY|DESCRIPTION|LOCATION|ATTENDEE|CATEGORIES|STATUS|RRULE|RDATE|URL|{OWN})[;:]",
    re.IGNORECASE,
)
_LINE = re.compile(r"(?P<name>[^:;]+)(?:;(?P<parameters>(?:[^\":]|\"[^\"]*\")*))?:(?P<value>.*)")
_ESCAPED = re.compile(r"\\(.)")
_NAMES: Mapping[Field, str] = {
    "date": "DTSTART, DTEND",
    "title": "SUMMARY",
    "description": "DESCRIPTION, LOCATION",
    "kind": "CATEGORIES",
    "organisation": OWN,
    "who": "ATTENDEE",
    "present": OWN,
    "missing": OWN,
    "ground": OWN,
    "source": "URL",
    "tags": OWN,
}


@dataclass(slots=True)
class _Component:
    """An appointment, note or task: the lines in it by their name, as parameters and value."""

    name: str
    number: int
    lines: dict[str, list[tuple[Mapping[str, Any], str]]] = field(default_factory=lambda: defaultdict(list))

    def text(self, name: str) -> str:
        """The text of a property; empty when it is not there."""
        return next((_unescaped(value) for _, value in self.lines.get(name, ())), "")


def _unescaped(value: str) -> str:
    """A text without the backslashes of the form (RFC 5545, 3.3.11)."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def read_ics(content: bytes) -> Tables:
    """Read the appointments of a calendar.

    Raises:
        FileNotReadable: it is no calendar, or holds more than a timeline can.
    """
    text = text_of(content)
    if "BEGIN:VCALENDAR" not in text[:4096].upper():
        raise ExportDamaged
    found = list(_components(text))
    budget = Budget()
    repeated = sum("RRULE" in component.lines or "RDATE" in component.lines for component in found)
    remarks = []
    if repeated:
        remarks.append(
            Remark(
                N_("%(count)s afspraken in de agenda herhalen zich. Daarvan is alleen de eerste keer gelezen."),
                {"count": str(repeated)},
            )
        )
    if "END:VCALENDAR" not in text[-4096:].upper():
        remarks.append(Remark(N_("Dit bestand houdt ineens op. Wat er wel in staat, is gelezen.")))
    entries = (_entry(component, budget) for component in found)
    return Tables("ics", tables_of(entries, _NAMES), tuple(remarks))


def _components(text: str) -> Iterator[_Component]:
    """The appointments in a calendar; one that is not closed ends where the next one begins."""
    counts: dict[str, int] = defaultdict(int)
    current: _Component | None = None
    inside = 0  # how deep in a part of an appointment, such as an alarm
    for line in re.split(r"\r\n?|\n", re.sub(r"(?:\r\n?|\n)[ \t]", "", text)):
        word, _, name = line[:40].strip().upper().partition(":")
        if word == "BEGIN" and name in _READ:
            if current is not None:
                yield current
            counts[name] += 1
            current, inside = _Component(name, counts[name]), 0
        elif current is None:
            continue
        elif word == "BEGIN":
            inside += 1
        elif word == "END" and (name == current.name or not inside):
            yield current
            current = None
        elif word == "END":
            inside -= 1
        elif not inside and _WANTED.match(line):
            _take(current, line)
    if current is not None:
        yield current


def _take(component: _Component, line: str) -> None:
    """Keep a line; parameters that can't be taken apart are left out, and the value stays."""
    found = _LINE.fullmatch(line[: 4 * limits.MAX_CELL_CHARS])
    if found is None:
        return
    parameters: Mapping[str, Any] = {}
    with suppress(ValueError):
        parameters = Parameters.from_ical(found["parameters"] or "")  # type: ignore[no-untyped-call]
    component.lines[found["name"].upper()].append((parameters, found["value"]))


def _entry(component: _Component, budget: Budget) -> Entry:
    cells = _cells(component, budget)
    why = ""
    if component.name == "VTODO":
        why = NO_APPOINTMENT
    elif component.text("STATUS").upper() == "CANCELLED":
        why = CANCELLED
    elif not any(cell.text for cell in cells.values()):
        why = NOTHING_IN_IT
    return counted(Entry(component.number, f"{component.name} {component.number}", cells, why), budget)


def _cells(component: _Component, budget: Budget) -> dict[Field, Cell]:
    event = _told(component)
    changed = _changed(component, event) if event else []
    if event and not changed:
        return told_cells(event, budget)
    place = component.text("LOCATION").strip()
    description = plain_text(component.text("DESCRIPTION"))
    title, description = title_and_more(component.text("SUMMARY"), (description, f"Plaats: {place}" if place else ""))
    cells: dict[Field, Cell] = {
        "date": _date(component, budget),
        "title": budget.cell(title),
        "description": budget.cell(description),
        "kind": budget.cell(component.text("CATEGORIES")),
        "who": budget.cell(join_names(_attendees(component), people)),
        "source": budget.cell(component.text("URL")),
    }
    return cells if event is None else told_cells(event, budget) | {name: cells[name] for name in changed}


def _attendees(component: _Component) -> list[str]:
    """Who was asked to come, by name; an address is nobody's name and stays out."""
    names = (str(parameters.get("CN", "")).strip() for parameters, _ in component.lines.get("ATTENDEE", ()))
    return list(dict.fromkeys(name for name in names if name and "@" not in name))


def _told(component: _Component) -> Told | None:
    try:
        return told(json_of(component.text(OWN)))
    except (ExportDamaged, KeyError, TypeError, ValueError, AttributeError):
        return None


def _changed(component: _Component, event: Told) -> list[Field]:
    """The fields of which somebody changed what a calendar shows since we wrote it."""
    changed: list[Field] = []
    if component.text("SUMMARY") != event.title:
        changed.append("title")
    if component.text("DESCRIPTION") != note(event):
        changed.append("description")
    start, end = _moments(component)
    if (start, end) != (span(event) or (None, None)):
        changed.append("date")
    return changed


def _date(component: _Component, budget: Budget) -> Cell:
    start, end = _moments(component)
    if start is None:
        return budget.cell(next((value for _, value in component.lines.get("DTSTART", ())), ""))
    if end is not None and not isinstance(end, dt.datetime) and end > start:
        end -= dt.timedelta(days=1)  # the end of a whole day is the day after it
    return moment_cell(start, end, budget)


def _moments(component: _Component) -> tuple[dt.date | None, dt.date | None]:
    """The begin and the end as they stand there, of the same sort; None for what is not there or not understood."""
    start, end = _moment(component, "DTSTART"), _moment(component, "DTEND")
    duration = _moment(component, "DURATION")
    if isinstance(start, dt.timedelta) or start is None:
        return None, None
    if end is None and isinstance(duration, dt.timedelta):
        try:
            end = start + duration
        except OverflowError:
            end = None
    if isinstance(end, dt.timedelta) or isinstance(end, dt.datetime) != isinstance(start, dt.datetime):
        end = None
    return start, end


def _moment(component: _Component, name: str) -> dt.date | dt.timedelta | None:
    for parameters, value in component.lines.get(name, ()):
        try:
            read = vDDDTypes.from_ical(  # type: ignore[no-untyped-call]
                value.strip(), str(parameters.get("TZID", "")) or None
            )
        except (ValueError, OverflowError):
            return None
        return read if isinstance(read, dt.date | dt.timedelta) else None
    return None
