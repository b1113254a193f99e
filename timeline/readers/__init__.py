"""A file of any form becomes events: read with limits, with a doubt wherever somebody should look.

`read_file` is the way in, `read_pasted` for a text that was pasted. They start a process for each; `read_here` does the
same without that guard.
"""

from __future__ import annotations

from timeline.readers.bounded import read_file, read_pasted
from timeline.readers.context import ReadContext
from timeline.readers.errors import FileNotReadable
from timeline.readers.here import read_here
from timeline.readers.result import Choice, Column, Doubt, ReadFile, Remark, SkippedRow, SourceRow
from timeline.readers.rows import reread

__all__ = [
    "Choice",
    "Column",
    "Doubt",
    "FileNotReadable",
    "ReadContext",
    "ReadFile",
    "Remark",
    "SkippedRow",
    "SourceRow",
    "read_file",
    "read_here",
    "read_pasted",
    "reread",
]
