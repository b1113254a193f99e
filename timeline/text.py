"""Text as it may be kept and printed: pasted characters that would break a file go, once and everywhere."""

from __future__ import annotations

import re

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")

# What no file form can carry or no reader should meet: control characters, halves of surrogate pairs, the code
# points that Unicode reserves for no character at all, the byte order mark, and the invisible marks that make
# text read in another order than it stands there (isolates, which Arabic and Hebrew use, stay).
_RESERVED = "".join(chr(plane * 0x10000 + last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
_NOT_TEXT = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x9f"
    "\u202a-\u202e"
    "\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ufdd0-\ufdef"
    "\ud800-\udfff" + _RESERVED + "]"
)


def clean_text(text: str) -> str:
    """The same text without characters that can't be printed or would break a Word, PDF or JSON file.

    Line ends of every sort become one sort (`\\n`); tabs stay. Cleaning twice changes nothing more.
    """
    return _NOT_TEXT.sub("", _LINE_ENDS.sub("\n", text))
