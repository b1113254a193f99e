"""Dates as people in a case file write them: one EDTF value, the first and last possible day, and the words as written.

The standard is EDTF, part of ISO 8601-2:2019 (level 0 and 1, and of level 2 what a case file needs).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from timeline.errors import UserError


class DateNotUnderstood(UserError, ValueError):
    """The words can't be read as a date; the message says why and what to write instead."""


@dataclass(frozen=True, slots=True)
class EventDate:
    """When something happened, as precisely as it is known.

    `edtf` is the value; `earliest` and `latest` are the first and last possible day (None: open or unknown);
    `text` holds the words as written; `time` a time of day if one was written.
    """

    edtf: str
    earliest: date | None = None
    latest: date | None = None
    text: str = ""
    time: time | None = None
