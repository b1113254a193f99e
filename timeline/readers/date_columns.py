"""A date of which the parts stand in columns of their own, and the year or month that is written once for more rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from timeline.date_vocabulary import month_of
from timeline.dates import DateNotUnderstood, EventDate, from_edtf
from timeline.errors import N_
from timeline.readers import headings
from timeline.readers.content import is_date
from timeline.readers.dating import Dated, date_choice, from_parts
from timeline.readers.grid import EMPTY, Cell, Line
from timeline.readers.headers import Reading
from timeline.readers.result import Doubt, Field

CARRIED = N_("Waar geen jaar of maand staat, namen we die van een regel erboven (%(count)s keer).")
_BACK = N_("Het jaar of de maand komt van een regel erboven. Maar dan gaat de lijst hier terug in de tijd. Klopt dat?")


@dataclass(slots=True)
class DateColumns:
    """The dates of the lines of a table whose columns hold parts of a date."""

    reading: Reading
    lines: Sequence[Line]
    _above: dict[int, tuple[str, str]] = field(init=False)
    _is_descending: bool = field(init=False)

    def __post_init__(self) -> None:
        self._above = self._parts_from_above()
        steps = list(pairwise(self._in_order())) if self._above else []
        self._is_descending = sum(one > two for one, two in steps) > sum(one < two for one, two in steps)

    def cell(self, line: Line, wanted: Field) -> Cell:
        """The date of a line."""
        parts = dict(self.reading.parts[wanted])
        text = {part: line.cells[at].text if at < len(line.cells) else "" for part, at in parts.items()}
        whole = self.reading.fields.get(wanted)
        if whole is None or whole in parts.values():
            day, month, week, time = (text.get(part, "") for part in ("day", "month", "week", "time"))
            year = text.get("year", "")
            if wanted == "date" and (day or month or week):
                year_above, month_above = self._above.get(line.number, ("", ""))
                year, month = year or year_above, month or (month_above if day else "")
            return from_parts(day, month, year, time, week)
        cell = line.cells[whole] if whole < len(line.cells) else EMPTY
        time = text.get("time", "")
        if not time or not cell.text or (cell.date is not None and cell.date.time is not None):
            return cell
        timed = f"{cell.text} {time}"
        fits = re.match(r"\d{1,2}[:.u]?\d\d", time) and (is_date(timed) or not is_date(cell.text))
        return Cell(timed) if fits else cell  # "juni 2019" has no time of day

    def year_beside(self, line: Line) -> EventDate | None:
        """The year in a column of its own, beside a date that may lack it; often it is written once, at the first."""
        at = next((place for part, place in self.reading.parts.get("date", ()) if part == "year"), None)
        if at is None:
            return None
        return headings.year_in(_text_at(line.texts, at) or self._above.get(line.number, ("", ""))[0])

    def carried(self, line: Line) -> str:
        """Which part of the date of a line stands at a line above it: "year", "month" or none."""
        parts = dict(self.reading.parts.get("date", ()))
        whole = self.reading.fields.get("date")
        if whole is not None and whole not in parts.values():
            return ""
        own = {part: _text_at(line.texts, at) for part, at in parts.items()}
        year, month = self._above.get(line.number, ("", ""))
        if own.get("day") and not own.get("month") and month:
            return "month"
        is_dated = any(own.get(part) for part in ("day", "month", "week"))
        return "year" if year and not own.get("year") and is_dated else ""

    def doubted(self, dated: Dated, line: Line, above: EventDate | None) -> Dated:
        """The same, with a doubt when a part from a line above makes the list go back in time."""
        when = dated.when
        if when is None or not when.latest or above is None or not above.earliest or self._is_descending:
            return dated
        part = self.carried(line) if when.latest < above.earliest else ""
        if not part:
            return dated
        choices = (date_choice(when), *map(date_choice, _next(when, part)))
        return Dated(when, dated.words, (*dated.doubts, Doubt("carried_back", _BACK, {}, choices)))

    def _parts_from_above(self) -> dict[int, tuple[str, str]]:
        """By the number of a line the year and month that count for it: they are often written once, at the first."""
        places = dict(self.reading.parts.get("date", ()))
        found: dict[int, tuple[str, str]] = {}
        year = month = ""
        for line in self.lines[self.reading.first :] if places else ():
            texts = line.texts
            if written := _text_at(texts, places.get("year")):
                year, month = written, month if written == year else ""
            month = _text_at(texts, places.get("month")) or month
            found[line.number] = (year, month)
        return found

    def _in_order(self) -> Iterator[tuple[int, ...]]:
        """The years, months and days of the lines as numbers, as far as they are numbers or names of months."""
        places = dict(self.reading.parts.get("date", ()))
        for line in self.lines[self.reading.first :]:
            year, month = self._above.get(line.number, ("", ""))
            day = _text_at(line.texts, places.get("day"))
            number = int(month) if month.isdecimal() else month_of(month.lower()) or 0
            if year.isdecimal() or number:
                yield int(year) if year.isdecimal() else 0, number, int(day) if day.isdecimal() else 0


def _next(when: EventDate, part: str) -> Iterator[EventDate]:
    """The same date a year, or a month, later."""
    found = re.fullmatch(r"(\d{4})(?:-(\d\d))?(.*)", when.edtf)
    if found is None:
        return
    year, month = int(found[1]), int(found[2] or 0)
    if part == "year":
        year += 1
    else:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    try:
        yield from_edtf(f"{year}{f'-{month:02d}' if found[2] else ''}{found[3]}", text=when.text, time=when.time)
    except DateNotUnderstood:
        return


def _text_at(texts: tuple[str, ...], at: int | None) -> str:
    return texts[at] if at is not None and at < len(texts) else ""
