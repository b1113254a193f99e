"""Two inks for one drawing: classes and shares of the width for the page, fixed colours and pixels for a document."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from timeline.drawing import BAR, COLUMN, FIELD, TIERS, Layout
from timeline.text import clean_text

PAPER, TEXT, SUBTLE, RULE, EVEN, ACCENT = "#ffffff", "#24292b", "#575d5c", "#cfc9bd", "#f7f5f1", "#17595f"
PRINT_COLOURS = {
    0: "#6b6a64",
    1: "#132f73",
    2: "#9f4524",
    3: "#247a63",
    4: "#7657bd",
    5: "#8f6008",
    6: "#62122d",
    7: "#35687a",
    8: "#6f325f",
    9: "#494403",
    10: "#7d5a43",
    11: "#1d599f",
    12: "#5c5d5e",
}
_HALOS = {"tl-label": PAPER, "tl-label tl-on-even": EVEN}
"""The ground on which a label stands, that keeps lines away from its letters."""
FONT = "'Source Sans 3', 'Source Sans Pro', Arial, sans-serif"
PRINT_STYLES = {
    "tl-lane": f'fill="{PAPER}"',
    "tl-lane tl-even": f'fill="{EVEN}"',
    "tl-rule": f'fill="{RULE}"',
    "tl-name": f'fill="{TEXT}" font-size="13" font-weight="600"',
    "tl-chapter": 'fill="#e9e5dc"',
    "tl-chapter tl-even": 'fill="#f1eee8"',
    "tl-boundary": f'fill="{RULE}"',
    "tl-chapter-name": f'fill="{TEXT}" font-size="13" font-weight="600"',
    "tl-grid": 'fill="#e4dfd5"',
    "tl-tick": f'fill="{SUBTLE}" font-size="12" text-anchor="middle"',
    "tl-thread": f'stroke="{SUBTLE}" stroke-width="1.5"',
    "tl-there": f'fill="{SUBTLE}"',
    "tl-missing": f'fill="{PAPER}" stroke="{SUBTLE}" stroke-width="1.5"',
    "tl-event": "",
    "tl-lit": f'fill="none" stroke="{ACCENT}" stroke-width="3"',
    "tl-disputed": f'fill="{PAPER}" stroke="{TEXT}" stroke-width="1.2"',
    "tl-turning": f'fill="{ACCENT}" stroke="{PAPER}" stroke-width="1.5"',
    "tl-turning-number": f'fill="{PAPER}" font-size="12" font-weight="600" text-anchor="middle"',
    "tl-strip-name": f'fill="{SUBTLE}" font-size="12"',
    "tl-strip-end": f'fill="{SUBTLE}" font-size="11" text-anchor="end"',
    "tl-band-words": f'fill="{TEXT}" font-size="12"',
    "tl-band-words tl-on-compulsory": f'fill="{PAPER}" font-size="12"',
    "tl-voluntary": f'fill="{PAPER}" stroke="{SUBTLE}"',
    "tl-compulsory": f'fill="{SUBTLE}"',
    "tl-nobody": f'fill="{PAPER}" stroke="{SUBTLE}" stroke-dasharray="4 3"',
    "tl-quiet": 'fill="#e4dfd5" fill-opacity="0.5"',
    "tl-bracket": f'fill="{SUBTLE}"',
    "tl-crowd": f'fill="{SUBTLE}" fill-opacity="0.35"',
    "tl-crowd-number": f'fill="{TEXT}" font-size="12" text-anchor="middle"',
    "tl-label": f'fill="{TEXT}" font-size="13"',
    "tl-label tl-on-even": f'fill="{TEXT}" font-size="13"',
    "tl-label tl-inside": f'fill="{TEXT}" font-size="13"',
}


BASELINE = 4.5
"""Pixels from the middle of a row down to the line that words stand on."""
LARGER = frozenset({"tl-label", "tl-name", "tl-tick"})
"""What is written larger on paper that is read from a distance; there is no room for it in the strips."""


def on_paper(picture: str) -> str:
    """A small picture of the legend with its looks written out, for where there is no stylesheet."""
    neutral = PRINT_COLOURS[0]
    looks = PRINT_STYLES | {
        "tl-shape": f'fill="{neutral}"',
        "tl-open": f'fill="{PAPER}" stroke="{neutral}" stroke-width="1.8"',
        "tl-wide": f'fill="{neutral}" fill-opacity="0.3"',
    }
    return re.sub(r'class="([^"]*)"', lambda found: looks.get(found[1], ""), picture).replace(
        "<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1
    )


@dataclass(frozen=True, slots=True)
class Wording:
    """Words beside something: how many pixels to the right of it, whether they end there, and the text, escaped."""

    dx: float
    ends: bool
    text: str


class Ink(Protocol):
    """How lengths across and looks are written down."""

    type_size: float
    """How much larger words are than on the screen."""
    bar: int
    """How high a period is drawn, in pixels."""
    first: float
    """The first day in view, in days since the first day of the case."""
    days: int
    narrowest: float
    """The least width in pixels that the field may have."""

    def open(self, attributes: str, form: str = "") -> str:
        """Begin the picture; on the page it can have another form beside its own."""

    def definitions(self) -> str:
        """What the picture uses more than once."""

    def open_field(self) -> str:
        """Begin the part right of the names; what lies outside isn't shown."""

    def close_field(self) -> str:
        """End that part."""

    def x(self, day: float) -> str:
        """Where a day stands."""

    def span(self, left: float, right: float) -> str:
        """The attributes of a rectangle from one day to another."""

    def widths(self) -> list[tuple[str, float]]:
        """The widths of the field that words are fitted to, each with the class that shows them there."""

    def at(self, day: float, y: float, body: str) -> str:
        """Something whose own measures are pixels, placed at a day."""

    def moved(self, dx: float) -> str:
        """The attribute that moves a shape to the right."""

    def rule(self, y: float) -> str:
        """A hairline over the whole width."""

    def label(self, form: str, day: float, y: float, said: Wording) -> str:
        """The words beside an event at a day, on the ground that they stand on."""

    def style(self, form: str, colour: int | None = None, fade: str = "") -> str:
        """How a form looks, in the colour of a lane; `fade` is "in" or "out" for what fades."""


def words(text: str) -> str:
    """Text for between tags: nothing in it can become a tag, and what no file can carry is gone."""
    return html.escape(clean_text(text), quote=False).replace("\n", " ")


def attribute(text: str) -> str:
    """Text for between quotes."""
    return html.escape(clean_text(text), quote=True).replace("\n", " ")


class _Window:
    """What both inks know of the view."""

    type_size: float = 1
    bar: int = BAR

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.first = layout.day(layout.window.start)
        self.days = layout.window.days
        self.narrowest = FIELD

    def share(self, day: float) -> float:
        """Where a day stands, as a share of the field, not further out than a good deal beyond its edges."""
        return min(max((day - self.first) / self.days, -2.0), 3.0)

    def moved(self, dx: float) -> str:
        """The attribute that moves a shape to the right."""
        return f' transform="translate({dx:g} 0)"' if dx else ""

    def colours(self) -> list[int]:
        """The colours that occur."""
        return sorted({lane.colour for lane in self.layout.owners})


class PageInk(_Window):
    """Classes that the stylesheet colours, and shares of the width that there is."""

    def open(self, attributes: str, form: str = "") -> str:
        """Begin the picture; on the page it can have another form beside its own."""
        size = f'width="100%" height="{self.layout.height}"'
        return f'<svg xmlns="http://www.w3.org/2000/svg" class="{f"tl-svg {form}".strip()}" {size} {attributes}>'

    def definitions(self) -> str:
        """The gradients of what fades."""
        return _gradients(self.colours(), lambda colour, clear: f'class="tl-c{colour} tl-stop{" tl-clear" * clear}"')

    def open_field(self) -> str:
        """Begin the part right of the names."""
        return (
            f'<svg class="tl-field" x="{COLUMN * 100:g}%" y="0" width="{(1 - COLUMN) * 100:g}%" '
            f'height="{self.layout.height}" overflow="hidden">'
        )

    def close_field(self) -> str:
        """End that part."""
        return "</svg>"

    def x(self, day: float) -> str:
        """Where a day stands."""
        return f"{self.share(day) * 100:.2f}".rstrip("0").rstrip(".") + "%"

    def span(self, left: float, right: float) -> str:
        """The attributes of a rectangle from one day to another."""
        width = max((self.share(right) - self.share(left)) * 100, 0.01)
        return f'x="{self.x(left)}" width="{width:.2f}%"'

    def widths(self) -> list[tuple[str, float]]:
        """The widths of the field that words are fitted to, each with the class that shows them there."""
        return [(f" tl-t{number}", tier * (1 - COLUMN)) for number, tier in enumerate(TIERS)]

    def at(self, day: float, y: float, body: str) -> str:
        """Something whose own measures are pixels, placed at a day."""
        return f'<svg x="{self.x(day)}" y="{y:g}">{body}</svg>'

    def rule(self, y: float) -> str:
        """A hairline over the whole width."""
        return f'<rect class="tl-rule" x="0" y="{y:g}" width="100%" height="1"/>'

    def label(self, form: str, day: float, y: float, said: Wording) -> str:
        """The words beside an event; the stylesheet gives them their ground.

        They are moved by `dx`, as a place of its own for each would cost a browser half as much again.
        """
        ends = ' text-anchor="end"' if said.ends else ""
        place = f'x="{self.x(day)}" dx="{said.dx:g}" y="{y + BASELINE:g}"{ends}'
        return f"<text{self.style(form)} {place}>{said.text}</text>"

    def style(self, form: str, colour: int | None = None, fade: str = "") -> str:
        """The classes of a form."""
        classes = form if colour is None else f"{form} tl-c{colour}"
        # The address of a gradient can't stand in a stylesheet once for all colours.
        return f' class="{classes}"' + (f' fill="url(#tl-fade-{fade}-{colour})"' if fade else "")


class PrintInk(_Window):
    """Fixed colours that are legible in grey, and pixels."""

    def __init__(
        self, layout: Layout, width: int, colours: Mapping[int, str], type_size: float = 1, bar: int = BAR
    ) -> None:
        super().__init__(layout)
        self.bar = bar
        self.type_size = type_size
        self.width = width
        self.left = round(width * COLUMN)
        self.narrowest = width - self.left
        self.palette = {**PRINT_COLOURS, **colours}

    def open(self, attributes: str, form: str = "") -> str:
        """Begin the picture."""
        size = f'width="{self.width}" height="{self.layout.height}" viewBox="0 0 {self.width} {self.layout.height}"'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{FONT}" {attributes}>'

    def definitions(self) -> str:
        """The gradients of what fades, and the frame outside which nothing shows."""
        box = f'x="{self.left}" y="0" width="{self.narrowest}" height="{self.layout.height}"'
        frame = f'<clipPath id="tl-frame"><rect {box}/></clipPath>'
        return (
            _gradients(
                self.colours(),
                lambda colour, clear: f'stop-color="{self._colour(colour)}" stop-opacity="{0 if clear else 1}"',
            )
            + f"<defs>{frame}</defs>"
        )

    def open_field(self) -> str:
        """Begin the part right of the names."""
        return '<g clip-path="url(#tl-frame)">'

    def close_field(self) -> str:
        """End that part."""
        return "</g>"

    def x(self, day: float) -> str:
        """Where a day stands."""
        return f"{self.left + self.share(day) * self.narrowest:.1f}"

    def span(self, left: float, right: float) -> str:
        """The attributes of a rectangle from one day to another."""
        width = max((self.share(right) - self.share(left)) * self.narrowest, 0.5)
        return f'x="{self.x(left)}" width="{width:.1f}"'

    def widths(self) -> list[tuple[str, float]]:
        """The one width of the field that words are fitted to."""
        return [("", self.narrowest)]

    def at(self, day: float, y: float, body: str) -> str:
        """Something whose own measures are pixels, placed at a day."""
        return f'<g transform="translate({self.x(day)} {y:g})">{body}</g>'

    def rule(self, y: float) -> str:
        """A hairline over the whole width."""
        return f'<rect fill="{RULE}" x="0" y="{y:g}" width="{self.width}" height="1"/>'

    def label(self, form: str, day: float, y: float, said: Wording) -> str:
        """The words beside an event, after their own ground: on paper a halo round each letter would cover the next."""
        # Larger words were found room on a drawing that much narrower.
        ends = ' text-anchor="end"' if said.ends else ""
        rest = f'x="{said.dx * self.type_size:g}" y="{BASELINE * self.type_size:g}"{ends}>{said.text}</text>'
        form = form.partition(" tl-t")[0]  # the widths of the screen
        halo = _HALOS.get(form)
        size = f"{13 * self.type_size:g}"
        ground = f'<text font-size="{size}" fill="none" stroke="{halo}" stroke-width="6" aria-hidden="true" {rest}'
        return self.at(day, y, f"{ground if halo else ''}<text{self.style(form)} {rest}")

    def style(self, form: str, colour: int | None = None, fade: str = "") -> str:
        """The look of a form, written out."""
        paint = self._colour(colour or 0)
        fill = f"url(#tl-fade-{fade}-{colour})" if fade else paint
        looks = {
            "tl-dot": f'fill="{paint}"',
            "tl-bar": f'fill="{fill}" opacity="0.2"',
            "tl-line": f'fill="{fill}"',
            "tl-held": f'fill="{paint}" fill-opacity="0.2"',
            "tl-wide": f'fill="{paint}" fill-opacity="0.3"',
            "tl-hollow": f'fill="{PAPER}" stroke="{paint}" stroke-width="1.5" stroke-dasharray="5 3"',
            "tl-shape": f'fill="{paint}" stroke="{PAPER}" stroke-width="1" paint-order="stroke"',
            "tl-shape tl-open": f'fill="{PAPER}" stroke="{paint}" stroke-width="1.8"',
        }
        look = looks.get(form) or PRINT_STYLES.get(form, "")
        if self.type_size != 1 and form.partition(" ")[0] in LARGER:
            look = re.sub(r'font-size="(\d+)"', lambda found: f'font-size="{int(found[1]) * self.type_size:g}"', look)
        return f" {look}" if look else ""

    def _colour(self, number: int) -> str:
        return self.palette.get(number, self.palette[0])


def _gradients(colours: list[int], stop: Callable[[int, bool], str]) -> str:
    """For each colour a gradient in and a gradient out; `stop` writes the look of its full and its clear end."""
    made = []
    for colour in colours:
        for name, ends in (("in", (True, False)), ("out", (False, True))):
            stops = "".join(f'<stop offset="{place}" {stop(colour, clear)}/>' for place, clear in enumerate(ends))
            made.append(f'<linearGradient id="tl-fade-{name}-{colour}">{stops}</linearGradient>')
    return f"<defs>{''.join(made)}</defs>"
