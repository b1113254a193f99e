"""How much points to two tellings being one event: dates, what happened, words, people, whose event it is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, lru_cache
from math import fsum
from typing import NamedTuple

from timeline.errors import N_
from timeline.kinds import OTHER
from timeline.merge_dates import Timing, meet
from timeline.merge_words import Gist, Weighed, acts, akin, composed, short_for

LEAST_WITHIN_GROUP = 2.0
"""Two tellings that end up in one group through a third must fit each other at least this well."""

WORDS = 4.0
"""What it counts when two tellings use the same words."""

ENOUGH_WORDS = 0.8
"""The weight of shared words from which on they count in full: one telling word, or a person and a half."""

ONLY_PEOPLE = 1.0
"""What it counts at most when the people are the same and the subject is not."""

AKIN = 2.0
"""What it counts when a word of the one is part of a word of the other, or short for its words."""

COMPOSED = 3.0
"""What it counts when a word of the one is made of two words of the other."""

OTHER_SUBJECT = -1.5
WORTH_ASKING = 3.5
JUST_NOT_SURE = 4.9
CONTRADICTION = -4.0
IDENTICAL = 8.0

SAME_WORDS = N_("Met dezelfde woorden.")
SAME_ACT = N_("Er gebeurt hetzelfde.")
SAME_KIND = N_("Van dezelfde soort.")
SAME_PEOPLE = N_("Met dezelfde mensen.")

# What can't both be, even when two tellings share something else.
_OPPOSITES = (
    *(("start", "end"), ("extension", "end"), ("imposition", "end"), ("imposition", "extension")),
    *(("request", "end"), ("request", "ruling"), ("hearing", "ruling")),
)

# A subject that goes without saying when this happens, so that sharing it says little.
_SELF_EVIDENT = {"concern": "veiligthuis"}


@dataclass(frozen=True, slots=True, eq=False)
class Matter:
    """What a telling is about, whoever tells it and whenever it was.

    `saying` is its folded title, or all that it says when it has none; `title` and `whole` what that is about. `kind`
    is what the telling says it is, `true_kind` what it is: of a message the kind of what it announces. In one merge
    what is told in the same words is the same object, so that it is weighed once.
    """

    saying: tuple[str, ...]
    kind: str
    true_kind: str
    title: Gist
    whole: Weighed
    acts: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """A telling as it is compared; `said` are its folded title and description."""

    key: str
    teller: str
    lane: str
    edtf: str
    when: Timing
    said: tuple[str, str]
    who: frozenset[str]
    matter: Matter


class Likely(NamedTuple):
    """Two tellings (their keys in order) of which enough points to one event, how much that is, and what it is.

    `fit` is the score without what keeps it from being sure; `exact` tells that the dates are the same to the day.
    """

    a: str
    b: str
    score: float
    reasons: tuple[str, ...]
    fit: float
    exact: bool


@dataclass(frozen=True, slots=True)
class _Facts:
    """How much two matters have in common apart from their words: what happened, and the people in it.

    `reason` says what happened in both, if anything; `agree` that neither what happened nor its kind speaks against it;
    `only_talk` that both are no more than a talk.
    """

    happened: float
    people: float
    reason: str | None
    agree: bool
    only_talk: bool


class Comparison:
    """Weighs the tellings of one merge against each other.

    `serial` holds the keys of those that stand in a series: their teller tells the same of another moment shortly
    before or after, so that only an exact day can tell which one it is.
    """

    def __init__(self, serial: Collection[str] = frozenset()) -> None:
        self._serial = serial
        # for as long as this merge takes: nothing of a case stays in memory
        self._meet, self._facts, self._words = cache(meet), cache(_facts), cache(_words)

    def weigh(self, a: Look, b: Look, *, least: float) -> Likely | None:
        """Weigh two tellings; None when their dates rule it out or when it does not come to `least`.

        Which one comes first makes no difference.
        """
        met = self._meet(a.when, b.when)
        if met is None:
            return None
        exact, one, other = met.exact, a.matter, b.matter
        if id(one) > id(other):
            one, other = other, one  # in one order, so that the two are weighed once
        facts = self._facts(one, other)
        others = facts.happened + (facts.people + _workers(a, b) if a.who and b.who else facts.people)
        same_lane = a.lane == b.lane
        if met.score + others + (WORDS + 0.5 if same_lane else WORDS) < least - 0.001:
            return None  # whatever the words are
        words = self._words(one, other)
        fit = met.score + others + words + (0.5 if same_lane else 0.0)
        asked = exact and same_lane and facts.agree and others > CONTRADICTION / 2  # however differently it is worded
        identical = a.said == b.said and a.edtf == b.edtf and one.kind == other.kind and any(a.said)
        if not (asked or identical) and round(fit, 3) < least:
            return None
        may_join = met.may_join and (exact or not (facts.only_talk or a.key in self._serial or b.key in self._serial))
        if identical:
            score, fit, why = IDENTICAL if may_join else JUST_NOT_SURE, IDENTICAL, reasons(met.reason, SAME_WORDS)
        else:
            score = min(fit, JUST_NOT_SURE) if not may_join else max(fit, WORTH_ASKING) if asked else fit
            alike = SAME_WORDS if words > WORDS / 2 else None
            why = reasons(met.reason, facts.reason, alike, None if a.who.isdisjoint(b.who) else SAME_PEOPLE)
        first, second = (a.key, b.key) if a.key < b.key else (b.key, a.key)
        return Likely(first, second, round(score, 3), why, fit, exact)


@lru_cache(maxsize=1_000)
def reasons(*found: str | None) -> tuple[str, ...]:
    """What points to it, as people read it."""
    return tuple(reason for reason in found if reason)


def speak_against(a: Matter, b: Matter) -> float:
    """How much keeps two tellings from being one moment, however they are worded: at most 0.

    A talk with one parent is no talk with the other; of something else each may name another one who was there.
    """
    people = _people(a.title, b.title)
    if people and _only_talk(a, b):
        return 2 * CONTRADICTION
    against = people / 2 + min(0.0, _numbers(a.title, b.title))
    return against - (1.0 if a.acts and b.acts and _contradict(a.acts, b.acts) else 0.0)


def _facts(a: Matter, b: Matter) -> _Facts:
    kinds = _kinds(a, b)
    shared = not a.acts.isdisjoint(b.acts)
    same_kind = a.true_kind == b.true_kind != OTHER
    return _Facts(
        happened=_happened(a, b) + kinds + _numbers(a.title, b.title),
        people=_people(a.title, b.title),
        reason=SAME_ACT if shared else SAME_KIND if same_kind else None,
        agree=shared or kinds >= 0,
        only_talk=_only_talk(a, b),
    )


def _only_talk(a: Matter, b: Matter) -> bool:
    """Whether both are a talk with somebody and say nothing about the subject: such talks there are every week."""
    return a.acts == b.acts == {"talk"} and not a.title.subject & b.title.subject


def _happened(a: Matter, b: Matter) -> float:
    """What happened in both, or contradicts: a hearing is no ruling, a waiting time no help."""
    weight = _shared_acts(a.acts, b.acts)
    if weight is not None:
        return weight
    return -1.0 if a.true_kind == b.true_kind else -2.0


@lru_cache(maxsize=10_000)
def _shared_acts(a: frozenset[str], b: frozenset[str]) -> float | None:
    """What it counts that these acts are shared or contradict; None when both say something else."""
    if _contradict(a, b):
        return CONTRADICTION
    if shared := a & b:
        return max(acts()[act].weight for act in shared)
    return None if a and b else 0.0


def _contradict(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether what happened in one rules out what happened in the other."""
    known = acts()
    if any(known[act].alone for act in a ^ b):
        return True
    if "meeting" in a & b:
        return False  # whatever was talked about there
    stages_a, stages_b = ({act for act in found if known[act].stage} for found in (a, b))
    if stages_a and stages_b and not stages_a & stages_b:
        return True
    only_a, only_b = stages_a - stages_b, stages_b - stages_a
    return any((one in only_a and other in only_b) or (one in only_b and other in only_a) for one, other in _OPPOSITES)


def _kinds(a: Matter, b: Matter) -> float:
    if OTHER in (a.true_kind, b.true_kind):
        return 0.0
    return 1.0 if a.true_kind == b.true_kind else -0.5


def _numbers(a: Gist, b: Gist) -> float:
    """ "MDO 3" and "MDO 4" are two meetings."""
    if not (a.numbered and b.numbered) or not {word for word, _ in a.numbered} & {word for word, _ in b.numbered}:
        return 0.0
    return 0.5 if a.numbered & b.numbered else -3.0


def _people(a: Gist, b: Gist) -> float:
    """A talk with one parent is no talk with the other."""
    score = 0.0
    for mine, theirs in ((a.persons, b.persons), (a.names, b.names)):
        if mine and theirs and not mine & theirs:
            score += CONTRADICTION
    return score


def _workers(a: Look, b: Look) -> float:
    """Two talks of different workers are seldom one."""
    return -1.5 if a.matter.kind == b.matter.kind == "contact" and not a.who & b.who else 0.0


def _words(a: Matter, b: Matter) -> float:
    """How alike the words are: those of the titles, or with somewhat less weight those of the descriptions too."""
    if a.saying == b.saying and a.title.weighed.words:
        return WORDS
    mine, theirs = _telling_words(a, b)
    words = 0.0
    if not a.whole.words.keys().isdisjoint(b.whole.words):
        words = WORDS * max(_alike(mine, theirs), 0.6 * _alike_as_a_whole(a, b, mine, theirs))
    subjects = (a.title.subject & mine.words.keys(), b.title.subject & theirs.words.keys())
    if subjects[0] & subjects[1] or not any(subjects):
        return words
    if all(subjects) and (alike := _akin(a, b, subjects)):
        return max(words, alike)
    if "meeting" in a.acts and "meeting" in b.acts:
        return words
    if all(subjects):
        return min(words, ONLY_PEOPLE if mine.words.keys() & theirs.words.keys() else 0.0) + OTHER_SUBJECT
    return words if a.acts & b.acts else _without_subject(a, b, words)


def _without_subject(a: Matter, b: Matter, words: float) -> float:
    """What the same words, mostly people, count when only one of the two says what it is about."""
    return min(words, ONLY_PEOPLE) + (OTHER_SUBJECT if a.acts or b.acts else 0.0)


def _akin(a: Matter, b: Matter, subjects: tuple[frozenset[str], frozenset[str]]) -> float:
    """What it counts that a word of the one is made of words of the other, part of one, or short for them."""
    mine, theirs = subjects
    if composed(mine, theirs) or composed(theirs, mine):
        return COMPOSED
    related = (
        akin(mine, theirs)
        or any(short_for(word, b.title.initials) for word in mine)
        or any(short_for(word, a.title.initials) for word in theirs)
    )
    return AKIN if related else 0.0


def _telling_words(a: Matter, b: Matter) -> tuple[Weighed, Weighed]:
    """The words of both titles, without a subject that goes without saying when both have another one."""
    mine, theirs = a.title.weighed, b.title.weighed
    for act, subject in _SELF_EVIDENT.items():
        if act in a.acts and act in b.acts and all(matter.title.subject - {subject} for matter in (a, b)):
            mine, theirs = mine.without(subject), theirs.without(subject)
    return mine, theirs


def _alike_as_a_whole(a: Matter, b: Matter, mine: Weighed, theirs: Weighed) -> float:
    more_of_a, more_of_b = a.whole is not a.title.weighed, b.whole is not b.title.weighed
    if not (more_of_a or more_of_b):
        return 0.0  # there is no more than the titles
    return max(
        _alike(a.whole, b.whole),
        _alike(mine, b.whole) if more_of_b else 0.0,
        _alike(a.whole, theirs) if more_of_a else 0.0,
    )


def _alike(a: Weighed, b: Weighed) -> float:
    """0 when no word is shared, 1 when the smaller of the two is wholly in the other and both are as long."""
    fewer, more = (a.words, b.words) if len(a.words) < len(b.words) else (b.words, a.words)
    shared = fsum([weight for word, weight in fewer.items() if word in more])
    if not shared:
        return 0.0
    within = shared / min(a.total, b.total)
    of_all = shared / (a.total + b.total - shared)
    return (0.6 * within + 0.4 * of_all) * min(1.0, shared / ENOUGH_WORDS)
