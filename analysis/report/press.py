"""Typesetting in a process of its own, with limits on time and memory: a run-away page can't stop itself."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from timeline.errors import N_, UserError

_TOO_LONG = N_("Het duurde te lang om het verslag te maken. Probeer het straks nog eens, of kort lange teksten in.")
_TOO_LARGE = N_("Het verslag is te groot om in één keer te maken. Kort lange teksten in, of laat een deel weg.")
_BUSY = N_("Er worden nu al andere bestanden gemaakt. Wacht even en probeer het opnieuw.")
_turn = threading.Lock()
"""One at a time: each takes two threads and much memory, and anybody may ask for one."""
_MOST_WAITING = 60.0
_CHILD = Path(__file__).with_name("typst_child.py")


class ReportNotMade(UserError):
    """The pages could not be made; nothing of the report itself is lost."""


class Busy(ReportNotMade):
    """Others are having files made; nothing is wrong with this one."""

    def __init__(self) -> None:
        super().__init__(_BUSY)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one report may cost: seconds by the clock, and megabytes of memory (address space)."""

    seconds: float = 20.0
    megabytes: int = 2048


def typeset(
    source: str,
    inputs: Mapping[str, str],
    *,
    output: Literal["pdf", "png"] = "pdf",
    fonts: Sequence[Path] = (),
    limits: Limits = Limits(),  # frozen, so one default for all
    ppi: float = 144.0,
    timestamp: int | None = None,
) -> bytes:
    """Make pages from a fixed Typst source and data that stays data.

    Args:
        source: one of our own templates; never holds a word that a user typed.
        inputs: the data, as JSON texts.
        output: an accessible PDF (PDF/UA-1), or the first page as a picture.
        fonts: folders with font files; no other fonts than these and Typst's own are used.
        limits: when to stop.
        ppi: pixels per inch of a picture.
        timestamp: the moment (Unix time) that stands in the file, so that the same report gives the same bytes.

    Raises:
        ReportNotMade: it took too long or too much memory, or the data can't be typeset.
        Busy: the files of others took too long to wait for.
    """
    if not _turn.acquire(timeout=_MOST_WAITING):
        raise Busy
    try:
        return _typeset(source, inputs, output, fonts, limits, ppi, timestamp)
    finally:
        _turn.release()


def _typeset(  # noqa: PLR0917 (what `typeset` was asked)
    source: str,
    inputs: Mapping[str, str],
    output: str,
    fonts: Sequence[Path],
    limits: Limits,
    ppi: float,
    timestamp: int | None,
) -> bytes:
    with tempfile.TemporaryDirectory(prefix="terugblik-") as empty:
        order = {
            "source": source,
            "inputs": dict(inputs),
            "format": output,
            "fonts": [str(folder.resolve()) for folder in fonts],
            "root": empty,
            "ppi": ppi,
            "timestamp": timestamp,
            "seconds": max(1, round(2 * limits.seconds)),  # of computing, on two threads
            "megabytes": limits.megabytes,
        }
        try:
            done = subprocess.run(  # noqa: S603 (our own program, by argument list)
                [sys.executable, "-I", str(_CHILD)],
                input=json.dumps(order).encode(),
                capture_output=True,
                timeout=limits.seconds,
                check=False,
                cwd=empty,
                env={"PATH": "/usr/bin:/bin", "RAYON_NUM_THREADS": "2", "LC_ALL": "C.UTF-8"},
            )
        except subprocess.TimeoutExpired:
            raise ReportNotMade(_TOO_LONG) from None
    if done.returncode == -signal.SIGXCPU:
        raise ReportNotMade(_TOO_LONG)
    if done.returncode in {-signal.SIGABRT, -signal.SIGKILL}:
        raise ReportNotMade(_TOO_LARGE)
    if done.returncode != 0 or not done.stdout:
        raise ReportNotMade(
            N_("Het verslag kon niet gemaakt worden. Alles wat je schreef is er nog. Meld het aan de beheerder.")
        ) from _Reason(done.returncode, done.stderr)
    return done.stdout


class _Reason(Exception):
    """Why the child process stopped: its exit status and the kind of error, never words of the report."""

    def __init__(self, status: int, stderr: bytes) -> None:
        last = stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        super().__init__(f"typesetting ended with status {status}: {last.partition(':')[0][:60]}")
