"""What the name of an organisation in a file means: the family, one of the organisations of the case, or another.

Names are compared without capitals and marks, and the abbreviations of the field are read as what they stand for.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from functools import lru_cache

FAMILY_WORDS = frozenset(
    {"gezin", "familie", "family", "het gezin", "gezinssysteem", "thuis", "gezin zelf", "the family"}
)
KIND_WORDS = (
    ("court", ("rechtbank", "kinderrechter", "gerechtshof", "court", "rechter", "hof")),
    (
        "child_protection_board",
        ("raad voor de kinderbescherming", "kinderbescherming", "de raad", "raad", "child protection board"),
    ),
    ("safe_home", ("veilig thuis", "amhk", "amk", "safe home")),
    (
        "youth_protection",
        (
            *("jeugdbescherming", "gecertificeerde instelling", "jeugdreclassering", "voogdij", "gezinsvoogdij"),
            *("bureau jeugdzorg", "samenwerken aan veiligheid", "youth protection"),
        ),
    ),
    (
        "school",
        ("school", "college", "lyceum", "basisschool", "kinderopvang", "samenwerkingsverband", "peuterspeelzaal"),
    ),
    (
        "municipality",
        (
            *("gemeente", "gemeentelijke toegang", "wijkteam", "jeugdteam", "sociaal team", "gebiedsteam", "buurtteam"),
            *("toegang", "ouder en kindteam", "centrum voor jeugd en gezin", "cjg", "leerplicht", "municipality"),
        ),
    ),
    ("police", ("politie", "police", "wijkagent")),
    (
        "health",
        (
            *("huisarts", "ggz", "ziekenhuis", "jeugdarts", "ggd", "jeugdgezondheidszorg", "consultatiebureau", "gp"),
            *("geestelijke gezondheidszorg", "kinderarts", "hospital"),
        ),
    ),
    (
        "care",
        (
            "zorg",
            "zorgaanbieder",
            "zorginstelling",
            "zorgorganisatie",
            "hulpverlening",
            "jeugdhulp",
            "jeugdzorg",
            "therapie",
            "praktijk",
            "pleegzorg",
            "maatschappelijk werk",
        ),
    ),
)
_ABBREVIATIONS = {
    "rvdk": "raad voor de kinderbescherming",
    "rvk": "raad voor de kinderbescherming",
    "vt": "veilig thuis",
    "gi": "gecertificeerde instelling",
    "jb": "jeugdbescherming",
    "jr": "jeugdreclassering",
    "bjz": "bureau jeugdzorg",
    "jz": "jeugdzorg",
    "save": "samenwerken aan veiligheid",
    "cjg": "centrum voor jeugd en gezin",
    "okt": "ouder en kindteam",
    "jgz": "jeugdgezondheidszorg",
    "ggz": "geestelijke gezondheidszorg",
    "swt": "sociaal wijkteam",
    "rb": "rechtbank",
    "kr": "kinderrechter",
    "swv": "samenwerkingsverband",
    "bso": "kinderopvang",
    "amw": "maatschappelijk werk",
    "gem": "gemeente",
}
_SMALL = frozenset({"de", "het", "een", "the", "van", "voor", "en", "of", "in", "te", "bij", "and"})
_ALIKE = 0.82
"""How much two names must have in common (0 to 1) to ask whether they are one: a letter or two of difference."""


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """A name without capitals, marks and double spaces, to compare with."""
    return re.sub(r"[^\w]+", " ", name.lower()).strip()


def is_family(name: str) -> bool:
    """Whether a name means the family's own lane."""
    return plain(name) in FAMILY_WORDS


def find_name(name: str, known: Sequence[str], kinds: Sequence[str] = ()) -> int | None:
    """The place in `known` of the organisation that a name means: the same, or the only one that holds it or is in it.

    "gemeente" finds "Gemeente Rietdorp" when there is one municipality, "RvdK" the Raad voor de Kinderbescherming;
    with two that fit it finds none. `kinds` are the kinds of the known ones; without them their names tell.
    """
    wanted = _whole(name)
    if not wanted:
        return None
    names = [_whole(each) for each in known]
    if wanted in names:
        return names.index(wanted)
    words = set(wanted.split()) - _SMALL
    if not words:
        return None
    parts = [at for at, each in enumerate(names) if _is_part(words, set(each.split()) - _SMALL)]
    found = parts if len(parts) == 1 else _by_initials(name, known)
    if len(found) != 1 and any(wanted in keywords for _, keywords in KIND_WORDS):
        kind = guess_kind_of_organisation(name)
        found = [at for at, each in enumerate(kinds or map(guess_kind_of_organisation, known)) if each == kind]
    return found[0] if len(found) == 1 else None


def almost(name: str, known: Sequence[str]) -> list[str]:
    """The known names that somebody may have meant with a name that is none of them, the likeliest first."""
    by_plain = {plain(each): each for each in known}
    found = difflib.get_close_matches(plain(name), by_plain, n=3, cutoff=_ALIKE)
    return [by_plain[each] for each in found]


@lru_cache(maxsize=4096)
def guess_kind_of_organisation(name: str) -> str:
    """The kind of organisation that a name points to, "other" when nothing does."""
    for wanted in (f" {plain(name)} ", f" {_whole(name)} "):
        for kind, keywords in KIND_WORDS:
            if _holds(wanted, keywords):
                return kind
    return "other"


def holds_words_of(kind: str, text: str) -> bool:
    """Whether a text names an organisation of this kind, by a word or abbreviation for it."""
    return _holds(f" {_whole(text)} ", dict(KIND_WORDS)[kind])


def _holds(wanted: str, keywords: Sequence[str]) -> bool:
    return any(f" {keyword}" in wanted if len(keyword) > 4 else f" {keyword} " in wanted for keyword in keywords)


@lru_cache(maxsize=4096)
def _whole(name: str) -> str:
    """A plain name in which abbreviations of the field are written out."""
    return " ".join(_ABBREVIATIONS.get(word, word) for word in plain(name).split())


def _is_part(one: set[str], other: set[str]) -> bool:
    return bool(other) and (one <= other or other <= one)


def _by_initials(name: str, known: Sequence[str]) -> list[int]:
    letters = plain(name)
    if len(letters) < 2 or not name.strip(" .").replace(".", "").isupper():
        return []
    return [at for at, each in enumerate(known) if letters in {_initials(each), _initials(each, small=True)}]


def _initials(name: str, *, small: bool = False) -> str:
    return "".join(word[0] for word in plain(name).split() if small or word not in _SMALL)
