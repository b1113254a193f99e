"""From written text to events, where no table says what is what: each date begins one, what follows belongs to it.

There are two ways in which people write. In a list every line or paragraph begins with its date, and texts without one
go on about the event above. In a letter the dates stand inside sentences, and every sentence with a date is an event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import groupby

from timeline.dates import DateNotUnderstood, EventDate, read_date
from timeline.errors import N_
from timeline.readers.endings import CLOSES, TO_DO, begins_to_do, closes
from timeline.readers.grid import Budget, Line, Table
from timeline.readers.headings import is_signature
from timeline.readers.letters import GREETING, HEAD, is_closing, part_of_letter
from timeline.readers.openings import Around, Opening, begins_with_part_of_year, clauses, inside, opening
from timeline.readers.pieces import Piece
from timeline.readers.relative import leaning
from timeline.readers.result import Doubt, Field
from timeline.readers.sentences import Told, sentences, told, without_date
from timeline.readers.titles import begins_with_verb, is_passive, with_subject_first

HEADING = N_("Een kopje. Het jaar of de maand geldt voor de datums eronder.")
TITLE = N_("Een kopje zonder datum.")
INTRODUCTION = N_("Staat boven de eerste gebeurtenis en heeft zelf geen datum.")
OUTSIDE = N_("Staat buiten de tabellen met gebeurtenissen.")

_TEXTS: tuple[Field, ...] = ("title", "description", "who", "missing", "organisation", "source")
_ABOUT_THE_LIST = re.compile(
    r"^(?:(?:dit|deze|onderstaande?|hieronder|bijgaande?|het|de)?\s*(?:overzicht|tijdlijn|lijst|verslag|feitenrelaas"
    r"|document|notitie|chronologie|periode|betreft)\b|\()|datum\b|nummer\b|kenmerk\b",
    re.IGNORECASE,
)
"""A sentence about the list itself: its date is no event."""
_DAY_OF_LETTER = re.compile(r"(?:\w*datum|date)\s*:", re.IGNORECASE)
_HEAD_LINES = 6
_LED = re.compile(r"([^:.!?]{4,45}):\s+(?=\S)")
_IN_TIME = re.compile(
    r"(?:(?:vlak|kort|net)\s+)?(?:na|voor|vóór|rond|tijdens|begin|medio|half|eind|in|op|week|weken|\d{1,2})\b.{0,30}?"
    r"\b(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|week|schooljaar"
    r"|(?:\w+)?vakantie|pasen|kerst|pinksteren|voorjaar|zomer|najaar|herfst|winter|lente|\d{4})\b",
    re.IGNORECASE,
)
"""What makes a lead that is no date we know ("vlak voor kerst") one of time all the same."""
_IN_A_SENTENCE = re.compile(
    r"(?:op|in|per|rond|omstreeks|sinds|vanaf|einde?|begin|medio|half|halverwege|tegen|na|voor|vóór|tijdens|aan)\b",
    re.IGNORECASE,
)
"""With these a sentence begins; a bare date before a verb may be a note of who did it: "3-4 belde moeder"."""
_SAMPLE = 500
"""Pieces that show how somebody writes."""
_ALWAYS = {"title", "description"}


@dataclass(slots=True)
class _Entry:
    """An event on its way: its date and the texts that belong to it."""

    piece: Piece
    place: str
    words: str
    when: EventDate | None
    texts: list[str]
    doubts: tuple[Doubt, ...] = ()
    title: str = ""  # where it is not the first sentence as it stands

    @property
    def has_text(self) -> bool:
        return any(text.strip() for text in self.texts)


@dataclass(slots=True)
class _Skipped:
    piece: Piece
    reason: str


@dataclass(slots=True)
class _Reader:
    """Walks over the pieces once, with what the headings and the event before say."""

    pieces: Sequence[Piece]
    is_letter: bool
    beside_tables: bool
    around: Around = field(default_factory=Around)
    below: Opening | None = None  # the heading above, and its level
    below_level: int = 0
    is_lent: bool = False  # the year of that heading is the date of a text too, so that it may be none
    current: _Entry | None = None
    has_events: bool = False
    is_signed: bool = False
    to_do: Piece | None = None  # the heading of the list of what is still to be done, within that list
    found: list[_Entry | _Skipped] = field(default_factory=list)

    def read(self) -> list[_Entry | _Skipped]:
        """Every piece as an event, as part of one, or as skipped."""
        for index, piece in enumerate(self.pieces):
            if index and piece.place.run != self.pieces[index - 1].place.run:
                self.current = None
            if not self._is_of_the_letter(index, piece):
                self._told(index, piece)
        return self.found

    def _is_of_the_letter(self, index: int, piece: Piece) -> bool:
        """Whether a piece is a head, a greeting, a closing or who signed; then it is skipped."""
        reason = part_of_letter(piece.text, is_before_events=not self.has_events)
        if not reason and not self.has_events and _DAY_OF_LETTER.match(piece.text):
            after = self.pieces[index + 1 : index + 1 + _HEAD_LINES]
            reason = HEAD if any(part_of_letter(each.text, is_before_events=True) == GREETING for each in after) else ""
        if not reason and self.is_signed and opening(piece.text, self.around) is None and len(piece.text) < 100:
            reason = GREETING
        self.is_signed = bool(reason) and (self.is_signed or is_closing(piece.text))
        if reason:
            self.found.append(_Skipped(piece, reason))
        return bool(reason)

    def _told(self, index: int, piece: Piece) -> None:
        """Read a piece without the sentences in it that close the text, and without what is still to be done."""
        if self._is_to_do(piece):
            self.found.append(_Skipped(piece, TO_DO))
            return
        parts = sentences(piece.text)
        closing = [part for part in parts if closes(part) and inside(part, self.around) is None]
        if closing:
            piece = replace(piece, text=" ".join(part for part in parts if part not in closing))
        if piece.text:
            self._piece(index, piece)
        self.found += [_Skipped(replace(piece, text=part), CLOSES) for part in closing]
        self.is_signed = bool(closing) and is_closing(closing[-1].partition(",")[0])

    def _is_to_do(self, piece: Piece) -> bool:
        """Whether a piece is a list of what is still to be done, or stands in one: until a gap, a date or a heading."""
        begins, is_list = begins_to_do(piece.text)
        above = self.to_do
        if not begins and above is not None:
            is_item = piece.form.level > above.form.level
            ends = piece.form.heading or (piece.place.follows_gap and not is_item)
            is_dated = opening(piece.text, self.around) is not None and not (is_item and piece.text.endswith("?"))
            if ends or is_dated or piece.form.level < above.form.level or piece.place.run != above.place.run:
                self.to_do = None
        elif begins:
            self.to_do = piece if is_list else None
        return begins or self.to_do is not None

    def _piece(self, index: int, piece: Piece) -> None:
        start = opening(piece.text, self.around) or self._leaning(piece.text)
        if start and start.value and (start.is_alone or piece.form.heading) and self._is_heading(index, start):
            self._below(piece, start, start.value)
        elif start and (start.is_label or (piece.form.level and start.is_completed)):
            if start.value and start.is_year_alone:
                self._go_below(piece, start, start.value, is_lent=True)
            self._labelled(piece, start)
        elif piece.form.heading or self._looks_like_heading(index, piece):
            self._titled(piece)
        elif (self.is_letter or start or self._tells_of_before(piece)) and not self.beside_tables:
            self._sentences(piece)
        else:
            self._without_opening(piece)

    def _labelled(self, piece: Piece, start: Opening) -> None:
        """An event whose date stands in front; a sentence that goes on with its verb gets a title that can be read."""
        text = piece.text.strip()
        first = next(iter(sentences(start.rest)), "")
        before = text[: text.find(first)].rstrip()
        is_sentence = before[-1:].isalnum() and (_IN_A_SENTENCE.match(before) or is_passive(first))
        title = _headed(first, f"{before} {first}") if is_sentence else ""
        self._begin(piece, start, [text if title else start.rest], title=title)

    def _tells_of_before(self, piece: Piece) -> bool:
        """Whether a sentence above the first dated line tells, with a date, what happened before it."""
        if self.has_events or is_signature([piece.text]) or _ABOUT_THE_LIST.search(piece.text):
            return False
        within = inside(piece.text, self.around)
        return within is not None and within.value is not None and bool(without_date(within.before, within.rest))

    def _leaning(self, text: str) -> Opening | None:
        """The words with which a text leans on the event above ("twee weken later"), when there is one."""
        has_above = self.current is not None or self.around.before is not None
        return leaning(text, self.around) if has_above and not self.beside_tables else None

    # Headings

    def _is_heading(self, index: int, start: Opening) -> bool:
        """Whether a month or a year stands above dates of its own, or above a list; else it dates the text below it."""
        if start.value is None or not start.is_coarse:
            return False
        below = self.around.below(start.value)
        if index + 1 == len(self.pieces):
            return True
        piece = self.pieces[index + 1]
        if opening(piece.text, below) or piece.form.level or piece.form.heading:
            return True
        return self.is_letter and inside(piece.text, below) is not None

    def _below(self, piece: Piece, heading: Opening, value: EventDate) -> None:
        """Go on below a heading with a year or a month."""
        self._go_below(piece, heading, value)
        self.current = None
        self.found.append(_Skipped(piece, HEADING))

    def _go_below(self, piece: Piece, heading: Opening, value: EventDate, *, is_lent: bool = False) -> None:
        self.around, self.below, self.below_level = self.around.below(value), heading, piece.form.heading or 9
        self.is_lent = is_lent

    def _looks_like_heading(self, index: int, piece: Piece) -> bool:
        """Whether a short line of its own, above a dated one, parts the list rather than telling of the event above."""
        if not piece.place.follows_gap or piece.form.level or len(piece.text) > 60 or self.current is None:
            return False
        if not self.current.has_text or piece.text.rstrip().endswith((".", "!", "?", ";", ",")):
            return False
        after = self.pieces[index + 1] if index + 1 < len(self.pieces) else None
        return after is not None and opening(after.text, self.around) is not None

    def _titled(self, piece: Piece) -> None:
        """Go on below a heading without a date; what a heading of the same height said of dates ends."""
        self.current = None
        if piece.form.heading and piece.form.heading <= self.below_level:
            self.around, self.below, self.below_level = Around(before=self.around.before), None, 0
        self.found.append(_Skipped(piece, TITLE))

    # Lists

    def _without_opening(self, piece: Piece) -> None:
        """A text in a list that does not begin with a date."""
        within = inside(piece.text, self.around) if self.has_events and not self.beside_tables else None
        led = _LED.match(piece.text) if self.current is not None and not self.beside_tables else None
        if led and _IN_TIME.match(led[1]):
            self._begin_led(piece, led[1], piece.text[led.end() :])
        elif within and self._is_item(piece):
            self._begin(piece, within, [without_date(within.before, within.rest)])
        elif self.current is not None and not self._is_beside_current(piece):
            self.current.texts.append(piece.text)
        elif self.below is not None or self.current is not None:
            self._begin_undated(piece)
        else:
            self.found.append(_Skipped(piece, OUTSIDE if self.beside_tables else INTRODUCTION))

    def _begin_led(self, piece: Piece, words: str, rest: str) -> None:
        """A line that begins as the dated ones do ("na de herfstvakantie: …"): an event, whatever its date may be."""
        when = None
        if self.around.year:
            with suppress(DateNotUnderstood):
                when = replace(read_date(f"{words} {self.around.year}").when, text=words)
        self._add(_Entry(piece, piece.place.name, words, when, [rest]))

    def _is_beside_current(self, piece: Piece) -> bool:
        """Whether a text is an item of the same list as the event before it."""
        level = piece.form.level
        return level > 0 and self.current is not None and self.current.piece.form.level == level

    def _is_item(self, piece: Piece) -> bool:
        """Whether a text with a date inside is as much an item as the dated ones around it."""
        if self.current is None:
            return True
        if piece.form.level or self.current.piece.form.level:
            return piece.form.level == self.current.piece.form.level
        return piece.place.follows_gap and self.current.has_text

    # Letters

    def _sentences(self, piece: Piece) -> None:
        """Every sentence with a date is an event; those before the first one in a paragraph belong to it."""
        if (
            piece.form.level
            and self.current
            and self.current.piece.form.level == piece.form.level
            and not inside(piece.text, self.around)
        ):
            self._begin_undated(piece)
            return
        waiting: list[str] = []
        begun = self.current if self.current and not self.current.has_text else None
        told_one_by_one = (clause for sentence in sentences(piece.text) for clause in clauses(sentence))
        for count, sentence in enumerate(told_one_by_one, 1):
            begins = self._leaning(sentence) or begins_with_part_of_year(sentence, self.around)
            within = begins or inside(sentence, self.around)
            if within:
                text = without_date(within.before, within.rest)
                title = "" if within.before.strip() or within.is_label else _headed(text, sentence)
                texts = [sentence if title else text, *waiting]
                begun = self._begin(piece, within, texts, sentence=count, title=title)
                waiting = []
            elif begun:
                begun.texts.append(sentence)
            else:
                waiting.append(sentence)
        if not waiting:
            return
        if self.current is not None:
            self.current.texts += waiting
        elif self.below is not None:
            self._begin_undated(piece)
        else:
            self.found.append(_Skipped(piece, INTRODUCTION))

    # Events

    def _begin(self, piece: Piece, start: Opening, texts: list[str], *, sentence: int = 1, title: str = "") -> _Entry:
        place = piece.place.name if sentence == 1 else f"{piece.place.name}, zin {sentence}"
        if start.value is not None and not start.value.is_unknown:
            self.around = replace(self.around, before=start.value)
            if self.is_lent and not start.is_completed and not _is_in(start.value, self.around.year):
                self.around, self.below, self.is_lent = Around(before=start.value), None, False
        when = start.value if start.is_completed else None
        return self._add(_Entry(piece, place, start.words, when, texts, start.doubts, title))

    def _begin_undated(self, piece: Piece) -> None:
        """An item of a list without a date of its own: that of the heading, when there is one."""
        words, when = (self.below.words, self.below.value) if self.below else ("", None)
        self._add(_Entry(piece, piece.place.name, words, when, [piece.text]))

    def _add(self, entry: _Entry) -> _Entry:
        self.current, self.has_events = entry, True
        self.found.append(entry)
        return entry


def _is_in(when: EventDate, year: int | None) -> bool:
    first, last = when.earliest or when.latest, when.latest or when.earliest
    return bool(year and first and last and first.year <= year <= last.year)


def _headed(words: str, sentence: str) -> str:
    """The title of a sentence that begins with its verb once its date is gone; empty when its words can head it."""
    return (with_subject_first(words) or sentence) if begins_with_verb(words) else ""


def _date_first(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The pieces with the date of each block first, where people wrote it below what happened."""
    alone = [at for at, piece in enumerate(pieces[:_SAMPLE]) if _is_alone(piece)]
    ends = {at for at, piece in enumerate(pieces) if piece.place.follows_gap} | {len(pieces)}
    if len(alone) < 2 or not all(at > 0 and at not in ends and at + 1 in ends for at in alone):
        return pieces
    ordered: list[Piece] = []
    block = 0
    for at, piece in enumerate(pieces):
        block = len(ordered) if at in ends else block
        ordered.insert(block if _is_alone(piece) else len(ordered), piece)
    return ordered


def _is_alone(piece: Piece) -> bool:
    start = opening(piece.text, Around())
    return start is not None and start.is_alone


def read_chronology(pieces: Sequence[Piece], budget: Budget, *, beside_tables: bool = False) -> dict[int, Table]:
    """The events in written text, as a table for each run of pieces between the tables of a document.

    With `beside_tables` the tables tell the events; only texts that clearly begin with a date count, if there are two.

    Raises:
        FileTooFull: it is more than a timeline can be.
    """
    pieces = _date_first(pieces)
    below = Around(year=2020)  # any year: how people write shows whether or not a heading gives it
    sample = pieces[:_SAMPLE]
    starts = [opening(piece.text, below) for piece in sample]
    labels = sum(start is not None and start.is_label and not (start.is_alone and start.is_coarse) for start in starts)
    within = sum(
        (start is None or not start.is_label) and inside(piece.text, below) is not None
        for start, piece in zip(starts, sample, strict=True)
    )
    if beside_tables and labels < 2:
        found: list[_Entry | _Skipped] = [_Skipped(piece, OUTSIDE) for piece in pieces]
    else:
        is_letter = within > 0 and (labels < 2 or labels * 3 < within)
        found = _Reader(pieces, is_letter, beside_tables).read()
    return dict(_tables(found, budget))


def _tables(found: Sequence[_Entry | _Skipped], budget: Budget) -> Iterator[tuple[int, Table]]:
    for run, stretch in groupby(found, key=lambda one: one.piece.place.run):
        ones = list(stretch)
        tellings = [told(one.texts, one.title) if isinstance(one, _Entry) else Told("", "") for one in ones]
        used = [name for name in _TEXTS if name in _ALWAYS or any(getattr(telling, name) for telling in tellings)]
        lines = []
        for one, telling in zip(ones, tellings, strict=True):
            budget.row(len(used) + 1)
            if isinstance(one, _Skipped):
                where = one.piece.place
                lines.append(Line(where.number, where.name, (budget.cell(one.piece.text),), no_event=one.reason))
                continue
            texts = (budget.cell(getattr(telling, name)) for name in used)
            cells = (budget.cell(one.words, one.when), *texts)
            lines.append(Line(one.piece.place.number, one.place, cells, doubts=one.doubts))
        fields: dict[Field, int] = {"date": 0, **{name: at for at, name in enumerate(used, 1)}}
        has_events = any(isinstance(one, _Entry) for one in ones)
        yield run, Table("", tuple(lines), fields=fields if has_events else {})
