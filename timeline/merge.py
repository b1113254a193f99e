"""Which tellings tell the same moment: by date, by what happened, by words and by who was there.

Pure: it takes tellings and gives groups. What is sure is joined; what only may be the same is offered as a pair for
people to decide. Two tellings of one organisation are never joined, and every telling keeps its own words and date.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from timeline.dates import EventDate, unknown_date
from timeline.kinds import guess_kind
from timeline.merge_dates import NEAR_DAYS, window
from timeline.merge_score import LEAST_WITHIN_GROUP, Look, compare
from timeline.merge_words import folded, gist, names_in

SURE = 5.0
"""From this score on two tellings are one event."""

DOUBTFUL = 3.5
"""From this score on people are asked whether two tellings are one event."""

MARGIN = 0.75
"""When two tellings of one organisation fit nearly as well, less than this apart, neither is sure."""

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
    """Every telling's key once, those of one event together, in order of date; and the pairs that are in doubt."""

    groups: tuple[tuple[str, ...], ...]
    doubtful: tuple[Pair, ...]


def find_same(tellings: Iterable[Telling]) -> Merging:
    """Find which tellings tell the same event.

    The order in which they are given makes no difference.
    """
    told = sorted(tellings, key=lambda telling: (_when(telling).sort_key, telling.key))
    looks = {look.key: look for look in _look_at(told)}
    pairs = []
    for a, b in _candidates(list(looks.values())):
        found = compare(a, b)
        if found is not None and found.score >= DOUBTFUL:
            pairs.append(Pair(min(a.key, b.key), max(a.key, b.key), found.score, found.reasons))
    pairs.sort(key=lambda pair: (-pair.score, pair.a, pair.b))
    joining = _Joining(looks, pairs)
    for pair in pairs:
        joining.consider(pair)
    return Merging(joining.groups(), joining.doubtful())


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
    names = names_in(texts, people=(name for telling in told for name in telling.who))
    organisations = {telling.teller for telling in told} | {telling.lane for telling in told}
    places = frozenset(word for name in organisations for word in folded(name).split())
    for telling in told:
        title = gist(telling.title, names - places, places)
        yield Look(
            key=telling.key,
            teller=telling.teller,
            lane=telling.lane,
            when=_when(telling),
            kind=telling.kind,
            true_kind=guess_kind(title.announced) if title.announced else telling.kind,
            said=(folded(telling.title), folded(telling.description)),
            who=frozenset(folded(name) for name in telling.who),
            title=title,
            whole=gist(f"{title.announced or telling.title}. {telling.description}", names - places, places),
            acts=title.acts | _KIND_IS_ACT.get(telling.kind, frozenset()),
        )


def _candidates(looks: Sequence[Look]) -> Iterator[tuple[Look, Look]]:
    """The pairs of different tellers whose dates come near each other, without trying all pairs."""
    yield from _undated_candidates(looks)
    spans = sorted((*window(look.when), index) for index, look in enumerate(looks) if not look.when.is_unknown)
    active: list[tuple[date, int]] = []
    for first, last, index in spans:
        near = first - timedelta(days=NEAR_DAYS)
        active = [(until, other) for until, other in active if until >= near]
        for _, other in active:
            if looks[other].teller != looks[index].teller:
                yield looks[other], looks[index]
        active.append((last, index))


def _undated_candidates(looks: Sequence[Look]) -> Iterator[tuple[Look, Look]]:
    """An event without a date is only compared with those that say the same."""
    by_words: defaultdict[object, list[Look]] = defaultdict(list)
    for look in looks:
        by_words[look.said[0] or look.said].append(look)
    for same in by_words.values():
        undated = [look for look in same if look.when.is_unknown]
        for a in undated:
            for b in same:
                if a.teller != b.teller and (not b.when.is_unknown or a.key < b.key):
                    yield a, b


class _Joining:
    """Joins the sure pairs one by one, the surest first, and keeps what stays in doubt."""

    def __init__(self, looks: Mapping[str, Look], pairs: Sequence[Pair]) -> None:
        self._looks = looks
        self._order = {key: place for place, key in enumerate(looks)}
        self._group = {key: [key] for key in looks}
        self._open: list[Pair] = []
        self._pairs_of: defaultdict[str, list[Pair]] = defaultdict(list)
        for pair in pairs:
            self._pairs_of[pair.a].append(pair)
            self._pairs_of[pair.b].append(pair)

    def consider(self, pair: Pair) -> None:
        """Join the two, or keep them as a doubt."""
        if self._joined(pair.a, pair.b):
            return
        if pair.score >= SURE and self._may_join(pair.a, pair.b) and not self._has_rival(pair):
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
        """The pairs that somebody could still join."""
        return tuple(
            pair for pair in self._open if not self._joined(pair.a, pair.b) and self._tellers_differ(pair.a, pair.b)
        )

    def _joined(self, a: str, b: str) -> bool:
        return self._group[a] is self._group[b]

    def _tellers_differ(self, a: str, b: str) -> bool:
        tellers = {self._looks[key].teller for key in self._group[a]}
        return not any(self._looks[key].teller in tellers for key in self._group[b])

    def _may_join(self, a: str, b: str) -> bool:
        """Whether no organisation would tell the event twice, and no two tellings contradict each other."""
        if not self._tellers_differ(a, b):
            return False
        for one in self._group[a]:
            for other in self._group[b]:
                found = compare(self._looks[one], self._looks[other])
                if found is None or found.score < LEAST_WITHIN_GROUP:
                    return False
        return True

    def _has_rival(self, pair: Pair) -> bool:
        """Whether another telling of the same organisation fits nearly as well, and says something else."""
        for mine, theirs in ((pair.a, pair.b), (pair.b, pair.a)):
            for other in self._pairs_of[mine]:
                rival = other.b if other.a == mine else other.a
                if rival == theirs or other.score <= pair.score - MARGIN:
                    continue
                a, b = self._looks[rival], self._looks[theirs]
                if a.teller == b.teller and a.said != b.said and self._may_join(mine, rival):
                    return True
        return False
