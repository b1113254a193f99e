"""The names that people give to columns, in Dutch and English, and what each says about its column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from timeline.readers.result import Field

Part = Literal["day", "month", "week", "year", "time"]
MAX_CHARS = 60
"""Longer texts are no name of a column."""

# fmt: off
NAMES: dict[Field, tuple[str, ...]] = {
    "date": (
        "datum", "data", "wanneer", "begindatum", "startdatum", "datum begin", "datum start", "begin", "start",
        "periode", "datum periode", "periode datum", "van", "datum van", "ingangsdatum", "datum gebeurtenis",
        "gebeurtenisdatum", "contactdatum", "datum contact", "datum en tijd", "datum tijd", "datum tijdstip",
        "moment", "vanaf", "vanaf wanneer", "begin periode", "aanvang", "aanvangsdatum", "datum aanvang",
        "datum of periode", "wanneer was het", "date", "dates", "start date", "begin date", "event date",
        "date of event", "when", "from", "date from", "date time", "started", "date and time", "period", "timestamp",
    ),
    "end": (
        "eind", "einde", "einddatum", "datum eind", "datum einde", "stopdatum", "tot", "t m", "tm", "tot en met",
        "datum tot", "datum tot en met", "einde periode", "eind periode", "afgesloten op", "afgerond op",
        "tot wanneer", "end", "end date", "until", "to", "date to", "date until", "ended", "through", "finish",
    ),
    "title": (
        "wat", "titel", "onderwerp", "gebeurtenis", "wat gebeurde er", "wat is er gebeurd", "feit", "feiten",
        "actie", "activiteit", "stap", "gebeurtenissen", "kop", "wat gebeurt er", "omschrijving gebeurtenis",
        "gebeurtenis feit", "feit gebeurtenis", "korte omschrijving", "wat gebeurt", "gebeurd", "betreft",
        "handeling", "samenvatting", "kern", "event", "title", "what", "headline", "subject", "what happened",
        "summary", "event title", "topic", "activity", "action",
    ),
    "description": (
        "toelichting", "omschrijving", "beschrijving", "details", "opmerking", "opmerkingen", "bijzonderheden",
        "inhoud", "uitleg", "notitie", "notities", "verslag", "meer informatie", "tekst", "toelichting opmerkingen",
        "aantekening", "aantekeningen", "nadere toelichting", "extra informatie", "inhoud contact", "resultaat",
        "uitkomst", "effect", "gevolg", "gevolgen", "rapportage", "rapport", "conclusie", "vervolg", "afspraak",
        "afspraken", "result", "outcome",
        "follow up", "description",
        "notes", "text", "remarks", "comment", "comments", "explanation", "event description", "more information",
    ),
    "kind": (
        "soort", "type", "categorie", "aard", "soort gebeurtenis", "rubriek", "type gebeurtenis", "soort contact",
        "contactsoort", "vorm", "contactvorm", "vorm van contact", "type rapportage", "kind", "category",
        "event type", "sort", "type of event", "kind of event",
    ),
    "organisation": (
        "organisatie", "instelling", "instantie", "partij", "baan", "welke organisatie", "organisaties",
        "instanties", "betrokken organisatie", "betrokken instantie", "betrokken instanties", "aanbieder",
        "zorgaanbieder", "van wie", "door welke organisatie", "welke instantie", "organisation", "organization",
        "agency", "provider", "organisations", "which organisation", "group", "lane", "team",
    ),
    "who": (
        "wie", "wie was erbij", "wie waren erbij", "betrokkenen", "betrokkene", "aanwezig", "aanwezigen", "personen",
        "persoon", "deelnemers", "door wie", "door", "medewerker", "professional", "met wie", "betrokken personen",
        "contactpersoon", "auteur", "rapporteur", "betrokken", "gesprekspartners", "met", "gesproken met",
        "contact met", "hulpverlener", "who",
        "people", "person", "persons",
        "participants", "attendees", "involved", "who was there", "by whom", "worker", "present people",
    ),
    "present": ("aan tafel", "aanwezige organisaties", "at the table", "organisations present"),
    "missing": ("niet aan tafel", "afwezig", "afwezigen", "ontbrak", "missing", "absent", "not at the table"),
    "ground": ("grond", "grond van het besluit", "ground"),
    "tags": ("labels", "label", "tags", "trefwoorden"),
    "source": (
        "bron", "bronnen", "vindplaats", "document", "bron document", "waar staat het", "herkomst", "verwijzing",
        "stuk", "brondocument", "dossierstuk", "bron vindplaats", "source", "sources", "reference", "media",
        "document reference",
    ),
}
PARTS: dict[str, tuple[Field, Part]] = {
    **dict.fromkeys(
        ("jaar", "year", "start year", "begin jaar", "beginjaar", "startjaar", "jaar begin"),
        ("date", "year"),
    ),
    **dict.fromkeys(("maand", "month", "start month", "beginmaand", "begin maand", "startmaand"), ("date", "month")),
    **dict.fromkeys(("week", "weeknummer", "weeknr", "wk"), ("date", "week")),
    **dict.fromkeys(("dag", "day", "start day", "begindag", "begin dag", "startdag"), ("date", "day")),
    **dict.fromkeys(
        ("tijd", "time", "tijdstip", "uur", "start time", "begintijd", "starttijd", "aanvangstijd"),
        ("date", "time"),
    ),
    **dict.fromkeys(("eind jaar", "eindjaar", "jaar eind", "end year"), ("end", "year")),
    **dict.fromkeys(("eind maand", "eindmaand", "maand eind", "end month"), ("end", "month")),
    **dict.fromkeys(("eind dag", "einddag", "dag eind", "end day"), ("end", "day")),
    **dict.fromkeys(("eindtijd", "eind tijd", "end time"), ("end", "time")),
}
"""The names of columns that hold one part of a date, as in the spreadsheets of TimelineJS."""
NEVER = frozenset({
    "nr", "nummer", "volgnummer", "no", "id", "rij", "regel", "display date", "media credit", "media caption",
    "media thumbnail", "background", "alt text", "link", "leeftijd", "age", "duur", "duration", "status",
    "invoerdatum", "datum invoer", "datum van invoer", "ingevoerd op", "ingevoerd door", "geboortedatum",
    "date of birth", "printdatum", "datum laatste wijziging", "gewijzigd op", "created", "modified", "weekdag",
    "weekday", "dag van de week",
})
"""Names of columns that hold something else, although a word in them may sound like one of ours."""
# fmt: on

_EXACT = {name: field for field, names in NAMES.items() for name in names}
# A longer name counts before a shorter one that it holds: "datum eind" is an end.
_WITHIN = [
    (re.compile(rf"\b{re.escape(name)}\b"), field)
    for name, field in sorted(_EXACT.items(), key=lambda pair: -len(pair[0]))
    if len(name) > 3
]


_NO_ORGANISATION = re.compile(
    r"\b(?:effect|gevolg|gevoel|emotie|beleving|reflectie|duiding|analyse|leerpunt|(?:leer)?vra(?:ag|gen)|antwoord|fase"
    r"|thema|doel|kleur|opvallend|aandachts?punt|actiepunt|risico|kans|knelpunt|prioriteit|kosten|uren|aantal|nr|nummer"
    r"|link|bijlage|label|trefwoord|conclusie|evaluatie|advies|mening|overig|anders|diversen|positief|negatief"
    r"|feelings?|questions?|theme|goal|phase|colou?r|costs|hours|other|priority|lessons?)\w{0,4}\b"
)
"""Words in the name of a column that tells something about what happened, and names nobody."""
_OF_TIME = re.compile(r"\b(?!al)\w*tijd\b")
_OF_END = re.compile(r"\b(?:tot|einde?|t m|until|end)\b")


@dataclass(frozen=True, slots=True)
class Claim:
    """What the name of a column says: the field, the part of a date, and whether it is exactly one of our names."""

    field: Field
    part: Part | None = None
    is_exact: bool = True


def plain_header(text: str) -> str:
    """The name of a column in plain words: lower case, without marks, figures and what stands between brackets."""
    return " ".join(re.findall(r"[^\W\d_]+", re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", text.lower())))


@lru_cache(maxsize=2048)
def claim(text: str) -> Claim | None:
    """The field that a name of a column points to."""
    name = plain_header(text) if 0 < len(text) <= MAX_CHARS else ""
    if not name or name in NEVER:
        return None
    if name in PARTS:
        return Claim(*PARTS[name])
    return Claim(_EXACT[name]) if name in _EXACT else _within(name)


def may_name_organisation(text: str) -> bool:
    """Whether the name of a column can be that of an organisation that nobody knows yet: it says nothing else."""
    name = plain_header(text) if len(text) <= MAX_CHARS else ""
    if not name or name in NEVER or _NO_ORGANISATION.search(name):
        return False
    said = claim(text)
    return said is None or said.field == "organisation"


def _within(name: str) -> Claim | None:
    """What a name says that is none of ours but holds one: a time of day, a sort of date, or one of our words."""
    if _OF_TIME.search(name):
        return Claim("end" if _OF_END.search(name) else "date", "time", is_exact=False)
    short = re.sub(r"\b\w+datum\b", "datum", name)
    if short != name and short in _EXACT:
        return Claim(_EXACT[short], is_exact=False)
    found = (field for known, field in _WITHIN if known.search(name)) if len(name.split()) <= 5 else ()
    return next((Claim(field, is_exact=False) for field in found), None)
