"""One date with the words around it: "wo ± 3 april 2019?", "op 22-6-2019 om 10.15 uur".

A rule takes the place in the tokens where it starts and yields every way in which it can go on, as a piece and the
place where it ends, the likeliest first.
"""

from __future__ import annotations

from timeline import date_vocabulary as words
from timeline.date_clock import time_of_day
from timeline.date_forms import Ways, form
from timeline.date_pieces import Piece
from timeline.date_tokens import Tokens, text_at


def single(tokens: Tokens, at: int) -> Ways:
    """One date with what stands before and after it."""
    about = perhaps = False
    weekday = None
    while at < len(tokens):
        word = tokens[at].text
        if word in words.ABOUT:
            about = True
        elif word in words.PERHAPS:
            perhaps = True
        elif word in words.WEEKDAYS:
            weekday = words.WEEKDAYS[word]
        elif _leads(tokens, at):
            at += 1
        elif word not in words.NOISE and not (word in {",", ":"} and (weekday is not None or at)):
            break
        at += 1
    is_plain = not (about or perhaps or weekday is not None)
    for found, after in form(tokens, at):
        piece = found if is_plain else found._replace(about=about, perhaps=perhaps, weekday=weekday)
        if after == len(tokens):
            yield piece, after
        else:
            yield from _afterwards(tokens, after, piece)


def _leads(tokens: Tokens, at: int) -> bool:
    """Whether this word and the next only lead to a date: "in de loop van 2019", "tegen het einde van 2019"."""
    if tokens[at].text == "loop":
        return text_at(tokens, at + 1) in {"van", "der"}
    return tokens[at].text in words.TOWARDS and text_at(tokens, at + 2) in words.PARTS


def _afterwards(tokens: Tokens, at: int, piece: Piece) -> Ways:
    """What may follow a date: a time, a question mark, "(ongeveer)", "jaar onbekend". The longest reading first."""
    marks = tuple(token.text for token in tokens[at : at + 6] if token.text not in "(),")
    if marks and len(tokens) - at <= 4:
        if all(mark == "?" or mark in words.PERHAPS for mark in marks):
            yield piece._replace(perhaps=True), len(tokens)
        elif all(mark in words.ABOUT and mark != "c" for mark in marks):  # behind a date a C is a consult
            yield piece._replace(about=True), len(tokens)
        elif marks in words.YEAR_UNKNOWN and piece.year is None and piece.day:
            yield piece._replace(year_unknown=True), len(tokens)
        elif marks in words.JUST_PAST:
            yield piece, len(tokens)
        elif piece.day and piece.weekday is None and len(marks) == 1 and marks[0] in words.WEEKDAYS:
            yield piece._replace(weekday=words.WEEKDAYS[marks[0]]), len(tokens)
    if piece.day is not None and piece.month is not None:
        for clock, after in time_of_day(tokens, at):
            yield piece._replace(time=clock), after
    yield piece, at
    if text_at(tokens, at) == "?":
        yield piece._replace(perhaps=True), at + 1
