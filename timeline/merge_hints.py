"""By what a telling may be known besides its own words: whom it names or implies, and what it is about at large.

The words stand in `merge_hints.toml`. They are broad: enough to ask people about two tellings, never to join them.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from timeline.merge_words import expression, folded
from timeline.organisation_names import guess_kind_of_organisation

_TOKEN = re.compile(r"[\w'-]+")


@dataclass(frozen=True, slots=True)
class Hints:
    """The kinds of organisation that a telling names or implies (`meant`) and that tells it (`own`), and what it is
    about at large."""

    own: frozenset[str]
    meant: frozenset[str]
    themes: frozenset[str]


def hints(texts: Iterable[str], teller: str, lane: str) -> Hints:
    """What these texts (folded) hint at, told by one organisation of its own event or another's."""
    found: set[tuple[str, str]] = set()
    for plain in texts:
        for token in _TOKEN.finditer(plain):
            found |= _of_word(token[0])
            for pattern, hint in _lexicon().longer.get(token[0], ()):
                if pattern.match(plain, token.start()):
                    found.add(hint)
    by, of = ({guess_kind_of_organisation(name)} - {"other"} for name in (teller, lane))
    own = by or of
    return Hints(
        own=frozenset(own),
        meant=frozenset(({name for sort, name in found if sort == "organisations"} | of) - own),
        themes=frozenset(name for sort, name in found if sort == "themes"),
    )


@dataclass(frozen=True, slots=True)
class _Lexicon:
    whole: Mapping[str, Sequence[tuple[str, str]]]
    beginnings: Mapping[str, Sequence[tuple[str, str]]]
    ends: Mapping[str, Sequence[tuple[str, str]]]
    longer: Mapping[str, Sequence[tuple[re.Pattern[str], tuple[str, str]]]]


@lru_cache(maxsize=20_000)
def _of_word(word: str) -> frozenset[tuple[str, str]]:
    return frozenset(_forms(word))


def _forms(word: str) -> Iterator[tuple[str, str]]:
    known = _lexicon()
    yield from known.whole.get(word, ())
    for length in range(2, len(word) + 1):
        yield from known.beginnings.get(word[:length], ())
        yield from known.ends.get(word[-length:], ())


@cache
def _lexicon() -> _Lexicon:
    with (Path(__file__).parent / "merge_hints.toml").open("rb") as file:
        content = tomllib.load(file)
    single: tuple[defaultdict[str, list[tuple[str, str]]], ...] = (
        defaultdict(list),
        defaultdict(list),
        defaultdict(list),
    )
    longer: defaultdict[str, list[tuple[re.Pattern[str], tuple[str, str]]]] = defaultdict(list)
    for sort, classes in content.items():
        for name, words in classes.items():
            for text in map(folded, words):
                first, *others = text.split()
                if others:
                    longer[first].append((expression(text), (sort, name)))
                else:
                    single[text.endswith("*") + 2 * text.startswith("*")][text.strip("*")].append((sort, name))
    return _Lexicon(whole=single[0], beginnings=single[1], ends=single[2], longer=longer)
