"""Several of our own ES modules as one script: a file without a server can fetch none, and one comes sooner than forty.

Each module becomes a function that returns what it exports, in the order in which they need each other. Only the plain
forms that our own modules use are understood; anything else is refused here, so that no half a script ever leaves.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

_IMPORT = re.compile(r"""^import (?:\{([^}]*)\} from )?(['"])(\.{1,2}/[\w./-]+\.js)\2;$""", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?function\*? (\w+)|class (\w+)|(?:const|let) (\w+))", re.MULTILINE)
_LEFT = re.compile(r"^\s*(?:import|export)\b(?!\s*\()|\bimport\.meta\b", re.MULTILINE)
_FETCHES = re.compile(r"\bimport\s*\(")
_ENDS_A_SCRIPT = re.compile(r"</script|<!--", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


class NotOneScript(ValueError):
    """A module is written in a way that this can't put into one script."""


@lru_cache(maxsize=32)
def one_script(entry: Path, *, fetches: bool = False) -> str:
    """The module and all that it needs as one script, without imports.

    `fetches` tells that it runs where there is a server: then it may fetch a script with `import(…)` later on.

    Raises:
        NotOneScript: a module uses another form of import or export, or needs itself.
    """
    made: dict[Path, str] = {}
    _add(entry.resolve(), made, ())
    if not fetches and (found := _FETCHES.search(_COMMENT.sub("", "".join(made.values())))):
        raise NotOneScript(f"{entry.name}: {found[0]}")
    return "(() => {\n'use strict';\n" + "\n".join(made.values()) + "\n})();\n"


def _add(path: Path, made: dict[Path, str], above: tuple[Path, ...]) -> None:
    if path in made:
        return
    if path in above:
        raise NotOneScript(f"{path.name} needs itself")
    source = path.read_text(encoding="utf-8")
    needed = [(names, (path.parent / where).resolve()) for names, _, where in _IMPORT.findall(source)]
    for _, other in needed:
        _add(other, made, (*above, path))
    place = {other: f"module{number}" for number, other in enumerate(made)}
    head = "".join(f"const {{{_renamed(names)}}} = {place[other]};\n" for names, other in needed if names)
    body = _IMPORT.sub("", source)
    exported = [next(filter(None, found)) for found in _EXPORT.findall(body)]
    body = _EXPORT.sub("", body)
    # A comment may name the type of another module, which is no import.
    if found := _LEFT.search(_COMMENT.sub("", body)) or _ENDS_A_SCRIPT.search(body):
        raise NotOneScript(f"{path.name}: {found[0].strip()}")
    made[path] = f"const module{len(made)} = (() => {{\n{head}{body}\nreturn {{ {', '.join(exported)} }};\n}})();"


def _renamed(names: str) -> str:
    """The names of an import as those of an assignment: `a as b` becomes `a: b`."""
    return ", ".join(name.strip().replace(" as ", ": ") for name in names.split(",") if name.strip())
