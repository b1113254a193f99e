"""Read a file within this process; outside tests only the child process does so."""

from __future__ import annotations

import datetime as dt
import hashlib

from timeline.readers import limits
from timeline.readers.csv import read_csv
from timeline.readers.docx import read_docx
from timeline.readers.errors import FileEmpty, FileTooLarge, NoEventsInFile
from timeline.readers.forms import form_of
from timeline.readers.result import ReadFile
from timeline.readers.rows import read_tables
from timeline.readers.xlsx import read_xlsx

_READERS = {"xlsx": read_xlsx, "docx": read_docx, "csv": read_csv}


def read_here(name: str, content: bytes, *, today: dt.date | None = None) -> ReadFile:
    """Read a file without the guard of a process of its own.

    Raises:
        FileNotReadable: the file gives no events; the message says why and what to do.
    """
    refuse_by_size(content)
    tables = _READERS[form_of(content)](content)
    read = read_tables(tables.tables, today=today)
    if not read.rows:
        raise NoEventsInFile
    return ReadFile(
        name=name,
        form=tables.form,
        columns=read.columns,
        rows=read.rows,
        skipped=read.skipped,
        remarks=(*tables.remarks, *read.remarks),
        sha256=hashlib.sha256(content).hexdigest(),
    )


def refuse_by_size(content: bytes) -> None:
    """Refuse what is empty or too large before anything looks inside.

    Raises:
        FileEmpty, FileTooLarge: as their names say.
    """
    if not content:
        raise FileEmpty
    if len(content) > limits.MAX_FILE_BYTES:
        raise FileTooLarge
