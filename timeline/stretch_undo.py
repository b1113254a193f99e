"""Undo one act on a chapter, a legal frame or who held the course: as it was before, also when it was taken away.

The caller commits.
"""

from __future__ import annotations

from typing import Any

from sqlmodel import Session

from timeline import history
from timeline.chapters import chapters_of
from timeline.errors import N_, UserError
from timeline.models import Case, Chapter, CourseHolder, LegalFrame, Participant, Revision
from timeline.names import tidy_name
from timeline.scope import Viewer, viewer_of
from timeline.store import organisations_of
from timeline.stretches import says, stretches_of

TABLES: dict[str, type[Any]] = {str(table.__tablename__): table for table in (Chapter, LegalFrame, CourseHolder)}
ACTS = frozenset({"add", "change", "remove"})


class StretchChangedSince(UserError):
    """The act was already undone, or somebody changed the stretch again since."""

    def __init__(self) -> None:
        super().__init__(
            N_("Dit is intussen opnieuw veranderd. Ongedaan maken kan niet meer. Kijk hoe het nu is, en verander het.")
        )


class OrganisationGone(UserError):
    """The organisation that held the course then is no longer in the case."""

    def __init__(self) -> None:
        super().__init__(
            N_("De organisatie die hier stond, is intussen weggehaald. Voeg opnieuw toe wie de koers hield.")
        )


class ThereAlready(UserError):
    """Somebody said the same again since."""

    def __init__(self) -> None:
        super().__init__(N_("Dit staat er intussen al. Daarom is er niets veranderd."))


def act_on_stretch(db: Session, batch_id: str | None, *, viewer: Viewer) -> Revision | None:
    """The act with this id on a stretch, if it is the last thing that happened to it and so can be undone."""
    acts = history.batch_of(db, batch_id, viewer=viewer) if batch_id else ()
    on_stretches = [one for one in acts if one.thing in TABLES and one.action in ACTS]
    if len(on_stretches) != 1:
        return None
    (act,) = on_stretches
    if history.revisions_of(db, act.thing_id, viewer=viewer)[0].id != act.id:
        return None
    # What it was before is not known of everything that once came in with a file of a whole case.
    return act if act.action != "change" or history.before(db, act, viewer=viewer) else None


def undo_on_stretch(db: Session, case: Case, batch_id: str, *, by: Participant) -> Revision:
    """Undo one act on a stretch: what it added is gone, what it changed or took away is as it was before.

    Gives the act that was undone. Of two who undo or change at once the second hears that it changed.

    Raises:
        StretchChangedSince: it was undone or changed since, or there is no such act.
        SameNameTwice: another chapter has its name by now.
        OrganisationGone: the organisation that held the course then is no longer in the case.
        ThereAlready: somebody said the same again since.
    """
    history.hold(db, case)
    act = act_on_stretch(db, batch_id, viewer=viewer_of(by))
    if act is None:
        raise StretchChangedSince
    table = TABLES[act.thing]
    before = history.before(db, act, viewer=viewer_of(by))
    if act.action == "remove":
        thing = history.made_again(table, act.snapshot)
    else:
        thing = history.load(db, table, act.thing_id, viewer=viewer_of(by), lock=True)
        if before is not None:
            history.put_back(thing, before.snapshot)
    thing.version = act.number + 1
    if act.action != "add":
        _check(db, case, thing)
    # That what was added is gone can be undone in its turn: others may have said something of it since.
    history.record(db, case, thing, "remove" if act.action == "add" else "undo", by=by)
    if act.action == "add":
        db.delete(thing)
        db.flush()
    return act


def _check(db: Session, case: Case, thing: Any) -> None:
    """Refuse what can't stand beside what others did since."""
    with db.no_autoflush:
        if isinstance(thing, Chapter):
            tidy_name(thing.name, taken=(other.name for other in chapters_of(db, case.id) if other.id != thing.id))
        known = {None, *(one.id for one in organisations_of(db, case.id))}
        if isinstance(thing, CourseHolder) and thing.organisation_id not in known:
            raise OrganisationGone
        others = (other for other in stretches_of(db, type(thing), case.id) if other.id != thing.id)
        if any(says(other) == says(thing) for other in others):
            raise ThereAlready
