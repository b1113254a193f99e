"""What roles, kinds, colours and themes are called on screen, as choices for a form."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.questions.sets import available
from app.i18n import N_, gettext, language
from app.rendering import role_name
from timeline.family import ROLES
from timeline.models import CourseHolder, LegalFrame
from timeline.organisations import KINDS
from timeline.participants import INVITED

Choice = tuple[str, str]

PERSON_ROLES = {
    "mother": N_("Moeder"),
    "father": N_("Vader"),
    "child": N_("Kind"),
    "partner": N_("Partner"),
    "grandparent": N_("Grootouder"),
    "other": N_("Iemand anders"),
}
ORGANISATION_KINDS = {
    "municipality": N_("Gemeente of wijkteam"),
    "care": N_("Zorgaanbieder"),
    "youth_protection": N_("Jeugdbescherming"),
    "safe_home": N_("Veilig Thuis"),
    "child_protection_board": N_("Raad voor de Kinderbescherming"),
    "school": N_("School of opvang"),
    "court": N_("Rechtbank"),
    "health": N_("Gezondheidszorg"),
    "police": N_("Politie"),
    "other": N_("Iets anders"),
}
COLOURS = (
    N_("Blauw"),
    N_("Oranje"),
    N_("Groen"),
    N_("Paars"),
    N_("Oker"),
    N_("Rood"),
    N_("Turquoise"),
    N_("Pruim"),
    N_("Olijf"),
    N_("Bruin"),
    N_("Donkerblauw"),
    N_("Grijs"),
)
ROLES_EXPLAINED = {
    "contact": N_("Vult aan en geeft akkoord namens de organisatie."),
    "participant": N_("Vult aan en doet mee met de leersessie."),
    "reader": N_("Leest alleen het vastgestelde verslag."),
    "beamer": N_("Voor het scherm in de zaal tijdens de leersessie."),
}


def person_role_name(role: str) -> str:
    """What a role in the family is called."""
    return gettext(PERSON_ROLES.get(role, PERSON_ROLES["other"]))


def organisation_kind_name(kind: str) -> str:
    """What a kind of organisation is called."""
    return gettext(ORGANISATION_KINDS.get(kind, ORGANISATION_KINDS["other"]))


def beside_name(name: str, kind: str) -> str:
    """What is told behind a name of what it is; nothing where the name already says it ("moeder", "Veilig Thuis")."""
    return "" if name.casefold() == kind.casefold() else kind


def theme_name(theme: str) -> str:
    """What the theme of a case is called."""
    found = available().get(theme)
    return found.name.in_language(language()) if found else theme


def person_roles() -> list[Choice]:
    """The roles in a family to choose from."""
    return [(role, person_role_name(role)) for role in ROLES]


def organisation_kinds() -> list[Choice]:
    """The kinds of organisation to choose from."""
    return [(kind, organisation_kind_name(kind)) for kind in KINDS]


def colours() -> list[Choice]:
    """The twelve colours, each with its word."""
    return [(str(number), gettext(word)) for number, word in enumerate(COLOURS, 1)]


def frames() -> list[Choice]:
    """The legal frames to choose from."""
    return [("voluntary", gettext(N_("vrijwillig"))), ("compulsory", gettext(N_("gedwongen")))]


def frame_name(frame: LegalFrame) -> str:
    """What a legal frame is called, with its measure: "gedwongen: OTS"."""
    said = dict(frames())["compulsory" if frame.compulsory else "voluntary"]
    return f"{said}: {frame.measure}" if frame.measure else said


def course_holder_name(holder: CourseHolder, organisations: Mapping[str, str]) -> str:
    """Who held the course: the organisation, whoever it was in free words, or that it was clearly nobody."""
    if holder.is_nobody:
        return gettext(N_("niemand duidelijk"))
    return ", ".join(part for part in (organisations.get(holder.organisation_id or "", ""), holder.who) if part)


def themes() -> list[Choice]:
    """The themes for which there are learning questions."""
    return [(key, one.name.in_language(language())) for key, one in available().items()]


def invited_roles() -> list[tuple[str, str, str]]:
    """The roles for which people are invited, each with what it means."""
    return [(role, role_name(role).capitalize(), gettext(ROLES_EXPLAINED[role])) for role in INVITED]
