"""Addresses of our own static files, under a mark of the content of all of them, so that browsers may keep them.

The mark stands in the path: what a file of ours asks for beside itself (a module, a typeface) then has it as well.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path

STATIC_DIR = Path(__file__).parent / "static"
PAPER_FONTS = (Path(__file__).parent / "fonts",)
"""The folders of typefaces for what is typeset here; no browser asks for them, so they aren't served."""
MARK = re.compile(r"v[0-9a-f]{12}")


@cache
def mark() -> str:
    """The mark of all our files as they are now."""
    digest = hashlib.sha256()
    for path in sorted(STATIC_DIR.rglob("*")):
        if path.is_file():
            digest.update(str(path.relative_to(STATIC_DIR)).encode())
            digest.update(path.read_bytes())
    return f"v{digest.hexdigest()[:12]}"


@cache
def asset(path: str) -> str:
    """The address of a static file, such as `css/base.css`.

    Raises:
        FileNotFoundError: there is no such file.
    """
    if not (STATIC_DIR / path).is_file():
        raise FileNotFoundError(path)
    return f"/static/{mark()}/{path}"
