"""How well two dates can be of one moment, when each is as precise as its writer was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache

from timeline.dates import EventDate, Span
from timeline.errors import N_

NEAR_DAYS = 3
"""Exact days this close may be a slip of the pen: never joined, but asked about."""

VAGUE_FROM_DAYS = 32
"""Dates that leave more days open than a month ("zomer", "begin 2020") have edges that writers do not mean exactly."""

VAGUE_PAD_DAYS = 14
SHORT_PERIOD_DAYS = 8
_FIRST, _LAST = date(1000, 1, 31).toordinal(), date(9999, 11, 30).toordinal()

SAME_DAY = N_("Op dezelfde dag.")
SAME_TIME = N_("In dezelfde tijd.")
SAME_PERIOD = N_("Over dezelfde periode.")
NEARLY_SAME_DAY = N_("Bijna op dezelfde dag.")
NO_DATE = N_("Niet allebei met een datum.")


@dataclass(frozen=True, slots=True)
class Meeting:
    """How well two dates meet: how much it points to one moment, and whether it can ever be sure.

    `exact` says that it was the same day, or the same period to the day.
    """

    score: float
    reason: str
    may_join: bool = True
    exact: bool = False


# Most that is compared has a day.
_ON_ONE_DAY = Meeting(3.0, SAME_DAY, exact=True)
_ON_ANOTHER_TIME = Meeting(1.5, SAME_DAY, exact=True)
_A_DAY_OFF = Meeting(1.0, NEARLY_SAME_DAY, may_join=False)
_DAYS_OFF = Meeting(0.5, NEARLY_SAME_DAY, may_join=False)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days as numbers: from `first` to `last` with the room that "about" and vague words leave around them.

    `low` and `high` are the days as written, `days` is how many these leave open; `named` is false when
    nothing is said.
    """

    first: int
    last: int
    low: int
    high: int
    days: int
    named: bool

    @property
    def written(self) -> tuple[int, int, bool]:
        """The days as written."""
        return self.low, self.high, self.named


@dataclass(frozen=True, slots=True, eq=False)
class Timing:
    """A date as it is compared: its start and end (of a moment both are the whole), and its exact day if any.

    `span` is everything from the first possible day to the last, None when a side is open or unknown. `window` holds
    the days on which something else must (also) lie to be compared: of a long period those of its start.
    """

    unknown: bool
    period: bool
    day: int | None
    time: time | None
    about: bool
    start: Stretch
    end: Stretch
    span: Stretch | None
    precision: int
    window: tuple[int, int]


@lru_cache(maxsize=50_000)
def timing(when: EventDate) -> Timing:
    """A date as it is compared."""
    exact = not when.is_period and not when.is_approximate and when.earliest is not None and when.start.days == 1
    start, end = _stretch(when.start, when), _stretch(when.end, when)
    whole = Span(when.earliest, when.latest)
    span = _stretch(whole, when) if whole.earliest and whole.latest else None
    return Timing(
        unknown=when.is_unknown,
        period=when.is_period,
        day=when.earliest.toordinal() if exact and when.earliest else None,
        time=when.time,
        about=when.is_approximate,
        start=start,
        end=end,
        span=span,
        precision=when.precision_days,
        window=_window(start, end, span),
    )


def _window(start: Stretch, end: Stretch, span: Stretch | None) -> tuple[int, int]:
    if span is not None and span.high - span.low < SHORT_PERIOD_DAYS:
        return span.first, span.last
    found = start if start.named else end
    return found.first, found.last


def meet(a: Timing, b: Timing) -> Meeting | None:
    """How well two dates meet; None when they can't be of one moment. Which one comes first makes no difference."""
    if a.day is not None and b.day is not None:
        return _days(a, b)
    if a.unknown or b.unknown:
        both = a.unknown and b.unknown
        return Meeting(2.0 if both else 0.0, NO_DATE, may_join=both)
    if a.period and b.period:
        return _periods(a, b)
    if a.period or b.period:
        return _moment_and_period(b, a) if a.period else _moment_and_period(a, b)
    score = _overlap(a.start, b.start, about=a.about or b.about)
    if score is not None:
        return Meeting(score, SAME_TIME)
    touching = a.start.first <= b.start.last + 1 and b.start.first <= a.start.last + 1
    return Meeting(0.5, SAME_TIME, may_join=False) if touching else None  # the 1st of a month for the last of another


def _days(a: Timing, b: Timing) -> Meeting | None:
    apart = abs((a.day or 0) - (b.day or 0))
    if apart == 0:
        at_another_time = a.time is not None and b.time is not None and a.time != b.time
        return _ON_ANOTHER_TIME if at_another_time else _ON_ONE_DAY
    if apart > NEAR_DAYS:
        return None
    return _A_DAY_OFF if apart == 1 else _DAYS_OFF


def _periods(a: Timing, b: Timing) -> Meeting | None:
    starts, ends = (
        _overlap(one, other, about=a.about or b.about) for one, other in ((a.start, b.start), (a.end, b.end))
    )
    if starts is None:
        return _nearly_one_period(a, b)
    if a.start.written == b.start.written and a.end.written == b.end.written:
        return Meeting(3.5 if a.precision == 1 else 2.5, SAME_PERIOD, exact=a.precision == 1)
    if ends is not None:
        return Meeting(starts + 1.0, SAME_PERIOD)
    one_still_open = a.end.named != b.end.named
    # One organisation may have stopped counting earlier; that is for people to say.
    return Meeting(1.0 if one_still_open else 0.5, SAME_TIME, may_join=one_still_open)


def _nearly_one_period(a: Timing, b: Timing) -> Meeting | None:
    """A period of which the first day was written a day or so off, while the ends do meet."""
    near = a.start.first - NEAR_DAYS <= b.start.last and b.start.first - NEAR_DAYS <= a.start.last
    ends_near = a.end.first - NEAR_DAYS <= b.end.last and b.end.first - NEAR_DAYS <= a.end.last
    if near and ends_near and a.start.named and b.start.named:
        return Meeting(1.5, SAME_PERIOD, may_join=False)
    return None


def _moment_and_period(moment: Timing, period: Timing) -> Meeting | None:
    """A moment is a day of a period, so another event, unless the one is as vague as the other is long."""
    if period.span is None or moment.span is None:
        return None
    low, high = period.span.low, period.span.high
    first, last = moment.span.first, moment.span.last
    if moment.precision > 1 and first <= low and high <= last:
        return Meeting(1.0, SAME_TIME)
    if high - low + 1 <= SHORT_PERIOD_DAYS and first <= high and low <= last:
        return Meeting(1.5, SAME_TIME)
    return None


def _overlap(one: Stretch, other: Stretch, *, about: bool) -> float | None:
    """How much it says that two stretches share days: more as the vaguer of the two is more precise."""
    if not (one.named and other.named):
        return 0.5 if one.named == other.named else None
    if one.first > other.last or other.first > one.last:
        return None
    vagueness = max(one.days, other.days)
    score = 2.5 if vagueness == 1 else 1.5 if vagueness < VAGUE_FROM_DAYS else 0.75 if vagueness <= 130 else 0.25
    if one.low > other.high or other.low > one.high:
        score -= 0.5  # only because the edges are not meant exactly
    return score - 0.25 * about


def _stretch(span: Span, when: EventDate) -> Stretch:
    low = max(span.earliest.toordinal(), _FIRST) if span.earliest else _FIRST
    high = min(span.latest.toordinal(), _LAST) if span.latest else _LAST
    room = 0
    if when.is_approximate:
        room = min(30, max(3, span.days // 2))
    elif span.days >= VAGUE_FROM_DAYS and span.earliest and span.latest and len(when.edtf) > len("2019"):
        room = VAGUE_PAD_DAYS
    return Stretch(low - room, high + room, low, high, span.days, span != Span())
