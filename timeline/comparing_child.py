"""The process that compares many tellings and then ends: it gives way to everybody and writes no files."""

from __future__ import annotations

import os
import resource
import sys

import orjson

from timeline.comparing import MAX_SECONDS, telling_of
from timeline.merge import Pair, find_same


def main() -> None:
    """Compare the tellings on standard input and write what is one to standard output."""
    os.nice(10)
    for what, most in ((resource.RLIMIT_CPU, MAX_SECONDS), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)  # noqa: PLW2901
        resource.setrlimit(what, (most, most))
    tellings, apart = orjson.loads(sys.stdin.buffer.read())
    merging = find_same(map(telling_of, tellings), frozenset(map(frozenset, apart)))
    answer = (merging.groups, _plain(merging.doubtful), _plain(merging.joined))
    sys.stdout.buffer.write(orjson.dumps(answer))


def _plain(pairs: tuple[Pair, ...]) -> list[tuple[str, str, float, tuple[str, ...]]]:
    return [(pair.a, pair.b, pair.score, pair.reasons) for pair in pairs]


if __name__ == "__main__":
    main()
