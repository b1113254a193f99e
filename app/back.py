"""Where to go after a form: back to the page of the same case that it stood on, and nowhere else."""

from __future__ import annotations

import re

from timeline.models import Case

_PATH = re.compile(r"[\w\-./?=&#%]*")


def back_to(case: Case, address: str, otherwise: str) -> str:
    """The address if it is a page of this case, else the page of this case that ends with `otherwise` ("/timeline")."""
    base = f"/cases/{case.id}"
    rest = address.removeprefix(base)
    ours = rest != address and (not rest or rest[0] in "/?#") and "//" not in rest and ".." not in rest
    return address if ours and _PATH.fullmatch(rest) else base + otherwise
