"""The process that reads one file and then ends: little memory, little time, no files of its own.

It gets one line of JSON and then the bytes of the file, and gives one JSON value back. It knows no secrets: the process
that starts it hands over an empty environment.
"""

from __future__ import annotations

import datetime as dt
import json
import resource
import sys

from timeline.readers import limits
from timeline.readers.errors import FileDamaged, FileNotReadable, ReadingTookTooLong
from timeline.readers.here import read_here


def main() -> None:
    """Read the file on standard input and write what it holds to standard output."""
    _limit()
    asked = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    today = dt.date.fromisoformat(asked["today"]) if asked["today"] else None
    answer: dict[str, object]
    try:
        answer = {"read": read_here(asked["name"], content, today=today).to_json()}
    except FileNotReadable as problem:
        answer = _refused(problem)
    except (MemoryError, RecursionError):
        answer = _refused(ReadingTookTooLong())
    except BaseException:  # a parser that breaks down on a file, even in ways of its own, means a broken file
        answer = _refused(FileDamaged())
    sys.stdout.buffer.write(json.dumps(answer).encode())


def _refused(problem: FileNotReadable) -> dict[str, object]:
    return {"refused": type(problem).__name__}


def _limit() -> None:
    for what, most in (
        (resource.RLIMIT_AS, limits.MAX_MEMORY_BYTES),
        (resource.RLIMIT_CPU, limits.MAX_CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)  # noqa: PLW2901
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main()
