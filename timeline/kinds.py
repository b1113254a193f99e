"""The kinds of event: what each is called, how it looks on the drawing, and which words in a file point to it.

The content stands in `kinds.toml`; the keys are stored with events and never change.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

OTHER = "other"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of event: its words, the shape of a moment on the drawing, its icon, and the words that point to it."""

    key: str
    words: Mapping[str, str]
    shape: str
    icon: str
    opening: tuple[str, ...]
    lanes: tuple[str, ...]
    vocabulary: tuple[str, ...]
    sort_words: tuple[str, ...]

    def word(self, language: str = "nl") -> str:
        """What this kind is called in a language; Dutch when there is no word in that language."""
        return self.words.get(language) or self.words["nl"]


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds of event by their key, in the order in which people see them."""
    with (Path(__file__).parent / "kinds.toml").open("rb") as file:
        content = tomllib.load(file)
    return MappingProxyType(
        {
            key: Kind(
                key,
                MappingProxyType(entry["words"]),
                entry["shape"],
                entry["icon"],
                tuple(entry["opening"]),
                tuple(entry["lanes"]),
                tuple(entry["vocabulary"]),
                tuple(entry["sort_words"]),
            )
            for key, entry in content.items()
        }
    )


def guess_kind(title: str, description: str = "", sort_word: str = "", lane: str = "") -> str:
    """The kind that the words of an event point to; "other" when they point nowhere.

    What a file says in its own column for the sort of event counts first, then the title, the description, and at
    last whose event it is. A longer expression says more than a shorter one, an earlier one more than a later one.
    """
    sort_word, title = _plain(sort_word), _plain(title)
    for kind in kinds().values():
        if sort_word and sort_word in (*kind.sort_words, *kind.words.values(), kind.key):
            return kind.key
    for key, opening in _openings():
        if not sort_word and opening.match(title):
            return key
    for text in (sort_word, title, _plain(description)):
        if found := _strongest(text):
            return found
    lane = _plain(lane)
    return next((kind.key for kind in kinds().values() if any(word in lane for word in kind.lanes)), OTHER)


def _strongest(text: str) -> str:
    """The kind with the most telling expression in a text; an empty string when there is none."""
    best, strength = "", (0, 0)
    for key, pattern in _patterns():
        for found in pattern.finditer(text):
            telling = (len(found[0].split()), -found.start())
            if not best or telling > strength:
                best, strength = key, telling
    return best


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """For each kind one pattern, longest expressions first; a star is letters, between words at most three words."""
    made = []
    for kind in kinds().values():
        expressions = sorted(map(_plain, kind.vocabulary), key=lambda text: (-len(text.split()), -len(text)))
        forms = (
            re.escape(expression).replace(r"\ \*\ ", r"(?: [\w'-]+){1,3} ").replace(r"\*", r"[\w'-]*")
            for expression in expressions
        )
        if expressions:
            made.append((kind.key, re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)")))
    return tuple(made)


@cache
def _openings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """For each kind the words that settle it at the beginning of a title."""
    return tuple(
        (kind.key, re.compile(rf"(?:{'|'.join(map(re.escape, kind.opening))})\b"))
        for kind in kinds().values()
        if kind.opening
    )


def _plain(text: str) -> str:
    """A text in lower case, without accents, with single spaces: as the expressions are compared."""
    letters = unicodedata.normalize("NFKD", text.lower())
    return re.sub(r"\s+", " ", "".join(letter for letter in letters if not unicodedata.combining(letter))).strip()
