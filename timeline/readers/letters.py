"""The parts of a letter, a message or a document that tell about itself and not about the case."""

from __future__ import annotations

import re

from timeline.errors import N_

HEAD = N_("De kop van een brief of bericht.")
GREETING = N_("Een aanhef of afsluiting van een brief of bericht.")
ABOUT_ITSELF = N_("Dit gaat over het document zelf.")

_HEAD = re.compile(
    r"(?:van|aan|cc|bcc|onderwerp|betreft|verzonden|verstuurd|ontvangen|bijlagen?|kenmerk|from|to|sent|subject|re|fw|"
    r"doorgestuurd bericht|original message|oorspronkelijk bericht)\s*:",
    re.IGNORECASE,
)
_ANSWERED = re.compile(r"(?:op|on)\b.{5,80}\b(?:schreef|wrote|heeft .{1,60} geschreven)\b.{0,80}:", re.IGNORECASE)
_RULE = re.compile(
    r"[-=_*\s]{3,}|-+\s*(?:oorspronkelijk bericht|original message|doorgestuurd bericht)\s*-+", re.IGNORECASE
)
_GREETING = re.compile(
    r"(?:beste|geachte|hallo|hoi|dag|lieve|goedemorgen|goedemiddag|l\.s\.|dear|hello|hi)\b[^.!?:]{0,60}[,!.]?\s*",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:(?:met\s+)?(?:vriendelijke|hartelijke|warme|collegiale)\s+groet(?:en)?|m\.?v\.?g\.?|groet(?:en|jes)?|hoogachtend|"
    r"(?:kind|best)\s+regards|regards|bij voorbaat dank|alvast bedankt)\b[\s,.!]*(?:namens\b.{0,60}|[\w .-]{0,40})",
    re.IGNORECASE,
)
_PLACE_AND_DAY = re.compile(r"[A-Z][\w' -]{1,40},\s*(?:d\.?d\.?\s*)?\d{1,2}\s+\w+\s+\d{4}\.?")
_ABOUT_ITSELF = re.compile(
    r"(?:(?:dit|deze)\s+(?:document|overzicht|tijdlijn|chronologie|verslag|lijst)\b|"
    r"(?:laatst\s+)?(?:opgesteld|bijgewerkt|gewijzigd|opgemaakt|samengesteld|geprint|afgedrukt|gemaakt|versie|peildatum|printdatum)"
    r"\s*(?:op|door|d\.?d\.?|:|\d)|(?:datum|periode)\s+(?:van\s+)?(?:opstellen|overzicht|verslag|dossier|rapportage|document)\b|"
    r"(?:pagina|blz\.?|page)\s+\d+)",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"(?:hierbij|bijgaand|bijgevoegd|naar aanleiding van|n\.?a\.?v\.?|in antwoord op|in reactie op|zoals "
    r"(?:besproken|afgesproken|beloofd|gevraagd)|op uw verzoek|u (?:vroeg|heeft gevraagd)|hieronder)\b",
    re.IGNORECASE,
)


def is_closing(text: str) -> bool:
    """Whether a letter ends here; what follows is who wrote it."""
    return bool(_CLOSING.fullmatch(text.strip()))


def part_of_letter(text: str, *, is_before_events: bool) -> str:
    """Why this text belongs to the letter or the document around the events; empty when it does not.

    Some texts only do so before the first event: a place with a day, "naar aanleiding van uw brief van …".
    """
    line = text.strip()
    if (
        (_HEAD.match(line) and (is_before_events or len(line) < 120))
        or _RULE.fullmatch(line)
        or _ANSWERED.fullmatch(line)
    ):
        return HEAD
    if _GREETING.fullmatch(line) or _CLOSING.fullmatch(line):
        return GREETING
    if _ABOUT_ITSELF.match(line) and len(line) < 200:
        return ABOUT_ITSELF
    if is_before_events and (_PLACE_AND_DAY.fullmatch(line) or _REFERENCE.match(line)):
        return HEAD
    return ""
