"""The fixed words of a report, such as "Toen bekend": marked for translation, kept in each report in its language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from timeline.errors import N_

WORDS: Mapping[str, str] = MappingProxyType(
    {
        # head and foot
        "report": N_("Verslag van de leersessie"),
        "case": N_("Casus"),
        "edition": N_("Editie"),
        "status": N_("Status"),
        "draft": N_("Concept"),
        "final": N_("Vastgesteld"),
        "date": N_("Datum"),
        "checksum": N_("Controlegetal"),
        "page": N_("Bladzijde"),
        "of": N_("van"),
        "contents": N_("Inhoud"),
        "organisations": N_("Organisaties"),
        # people
        "organisation": N_("Organisatie"),
        "role": N_("Rol"),
        "code_name": N_("Schuilnaam"),
        "about": N_("Toelichting"),
        # events
        "number": N_("Nr."),
        "when": N_("Wanneer"),
        "event": N_("Gebeurtenis"),
        "events": N_("Gebeurtenissen"),
        "kind": N_("Soort"),
        "sources": N_("Bronnen"),
        "source": N_("Bron"),
        "name": N_("Naam"),
        "accounts": N_("Lezingen"),
        "account_of": N_("Lezing van"),
        "felt": N_("Wat het deed"),
        "known_then": N_("Toen bekend"),
        "known_now": N_("Nu bekend"),
        "mentioned_in": N_("Komt terug in"),
        "undated": N_("Nog zonder datum"),
        "enlarge": N_("Schuif opzij om de hele tijdlijn te zien"),
        # analysis
        "turning_point": N_("Kantelmoment"),
        "moments": N_("Momenten"),
        "facts": N_("Wat er gebeurde"),
        "seen_now": N_("Wat we nu zien"),
        "question": N_("Leervraag"),
        "asked_by": N_("Gevraagd door"),
        "shared_answer": N_("Gedeeld antwoord"),
        "stays_open": N_("Blijft open"),
        "views": N_("Verschillende kijk"),
        "evidence": N_("Komt uit"),
        "pattern": N_("Patroon"),
        "worked": N_("Wat al werkte"),
        # lessons and what follows
        "lesson": N_("Les"),
        "lessons": N_("Lessen"),
        "scope": N_("Geldt voor"),
        "scope_case": N_("Deze casus"),
        "scope_wider": N_("Breder dan deze casus"),
        "audiences": N_("Bedoeld voor"),
        "advice": N_("Advies"),
        "advice_to": N_("Advies aan"),
        "agreement": N_("Afspraak"),
        "agreements": N_("Afspraken"),
        "what": N_("Wat"),
        "who": N_("Wie"),
        "by_when": N_("Voor wanneer"),
        "verdict": N_("Akkoord"),
        "agree": N_("Akkoord"),
        "dissent": N_("Eigen kijk"),
        "open": N_("Nog geen reactie"),
        "earlier": N_("Reageerde op een eerdere tekst"),
        "own_view": N_("Eigen kijk"),
        "nothing_yet": N_("Hier staat nog niets."),
    }
)


def report_words(translate: Callable[[str], str] = str) -> dict[str, str]:
    """All fixed words in the report's language; hand in the gettext function of that language."""
    return {key: translate(word) for key, word in WORDS.items()}
