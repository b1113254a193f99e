"""Check an installation: settings, tables, integrity, and that no agreed report was changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import text
from sqlmodel import select

from analysis.models import Report
from analysis.report.frozen import is_the_frozen_report
from app.database import SQLITE_SETTINGS, Database, answers
from app.i18n import N_, gettext
from app.settings import Settings


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, whether it is as it should be, and what to do when not."""

    what: str
    fine: bool
    advice: str = ""


def check_installation(settings: Settings, database: Database) -> Iterator[Finding]:
    """Look at everything in turn; stops when the database does not answer."""
    try:
        up = answers(database)
    except Exception:
        up = False
    yield Finding(gettext(N_("De database antwoordt")), up, gettext(N_("Kijk naar TERUGBLIK_DATABASE_URL.")))
    if not up:
        return
    current = database.is_current()
    yield Finding(
        gettext(N_("De tabellen horen bij deze versie")), current, gettext(N_("Draai eerst: terugblik migrate"))
    )
    if not current:
        return
    if database.is_sqlite:
        yield from _check_sqlite(settings, database)
    yield from _check_reports(database)


def _check_sqlite(settings: Settings, database: Database) -> Iterator[Finding]:
    with database.engine.connect() as connection:
        whole = connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
        tied = connection.execute(text("PRAGMA foreign_key_check")).first() is None
        mode = str(connection.execute(text("PRAGMA journal_mode")).scalar())
    advice = gettext(N_("Zet de laatste goede kopie terug: terugblik restore"))
    yield Finding(gettext(N_("De database is heel")), whole, advice)
    yield Finding(gettext(N_("Alle verwijzingen kloppen")), tied, advice)
    yield Finding(
        gettext(N_("De database schrijft veilig")),
        mode.upper() == SQLITE_SETTINGS["journal_mode"],
        gettext(N_("Zet de database niet op een netwerkschijf.")),
    )
    open_to_others = settings.data_dir.exists() and bool(settings.data_dir.stat().st_mode & 0o007)
    yield Finding(
        gettext(N_("Anderen op deze computer kunnen er niet bij")),
        not open_to_others,
        gettext(N_("Maak de map met gegevens alleen voor jezelf leesbaar (chmod 700).")),
    )


def _check_reports(database: Database) -> Iterator[Finding]:
    with database.reading() as db:
        for report in db.exec(select(Report).where(Report.state == "final")):
            same = is_the_frozen_report(report)
            yield Finding(
                gettext(N_("Vastgesteld verslag %(id)s is onveranderd")) % {"id": report.id},
                same,
                gettext(N_("Dit verslag is buiten Terugblik om veranderd. Zet een kopie terug.")),
            )
