"""What changed since somebody last looked at the timeline: the one place where pages ask for it."""

from __future__ import annotations

from analysis.visits import changed_since_last_visit
from app.here import Here


def changed_for(place: Here) -> frozenset[str]:
    """The ids of the events that changed since this person's last visit."""
    return changed_since_last_visit(place.db, place.viewer, place.participant)
