"""The events as an iCalendar file (RFC 5545).

A dated event is a whole-day entry, an uncertain one over all its days, one with a time of day an entry at that time. An
event without a first day is a journal entry without a date: calendars leave those alone. Each entry holds the event as
Terugblik knows it as well, in a property of our own (`X-TERUGBLIK-EVENT`, JSON), which other programs skip.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import orjson
from icalendar import Calendar, Event, Journal, vText

from timeline.dates import in_words
from timeline.exported import Told, told

MADE = datetime(2020, 1, 1, tzinfo=UTC)  # the stamp must be there, and the same case must give the same bytes
OWN = "X-TERUGBLIK-EVENT"


def write_calendar(case: Mapping[str, Any]) -> bytes:
    """The events as .ics."""
    calendar = Calendar()
    calendar.add("prodid", "-//Terugblik//NL")
    calendar.add("version", "2.0")
    for event in case["events"]:
        telling = told(event)
        days = span(telling)
        entry = Journal() if days is None else Event()
        entry.add("uid", f"{event['id']}@terugblik")
        entry.add("dtstamp", MADE)
        if days is not None:
            entry.add("dtstart", days[0])
            if days[1] is not None:
                entry.add("dtend", days[1])
        entry.add("summary", telling.title)
        entry.add("description", note(telling))
        if telling.kind:
            entry.add("categories", [telling.kind])
        entry.add(OWN, vText(orjson.dumps(telling.to_json()).decode()))
        calendar.add_component(entry)
    return bytes(calendar.to_ical())


def span(event: Told) -> tuple[date, date | None] | None:
    """The begin and end of an entry; None when no first day is known. The end of a whole day is the day after it."""
    first, last = event.when.earliest, event.when.latest
    if first is None:
        return None
    if event.when.time is not None and first == last:
        return datetime.combine(first, event.when.time), None
    return first, last + timedelta(days=1) if last is not None and last < date.max else None


def note(event: Told) -> str:
    """What stands in the description of an entry: the date in words, for it may be a vague one, and the description."""
    return "\n".join(part for part in (in_words(event.when), event.description) if part)
