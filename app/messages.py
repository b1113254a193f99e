"""One short message for the next page, such as "Bewaard". It holds a known word, never anything that was typed."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import RedirectResponse

from app.i18n import N_, gettext

COOKIE = "terugblik-message"
KNOWN = {
    "saved": ("success", N_("Bewaard.")),
    "moved": ("success", N_("De gebeurtenis is verschoven. Je kunt dit nog ongedaan maken.")),
    "added": ("success", N_("Toegevoegd.")),
    "removed": ("success", N_("Verwijderd. Je kunt dit nog ongedaan maken.")),
    "deleted": ("success", N_("Verwijderd.")),
    "undone": ("success", N_("Ongedaan gemaakt.")),
    "restored": ("success", N_("Teruggezet.")),
    "case_made": ("success", N_("De casus is gemaakt. Voeg nu een eerste bestand toe, of nodig mensen uit.")),
    "imported": ("success", N_("Het bestand staat in de tijdlijn.")),
    "import_undone": ("success", N_("De import is ongedaan gemaakt.")),
    "import_dropped": ("success", N_("Het bestand is niet overgenomen.")),
    "columns_known": (
        "success",
        N_("Opnieuw gelezen. We onthouden dit voor het volgende bestand."),
    ),
    "import_same": ("warning", N_("Dit bestand stond al in de tijdlijn. Er is niets toegevoegd.")),
    "view_kept": ("success", N_("De weergave is bewaard.")),
    "joined": ("success", N_("Samengevoegd. Elke lezing is bewaard.")),
    "kept_apart": ("success", N_("Het blijven twee gebeurtenissen. We vragen het niet nog eens.")),
    "linked": ("success", N_("Gekoppeld.")),
    "unlinked": ("success", N_("Losgekoppeld.")),
    "split": ("success", N_("Weer uit elkaar gehaald.")),
    "invited": ("success", N_("De uitnodiging staat klaar.")),
    "withdrawn": ("success", N_("De link is ingetrokken. Wie ermee binnen was, is nu uitgelogd.")),
    "revealed": ("success", N_("Alles is nu zichtbaar voor alle organisaties.")),
    "phase": ("success", N_("De casus is in een andere fase.")),
    "ready": ("success", N_("Dank je wel. De procesbegeleider ziet dat je klaar bent.")),
    "not_ready": ("success", N_("Je kunt weer verder werken.")),
    "assent": ("success", N_("Dank je wel. Jullie akkoord of eigen kijk staat bij het verslag.")),
    "shared": ("success", N_("Het concept is gedeeld met de organisaties.")),
    "frozen": ("success", N_("Het verslag is vastgesteld. Het verandert nu niet meer.")),
    "note_shared": ("success", N_("Gedeeld met iedereen in de leersessie.")),
    "session_begun": ("success", N_("De leersessie is begonnen.")),
    "session_closed": ("success", N_("De leersessie is afgesloten. Alles is bewaard.")),
    "signed_out": ("success", N_("Je bent uitgelogd.")),
}


@dataclass(frozen=True, slots=True)
class Message:
    """A message and its kind: success, warning or error."""

    kind: str
    text: str


def message_of(request: Request) -> Message | None:
    """The message that waits for this page, if there is one."""
    known = KNOWN.get(request.cookies.get(COOKIE, ""))
    return Message(known[0], gettext(known[1])) if known else None


def go(address: str, message: str | None = None) -> RedirectResponse:
    """Send the browser on to an address of ours, with one of the known messages."""
    response = RedirectResponse(address, status_code=303)
    if message:
        _ = KNOWN[message]
        response.set_cookie(COOKIE, message, max_age=60, httponly=True, samesite="lax")
    return response
