"""The view of the timeline as its address holds it: what is chosen, how the lanes stand and which days.

Pages that lead back carry it. Nothing that people typed gets in: what somebody searches for can be a name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from urllib.parse import parse_qsl, urlencode

from fastapi import Request

from analysis.models import QUERY_LENGTH
from analysis.shown import FAMILY
from timeline.arranging import NOBODY
from timeline.choosing import BY, ONLY, Choice
from timeline.drawing import Window
from timeline.ids import is_id
from timeline.kinds import kinds
from timeline.models import Case
from timeline.table import SORTS

TAG = re.compile(r"[0-9a-f]{12}")
"""What stands for a label, whose words never stand in an address (`analysis.shown`)."""
MOST = 200
"""How many values of one key count; no case has more lanes, kinds or labels to choose from."""


def _kind(value: str) -> str | None:
    return value if value in kinds() else None


def _id(value: str) -> str | None:
    return value if is_id(value) else None


def _tag(value: str) -> str | None:
    return value if TAG.fullmatch(value) else None


def _owner(value: str) -> str | None:
    return value if is_id(value) or value == FAMILY else None


def _lane(value: str) -> str | None:
    return value if is_id(value) or value in {FAMILY, NOBODY} or value in kinds() else None


def _lanes(value: str) -> str | None:
    """Lanes from the top, with points between them."""
    return ".".join([lane for lane in dict.fromkeys(value.split(".")) if _lane(lane)][:MOST]) or None


def _only(value: str) -> str | None:
    return value if value in ONLY else None


def _by(value: str) -> str | None:
    return value if value in BY[1:] else None


def _day(value: str) -> str | None:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        return None


# What the address of a view may hold, in this order: each reads a value, or gives None for what it is not.
KEPT: dict[str, Callable[[str], str | None]] = {
    "kind": _kind,
    "organisation": _owner,
    "person": _id,
    "tag": _tag,
    "chapter": _id,
    "only": _only,
    "lanes": _by,
    "order": _lanes,
    "fold": _lane,
    "from": _day,
    "to": _day,
}
ONLY_ONE = frozenset({"lanes", "order", "from", "to"})


def choice_in(pairs: Iterable[tuple[str, str]]) -> Choice:
    """What the pairs of an address ask to see; what is not known is passed over."""
    found: dict[str, list[str]] = {key: [] for key in KEPT}
    for key, value in pairs:
        known = KEPT[key](value) if key in KEPT and len(found[key]) < MOST else None
        if known is not None:
            found[key].append(known)
    first = {key: next(iter(found[key]), None) for key in ONLY_ONE}
    return Choice(
        kinds=frozenset(found["kind"]),
        organisations=frozenset(found["organisation"]),
        people=frozenset(found["person"]),
        tags=frozenset(found["tag"]),
        chapters=frozenset(found["chapter"]),
        only=frozenset(each for each in ONLY if each in found["only"]),
        by=next((by for by in BY if by == first["lanes"]), BY[0]),
        order=tuple((first["order"] or "").split(".")) if first["order"] else (),
        folded=frozenset(found["fold"]),
        window=Window.from_address(first["from"], first["to"]),
    )


async def chosen(request: Request) -> Choice:
    """What the address asks to see; it waits for nothing, so that it needs no thread of its own."""
    return choice_in(request.query_params.multi_items())


def in_address(choice: Choice, **more: str) -> str:
    """The choice as the query of an address, with "?" before it; only what is known gets in."""
    asked: dict[str, Iterable[str]] = {
        "kind": sorted(choice.kinds),
        "organisation": sorted(choice.organisations),
        "person": sorted(choice.people),
        "tag": sorted(choice.tags),
        "chapter": sorted(choice.chapters),
        "only": sorted(choice.only),
        "lanes": [choice.by],
        "order": [".".join(choice.order)],
        "fold": sorted(choice.folded),
        "from": [choice.window.start.isoformat()] if choice.window else [],
        "to": [choice.window.end.isoformat()] if choice.window else [],
    }
    parts = [(key, known) for key, values in asked.items() for value in values if (known := KEPT[key](value))]
    parts += more.items()
    return f"?{urlencode(parts)}" if parts else ""


def timeline_address(case: Case, choice: Choice, **more: str) -> str:
    """The timeline of a case in this view, with for example the event that is open."""
    return f"/cases/{case.id}/timeline{in_address(choice, **more)}"


def table_sort(request: Request) -> str | None:
    """How the table was sorted that somebody came from; None when it was not the table."""
    asked = request.query_params.get("table", "")
    return asked if asked.removeprefix("-") in SORTS else None


def back_address(case: Case, choice: Choice, table: str | None, *, event: str = "", undo: str = "", **more: str) -> str:
    """Where a page about an event leads back to: its row in the table as that was sorted, or beside the drawing.

    `more` is what only the timeline understands.
    """
    undoing = {"undo": undo} if undo else {}
    if table is None:
        return timeline_address(case, choice, **({"event": event} if event else {}), **undoing, **more)
    row = f"#row-{event}" if event else ""
    return f"/cases/{case.id}/timeline/table{in_address(choice, sort=table, **undoing)}{row}"


def normalised(query: str) -> str:
    """The query of a timeline's address as a view keeps it: known keys and values alone, each once and in one order."""
    asked = parse_qsl(query[: 4 * QUERY_LENGTH].removeprefix("?"), errors="replace")
    parts = parse_qsl(in_address(choice_in(asked)).removeprefix("?"))
    while len(urlencode(parts)) > QUERY_LENGTH:
        parts.pop()
    return urlencode(parts)
