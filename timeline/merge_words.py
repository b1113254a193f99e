"""What a telling is about, apart from how it is worded: what happened, to what, with whom.

The classes of words stand in `merge_words.toml`; two words of one class count as the same word.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

PERSON_WEIGHT, NAME_WEIGHT, SUBJECT_WEIGHT = 0.4, 0.5, 1.0
_ENDINGS = ("ingen", "ing", "en", "de", "te", "e", "s", "t", "d")
_NOT_AN_ENDING_BELOW = 4


@dataclass(frozen=True, slots=True)
class Act:
    """A class of what can happen; `stage` and `alone` as `merge_words.toml` explains."""

    name: str
    weight: float
    stage: bool
    alone: bool


@dataclass(frozen=True, slots=True)
class Gist:
    """What a text is about.

    `subject` holds its telling words by class, `persons` the parents, `names` other people, `numbered` what has a
    number ("MDO 3"), `announced` is what remains of a text that only announces ("Bericht: OTS uitgesproken").
    """

    acts: frozenset[str]
    subject: frozenset[str]
    persons: frozenset[str]
    names: frozenset[str]
    numbered: frozenset[tuple[str, int]]
    announced: str | None = None

    @property
    def weighed(self) -> dict[str, float]:
        """Every word with how much it tells."""
        return {
            **dict.fromkeys(self.persons, PERSON_WEIGHT),
            **dict.fromkeys(self.names, NAME_WEIGHT),
            **dict.fromkeys(self.subject, SUBJECT_WEIGHT),
        }


def gist(text: str, names: frozenset[str] = frozenset(), places: frozenset[str] = frozenset()) -> Gist:
    """What a text is about; `names` are words known to be people's names, `places` words of organisations' names."""
    announced = _announced(text)
    plain = folded(announced or text)
    words = set(re.findall(r"[\w']+", plain))
    names |= _vocabulary().children
    persons = {person for person, pattern in _vocabulary().persons if pattern.search(plain)}
    if "both" in persons:
        persons = {"moeder", "vader"}
    subject = {canonical for canonical, pattern in _vocabulary().synonyms if pattern.search(plain)}
    for word in _left_over(plain):
        if not (word.isdigit() or len(word) < 2 or word in _vocabulary().plain or word in names or word in places):
            subject.add(stem(word))
    return Gist(
        acts=_acts(plain),
        subject=frozenset(subject - names),
        persons=frozenset(persons),
        names=frozenset(words & names),
        numbered=frozenset(_numbered(plain)),
        announced=announced,
    )


def acts() -> Mapping[str, Act]:
    """The classes of what can happen, by name."""
    return _vocabulary().acts


def names_in(texts: Iterable[str], people: Iterable[str] = ()) -> frozenset[str]:
    """The words that are names: in a text with a capital where no sentence begins, or all that a cell of people says.

    A word that also occurs without a capital is no name.
    """
    capital: set[str] = set()
    small: set[str] = set()
    for text in texts:
        for found in re.finditer(r"(^|[.:;?!]\s+)?([^\W\d_][\w']*)", text):
            word = found[2]
            if word[0].islower():
                small.add(folded(word))
            elif found[1] is None and not word.isupper() and len(word) > 1:
                capital.add(folded(word))
    for person in people:
        if re.fullmatch(r"[^\W\d_][\w'-]+", person):
            (small if person[0].islower() else capital).add(folded(person))
    return frozenset(capital - small - _vocabulary().known - _vocabulary().plain)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its ending, so that "begeleide" and "begeleiding" are one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _NOT_AN_ENDING_BELOW:
            return stem(word[: -len(ending)])
    return word


def folded(text: str) -> str:
    """A text in lower case, without accents, with single spaces."""
    letters = unicodedata.normalize("NFKD", text.lower())
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())


def _left_over(plain: str) -> Iterable[str]:
    """The words that no class accounts for. Of an expression around other words ("legt … op") those others stay."""
    accounted: set[int] = set()
    for pattern in _vocabulary().whole_forms:
        for found in pattern.finditer(plain):
            accounted.update(range(found.start(), found.end()))
    for pattern in _vocabulary().split_forms:
        for found in pattern.finditer(plain):
            accounted.update((found.start(), found.end() - 1))
    for found in re.finditer(r"[\w']+", plain):
        if found.start() not in accounted and found.end() - 1 not in accounted:
            yield found[0]


def _acts(plain: str) -> frozenset[str]:
    found = {name for name, pattern in _vocabulary().act_words if pattern.search(plain)}
    if "end" in found and re.search(r"\bniet\b(?: \w+){0,2} verlengd|\bverlengt\b(?: \w+){0,4} niet", plain):
        found.discard("extension")  # not extended is the opposite of extended
    return frozenset(found)


def _numbered(plain: str) -> Iterable[tuple[str, int]]:
    for word, number in re.findall(r"([^\W\d_]{2,}) (\d{1,2})(?![\d:.,-]|\s*(?:%|\w))", plain):
        canonical = next((name for name, pattern in _vocabulary().synonyms if pattern.fullmatch(word)), stem(word))
        if word not in _vocabulary().plain:
            yield canonical, int(number)


def _announced(text: str) -> str | None:
    found = _vocabulary().wrapper.match(text)
    return text[found.end() :].strip() if found and len(text) - found.end() > 5 else None


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    acts: Mapping[str, Act]
    act_words: tuple[tuple[str, re.Pattern[str]], ...]
    synonyms: tuple[tuple[str, re.Pattern[str]], ...]
    persons: tuple[tuple[str, re.Pattern[str]], ...]
    whole_forms: tuple[re.Pattern[str], ...]
    split_forms: tuple[re.Pattern[str], ...]
    children: frozenset[str]
    plain: frozenset[str]
    known: frozenset[str]
    wrapper: re.Pattern[str]


@cache
def _vocabulary() -> _Vocabulary:
    with (Path(__file__).parent / "merge_words.toml").open("rb") as file:
        content = tomllib.load(file)
    acts_found = {
        name: Act(name, entry["weight"], entry.get("stage", False), entry.get("alone", False))
        for name, entry in content["acts"].items()
    }
    wrappers = "|".join(re.escape(word) for word in sorted(content["plain"]["wrappers"], key=len, reverse=True))
    forms = [form for entry in content["synonyms"].values() for form in entry]
    act_forms = [form for entry in content["acts"].values() for form in entry["words"]]
    # A compound such as "ouderschapsonderzoek" tells what happened and keeps telling what it was about.
    whole = [form for form in act_forms if " * " not in form and not form.startswith("*")]
    people = [form for entry in content["persons"].values() for form in entry]
    return _Vocabulary(
        acts=acts_found,
        act_words=tuple((name, _pattern(entry["words"])) for name, entry in content["acts"].items()),
        synonyms=tuple((name, _pattern(entry)) for name, entry in content["synonyms"].items()),
        persons=tuple((name, _pattern(entry)) for name, entry in content["persons"].items()),
        whole_forms=(_pattern(whole), _pattern(forms), _pattern(people)),
        split_forms=tuple(_pattern([form]) for form in act_forms if " * " in form),
        children=frozenset(content["children"]["words"]),
        plain=frozenset(content["plain"]["words"]),
        known=frozenset(
            word for form in (*forms, *act_forms, *people) for word in folded(form.replace("*", "")).split()
        ),
        wrapper=re.compile(rf"(?:{wrappers})\s*(?::|,?\s+dat\b|\s+over\b|\s[-–]\s)\s*", re.IGNORECASE),
    )


def _pattern(forms: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all forms of a class, the longest first."""
    ordered = sorted((folded(form) for form in forms), key=len, reverse=True)
    inner = (re.escape(form).replace(r"\ \*\ ", r"(?: [\w'-]+){1,3} ").replace(r"\*", r"[\w'-]*") for form in ordered)
    return re.compile(rf"(?<![\w'-])(?:{'|'.join(inner)})(?![\w'-])")
