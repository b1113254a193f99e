"""How much points to two tellings being one event: dates, what happened, words, people, whose event it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from timeline.errors import N_
from timeline.kinds import OTHER
from timeline.merge_dates import Timing, meet
from timeline.merge_words import Gist, Weighed, acts, akin, short_for

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


@dataclass(frozen=True, slots=True)
class Look:
    """A telling as it is compared.

    `said` are its folded title and description, `title` and `whole` what these are about. `kind` is what the telling
    says it is, `true_kind` what it is: of a message the kind of what it announces. `serial` says that its teller tells
    the same of another moment shortly before or after, so that only an exact day can tell which one it is.
    """

    key: str
    teller: str
    lane: str
    edtf: str
    when: Timing
    kind: str
    true_kind: str
    said: tuple[str, str]
    who: frozenset[str]
    title: Gist
    whole: Weighed
    acts: frozenset[str]
    serial: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """How much points to two tellings being one event, and what.

    `fit` is the same without what keeps it from being sure; `exact` tells that the dates are the same to the day.
    """

    score: float
    reasons: tuple[str, ...]
    fit: float
    exact: bool


def compare(a: Look, b: Look) -> Score | None:
    """Weigh two tellings; None when their dates rule it out. Which one comes first makes no difference."""
    met = meet(a.when, b.when)
    if met is None:
        return None
    reasons = [met.reason]
    may_join = met.may_join and (met.exact or not (a.serial or b.serial or _only_talk(a, b)))
    if a.said == b.said and any(a.said) and a.edtf == b.edtf and a.kind == b.kind:
        return Score(IDENTICAL if may_join else JUST_NOT_SURE, (met.reason, SAME_WORDS), IDENTICAL, met.exact)
    both_meetings = "meeting" in a.acts and "meeting" in b.acts
    others = _happened(a, b) + _kinds(a, b) + _numbers(a.title, b.title) + _people(a, b)
    words = _words(a, b, forgiving=both_meetings)
    score = met.score + others + words + (0.5 if a.lane == b.lane else 0.0)
    if a.acts & b.acts:
        reasons.append(SAME_ACT)
    elif a.true_kind == b.true_kind != OTHER:
        reasons.append(SAME_KIND)
    if words > WORDS / 2:
        reasons.append(SAME_WORDS)
    if a.who & b.who:
        reasons.append(SAME_PEOPLE)
    fit = score
    if not may_join:
        score = min(score, JUST_NOT_SURE)
    elif met.exact and a.lane == b.lane and (a.acts & b.acts or _kinds(a, b) >= 0) and others > CONTRADICTION / 2:
        score = max(score, WORTH_ASKING)  # however differently it is worded
    return Score(round(score, 3), tuple(reasons), fit, met.exact)


def _only_talk(a: Look, b: Look) -> bool:
    """Whether both are a talk with somebody and say nothing about the subject: such talks there are every week."""
    return a.acts == b.acts == {"talk"} and not a.title.subject & b.title.subject


def _happened(a: Look, b: Look) -> float:
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


def _kinds(a: Look, b: Look) -> float:
    if OTHER in (a.true_kind, b.true_kind):
        return 0.0
    return 1.0 if a.true_kind == b.true_kind else -0.5


def _numbers(a: Gist, b: Gist) -> float:
    """ "MDO 3" and "MDO 4" are two meetings."""
    if not (a.numbered and b.numbered) or not {word for word, _ in a.numbered} & {word for word, _ in b.numbered}:
        return 0.0
    return 0.5 if a.numbered & b.numbered else -3.0


def _people(a: Look, b: Look) -> float:
    """A talk with one parent is no talk with the other; two talks of different workers are seldom one."""
    score = 0.0
    for mine, theirs in ((a.title.persons, b.title.persons), (a.title.names, b.title.names)):
        if mine and theirs and not mine & theirs:
            score += CONTRADICTION
    if a.kind == b.kind == "contact" and a.who and b.who and not a.who & b.who:
        score -= 1.5
    return score


def _words(a: Look, b: Look, *, forgiving: bool) -> float:
    """How alike the words are: those of the titles, or with somewhat less weight those of the descriptions too."""
    if a.said[0] == b.said[0] and a.title.weighed.words:
        return WORDS
    mine, theirs = _telling_words(a, b)
    words = 0.0
    if not a.whole.words.keys().isdisjoint(b.whole.words):
        words = WORDS * max(_alike(mine, theirs), 0.6 * _alike_as_a_whole(a, b, mine, theirs))
    subjects = (a.title.subject & mine.words.keys(), b.title.subject & theirs.words.keys())
    if subjects[0] & subjects[1] or not any(subjects):
        return words
    if all(subjects) and _akin(a, b, subjects):
        return max(words, AKIN)
    if forgiving:
        return words
    if all(subjects):
        return min(words, ONLY_PEOPLE if mine.words.keys() & theirs.words.keys() else 0.0) + OTHER_SUBJECT
    return words if a.acts & b.acts else _without_subject(a, b, words)


def _without_subject(a: Look, b: Look, words: float) -> float:
    """What the same words, mostly people, count when only one of the two says what it is about."""
    return min(words, ONLY_PEOPLE) + (OTHER_SUBJECT if a.acts or b.acts else 0.0)


def _akin(a: Look, b: Look, subjects: tuple[frozenset[str], frozenset[str]]) -> bool:
    return (
        akin(*subjects)
        or any(short_for(word, b.title.initials) for word in subjects[0])
        or any(short_for(word, a.title.initials) for word in subjects[1])
    )


def _telling_words(a: Look, b: Look) -> tuple[Weighed, Weighed]:
    """The words of both titles, without a subject that goes without saying when both have another one."""
    mine, theirs = a.title.weighed, b.title.weighed
    for act, subject in _SELF_EVIDENT.items():
        if act in a.acts and act in b.acts and all(look.title.subject - {subject} for look in (a, b)):
            mine, theirs = mine.without(subject), theirs.without(subject)
    return mine, theirs


def _alike_as_a_whole(a: Look, b: Look, mine: Weighed, theirs: Weighed) -> float:
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
    shared = sum([weight for word, weight in fewer.items() if word in more])
    if not shared:
        return 0.0
    within = shared / min(a.total, b.total)
    of_all = shared / (a.total + b.total - shared)
    return (0.6 * within + 0.4 * of_all) * min(1.0, shared / ENOUGH_WORDS)
