"""From a sentence that begins with its date to a title: "Op … werd de OTS uitgesproken" is "De OTS werd uitgesproken".

Without its date such a sentence begins with the verb. Who or what it is about comes first again, but only where it is
sure up to which word that goes; otherwise the words stay in the order in which somebody wrote them.
"""

from __future__ import annotations

import re

# fmt: off
_AUXILIARY = ("is", "was", "zijn", "waren", "werd", "werden", "wordt", "worden")
_VERBS = frozenset({
    *_AUXILIARY, "heeft", "hebben", "had", "hadden", "kreeg", "kregen", "krijgt", "krijgen", "kwam", "kwamen", "komt",
    "komen", "ging", "gingen", "gaat", "gaan", "deed", "deden", "doet", "doen", "gaf", "gaven", "geeft", "geven", "nam",
    "namen", "neemt", "nemen", "zag", "zagen", "ziet", "zien", "sprak", "spraken", "spreekt", "spreken", "vond",
    "vonden", "vindt", "vinden", "bleek", "bleken", "blijkt", "bleef", "bleven", "blijft", "begon", "begonnen",
    "begint", "beginnen", "startte", "startten", "start", "starten", "stopte", "stopten", "stopt", "stoppen", "belde",
    "belden", "belt", "bellen", "meldde", "meldden", "meldt", "melden", "vroeg", "vroegen", "vraagt", "vragen", "zei",
    "zeiden", "zegt", "vertelde", "vertelden", "vertelt", "schreef", "schreven", "schrijft", "ontving", "ontvingen",
    "ontvangt", "besloot", "besloten", "besluit", "verzocht", "verzoekt", "sloot", "sloten", "sluit", "liep", "liepen",
    "loopt", "lopen", "liet", "lieten", "laat", "stond", "stonden", "staat", "zat", "zaten", "zit", "lag", "ligt",
    "bracht", "brachten", "brengt", "bezocht", "bezochten", "bezoekt", "verliet", "vertrok", "vertrokken", "vertrekt",
    "overleed", "verhuisde", "verhuisden", "verhuist", "scheidde", "scheidden", "trouwde", "trouwden", "volgde",
    "volgden", "volgt", "vraagde", "adviseerde", "adviseert", "stuurde", "stuurden", "stuurt", "legde", "legden",
    "legt", "plaatste", "plaatsten", "verlengde", "verlengt", "beëindigde", "eindigde", "eindigt", "diende", "dienden",
    "dient", "wilde", "wilden", "wil", "willen", "moest", "moesten", "moet", "mocht", "mochten", "mag", "kon", "konden",
    "kan", "zou", "zouden", "zal", "ontstond", "ontstonden", "viel", "vielen", "valt", "trok", "trokken", "trekt",
    "verscheen", "verschenen", "weigerde", "weigerden", "weigert", "escaleerde", "escaleert", "woonde", "woonden",
    "woont", "maakte", "maakten", "maakt", "maken", "deelde", "deelden", "deelt", "hield", "hielden", "houdt",
    "sprong", "haalde", "haalden", "haalt", "ondertekende", "ondertekenden", "tekende", "tekenden", "bood", "biedt",
    "constateerde", "constateert", "besprak", "bespraken", "bespreekt", "verwees", "verwezen", "verwijst", "trad",
})
_ADJECTIVES = (
    r"eerste|tweede|derde|vierde|vijfde|zesde|laatste|nieuwe|volgende|vorige|voorlopige|definitieve|jongste|oudste|hele|andere|"
    r"gezamenlijke|biologische|kleine|grote|korte|lange|huidige|toenmalige|schriftelijke|mondelinge|tijdelijke|betrokken|"
    r"bijzondere|open|intensieve|ambulante|gedwongen|vrijwillige|ernstige|anonieme|mislukte|gesloten"
)
_BARE = (
    r"(?:stief|groot|pleeg)?(?:moeder|vader|ouders?)|opa|oma|school|kinderen|partijen|politie|jeugdzorg|kinderrechter|"
    r"jeugdbeschermer|gezinsvoogd|huisarts|rechtbank|gemeente|wijkteam|leerkracht|hulpverlening|partner"
)
_PRONOUNS = r"ik|hij|zij|ze|wij|we|men|iedereen|niemand|er"
_NEUTER = (
    r"(?:\w*(?:gesprek|overleg|onderzoek|contact|bezoek|traject|team|besluit|verzoek|rapport|advies|plan|gezin|kind|hof|"
    r"huwelijk|verslag|incident|conflict|gezag|hoofdverblijf|netwerk|dossier|verblijf|vonnis|beroep|aanbod)"
    r"|[A-Z]{2,}\w*)"
)
_NAME = (
    r"(?:Veilig Thuis|(?:de )?Raad voor de Kinderbescherming|Gemeente [A-Z][\w'-]+|Stichting [A-Z][\w'-]+"
    r"|Jeugdbescherming [A-Z][\w'-]+|Wijkteam [A-Z][\w'-]+|[A-Z][\w'-]+)"
)
# fmt: on
_DETERMINED = (
    rf"(?:(?:de|een|zijn|haar|hun|onze|beide|deze|die)\s+(?:(?:{_ADJECTIVES})\s+)?[\w'-]+"
    rf"|(?:het|een|dit|dat|ons)\s+(?:(?:{_ADJECTIVES})\s+)?{_NEUTER})"
)
_ONE = rf"(?:{_NAME}|(?:{_PRONOUNS}|{_BARE})\b(?!\s+[A-Z])|{_DETERMINED}\b(?!\s+[A-Z]))"
_SUBJECT = re.compile(rf"{_ONE}(?:\s+en\s+{_ONE})?")
_OF = re.compile(
    r"\s+van\s+(?:(?:de|het|een|zijn|haar|hun)\s+[\w'-]+|moeder|vader|school|ouders|beide ouders|[A-Z][\w'-]+)"
)
_DOUBTFUL_NOUN = re.compile(r"\S*e$", re.IGNORECASE)
_NOUN_ON_E = re.compile(r"\S*(?:ie|eente|oede|eriode|uimte|methode|orde|crèche|dame|ette|ale|iste)$", re.IGNORECASE)
_GOES_ON = re.compile(r"\s*(?:,|en\b|of\b|die\b|dat\b|waar\w*\b|van\b|\()")
_THERE = re.compile(
    r"(?:was|is|waren|zijn|volgde|volgt|kwam|komt|startte|begon)\s+er\s+(?:(?:een|het)\s+)?(?!geen|niet|niets|weinig|veel|nog)",
    re.IGNORECASE,
)
_TOOK_PLACE = re.compile(r"(?:vond|vonden|vindt|vinden)\s+(?:er\s+)?(?:een\s+)?(.+?)\s+plaats\b\s*(.*)", re.IGNORECASE)
_BEFORE_A_PLACE = frozenset({"een", "de", "geen", "die", "haar", "zijn", "hun", "goede", "nieuwe", "veilige"})
"""Words before a "plaats" that is a place and does not belong to the verb."""


def begins_with_verb(words: str) -> bool:
    """Whether a sentence without its date begins with the verb."""
    return words.partition(" ")[0].lower() in _VERBS


def is_passive(words: str) -> bool:
    """Whether a sentence without its date begins with "was", "werd" or their like, which no note of an act does."""
    return words.partition(" ")[0].lower() in _AUXILIARY


def with_subject_first(words: str) -> str:
    """A sentence that begins with its verb as a person would head it; empty when that cannot be done safely."""
    words = " ".join(words.split())
    if not begins_with_verb(words):
        return ""
    if (there := _THERE.match(words)) and len(words) > there.end():
        return words[there.end() :]
    if (place := _TOOK_PLACE.match(words)) and place[1].split()[-1].lower() not in _BEFORE_A_PLACE:
        return " ".join(filter(None, (place[1], place[2].strip(" ."))))
    verb, _, rest = words.partition(" ")
    found = _SUBJECT.match(rest)
    if found is None or _is_doubtful(found[0]):
        return ""
    end = found.end()
    if (of := _OF.match(rest, end)) and verb.lower() in _AUXILIARY and " " in found[0]:
        end = of.end()
    after = rest[end:]
    if after[:1].isalnum() or _GOES_ON.match(after):
        return ""
    return f"{rest[:end]} {verb.lower()}{after}"


def _is_doubtful(subject: str) -> bool:
    """Whether the last word may be an adjective, so that what it is about goes on behind it."""
    *before, last = subject.split()
    is_noun = last[0].isupper() or _NOUN_ON_E.fullmatch(last) or not _DOUBTFUL_NOUN.fullmatch(last)
    return bool(before) and not is_noun
