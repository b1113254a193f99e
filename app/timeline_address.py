"""The view of the timeline as its address holds it: what is chosen and which days; pages that lead back carry it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode

from fastapi import Query

from analysis.models import QUERY_LENGTH
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


def _kind(value: str) -> str | None:
    return value if value in kinds() else None


def _lane(value: str) -> str | None:
    return value if is_id(value) or value == FAMILY else None


def _day(value: str) -> str | None:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        return None


# What a view that is kept may hold, in this order: each reads a value as it is kept, or gives None for what it is not.
# What somebody searched for is not among it: that can be a name.
KEPT: dict[str, Callable[[str], str | None]] = {"kind": _kind, "organisation": _lane, "from": _day, "to": _day}
ONLY_ONE = frozenset({"from", "to"})


def normalised(query: str) -> str:
    """The query of a timeline's address as a view keeps it: known keys and values alone, each once and in one order."""
    found: dict[str, set[str]] = {key: set() for key in KEPT}
    for key, value in parse_qsl(query[: 4 * QUERY_LENGTH].removeprefix("?"), errors="replace"):
        kept = KEPT[key](value) if key in KEPT else None
        if kept is not None:
            found[key] = {kept} if key in ONLY_ONE else found[key] | {kept}
    if Window.from_address(next(iter(found["from"]), None), next(iter(found["to"]), None)) is None:
        found |= {"from": set(), "to": set()}
    parts = [(key, value) for key, values in found.items() for value in sorted(values)]
    while len(urlencode(parts)) > QUERY_LENGTH:
        parts.pop()
    return urlencode(parts)
