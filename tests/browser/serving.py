"""The product in a process of its own that need not read the program first: all of them come from one that did."""

from __future__ import annotations

import multiprocessing
import os
import sys
from multiprocessing.context import ForkServerProcess
from pathlib import Path

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["app.cli", "app.main", "uvicorn", __name__])


def begin(environment: dict[str, str], log: Path, *words: str) -> ForkServerProcess:
    """Run a command of the product in this environment; what it prints is added to a file."""
    process = _FORKS.Process(target=_run, args=(environment, log, words), daemon=True)
    process.start()
    return process


def _run(environment: dict[str, str], log: Path, words: tuple[str, ...]) -> None:
    with log.open("ab") as said:
        for stream in (1, 2):
            os.dup2(said.fileno(), stream)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["terugblik", *words]
    from app.cli import main

    main()
