"""From a piece of text to an event: a short title, the rest as description, and who was there when the text says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from timeline.readers.pieces import MOST_CHARS

TITLE_CHARS = 120

_SHORTENED = re.compile(
    r"(?:\b(?:dhr|mw|mevr|mr|dr|drs|ir|ing|prof|ca|d\.d|dd|bijv|bv|o\.a|i\.v\.m|m\.b\.t|t\.a\.v|n\.a\.v|i\.o\.m|i\.p\.v|nr|art|jl|"
    r"a\.s|jan|feb|mrt|apr|jun|jul|aug|sep|sept|okt|nov|dec|ma|di|wo|do|vr|za|zo|evt|incl|excl|vgl|resp|tel|blz|st|m\.n|"
    r"z\.g|zgn|t/m|e\.d|afd|plm|vs)|(?<![\w])[A-Za-z])\.$",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?…]+[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-ZÀ-ÖØ-Þ\d])|\n+")
_CLAUSE = re.compile(r"(?:;|:|\s[–—-]|,)\s+")
_LABEL_NAMES = {
    "who": r"(?:wie (?:was|waren) )?(?:aanwezig(?:en| waren)?|erbij)|deelnemers|betrokken(?:en)?|wie|attending|who",
    "missing": r"afwezig(?:en)?|niet aanwezig|afmelding(?:en)?|afgemeld|absent",
    "organisation": r"organisatie|instelling|instantie|organisation",
    "source": r"bron|vindplaats|source",
}
_WHAT = re.compile(
    r"^(?:wat|gebeurtenis|onderwerp|titel|omschrijving|toelichting|beschrijving)\s*:\s*", re.IGNORECASE | re.M
)
_LABELS = {
    name: re.compile(rf"(?:^|(?<=[\n.;(])\s*)(?:{names})\s*:\s*([^\n.;)]+)[.;)]?", re.IGNORECASE)
    for name, names in _LABEL_NAMES.items()
}
_HINGE = re.compile(
    r"[\s,(\[]*(?:\b(?:op|in|van|d\.?d\.?|dd|per|sinds|vanaf|rond|omstreeks|eind|begin|on|de)\b[\s.]*)*$", re.IGNORECASE
)
_EDGES = " \t\n:–—;,|/=-\u2066\u2067\u2068\u2069"


@dataclass(frozen=True, slots=True)
class Told:
    """What a text tells of one event."""

    title: str
    description: str
    who: str = ""
    missing: str = ""
    organisation: str = ""
    source: str = ""


def sentences(text: str) -> list[str]:
    """The sentences of a text; a line end ends one too, a full stop after "dhr" or "14 mrt" does not."""
    parts: list[str] = []
    start = 0
    for end in _END.finditer(text):
        if "\n" not in end[0] and _SHORTENED.search(text, max(start, end.start() - 12), end.start() + 1):
            continue
        parts.append(text[start : end.end()].strip())
        start = end.end()
    parts.append(text[start:].strip())
    return [part for part in parts if part]


def told(texts: Sequence[str], title: str = "") -> Told:
    """The event that these texts tell together: the first sentence is the title, everything else the description.

    Where a `title` is given all texts are the description, without what it says already.
    """
    whole = "\n".join(text.strip().replace("\t", "\n") for text in texts if text.strip())
    whole = _WHAT.sub("", whole[:MOST_CHARS])
    labelled: dict[str, str] = {}
    for name, label in _LABELS.items():
        if found := label.search(whole):
            labelled[name] = found[1].strip()
            if name != "missing":
                whole = (whole[: found.start()].rstrip(" (") + " " + whole[found.end() :].lstrip()).strip()
    if title:
        head = shortened(title)
        if whole.startswith(title) and not head.endswith("…"):
            whole = whole[len(title) :].strip()  # it stands in the title, word for word
        return Told(_capital(head), whole, **labelled)
    first = next(iter(sentences(whole)), "")
    title = shortened(first)
    rest = whole[whole.find(first) + len(first) :].strip() if first else ""
    if title != first.rstrip(".") and title.endswith("…"):
        rest = whole
    return Told(_capital(title), rest, **labelled)


def shortened(sentence: str) -> str:
    """A sentence as a title: without the full stop, and cut at a clause or a word when it is too long."""
    title = sentence.strip(_EDGES).removesuffix(".") if not _SHORTENED.search(sentence) else sentence.strip(_EDGES)
    if len(title) <= TITLE_CHARS:
        return title
    clauses = [found.start() for found in _CLAUSE.finditer(title, 30, TITLE_CHARS)]
    cut = clauses[-1] if clauses else title.rfind(" ", 0, TITLE_CHARS)
    return f"{title[: cut if cut > 0 else TITLE_CHARS - 1].rstrip(_EDGES)}…"


def without_date(before: str, after: str) -> str:
    """A sentence from which the date was taken, with the small words that led to it: "Op …, was er" is "was er"."""
    hinge = _HINGE.search(before)
    begin = before[: hinge.start()] if hinge else before
    in_brackets = bool(hinge and re.search(r"[(\[]\s*[^)\]]*$", hinge[0]))
    end = re.sub(r"^\s*[)\]]", "", after) if in_brackets else after
    if not begin.strip():
        return end.lstrip(_EDGES + ")].")
    end = end.lstrip()
    return f"{begin.rstrip()}{'' if re.match(r'[.,;:!?)]|$', end) else ' '}{end}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
