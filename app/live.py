"""Live: tell open pages that the session changed.

A change raises `SessionState.tick` (or, for what is shared of the case itself, `Case.revision`) in its own transaction;
one watcher for each case that somebody looks at reads their sum a few times a second. So it works with one process
and with many, on both databases, and only a number travels: what changed is fetched by the page itself, with its own
access.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, select

from analysis.models import SessionState
from app.database import Database
from timeline.errors import N_, UserError
from timeline.models import Case

LOOK_EVERY_SECONDS = 0.25
HEARTBEAT_SECONDS = 4.0
MOST_STREAMS = 5

log = logging.getLogger("terugblik.live")


class TooManyStreams(UserError):
    """One person has the session open in too many places."""

    def __init__(self) -> None:
        super().__init__(
            N_("Je hebt deze leersessie al op %(most)s plekken open. Sluit er eerst een."), most=MOST_STREAMS
        )


class Rooms:
    """The cases that somebody is watching, each with its watcher."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._listeners: dict[str, set[asyncio.Queue[int]]] = {}
        self._watchers: dict[str, asyncio.Task[None]] = {}
        self._nudges: dict[str, asyncio.Event] = {}
        self._seats: Counter[str] = Counter()

    async def nudge(self, case_id: str) -> None:
        """Look at once: something was just stored here. What another process stored is seen at the next look."""
        if case_id in self._nudges:
            self._nudges[case_id].set()

    @contextmanager
    def seat(self, participant_id: str) -> Iterator[None]:
        """Take a place in the room for as long as a page listens.

        Raises:
            TooManyStreams: this person listens in five places already.
        """
        if self._seats[participant_id] >= MOST_STREAMS:
            raise TooManyStreams
        self._seats[participant_id] += 1
        try:
            yield
        finally:
            self._seats[participant_id] -= 1
            if not self._seats[participant_id]:
                del self._seats[participant_id]

    def is_full_for(self, participant_id: str) -> bool:
        """Whether this person listens in as many places as one may."""
        return self._seats[participant_id] >= MOST_STREAMS

    async def ticks(self, case_id: str) -> AsyncIterator[int | None]:
        """The tick at once and after each change; None when nothing changed for a heartbeat."""
        mine: asyncio.Queue[int] = asyncio.Queue(maxsize=1)
        listeners = self._listeners.setdefault(case_id, set())
        listeners.add(mine)
        if case_id not in self._watchers or self._watchers[case_id].done():
            self._watchers[case_id] = asyncio.create_task(self._watch(case_id))
        try:
            yield await asyncio.to_thread(self.tick, case_id)
            while True:
                try:
                    yield await asyncio.wait_for(mine.get(), HEARTBEAT_SECONDS)
                except TimeoutError:
                    yield None
        finally:
            listeners.discard(mine)

    async def _watch(self, case_id: str) -> None:
        last: int | None = None  # so that a change between a page's first look and ours is still told
        nudged = self._nudges[case_id] = asyncio.Event()
        while self._listeners.get(case_id):
            with suppress(TimeoutError):
                await asyncio.wait_for(nudged.wait(), LOOK_EVERY_SECONDS)
            nudged.clear()
            try:
                present = await asyncio.to_thread(self.tick, case_id)
            except SQLAlchemyError:
                log.warning("the database did not answer; looking again")
                continue
            if present != last:
                last = present
                for listener in list(self._listeners.get(case_id, ())):
                    if listener.full():
                        listener.get_nowait()  # the newest number says it all
                    listener.put_nowait(present)
        for kept in (self._listeners, self._watchers, self._nudges):
            kept.pop(case_id, None)

    def tick(self, case_id: str) -> int:
        """How often what the session shows has changed until now."""
        counts = (
            select(Case.revision, SessionState.tick)
            .outerjoin(SessionState, col(SessionState.case_id) == col(Case.id))
            .where(Case.id == case_id)
        )
        with self.database.reading() as db:
            found = db.exec(counts).one_or_none()
        return sum(count or 0 for count in found) if found else 0
