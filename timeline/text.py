"""Text as it may be kept and printed: pasted characters that would break a file go, once and everywhere."""

from __future__ import annotations

import re

LONGEST_WORD = 80
"""Letters in a word; what runs on longer is no word of any language, and nobody looks for a meaning in it."""
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")

# What no file form can carry or no reader should meet: control characters, halves of surrogate pairs, the code
# points that Unicode reserves for no character at all, the byte order mark, and invisible marks that make text read
# in another order than it stands there or that break a word or a date in two without anyone seeing it. What joins
# letters and emoji (U+200C, U+200D) stays.
_RESERVED = "".join(chr(plane * 0x10000 + last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
_NOT_TEXT = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x9f"
    "\u00ad\u061c\u200b\u200e\u200f\u2060-\u2064"
    "\u202a-\u202e"
    "\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ufdd0-\ufdef"
    "\ud800-\udfff" + _RESERVED + "]"
)


# Isolates, which Arabic and Hebrew names in a Dutch sentence need, stay where each is closed on its own line.
_ISOLATED = re.compile("[\u2066-\u2068][^\n\u2066-\u2069]*\u2069")
_ISOLATES = re.compile("[\u2066-\u2069]")


def clean_text(text: str) -> str:
    """The same text without characters that can't be printed or would break a Word, PDF or JSON file.

    Line ends of every sort become one sort (`\\n`); tabs stay. Cleaning twice changes nothing more.
    """
    cleaned = _NOT_TEXT.sub("", _LINE_ENDS.sub("\n", text))
    return _without_loose_isolates(cleaned) if _ISOLATES.search(cleaned) else cleaned


def one_line(text: str, longest: int) -> str:
    """The same text on one line, without stray spaces, cut off after so many characters."""
    return " ".join(clean_text(text).split())[:longest].strip()


def _without_loose_isolates(text: str) -> str:
    """The same text, with an isolate only where it is closed again; one inside another goes."""
    kept: list[str] = []
    end = 0
    for whole in _ISOLATED.finditer(text):
        kept += [_ISOLATES.sub("", text[end : whole.start()]), whole[0]]
        end = whole.end()
    return "".join((*kept, _ISOLATES.sub("", text[end:])))
