"""What all texts of an organisation have in common: whose they are, who may see them, their version and history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from timeline import history
from timeline.errors import N_, UserError
from timeline.models import Case, Participant
from timeline.scope import kept_private_to, viewer_of


class NoOrganisation(UserError):
    """Somebody without an organisation wants to write for one."""

    def __init__(self) -> None:
        super().__init__(
            N_("Je hoort in deze casus niet bij een organisatie. Vraag de procesbegeleider om dat goed te zetten.")
        )


def organisation_of(by: Participant) -> str:
    """The organisation for which this participant writes.

    Raises:
        NoOrganisation: the participant writes for none.
    """
    organisation_id = viewer_of(by).organisation_id
    if organisation_id is None:
        raise NoOrganisation
    return organisation_id


def write(db: Session, case: Case, row: Any, words: Mapping[str, object], *, based_on: int, by: Participant) -> Any:
    """Give a row these words, as its next version; a new row begins at version 1, and is private if it is one's own.

    Writing again what already stands there changes nothing, so a repeated sending is not a conflict with itself.

    Raises:
        Conflict: somebody else changed it since version `based_on`.
    """
    new = row.version == 0
    if not new:
        if all(getattr(row, name) == value for name, value in words.items()):
            return row
        history.check_version(row, based_on)
    for name, value in words.items():
        setattr(row, name, value)
    if new:
        row.private_to = kept_private_to(case, by) if row.organisation_id else None
    row.version += 1
    history.record(db, case, row, "add" if new else "change", by=by)
    return row
