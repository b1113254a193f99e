"""Live: tell open pages that the session changed.

A change raises `SessionState.tick` in its own transaction; one watcher for each case that somebody looks at reads that
number a few times a second. So it works with one process and with many, on both databases, and only a number travels:
what changed is fetched by the page itself, with its own access.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from sqlmodel import select

from analysis.models import SessionState
from app.database import Database

LOOK_EVERY_SECONDS = 0.25
HEARTBEAT_SECONDS = 4.0


class Rooms:
    """The cases that somebody is watching, each with its watcher."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._listeners: dict[str, set[asyncio.Queue[int]]] = {}
        self._watchers: dict[str, asyncio.Task[None]] = {}

    async def ticks(self, case_id: str) -> AsyncIterator[int | None]:
        """The tick at once and after each change; None when nothing changed for a heartbeat."""
        mine: asyncio.Queue[int] = asyncio.Queue(maxsize=1)
        listeners = self._listeners.setdefault(case_id, set())
        listeners.add(mine)
        if case_id not in self._watchers or self._watchers[case_id].done():
            self._watchers[case_id] = asyncio.create_task(self._watch(case_id))
        try:
            yield await asyncio.to_thread(self._tick, case_id)
            while True:
                try:
                    yield await asyncio.wait_for(mine.get(), HEARTBEAT_SECONDS)
                except TimeoutError:
                    yield None
        finally:
            listeners.discard(mine)

    async def _watch(self, case_id: str) -> None:
        last = await asyncio.to_thread(self._tick, case_id)
        while self._listeners.get(case_id):
            await asyncio.sleep(LOOK_EVERY_SECONDS)
            present = await asyncio.to_thread(self._tick, case_id)
            if present != last:
                last = present
                for listener in list(self._listeners.get(case_id, ())):
                    if listener.full():
                        listener.get_nowait()  # the newest number says it all
                    listener.put_nowait(present)
        self._listeners.pop(case_id, None)
        self._watchers.pop(case_id, None)

    def _tick(self, case_id: str) -> int:
        with self.database.reading() as db:
            return db.exec(select(SessionState.tick).where(SessionState.case_id == case_id)).one_or_none() or 0
