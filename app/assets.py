"""Addresses of our own static files, with a mark of their content so that browsers may keep them."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

STATIC_DIR = Path(__file__).parent / "static"


@cache
def asset(path: str) -> str:
    """The address of a static file, such as `css/base.css`."""
    mark = hashlib.sha256((STATIC_DIR / path).read_bytes()).hexdigest()[:12]
    return f"/static/{path}?v={mark}"
