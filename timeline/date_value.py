"""The date of an event as a value: what is known, the days that it may have been, and the words as written.

The value is EDTF as `date_edtf` reads it; only years from 1000 to 9999 occur.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache

from timeline.date_edtf import NEVER_PRECISE, Span, end_span, side_span, span_of
from timeline.date_errors import DateNotUnderstood, not_understood

__all__ = [
    "NEVER_PRECISE",
    "UNKNOWN",
    "DateNotUnderstood",
    "EventDate",
    "Span",
    "from_edtf",
    "from_edtf_parts",
    "unknown_date",
]

SortKey = tuple[bool, date, time, date]

UNKNOWN = "XXXX"
"""The EDTF value of a date that nobody knows."""

_DATE_TIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?"
    r"(?:Z|([+-])([0-9]{2})(?::?([0-9]{2}))?)?"
)


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

    @property
    def is_period(self) -> bool:
        """Whether it lasted from one date to another, rather than being a moment."""
        return "/" in self.edtf

    @property
    def is_unknown(self) -> bool:
        """Whether no day can be named at all, so that the event waits in the tray without a date."""
        return self.earliest is None and self.latest is None

    @property
    def is_approximate(self) -> bool:
        """Whether it was written as "about" (EDTF `~` or `%`)."""
        return "~" in self.edtf or "%" in self.edtf

    @property
    def is_uncertain(self) -> bool:
        """Whether the writer was not sure of it (EDTF `?` or `%`)."""
        return "?" in self.edtf or "%" in self.edtf

    @property
    def start(self) -> Span:
        """Between which days it began; for a moment the whole date."""
        if not self.is_period:
            return Span(self.earliest, self.latest)
        return _spans(self.edtf)[0]

    @property
    def end(self) -> Span:
        """Between which days it ended; for a moment the whole date, nothing when it is still going on."""
        if not self.is_period:
            return Span(self.earliest, self.latest)
        return _spans(self.edtf)[1]

    @property
    def start_edtf(self) -> str:
        """The date, or the start of a period, as other programs read it; with the time of day when there is one."""
        start = self.edtf.split("/")[0]
        return f"{start}T{self.time:%H:%M:%S}" if self.time and re.fullmatch(r"\d{4}-\d\d-\d\d", start) else start

    @property
    def end_edtf(self) -> str | None:
        """The end of a period as other programs read it (".." open, "" unknown); None for a moment."""
        return self.edtf.split("/")[1] if self.is_period else None

    @property
    def precision_days(self) -> int:
        """How many days the date leaves open: 1 for a day, about 30 for a month; of a period its vaguest side."""
        return max(self.start.days, self.end.days)

    @property
    def sort_key(self) -> SortKey:
        """Puts dates in the order in which people expect them: by first possible day, time, last day; unknown last."""
        first = self.earliest or self.latest or date.max
        return (self.is_unknown, first, self.time or time.min, self.latest or date.max)


@lru_cache(maxsize=8192)
def _spans(edtf: str) -> tuple[Span, Span]:
    """Between which days a period began and ended."""
    start, end = edtf.split("/")
    return side_span(start), end_span(end)


def unknown_date(text: str = "") -> EventDate:
    """The date of an event of which nobody knows when it was; `text` holds what was written."""
    return EventDate(UNKNOWN, text=text)


def from_edtf(edtf: str, *, text: str = "", time: time | None = None) -> EventDate:
    """Read a date as programs write it (EDTF) and find its first and last possible day.

    An empty value or "unknown" is a date that nobody knows. A time of day goes to `time`, the value keeps the day.

    Raises:
        DateNotUnderstood: it is not EDTF as a case needs it, there is no such day, or it ends before it begins.
    """
    value = edtf.strip()
    if value.lower() in {"", "unknown"}:
        return unknown_date(text)
    if moment := _day_and_time(value):
        value, clock = moment
        time = time or clock
    span = span_of(value)
    return EventDate(value, span.earliest, span.latest, text, time)


def from_edtf_parts(
    start: str | None, end: str | None = None, *, text: str = "", time: time | None = None
) -> EventDate:
    """Read a date that is written as a start and an end: what `start_edtf` and `end_edtf` gave.

    Raises:
        DateNotUnderstood: as `from_edtf`.
    """
    if end is None:
        return from_edtf(start or "", text=text, time=time)
    days: list[str] = []
    for part in (start or "", end):
        day, clock = _day_and_time(part.strip()) or (part.strip(), None)
        if not days:
            time = time or clock
        days.append(day)
    return from_edtf("/".join(days) if any(days) else "", text=text, time=time)


def _day_and_time(value: str) -> tuple[str, time | None] | None:
    """The day and the clock of a value with a time of day, as its writer saw them; the zone is checked and left out.

    The midnight at the end of a day ("T24:00:00") belongs to that day, and then there is no time to show.
    """
    moment = _DATE_TIME.fullmatch(value)
    if not moment:
        return None
    hour, minute, second = int(moment[2]), int(moment[3]), int(moment[4] or 0)
    if moment[5] and not _zone_exists(moment[5], int(moment[6]), int(moment[7] or 0)):
        raise not_understood()
    if (hour, minute, second) == (24, 0, 0):
        return moment[1], None
    if second > 59:
        raise not_understood()
    try:
        return moment[1], time(hour, minute)
    except ValueError:
        raise not_understood() from None


def _zone_exists(sign: str, hours: int, minutes: int) -> bool:
    """Zones lie between twelve hours behind and fourteen before UTC; there is no "minus nothing"."""
    ahead = hours * 60 + minutes
    return minutes < 60 and (ahead <= 14 * 60 if sign == "+" else 0 < ahead <= 12 * 60)
