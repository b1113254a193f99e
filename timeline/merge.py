"""Which tellings tell the same moment: by date, by what happened, by words and by who was there.

Pure: it takes tellings and gives groups. What is sure is joined; what only may be the same is offered as a pair for
people to decide. Two tellings of one organisation are never joined, and every telling keeps its own words and date.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from timeline.dates import EventDate, unknown_date
from timeline.kinds import guess_kind
from timeline.merge_candidates import candidates
from timeline.merge_dates import NEAR_DAYS, timing
from timeline.merge_score import LEAST_WITHIN_GROUP, Look, Score, compare
from timeline.merge_words import Gist, children, folded, gist, names_in, take_apart

SURE = 5.0
"""From this score on two tellings are one event."""

DOUBTFUL = 3.5
"""From this score on people are asked whether two tellings are one event."""

MARGIN = 0.75
"""When two tellings of one organisation fit nearly as well, less than this apart, neither is sure."""

VAGUE_MARGIN = 2.5
"""When a vague date fits several moments less than this apart, how each of them is worded doesn't tell which it is."""

FEW = 25
"""What might be one event with more others than this ("gesprek in 2019") is not asked about: nobody could tell."""

SERIES_DAYS = 31
"""When the same is told again within so many days, only an exact day tells which of the two it is."""

SERIES_LOOKAHEAD = 12

_KIND_IS_ACT = {"mdo": frozenset({"meeting"}), "waiting": frozenset({"waiting"})}
"""Kinds that say by themselves what happened, whatever the title says."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One organisation's telling of an event.

    `teller` is the organisation whose file or words it is, `lane` the organisation whose event it is (empty: the
    family's); `date` is None when nobody wrote one.
    """

    key: str
    teller: str
    title: str
    description: str
    date: EventDate | None
    kind: str
    who: tuple[str, ...]
    lane: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tellings that may tell the same moment: how much points to it, and what (messages for people)."""

    a: str
    b: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merging:
    """Every telling's key once, those of one event together, in order of date; the pairs that are in doubt, and those
    that were sure."""

    groups: tuple[tuple[str, ...], ...]
    doubtful: tuple[Pair, ...]
    joined: tuple[Pair, ...] = ()


def find_same(tellings: Iterable[Telling], apart: Collection[frozenset[str]] = frozenset()) -> Merging:
    """Find which tellings tell the same event.

    The order in which they are given makes no difference. `apart` holds pairs of keys of which somebody said that they
    tell two events: these are neither joined, also not through a third, nor asked about.
    """
    told = sorted(tellings, key=lambda telling: (_when(telling).sort_key, telling.key))
    looks = {look.key: look for look in _with_series(list(_look_at(told)))}
    found: dict[Pair, Score] = {}
    for a, b in candidates(list(looks.values())):
        score = compare(a, b)
        if score is not None and score.score >= DOUBTFUL:
            found[Pair(min(a.key, b.key), max(a.key, b.key), score.score, score.reasons)] = score
    joining = _Joining(looks, found, apart)
    for pair in sorted(found, key=lambda pair: (not found[pair].exact, -pair.score, pair.a, pair.b)):
        joining.consider(pair)
    return Merging(joining.groups(), joining.doubtful(), tuple(joining.joined))


def placing_date(dates: Iterable[EventDate | None]) -> EventDate:
    """The date that places an event on the timeline: the most precise of those that are told.

    "About" and "perhaps" count as less precise; unknown only when every date is.
    """
    known = [when for when in dates if when is not None and not when.is_unknown]
    if not known:
        return unknown_date()
    return min(known, key=_vagueness)


def _vagueness(when: EventDate) -> tuple[int, int, bool, object, str]:
    days = when.precision_days * (2 if when.is_approximate else 1) + when.is_uncertain
    both_sides = when.start.days + when.end.days
    return (days, both_sides, when.time is None, when.sort_key, when.edtf)


def _when(telling: Telling) -> EventDate:
    return telling.date if telling.date is not None else unknown_date()


def _look_at(told: Sequence[Telling]) -> Iterator[Look]:
    """What each telling is about; names are learned from all of them together."""
    texts = (text for telling in told for text in (telling.title, telling.description))
    people = names_in(texts, people=(name for telling in told for name in telling.who)) | children()
    organisations = {telling.teller for telling in told} | {telling.lane for telling in told}
    places = frozenset(word for name in organisations for word in folded(name).split())
    people -= places
    in_words = cache(take_apart)  # for as long as this merge takes: nothing of a case stays in memory

    @cache
    def about(text: str) -> Gist:
        return gist(in_words(text), people, places)

    for telling in told:
        announced = in_words(telling.title).announced
        title, more = about(telling.title), about(telling.description)
        yield Look(
            key=telling.key,
            teller=telling.teller,
            lane=telling.lane,
            edtf=_when(telling).edtf,
            when=timing(_when(telling)),
            kind=telling.kind,
            true_kind=guess_kind(announced) if announced else telling.kind,
            said=(folded(telling.title), folded(telling.description)),
            who=frozenset(folded(name) for name in telling.who),
            title=title,
            whole=title.weighed | more.weighed,
            acts=title.acts | _KIND_IS_ACT.get(telling.kind, frozenset()),
        )


def _with_series(looks: Sequence[Look]) -> Iterator[Look]:
    """The same looks, with those marked that stand in a series: the same told by the same teller within weeks."""
    alike: defaultdict[object, list[Look]] = defaultdict(list)
    for look in looks:
        if not look.when.unknown:
            alike[look.teller, look.acts, look.title.persons, look.title.names, look.title.numbered].append(look)
    serial = set()
    for told in alike.values():
        told.sort(key=lambda look: look.when.window)
        for place, one in enumerate(told):
            for following in told[place + 1 : place + 1 + SERIES_LOOKAHEAD]:
                if following.when.window[0] - one.when.window[1] > SERIES_DAYS:
                    break
                if one.title.subject & following.title.subject or one.title.subject == following.title.subject:
                    serial |= {one.key, following.key}
    return (replace(look, serial=True) if look.key in serial else look for look in looks)


class _Joining:
    """Joins the sure pairs one by one, the surest first, and keeps what stays in doubt."""

    def __init__(
        self, looks: Mapping[str, Look], pairs: Mapping[Pair, Score], apart: Collection[frozenset[str]]
    ) -> None:
        self._looks = looks
        self._pairs = pairs
        self._apart = apart
        self._order = {key: place for place, key in enumerate(looks)}
        self._group = {key: [key] for key in looks}
        self._open: list[Pair] = []
        self.joined: list[Pair] = []
        self._pairs_of: defaultdict[str, list[Pair]] = defaultdict(list)
        for pair in pairs:
            self._pairs_of[pair.a].append(pair)
            self._pairs_of[pair.b].append(pair)

    def consider(self, pair: Pair) -> None:
        """Join the two, or keep them as a doubt."""
        if self._joined(pair.a, pair.b):
            return
        if pair.score >= SURE and self._may_join(pair.a, pair.b) and not self._has_rival(pair):
            self.joined.append(pair)
            together = self._group[pair.a] + self._group[pair.b]
            for key in together:
                self._group[key] = together
        else:
            self._open.append(pair)

    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The groups, each in order of date, in order of their first telling."""
        distinct = {id(group): group for group in self._group.values()}.values()
        ordered = [tuple(sorted(group, key=self._order.__getitem__)) for group in distinct]
        return tuple(sorted(ordered, key=lambda group: self._order[group[0]]))

    def doubtful(self) -> tuple[Pair, ...]:
        """The pairs that somebody could still join: one for two groups, and none for what might be nearly anything."""
        asked: dict[frozenset[int], Pair] = {}
        for pair in self._open:
            if not self._joined(pair.a, pair.b) and self._may_be_asked(pair.a, pair.b):
                asked.setdefault(frozenset((id(self._group[pair.a]), id(self._group[pair.b]))), pair)
        questions = Counter(key for pair in asked.values() for key in (pair.a, pair.b) if self._is_vague(key))
        return tuple(pair for pair in asked.values() if max(questions[pair.a], questions[pair.b]) <= FEW)

    def _is_vague(self, key: str) -> bool:
        return self._looks[key].when.day is None

    def _joined(self, a: str, b: str) -> bool:
        return self._group[a] is self._group[b]

    def _may_be_asked(self, a: str, b: str) -> bool:
        tellers = {self._looks[key].teller for key in self._group[a]}
        if any(self._looks[key].teller in tellers for key in self._group[b]):
            return False
        if not self._apart:
            return True
        return not any(frozenset((one, other)) in self._apart for one in self._group[a] for other in self._group[b])

    def _may_join(self, a: str, b: str) -> bool:
        """Whether no organisation would tell the event twice, and no two tellings contradict each other."""
        return self._may_be_asked(a, b) and all(
            self._fit(one, other) for one in self._group[a] for other in self._group[b]
        )

    def _fit(self, one: str, other: str) -> bool:
        found = compare(self._looks[one], self._looks[other])
        return found is not None and found.score >= LEAST_WITHIN_GROUP

    def _has_rival(self, pair: Pair) -> bool:
        """Whether something else fits nearly as well as one of the two, and can't be the same moment as the other."""
        exact, fit = self._pairs[pair].exact, self._pairs[pair].fit
        if not exact and (self._is_one_of_several(pair.a, pair) or self._is_one_of_several(pair.b, pair)):
            return True
        for mine, theirs in ((pair.a, pair.b), (pair.b, pair.a)):
            for other in self._pairs_of[mine]:
                rival = other.b if other.a == mine else other.a
                if (
                    rival == theirs
                    or self._pairs[other].fit <= fit - MARGIN
                    or (exact and not self._pairs[other].exact)
                ):
                    continue
                if self._excludes(rival, theirs) and self._may_join(mine, rival):
                    return True
        return False

    def _is_one_of_several(self, vague: str, pair: Pair) -> bool:
        """Whether a vague date lets a telling be any of several moments that can't be one: "MDO in maart" of three."""
        if not self._is_vague(vague):
            return False
        enough = self._pairs[pair].fit - VAGUE_MARGIN
        fitting = [other for other in self._pairs_of[vague] if self._pairs[other].fit > enough]
        windows = [self._looks[other.b if other.a == vague else other.a].when.window for other in fitting]
        return max(first for first, _ in windows) > min(last for _, last in windows) + NEAR_DAYS

    def _excludes(self, rival: str, theirs: str) -> bool:
        """Whether the two can't both tell the moment; of one telling that was written down twice either will do."""
        a, b = self._looks[rival], self._looks[theirs]
        if a.teller == b.teller:
            return a.said != b.said or a.edtf != b.edtf or a.when.day is None
        return not self._joined(rival, theirs) and not self._fit(rival, theirs)
