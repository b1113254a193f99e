"""The icons as pages hold them: the lines of each, taken from the one sprite.

A page that pointed into the sprite would have it fetched, read and styled as a document of its own, for a few icons.
"""

from __future__ import annotations

import re
from functools import cache

from markupsafe import Markup

from app.assets import STATIC_DIR

_SYMBOL = re.compile(r'<symbol id="([\w-]+)"[^>]*>(.*?)</symbol>', re.DOTALL)


@cache
def _all() -> dict[str, Markup]:
    sprite = (STATIC_DIR / "icons" / "icons.svg").read_text(encoding="utf-8")
    # our own file, made by tools/build_assets.mjs: nothing in it came from a person
    return {name: Markup(lines.replace(" /> <", "/><").replace(" />", "/>")) for name, lines in _SYMBOL.findall(sprite)}  # noqa: S704


def icon_lines(name: str) -> Markup:
    """The lines of an icon, for within an `svg` of 24 by 24 with the class `tb-icon`, which is the pen.

    Raises:
        KeyError: there is no such icon.
    """
    return _all()[name]
