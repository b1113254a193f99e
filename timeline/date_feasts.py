"""Feasts by their names: "Pasen 2021", "2e kerstdag 2020", "oud en nieuw 2019".

Families plan by them, and so write by them: who has the children at Christmas. Only feasts whose days the calendar
tells by itself; Easter as `dateutil.easter` computes it for the Gregorian calendar.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from dateutil.easter import easter

from timeline.date_tokens import Tokens, number_at, text_at

_AFTER_EASTER: Mapping[str, tuple[int, int]] = {
    "carnaval": (-49, -47),
    "goede vrijdag": (-2, -2),
    "good friday": (-2, -2),
    "paasweekend": (-2, 1),
    "pasen": (0, 1),
    "easter": (0, 1),
    "paasdagen": (0, 1),
    "1 paasdag": (0, 0),
    "2 paasdag": (1, 1),
    "hemelvaart": (39, 39),
    "hemelvaartsdag": (39, 39),
    "hemelvaartweekend": (39, 42),
    "pinksterweekend": (48, 50),
    "pinksteren": (49, 50),
    "pinksterdagen": (49, 50),
    "1 pinksterdag": (49, 49),
    "2 pinksterdag": (50, 50),
}
"""The first and last day in days after Easter Sunday."""

_FIXED: Mapping[str, tuple[int, int, int]] = {
    "nieuwjaar": (1, 1, 1),
    "nieuwjaarsdag": (1, 1, 1),
    "bevrijdingsdag": (5, 5, 1),
    "sinterklaas": (12, 5, 1),
    "sinterklaasavond": (12, 5, 1),
    "pakjesavond": (12, 5, 1),
    "kerstavond": (12, 24, 1),
    "kerst": (12, 24, 3),
    "kerstmis": (12, 24, 3),
    "christmas": (12, 24, 3),
    "kerstdagen": (12, 25, 2),
    "1 kerstdag": (12, 25, 1),
    "2 kerstdag": (12, 26, 1),
    "oudjaar": (12, 31, 1),
    "oudjaarsdag": (12, 31, 1),
    "oudejaarsdag": (12, 31, 1),
    "oudjaarsavond": (12, 31, 1),
    "oudejaarsavond": (12, 31, 1),
    "oud en nieuw": (12, 31, 2),
    "oud & nieuw": (12, 31, 2),
}
"""The month and day on which it begins, and how many days it lasts."""

OVER_NEW_YEAR = {"oud en nieuw", "oud & nieuw"}
"""What lies in two years, so that both can stand behind it."""

_NTH_SUNDAY: Mapping[str, tuple[int, int]] = {"moederdag": (5, 2), "vaderdag": (6, 3)}
"""The month, and which Sunday of it."""

_KINGS_DAY = "koningsdag"
_FEASTS = (*_AFTER_EASTER, *_FIXED, *_NTH_SUNDAY, _KINGS_DAY)
_BY_FIRST_WORD: dict[str, list[list[str]]] = {}
for _words in (name.split() for name in _FEASTS if not name[0].isdigit()):
    _BY_FIRST_WORD.setdefault(_words[0], []).append(_words)
_NUMBERED = {name[2:] for name in _FEASTS if name[0].isdigit()}
_ORDINALS = {"eerste": 1, "tweede": 2}
WORDS = {word for name in _FEASTS for word in name.split() if word.isalpha()}
"""All words that names of feasts are made of."""
NAMES = {*_BY_FIRST_WORD} | _NUMBERED
"""The words by which a feast is known."""


def feasts_at(tokens: Tokens, at: int) -> Iterator[tuple[str, int]]:
    """The feast that is named from this place on, "met" before it included, and where the text goes on after it."""
    at += tokens[at].text == "met" and at + 1 < len(tokens)
    first, name = tokens[at].text, text_at(tokens, at + 1)
    if name in _NUMBERED and (number := _ORDINALS.get(first) or number_at(tokens, at, 1, 2, ordinal=True)):
        yield f"{number} {name}", at + 2
    for phrase in _BY_FIRST_WORD.get(first, ()):
        if all(text_at(tokens, at + i) == word for i, word in enumerate(phrase)):
            yield " ".join(phrase), at + len(phrase)


def feast_days(feast: str, year: int) -> tuple[date, date]:
    """The first and last day of a feast in a year."""
    if feast in _AFTER_EASTER:
        first, last = (easter(year) + timedelta(days=days) for days in _AFTER_EASTER[feast])
        return first, last
    if feast in _FIXED:
        month, day, lasts = _FIXED[feast]
        first = date(year, month, day)
        return first, first + timedelta(days=lasts - 1)
    if feast in _NTH_SUNDAY:
        month, nth = _NTH_SUNDAY[feast]
        first = date(year, month, 1)
        sunday = first + timedelta(days=6 - first.weekday() + 7 * (nth - 1))
        return sunday, sunday
    kings_day = date(year, 4, 27)
    if kings_day.weekday() == 6:  # it is kept on the day before then
        kings_day -= timedelta(days=1)
    return kings_day, kings_day
