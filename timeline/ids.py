"""Ids that can't be guessed."""

from __future__ import annotations

import base64
import secrets

ID_LENGTH = 26
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz234567")


def new_id() -> str:
    """A new id: 128 bits from the system's random source, as 26 lower-case letters and digits.

    Safe in addresses, file names and HTML ids, and never a number that tells how many there are.
    """
    return base64.b32encode(secrets.token_bytes(16)).decode("ascii").rstrip("=").lower()


def is_id(text: str) -> bool:
    """Whether a text has the form of an id; anything else need not be looked up."""
    return len(text) == ID_LENGTH and _LETTERS.issuperset(text)
