"""The way of a case on screen: its phases, the screens for each role, and what is asked of you now."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session

from app.access import may
from app.i18n import N_, gettext
from app.readiness import next_step
from timeline.models import Case, Participant, Phase, Role

PHASE_NAMES = {
    Phase.PREPARING: N_("Voorbereiden"),
    Phase.ANNOTATING: N_("Aanvullen"),
    Phase.SESSION: N_("Leersessie"),
    Phase.WRITING: N_("Verslag"),
    Phase.AGREED: N_("Vastgesteld"),
}


@dataclass(frozen=True, slots=True)
class PhaseStep:
    """A phase on the bar above a case; `state` is done, now or later."""

    key: str
    name: str
    state: str


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen of the case that this person can go to."""

    href: str
    label: str
    icon: str
    current: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of you now, where, and how many minutes that takes."""

    text: str
    href: str
    minutes: int


SCREENS = (
    ("", "case.see", N_("Overzicht"), "layout-dashboard"),
    ("/timeline", "timeline.see", N_("Tijdlijn"), "chart-gantt"),
    ("/import", "import.do", N_("Bestanden"), "file-up"),
    ("/prepare", "answer.write", N_("Voorbereiding"), "list-checks"),
    ("/questions", "case.change", N_("Leervragen"), "circle-help"),
    ("/people", "case.invite", N_("Mensen"), "users"),
    ("/session", "session.take_part", N_("Leersessie"), "presentation"),
    ("/session", "session.plan", N_("Leersessie"), "presentation"),
    ("/outcomes", "outcome.write", N_("Opbrengst"), "lightbulb"),
    ("/report", "report.preview", N_("Verslag"), "file-text"),
    ("/report/review", "report.review", N_("Verslag"), "file-text"),
    ("/report/read", "report.read", N_("Verslag"), "book-open"),
)

ASKED = {
    (Phase.ANNOTATING, Role.FACILITATOR): (N_("Volg wie er klaar is, en maak daarna alles zichtbaar."), "", 10),
    (Phase.ANNOTATING, Role.PARTICIPANT): (
        N_("Loop de tijdlijn na en beantwoord de leervragen."),
        "/prepare",
        45,
    ),
    (Phase.SESSION, Role.FACILITATOR): (N_("Leid de leersessie."), "/session", 180),
    (Phase.SESSION, Role.PARTICIPANT): (N_("Doe mee met de leersessie op je telefoon."), "/session", 180),
    (Phase.WRITING, Role.FACILITATOR): (N_("Schrijf het verslag en deel het met de organisaties."), "/report", 90),
    (Phase.WRITING, Role.PARTICIPANT): (N_("Lees het verslag."), "/report/review", 20),
    (Phase.WRITING, Role.CONTACT): (N_("Lees het verslag en geef akkoord of je eigen kijk."), "/report/review", 30),
    (Phase.AGREED, Role.FACILITATOR): (N_("Lees het verslag terug."), "/report/read", 20),
    (Phase.AGREED, Role.PARTICIPANT): (N_("Lees het verslag terug."), "/report/read", 20),
}


def phase_steps(phase: str) -> list[PhaseStep]:
    """The phases in order, with where the case is."""
    order = list(PHASE_NAMES)
    at = order.index(Phase(phase)) if phase in order else len(order)
    return [
        PhaseStep(key, gettext(name), "done" if index < at else "now" if index == at else "later")
        for index, (key, name) in enumerate(PHASE_NAMES.items())
    ]


def navigation(case: Case, participant: Participant, path: str) -> list[Screen]:
    """The screens of this case for this person, in the order of the journey."""
    base = f"/cases/{case.id}"
    screens = [
        (base + end, gettext(label), icon)
        for end, action, label, icon in SCREENS
        if may(participant.role, action, case.phase)
    ]
    if case.phase == Phase.AGREED:
        screens = [screen for screen in screens if not screen[0].endswith("/report")]
    if case.phase == Phase.WRITING:  # the session is over, and its address leads to what came out of it
        screens = [screen for screen in screens if not screen[0].endswith("/session")]
    screens = list(dict.fromkeys(screens))  # a screen that two actions lead to stands there once
    # An event stands on the timeline, also where it has a page of its own.
    path = path.replace(f"{base}/events", f"{base}/timeline", 1)
    current = max((href for href, _, _ in screens if path == href or path.startswith(href + "/")), key=len, default="")
    return [Screen(href, label, icon, href == current) for href, label, icon in screens]


def what_is_asked(db: Session, case: Case, participant: Participant) -> Asked | None:
    """What is asked of this person in this phase; while preparing, the first thing that is still open."""
    role = participant.role
    if role == Role.FACILITATOR and case.phase == Phase.PREPARING:
        step = next_step(db, case)
        if step is None:
            return Asked(gettext("Alles staat klaar. Ga verder naar Aanvullen."), f"/cases/{case.id}/phase", 5)
        return Asked(step.text, step.href, step.minutes)
    if role == Role.FACILITATOR and case.phase == Phase.ANNOTATING and case.revealed_at is not None:
        return Asked(
            gettext("Bekijk waar de lezingen verschillen en begin dan de leersessie."), f"/cases/{case.id}", 30
        )
    found = ASKED.get((Phase(case.phase), Role(role)))
    if found is None and role == Role.CONTACT:
        found = ASKED.get((Phase(case.phase), Role.PARTICIPANT))
    if found is None:
        return None
    text, end, minutes = found
    return Asked(gettext(text), f"/cases/{case.id}{end}", minutes)
