"""The labels of an event: short words of the own choice of whoever works on the case."""

from __future__ import annotations

import re
from collections.abc import Iterable

from timeline.text import one_line

TAG_LENGTH = 40
_BETWEEN = re.compile(r"[,;\n]")


def tidy_tags(written: Iterable[str]) -> list[str]:
    """The labels without stray spaces, each once whatever its capitals, in the order in which they were written.

    A comma parts two labels, so that a list of them reads the same everywhere.
    """
    found: dict[str, str] = {}
    for text in written:
        for part in _BETWEEN.split(text):
            if tag := one_line(part, TAG_LENGTH):
                found.setdefault(tag.casefold(), tag)
    return list(found.values())


def without_tags(tags: Iterable[str], gone: Iterable[str]) -> list[str]:
    """The labels that are left when some are taken away, whatever their capitals."""
    away = {tag.casefold() for tag in gone}
    return [tag for tag in tags if tag.casefold() not in away]
