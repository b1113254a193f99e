"""What stands around the events on the drawing: legal frame, who held the course, calm and conflict, chains.

As it comes in, and as it is placed: across in days since the first day of the case, down in pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

StripName = Literal["curve", "frame", "course", "silence", "crowd"]
CALMEST, FIERCEST = 1, 5
"""The ends of the scale on which an organisation says how it saw a chapter."""


@dataclass(frozen=True, slots=True)
class DrawnFrame:
    """The legal frame of a stretch of days, first and last included: voluntary or compulsory, with the measure."""

    compulsory: bool
    measure: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class DrawnCourse:
    """Who held the course during a stretch of days: an organisation, somebody in words, or nobody clearly."""

    organisation: str
    who: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class DrawnRating:
    """How one organisation saw a stretch of days, from calm (1) to much conflict (5)."""

    organisation: str
    start: date
    end: date
    value: int


@dataclass(frozen=True, slots=True)
class DrawnLink:
    """A step in a chain, from one event to the one that followed from it."""

    earlier: str
    later: str


@dataclass(frozen=True, slots=True)
class Around:
    """All that stands around the events, and the words for the people and tags that events carry as ids."""

    frames: tuple[DrawnFrame, ...] = ()
    courses: tuple[DrawnCourse, ...] = ()
    ratings: tuple[DrawnRating, ...] = ()
    links: tuple[DrawnLink, ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    tags: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Strip:
    """A thin row of the drawing beside the lanes."""

    name: StripName
    top: int
    height: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a band from day `left` to day `right`, on line `row` of its strip.

    `form` tells how it is drawn: voluntary, compulsory, held or nobody; `words` are those of the case itself, and
    `organisation` is the id of who held the course.
    """

    form: Literal["voluntary", "compulsory", "held", "nobody"]
    words: str
    left: float
    right: float
    row: int
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Curve:
    """Calm and conflict as one organisation saw it: for each stretch of days a height in pixels and the value said."""

    organisation: str
    pieces: tuple[tuple[float, float, float, int], ...]


@dataclass(frozen=True, slots=True)
class Silence:
    """A long time of which nobody tells anything, from day `left` to day `right`."""

    left: float
    right: float

    @property
    def months(self) -> int:
        """How long it lasted, in whole months."""
        return max(1, round((self.right - self.left) / 30.44))


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many professionals were involved at once: from each of `days` on, so many."""

    days: tuple[float, ...] = ()
    counts: tuple[int, ...] = ()

    @property
    def most(self) -> int:
        """The most at once."""
        return max(self.counts, default=0)


NOTHING_AROUND = Around()
NO_CROWD = Crowd()
