"""Errors that a person reads: what is wrong and what to do next, in words that can be translated."""

from __future__ import annotations

from collections.abc import Callable

Translate = Callable[[str], str]
"""What gives a marked message in the language of the reader."""


def N_(message: str) -> str:  # noqa: N802 (the name that gettext tools look for)
    """Mark a message for translation without translating it yet; the web shell does that for the reader's language."""
    return message


class UserError(Exception):
    """Something that a person did or gave can't be used; `message` says what is wrong and what to do next.

    Args:
        message: the message in Dutch, marked with `N_`, with `%(name)s` places for `params`.
        params: the values for those places; never the content of an event or an answer.
    """

    def __init__(self, message: str, **params: object) -> None:
        super().__init__(message)
        self.message = message
        self.params = params

    def __str__(self) -> str:
        return self.message % self.params if self.params else self.message
