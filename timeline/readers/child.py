"""The process that reads one file and then ends: little memory, little time, no files of its own.

It gets one line of JSON and then the bytes of the file, and gives lines of JSON back. It knows no secrets: the process
that starts it hands over an empty environment.
"""

from __future__ import annotations

import gc
import resource
import sys
from collections.abc import Iterable

import orjson

from timeline.readers import limits
from timeline.readers.context import ReadContext
from timeline.readers.errors import FileDamaged, FileNotReadable, ReadingTookTooLong
from timeline.readers.here import read_here
from timeline.readers.wire import lines_of


def main() -> None:
    """Read the file on standard input and write what it holds to standard output."""
    gc.disable()  # it ends after one file: looking for what can be thrown away would only take time
    _limit()
    asked = orjson.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    answer: Iterable[bytes]
    try:
        answer = lines_of(
            read_here(asked["name"], content, context=ReadContext.from_json(asked["context"]), form=asked["form"])
        )
    except FileNotReadable as problem:
        answer = _refused(problem)
    except (MemoryError, RecursionError):
        answer = _refused(ReadingTookTooLong())
    except BaseException:  # a parser that breaks down on a file, even in ways of its own, means a broken file
        answer = _refused(FileDamaged())
    sys.stdout.buffer.writelines(answer)


def _refused(problem: FileNotReadable) -> list[bytes]:
    return [orjson.dumps({"refused": type(problem).__name__})]


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
