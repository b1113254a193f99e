"""What changed since somebody last looked at the timeline: the one place where pages ask for it."""

from __future__ import annotations

from analysis.visits import changed_since, last_visit
from app.drawings import own_revision
from app.here import Here
from app.kept import Kept

KEPT_IDS = 20_000
"""How many ids of events may be kept for all people together."""


class Changes(Kept[frozenset[str]]):
    """What changed for whom, as it was looked up before: nothing else happens to it until the case changes."""

    def __init__(self) -> None:
        super().__init__(lambda ids: len(ids) + 1, most=KEPT_IDS)


def changed_for(place: Here) -> frozenset[str]:
    """The ids of the events that changed since this person's last visit."""
    since = last_visit(place.db, place.participant)
    if since is None:
        return frozenset()
    case, participant, viewer = place.case, place.participant, place.viewer
    state = (case.state, case.revealed_at, own_revision(place.db, viewer), participant.id, viewer, since)
    changes: Changes = place.request.app.state.changes
    return changes.of(state, lambda: changed_since(place.db, viewer, participant, since))
