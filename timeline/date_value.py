"""The date of an event as a value: what is known, the days that it may have been, and the words as written.

The value is EDTF, part of ISO 8601-2:2019: levels 0 and 1, and of level 2 the sets (`[..]`, `{..}`), the quarters and
halves, and unspecified digits. Only years from 1000 to 9999 occur.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache

from timeline.errors import N_, UserError

SortKey = tuple[bool, date, time, date]

UNKNOWN = "XXXX"
"""The EDTF value of a date that nobody knows."""

NEVER_PRECISE = 1_000_000
"""More days than any date leaves open: the precision of a date with an open or unknown side."""

# fmt: off
SEASON_MONTHS = {
    # seasons; winter runs into the next year
    21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14),
    # the same, said to be of the northern half of the world
    25: (3, 5), 26: (6, 8), 27: (9, 11), 28: (12, 14),
    # quarters, stretches of four months, halves
    33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12),
    37: (1, 4), 38: (5, 8), 39: (9, 12),
    40: (1, 6), 41: (7, 12),
}
# fmt: on
"""For each EDTF code that stands where a month stands: its first and last month (13 and 14 lie in the next year)."""

_COMPONENT = re.compile(r"[?~%]?(\d[\dX]{3}|XXXX)[?~%]?(?:-[?~%]?([\dX]{2})[?~%]?(?:-[?~%]?([\dX]{2})[?~%]?)?)?")
_DATE_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?")


class DateNotUnderstood(UserError, ValueError):
    """The words can't be read as a date; the message says why and what to write instead."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days between which something lies: the first and the last possible day (None: open or unknown)."""

    earliest: date | None = None
    latest: date | None = None

    @property
    def days(self) -> int:
        """How many days are possible; `NEVER_PRECISE` when a side is open."""
        if self.earliest is None or self.latest is None:
            return NEVER_PRECISE
        return (self.latest - self.earliest).days + 1


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
        return _side(self.edtf.split("/")[0])

    @property
    def end(self) -> Span:
        """Between which days it ended; for a moment the whole date, nothing when it is still going on."""
        if not self.is_period:
            return Span(self.earliest, self.latest)
        return _side(self.edtf.split("/")[1])

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
    if moment := _DATE_TIME.fullmatch(value):
        value = moment[1]
        time = time or _clock(int(moment[2]), int(moment[3]))
    span = _span(value)
    if span.earliest and span.latest and span.earliest > span.latest:
        raise DateNotUnderstood(N_("Deze periode eindigt voordat ze begint. Kijk het begin en het einde na."))
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
        moment = _DATE_TIME.fullmatch(part.strip())
        if moment and not days:
            time = time or _clock(int(moment[2]), int(moment[3]))
        days.append(moment[1] if moment else part.strip())
    return from_edtf("/".join(days) if any(days) else "", text=text, time=time)


def not_edtf() -> DateNotUnderstood:
    """The error for a value that is not a date as programs write it."""
    return DateNotUnderstood(
        N_(
            "Deze datum begrijpen we niet. Schrijf bijvoorbeeld 14 maart 2021, maart 2021, zomer 2019 "
            "of 3 juni 2019 – 16 december 2019."
        )
    )


def no_such_day() -> DateNotUnderstood:
    """The error for a day that is not in the calendar."""
    return DateNotUnderstood(
        N_("Deze dag staat niet in de kalender. Kijk de dag en de maand na (eerst de dag, dan de maand).")
    )


def _clock(hour: int, minute: int) -> time:
    try:
        return time(hour, minute)
    except ValueError:
        raise not_edtf() from None


def _span(value: str) -> Span:
    if (value[:1], value[-1:]) in {("[", "]"), ("{", "}")}:
        return _set_span(value[1:-1])
    if "/" not in value:
        return _component_span(value)
    sides = value.split("/")
    if len(sides) != 2:
        raise not_edtf()
    start, end = _side(sides[0]), _side(sides[1])
    return Span(start.earliest, end.latest)


def _side(value: str) -> Span:
    """One side of a period; a side that is open or unknown is a span without days."""
    return Span() if value in {"", ".."} else _component_span(value)


def _set_span(inside: str) -> Span:
    """Sets and stretches: `a,b`, `a..b`, `..b`, `a..`."""
    members: list[Span] = []
    for member in inside.split(","):
        first, dots, last = member.strip().partition("..")
        members.append(Span(_side(first).earliest, _side(last).latest) if dots else _component_span(first))
    if all(member.earliest is None and member.latest is None for member in members):
        raise not_edtf()
    earliest = [member.earliest for member in members]
    latest = [member.latest for member in members]
    return Span(
        None if None in earliest else min(day for day in earliest if day),
        None if None in latest else max(day for day in latest if day),
    )


@lru_cache(maxsize=4096)
def _component_span(value: str) -> Span:
    """A year, month, season or day, any of them with qualifiers or unspecified digits."""
    found = _COMPONENT.fullmatch(value)
    if not found:
        raise not_edtf()
    year, month, day = found.groups()
    if month and "X" not in month and int(month) in SEASON_MONTHS:
        if day:
            raise not_edtf()
        return _outermost(year, *_season_edges(int(month)))
    months = _possible(month, 1, 12)
    days = _possible(day, 1, 31)
    if not months or not days:
        raise no_such_day()
    if year == UNKNOWN:
        # A day without a year: it must exist in some year, 29 February included.
        if not any(_exists(2000, m, d) for m in months for d in days):
            raise no_such_day()
        return Span()
    return _outermost(
        year,
        lambda y: next((date(y, m, d) for m in months for d in days if _exists(y, m, d)), None),
        lambda y: next((date(y, m, d) for m in reversed(months) for d in reversed(days) if _exists(y, m, d)), None),
    )


def _season_edges(code: int) -> tuple[Callable[[int], date | None], Callable[[int], date | None]]:
    first, last = SEASON_MONTHS[code]
    return (lambda y: date(y, first, 1), lambda y: month_end(y + (last > 12), (last - 1) % 12 + 1))


def _outermost(year: str, first: Callable[[int], date | None], last: Callable[[int], date | None]) -> Span:
    """The first and last possible day over all years that the digits allow."""
    if year == UNKNOWN:
        return Span()
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if low < 1000:
        raise not_edtf()
    try:
        earliest, latest = first(low), last(high)
    except (ValueError, OverflowError):
        raise no_such_day() from None
    if earliest is None or latest is None:
        raise no_such_day()
    return Span(earliest, latest)


def _possible(digits: str | None, low: int, high: int) -> list[int]:
    """The numbers that two digits can mean when `X` stands for any digit."""
    pattern = (digits or "XX").replace("X", ".")
    return [number for number in range(low, high + 1) if re.fullmatch(pattern, f"{number:02d}")]


def _exists(year: int, month: int, day: int) -> bool:
    return day <= month_end(year, month).day


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    if month == 12:
        return date(year, 12, 31)
    return date(year, month + 1, 1) - timedelta(days=1)
