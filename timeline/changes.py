"""What a revision changed, field by field, for people to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from timeline.models import Revision

SHOWN = (
    "title",
    "date_edtf",
    "kind",
    "organisation_id",
    "description",
    "who",
    "present",
    "missing",
    "source",
    "ground",
    "tags",
)


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a thing before and after."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Step:
    """A revision with what it changed; the first one made the thing, and `made` holds what was filled in then."""

    revision: Revision
    changes: tuple[Change, ...]
    made: tuple[Change, ...] = ()


def steps_of(revisions: Sequence[Revision]) -> list[Step]:
    """The revisions of one thing, the newest first, each with the fields that differ from the one before."""
    ordered = sorted(revisions, key=lambda revision: revision.number)
    steps = []
    earlier: dict[str, Any] | None = None
    for revision in ordered:
        now = revision.snapshot
        changed = (
            ()
            if earlier is None
            else tuple(
                Change(field, earlier.get(field), now.get(field))
                for field in SHOWN
                if earlier.get(field) != now.get(field)
            )
        )
        made = () if earlier is not None or revision.number > 1 else _filled_in(now)
        steps.append(Step(revision, changed, made))
        earlier = now
    return steps[::-1]


def _filled_in(now: dict[str, Any]) -> tuple[Change, ...]:
    """What a new thing holds; without an organisation it stands in the lane of the family."""
    return tuple(Change(field, None, now.get(field)) for field in SHOWN if now.get(field) or field == "organisation_id")
