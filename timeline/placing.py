"""Where an event stands in time: from its date, with all that is uncertain about it, to days on the drawing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from timeline.around import NOTHING_AROUND, Around
from timeline.dates import EventDate
from timeline.drawing import Bar, DrawnChapter, DrawnEvent, Mark, Window

UNKNOWN_FADE = 60.0
"""Days over which a date fades on the side of which nobody knows how far it ran."""
LEAST_AIR = 10
"""Days kept free before the first and after the last day of the case, at the least."""
PLAIN = len("2021-03-15")
"""How long a day is in EDTF when nothing is said about how sure it is."""


def whole_case(
    events: Sequence[DrawnEvent], chapters: Sequence[DrawnChapter], around: Around = NOTHING_AROUND
) -> Window | None:
    """All days of the case with a little air on both sides; None when there is nothing with a date."""
    stretches = [(one.start, one.end) for one in chapters]
    stretches += [(one.start, one.end) for one in around.frames] + [(one.start, one.end) for one in around.courses]
    days: set[date | None] = {day for stretch in stretches for day in stretch}
    dates = [event.date for event in events]
    days.update([when.earliest for when in dates])
    days.update([when.latest for when in dates])
    for when in dates:
        if "/" in when.edtf:
            days.update(_sides(when))
    known = [day for day in days if day is not None]
    if not known:
        return None
    first, last = min(known).toordinal(), max(known).toordinal()
    air = max(LEAST_AIR, (last - first) // 40)
    return Window(
        date.fromordinal(max(date.min.toordinal(), first - air)),
        date.fromordinal(min(date.max.toordinal(), last + air)),
    )


def _sides(when: EventDate) -> tuple[date | None, ...]:
    """Every day that is named on the sides of a period: of one that is open only the other side."""
    start, end = when.start, when.end
    return start.earliest, start.latest, end.earliest, end.latest


def in_time(events: Iterable[DrawnEvent], whole: Window) -> list[Bar | Mark]:
    """A bar for each period and a mark for each moment, not yet in a lane and a row.

    Args:
        events: events with a date.
        whole: all days of the case.
    """
    first_day, days = whole.start.toordinal(), whole.days
    found: list[Bar | Mark] = []
    for event in events:
        when = event.date
        if event.kind == "waiting" or "/" in when.edtf:
            found.append(_period(event, first_day, days))
        elif when.earliest is not None and when.earliest == when.latest:  # a day, as most are
            day = float(when.earliest.toordinal() - first_day)
            found.append(Mark(event, 0, 0, 0, day + 0.5, day, day + 1, len(when.edtf) == PLAIN or _is_sure(when)))
        else:
            found.append(_vague_moment(event, first_day))
    return found


def _is_sure(when: EventDate) -> bool:
    return not (when.is_approximate or when.is_uncertain)


def _days(first: date | None, last: date | None, first_day: int) -> tuple[float, float] | None:
    """From the first to the end of the last possible day of a side, when at least one of them is known."""
    if first is None or last is None:
        first = last = first or last
        if first is None or last is None:
            return None
    return float(first.toordinal() - first_day), float(last.toordinal() - first_day + 1)


def _vague_moment(event: DrawnEvent, first_day: int) -> Mark:
    when = event.date
    left, right = _days(when.earliest, when.latest, first_day) or (0.0, 1.0)
    # "Before 2019" and "after May" leave one side open: it may have been well outside the day that was named.
    if when.earliest is None:
        left -= UNKNOWN_FADE
    if when.latest is None:
        right += UNKNOWN_FADE
    return Mark(event, 0, 0, 0, (left + right) / 2, left, right, False)


def _period(event: DrawnEvent, first_day: int, days: int) -> Bar:
    starts, ends = event.date.start, event.date.end
    hollow = event.kind == "waiting"
    if starts.earliest and starts.earliest == starts.latest and ends.latest and ends.earliest == ends.latest:
        left = float(starts.earliest.toordinal() - first_day)
        right = float(ends.latest.toordinal() - first_day + 1)
        if left < right:
            return Bar(event, 0, 0, 0, left, right, 0.0, 0.0, hollow)
    start = _days(starts.earliest, starts.latest, first_day)
    end = _days(ends.earliest, ends.latest, first_day)
    open_left = start is None and event.date.edtf.startswith("..")
    open_right = end is None and event.date.edtf.endswith("..")
    if start:
        left, firm_left = start[0], start[1] - 1
    else:
        firm_left = end[0] if end else 0.0
        left = 0.0 if open_left else firm_left - UNKNOWN_FADE
    if end:
        firm_right, right = end[0] + 1, end[1]
    else:
        firm_right = firm_left + 1
        right = float(days) if open_right else firm_right + UNKNOWN_FADE
    # What is open runs on at full strength and fades only where the case ends.
    right = max(right, left + 1)
    if open_left:
        firm_left = min(firm_left, left + UNKNOWN_FADE)
    if open_right:
        firm_right = max(firm_right, right - UNKNOWN_FADE)
    firm_left, firm_right = min(max(firm_left, left), right), min(max(firm_right, left), right)
    if firm_left > firm_right:  # start and end may both lie anywhere in the same stretch
        firm_left = firm_right = (firm_left + firm_right) / 2
    return Bar(
        event,
        0,
        0,
        0,
        left,
        right,
        fade_left=firm_left - left,
        fade_right=right - firm_right,
        hollow=hollow,
        open_left=open_left,
        open_right=open_right,
    )
