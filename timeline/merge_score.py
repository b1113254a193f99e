"""How much points to two tellings being one event: dates, what happened, words, people, whose event it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from timeline.dates import EventDate
from timeline.errors import N_
from timeline.kinds import OTHER
from timeline.merge_dates import meet
from timeline.merge_words import Gist, acts

LEAST_WITHIN_GROUP = 2.0
"""Two tellings that end up in one group through a third must fit each other at least this well."""

WORDS = 4.0
"""What it counts when two tellings use the same words."""

ENOUGH_WORDS = 0.8
"""The weight of shared words from which on they count in full: one telling word, or a person and a half."""

ONLY_PEOPLE = 1.0
"""What it counts at most when the people are the same and the subject is not."""

OTHER_SUBJECT = -1.5
_JUST_NOT_SURE = 4.9
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
    says it is, `true_kind` what it is: of a message the kind of what it announces.
    """

    key: str
    teller: str
    lane: str
    when: EventDate
    kind: str
    true_kind: str
    said: tuple[str, str]
    who: frozenset[str]
    title: Gist
    whole: Gist
    acts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Score:
    """How much points to two tellings being one event, and what."""

    score: float
    reasons: tuple[str, ...]


def compare(a: Look, b: Look) -> Score | None:
    """Weigh two tellings; None when their dates rule it out. Which one comes first makes no difference."""
    met = meet(a.when, b.when)
    if met is None:
        return None
    reasons = [met.reason]
    if a.said == b.said and any(a.said) and a.when.edtf == b.when.edtf and a.kind == b.kind:
        return Score(IDENTICAL, (met.reason, SAME_WORDS))
    both_meetings = "meeting" in a.acts and "meeting" in b.acts
    score = met.score + _happened(a, b) + _kinds(a, b) + _numbers(a.title, b.title) + _people(a, b)
    words = _words(a, b, forgiving=both_meetings)
    score += words + (0.5 if a.lane == b.lane else 0.0)
    if a.acts & b.acts:
        reasons.append(SAME_ACT)
    elif a.true_kind == b.true_kind != OTHER:
        reasons.append(SAME_KIND)
    if words > WORDS / 2:
        reasons.append(SAME_WORDS)
    if a.who & b.who:
        reasons.append(SAME_PEOPLE)
    if not met.may_join:
        score = min(score, _JUST_NOT_SURE)
    return Score(round(score, 3), tuple(reasons))


def _happened(a: Look, b: Look) -> float:
    """What happened in both, or contradicts: a hearing is no ruling, a waiting time no help."""
    if _contradict(a.acts, b.acts):
        return CONTRADICTION
    if shared := a.acts & b.acts:
        return max(acts()[act].weight for act in shared)
    if not (a.acts and b.acts):
        return 0.0
    return -1.0 if a.true_kind == b.true_kind else -2.0


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
    words = {word for word, _ in a.numbered} & {word for word, _ in b.numbered}
    if not words:
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
    if a.said[0] == b.said[0] and a.title.weighed:
        return WORDS
    mine, theirs = _telling_words(a, b)
    title = _alike(mine, theirs)
    whole = max(
        _alike(a.whole.weighed, b.whole.weighed),
        _alike(mine, b.whole.weighed),
        _alike(a.whole.weighed, theirs),
    )
    words = WORDS * max(title, 0.6 * whole)
    if forgiving:
        return words
    shared = mine.keys() & theirs.keys()
    subjects = (a.title.subject & mine.keys(), b.title.subject & theirs.keys())
    if all(subjects) and not subjects[0] & subjects[1]:
        return min(words, ONLY_PEOPLE if shared else 0.0) + OTHER_SUBJECT
    if any(subjects) and not subjects[0] & subjects[1] and not a.acts & b.acts:
        # The same people, but one says what it is about and the other does not.
        return min(words, ONLY_PEOPLE) + (OTHER_SUBJECT if a.acts or b.acts else 0.0)
    return words


def _telling_words(a: Look, b: Look) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """The words of both titles, without a subject that goes without saying when both have another one."""
    mine, theirs = a.title.weighed, b.title.weighed
    for act, subject in _SELF_EVIDENT.items():
        others = (a.title.subject - {subject}, b.title.subject - {subject})
        if act in a.acts & b.acts and all(others):
            mine.pop(subject, None)
            theirs.pop(subject, None)
    return mine, theirs


def _alike(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """0 when no word is shared, 1 when the smaller of the two is wholly in the other and both are as long."""
    shared = sum(weight for word, weight in a.items() if word in b)
    if not shared:
        return 0.0
    total_a, total_b = sum(a.values()), sum(b.values())
    within = shared / min(total_a, total_b)
    of_all = shared / (total_a + total_b - shared)
    return (0.6 * within + 0.4 * of_all) * min(1.0, shared / ENOUGH_WORDS)
