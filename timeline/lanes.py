"""Which lane a name in a file means: the family, an organisation of the case, or one that is not there yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from timeline.models import Organisation

FAMILY_WORDS = frozenset({"gezin", "familie", "family", "het gezin", "gezinssysteem"})
COLOURS = 12
KIND_WORDS = (
    ("court", ("rechtbank", "kinderrechter", "gerechtshof", "court", "rechter")),
    ("child_protection_board", ("raad voor de kinderbescherming", "rvdk", "kinderbescherming", "de raad")),
    ("safe_home", ("veilig thuis", "amhk")),
    ("youth_protection", ("jeugdbescherming", "gecertificeerde instelling", "jeugdreclassering", "voogdij")),
    ("school", ("school", "college", "lyceum", "basisschool", "kinderopvang")),
    ("municipality", ("gemeente", "wijkteam", "toegang", "cjg")),
    ("police", ("politie",)),
    ("health", ("huisarts", "ggz", "ziekenhuis", "jeugdarts", "ggd")),
    ("care", ("zorg", "hulpverlening", "jeugdhulp", "therapie", "praktijk")),
)


def plain(name: str) -> str:
    """A name without capitals, marks and double spaces, to compare with."""
    return re.sub(r"[^\w]+", " ", name.lower()).strip()


def is_family(name: str) -> bool:
    """Whether a name means the family's own lane."""
    return plain(name) in FAMILY_WORDS


def find_organisation(name: str, organisations: Iterable[Organisation]) -> Organisation | None:
    """The organisation that a name means: the same name, or the only one of which it is a part or a whole.

    "gemeente" finds "Gemeente Rietdorp" when there is one municipality; with two it finds none.
    """
    wanted = plain(name)
    if not wanted:
        return None
    known = list(organisations)
    for organisation in known:
        if plain(organisation.name) == wanted:
            return organisation
    words = set(wanted.split())
    parts = [o for o in known if words <= set(plain(o.name).split()) or set(plain(o.name).split()) <= words]
    if len(parts) == 1:
        return parts[0]
    kind = guess_kind_of_organisation(name)
    same_kind = [o for o in known if o.kind == kind]
    generic = any(wanted in keywords for _, keywords in KIND_WORDS)
    return same_kind[0] if generic and kind != "other" and len(same_kind) == 1 else None


def guess_kind_of_organisation(name: str) -> str:
    """The kind of organisation that a name points to, "other" when nothing does."""
    wanted = f" {plain(name)} "
    for kind, keywords in KIND_WORDS:
        if any(f" {keyword}" in wanted for keyword in keywords):
            return kind
    return "other"


def free_colour(organisations: Sequence[Organisation]) -> int:
    """The first colour that no organisation of the case has yet; after twelve they begin again."""
    taken = {organisation.colour for organisation in organisations}
    for colour in range(1, COLOURS + 1):
        if colour not in taken:
            return colour
    return len(organisations) % COLOURS + 1
