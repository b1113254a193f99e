"""How wide words are on the drawing, estimated without a font, on the wide side so that nothing runs over."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

FONT_SIZE = 13
_NARROW = frozenset("iljtfrI.,;:'’!|()[]- ")
_WIDE = frozenset("mwMWÆŒ@%&—…")
_WIDE_ARABIC = frozenset("سشصضۺۻښڛڜڝڞ")
"""Letters of Arabic script that are twice as wide as the others, at the end of a word and within it."""
_JOINED = range(0x1F3FB, 0x1F400)
"""The colours of skin: each colours the emoji before it and takes no room."""
_EMOJI = (range(0x2300, 0x2400), range(0x2600, 0x27C0), range(0x2B00, 0x2C00), range(0x1F000, 0x1FB00))
SHORTEST = 58
"""The least room in pixels that is worth a shortened label."""


@lru_cache(maxsize=8192)
def text_width(text: str, size: float = FONT_SIZE) -> float:
    """The width of a line of text in pixels."""
    return size * sum(map(_SHARES.__getitem__, text))


class _Shares(dict[str, float]):
    """The width of each character as a share of the size of the letters, found when it is first met."""

    def __missing__(self, character: str) -> float:
        share = _share(character)
        if len(self) < _MOST_CHARACTERS:
            self[character] = share
        return share


_MOST_CHARACTERS = 4096
_SHARES = _Shares()


def _share(character: str) -> float:
    if character in _NARROW:
        return 0.31
    if character in _WIDE:
        return 0.85
    if ord(character) < 0x0590:
        return 0.63 if character.isupper() else 0.53
    return _share_beyond(character)


def _share_beyond(character: str) -> float:
    """The share of what is no Latin, Greek or Cyrillic."""
    code = ord(character)
    if code in _JOINED or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0.0  # vowels above a letter, what joins emoji, and what only gives an order
    if any(code in part for part in _EMOJI):
        return 1.4  # as wide as the widest of what computers have
    if unicodedata.bidirectional(character) in {"R", "AL"}:
        return 1.15 if character in _WIDE_ARABIC else 0.7
    # Chinese, Japanese, Korean and symbols stand on a square.
    return 0.53 if code < 0x2E80 else 1.05


def shorten(text: str, room: float, size: float = FONT_SIZE, *, least: float = SHORTEST) -> str:
    """The text if it fits, else its first words and an ellipsis, or nothing when that would say too little."""
    if text_width(text, size) <= room:
        return text
    if room < least:
        return ""
    left, fitting = room - text_width("…", size), 0
    for character in text:
        left -= size * _SHARES[character]
        if left < 0:
            break
        fitting += 1
    kept = text[:fitting]
    words = kept.rsplit(" ", 1)[0] if " " in kept and not text[len(kept) : len(kept) + 1].isspace() else kept
    kept = words if len(words) >= 0.6 * len(kept) else kept
    return kept.rstrip(" ,.;:-–(") + "…"


def wrap(text: str, room: float, size: float = FONT_SIZE, lines: int = 3) -> tuple[str, ...]:
    """The text on at most so many lines; a word that is too long for a line is broken, what is left over is cut."""
    found: list[str] = []
    line = ""
    for word in text.split():
        rest = word
        while rest:
            candidate = f"{line} {rest}" if line else rest
            if text_width(candidate, size) <= room:
                line, rest = candidate, ""
            elif line:
                found.append(line)
                line = ""
            else:
                cut = _fitting(rest, room - text_width("-", size), size)
                if cut < 1:
                    line, rest = rest, ""
                else:
                    found.append(rest[:cut] + "-")
                    rest = rest[cut:]
            if len(found) > lines:
                return _cut_off(found, lines)
    if line:
        found.append(line)
    return _cut_off(found, lines) if len(found) > lines else tuple(found)


def _cut_off(found: list[str], lines: int) -> tuple[str, ...]:
    return (*found[: lines - 1], found[lines - 1].rstrip("- ") + "…")


def _fitting(word: str, room: float, size: float) -> int:
    """How many letters of a word that is too long fit: always one, unless it has no more, and never all."""
    fitting = 0
    for character in word:
        room -= size * _share(character)
        if room < 0:
            break
        fitting += 1
    return min(max(fitting, 1), len(word) - 1)
