"""Which cases a facilitator works in."""

from __future__ import annotations

from sqlmodel import Session, col, select

from app.identity.models import Membership
from timeline.models import Case, Participant, Phase


def cases_of(db: Session, user_id: str) -> list[tuple[Case, Participant]]:
    """The cases of this user with who the user is in each, the newest first."""
    query = (
        select(Case, Participant)
        .join(Membership, col(Membership.case_id) == col(Case.id))
        .join(Participant, col(Participant.id) == col(Membership.participant_id))
        .where(Membership.user_id == user_id, Case.phase != Phase.ERASED)
        .order_by(col(Case.created_at).desc(), col(Case.id))
    )
    return [(case, participant) for case, participant in db.exec(query).all()]


def join_case(db: Session, user_id: str, participant: Participant) -> None:
    """Let this user work in the case as this participant."""
    db.add(Membership(case_id=participant.case_id, user_id=user_id, participant_id=participant.id))
    db.flush()
