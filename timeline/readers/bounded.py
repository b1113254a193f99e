"""Read a file in a process of its own, so that no file can keep the product busy or take its memory."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import threading
from pathlib import Path

import orjson

from timeline.errors import N_
from timeline.readers import errors, limits
from timeline.readers.context import ReadContext
from timeline.readers.forms import Form
from timeline.readers.here import refuse_by_size
from timeline.readers.result import ReadFile
from timeline.readers.wire import from_lines
from timeline.text import clean_text

PASTED = N_("Geplakte tekst")
_ROOT = Path(__file__).parents[2]
_turns = threading.BoundedSemaphore(limits.MAX_AT_ONCE)


def read_file(
    name: str, content: bytes, *, today: dt.date | None = None, context: ReadContext = ReadContext()
) -> ReadFile:
    """Read the events of a file of any form that we know, told by its content.

    Every row comes back: as an event, with doubts where somebody should look, or as skipped with the reason. With
    `today`, dates in the future are doubted; `context` holds what else is known beforehand.

    Raises:
        FileNotReadable: the file gives no events; the message says why and what to do.
    """
    return _read(name, content, context.on(today))


def read_pasted(
    text: str, *, name: str = PASTED, today: dt.date | None = None, context: ReadContext = ReadContext()
) -> ReadFile:
    """Read the events in a text that somebody pasted: notes, a letter, or a table copied from elsewhere.

    Raises:
        FileNotReadable: as `read_file`.
    """
    return _read(name, text.strip().encode("utf-8", "replace"), context.on(today), form="text")


def _read(name: str, content: bytes, context: ReadContext, *, form: Form | None = None) -> ReadFile:
    """Let a process of its own read this content, when it is its turn.

    Raises:
        FileNotReadable: as `read_file`.
    """
    refuse_by_size(content)
    asked = orjson.dumps({"name": clean_text(name), "context": context.to_json(), "form": form})
    with _turns:
        answer = _ask(asked + b"\n" + content)
    if isinstance(answer, str):
        raise errors.ALL[answer]()
    return answer


def _ask(question: bytes) -> ReadFile | str:
    """Start the process, wait for its answer, and stop it when it takes too long.

    Raises:
        ReadingTookTooLong: there is no answer.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-m", "timeline.readers.child"],
            input=question,
            capture_output=True,
            timeout=limits.MAX_SECONDS,
            env={"PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
            cwd=_ROOT,
            check=False,
        )
        return from_lines(done.stdout)
    except (subprocess.TimeoutExpired, ValueError, KeyError) as problem:
        raise errors.ReadingTookTooLong from problem
