"""From the rows of a table to events: every row is kept, as an event or with the reason why it is none."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from timeline.dates import DateNotUnderstood, EventDate, parse_date
from timeline.errors import N_
from timeline.kinds import guess_kind
from timeline.readers.grid import Cell, Line, Table
from timeline.readers.headers import Reading, is_header, understand
from timeline.readers.result import Column, Doubt, Field, Remark, SkippedRow, SourceRow

_TOTAL = re.compile(r"(?:sub)?tota(?:a|)l\w*\b.*|som|aantal|sum", re.IGNORECASE)
_NO_ONE = re.compile(r"[-–—./?]*|n\.?v\.?t\.?|geen", re.IGNORECASE)
_TITLE_CHARS = 120
_EARLIEST_LIKELY = 1940

Outcome = SourceRow | SkippedRow


@dataclass(frozen=True, slots=True)
class Read:
    """What the tables of a file hold."""

    columns: tuple[Column, ...]
    rows: tuple[SourceRow, ...]
    skipped: tuple[SkippedRow, ...]
    remarks: tuple[Remark, ...]


def read_tables(tables: Iterable[Table], *, today: dt.date | None = None) -> Read:
    """Read every table that holds events; the others are named in the remarks."""
    columns: list[Column] = []
    outcomes: list[Outcome] = []
    remarks: list[Remark] = []
    before: Reading | None = None
    for table in tables:
        reading = understand(table, before)
        if reading is None:
            outcomes += _none_of(table)
            if table.name and not all(line.is_empty for line in table.lines):
                remarks.append(Remark(N_("In %(table)s staan geen gebeurtenissen."), {"table": table.name}))
            continue
        if reading.by_content:
            remarks.append(
                Remark(N_("Boven de kolommen staan geen namen die we kennen. Kijk na of alles goed gelezen is."))
            )
        columns += [column for column in reading.columns if column not in columns]
        outcomes += _read_table(table, reading, today)
        before = reading
    rows = tuple(row for row in outcomes if isinstance(row, SourceRow))
    skipped = tuple(row for row in outcomes if isinstance(row, SkippedRow))
    return Read(tuple(columns), tuple(_doubt_repeated(rows)), skipped, tuple(remarks))


def _read_table(table: Table, reading: Reading, today: dt.date | None) -> Iterator[Outcome]:
    for index, line in enumerate(table.lines):
        if line.is_empty:
            yield _skipped(line, N_("Lege regel."))
        elif index == reading.header or is_header(line, reading):
            yield _skipped(line, N_("De namen van de kolommen."))
        elif index < reading.first:
            yield _skipped(line, N_("Staat boven de tabel."))
        elif line.is_hidden:
            yield _skipped(line, N_("Deze regel is verborgen in het bestand. Maak hem zichtbaar als hij mee moet."))
        elif _is_total(line, reading):
            yield _skipped(line, N_("Een regel met een totaal."))
        else:
            yield _Row(line, reading.fields, today).read()


def _none_of(table: Table) -> Iterator[SkippedRow]:
    for line in table.lines:
        if not line.is_empty:
            yield _skipped(line, N_("Staat niet in een tabel met gebeurtenissen."))


def _skipped(line: Line, message: str) -> SkippedRow:
    return SkippedRow(line.number, line.place, message, {}, line.texts)


def _is_total(line: Line, reading: Reading) -> bool:
    first = next((text for text in line.texts if text), "")
    at = reading.fields.get("date")
    dated = line.cells[at].text if at is not None and at < len(line.cells) else ""
    return bool(_TOTAL.fullmatch(first)) and dated in {"", first}


def _doubt_repeated(rows: Sequence[SourceRow]) -> Iterator[SourceRow]:
    """Rows that say the same as an earlier one are kept, with a doubt."""
    seen: dict[tuple[str, ...], str] = {}
    for row in rows:
        said = (row.date_text, row.title.casefold(), row.description.casefold(), row.organisation or "", *row.who)
        if said in seen:
            doubt = Doubt("repeated", N_("Dezelfde regel staat ook op %(place)s."), {"place": seen[said]})
            row = replace(row, doubts=(*row.doubts, doubt))  # noqa: PLW2901 (the same row with one doubt more)
        seen.setdefault(said, row.place)
        yield row


class _Row:
    """One row on its way to an event, collecting doubts."""

    def __init__(self, line: Line, fields: dict[Field, int], today: dt.date | None) -> None:
        self.line, self.fields, self.today = line, fields, today
        self.doubts: list[Doubt] = []

    def read(self) -> SourceRow:
        """The event of the row."""
        when, date_text = self._when()
        title, description = self._words()
        organisation = self._text("organisation") if "organisation" in self.fields else None
        if any(cell.was_cut for cell in self.line.cells):
            self._doubt("cut", N_("Een tekst in deze regel is heel lang en is afgekapt."))
        return SourceRow(
            number=self.line.number,
            place=self.line.place,
            title=title,
            description=description,
            date=when,
            date_text=date_text,
            kind=guess_kind(title, description, self._text("kind"), organisation or ""),
            organisation=organisation,
            who=people(self._text("who")),
            source=self._text("source"),
            doubts=tuple(self.doubts),
            cells=self.line.texts,
        )

    def _cell(self, field: Field) -> Cell:
        at = self.fields.get(field)
        return self.line.cells[at] if at is not None and at < len(self.line.cells) else Cell()

    def _text(self, field: Field) -> str:
        return self._cell(field).text

    def _doubt(self, code: str, message: str, **params: str) -> None:
        self.doubts.append(Doubt(code, message, params))

    def _words(self) -> tuple[str, str]:
        """The title and the description; the first line of a title of several lines is the title."""
        title, _, more = self._text("title").partition("\n")
        description = "\n".join(part for part in (more.strip(), self._text("description")) if part)
        if not title and description:
            first = re.split(r"(?<=[.!?])\s|\n", description, maxsplit=1)[0]
            title = first if len(first) <= _TITLE_CHARS else f"{first[: _TITLE_CHARS - 1].rstrip()}…"
            self._doubt(
                "title_missing", N_("Er staat niet kort wat er gebeurde. We namen het begin van de toelichting.")
            )
        elif not title:
            self._doubt("title_missing", N_("Er staat niet wat er gebeurde. Vul dat aan in de tijdlijn."))
        return title.strip(), description

    def _when(self) -> tuple[EventDate | None, str]:
        """The date of the row and its words; None when it is not there or not understood."""
        start, end = self._cell("date"), self._cell("end")
        if not start.text and not end.text:
            self._doubt("date_missing", N_("Er staat geen datum. De gebeurtenis komt bij “nog zonder datum”."))
            return None, ""
        words = _one_line(start.text)
        if not end.text:
            when = self._understood(start, words)
        else:
            words = f"{_one_line(start.text)} – {_one_line(end.text)}".removeprefix(" – ")
            when = self._between(start, end, words)
        if when is not None:
            self._doubt_date(when)
        return when, words

    def _understood(self, cell: Cell, words: str) -> EventDate | None:
        if cell.date is not None:
            return cell.date
        try:
            return parse_date(words)
        except DateNotUnderstood as problem:
            self._doubt("date_not_understood", problem.message)
            return None

    def _between(self, start: Cell, end: Cell, words: str) -> EventDate | None:
        """The date of a row with a beginning and an end in two columns."""
        if not start.text:
            self._doubt("start_missing", N_("Er staat wel een einde, maar geen begin."))
            return self._understood(Cell(), f"tot en met {words}")
        if start.text == end.text:
            return self._understood(start, _one_line(start.text))
        try:
            return replace(parse_date(f"{_plain(start)} – {_plain(end)}"), text=words)
        except DateNotUnderstood as problem:
            self._doubt("date_not_understood", problem.message)
            return None

    def _doubt_date(self, when: EventDate) -> None:
        if when.is_unknown:
            if when.edtf.startswith("XXXX-"):
                self._doubt(
                    "year_missing", N_("Bij deze datum ontbreekt het jaar. Zonder jaar komt hij niet op de tijdlijn.")
                )
            else:
                self._doubt("date_unknown", N_("De datum is onbekend. De gebeurtenis komt bij “nog zonder datum”."))
            return
        if when.is_uncertain and "?" not in when.text:
            self._doubt("weekday", N_("De dag van de week past niet bij deze datum. Kijk na welke van de twee klopt."))
        if self.today and when.earliest and when.earliest > self.today:
            self._doubt("future", N_("Deze datum ligt in de toekomst. Klopt het jaar?"))
        if when.latest and when.latest.year < _EARLIEST_LIKELY:
            self._doubt("long_ago", N_("Deze datum ligt heel ver terug. Klopt het jaar?"))


def people(text: str) -> tuple[str, ...]:
    """The people and roles in a cell: "moeder en vader, begeleider A en B" are four."""
    found: list[str] = []
    for part in re.split(r"[,;\n]|\s/\s|\s[&+]\s", text):
        name = part.strip(" .")
        if not name or _NO_ONE.fullmatch(name):
            continue
        numbered = re.fullmatch(r"(.+?) (\d{1,2}|[A-Z]) en (\d{1,2}|[A-Z])", name)
        if numbered:
            names = [f"{numbered[1]} {numbered[2]}", f"{numbered[1]} {numbered[3]}"]
        else:
            both = re.fullmatch(r"([\w'-]+) en ([\w'-]+)", name)
            names = [both[1], both[2]] if both else [name]
        found += [each for each in names if each not in found]
    return tuple(found)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _plain(cell: Cell) -> str:
    """The words of a date without its time of day: a period has none."""
    if cell.date is None:
        return _one_line(cell.text)
    day = cell.date.start_edtf.partition("T")[0]
    year, _, rest = day.partition("-")
    return "-".join((*reversed(rest.split("-")), year)) if rest else year
