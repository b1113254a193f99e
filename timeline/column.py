"""The timeline as one column in order of time, for a narrow screen: rows of the table with the marks of the drawing.

The rows are told by `table.rows`; here is what a drawing shows beside its events: how each looks, and where a chapter
or another legal frame begins.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from timeline.dates import from_edtf, in_words
from timeline.drawing import Bar, Layout, Mark
from timeline.errors import Translate
from timeline.in_words import stretch_words
from timeline.table import Row
from timeline.text import clean_text

Look = Literal["about", "period", "waiting", "fades-in", "fades-out"]


@dataclass(frozen=True, slots=True)
class Between:
    """What begins between two events: a chapter or a legal frame, with its first and last day in words.

    `before` is the place of the event that follows, counted from 0; past the last event when none does. `form` is
    "chapter", "voluntary" or "compulsory".
    """

    before: int
    form: str
    words: str
    days: str

    @property
    def is_chapter(self) -> bool:
        """Whether it is a chapter, and else a legal frame."""
        return self.form == "chapter"


@dataclass(frozen=True, slots=True)
class Line:
    """An event in the column: its row, how it looks on the drawing, and what begins just before it."""

    row: Row
    looks: tuple[Look, ...]
    above: tuple[Between, ...]


def between(layout: Layout, *, language: str = "nl", translate: Translate = str) -> tuple[Between, ...]:
    """Where each chapter and each legal frame begins, in order of time."""
    starts = [thing.left for thing in layout.placed]

    def told(form: str, words: str, left: float, right: float) -> Between:
        before = next((place for place, start in enumerate(starts) if start >= left), len(starts))
        first, last = _date(layout, left), _date(layout, right - 1)  # it stops at the end of its last day
        return Between(before, form, words, in_words(from_edtf(f"{first}/{last}"), language))

    pieces = [("chapter", clean_text(band.chapter.name), band.left, band.right) for band in layout.chapters]
    pieces += [(one.form, stretch_words(layout, one, translate), one.left, one.right) for one in layout.frames]
    return tuple(told(*piece) for piece in sorted(pieces, key=lambda piece: piece[2]))


def column(
    layout: Layout, rows: Iterable[Row], beginnings: Sequence[Between], *, since: date | None, count: int
) -> tuple[Line, ...]:
    """The first so many of these rows as lines, from the first on that began on a day or after it, if there is one.

    Where rows were left out, only the last chapter and the last frame that began among them are told.
    """
    things = layout.placed
    places = {thing.event.id: place for place, thing in enumerate(things)}
    told = list(rows)
    if since is not None:
        day = layout.day(since)
        first = next((at for at, row in enumerate(told) if _begin(things[places[row.id]]) >= day), 0)
        told = told[first:]
    lines: list[Line] = []
    reached = 0
    for row in told[:count]:
        place = places[row.id]
        above = [one for one in beginnings if reached <= one.before <= place]
        lines.append(Line(row, looks(things[place]), tuple(above if place == reached else _last_of_each(above))))
        reached = place + 1
    return tuple(lines)


def looks(thing: Bar | Mark) -> tuple[Look, ...]:
    """How an event is drawn beside its shape and its colour; a moment on a day that is known has nothing more."""
    if isinstance(thing, Mark):
        return () if thing.certain else ("about",)
    if thing.hollow:
        return ("waiting",)
    fades: list[Look] = []
    if thing.fade_left:
        fades.append("fades-in")
    if thing.fade_right:
        fades.append("fades-out")
    return ("period", *fades)


def _begin(thing: Bar | Mark) -> float:
    return thing.left if isinstance(thing, Bar) else thing.at


def _last_of_each(found: Collection[Between]) -> list[Between]:
    last = {one.is_chapter: one for one in found}
    return [one for one in found if one in last.values()]


def _date(layout: Layout, day: float) -> date:
    return layout.whole.start + timedelta(int(day))
