"""The migrations give exactly the tables of the models, and go up, down and up again with data in them."""

from __future__ import annotations

import orjson
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlmodel import select

from app.backup import backup, restore
from app.database import METADATA, Database, alembic_config
from tests.factories import World
from timeline.importing import preview
from timeline.models import Case, Event, Import
from timeline.readers import pack, read_here
from timeline.readings import kept
from timeline.store import organisations_of


def test_the_migrations_give_the_tables_of_the_models(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, METADATA) == []


def test_every_constraint_of_the_models_is_in_the_database(database: Database) -> None:
    """`compare_metadata` does not look at all of them, and a missing one would let rows cross cases."""
    there = inspect(database.engine)
    for table in METADATA.sorted_tables:
        wanted = {(tuple(c.columns.keys()), c.referred_table.name) for c in table.foreign_key_constraints}
        found = {
            (tuple(key["constrained_columns"]), key["referred_table"]) for key in there.get_foreign_keys(table.name)
        }
        assert found == wanted, table.name
        cascades = {key["options"].get("ondelete") for key in there.get_foreign_keys(table.name)}
        assert cascades <= {"CASCADE"}, table.name


def test_there_is_one_line_of_migrations() -> None:
    assert len(ScriptDirectory.from_config(alembic_config()).get_heads()) == 1


def test_they_go_down_and_up_again_with_data(world: World, tmp_path) -> None:  # type: ignore[no-untyped-def]
    database = world.database
    world.event("Zitting", lane="zorg")
    rows = backup(database, tmp_path / "before.gz")
    with database.engine.execution_options(writes=True).begin() as connection:
        command.downgrade(alembic_config(connection), "base")
    assert database.is_empty()
    assert set(inspect(database.engine).get_table_names()) <= {"alembic_version"}
    database.migrate()
    assert database.is_current()
    assert restore(database, tmp_path / "before.gz") == rows
    with database.reading() as db:
        assert db.exec(select(Case)).one().code_name == "Zonnebloem"


def test_migrating_twice_changes_nothing(database: Database) -> None:
    database.migrate()
    assert database.is_current()
    assert not database.is_empty()


def revised(database: Database, revision: str) -> None:
    with database.engine.execution_options(writes=True).begin() as connection:
        (command.upgrade if revision == "head" else command.downgrade)(alembic_config(connection), revision)


def test_events_and_files_lose_only_their_labels_on_the_way_back(world: World) -> None:
    database = world.database
    event_id = world.event("Zitting", lane="zorg", tags=("veiligheid",))
    read = read_here("lijst.csv", b"Datum;Wat;Labels\n14-3-2021;MDO;school, omgang\n15-3-2021;Gesprek;\n")
    assert [row.tags for row in read.rows] == [("school", "omgang"), ()]
    with database.writing() as db:
        organisation = organisations_of(db, world.case_id)[0]
        made = preview(db, world.case(db), organisation, pack(read), by=world.participant(db, "facilitator")).id
    revised(database, "0003")
    revised(database, "0002")  # which knows nothing of labels
    revised(database, "head")
    with database.reading() as db:
        event, imported = db.get(Event, event_id), db.get(Import, made)
        assert event is not None
        assert imported is not None
        assert (event.title, event.tags) == ("Zitting", [])
        assert kept(db, imported).opened().rows == tuple(row._replace(tags=()) for row in read.rows)


ROWS = (
    b"Datum;Wat;Organisatie\n14-3-2021 om 14:30;MDO;De Veerboot\n3 t/m 7 mei 2021;Logeren;\nonbekend;Gesprek;School\n"
    b"4-5-2021;;School\nTotaal;3;\n"
)


def test_what_was_read_stays_the_same_in_pieces_and_back(world: World) -> None:
    database = world.database
    read = read_here("lijst.csv", ROWS)
    with database.writing() as db:
        organisation = organisations_of(db, world.case_id)[0]
        made = preview(db, world.case(db), organisation, pack(read), by=world.participant(db, "facilitator")).id
    for revision in ("0002", "head"):
        with database.engine.execution_options(writes=True).begin() as connection:
            (command.downgrade if revision == "0002" else command.upgrade)(alembic_config(connection), revision)
        if revision == "0002":
            with database.engine.connect() as connection:
                before = connection.execute(text('SELECT reading FROM "import"')).scalar_one()
            before = orjson.loads(before) if isinstance(before, str) else before
            assert [row["title"] for row in before["rows"]] == [row.title for row in read.rows]
    with database.reading() as db:
        imported = db.get(Import, made)
        assert imported is not None
        packed = kept(db, imported)
        assert packed.opened() == read
        assert packed.index() == pack(read).index()
