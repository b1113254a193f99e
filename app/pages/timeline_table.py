"""The timeline as a table: the same events and choices as the drawing, sortable, on a page of its own or inside it."""

from __future__ import annotations

from fastapi import APIRouter, Response
from sqlmodel import col, select

from app.drawings import glyph
from app.here import Here
from app.i18n import gettext
from app.last_visit import changed_for
from app.pages.timeline import AtTimeline, Chosen, drawn_for, undoable
from app.timeline_address import in_address
from timeline.errors import N_
from timeline.models import Event
from timeline.table import SORTS, Row, in_order_of

router = APIRouter(prefix="/cases/{case_id}/timeline")
COLUMNS = {
    "number": N_("Nr."),
    "when": N_("Wanneer"),
    "title": N_("Wat er gebeurde"),
    "lane": N_("Wie"),
    "kind": N_("Soort"),
    "table": N_("Aan tafel"),
    "accounts": N_("Lezingen"),
}


@router.get("/table")
def table(place: AtTimeline, choice: Chosen, sort: str = "", undo: str | None = None) -> Response:
    """What is chosen as a table; inside the timeline's page it holds everything, so that other choices work there."""
    changed = changed_for(place)
    drawn = drawn_for(place, choice, changed)
    is_part = "hx-request" in place.request.headers
    every = drawn.content.rows + drawn.content.tray
    rows = every if is_part else tuple(row for row in every if row.id in drawn.chosen)
    by = sort.removeprefix("-")
    sort = sort if by in SORTS else ""
    undoes = undoable(place, undo)
    kept = ({"sort": sort} if sort else {}) | ({"undo": undoes.batch} if undoes else {})
    return place.page(
        "timeline/_table.html" if is_part else "timeline/table.html",
        drawn=drawn,
        rows=in_order_of(rows, sort),
        changeable=_changeable(place, rows),
        columns={key: gettext(words) for key, words in COLUMNS.items()},
        sort=sort,
        sorted_at=lambda key: in_address(drawn.choice, sort=f"-{key}" if sort == key else key),
        view=in_address(drawn.choice),
        # On the page of the timeline the table lies below the drawing, and that is what one comes back to.
        from_here=in_address(drawn.choice, **({} if is_part else {"table": sort or "when"})),
        undo=undoes,
        everything=in_address(drawn.choice.without_ticks, **kept),
        kept=kept,
        changed=changed,
        glyph=glyph,
    )


def _changeable(place: Here, rows: tuple[Row, ...]) -> frozenset[str]:
    """The ids of the rows that this person may change: the facilitator all, an organisation its own private ones."""
    if place.may("event.change"):
        return frozenset(row.id for row in rows)
    own = place.viewer.organisation_id
    if own is None or not place.may("event.change_own"):
        return frozenset()
    asked = select(Event.id).where(col(Event.case_id) == place.case.id, col(Event.private_to) == own)
    return frozenset(place.db.exec(asked))
