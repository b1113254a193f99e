"""The timeline as a picture in the report: the same drawing as on screen, on its own and in the colours of paper."""

from __future__ import annotations

from collections.abc import Callable

from sqlmodel import Session

from analysis.report.document import Picture
from analysis.shown import shown
from timeline.errors import N_
from timeline.models import Case
from timeline.scope import Viewer
from timeline.svg import draw_svg

WIDTH = 1500
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


def picture_of(db: Session, case: Case, viewer: Viewer, *, language: str, translate: Callable[[str], str]) -> Picture:
    """The drawing of everything that this viewer may see, with words for who can't see it."""
    svg = draw_svg(
        shown(db, case, viewer, translate=translate).placed(),
        width=WIDTH,
        language=language,
        standalone=True,
        colours=COLOURS,
        translate=translate,
    )
    alt = translate(N_("De tijdlijn van de casus als tekening. Alle gebeurtenissen staan hieronder ook in woorden."))
    return Picture(svg, alt)
