"""Made-up chronologies of five organisations that tell one case: how well they merge, and how fast.

Each organisation has its own words, its own order of words and its own way to write a date: one knows only the month,
each slips a day now and then. What one telling leaves out another has. Everything follows from the seed.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

from timeline.dates import EventDate, from_edtf, unknown_date
from timeline.kinds import guess_kind
from timeline.merge import Telling, find_same

VOCABULARIES = ("first", "second", "third", "fourth")
TELLERS = 5
FIRST_DAY = date(2017, 1, 9)
KNOWS_ONLY_THE_MONTH = 4  # which of the tellers
HOW_MANY_TELL = ((1, 60), (2, 22), (3, 10), (4, 5), (5, 3))
FOLLOW_UP_DAYS = (7, 7, 10, 14, 14)
APART_DAYS = 150
SAYS_IT_AGAIN = 0.9  # how often an organisation that tells of a series tells of each of its moments


@dataclass(frozen=True, slots=True)
class Chronologies:
    """What five organisations tell of one case, and which moment each telling really tells."""

    tellings: tuple[Telling, ...]
    truth: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How well tellings were merged, counted in pairs of tellings of one moment; two of them add up.

    `true` are the pairs that there are, `sure` those that were joined by themselves, `answered` those that are
    joined once somebody who knows has answered every question; `asked` are the questions, `yes` those that were
    answered with yes.
    """

    true: int
    sure: int
    sure_right: int
    answered: int
    answered_right: int
    asked: int
    yes: int

    def __add__(self, other: Accuracy) -> Accuracy:
        return Accuracy(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))

    @property
    def sure_precision(self) -> float:
        return self.sure_right / self.sure if self.sure else 1.0

    @property
    def sure_recall(self) -> float:
        return self.sure_right / self.true if self.true else 1.0

    @property
    def precision(self) -> float:
        return self.answered_right / self.answered if self.answered else 1.0

    @property
    def recall(self) -> float:
        return self.answered_right / self.true if self.true else 1.0


@dataclass(frozen=True, slots=True)
class _Moment:
    number: int
    way: Mapping[str, Any]
    slots: Mapping[str, Sequence[str]]
    first: date
    last: date
    tellers: tuple[int, ...]


def make_chronologies(
    seed: int, *, moments: int = 120, vocabulary: str = "first", years: float = 4, crowding: float = 0.0
) -> Chronologies:
    """What five organisations tell of a case with so many moments in so many years.

    `crowding` is how often the same may happen again at once; a list of thousands can't do without.
    """
    random = Random(seed)
    words = _words()[vocabulary]
    lanes = sorted({way["lane"] for way in words["moments"]} - {"", "Rechtbank", "Politie"})
    tellers = [*lanes, "Huisartsenpraktijk Kade", "GGZ Westerkwartier"][:TELLERS]
    tellings: list[Telling] = []
    truth: dict[str, int] = {}
    for moment in _moments(random, words, moments, round(years * 365), crowding):
        for teller in moment.tellers:
            telling = _tell(random, moment, teller, tellers[teller], f"{teller}-{moment.number}")
            tellings.append(telling)
            truth[telling.key] = moment.number
    random.shuffle(tellings)
    return Chronologies(tuple(tellings), truth)


def measure(told: Chronologies) -> Accuracy:
    """Merge, let somebody who knows answer every question, and count the pairs."""
    merging = find_same(told.tellings)
    true_pairs = set(_pairs(_by_truth(told.truth)))
    sure = set(_pairs(merging.groups))
    yes = [pair for pair in merging.doubtful if told.truth[pair.a] == told.truth[pair.b]]
    answered = set(_pairs(_closed(merging.groups, [(pair.a, pair.b) for pair in yes])))
    return Accuracy(
        true=len(true_pairs),
        sure=len(sure),
        sure_right=len(sure & true_pairs),
        answered=len(answered),
        answered_right=len(answered & true_pairs),
        asked=len(merging.doubtful),
        yes=len(yes),
    )


def accuracy(seeds: Iterable[int], vocabulary: str) -> Accuracy:
    """How well the chronologies of these seeds are merged, all together."""
    return sum(
        (measure(make_chronologies(seed, vocabulary=vocabulary)) for seed in seeds), Accuracy(0, 0, 0, 0, 0, 0, 0)
    )


def seconds_to_merge(each: int, *, seed: int = 1, years: float = 6) -> float:
    """How long it takes to merge five lists of so many events, which all lie in the same years."""
    tellings = lists_of(each, seed=seed, years=years)
    began = perf_counter()
    find_same(tellings)
    return perf_counter() - began


def lists_of(each: int, *, seed: int = 1, years: float = 6) -> list[Telling]:
    """Five lists of exactly so many events."""
    told = make_chronologies(seed, moments=each * 4, years=years, crowding=0.5)
    lists: defaultdict[str, list[Telling]] = defaultdict(list)
    for telling in told.tellings:
        lists[telling.teller].append(telling)
    if short := [teller for teller, rows in lists.items() if len(rows) < each]:
        raise ValueError(f"too few moments for {short}")
    return [telling for rows in lists.values() for telling in rows[:each]]


def _moments(random: Random, words: Mapping[str, Any], count: int, days: int, crowding: float) -> Iterator[_Moment]:
    """The moments; one of a series comes back after a week or two and is told by mostly the same organisations."""
    ways = [way for way in words["moments"] for _ in range(way["often"])]
    taken: set[tuple[str, str, date]] = set()
    once: defaultdict[str, list[date]] = defaultdict(list)
    number = 0
    while number < count:
        way = random.choice(ways)
        first = FIRST_DAY + timedelta(days=random.randrange(days))
        slots = {name: random.choice(values) for name, values in words["slots"].items()}
        if not way.get("series"):  # a ruling is not given twice in a month; what comes back is a series
            same = once[way["ways"][0].format_map({name: values[0] for name, values in slots.items()})]
            if any(abs((first - other).days) < APART_DAYS for other in same) and random.random() > crowding:
                continue
            same.append(first)
        tellers = random.sample(range(TELLERS), random.choices(*zip(*HOW_MANY_TELL, strict=True))[0])
        for _ in range(random.randint(2, 5) if way.get("series") else 1):
            last = first + timedelta(days=random.randint(40, 200)) if way.get("period") else first
            # two moments of one sort with one parent or child on one day are told as one
            sort = (way["lane"], "series" if way.get("series") else way["ways"][0], first)
            here = [teller for teller in tellers if len(tellers) == 1 or random.random() < SAYS_IT_AGAIN]
            if number < count and here and sort not in taken:
                taken.add(sort)
                yield _Moment(number, way, slots, first, last, tuple(sorted(here)))
                number += 1
            first += timedelta(days=random.choice(FOLLOW_UP_DAYS))


def _tell(random: Random, moment: _Moment, teller: int, name: str, key: str) -> Telling:
    """One organisation's telling: it keeps to its own way of saying things, mostly."""
    ways = moment.way["ways"]
    habit = teller if random.random() < 0.7 else random.randrange(len(ways))
    filled = {slot: values[(teller + random.randrange(2)) % len(values)] for slot, values in moment.slots.items()}
    title = ways[habit % len(ways)].format_map(filled)
    title = title[0].upper() + title[1:]
    lane = moment.way["lane"] if moment.way.get("series") or random.random() < 0.85 else name
    who = tuple(
        random.sample(["moeder", "vader", "school", "casusregisseur", "begeleider"], random.choice((0, 0, 1, 2)))
    )
    description = random.choice(
        ("", "", "", "Zie verslag in het dossier.", "Afspraken zijn gemaild.", "Volgens plan verlopen.")
    )
    when = _date(random, moment, teller)
    return Telling(key, name, title, description, when, guess_kind(title, description, "", lane), who, lane)


def _date(random: Random, moment: _Moment, teller: int) -> EventDate:
    """When, as this organisation knows it."""
    chance = random.random()
    if chance < 0.01:
        return unknown_date("onbekend")
    precise = 0.0 if teller == KNOWS_ONLY_THE_MONTH else 0.82
    sides = []
    for day in (moment.first,) if moment.first == moment.last else (moment.first, moment.last):
        if chance < precise:
            slip = random.choice((-1, 1)) if random.random() < 0.03 else 0
            sides.append((day + timedelta(days=slip)).isoformat())
        elif chance < 0.95:
            sides.append(f"{day:%Y-%m}" + ("~" if random.random() < 0.1 else ""))
        elif moment.first != moment.last:
            sides.append(f"{day:%Y-%m}")
        else:
            sides.append(f"{day.year}-{20 + day.month // 3}" if 2 < day.month < 12 else f"{day:%Y-%m}")
    return from_edtf("/".join(sides) if sides[0] <= sides[-1] else sides[0])


def _words() -> Mapping[str, Any]:
    with (Path(__file__).parent / "merging_words.toml").open("rb") as file:
        return tomllib.load(file)


def _by_truth(truth: Mapping[str, int]) -> Iterable[Sequence[str]]:
    groups: defaultdict[int, list[str]] = defaultdict(list)
    for key, number in truth.items():
        groups[number].append(key)
    return groups.values()


def _pairs(groups: Iterable[Sequence[str]]) -> Iterator[tuple[str, str]]:
    for group in groups:
        yield from combinations(sorted(group), 2)


def _closed(groups: Iterable[Sequence[str]], joined: Iterable[tuple[str, str]]) -> Iterable[Sequence[str]]:
    """The groups after these pairs were joined too."""
    group_of: dict[str, list[str]] = {}
    for group in groups:
        members = list(group)
        for key in members:
            group_of[key] = members
    for a, b in joined:
        if group_of[a] is not group_of[b]:
            together = group_of[a] + group_of[b]
            for key in together:
                group_of[key] = together
    return {id(group): group for group in group_of.values()}.values()
