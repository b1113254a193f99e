"""Lines of a table that are no event: totals, signatures, and headings that give their year to the lines below."""

from __future__ import annotations

import re
from functools import lru_cache

from timeline.dates import DateNotUnderstood, EventDate, from_edtf, parse_date
from timeline.readers.dating import one_line

_TOTAL = re.compile(r"(?:sub)?tota(?:a|)l\w*\b.*|som|aantal|sum|grand total", re.IGNORECASE)
_COUNT = re.compile(r"(?:aantal|number of)\b.*", re.IGNORECASE)
_PAGE = re.compile(
    r"[-–—\s]*(?:pagina|pag\.?|blad|page|p\.)\s*\d+(?:\s*(?:van|of|/)\s*\d+)?[-–—\s]*|\d+\s*/\s*\d+", re.IGNORECASE
)
_SIGNED = re.compile(
    r"(?:opgesteld|opgemaakt|ingevuld|aangeleverd|gemaakt|bijgewerkt|afgedrukt|geprint|gegenereerd|geëxporteerd"
    r"|samengesteld|laatst (?:bijgewerkt|gewijzigd)|laatste wijziging|versie|paraaf|handtekening|ondertekend"
    r"|getekend|voor akkoord|vertrouwelijk|einde (?:lijst|overzicht|tabel|document|tijdlijn)|legenda|©"
    r"|prepared by|compiled by|printed|exported|last updated|version|signed"
    r"|confidential|end of (?:list|table|document))\b.*",
    re.IGNORECASE | re.DOTALL,
)
_STRETCH = re.compile(
    r"(?:periode|fase|hoofdstuk|deel|blok|period|phase|chapter|part|jaar|year)\b[\s\d:.\-–—)]*", re.IGNORECASE
)
_AROUND = " \t-–—=*#:_.~>•"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LONGEST = 80


def is_total(first: str, dated: str, others: list[str]) -> bool:
    """Whether a line counts up those above; `first` is its first text, `dated` what stands in the column of dates."""
    if dated not in {"", first}:
        return False
    if _TOTAL.fullmatch(first):
        return True
    return bool(_COUNT.fullmatch(first)) and bool(others) and all(re.fullmatch(r"[\d.,\s]+", text) for text in others)


def is_page_mark(texts: list[str]) -> bool:
    """Whether a line only says which page it is."""
    return len(texts) == 1 and bool(_PAGE.fullmatch(texts[0]))


def is_signature(texts: list[str]) -> bool:
    """Whether a line says who made the list, or that it ends."""
    return len(texts) <= 3 and bool(_SIGNED.fullmatch(texts[0]))


@lru_cache(maxsize=1024)
def dated_heading(text: str, above: EventDate | None = None, *, is_first: bool = False) -> EventDate | None:
    """The year, month or stretch of time that a heading names: "2019", "maart 2019", "Periode 1: 2018-2019".

    A month without its year takes that of the heading above it. A year between other words counts only when the text
    begins its line (`is_first`): in the column of titles it may well tell an event.
    """
    words = one_line(text).strip(_AROUND)
    if not words or len(words) > _LONGEST:
        return None
    stretch = _STRETCH.match(words)
    plain = re.sub(r"\s*\([^)]*\)$", "", words)
    attempts = [
        words,
        *([plain] if plain != words else []),
        *([words[stretch.end() :].strip(_AROUND)] if stretch else []),
    ]
    if above is not None and above.earliest and not _YEAR.search(words):
        attempts += [f"{words} {above.earliest.year}"]
    for attempt in attempts:
        try:
            when = parse_date(attempt)
        except DateNotUnderstood:
            continue
        if not when.is_unknown and when.earliest and when.latest:
            return when
    years = sorted({*_YEAR.findall(words)})
    if years and (stretch or (is_first and re.search(r"^(?:19|20)\d\d\s*[:(–-]|\((?:19|20)\d\d", words))):
        return from_edtf(years[0] if len(years) == 1 else f"{years[0]}/{years[-1]}")
    return None


def is_stretch(text: str) -> bool:
    """Whether a text is the name of a period, such as "Periode: eerste jaar"."""
    words = one_line(text).strip(_AROUND)
    return len(words) <= _LONGEST and bool(_STRETCH.match(words))


def year_in(name: str) -> EventDate | None:
    """The year that the name of a sheet says its rows are in."""
    years = {*_YEAR.findall(name)}
    return from_edtf(years.pop()) if len(years) == 1 else None
