"""Which column of a table is the date, the title, the organisation: told by its name, or else by what it holds."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from timeline.errors import N_
from timeline.readers import limits
from timeline.readers.content import Contents, holds_date
from timeline.readers.context import ReadContext
from timeline.readers.grid import Line, Table
from timeline.readers.header_words import PARTS, Claim, Part, claim, plain_header
from timeline.readers.result import Column, Field

BY_NAME = N_("Herkend aan de naam van de kolom.")
BY_FORM = N_("Zo staat het altijd in dit soort bestand.")
BY_CONTENT = N_("Herkend aan wat er in de kolom staat.")
AS_BEFORE = N_("Net als in de tabel ervoor.")
READ_SO_BEFORE = N_("Zo heb je deze kolom eerder gelezen.")
CHOSEN = N_("Dit heb je zelf gekozen.")
NOT_KNOWN = N_("Deze naam kennen we niet. De kolom blijft bewaard bij de regel, maar komt niet in de tijdlijn.")
TWICE = N_(
    "Er is al een kolom die dit beter zegt. De inhoud blijft bewaard bij de regel, maar komt niet in de tijdlijn."
)
HIDDEN = N_("Deze kolom is verborgen en niet gelezen.")

ALL_FIELDS: tuple[Field, ...] = (
    *("date", "end", "title", "description", "kind", "organisation", "who", "present", "missing", "ground", "source"),
    "tags",
)
Chosen = Mapping[int, Field | None] | Mapping[str, Field | None]
"""What a person says of columns: by their place among the cells (from 0) or by their name."""
_MOST_TO_READ_ALONG: tuple[Field, ...] = ("date", "end", "title", "description", "kind", "organisation", "who")
_FEW_DATES = 0.2
_TELLING = frozenset({"date", "title", "description"})


@dataclass(frozen=True, slots=True)
class Reading:
    """How a table is understood: the place of each field, and where its events begin.

    `parts` are the columns that together make one date: which part, and its place.
    """

    fields: dict[Field, int]
    columns: tuple[Column, ...]
    first: int  # index of the first line with events
    header: int | None = None  # index of the line with the names of the columns
    by_content: bool = False
    parts: Mapping[Field, tuple[tuple[Part, int], ...]] = field(default_factory=dict)
    header_lines: int = 1
    named: int | None = None  # how many columns the header reaches; None without one


@dataclass(frozen=True, slots=True)
class _Claimed:
    """What is claimed of one column, by what, and how strongly: 0 is the strongest."""

    field: Field | None
    why: str
    rank: int
    part: Part | None = None


@dataclass(slots=True)
class Understanding:
    """How the tables of one file are understood, with what is known beforehand."""

    context: ReadContext = field(default_factory=ReadContext)
    chosen: Chosen = field(default_factory=dict)

    def of(self, table: Table, before: Reading | None = None) -> Reading | None:
        """How a table is to be read; None when it holds no events.

        A table without names of columns goes on as the one before it, when it is as wide; else its content tells.
        """
        width = max((len(line.cells) for line in table.lines), default=0)
        if table.fields is not None:
            return self._by_form(table, width, table.fields) if table.fields else None
        by_name = self._by_name(table, width)
        if by_name:
            return by_name
        contents = Contents.of(table.lines, width, self.context.organisations)
        if before and len(before.columns) == width and "date" in before.fields and _goes_on(contents, before):
            columns = tuple(Column(each.header, each.field, AS_BEFORE, each.at) for each in before.columns)
            return Reading(before.fields, columns, first=0, parts=before.parts)
        return self._by_content(table, width, contents)

    def _by_form(self, table: Table, width: int, fields: Mapping[Field, int]) -> Reading:
        """What the form of the file itself says."""
        claims: list[_Claimed | None] = [None] * width
        for said, at in fields.items():
            if at < width:
                claims[at] = _Claimed(said, BY_FORM, 2)
        claims = [self._said("", at) or claims[at] for at in range(width)]
        settled = _settled(claims, {})
        names = (*table.names, *[""] * width)[:width]
        columns = tuple(_column(name, at, claims[at], settled) for at, name in enumerate(names))
        header = next((at for at, line in enumerate(table.lines) if table.names and line.texts == table.names), None)
        return Reading(settled, columns, first=0 if header is None else header + 1, header=header)

    def _by_name(self, table: Table, width: int) -> Reading | None:
        best: tuple[int, int] | None = None
        strength = 0.0
        lines = table.lines[: limits.MAX_HEADER_SEARCH]
        for index in range(len(lines)):
            for deep in (1, 2):
                names = _names(lines[index : index + deep], deep)
                if names is None:
                    continue
                found = self._strength(names, table.hidden_columns)
                # of lines that say as much the first counts, and one line rather than two
                if (found := found - (deep - 1) * 0.1) > strength:
                    best, strength = (index, deep), found
        if best is None:
            return None
        index, deep = best
        names = _names(lines[index : index + deep], deep) or ()
        return self._reading(table, width, names, index, deep, certain=strength >= 1.9)

    def _strength(self, names: tuple[str, ...], hidden: frozenset[int]) -> float:
        """How sure it is that these are names of columns: how many fields they name, exact names counting more."""
        found: dict[Field, float] = {}
        for at, name in enumerate(names):
            said = None if at in hidden else self._said(name, at, by_place=False) or _by_its_name(name)
            if said and said.field:
                found[said.field] = max(found.get(said.field, 0), 0.9 if said.rank == 3 else 1.1)
        if not {*found} & _TELLING:
            return 0
        total = sum(found.values())
        return total if len(found) > 1 else (0.5 if total > 1 and len([name for name in names if name]) > 1 else 0)

    def _reading(
        self, table: Table, width: int, names: tuple[str, ...], index: int, deep: int, *, certain: bool
    ) -> Reading | None:
        names = (*names, *[""] * (width - len(names)))
        contents = Contents.of(table.lines[index + deep :], width, self.context.organisations)
        claims = [
            None if at in table.hidden_columns else self._said(name, at) or _by_its_name(name)
            for at, name in enumerate(names)
        ]
        _tell_times(claims, contents)
        dated = {at: said for at, said in enumerate(claims) if said and said.field in {"date", "end"}}
        has_years = any(said.part == "year" for said in dated.values())
        shares = {at: contents.dates(at, year_apart=has_years and not said.part) for at, said in dated.items()}
        fields = _settled(claims, shares)
        parts = _parts(claims, fields, shares)
        taken = {*fields.values(), *(at for each in parts.values() for _, at in each)}
        free = {
            at
            for at, said in enumerate(claims)
            if at not in taken and at not in table.hidden_columns and said is None and contents.columns[at]
        }
        wanted = {each for each in _MOST_TO_READ_ALONG if each not in fields and each != "description"}
        if "date" in fields:
            wanted.discard("end")
        by_content = contents.fields(free, wanted)
        for said, at in by_content.items():
            fields[said] = at
            claims[at] = _Claimed(said, BY_CONTENT, 4)
        _promote(fields, claims)
        if not certain and not {"date", "title"} <= {*fields}:
            return None
        columns = tuple(
            Column(names[at], None, HIDDEN, at)
            if at in table.hidden_columns
            else _column(names[at], at, claims[at], fields, parts)
            for at in range(width)
        )
        return Reading(
            fields, columns, first=index + deep, header=index, parts=parts, header_lines=deep, named=_reach(names)
        )

    def _said(self, name: str, at: int, *, by_place: bool = True) -> _Claimed | None:
        """What a person said of a column, now or for an earlier file."""
        plain = plain_header(name)
        part = PARTS[plain][1] if plain in PARTS else None
        chosen: Mapping[Any, Field | None] = self.chosen
        for key in (at, name, plain) if by_place else (name, plain):
            if key != "" and key in chosen:
                return _Claimed(chosen[key], CHOSEN, 0, part)
        if plain and plain in self.context.known_columns:
            known = self.context.known_columns[plain]
            settled = next((each for each in ALL_FIELDS if each == known), None)
            return _Claimed(settled, READ_SO_BEFORE, 1, part if settled in {"date", "end"} else None)
        return None

    def _by_content(self, table: Table, width: int, contents: Contents) -> Reading | None:
        """Without names: the first column that mostly holds dates, perhaps the end beside it, the others by content."""
        claims = [None if at in table.hidden_columns else self._said("", at) for at in range(width)]
        fields = _settled(claims, {})
        free = {at for at in range(width) if at not in table.hidden_columns and claims[at] is None}
        found = contents.fields(free, {each for each in _MOST_TO_READ_ALONG if each not in fields})
        for said, at in found.items():
            fields[said] = at
            claims[at] = _Claimed(said, BY_CONTENT, 4)
        if not self.chosen and not {"date", "title"} <= {*fields}:
            return None
        columns = tuple(
            Column("", None, HIDDEN, at) if at in table.hidden_columns else _column("", at, claims[at], fields)
            for at in range(width)
        )
        return Reading(fields, columns, first=0, by_content=True)


def is_header(line: Line, reading: Reading) -> bool:
    """Whether a line repeats the names of the columns, as on each page of a long table."""
    names = [column.header.casefold() for column in reading.columns]
    return reading.header is not None and [text.casefold() for text in line.texts] == names[: len(line.texts)]


def _names(lines: tuple[Line, ...], deep: int) -> tuple[str, ...] | None:
    """The names of columns that one line or two lines give together; None when they hold dates and so are none."""
    if len(lines) < deep or any(line.is_empty or line.is_hidden for line in lines):
        return None
    for line in lines:
        if any(any(map(str.isdigit, cell.text)) and holds_date(cell) for cell in line.cells):
            return None
    if deep == 1:
        return lines[0].texts
    upper, lower = lines[0].texts, lines[1].texts
    names = []
    above = ""
    for at in range(max(len(upper), len(lower))):
        top = upper[at] if at < len(upper) else ""
        low = lower[at] if at < len(lower) else ""
        above = top or (above if low else "")  # a name over several columns stands in the first of them
        said, over = claim(low), claim(above)
        if low and not (said and said.is_exact):
            return None  # no second line of names but an event
        is_end = said and said.part and over and over.field == "end"
        names.append(f"eind {low}" if is_end else low or top)
    return tuple(names)


def _tell_times(claims: list[_Claimed | None], contents: Contents) -> None:
    """Columns such as "van" and "tot" hold a time of day when that is what stands in them and another holds the day."""
    timed = {
        at for at, said in enumerate(claims) if said and said.field in {"date", "end"} and contents.holds_times(at)
    }
    days = {at for at, said in enumerate(claims) if said and said.field == "date" and contents.is_dated(at)} - timed
    for at in timed if days else ():
        said = claims[at]
        if said is not None and said.rank >= 2:
            claims[at] = replace(said, part="time") if said.field == "date" else _Claimed(None, BY_NAME, said.rank)


def _reach(names: tuple[str, ...]) -> int:
    return max((at + 1 for at, name in enumerate(names) if name), default=0)


def _by_its_name(name: str) -> _Claimed | None:
    said: Claim | None = claim(name)
    return _Claimed(said.field, BY_NAME, 2 if said.is_exact else 3, said.part) if said else None


def _settled(claims: list[_Claimed | None], shares: Mapping[int, float]) -> dict[Field, int]:
    """The column of each field: of two the stronger claim wins, then the one that holds dates, then the first."""
    fields: dict[Field, int] = {}

    def order(at: int) -> tuple[int, bool, float, int]:
        said = claims[at]
        rank = said.rank if said else 9
        few = at in shares and rank > 1 and shares[at] < 0.2
        return (rank + 2 * few, bool(said and said.part), -round(shares.get(at, 0) * 3), at)

    for at in sorted(range(len(claims)), key=order):
        said = claims[at]
        if said and said.field:
            fields.setdefault(said.field, at)
    second = [at for at, said in enumerate(claims) if said and said.field == "title" and fields["title"] != at]
    if second and "description" not in fields:
        fields["description"] = second[0]
        claims[second[0]] = _Claimed("description", BY_NAME, 3)
    return fields


def _parts(
    claims: list[_Claimed | None], fields: dict[Field, int], shares: Mapping[int, float]
) -> dict[Field, tuple[tuple[Part, int], ...]]:
    """For each date that stands in several columns: which part stands where."""
    parts: dict[Field, tuple[tuple[Part, int], ...]] = {}
    both: tuple[Field, ...] = ("date", "end")
    for wanted in both:
        found: dict[Part, int] = {}
        for at, said in enumerate(claims):
            if said and said.field == wanted and said.part:
                found.setdefault(said.part, at)
        whole = fields.get(wanted)
        claimed = claims[whole] if whole is not None else None
        if claimed is not None and claimed.part is None:
            # beside a whole date only its time and the year that it may lack say more
            found = {part: at for part, at in found.items() if part in {"time", "year"}}
        elif len(found) < 2 and "week" not in found:
            if "time" in found and shares.get(found["time"], 0) < _FEW_DATES:
                fields.pop(wanted, None)  # a time alone says no day
            continue
        if found:
            parts[wanted] = tuple(found.items())
    return parts


def _promote(fields: dict[Field, int], claims: list[_Claimed | None]) -> None:
    """Let the only text be the title, and the only date the date, unless a person said otherwise."""
    both: tuple[tuple[Field, Field], ...] = (("description", "title"), ("end", "date"))
    for lesser, wanted in both:
        said = claims[fields[lesser]] if lesser in fields else None
        if wanted not in fields and said is not None and said.rank > 1:
            fields[wanted] = fields.pop(lesser)


def _column(
    name: str,
    at: int,
    said: _Claimed | None,
    fields: Mapping[Field, int],
    parts: Mapping[Field, Collection[tuple[Part, int]]] | None = None,
) -> Column:
    """How a column was understood, for people."""
    found = next((each for each, place in fields.items() if place == at), None)
    if found is None:
        found = next((each for each, places in (parts or {}).items() if any(place == at for _, place in places)), None)
    if found is not None:
        return Column(name, found, said.why if said else BY_CONTENT, at)
    if said is not None and said.rank < 2:
        return Column(name, None, said.why, at)
    return Column(name, None, TWICE if said else NOT_KNOWN, at)


def _goes_on(contents: Contents, before: Reading) -> bool:
    return contents.dates(before.fields["date"]) > 0
