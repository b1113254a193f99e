"""The process that reads one file and then ends: little memory, little time, no files of its own.

It gets one line of JSON and then the bytes of the file, and gives the packed file back: its head on a line, then a line
for each piece. It knows no secrets: the process that starts it hands over an empty environment.
"""

from __future__ import annotations

import gc
import resource
import sys

import orjson

from timeline.readers import limits
from timeline.readers.context import ReadContext
from timeline.readers.errors import FileDamaged, FileNotReadable, ReadingTookTooLong
from timeline.readers.here import read_here
from timeline.readers.packed import pack


def main() -> None:
    """Read the file on standard input and write what it holds to standard output."""
    gc.disable()  # it ends after one file: looking for what can be thrown away would only take time
    _limit()
    asked = orjson.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    context = ReadContext.from_json(asked["context"])
    try:
        packed = pack(read_here(asked["name"], content, context=context, form=asked["form"]))
        answer = [orjson.dumps(packed.head), *packed.pieces]
    except FileNotReadable as problem:
        answer = _refused(problem)
    except (MemoryError, RecursionError):
        answer = _refused(ReadingTookTooLong())
    except BaseException:  # a parser that breaks down on a file, even in ways of its own, means a broken file
        answer = _refused(FileDamaged())
    for line in answer:
        sys.stdout.buffer.write(line + b"\n")


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
