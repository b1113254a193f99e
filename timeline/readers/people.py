"""The people, roles and organisations that a cell names."""

from __future__ import annotations

import re
from functools import lru_cache

from timeline.name_lists import quoted_names

_NO_ONE = re.compile(r"[-–—./?]*|n\.?v\.?t\.?|geen", re.IGNORECASE)


@lru_cache(maxsize=4096)
def people(text: str) -> tuple[str, ...]:
    """The people and roles in a cell: "moeder en vader, begeleider A en B" are four."""
    if (quoted := quoted_names(text)) is not None:
        return quoted
    found: list[str] = []
    for part in re.split(r"[,;\n]|\s/\s|\s[&+]\s", text):
        name = part.strip(" .")
        if not name or _NO_ONE.fullmatch(name):
            continue
        numbered = re.fullmatch(r"(.+?) (\d{1,2}|[A-Z]) en (\d{1,2}|[A-Z])", name)
        if numbered:
            names = [f"{numbered[1]} {numbered[2]}", f"{numbered[1]} {numbered[3]}"]
        else:
            both = re.fullmatch(r"([\w'-]+) en ([\w'-]+)", name)
            names = [both[1], both[2]] if both else [name]
        found += [each for each in names if each not in found]
    return tuple(found)


def organisations(text: str) -> tuple[str, ...]:
    """The organisations in a cell, separated by commas."""
    if (quoted := quoted_names(text)) is not None:
        return quoted
    return tuple(name for part in text.split(",") if (name := part.strip()))
