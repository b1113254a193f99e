"""The timeline as a picture for pages that only show it."""

from __future__ import annotations

from markupsafe import Markup

from analysis.shown import shown
from app.here import Here
from app.i18n import gettext, language
from timeline.svg import draw_svg


def drawing(place: Here, width: int = 1160) -> Markup:
    """The whole timeline as a picture, for the beamer and other places where nothing is chosen."""
    placed = shown(place.db, place.case, place.viewer, translate=gettext).placed()
    return Markup(draw_svg(placed, width=width, language=language(), translate=gettext))  # noqa: S704 (the pen escapes)
