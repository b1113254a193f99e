"""Made-up chronologies of which the truth is known, in the layouts that organisations use, and how well they are read.

Everything is drawn from a seed, so that a figure can be taken again. The words are those of the field; nobody is meant.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

import docx
import openpyxl

from timeline.readers import ReadContext, ReadFile, read_here

SEED = 20_260
EVENTS = 60
FILES = 4
"""Chronologies of each layout."""
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober"),
    *("november", "december"),
)
ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
    *("November", "December"),
)
SHORT_MONTHS = tuple(month[:3] for month in MONTHS)
ORGANISATIONS = (
    "Gemeente Lisdonk",
    "De Zandloper",
    "Jeugdbescherming Eemvoorde",
    "Veilig Thuis",
    "Basisschool De Vlieger",
)
_WHO = (
    *("moeder", "vader", "beide ouders", "casusregisseur 1", "begeleider A", "jeugdbeschermer", "intern begeleider"),
    *("opa en oma", "moeder, casusregisseur 2", "wijkagent", "huisarts"),
)
_OPENINGS = (
    *("Huisbezoek bij moeder", "Gesprek met vader", "MDO", "Zorgmelding van school", "Intake speltherapie"),
    *("Aanmelding ouderschapstraject", "Kind wil niet naar vader", "Zitting bij de kinderrechter", "OTS uitgesproken"),
    *("Overdracht naar nieuwe begeleider", "Ruzie bij het ophalen", "Vader verhuist", "Evaluatie van het traject"),
    *("Telefonisch contact met school", "Raadsonderzoek gestart", "Omgangsregeling aangepast", "Wachtlijst voor EMDR"),
    *("Kennismaking met het gezin", "Besluit: begeleide omgang", "Verslag verstuurd aan beide ouders"),
)
_ENDINGS = (
    *("", " over de vakantie", "; afspraken gemaakt", ", kind is erbij", " op verzoek van moeder", " (tweede keer)"),
    *(" na overleg", ": geen bijzonderheden", " op school", " met beide ouders"),
)
_DETAILS = (
    *("", "", "Moeder geeft aan dat het rustiger is.", "Vader wil meer contact; moeder wil dat niet."),
    *("Afgesproken is dat de school elke week belt.", "Het kind zegt weinig, tekent wel.", "Zie ook het verslag."),
)


@dataclass(frozen=True, slots=True)
class Truth:
    """One event as it was meant: its title, its date as EDTF, and the organisation if the list says so."""

    title: str
    edtf: str
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Chronology:
    """A file as somebody hands it in, with the events that it tells."""

    name: str
    content: bytes
    events: tuple[Truth, ...]


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How well the chronologies of a layout are read, each from 0 to 1."""

    layout: str
    recall: float
    precision: float
    dates: float


@dataclass(frozen=True, slots=True)
class _Happening:
    """What happened, before anyone chose a layout."""

    day: dt.date
    last: dt.date | None
    title: str
    details: str
    who: str
    organisation: str


Row = Sequence[object]
Layout = Callable[[random.Random], Chronology]


def accuracy() -> list[tuple[str, float, float, float]]:
    """For each layout its recall and precision of rows, and the part of the dates that are exactly right."""
    measured = (measure(name) for name in LAYOUTS)
    return [(each.layout, each.recall, each.precision, each.dates) for each in measured]


def measure(layout: str) -> Accuracy:
    """How well the chronologies of one layout are read."""
    found = told = read = right = 0
    for number in range(FILES):
        chronology = LAYOUTS[layout](random.Random(f"{SEED}-{layout}-{number}"))
        rows = read_here(chronology.name, chronology.content, context=ReadContext(organisations=ORGANISATIONS))
        matched, dated = _compare(chronology.events, rows)
        found, right = found + matched, right + dated
        told, read = told + len(chronology.events), read + len(rows.rows)
    return Accuracy(layout, found / told, found / read, right / told)


def _compare(events: Sequence[Truth], read: ReadFile) -> tuple[int, int]:
    """How many events were found by their title and organisation, and how many of those have exactly the right date."""
    left: dict[tuple[str, str], list[str]] = {}
    for row in read.rows:
        key = (row.title, row.organisation or "")
        left.setdefault(key, []).append(row.date.edtf if row.date is not None else "")
    matched = right = 0
    for event in events:
        dates = left.get((event.title, event.organisation), [])
        if dates:
            matched += 1
            at = dates.index(event.edtf) if event.edtf in dates else 0
            right += dates.pop(at) == event.edtf
    return matched, right


# What happened


def _happenings(chance: random.Random, *, periods: float = 0.0) -> list[_Happening]:
    made = []
    day = dt.date(chance.randint(2015, 2018), chance.randint(1, 6), 3)
    for _ in range(EVENTS):
        day += dt.timedelta(days=chance.randint(1, 45))
        last = day + dt.timedelta(days=chance.randint(5, 200)) if chance.random() < periods else None
        title = chance.choice(_OPENINGS) + chance.choice(_ENDINGS)
        who, organisation = chance.choice(_WHO), chance.choice((*ORGANISATIONS, "Gezin"))
        made.append(_Happening(day, last, title, chance.choice(_DETAILS), who, organisation))
    return made


def _written(day: dt.date, chance: random.Random) -> tuple[str, str]:
    """A date as somebody writes it, and what it means."""
    iso = day.isoformat()
    forms = [
        (f"{day.day}-{day.month}-{day.year}", iso),
        (f"{day:%d-%m-%Y}", iso),
        (f"{day.day}/{day.month}/{day.year}", iso),
        (f"{day.day} {MONTHS[day.month - 1]} {day.year}", iso),
        (f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year}", iso),
        (f"{day:%d.%m.%Y}", iso),
        (iso, iso),
        (f"{MONTHS[day.month - 1]} {day.year}", iso[:7]),
        (str(day.year), iso[:4]),
    ]
    weights = (8, 8, 3, 5, 3, 2, 2, 2, 1)
    return chance.choices(forms, weights)[0]


# Forms of file


def _csv(rows: Sequence[Row], *, separator: str = ";", encoding: str = "utf-8", ending: str = "\r\n") -> bytes:
    out = io.StringIO(newline="")
    # with the line end of old Macs the writer would leave a cell with another line end without quotes
    quoting = csv.QUOTE_ALL if ending == "\r" else csv.QUOTE_MINIMAL
    csv.writer(out, delimiter=separator, lineterminator=ending, quoting=quoting).writerows(rows)
    return out.getvalue().encode(encoding)


def _xlsx(sheets: dict[str, Sequence[Row]], merged: dict[str, Sequence[str]] | None = None, formats: str = "") -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for reference in (merged or {}).get(name, ()):
            sheet.merge_cells(reference)
        if formats:
            for cell in sheet["A"]:
                cell.number_format = formats
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _docx(rows: Sequence[Sequence[str]]) -> bytes:
    document = docx.Document()
    document.add_heading("Feitenrelaas")
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def ods(sheets: dict[str, Sequence[Row]], *, rows_xml: str = "", styles: str = "") -> bytes:
    """An OpenDocument spreadsheet with these rows, as LibreOffice writes it; `rows_xml` goes behind them."""
    tables = []
    for name, rows in sheets.items():
        body = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
        tables.append(f'<table:table table:name="{escape(name)}">{body}{rows_xml}</table:table>')
    spaces = "".join(
        f' xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"'
        for each in ("office", "table", "text", "style")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces} office:version="1.3">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        package.writestr("content.xml", content)
    return out.getvalue()


def _ods_cell(value: object) -> str:
    if isinstance(value, dt.date):
        shown = f"{value.day}-{value.month}-{value.year}"
        attributes = f' office:value-type="date" office:date-value="{value.isoformat()}"'
    elif isinstance(value, int):
        shown, attributes = str(value), f' office:value-type="float" office:value="{value}"'
    elif not value:
        return "<table:table-cell/>"
    else:
        shown, attributes = str(value), ' office:value-type="string"'
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in shown.split("\n"))
    return f"<table:table-cell{attributes}>{paragraphs}</table:table-cell>"


# Layouts


def _title_above(chance: random.Random) -> Chronology:
    """A title in the first row, the header in the third, real dates and written ones mixed, a total at the end."""
    rows: list[Row] = [("Tijdlijn casus Linde", None), (), ("Datum", "Wat", "Wie", "Organisatie", "Bron")]
    events = []
    year = 0
    for each in _happenings(chance):
        if year and each.day.year != year:
            rows.append(())
        year = each.day.year
        written, edtf = _written(each.day, chance)
        date: object = each.day if chance.random() < 0.5 else written
        edtf = each.day.isoformat() if isinstance(date, dt.date) else edtf
        rows.append((date, each.title, each.who, each.organisation, "dossier"))
        events.append(Truth(each.title, edtf, each.organisation))
    rows.append(("Totaal", f"{len(events)} gebeurtenissen"))
    return Chronology("lijst.xlsx", _xlsx({"Tijdlijn": rows}), tuple(events))


def _month_headings(chance: random.Random) -> Chronology:
    """A heading for each month with its year, and days below it that lack both or only the year."""
    rows: list[Row] = [("Datum", "Gebeurtenis", "Betrokkenen")]
    events, month = [], ""
    for each in _happenings(chance):
        heading = f"{MONTHS[each.day.month - 1]} {each.day.year}"
        if heading != month:
            rows.append((heading.capitalize(), "", ""))
            month = heading
        date = chance.choice((f"{each.day.day}", f"{each.day.day} {MONTHS[each.day.month - 1]}"))
        rows.append((date, each.title, each.who))
        events.append(Truth(each.title, each.day.isoformat()))
    return Chronology("maanden.csv", _csv(rows), tuple(events))


def _year_headings(chance: random.Random) -> Chronology:
    """A heading for each year and names of periods between the rows; the dates lack the year."""
    rows: list[Row] = [("Wanneer", "Wat gebeurde er", "Toelichting", "Wie")]
    events, year = [], 0
    for each in _happenings(chance):
        if each.day.year != year:
            year = each.day.year
            rows += [("Periode: het vervolg", "", "", ""), (chance.choice((f"{year}", f"Jaar {year}")), "", "", "")]
        short = SHORT_MONTHS[each.day.month - 1]
        date = chance.choice(
            (
                f"{each.day.day} {MONTHS[each.day.month - 1]}",
                f"{each.day.day} {short}",
                f"{each.day.day}-{each.day.month}",
            )
        )
        rows.append((date, each.title, each.details, each.who))
        events.append(Truth(each.title, each.day.isoformat()))
    return Chronology("jaren.xlsx", _xlsx({"Blad1": rows}), tuple(events))


def _matrix(chance: random.Random, *, months: bool = False) -> Chronology:
    """The organisations side by side, a row for each date."""
    names = ORGANISATIONS[:4]
    by_date: dict[str, tuple[object, dict[str, str]]] = {}
    for each in _happenings(chance):
        if each.organisation not in names:
            continue
        key = each.day.isoformat()[:7] if months else each.day.isoformat()
        shown: object = f"{MONTHS[each.day.month - 1]} {each.day.year}" if months else each.day
        by_date.setdefault(key, (shown, {}))[1][each.organisation] = each.title
        if chance.random() < 0.3:
            by_date[key][1][chance.choice(names)] = each.title + " (ook)"
    rows: list[Row] = [("Maand" if months else "Datum", *names)]
    events = []
    for edtf, (shown, cells) in sorted(by_date.items()):
        rows.append((shown, *(cells.get(name) for name in names)))
        events += [Truth(cells[name], edtf, name) for name in names if name in cells]
    return Chronology("naast-elkaar.xlsx", _xlsx({"Overzicht": rows}), tuple(events))


def _matrix_of_months(chance: random.Random) -> Chronology:
    """The organisations side by side, a row for each month."""
    return _matrix(chance, months=True)


def _open_document(chance: random.Random) -> Chronology:
    """An OpenDocument spreadsheet with real dates, under a title."""
    rows: list[Row] = [("Overzicht",), (), ("Datum", "Onderwerp", "Toelichting", "Organisatie")]
    events = []
    for each in _happenings(chance):
        rows.append((each.day, each.title, each.details, each.organisation))
        events.append(Truth(each.title, each.day.isoformat(), each.organisation))
    rows += [(), ("Opgesteld door: casusregisseur 2",)]
    return Chronology("lijst.ods", ods({"Lijst": rows}), tuple(events))


def _start_and_end(chance: random.Random) -> Chronology:
    """The beginning and the end in two columns; a moment has no end."""
    rows: list[Row] = [("Begindatum", "Einddatum", "Soort", "Omschrijving", "Wie")]
    events = []
    for each in _happenings(chance, periods=0.4):
        last = f"{each.last:%d-%m-%Y}" if each.last else ""
        rows.append((f"{each.day:%d-%m-%Y}", last, chance.choice(("hulp", "contact", "MDO")), each.title, each.who))
        edtf = f"{each.day.isoformat()}/{each.last.isoformat()}" if each.last else each.day.isoformat()
        events.append(Truth(each.title, edtf))
    return Chronology("hulp.csv", _csv(rows, encoding="cp1252"), tuple(events))


def _three_columns(chance: random.Random) -> Chronology:
    """Day, month and year in a column each."""
    rows: list[Row] = [("Dag", "Maand", "Jaar", "Wat", "Wie")]
    events = []
    in_words = chance.random() < 0.5
    for each in _happenings(chance):
        without_day = chance.random() < 0.15
        month: object = MONTHS[each.day.month - 1] if in_words else each.day.month
        rows.append((None if without_day else each.day.day, month, each.day.year, each.title, each.who))
        events.append(Truth(each.title, each.day.isoformat()[:7] if without_day else each.day.isoformat()))
    return Chronology("delen.xlsx", _xlsx({"Blad1": rows}), tuple(events))


def _encodings(chance: random.Random) -> Chronology:
    """A CSV file in any encoding, with any separator and any line end."""
    rows: list[Row] = [("Datum", "Gebeurtenis", "Details", "Wie")]
    events = []
    for each in _happenings(chance):
        written, edtf = _written(each.day, chance)
        title = each.title + chance.choice((" bij café Zoë", "", ' en zei "nee"', ", thuis; daarna buiten"))
        rows.append((written, title, each.details + chance.choice(("", "\nTweede alinea.")), each.who))
        events.append(Truth(title, edtf))
    content = _csv(
        rows,
        separator=chance.choice(";,\t|"),
        encoding=chance.choice(("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252")),
        ending=chance.choice(("\r\n", "\n", "\r")),
    )
    return Chronology("export.csv", content, tuple(events))


def _english(chance: random.Random) -> Chronology:
    """English names of columns and English months."""
    rows: list[Row] = [("Date", "What happened", "Notes", "Agency", "People")]
    events = []
    for each in _happenings(chance):
        month = ENGLISH_MONTHS[each.day.month - 1]
        date = chance.choice(
            (f"{each.day.day} {month} {each.day.year}", each.day.isoformat(), f"{month} {each.day.year}")
        )
        edtf = each.day.isoformat()[:7] if date[0].isalpha() else each.day.isoformat()
        rows.append((date, each.title, each.details, each.organisation, each.who))
        events.append(Truth(each.title, edtf, each.organisation))
    return Chronology("list.csv", _csv(rows, separator=","), tuple(events))


def _without_header(chance: random.Random) -> Chronology:
    """No names of columns at all: a date, what happened, who was there."""
    rows: list[Row] = []
    events = []
    for each in _happenings(chance):
        written, edtf = _written(each.day, chance)
        rows.append((written, each.title, each.who))
        events.append(Truth(each.title, edtf))
    return Chronology("kaal.csv", _csv(rows), tuple(events))


def _merged(chance: random.Random) -> Chronology:
    """The date once, in a cell that is merged over the rows of that day; a page number and a signature at the end."""
    rows: list[Row] = [("Datum", "Wat", "Organisatie")]
    events, merged = [], []
    for each in _happenings(chance):
        first = len(rows) + 1
        titles = [f"{each.title}{part}" for part in ("", " – vervolg", " – verslag")[: chance.randint(1, 3)]]
        for number, title in enumerate(titles):
            rows.append((each.day if number == 0 else None, title, each.organisation))
            events.append(Truth(title, each.day.isoformat(), each.organisation))
        if len(titles) > 1:
            merged.append(f"A{first}:A{len(rows)}")
    rows += [("Pagina 1 van 1",), ("Opgesteld door begeleider A", None, "paraaf")]
    return Chronology("samengevoegd.xlsx", _xlsx({"Blad1": rows}, {"Blad1": merged}), tuple(events))


def _sheet_for_each_year(chance: random.Random) -> Chronology:
    """A sheet for each year, each with its own header, and dates without the year."""
    sheets: dict[str, list[Row]] = {"Uitleg": [("In dit bestand staat de tijdlijn per jaar",)]}
    events = []
    for each in _happenings(chance):
        rows = sheets.setdefault(str(each.day.year), [("Datum", "Wat", "Wie")])
        rows.append((f"{each.day.day} {MONTHS[each.day.month - 1]}", each.title, each.who))
        events.append(Truth(each.title, each.day.isoformat()))
    return Chronology("per-jaar.xlsx", _xlsx(dict(sheets)), tuple(events))


def _sheet_for_each_organisation(chance: random.Random) -> Chronology:
    """A sheet for each organisation, named after it, the columns in another order on each."""
    sheets: dict[str, list[Row]] = {}
    events = []
    for each in _happenings(chance):
        if each.organisation == "Gezin":
            continue
        turned = len(each.organisation) % 2
        header = ("Wat", "Datum", "Wie") if turned else ("Datum", "Wat", "Wie")
        rows = sheets.setdefault(each.organisation, [header])
        rows.append((each.title, each.day, each.who) if turned else (each.day, each.title, each.who))
        events.append(Truth(each.title, each.day.isoformat(), each.organisation))
    return Chronology("per-organisatie.xlsx", _xlsx(dict(sheets)), tuple(events))


def _totals_between(chance: random.Random) -> Chronology:
    """A subtotal after each year, and a count at the end."""
    rows: list[Row] = [("Nr", "Datum", "Activiteit", "Uren")]
    events, year, count = [], 0, 0
    for number, each in enumerate(_happenings(chance), 1):
        if year and each.day.year != year:
            rows += [("", "", f"Subtotaal {year}", str(count)), ()]
            count = 0
        year, count = each.day.year, count + 2
        rows.append((number, f"{each.day:%d-%m-%Y}", each.title, "2,5"))
        events.append(Truth(each.title, each.day.isoformat()))
    rows += [("Totaal", "", "", "120"), ("Aantal contacten", "", "", str(len(events)))]
    return Chronology("uren.csv", _csv(rows), tuple(events))


def _header_on_two_rows(chance: random.Random) -> Chronology:
    """A header of two rows: "Periode" above "van" and "tot"."""
    rows: list[Row] = [("Periode", None, "Wat", "Wie"), ("van", "tot", None, None)]
    events = []
    for each in _happenings(chance, periods=0.4):
        rows.append((each.day, each.last, each.title, each.who))
        edtf = f"{each.day.isoformat()}/{each.last.isoformat()}" if each.last else each.day.isoformat()
        events.append(Truth(each.title, edtf))
    return Chronology("twee-rijen.xlsx", _xlsx({"Blad1": rows}, {"Blad1": ["A1:B1"]}), tuple(events))


def _second_paragraphs(chance: random.Random) -> Chronology:
    """The details of some events go on in rows below them, without a date."""
    rows: list[Row] = [("Datum", "Wat", "Toelichting", "Wie")]
    events = []
    for each in _happenings(chance):
        written, edtf = _written(each.day, chance)
        rows.append((written, each.title, each.details or "Kort.", each.who))
        if chance.random() < 0.15:
            rows.append(("", "", "Later bleek dat dit al eerder speelde.", ""))
        events.append(Truth(each.title, edtf))
    return Chronology("vervolg.csv", _csv(rows), tuple(events))


def _slides(chance: random.Random) -> Chronology:
    """The spreadsheet of TimelineJS, with its dates in parts."""
    rows: list[Row] = [
        (
            *(
                "Year",
                "Month",
                "Day",
                "Time",
                "End Year",
                "End Month",
                "End Day",
                "End Time",
                "Display Date",
                "Headline",
            ),
            *("Text", "Media", "Media Credit", "Media Caption", "Media Thumbnail", "Type", "Group", "Background"),
        ),
        (*[""] * 9, "Casus Linde", "De hele lijn", *[""] * 4, "title", "", ""),
    ]
    events = []
    for each in _happenings(chance, periods=0.3):
        last = (each.last.year, each.last.month, each.last.day) if each.last else ("", "", "")
        rows.append(
            (
                *(each.day.year, each.day.month, each.day.day, ""),
                *last,
                "",
                "",
                each.title,
                each.details,
                *[""] * 5,
                each.organisation,
                "",
            )
        )
        edtf = f"{each.day.isoformat()}/{each.last.isoformat()}" if each.last else each.day.isoformat()
        events.append(Truth(each.title, edtf, each.organisation))
    return Chronology("timeline.csv", _csv(rows, separator=","), tuple(events))


def _older_slides(chance: random.Random) -> Chronology:
    """The older spreadsheet of TimelineJS, which writes the month first."""
    rows: list[Row] = [
        ("Start Date", "End Date", "Headline", "Text", "Media", "Media Credit", "Media Caption", "Type", "Tag")
    ]
    events = []
    for each in _happenings(chance, periods=0.3):
        last = f"{each.last.month}/{each.last.day}/{each.last.year}" if each.last else ""
        rows.append((f"{each.day.month}/{each.day.day}/{each.day.year}", last, each.title, each.details, *[""] * 5))
        edtf = f"{each.day.isoformat()}/{each.last.isoformat()}" if each.last else each.day.isoformat()
        events.append(Truth(each.title, edtf))
    return Chronology("older.csv", _csv(rows, separator=","), tuple(events))


def _word_table(chance: random.Random) -> Chronology:
    """A table in a Word file under a heading, with a heading for each year within the table."""
    rows: list[Sequence[str]] = [("Wanneer", "Wat is er gebeurd", "Met wie", "Instantie")]
    events, year = [], 0
    for each in _happenings(chance):
        if each.day.year != year:
            year = each.day.year
            rows.append((str(year), "", "", ""))
        written, edtf = _written(each.day, chance)
        rows.append((written, each.title, each.who, each.organisation))
        events.append(Truth(each.title, edtf, each.organisation))
    return Chronology("relaas.docx", _docx(rows), tuple(events))


def _some_names_known(chance: random.Random) -> Chronology:
    """Names of columns that nobody foresaw, but for the date."""
    rows: list[Row] = [("#", "Datum (dd-mm-jjjj)", "Rondom de casus", "Kleur", "Vanuit")]
    events = []
    for number, each in enumerate(_happenings(chance), 1):
        rows.append((number, each.day, each.title, chance.choice(("rood", "groen")), each.organisation))
        events.append(Truth(each.title, each.day.isoformat(), each.organisation))
    return Chronology("eigen.xlsx", _xlsx({"Blad1": rows}), tuple(events))


def _months_across_the_top(chance: random.Random) -> Chronology:
    """As on a wall: the months from left to right, the years above them, below them a row for each organisation."""
    names = ORGANISATIONS[:4]
    cells: dict[tuple[int, int], dict[str, str]] = {}
    for each in _happenings(chance):
        if each.organisation in names:
            cells.setdefault((each.day.year, each.day.month), {}).setdefault(each.organisation, each.title)
    months = sorted(cells)
    shown_years = [year if at == 0 or months[at - 1][0] != year else None for at, (year, _) in enumerate(months)]
    rows: list[Row] = [
        ("", *shown_years),
        ("", *(chance.choice((MONTHS, SHORT_MONTHS))[month - 1] for _, month in months)),
        *((name, *(cells[month].get(name) for month in months)) for name in names),
    ]
    events = [
        Truth(cells[year, month][name], f"{year}-{month:02d}", name)
        for year, month in months
        for name in names
        if name in cells[year, month]
    ]
    return Chronology("wand.xlsx", _xlsx({"Tijdlijn": rows}), tuple(events))


def _days_across_the_top(chance: random.Random) -> Chronology:
    """The days from left to right, below them what happened, who was there and where it is written down."""
    happenings = _happenings(chance)
    rows: list[Row] = [
        ("Datum", *(each.day for each in happenings)),
        ("Wat", *(each.title for each in happenings)),
        ("Wie", *(each.who for each in happenings)),
        ("Bron", *("dossier" for _ in happenings)),
    ]
    events = [Truth(each.title, each.day.isoformat()) for each in happenings]
    return Chronology("liggend.xlsx", _xlsx({"Blad1": rows}), tuple(events))


def _dates_inside_the_cells(chance: random.Random) -> Chronology:
    """The organisations side by side, a row for each year, and in a cell a line for each event with its date."""
    names = ORGANISATIONS[:4]
    cells: dict[int, dict[str, list[str]]] = {}
    events = []
    for each in _happenings(chance):
        if each.organisation in names:
            written, edtf = _written(each.day, chance)
            if len(edtf) < len("2020-01-01"):
                written, edtf = f"{each.day.day} {MONTHS[each.day.month - 1]}", each.day.isoformat()
            mark = chance.choice((": ", " - ", " "))
            cells.setdefault(each.day.year, {}).setdefault(each.organisation, []).append(f"{written}{mark}{each.title}")
            events.append(Truth(each.title, edtf, each.organisation))
    rows: list[Row] = [("Jaar", *names)]
    rows += [(year, *("\n".join(cells[year].get(name, ())) or None for name in names)) for year in sorted(cells)]
    return Chronology("cellen.xlsx", _xlsx({"Overzicht": rows}), tuple(events))


LAYOUTS: dict[str, Layout] = {
    "title above, header in row 3": _title_above,
    "month as heading": _month_headings,
    "year as heading": _year_headings,
    "organisations side by side": _matrix,
    "organisations side by side, by month": _matrix_of_months,
    "months across the top": _months_across_the_top,
    "days across the top": _days_across_the_top,
    "dates inside the cells": _dates_inside_the_cells,
    "ods": _open_document,
    "start and end": _start_and_end,
    "day, month, year apart": _three_columns,
    "csv of any encoding": _encodings,
    "English": _english,
    "without header": _without_header,
    "merged dates": _merged,
    "sheet a year": _sheet_for_each_year,
    "sheet an organisation": _sheet_for_each_organisation,
    "subtotals": _totals_between,
    "header on two rows": _header_on_two_rows,
    "second paragraphs in rows below": _second_paragraphs,
    "TimelineJS": _slides,
    "TimelineJS, older": _older_slides,
    "Word": _word_table,
    "some names known": _some_names_known,
}
