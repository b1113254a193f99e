"""What people change of a file before it comes on the timeline. The reading stays; two people at once lose no word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from timeline import history
from timeline.errors import N_, UserError
from timeline.history import Conflict, NotThere
from timeline.importing import in_preview
from timeline.looking_over import (
    NO_EDIT,
    Edit,
    Looked,
    Overview,
    edits_from_json,
    edits_to_json,
    is_row_field,
    is_value,
    lane_key,
)
from timeline.models import Import, Organisation, Participant
from timeline.readers import Packed
from timeline.readings import keep, kept
from timeline.scope import viewer_of
from timeline.text import clean_text

COLUMNS = "columns"
"""Under what it is kept at which version the columns were corrected."""


class NoSuchChoice(UserError):
    """A choice that the page does not offer, for example after the file was understood anew."""

    def __init__(self) -> None:
        super().__init__(N_("Deze keuze is er niet meer. Laad de pagina opnieuw en kies nog eens."))


def overview_of(db: Session, imported: Import) -> Overview:
    """A file with what people changed of it."""
    return Overview(kept(db, imported), edits_from_json(imported.edits))


def row_in(db: Session, imported: Import, key: str) -> Looked:
    """One row of a file.

    Raises:
        NotThere: the file has no such row.
    """
    found = overview_of(db, imported).row(key)
    if found is None:
        raise NotThere
    return found


def change_row(
    db: Session, imported: Import, key: str, fields: Mapping[str, str], *, based_on: int, by: Participant
) -> Import:
    """Keep what a row becomes: `fields` is its whole edit, as `looking_over` gives it.

    Raises:
        AlreadyDecided: it is no preview any more.
        NotThere: the file has no such row.
        NoSuchChoice: a row can't hold this.
        Conflict: somebody else changed this row since version `based_on`; `current` is the file as it is now.
    """
    locked = in_preview(db, imported, by=by)
    row_in(db, locked, key)
    if not all(is_row_field(field) and is_value(field, value) for field, value in fields.items()):
        raise NoSuchChoice
    return _keep(db, locked, key, fields, based_on=based_on, by=by)


def say_lane(db: Session, imported: Import, name: str, lane: str | None, *, based_on: int, by: Participant) -> Import:
    """Say in which lane all rows with this name come; None leaves it a lane of its own.

    Raises:
        AlreadyDecided, Conflict: as `change_row`.
        NoSuchChoice: the file does not hold this name.
    """
    locked = in_preview(db, imported, by=by)
    if name not in overview_of(db, locked).names():
        raise NoSuchChoice
    fields = {} if lane is None else {"organisation": lane}
    return _keep(db, locked, lane_key(name), fields, based_on=based_on, by=by)


def _keep(
    db: Session, locked: Import, key: str, fields: Mapping[str, str], *, based_on: int, by: Participant
) -> Import:
    edits = edits_from_json(locked.edits)
    before = edits.get(key, NO_EDIT)
    wanted = {field: clean_text(value) for field, value in fields.items()}
    if wanted == before.fields:
        return locked
    if before.at > based_on:
        raise Conflict(locked)
    locked.version += 1
    edits[key] = Edit(wanted, locked.version, by.id)
    locked.edits = edits_to_json(edits)
    db.add(locked)
    return locked


def say_columns(
    db: Session,
    imported: Import,
    understood: Packed,
    corrected: Mapping[str, str],
    *,
    based_on: int,
    by: Participant,
) -> Import:
    """Take the file as it is understood with corrected columns; edits of its rows stay.

    `corrected` holds the names of the columns in plain words with what they mean ("" for not used); that is remembered
    for the next file of this organisation.

    Raises:
        AlreadyDecided: it is no preview any more.
        Conflict: somebody else corrected the columns since version `based_on`.
    """
    locked = in_preview(db, imported, by=by)
    edits = edits_from_json(locked.edits)
    if edits.get(COLUMNS, NO_EDIT).at > based_on:
        raise Conflict(locked)
    locked.version += 1
    edits[COLUMNS] = Edit({}, locked.version, by.id)
    locked.edits = edits_to_json(edits)
    keep(db, locked, understood)
    organisation = history.load(db, Organisation, locked.organisation_id, viewer=viewer_of(by), lock=True)
    organisation.known_columns = {**organisation.known_columns, **corrected}
    db.add(organisation)
    return locked


def new_names(names: Sequence[str], known: Mapping[str, str | None], imported: Import) -> dict[str, str]:
    """The names in a file that are no organisation of the case by themselves, with the lane that a person gave them.

    `known` says which organisation each name means. An empty lane is one of its own, with that name.
    """
    edits = edits_from_json(imported.edits)
    return {
        name: edits.get(lane_key(name), NO_EDIT).fields.get("organisation", known.get(name) or "")
        for name in names
        if name in known and known[name] != name
    }
