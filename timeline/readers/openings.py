"""Where in a written text the dates stand: at its beginning, or inside a sentence, with the year that a heading gives.

Dates themselves are read by `timeline.dates`; here is only what a list of notes adds to that: "14 maart" below the
heading 2019, "de 3e" below the heading maart 2019, and what looks like a date and is none (31-02-2021).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice

from timeline.dates import DateNotUnderstood, EventDate, find_date, from_edtf, read_date
from timeline.errors import N_
from timeline.readers.as_written import several_days, without_question_mark
from timeline.readers.result import Choice, Doubt

_WEEKDAY = r"(?:ma|di|wo|woe|do|don|vr|za|zo|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)\.?,?"
_MONTH = (
    r"(?:jan(?:uari|uary)?|feb(?:r|ruari|ruary)?|mrt|maart|march|apr(?:il)?|mei|may|juni?|june?|juli?|july?|"
    r"aug(?:ustus|ust)?|sept?(?:ember)?|okt(?:ober)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_SEASON = (
    r"(?:(?:voorjaar|lente|zomer|najaar|herfst|winter|kerst(?:mis)?|pasen|pinksteren|hemelvaart(?:sdag)?|sinterklaas"
    r"|koningsdag|carnaval|moederdag|vaderdag|oud en nieuw|(?:(?:zomer|herfst|kerst|mei|voorjaars|krokus)vak(?:antie)?)"
    r"|(?:1e|2e|eerste|tweede) (?:kerst|paas|pinkster)dag|Q[1-4]|(?:[1-4]e|eerste|tweede|derde|vierde) kwartaal"
    r"|(?:1e|2e|eerste|tweede) (?:helft|half\s?jaar)(?: van (?:het|dat) jaar)?)\b\.?)"
)
_STRETCH = (
    r"(?:(?:(?:aan|tegen)\s+)?(?:het\s+)?(?:begin|midden|einde?)\s+van\s+(?:het|dat)\s+jaar|halverwege\s+(?:het|dat)\s+jaar"
    r"|(?:de\s+)?loop\s+van\s+(?:het|dat)\s+jaar"
    r"|(?:het\s+)?hele\s+jaar(?=\s*[:–—\t]|\s+-\s)"
    r"|(?:de\s+)?(?:eerste|laatste)\s+(?:maanden|weken)(?:\s+van\s+(?:het|dat)\s+jaar|(?=\s*[:–—\t]|\s+-\s)))(?!\w)"
)
"""A part of the year of the heading; "de eerste weken" alone may be those of whatever happened just before."""
_MARKS = re.compile(r"[\s\[(*#>\"“‘'=_~\u2066-\u2069-]*(?:(?:datum|wanneer|date|when|jaar)\s*:\s*)?", re.IGNORECASE)
_AFTER = re.compile(r"[\s:–—;,|/=.\])*_#\"”\u2066-\u2069-]*")
_END_OF_TIME = re.compile(r"\s*(?:[-–—]|tot)\s*\d{1,2}[.:]\d{2}(?:\s*(?:uur|u)\b\.?)?")
_SHAPED = re.compile(
    rf"(?:{_WEEKDAY}\s*)?(?:\d{{1,2}}\s?[-/.]\s?\d{{1,2}}\s?[-/.]\s?\d{{2,4}}|\d{{4}}-\d{{1,2}}-\d{{1,2}}"
    rf"|\d{{1,3}}\s+{_MONTH}\s+\d{{4}})(?![\d-])",
    re.IGNORECASE,
)
_GOES_ON = re.compile(rf"\s*(?:t/m|tot(?:\s+en\s+met)?|[-–—])\s*{_SHAPED.pattern}", re.IGNORECASE)
"""The end of a period that could not be read as one."""
_WITHOUT_YEAR = re.compile(
    rf"(?:(?:op|in|per|rond|omstreeks|vanaf|sinds|eind|begin|medio|half|circa|ca\.?|±|t/m|tot(?:\s+en\s+met)?|(?:de|het|hele)\b"
    rf"|van(?=\s+{_MONTH}\s+(?:t/m|tot)\b)"
    rf"|{_WEEKDAY})\s*){{0,4}}"
    rf"(?:\d{{1,2}}(?:e|ste|de)?\s+)?(?:{_MONTH}|{_SEASON}|{_STRETCH}|(?:week|wk\.?)\s?\d{{1,2}}\b|\d{{1,2}}[-/]\d{{1,2}}(?![\d/-]))"
    rf"(?:\s*(?:t/m|tot(?:\s+en\s+met)?|[-–/])\s*(?:\d{{1,2}}\s+)?{_MONTH})?|"
    rf"(?:van\s+)?\d{{1,2}}\s*(?:t/m|tot(?:\s+en\s+met)?|[-–]|en)\s*\d{{1,2}}\s+{_MONTH}",
    re.IGNORECASE,
)
_PERHAPS = re.compile(r"\s?(?:\(\?+\)|\?+)(?=[\s:–—;,|/=.)-]*\s\S|$)")
"""A question mark behind a date at the beginning: whoever wrote it was not sure of the date."""
_TWO_DAYS = re.compile(
    rf"(?:\d{{1,2}}(?:e|ste|de)?\s+{_MONTH}\s*(?:t/m|tot(?:\s+en\s+met)?|[-–—])\s*\d{{1,2}}(?:e|ste|de)?\s+{_MONTH}"
    rf"|\d{{1,2}}[-/]\d{{1,2}}\s*(?:t/m|tot(?:\s+en\s+met)?|\s[-–—]\s)\s*\d{{1,2}}[-/]\d{{1,2}})(?!\s*['\d/-])",
    re.IGNORECASE,
)
"""A period from one day to another, both without a year."""
_AND = r"\s*(?:,|\+|&|\ben\b|,\s*en\b)\s*"
_A_DAY = rf"(?:{_WEEKDAY}\s*)?\d{{1,2}}(?:e|ste|de)?"
_SEVERAL_DAYS = re.compile(
    rf"(?:op\s+)?(?:(?:{_A_DAY}(?:\s+{_MONTH})?{_AND})+{_A_DAY}\s+{_MONTH}"
    rf"|{_A_DAY}[-/]\d{{1,2}}(?:{_AND}{_A_DAY}[-/]\d{{1,2}})+)(?!\s*['\d/-])",
    re.IGNORECASE,
)
"""Days beside each other without a year: "8/2 + 15/2", "8, 15 en 22 februari"."""
_SEVERAL_MONTHS = rf"{_MONTH}(?:\s*(?:[,/&+]|,?\s*\ben\b)\s*{_MONTH}){{1,5}}"
_MONTHS_IN_A_ROW = re.compile(rf"(?:(?:in|de|maanden)\s+){{0,3}}({_SEVERAL_MONTHS})(?!\s*['\d])", re.IGNORECASE)
"""Months beside each other without a year: "januari en februari", "jan/feb"."""
_PER_WEEK = re.compile(r"\s*per\s+(?:week|wk)\b", re.IGNORECASE)
"""In a sentence "per week 2 gesprekken" says how often, and not when."""
_INSIDE_WITHOUT_YEAR = re.compile(
    rf"\b(?:op\s+(?:{_A_DAY}(?:\s+{_MONTH})?{_AND})*(?:{_WEEKDAY}\s*)?\d{{1,2}}(?:e|ste|de)?\s+{_MONTH}"
    rf"|(?:in|eind|begin|medio|half|vanaf|sinds|per)\s+(?:(?:de|het)\s+)?(?:{_SEVERAL_MONTHS}|{_MONTH}|{_SEASON}))",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(
    r"(?:datum\s+)?(?:onbekend|niet bekend|onduidelijk|geen datum|zonder datum|unknown|\?+)(?=\s*[:–—\t]|\s+-\s)",
    re.IGNORECASE,
)
_NAME_TOO = re.compile(r"(?:jan|jun|mei|may|april|june|august|dec|sep|nov)\.?", re.IGNORECASE)
"""Months that are also what somebody is called, or another word."""
_DAY_ALONE = re.compile(rf"(?:{_WEEKDAY}\s*)?(?:de\s+)?(\d{{1,2}})(?:e|ste|de)?(?=\s*[:–—\t]|\s+-\s|$)", re.IGNORECASE)
_IN_SENTENCE = re.compile(
    r"(?:op|in|on|rond|sinds|vanaf|tussen|na|voor)\b|[^|]*\|\s+(?:is|was|zijn|waren|werd|werden|wordt|worden|heeft|hebben|had|hadden|"
    r"vond|vonden|vindt|kwam|kwamen|komt|ging|gingen|gaat|startte|begon|begint|belde|belt|deed|doet|kreeg|krijgt|"
    r"meldde|meldt|bleek|blijkt|verhuisde|volgde|volgt|sprak|spraken|has|had|was|were)\b",
    re.IGNORECASE,
)
"""A date at the beginning of a sentence, with the verb after it or a small word before it."""
_AT_START = 200
"""Characters at the beginning of a text in which its date stands, if it begins with one."""
_AT_MOST = 2000
"""Characters of a sentence in which a date is looked for."""
YEAR_OF_SEVERAL = N_("Het kopje erboven noemt meer jaren. Welk jaar is het?")
_MOST_YEARS = 3
_LEAP_YEAR = 2020
"""A year in which every day of a month without a year exists."""
_IN_FIGURES = re.compile(r"\s*\d{1,4}\s?[-/.]\s?[\d\s/.'-]+")
"""A date in figures alone: in notes what follows it is what happened, also when that begins with a verb."""
_JOINT = re.compile(r"(?:,\s+en|,|\s+en|;|,?\s+and)\s+(?=(?:op|in|vanaf|sinds|eind|begin|on)\s)", re.IGNORECASE)
_CLAUSE_WORDS = 3
_MOST_JOINTS = 20
_COUNTED = re.compile(r"\s*(?:euro|keer|km|uur|kinderen|jaar|x|%|€)\b", re.IGNORECASE)
_COARSE = re.compile(
    r"\d{4}[~?%]?(?:-\d\d[~?%]?)?(?:/\d{4}(?:-\d\d)?)?|\[\d{4}-\d\d(?:-\d\d)?\.\.\d{4}-\d\d(?:-\d\d)?\]"
)


@dataclass(frozen=True, slots=True)
class Around:
    """What the headings above a text say of its dates, and the date of the event before it."""

    year: int | None = None
    month: int | None = None
    before: EventDate | None = None
    heading: EventDate | None = None

    def below(self, when: EventDate) -> Around:
        """The same below a heading with this date."""
        is_month = re.fullmatch(r"\d{4}-(?:0\d|1[0-2])", when.edtf)
        first = when.earliest or when.latest
        return replace(
            self, year=first.year if first else None, month=first.month if first and is_month else None, heading=when
        )


@dataclass(frozen=True, slots=True)
class Opening:
    """A date in a text: its words, its value, and the text before and after it; no value when there is no such day.

    `is_label` says that the date stands apart from what follows ("14 maart 2021: …"), `is_completed` that its value
    holds more than its words say.
    """

    words: str
    value: EventDate | None
    before: str
    rest: str
    is_label: bool
    is_completed: bool = False
    doubts: tuple[Doubt, ...] = ()

    @property
    def is_coarse(self) -> bool:
        """Whether it is a month or more, as a heading is."""
        return self.value is not None and bool(_COARSE.fullmatch(self.value.edtf))

    @property
    def is_alone(self) -> bool:
        """Whether nothing but the date stands there."""
        return not self.rest.strip() and not self.before.strip()

    @property
    def is_year_alone(self) -> bool:
        """Whether it is a year and nothing else, as the heading over a year is."""
        return self.is_alone and self.value is not None and bool(re.fullmatch(r"\d{4}", self.value.edtf))


def opening(text: str, around: Around) -> Opening | None:
    """The date with which a text begins, or what has the shape of one."""
    marks = _MARKS.match(text, 0, _AT_START)
    start = marks.end() if marks else 0
    body = text[start:]
    shaped = _UNKNOWN.match(body) or _SHAPED.match(body)
    found = find_date(body, at_start=True)
    if two := _without_year_to(body, found.end if found else 0):
        return _without_year(body, body[:two], two, around)
    if found and (not shaped or found.end >= shaped.end()) and _ends_well(body, found.end):
        when = found.reading.when
        words = body[found.start : found.end]
        if not when.is_unknown:
            if until := _GOES_ON.match(body, found.end):
                return _opened(body, until.end())
            if re.fullmatch(r"\d{4}", words) and (_COUNTED.match(body, found.end) or not 1900 <= int(words) <= 2100):
                return None
            return _opened(body, found.end, when)
        if when.edtf.startswith("XXXX-"):
            longer = _WITHOUT_YEAR.match(body, 0, _AT_START)
            end = max(found.end, longer.end() if longer and _ends_well(body, longer.end()) else 0)
            return _without_year(body, body[found.start : end], end, around) or _without_year(
                body, words, found.end, around
            )
    return _opened(body, shaped.end()) if shaped else _partial(body, around)


def _without_year_to(body: str, end: int) -> int:
    """Where two days or more without their year end, when only the first of them was taken for a date; else 0.

    In "15 mei – 20 augustus" the 20 is no year.
    """
    longer = _TWO_DAYS.match(body, 0, _AT_START) or _SEVERAL_DAYS.match(body, 0, _AT_START) or _months_in_a_row(body)
    return longer.end() if longer and longer.end() > end and _ends_well(body, longer.end()) else 0


def _months_in_a_row(body: str) -> re.Match[str] | None:
    """Months of which each follows on the one before; in "maart, Jan belt" there is only one."""
    found = _MONTHS_IN_A_ROW.match(body, 0, _AT_START)
    when = _completed(found[1], _LEAP_YEAR) if found else None
    return found if when is not None and when.is_period else None


def begins_with_part_of_year(sentence: str, around: Around) -> Opening | None:
    """The date in words, with the year of the heading, with which a sentence begins: "In het najaar zag ik haar"."""
    if around.year is None or _PER_WEEK.match(sentence):
        return None
    found = opening(sentence, around)
    is_dated = found is not None and found.is_completed and found.value is not None and not found.value.is_unknown
    return found if found and is_dated and re.search(r"[a-z]{3}", found.words, re.IGNORECASE) else None


def inside(text: str, around: Around) -> Opening | None:
    """The first date inside a sentence, with what stands before and after it."""
    found = find_date(text[:_AT_MOST])
    shaped = _SHAPED.search(text, 0, _AT_MOST)
    if found and not _is_real(text, found.start, found.end, found.reading.when):
        found = None
    if shaped and (
        not found or shaped.start() < found.start or (shaped.start() == found.start and shaped.end() > found.end)
    ):
        return _found_at(text, shaped.start(), shaped.end())
    partial = _INSIDE_WITHOUT_YEAR.search(text, 0, _AT_MOST)
    if partial and (not found or partial.start() < found.start):
        made = _partial(text[partial.start() :], around, known=partial.end() - partial.start())
        if made and made.value is not None:
            return replace(made, before=text[: partial.start()])
    return _found_at(text, found.start, found.end, found.reading.when) if found else None


def _is_real(text: str, start: int, end: int, when: EventDate) -> bool:
    """Whether what was found in a sentence is a date there: not a number of euros, nor the word "unknown"."""
    words = text[start:end]
    if when.is_unknown or not _ends_well(text, end) or (start and text[start - 1].isalnum()):
        return False
    year = re.search(r"\b(\d{4})\b", words)
    if re.fullmatch(r"\d{4}", words.strip("'")) and not re.search(r"\b(?:in|sinds|vanaf|eind|begin)\s+$", text[:start]):
        return False  # a number, a postcode, a year of birth
    return not (year and not 1900 <= int(year[1]) <= 2100)


def _ends_well(text: str, end: int) -> bool:
    return end >= len(text) or not text[end].isalnum()


def _opened(body: str, end: int, value: EventDate | None = None, *, is_completed: bool = False) -> Opening:
    """The opening of which the date ends here."""
    more = _END_OF_TIME.match(body, end)
    after = more.end() if more else end
    parted = _AFTER.match(body, after)
    rest = body[parted.end() :] if parted else body[after:]
    between = body[after : len(body) - len(rest)]
    stands_apart = not rest or bool(re.search(r"[^\s(\"“]|\t|\n|  ", between))
    is_label = (
        stands_apart or bool(_IN_FIGURES.fullmatch(body[:end])) or not _IN_SENTENCE.match(f"{body[:end]} | {rest}")
    )
    return Opening(_bare(body[:end]), value, "", rest, is_label, is_completed)


def _found_at(text: str, start: int, end: int, value: EventDate | None = None) -> Opening:
    return Opening(_bare(text[start:end]), value, text[:start], text[end:], is_label=False)


def _bare(words: str) -> str:
    """A date without the small word that leads to it in a sentence."""
    return re.sub(r"^(?:op|in|on|d\.?d\.?)\s+", "", words.strip(), flags=re.IGNORECASE)


def _partial(body: str, around: Around, known: int = 0) -> Opening | None:
    """A date without its year, or under a month only its day, which the headings complete."""
    shape = _WITHOUT_YEAR.match(body, 0, _AT_START)
    end = known or (shape.end() if shape else 0)
    if end and _ends_well(body, end):
        return _without_year(body, body[:end], end, around, is_first=not known)
    if around.year and around.month and (day := _DAY_ALONE.match(body)):
        try:
            when = read_date(f"{day[1]}-{around.month}-{around.year}").when
        except DateNotUnderstood:
            return None
        return _opened(body, day.end(), replace(when, text=day[0]), is_completed=True)
    return None


def _without_year(body: str, words: str, end: int, around: Around, *, is_first: bool = True) -> Opening | None:
    """An opening whose date lacks its year: from the heading, else from the event before it with a doubt.

    A question mark behind it belongs to it when it comes first (`is_first`); further on it ends a question.
    """
    if _NAME_TOO.fullmatch(words.strip()) and not (around.year and _opened(body, end).is_label):
        return None
    if is_first and body[:end].endswith(words) and (perhaps := _PERHAPS.match(body, end)):
        words, end = f"{words}{perhaps[0]}", perhaps.end()
    if around.year:
        return _with_year_of_heading(body, end, _in_heading(words, around.year, around.heading))
    made = _opened(body, end)
    if around.before is not None:
        years = _likely_years(words, around.before)
        if years:
            choices = tuple(Choice("date", when.edtf) for when in years)
            message = N_("Het jaar staat er niet bij. We namen het jaar dat past bij de gebeurtenis erboven.")
            doubts = (Doubt("year_assumed", message, {}, choices), *several_days(years[0]))
            return replace(_opened(body, end, years[0], is_completed=True), doubts=doubts)
    day = _completed(words, _LEAP_YEAR)
    if day is not None and re.fullmatch(r"\d{4}-\d\d-\d\d", day.edtf):
        return replace(made, value=from_edtf(f"XXXX{day.edtf[4:]}", text=words.strip()), is_completed=True)
    return made if made.is_label or day is not None else None


def _with_year_of_heading(body: str, end: int, found: list[EventDate]) -> Opening | None:
    """An opening with the year of the heading; where that leaves several, they are asked about."""
    if not found:
        return None
    made = _opened(body, end, found[0], is_completed=True)
    choices = tuple(Choice("date", when.edtf) for when in found)
    asked = (Doubt("year_assumed", YEAR_OF_SEVERAL, {}, choices),) if len(found) > 1 else ()
    return replace(made, doubts=(*asked, *several_days(found[0])))


def _in_heading(words: str, year: int, heading: EventDate | None) -> list[EventDate]:
    """A date without its year in each year of the heading that it fits in: a school year has two, and each day once."""
    first, last = (heading.earliest, heading.latest) if heading is not None else (None, None)
    # one year more: a period over New Year is written with the year in which it ends
    years = range(first.year, last.year + 2) if first and last and last.year - first.year < _MOST_YEARS else [year]
    found = [when for each in years if (when := _completed(words, each))]
    if not first or not last:
        return found[:1]
    within = [when for when in found if when.earliest and first <= when.earliest <= last]
    return within or found[:1]


def _likely_years(words: str, before: EventDate) -> list[EventDate]:
    """The date in the year of the event before it and in the next; the next one first when it would go far back."""
    last = before.earliest or before.latest
    if last is None:
        return []
    both = [when for year in (last.year, last.year + 1) if (when := _completed(words, year))]
    if len(both) == 2 and both[0].latest and (last - both[0].latest).days > 120:
        both.reverse()
    return both


def _completed(words: str, year: int) -> EventDate | None:
    """A date without a year, in this year."""
    bare, perhaps = without_question_mark(words.strip().rstrip(".,:;"))
    numbers = re.fullmatch(rf"(?:{_WEEKDAY}\s*)?(\d{{1,2}})[-/](\d{{1,2}})", bare, re.IGNORECASE)
    written = f"{numbers[1]}-{numbers[2]}-{year}" if numbers else f"{bare} {year}"
    if two := _TWO_DAYS.fullmatch(bare) or _SEVERAL_DAYS.fullmatch(bare):
        in_figures = re.search(r"\d([-/])\d{1,2}$", two[0])
        written = f"{bare}{in_figures[1] if in_figures else ' '}{year}"
    try:
        when = read_date(f"{written}{perhaps}").when
    except DateNotUnderstood:
        return None
    return None if when.is_unknown else replace(when, text=words.strip())


def clauses(sentence: str) -> list[str]:
    """The parts of a sentence that each tell something with a date: "Op … was er een MDO en op … startte de hulp"."""
    parts = []
    start = 0
    for joint in islice(_JOINT.finditer(sentence[:_AT_MOST]), _MOST_JOINTS):
        left, right = sentence[start : joint.start()], sentence[joint.end() :]
        found = inside(left, Around())
        if found and len(f"{found.before} {found.rest}".split()) >= _CLAUSE_WORDS and opening(right, Around()):
            parts.append(left)
            start = joint.end()
    return [*parts, sentence[start:]]
