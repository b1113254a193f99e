"""Moving an event in time: a date, or one end of a period, some days earlier or later, as precise as it was."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal

from timeline.date_errors import DateNotUnderstood
from timeline.dates import EventDate, from_edtf
from timeline.errors import N_, UserError

Side = Literal["both", "start", "end"]
SIDES: tuple[Side, ...] = ("both", "start", "end")
FARTHEST = 36_600
"""Days: a hundred years is as far as anything is moved at once."""
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)([~?%]?)")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])([~?%]?)")
_YEAR = re.compile(r"(\d{4})([~?%]?)")


class CannotBeMoved(UserError):
    """A date that isn't a day, a month or a year has no other place to which it could be moved as it is."""

    def __init__(self) -> None:
        super().__init__(N_("Deze datum is niet precies genoeg om te verschuiven. Verander de datum in het formulier."))


class EndsBeforeItStarts(UserError):
    """The one end of a period would come on the other side of the other."""

    def __init__(self) -> None:
        super().__init__(N_("Dan ligt het eind voor het begin. Er is niets veranderd."))


class StaysWhereItIs(UserError):
    """So many days bring the date to where it is already: nought, or too few for a month or a year."""

    def __init__(self, days: int) -> None:
        super().__init__(
            N_("Met zo weinig dagen blijft deze datum hetzelfde. Vul meer dagen in.")
            if days
            else N_("Vul een ander aantal dan 0 in. Dan verschuift de gebeurtenis.")
        )


CANNOT_BE = (CannotBeMoved, EndsBeforeItStarts, StaysWhereItIs)
"""What `moved_away` raises."""


def moved_away(when: EventDate, days: int, side: Side = "both") -> EventDate:
    """As `moved`, but it has to come somewhere else: what changes nothing is no move.

    Raises:
        CannotBeMoved, EndsBeforeItStarts: see `moved`.
        StaysWhereItIs: it would be the same date.
    """
    later = moved(when, days, side)
    if later.edtf == when.edtf:
        raise StaysWhereItIs(days)
    return later


def moved(when: EventDate, days: int, side: Side = "both") -> EventDate:
    """The date so many days later (earlier when negative), as precise as it was.

    A day moves by days, a month to the month in which its middle comes to lie, a year likewise; "about" stays "about".
    Of a period both ends move, or the one that is named; an end that is open or unknown stays so.

    Raises:
        CannotBeMoved: it is not a day, month or year, or it would lie outside the years that there are.
        EndsBeforeItStarts: the end of a period would lie before its start.
    """
    days = max(-FARTHEST, min(FARTHEST, days))
    if not when.is_period:
        return _read(_side(when.edtf, days), when)
    start, end = when.edtf.split("/")
    is_open = {"", ".."}
    if (side == "start" and start in is_open) or (side == "end" and end in is_open):
        raise CannotBeMoved
    if side != "end" and start not in is_open:
        start = _side(start, days)
    if side != "start" and end not in is_open:
        end = _side(end, days)
    try:
        return _read(f"{start}/{end}", when)
    except DateNotUnderstood as error:
        raise EndsBeforeItStarts from error


def movable_sides(when: EventDate) -> tuple[Side, ...]:
    """Which sides of a date can be moved: all of it first, then the ends of a period."""
    sides = SIDES if when.is_period else SIDES[:1]
    return tuple(side for side in sides if _can_move(when, side))


def room(when: EventDate) -> tuple[int, int]:
    """How many days the start of a period can move later, and its end earlier (below nought), up to the other."""
    return _farthest(when, "start"), -_farthest(when, "end")


def _farthest(when: EventDate, side: Side) -> int:
    """The most days that this side can move towards the other; 0 when it can't move at all."""
    way = 1 if side == "start" else -1
    least, most = 0, FARTHEST
    while least < most:  # halving: what can be moved by so many days can be moved by fewer
        middle = (least + most + 1) // 2
        if _can_move(when, side, way * middle):
            least = middle
        else:
            most = middle - 1
    return least


def _can_move(when: EventDate, side: Side, days: int = 0) -> bool:
    try:
        moved(when, days, side)
    except (CannotBeMoved, EndsBeforeItStarts):
        return False
    return True


def _read(edtf: str, was: EventDate) -> EventDate:
    """The new date; it has no words of its own, as nobody wrote it down."""
    return from_edtf(edtf, time=was.time)


def _side(edtf: str, days: int) -> str:
    """A day, a month or a year, so many days later."""
    try:
        if found := _DAY.fullmatch(edtf):
            later = date(int(found[1]), int(found[2]), int(found[3])) + timedelta(days)
            written = later.isoformat() + found[4]
        elif found := _MONTH.fullmatch(edtf):
            later = date(int(found[1]), int(found[2]), 15) + timedelta(days)
            written = f"{later:%Y-%m}{found[3]}"
        elif found := _YEAR.fullmatch(edtf):
            later = date(int(found[1]), 7, 1) + timedelta(days)
            written = f"{later.year:04d}{found[2]}"
        else:
            raise CannotBeMoved
    except (OverflowError, ValueError) as error:
        raise CannotBeMoved from error
    if later.year < 1000:
        raise CannotBeMoved
    return written
