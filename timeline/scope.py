"""Who sees what within a case: shared rows, and what is still private to the own organisation.

Every query for rows with `private_to` goes through `seen_by`, so that forgetting it is visible in review and what
another organisation wrote is filtered out in the database, not on the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from timeline.models import Case, Participant, Role


@dataclass(frozen=True, slots=True)
class Viewer:
    """Through whose eyes a case is read; a facilitator has no organisation and sees what is shared."""

    case_id: str
    organisation_id: str | None = None


def seen_by(viewer: Viewer, table: Any) -> ColumnElement[bool]:
    """The rows of `table` in this case that the viewer may see."""
    shared = table.private_to.is_(None)
    if viewer.organisation_id is None:
        return and_(table.case_id == viewer.case_id, shared)
    return and_(table.case_id == viewer.case_id, or_(shared, table.private_to == viewer.organisation_id))


def viewer_of(participant: Participant) -> Viewer:
    """The eyes of this participant; only contacts and participants look with those of an organisation."""
    own = participant.role in {Role.CONTACT, Role.PARTICIPANT}
    return Viewer(participant.case_id, participant.organisation_id if own else None)


def kept_private_to(case: Case, participant: Participant) -> str | None:
    """To which organisation new writing of this participant stays private; None once the case is revealed."""
    return viewer_of(participant).organisation_id if case.revealed_at is None else None
