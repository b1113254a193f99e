"""What the words of a date say besides the date: a question mark behind it, several days beside each other."""

from __future__ import annotations

import datetime as dt
import re

from timeline.dates import EventDate
from timeline.errors import N_
from timeline.readers.result import Choice, Doubt

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SEVERAL_DAYS = N_(
    "Hier staan meer dagen. We maakten er één gebeurtenis van, op al die dagen. Waren het er meer? "
    "Kies dan één dag en zet de andere zelf op de tijdlijn."
)


def without_question_mark(words: str) -> tuple[str, str]:
    """A date without the question mark behind it, and that mark: a year that is added comes before it."""
    found = re.search(r"\s*(?:\(\?+\)|\?+)\.?$", words)
    return (words[: found.start()], "?") if found else (words, "")


def several_days(when: EventDate) -> tuple[Doubt, ...]:
    """A doubt about separate days behind one text: they may well be events of their own."""
    days = when.edtf[1:-1].replace("?", "").split(",") if when.edtf[:1] == "{" else []
    if len(days) < 2 or not all(_DAY.fullmatch(day) for day in days):
        return ()
    numbers = [dt.date.fromisoformat(day).toordinal() for day in days]
    if numbers[-1] - numbers[0] == len(days) - 1:
        return ()  # a few days in a row are one thing
    choices = (Choice("date", when.edtf), *(Choice("date", day) for day in days))
    return (Doubt("several_days", _SEVERAL_DAYS, {}, choices),)
