"""Dates as people in a case file write them: one EDTF value, the first and last possible day, and the words as written.

Everything that sorts, draws, merges or measures dates goes through here, and nothing else in the product reads dates.
The value lives in `date_value` and `date_edtf`, the reading of people's words in `date_grammar`, what is doubted about
it in `date_reading`, a date inside a text in `date_finding`, the showing in `date_words` and `date_told`.
"""

from __future__ import annotations

from timeline.date_finding import FoundDate, find_date
from timeline.date_grammar import parse_date
from timeline.date_habits import DAY_FIRST, DateHabits, learn_habits
from timeline.date_reading import DateDoubt, DateReading, read_date
from timeline.date_serial import from_serial
from timeline.date_told import as_told, not_understood_words
from timeline.date_value import (
    NEVER_PRECISE,
    UNKNOWN,
    DateNotUnderstood,
    EventDate,
    Span,
    from_edtf,
    from_edtf_parts,
    unknown_date,
)
from timeline.date_words import in_words

__all__ = [
    "DAY_FIRST",
    "NEVER_PRECISE",
    "UNKNOWN",
    "DateDoubt",
    "DateHabits",
    "DateNotUnderstood",
    "DateReading",
    "EventDate",
    "FoundDate",
    "Span",
    "as_told",
    "find_date",
    "from_edtf",
    "from_edtf_parts",
    "from_serial",
    "in_words",
    "learn_habits",
    "not_understood_words",
    "parse_date",
    "read_date",
    "unknown_date",
]
