"""Cells of what a machine wrote: its dates, and titles that are too long for one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from timeline.dates import DateNotUnderstood, EventDate, from_edtf, in_words, parse_date
from timeline.readers.grid import Budget, Cell

ZONE = ZoneInfo("Europe/Amsterdam")
"""Where the cases are: a moment that a file gives in another zone is shown by the clock there."""
TITLE_CHARS = 300

Moment = dt.date | dt.datetime


def date_cell(when: EventDate, budget: Budget) -> Cell:
    """A cell with a date that a machine wrote; where no words for it were kept, it shows our own."""
    cell = budget.cell(when.text or in_words(when))
    return cell._replace(text=cell.text or in_words(when), date=when)


def moment_cell(start: Moment, end: Moment | None, budget: Budget) -> Cell:
    """A cell with a day or a period between two days, both included, and the time at which a single day began.

    What no event can have as its date keeps its words only, so that it is doubted.
    """
    try:
        start, end = _on_the_clock(start), None if end is None else _on_the_clock(end)
    except OverflowError:
        end = None
    words = _words(start)
    first, last = _day(start), _day(start if end is None else end)
    if isinstance(end, dt.datetime) and last > first and end.time() == dt.time.min:
        last -= dt.timedelta(days=1)  # until midnight is until the end of the day before
    at = start.time().replace(second=0, microsecond=0) if isinstance(start, dt.datetime) else None
    if last != first and end is not None:
        words = f"{words} – {_words(end)}"
        return written_cell(f"{_iso(first)}/{_iso(last)}", words, budget)
    if end is not None and isinstance(end, dt.datetime) and end != start:
        words = f"{words} – {end:%H:%M}"
    return written_cell(_iso(first), words, budget, at)


def numbers_cell(start: Sequence[int], end: Sequence[int], words: str, budget: Budget) -> Cell:
    """A cell with a date of year, month, day, hour and minute, as far as they are given, and perhaps an end.

    Words that mean a date of their own, near the numbers, say more than the numbers: those only give a place.
    """
    edtf = _edtf(start[:3])
    if end and _edtf(end[:3]) != edtf:
        edtf = f"{edtf}/{_edtf(end[:3])}"
    at = None
    if len(start) > 3 and "/" not in edtf and 0 <= start[3] < 24:
        minute = start[4] if len(start) > 4 else 0
        at = dt.time(start[3], minute) if 0 <= minute < 60 else None
    cell = written_cell(edtf, words or _plain(edtf, at), budget, at)
    if not words or cell.date is None:
        return cell
    try:
        meant = parse_date(words)
    except DateNotUnderstood:
        return cell
    return cell._replace(date=meant) if _overlap(meant, cell.date) else cell


def written_cell(edtf: str, words: str, budget: Budget, at: dt.time | None = None) -> Cell:
    """A cell with words and the date that they mean; only the words when there is no such date."""
    cell = budget.cell(words)
    try:
        return cell._replace(date=from_edtf(edtf, text=cell.text, time=at))
    except DateNotUnderstood:
        return cell


def title_and_more(title: str, more: Iterable[str]) -> tuple[str, str]:
    """A title on one line that fits, and the description; a title that is too long stands whole in the description."""
    line = " ".join(title.split())
    parts = [part for part in map(str.strip, more) if part]
    if len(line) > TITLE_CHARS:
        parts.insert(0, title.strip())
        line = f"{line[: TITLE_CHARS - 1].rstrip()}…"
    return line, "\n".join(parts)


def _on_the_clock(moment: Moment) -> Moment:
    if isinstance(moment, dt.datetime) and moment.tzinfo is not None:
        return moment.astimezone(ZONE).replace(tzinfo=None)
    return moment


def _day(moment: Moment) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment


def _iso(day: dt.date) -> str:
    return f"{day.year:04d}-{day.month:02d}-{day.day:02d}"


def _words(moment: Moment) -> str:
    day = f"{moment.day}-{moment.month}-{moment.year}"
    return f"{day} {moment:%H:%M}" if isinstance(moment, dt.datetime) else day


def _edtf(numbers: Sequence[int]) -> str:
    return "-".join(f"{number:0{4 if place == 0 else 2}d}" for place, number in enumerate(numbers))


def _plain(edtf: str, at: dt.time | None) -> str:
    """Numbers as one would write them: the day first."""
    words = " – ".join("-".join(str(int(part)) for part in reversed(side.split("-"))) for side in edtf.split("/"))
    return f"{words} {at:%H:%M}" if at else words


def _overlap(one: EventDate, other: EventDate) -> bool:
    if one.is_unknown or other.is_unknown:
        return False
    starts_in_time = one.earliest is None or other.latest is None or one.earliest <= other.latest
    return starts_in_time and (one.latest is None or other.earliest is None or other.earliest <= one.latest)
