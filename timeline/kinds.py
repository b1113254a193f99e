"""The kinds of event: what each is called, how it looks on the drawing, and which words in a file point to it.

The content stands in `kinds.toml`; the keys are stored with events and never change.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from timeline.organisation_names import guess_kind_of_organisation, holds_words_of
from timeline.text import LONGEST_WORD

OTHER = "other"
_WORD = re.compile(r"\w+")
_DECREE = re.compile(r"\bbeschikking(?:en)?\b")
_OPENING_CHARS = 300
"""So much of a text is looked at for who gives a decree."""


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
    kind = _guessed(title, description, sort_word, lane)
    if kind == "court_step" and _is_of_municipality(_plain(f"{sort_word} {title} {description}"), lane):
        return "decision"
    return kind


def _guessed(title: str, description: str, sort_word: str, lane: str) -> str:
    if said := kind_of_word(sort_word):
        return said
    sort_word, title = _plain(sort_word), _plain(title)
    if not sort_word and (opening := _opening_pattern().match(title)):
        return _openings()[opening[0]]
    return _strongest(sort_word) or _strongest(title) or _strongest(_plain(description)) or _kind_of_lane(lane)


def _is_of_municipality(text: str, lane: str) -> bool:
    """Whether it is a municipality that gives a "beschikking", which a court does too."""
    text, count = _DECREE.subn(" ", text)
    of_lane = guess_kind_of_organisation(lane)
    if not count or of_lane == "court" or any(found.kind == "court_step" for found, _ in _expressions_in(text)):
        return False
    return of_lane == "municipality" or holds_words_of("municipality", text[:_OPENING_CHARS])


@lru_cache(maxsize=2048)
def _kind_of_lane(lane: str) -> str:
    """The kind that whose event it is points to."""
    lane = _plain(lane)
    return next((kind.key for kind in kinds().values() if any(word in lane for word in kind.lanes)), OTHER)


@lru_cache(maxsize=2048)
def kind_of_word(word: str) -> str:
    """The kind that a file means with a word in its column for the sort of event; an empty string when it is none."""
    if len(word) > LONGEST_WORD:
        return ""
    return _sorts().get(re.sub(r"[\s_/-]+", " ", _plain(word)).strip(" ."), "")


def _strongest(text: str) -> str:
    """The kind with the most telling expression in a text; an empty string when there is none."""
    best, strength = "", (0, 0, 0)
    for expression, found in _expressions_in(text):
        telling = (found[0].count(" ") + 1, -found.start(), -expression.order)
        if not best or telling > strength:
            best, strength = expression.kind, telling
    return best


def _expressions_in(text: str) -> Iterator[tuple[_Expression, re.Match[str]]]:
    """Every expression of the vocabulary in a plain text, and where it stands."""
    for word in _WORD.finditer(text):
        if word.end() - word.start() > LONGEST_WORD:
            continue
        for expression in _expressions_at(word[0]):
            if found := expression.pattern.match(text, word.start()):
                yield expression, found


@dataclass(frozen=True, slots=True)
class _Expression:
    """An expression of the vocabulary: its kind, the place of that among the kinds, and its pattern."""

    kind: str
    order: int
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The expressions of all kinds by how their first word is known: whole, or by its beginning, end or middle."""

    whole: Mapping[str, tuple[_Expression, ...]]
    beginnings: Mapping[str, tuple[_Expression, ...]]
    ends: Mapping[str, tuple[_Expression, ...]]
    middles: Mapping[str, tuple[_Expression, ...]]


@lru_cache(maxsize=16_384)
def _expressions_at(word: str) -> tuple[_Expression, ...]:
    """The expressions that may begin with a word. Words come back, so that most cost no more than a look-up."""
    known = _vocabulary()
    found = list(known.whole.get(word, ()))
    for length in range(1, len(word) + 1):
        found += known.beginnings.get(word[:length], ())
        found += known.ends.get(word[-length:], ())
    for middle, expressions in known.middles.items():
        if middle in word:
            found += expressions
    return tuple(found)


@cache
def _vocabulary() -> _Vocabulary:
    """The vocabulary of all kinds; a star is letters, between words at most three words."""
    sorts: tuple[dict[str, list[_Expression]], ...] = ({}, {}, {}, {})
    for order, kind in enumerate(kinds().values()):
        for text in map(_plain, kind.vocabulary):
            form = re.escape(text).replace(r"\ \*\ ", r"(?: [\w'-]+){1,3} ").replace(r"\*", r"[\w'-]*")
            first = re.sub(r"[^\w*].*", "", text)
            sort = sorts[first.endswith("*") + 2 * first.startswith("*")]
            expression = _Expression(kind.key, order, re.compile(rf"{form}(?!\w)"))
            sort.setdefault(first.strip("*"), []).append(expression)
    return _Vocabulary(*({key: tuple(found) for key, found in sort.items()} for sort in sorts))


@cache
def _sorts() -> Mapping[str, str]:
    """Each word for a sort of event, also our own keys and words, with the kind that it means."""
    found: dict[str, str] = {}
    for kind in kinds().values():
        for word in (kind.key, *kind.words.values(), *kind.sort_words):
            found.setdefault(re.sub(r"[\s_/-]+", " ", _plain(word)), kind.key)
    return MappingProxyType(found)


@cache
def _openings() -> Mapping[str, str]:
    """The words that settle the kind at the beginning of a title, with that kind."""
    return MappingProxyType({word: kind.key for kind in kinds().values() for word in kind.opening})


@cache
def _opening_pattern() -> re.Pattern[str]:
    longest_first = sorted(_openings(), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, longest_first))})\b")


def _plain(text: str) -> str:
    """A text in lower case, without accents, with single spaces: as the expressions are compared."""
    text = text.lower()
    if not text.isascii():
        text = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return " ".join(text.split())
