"""Walking down a table: which line is an event, a heading, a total, a signature, or the rest of the line above."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from timeline.dates import DateHabits, EventDate, from_edtf, learn_habits
from timeline.errors import N_
from timeline.exported import FAMILY
from timeline.kinds import guess_kind
from timeline.readers import headings, limits
from timeline.readers.content import holds_date
from timeline.readers.context import ReadContext
from timeline.readers.date_columns import CARRIED, DateColumns
from timeline.readers.dated_cells import dated_parts
from timeline.readers.dating import Dated, Dating, date_choice
from timeline.readers.endings import CLOSES, TO_DO, begins_to_do, closes
from timeline.readers.grid import EMPTY, HIDDEN_ROW, Cell, Line, Table
from timeline.readers.headers import Reading
from timeline.readers.people import is_family_member, organisation_and_people, organisations, people, tags
from timeline.readers.relative import leans, reckoned
from timeline.readers.result import Doubt, Field, Remark, SkippedRow, SourceRow

GOES_ON = N_("Hoort bij de regel erboven (%(place)s) en staat daar bij de toelichting.")
BELOW = N_("Staat onder de tabel.")
HEADING = N_("Een kopje boven de regels eronder.")
_DITTO = frozenset(
    {'"', "''", "”", "“", "„", ",,", "idem", "id.", "dito", "ditto", "zelfde", "zelfde dag", "same", "same day"}
)
_DATED_ONCE = 0.15
"""Which part of the rows may lack a date before an empty one is read as "the same day as above"."""
_TITLE_CHARS = 120
_NOT_COMPUTED = N_(
    "Waar staat wat er gebeurde, staat een formule zonder uitkomst. Bewaar het bestand een keer in Excel en lees het "
    "opnieuw, of vul het zelf in."
)
_GOES_ON = re.compile(r"[a-zà-ÿ(…+]|[-–—•*]\s|vervolg\b", re.DOTALL)


Outcome = SourceRow | SkippedRow


@dataclass(slots=True)
class Walk:
    """One table on its way to events.

    `lane` is the organisation that its sheet is named after; `as_it_stands` says that a program wrote it: a title
    of several lines is one title then, and a ditto mark is a word.
    """

    number: int
    table: Table
    reading: Reading
    context: ReadContext
    lane: str | None = None
    as_it_stands: bool = False
    dating: Dating = field(init=False)
    heading: EventDate | None = field(init=False)
    _names: frozenset[tuple[str, ...]] = field(init=False)
    _first_names: frozenset[str] = field(init=False)
    _places: tuple[tuple[Field, int], ...] = field(init=False)
    _names_organisations: bool = field(init=False)
    _start_at: int = field(init=False)
    _end_at: int = field(init=False)
    _last_dated: int = field(init=False)
    _last_wide: int = field(init=False)
    _dated_once: bool = field(init=False)
    _is_slides: bool = field(init=False)
    _dates: DateColumns = field(init=False)
    _last_day: int = field(init=False)
    _is_to_do: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        lines, header = self.table.lines, self.reading.header
        self._is_slides = any(column.header.casefold() == "headline" for column in self.reading.columns)
        nowhere = limits.MAX_COLUMNS + 1
        self._start_at = self.reading.fields.get("date", nowhere)
        self._end_at = self.reading.fields.get("end", nowhere)
        self._dates = DateColumns(self.reading, lines)
        self.dating = Dating(self._habits(), self.context.today)
        self.heading = from_edtf(self.table.heading) if self.table.heading else headings.year_in(self.table.name)
        above = range(0) if header is None else range(header, header + self.reading.header_lines)
        self._names = frozenset(tuple(text.casefold() for text in lines[at].texts) for at in above)
        self._first_names = frozenset(names[0] for names in self._names if names)
        self._places = tuple(self.reading.fields.items())
        self._names_organisations = "organisation" in self.reading.fields
        backwards = range(len(lines) - 1, self.reading.first - 1, -1)
        self._last_dated = next((at for at in backwards if self._start(lines[at]).text), -1)
        self._last_day = next((at for at in backwards if holds_date(self._start(lines[at]))), -1)
        self._last_wide = next((at for at in backwards if sum(map(bool, lines[at].texts)) > 1), -1)
        self._dated_once = self._is_dated_once()

    def outcomes(self) -> list[Outcome]:
        """Every line of the table: an event, or skipped with the reason."""
        made: list[Outcome] = []
        above, place = None, -1  # the event above, and its place in what was made
        for index, line in enumerate(self.table.lines):
            texts = line.texts
            said = {field: texts[at] for field, at in self._places if at < len(texts)}
            start, end = self._start(line), self._end(line)
            reason = self._reason(index, line, texts, said, start.text)
            if reason:
                made.append(SkippedRow(line.number, line.place, reason, {}, texts, self.number))
                above = None if reason == HEADING else above
            elif above is not None and not (start.text or end.text) and self._goes_on(texts, said, above):
                above = _longer(above, said)
                made[place] = above
                made.append(SkippedRow(line.number, line.place, GOES_ON, {"place": above.place}, texts, self.number))
            else:
                for each in self._in_parts(line, start, end):
                    if each is not line:
                        texts = each.texts
                        said = {field: texts[at] for field, at in self._places if at < len(texts)}
                        start = self._start(each)
                    dated = self._dated(each, start, end, above)
                    above, place = self._row(each, texts, said, dated, above), len(made)
                    made.append(above)
        return made

    def remarks(self) -> tuple[Remark, ...]:
        """What there is to say of the dates of the table as a whole."""
        carried = sum(bool(self._dates.carried(line)) for line in self.table.lines) if self.reading.parts else 0
        return (Remark(CARRIED, {"count": str(carried)}),) if carried else ()

    def _in_parts(self, line: Line, start: Cell, end: Cell) -> Sequence[Line]:
        """The line; or one for each of the lines in its title that begin with a date of their own."""
        at = self.reading.fields.get("title")
        if at is None or at >= len(line.cells) or "\n" not in line.cells[at].text or end.text or self.as_it_stands:
            return (line,)
        if self._start_at >= len(line.cells) or "date" in self.reading.parts:
            return (line,)
        parts = list(dated_parts(line.cells[at], start))
        if len(parts) < 2 or any(when is start or doubts for when, _, doubts in parts):
            return (line,)
        made = []
        for when, what, _ in parts:
            cells = list(line.cells)
            cells[self._start_at], cells[at] = when, what
            made.append(line._replace(cells=tuple(cells)))
        return made

    def _reason(self, index: int, line: Line, texts: tuple[str, ...], said: Mapping[Field, str], dated: str) -> str:
        """Why a line is no event; an empty string when it is one."""
        filled = [text for text in texts if text]
        if not filled:
            return N_("Lege regel.")
        may_be_above = index < self.reading.first or texts[0].casefold() in self._first_names
        if may_be_above and (above := self._above_the_events(index, texts, filled)):
            return above
        if line.is_hidden or self.table.fields is not None:
            return HIDDEN_ROW if line.is_hidden else line.no_event  # the form of the file says what is an event
        if self._is_slides and said.get("kind", "").casefold() == "title":
            return N_("De titel van de tijdlijn.")
        if dated and (dated != filled[0] or len(filled) > 3):
            return ""
        return self._no_event(index, line, filled, dated)

    def _above_the_events(self, index: int, texts: tuple[str, ...], filled: list[str]) -> str:
        """Why a line above the events, or one that repeats the names of the columns, is none."""
        reading = self.reading
        if (reading.header is not None and reading.header <= index < reading.first) or tuple(
            text.casefold() for text in texts
        ) in self._names:
            return N_("De namen van de kolommen.")
        if index >= reading.first:
            return ""
        if filled[0] == filled[-1] and (heading := headings.dated_heading(filled[0])):
            self.heading = heading
        return N_("Staat boven de tabel.")

    def _no_event(self, index: int, line: Line, filled: list[str], dated: str) -> str:
        """Why a line without a date of its own, or with nothing before it, is no event."""
        if headings.is_total(filled[0], dated, filled[1:]):
            return N_("Een regel met een totaal.")
        if headings.is_page_mark(filled):
            return N_("Een paginanummer.")
        if index >= self._last_dated and headings.is_signature(filled):
            return N_("Zegt wie de lijst maakte, of dat de lijst hier eindigt.")
        return self._no_event_alone(index, line, filled[0]) if len({*filled}) == 1 else ""

    def _no_event_alone(self, index: int, line: Line, text: str) -> str:
        """Why a line with one text and nothing else is no event."""
        if index > self._last_day and (apart := self._closing(text)):
            return apart
        if self._is_heading(index, line, text):
            return HEADING
        return BELOW if self._is_below(index, text) else ""

    def _closing(self, text: str) -> str:
        """Why a line under the last date is none: it closes the list, or says what is still to be done."""
        begins, is_list = begins_to_do(text)
        self._is_to_do = is_list if begins else self._is_to_do
        if begins or self._is_to_do:
            return TO_DO
        return CLOSES if closes(text) else ""

    def _is_below(self, index: int, text: str) -> bool:
        """Whether a text stands apart under the table, such as what its abbreviations mean."""
        lines = self.table.lines
        if not index or not lines[index - 1].is_empty or holds_date(Cell(text)) or len(self.reading.columns) < 2:
            return False
        return index > self._last_wide

    def _is_heading(self, index: int, line: Line, text: str) -> bool:
        """Whether the only text of a line is a heading; one with a date gives it to the lines below."""
        alone = len(self.reading.columns) > 1
        is_first = bool(line.cells) and line.cells[0].text == text
        heading = headings.dated_heading(text, self.heading, is_first=is_first) if alone else None
        lines = self.table.lines
        below = next((lines[at] for at in range(index + 1, len(lines)) if not lines[at].is_empty), None)
        if heading is not None:
            # a line with a whole day and nothing else heads the lines below only when these have none
            if heading.precision_days == 1 and (below is None or self._start(below).text):
                return False
            if below is None and self._start(line).text:
                return False
            self.heading = heading
            return True
        if below is None or not alone:
            return False
        if headings.is_stretch(text):
            return True
        in_dates = text == self._start(line).text and not any(map(str.isdigit, text))
        return in_dates and len(self.reading.columns) > 2 and not holds_date(Cell(text)) and len(below.cells) > 1

    def _is_dated_once(self) -> bool:
        """Whether the day stands only beside the first of the rows of that day."""
        if self.table.fields is not None:
            return False
        rows = without = 0
        for line in self.table.lines[self.reading.first :]:
            if not self._cell(line, "title").text:
                continue
            if self._start(line).text:
                rows += 1
            elif sum(bool(cell.text) for cell in line.cells) > 1:
                if not rows:
                    return False
                rows, without = rows + 1, without + 1
        return without > 0 and without >= _DATED_ONCE * rows

    def _goes_on(self, texts: tuple[str, ...], said: Mapping[Field, str], above: SourceRow) -> bool:
        """Whether a line without a date is clearly the rest of the row above it."""
        if self.table.fields is not None or self._dated_once:
            return False
        title, description = said.get("title", ""), said.get("description", "")
        others = [text for text in texts if text and text not in {title, description}]
        if others or not (title or description):
            return False
        if "description" in said and not title and above.title:
            return True
        if not title or description or not _GOES_ON.match(title) or leans(title):
            return False
        so_far = above.description or above.title
        return not title[0].isalpha() or not so_far.rstrip().endswith((".", "!", "?"))

    def _row(
        self, line: Line, texts: tuple[str, ...], said: Mapping[Field, str], dated: Dated, above: SourceRow | None
    ) -> SourceRow:
        """The event of a line."""
        whole = self.as_it_stands
        title, description, doubts = _words(said.get("title", ""), said.get("description", ""), whole=whole)
        if not title and not description and any(cell.no_outcome for cell in line.cells):
            doubts = [Doubt("title_missing", _NOT_COMPUTED)]
        organisation = said.get("organisation", "") if self._names_organisations else self.lane
        named = said.get("who", "")
        who = people(named) if named else ()
        if above is not None and not whole:
            organisation = above.organisation if organisation and organisation.casefold() in _DITTO else organisation
            who = above.who if named and named.casefold() in _DITTO else who
        if organisation and self._names_organisations and not whole:
            organisation, who = self._apart(organisation, who)
        if self.reading.named is not None and len(texts) > self.reading.named and (beyond := self._beyond(texts)):
            description = "\n".join(filter(None, (description, *beyond)))
            doubts.append(
                Doubt("ragged", N_("Deze regel is breder dan de kop. Wat over was, staat bij de toelichting."))
            )
        if [cell for cell in line.cells if cell.was_cut]:
            doubts.append(Doubt("cut", N_("Een tekst in deze regel is heel lang en is afgekapt.")))
        present = organisations(said["present"]) if "present" in said else ()
        missing = organisations(said["missing"]) if "missing" in said else ()
        return SourceRow(  # by place: a name for each of so many values would cost a third of the time
            line.number,
            line.place,
            title,
            description,
            dated.when,
            dated.words,
            guess_kind(title, description, said.get("kind", ""), organisation or ""),
            organisation,
            who,
            said.get("source", ""),
            (*line.doubts, *dated.doubts, *doubts),
            texts,
            present,
            missing,
            said.get("ground", ""),
            self.number,
            self.table.fields is not None and "present" in self.reading.fields,
            tags(said["tags"]) if "tags" in said else (),
        )

    def _apart(self, organisation: str, who: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        """The organisation of a row and who was there, when people stand where organisations are expected."""
        name, persons = organisation_and_people(organisation, self.context.organisations)
        if not name and self.table.fields is not None:  # organisations side by side, somebody's column between them
            return (FAMILY, (*persons, *who)) if any(map(is_family_member, persons)) else (organisation, who)
        return name, (*persons, *(each for each in who if each not in persons)) if persons else who

    def _beyond(self, texts: tuple[str, ...]) -> list[str]:
        """What stands to the right of the last column with a name, as when a separator stands in a text."""
        named = self.reading.named or 0
        used = {*self.reading.fields.values()}
        return [text for at, text in enumerate(texts[named:], start=named) if text and at not in used]

    def _dated(self, line: Line, start: Cell, end: Cell, above: SourceRow | None) -> Dated:
        day_above = above.date if above is not None else None
        if above is not None and not self.as_it_stands and start.text[:10].casefold() in _DITTO:
            return Dated(above.date, above.date_text, above.doubts if above.date is None else ())
        if not start.text and not end.text and (undated := self._undated(line, above)) is not None:
            return undated
        if not self.reading.parts:
            return self.dating.read(start, end, self.heading, day_above)
        dated = self.dating.read(start, end, self._dates.year_beside(line) or self.heading, day_above)
        return self._dates.doubted(dated, line, day_above)

    def _undated(self, line: Line, above: SourceRow | None) -> Dated | None:
        """What dates a row without words for its date: its heading, its title, the row above, or its year."""
        day_above = above.date if above is not None else None
        if self.heading is not None and self.heading.precision_days == 1:
            return Dated(self.heading, self.heading.text)
        if not self.as_it_stands and (found := reckoned(leans(self._cell(line, "title").text), day_above)):
            return Dated(found[0], found[0].text, (found[1],))
        year = self._dates.year_beside(line)
        year = replace(year, text=year.edtf) if year is not None else None
        is_in_year = year is None or (day_above is not None and year.edtf in day_above.edtf and year != day_above)
        if self._dated_once and above is not None and day_above is not None and is_in_year:
            doubt = Doubt(
                "date_from_above",
                N_("Hier staat geen datum. We namen die van de regel erboven. Klopt dat?"),
                choices=(date_choice(day_above),),
            )
            return Dated(day_above, above.date_text, (doubt,))
        return Dated(year, year.edtf) if year is not None else None

    def _habits(self) -> DateHabits:
        places = [self.reading.fields[each] for each in ("date", "end") if each in self.reading.fields]
        texts = {
            line.cells[at].text
            for line in self.table.lines[self.reading.first :]
            for at in places
            if at < len(line.cells) and line.cells[at].date is None and line.cells[at].text
        }
        learned = learn_habits(texts)
        if self._is_slides and not learned.is_learned:
            # the older spreadsheet of TimelineJS writes its dates as Americans do
            return DateHabits(month_first=not self.reading.parts, is_learned=True)
        return learned

    def _start(self, line: Line) -> Cell:
        if "date" in self.reading.parts:
            return self._dates.cell(line, "date")
        return line.cells[self._start_at] if self._start_at < len(line.cells) else EMPTY

    def _end(self, line: Line) -> Cell:
        if "end" in self.reading.parts:
            return self._dates.cell(line, "end")
        return line.cells[self._end_at] if self._end_at < len(line.cells) else EMPTY

    def _cell(self, line: Line, wanted: Field) -> Cell:
        at = self.reading.fields.get(wanted)
        return line.cells[at] if at is not None and at < len(line.cells) else EMPTY


def _words(title: str, description: str, *, whole: bool) -> tuple[str, str, list[Doubt]]:
    """The title and the description; the first line of a title of several lines is the title, unless it is `whole`."""
    doubts = []
    if "\n" in title and not whole:
        title, _, more = title.partition("\n")
        description = "\n".join(part for part in (more.strip(), description) if part)
    if not title and description:
        first = re.split(r"(?<=[.!?])\s|\n", description, maxsplit=1)[0]
        title = first if len(first) <= _TITLE_CHARS else f"{first[: _TITLE_CHARS - 1].rstrip()}…"
        doubts.append(
            Doubt("title_missing", N_("Er staat niet kort wat er gebeurde. We namen het begin van de toelichting."))
        )
    elif not title:
        doubts.append(Doubt("title_missing", N_("Er staat niet wat er gebeurde. Vul dat aan in de tijdlijn.")))
    return title.strip(), description, doubts


def _longer(above: SourceRow, said: Mapping[Field, str]) -> SourceRow:
    """The row above with the words of a line that goes on with it."""
    words = (above.description, said.get("title", ""), said.get("description", ""))
    return above._replace(description="\n".join(filter(None, words)))
