"""A text as the numbers, words and marks that a date is made of, each with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from timeline.date_errors import FIRST_YEAR, LAST_YEAR

TWO_DIGIT_PIVOT = 40
"""A year of two digits below this belongs to this century, from this on to the previous one."""

_INVISIBLE = "\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad"
_TOKEN = re.compile(
    r"(?P<yy>'\s?[0-9]{2}(?![0-9]))"
    r"|(?P<ordinal>[0-9]+(?=(?:e|ste|de|st|nd|rd|th)\b))(?:e|ste|de|st|nd|rd|th)"
    r"|(?P<num>[0-9]+)"
    r"|(?P<word>t/m|n/a|t\.e\.m\.?|\+/?-|[^\W\d_](?:\.[^\W\d_])+\.?|[^\W\d_]+\.?)"
    rf"|(?P<mark>[-/.,:?~&+()'])|(?P<odd>[^\s{_INVISIBLE}])"
)
_LOOKALIKES = str.maketrans({**dict.fromkeys("‐‑‒–—―−", "-"), **dict.fromkeys("’‘ʼ`´", "'"), "±": "~", "…": "?"})


class Token(NamedTuple):
    """A number, a word or a mark, in lower case and without the dot of an abbreviation, and where it stands."""

    kind: str
    text: str
    start: int = 0
    end: int = 0


Tokens = Sequence[Token]


def tokenize(text: str) -> list[Token]:
    """The numbers, words and marks of a text; spaces, invisible signs and look-alikes make no difference."""
    if text.isascii():
        text = text.lower()
    else:  # character by character: the places must stay what they are, and some capitals become two letters
        text = "".join(low if len(low := each.lower()) == 1 else each for each in text.translate(_LOOKALIKES))
    tokens = []
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or "odd"
        value = found[kind]
        if kind == "word":
            value = "~" if value in {"+/-", "+-"} else value.replace(".", "")
            if not value:
                kind = "mark"
        elif kind == "yy":
            value = value[-2:]
        tokens.append(Token(kind, value, found.start(), found.end()))
    return tokens


def text_at(tokens: Tokens, at: int) -> str:
    """The text of a token; nothing past the end."""
    return tokens[at].text if 0 <= at < len(tokens) else ""


def number_at(tokens: Tokens, at: int, low: int, high: int, *, ordinal: bool = False) -> int | None:
    """A number of one or two digits between two bounds."""
    if at >= len(tokens):
        return None
    kind, value = tokens[at][:2]
    if (kind != "num" and not (ordinal and kind == "ordinal")) or len(value) > 2:
        return None
    number = int(value)
    return number if low <= number <= high else None


def year_at(tokens: Tokens, at: int) -> int | None:
    """A year of four digits that a case can lie in."""
    if at < len(tokens) and tokens[at].kind == "num" and len(value := tokens[at].text) == 4:
        return year if FIRST_YEAR <= (year := int(value)) <= LAST_YEAR else None
    return None


def years_at(tokens: Tokens, at: int, *, bare: bool) -> Iterator[tuple[int, int]]:
    """A year of four digits, of two after an apostrophe, or (`bare`) of two digits where nothing else can stand."""
    if year := year_at(tokens, at):
        yield year, at + 1
    elif at < len(tokens):
        kind, value = tokens[at][:2]
        if kind == "yy" or (bare and kind == "num" and len(value) == 2):
            yield full_year(int(value)), at + 1


def full_year(short: int) -> int:
    """The year that two digits stand for."""
    return short + (2000 if short < TWO_DIGIT_PIVOT else 1900)


def touching(tokens: Tokens, at: int, count: int) -> bool:
    """Whether so many tokens in a row have no space between them."""
    return all(tokens[i].end == tokens[i + 1].start for i in range(at, at + count - 1))


def phrase(tokens: Tokens, at: int, phrases: Collection[tuple[str, ...]]) -> Iterator[int]:
    """Where the text goes on after one of the phrases."""
    if at >= len(tokens):
        return
    first = tokens[at].text
    for phrase in phrases:
        if phrase[0] == first and all(text_at(tokens, at + i) == word for i, word in enumerate(phrase)):
            yield at + len(phrase)
