"""The events as an iCalendar file (RFC 5545): each dated event is a whole-day entry, an uncertain one over its days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Calendar, Event

from timeline.dates import from_edtf, in_words
from timeline.text import clean_text

MADE = datetime(2020, 1, 1, tzinfo=UTC)  # the stamp must be there, and the same case must give the same bytes


def write_calendar(case: Mapping[str, Any]) -> bytes:
    """The dated events as .ics; those without a date can't stand in a calendar and are left out."""
    calendar = Calendar()
    calendar.add("prodid", "-//Terugblik//NL")
    calendar.add("version", "2.0")
    for event in case["events"]:
        when = from_edtf(event["date_edtf"], text=event["date_text"])
        first, last = when.earliest, when.latest
        if first is None:
            continue
        entry = Event()
        entry.add("uid", f"{event['id']}@terugblik")
        entry.add("dtstamp", MADE)
        entry.add("dtstart", first)
        if last is not None and last < date.max:
            entry.add("dtend", last + timedelta(days=1))  # the end of a whole day is the day after it
        entry.add("summary", clean_text(event["title"]))
        note = "\n".join(part for part in (in_words(when), clean_text(event["description"])) if part)
        entry.add("description", note)
        entry.add("categories", [event["kind"]])
        calendar.add_component(entry)
    return bytes(calendar.to_ical())
