"""Read a file in a process of its own, so that no file can keep the product busy or take its memory."""

from __future__ import annotations

import compileall
import datetime as dt
import subprocess
import sys
import threading
from functools import cache
from pathlib import Path

import orjson

from timeline.errors import N_
from timeline.readers import errors, limits
from timeline.readers.context import ReadContext
from timeline.readers.forms import Form
from timeline.readers.here import refuse_by_size
from timeline.readers.packed import Packed
from timeline.readers.result import ReadFile
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
    return read_packed(name, content, context=context.on(today)).opened()


def read_packed(name: str, content: bytes, *, context: ReadContext = ReadContext()) -> Packed:
    """As `read_file`, packed as it is kept: however many rows there are, none is opened on the way.

    Raises:
        FileNotReadable: as `read_file`.
    """
    return _read(name, content, context)


def read_pasted(text: str, *, name: str = PASTED, context: ReadContext = ReadContext()) -> Packed:
    """Read the events in a text that somebody pasted: notes, a letter, or a table copied from elsewhere.

    Raises:
        FileNotReadable: as `read_file`.
    """
    return _read(name, text.strip().encode("utf-8", "replace"), context, form="text")


def _read(name: str, content: bytes, context: ReadContext, *, form: Form | None = None) -> Packed:
    """Let a process of its own read this content, when it is its turn.

    Raises:
        FileNotReadable: as `read_file`.
    """
    refuse_by_size(content)
    _compile_once()
    asked = orjson.dumps({"name": clean_text(name), "context": context.to_json(), "form": form})
    with _turns:
        answer = _ask(asked + b"\n" + content)
    if isinstance(answer, str):
        raise errors.ALL[answer]()
    return answer


@cache
def _compile_once() -> None:
    """Compile what the process that reads imports: it may write nothing itself, and would do so again for each file."""
    for folder, depth in ((_ROOT / "timeline", 0), (Path(__file__).parent, 0)):
        compileall.compile_dir(folder, maxlevels=depth, quiet=2)


def _ask(question: bytes) -> Packed | str:
    """Start the process, wait for its answer, and stop it when it takes too long; a refusal is the name of its error.

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
        done.check_returncode()
        head, *pieces = done.stdout.splitlines()
        told = orjson.loads(head)
    except (subprocess.SubprocessError, ValueError) as problem:
        raise errors.ReadingTookTooLong from problem
    return str(told["refused"]) if "refused" in told else Packed(told, tuple(pieces))
