"""Home: where somebody begins, each in the own place."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from sqlmodel import Session

from app.access import Actor, may
from app.here import DatabaseSession
from app.i18n import N_, gettext
from app.identity.memberships import cases_of
from app.journey import PHASE_NAMES, Asked, what_is_asked
from app.messages import go
from app.rendering import page
from timeline.models import Case, Participant, Phase, Role

router = APIRouter()

FIRST_SCREEN = {
    Role.READER: ("report.read", "/report/read"),
    Role.BEAMER: ("session.show", "/session/beamer"),
}
NOT_YET = {
    Role.READER: N_("Het verslag is nog niet vastgesteld. Zodra dat zo is, lees je het hier. Je link blijft dezelfde."),
    Role.BEAMER: N_("De leersessie is nu niet bezig. Laad deze pagina opnieuw zodra ze begint."),
}


@dataclass(frozen=True, slots=True)
class CaseCard:
    """A case on the home page of its facilitator; `asked` is what is asked of her there now."""

    case: Case
    phase: str
    asked: Asked | None


@router.get("/")
def home(request: Request, db: DatabaseSession) -> Response:
    """Where you begin: your cases, your case, or what to do when you are not signed in."""
    actor: Actor | None = getattr(request.state, "actor", None)
    if actor is None:
        return page(request, "home/welcome.html")
    if actor.is_administrator:
        return go("/administration")
    if actor.participant is not None:
        return _own_case(request, db, actor.participant)
    return page(request, "home/cases.html", cards=[_card(db, *found) for found in cases_of(db, actor.user_id or "")])


def _own_case(request: Request, db: DatabaseSession, participant: Participant) -> Response:
    case = db.get(Case, participant.case_id)
    phase = case.phase if case else Phase.ERASED
    action, end = FIRST_SCREEN.get(Role(participant.role), ("case.see", ""))
    if may(participant.role, action, phase):
        return go(f"/cases/{participant.case_id}{end}")
    text = NOT_YET.get(Role(participant.role))
    if text is None or phase == Phase.ERASED:
        text = N_("Deze casus is afgesloten en gewist. Je hoeft niets meer te doen.")
    return page(request, "home/not_now.html", text=gettext(text))


def _card(db: Session, case: Case, participant: Participant) -> CaseCard:
    return CaseCard(case, gettext(PHASE_NAMES[Phase(case.phase)]), what_is_asked(db, case, participant))
