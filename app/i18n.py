"""The words on screen in the reader's language. Dutch is the source; others are catalogues beside this file."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from timeline.errors import N_, UserError

__all__ = ["LANGUAGES", "N_", "chosen_language", "gettext", "in_reader_words", "language", "ngettext", "use_language"]

LANGUAGES = ("nl", "en")
LOCALE_DIR = Path(__file__).parent / "locale"

_language: ContextVar[str] = ContextVar("language", default="nl")


@cache
def _catalogue(code: str) -> NullTranslations:
    path = LOCALE_DIR / code / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=code))
    compiled.seek(0)
    return GNUTranslations(compiled)


def language() -> str:
    """The language of the person who is being answered now: "nl" or "en"."""
    return _language.get()


def use_language(code: str) -> None:
    """Answer in this language from here on, for this request or command."""
    _language.set(code if code in LANGUAGES else "nl")


def gettext(message: str) -> str:
    """The message in the reader's language."""
    return _catalogue(language()).gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """The message for one or for more, in the reader's language."""
    return _catalogue(language()).ngettext(singular, plural, number)


def in_reader_words(error: UserError) -> str:
    """What a `UserError` says, in the reader's language."""
    return filled(gettext(error.message), error.params)


def filled(message: str, params: Mapping[str, object]) -> str:
    """A message with what it is about; how many rows a file can have is written as people write numbers."""
    if "rows" in params:
        params = {**params, "rows": format_decimal(str(params["rows"]), locale=language())}
    return message % params if params else message


def chosen_language(cookie: str | None, accepted: str | None) -> str:
    """The language somebody chose, else the first one the browser asks for that we have, else Dutch."""
    if cookie in LANGUAGES:
        return cookie
    for code in _asked_for(accepted or ""):
        if code in LANGUAGES:
            return code
    return "nl"


def _asked_for(header: str) -> Iterable[str]:
    weighted = []
    for position, part in enumerate(header.split(",")[:20]):
        tag, _, weight = part.strip().partition(";q=")
        try:
            weighted.append((-float(weight or 1), position, tag[:2].lower()))
        except ValueError:
            continue
    return [code for _, _, code in sorted(weighted)]
