"""What a date with a typing error may have meant: 14-32021, 14-3-20211, l4-3-2021, 14-3/2021.

Nothing here is certain. Whoever uses it offers the outcome as a choice and says that there is a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.date_errors import DateNotUnderstood
from timeline.date_grammar import by_grammar
from timeline.date_value import EventDate

_MOST_CHOICES = 4
_MOST_CHARS = 60
_LETTERS_FOR_DIGITS = str.maketrans({"l": "1", "I": "1", "i": "1", "|": "1", "O": "0", "o": "0"})
_WITH_LETTERS = re.compile(r"(?<![^\W_])(?=[lIiOo|]*[0-9])[0-9lIiOo|]{1,4}(?![^\W_])")
_NUMBERS = re.compile(r"[0-9]{1,8}(?:\s?[-/. ]\s?[0-9]{1,5}){0,2}")
_LONG_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{3}(?![0-9])")


def corrected(written: str) -> tuple[EventDate, ...]:
    """The dates that may have been meant, likeliest first; none when there is no or too much to choose from."""
    if len(written) > _MOST_CHARS or not any(character.isdigit() for character in written):
        return ()
    found: dict[str, EventDate] = {}
    for candidate in _candidates(written):
        try:
            meant = by_grammar(candidate)
        except DateNotUnderstood:
            continue
        if meant.earliest is not None:
            found.setdefault(meant.edtf, meant)
    return tuple(found.values()) if len(found) <= _MOST_CHOICES else ()


def _candidates(written: str) -> Iterator[str]:
    digits = _WITH_LETTERS.sub(lambda part: part[0].translate(_LETTERS_FOR_DIGITS), written)
    if digits != written:
        yield digits
    if _NUMBERS.fullmatch(digits):
        yield from _numbers(re.split(r"\s?[-/. ]\s?", digits))
    elif long_year := _LONG_YEAR.search(digits):
        for year in _one_digit_less(long_year[0]):
            yield digits[: long_year.start()] + year + digits[long_year.end() :]


def _numbers(parts: list[str]) -> Iterator[str]:
    """The same numbers with a separator more, or with one digit less."""
    if len(parts) == 3:
        yield "-".join(parts)
        for at, longest in ((2, 4), (0, 2), (1, 2)):
            if len(parts[at]) == longest + 1:
                for shorter in _one_digit_less(parts[at]):
                    yield "-".join((*parts[:at], shorter, *parts[at + 1 :]))
    elif len(parts) == 2 and len(parts[1]) > 2:
        for at, part in enumerate(parts):
            for cut in range(1, len(part)):
                yield from _whole([*parts[:at], part[:cut], part[cut:], *parts[at + 1 :]])
    elif len(parts) == 1 and len(parts[0]) in {7, 8}:
        for cut in (2, 1):
            yield from _whole([parts[0][:cut], parts[0][cut:-4], parts[0][-4:]])


def _whole(parts: list[str]) -> Iterator[str]:
    """A day, a month and a year of four digits; anything else would be guessed."""
    if [len(part) in {1, 2} for part in parts[:2]] == [True, True] and len(parts[2]) == 4:
        yield "-".join(parts)


def _one_digit_less(number: str) -> list[str]:
    """A number without one of its digits; first those where a key was struck twice."""
    doubled = [at for at in range(1, len(number)) if number[at] == number[at - 1]]
    others = [at for at in range(len(number)) if at not in doubled]
    return [number[:at] + number[at + 1 :] for at in (*doubled, *others)]
