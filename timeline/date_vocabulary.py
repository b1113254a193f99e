"""The words in which people write dates, in Dutch and English: months, seasons, "about", "until", "unknown".

Only tables and the look-up of a word; what the words do together stands in `date_grammar`.
"""

from __future__ import annotations

from functools import lru_cache

# fmt: off
MONTH_NAMES = {
    "nl": ["januari", "februari", "maart", "april", "mei", "juni",
           "juli", "augustus", "september", "oktober", "november", "december"],
    "en": ["January", "February", "March", "April", "May", "June",
           "July", "August", "September", "October", "November", "December"],
}
# fmt: on
SEASON_NAMES = {
    "nl": {21: "voorjaar", 22: "zomer", 23: "najaar", 24: "winter"},
    "en": {21: "spring", 22: "summer", 23: "autumn", 24: "winter"},
}

_MONTH_FORMS = (
    "jan january januari",
    "feb febr february februari",
    "mrt maa mar march maart",
    "apr april",
    "mei may",
    "jun june juni",
    "jul july juli",
    "aug august augustus",
    "sep sept september",
    "okt oct october oktober",
    "nov november",
    "dec december",
)
MONTHS = {form: number for number, forms in enumerate(_MONTH_FORMS, 1) for form in forms.split()}

_WEEKDAY_FORMS = (
    "ma maandag mon monday",
    "di dinsdag tue tues tuesday",
    "wo woe woensdag wed wednesday",
    "do don donderdag thu thurs thursday",
    "vr vrij vrijdag fri friday",
    "za zat zaterdag sat saturday",
    "zo zon zondag sun sunday",
)
WEEKDAYS = {form: number for number, forms in enumerate(_WEEKDAY_FORMS) for form in forms.split()}
WEEKDAYS |= {
    f"{day}{part}": number
    for day, number in WEEKDAYS.items()
    if day.endswith("dag")
    for part in ("ochtend", "middag", "avond", "nacht")
}

SEASONS = {
    **dict.fromkeys(("voorjaar", "lente", "spring"), 21),
    **dict.fromkeys(("zomer", "summer"), 22),
    **dict.fromkeys(("najaar", "herfst", "autumn", "fall"), 23),
    "winter": 24,
}

PARTS = {
    **dict.fromkeys(("begin", "start", "vroeg", "early", "beginning"), "begin"),
    **dict.fromkeys(("medio", "half", "midden", "halverwege", "mid", "middle"), "half"),
    **dict.fromkeys(("eind", "einde", "laat", "late", "end"), "eind"),
}
"""Words for a part of a month or a year."""

ORDINALS = {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}
QUARTER_WORDS = {"kwartaal", "kw", "quarter"}
HALF_WORDS = {"helft", "half", "halfjaar"}
WEEK_WORDS = {"week", "weken", "wk", "w", "weeknr"}
SCHOOL_YEAR_WORDS = (("schooljaar",), ("sj",), ("cursusjaar",), ("studiejaar",), ("school", "year"))
SOUTHERN = (("(", "zuidelijk", "halfrond", ")"), ("(", "southern", "hemisphere", ")"))
DECADES = {
    "dertig": 193,
    "veertig": 194,
    "vijftig": 195,
    "zestig": 196,
    "zeventig": 197,
    "tachtig": 198,
    "negentig": 199,
}
"""Decades that have one century only: "jaren twintig" can be now or a hundred years ago."""

ABOUT = {
    "~",
    "ca",
    "circa",
    "rond",
    "rondom",
    "omstreeks",
    "ongeveer",
    "plm",
    "c",
    "plusminus",
    "about",
    "around",
    "approximately",
}
PERHAPS = {
    "mogelijk",
    "misschien",
    "waarschijnlijk",
    "vermoedelijk",
    "onzeker",
    "possibly",
    "perhaps",
    "probably",
    "uncertain",
}
NOISE = {
    *("dd", "op", "de", "het", "in", "per", "datum", "maand", "jaar", "ergens", "gedurende", "tijdens", "heel", "hele"),
    *("on", "the", "date", "sometime", "during"),
}
"""Words before a date that add nothing to it."""
LINKS = {"van", "of", "in"}
"""Words between a part and its whole: "zomer van 2018", "first half of 2018"."""
OF_THE_YEAR = {*LINKS, "-", "de", "het", "dat", "the", "jaar", "year"}
"""The same, with the word for a year: "begin van het jaar 2021"."""
TOWARDS = {"aan", "tegen"}
"""Words before the article of a part: "tegen het einde van 2021"."""
EDGES = {"eerste": "begin", "laatste": "eind", "first": "begin", "last": "eind"}
UNITS = {
    **dict.fromkeys(("maanden", "months"), "months"),
    **dict.fromkeys(("weken", "weeks", "dagen", "days"), "weeks"),
}
"""What is counted from the edge of a year or month without saying how many: "eerste maanden", "laatste weken"."""
DAY_PARTS = {
    *("ochtend", "ochtends", "morgens", "middag", "middags", "avond", "avonds", "nacht", "nachts"),
    *("morning", "afternoon", "evening"),
}
HOUR_WORDS = {"uur", "u", "h"}
TIME_WORDS = {"om", "t", "vanaf", "at"}

SINCE = (
    *(("sinds",), ("vanaf",), ("sedert",), ("miv",), ("met", "ingang", "van"), ("ingaande",)),
    *(("since",), ("as", "of")),
)
FROM = (("van",), ("vanaf",), ("sinds",), ("periode",), ("in", "de", "periode"), ("from",))
THROUGH = (
    ("t/m",),
    ("tm",),
    ("tem",),
    ("tot", "en", "met"),
    ("tot", "aan"),
    ("tot",),
    ("until",),
    ("through",),
    ("to",),
    ("-",),
)
"""Between the start and the end of a period; the longest first."""
THROUGH_WORDS = {phrase[0] for phrase in THROUGH} | {"/"}
THROUGH_SHORT = r"(?: - | – |-| t/m | tot en met | tot )"
"""The commonest of them between two whole days, as a regular expression."""
BEFORE_END = (("t/m",), ("tm",), ("tem",), ("tot", "en", "met"), ("tot", "aan"), ("tot",), ("until",), ("up", "to"))
UP_TO = {"tot", "aan", "until", "to"}
"""The last of the words that lead to an end that is itself not part of the period any more."""
NOW = (
    ("heden",),
    ("nu",),
    ("vandaag",),
    ("nu", "toe"),
    ("today",),
    ("op", "heden"),
    ("now",),
    ("present",),
    ("lopend",),
    ("nog", "lopend"),
    ("loopt", "nog"),
    ("loopt",),
    ("nog", "bezig"),
    ("lopende",),
)
AT_LATEST = (("uiterlijk",), ("op", "zijn", "laatst"), ("no", "later", "than"))
AT_EARLIEST = (("niet", "eerder", "dan"), ("op", "zijn", "vroegst"), ("no", "earlier", "than"))
OR = {"of", "or"}
AND = {"en", "and", "&", "+"}

JOINTS = {*OR, *AND}

UNKNOWN_PHRASES = {
    *("onbekend", "datum onbekend", "datum niet bekend", "niet bekend", "nog niet bekend", "nb", "nnb"),
    *("nvt", "niet van toepassing", "nog te bepalen", "onduidelijk", "datum onduidelijk", "geen datum bekend", "n/a"),
    *("geen datum", "zonder datum", "weet niet", "weet ik niet", "unknown", "date unknown", "not known", "no date"),
}
YEAR_UNKNOWN = (("jaar", "onbekend"), ("year", "unknown"), ("zonder", "jaar"))
JUST_PAST = (("jl",), ("ll",), ("jongstleden",), ("laatstleden",))
"""Words behind a day of the past months; they add nothing that helps without knowing when they were written."""
UNKNOWN_SIDE = (("onbekend",), ("unknown",), ("?",))

# School holidays: when they may begin and end (month, day), anywhere in the country; the last may be in the next year.
HOLIDAYS = {
    "zomervakantie": ((7, 1), (8, 31)),
    "herfstvakantie": ((10, 8), (10, 31)),
    "kerstvakantie": ((12, 18), (1, 9)),
    "voorjaarsvakantie": ((2, 6), (3, 7)),
    "krokusvakantie": ((2, 6), (3, 7)),
    "carnavalsvakantie": ((2, 6), (3, 7)),
    "meivakantie": ((4, 18), (5, 12)),
}
HOLIDAYS |= {name.removesuffix("antie"): stretch for name, stretch in HOLIDAYS.items() if name.endswith("vakantie")}
AFTER_SUMMER = ((8, 23), (9, 30))
"""Schools begin again on one of three Mondays; "after the summer" lasts until autumn for who writes it down."""
BEFORE_SUMMER = ((6, 1), (7, 20))


@lru_cache(maxsize=4096)
def month_of(word: str) -> int | None:
    """The number of the month that a word names, one slip of the pen forgiven ("febrauri")."""
    if word in MONTHS:
        return MONTHS[word]
    if len(word) < 5:
        return None
    meant = {
        number
        for form, number in MONTHS.items()
        if len(form) >= 5 and form[0] == word[0] and _one_slip_apart(word, form)
    }
    return meant.pop() if len(meant) == 1 else None


def _one_slip_apart(written: str, meant: str) -> bool:
    """Whether one letter too many, too few or wrong, or two letters swapped, make the difference."""
    if abs(len(written) - len(meant)) > 1:
        return False
    at = next(
        (i for i, (a, b) in enumerate(zip(written, meant, strict=False)) if a != b), min(len(written), len(meant))
    )
    rest_written, rest_meant = written[at:], meant[at:]
    swapped = rest_written[1:2] + rest_written[:1] + rest_written[2:]
    return (
        rest_written[1:] == rest_meant
        or rest_written == rest_meant[1:]
        or rest_written[1:] == rest_meant[1:]
        or (len(rest_written) > 1 and swapped == rest_meant)
    )
