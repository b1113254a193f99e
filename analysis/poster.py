"""The timeline as a poster: one drawing as large as its paper holds, as vectors, also in parts on sheets of A3."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from analysis.report.lettering import in_order, lettered, template
from analysis.report.picture import COLOURS
from analysis.report.press import Limits, typeset
from timeline.drawing import NARROWEST, Layout
from timeline.errors import N_, Translate
from timeline.metrics import FONT_SIZE, text_width
from timeline.svg import draw_svg, mark_svg, sign_svg, signs_of
from timeline.svg_ink import FONT, PRINT_STYLES, on_paper, words
from timeline.table import Row, legend, tray

_SOURCES = Path(__file__).parents[1] / "templates" / "timeline"
Form = Literal["a3", "a2", "a1", "a2-a3", "a1-a3"]


@dataclass(frozen=True, slots=True)
class Paper:
    """A poster of `width` by `height` millimetres within its white edge, on so many sheets across and down.

    `sheet_width` and `sheet_height` are those of one sheet with its edge.
    """

    width: float
    height: float
    sheet_width: float
    sheet_height: float
    across: int = 1
    down: int = 1


EDGE = 10.0
"""The white edge of a sheet in millimetres: no printer prints it, and glued sheets overlap there."""
PAPERS: Mapping[Form, Paper] = {
    "a3": Paper(400, 277, 420, 297),
    "a2": Paper(574, 400, 594, 420),
    "a1": Paper(821, 574, 841, 594),
    "a2-a3": Paper(554, 400, 297, 420, across=2),
    "a1-a3": Paper(800, 554, 420, 297, across=2, down=2),
}
"""ISO 216, lying; A2 and A1 also as sheets of A3, which any office prints."""
NAMES: Mapping[Form, str] = {
    "a3": N_("Poster A3"),
    "a2-a3": N_("Poster A2 op 2 vellen A3"),
    "a1-a3": N_("Poster A1 op 4 vellen A3"),
    "a2": N_("Poster A2"),
    "a1": N_("Poster A1"),
}
SMALLEST = 6.0
"""Points below which words on paper are read by nobody, not even close by: as small as the small print of a leaflet."""
LEGIBLE, LARGEST = 18.0, 1.35
"""Points that words need to be read at two metres, and how much larger against the marks they may get for that.

A row holds no larger words than that, and each step larger costs labels: on an A3 of 70 events 49 of 57 are left.
"""
_LINE_OF_HEAD, _LINE_OF_CHOICE, _GAPS, _LINE_OF_LEGEND = 13.5, 8.0, 7.5, 5.2
"""Millimetres on an A3, and as much more as a paper is wider: the name, what is chosen, the white between, and
each line of the legend and of what has no date."""
_HEAD_OF_UNDATED = 130.0
"""Pixels that the words before what has no date take, in any language."""
_LEGEND_SIZE = 10.0
"""Points of the legend on an A3."""
POINTS = 72 / 25.4
"""Points in a millimetre."""
_MOST_UNDATED, _MOST_CHARS, _MOST_CHOICE = 12, 60, 280
_SIGN, _APART, _ROW_OF_LEGEND = 24, 18, 24
"""Pixels that a sign of the legend takes, between two of them, and that a row of them is high."""
AND_MORE = N_("en nog {count}")
WORDS = {
    "timeline": N_("Tijdlijn"),
    "undated": N_("Nog zonder datum"),
    "sheet": N_("Blad {number} van {total}. Knip langs de hoekjes en plak de bladen aan elkaar."),
}


def poster(
    placed: Layout,
    *,
    name: str,
    made_on: str,
    choice: str = "",
    form: Form = "a3",
    language: str = "nl",
    translate: Translate = str,
    fonts: Sequence[Path] = (),
    limits: Limits = Limits(),
) -> bytes:
    """The timeline as a poster (PDF), as large as it fits on this paper.

    Args:
        placed: what stands where.
        name: the code name of the case.
        made_on: the day on which it was made, in words.
        choice: what was chosen of the timeline, in words; nothing when all of it is shown.
        form: the paper; `a1-a3` is an A1 on sheets of A3.
        language: of dates and kinds.
        translate: a message in the language of the reader.
        fonts: folders with font files.
        limits: when to stop.

    Raises:
        ReportNotMade: it took too long or too much memory.
    """
    paper = PAPERS[form]
    told = _legend(placed, language, translate)
    undated = _undated(tray(placed, language=language, translate=translate), translate)
    choice = _choice(choice)
    width = _width(placed, paper.width, paper.height - _around(paper, told, undated, choice))
    view = {
        "name": in_order(name),
        "made_on": made_on,
        "choice": in_order(choice),
        "language": language,
        "drawing": lettered(_picture(placed, width, language, translate, type_size(width, paper.width))).view(),
        "legend": told,
        "undated": undated,
        "words": {key: translate(words) for key, words in WORDS.items()},
        "paper": asdict(paper),
        "edge": EDGE,
    }
    source = template(_SOURCES / "poster.typ")
    return typeset(source, {"poster": json.dumps(view, ensure_ascii=False)}, fonts=fonts, limits=limits)


def points_on(
    placed: Layout, form: Form, *, choice: str = "", language: str = "nl", translate: Translate = str
) -> float:
    """How large the words on a poster become, in points; see `poster`."""
    paper = PAPERS[form]
    undated = _undated(tray(placed, language=language, translate=translate), translate)
    around = _around(paper, _legend(placed, language, translate), undated, _choice(choice))
    width = _width(placed, paper.width, paper.height - around)
    return _points(width, paper.width) * type_size(width, paper.width)


def _around(paper: Paper, told: Sequence[Mapping[str, str]], undated: Sequence[str], choice: str) -> float:
    """About how many millimetres the words above and below the drawing take: the template has the last word."""
    scale = paper.width / PAPERS["a3"].width
    line = paper.width / scale * POINTS * FONT_SIZE / _LEGEND_SIZE  # in pixels of words of the usual size
    signs = sum(text_width(entry["word"]) + 2 * _APART for entry in told)
    waiting = text_width("; ".join(undated)) + _HEAD_OF_UNDATED if undated else 0.0
    lines = math.ceil(signs / line) + math.ceil(waiting / line)
    above = _LINE_OF_HEAD + (_LINE_OF_CHOICE * math.ceil(text_width(choice) * 1.2 / line))
    return (above + _GAPS + _LINE_OF_LEGEND * lines) * scale


def as_svg(placed: Layout, *, language: str = "nl", translate: Translate = str) -> str:
    """The drawing as a picture of vectors, for other documents, with below it what its shapes mean."""
    width = _width(placed, 400, 277)
    picture = _picture(placed, width, language, translate)
    told = _legend(placed, language, translate)
    return _with_legend(picture, told, width, placed.height) if told else picture


def _with_legend(picture: str, told: Sequence[Mapping[str, str]], width: int, height: int) -> str:
    """The picture with the signs and their words in rows below it, as many in a row as there is room for."""
    rows: list[str] = []
    x = 0.0
    for entry in told:
        room = _SIGN + text_width(entry["word"]) + _APART
        if not rows or x + room > width:
            rows.append("")
            x = 0.0
        sign = entry["svg"].replace("<svg ", f'<svg x="{x:g}" ', 1)
        rows[-1] += f'{sign}<text x="{x + _SIGN:g}" y="13.5" {PRINT_STYLES["tl-label"]}>{words(entry["word"])}</text>'
        x += room
    below = "".join(
        f'<g transform="translate(0 {height + _ROW_OF_LEGEND * (number + 0.25):g})">{row}</g>'
        for number, row in enumerate(rows)
    )
    whole = height + _ROW_OF_LEGEND * (len(rows) + 0.5)
    size = f'width="{width}" height="{whole:g}" viewBox="0 0 {width} {whole:g}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{FONT}">{picture}{below}</svg>'


def type_size(pixels: int, millimetres: float) -> float:
    """How much larger words are against the marks, so that they can be read at two metres where that can be."""
    return min(max(LEGIBLE / _points(pixels, millimetres), 1.0), LARGEST)


def _points(pixels: int, millimetres: float) -> float:
    """How large the words of a drawing of so many pixels become on so many millimetres."""
    return FONT_SIZE * millimetres / pixels * POINTS


def _width(placed: Layout, across: float, down: float) -> int:
    """The width of the drawing in pixels with which it has the shape of the paper, so that its words are largest."""
    return max(NARROWEST, math.ceil(placed.height * across / down))


def _picture(placed: Layout, width: int, language: str, translate: Translate, type_size: float = 1) -> str:
    return draw_svg(
        placed,
        width=width,
        language=language,
        standalone=True,
        colours=COLOURS,
        type_size=type_size,
        translate=translate,
    )


def _legend(placed: Layout, language: str, translate: Translate) -> list[dict[str, str]]:
    kinds = [{"svg": on_paper(mark_svg(each.shape)), "word": each.word} for each in legend(placed, language=language)]
    signs = [{"svg": on_paper(sign_svg(key)), "word": translate(word)} for key, word in signs_of(placed).items()]
    return [*kinds, *signs]


def _choice(words: str) -> str:
    """What was chosen, as far as the head of a poster has room for it."""
    return words if len(words) <= _MOST_CHOICE else words[:_MOST_CHOICE].rstrip() + "…"


def _undated(waiting: Sequence[Row], translate: Translate) -> list[str]:
    """What has no date, as far as there is room for it on the paper."""
    told = [f"{in_order(row.title[:_MOST_CHARS])} ({in_order(row.lane)})" for row in waiting[:_MOST_UNDATED]]
    left = len(waiting) - len(told)
    return [*told, translate(AND_MORE).format(count=left)] if left else told
