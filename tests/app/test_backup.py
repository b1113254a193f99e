"""Everything in one file, made while others write, and put back into a database of either kind; and erased for good."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import orjson
import pytest
from sqlalchemy import select as rows_of
from sqlmodel import select

from analysis.exchange import case_as_json, export_case
from analysis.models import Annotation, Rating, Report, SavedView, SessionNote, Visit
from app.audit import AuditLine
from app.backup import BackupFails, backup, restore
from app.checking import check_installation
from app.database import METADATA, Database
from app.erasing import erase_case, leave_no_residue
from app.identity.models import User
from tests.factories import World, make_world
from timeline.models import Case, Chapter

CANARY = "Kanarie-Zeldzaamwoord"


@pytest.fixture
def filled(world: World) -> World:
    """A case in which a word that stands nowhere else was written in every sort of text."""
    event_id = world.event(f"{CANARY} 1", description=f"{CANARY} 2", source=f"{CANARY} 3", who=(f"{CANARY} 4",))
    world.event(f"{CANARY} 5", by="gemeente")
    with world.database.writing() as db:
        mine = {"case_id": world.case_id, "event_id": event_id, "organisation_id": world.organisations["zorg"]}
        db.add(Annotation(**mine, facts=f"{CANARY} 6", private_to=world.organisations["zorg"]))
        note = {"case_id": world.case_id, "participant_id": world.participants["zorg"], "client_key": "k"}
        db.add(SessionNote(**note, text=f"{CANARY} 7"))
        who = {"case_id": world.case_id, "participant_id": world.participants["zorg"]}
        db.add_all([SavedView(**who, name=f"{CANARY} 9", query="kind=mdo"), Visit(**who)])
        day = date(2020, 1, 1)
        chapter = Chapter(case_id=world.case_id, name=f"{CANARY} 10", first_day=day, last_day=day)
        db.add(chapter)
        db.flush()
        said = {"chapter_id": chapter.id, "organisation_id": world.organisations["zorg"], "value": 4}
        db.add(Rating(case_id=world.case_id, private_to=world.organisations["zorg"], **said))
        db.add(Report(case_id=world.case_id, content=f"{CANARY} 8\x00".encode(), state="final"))
    return world


@pytest.fixture
def other_kind(database: Database, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database: SQLite where the test runs on PostgreSQL, and the other way around."""
    if database.is_sqlite:
        server = request.getfixturevalue("postgresql_server")
        with server.copied("template_terugblik", to=server.open("restored")) as made:
            yield made
    else:
        made = Database(f"sqlite:///{tmp_path / 'restored.db'}")
        made.migrate()
        yield made
        made.close()


def export_of(database: Database) -> bytes:
    with database.reading() as db:
        return case_as_json(export_case(db, db.exec(select(Case)).one()))


def everything(database: Database) -> dict[str, list[str]]:
    """Each row of each table in words."""
    with database.reading() as db:
        return {
            table.name: sorted(repr(tuple(row)) for row in db.execute(rows_of(table)))
            for table in METADATA.sorted_tables
        }


def test_a_backup_goes_back_into_the_other_kind_of_database(
    filled: World, other_kind: Database, tmp_path: Path
) -> None:
    rows = backup(filled.database, tmp_path / "copy.gz")
    assert restore(other_kind, tmp_path / "copy.gz") == rows == sum(map(len, everything(filled.database).values()))
    assert everything(other_kind) == everything(filled.database)
    assert export_of(other_kind) == export_of(filled.database)


def test_a_backup_that_is_made_while_others_write_is_of_one_moment(world: World, tmp_path: Path) -> None:
    done = threading.Event()

    def keep_writing() -> None:
        while not done.is_set():
            with world.database.writing() as db:
                db.add(User(name="paar", role="administrator"))
                db.add(AuditLine(actor_id="a", action="paar"))

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        for number in range(3):
            backup(world.database, tmp_path / f"{number}.gz")
    finally:
        done.set()
        writer.join()
    for number in range(3):
        lines = [orjson.loads(line) for line in gzip.decompress((tmp_path / f"{number}.gz").read_bytes()).splitlines()]
        users = [line for line in lines if line.get("table") == "user_account" and line["row"]["name"] == "paar"]
        audit = [line for line in lines if line.get("table") == "audit_line" and line["row"]["action"] == "paar"]
        assert len(users) == len(audit)


def test_only_the_owner_can_read_a_backup_and_it_never_replaces_a_file(world: World, tmp_path: Path) -> None:
    path = tmp_path / "copy.gz"
    backup(world.database, path)
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(BackupFails, match="al een bestand"):
        backup(world.database, path)
    with pytest.raises(BackupFails, match="kan niet worden geschreven"):
        backup(world.database, tmp_path / "nergens" / "copy.gz")
    assert [found.name for found in tmp_path.glob("*.part")] == []


def test_a_backup_goes_only_into_an_empty_database(world: World, tmp_path: Path) -> None:
    backup(world.database, tmp_path / "copy.gz")
    before = everything(world.database)
    with pytest.raises(BackupFails, match="niet leeg"):
        restore(world.database, tmp_path / "copy.gz")
    assert everything(world.database) == before


def test_a_file_that_is_not_a_whole_backup_is_refused_and_leaves_nothing(
    filled: World, other_kind: Database, tmp_path: Path
) -> None:
    backup(filled.database, tmp_path / "copy.gz")
    lines = gzip.decompress((tmp_path / "copy.gz").read_bytes()).splitlines(keepends=True)
    broken = {
        "text": b"geen kopie",
        "empty": b"",
        "empty gzip": gzip.compress(b""),
        "cut": (tmp_path / "copy.gz").read_bytes()[:-40],
        "no end": gzip.compress(b"".join(lines[:-1])),
        "a row less": gzip.compress(b"".join([*lines[:5], *lines[6:]])),
        "no objects": gzip.compress(b"1\n2\n"),
        "another format": gzip.compress(b'{"format":"x","version":1}\n{"end":0}\n'),
        "a newer version": gzip.compress(b'{"format":"terugblik-backup","version":99}\n{"end":0}\n'),
        "an unknown table": gzip.compress(lines[0] + b'{"table":"x","row":{}}\n{"end":1}\n'),
        "an unknown column": gzip.compress(lines[0] + b'{"table":"case","row":{"x":1}}\n{"end":1}\n'),
        "a half row": gzip.compress(lines[0] + b'{"table":"case","row":{"id":"x"}}\n{"end":1}\n'),
        "no row": gzip.compress(lines[0] + b'{"table":"case","row":3}\n{"end":1}\n'),
    }
    for name, content in broken.items():
        (tmp_path / "broken").write_bytes(content)
        with pytest.raises(BackupFails):
            restore(other_kind, tmp_path / "broken")
        assert not any(everything(other_kind).values()), name


def test_erasing_a_case_leaves_nothing_of_it_but_a_line_that_it_was_there(filled: World) -> None:
    other = make_world(filled.database, code_name="Waterlelie")
    other.event("Blijft staan")
    with filled.database.reading() as db:
        before = export_of_case(db.get(Case, other.case_id), filled.database)
    with filled.database.writing() as db:
        erase_case(db, filled.case(db), actor_id="command-line")
    leave_no_residue(filled.database)
    left = everything(filled.database)
    text = repr(left)
    assert CANARY not in text
    assert "Zonnebloem" not in text
    for participant_id in filled.participants.values():
        assert participant_id not in text
    assert text.count(filled.case_id) == 1
    assert filled.case_id in repr(left["audit_line"])
    with filled.database.reading() as db:
        assert export_of_case(db.get(Case, other.case_id), filled.database) == before


def export_of_case(case: Case | None, database: Database) -> bytes:
    assert case is not None
    with database.reading() as db:
        return case_as_json(export_case(db, case))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # the files of PostgreSQL are its own
def test_erased_words_do_not_stay_behind_in_the_file(filled: World) -> None:
    file = Path(filled.database.engine.url.database or "")
    log = file.with_name(file.name + "-wal")
    filled.database.checkpoint()
    assert CANARY.encode() in file.read_bytes()
    with filled.database.writing() as db:
        erase_case(db, filled.case(db), actor_id="command-line")
    leave_no_residue(filled.database)
    assert CANARY.encode() not in file.read_bytes()
    assert not log.exists() or CANARY.encode() not in log.read_bytes()


def test_a_healthy_installation_is_found_healthy_and_a_changed_report_is_found_out(filled: World) -> None:
    findings = list(check_installation(filled.settings, filled.database))
    wrong = [finding for finding in findings if not finding.fine]
    assert len(findings) >= 3
    assert len(wrong) == 1  # the report in this case is no report at all
    assert "Vastgesteld verslag" in wrong[0].what
    assert wrong[0].advice
