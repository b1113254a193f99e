"""A file of any form becomes events: read with limits, with a doubt wherever somebody should look.

`read_file` is the way in; `read_packed` gives the same as it is kept, `read_pasted` does so for a text that was pasted.
They start a process for each; `read_here` does the same without that guard.
"""

from __future__ import annotations

from timeline.readers.bounded import read_file, read_packed, read_pasted
from timeline.readers.context import ReadContext
from timeline.readers.errors import FileNotReadable
from timeline.readers.here import read_here
from timeline.readers.packed import Packed, pack
from timeline.readers.result import Choice, Column, Doubt, ReadFile, Remark, SkippedRow, SourceRow
from timeline.readers.rows import reread

__all__ = [
    "Choice",
    "Column",
    "Doubt",
    "FileNotReadable",
    "Packed",
    "ReadContext",
    "ReadFile",
    "Remark",
    "SkippedRow",
    "SourceRow",
    "pack",
    "read_file",
    "read_here",
    "read_packed",
    "read_pasted",
    "reread",
]
