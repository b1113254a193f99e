"""Read the words in which people write a date.

The words become tokens, the rules of `date_forms` and `date_rules` read tokens into pieces, and the rules here read
pieces that belong together: periods, limits, several dates. The first reading that uses up all tokens is the
meaning; if that day does not exist the date is refused rather than read in another way. The forms that stand in most
cells are read at once by `date_quick`, with the same meaning.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from datetime import time, timedelta

from timeline import date_vocabulary as words
from timeline.date_errors import DateNotUnderstood, not_understood
from timeline.date_forms import week
from timeline.date_pieces import Piece, before_holiday, borrow, moment, months_in_a_row, period, side, turn_of_year
from timeline.date_quick import quick
from timeline.date_refusals import why_refused
from timeline.date_rules import single
from timeline.date_tokens import Token, Tokens, phrase, tokenize, touching
from timeline.date_value import EventDate, from_edtf, unknown_date
from timeline.errors import N_

MAX_LENGTH = 200
_MOST_LISTED = 10
_WITH_SPACES = 10_000

_BY_PROGRAM = re.compile(r"[\[{X%]|\.\.|[0-9]~$|[0-9][~?]?/|[0-9]T[0-9]")

_LIMITS = (
    (words.AT_LATEST, True, 0),
    (words.AT_EARLIEST, False, 0),
    ((("voor",), ("vóór",), ("before",)), True, -1),
    ((("na",), ("after",)), False, 1),
)
"""Words that set a limit: whether it is the last day, and by how many days the date itself lies outside."""


def parse_date(text: str, *, language: str = "nl") -> EventDate:
    """Read a date as somebody wrote it: "14 maart 2021", "begin 2020", "± aug 2020", "juni t/m dec 2019".

    Words of both languages are known whatever `language` says; it is the language of the writer. What is written as
    unknown becomes a date without days. A day of the week that does not fit makes the date uncertain. What could
    only be guessed is refused; `read_date` offers the choices.

    Raises:
        DateNotUnderstood: the words are no date, the day does not exist, or a period ends before it begins.
    """
    del language
    written = text.strip() if len(text) < _WITH_SPACES else text
    if not written:
        raise DateNotUnderstood(N_("Er staat geen datum. Schrijf een datum, of “onbekend” als niemand die weet."))
    if len(written) > MAX_LENGTH:
        raise not_understood()
    return quick(written) or by_grammar(written)


def by_grammar(written: str) -> EventDate:
    """Read a date by the rules alone, without the short way for the forms that stand in most cells.

    Raises:
        DateNotUnderstood: as `parse_date`.
    """
    tokens = _without_wrapping(tokenize(unicodedata.normalize("NFC", written)))
    if _says_unknown(tokens):
        return unknown_date(written)
    for edtf, at_time in _Sentence(tokens).meanings():
        return from_edtf(edtf, text=written, time=at_time)
    if _BY_PROGRAM.search(written):
        try:
            return from_edtf(written, text=written)  # a program wrote it
        except DateNotUnderstood as problem:
            raise why_refused(written, problem) from None
    raise why_refused(written, not_understood())


def _without_wrapping(tokens: list[Token]) -> list[Token]:
    """The same without brackets around all of it, a full stop behind it, and with doubled marks once."""
    tokens = [
        token
        for at, token in enumerate(tokens)
        if not (
            at and token.text in {"-", "."} and tokens[at - 1][:2] == token[:2] and tokens[at - 1].end == token.start
        )
    ]
    if len(tokens) > 2 and tokens[0].text == tokens[-1].text == '"':
        tokens = tokens[1:-1]
    if len(tokens) > 2 and tokens[0].kind == "yy" and _begins_with_day(tokens):
        tokens[0] = tokens[0]._replace(kind="num")
    while tokens and tokens[-1].text in {".", ",", ";", ":"}:
        tokens.pop()
    if len(tokens) > 2 and tokens[0].text == "(" and tokens[-1].text == ")" and tokens[1].text != "?":
        inside = tokens[1:-1]
        if not any(token.text in {"(", ")"} for token in inside):
            return inside
    return tokens


def _begins_with_day(tokens: Tokens) -> bool:
    """Whether an apostrophe stands before a day and not before a year: a spreadsheet keeps '14-3-2021 as text."""
    return words.month_of(tokens[1].text) is not None or (
        len(tokens) > 3 and tokens[2].kind == "num" and tokens[3][:2] == tokens[1][:2]
    )


def _says_unknown(tokens: Tokens) -> bool:
    """Whether the words say that nobody knows: "onbekend", "n.b.", "???", "??-??-????"."""
    texts = {token.text for token in tokens}
    if texts & {"?", "x", "xx", "xxxx"} and texts <= {"?", "x", "xx", "xxxx", "-", "/", "."}:
        return True
    return len(tokens) <= 5 and " ".join(token.text for token in tokens) in words.UNKNOWN_PHRASES


class _Sentence:
    """The tokens of one expression, and what each place in them can mean; each place is read once."""

    __slots__ = ("_singles", "end", "texts", "tokens")

    def __init__(self, tokens: Tokens) -> None:
        self.tokens, self.end = tokens, len(tokens)
        self.texts = {token.text for token in tokens}
        self._singles: dict[int, list[tuple[Piece, int]]] = {}

    def single(self, at: int) -> list[tuple[Piece, int]]:
        """Every date that can begin here, and where it ends."""
        found = self._singles.get(at)
        if found is None:
            found = self._singles[at] = list(single(self.tokens, at))
        return found

    def meanings(self) -> Iterator[tuple[str, time | None]]:
        """Every meaning of all tokens together, the likeliest first, as EDTF and a time of day."""
        for piece, at in self.single(0):
            if at == self.end and not piece.is_bare_day:
                yield moment(piece), piece.time
        for rule in (self._open_periods, self._periods, self._week_ranges, self._limits, self._sets):
            for edtf in rule():
                yield edtf, None

    # Whole expressions of more than one piece

    def _after_from(self) -> Iterator[int]:
        """Where a period can begin: at once, or after "van", "in de periode"."""
        started = list(phrase(self.tokens, 0, words.FROM))
        yield from started or [0]

    def _periods(self) -> Iterator[str]:
        """From one date to another: "juni 2019 – dec 2019", "4 t/m 8 mei 2020", "mei/juni 2019"."""
        if not self.texts & words.THROUGH_WORDS:
            return
        for start in self._after_from():
            for first, at in self.single(start):
                for after in (*phrase(self.tokens, at, words.THROUGH), *phrase(self.tokens, at, (("/",),))):
                    for last, done in self.single(after):
                        if done != self.end or last.is_bare_day or (first.is_bare_day and not last.day):
                            continue
                        if first.is_bare_day and self._is_tangled(at, last):
                            continue
                        if self.tokens[after - 1].text == "/" and (turn := turn_of_year(first, last)):
                            yield turn
                        yield period(first, self._end(after, last))

    def _end(self, at: int, last: Piece) -> Piece:
        """The end of a period that stands at this place: "tot" a holiday ends where that begins."""
        return before_holiday(last) if at and self.tokens[at - 1].text in words.UP_TO else last

    def _is_tangled(self, joint: int, last: Piece) -> bool:
        """Whether a row of numbers with one mark between them can be cut in more ways: 1-2-3-2020."""
        marks = {token.text for token in self.tokens if token.kind == "mark"}
        is_row = all(token.kind in {"num", "mark"} for token in self.tokens) and len(marks) == 1
        return is_row and (last.day or 0) <= 12 and touching(self.tokens, joint - 1, 3)

    def _open_periods(self) -> Iterator[str]:
        """Still going on, or of unknown beginning: "sinds april 2021", "2019 - heden", "tot en met mei 2020"."""
        for start in phrase(self.tokens, 0, words.SINCE):
            for first, at in self.single(start):
                if at == self.end and not first.is_bare_day:
                    yield f"{side(first, last=False)}/.."
        if not self.texts & words.THROUGH_WORDS:
            return
        for start in self._after_from():
            for first, at in self.single(start):
                yield from self._unended(first, at)
        starts = list(phrase(self.tokens, 0, words.BEFORE_END))
        for at in phrase(self.tokens, 0, words.UNKNOWN_SIDE):
            starts += phrase(self.tokens, at, words.THROUGH)
        for start in starts:
            for last, at in self.single(start):
                if at == self.end and not last.is_bare_day:
                    yield f"/{side(self._end(start, last), last=True)}"

    def _unended(self, first: Piece, at: int) -> Iterator[str]:
        if first.is_bare_day:
            return
        for after in phrase(self.tokens, at, words.THROUGH):
            if after == self.end and self.tokens[-1].text == "-":
                yield f"{side(first, last=False)}/.."
            if self.end in phrase(self.tokens, after, words.NOW):
                yield f"{side(first, last=False)}/.."
            if self.end in phrase(self.tokens, after, words.UNKNOWN_SIDE):
                yield f"{side(first, last=False)}/"

    def _week_ranges(self) -> Iterator[str]:
        """Weeks in a row with the word once: "week 45 t/m 47 2020", "week 12/13 2021", "weken 12 en 13 van 2021"."""
        tokens = self.tokens
        if self.end < 4 or tokens[0].text not in words.WEEK_WORDS or tokens[1].kind != "num":
            return
        first = int(tokens[1].text)
        is_pair = tokens[2].text in words.AND | {"/"}
        for after in [3] if is_pair else phrase(tokens, 2, words.THROUGH):
            for last, at in week([Token("word", "week"), *tokens[after:]], 0):
                if at == self.end - after + 1 and not (is_pair and last.week != first + 1):
                    yield period(Piece(week=first), last)

    def _limits(self) -> Iterator[str]:
        """On one side of a date: "voor mei 2020", "na 3 juni 2019", "uiterlijk 2018"."""
        for phrases, is_latest, shift in _LIMITS:
            for start in phrase(self.tokens, 0, phrases):
                for piece, at in self.single(start):
                    if at == self.end and not piece.is_bare_day:
                        edge = _beyond(piece, shift) if shift else side(piece, last=is_latest)
                        yield f"[..{edge}]" if is_latest else f"[{edge}..]"

    def _sets(self) -> Iterator[str]:
        """Several dates: "juli of augustus 2019", "5, 12 en 19 november 2019", "tussen 3 en 9 mei 2020"."""
        if not self.texts & words.JOINTS:
            yield from self._with_commas()
            return
        if self.tokens[0].text in {"tussen", "between"}:
            for pieces in self._listed(1, words.AND, 2):
                if len(pieces) == 2:
                    first, last = period(*pieces).split("/")
                    yield f"[{first}..{last}]"
            return
        for pieces in self._listed(0, words.OR, _MOST_LISTED):
            yield f"[{','.join(side(piece, last=False) for piece in borrow(pieces))}]"
        for pieces in self._listed(0, words.AND, _MOST_LISTED):
            if months_in_a_row(pieces):
                yield period(pieces[0], pieces[-1])
            yield f"{{{','.join(side(piece, last=False) for piece in borrow(pieces))}}}"

    def _with_commas(self) -> Iterator[str]:
        """Whole days, or months in a row, with only commas between them: "8-2-2021, 15-2-2021", "mei, juni 2020"."""
        if "," not in self.texts:
            return
        for pieces in self._listed(0, {","}, _MOST_LISTED):
            if all(piece.year and piece.month and piece.day for piece in pieces):
                yield f"{{{','.join(side(piece, last=False) for piece in pieces)}}}"
            elif months_in_a_row(pieces):
                yield period(pieces[0], pieces[-1])

    def _listed(self, at: int, joints: Collection[str], most: int) -> Iterator[list[Piece]]:
        """Pieces with commas between them and a joining word before the last."""
        for piece, after in self.single(at):
            if after >= self.end:
                continue
            if self.tokens[after].text in joints:
                for last, done in self.single(after + 1):
                    if done == self.end and not last.is_bare_day:
                        yield [piece, last]
            elif self.tokens[after].text == "," and most > 2:
                for rest in self._listed(after + 1, joints, most - 1):
                    yield [piece, *rest]


def _beyond(piece: Piece, shift: int) -> str:
    """The day before the first, or after the last possible day of a piece."""
    known = from_edtf(moment(piece))
    edge = known.earliest if shift < 0 else known.latest
    if edge is None:
        raise not_understood()
    return (edge + timedelta(days=shift)).isoformat()
