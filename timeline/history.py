"""Revisions: each change of a thing is kept, nothing is overwritten, and an act can be undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from itertools import groupby
from typing import Any, TypeVar, cast

from sqlalchemy import Table, bindparam, delete, insert, inspect
from sqlmodel import Session, SQLModel, col, select

from timeline.columns import now
from timeline.errors import N_, UserError
from timeline.ids import is_id, new_id
from timeline.models import Case, Organisation, Participant, Revision
from timeline.scope import Viewer, seen_by

Thing = TypeVar("Thing", bound=SQLModel)


class NotThere(UserError):
    """The thing does not exist, or not for this person: both look the same."""

    def __init__(self) -> None:
        super().__init__(N_("Dit is er niet (meer). Ga terug naar het overzicht en probeer het van daaruit opnieuw."))


class Conflict(UserError):
    """Somebody else changed the thing in the meantime; `current` is what it is now."""

    def __init__(self, current: Any) -> None:
        super().__init__(N_("Iemand anders heeft dit intussen veranderd. Bekijk beide teksten en kies wat blijft."))
        self.current = current


@dataclass(frozen=True, slots=True)
class NewRow:
    """A new thing as the values of its columns. A long file has thousands; an object for each would take longer than
    all the rest."""

    table: type[SQLModel]
    values: Mapping[str, Any]


def new_row(table: type[SQLModel], **values: Any) -> NewRow:
    """A new thing with these values; what is not given has its default."""
    plain, made = _defaults(table)
    return NewRow(table, {**plain, **{key: make() for key, make in made.items() if key not in values}, **values})


@cache
def _defaults(table: type[SQLModel]) -> tuple[Mapping[str, Any], Mapping[str, Callable[[], Any]]]:
    """The defaults of a table's columns: the values, and what makes the others."""
    fields = table.model_fields.items()
    plain = {key: field.default for key, field in fields if field.default_factory is None and not field.is_required()}
    made = {key: field.default_factory for key, field in fields if field.default_factory is not None}
    return plain, cast(Mapping[str, Callable[[], Any]], made)


def load(db: Session, table: type[Thing], thing_id: str, *, viewer: Viewer, lock: bool = False) -> Thing:
    """The row with this id in the viewer's case, if the viewer may see it.

    With `lock`, writes in this case wait for each other from here until the end of the transaction.

    Raises:
        NotThere: there is no such row in this case, or it is private to another organisation.
    """
    if not is_id(thing_id):
        raise NotThere
    rows: Any = table
    where = seen_by(viewer, rows) if hasattr(rows, "private_to") else rows.case_id == viewer.case_id
    query = select(table).where(where, rows.id == thing_id)
    if lock:
        # the case first, always: two acts that each lock several things can't wait for each other then
        db.exec(select(Case.id).where(Case.id == viewer.case_id).with_for_update(key_share=True)).one_or_none()
        # what this session read before it had the lock may have been changed since
        query = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    found = db.exec(query).one_or_none()
    if found is None:
        raise NotThere
    return found


def hold(db: Session, case: Case) -> None:
    """Let writes in a case go one after another until this transaction ends, and see the case as it now is.

    Two colleagues who begin the same text at once then get one row and two versions, and nothing is written as private
    while the reveal is going on.
    """
    db.flush()
    db.refresh(case, with_for_update={"key_share": True})


def check_version(thing: Any, based_on: int) -> None:
    """Refuse a change that was based on an older version of the thing.

    Raises:
        Conflict: it was changed since.
    """
    if thing.version != based_on:
        raise Conflict(thing)


def new_batch() -> str:
    """An id for one act that changes several things, so that it can be undone as one."""
    return new_id()


def touch(db: Session, case: Case, private_to: str | None) -> None:
    """Count the change, where only those who may see it notice."""
    counted = case if private_to is None else db.get(Organisation, private_to)
    if counted is None or (isinstance(counted, Organisation) and counted.case_id != case.id):
        return
    db.add(counted)
    if counted in db.new:
        db.flush()
    # the database adds, so that two changes at the same time are two
    counted.revision = type(counted).revision + 1
    db.flush()


def record(
    db: Session,
    case: Case,
    thing: Any,
    action: str,
    *,
    by: Participant | None,
    reason: str = "",
    batch: str | None = None,
) -> Revision:
    """Keep the thing as it now is as its newest revision. `action` is add, change, remove, restore or join.

    Call it after each change, with `thing.version` already raised.
    """
    return record_snapshot(db, case, thing, action, snapshot(thing), by=by, reason=reason, batch=batch)


def record_snapshot(
    db: Session,
    case: Case,
    thing: Any,
    action: str,
    kept: dict[str, Any],
    *,
    by: Participant | None,
    reason: str = "",
    batch: str | None = None,
) -> Revision:
    """As `record`, for a thing of which not everything belongs in its history: `kept` is what is kept of it."""
    revision = _revision(case, thing, action, kept, by=by, reason=reason, batch=batch or new_batch())
    db.add(thing)
    db.add(revision)
    touch(db, case, revision.private_to)
    db.flush()
    return revision


def record_together(
    db: Session,
    case: Case,
    changes: Sequence[tuple[Any, str]],
    *,
    added: Sequence[NewRow] = (),
    by: Participant | None,
    batch: str,
) -> None:
    """As `record`, for many things that change (each with its action) or are added in one act.

    It counts as one change of the case. Things that hang on new ones belong in a later call.
    """
    db.add_all([thing for thing, _ in changes])
    db.flush()
    for table, rows in groupby(added, key=lambda row: row.table):
        db.execute(insert(_table(table)), [dict(row.values) for row in rows])
    kept = [(_table_name(thing), snapshot(thing), action) for thing, action in changes]
    kept += [(_table_name(row.table), _plain_values(row.values), "add") for row in added]
    _keep_together(db, case, kept, by=by, batch=batch)


def remove_together(
    db: Session, case: Case, table: type[Thing], things: Sequence[Thing], *, by: Participant | None, batch: str
) -> None:
    """Delete many things of one table in one act, each with a last revision; it counts as one change of the case.

    Their rows go at once; who still holds one of them holds what it was.
    """
    columns = _table(table).c
    kept = []
    for thing in things:
        db.expunge(thing)
        values = snapshot(thing)
        kept.append((_table_name(thing), {**values, "version": values["version"] + 1}, "remove"))
    gone = [{"gone": values["id"]} for _, values, _ in kept]
    if gone:
        db.execute(delete(_table(table)).where(columns.case_id == case.id, columns.id == bindparam("gone")), gone)
    _keep_together(db, case, kept, by=by, batch=batch)


def _keep_together(
    db: Session, case: Case, kept: Sequence[tuple[str, dict[str, Any], str]], *, by: Participant | None, batch: str
) -> None:
    """A revision of each: the table, what is kept of it, and the action."""
    revisions = [
        {"id": new_id(), "at": now(), **_values(case, table, values, action, values, by=by, batch=batch)}
        for table, values, action in kept
    ]
    if revisions:
        db.execute(insert(_table(Revision)), revisions)
    for private_to in dict.fromkeys(values["private_to"] for values in revisions):
        touch(db, case, private_to)


def _revision(
    case: Case,
    thing: Any,
    action: str,
    kept: dict[str, Any],
    *,
    by: Participant | None,
    batch: str,
    reason: str = "",
) -> Revision:
    of = {"id": thing.id, "version": thing.version, "private_to": getattr(thing, "private_to", None)}
    return Revision(**_values(case, _table_name(thing), of, action, kept, by=by, batch=batch, reason=reason))


def _table_name(thing: Any) -> str:
    return _table(thing if isinstance(thing, type) else type(thing)).name


def _table(table: type[SQLModel]) -> Table:
    return cast(Table, inspect(table).local_table)


def _values(
    case: Case,
    table: str,
    thing: Mapping[str, Any],
    action: str,
    kept: dict[str, Any],
    *,
    by: Participant | None,
    batch: str,
    reason: str = "",
) -> dict[str, Any]:
    return {
        "case_id": case.id,
        "thing": table,
        "thing_id": thing["id"],
        "number": thing["version"],
        "action": action,
        "snapshot": kept,
        "reason": reason,
        "participant_id": by.id if by else None,
        "participant_name": by.name if by else "",
        "organisation_id": by.organisation_id if by else None,
        "private_to": thing.get("private_to"),
        "batch_id": batch,
    }


def snapshot(thing: Any) -> dict[str, Any]:
    """The thing's columns as plain JSON values, without its counter of changes.

    That of an organisation would tell everybody how much it writes in private.
    """
    return _plain_values({key: getattr(thing, key) for key in _column_keys(thing.__class__)})


@cache
def _column_keys(table: type[SQLModel]) -> tuple[str, ...]:
    return tuple(column.key for column in inspect(table).column_attrs)


def _plain_values(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _plain(value) for key, value in values.items() if key != "revision"}


def put_back(thing: Any, kept: dict[str, Any]) -> None:
    """Give the thing the values of a snapshot again, except its identity, version and who may see it."""
    fixed = {"id", "case_id", "version", "private_to", "created_at"}
    for column in inspect(thing).mapper.column_attrs:
        if column.key in kept and column.key not in fixed:
            setattr(thing, column.key, from_plain(column.columns[0].type.python_type, kept[column.key]))


def made_again(table: type[Thing], kept: dict[str, Any]) -> Thing:
    """A thing that is gone, made anew from its snapshot, with the id and the version that it had."""
    columns = inspect(table).mapper.column_attrs
    return table(
        **{
            column.key: from_plain(column.columns[0].type.python_type, kept[column.key])
            for column in columns
            if column.key in kept
        }
    )


def revisions_of(db: Session, thing_id: str, *, viewer: Viewer) -> Sequence[Revision]:
    """All revisions of one thing that the viewer may see, the newest first."""
    query = select(Revision).where(seen_by(viewer, Revision), Revision.thing_id == thing_id)
    return db.exec(query.order_by(col(Revision.number).desc())).all()


def before(db: Session, revision: Revision, *, viewer: Viewer) -> Revision | None:
    """The revision just before this one of the same thing, if there is one."""
    query = select(Revision).where(
        seen_by(viewer, Revision),
        Revision.thing == revision.thing,
        Revision.thing_id == revision.thing_id,
        col(Revision.number) < revision.number,
    )
    return db.exec(query.order_by(col(Revision.number).desc()).limit(1)).first()


def batch_of(db: Session, batch_id: str, *, viewer: Viewer) -> Sequence[Revision]:
    """The revisions of one act, in the order in which they were made."""
    if not is_id(batch_id):
        return []
    query = select(Revision).where(seen_by(viewer, Revision), Revision.batch_id == batch_id)
    return db.exec(query.order_by(col(Revision.at), col(Revision.id))).all()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime | time) else value


def from_plain(kind: type, value: Any) -> Any:
    """A plain JSON value as the column's own kind of value."""
    if isinstance(value, str) and kind in {date, datetime, time}:
        return kind.fromisoformat(value)
    return value
