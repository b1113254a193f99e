"""Read a file in a process of its own, so that no file can keep the product busy or take its memory."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from timeline.readers import errors, limits
from timeline.readers.here import refuse_by_size
from timeline.readers.result import ReadFile

_ROOT = Path(__file__).parents[2]
_turns = threading.BoundedSemaphore(limits.MAX_AT_ONCE)


def read_file(name: str, content: bytes, *, today: dt.date | None = None) -> ReadFile:
    """Read the events of a file: Excel (.xlsx), CSV or Word (.docx), told by its content.

    Every row comes back: as an event, with doubts where somebody should look, or as skipped with the reason. With
    `today`, dates in the future are doubted.

    Raises:
        FileNotReadable: the file gives no events; the message says why and what to do.
    """
    refuse_by_size(content)
    asked = json.dumps({"name": name, "today": today.isoformat() if today else None}).encode()
    with _turns:
        answer = _ask(asked + b"\n" + content)
    if "refused" in answer:
        raise errors.ALL[str(answer["refused"])]()
    return ReadFile.from_json(answer["read"])


def _ask(question: bytes) -> dict[str, Any]:
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
        answer = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError) as problem:
        raise errors.ReadingTookTooLong from problem
    return dict(answer)
