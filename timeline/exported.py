"""An event as it leaves and comes in again: what an export tells of it, and the columns of an exported table.

The writers and the readers both go by this, so that what goes out comes in again the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import time
from types import MappingProxyType
from typing import Any

from timeline.dates import EventDate, from_edtf, from_edtf_parts
from timeline.kinds import kinds
from timeline.text import clean_text

FAMILY = "Gezin"
"""The word for the lane of the family, which belongs to no organisation."""

GROUND_WORDS: Mapping[str, str] = MappingProxyType(
    {"urgency": "nood", "plan": "volgens plan", "court": "rechtbank", "other": "anders"}
)
"""What each ground of a decision is called in an exported table."""
_GROUNDS = {word: key for key, word in GROUND_WORDS.items()}

COLUMNS = (
    *("Begin", "Eind", "Wanneer", "Soort", "Onderwerp", "Toelichting", "Organisatie", "Wie", "Aan tafel", "Bron"),
    *("Niet aan tafel", "Grond", "Datum (EDTF)", "Tijd", "Zoals geschreven", "Labels"),
)
"""The names of the columns of an exported table, in their order; files that are out there have them, so they stay."""


@dataclass(frozen=True, slots=True)
class Told:
    """What an export tells of one event; `organisation` is empty for the family, None when it is not told."""

    title: str
    description: str
    when: EventDate
    kind: str
    organisation: str | None
    present: tuple[str, ...]
    missing: tuple[str, ...]
    people: tuple[str, ...]
    source: str
    ground: str
    tags: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The same in the words of docs/formats.md, as it stands in the private part of other forms."""
        owner = [{"name": self.organisation, "role": "owner"}] if self.organisation else []
        return {
            "title": self.title,
            "description": self.description,
            "kind": self.kind,
            "date_edtf": self.when.edtf,
            "date_text": self.when.text,
            "time": self.when.time.isoformat() if self.when.time else None,
            "organisations": [
                *owner,
                *({"name": name, "role": "present"} for name in self.present),
                *({"name": name, "role": "missing"} for name in self.missing),
            ],
            "people": list(self.people),
            "source": self.source,
            "ground": self.ground,
            "tags": list(self.tags),
        }


def told(event: Mapping[str, Any]) -> Told:
    """One event of an exported case.

    Raises:
        DateNotUnderstood: its date is no EDTF.
        KeyError, TypeError, ValueError, AttributeError: it is no event as docs/formats.md describes it.
    """
    roles: dict[str, list[str]] = {"owner": [], "present": [], "missing": []}
    for organisation in event.get("organisations") or ():
        roles[organisation["role"]] += _names([organisation["name"]])
    return Told(
        title=_text(event["title"]),
        description=_text(event.get("description")),
        when=_when(event),
        kind=kind if (kind := _text(event.get("kind"))) in kinds() else "",
        organisation=next(iter(roles["owner"]), "") if "organisations" in event else None,
        present=tuple(roles["present"]),
        missing=tuple(roles["missing"]),
        people=tuple(_names(event.get("people") or ())),
        source=_text(event.get("source")),
        ground=_text(event.get("ground")),
        tags=tuple(_names(event.get("tags") or ())),
    )


def ground_key(word: str) -> str:
    """The key of a ground that stands in a table by its word or its key."""
    return _GROUNDS.get(word.casefold(), word)


def _when(event: Mapping[str, Any]) -> EventDate:
    at = time.fromisoformat(event["time"]) if event.get("time") else None
    text = _text(event.get("date_text"))
    if event.get("date_edtf"):
        when = from_edtf(_text(event["date_edtf"]), text=text)
    else:
        when = from_edtf_parts(event.get("start"), event.get("end"), text=text)
    return replace(when, time=at or when.time)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise TypeError("a text was expected")
    return clean_text(value).strip()


def _names(names: Iterable[Any]) -> list[str]:
    return [text for name in names if (text := _text(name))]
