"""The time of day behind a date: "om 14:30", "14.30u", "10u30", "van 10.00 tot 12.00 uur", "2:30 pm"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

from timeline import date_vocabulary as words
from timeline.date_tokens import Tokens, number_at, text_at

Clock = tuple[time | None, int]


def time_of_day(tokens: Tokens, at: int) -> Iterator[Clock]:
    """A time of day and where the text goes on; of "van 10.00 tot 12.00 uur" the first.

    A part of the day ("'s middags") is passed over without a time. So is 00:00:00, which programs write when there
    is no time.
    """
    announced = False
    while text_at(tokens, at) in {",", "(", "'"}:
        announced = announced or text_at(tokens, at) == "("
        at += 1
    if text_at(tokens, at) in {"s", "in", "de"} or text_at(tokens, at) in words.DAY_PARTS:
        while text_at(tokens, at) in {"s", "in", "de"}:
            at += 1
        if text_at(tokens, at) in words.DAY_PARTS:
            yield None, _closed(tokens, at + 1)
        return
    if text_at(tokens, at) in words.TIME_WORDS or text_at(tokens, at) == "van":
        announced, at = True, at + 1
    clock = _clock(tokens, at, announced=announced) or _first_of_two(tokens, at)
    if clock is None:
        return
    first, at = clock
    if text_at(tokens, at) in {"-", "tot", "until"}:
        second = _clock(tokens, at + 1, announced=True)
        if second:
            yield first, _closed(tokens, second[1])
    yield first, _closed(tokens, at)


def _first_of_two(tokens: Tokens, at: int) -> Clock | None:
    """The 10.00 of "10.00-11.30 uur", where the word behind the second time speaks of both."""
    first = _clock(tokens, at, announced=True)
    if first and text_at(tokens, first[1]) in {"-", "tot"} and _clock(tokens, first[1] + 1, announced=False):
        return first
    return None


def _closed(tokens: Tokens, at: int) -> int:
    return at + (text_at(tokens, at) == ")")


def _clock(tokens: Tokens, at: int, *, announced: bool) -> Clock | None:
    hour = number_at(tokens, at, 0, 23)
    if hour is None:
        return None
    joint, minute = text_at(tokens, at + 1), number_at(tokens, at + 2, 0, 59)
    if joint in {":", ".", *words.HOUR_WORDS} and minute is not None and len(text_at(tokens, at + 2)) == 2:
        after = at + 3
        second = number_at(tokens, after + 1, 0, 59) if joint == ":" == text_at(tokens, after) else None
        after += 2 * (second is not None)
        if (half := text_at(tokens, after)) in _HALVES and 1 <= hour <= 12:
            return time(hour % 12 + _HALVES[half], minute), after + 1
        named = text_at(tokens, after) in words.HOUR_WORDS
        if announced or named or joint != ".":
            is_clock = (hour, minute, second) != (0, 0, 0)
            return time(hour, minute) if is_clock else None, after + named
    if joint in words.HOUR_WORDS:
        return time(hour), at + 2
    if joint in _HALVES and 1 <= hour <= 12:
        return time(hour % 12 + _HALVES[joint]), at + 2
    return None


_HALVES = {"am": 0, "pm": 12}
"""The two halves of the English day, and the hours to add."""
