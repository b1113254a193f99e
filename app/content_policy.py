"""What a page of ours may fetch and run: only what comes from us, and the one script that stands in a page itself."""

from __future__ import annotations

import base64
import hashlib

from markupsafe import Markup

from app.assets import STATIC_DIR
from app.packed import packed


def source_hash(text: str) -> str:
    """How a content security policy names a script or style by what stands in it (CSP level 3, hash-source)."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii") + "'"


FIRST_VIEW = Markup(packed(STATIC_DIR / "js" / "first_view.js").decode("utf-8"))  # noqa: S704 (our own script)
"""The script that tells when the drawing is there. As a file it would come one or two frames after that."""

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        f"script-src 'self' {source_hash(FIRST_VIEW)}",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
    )
)
