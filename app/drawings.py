"""Drawings that were made before: once for each state of a case, viewer, language and choice, and kept for a while.

The key holds the case's revision and the viewer's own private revision, so that what another organisation writes
before the reveal changes neither what is shown nor its ETag.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass, replace
from functools import cache
from threading import Lock
from typing import Any

import orjson
from markupsafe import Markup
from sqlmodel import Session

from analysis.shown import Shown, shown
from app.i18n import gettext, language
from app.rendering import environment
from timeline.choosing import Choice
from timeline.figure import columns
from timeline.layout import in_window, keeping
from timeline.models import Case, Organisation
from timeline.scope import Viewer
from timeline.svg import draw_svg, mark_svg
from timeline.table import LegendEntry, Row, legend, rows, tray

KEPT_BYTES = 48 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Drawn:
    """A timeline, drawn: the vector drawing, its rows in words, the tray, the legend and the columns as JSON.

    `list` and `table` are the rows as they stand on the page: with hundreds of them that is most of its making.
    The drawing holds what was chosen; the rows hold everything, and `chosen` the ids of what was chosen.
    """

    shown: Shown
    svg: Markup
    rows: tuple[Row, ...]
    tray: tuple[Row, ...]
    legend: tuple[LegendEntry, ...]
    list: Markup
    table: Markup
    columns: bytes
    mark: str
    chosen: frozenset[str]

    @property
    def size(self) -> int:
        """Roughly how many bytes of memory this takes; the rows weigh about as much as the columns do in JSON."""
        return len(self.svg) + len(self.list) + len(self.table) + 4 * len(self.columns)


class Drawings:
    """The drawings that are kept, the ones used last; for one process."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[object, ...], Drawn] = OrderedDict()
        self._lock = Lock()

    def of(
        self, db: Session, case: Case, viewer: Viewer, choice: Choice, changed: frozenset[str] = frozenset()
    ) -> Drawn:
        """The drawing for this viewer and choice as the case now stands.

        `changed` is what changed since the viewer's last visit; it matters only to who asks for that.
        """
        changed = changed if "changed" in choice.only else frozenset()
        own = db.get(Organisation, viewer.organisation_id) if viewer.organisation_id else None
        key = (case.id, case.revision, viewer, own.revision if own else 0, language(), choice, changed)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        drawn = _draw(db, case, viewer, choice, changed)
        with self._lock:
            self._kept[key] = drawn
            size = sum(kept.size for kept in self._kept.values())
            while size > KEPT_BYTES and len(self._kept) > 1:
                size -= self._kept.popitem(last=False)[1].size
        return drawn


def _draw(db: Session, case: Case, viewer: Viewer, choice: Choice, changed: frozenset[str]) -> Drawn:
    everything = shown(db, case, viewer, translate=gettext)
    whole = everything.placed(replace(choice, window=None), language=language(), translate=gettext)
    chosen = everything.chosen(choice, changed)
    first_view = keeping(in_window(whole, choice.window), chosen)
    base = f"/cases/{case.id}/timeline?event="
    svg = draw_svg(first_view, language=language(), link=lambda event: base + event, translate=gettext)
    told = rows(whole, language=language(), translate=gettext)
    waiting = tray(whole, language=language(), translate=gettext)
    page = {"base": f"/cases/{case.id}", "chosen": chosen, "glyph": glyph}
    content = orjson.dumps(columns(whole, language=language(), translate=gettext))
    return Drawn(
        shown=everything,
        svg=Markup(svg),  # noqa: S704 (the pen escapes what people typed)
        rows=told,
        tray=waiting,
        list=_rendered("_list", rows=told, **page),
        table=_rendered("_table_rows", rows=told + waiting, **page),
        legend=legend(whole, language=language()),
        columns=content,
        mark=hashlib.sha256(content).hexdigest()[:32],
        chosen=chosen,
    )


def _rendered(template: str, **context: Any) -> Markup:
    return Markup(environment().get_template(f"timeline/{template}.html").render(context))  # noqa: S704 (it escapes)


@cache
def glyph(shape: str, colour: int = 0) -> Markup:
    """The shape of a kind, in the colour of a lane, to stand beside words."""
    return Markup(mark_svg(shape, colour=colour))  # noqa: S704 (a shape of ours)
