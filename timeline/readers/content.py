"""What a column holds, told by its cells: dates, people, organisations, kinds of event, or just words."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from timeline.dates import DateNotUnderstood, parse_date
from timeline.kinds import kind_of_word
from timeline.organisation_names import find_name, guess_kind_of_organisation, is_family
from timeline.readers import limits
from timeline.readers.grid import Cell, Line
from timeline.readers.result import Field

_MOSTLY = 0.6
_NEARLY_ALL = 0.8
_TEXT_CHARS = 5
_TIME = re.compile(r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s*(?:uur|u)\.?)?")
_LONGEST_DATE = 60
_NAME_WORDS = 5
_DATE_WORDS = re.compile(
    r"jan|feb|mrt|maart|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec|voorjaar|zomer|najaar|winter|lente|herfst|heden"
    r"|onbekend|unknown|\?|week|spring|summer|autumn",
    re.IGNORECASE,
)
_ROLES = re.compile(
    r"\b(?:(?:stief|groot|pleeg)?(?:moeder|vader|ouders?)|kind(?:eren)?|zoon|dochter|opa|oma|tante|oom|partner|"
    r"\w*(?:regisseur|begeleider|beschermer|voogd|werker|hulpverlener|behandelaar|therapeut|coach|onderzoeker|consulent|"
    r"coordinator|coördinator|medewerker|psycholoog|arts|leerkracht|directeur|team)|mentor|ib'?er|leraar|juf|meester|"
    r"politie|rechter|advocaat|mediator|wijkagent|tolk|parents?|mother|father|child(?:ren)?|teacher|worker|coach|judge|"
    r"doctor|therapist|case ?manager)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Contents:
    """The filled cells of each column, of the rows that are looked at."""

    columns: tuple[tuple[Cell, ...], ...]
    organisations: tuple[str, ...] = ()

    @classmethod
    def of(cls, lines: Sequence[Line], width: int, organisations: tuple[str, ...]) -> Contents:
        """What the first filled rows hold."""
        columns: list[list[Cell]] = [[] for _ in range(width)]
        seen = 0
        for line in lines:
            filled = [(at, cell) for at, cell in enumerate(line.cells[:width]) if cell.text]
            if len(filled) < 2 < width:
                continue  # a title or a heading between the rows says nothing of a column
            for at, cell in filled:
                columns[at].append(cell)
            seen += bool(filled)
            if seen >= limits.MAX_SAMPLE:
                break
        return cls(tuple(map(tuple, columns)), organisations)

    def dates(self, at: int, *, year_apart: bool = False) -> float:
        """Which part (0 to 1) of a column can be read as dates; `year_apart` when their year stands in another one."""
        if year_apart:
            return self._share(at, lambda cell: holds_date(cell) or is_date(f"{cell.text} {_ANY_YEAR}"))
        return self._share(at, holds_date)

    def holds_times(self, at: int) -> bool:
        """Whether a column mostly holds times of day."""
        return bool(self.columns[at]) and self._share(at, lambda cell: bool(_TIME.fullmatch(cell.text))) >= _MOSTLY

    def length(self, at: int) -> float:
        """How many characters a cell of a column has."""
        cells = self.columns[at]
        return sum(len(cell.text) for cell in cells) / len(cells) if cells else 0.0

    def is_text(self, at: int) -> bool:
        """Whether a column holds words that may tell what happened."""
        return self.length(at) >= _TEXT_CHARS and self._share(at, lambda cell: not _is_number(cell.text)) > _MOSTLY

    def is_dated(self, at: int) -> bool:
        """Whether a column mostly holds dates."""
        return bool(self.columns[at]) and self.dates(at) >= _MOSTLY

    def fields(self, free: Collection[int], wanted: Collection[Field]) -> dict[Field, int]:
        """The wanted fields that columns hold by their content; only columns in `free` are looked at."""
        found: dict[Field, int] = {}
        left = [at for at in sorted(free) if self.columns[at]]
        dated = [at for at in left if self.is_dated(at)] if {"date", "end"} & {*wanted} else []
        if dated and "date" in wanted:
            found["date"] = dated[0]
            if "end" in wanted and dated[0] + 1 in dated:
                found["end"] = dated[0] + 1
        left = [at for at in left if at not in dated]
        tests: tuple[tuple[Field, Callable[[Cell], bool]], ...] = (
            ("kind", lambda cell: len(cell.text) < 40 and kind_of_word(cell.text) != ""),
            ("organisation", lambda cell: names_organisation(cell.text, self.organisations)),
            ("who", lambda cell: len(cell.text) < 80 and bool(_ROLES.search(cell.text))),
        )
        titled = max((at for at in left if self.is_text(at)), key=self.length, default=None)
        for field, test in tests:
            if field not in wanted:
                continue
            likely = [at for at in left if len(self.columns[at]) > 2 and self._share(at, test) >= _NEARLY_ALL]
            likely = [at for at in likely if at != titled or "title" not in wanted or self.length(at) < 15]
            if likely:
                found[field] = likely[0]
                left.remove(likely[0])
        texts = [at for at in left if self.is_text(at)]
        if "title" in wanted and texts:
            found["title"] = texts[0]
        longest = max(texts, key=self.length, default=None)
        if "description" in wanted and longest is not None and longest not in found.values():
            found["description"] = longest
        return found

    def _share(self, at: int, test: Callable[[Cell], bool]) -> float:
        cells = self.columns[at]
        return sum(map(test, cells)) / len(cells) if cells else 0.0


def holds_date(cell: Cell) -> bool:
    """Whether a cell is, or can be read as, a date."""
    return cell.date is not None or is_date(cell.text)


_ANY_YEAR = "2020"


@lru_cache(maxsize=8192)
def is_date(text: str) -> bool:
    """Whether words can be read as a date."""
    if not text or len(text) > _LONGEST_DATE or not (_DATE_WORDS.search(text) or any(map(str.isdigit, text))):
        return False
    try:
        parse_date(" ".join(text.split()))
    except DateNotUnderstood:
        return False
    return True


def names_organisation(text: str, organisations: Sequence[str]) -> bool:
    """Whether words are the family, an organisation of the case, or sound like an organisation."""
    if not text or len(text.split()) > _NAME_WORDS or any(map(str.isdigit, text)):
        return False
    return is_family(text) or find_name(text, organisations) is not None or guess_kind_of_organisation(text) != "other"


def _is_number(text: str) -> bool:
    return text.replace(".", "").replace(",", "").replace("-", "").replace(" ", "").isdigit()
