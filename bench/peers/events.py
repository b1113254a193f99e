"""The events that every tool is given: made up, the same ones each time, for each tool."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from datetime import date, timedelta

from bench.drawing.page import KINDS, LANES, TITLES
from timeline.dates import EventDate, from_edtf
from timeline.drawing import DrawnEvent
from timeline.kinds import kinds

FIRST = date(2018, 6, 1)
PERIODS = ("intervention", "waiting")
WEIGHTS = (14, 9, 14, 12, 12, 5, 4, 6)
CROWDED = 1000
"""From so many events on they are spread over twenty-five years; fewer over five and a half."""


@dataclass(frozen=True, slots=True)
class MadeUp:
    """One event: `lane` counts from 0, `end` is None for a moment, the last day included for a period."""

    number: int
    lane: int
    kind: str
    title: str
    start: date
    end: date | None

    @property
    def when(self) -> EventDate:
        """Its date as the product knows dates."""
        return from_edtf(f"{self.start}/{self.end}" if self.end else f"{self.start}")


def made_up(count: int, days: int | None = None) -> list[MadeUp]:
    """So many events in eight lanes, in order of time, over so many days."""
    chance = random.Random(f"peers {count}")
    days = days or (2000 if count < CROWDED else 9000)
    return [_one(number, FIRST + timedelta(number * days // count), chance) for number in range(count)]


def _one(number: int, start: date, chance: random.Random) -> MadeUp:
    lane = chance.choices(range(len(LANES)), weights=WEIGHTS)[0]
    kind = chance.choice(KINDS[LANES[lane].id])
    end = start + timedelta(chance.randint(60, 330)) if kind in PERIODS else None
    return MadeUp(number, lane, kind, chance.choice(TITLES[LANES[lane].id]), start, end)


def as_drawn(events: list[MadeUp]) -> list[DrawnEvent]:
    """The events as the layout of the product takes them."""
    shapes = {key: kind.shape for key, kind in kinds().items()}
    return [
        DrawnEvent(
            f"event{event.number:021}",
            event.number + 1,
            event.title,
            event.kind,
            shapes[event.kind],
            LANES[event.lane].id,
            event.when,
        )
        for event in events
    ]


def as_columns(events: list[MadeUp]) -> str:
    """The events as the pages of the peers take them: columns in JSON, days counted from `start`.

    `right` is the day after the last one of a period, 0 for a moment.
    """
    used = sorted({event.kind for event in events})
    told = {
        "start": FIRST.isoformat(),
        "lanes": [lane.name for lane in LANES],
        "kinds": used,
        "lane": [event.lane for event in events],
        "kind": [used.index(event.kind) for event in events],
        "left": [(event.start - FIRST).days for event in events],
        "right": [(event.end - FIRST).days + 1 if event.end else 0 for event in events],
        "title": [event.title for event in events],
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
