"""The database is driven as measured: every connection, every transaction, on both kinds."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Session, select

from analysis.models import Answer, Lesson, Question
from app.audit import AuditLine
from app.database import METADATA, SQLITE_SETTINGS, Database
from tests.factories import World, make_world
from tests.http import browser_for
from timeline.columns import now
from timeline.models import Account, Case, Chapter, Event, Person

READ_BACK = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}
READ_BACK |= {"secure_delete": 1, "trusted_schema": 0, "cell_size_check": 1}


@pytest.fixture
def sqlite(tmp_path: Path) -> Database:
    made = Database(f"sqlite:///{tmp_path / 'new' / 'terugblik.db'}")
    made.migrate()
    return made


def test_every_pooled_connection_of_sqlite_has_every_setting(sqlite: Database) -> None:
    assert READ_BACK.keys() == SQLITE_SETTINGS.keys()
    connections = [sqlite.engine.connect() for _ in range(8)]  # all open at once: eight of them
    for connection in connections:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in SQLITE_SETTINGS}
        assert found == READ_BACK
    for connection in connections:
        connection.close()


def test_only_the_owner_can_read_the_file(sqlite: Database) -> None:
    path = Path(sqlite.engine.url.database or "")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o077 == 0


def test_a_write_takes_its_turn_from_the_first_moment(sqlite: Database) -> None:
    said: list[str] = []
    event.listen(sqlite.engine, "before_cursor_execute", lambda *a: said.append(a[2]))
    with sqlite.writing() as db:
        db.exec(select(Case)).all()
    with sqlite.reading() as db:
        db.exec(select(Case)).all()
    assert [line for line in said if line.startswith("BEGIN")] == ["BEGIN IMMEDIATE", "BEGIN"]


def test_a_reading_session_can_not_write(database: Database) -> None:
    with database.reading() as db:
        with pytest.raises(DBAPIError):
            db.execute(text("UPDATE audit_line SET action = 'gewist'"))
        db.rollback()
    with database.writing() as db:  # the same connection can, for who is to write
        db.add(AuditLine(actor_id="a", action="a"))


def test_a_reading_session_sees_one_moment_while_others_write(database: Database) -> None:
    with database.reading() as db:
        assert db.exec(select(Case)).all() == []
        with database.writing() as other:
            other.add(Case(code_name="Intussen"))
        assert db.exec(select(Case)).all() == []
    with database.reading() as db:
        assert len(db.exec(select(Case)).all()) == 1


def test_many_writers_at_once_all_get_through(database: Database) -> None:
    def write(number: int) -> None:
        with database.writing() as db:
            db.exec(select(Case)).all()  # reading first is what makes a deferred transaction fail
            db.add(Case(code_name=f"case {number}"))

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(write, range(36)))
    with database.reading() as db:
        assert len(db.exec(select(Case)).all()) == 36


def test_what_fails_halfway_leaves_nothing(database: Database) -> None:
    def half() -> None:
        with database.writing() as db:
            db.add(Case(code_name="half"))
            db.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    with database.reading() as db:
        assert db.exec(select(Case)).all() == []


def test_nothing_is_said_to_be_kept_before_it_is(world: World) -> None:
    """A commit that fails is an error page and an empty database, never "Bewaard"."""

    def break_down(_: Session) -> None:
        raise OSError("disk full: Geheim van Merel")

    with browser_for(world, "facilitator") as browser:
        event.listen(Session, "before_commit", break_down)
        try:
            answer = browser.post(f"{browser.case}/events/new", data={"title": "Zitting", "date": "14-3-2021"})
        finally:
            event.remove(Session, "before_commit", break_down)
    assert answer.status_code == 500
    assert "location" not in answer.headers
    with world.database.reading() as db:
        assert db.exec(select(Event)).all() == []


def test_the_database_itself_refuses_a_row_that_crosses_cases(world: World) -> None:
    other = make_world(world.database, code_name="Waterlelie")
    foreign = other.event("Elders")
    with world.database.writing() as db:
        question = Question(case_id=other.case_id, text="Waarom?")
        db.add(question)
        db.flush()
        elsewhere = question.id

    def store(row: object) -> None:
        with world.database.writing() as db:
            db.add(row)

    rows = [
        Account(case_id=world.case_id, event_id=foreign, title="x"),
        Event(case_id=world.case_id, organisation_id=other.organisations["zorg"], title="x"),
        Answer(case_id=world.case_id, question_id=elsewhere, organisation_id=world.organisations["zorg"]),
    ]
    for row in rows:
        with pytest.raises(IntegrityError):
            store(row)


def test_every_row_under_another_row_is_tied_to_it_within_its_case() -> None:
    """The rule for tables that are added later: a reference to a row of a case goes by case and id together."""
    loose = []
    for table in METADATA.sorted_tables:
        if "case_id" not in table.columns:
            continue
        for constraint in table.foreign_key_constraints:
            target = constraint.elements[0].column.table
            if target.name != "case" and "case_id" in target.columns and len(constraint.elements) != 2:
                loose.append(f"{table.name} -> {target.name}")
    assert loose == []


def test_no_transaction_of_one_case_needs_a_setting_that_only_one_kind_of_database_has(database: Database) -> None:
    with database.writing() as db:
        case = Case(code_name="K", revealed_at=now())
        db.add(case)
        db.flush()
        db.add(Person(case_id=case.id, code_name="Merel"))
        db.add(Chapter(case_id=case.id, name="Begin", first_day=now().date(), last_day=now().date()))
        db.add(Lesson(case_id=case.id, text="é\U0001f331"))
    with database.reading() as db:
        kept = db.exec(select(Case)).one()
        assert kept.revealed_at is not None
        assert kept.revealed_at.tzinfo is not None
        assert db.exec(select(Lesson)).one().text == "é\U0001f331"
