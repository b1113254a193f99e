"""The database: one engine, driven as measured, and one transaction for each act.

SQLite: write-ahead log, every commit on disk (synchronous=FULL), foreign keys on, and every transaction that may
write begins immediately. A read that turns into a write would fail at once, whatever the waiting time.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import orjson
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlmodel import Session, SQLModel

import analysis.models  # noqa: F401 (the tables register themselves)
import app.audit
import app.identity.models  # noqa: F401
import timeline.models  # noqa: F401

ROOT = Path(__file__).resolve().parent.parent
METADATA = SQLModel.metadata
SQLITE_SETTINGS = {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "foreign_keys": "ON",
    "busy_timeout": "5000",
    "secure_delete": "ON",
    "trusted_schema": "OFF",
    "cell_size_check": "ON",
}

ONE_VIEW = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


class Database:
    """The place where everything is kept; hand out sessions with `reading` and `writing`."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = _engine(url)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded database."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session on one steady view of the data; the database refuses to write in it."""
        with Session(self.engine, autoflush=False) as session:
            if not self.is_sqlite:
                session.connection(execution_options=ONE_VIEW)
            yield session
            session.rollback()

    def checkpoint(self) -> None:
        """Let the embedded database write its log away into its file, and empty the log."""
        if self.is_sqlite:
            with closing(self.engine.raw_connection()) as connection:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose changes are all stored at the end, or none of them when something fails."""
        engine = self.engine.execution_options(writes=True)
        with Session(engine, expire_on_commit=False) as session, session.begin():
            yield session

    def migrate(self, revision: str = "head") -> None:
        """Bring the tables to this revision of the migrations."""
        with self.engine.execution_options(writes=True).begin() as connection:
            command.upgrade(alembic_config(connection), revision)

    def is_current(self) -> bool:
        """Whether the tables are those that this version of the program expects."""
        head = ScriptDirectory.from_config(alembic_config()).get_current_head()
        with self.engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision() == head

    def is_empty(self) -> bool:
        """Whether there are no tables of ours at all yet."""
        with self.engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision() is None

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()


def alembic_config(connection: Connection | None = None) -> Config:
    """The configuration of the migrations, on this connection."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["connection"] = connection
    return config


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(
            url, hide_parameters=True, pool_size=20, pool_pre_ping=True, json_deserializer=orjson.loads
        )
    path = make_url(url).database
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    engine = create_engine(url, hide_parameters=True, pool_size=20, max_overflow=20, json_deserializer=orjson.loads)

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, below
        for name, value in SQLITE_SETTINGS.items():
            connection.execute(f"PRAGMA {name}={value}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writes else 'ON'}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def answers(database: Database) -> bool:
    """Whether the database answers at all."""
    with database.engine.connect() as connection:
        return connection.execute(text("SELECT 1")).scalar() == 1
