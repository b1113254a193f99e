"""Ids that can't be guessed."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Collection

ID_LENGTH = 26
SHORT = 5
"""The least signs of an id by which it may be told from a few thousand others."""
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz234567")


def new_id() -> str:
    """A new id: 128 bits from the system's random source, as 26 lower-case letters and digits.

    Safe in addresses, file names and HTML ids, and never a number that tells how many there are.
    """
    return base64.b32encode(secrets.token_bytes(16)).decode("ascii").rstrip("=").lower()


def is_id(text: str) -> bool:
    """Whether a text has the form of an id; anything else need not be looked up."""
    return len(text) == ID_LENGTH and _LETTERS.issuperset(text)


def is_begin_of_id(text: str) -> bool:
    """Whether a text can be what an id begins with, long enough to tell one from others."""
    return SHORT <= len(text) < ID_LENGTH and _LETTERS.issuperset(text)


def telling_length(ids: Collection[str]) -> int:
    """With how many signs, from the first on, these ids can be told apart; whole ids weigh in a page with many."""
    return next(
        (length for length in range(SHORT, ID_LENGTH) if len({one[:length] for one in ids}) == len(ids)), ID_LENGTH
    )
