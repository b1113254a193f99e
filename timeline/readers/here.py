"""Read a file within this process; outside tests only the child process does so."""

from __future__ import annotations

import datetime as dt
import hashlib
from importlib import import_module

from timeline.readers import limits
from timeline.readers.context import ReadContext
from timeline.readers.errors import FileEmpty, FileTooLarge, NoEventsInFile, NothingFilledIn
from timeline.readers.forms import Form, form_of
from timeline.readers.grid import Tables
from timeline.readers.result import ReadFile
from timeline.readers.rows import read_tables
from timeline.text import clean_text


def read_here(
    name: str,
    content: bytes,
    *,
    today: dt.date | None = None,
    context: ReadContext = ReadContext(),
    form: Form | None = None,
) -> ReadFile:
    """Read a file without the guard of a process of its own; its content tells the form, unless it is given.

    Raises:
        FileNotReadable: the file gives no events; the message says why and what to do.
    """
    refuse_by_size(content)
    tables = _tables(form or form_of(content), content)
    read = read_tables(tables.tables, context.on(today))
    if not read.rows:
        raise NothingFilledIn if read.columns else NoEventsInFile
    return ReadFile(
        name=clean_text(name),
        form=tables.form,
        columns=read.columns,
        rows=read.rows,
        skipped=read.skipped,
        remarks=(*tables.remarks, *read.remarks),
        sha256=hashlib.sha256(content).hexdigest(),
        tables=read.tables,
    )


def _tables(form: Form, content: bytes) -> Tables:
    """What the reader of this form finds; only that reader and its libraries are loaded."""
    reader = import_module(f"timeline.readers.{form}")
    tables: Tables = getattr(reader, f"read_{form}")(content)
    return tables


def refuse_by_size(content: bytes) -> None:
    """Refuse what is empty or too large before anything looks inside.

    Raises:
        FileEmpty, FileTooLarge: as their names say.
    """
    if not content:
        raise FileEmpty
    if len(content) > limits.MAX_FILE_BYTES:
        raise FileTooLarge
