"""What a telling is about, apart from how it is worded: what happened, to what, with whom.

The classes of words stand in `merge_words.toml`; two words of one class count as the same word.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import fsum
from pathlib import Path
from typing import Any

from timeline.text import LONGEST_WORD

PERSON_WEIGHT, NAME_WEIGHT, SUBJECT_WEIGHT = 0.4, 0.5, 1.0
_ENDINGS = ("ingen", "ing", "en", "de", "te", "e", "s", "t", "d")
_NOT_AN_ENDING_BELOW = 4
_LONG_ENOUGH = 5
_SHORT = (3, 5)
_TOKEN = re.compile(r"[\w'-]+")
_WORD_IN_TEXT = re.compile(r"(^|[.:;?!]\s+)?([^\W\d_][\w']*)")
_DIVIDED = re.compile(r"(aan|af|bij|door|mee|na|om|onder|op|over|terug|toe|uit|voor|weg)ge(\w{4,})")
_TOO_LONG = re.compile(rf"[\w'-]{{{LONGEST_WORD + 1},}}")
_ONE_NAME = re.compile(r"[^\W\d_][\w'-]+")


@dataclass(frozen=True, slots=True)
class Act:
    """A class of what can happen; `stage` and `alone` as `merge_words.toml` explains."""

    name: str
    weight: float
    stage: bool
    alone: bool


@dataclass(frozen=True, slots=True)
class Words:
    """A text taken apart, before anybody knows which of its words are names.

    `left` holds the words that no class accounts for, `announced` is what remains of a text that only announces
    ("Bericht: OTS uitgesproken").
    """

    acts: frozenset[str]
    classes: frozenset[str]
    persons: frozenset[str]
    every: frozenset[str]
    initials: str
    left: tuple[str, ...]
    numbered: frozenset[tuple[str, int]]
    announced: str | None


@dataclass(frozen=True, slots=True)
class Weighed:
    """Words with how much each tells, and how much they tell together."""

    words: Mapping[str, float]
    total: float

    def __or__(self, other: Weighed) -> Weighed:
        if not other.words:
            return self
        return weigh({**other.words, **self.words})

    def without(self, word: str) -> Weighed:
        """All the words but one."""
        return weigh({other: weight for other, weight in self.words.items() if other != word})


def weigh(words: Mapping[str, float]) -> Weighed:
    """These words, with what they tell together."""
    return Weighed(words, fsum(words.values()))  # in whatever order they come


@dataclass(frozen=True, slots=True, eq=False)
class Gist:
    """What a text is about.

    `subject` holds its telling words by class, `persons` the parents, `names` other people, `numbered` what has a
    number ("MDO 3"), `weighed` every word with how much it tells, `initials` the first letters of the words in order.
    """

    acts: frozenset[str]
    subject: frozenset[str]
    persons: frozenset[str]
    names: frozenset[str]
    numbered: frozenset[tuple[str, int]]
    weighed: Weighed
    initials: str


def take_apart(text: str) -> Words:
    """The words of a text and what they stand for."""
    announced = _announced(text)
    plain = _only_words(folded(announced or text))
    acts_found: set[str] = set()
    classes: set[str] = set()
    persons: set[str] = set()
    accounted: set[int] = set()
    named_until = 0  # where an expression ends that is the name of something
    for found in _TOKEN.finditer(plain):
        forms = [(_word_forms(found[0]), found.end())]
        for form, pattern in _vocabulary().longer.get(found[0], ()):
            if longer := pattern.match(plain, found.start()):
                forms.append((form, longer.end()))
                if form.classes:
                    named_until = max(named_until, longer.end())
        for form, end in forms:
            # a word within an expression that names a thing does not happen: "overdracht van de kinderen"
            if end > named_until or (form.acts and end > found.end()):
                acts_found |= form.acts
            classes |= form.classes
            persons |= form.persons
            if form.whole:
                accounted.update(range(found.start(), end))
            elif form.edges:  # of an expression around other words ("legt … op") those others stay
                accounted.update((found.start(), end - 1))
    if "end" in acts_found and re.search(r"\bniet\b(?: \w+){0,2} verlengd|\bverlengt\b(?: \w+){0,4} niet", plain):
        acts_found.discard("extension")  # not extended is the opposite of extended
    words = [(found.start(), found.end(), found[0]) for found in re.finditer(r"[\w']+", plain)]
    left = (word for start, end, word in words if start not in accounted and end - 1 not in accounted)
    return Words(
        acts=frozenset(acts_found),
        classes=frozenset(classes),
        persons=frozenset({"moeder", "vader"} if "both" in persons else persons),
        every=frozenset(word for _, _, word in words),
        initials="".join(word[0] for _, _, word in words),
        left=tuple(w for w in left if len(w) > 1 and not w.isdigit() and w not in _vocabulary().plain),
        numbered=frozenset(_numbered(plain)),
        announced=announced,
    )


def gist(words: Words, names: frozenset[str] = frozenset(), places: frozenset[str] = frozenset()) -> Gist:
    """What a text is about; `names` are words known to be people's names, `places` words of organisations' names."""
    subject = words.classes | {stem(word) for word in words.left if word not in names and word not in places}
    subject -= names
    named = words.every & names
    weighed = {
        **dict.fromkeys(words.persons, PERSON_WEIGHT),
        **dict.fromkeys(named, NAME_WEIGHT),
        **dict.fromkeys(subject, SUBJECT_WEIGHT),
    }
    return Gist(words.acts, subject, words.persons, named, words.numbered, weigh(weighed), words.initials)


def akin(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether a word of the one is part of a word of the other: "ouderschapsbemiddeling" and "bemiddeling"."""
    return any((a in b and len(a) >= _LONG_ENOUGH) or (b in a and len(b) >= _LONG_ENOUGH) for a in one for b in other)


def composed(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether a word of the one is made of two words of the other: "contactherstel" and "herstel van het contact"."""
    parts = [part for part in other if len(part) >= _NOT_AN_ENDING_BELOW]
    return any(
        word.startswith(first)
        and word.endswith(last)
        and len(first) + len(last) <= len(word) <= len(first) + len(last) + 3
        for word in one
        for first in parts
        for last in parts
        if first != last
    )


def short_for(word: str, initials: str) -> bool:
    """Whether a word is short for words with these initials: "IAG"."""
    return _SHORT[0] <= len(word) <= _SHORT[1] and word in initials


def children() -> frozenset[str]:
    """The words for children by what they are in the family ("dochter"), which count as names."""
    return _vocabulary().children


def acts() -> Mapping[str, Act]:
    """The classes of what can happen, by name."""
    return _vocabulary().acts


def names_in(texts: Iterable[str], people: Iterable[str] = ()) -> frozenset[str]:
    """The words that are names: in a text with a capital where no sentence begins, or all that a cell of people says.

    A word that also occurs without a capital is no name.
    """
    capital: set[str] = set()
    small: set[str] = set()
    for text in set(texts):
        for found in _WORD_IN_TEXT.finditer(text):
            word = found[2]
            if word[0].islower():
                small.add(word)
            elif found[1] is None and len(word) > 1 and not word.isupper():
                capital.add(word)
    for person in set(people):
        if _ONE_NAME.fullmatch(person):
            (small if person[0].islower() else capital).add(person)
    names, others = ({folded(word) for word in words} for words in (capital, small))
    return frozenset(names - others - _vocabulary().known - _vocabulary().plain)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its ending, so that "begeleide" and "begeleiding" are one, and "aangehouden" and "aanhouding"."""
    if divided := _DIVIDED.fullmatch(word):
        return stem(divided[1] + divided[2])
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _NOT_AN_ENDING_BELOW:
            return stem(word[: -len(ending)])
    return word


def folded(text: str) -> str:
    """A text in lower case, without accents, with single spaces."""
    text = text.lower()
    if not text.isascii():
        letters = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(text.split())


def _numbered(plain: str) -> Iterable[tuple[str, int]]:
    for word, number in re.findall(r"([^\W\d_]{2,}) (\d{1,2})(?![\d:.,-]|\s*(?:%|\w))", plain):
        if word not in _vocabulary().plain:
            yield min(_word_forms(word).classes, default=stem(word)), int(number)


def _only_words(plain: str) -> str:
    """A text without what is too long to be a word: every step below grows with its square."""
    return _TOO_LONG.sub(" ", plain)


def _announced(text: str) -> str | None:
    found = _vocabulary().wrapper.match(text)
    return text[found.end() :].strip() if found and len(text) - found.end() > 5 else None


@dataclass(frozen=True, slots=True)
class _Form:
    """What a word or expression stands for, and whether it accounts for all of itself or for its edges."""

    acts: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    whole: bool = False
    edges: bool = False


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    acts: Mapping[str, Act]
    whole: Mapping[str, Sequence[_Form]]
    beginnings: Mapping[str, Sequence[_Form]]
    ends: Mapping[str, Sequence[_Form]]
    longer: Mapping[str, Sequence[tuple[_Form, re.Pattern[str]]]]
    children: frozenset[str]
    plain: frozenset[str]
    known: frozenset[str]
    wrapper: re.Pattern[str]


@lru_cache(maxsize=20_000)
def _word_forms(word: str) -> _Form:
    """Everything that a single word stands for."""
    found = list(_forms_of(word))
    return _Form(
        acts=frozenset().union(*(form.acts for form in found)),
        classes=frozenset().union(*(form.classes for form in found)),
        persons=frozenset().union(*(form.persons for form in found)),
        whole=any(form.whole for form in found),
    )


def _forms_of(word: str) -> Iterable[_Form]:
    """The forms that a word is by itself, by its beginning and by its end."""
    known = _vocabulary()
    yield from known.whole.get(word, ())
    for length in range(1, len(word) + 1):
        yield from known.beginnings.get(word[:length], ())
        yield from known.ends.get(word[-length:], ())


@cache
def _vocabulary() -> _Vocabulary:
    with (Path(__file__).parent / "merge_words.toml").open("rb") as file:
        content = tomllib.load(file)
    single: tuple[defaultdict[str, list[_Form]], ...] = (defaultdict(list), defaultdict(list), defaultdict(list))
    longer: defaultdict[str, list[tuple[_Form, re.Pattern[str]]]] = defaultdict(list)
    forms: list[str] = []
    for text, form in _forms(content):
        forms.append(text)
        first, *others = text.split()
        if others:
            longer[first].append((form, expression(text)))
        else:
            single[text.endswith("*") + 2 * text.startswith("*")][text.strip("*")].append(form)
    wrappers = "|".join(re.escape(word) for word in sorted(content["plain"]["wrappers"], key=len, reverse=True))
    return _Vocabulary(
        acts={
            name: Act(name, entry["weight"], entry.get("stage", False), entry.get("alone", False))
            for name, entry in content["acts"].items()
        },
        whole=single[0],
        beginnings=single[1],
        ends=single[2],
        longer=longer,
        children=frozenset(content["children"]["words"]),
        plain=frozenset(content["plain"]["words"]),
        known=frozenset(word for text in forms for word in text.replace("*", "").split()),
        wrapper=re.compile(rf"(?:{wrappers})\s*(?::|,?\s+dat\b|\s+over\b|\s[-–]\s)\s*", re.IGNORECASE),
    )


def _forms(content: Mapping[str, Any]) -> Iterable[tuple[str, _Form]]:
    """The words and expressions of the vocabulary, folded, with what they stand for."""
    for name, entry in content["acts"].items():
        for text in map(folded, entry["words"]):
            split = " * " in text
            # A compound such as "ouderschapsonderzoek" tells what happened and keeps telling what it was about.
            yield text, _Form(acts=frozenset({name}), whole=not split and not text.startswith("*"), edges=split)
    for name, entry in content["synonyms"].items():
        for text in map(folded, entry):
            yield text, _Form(classes=frozenset({name}), whole=True)
    for name, entry in content["persons"].items():
        for text in map(folded, entry):
            yield text, _Form(persons=frozenset({name}), whole=True)


def expression(form: str) -> re.Pattern[str]:
    """How an expression of the vocabulary is found in a folded text; `*` stands for words between or an ending."""
    inner = re.escape(form).replace(r"\ \*\ ", r"(?: [\w'-]+){1,3} ").replace(r"\*", r"[\w'-]*")
    return re.compile(rf"{inner}(?![\w'-])")
