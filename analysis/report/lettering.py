"""Words on paper in more than one script: which of a drawing Typst sets itself, and in which order words are read.

What draws pictures within Typst shapes a label as a whole in one typeface, and where the next one makes more or fewer
letters of it (letters that join, an emoji of several signs), it shows boxes. Typst's own text has no such trouble.
So such labels are taken out of a drawing and set over it, at the same place (`templates/report/letters.typ`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from lxml import etree

_LETTERS = Path(__file__).parents[2] / "templates" / "report" / "letters.typ"
_BEYOND = re.compile("[^\x00-\u058f\u1e00-\u200a\u2010-\u2065\u206a-\u218f]")
"""What may not stand in Source Sans: neither Latin, Greek or Cyrillic, nor signs between words."""
_ARABIC_OR_HEBREW = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_MOVED = re.compile(r"translate\((-?[\d.]+)[ ,]+(-?[\d.]+)\)")
_COLOUR = re.compile("#[0-9a-f]{6}")
_FRAME = re.compile(r"url\(#([\w-]+)\)")
TO_THE_LEFT, CLOSED = "\u2067", "\u2069"
"""Between these two, words are read from right to left, and what stands around them is not moved by it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of a drawing outside which nothing shows, in pixels from its corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Label:
    """Words at a place of a drawing: `x` and `y` (on the line that letters stand on), sizes in pixels."""

    text: str
    x: float
    y: float
    anchor: str
    size: float
    weight: int
    fill: str
    stroke: str
    stroke_width: float
    frame: Frame | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing of `width` by `height` pixels without the labels that Typst sets, and those labels."""

    svg: str
    width: float = 0.0
    height: float = 0.0
    labels: tuple[Label, ...] = ()

    def view(self) -> dict[str, object]:
        """What the template needs."""
        return asdict(self)


def template(path: Path) -> str:
    """A Typst template, with before it what all of them use to set letters."""
    return _LETTERS.read_text(encoding="utf-8") + path.read_text(encoding="utf-8")


def lettered(svg: str) -> Drawing:
    """The drawing, with the labels taken out that Typst has to set itself; most drawings have none."""
    if not _BEYOND.search(svg):
        return Drawing(svg)
    try:
        root = etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
        width, height = float(root.get("width", "")), float(root.get("height", ""))
        labels = tuple(_taken_out(root, _Place(), _frames(root)))
    except (etree.XMLSyntaxError, ValueError):
        return Drawing(svg)
    return Drawing(etree.tostring(root, encoding="unicode"), width, height, labels)


def in_order(text: str) -> str:
    """The text so that it keeps its own order within a Dutch sentence, when most of its letters go from right to left.

    A sentence in Arabic then ends where an Arab reader looks for its end; a Dutch one with an Arabic name in it is
    already in the order of the page.
    """
    if not _ARABIC_OR_HEBREW.search(text) or TO_THE_LEFT in text or CLOSED in text:
        return text
    ways = [unicodedata.bidirectional(character) for character in text]
    left = sum(way in {"R", "AL"} for way in ways)
    return f"{TO_THE_LEFT}{text}{CLOSED}" if left > ways.count("L") else text


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the corner of a part of a drawing lies, and what shows of it."""

    x: float = 0.0
    y: float = 0.0
    frame: Frame | None = None


def _frames(root: etree._Element) -> dict[str, Frame]:
    """The frames that a drawing names, by their names."""
    return {
        clip.get("id", ""): Frame(*(float(rect.get(side, "0")) for side in ("x", "y", "width", "height")))
        for clip in root.iterfind(".//{*}clipPath")
        for rect in clip.iterfind("{*}rect")
    }


def _taken_out(part: etree._Element, place: _Place, frames: dict[str, Frame]) -> Iterator[Label]:
    for child in list(part):
        match etree.QName(child).localname if isinstance(child.tag, str) else "":
            case "text":
                if _BEYOND.search(child.text or "") and (label := _label(child, place)):
                    part.remove(child)
                    yield label
            case "g" | "svg" | "a":
                if inner := _within(child, place, frames):
                    yield from _taken_out(child, inner, frames)


def _within(part: etree._Element, place: _Place, frames: dict[str, Frame]) -> _Place | None:
    """Where a part lies; None when it is turned or stretched, which none of our drawings with words is."""
    across, down = float(part.get("x", "0")), float(part.get("y", "0"))
    if part.get("viewBox", "").split() not in ([], ["0", "0", part.get("width"), part.get("height")]):
        return None
    if moved := part.get("transform"):
        if not (found := _MOVED.fullmatch(moved)):
            return None
        across, down = float(found[1]), float(found[2])
    inner = replace(place, x=place.x + across, y=place.y + down)
    if named := _FRAME.fullmatch(part.get("clip-path", "")):
        if not (frame := frames.get(named[1])):
            return None
        return replace(inner, frame=replace(frame, x=frame.x + inner.x, y=frame.y + inner.y))
    return inner


def _label(text: etree._Element, place: _Place) -> Label | None:
    """The label that an element shows; None when it is written in another way than our drawings for paper are."""
    fill, edge = text.get("fill", "#000000"), text.get("stroke", "none")
    if not _COLOUR.fullmatch(fill if edge == "none" else edge):
        return None
    try:
        x, dx, y, size, stroke = (float(text.get(name, "0")) for name in ("x", "dx", "y", "font-size", "stroke-width"))
        weight = int(text.get("font-weight", "400"))
    except ValueError:
        return None
    return Label(
        text=in_order(text.text or ""),
        x=place.x + x + dx,
        y=place.y + y,
        anchor=text.get("text-anchor", "start"),
        size=size,
        weight=weight,
        fill=fill,
        stroke=edge,
        stroke_width=stroke,
        frame=place.frame,
    )
