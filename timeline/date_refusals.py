"""Why words that look like a date are refused: what is wrong with them, and what may have been meant."""

from __future__ import annotations

import re

from timeline.date_errors import (
    FIRST_YEAR,
    LAST_YEAR,
    DateNotUnderstood,
    no_such_year,
    year_missing,
)
from timeline.errors import N_

_THREE_NUMBERS = re.compile(
    r"[0-9]{1,2}[-/. ][0-9]{1,2}[-/. ](?P<last>[0-9]{1,6})(?![0-9])|(?P<first>[0-9]{4,5})-[0-9]{1,2}-[0-9]{1,2}\b"
)
_YEAR_ALONE = re.compile(r"(?:[^\W\d_]+\.? )*([0-9]{4})")
_RELATIVE = re.compile(
    r"\b(gisteren|eergisteren|vandaag|morgen|vanmorgen|vanmiddag|vanavond|vorige?|afgelopen|volgende?|komende?"
    r"|geleden|later|daarna|daarvoor|dit jaar|yesterday|today|tomorrow|last|next|ago)\b",
    re.IGNORECASE,
)
_DAY_AND_MONTH = re.compile(r"[0-9]{1,2}[-/][0-9]{1,2}")
_REASONS = (
    (
        re.compile(r"^[0-9]{5}(?:[.,][0-9]+)?$"),
        N_("Dit getal kan een datum uit Excel zijn. Maak er in Excel een datum van, of schrijf de datum voluit."),
    ),
    (
        re.compile(r"^(?:tot |t/m )?(?:heden|nu|now|present)$", re.IGNORECASE),
        N_("Hier staat alleen tot wanneer. Schrijf ook het begin, bijvoorbeeld “2019 – heden”."),
    ),
    (_RELATIVE, N_("Deze woorden hangen af van de dag waarop ze zijn opgeschreven. Schrijf de datum zelf.")),
)


def why_refused(written: str, otherwise: DateNotUnderstood) -> DateNotUnderstood:
    """The best reason that can be given; `otherwise` when there is no better one."""
    if found := _THREE_NUMBERS.match(written):
        return _wrong_numbers(found["last"] or found["first"], otherwise)
    if (found := _YEAR_ALONE.fullmatch(written)) and not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        return no_such_year(found[1])
    if _DAY_AND_MONTH.fullmatch(written):
        return year_missing()
    reason = next((message for pattern, message in _REASONS if pattern.search(written)), None)
    return otherwise if reason is None else DateNotUnderstood(reason)


def _wrong_numbers(year: str, otherwise: DateNotUnderstood) -> DateNotUnderstood:
    if len(year) in {3, 1}:
        return DateNotUnderstood(N_("Het jaar is niet volledig. Schrijf vier cijfers, bijvoorbeeld 2021."))
    if len(year) > 4:
        return DateNotUnderstood(N_("Het jaar heeft te veel cijfers. Schrijf er vier, bijvoorbeeld 2021."))
    if len(year) == 4 and not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return no_such_year(year)
    return otherwise
