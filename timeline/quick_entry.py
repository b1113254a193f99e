"""One line as somebody types it becomes the facts of an event: "14 mrt 2021 MDO met school: nieuw aanbod besproken".

Nothing is decided here: what is read fills a form, and a person looks at it before it is stored.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from timeline.date_vocabulary import month_of
from timeline.dates import DateNotUnderstood, DateReading, find_date, parse_date
from timeline.kinds import guess_kind
from timeline.lanes import find_organisation, is_family
from timeline.models import TITLE_LENGTH, Organisation
from timeline.text import clean_text

MEETING = "mdo"
SHORT_ENOUGH_FOR_A_TITLE = 120

_WITH = re.compile(r"\s+(?:met|with)\s+(?P<names>[^:;.!?]+?)(?=\s*(?:[:;.!?]|\s[-–—]\s|$))", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"\s*,\s*(?:en\s+|and\s+)?|\s+en\s+|\s+and\s+|\s*&\s*", re.IGNORECASE)
_WHOLE_DATE = re.compile(
    r"(?:\b(?:op|on)\s+)?"
    r"(?P<date>(?<![\w/.-])[0-9]{1,2}(?:[-/.][0-9]{1,2}[-/.]|\s+(?P<month>[^\W\d_]{3,})\.?\s+)[0-9]{4}(?![\w/-]))",
    re.IGNORECASE,
)
_EDGES = " \t-–—:;,."
_ARTICLE = re.compile(r"(?:de|het|the)\s+", re.IGNORECASE)
_TALKING_OF = {"over", "about"}
_ELSEWHERE = _TALKING_OF | {"naar", "to"}
"""Words before the name of an organisation that something is about, or goes to."""


@dataclass(frozen=True, slots=True)
class QuickEntry:
    """What a line says: words for each field of the form, and how its date was read (None: there is none).

    `problem` says why what stands there as a date is none.
    """

    title: str
    date_text: str
    date: DateReading | None
    problem: DateNotUnderstood | None
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
    start, end = (found.start, found.end) if found else (0, 0)
    impossible = _impossible_date(line)
    if impossible is not None and (found is None or (impossible.start < end and start < impossible.end)):
        found, start, end = None, impossible.start, impossible.end
    else:
        impossible = None
    rest = f"{line[:start]} {line[end:]}"
    rest = " ".join(rest.split()).strip(_EDGES)
    kind = guess_kind(rest)
    names, told = who_was_there(rest)
    known = [(name, find_organisation(name, organisations)) for name in names]
    at_the_table = tuple(dict.fromkeys(match.id for _, match in known if match is not None))
    is_meeting = kind == MEETING
    people = [name for name, match in known if match is None or not is_meeting]
    title, description = _in_two(told if is_meeting else rest)
    return QuickEntry(
        title=title,
        date_text=impossible.written if impossible else line[start:end],
        date=found.reading if found else None,
        problem=impossible.problem if impossible else None,
        kind=kind,
        description=description,
        organisation_id=_lane(rest, kind, at_the_table, organisations, own),
        who=tuple(people),
        present=tuple(dict.fromkeys((*([own] if own and is_meeting else []), *at_the_table))) if is_meeting else (),
    )


@dataclass(frozen=True, slots=True)
class _Impossible:
    """What is written as a date and can't be one: where it stands in the line, and why not."""

    start: int
    end: int
    written: str
    problem: DateNotUnderstood


def _impossible_date(line: str) -> _Impossible | None:
    """The first whole date of the line that is in no calendar."""
    for found in _WHOLE_DATE.finditer(line):
        if found["month"] is not None and month_of(found["month"].lower()) is None:
            continue
        try:
            parse_date(found["date"])
        except DateNotUnderstood as problem:
            return _Impossible(found.start(), found.end(), found["date"], problem)
    return None


def who_was_there(text: str) -> tuple[tuple[str, ...], str]:
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
    """Whose event it is: of who the line opens with, the only court for a court step, who is named, or who writes."""
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
    without_company = text if kind == MEETING else _WITH.sub(" ", text)
    at_work = _named_in(without_company, organisations)
    if kind == MEETING:
        return own or next(iter((*named, *at_work)), None)
    decider = _decider(text, organisations) if kind == "decision" else None
    return next((found for found in (*at_work, decider, own, *named) if found), None)


def _decider(text: str, organisations: Sequence[Organisation]) -> str | None:
    """The organisation that a decision says it is of: "Besluit school: …", "Beschikking jeugdhulp gemeente"."""
    head, colon, _ = text.partition(":")
    words = head.split()
    for at, word in reversed(list(enumerate(words))):
        match = find_organisation(word.strip(_EDGES), organisations)
        before = [each.lower() for each in words[max(0, at - 2) : at]]
        if match is None or _ELSEWHERE.intersection(before):
            continue
        # "jeugdhulp" before the colon is what it is about, and not who decides
        if match.kind == "municipality" or (colon and at == len(words) - 1 and match.kind != "care"):
            return match.id
    return None


def _named_in(text: str, organisations: Sequence[Organisation]) -> list[str]:
    """The organisations (their ids) that are named in full, in the order in which they stand there.

    Without its article a name is one with its own capital: "Meent", and not "moeder meent".
    """
    found = []
    for organisation in organisations:
        article = _ARTICLE.match(organisation.name)
        bare = organisation.name[article.end() :] if article else organisation.name
        whole = re.search(rf"(?<!\w)(?i:{re.escape(organisation.name)})(?!\w)", text)
        part = re.search(rf"(?<!\w){re.escape(bare)}(?!\w)", text) if len(bare) > 3 else None
        if place := whole or part:
            found.append((place.start(), organisation.id))
    return [organisation_id for _, organisation_id in sorted(found)]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
