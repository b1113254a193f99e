"""Which pairs of tellings are worth comparing: those that share a day, or a word or act in about the same time.

Trying every pair grows with the square of the number of tellings. Here each telling looks only on the shelves where its
like would stand, the emptiest shelves first and no more than so many, so that the work grows with the tellings alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import islice
from typing import NamedTuple

from timeline.merge_dates import NEAR_DAYS
from timeline.merge_score import Look, Matter
from timeline.merge_words import SUBJECT_WEIGHT

MOST = 8
"""How many others a telling is compared with over a vague date; one that fits more says little about any of them."""

MOST_OF_ONE_DAY = 100
"""How many others of the same day a telling is compared with."""

_DAYS_OF_A_SHELF = 31
_SHELVES_AT_MOST = 24
_ALWAYS = -1  # the shelf of what may be from any time within years

_MOST_LOOKED_AT = 32
_ROOM = 60_000  # the last shelf may give some more than is enough, but fewer as the lists are longer
_STEM = 5  # letters that words of one meaning begin or end with: "mediationtraject", "ouderschapsbemiddeling"


def candidates(looks: Sequence[Look]) -> Iterator[tuple[Look, Look]]:
    """The pairs of different tellers that may tell the same moment, each once."""
    yield from _undated(looks)
    shelves = _Shelves(looks)
    for index, look in enumerate(looks):
        vague = look.when.day is None
        for other in shelves.near(index):
            if other < index or not vague or looks[other].when.day is not None:
                yield looks[other], look


@dataclass(frozen=True, slots=True)
class _Marks:
    """Under what a telling stands, and under what the same moment may stand."""

    stand: tuple[Hashable, ...]
    seek: tuple[Hashable, ...]


class _Standing(NamedTuple):
    """A telling on a shelf: its place in the order, whose it is, and the days on which it may lie."""

    place: int
    teller: str
    low: int
    high: int


class _Shelves:
    """Where each telling stands: with those of its day, and under each of its marks."""

    def __init__(self, looks: Sequence[Look]) -> None:
        self._days = [look.when.day for look in looks]
        self._unknown = [look.when.unknown for look in looks]
        self._told = [_Standing(index, look.teller, *look.when.window) for index, look in enumerate(looks)]
        self._at_most = max(MOST, _ROOM // max(1, len(looks)))
        marks_of = cache(partial(_marks, common=_common(looks)))
        self._marks: list[_Marks] = [marks_of(look.matter, look.when.period) for look in looks]
        self._of_day: defaultdict[int, list[_Standing]] = defaultdict(list)
        self._exact: defaultdict[int, defaultdict[Hashable, list[_Standing]]] = defaultdict(lambda: defaultdict(list))
        self._vague: defaultdict[Hashable, defaultdict[int, list[_Standing]]] = defaultdict(lambda: defaultdict(list))
        for one, day in zip(self._told, self._days, strict=True):
            if day is not None:
                self._of_day[day].append(one)
                for mark in self._marks[one.place].stand:
                    self._exact[day][mark].append(one)
            elif not self._unknown[one.place]:
                times = _times(one)
                for mark in self._marks[one.place].stand:
                    for time in times:
                        self._vague[mark][time].append(one)

    def near(self, index: int) -> set[int]:
        """The others that may be the same moment as this telling; of two exact or two vague ones only the one finds."""
        if self._unknown[index]:
            return set()
        one, day = self._told[index], self._days[index]
        found = _emptiest_first(self._vague_shelves(one), one, self._at_most)
        if day is not None:
            found |= _emptiest_first(self._shelves_of_days_before(one, day), one, self._at_most)
            of_day = self._of_day[day][:MOST_OF_ONE_DAY]
            found.update([other for other, teller, _, _ in of_day if other < index and teller != one.teller])
        return found

    def _vague_shelves(self, one: _Standing) -> list[list[_Standing]]:
        times = _times(one)
        return [
            standing
            for mark in self._marks[one.place].seek
            if (in_time := self._vague.get(mark))
            for time in times
            if (standing := in_time.get(time))
        ]

    def _shelves_of_days_before(self, one: _Standing, day: int) -> list[list[_Standing]]:
        days = [of_day for back in range(1, NEAR_DAYS + 1) if (of_day := self._exact.get(day - back))]
        return [standing for mark in self._marks[one.place].seek for of_day in days if (standing := of_day.get(mark))]


def _emptiest_first(shelves: list[list[_Standing]], one: _Standing, at_most: int) -> set[int]:
    """What others tell and stands on these shelves within reach, until it is enough."""
    found: dict[int, None] = {}
    _, mine, first, last = one
    first, last = first - NEAR_DAYS, last + NEAR_DAYS
    shelves.sort(key=len)
    for standing in shelves:
        found.update(
            [
                (other, None)
                for other, teller, low, high in standing[:_MOST_LOOKED_AT]
                if teller != mine and low <= last and high >= first
            ]
        )
        if len(found) >= MOST:
            break
    return set(found) if len(found) <= at_most else set(islice(found, at_most))


def _times(one: _Standing) -> Sequence[int]:
    """Every stretch of time in which a telling may lie, and what may be from any time."""
    low, high = (one.low - NEAR_DAYS) // _DAYS_OF_A_SHELF, (one.high + NEAR_DAYS) // _DAYS_OF_A_SHELF
    return (_ALWAYS, *range(low, high + 1)) if high - low < _SHELVES_AT_MOST else (_ALWAYS,)


def _marks(matter: Matter, period: bool, *, common: Collection[Hashable]) -> _Marks:
    """Its telling words, its title, and what happened, "bare" or with a subject.

    What happened in both says too little when the subjects are different.
    """
    own, acts = list(_own_marks(matter, period)), list(_act_marks(matter))
    how = "full" if matter.title.subject else "bare"
    stand = [*own, *((how, mark) for mark in acts)]
    sought = ("bare",) if matter.title.subject else ("bare", "full")
    seek = [*own, *((as_told, mark) for mark in acts for as_told in sought)]
    return _Marks(*(tuple(mark for mark in marks if mark not in common) for marks in (stand, seek)))


def _own_marks(matter: Matter, period: bool) -> Iterator[Hashable]:
    words = [word for word, weight in matter.whole.words.items() if weight == SUBJECT_WEIGHT]
    # in one order, or which of many alike are compared would be another one each time
    yield from sorted({word[:_STEM] for word in words} | {word[-_STEM:] for word in matter.title.subject})
    yield matter.saying
    if period:
        yield ("period",)
    if "meeting" in matter.acts:
        yield ("meeting",)  # whatever was talked about there


def _common(looks: Sequence[Look]) -> frozenset[Hashable]:
    """Words that so many tellings hold, outside their titles, that sharing them says nothing: "verslag gemaild"."""
    more: Counter[Hashable] = Counter()
    for matter, times in Counter(look.matter for look in looks).items():
        if matter.whole is not matter.title.weighed:
            for word in matter.whole.words.keys() - matter.title.weighed.words.keys():
                more[word[:_STEM]] += times
    often = max(MOST, len(looks) // 20)
    return frozenset(word for word, times in more.items() if times > often)


def _act_marks(matter: Matter) -> Iterator[Hashable]:
    for act in sorted(matter.acts - {"meeting"}):
        if act == "talk":  # with somebody; a talk as such says nothing
            yield from ((act, name) for name in sorted((*matter.title.persons, *matter.title.names)))
        else:
            yield (act,)


def _undated(looks: Sequence[Look]) -> Iterator[tuple[Look, Look]]:
    """An event without a date is compared with those that say the same, or that are about all the same."""
    undated = [look for look in looks if look.when.unknown]
    sayings = cache(_sayings)
    sought = {mark for look in undated for mark in sayings(look.matter)}
    standing: defaultdict[Hashable, list[Look]] = defaultdict(list)
    for look in looks if sought else ():
        for mark in sayings(look.matter):
            if mark in sought:
                standing[mark].append(look)
    for look in undated:
        found = {other.key: other for mark in sayings(look.matter) for other in standing[mark][: 2 * MOST]}
        for other in found.values():
            if other.teller != look.teller and (not other.when.unknown or other.key < look.key):
                yield look, other


def _sayings(matter: Matter) -> tuple[Hashable, ...]:
    title = matter.title
    if title.subject:
        return (matter.saying, *((word[:_STEM],) for word in title.subject))
    if title.persons or title.names:
        return matter.saying, (matter.acts, title.persons, title.names)
    return (matter.saying,)
