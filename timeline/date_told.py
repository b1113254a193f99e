"""Tell a date to people: in words, and as it was written where nothing could be made of it.

Words that no program understands still tell people something. They stay in sight until somebody mends them.
"""

from __future__ import annotations

from timeline.date_grammar import parse_date
from timeline.date_value import UNKNOWN, DateNotUnderstood, EventDate
from timeline.date_words import in_words

_WRITTEN = {"nl": "{} (er staat: {})", "en": "{} (it says: {})"}


def as_told(when: EventDate, language: str = "nl") -> str:
    """The date in words; of a date that was not understood also what was written: "datum onbekend (er staat: …)"."""
    told, written = in_words(when, language), not_understood_words(when)
    return _WRITTEN.get(language, _WRITTEN["nl"]).format(told, written) if written else told


def not_understood_words(when: EventDate) -> str:
    """What was written for a date of which nothing could be made; empty when it was understood, also as unknown."""
    written = " ".join(when.text.split())
    if when.edtf != UNKNOWN or not written:
        return ""
    try:
        return "" if parse_date(written).edtf == UNKNOWN else written
    except DateNotUnderstood:
        return written
