"""The events as JSON for TimelineJS (Knight Lab), its documented form: a list of dated slides.

TimelineJS needs a date for every slide and skips names that it does not know. So each slide carries what it has no
place for under `terugblik`, and the events without a first day stand apart under that name.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from html import escape
from typing import Any

import orjson

from timeline.dates import in_words
from timeline.exported import FAMILY, Told, told

OWN = "terugblik"


def write_timelinejs(case: Mapping[str, Any]) -> bytes:
    """The events as TimelineJS JSON; those without a first day are in the file, but TimelineJS does not show them."""
    slides, undated = [], []
    for event in case["events"]:
        telling = told(event)
        shown = slide(telling)
        if shown is None:
            undated.append(telling.to_json())
        else:
            slides.append({"unique_id": event["id"], **shown, OWN: telling.to_json()})
    return orjson.dumps({"events": slides, OWN: {"undated": undated}}, option=orjson.OPT_INDENT_2) + b"\n"


def slide(event: Told) -> dict[str, Any] | None:
    """What TimelineJS shows of an event; None when there is no day to show it at. TimelineJS takes texts for HTML."""
    when = event.when
    first = when.start.earliest or when.earliest
    if first is None:
        return None
    shown: dict[str, Any] = {
        "start_date": _day(first, when.time),
        "display_date": in_words(when),
        "group": escape(event.organisation or FAMILY),
        "text": {"headline": escape(event.title), "text": escape(event.description).replace("\n", "<br>")},
    }
    if when.is_period and when.end.latest is not None:
        shown["end_date"] = _day(when.end.latest, None)
    return shown


def _day(day: date, at: time | None) -> dict[str, int]:
    clock = {"hour": at.hour, "minute": at.minute} if at else {}
    return {"year": day.year, "month": day.month, "day": day.day, **clock}
