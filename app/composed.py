"""Drafts of the report that were composed before: once for each state of a case, day and language, for one process.

Whatever the draft says is shared with everybody in the case, and each change of that raises the case's revision.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock

from sqlmodel import Session

from analysis.models import Report
from analysis.report.compose import Edition, basis, compose
from analysis.report.document import ReportDocument
from app.days import today
from app.i18n import gettext, language
from timeline.models import Case

KEPT = 16
Key = tuple[tuple[str, datetime, int], int, date, str]


@dataclass(frozen=True, slots=True)
class Composed:
    """A draft as it stands, and the checksum of what an organisation agrees with (`analysis.report.compose.basis`)."""

    document: ReportDocument
    basis: str


_kept: OrderedDict[Key, Composed] = OrderedDict()
_lock = Lock()


def composed(db: Session, case: Case, report: Report) -> Composed:
    """The draft as it stands now, in the reader's language."""
    key = (case.state, report.edition, today(), language())
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    made = Composed(
        compose(db, case, Edition(report, today(), language(), gettext)),
        basis(db, case, report),
    )
    if not _may_be_taken_back(db):
        with _lock:
            _kept[key] = made
            while len(_kept) > KEPT:
                _kept.popitem(last=False)
    return made


def _may_be_taken_back(db: Session) -> bool:
    """Whether this is a transaction that writes: what was read in it may never be stored."""
    return bool(db.connection().get_execution_options().get("writes"))
