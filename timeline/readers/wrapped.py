"""Lines of a plain text that a program or a person broke off at the edge of the page: put together again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from timeline.readers.openings import Around, opening
from timeline.readers.pieces import has_mark

_WIDE, _LONG = 60, 40
"""Characters from which a line can have been full, and from which its last word tells that it goes on."""
_NEVER_LAST = re.compile(
    r"\s(?:de|een|en|of|maar|want|van|met|te|tot|als|omdat|zodat|waarbij|waarin|the|an?|and|or|of|to|with),?$",
    re.IGNORECASE,
)
"""A word after which no sentence and no title ends."""
_SELDOM_LAST = re.compile(
    r"\s(?:het|dat|die|bij|op|in|aan|naar|over|door|voor|om|uit|is|was|werd|wordt|heeft|had|niet|geen),?$",
    re.IGNORECASE,
)
"""A word that ends a line only when more follows, or when it belongs to a verb ("moeder belt op")."""
_TO_A_DATE = re.compile(r"\b(?:op|in|sinds|vanaf|per|tot|t/m|tussen|rond|van|d\.?d\.?|on|since|until)$", re.IGNORECASE)
_WITH_ARTICLE = re.compile(r"(?:(?:in|rond)\s+)?(?:de|het)\s")
"""How a season stands in a sentence ("in de zomer"): in notes it begins a line without its article."""
_ENDS = (".", "!", "?", ":", ";", "…")

Numbered = tuple[int, str]
"""A line with its number."""


def unwrapped(lines: Sequence[str]) -> Iterator[Numbered]:
    """Every line with its number, what was broken off behind the line that it goes on with."""
    widest = max(map(len, lines), default=0)
    so_far: Numbered | None = None
    last = ""  # the last of the lines that were put together, as it stands in the text
    for number, line in enumerate(lines, 1):
        if so_far is not None and last.strip() and _is_rest(last, line, widest):
            so_far = (so_far[0], f"{so_far[1].rstrip()} {line.strip()}")
        else:
            if so_far is not None:
                yield so_far
            so_far = (number, line)
        last = line
    if so_far is not None:
        yield so_far


def _is_rest(above: str, line: str, widest: int) -> bool:
    """Whether a line goes on with the one above it: that one could not end there, or was full."""
    above, words = above.rstrip(), line.strip()
    if not words or above.endswith(_ENDS) or has_mark(words) or not words[0].isalnum():
        return False
    is_full = len(above) >= _WIDE and len(above) + 1 + len(_first(words)) > widest
    goes_on = bool(_NEVER_LAST.search(above)) or (
        words[0].islower() and (is_full or (len(above) >= _LONG and bool(_SELDOM_LAST.search(above))))
    )
    if not goes_on and not (words[0].isdigit() and is_full):
        return False
    found = opening(words, Around(year=2020))
    is_sentence = is_full and bool(_WITH_ARTICLE.match(words)) and found is not None and not found.is_label
    # "Raad vraagt informatie op" ends with its verb when a line with its own date in front comes next.
    is_own_line = found is not None and found.is_label and not _NEVER_LAST.search(above) and not is_full
    return found is None or is_sentence or (bool(_TO_A_DATE.search(above)) and not is_own_line)


def _first(words: str) -> str:
    return words.split(maxsplit=1)[0]
