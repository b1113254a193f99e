"""Which tellings tell the same moment: by date, by what happened, by words and by who was there.

Pure: it takes tellings and gives groups. What is sure is joined; what only may be the same is offered as a pair for
people to decide. Two tellings of one organisation are never joined, and every telling keeps its own words and date.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from timeline.dates import EventDate, unknown_date
from timeline.kinds import guess_kind
from timeline.merge_asking import SparseTimes
from timeline.merge_candidates import candidates
from timeline.merge_dates import NEAR_DAYS, timing
from timeline.merge_score import LEAST_WITHIN_GROUP, Comparison, Likely, Look, Matter
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
    looks = {look.key: look for look in _look_at(told)}
    comparison = Comparison(serial=_in_series(looks.values()))
    near = candidates(list(looks.values()))
    found = [likely for a, b in near if (likely := comparison.weigh(a, b, least=DOUBTFUL))]
    joining = _Joining(looks, found, apart, comparison)
    for pair in sorted(found, key=lambda pair: (not pair.exact, -pair.score, pair.a, pair.b)):
        joining.consider(pair)
    return Merging(joining.groups(), joining.doubtful(SparseTimes(looks.values())), joining.joined())


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
    # All of this for as long as the merge takes: nothing of a case stays in memory.
    in_words, plain = cache(take_apart), cache(folded)

    @cache
    def about(text: str) -> Gist:
        return gist(in_words(text), people, places)

    @cache
    def matter(title: str, more: str, kind: str) -> Matter:
        announced = in_words(title).announced
        subject, rest = about(title), about(more)
        return Matter(
            saying=(plain(title),) if plain(title) else ("", plain(more)),
            kind=kind,
            true_kind=guess_kind(announced) if announced else kind,
            title=subject,
            whole=subject.weighed | rest.weighed,
            acts=subject.acts | _KIND_IS_ACT.get(kind, frozenset()),
        )

    for telling in told:
        when, said = _when(telling), (plain(telling.title), plain(telling.description))
        tells_more = not said[0] or about(telling.description).weighed.words
        yield Look(
            key=telling.key,
            teller=telling.teller,
            lane=telling.lane,
            edtf=when.edtf,
            when=timing(when),
            said=said,
            who=frozenset(map(plain, telling.who)),
            matter=matter(telling.title, telling.description if tells_more else "", telling.kind),
        )


def _in_series(looks: Iterable[Look]) -> frozenset[str]:
    """The keys of those that stand in a series: the same told by the same teller within weeks."""
    alike: defaultdict[object, list[Look]] = defaultdict(list)
    for look in looks:
        if not look.when.unknown:
            title = look.matter.title
            alike[look.teller, look.matter.acts, title.persons, title.names, title.numbered].append(look)
    serial: set[str] = set()
    for told in alike.values():
        told.sort(key=lambda look: look.when.window)
        for place, one in enumerate(told):
            subject, ends = one.matter.title.subject, one.when.window[1] + SERIES_DAYS
            for following in told[place + 1 : place + 1 + SERIES_LOOKAHEAD]:
                if following.when.window[0] > ends:
                    break
                other = following.matter.title.subject
                if subject == other or not subject.isdisjoint(other):
                    serial |= {one.key, following.key}
    return frozenset(serial)


@dataclass(frozen=True, slots=True, eq=False)
class _Group:
    """The tellings (their keys) that were joined so far, and who tells them."""

    keys: tuple[str, ...]
    tellers: frozenset[str]

    def __or__(self, other: _Group) -> _Group:
        return _Group(self.keys + other.keys, self.tellers | other.tellers)


class _Joining:
    """Joins the sure pairs one by one, the surest first, and keeps what stays in doubt."""

    def __init__(
        self,
        looks: Mapping[str, Look],
        pairs: Iterable[Likely],
        apart: Collection[frozenset[str]],
        comparison: Comparison,
    ) -> None:
        self._looks = looks
        self._apart = apart
        self._comparison = comparison
        self._order = {key: place for place, key in enumerate(looks)}
        self._group = {key: _Group((key,), frozenset((look.teller,))) for key, look in looks.items()}
        self._open: list[Likely] = []
        self._sure: list[Likely] = []
        self._pairs_of: defaultdict[str, list[Likely]] = defaultdict(list)
        for pair in pairs:
            self._pairs_of[pair.a].append(pair)
            self._pairs_of[pair.b].append(pair)

    def consider(self, pair: Likely) -> None:
        """Join the two, or keep them as a doubt."""
        if self._joined(pair.a, pair.b):
            return
        if (
            pair.score >= SURE
            and self._may_join(self._group[pair.a], self._group[pair.b])
            and not self._has_rival(pair)
        ):
            self._sure.append(pair)
            together = self._group[pair.a] | self._group[pair.b]
            for key in together.keys:
                self._group[key] = together
        else:
            self._open.append(pair)

    def joined(self) -> tuple[Pair, ...]:
        """The pairs that were sure."""
        return tuple(_pair(likely) for likely in self._sure)

    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The groups, each in order of date, in order of their first telling."""
        ordered = [tuple(sorted(group.keys, key=self._order.__getitem__)) for group in set(self._group.values())]
        return tuple(sorted(ordered, key=lambda group: self._order[group[0]]))

    def doubtful(self, sparse: SparseTimes) -> tuple[Pair, ...]:
        """The pairs that somebody could still join: one for two groups, and none for what might be nearly anything.

        The last of them are asked about only because little is told around that time.
        """
        asked: dict[tuple[_Group, _Group], Likely] = {}
        for pair in self._open:
            a, b = self._group[pair.a], self._group[pair.b]
            if a is not b and (a, b) not in asked and (b, a) not in asked and self._may_be_asked(a, b):
                asked[a, b] = pair
        questions = Counter(key for pair in asked.values() for key in (pair.a, pair.b) if self._is_vague(key))
        likely = [pair for pair in asked.values() if max(questions[pair.a], questions[pair.b]) <= FEW]
        for pair in sparse.questions(self._group.__getitem__, self._may_be_one):
            a, b = self._group[pair.a], self._group[pair.b]
            if (a, b) not in asked and (b, a) not in asked:
                asked[a, b] = pair
                likely.append(pair)
        return tuple(map(_pair, likely))

    def _may_be_one(self, a: str, b: str) -> bool:
        return self._may_be_asked(self._group[a], self._group[b])

    def _is_vague(self, key: str) -> bool:
        return self._looks[key].when.day is None

    def _joined(self, a: str, b: str) -> bool:
        return self._group[a] is self._group[b]

    def _may_be_asked(self, a: _Group, b: _Group) -> bool:
        if not a.tellers.isdisjoint(b.tellers):
            return False
        return not self._apart or not any(frozenset((one, other)) in self._apart for one in a.keys for other in b.keys)

    def _may_join(self, a: _Group, b: _Group) -> bool:
        """Whether no organisation would tell the event twice, and no two tellings contradict each other."""
        return self._may_be_asked(a, b) and all(self._fit(one, other) for one in a.keys for other in b.keys)

    def _fit(self, one: str, other: str) -> bool:
        return self._comparison.weigh(self._looks[one], self._looks[other], least=LEAST_WITHIN_GROUP) is not None

    def _has_rival(self, pair: Likely) -> bool:
        """Whether something else fits nearly as well as one of the two, and can't be the same moment as the other."""
        exact, fit = pair.exact, pair.fit
        if not exact and (self._is_one_of_several(pair.a, pair) or self._is_one_of_several(pair.b, pair)):
            return True
        for mine, theirs in ((pair.a, pair.b), (pair.b, pair.a)):
            for other in self._pairs_of[mine]:
                rival = other.b if other.a == mine else other.a
                if rival == theirs or other.fit <= fit - MARGIN or (exact and not other.exact):
                    continue
                if self._excludes(rival, theirs) and self._may_join(self._group[mine], self._group[rival]):
                    return True
        return False

    def _is_one_of_several(self, vague: str, pair: Likely) -> bool:
        """Whether a vague date lets a telling be any of several moments that can't be one: "MDO in maart" of three."""
        if not self._is_vague(vague):
            return False
        enough = pair.fit - VAGUE_MARGIN
        fitting = [other for other in self._pairs_of[vague] if other.fit > enough]
        windows = [self._looks[other.b if other.a == vague else other.a].when.window for other in fitting]
        return max(first for first, _ in windows) > min(last for _, last in windows) + NEAR_DAYS

    def _excludes(self, rival: str, theirs: str) -> bool:
        """Whether the two can't both tell the moment; of one telling that was written down twice either will do."""
        a, b = self._looks[rival], self._looks[theirs]
        if a.teller == b.teller:
            return a.said != b.said or a.edtf != b.edtf or a.when.day is None
        return not self._joined(rival, theirs) and not self._fit(rival, theirs)


def _pair(likely: Likely) -> Pair:
    return Pair(likely.a, likely.b, likely.score, likely.reasons)
