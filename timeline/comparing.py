"""Look which of very many tellings tell the same, so that nobody else has to wait for it and it always ends.

Comparing is pure computing: within the process that answers everybody it would slow every answer. Many tellings are
compared in a process of its own, which goes before nobody and is stopped when it takes too long.
"""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import threading
import time
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import orjson

from timeline.dates import from_edtf
from timeline.errors import N_, UserError
from timeline.merge import Merging, Pair, Telling, find_same

FEW = 2_000
"""So many tellings are compared at once, in well under a second."""

MAX_SECONDS = 20
"""After which comparing is given up; a page waits no longer than 30 seconds for its part."""

_ROOT = Path(__file__).parents[1]
_turn = threading.Lock()


class ComparingTookTooLong(UserError):
    """There is too much to look in a moment what tells the same."""

    def __init__(self) -> None:
        super().__init__(N_("Het zijn zoveel gebeurtenissen dat vergelijken te lang duurt."))


def find_same_in_time(tellings: Sequence[Telling], apart: Collection[frozenset[str]] = frozenset()) -> Merging:
    """As `find_same`, with a limit.

    Raises:
        ComparingTookTooLong: there is no answer within `MAX_SECONDS`.
    """
    if len(tellings) <= FEW:
        return find_same(tellings, apart)
    until = time.monotonic() + MAX_SECONDS
    if not _turn.acquire(timeout=MAX_SECONDS):
        raise ComparingTookTooLong
    try:
        question = ([_plain(telling) for telling in tellings], [sorted(pair) for pair in apart])
        return _ask(orjson.dumps(question), until - time.monotonic())
    finally:
        _turn.release()


def _ask(question: bytes, seconds: float) -> Merging:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "timeline.comparing_child"],
            input=question,
            capture_output=True,
            timeout=max(0.0, seconds),
            env={"PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
            cwd=_ROOT,
            check=True,
        )
        groups, doubtful, joined = orjson.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as problem:
        raise ComparingTookTooLong from problem
    return Merging(tuple(map(tuple, groups)), _pairs(doubtful), _pairs(joined))


def _plain(telling: Telling) -> tuple[Any, ...]:
    """A telling as plain values: what is compared of it."""
    when = telling.date
    date = None if when is None else (when.edtf, when.time and when.time.isoformat())
    named = (telling.key, telling.teller, telling.title, telling.description)
    return (*named, date, telling.kind, telling.who, telling.lane)


def telling_of(plain: Sequence[Any]) -> Telling:
    """A telling from the values that `_plain` gave."""
    key, teller, title, description, date, kind, who, lane = plain
    when = None if date is None else from_edtf(date[0], time=dt.time.fromisoformat(date[1]) if date[1] else None)
    return Telling(key, teller, title, description, when, kind, tuple(who), lane)


def _pairs(found: list[tuple[str, str, float, list[str]]]) -> tuple[Pair, ...]:
    return tuple(Pair(a, b, score, tuple(reasons)) for a, b, score, reasons in found)
