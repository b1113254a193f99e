"""The events as JSON for TimelineJS (Knight Lab), its documented form: a title and a list of dated slides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from html import escape
from typing import Any

import orjson

from timeline.dates import from_edtf, in_words
from timeline.text import clean_text


def write_timelinejs(case: Mapping[str, Any]) -> bytes:
    """The dated events as TimelineJS JSON; those without a date can't stand in this form and are left out."""
    slides = []
    for event in case["events"]:
        when = from_edtf(event["date_edtf"], text=event["date_text"])
        first = when.start.earliest or when.earliest
        if first is None:
            continue
        slide: dict[str, Any] = {
            "unique_id": event["id"],
            "start_date": _day(first),
            "display_date": in_words(when),
            "group": next((o["name"] for o in event["organisations"] if o["role"] == "owner"), "Gezin"),
            # TimelineJS shows its texts as HTML
            "text": {"headline": escape(clean_text(event["title"])), "text": escape(clean_text(event["description"]))},
        }
        if when.is_period and when.end.latest is not None:
            slide["end_date"] = _day(when.end.latest)
        slides.append(slide)
    return orjson.dumps({"events": slides}, option=orjson.OPT_INDENT_2) + b"\n"


def _day(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}
