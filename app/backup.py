"""A backup of everything in one file, the same for SQLite and PostgreSQL, and putting it back.

The file is a gzip of JSON lines: a head, then each row of each table in an order in which they refer to each other,
read in one transaction so that writing may go on meanwhile. It holds everything: keep it as safe as the database.
"""

from __future__ import annotations

import base64
import gzip
import os
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Table, func, insert, select
from sqlalchemy.exc import SQLAlchemyError

from app.database import METADATA, Database
from timeline.columns import now
from timeline.errors import N_, UserError

FORMAT = "terugblik-backup"
VERSION = 1
CHUNK = 500


class BackupFails(UserError):
    """The backup can't be written or put back; the message says why and what to do."""


def backup(database: Database, path: Path) -> int:
    """Write everything to `path`, readable for the owner only; gives the number of rows.

    The file appears under its name when it is whole.

    Raises:
        BackupFails: there is a file of that name already, or the folder can't be written to.
    """
    if path.exists():
        raise BackupFails(N_("Er is al een bestand %(path)s. Kies een andere naam."), path=path)
    part = path.with_name(path.name + ".part")
    rows = 0
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as raw, gzip.open(raw, "wb", compresslevel=6) as file:
            file.write(_line({"format": FORMAT, "version": VERSION, "made_at": now().isoformat()}))
            for line in _rows(database):
                file.write(line)
                rows += 1
            file.write(_line({"end": rows}))
            file.close()
            raw.flush()
            os.fsync(raw.fileno())
        part.replace(path)
    except OSError as error:
        raise BackupFails(
            N_("De kopie kan niet worden geschreven naar %(path)s (%(why)s)."), path=path, why=error.strerror or ""
        ) from error
    finally:
        part.unlink(missing_ok=True)
    return rows


def restore(database: Database, path: Path) -> int:
    """Put a backup back into an empty, migrated database, all or nothing; gives the number of rows.

    Raises:
        BackupFails: the file can't be read or is not whole, or the database already holds something.
    """
    lines = _read(path)
    tables = {table.name: table for table in METADATA.sorted_tables}
    with database.engine.execution_options(writes=True).begin() as connection:
        for table in tables.values():
            if connection.execute(select(func.count()).select_from(table)).scalar():
                raise BackupFails(
                    N_("De database is niet leeg. Zet een kopie alleen terug in een nieuwe, lege database.")
                )
        waiting: dict[str, list[dict[str, Any]]] = {}
        try:
            for line in lines[1:-1]:
                name, row = line["table"], line["row"]
                waiting.setdefault(name, []).append(_rich(tables[name], row))
            for name, table in tables.items():
                rows = waiting.get(name, [])
                for start in range(0, len(rows), CHUNK):
                    connection.execute(insert(table), rows[start : start + CHUNK])
        except (AttributeError, KeyError, TypeError, ValueError, SQLAlchemyError) as error:
            raise BackupFails(
                N_("%(path)s past niet bij deze versie van Terugblik. Gebruik de versie die de kopie maakte."),
                path=path,
            ) from error
    return len(lines) - 2


def _rows(database: Database) -> Iterator[bytes]:
    with database.reading() as db:
        connection = db.connection()
        for table in METADATA.sorted_tables:
            for row in connection.execute(select(table)).mappings():
                yield _line({"table": table.name, "row": {str(key): _plain(value) for key, value in row.items()}})


def _read(path: Path) -> list[dict[str, Any]]:
    try:
        with gzip.open(path, "rb") as file:
            lines = [orjson.loads(line) for line in file]
    except (OSError, EOFError, ValueError) as error:
        raise BackupFails(N_("%(path)s kan niet worden gelezen. Gebruik een andere kopie."), path=path) from error
    whole = len(lines) >= 2 and all(isinstance(line, dict) for line in lines)
    if not whole or lines[-1].get("end") != len(lines) - 2:
        raise BackupFails(N_("%(path)s is geen hele kopie van Terugblik. Gebruik een andere kopie."), path=path)
    if (lines[0].get("format"), lines[0].get("version")) != (FORMAT, VERSION):
        raise BackupFails(
            N_("%(path)s past niet bij deze versie van Terugblik. Gebruik de versie die de kopie maakte."), path=path
        )
    return lines


def _line(value: dict[str, Any]) -> bytes:
    return orjson.dumps(value) + b"\n"


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode("ascii")}
    return value.isoformat() if isinstance(value, date | datetime | time) else value


def _rich(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    return {key: _rich_value(table.columns[key].type.python_type, value) for key, value in row.items()}


def _rich_value(kind: type, value: Any) -> Any:
    if isinstance(value, str) and issubclass(kind, date | datetime | time):
        return kind.fromisoformat(value)
    if kind is bytes and isinstance(value, dict):
        return base64.b64decode(value["base64"])
    return value
