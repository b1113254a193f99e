"""The date of a row: read with the habits of its column and the heading above it, every doubt with its choices."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace

from timeline.dates import (
    DAY_FIRST,
    DateDoubt,
    DateHabits,
    DateNotUnderstood,
    EventDate,
    find_date,
    from_edtf,
    read_date,
)
from timeline.errors import N_
from timeline.readers.as_written import several_days, without_question_mark
from timeline.readers.grid import EMPTY, Cell
from timeline.readers.relative import reckoned
from timeline.readers.result import Choice, Doubt

_EARLIEST_LIKELY = 1940
_LATEST_LIKELY = 2100
_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober"),
    *("november", "december"),
)
_NO_YEAR = "XXXX-"
_MOST_YEARS = 3
"""A heading over more years than this says nothing of the year of a row."""
_WEEK = re.compile(r"(?:week|weken|weeknr|wk)\b", re.IGNORECASE)
_THROUGH = re.compile(r"\s*(?:t/m|tm|tot(?:\s+en\s+met)?|[-–—]|until|to)\s*", re.IGNORECASE)
_BARE_DAY = re.compile(r"(?:[a-z]{2,9}\.?\s+)?\d{1,2}\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dated:
    """The date of a row (None when it is not there or not understood), its words, and what is doubted about it."""

    when: EventDate | None
    words: str
    doubts: tuple[Doubt, ...] = ()


@dataclass(slots=True)
class Dating:
    """Reads the dates of one table; the same words under the same heading are read once."""

    habits: DateHabits = DAY_FIRST
    today: dt.date | None = None
    _known: dict[tuple[str, str, EventDate | None], Dated] = field(default_factory=dict)

    def read(self, start: Cell, end: Cell, heading: EventDate | None, before: EventDate | None) -> Dated:
        """The date of a row whose beginning and end stand in two cells; `before` is the date of the row above."""
        if not start.text and not end.text:
            doubt = Doubt(
                "date_missing",
                _NOT_COMPUTED
                if start.no_outcome or end.no_outcome
                else N_("Er staat geen datum. De gebeurtenis komt bij “nog zonder datum”."),
                choices=(date_choice(before),) if before is not None and not before.is_unknown else (),
            )
            return Dated(None, "", (doubt,))
        if start.date is not None and not end.text:
            return Dated(start.date, one_line(start.text), tuple(self._unlikely(start.date)))
        if start.date is not None or end.date is not None:
            return self._dated(start, end, heading)
        key = (start.text, end.text, heading)
        if key not in self._known:
            self._known[key] = self._dated(start, end, heading)
        return self._beside(self._known[key], before)

    def _beside(self, dated: Dated, before: EventDate | None) -> Dated:
        """The same, with the date that it has beside the row above: words that lean on it, or a year to choose."""
        if dated.when is None and (found := reckoned(dated.words, before)) is not None:
            return Dated(found[0], dated.words, (found[1],))
        after = before.earliest if before is not None else None
        if after is None or not _EARLIEST_LIKELY <= after.year <= _LATEST_LIKELY:
            return dated
        if len(dated.doubts) != 1 or dated.doubts[0].choices:
            return dated
        if dated.doubts[0].code not in {"year_missing", "date_not_understood"}:
            return dated
        years = _completed(dated.words, from_edtf(f"{after.year}/{after.year + 1}"), self.habits)
        years.sort(key=lambda each: each.earliest is not None and each.earliest < after)
        choices = tuple(map(date_choice, years))
        return replace(dated, doubts=(replace(dated.doubts[0], choices=choices),)) if choices else dated

    def _dated(self, start: Cell, end: Cell, heading: EventDate | None) -> Dated:
        words = one_line(start.text)
        doubts: list[Doubt] = []
        if not end.text or start.text == end.text:
            when = start.date or self._understood(words, heading, doubts)
        elif not start.text:
            words = one_line(end.text)
            doubts.append(Doubt("start_missing", N_("Er staat wel een einde, maar geen begin.")))
            when = self._understood(f"tot en met {_plain(end)}", heading, doubts)
            when = replace(when, text=words) if when else None
        else:
            words = f"{words} – {one_line(end.text)}"
            when = self._between(start, end, heading, doubts)
            when = replace(when, text=words) if when else None
        if when is not None:
            doubts += self._unlikely(when, doubts)
            doubts += several_days(when) if start.date is None else ()
        return Dated(when, words, tuple(doubts))

    def _understood(self, words: str, heading: EventDate | None, doubts: list[Doubt]) -> EventDate | None:
        try:
            reading = read_date(words, habits=self.habits)
        except DateNotUnderstood as problem:
            completed = _completed(words, heading, self.habits)
            if len(completed) == 1:
                return completed[0]
            if not completed and (turned := self._turned(words)):
                when = _doubted(*turned, problem, doubts)
                return replace(when, text=words) if when else None
            choices = completed or list(self._inside(words))
            doubts.append(
                Doubt(
                    "date_not_understood",
                    problem.message,
                    _params(problem),
                    tuple(date_choice(each) for each in choices),
                )
            )
            return None
        when = reading.when
        if when.edtf.startswith(_NO_YEAR):
            years = _with_years(when, heading)
            if len(years) == 1:
                return years[0]
            if years:
                doubts.append(Doubt("year_missing", _YEAR_MISSING, choices=tuple(map(date_choice, years))))
                return when
        doubts += [_as_doubt(each) for each in reading.doubts]
        return when

    def _between(self, start: Cell, end: Cell, heading: EventDate | None, doubts: list[Doubt]) -> EventDate | None:
        """The period from one cell to another; when it makes no sense, what each side says is offered."""
        words = f"{_plain(start)} – {_plain(end)}"
        try:
            reading = read_date(words, habits=self.habits)
        except DateNotUnderstood as problem:
            error = problem
        else:
            doubts += [_as_doubt(each) for each in reading.doubts]
            return reading.when
        mine: list[Doubt] = []
        first = start.date or self._understood(one_line(start.text), heading, mine)
        last = end.date or self._understood(one_line(end.text), heading, mine)
        sides = [each for each in (first, last) if each is not None and not each.is_unknown]
        if len(sides) == 2 and not any(each.is_period or each.edtf[0] in "[{" for each in sides):
            edges = [each.edtf for each in sides]
            try:
                return from_edtf("/".join(edges))
            except DateNotUnderstood as problem:
                return _doubted(sides[0], sides[1], problem, doubts)
        doubts.append(Doubt("date_not_understood", error.message, _params(error), tuple(map(date_choice, sides))))
        return None

    def _inside(self, words: str) -> Iterator[EventDate]:
        """A date that stands inside words that are no date as a whole; of a period over New Year first the whole."""
        first, last = self._sides(words)
        if first is None:
            return
        if last is not None and last.edtf.startswith(_NO_YEAR) and first.earliest is not None:
            with suppress(DateNotUnderstood):
                yield from_edtf(f"{first.edtf}/{first.earliest.year + 1}{last.edtf[len(_NO_YEAR) - 1 :]}")
        yield first

    def _turned(self, words: str) -> tuple[EventDate, EventDate] | None:
        """The two sides of a period that ends before it begins."""
        first, last = self._sides(words)
        if first is None or last is None or last.is_unknown:
            return None
        try:
            from_edtf(f"{first.edtf}/{last.edtf}")
        except DateNotUnderstood:
            return first, last
        return None  # it is in order: something else is wrong with these words

    def _sides(self, words: str) -> tuple[EventDate | None, EventDate | None]:
        """The date that stands inside words, and the one up to which it runs; each None when it isn't there."""
        found = find_date(words, habits=self.habits)
        if found is None or found.reading.when.is_unknown:
            return None, None
        first = found.reading.when
        if joint := _THROUGH.match(words, found.end):
            with suppress(DateNotUnderstood):
                return first, read_date(words[joint.end() :], habits=self.habits).when
        return first, None

    def _unlikely(self, when: EventDate, doubts: Iterable[Doubt] = ()) -> Iterator[Doubt]:
        """What a person may want to look at in a date that was read."""
        there = {doubt.code for doubt in doubts}
        if when.is_unknown:
            if when.edtf.startswith(_NO_YEAR):
                if "year_missing" not in there:
                    yield Doubt("year_missing", _YEAR_MISSING)
            else:
                yield Doubt("date_unknown", N_("De datum is onbekend. De gebeurtenis komt bij “nog zonder datum”."))
            return
        if when.is_uncertain and "?" not in when.text and not there:
            yield Doubt("weekday", N_("De dag van de week past niet bij deze datum. Kijk na welke van de twee klopt."))
        if self.today and when.earliest and when.earliest > self.today:
            yield Doubt("future", N_("Deze datum ligt in de toekomst. Klopt het jaar?"))
        if when.latest and when.latest.year < _EARLIEST_LIKELY:
            yield Doubt("long_ago", N_("Deze datum ligt heel ver terug. Klopt het jaar?"))


_NOT_COMPUTED = N_(
    "Waar de datum hoort, staat een formule zonder uitkomst. Bewaar het bestand een keer in Excel en lees het opnieuw, "
    "of vul de datum zelf in."
)
_YEAR_MISSING = N_("Bij deze datum ontbreekt het jaar. Zonder jaar komt hij niet op de tijdlijn.")


def _doubted(first: EventDate, last: EventDate, problem: DateNotUnderstood, doubts: list[Doubt]) -> EventDate | None:
    """What ends before it begins, as doubt: a moment somewhere between both days (an EDTF set), until somebody chooses.

    Which of the two is wrong nobody can tell, so it is not made a period of. What is offered: the period the other way
    round, and each of the days. None when the two make no sense in either order.
    """
    try:
        turned, between = from_edtf(f"{last.edtf}/{first.edtf}"), from_edtf(f"[{last.edtf}..{first.edtf}]")
    except DateNotUnderstood:
        either = tuple(map(date_choice, (first, last)))
        doubts.append(Doubt("date_not_understood", problem.message, _params(problem), either))
        return None
    choices = tuple(map(date_choice, (turned, first, last)))
    doubts.append(Doubt("end_before_begin", problem.message, _params(problem), choices))
    return between


def date_choice(when: EventDate) -> Choice:
    """A date to choose, as a choice of the row."""
    return Choice("date", when.edtf if when.is_period or when.time is None else when.start_edtf)


def _params(problem: DateNotUnderstood) -> dict[str, str]:
    return {name: str(value) for name, value in problem.params.items()}


def one_line(text: str) -> str:
    """Words with single spaces."""
    return " ".join(text.split())


def from_parts(day: str, month: str, year: str, time: str, week: str = "") -> Cell:
    """One cell for a date of which day, month and year, or a week and its year, stand in cells of their own."""
    if week and not (day or month):
        number = week.lower().removeprefix("week").removeprefix("wk").lstrip(" .")
        number = re.sub(r"\s*[-/]\s*", " t/m ", number)
        return Cell(f"week {number} {year}".strip() if number[:1].isdigit() else week)
    parts = [part for part in (day, month, year) if part]
    if not parts:
        return EMPTY
    text = ("-" if month.isdigit() or not month else " ").join(parts)
    return Cell(f"{text} {time}" if time and day else text)


def _as_doubt(doubt: DateDoubt) -> Doubt:
    return Doubt(doubt.code, doubt.message, dict(doubt.params), tuple(map(date_choice, doubt.choices)))


def _years(heading: EventDate | None) -> range:
    if heading is None or heading.earliest is None or heading.latest is None:
        return range(0)
    years = range(heading.earliest.year, heading.latest.year + 1)
    return years if len(years) <= _MOST_YEARS else range(0)


def _with_years(when: EventDate, heading: EventDate | None) -> list[EventDate]:
    """A date without its year in each year that the heading leaves open; of several those within it."""
    found = []
    for year in _years(heading):
        try:
            found.append(from_edtf(when.edtf.replace("XXXX", str(year), 1), text=when.text, time=when.time))
        except DateNotUnderstood:
            continue
    within = [each for each in found if _is_within(each, heading)]
    return within or found


def _completed(words: str, heading: EventDate | None, habits: DateHabits) -> list[EventDate]:
    """Words that are a date once the year, or the month with its year, of the heading stands behind them."""
    found: dict[str, EventDate] = {}
    for year in _years(heading):
        for attempt in _attempts(words, year, heading):
            try:
                reading = read_date(attempt, habits=habits)
            except DateNotUnderstood:
                continue
            if not reading.when.is_unknown:
                found.setdefault(reading.when.edtf, replace(reading.when, text=words))
                break
    within = [each for each in found.values() if _is_within(each, heading)]
    return within or list(found.values())


def _attempts(words: str, year: int, heading: EventDate | None) -> Iterator[str]:
    if _BARE_DAY.fullmatch(words) and not _WEEK.match(words):
        first = heading.earliest if heading else None
        last = heading.latest if heading else None
        if first and last and (first.year, first.month) == (last.year, last.month):
            yield f"{words.rstrip('.')} {_MONTHS[first.month - 1]} {year}"
        return
    bare, perhaps = without_question_mark(words)
    yield f"{bare.rstrip('.')} {year}{perhaps}"
    yield f"{bare}-{year}{perhaps}"
    yield f"{bare}/{year}{perhaps}"


def _is_within(when: EventDate, heading: EventDate | None) -> bool:
    return bool(
        heading
        and when.earliest
        and when.latest
        and heading.earliest
        and heading.latest
        and heading.earliest <= when.earliest
        and when.latest <= heading.latest
    )


def _plain(cell: Cell) -> str:
    """The words of a date without its time of day: a period has none."""
    if cell.date is None:
        return one_line(cell.text)
    day = cell.date.start_edtf.partition("T")[0]
    year, _, rest = day.partition("-")
    return "-".join((*reversed(rest.split("-")), year)) if rest else year
