"""The timeline as a poster: one drawing as large as its paper holds, as vectors, also in parts on sheets of A3."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

from analysis.poster_list import SEE_ALL, SEE_NUMBERS, list_of
from analysis.poster_list import WORDS as LIST_WORDS
from analysis.report.lettering import in_order, lettered, template
from analysis.report.picture import COLOURS
from analysis.report.press import Limits, typeset
from timeline.drawing import BAR, NARROWEST, Layout
from timeline.errors import N_, Translate
from timeline.labels import labels_of
from timeline.metrics import FONT_SIZE, text_width, wrap
from timeline.svg import draw_svg, mark_svg, sign_svg, signs_of
from timeline.svg_ink import FONT, PRINT_STYLES, on_paper, words
from timeline.table import Row, legend, tray
from timeline.wall import Wall, on_wall, whole_on_wall

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
LARGE, SMALLER = 36.0, 0.9
"""Points on an A3, and as many more as a paper is wider, with which few events fill their paper, each with all of its
words; and by how much smaller ones are tried, down to `LEGIBLE`."""
WALL_SIZES = (LEGIBLE, 17.0, 16.0, 15.0)
"""Points that are tried, the largest first, where few words can be large (`timeline.wall`) and all words can't."""
MOST_LISTED = 1_000
"""Of more events nobody hangs up a list: that would be more than ten sheets of A3."""
FAIR = 0.5
"""The share of what is telling that has words on such a poster at the least; all turning points do."""
_LINE_OF_HEAD, _LINE_OF_CHOICE, _GAP, _GAPS, _LINE_OF_LEGEND = 13.5, 8.0, 3.0, 7.5, 5.2
"""Millimetres on an A3, and as much more as a paper is wider: the name, what is chosen, the white below these and all
the white between, and each line of the legend and of what has no date."""
_HEAD_OF_UNDATED = 130.0
"""Pixels that the words before what has no date take, in any language."""
_LEGEND_SIZE = 10.0
"""Points of the legend on an A3."""
POINTS = 72 / 25.4
"""Points in a millimetre."""
_LINE = PAPERS["a3"].width * POINTS * FONT_SIZE / _LEGEND_SIZE
"""How long a line of the legend is, in pixels of words of the usual size."""
_MOST_UNDATED, _MOST_CHARS, _MOST_CHOICE = 12, 60, 280
_SIGN, _APART, _ROW_OF_LEGEND, _MOST_LINES = 24, 18, 24, 3
"""Pixels that a sign of the legend takes, between two of them, and that a row of them is high; how many lines of words
may stand above a picture."""
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
    drawn = _drawn(placed, paper, told, undated, choice)
    around = _above(paper, choice) if drawn.has_list else _around(paper, told, undated, choice)
    view = {
        "name": in_order(name),
        "made_on": made_on,
        "choice": in_order(choice),
        "language": language,
        "drawing": lettered(_picture(drawn, language, translate)).view(),
        "is_low": drawn.layout.height / drawn.width < (paper.height - around) / paper.width,
        "legend": told,
        "undated": undated,
        "list": list_of(drawn.layout, placed, language, translate) if drawn.has_list else None,
        "words": {key: translate(words) for key, words in {**WORDS, **LIST_WORDS}.items()},
        "see": translate(SEE_NUMBERS if drawn.wall else SEE_ALL),
        "paper": asdict(paper),
        "edge": EDGE,
    }
    source = template(_SOURCES / "poster.typ")
    return typeset(source, {"poster": json.dumps(view, ensure_ascii=False)}, fonts=fonts, limits=limits)


def points_on(
    placed: Layout, form: Form, *, choice: str = "", language: str = "nl", translate: Translate = str
) -> float:
    """How large the words on a poster become, in points; see `poster`."""
    undated = _undated(tray(placed, language=language, translate=translate), translate)
    return _drawn(placed, PAPERS[form], _legend(placed, language, translate), undated, _choice(choice)).points


def is_legible(
    placed: Layout, form: Form, *, choice: str = "", language: str = "nl", translate: Translate = str
) -> bool:
    """Whether the words on a poster can be read close by; see `poster`. Other places are sought only if need be."""
    paper, told = PAPERS[form], _legend(placed, language, translate)
    undated = _undated(tray(placed, language=language, translate=translate), translate)
    plain = _as_everywhere(placed, paper, paper.height - _around(paper, told, undated, _choice(choice)))
    return plain.points >= SMALLEST or _drawn(placed, paper, told, undated, _choice(choice)).points >= SMALLEST


@dataclass(frozen=True, slots=True)
class _Drawn:
    """How a poster is drawn: its width in pixels, how large its words become in points, and against its marks.

    `has_list` is whether it needs a sheet that tells what has no words on it.
    """

    layout: Layout
    width: int
    points: float
    type_size: float = 1.0
    wall: Wall | None = None
    has_list: bool = False


def _drawn(
    placed: Layout, paper: Paper, told: Sequence[Mapping[str, str]], undated: Sequence[str], choice: str
) -> _Drawn:
    """All words where they can be read at two metres, else the most telling ones in large, else all as they fit."""
    left = paper.height - _around(paper, told, undated, choice)
    for points in _large_sizes(paper):
        across = _pixels(points, paper)
        if whole := whole_on_wall(placed, across, int(left * across / paper.width)):
            return _Drawn(whole.layout, across, points, wall=whole)
    plain = _as_everywhere(placed, paper, left)
    says_all = _says_all(plain)
    if says_all and plain.points >= LEGIBLE:
        return plain
    for points in WALL_SIZES:
        if says_all and points <= plain.points:
            break
        across = _pixels(points, paper)
        down = (paper.height - _above(paper, choice)) * across / paper.width
        wall = on_wall(placed, across, int(down))
        if wall and wall.is_fair and wall.told >= FAIR:
            return _Drawn(wall.layout, across, points, wall=wall, has_list=True)
    return plain if says_all else replace(plain, has_list=len(placed.in_view) <= MOST_LISTED)


def _as_everywhere(placed: Layout, paper: Paper, left: float) -> _Drawn:
    """The drawing as it is on the screen, in so many millimetres of height."""
    width = _width(placed, paper.width, left)
    larger = type_size(width, paper.width)
    return _Drawn(placed, width, _points(width, paper.width) * larger, larger)


def _says_all(drawn: _Drawn) -> bool:
    """Whether every event has words on it, shortened or not."""
    placed = drawn.layout
    said = {label.event_id for label in labels_of(placed, (round(drawn.width / drawn.type_size),))}
    return all(thing.event.id in said or placed.lanes[thing.lane].folded for thing in placed.in_view)


def _large_sizes(paper: Paper) -> Iterator[float]:
    points = LARGE * paper.width / PAPERS["a3"].width
    while points > LEGIBLE:
        yield points
        points *= SMALLER
    yield LEGIBLE


def _pixels(points: float, paper: Paper) -> int:
    """How many pixels a drawing is wide of which the words become so large on this paper."""
    return round(FONT_SIZE * paper.width * POINTS / points)


def _around(paper: Paper, told: Sequence[Mapping[str, str]], undated: Sequence[str], choice: str) -> float:
    """About how many millimetres the words above and below the drawing take: the template has the last word."""
    scale = paper.width / PAPERS["a3"].width
    signs = sum(text_width(entry["word"]) + 2 * _APART for entry in told)
    waiting = text_width("; ".join(undated)) + _HEAD_OF_UNDATED if undated else 0.0
    lines = math.ceil(signs / _LINE) + math.ceil(waiting / _LINE)
    return _above(paper, choice) + (_GAPS - _GAP + _LINE_OF_LEGEND * lines) * scale


def _above(paper: Paper, choice: str) -> float:
    """About how many millimetres the words above the drawing take, with the white below them."""
    scale = paper.width / PAPERS["a3"].width
    lines = math.ceil(text_width(choice) * 1.2 / _LINE)
    return (_LINE_OF_HEAD + _LINE_OF_CHOICE * lines + _GAP) * scale


def as_svg(placed: Layout, *, choice: str = "", language: str = "nl", translate: Translate = str) -> str:
    """The drawing as a picture of vectors, for other documents: what was chosen above, what its shapes mean below."""
    width = _width(placed, 400, 277)
    picture = _picture(_Drawn(placed, width, FONT_SIZE), language, translate)
    told = _legend(placed, language, translate)
    return _with_words(picture, wrap(choice, width, lines=_MOST_LINES), told, width, placed.height)


def _with_words(picture: str, choice: Sequence[str], told: Sequence[Mapping[str, str]], width: int, height: int) -> str:
    """The picture between its words: lines above it, and below it signs, as many in a row as there is room for."""
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
    above = "".join(
        f'<text x="0" y="{_ROW_OF_LEGEND * number + 14}" {PRINT_STYLES["tl-label"]}>{words(line)}</text>'
        for number, line in enumerate(choice)
    )
    top = _ROW_OF_LEGEND * len(choice)
    below = "".join(
        f'<g transform="translate(0 {top + height + _ROW_OF_LEGEND * (number + 0.25):g})">{row}</g>'
        for number, row in enumerate(rows)
    )
    whole = top + height + (_ROW_OF_LEGEND * (len(rows) + 0.5) if rows else 0)
    size = f'width="{width}" height="{whole:g}" viewBox="0 0 {width} {whole:g}"'
    picture = picture.replace("<svg ", f'<svg y="{top}" ', 1)
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{FONT}">{above}{picture}{below}</svg>'


def type_size(pixels: int, millimetres: float) -> float:
    """How much larger words are against the marks, so that they can be read at two metres where that can be."""
    return min(max(LEGIBLE / _points(pixels, millimetres), 1.0), LARGEST)


def _points(pixels: int, millimetres: float) -> float:
    """How large the words of a drawing of so many pixels become on so many millimetres."""
    return FONT_SIZE * millimetres / pixels * POINTS


def _width(placed: Layout, across: float, down: float) -> int:
    """The width of the drawing in pixels with which it has the shape of the paper, so that its words are largest."""
    return max(NARROWEST, math.ceil(placed.height * across / down))


def _picture(drawn: _Drawn, language: str, translate: Translate) -> str:
    return draw_svg(
        drawn.layout,
        width=drawn.width,
        language=language,
        standalone=True,
        colours=COLOURS,
        type_size=drawn.type_size,
        said=drawn.wall.labels if drawn.wall else None,
        bar=drawn.wall.bar if drawn.wall else BAR,
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
