"""Drawings that were made before: once for each state of a case, viewer, language and choice, and kept for a while.

The key holds the state of the case and the viewer's own private revision, so that what another organisation writes
before the reveal changes neither what is shown nor its ETag. What holds for every choice is kept apart from the drawing
of one choice: another filter or other days cost one drawing, and no second reading of the events.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Hashable
from dataclasses import dataclass, replace
from functools import cache

import orjson
from markupsafe import Markup
from sqlmodel import Session

from analysis.shown import Shown, shown
from app.compression import HARD
from app.i18n import gettext, language
from app.kept import Kept
from timeline.choosing import Choice
from timeline.column import Between, between
from timeline.drawing import Layout
from timeline.figure import columns
from timeline.ids import telling_length
from timeline.in_words import Told, around_in_words
from timeline.layout import in_window, keeping
from timeline.models import Case, Organisation
from timeline.scope import Viewer
from timeline.svg import draw_svg, mark_svg
from timeline.table import LegendEntry, Row, legend, rows, tray

KEPT_BYTES = 48 * 1024 * 1024
ALWAYS_KEPT = 2
"""How many are kept however large they are: what one look at a timeline makes, its content and its drawing.

Without these a case that is larger than all that may be kept would be read anew for the page and for its columns.
"""
FOLD = 760
"""How many pixels down in the drawing the first screen ends at the latest: that of a window of 1,000 pixels, of which
the page takes at least 240 above the drawing. A taller window shows everything at once (timeline.css)."""
State = tuple[Hashable, ...]
"""What a drawing follows from: with the same state the same is drawn."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a timeline holds whatever is chosen of it: its events in words, what begins between them, the columns.

    `has` tells which of `Choice.only` would leave something of the case itself: turning points, what is disputed.
    `packed` are the columns compressed (gzip, RFC 1952), once for all who fetch them.
    """

    shown: Shown
    whole: Layout
    rows: tuple[Row, ...]
    tray: tuple[Row, ...]
    legend: tuple[LegendEntry, ...]
    around: tuple[Told, ...]
    between: tuple[Between, ...]
    has: frozenset[str]
    columns: bytes
    packed: bytes
    mark: str

    @property
    def size(self) -> int:
        """Roughly how many bytes of memory this takes; rows and places weigh more than the columns do in JSON."""
        return 8 * len(self.columns)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A timeline, drawn as it was chosen: what was chosen, as ids and as dated rows in order of time, and drawn.

    `state` is all that it follows from.

    What lies below the first screen is a second picture in `svg`, which lies over the first.
    """

    state: State
    content: Content
    choice: Choice
    chosen: frozenset[str]
    rows: tuple[Row, ...]
    svg: Markup

    @property
    def shown(self) -> Shown:
        """What is drawn of the case."""
        return self.content.shown

    @property
    def columns(self) -> bytes:
        """What the screen draws from, as JSON; the same for every choice."""
        return self.content.columns

    @property
    def size(self) -> int:
        """Roughly how many bytes of memory this takes, without its content."""
        return len(self.svg)


class Drawings:
    """The drawings that are kept, the ones used last; for one process."""

    def __init__(self) -> None:
        self._kept: Kept[Content | Drawn] = Kept(lambda one: one.size, most=KEPT_BYTES, always=ALWAYS_KEPT)

    def of(
        self, db: Session, case: Case, viewer: Viewer, choice: Choice, changed: frozenset[str] = frozenset()
    ) -> Drawn:
        """The drawing for this viewer and choice as the case now stands.

        `changed` is what changed since the viewer's last visit; it matters only to who asks for that.
        """
        changed = changed if "changed" in choice.only else frozenset()
        state: State = (case.state, viewer, own_revision(db, viewer), language(), choice.by)
        content = self._kept.of(state, lambda: _content(shown(db, case, viewer, translate=gettext), choice))
        asked = content.shown.understood(choice, changed)
        state = (*state, asked, changed)
        return self._kept.of(state, lambda: _draw(state, content, asked, changed))


def own_revision(db: Session, viewer: Viewer) -> int:
    """The count of the changes that only the viewer's own organisation sees."""
    own = db.get(Organisation, viewer.organisation_id) if viewer.organisation_id else None
    return own.revision if own else 0


def _content(everything: Shown, choice: Choice) -> Content:
    whole = everything.placed(Choice(by=choice.by), language=language(), translate=gettext)
    made = orjson.dumps(columns(whole, language=language(), translate=gettext))
    return Content(
        shown=everything,
        whole=whole,
        rows=rows(whole, language=language(), translate=gettext),
        tray=tray(whole, language=language(), translate=gettext),
        legend=legend(whole, language=language()),
        around=around_in_words(whole, language=language(), translate=gettext),
        between=between(whole, language=language(), translate=gettext),
        has=frozenset(
            {"turning" for event in everything.events if event.turning_point is not None}
            | {"disputed" for event in everything.events if event.disputed}
        ),
        columns=made,
        packed=gzip.compress(made, HARD, mtime=0),
        mark=hashlib.sha256(made).hexdigest()[:32],
    )


def _draw(state: State, content: Content, choice: Choice, changed: frozenset[str]) -> Drawn:
    everything = content.shown
    placed = content.whole
    if choice.order or choice.folded:
        placed = everything.placed(replace(choice, window=None), language=language(), translate=gettext)
    chosen = everything.chosen(choice, changed)
    first_view = keeping(in_window(placed, choice.window), chosen)
    # It stands on the page of the timeline alone: what follows the mark of a question is address enough, and of an id
    # the first signs, which the page completes.
    length = telling_length([event.id for event in everything.events])
    svg = draw_svg(
        first_view,
        language=language(),
        link=lambda event: f"?event={event[:length]}",
        fold=FOLD,
        translate=gettext,
    )
    left = tuple(row for row in content.rows if row.id in chosen)
    return Drawn(state, content, choice, chosen, left, Markup(svg))  # noqa: S704 (the pen escapes what people typed)


@cache
def glyph(shape: str, colour: int = 0) -> Markup:
    """The shape of a kind, in the colour of a lane, to stand beside words."""
    return Markup(mark_svg(shape, colour=colour))  # noqa: S704 (a shape of ours)
