"""Where an event stands in time: from its date, with all that is uncertain about it, to days on the drawing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from timeline.around import NOTHING_AROUND, Around
from timeline.dates import Span
from timeline.drawing import Bar, DrawnChapter, DrawnEvent, Mark, Window

UNKNOWN_FADE = 60.0
"""Days over which a date fades on the side of which nobody knows how far it ran."""
LEAST_AIR = 10
"""Days kept free before the first and after the last day of the case, at the least."""


def whole_case(
    events: Sequence[DrawnEvent], chapters: Sequence[DrawnChapter], around: Around = NOTHING_AROUND
) -> Window | None:
    """All days of the case with a little air on both sides; None when there is nothing with a date."""
    stretches = [(one.start, one.end) for one in chapters]
    stretches += [(one.start, one.end) for one in around.frames] + [(one.start, one.end) for one in around.courses]
    days = [day for stretch in stretches for day in stretch]
    for event in events:
        for span in (event.date.start, event.date.end):
            days += [day for day in (span.earliest, span.latest) if day is not None]
    if not days:
        return None
    first, last = min(days).toordinal(), max(days).toordinal()
    air = max(LEAST_AIR, (last - first) // 40)
    return Window(
        date.fromordinal(max(date.min.toordinal(), first - air)),
        date.fromordinal(min(date.max.toordinal(), last + air)),
    )


def in_time(event: DrawnEvent, lane: int, whole: Window) -> Bar | Mark:
    """A bar for a period, a mark for a moment, not yet in a row."""
    if event.date.is_period or event.kind == "waiting":
        return _period(event, lane, whole)
    return _moment(event, lane, whole)


def _days(span: Span, whole: Window) -> tuple[float, float] | None:
    """From the first to the end of the last possible day of a side, when at least one of them is known."""
    first, last = span.earliest or span.latest, span.latest or span.earliest
    if first is None or last is None:
        return None
    return float((first - whole.start).days), float((last - whole.start).days + 1)


def _moment(event: DrawnEvent, lane: int, whole: Window) -> Mark:
    left, right = _days(event.date.start, whole) or (0.0, 1.0)
    # "Before 2019" and "after May" leave one side open: it may have been well outside the day that was named.
    if event.date.earliest is None:
        left -= UNKNOWN_FADE
    if event.date.latest is None:
        right += UNKNOWN_FADE
    certain = right - left <= 1 and not event.date.is_approximate and not event.date.is_uncertain
    return Mark(event, lane, 0, 0, (left + right) / 2, left, right, certain)


def _period(event: DrawnEvent, lane: int, whole: Window) -> Bar:
    start, end = _days(event.date.start, whole), _days(event.date.end, whole)
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
        right = float(whole.days) if open_right else firm_right + UNKNOWN_FADE
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
        lane,
        0,
        0,
        left,
        right,
        fade_left=firm_left - left,
        fade_right=right - firm_right,
        hollow=event.kind == "waiting",
        open_left=open_left,
        open_right=open_right,
    )
