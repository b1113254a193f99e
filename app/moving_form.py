"""The form for moving an event as it stands on the timeline after it was sent: unfolded, with what was typed."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request

from app.i18n import in_reader_words
from timeline.dates import EventDate
from timeline.moving import CANNOT_BE, FARTHEST, SIDES, Side, moved_away

SIDE, DAYS = "moving", "days"
"""What an address says of the form: which side was to be moved, and the days that could not be."""


@dataclass(frozen=True, slots=True)
class Unfolded:
    """The form for moving, unfolded: the side and the days that stand in it, and why these can't be."""

    side: Side
    days: int = 1
    problem: str = ""


def asked(side: Side, days: int | None = None) -> dict[str, str]:
    """What the address of the timeline says so that the form stands there unfolded; days only when they can't be."""
    return {SIDE: side} | ({} if days is None else {DAYS: str(days)})


def unfolded(request: Request, when: EventDate) -> Unfolded | None:
    """How the form for moving stands there, if the address asks for it; what is wrong is found anew."""
    side = next((side for side in SIDES if side == request.query_params.get(SIDE)), None)
    if side is None:
        return None
    typed = request.query_params.get(DAYS, "")
    if not typed.removeprefix("-").isdecimal() or len(typed) > len(str(-FARTHEST)):
        return Unfolded(side)
    try:
        moved_away(when, int(typed), side)
    except CANNOT_BE as problem:
        return Unfolded(side, int(typed), in_reader_words(problem))
    return Unfolded(side, int(typed))
