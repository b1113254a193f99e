"""Several names in one text: with commas between them, and between quotes where a name would otherwise fall apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_LIST = re.compile(rf"{_QUOTED.pattern}(?:, {_QUOTED.pattern})*")


def join_names(names: Sequence[str], read: Callable[[str], Sequence[str]]) -> str:
    """The names as one text, which `read` takes apart into the same names; plain where that is enough."""
    plain = ", ".join(names)
    if tuple(read(plain)) == tuple(names):
        return plain
    return ", ".join('"' + name.replace('"', '""') + '"' for name in names)


def quoted_names(text: str) -> tuple[str, ...] | None:
    """The names of a list in which each stands between quotes; None when the text is no such list."""
    if not _LIST.fullmatch(text):
        return None
    return tuple(found[0][1:-1].replace('""', '"') for found in _QUOTED.finditer(text))
