"""The thin rows beside the lanes as vector graphics: bands, silences, the crowd, and calm and conflict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from timeline.around import CALMEST, FIERCEST, Curve, Stretch, Strip
from timeline.drawing import COLUMN, Layout
from timeline.errors import Translate
from timeline.in_words import STRIPS, VALUES, silence_words, stretch_words
from timeline.metrics import FONT_SIZE, shorten, text_width
from timeline.shapes import CURVE_SHAPES, path
from timeline.strips import CROWD_HEAD, STRETCH, height_of
from timeline.svg_ink import Ink, words

LEAST = 34
"""The least room in pixels that is worth a shortened word in a band."""
_INSIDE = 8
"""Pixels between the edge of a piece and its words."""


class Room(NamedTuple):
    """Where words may stand: from day `left` to day `right`, on a line at height `y`."""

    left: float
    right: float
    y: float


def fitted(text: str, room: Room, form: str, ink: Ink, least: int = LEAST) -> Iterator[str]:
    """Words within a stretch of days, as far as they fit at each width of the drawing."""
    found: dict[str, str] = {}
    for looks, width in ink.widths():
        wide = (room.right - room.left) / ink.days * width - 2 * _INSIDE
        if said := shorten(text, wide, FONT_SIZE, least=least):
            found[said] = found.get(said, form) + looks
    for said, looks in found.items():
        yield f'<text{ink.style(looks)} x="{ink.x(room.left)}" dx="{_INSIDE}" y="{room.y:g}">{words(said)}</text>'


@dataclass(frozen=True, slots=True)
class StripPen:
    """Draws the strips of a layout with an ink, in the language of the reader."""

    layout: Layout
    ink: Ink
    translate: Translate

    def veil(self) -> Iterator[str]:
        """The silences, as a veil over the lanes on which the events are drawn."""
        lanes = self.layout.lanes
        for silence in self.layout.silences if lanes else ():
            if seen := self._seen(silence.left, silence.right):
                height = lanes[-1].top + lanes[-1].height - lanes[0].top
                yield f'<rect{self.ink.style("tl-quiet")} {self.ink.span(*seen)} y="{lanes[0].top}" height="{height}"/>'

    def names(self) -> Iterator[str]:
        """What stands before each strip, and the hairline above it."""
        for strip in self.layout.strips:
            middle = strip.top + (STRETCH if strip.name in {"frame", "course"} else strip.height) / 2
            name = words(self.translate(STRIPS[strip.name]))
            yield self.ink.rule(strip.top)
            yield f'<text{self.ink.style("tl-strip-name")} x="22" y="{middle + 4:g}">{name}</text>'
            for value in (FIERCEST, CALMEST) if strip.name == "curve" else ():
                y = strip.top + height_of(value) + 4
                where = f'x="{COLUMN * 100:g}%" dx="-6" y="{y:g}"'
                yield f"<text{self.ink.style('tl-strip-end')} {where}>{words(self.translate(VALUES[value]))}</text>"

    def contents(self) -> Iterator[str]:
        """All that stands in the strips, within the days in view."""
        for strip in self.layout.strips:
            if strip.name == "frame":
                yield from self._bands(strip, self.layout.frames)
            elif strip.name == "course":
                yield from self._bands(strip, self.layout.courses)
            elif strip.name == "silence":
                yield from self._silences(strip)
            elif strip.name == "crowd":
                yield from self._crowd(strip)
            else:
                yield from self._curves()

    def _seen(self, left: float, right: float) -> tuple[float, float] | None:
        """The part of a stretch that is in view, if any."""
        first, last = max(left, self.ink.first), min(right, self.ink.first + self.ink.days)
        return (first, last) if first < last else None

    def _colour(self, organisation: str) -> int:
        return next((lane.colour for lane in self.layout.owners if lane.id == organisation), 0)

    def _bands(self, strip: Strip, pieces: tuple[Stretch, ...]) -> Iterator[str]:
        ink = self.ink
        for piece in pieces:
            seen = self._seen(piece.left, piece.right)
            if seen is None:
                continue
            y = strip.top + piece.row * STRETCH
            colour = self._colour(piece.organisation) if piece.form == "held" else None
            form = ink.style(f"tl-{piece.form}", colour)
            yield f'<rect{form} {ink.span(*seen)} y="{y + 2}" height="{STRETCH - 4}"/>'
            if piece.form == "held":
                yield f'<rect{ink.style("tl-line", colour)} {ink.span(*seen)} y="{y + STRETCH - 4}" height="2"/>'
            looks = "tl-band-words tl-on-compulsory" if piece.form == "compulsory" else "tl-band-words"
            yield from fitted(stretch_words(self.layout, piece, self.translate), Room(*seen, y + 14), looks, ink)

    def _silences(self, strip: Strip) -> Iterator[str]:
        ink, y = self.ink, strip.top + 3
        bracket = ink.style("tl-bracket")
        for silence in self.layout.silences:
            seen = self._seen(silence.left, silence.right)
            if seen is None:
                continue
            yield f'<rect{bracket} {ink.span(*seen)} y="{y}" height="1.5"/>'
            for end in (silence.left, silence.right):
                if end in seen:
                    yield f'<rect{bracket} x="{ink.x(end)}" width="1.5" y="{y}" height="5"/>'
            said = silence_words(silence, self.translate)
            yield from fitted(said, Room(*seen, strip.top + strip.height / 2 + 7), "tl-band-words", ink)

    def _crowd(self, strip: Strip) -> Iterator[str]:
        ink, crowd = self.ink, self.layout.crowd
        ends = (*crowd.days[1:], float(self.layout.whole.days))
        for begin, end, count in zip(crowd.days, ends, crowd.counts, strict=True):
            seen = self._seen(begin, end)
            if seen is None or not count:
                continue
            high = (strip.height - CROWD_HEAD) * count / crowd.most
            y = strip.top + strip.height - high
            yield f'<rect{ink.style("tl-crowd")} {ink.span(*seen)} y="{y:.1f}" height="{high:.1f}"/>'
            share, needed = (seen[1] - seen[0]) / ink.days, text_width(str(count)) + 6
            fitting = [looks for looks, width in ink.widths() if share * width >= needed]
            if fitting:
                form = ink.style(f"tl-crowd-number{''.join(fitting)}")
                yield f'<text{form} x="{ink.x((seen[0] + seen[1]) / 2)}" y="{y - 3:.1f}">{count}</text>'

    def _curves(self) -> Iterator[str]:
        """For each organisation a line in steps, with a shape of its own at each step, so that no colour is needed."""
        names = {lane.id: lane.name for lane in self.layout.owners}
        for number, curve in enumerate(self.layout.curves):
            drawn = "".join(self._curve(number, curve))
            if drawn:
                yield f"<g><title>{words(names.get(curve.organisation, ''))}</title>{drawn}</g>"

    def _curve(self, number: int, curve: Curve) -> Iterator[str]:
        ink, colour = self.ink, self._colour(curve.organisation)
        line, shape = ink.style("tl-line", colour), path(CURVE_SHAPES[number % len(CURVE_SHAPES)])
        # each organisation's shape a little further, so that all can be seen where they saw the same
        along = f'transform="translate({9 + number * 12} 0) scale(0.62)"'
        reached, level = float("-inf"), 0.0
        for left, right, y, _ in curve.pieces:
            if seen := self._seen(left, right):
                yield f'<rect{line} {ink.span(*seen)} y="{y - 1:.1f}" height="2"/>'
                if reached == left == seen[0] and level != y:
                    across = f'x="{ink.x(left)}" width="1" y="{min(level, y):.1f}" height="{abs(level - y):.1f}"'
                    yield f"<rect{line} {across}/>"
                yield ink.at(seen[0], y, f'<path{ink.style("tl-shape", colour)} {along} d="{shape}"/>')
            reached, level = right, y
