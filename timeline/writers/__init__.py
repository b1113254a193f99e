"""The timeline as a file for another program; each writer takes an exported case and gives bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

Writer = Callable[[Mapping[str, Any]], bytes]

_WRITERS = {
    "csv": ("table", "write_csv"),
    "xlsx": ("table", "write_xlsx"),
    "timelinejs": ("timelinejs", "write_timelinejs"),
    "ics": ("calendar", "write_calendar"),
}


def _writer(module: str, name: str) -> Writer:
    """A writer that brings its library along when it is first used: a start of the program need not wait for Excel."""

    def write(case: Mapping[str, Any]) -> bytes:
        made: bytes = getattr(import_module(f"timeline.writers.{module}"), name)(case)
        return made

    return write


EXPORTS: Mapping[str, Writer] = {form: _writer(*where) for form, where in _WRITERS.items()}
