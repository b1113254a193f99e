"""Find the date that a paragraph begins with, or that stands somewhere in a sentence.

"Op 14 maart 2021 belde moeder" holds a date; "3 kinderen", "kamer 12-3", a telephone number and dossier 2020/1234 do
not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from timeline import date_feasts
from timeline import date_vocabulary as words
from timeline.date_errors import DateNotUnderstood
from timeline.date_habits import DAY_FIRST, DateHabits
from timeline.date_reading import DateReading, read_date, readable
from timeline.date_tokens import Token, Tokens, tokenize
from timeline.date_value import EventDate

_AT_START_CHARS, _SEARCHED_CHARS = 250, 20_000
_MOST_TOKENS = 16
"""In one date; the longest way to write a period with two times stays below it."""
_MOST_READINGS = 600
"""Tried in one text, so that a page of bare numbers takes no longer than a page of words."""

_BEFORE_TEXT = re.compile(r"[\s\-–—•*·▪◦●>|#\[(\"“”‘'.:]*")
_LIST_NUMBER = re.compile(r"[0-9]{1,3}[.)]\s+")
_JOINED_BEFORE = re.compile(r"(?:\w[-/.,]?|[€$#@+]\s?)$")
_JOINED_AFTER = re.compile(r"[-/.,:]?[0-9]|\w|\s?(?:%|€)")
_AMOUNT_AFTER = re.compile(
    r"\s*(?:euro|keer|maal|kinderen|uur|uren|minuten|dagen|weken|maanden|jaar|jaren|gram|kg|km|m2|stuks|personen)\b",
    re.I,
)
_STOP_AFTER = re.compile(r"\s*(?:$|[:;,.–—\-\n)\]|])")
_ONE_ON_ONE = re.compile(r"1\s?-\s?1\s+(?:gesprek|contact|begeleiding|op|met|moment)", re.I)

_NUMBERED = {
    *("kamer", "lokaal", "groep", "nr", "no", "nummer", "dossier", "dossiernummer", "zaak", "zaaknummer", "zaaknr"),
    *("kenmerk", "rekestnummer", "artikel", "art", "lid", "tel", "telefoon", "telefoonnummer", "mobiel", "mob", "bsn"),
    *("pagina", "blz", "versie", "punt", "bijlage", "postbus", "paragraaf", "score", "cijfer", "huisnummer", "id"),
}
"""Words after which a number is a number: a room, a dossier, a telephone."""

_JOINING = {word for phrase in words.THROUGH for word in phrase} | words.JOINTS | words.HOUR_WORDS | words.TIME_WORDS
"""Words that only join numbers, so that they make no date of them."""
_SAYS_NOTHING = {*words.NOISE, ".", ":", "("}
_BORN = {"geb", "geboren", "geboortedatum", "born"}
"""Words after which a date is somebody's birthday, and not when something of the case happened."""

_LIMITS = {phrase[0] for phrases in (words.AT_LATEST, words.AT_EARLIEST) for phrase in phrases}
_STARTS = {
    *words.MONTHS,
    *words.WEEKDAYS,
    *words.SEASONS,
    *words.PARTS,
    *words.ORDINALS,
    *words.ABOUT,
    *words.PERHAPS,
    *words.NOISE,
    *words.QUARTER_WORDS,
    *words.WEEK_WORDS,
    *words.HOLIDAYS,
    *words.TOWARDS,
    *date_feasts.NAMES,
    *_LIMITS,
    *(phrase[0] for phrase in (*words.SINCE, *words.FROM, *words.BEFORE_END, *words.SCHOOL_YEAR_WORDS)),
    *("voor", "vóór", "na", "before", "after", "tussen", "between", "jaren", "laatste", "last", "q", "x", "xx"),
}
_INSIDE = {
    *_STARTS,
    *words.LINKS,
    *words.JOINTS,
    *words.DECADES,
    *words.UNITS,
    *words.OF_THE_YEAR,
    *words.DAY_PARTS,
    *date_feasts.WORDS,
    *words.HOUR_WORDS,
    *words.TIME_WORDS,
    *words.HALF_WORDS,
    *(word for phrase in (*words.THROUGH, *words.NOW, *words.UNKNOWN_SIDE, *words.YEAR_UNKNOWN) for word in phrase),
    *(word for phrase in (*words.SINCE, *words.FROM, *words.JUST_PAST, *words.SOUTHERN) for word in phrase),
    *("s", "t", "am", "pm", "loop", "der", "zomer", "onbekend"),
}


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date inside a text: its reading, and the characters of the text that it takes (`start` up to `end`)."""

    reading: DateReading
    start: int
    end: int


def find_date(text: str, *, habits: DateHabits = DAY_FIRST, at_start: bool = False) -> FoundDate | None:
    """The first date in a text and where it stands; with `at_start` only one that the text begins with.

    The longest reading from one place wins ("14 maart 2021 om 14.30 uur"), a word that belongs to it included ("Op 14
    maart 2021"). Bullets, brackets and the number of a list may stand before a date at the start. A day without a year
    takes that of `habits.year`; numbers alone ("14-3") count as such a day at the start only. None: there is no date.
    """
    part = text[: _AT_START_CHARS if at_start else _SEARCHED_CHARS]
    tokens = tokenize(part)
    attempts = iter(range(_MOST_READINGS))
    free = 0
    for at in _places(part, tokens, at_start=at_start):
        if at >= free and _word_before(tokens, at) in _BORN:
            free = _last(tokens, at)
        if at < free:
            continue
        for end in _ends(tokens, at):
            if next(attempts, None) is None:
                return None
            start, stop = tokens[at].start, tokens[end - 1].end
            if _is_date(part, tokens[at:end], habits, at_start=at_start, before=_word_before(tokens, at)):
                return FoundDate(read_date(part[start:stop], habits=habits), start, stop)
    return None


def _places(part: str, tokens: Tokens, *, at_start: bool) -> Iterator[int]:
    """Where a date can begin."""
    if at_start:
        opening = _BEFORE_TEXT.match(part)
        begins = [opening.end() if opening else 0]
        if number := _LIST_NUMBER.match(part, begins[0]):
            begins.append(number.end())
        yield from (at for begin in begins for at, token in enumerate(tokens) if token.start == begin)
        return
    for at, token in enumerate(tokens):
        is_number = token.kind in {"num", "ordinal", "yy"} and len(token.text) <= 4
        if is_number or token.text == "~" or (token.kind == "word" and _may_start(token)):
            is_article = token.text in {"de", "het", "the"} and at + 1 < len(tokens)
            if not (is_article and tokens[at + 1].text in words.NOISE):
                yield at


def _may_start(token: Token) -> bool:
    return token.text in _STARTS or words.month_of(token.text) is not None


def _word_before(tokens: Tokens, at: int) -> str:
    """The last word before a place that says something: of "geboren op 12 mei" the "geboren"."""
    return next((token.text for token in reversed(tokens[max(0, at - 3) : at]) if token.text not in _SAYS_NOTHING), "")


def _ends(tokens: Tokens, at: int) -> Iterator[int]:
    """Where a date that begins here can end, the longest first."""
    for end in range(_last(tokens, at), at, -1):
        token = tokens[end - 1]
        if token.kind not in {"mark", "odd"} or token.text in {")", "?"}:
            yield end


def _last(tokens: Tokens, at: int) -> int:
    """Up to where the tokens can all belong to one date."""
    last = at
    while last < len(tokens) and last - at < _MOST_TOKENS and _may_continue(tokens[last]):
        last += 1
    return last


def _may_continue(token: Token) -> bool:
    if token.kind == "word":
        return token.text in _INSIDE or words.month_of(token.text) is not None
    return token.kind != "odd" and (token.kind == "mark" or len(token.text) <= 4)


def _is_date(part: str, tokens: Tokens, habits: DateHabits, *, at_start: bool, before: str) -> bool:
    """Whether these tokens are a date here, given the text around them."""
    after = part[tokens[-1].end : tokens[-1].end + 20]
    is_dated = habits.year or any(token.text[:1].isdigit() or token.text in words.DECADES for token in tokens)
    if not is_dated or not _stands_alone(part, tokens, after):
        return False
    try:
        when = readable(part[tokens[0].start : tokens[-1].end], habits=habits)
    except DateNotUnderstood:
        return False
    if when.is_unknown and not when.edtf.startswith("XXXX-"):
        return False
    if any(token.kind == "word" and words.month_of(token.text) for token in tokens):
        if _ends_with_amount(tokens, after, habits):
            return False
        return _with_month_name(when, tokens, after, at_start=at_start)
    return before not in _NUMBERED and _in_numbers(part, when, tokens, after, at_start=at_start)


def _stands_alone(part: str, tokens: Tokens, after: str) -> bool:
    """Whether no longer number or word goes on before or behind it: a telephone number, a dossier, an amount."""
    start = tokens[0].start
    is_joined = tokens[0].kind != "word" and _JOINED_BEFORE.search(part[max(0, start - 3) : start])
    return not is_joined and not _JOINED_AFTER.match(after)


def _ends_with_amount(tokens: Tokens, after: str, habits: DateHabits) -> bool:
    """Whether the last two digits are a number of something rather than a year: "14 mrt 12 kinderen"."""
    if len(tokens) < 2 or not (habits.year or _AMOUNT_AFTER.match(after)):
        return False
    is_short = tokens[-1].kind == "num" and len(tokens[-1].text) == 2
    return is_short and words.month_of(tokens[-2].text) is not None


def _with_month_name(when: EventDate, tokens: Tokens, after: str, *, at_start: bool) -> bool:
    """A month is a date with a day or a year, or alone under a heading that gives the year ("Mei: huisbezoek")."""
    if any(token.text[:1].isdigit() for token in tokens):
        return True
    is_worded = tokens[0].text in words.NOISE or tokens[0].text in words.PARTS
    return at_start and not when.is_unknown and (is_worded or bool(_STOP_AFTER.match(after)))


def _in_numbers(part: str, when: EventDate, tokens: Tokens, after: str, *, at_start: bool) -> bool:
    """Numbers without the name of a month are a date when they are a whole one, or when words make them one."""
    numbers = [token for token in tokens if token.text[:1].isdigit()]
    is_worded = tokens[0].kind == "word" or any(token.kind == "word" and token.text not in _JOINING for token in tokens)
    has_year = any(len(token.text) == 4 or token.kind == "yy" for token in numbers)
    if not numbers:
        return at_start or tokens[0].text in words.NOISE or any(token.text in words.DECADES for token in tokens)
    if len(numbers) >= 3 and not is_worded:
        marks = {token.text for token in tokens[:4]} & {"-", "/", "."}
        return at_start or bool(marks and (has_year or "." not in marks))  # 1.2.21 can be a paragraph
    if is_worded and has_year:
        return len(numbers) > 1 or not _AMOUNT_AFTER.match(after)
    if has_year:
        return at_start and not _AMOUNT_AFTER.match(after)
    if len(numbers) > 1 and when.precision_days == 1 and _ONE_ON_ONE.match(part, tokens[0].start):
        return False
    return (at_start and (is_worded or len(numbers) > 1)) or (is_worded and len(numbers) >= 3)
