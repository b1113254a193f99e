"""The drawing for the screen: columns of numbers, and what Plotly needs to draw the scale and to pan and zoom.

No object per event: the browser draws straight from the columns, which hold in any window. They depend on the events
and the reader's language alone, so they can be kept as long as neither changes.
"""

from __future__ import annotations

from typing import Any

from timeline.drawing import (
    BAR,
    BAR_TEXT,
    CHAPTER,
    COLUMN,
    DIAMOND,
    GAP,
    LANE_PADDING,
    MARK,
    NAME_LINE,
    NARROWEST,
    ROW,
    SMALLEST_BAR,
    Bar,
    Layout,
)
from timeline.errors import N_
from timeline.labels import EDGE, LONGEST, ROOM
from timeline.metrics import FONT_SIZE, SHORTEST
from timeline.shapes import DIAMOND_PATH, path
from timeline.table import Translate, kind_word, rows, summary
from timeline.text import clean_text
from timeline.ticks import DAY, STEPS, short_months

WORDS = {
    "position": N_("gebeurtenis %(number)s van %(total)s"),
    "turning_point": N_("kantelmoment %(number)s"),
    "disputed": N_("de lezingen verschillen"),
    "hidden": N_("Deze gebeurtenis valt buiten het filter."),
    "window": N_("In beeld: %(first)s tot %(last)s."),
    "shown": N_("%(shown)s van %(total)s gebeurtenissen getoond."),
    "help": N_(
        "Tijdlijn. Pijl links en rechts: vorige en volgende gebeurtenis. Pijl omhoog en omlaag: andere baan. "
        "Enter: openen. Plus, min en nul: inzoomen, uitzoomen, hele casus."
    ),
}
"""What the screen says aloud or shows near the drawing."""

Columns = dict[str, Any]


def columns(layout: Layout, *, language: str = "nl", translate: Translate = str) -> Columns:
    """Everything that the browser draws from, as lists of numbers and words; made to become JSON at once."""
    placed = layout.placed
    told = rows(layout, language=language, translate=translate)
    kinds = list(dict.fromkeys(row.kind for row in told))
    shapes = list(dict.fromkeys(row.shape for row in told))
    kind_at = {kind: index for index, kind in enumerate(kinds)}
    shape_at = {shape: index for index, shape in enumerate(shapes)}
    lane_at = {lane.lane.id: index for index, lane in enumerate(layout.lanes)}
    number = {row.id: index for index, row in enumerate(told)}
    return {
        "start": layout.whole.start.isoformat(),
        "days": layout.whole.days,
        "height": layout.height,
        "fieldTop": layout.field_top,
        "summary": summary(layout, language=language, translate=translate),
        "sizes": sizes(),
        "words": {key: translate(message) for key, message in WORDS.items()},
        "lanes": {
            "id": [lane.lane.id for lane in layout.lanes],
            "name": [clean_text(lane.lane.name) for lane in layout.lanes],
            "lines": [lane.name_lines for lane in layout.lanes],
            "colour": [lane.lane.colour for lane in layout.lanes],
            "top": [lane.top for lane in layout.lanes],
            "height": [lane.height for lane in layout.lanes],
            "rail": [lane.rail for lane in layout.lanes],
        },
        "chapters": {
            "name": [clean_text(band.chapter.name) for band in layout.chapters],
            "left": [band.left for band in layout.chapters],
            "right": [band.right for band in layout.chapters],
            "row": [band.row for band in layout.chapters],
        },
        "kinds": {"key": kinds, "word": [kind_word(kind, language) for kind in kinds]},
        "shapes": [path(shape) for shape in shapes],
        "events": {
            "id": [row.id for row in told],
            "number": [row.number for row in told],
            "title": [row.title for row in told],
            "date": [row.date for row in told],
            "accounts": [row.accounts_words for row in told],
            "kind": [kind_at[row.kind] for row in told],
            "shape": [shape_at[row.shape] for row in told],
            "turning": [row.turning_point for row in told],
            "disputed": [int(row.disputed) for row in told],
            "touches": [[lane_at[lane] for lane in row.organisations if lane in lane_at] for row in told],
            "lane": [thing.lane for thing in placed],
            "row": [thing.row for thing in placed],
            "y": [thing.y for thing in placed],
            "left": [thing.left for thing in placed],
            "right": [thing.right for thing in placed],
            # A bar has no middle; a mark has no fades.
            "at": [None if isinstance(thing, Bar) else thing.at for thing in placed],
            "certain": [1 if isinstance(thing, Bar) else int(thing.certain) for thing in placed],
            "hollow": [int(isinstance(thing, Bar) and thing.hollow) for thing in placed],
            "fadeLeft": [thing.fade_left if isinstance(thing, Bar) else 0 for thing in placed],
            "fadeRight": [thing.fade_right if isinstance(thing, Bar) else 0 for thing in placed],
        },
        "meetings": {
            "event": [number[meeting.event.id] for meeting in layout.meetings],
            "at": [meeting.at for meeting in layout.meetings],
            "top": [meeting.top for meeting in layout.meetings],
            "bottom": [meeting.bottom for meeting in layout.meetings],
            "present": [[y for _, y in meeting.present] for meeting in layout.meetings],
            "missing": [[y for _, y in meeting.missing] for meeting in layout.meetings],
        },
        "plotly": plotly_layout(layout, language=language),
    }


def sizes() -> dict[str, float | str]:
    """The measures in pixels that the pens share."""
    return {
        "column": COLUMN,
        "narrowest": NARROWEST,
        "row": ROW,
        "bar": BAR,
        "smallestBar": SMALLEST_BAR,
        "mark": MARK,
        "diamond": DIAMOND,
        "barText": BAR_TEXT,
        "gap": GAP,
        "room": ROOM,
        "longest": LONGEST,
        "edge": EDGE,
        "shortest": SHORTEST,
        "chapter": CHAPTER,
        "lanePadding": LANE_PADDING,
        "nameLine": NAME_LINE,
        "font": FONT_SIZE,
        "diamondPath": DIAMOND_PATH,
    }


def plotly_layout(layout: Layout, *, language: str = "nl") -> dict[str, Any]:
    """What Plotly draws and does: the scale on top, panning and zooming across; the events lie on a canvas below it.

    `steps` are the scales to choose from by the number of days in view; `months` the short names of the months.
    """
    return {
        "figure": {
            "template": None,
            "autosize": False,
            "height": layout.height,
            "margin": {"t": layout.field_top, "b": 0, "r": 0, "pad": 0, "autoexpand": False},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "showlegend": False,
            "hovermode": False,
            "dragmode": "pan",
            "xaxis": {
                "type": "date",
                "side": "top",
                "showgrid": False,
                "zeroline": False,
                "ticks": "",
                "automargin": False,
                "tickangle": 0,
                "ticklabeloverflow": "hide past domain",
                "fixedrange": False,
            },
            "yaxis": {"visible": False, "fixedrange": True, "range": [layout.height - layout.field_top, 0]},
        },
        "config": {"displayModeBar": False, "scrollZoom": True, "doubleClick": False, "showTips": False},
        "steps": [
            {
                "days": None if step.days == float("inf") else step.days,
                "dtick": f"M{step.months}" if step.months else step.step_days * DAY,
                # January stands where a year begins; a Monday where a week does.
                "tick0": "2000-01-01" if step.months else "2000-01-03",
                "tickformat": step.label,
            }
            for step in STEPS
        ],
        "months": list(short_months(language)),
        "language": language,
    }
