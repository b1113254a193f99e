"""Which column of a table is the date, the title, the organisation: told by its name, or else by what it holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from timeline.dates import DateNotUnderstood, parse_date
from timeline.errors import N_
from timeline.readers import limits
from timeline.readers.grid import Cell, Line, Table
from timeline.readers.result import Column, Field

BY_NAME = N_("Herkend aan de naam van de kolom.")
BY_CONTENT = N_("Herkend aan wat er in de kolom staat.")
AS_BEFORE = N_("Net als in de tabel ervoor.")
NOT_KNOWN = N_("Deze naam kennen we niet. De kolom blijft bewaard bij de regel, maar komt niet in de tijdlijn.")
TWICE = N_(
    "Er is al een kolom die dit beter zegt. De inhoud blijft bewaard bij de regel, maar komt niet in de tijdlijn."
)
HIDDEN = N_("Deze kolom is verborgen en niet gelezen.")

_NAMES: dict[Field, tuple[str, ...]] = {
    "date": (
        *(
            "datum",
            "wanneer",
            "begindatum",
            "startdatum",
            "datum begin",
            "datum start",
            "begin",
            "start",
            "periode",
            "datum periode",
            "van",
        ),
        *(
            "datum van",
            "ingangsdatum",
            "tijdstip",
            "dag",
            "date",
            "start date",
            "when",
            "datum tijd",
            "jaar",
            "moment",
            "vanaf",
        ),
    ),
    "end": (
        *(
            "eind",
            "einde",
            "einddatum",
            "datum eind",
            "datum einde",
            "stopdatum",
            "tot",
            "t m",
            "tot en met",
            "datum tot",
        ),
        *("end", "end date", "until", "afgesloten op"),
    ),
    "title": (
        *(
            "wat",
            "titel",
            "onderwerp",
            "gebeurtenis",
            "wat gebeurde er",
            "wat is er gebeurd",
            "feit",
            "feiten",
            "event",
            "title",
            "what",
        ),
        *(
            "actie",
            "activiteit",
            "stap",
            "gebeurtenissen",
            "headline",
            "kop",
            "wat gebeurt er",
            "subject",
            "omschrijving gebeurtenis",
        ),
    ),
    "description": (
        *(
            "toelichting",
            "omschrijving",
            "beschrijving",
            "details",
            "opmerking",
            "opmerkingen",
            "bijzonderheden",
            "inhoud",
            "uitleg",
        ),
        *(
            "description",
            "notes",
            "notitie",
            "notities",
            "verslag",
            "meer informatie",
            "tekst",
            "text",
            "toelichting opmerkingen",
        ),
    ),
    "kind": ("soort", "type", "categorie", "aard", "soort gebeurtenis", "kind", "category", "rubriek"),
    "organisation": (
        *(
            "organisatie",
            "instelling",
            "instantie",
            "partij",
            "organisation",
            "organization",
            "baan",
            "welke organisatie",
            "organisaties",
        ),
        *("betrokken organisatie", "betrokken instantie", "aanbieder"),
    ),
    "who": (
        *(
            "wie",
            "wie was erbij",
            "betrokkenen",
            "betrokkene",
            "aanwezig",
            "aanwezigen",
            "personen",
            "persoon",
            "deelnemers",
            "who",
            "door wie",
        ),
        *("wie waren erbij", "people", "door", "medewerker", "professional", "met wie", "betrokken personen"),
    ),
    "source": (
        "bron",
        "bronnen",
        "vindplaats",
        "document",
        "source",
        "bron document",
        "waar staat het",
        "herkomst",
        "verwijzing",
        "stuk",
    ),
}
_EXACT = {name: field for field, names in _NAMES.items() for name in names}
# A longer name counts before a shorter one that it holds: "datum eind" is an end.
_WITHIN = sorted(((name, field) for name, field in _EXACT.items() if len(name) > 3), key=lambda pair: -len(pair[0]))

MAX_HEADER_CHARS = 60


@dataclass(frozen=True, slots=True)
class Reading:
    """How a table is understood: the place of each field, and where its events begin."""

    fields: dict[Field, int]
    columns: tuple[Column, ...]
    first: int  # index of the first line with events
    header: int | None = None  # index of the line with the names of the columns
    by_content: bool = False


def understand(table: Table, before: Reading | None = None) -> Reading | None:
    """How a table is to be read; None when it holds no events.

    A table without names of columns goes on as the table before it, when it is as wide; otherwise its content tells.
    """
    by_name = _by_name(table)
    if by_name:
        return by_name
    width = max((len(line.cells) for line in table.lines), default=0)
    if before and len(before.columns) == width and _holds_dates(table, before.fields["date"]):
        columns = tuple(Column(column.header, column.field, AS_BEFORE) for column in before.columns)
        return Reading(before.fields, columns, first=0)
    return _by_content(table, width)


def is_header(line: Line, reading: Reading) -> bool:
    """Whether a line repeats the names of the columns, as on each page of a long table."""
    names = [column.header.casefold() for column in reading.columns]
    return reading.header is not None and [text.casefold() for text in line.texts] == names[: len(line.texts)]


def holds_date(cell: Cell) -> bool:
    """Whether a cell is, or can be read as, a date."""
    if cell.date is not None:
        return True
    try:
        parse_date(cell.text)
    except DateNotUnderstood:
        return False
    return True


def _by_name(table: Table) -> Reading | None:
    best: Reading | None = None
    for index, line in enumerate(table.lines[: limits.MAX_HEADER_SEARCH]):
        fields, columns = _columns(line, table.hidden_columns)
        found = {*fields}
        if len(found) < 2 or not found & {"date", "title", "description"}:
            continue
        if best is None or len(found) > len(best.fields):
            best = Reading(fields, columns, first=index + 1, header=index)
    return best


def _columns(line: Line, hidden: frozenset[int]) -> tuple[dict[Field, int], tuple[Column, ...]]:
    """The field of each column by its name; of two for one field the exact name wins, then the first."""
    claims = [None if index in hidden else _claim(text) for index, text in enumerate(line.texts)]
    fields: dict[Field, int] = {}
    for index in sorted(range(len(claims)), key=lambda at: (not (claims[at] or ("", False))[1], at)):
        if claim := claims[index]:
            fields.setdefault(claim[0], index)
    if "title" not in fields and "description" in fields:
        fields["title"] = fields.pop("description")
    if "date" not in fields and "end" in fields:
        fields["date"] = fields.pop("end")
    by_place = {index: field for field, index in fields.items()}
    columns = []
    for index, text in enumerate(line.texts):
        why = BY_NAME if index in by_place else HIDDEN if index in hidden else TWICE if claims[index] else NOT_KNOWN
        columns.append(Column(text, by_place.get(index), why))
    return fields, tuple(columns)


def _claim(text: str) -> tuple[Field, bool] | None:
    """The field that a name of a column points to, and whether it is exactly one of ours."""
    if not text or len(text) > MAX_HEADER_CHARS:
        return None
    name = " ".join(re.findall(r"[^\W\d_]+", re.sub(r"\([^)]*\)", " ", text.lower())))
    if name in _EXACT:
        return _EXACT[name], True
    for known, field in _WITHIN:
        if len(name.split()) <= 5 and re.search(rf"\b{re.escape(known)}\b", name):
            return field, False
    return None


def _by_content(table: Table, width: int) -> Reading | None:
    """Without names: the first column that mostly holds dates, beside it perhaps the end, and the texts by length."""
    lines = [line for line in table.lines if not line.is_empty]
    columns = [
        [line.cells[at] for line in lines if at < len(line.cells) and line.cells[at].text] for at in range(width)
    ]
    visible = [at for at in range(width) if columns[at] and at not in table.hidden_columns]
    dated = [at for at in visible if _mostly_dates(columns[at])]
    texts = [at for at in visible if at not in dated and _length(columns[at]) >= 5]
    if not dated or not texts:
        return None
    fields: dict[Field, int] = {"date": dated[0], "title": texts[0]}
    if dated[0] + 1 in dated:
        fields["end"] = dated[0] + 1
    longest = max(texts, key=lambda at: _length(columns[at]))
    if longest != texts[0]:
        fields["description"] = longest
    by_place = {index: field for field, index in fields.items()}
    named = (Column("", by_place.get(at), BY_CONTENT if at in by_place else NOT_KNOWN) for at in range(width))
    return Reading(fields, tuple(named), first=0, by_content=True)


def _holds_dates(table: Table, at: int) -> bool:
    return any(at < len(line.cells) and line.cells[at].text and holds_date(line.cells[at]) for line in table.lines)


def _mostly_dates(cells: Sequence[Cell]) -> bool:
    return sum(map(holds_date, cells)) >= max(1, 0.6 * len(cells))


def _length(cells: Sequence[Cell]) -> float:
    return sum(len(cell.text) for cell in cells) / len(cells)
