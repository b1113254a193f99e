"""The process that does the typesetting: one report in, one file out, and no more time or memory than it was given.

It stands alone (only the standard library and Typst) so that it starts fast, and it can write no file: what it makes
goes out over its standard output. Its parent (`press`) starts it; it is never imported.
"""

from __future__ import annotations

import json
import os
import re
import resource
import sys
from typing import Any

import typst

_UNPRINTABLE = re.compile(r'the text `"((?:[^"\\]|\\.)+)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")
_STAND_IN = "\u25a1"
_ROUNDS = 4


def main() -> None:
    """Read the order, typeset it, write the pages or say on the error stream why not."""
    order: dict[str, Any] = json.load(sys.stdin.buffer)
    megabytes: int = order["megabytes"]
    seconds: int = order["seconds"]
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(5)
    sys.stdout.buffer.write(_made(order))
    sys.stdout.buffer.flush()
    os._exit(0)  # nothing is left to tidy, and tearing down costs time


def _made(order: dict[str, Any]) -> bytes:
    """The file, with characters that no font can show replaced by a box rather than a report that can't be made.

    An accessible PDF may not hold a character without a picture; Typst names those it misses.
    """
    if order["format"] != "pdf":
        return _compile(order, order["inputs"], accessible=False)
    inputs: dict[str, str] = order["inputs"]
    for _ in range(_ROUNDS):
        try:
            return _compile(order, inputs, accessible=True)
        except typst.TypstError as error:
            missing = {_unescaped(text) for text in _UNPRINTABLE.findall(error.diagnostic or str(error))}
            table = {ord(character): _STAND_IN for text in missing for character in text}
            if not table or ord(_STAND_IN) in table:
                break
            inputs = {name: json.dumps(_replaced(json.loads(value), table)) for name, value in inputs.items()}
    return _compile(order, order["inputs"], accessible=False)


def _compile(order: dict[str, Any], inputs: dict[str, str], *, accessible: bool) -> bytes:
    compiler = typst.Compiler(
        input=order["source"].encode(),
        root=order["root"],
        font_paths=order["fonts"],
        ignore_system_fonts=True,
        sys_inputs=inputs,
        package_path=order["root"],
        package_cache_path=order["root"],
    )
    pages = compiler.compile(
        format=order["format"],
        ppi=order["ppi"],
        pdf_standards="ua-1" if accessible else None,
        timestamp=order["timestamp"],
    )
    return pages if isinstance(pages, bytes) else b"".join(pages or [])


def _replaced(part: object, table: dict[int, str]) -> object:
    if isinstance(part, str):
        return part.translate(table)
    if isinstance(part, list):
        return [_replaced(each, table) for each in part]
    if isinstance(part, dict):
        return {key: _replaced(value, table) for key, value in part.items()}
    return part


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2], text)


if __name__ == "__main__":
    main()
