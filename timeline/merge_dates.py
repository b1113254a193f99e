"""How well two dates can be of one moment, when each is as precise as its writer was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from timeline.dates import EventDate, Span
from timeline.errors import N_

NEAR_DAYS = 3
"""Exact days this close may be a slip of the pen: never joined, but asked about."""

VAGUE_FROM_DAYS = 32
"""Dates that leave more days open than a month ("zomer", "begin 2020") have edges that writers do not mean exactly."""

VAGUE_PAD = timedelta(days=14)
SHORT_PERIOD_DAYS = 8
_FIRST, _LAST = date(1000, 1, 31), date(9999, 11, 30)

SAME_DAY = N_("Op dezelfde dag.")
SAME_TIME = N_("In dezelfde tijd.")
SAME_PERIOD = N_("Over dezelfde periode.")
NEARLY_SAME_DAY = N_("Bijna op dezelfde dag.")
NO_DATE = N_("Niet allebei met een datum.")


@dataclass(frozen=True, slots=True)
class Meeting:
    """How well two dates meet: how much it points to one moment, and whether it can ever be sure."""

    score: float
    reason: str
    may_join: bool = True


def window(when: EventDate) -> tuple[date, date]:
    """The days on which something else must (also) lie to be compared: of a period those of its start."""
    span = when.start if when.start != Span() else when.end
    first, last = _padded(span, when)
    return first, last


def meet(a: EventDate, b: EventDate) -> Meeting | None:
    """How well two dates meet; None when they can't be of one moment. Which one comes first makes no difference."""
    if a.is_unknown or b.is_unknown:
        both = a.is_unknown and b.is_unknown
        return Meeting(2.0 if both else 0.0, NO_DATE, may_join=both)
    if a.is_period and b.is_period:
        return _periods(a, b)
    if a.is_period or b.is_period:
        return _moment_and_period(b, a) if a.is_period else _moment_and_period(a, b)
    return _moments(a, b)


def _moments(a: EventDate, b: EventDate) -> Meeting | None:
    if a.precision_days == b.precision_days == 1 and not (a.is_approximate or b.is_approximate):
        apart = abs((_known(a.earliest) - _known(b.earliest)).days)
        if apart == 0:
            at_another_time = a.time is not None and b.time is not None and a.time != b.time
            return Meeting(1.5 if at_another_time else 3.0, SAME_DAY)
        return Meeting(0.5, NEARLY_SAME_DAY, may_join=False) if apart <= NEAR_DAYS else None
    score = _overlap(Span(a.earliest, a.latest), a, Span(b.earliest, b.latest), b)
    return None if score is None else Meeting(score, SAME_TIME)


def _periods(a: EventDate, b: EventDate) -> Meeting | None:
    starts, ends = _overlap(a.start, a, b.start, b), _overlap(a.end, a, b.end, b)
    if starts is None:
        return None
    if a.start == b.start and a.end == b.end:
        return Meeting(3.5 if a.precision_days == 1 else 2.5, SAME_PERIOD)
    if ends is not None:
        return Meeting(starts + 1.0, SAME_PERIOD)
    one_still_open = (a.latest is None) != (b.latest is None)
    # One organisation may have stopped counting earlier; that is for people to say.
    return Meeting(1.0 if one_still_open else 0.5, SAME_TIME, may_join=one_still_open)


def _moment_and_period(moment: EventDate, period: EventDate) -> Meeting | None:
    """A moment is a day of a period, so another event, unless the one is as vague as the other is long."""
    if period.earliest is None or period.latest is None:
        return None
    first, last = _padded(Span(moment.earliest, moment.latest), moment)
    length = (period.latest - period.earliest).days + 1
    if moment.precision_days > 1 and first <= period.earliest and period.latest <= last:
        return Meeting(1.0, SAME_TIME)
    if length <= SHORT_PERIOD_DAYS and first <= period.latest and period.earliest <= last:
        return Meeting(1.5, SAME_TIME)
    return None


def _overlap(one: Span, a: EventDate, other: Span, b: EventDate) -> float | None:
    """How much it says that two spans share days: more as the vaguer of the two is more precise."""
    if Span() in (one, other):
        return 0.5 if one == other else None
    (first_a, last_a), (first_b, last_b) = _padded(one, a), _padded(other, b)
    if first_a > last_b or first_b > last_a:
        return None
    vagueness = max(one.days, other.days)
    score = 2.5 if vagueness == 1 else 1.5 if vagueness < VAGUE_FROM_DAYS else 0.75 if vagueness <= 130 else 0.25
    if (one.earliest or _FIRST) > (other.latest or _LAST) or (other.earliest or _FIRST) > (one.latest or _LAST):
        score -= 0.5  # only because the edges are not meant exactly
    return score - 0.25 * (a.is_approximate or b.is_approximate)


def _padded(span: Span, when: EventDate) -> tuple[date, date]:
    """The days of a span, with the room that "about" and vague words leave around them."""
    first, last = max(span.earliest or _FIRST, _FIRST), min(span.latest or _LAST, _LAST)
    room = timedelta()
    if when.is_approximate:
        room = timedelta(days=min(30, max(3, span.days // 2)))
    elif span.days >= VAGUE_FROM_DAYS and span.earliest and span.latest and len(when.edtf) > len("2019"):
        room = VAGUE_PAD
    return first - room, last + room


def _known(day: date | None) -> date:
    if day is None:
        raise ValueError("this date has no day")
    return day
