"""The timeline as a picture in the report: the same drawing as on screen, on its own and in the colours of paper."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlmodel import Session

from analysis.report.document import Picture
from analysis.shown import shown
from timeline.drawing import NARROWEST, Layout
from timeline.errors import N_
from timeline.models import Case
from timeline.scope import Viewer
from timeline.svg import draw_svg

WIDTH = 1500
PAGE = (261, 132)
"""Millimetres that a chapter's drawing has on an A4 on its side, under the heading."""
COLOURS = {
    0: "#6b6a64",
    1: "#1e508e",
    2: "#a33e01",
    3: "#2f977c",
    4: "#9975ca",
    5: "#ba7719",
    6: "#6e2f43",
    7: "#1e7a87",
    8: "#610449",
    9: "#383b00",
    10: "#916d49",
    11: "#182f79",
    12: "#5b5c5d",
}
"""The colours of the organisations on paper: those of the light theme in app/static/css/tokens.css."""


_ALT = N_("De tijdlijn van de casus als tekening. Alle gebeurtenissen staan hieronder ook in woorden.")
_ALT_CHAPTER = N_("De tijdlijn van deze periode als tekening. Alle gebeurtenissen staan hieronder ook in woorden.")


@dataclass(frozen=True, slots=True)
class Pictures:
    """The drawing of the whole case, and one of each chapter in which something stands, by the chapter's id."""

    whole: Picture
    chapters: Mapping[str, Picture]


def pictures_of(db: Session, case: Case, viewer: Viewer, *, language: str, translate: Callable[[str], str]) -> Pictures:
    """The drawings of everything that this viewer may see, with words for who can't see them."""
    everything = shown(db, case, viewer, translate=translate)

    def drawn(placed: Layout, width: int, alt: str) -> Picture:
        svg = draw_svg(placed, width=width, language=language, standalone=True, colours=COLOURS, translate=translate)
        return Picture(svg, translate(alt))

    parts = ((chapter.id, everything.of_chapter(chapter)) for chapter in everything.chapters)
    return Pictures(
        drawn(everything.placed(), WIDTH, _ALT),
        {key: drawn(part, width_of(part), _ALT_CHAPTER) for key, part in parts if part.placed},
    )


def width_of(part: Layout) -> int:
    """The width in pixels at which a chapter has the shape of its page, so that its words are largest."""
    across, down = PAGE
    return max(NARROWEST, math.ceil(part.height * across / down))
