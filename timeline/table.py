"""The timeline in words: the same events in the same order as the drawing, as rows for a table, a list or a voice."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from timeline.dates import UNKNOWN, as_told, not_understood_words
from timeline.drawing import DrawnEvent, Lane, Layout
from timeline.errors import N_, Translate
from timeline.kinds import OTHER, kinds
from timeline.text import clean_text


@dataclass(frozen=True, slots=True)
class Row:
    """One event in words. `present` and `missing` are the names of who was at the table and who was not."""

    id: str
    number: int
    title: str
    date: str
    lane: str
    lane_id: str
    colour: int
    kind: str
    kind_word: str
    shape: str
    accounts: int
    accounts_words: str
    turning_point: int | None
    disputed: bool
    chapters: tuple[str, ...]
    present: tuple[str, ...]
    missing: tuple[str, ...]
    organisations: tuple[str, ...]
    """The ids of all lanes that the event touches, for filtering; as are those of people, tags and chapter."""
    people: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    chapter: str = ""
    is_dated: bool = True
    is_told: bool = True
    """Whether its date tells anything: a day, or words that were not understood."""

    @property
    def seated(self) -> tuple[str, ...]:
        """Who was at the table of a meeting: whose it is, and the others who were there."""
        return tuple(dict.fromkeys((self.lane, *self.present)))

    @property
    def sentence(self) -> str:
        """The event in one breath: title, date, lane, kind."""
        return ", ".join((self.title, self.date, self.lane, self.kind_word))


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A kind that occurs on the drawing: its shape and its word."""

    kind: str
    word: str
    shape: str
    count: int


def rows(layout: Layout, *, language: str = "nl", translate: Translate = str) -> tuple[Row, ...]:
    """Every dated event in order of time."""
    lanes = _lanes(layout)
    return tuple(_row(thing.event, layout, lanes, language, translate) for thing in layout.placed)


def tray(layout: Layout, *, language: str = "nl", translate: Translate = str) -> tuple[Row, ...]:
    """Every event that waits for a date."""
    lanes = _lanes(layout)
    return tuple(_row(event, layout, lanes, language, translate) for event in layout.tray)


def legend(layout: Layout, *, language: str = "nl") -> tuple[LegendEntry, ...]:
    """The kinds that occur, in the order of the kinds."""
    counts: dict[str, int] = {}
    shapes: dict[str, str] = {}
    for event in layout.events:
        counts[event.kind] = counts.get(event.kind, 0) + 1
        shapes.setdefault(event.kind, event.shape)
    order = {key: index for index, key in enumerate(kinds())}
    found = sorted(counts, key=lambda kind: (order.get(kind, len(order)), kind))
    return tuple(LegendEntry(kind, kind_word(kind, language), shapes[kind], counts[kind]) for kind in found)


def kind_word(kind: str, language: str = "nl") -> str:
    """What a kind is called; a kind that nobody knows any more is called "other"."""
    return (kinds().get(kind) or kinds()[OTHER]).word(language)


def summary(layout: Layout, *, language: str = "nl", translate: Translate = str) -> str:
    """The drawing in one sentence, for who can't see it."""
    if not layout.placed:
        return translate(N_("Tijdlijn zonder gebeurtenissen met een datum."))
    placed = layout.placed
    sentence = (
        N_("Tijdlijn met 1 gebeurtenis in %(lanes)s banen, van %(first)s tot en met %(last)s.")
        if len(placed) == 1
        else N_("Tijdlijn met %(count)s gebeurtenissen in %(lanes)s banen, van %(first)s tot en met %(last)s.")
    )
    return translate(sentence) % {
        "count": len(placed),
        "lanes": len(layout.lanes),
        "first": layout.whole.start.year,
        "last": layout.whole.end.year,
    }


SORTS: Mapping[str, Callable[[Row], Any]] = {
    "number": lambda row: row.number,
    "when": lambda row: row.number,
    "title": lambda row: _alphabet(row.title),
    "lane": lambda row: _alphabet(row.lane),
    "kind": lambda row: _alphabet(row.kind_word),
    "table": lambda row: -len(row.present),
    "accounts": lambda row: -row.accounts,
}
"""What the rows can be sorted by: the columns of the table; most first where it is a number of something."""


def in_order_of(found: Sequence[Row], sort: str) -> tuple[Row, ...]:
    """The rows sorted by one of `SORTS`, with "-" before it the other way round; otherwise in order of time.

    What has no date stays below when it is sorted by time.
    """
    key = SORTS.get(sort.removeprefix("-"), SORTS["when"])
    done = sorted(found, key=lambda row: row.number)
    done.sort(key=key, reverse=sort.startswith("-"))
    if key in (SORTS["number"], SORTS["when"]):
        done.sort(key=lambda row: not row.is_dated)
    return tuple(done)


def _alphabet(text: str) -> str:
    """What a word is sorted by: without capitals and accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _lanes(layout: Layout) -> dict[str, Lane]:
    """Whose events these are, by id."""
    return {lane.id: lane for lane in layout.owners}


def _row(event: DrawnEvent, layout: Layout, lanes: dict[str, Lane], language: str, translate: Translate) -> Row:
    own = lanes.get(event.owner) or Lane(event.owner, "", "")
    there = tuple(dict.fromkeys((event.owner, *event.present)))
    missing = event.missed
    return Row(
        id=event.id,
        number=event.number,
        title=clean_text(event.title),
        date=as_told(event.date, language),
        lane=clean_text(own.name),
        lane_id=own.id,
        colour=own.colour,
        kind=event.kind,
        kind_word=kind_word(event.kind, language),
        shape=event.shape,
        accounts=event.accounts,
        accounts_words=accounts_in_words(event.accounts, translate),
        turning_point=event.turning_point,
        disputed=event.disputed,
        chapters=tuple(clean_text(name) for name in _chapters(event, layout)),
        present=_names(event.present, lanes),
        missing=_names(missing, lanes),
        organisations=tuple(dict.fromkeys((*there, *missing))),
        people=event.people,
        tags=event.tags,
        chapter=event.chapter,
        is_dated=not event.date.is_unknown,
        is_told=event.date.edtf != UNKNOWN or bool(not_understood_words(event.date)),
    )


def accounts_in_words(count: int, translate: Translate = str) -> str:
    """How many times it is told."""
    if count == 1:
        return translate(N_("1 lezing"))
    return translate(N_("%(count)s lezingen")) % {"count": count}


def _chapters(event: DrawnEvent, layout: Layout) -> list[str]:
    """The chapter that an event is in, or those in which it begins."""
    if event.chapter:
        return [band.chapter.name for band in layout.chapters if band.chapter.id == event.chapter]
    first = event.date.start.earliest or event.date.earliest
    if first is None:
        return []
    return [band.chapter.name for band in layout.chapters if band.chapter.start <= first <= band.chapter.end]


def _names(ids: Iterable[str], lanes: dict[str, Lane]) -> tuple[str, ...]:
    return tuple(clean_text(lanes[lane].name) for lane in ids if lane in lanes)
