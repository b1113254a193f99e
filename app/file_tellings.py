"""What everyone tells of an event, for the file to take along: only what is shared with all, and no notes of feelings.

What stands once stands in the table already, so this holds only events that are told more than once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from analysis.perspectives import DIFFERENT, perspectives_of
from app.i18n import gettext
from app.rendering import date_in_words
from timeline.dates import EventDate
from timeline.errors import N_
from timeline.scope import Viewer
from timeline.store import accounts_of, organisations_of

FROM_THE_FILES = N_("Uit het dossier")


@dataclass(frozen=True, slots=True)
class Telling:
    """One account or other reading of an event: whose it is, what it says happened and when, and what more it tells."""

    who: str
    said: str
    text: str


def tellings_in_file(db: Session, viewer: Viewer) -> Mapping[str, tuple[Telling, ...]]:
    """The accounts and other readings of each event that is told more than once, as far as the viewer may see them."""
    names = {organisation.id: organisation.name for organisation in organisations_of(db, viewer.case_id)}

    def telling(organisation_id: str | None, title: str, when: EventDate | None, text: str) -> Telling:
        said = ", ".join(filter(None, (title, date_in_words(when) if when else "")))
        return Telling(names.get(organisation_id or "", gettext(FROM_THE_FILES)), said, text)

    found: dict[str, list[Telling]] = defaultdict(list)
    for event_id, accounts in accounts_of(db, viewer).items():
        found[event_id] += [telling(one.organisation_id, one.title, one.when, one.description) for one in accounts]
    others: dict[str, list[Telling]] = {
        event_id: [
            telling(one.organisation_id, one.title, one.when if one.date_edtf else None, one.reading)
            for one in said
            if one.stance in DIFFERENT
        ]
        for event_id, said in perspectives_of(db, viewer).items()
    }
    for event_id, readings in others.items():
        found[event_id] += readings
    return {event_id: tuple(told) for event_id, told in found.items() if len(told) > 1 or others.get(event_id)}
