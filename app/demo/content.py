"""What the demonstration case says: the texts in the TOML files beside this one, as values.

A field that does not exist, or an anchor that points nowhere, is an error: a text must never fall out unnoticed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

FOLDER = Path(__file__).parent
SAMPLES = FOLDER / "samples"

Row = TypeVar("Row")


@dataclass(frozen=True)
class FamilyMember:
    """A member of the family, by code name."""

    code_name: str
    role: str
    birth_year: int | None = None


@dataclass(frozen=True)
class Party:
    """An organisation; `key` is what the other texts call it."""

    key: str
    name: str
    kind: str
    colour: int
    takes_part: bool = True


@dataclass(frozen=True)
class Somebody:
    """Somebody who works in or reads the case; the contact of an organisation has that organisation's key."""

    key: str
    name: str
    role: str
    function: str = ""
    organisation: str = ""


@dataclass(frozen=True)
class SampleFile:
    """A file that an organisation handed in."""

    name: str
    organisation: str


@dataclass(frozen=True)
class Stretch:
    """A named stretch of the case."""

    name: str
    first_day: date
    last_day: date
    summary: str


@dataclass(frozen=True)
class Frame:
    """A stretch in which the help was voluntary or compulsory."""

    compulsory: bool
    first_day: date
    last_day: date
    measure: str = ""


@dataclass(frozen=True)
class Holder:
    """A stretch in which somebody held the course; without an organisation and words it was clearly nobody."""

    first_day: date
    last_day: date
    organisation: str = ""
    who: str = ""


@dataclass(frozen=True)
class Linked:
    """Events that came out of each other, in their order."""

    events: tuple[str, ...]


@dataclass(frozen=True)
class Labelled:
    """A label and the events that have it."""

    label: str
    events: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """What the facilitator filled in on an event."""

    event: str
    reason: str
    description: str = ""
    kind: str = ""
    ground: str = ""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Said:
    """What an organisation says of an event; `by` is who wrote it when it was not the contact."""

    organisation: str
    event: str
    stance: str
    title: str = ""
    date: str = ""
    reading: str = ""
    by: str = ""


@dataclass(frozen=True)
class Calm:
    """How calm an organisation saw the periods, by their names; it does not know of one that is not among them."""

    organisation: str
    seen: Mapping[str, int]


@dataclass(frozen=True)
class NamedView:
    """A view of the timeline that the facilitator shares."""

    name: str
    query: str


@dataclass(frozen=True)
class Added:
    """What an organisation adds to an event."""

    organisation: str
    event: str
    facts: str = ""
    feelings: str = ""
    known_then: str = ""
    known_now: str = ""
    by: str = ""


@dataclass(frozen=True)
class Answered:
    """What an organisation answers to the question of a theme."""

    organisation: str
    theme: str
    text: str
    stays_open: bool = False
    by: str = ""


@dataclass(frozen=True)
class SharedAnswer:
    """What the group answers, with what that rests on."""

    question: str
    text: str
    stays_open: bool = False
    events: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Note:
    """What somebody typed during the session, so many minutes after a part began."""

    part: str
    after: int
    by: str
    kind: str = "note"
    text: str = ""
    event: str = ""


@dataclass(frozen=True)
class Turn:
    """A turning point."""

    event: str
    why: str
    seen_now: str


@dataclass(frozen=True)
class Learned:
    """A lesson with what it rests on."""

    text: str
    scope: str
    audience: str
    events: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Promise:
    """An agreement, with its day counted from the session."""

    organisation: str
    text: str
    owner: str
    due_after_days: int


@dataclass(frozen=True)
class Verdict:
    """What an organisation says of the draft, so many days after the draft was shared."""

    organisation: str
    verdict: str
    after_days: int
    view: str = ""


@cache
def content(name: str) -> Mapping[str, Any]:
    """All that stands in one of the files."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def rows(name: str, table: str, kind: type[Row]) -> list[Row]:
    """The rows of one table of a file as values.

    Raises:
        TypeError: a row has a field that such a row does not have, or misses one.
    """
    return [kind(**_fields(row)) for row in content(name)[table]]


def _fields(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
