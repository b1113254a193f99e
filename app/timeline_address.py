"""The view of the timeline as its address holds it: what is chosen and which days; pages that lead back carry it."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Query

from timeline.choosing import Choice
from timeline.drawing import Window
from timeline.ids import is_id
from timeline.kinds import kinds
from timeline.models import Case

Many = Annotated[list[str] | None, Query(max_length=60)]
FAMILY = "family"


def chosen(
    kind: Many = None,
    organisation: Many = None,
    start: Annotated[str | None, Query(alias="from")] = None,
    end: Annotated[str | None, Query(alias="to")] = None,
) -> Choice:
    """What the address asks to see."""
    return Choice(
        kinds=frozenset(kind or ()),
        organisations=frozenset(organisation or ()),
        window=Window.from_address(start, end),
    )


def in_address(choice: Choice, **more: str) -> str:
    """The choice as the query of an address, with "?" before it; nothing but known kinds, lanes and days gets in."""
    parts: list[tuple[str, Any]] = [("kind", kind) for kind in sorted(choice.kinds) if kind in kinds()]
    parts += [("organisation", lane) for lane in sorted(choice.organisations) if is_id(lane) or lane == FAMILY]
    if choice.window:
        parts += [("from", choice.window.start.isoformat()), ("to", choice.window.end.isoformat())]
    parts += more.items()
    return f"?{urlencode(parts)}" if parts else ""


def timeline_address(case: Case, choice: Choice, **more: str) -> str:
    """The timeline of a case in this view, with for example the event that is open."""
    return f"/cases/{case.id}/timeline{in_address(choice, **more)}"
