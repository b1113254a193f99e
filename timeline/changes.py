"""What a revision changed, field by field, for people to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from timeline.date_told import as_told, not_understood_words
from timeline.date_value import EventDate, from_edtf
from timeline.models import Revision

SHOWN = (
    "title",
    "when",
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

    @property
    def apart(self) -> tuple[str, str]:
        """What tells two dates apart that are the same in words: as they were written, or else as EDTF."""
        before, after = self.before, self.after
        if not (isinstance(before, EventDate) and isinstance(after, EventDate)) or as_told(before) != as_told(after):
            return "", ""
        written = " ".join(before.text.split()), " ".join(after.text.split())
        return written if all(written) and written[0] != written[1] else (before.edtf, after.edtf)


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
        now = _shown(revision.snapshot)
        changed = (
            ()
            if earlier is None
            else tuple(
                Change(field, earlier.get(field), now.get(field))
                for field in SHOWN
                if _differs(earlier.get(field), now.get(field))
            )
        )
        made = () if earlier is not None or revision.number > 1 else _filled_in(now)
        steps.append(Step(revision, changed, made))
        earlier = now
    return steps[::-1]


def _shown(snapshot: dict[str, Any]) -> dict[str, Any]:
    """What people see of a snapshot: its date as one value, so that also words that were not understood are told."""
    at = snapshot.get("time_of_day")
    when = from_edtf(
        str(snapshot.get("date_edtf") or ""),
        text=str(snapshot.get("date_text") or ""),
        time=time.fromisoformat(at) if at else None,
    )
    return snapshot | {"when": when}


def _differs(before: Any, after: Any) -> bool:
    """Whether people see a difference: a date that was only written in another way is the same date."""
    if isinstance(before, EventDate) and isinstance(after, EventDate):
        return before.edtf != after.edtf or as_told(before) != as_told(after)
    return bool(before != after)


def _filled_in(now: dict[str, Any]) -> tuple[Change, ...]:
    """What a new thing holds; without an organisation it stands in the lane of the family."""
    told = (
        field for field in SHOWN if field != "when" or not now[field].is_unknown or not_understood_words(now[field])
    )
    return tuple(Change(field, None, now.get(field)) for field in told if now.get(field) or field == "organisation_id")
