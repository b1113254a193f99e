"""The drawing for the screen: columns of numbers, and what Plotly needs to pan and zoom.

No object per event: the browser draws straight from the columns, which hold in any window. They depend on the events
and the reader's language alone, so they can be kept as long as neither changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from timeline.around import CALMEST, FIERCEST
from timeline.column import between
from timeline.drawing import (
    BAR,
    BAR_TEXT,
    CHAPTER,
    COLUMN,
    DIAMOND,
    FOLDED,
    GAP,
    LANE_PADDING,
    MARK,
    NAME_LINE,
    NARROWEST,
    RAIL,
    ROW,
    SMALLEST_BAR,
    Bar,
    Layout,
)
from timeline.errors import N_, Translate
from timeline.in_words import STRIPS, VALUES, silence_words, stretch_words
from timeline.labels import EDGE, LONGEST, ROOM
from timeline.metrics import FONT_SIZE, SHORTEST
from timeline.shapes import CURVE_SHAPES, DIAMOND_PATH, path
from timeline.strips import CROWD_HEAD, STRETCH, height_of
from timeline.table import kind_word, rows, summary
from timeline.text import clean_text
from timeline.ticks import DAY, STEPS, short_months

WORDS = {
    "position": N_("gebeurtenis %(number)s van %(total)s"),
    "turning_point": N_("kantelmoment %(number)s"),
    "disputed": N_("de lezingen verschillen"),
    "seated": N_("aan tafel: %(names)s"),
    "missing": N_("niet aan tafel: %(names)s"),
    "hidden": N_("Deze gebeurtenis valt buiten het filter."),
    "window": N_("In beeld: %(first)s tot en met %(last)s."),
    "shown": N_("%(shown)s van %(total)s gebeurtenissen getoond."),
    "help": N_(
        "Tijdlijn. Pijl links en rechts: vorige en volgende gebeurtenis. Pijl omhoog en omlaag: andere baan. "
        "Enter: openen. Plus, min en nul: inzoomen, uitzoomen, hele casus."
    ),
    "lanes": N_("Banen"),
    "fold": N_("Vouw in: %(lane)s"),
    "unfold": N_("Vouw uit: %(lane)s"),
    "lane_up": N_("Omhoog: %(lane)s"),
    "lane_down": N_("Omlaag: %(lane)s"),
    "lane_at": N_("%(lane)s is nu baan %(number)s van %(total)s."),
    "lane_folded": N_("%(lane)s is ingevouwen."),
    "lane_unfolded": N_("%(lane)s is uitgevouwen."),
    "hits": N_("%(count)s gevonden"),
    "no_hits": N_("Niets gevonden"),
    "hit": N_("%(number)s van %(total)s"),
    "undated_hits": N_("en %(count)s zonder datum"),
    "overview": N_("Overzicht van de hele casus"),
    "overview_window": N_("Dagen in beeld"),
    "from_to": N_("%(first)s tot en met %(last)s"),
}
"""What the screen says aloud or shows near the drawing."""

Columns = dict[str, Any]


def columns(layout: Layout, *, language: str = "nl", translate: Translate = str, total: int | None = None) -> Columns:
    """Everything that the browser draws from, as lists of numbers and words; made to become JSON at once.

    `total` is how many events the case has, also without a date, when the drawing holds only some of them.
    """
    placed = layout.placed
    told = rows(layout, language=language, translate=translate)
    kinds = list(dict.fromkeys(row.kind for row in told))
    shapes = list(dict.fromkeys(row.shape for row in told))
    kind_at = {kind: index for index, kind in enumerate(kinds)}
    shape_at = {shape: index for index, shape in enumerate(shapes)}
    owner_at = {lane.id: index for index, lane in enumerate(layout.owners)}
    chapter_at = {band.chapter.id: index for index, band in enumerate(layout.chapters)}
    person_at = {person: index for index, (person, _) in enumerate(layout.around.people)}
    tag_at = {tag: index for index, (tag, _) in enumerate(layout.around.tags)}
    number = {row.id: index for index, row in enumerate(told)}
    beginnings = between(layout, language=language, translate=translate)
    return {
        "start": layout.whole.start.isoformat(),
        "days": layout.whole.days,
        "total": len(layout.events) if total is None else total,
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
        "owners": {
            "id": [lane.id for lane in layout.owners],
            "name": [clean_text(lane.name) for lane in layout.owners],
            "colour": [lane.colour for lane in layout.owners],
        },
        "people": _named(layout.around.people),
        "tags": _named(layout.around.tags),
        **_around(layout, owner_at, number, translate),
        "chapters": {
            "id": [band.chapter.id for band in layout.chapters],
            "name": [clean_text(band.chapter.name) for band in layout.chapters],
            "left": [band.left for band in layout.chapters],
            "right": [band.right for band in layout.chapters],
            "row": [band.row for band in layout.chapters],
        },
        "between": {
            "before": [one.before for one in beginnings],
            "form": [one.form for one in beginnings],
            "words": [one.words for one in beginnings],
            "days": [one.days for one in beginnings],
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
            "touches": [[owner_at[lane] for lane in row.organisations if lane in owner_at] for row in told],
            "owner": [owner_at.get(row.lane_id, 0) for row in told],
            "chapter": [chapter_at.get(thing.event.chapter, -1) for thing in placed],
            # Most events have none of these: they are told apart, by the number of the event.
            "missing": _sparse((thing.event.missed for thing in placed), owner_at),
            "people": _sparse((thing.event.people for thing in placed), person_at),
            "tags": _sparse((thing.event.tags for thing in placed), tag_at),
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
            # The lanes: where they stand depends on how these are ordered and folded.
            "present": [[lane for lane, _ in meeting.present] for meeting in layout.meetings],
            "missing": [[lane for lane, _ in meeting.missing] for meeting in layout.meetings],
        },
        "plotly": plotly_layout(layout, language=language),
    }


def _named(pairs: Sequence[tuple[str, str]]) -> Columns:
    return {"id": [key for key, _ in pairs], "name": [clean_text(word) for _, word in pairs]}


def _sparse(found: Iterable[Sequence[str]], number: Mapping[str, int]) -> dict[str, list[int]]:
    """The numbers of what events carry, by the number of the event as JSON writes it; most carry nothing."""
    carried = ([number[key] for key in keys if key in number] for keys in found)
    return {str(index): numbers for index, numbers in enumerate(carried) if numbers}


def _around(layout: Layout, owner_at: Mapping[str, int], number: Mapping[str, int], translate: Translate) -> Columns:
    """What stands around the events: the strips, what is in them, and the chains."""
    value: Columns = {
        "strips": {
            strip.name: {
                "top": strip.top,
                "height": strip.height,
                "name": translate(STRIPS[strip.name]),
                # What stands at the highest and the lowest line of calm and conflict.
                "ends": [
                    (translate(VALUES[value]), round(height_of(value)))
                    for value in ((FIERCEST, CALMEST) if strip.name == "curve" else ())
                ],
            }
            for strip in layout.strips
        },
        "silences": {
            "left": [silence.left for silence in layout.silences],
            "right": [silence.right for silence in layout.silences],
            "words": [silence_words(silence, translate) for silence in layout.silences],
        },
        "crowd": {"days": layout.crowd.days, "counts": layout.crowd.counts, "most": layout.crowd.most},
        "curves": [
            {
                "owner": owner_at.get(curve.organisation, 0),
                "shape": path(CURVE_SHAPES[index % len(CURVE_SHAPES)]),
                "pieces": [(left, right, round(y, 1)) for left, right, y, _ in curve.pieces],
            }
            for index, curve in enumerate(layout.curves)
        ],
        "links": [
            (number[link.earlier], number[link.later])
            for link in layout.around.links
            if link.earlier in number and link.later in number
        ],
    }
    for name, pieces in (("frames", layout.frames), ("courses", layout.courses)):
        value[name] = {
            "form": [piece.form for piece in pieces],
            "left": [piece.left for piece in pieces],
            "right": [piece.right for piece in pieces],
            "row": [piece.row for piece in pieces],
            "owner": [owner_at.get(piece.organisation, -1) for piece in pieces],
            "words": [stretch_words(layout, piece, translate) for piece in pieces],
        }
    return value


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
        "rail": RAIL,
        "folded": FOLDED,
        "stretch": STRETCH,
        "crowdHead": CROWD_HEAD,
        "nameLine": NAME_LINE,
        "font": FONT_SIZE,
        "diamondPath": DIAMOND_PATH,
    }


def plotly_layout(layout: Layout, *, language: str = "nl") -> dict[str, Any]:
    """What Plotly holds: an axis of days along which wheel and drag move; all that stands there lies below it.

    The words of the scale are drawn with the rest. Plotly would measure each again in every frame, hide the first one
    with the year that it carries, and let them touch where the drawing is narrow. `steps` are the scales to choose from
    by the number of days in view; `months` the short names of the months.
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
                "side": "top",  # where the scale stands one can drag too
                "visible": False,
                "fixedrange": False,
            },
            "yaxis": {"visible": False, "fixedrange": True, "range": [layout.height - layout.field_top, 0]},
        },
        "config": {
            "displayModeBar": False,
            "scrollZoom": True,
            "doubleClick": False,
            "showTips": False,
            "showAxisRangeEntryBoxes": False,  # a box to type a moment in, as a number of Plotly
        },
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
