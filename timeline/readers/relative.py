"""Dates that lean on the event above: "twee weken later", "een maand daarna", "de volgende dag"."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange

from timeline.dates import DateNotUnderstood, EventDate, from_edtf
from timeline.errors import N_
from timeline.readers.openings import Around, Opening, opening
from timeline.readers.result import Choice, Doubt

_NUMBERS = {
    **dict.fromkeys(("een", "één", "a", "an", "one", "volgende"), (1, 1)),
    **dict.fromkeys(("twee", "two"), (2, 2)),
    **dict.fromkeys(("drie", "three"), (3, 3)),
    **dict.fromkeys(("vier", "four"), (4, 4)),
    **dict.fromkeys(("vijf", "five"), (5, 5)),
    **dict.fromkeys(("zes", "six"), (6, 6)),
    **dict.fromkeys(("zeven", "seven"), (7, 7)),
    **dict.fromkeys(("acht", "eight"), (8, 8)),
    **dict.fromkeys(("negen", "nine"), (9, 9)),
    **dict.fromkeys(("tien", "ten"), (10, 10)),
    **dict.fromkeys(("elf", "eleven"), (11, 11)),
    **dict.fromkeys(("twaalf", "twelve"), (12, 12)),
    **dict.fromkeys(("paar", "enkele", "aantal", "few", "several"), (2, 6)),
}
"""What a word counts: the least and the most."""
_DAYS = {"dag": 1, "ochtend": 1, "middag": 1, "avond": 1, "day": 1, "morning": 1, "week": 7, "weke": 7}
_MONTHS = {"maand": 1, "month": 1, "kwartaal": 3, "jaar": 12, "jare": 12, "year": 12}
_UNIT = r"(?:dag(?:en)?|weken|week|maand(?:en)?|jaar|jaren|days?|weeks?|months?|years?)"
_AMOUNT = (
    r"(?:(?:zo['’]n|ongeveer|ruim|bijna|circa|ca\.?|krap|about|almost|over)\s+)?"
    rf"(?:(?P<count>\d{{1,2}}|(?:(?:een|a)\s+)?(?:paar|aantal|few)|several|enkele|{'|'.join(_NUMBERS)})"
    r"|(?P<half>(?:een\s+)?hal(?:f|ve))|(?P<more>anderhal(?:f|ve)))"
)
_RELATIVE = re.compile(
    rf"(?:{_AMOUNT}\s+(?P<unit>{_UNIT})\s+(?:later|daarna|erna|nadien|daarop|after)"
    r"|(?:de|het|the)\s+(?:volgende|daaropvolgende|next|following)\s+(?P<next>dag|ochtend|middag|avond|week|maand|jaar"
    r"|day|morning|month|year)"
    r"|(?:de|het)\s+(?P<past>dag|week|maand|jaar)\s+(?:erna|daarna|daarop|erop)"
    r"|(?:nog\s+|op\s+)?(?P<same>(?:die|de)zelfde|the same)\s+(?:dag|day))\b",
    re.IGNORECASE,
)
_MARK = re.compile(r"\s*[:–—\t]|\s+-\s")
_AROUND = " \t,:–—-"
RECKONED = N_("Er staat “%(words)s”. We rekenden vanaf de datum van de gebeurtenis erboven. Klopt deze datum?")


def leaning(text: str, around: Around) -> Opening | None:
    """The words with which a text leans on the event above; a date that follows at once ("…, op 3 mei") says more."""
    found = _RELATIVE.match(text)
    if found is None:
        return None
    rest = text[found.end() :].lstrip(_AROUND)
    said = opening(rest, around)
    if said is not None and said.value is not None and not said.is_alone:
        return said
    return Opening(found[0], None, "", rest, is_label=bool(_MARK.match(text, found.end())) or not rest)


def leans(text: str) -> str:
    """The words at the beginning of a text that lean on the event above; empty when there are none."""
    found = _RELATIVE.match(text)
    return found[0] if found else ""


def reckoned(words: str, above: EventDate | None) -> tuple[EventDate, Doubt] | None:
    """The date that words mean when the event above has this date, always with the doubt that says so."""
    found = _RELATIVE.fullmatch(words.strip())
    if found is None or above is None or above.is_unknown:
        return None
    first, last = above.earliest or above.latest, above.latest or above.earliest
    if above.is_period:  # what comes after a period comes after its end, if it ended
        first = above.end.earliest or first
    if first is None or last is None:
        return None
    try:
        when = _date(found, first, last)
    except (DateNotUnderstood, ValueError, OverflowError):
        return None
    when = EventDate(when.edtf, when.earliest, when.latest, words.strip())
    return when, Doubt("relative_date", RECKONED, {"words": words.strip()}, (Choice("date", when.edtf),))


def _date(found: re.Match[str], first: dt.date, last: dt.date) -> EventDate:
    unit = (found["unit"] or found["next"] or found["past"] or "dag").lower()
    low, high = _count(found)
    days = next((length for name, length in _DAYS.items() if unit.startswith(name)), 0)
    if days:
        start, end = first + dt.timedelta(days=int(low * days)), last + dt.timedelta(days=int(high * days))
        if start == end:
            return from_edtf(start.isoformat() if days == 1 and low <= 1 else f"{start.isoformat()}~")
        return from_edtf(f"[{start.isoformat()}~..{end.isoformat()}~]")
    months = next(length for name, length in _MONTHS.items() if unit.startswith(name))
    start, end = _later(first, int(low * months)), _later(last, int(high * months))
    if (start.year, start.month) == (end.year, end.month):
        return from_edtf(f"{start.year}-{start.month:02d}~")
    is_year = start.year == end.year and (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
    if is_year and months == 12:
        return from_edtf(f"{start.year}~")
    return from_edtf(f"[{start.year}-{start.month:02d}~..{end.year}-{end.month:02d}~]")


def _count(found: re.Match[str]) -> tuple[float, float]:
    """How many of the unit: the least and the most."""
    if found["same"]:
        return 0, 0
    if found["half"]:
        return 0.5, 0.5
    if found["more"]:
        return 1.5, 1.5
    if not found["count"]:
        return 1, 1
    word = found["count"].lower().split()[-1]
    return (int(word), int(word)) if word.isdigit() else _NUMBERS[word]


def _later(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
