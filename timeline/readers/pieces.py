"""The pieces of a written text, a paragraph or a line each: where it stands, and whether it is a heading or an item."""

from __future__ import annotations

import re
from dataclasses import dataclass

from timeline.errors import N_
from timeline.readers import limits
from timeline.readers.result import Remark

_BULLET = re.compile(r"(?:[-*•◦▪●‣·–—+o►→✓]|\(?\d{1,3}[.)]|[a-z]\))\s+(?=\S)")
_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")


MOST_CHARS = 2 * limits.MAX_CELL_CHARS
"""Characters of a text that are looked at: more than a cell may hold, so that what is cut is also said to be cut."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: its number and what a person calls the place.

    `follows_gap` says that an empty line stands before it, `run` how many tables stand before it in the document.
    """

    number: int
    name: str
    follows_gap: bool = False
    run: int = 0


@dataclass(frozen=True, slots=True)
class Form:
    """What the form of a text says: the level of a heading (1 the highest), how deep it stands in a list (0: not)."""

    heading: int = 0
    level: int = 0


PLAIN = Form()


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph or a line: its text, where it stands, and what its form says."""

    text: str
    place: Place
    form: Form = PLAIN


def too_long(place: str) -> Remark:
    """What to say when there is more text than is read."""
    return Remark(
        N_("Vanaf %(place)s is niets meer gelezen: de tekst is te lang. Zet de rest in een tweede bestand."),
        {"place": place},
    )


def has_mark(written: str) -> bool:
    """Whether a typed text begins with the sign of a heading or an item, or of a message that was answered."""
    return written.startswith(">") or bool(_HEADING.match(written) or _BULLET.match(written))


def as_piece(place: Place, written: str, form: Form = PLAIN, *, depth: int = 0) -> Piece:
    """A text as a piece: the signs that somebody typed for a heading or a list are taken off and count as its form.

    `depth` is how far a typed item is moved to the right.
    """
    written = written.lstrip("> ")  # a message that was answered
    heading = _HEADING.match(written) if form == PLAIN else None
    bullet = None if heading else _BULLET.match(written)
    mark = heading or bullet
    if heading:
        form = Form(heading=len(heading[1]))
    elif bullet and form == PLAIN:
        form = Form(level=1 + depth)
    return Piece(_EMPHASIS.sub(r"\2", written[mark.end() :] if mark else written), place, form)
