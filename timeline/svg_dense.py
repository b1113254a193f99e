"""The first view of thousands of events: everything of one colour is one path, so that the page stays light.

Across, the paths count in days and are stretched to the width that there is; dots are strokes of one point, which are
not stretched. The shapes of the kinds and the links come with the canvas that takes over, or with the table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from timeline.drawing import BAR, NARROWEST, SMALLEST_BAR, Bar, Layout, Mark, Meeting

MANY = 1_500
"""From so many events in view on they are drawn like this."""
FORMS = ("tl-wide", "tl-bar", "tl-hollow", "tl-line", "tl-spot", "tl-spot tl-spot-hole")
"""What is drawn, from the lowest to the highest: nothing hides a dot."""
_WIDENED = 4
"""Half the height in pixels of the days that a moment may have been."""


def draw_many(layout: Layout, things: Iterable[Bar | Mark], colours: Mapping[str, int]) -> str:
    """These events as a few paths; `colours` are the numbers of the colours by whose event it is."""
    paths: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    least = SMALLEST_BAR * layout.window.days / NARROWEST
    for thing in things:
        colour = colours.get(thing.event.owner, 0)
        if isinstance(thing, Mark):
            _dot(thing, colour, paths)
        else:
            _bar(thing, colour, least, paths)
    return _stretched(
        layout,
        "".join(
            f'<path class="{form} tl-c{colour}" d="{"".join(parts)}"/>'
            for (form, colour), parts in sorted(paths.items())
        ),
    )


def draw_meetings(layout: Layout) -> str:
    """The lines of the meetings, with who was at the table and who was missing, as a few paths."""
    threads, there, missing = _meetings(layout.meetings)
    return _stretched(
        layout,
        f'<path class="tl-thread" d="{threads}"/><path class="tl-spot tl-spot-there" d="{there}"/>'
        f'<path class="tl-spot tl-spot-ring" d="{missing}"/><path class="tl-spot tl-spot-hole" d="{missing}"/>',
    )


def _stretched(layout: Layout, body: str) -> str:
    """A picture that counts in days across, as wide as there is room for."""
    box = f'viewBox="{layout.day(layout.window.start):g} 0 {layout.window.days} {layout.height}"'
    size = f'x="0" y="0" width="100%" height="{layout.height}"'
    return f'<svg class="tl-many" {size} {box} preserveAspectRatio="none">{body}</svg>'


def _bar(bar: Bar, colour: int, least: float, paths: Mapping[tuple[str, int], list[str]]) -> None:
    top, width = bar.y - BAR // 2, max(bar.right - bar.left, least)
    if bar.hollow:
        paths["tl-hollow", colour].append(f"M{bar.left:g} {top}h{width:.1f}v{BAR}h-{width:.1f}z")
        return
    paths["tl-bar", colour].append(f"M{bar.left:g} {top}h{width:.1f}v{BAR}h-{width:.1f}z")
    paths["tl-line", colour].append(f"M{bar.left:g} {top + BAR - 3}h{width:.1f}v3h-{width:.1f}z")


def _dot(mark: Mark, colour: int, paths: Mapping[tuple[str, int], list[str]]) -> None:
    if mark.certain:
        paths["tl-spot", colour].append(_spot(mark.at, mark.y))
        return
    width, height = mark.right - mark.left, 2 * _WIDENED
    paths["tl-wide", colour].append(f"M{mark.left:g} {mark.y - _WIDENED}h{width:g}v{height}h-{width:g}z")
    paths["tl-spot", colour].append(_spot(mark.at, mark.y))
    paths["tl-spot tl-spot-hole", colour].append(_spot(mark.at, mark.y))


def _meetings(meetings: Iterable[Meeting]) -> tuple[str, str, str]:
    threads, there, missing = [], [], []
    for meeting in meetings:
        threads.append(f"M{meeting.at:g} {meeting.top}V{meeting.bottom}")
        there += [_spot(meeting.at, y) for _, y in meeting.present]
        missing += [_spot(meeting.at, y) for _, y in meeting.missing]
    return "".join(threads), "".join(there), "".join(missing)


def _spot(day: float, y: int) -> str:
    return f"M{day:g} {y}h0"
