"""What stands in a text and is no event: sentences that close it, and what is still to be found out or done."""

from __future__ import annotations

import re

from timeline.errors import N_

CLOSES = N_("Sluit de tekst af en is geen gebeurtenis.")
TO_DO = N_("Moet nog uitgezocht of gedaan worden en is geen gebeurtenis.")

_READER = r"(?:je|jij|u|jullie|you)"
_MAY = r"(?:kun|kunt|kan|mag|mogen)"
_LIST = r"(?:overzicht|tijdlijn|chronologie|verslag|relaas|bericht)"
_WE = r"(?:ik|wij|we)"
_CLOSES = re.compile(
    "|".join(
        (
            r"tot (?:zover|dusver|ziens|dan|snel|volgende week)\b",
            rf"dit (?:was|is) (?:tot nu toe )?(?:het|de|onze|mijn)\b.{{0,30}}{_LIST}\b",
            rf"einde (?:van )?(?:het |de )?{_LIST}\b",
            rf"(?:bij|voor|met) (?:\w+ )?vragen\b.{{0,40}}\b(?:{_MAY} {_READER}|neem|bel|mail|ben ik|zijn we)\b",
            rf"(?:heb|hebt|heeft|hebben) {_READER} (?:\w+ )?vragen\b",
            rf"mocht(?:en)? (?:{_READER}\b|er .{{0,20}}vragen\b)",
            rf"(?:als|indien) {_READER} .{{0,30}}vragen\b",
            rf"{_WE} (?:hoop|hopen|vertrouw|vertrouwen)\b.{{0,40}}(?:hiermee|voldoende|geïnformeerd|ingelicht)\b",
            r"(?:hopende?|vertrouwende?)\b.{0,30}(?:hiermee|voldoende|ingelicht)\b",
            rf"graag (?:hoor|horen|verneem|vernemen|ontvangen) {_WE}\b",
            rf"{_WE} (?:hoor|horen|verneem|vernemen) (?:het )?graag\b",
            r"neemt? (?:dan )?(?:gerust|vooral) contact\b",
            r"laat (?:het )?(?:ons|mij|me) (?:gerust |maar )?weten\b",
            r"(?:alvast|bij voorbaat) (?:hartelijk )?(?:bedankt|dank)\b",
            r"(?:bedankt|dank) voor (?:je|uw|jullie)\b",
            r"(?:met )?(?:vriendelijke|hartelijke|warme|collegiale) groet(?:en)?\b",
            r"hoogachtend\b",
            r"(?:that|this) is all\b",
            r"(?:if|should) you have (?:any )?questions\b",
            r"for (?:any )?questions\b.{0,20}\b(?:call|mail|contact)\b",
            r"please contact\b",
            r"(?:kind|best) regards\b",
        )
    ),
    re.IGNORECASE,
)
_FIND_OUT = (
    r"uit ?te ?zoeken|uitzoeken|na te gaan|nagaan|na te vragen|navragen|te checken|checken|aan te vullen|aanvullen"
    r"|opvragen|op te vragen"
)
_TO_DO = re.compile(
    r"(?:(?:(?:dit |dat |wat )?(?:moet(?:en)? )?(?:we |ik )?nog (?:moet(?:en)? )?"
    r"(?:uit ?te ?zoeken|uitzoeken|uitgezocht|te doen|doen|na te gaan|nagaan|na te vragen|navragen|te checken|checken"
    r"|aan te vullen|aanvullen|te bespreken|te regelen|open|opvragen|op te vragen)(?: worden)?)"
    r"|uit te zoeken|(?:nog )?open(?:staande)? (?:vragen|punten|eindjes)|(?:onbeantwoorde|resterende) vragen"
    r"|vragen die (?:nog )?open ?staan|to[ -]?do(?:['’]?s)?"
    r"|open questions|(?:still )?to (?:find out|check)|still to do)\s*(?::|$)"
    rf"|nog (?:{_FIND_OUT})(?=\s+(?:bij|of|wie|wat|waar\w*|wanneer|hoe|welke?|door|met|in|op)\b)",
    re.IGNORECASE,
)
_LONGEST = 250


def closes(sentence: str) -> bool:
    """Whether a sentence closes a text: "Tot zover …", "Bij vragen kun je bellen …", "Met vriendelijke groet, …"."""
    return len(sentence) <= _LONGEST and _CLOSES.match(sentence.strip()) is not None


def begins_to_do(text: str) -> tuple[bool, bool]:
    """Whether a text begins what is still to be done, and whether that is a list below it ("nog uitzoeken:")."""
    found = _TO_DO.match(text.strip())
    return found is not None, found is not None and not text.strip()[found.end() :].strip()
