"""What to ask of the organisations: a file to fill in, a sample of it, and the words for an e-mail."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated

from fastapi import APIRouter, Depends, Response

from app.here import Here, here
from app.i18n import N_, gettext, language
from timeline.history import NotThere
from timeline.writers.template import TO_SEND

router = APIRouter(prefix="/cases/{case_id}/import/templates")
AtImports = Annotated[Here, Depends(here("import.do"))]

_OFFICE = "application/vnd.openxmlformats-officedocument"
_MEDIA_TYPES = {"xlsx": f"{_OFFICE}.spreadsheetml.sheet", "docx": f"{_OFFICE}.wordprocessingml.document"}

# It names no case and nobody in it: an e-mail goes further than one thinks.
LETTER = (
    N_("Beste collega,"),
    N_(
        "Binnenkort kijken we samen terug op een traject waarbij jouw organisatie betrokken was. "
        "We doen dat om ervan te leren, niet om te oordelen. Daarvoor maken we één tijdlijn."
    ),
    N_(
        "Wil je opschrijven wat er volgens jouw organisatie gebeurde? Vul daarvoor het bestand bij deze e-mail in. "
        "Kies wat je prettig vindt: Excel of Word. In het voorbeeld zie je hoe het bedoeld is."
    ),
    N_("- Schrijf een regel voor elke gebeurtenis: wat er gebeurde, wanneer, en wie erbij was."),
    N_("- Schrijf alleen feiten op. Wat je ervan vond, komt later aan bod."),
    N_("- Gebruik de schuilnamen die we hebben afgesproken, of rollen. Dus geen namen, adressen of geboortedatums."),
    N_("- Weet je een datum niet precies? Schrijf wat je wel weet, zoals “maart 2021”, “begin 2020” of “onbekend”."),
    N_(
        "Stuur het ingevulde bestand vóór [datum] naar mij, langs een beveiligde weg: [hoe]. "
        "Heb je al een eigen lijst? Die mag ook, als er geen namen in staan."
    ),
    N_("Heb je een vraag? Bel of mail me gerust."),
    N_("Met vriendelijke groet,\n[je naam]"),
)


@router.get("")
def templates(place: AtImports) -> Response:
    """What to ask, the files to send along, and the text for the e-mail."""
    return place.page("imports/templates.html", letter=letter())


@router.get("/{name}")
def template(place: AtImports, name: str) -> Response:
    """One of the files to send along, in the language of the reader."""
    if name not in TO_SEND:
        raise NotThere
    ending = name.rpartition(".")[2]
    what = gettext(N_("lijst-voorbeeld")) if name.startswith("sample") else gettext(N_("lijst-leeg"))
    return Response(
        TO_SEND[name](language()),
        media_type=_MEDIA_TYPES[ending],
        headers={"Content-Disposition": f'attachment; filename="{what}.{ending}"'},
    )


def letter() -> str:
    """The text for the e-mail: paragraphs, with the lines of a list under each other."""
    paragraphs = [gettext(paragraph) for paragraph in LETTER]
    text = paragraphs[0]
    for before, paragraph in pairwise(paragraphs):
        text += ("\n" if before[:2] == paragraph[:2] == "- " else "\n\n") + paragraph
    return text
