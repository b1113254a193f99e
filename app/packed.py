"""Our own scripts and style sheets as pages fetch them: each with all that it asks for in one file, without comments.

The sources stay what they are: ES modules with `import`, style sheets with `@import`. A page names the one at the top.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import rcssmin
import rjsmin

from app.one_script import one_script

_IMPORT = re.compile(r"""^@import "([\w./-]+\.css)"(?: ([a-z]+))?;$""", re.MULTILINE)
_LEFT = re.compile(r"@import\b")
_ADDRESS = re.compile(r"""url\(["']?(?!data:|#)""")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


class NotPacked(ValueError):
    """A style sheet asks for another in a way that this can't put into one file."""


@lru_cache(maxsize=64)
def packed(path: Path) -> bytes:
    """A script or style sheet with all that it asks for.

    Raises:
        FileNotFoundError: it is not there, or it is neither a script nor a style sheet.
        NotOneScript: a module is written in a way that can't be put into one script.
        NotPacked: a style sheet is written in such a way.
    """
    if path.suffix == ".js":
        return str(rjsmin.jsmin(one_script(path, fetches=True), keep_bang_comments=True)).encode()
    if path.suffix == ".css":
        return str(rcssmin.cssmin(one_sheet(path.resolve(), path.resolve().parent), keep_bang_comments=True)).encode()
    raise FileNotFoundError(path)


def one_sheet(path: Path, folder: Path) -> str:
    """A style sheet with those that it imports in their place; its addresses go on from this folder.

    Raises:
        NotPacked: an import is written in another way, or an address in another folder would change its meaning.
    """
    source = path.read_text(encoding="utf-8")
    bare = _COMMENT.sub("", source)
    if path.parent != folder and _ADDRESS.search(bare):
        raise NotPacked(f"{path.name}: an address in another folder")
    if _LEFT.search(_IMPORT.sub("", bare)):
        raise NotPacked(f"{path.name}: another form of @import")

    def inside(found: re.Match[str]) -> str:
        other = one_sheet((path.parent / found[1]).resolve(), folder)
        return f"@media {found[2]} {{\n{other}\n}}" if found[2] else other

    return _IMPORT.sub(inside, source)
