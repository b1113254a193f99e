"""Read the words in which people write a date.

The words become tokens, the rules of `date_rules` read tokens into pieces, and the rules here read pieces that belong
together: periods, limits, several dates. The first reading that uses up all tokens is the meaning; if that day does
not exist the date is refused rather than read in another way.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import time, timedelta

from timeline import date_vocabulary as words
from timeline.date_pieces import Piece, borrow, moment, period, side
from timeline.date_rules import Token, Tokens, phrase, single, tokenize, week
from timeline.date_value import DateNotUnderstood, EventDate, from_edtf, not_edtf, unknown_date
from timeline.errors import N_

MAX_LENGTH = 120


def parse_date(text: str, *, language: str = "nl") -> EventDate:
    """Read a date as somebody wrote it: "14 maart 2021", "begin 2020", "± aug 2020", "juni t/m dec 2019".

    Words of both languages are known whatever `language` says; it is the language of the writer. What is written as
    unknown becomes a date without days. A day of the week that does not fit makes the date uncertain.

    Raises:
        DateNotUnderstood: the words are no date, the day does not exist, or a period ends before it begins.
    """
    written = text.strip()
    if not written:
        raise DateNotUnderstood(N_("Er staat geen datum. Schrijf een datum, of “onbekend” als niemand die weet."))
    if len(written) > MAX_LENGTH:
        raise not_edtf()
    tokens = tokenize(written)
    if " ".join(token.text for token in tokens) in words.UNKNOWN_PHRASES or all(t.text == "?" for t in tokens):
        return unknown_date(written)
    for edtf, at_time in _expressions(tokens):
        return from_edtf(edtf, text=written, time=at_time)
    if re.search(r"[\[{X%]|\.\.|\d~$", written):
        return from_edtf(written, text=written)  # a program wrote it
    raise not_edtf()


def _expressions(tokens: Tokens) -> Iterator[tuple[str, time | None]]:
    """Every meaning of all tokens together, the likeliest first, as EDTF and a time of day."""
    end = len(tokens)
    for piece, at in single(tokens, 0):
        if at == end and not piece.is_bare_day:
            yield moment(piece), piece.time
    for rule in (_open_periods, _periods, _week_ranges, _limits, _sets):
        for edtf in rule(tokens):
            yield edtf, None


# Whole expressions of more than one piece


def _periods(tokens: Tokens) -> Iterator[str]:
    """From one date to another: "juni 2019 – dec 2019", "4 t/m 8 mei 2020", "mei/juni 2019"."""
    start = 1 if tokens and tokens[0].text in words.FROM else 0
    for first, at in single(tokens, start):
        for after in (*phrase(tokens, at, words.THROUGH), *phrase(tokens, at, [("/",)])):
            for last, done in single(tokens, after):
                if done == len(tokens) and not last.is_bare_day and (last.day or not first.is_bare_day):
                    yield period(first, last)


def _open_periods(tokens: Tokens) -> Iterator[str]:
    """Still going on, or of unknown beginning: "sinds april 2021", "2019 - heden", "tot en met mei 2020"."""
    end = len(tokens)
    since = bool(tokens) and tokens[0].text in words.SINCE
    for first, at in single(tokens, 1 if since or (tokens and tokens[0].text in words.FROM) else 0):
        if at == end and since and not first.is_bare_day:
            yield f"{side(first, last=False)}/.."
        for after in phrase(tokens, at, words.THROUGH):
            if after == end and tokens[-1].text == "-":
                yield f"{side(first, last=False)}/.."
            if end in phrase(tokens, after, words.NOW):
                yield f"{side(first, last=False)}/.."
            if end in phrase(tokens, after, words.UNKNOWN_SIDE):
                yield f"{side(first, last=False)}/"
    starts = list(phrase(tokens, 0, words.BEFORE_END))
    starts += [after for at in phrase(tokens, 0, words.UNKNOWN_SIDE) for after in phrase(tokens, at, words.THROUGH)]
    for start in starts:
        for last, at in single(tokens, start):
            if at == end and not last.is_bare_day:
                yield f"/{side(last, last=True)}"


def _week_ranges(tokens: Tokens) -> Iterator[str]:
    """Weeks in a row with the word once: "week 45 t/m 47 2020"."""
    if len(tokens) < 4 or tokens[0].text not in words.WEEK_WORDS or tokens[1].kind != "num":
        return
    for after in phrase(tokens, 2, words.THROUGH):
        for last, at in week([Token("word", "week"), *tokens[after:]], 0):
            if at == len(tokens) - after + 1:
                yield period(Piece(week=int(tokens[1].text)), last)


def _limits(tokens: Tokens) -> Iterator[str]:
    """On one side of a date: "voor mei 2020", "na 3 juni 2019", "uiterlijk 2018"."""
    limits = (
        (words.AT_LATEST, True, 0),
        (words.AT_EARLIEST, False, 0),
        ([("voor",), ("vóór",), ("before",)], True, -1),
        ([("na",), ("after",)], False, 1),
    )
    for phrases, is_latest, shift in limits:
        for start in phrase(tokens, 0, phrases):
            for piece, at in single(tokens, start):
                if at == len(tokens) and not piece.is_bare_day:
                    edge = _beyond(piece, shift) if shift else side(piece, last=is_latest)
                    yield f"[..{edge}]" if is_latest else f"[{edge}..]"


def _beyond(piece: Piece, shift: int) -> str:
    """The day before the first, or after the last possible day of a piece."""
    known = from_edtf(moment(piece))
    edge = known.earliest if shift < 0 else known.latest
    if edge is None:
        raise not_edtf()
    return (edge + timedelta(days=shift)).isoformat()


def _sets(tokens: Tokens) -> Iterator[str]:
    """Several dates: "juli of augustus 2019", "5, 12 en 19 november 2019", "tussen 3 en 9 mei 2020"."""
    if tokens and tokens[0].text in {"tussen", "between"}:
        for pieces in _listed(tokens, 1, words.AND):
            if len(pieces) == 2:
                first, last = period(*pieces).split("/")
                yield f"[{first}..{last}]"
        return
    for pieces in _listed(tokens, 0, words.OR):
        yield f"[{','.join(side(piece, last=False) for piece in borrow(pieces))}]"
    for pieces in _listed(tokens, 0, words.AND):
        yield f"{{{','.join(side(piece, last=False) for piece in borrow(pieces))}}}"


def _listed(tokens: Tokens, at: int, joints: Collection[str]) -> Iterator[list[Piece]]:
    """Pieces with commas between them and a joining word before the last."""
    for piece, after in single(tokens, at):
        if after >= len(tokens):
            continue
        if tokens[after].text in joints:
            for last, done in single(tokens, after + 1):
                if done == len(tokens) and not last.is_bare_day:
                    yield [piece, last]
        elif tokens[after].text == ",":
            for rest in _listed(tokens, after + 1, joints):
                yield [piece, *rest]
