"""Which pairs of tellings are worth comparing: those that share a day, or a word or act in about the same time.

Trying every pair grows with the square of the number of tellings. Here each telling looks only on the shelves where its
like would stand, the emptiest shelves first and no more than so many, so that the work grows with the tellings alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence

from timeline.merge_dates import NEAR_DAYS
from timeline.merge_score import Look
from timeline.merge_words import SUBJECT_WEIGHT

MOST = 8
"""How many others a telling is compared with over a vague date; one that fits more says little about any of them."""

MOST_OF_ONE_DAY = 100
"""How many others of the same day a telling is compared with."""

_DAYS_OF_A_SHELF = 31
_SHELVES_AT_MOST = 24
_ALWAYS = -1  # the shelf of what may be from any time within years

_MOST_LOOKED_AT = 32
_STEM = 5  # letters that words of one meaning begin or end with: "mediationtraject", "ouderschapsbemiddeling"

Shelf = tuple[Hashable, int]


def candidates(looks: Sequence[Look]) -> Iterator[tuple[Look, Look]]:
    """The pairs of different tellers that may tell the same moment, each once."""
    yield from _undated(looks)
    shelves = _Shelves(looks)
    for index, look in enumerate(looks):
        for other in sorted(shelves.near(index)):
            if other < index or not (look.when.day is None and looks[other].when.day is None):
                yield looks[other], look


class _Shelves:
    """Where each telling stands: with those of its day, and under each of its marks."""

    def __init__(self, looks: Sequence[Look]) -> None:
        self._looks = looks
        self._windows = [look.when.window for look in looks]
        self._common = _common(looks)
        self._sought = [[mark for mark in _sought(look) if mark not in self._common] for look in looks]
        self._of_day: defaultdict[int, list[int]] = defaultdict(list)
        self._exact: defaultdict[Shelf, list[int]] = defaultdict(list)
        self._vague: defaultdict[Shelf, list[int]] = defaultdict(list)
        for index, look in enumerate(looks):
            if look.when.day is not None:
                self._of_day[look.when.day].append(index)
                for mark in self._marks(look):
                    self._exact[mark, look.when.day].append(index)
            elif not look.when.unknown:
                for shelf in _shelves(look, self._marks(look)):
                    self._vague[shelf].append(index)

    def _marks(self, look: Look) -> Iterator[Hashable]:
        return (mark for mark in _marks(look) if mark not in self._common)

    def near(self, index: int) -> set[int]:
        """The others that may be the same moment as this telling; of two exact or two vague ones only the one finds."""
        look = self._looks[index]
        if look.when.unknown:
            return set()
        found = self._emptiest_first(self._vague, _shelves(look, self._sought[index]), index)
        day = look.when.day
        if day is None:
            return found
        earlier = ((mark, day - back) for mark in self._sought[index] for back in range(1, NEAR_DAYS + 1))
        found |= self._emptiest_first(self._exact, earlier, index)
        of_one_day = self._of_day[day][:MOST_OF_ONE_DAY]
        return found | {i for i in of_one_day if i < index and self._looks[i].teller != look.teller}

    def _emptiest_first(self, shelved: dict[Shelf, list[int]], shelves: Iterable[Shelf], index: int) -> set[int]:
        """What stands on these shelves within reach, until it is enough."""
        found: set[int] = set()
        teller = self._looks[index].teller
        first, last = self._windows[index][0] - NEAR_DAYS, self._windows[index][1] + NEAR_DAYS
        for standing in sorted((shelved[shelf] for shelf in shelves if shelf in shelved), key=len):
            for other in standing[:_MOST_LOOKED_AT]:
                low, high = self._windows[other]
                if low <= last and high >= first and self._looks[other].teller != teller:
                    found.add(other)
            if len(found) >= MOST:
                break
        return found


def _shelves(look: Look, marks: Iterable[Hashable]) -> Iterator[Shelf]:
    """Every mark in every stretch of time in which the telling may lie, and what may be from any time."""
    first, last = look.when.window
    low, high = (first - NEAR_DAYS) // _DAYS_OF_A_SHELF, (last + NEAR_DAYS) // _DAYS_OF_A_SHELF
    times = [_ALWAYS, *range(low, high + 1)] if high - low < _SHELVES_AT_MOST else [_ALWAYS]
    for mark in marks:
        for time in times:
            yield mark, time


def _marks(look: Look) -> Iterator[Hashable]:
    """Under what a telling stands: its telling words, its title, and what happened, "bare" or with a subject."""
    yield from _own_marks(look)
    how = "full" if look.title.subject else "bare"
    yield from ((how, mark) for mark in _act_marks(look))


def _sought(look: Look) -> Iterator[Hashable]:
    """Under what the same moment may stand. What happened in both says too little when the subjects are different."""
    yield from _own_marks(look)
    for mark in _act_marks(look):
        yield ("bare", mark)
        if not look.title.subject:
            yield ("full", mark)


def _own_marks(look: Look) -> Iterator[Hashable]:
    words = [word for word, weight in look.whole.words.items() if weight == SUBJECT_WEIGHT]
    yield from {word[:_STEM] for word in words} | {word[-_STEM:] for word in look.title.subject}
    yield look.said[:1] if look.said[0] else look.said
    if look.when.period:
        yield ("period",)
    if "meeting" in look.acts:
        yield ("meeting",)  # whatever was talked about there


def _common(looks: Sequence[Look]) -> frozenset[Hashable]:
    """Words that so many tellings hold, outside their titles, that sharing them says nothing: "verslag gemaild"."""
    more: Counter[Hashable] = Counter(
        word[:_STEM] for look in looks for word in look.whole.words.keys() - look.title.weighed.words.keys()
    )
    often = max(MOST, len(looks) // 20)
    return frozenset(word for word, times in more.items() if times > often)


def _act_marks(look: Look) -> Iterator[Hashable]:
    for act in look.acts - {"meeting"}:
        if act == "talk":  # with somebody; a talk as such says nothing
            yield from ((act, name) for name in (*look.title.persons, *look.title.names))
        else:
            yield (act,)


def _undated(looks: Sequence[Look]) -> Iterator[tuple[Look, Look]]:
    """An event without a date is compared with those that say the same, or that are about all the same."""
    sought = {mark for look in looks if look.when.unknown for mark in _sayings(look)}
    standing: defaultdict[Hashable, list[Look]] = defaultdict(list)
    for look in looks if sought else ():
        for mark in _sayings(look):
            if mark in sought:
                standing[mark].append(look)
    for look in looks:
        if not look.when.unknown:
            continue
        found = {other.key: other for mark in _sayings(look) for other in standing[mark][: 2 * MOST]}
        for other in found.values():
            if other.teller != look.teller and (not other.when.unknown or other.key < look.key):
                yield look, other


def _sayings(look: Look) -> Iterator[Hashable]:
    yield look.said[0] or look.said
    if look.title.subject:
        yield from ((word[:_STEM],) for word in look.title.subject)
    elif look.title.persons or look.title.names:
        yield look.acts, look.title.persons, look.title.names
