"""What stands around the events in words: the bands, the silences, the crowd, and calm and conflict.

The same words for a legend, for who can't see the drawing, and for what is written in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from timeline.around import Silence, Stretch, StripName
from timeline.drawing import Layout
from timeline.errors import N_, Translate
from timeline.text import clean_text
from timeline.ticks import short_months

STRIPS: Mapping[StripName, str] = {
    "curve": N_("Rust en strijd"),
    "frame": N_("Kader"),
    "course": N_("Koers"),
    "silence": N_("Niets genoteerd"),
    "crowd": N_("Tegelijk betrokken"),
}
"""What stands before each strip."""
FORMS: Mapping[str, str] = {
    "voluntary": N_("vrijwillig kader"),
    "compulsory": N_("gedwongen kader"),
    "nobody": N_("niemand duidelijk"),
}
VALUES: Mapping[int, str] = {
    1: N_("Rustig"),
    2: N_("Meestal rustig"),
    3: N_("Rust en strijd wisselden"),
    4: N_("Vaak strijd"),
    5: N_("Veel strijd"),
}
"""How calm or how full of conflict a stretch of days was."""
FROM_TO = N_("%(what)s: %(first)s t/m %(last)s")
ONE_MONTH = N_("1 maand niets genoteerd")
MONTHS = N_("%(months)s maanden niets genoteerd")
MOST = N_("Het drukst was het vanaf %(first)s, met %(most)s hulpverleners tegelijk.")


@dataclass(frozen=True, slots=True)
class Told:
    """A strip in words: its name and one line for each thing in it."""

    name: str
    lines: tuple[str, ...]


def around_in_words(layout: Layout, *, language: str = "nl", translate: Translate = str) -> tuple[Told, ...]:
    """Every strip of the drawing in words, from the top to the bottom."""
    found = []
    for strip in layout.strips:
        lines = tuple(_lines(layout, strip.name, language, translate))
        found.append(Told(translate(STRIPS[strip.name]), lines))
    return tuple(found)


def stretch_words(layout: Layout, piece: Stretch, translate: Translate = str) -> str:
    """What is written in a piece of a band: the measure, who held the course, or what form of frame it is."""
    said = clean_text(piece.words).strip()
    if piece.form == "held":
        name = next((clean_text(lane.name) for lane in layout.owners if lane.id == piece.organisation), "")
        return f"{name} ({said})" if name and said else name or said
    form = translate(FORMS[piece.form])
    return f"{form}: {said}" if said else form


def silence_words(silence: Silence, translate: Translate = str) -> str:
    """How long nothing is told."""
    return translate(ONE_MONTH) if silence.months == 1 else translate(MONTHS) % {"months": silence.months}


def _lines(layout: Layout, name: StripName, language: str, translate: Translate) -> Iterator[str]:
    def spell(what: str, left: float, right: float) -> str:
        # the last day is the one before the day at which it stops
        first, last = _day(layout, left, language), _day(layout, right - 1, language)
        return translate(FROM_TO) % {"what": what, "first": first, "last": last}

    if name in {"frame", "course"}:
        for piece in sorted(layout.frames if name == "frame" else layout.courses, key=lambda piece: piece.left):
            yield spell(stretch_words(layout, piece, translate), piece.left, piece.right)
    elif name == "silence":
        for silence in layout.silences:
            yield spell(silence_words(silence, translate), silence.left, silence.right)
    elif name == "crowd":
        busiest = layout.crowd.days[layout.crowd.counts.index(layout.crowd.most)]
        yield translate(MOST) % {"most": layout.crowd.most, "first": _day(layout, busiest, language)}
    else:
        names = {lane.id: clean_text(lane.name) for lane in layout.owners}
        for curve in layout.curves:
            for left, right, _, value in curve.pieces:
                yield spell(f"{names.get(curve.organisation, '')}, {translate(VALUES[value]).lower()}", left, right)


def _day(layout: Layout, day: float, language: str) -> str:
    """A day of the drawing as people write it."""
    found = min(layout.whole.start + timedelta(int(max(day, 0))), date.max)
    return f"{found.day} {short_months(language)[found.month - 1]} {found.year}"
