"""The drawing as vector graphics: the first view of the page, and the picture in print and in the report.

On the page everything across is a share of the width, so that one drawing fits every screen with letters of one size,
and colours come from the stylesheet. In a document (`standalone`) it carries its own size, colours and typeface.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from timeline.drawing import (
    BAR,
    CHAPTER,
    DIAMOND,
    LANE_PADDING,
    MARK,
    NAME_LINE,
    ROW,
    SMALLEST_BAR,
    TIERS,
    Bar,
    Label,
    Layout,
    Mark,
    Meeting,
)
from timeline.errors import N_, Translate
from timeline.labels import labels_of
from timeline.metrics import text_width
from timeline.shapes import DIAMOND_PATH, path
from timeline.svg_dense import MANY, draw_many, draw_meetings
from timeline.svg_ink import Ink, PageInk, PrintInk, Wording, attribute, words
from timeline.svg_strips import Room, StripPen, fitted
from timeline.table import Row, rows, summary
from timeline.ticks import step_for, ticks

TICK_SIZE, TICK_EDGE, TICK_APART = 12, 18, 6
"""How large the words of the scale are, their least half width, and the pixels between two of them: what would touch is
left out, where the drawing is narrowest."""
NAME_ROOM = 40
"""The least room in pixels for the name of a chapter: four letters and an ellipsis."""
Link = Callable[[str], str | None]


def draw_svg(
    layout: Layout,
    *,
    width: int = 1160,
    language: str = "nl",
    link: Link | None = None,
    lit: str | None = None,
    standalone: bool = False,
    colours: Mapping[int, str] | None = None,
    type_size: float = 1,
    said: Sequence[Label] | None = None,
    bar: int = BAR,
    fold: int | None = None,
    translate: Translate = str,
) -> str:
    """Draw the timeline as SVG.

    Args:
        layout: what stands where.
        width: the width in pixels of a standalone picture; on the page the drawing takes the width that there is.
        language: of dates and kinds.
        link: where the event with an id leads to; events are links where it gives an address.
        lit: the id of an event that stands out with a ring round it.
        standalone: a picture that needs no stylesheet, legible in grey, for a document.
        colours: for a standalone picture, the colour of each number of a lane; 0 is neutral.
        type_size: for a standalone picture, how much larger its words are against its marks; then fewer of them fit.
        said: the words beside the events, where these were given room before; otherwise what fits.
        bar: for a standalone picture, how high a period is drawn in pixels.
        fold: on the page, how many pixels down the events stand that are drawn at once; those below follow in a picture
            of their own (`tl-later`) that lies over the first, so that what is out of sight holds up nothing.
        translate: a message in the language of the reader.
    """
    ink: Ink = PrintInk(layout, width, colours or {}, type_size, bar) if standalone else PageInk(layout)
    sentence = attribute(summary(layout, language=language, translate=translate))
    labels = _labels(_fitting(layout, width / type_size, standalone) if said is None else said)
    role = "group" if link and layout.placed else "img"
    out = [ink.open(f'role="{role}" aria-label="{sentence}"'), f"<title>{sentence}</title>", ink.definitions()]
    beside = StripPen(layout, ink, translate)
    out += _ground(layout, ink)
    out += beside.names()
    out.append(ink.open_field())
    out += beside.veil()
    out += _scale(layout, ink, language)
    out += beside.contents()
    last = ink.first + layout.window.days + 1
    seen = [thing for thing in layout.placed if thing.right + 1 >= ink.first and thing.left <= last]
    is_dense = len(seen) > MANY and not standalone
    told = () if is_dense else rows(layout, language=language, translate=translate)
    pen = _EventPen(layout, ink, labels, link or (lambda _: None), {row.id: row for row in told}, is_dense, lit)
    later = [thing for thing in seen if fold is not None and thing.y > fold]
    out += pen.meetings()
    out += pen.events([thing for thing in seen if fold is None or thing.y <= fold])
    out += [ink.close_field(), "</svg>"]
    if later:
        has_links = link is not None and not is_dense
        begin = ink.open(f'role="group" aria-label="{sentence}"' if has_links else 'aria-hidden="true"', "tl-later")
        out += [begin, ink.open_field(), *pen.events(later), ink.close_field(), "</svg>"]
    return "".join(out)


@dataclass(frozen=True, slots=True)
class _EventPen:
    """Draws events: each by itself, or, when there are very many, all that look alike as one path."""

    layout: Layout
    ink: Ink
    labels: Mapping[str, list[Label]]
    link: Link
    rows: Mapping[str, Row]
    is_dense: bool
    lit: str | None

    def meetings(self) -> list[str]:
        """The lines of the meetings, on which the events lie."""
        if self.is_dense:
            return [draw_meetings(self.layout)]
        return [_meeting(meeting, self.ink) for meeting in self.layout.meetings]

    def events(self, things: Sequence[Bar | Mark]) -> list[str]:
        """These events."""
        if self.is_dense:
            owners = {lane.id: lane.colour for lane in self.layout.owners}
            out = [draw_many(self.layout, things, owners)]
            out += [_words(thing, label, self.ink) for thing in things for label in self._labels(thing)]
            return out + [_ring(thing, self.ink) for thing in things if thing.event.id == self.lit]
        out = []
        for thing in things:
            event_id = thing.event.id
            out.append(_event(thing, self.rows[event_id], self._labels(thing), self.link(event_id), self.ink))
            if event_id == self.lit:
                out.append(_ring(thing, self.ink))
        return out

    def _labels(self, thing: Bar | Mark) -> Sequence[Label]:
        return self.labels.get(thing.event.id, ())


def mark_svg(shape: str, *, colour: int = 0, certain: bool = True) -> str:
    """The shape of a kind as a small picture for a legend or a list; the word stands beside it."""
    form = "tl-shape" if certain else "tl-shape tl-open"
    return (
        f'<svg class="tl-glyph tl-c{colour}" width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true" '
        f'focusable="false"><path class="{form}" d="{path(shape)}"/></svg>'
    )


SIGNS: dict[str, tuple[str, str]] = {
    "turning_point": (N_("kantelmoment"), f'<path class="tl-turning" d="{DIAMOND_PATH}" transform="scale(0.75)"/>'),
    "present": (N_("aan tafel bij een MDO"), '<circle class="tl-there" r="4"/>'),
    "missing": (N_("betrokken, niet aan tafel"), '<circle class="tl-missing" r="5"/>'),
    "uncertain": (
        N_("dag niet precies bekend"),
        '<rect class="tl-wide" x="-9" y="-4" width="18" height="8" rx="4"/><circle class="tl-open" r="4"/>',
    ),
    "disputed": (
        N_("lezingen verschillen"),
        '<g class="tl-disputed"><circle cx="-2.5" r="4.5"/><circle cx="2.5" r="4.5"/></g>',
    ),
}
"""What else can stand on the drawing, beside the shapes of the kinds: the words, and the sign as it is drawn."""


AROUND_SIGNS: dict[str, tuple[str, str]] = {
    "voluntary": (
        N_("vrijwillig kader"),
        '<rect class="tl-voluntary" x="-8.5" y="-4.5" width="17" height="9"/>',
    ),
    "compulsory": (N_("gedwongen kader"), '<rect class="tl-compulsory" x="-9" y="-5" width="18" height="10"/>'),
    "nobody": (
        N_("niemand hield duidelijk de koers"),
        '<rect class="tl-nobody" x="-8.5" y="-4.5" width="17" height="9"/>',
    ),
    "silence": (
        N_("lange tijd niets genoteerd"),
        '<path class="tl-bracket" d="M-9-2H9V4H7.5V-.5H-7.5V4H-9Z"/>',
    ),
}
"""The signs of what stands around the events."""


def signs_of(layout: Layout) -> dict[str, str]:
    """The signs that occur on this drawing, for its legend, with their words."""
    things = layout.placed
    occurring: set[str] = {piece.form for piece in (*layout.frames, *layout.courses)}
    occurring |= {
        key
        for key, occurs in (
            ("turning_point", any(thing.event.turning_point is not None for thing in things)),
            ("present", any(meeting.present for meeting in layout.meetings)),
            ("missing", any(meeting.missing for meeting in layout.meetings)),
            ("uncertain", any(_is_uncertain(thing) for thing in things)),
            ("disputed", any(thing.event.disputed for thing in things)),
            ("silence", bool(layout.silences)),
        )
        if occurs
    }
    return {key: words for key, (words, _) in (SIGNS | AROUND_SIGNS).items() if key in occurring}


def _is_uncertain(thing: Bar | Mark) -> bool:
    """Whether it is drawn as something of which a day isn't known: a wide moment, or a period that fades."""
    return not thing.certain if isinstance(thing, Mark) else bool(thing.fade_left or thing.fade_right)


def sign_svg(key: str) -> str:
    """One of the signs as a small picture for the legend."""
    return (
        '<svg class="tl-glyph tl-c0" width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true" '
        f'focusable="false">{(SIGNS | AROUND_SIGNS)[key][1]}</svg>'
    )


def _fitting(layout: Layout, width: float, standalone: bool) -> Sequence[Label]:
    """The labels that fit; for a standalone picture those that fit its own width."""
    return labels_of(layout, (round(width),)) if standalone else labels_of(layout)


def _labels(labels: Sequence[Label]) -> dict[str, list[Label]]:
    """The labels of each event."""
    found: dict[str, list[Label]] = {}
    for label in labels:
        found.setdefault(label.event_id, []).append(label)
    return found


def _ground(layout: Layout, ink: Ink) -> list[str]:
    """The lanes with their names."""
    out = []
    for index, placed in enumerate(layout.lanes):
        form = "tl-lane tl-even" if index % 2 else "tl-lane"
        out.append(f'<rect{ink.style(form)} x="0" y="{placed.top}" width="100%" height="{placed.height}"/>')
        out.append(ink.rule(placed.top))
        middle = placed.top + (placed.height / 2 if placed.folded else LANE_PADDING + placed.rail + ROW / 2)
        if not placed.folded:
            middle = min(middle, placed.top + placed.height - LANE_PADDING - NAME_LINE * len(placed.name_lines) + 8)
        out.append(f'<circle{ink.style("tl-dot", placed.lane.colour)} cx="10" cy="{middle:g}" r="5"/>')
        for number, line in enumerate(placed.name_lines):
            y = middle + 4.5 + number * NAME_LINE * ink.type_size
            out.append(f'<text{ink.style("tl-name")} x="22" y="{y:g}">{words(line)}</text>')
    out.append(ink.rule(layout.height - 1))
    return out


def _scale(layout: Layout, ink: Ink, language: str) -> list[str]:
    """The chapters, the lines of the scale and what is written at them."""
    out = []
    last = ink.first + layout.window.days
    for index, band in enumerate(layout.chapters):
        left, right = max(band.left, ink.first), min(band.right, last)
        if left >= right:
            continue
        y = band.row * CHAPTER
        form = "tl-chapter tl-even" if index % 2 else "tl-chapter"
        span = ink.span(left, right)
        out.append(f'<rect{ink.style(form)} {span} y="{y}" height="{CHAPTER - 3}"/>')
        out.append(
            f'<rect{ink.style("tl-boundary")} x="{ink.x(left)}" width="1" y="{y}" height="{layout.height - y}"/>'
        )
        out += fitted(band.chapter.name, Room(left, right, y + 16), "tl-chapter-name", ink, NAME_ROOM)
    if layout.is_empty:
        return out
    carried: tuple[str, ...] = ()
    reached = 0.0
    for tick in ticks(layout.window, language):
        x = ink.x(layout.day(tick.day))
        height = layout.height - layout.field_top
        out.append(f'<rect{ink.style("tl-grid")} x="{x}" width="1" y="{layout.field_top}" height="{height}"/>')
        middle = (layout.day(tick.day) - ink.first) / ink.days * ink.narrowest
        half = max(text_width(tick.words[0], TICK_SIZE * ink.type_size) / 2, TICK_EDGE)
        if not half <= middle <= ink.narrowest - half or middle - half < reached:
            carried = tick.words[1:] or carried
            continue
        reached = middle + half + TICK_APART
        # With two lines the first keeps its height, also where the second has nothing new to say.
        rise = 15 if "\n" in step_for(layout.window.days).label else 0
        for number, line in enumerate(tick.words if len(tick.words) > 1 else (*tick.words, *carried)):
            y = layout.field_top - 9 - rise + number * 15
            out.append(f'<text{ink.style("tl-tick")} x="{x}" y="{y}">{words(line)}</text>')
        carried = ()
    return out


def _meeting(meeting: Meeting, ink: Ink) -> str:
    """The line of a meeting, with dots for who was there and rings for who was missing."""
    x = ink.x(meeting.at)
    height = meeting.bottom - meeting.top
    out = [f'<g class="tl-meeting" data-meeting="{attribute(meeting.event.id)}">']
    out.append(f'<line{ink.style("tl-thread")} x1="{x}" x2="{x}" y1="{meeting.top}" y2="{meeting.top + height}"/>')
    out += [f'<circle{ink.style("tl-there")} cx="{x}" cy="{y}" r="4"/>' for _, y in meeting.present]
    out += [f'<circle{ink.style("tl-missing")} cx="{x}" cy="{y}" r="4.5"/>' for _, y in meeting.missing]
    return "".join(out) + "</g>"


def _event(thing: Bar | Mark, row: Row, labels: Sequence[Label], href: str | None, ink: Ink) -> str:
    """One event: its bar or mark, its diamond when it is a turning point, its label."""
    colour = row.colour
    body = _bar(thing, colour, ink) if isinstance(thing, Bar) else _widening(thing, colour, ink)
    # Of a bar that began before the window the shape stays in view.
    anchor = max(thing.left, ink.first) if isinstance(thing, Bar) else thing.at
    turning = thing.event.turning_point
    shift = 0.0 if isinstance(thing, Mark) else 12.0
    if turning is not None:
        shift += DIAMOND if isinstance(thing, Bar) else DIAMOND + 7
    form = "tl-shape tl-open" if isinstance(thing, Mark) and not thing.certain else "tl-shape"
    near = f'<path{ink.style(form, colour)}{ink.moved(shift)} d="{path(row.shape)}"/>'
    if row.disputed:
        rings = "".join(f'<circle cx="{shift + x:g}" cy="-9.5" r="2.6"/>' for x in (-5, -1.5))
        near += f"<g{ink.style('tl-disputed')}>{rings}</g>"
    if turning is not None:
        near += f'<path{ink.style("tl-turning")} d="{DIAMOND_PATH}"/>'
        near += f'<text{ink.style("tl-turning-number")} y="4">{turning}</text>'
    # Of a moment outside the window at most its uncertain days are in view.
    is_past = isinstance(thing, Mark) and not ink.first <= thing.at <= ink.first + ink.days
    body += "" if is_past else ink.at(anchor, thing.y, near)
    for label in () if is_past else labels:
        body += _words(thing, label, ink)
    told = attribute(f"{row.number}. {row.sentence}")
    if href is None:
        return f"<g{ink.style('tl-event')}><title>{told}</title>{body}</g>"
    return f'<a href="{attribute(href)}" class="tl-event" aria-label="{told}">{body}</a>'


def _words(thing: Bar | Mark, label: Label, ink: Ink) -> str:
    """The words beside an event or in it."""
    ground = "tl-label tl-inside" if label.inside else "tl-label tl-on-even" if thing.lane % 2 else "tl-label"
    tiers = "".join(f" tl-t{TIERS.index(tier)}" for tier in label.tiers if tier in TIERS)
    return ink.label(ground + tiers, label.at, thing.y, Wording(label.dx, label.before, words(label.text)))


def _ring(thing: Bar | Mark, ink: Ink) -> str:
    """The ring round the event that is told now."""
    if isinstance(thing, Bar):
        span = ink.span(max(thing.left, ink.first), min(thing.right, ink.first + ink.days))
        return f'<rect{ink.style("tl-lit")} {span} y="{thing.y - BAR / 2 - 4:g}" height="{BAR + 8}" rx="5"/>'
    size = MARK + 4 if thing.event.turning_point is None else DIAMOND + 3
    return ink.at(thing.at, thing.y, f'<circle{ink.style("tl-lit")} r="{size}"/>')


def _bar(bar: Bar, colour: int, ink: Ink) -> str:
    """A period: a tinted bar on a firm line, fading where its ends are uncertain; waiting is hollow."""
    high = ink.bar
    top = bar.y - high / 2
    is_small = (bar.right - bar.left) / ink.days * ink.narrowest < SMALLEST_BAR
    whole = f'x="{ink.x(bar.left)}" width="{SMALLEST_BAR}"' if is_small else ink.span(bar.left, bar.right)
    if bar.hollow:
        return f'<rect{ink.style("tl-hollow", colour)} {whole} y="{top:g}" height="{high}" rx="3"/>'
    firm_left, firm_right = bar.left + bar.fade_left, bar.right - bar.fade_right
    parts = ((bar.left, firm_left, "in"), (firm_left, firm_right, ""), (firm_right, bar.right, "out"))
    spans = [(ink.span(left, right), fade) for left, right, fade in parts if right > left]
    out = ""
    for span, fade in [(whole, "")] if is_small else spans:
        out += f'<rect{ink.style("tl-bar", colour, fade)} {span} y="{top:g}" height="{high}"/>'
        out += f'<rect{ink.style("tl-line", colour, fade)} {span} y="{top + high - 3:g}" height="3"/>'
    return out


def _widening(mark: Mark, colour: int, ink: Ink) -> str:
    """The days on which a moment may have been, when the day isn't known."""
    if mark.certain:
        return ""
    return f'<rect{ink.style("tl-wide", colour)} {ink.span(mark.left, mark.right)} y="{mark.y - 4}" height="8" rx="4"/>'
