"""The text and the JSON of files that programs wrote."""

from __future__ import annotations

import json
from typing import Any

from timeline.readers.errors import ExportDamaged

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def text_of(content: bytes) -> str:
    """The text of a file: as its byte order mark says, else UTF-8, else what older Windows programs write."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def json_of(content: bytes | str) -> Any:
    """The JSON value of a file.

    Raises:
        ExportDamaged: it breaks off, or is no JSON.
    """
    try:
        return json.loads(content if isinstance(content, str) else text_of(content))
    except (ValueError, RecursionError) as broken:
        raise ExportDamaged from broken


def scalar(value: Any) -> str:
    """A value of JSON as text: a word or a number as it is, and nothing for what holds more values."""
    if isinstance(value, bool) or value is None or isinstance(value, dict | list):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value)) if abs(value) < 1e15 else str(value)
    return str(value)


def mapping(value: Any) -> dict[str, Any]:
    """The value when it has names with values, otherwise nothing."""
    return value if isinstance(value, dict) else {}


def sequence(value: Any) -> list[Any]:
    """The value when it is a list, otherwise nothing."""
    return value if isinstance(value, list) else []
