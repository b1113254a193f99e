"""The letters of a text file: which encoding it was saved in, found out and said."""

from __future__ import annotations

import re

from timeline.errors import N_
from timeline.readers.errors import FileOfAnotherSort
from timeline.readers.result import Remark

_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_STRANGE = re.compile(r"[\x00-\x08\x0e-\x1f]")
_BROKEN = "\ufffd"


def decode(content: bytes) -> tuple[str, tuple[Remark, ...]]:
    """The text of a file, and what somebody should know about its letters.

    Raises:
        FileOfAnotherSort: the bytes are no text.
    """
    text, encoding = _decode(content)
    remarks = []
    if encoding != "UTF-8":
        remarks.append(
            Remark(
                N_("De letters zijn gelezen als %(encoding)s. Kijk of accenten kloppen."),
                {"encoding": encoding},
            )
        )
    if _STRANGE.search(text):
        remarks.append(Remark(N_("In het bestand staan tekens die niets betekenen. Die zijn weggelaten.")))
    if _BROKEN in text:
        remarks.append(Remark(N_("Sommige letters zijn niet te lezen. Daar staat nu een vraagteken in een ruitje.")))
    return text, tuple(remarks)


def _decode(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding: a byte order mark, else UTF-8, else what Windows writes here.

    Raises:
        FileOfAnotherSort: the bytes are no text.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _decoded(content, encoding), "UTF-8" if encoding == "utf-8-sig" else "UTF-16"
    start = content[:4096]
    for zeros, encoding in ((start[::2].count(0), "utf-16-be"), (start[1::2].count(0), "utf-16-le")):
        if zeros > len(start) / 6:
            return _decoded(content, encoding), "UTF-16"
    try:
        return _checked(content.decode("utf-8")), "UTF-8"
    except UnicodeDecodeError:
        mended = content.decode("utf-8", "replace")
    if mended.count(_BROKEN) * 2 < sum(not letter.isascii() for letter in mended):
        return _checked(mended), "UTF-8"  # accents that are whole, and a few bytes that broke
    return _decoded(content, "cp1252"), "Windows-1252"


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return _checked(content.decode(encoding))
    except UnicodeDecodeError as broken:
        raise FileOfAnotherSort from broken


def _checked(text: str) -> str:
    """Refuse what decodes but is no text: more than a stray control character."""
    if len(_STRANGE.findall(text)) > 5 + len(text) // 1000:
        raise FileOfAnotherSort
    return text
