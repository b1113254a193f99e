"""Which pairs of tellings, however differently worded, people are asked about because the lists are sparse.

Two tellings of one day are probably one moment when little else is told around that time, and nobody knows when every
day has several. What is found here is never joined by itself, and in dense lists nothing is found.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from math import exp, fsum, log
from typing import NamedTuple

from timeline.errors import N_
from timeline.kinds import OTHER
from timeline.merge_dates import NEARLY_SAME_DAY, SAME_DAY, SAME_TIME, meet
from timeline.merge_hints import Hints, hints
from timeline.merge_score import Likely, Look, reasons, speak_against
from timeline.merge_words import NAME_WEIGHT, PERSON_WEIGHT, SUBJECT_WEIGHT

ENOUGH = 1.5
"""From this on a pair is asked about: what its date says in a sparse time, and what both tellings have in common."""

MOST_OF_A_DATE = 2.5
"""What the same day says at most, however little is told around it: about one chance pair in twelve."""

MOST_ASKED = 4
"""About how many others a telling with a vague date is asked about."""

MUCH_LESS = 0.4
"""Of a vague date nothing is asked that has so much less in common with it than the best has."""

DENSE = 12
"""When more others than this may be the moment of a vague telling, nobody could tell."""

AROUND_DAYS = 90
PAD_DAYS = 5
LONGEST_WINDOW_DAYS = 62
FAR_OFF = -2.5

MENTIONED = N_("De een noemt de organisatie van de ander.")
SAME_SUBJECT = N_("Over hetzelfde onderwerp.")

# How much it says that two tellings share a word, a name, what happened and so on, times how rare that is.
_MARKS = {SUBJECT_WEIGHT: 1.0, NAME_WEIGHT: 0.5, PERSON_WEIGHT: 0.25}
_ACT, _THEME, _MEANT, _WHO, _MENTIONED = 0.6, 0.5, 0.4, 0.3, 0.8
_SAME_KIND = 0.5
_RAREST = 3.5
_USUAL = 40  # tellings of other cases, so that in a short list not every word is common
_STEM, _COMPOUND = 5, 7  # letters: "speltherapie" and "speltherapeut", "ouderschapsbemiddeling" and "bemiddeling"


class _Pair(NamedTuple):
    """Two tellings with how much their dates say, and what."""

    a: Look
    b: Look
    date: float
    reason: str


class SparseTimes:
    """What tellings around which little is told have in common; nothing in dense times."""

    def __init__(self, looks: Iterable[Look]) -> None:
        self._looks = {look.key: look for look in looks}
        self._pairs = list(_in_sparse_times(self._looks.values()))
        self._evidence = _Evidence({look.key: look for pair in self._pairs for look in (pair.a, pair.b)}.values())

    def questions(
        self, group_of: Callable[[str], Hashable], may_be_asked: Callable[[str, str], bool]
    ) -> Sequence[Likely]:
        """The pairs of tellings in different groups that people should be asked about too, the likeliest first."""
        placed = {group_of(key) for key, look in self._looks.items() if look.when.day is not None}

        def asks(look: Look) -> bool:
            return look.when.day is not None or group_of(look.key) not in placed  # or its day is known from another

        found = [
            _likely(pair, self._evidence)
            for pair in self._pairs
            if asks(pair.a) and asks(pair.b) and may_be_asked(pair.a.key, pair.b.key)
        ]
        return sorted(_best_of_vague(found, self._looks), key=lambda one: (-one.fit, one.a, one.b))


def _likely(pair: _Pair, evidence: _Evidence) -> Likely:
    weight, why = evidence.weigh(pair.a, pair.b)
    first, second = sorted((pair.a.key, pair.b.key))
    total = round(weight + pair.date, 3)
    return Likely(first, second, _as_score(total), (pair.reason, *why), total, False)


def _as_score(total: float) -> float:
    """A score between what is doubtful and what is sure."""
    return round(4.8 - 1.3 * exp(-max(0.0, total - ENOUGH) / 5), 3)


def _best_of_vague(found: Iterable[Likely], looks: Mapping[str, Look]) -> Iterator[Likely]:
    """Of two exact days all that say enough; of a vague date only the best few, when any says something."""
    of_vague: defaultdict[str, list[Likely]] = defaultdict(list)
    for pair in found:
        if pair.fit < ENOUGH:
            continue
        vague = [key for key in (pair.a, pair.b) if looks[key].when.day is None]
        if not vague:
            yield pair
        for key in vague:
            of_vague[key].append(pair)
    chosen: Counter[Likely] = Counter()
    for pairs in of_vague.values():
        pairs.sort(key=lambda pair: (-pair.fit, pair.a, pair.b))
        chosen.update([pair for pair in pairs[:MOST_ASKED] if pair.fit >= MUCH_LESS * pairs[0].fit])
    for pair, times in chosen.items():
        if times == sum(looks[key].when.day is None for key in (pair.a, pair.b)):
            yield pair


class _Density:
    """How much is told around a time."""

    def __init__(self, looks: Sequence[Look]) -> None:
        """`looks` stand in order of their windows."""
        self._of: defaultdict[str, list[int]] = defaultdict(list)
        for look in looks:
            self._of[look.teller].append(look.when.window[0])
        self._all = [look.when.window[0] for look in looks]
        self._known: dict[tuple[str, int], float] = {}

    def of_others(self, look: Look) -> float:
        """How many tellings of other organisations a day there are around this one, to the week."""
        week = look.teller, look.when.window[0] // 7
        if week not in self._known:
            self._known[week] = self._around(*week)
        return self._known[week]

    def _around(self, teller: str, week: int) -> float:
        middle = week * 7 + 3
        low, high = max(middle - AROUND_DAYS, self._all[0]), min(middle + AROUND_DAYS, self._all[-1])
        others = _between(self._all, low, high) - _between(self._of[teller], low, high)
        return others / max(AROUND_DAYS, high - low)  # before the first telling it is not sparse but empty


def _between(days: Sequence[int], low: int, high: int) -> int:
    return bisect_right(days, high) - bisect_left(days, low)


def _in_sparse_times(looks: Iterable[Look]) -> Iterator[_Pair]:
    """The pairs of different tellers that may tell one moment where little is told."""
    dated = [look for look in looks if not look.when.unknown]
    dated.sort(key=lambda look: (look.when.window, look.key))
    density = _Density(dated)
    expected = {look.key: density.of_others(look) for look in dated}
    exact = [look for look in dated if look.when.day is not None]
    vague = [look for look in dated if look.when.day is None and _length(look) <= LONGEST_WINDOW_DAYS]
    yield from _near_each_other(exact, expected)
    days = [look.when.day or 0 for look in exact]
    starts = [look.when.window[0] for look in vague]
    for place, look in enumerate(vague):
        low, high = look.when.window[0] - PAD_DAYS, look.when.window[1] + PAD_DAYS
        if (high - low + 1) * expected[look.key] > DENSE:
            continue
        others = exact[bisect_left(days, low) : bisect_right(days, high)]
        later = vague[place + 1 : bisect_right(starts, look.when.window[1])]
        for other in (*others, *later):
            if other.teller != look.teller and _may_be_one(look, other):
                yield _Pair(look, other, 0.0, SAME_TIME)


def _may_be_one(look: Look, other: Look) -> bool:
    """A moment is no period, and of two periods both ends must meet; moments may be told some days late."""
    if look.when.period or other.when.period:
        return look.when.period and other.when.period and meet(look.when, other.when) is not None
    return True


def _near_each_other(exact: Sequence[Look], expected: Mapping[str, float]) -> Iterator[_Pair]:
    """Those of one day or nearly, the more telling as fewer would lie there by chance."""
    for place, look in enumerate(exact):
        if expected[look.key] >= 1:
            continue
        for other in exact[place + 1 :]:
            apart = (other.when.day or 0) - (look.when.day or 0)
            if apart > 3:
                break
            chance = (2 * apart + 1) * max(expected[look.key], expected[other.key])
            if chance < 1 and other.teller != look.teller:
                says = min(MOST_OF_A_DATE, -log(max(chance, 1e-9))) + (FAR_OFF if apart > 1 else 0.0)
                yield _Pair(look, other, says, NEARLY_SAME_DAY if apart else SAME_DAY)


def _length(look: Look) -> int:
    return look.when.window[1] - look.when.window[0] + 1


class _Evidence:
    """What tellings have in common besides their date, weighed by how rare that is among these tellings."""

    def __init__(self, looks: Iterable[Look]) -> None:
        self._hints: dict[str, Hints] = {}
        self._marks: dict[str, Mapping[tuple[str, str], float]] = {}
        for look in looks:
            self._hints[look.key] = hints((*look.said, *look.who), look.teller, look.lane)
            self._marks[look.key] = dict(_marks(look, self._hints[look.key]))
        often = Counter(mark for marks in self._marks.values() for mark in marks)
        count = len(self._marks) + _USUAL
        self._rarity = {mark: min(_RAREST, log(count / times)) for mark, times in often.items()}

    def weigh(self, a: Look, b: Look) -> tuple[float, tuple[str, ...]]:
        """How much points to one moment, and what."""
        mine, theirs = self._marks[a.key], self._marks[b.key]
        shared = {mark: mine[mark] * self._rarity[mark] for mark in mine.keys() & theirs.keys()}
        mentioned = [self._mentioned(a, b), self._mentioned(b, a)]
        same_kind = a.matter.true_kind == b.matter.true_kind != OTHER
        total = fsum((*shared.values(), *mentioned, same_kind * _SAME_KIND, speak_against(a.matter, b.matter)))
        about = any(sort in {"word", "theme"} for sort, _ in shared)
        return total, reasons(MENTIONED if any(mentioned) else None, SAME_SUBJECT if about else None)

    def _mentioned(self, a: Look, b: Look) -> float:
        """What it says that a telling names the organisation that tells the other."""
        named = self._hints[a.key].meant & self._hints[b.key].own
        return max((_MENTIONED * self._rarity["meant", kind] for kind in named), default=0.0)


def _marks(look: Look, hinted: Hints) -> Iterator[tuple[tuple[str, str], float]]:
    for word, weight in look.matter.whole.words.items():
        yield ("word", word[:_STEM]), _MARKS[weight]
        if len(word) >= _COMPOUND:
            yield ("end", word[-_STEM - 1 :]), _MARKS[weight] / 2
    for act in look.matter.acts:
        yield ("act", act), _ACT
    for theme in hinted.themes:
        yield ("theme", theme), _THEME
    for kind in hinted.meant:
        yield ("meant", kind), _MEANT
    for person in look.who:
        yield ("who", person), _WHO
