"""One line as somebody types it becomes the facts of an event: "14 mrt 2021 MDO met school: nieuw aanbod besproken".

Nothing is decided here: what is read fills a form, and a person looks at it before it is stored.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from timeline.dates import DateReading, find_date
from timeline.kinds import guess_kind
from timeline.lanes import find_organisation, is_family
from timeline.models import TITLE_LENGTH, Organisation
from timeline.text import clean_text

MEETING = "mdo"
SHORT_ENOUGH_FOR_A_TITLE = 120

_WITH = re.compile(r"\s+(?:met|with)\s+(?P<names>[^:;.!?]+?)(?=\s*(?:[:;.!?]|\s[-–—]\s|$))", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"\s*,\s*(?:en\s+|and\s+)?|\s+en\s+|\s+and\s+|\s*&\s*", re.IGNORECASE)
_EDGES = " \t-–—:;,."
_TALKING_OF = {"over", "about"}


@dataclass(frozen=True, slots=True)
class QuickEntry:
    """What a line says: words for each field of the form, and how its date was read (None: there is none)."""

    title: str
    date_text: str
    date: DateReading | None
    kind: str
    description: str
    organisation_id: str | None
    who: tuple[str, ...]
    present: tuple[str, ...]


def read_line(line: str, organisations: Sequence[Organisation], *, own: str | None = None) -> QuickEntry:
    """Read one line; `own` is the organisation of who writes, whose lane it is when the line names no other.

    "met" and names tell who was there: organisations of the case sit at the table of a meeting, all others are people.
    After a colon stands what happened there.
    """
    line = " ".join(clean_text(line).split())
    found = find_date(line)
    rest = line if found is None else f"{line[: found.start]} {line[found.end :]}"
    rest = " ".join(rest.split()).strip(_EDGES)
    kind = guess_kind(rest)
    names, told = _who_was_there(rest)
    known = [(name, find_organisation(name, organisations)) for name in names]
    at_the_table = tuple(dict.fromkeys(match.id for _, match in known if match is not None))
    is_meeting = kind == MEETING
    people = [name for name, match in known if match is None or not is_meeting]
    title, description = _in_two(told if is_meeting else rest)
    return QuickEntry(
        title=title,
        date_text=line[found.start : found.end] if found else "",
        date=found.reading if found else None,
        kind=kind,
        description=description,
        organisation_id=_lane(rest, kind, at_the_table, organisations, own),
        who=tuple(people),
        present=tuple(dict.fromkeys((*([own] if own and is_meeting else []), *at_the_table))) if is_meeting else (),
    )


def _who_was_there(text: str) -> tuple[tuple[str, ...], str]:
    """The names after "met", and the text without them."""
    found = _WITH.search(text)
    if found is None:
        return (), text
    names, about = found["names"], ""
    for word in _TALKING_OF:
        names, joint, subject = names.partition(f" {word} ")
        if joint:
            about = f"{joint}{subject}".rstrip()
            break
    parts = tuple(name.strip(_EDGES) for name in _BETWEEN_NAMES.split(names) if name.strip(_EDGES))
    return parts, f"{text[: found.start()]}{about}{text[found.end() :]}"


def _in_two(text: str) -> tuple[str, str]:
    """A title, and what is too much for one."""
    text = re.sub(r"\s+([:;,.])", r"\1", text).strip(_EDGES)
    if len(text) <= SHORT_ENOUGH_FOR_A_TITLE:
        return _capital(text), ""
    head, joint, tail = text.partition(": ")
    if not joint or len(head) > SHORT_ENOUGH_FOR_A_TITLE:
        first = re.split(r"(?<=[.!?])\s+", text, maxsplit=1)
        head, tail = (first[0], first[1]) if len(first) > 1 else (text, "")
    return _capital(head[:TITLE_LENGTH]), _capital(tail) if head == head[:TITLE_LENGTH] else text


def _lane(
    text: str, kind: str, named: Sequence[str], organisations: Sequence[Organisation], own: str | None
) -> str | None:
    """Whose event it is: of who the line opens with, the only court for a court step, or else of who writes."""
    opening = re.split(r"[:\s]", text, maxsplit=1)[0]
    if is_family(opening):
        return None
    opener = find_organisation(opening, organisations) if len(opening) > 3 else None
    if opener is not None:
        return opener.id
    if kind == "court_step":
        courts = [organisation.id for organisation in organisations if organisation.kind == "court"]
        if len(courts) == 1:
            return courts[0]
    if kind == "family_event":
        return None
    return own or next(iter(named), None)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
