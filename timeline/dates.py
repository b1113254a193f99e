"""Dates as people in a case file write them: one EDTF value, the first and last possible day, and the words as written.

Everything that sorts, draws, merges or measures dates goes through here, and nothing else in the product reads dates.
The value lives in `date_value`, the reading of people's words in `date_grammar`, the showing in `date_words`.
"""

from __future__ import annotations

from timeline.date_grammar import parse_date
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
    "NEVER_PRECISE",
    "UNKNOWN",
    "DateNotUnderstood",
    "EventDate",
    "Span",
    "from_edtf",
    "from_edtf_parts",
    "in_words",
    "parse_date",
    "unknown_date",
]
