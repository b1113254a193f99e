"""A file of any form becomes events: read with limits, with a doubt wherever somebody should look.

`read_file` is the way in. It starts a process for each file; `read_here` does the same without that guard.
"""

from __future__ import annotations

from timeline.readers.bounded import read_file
from timeline.readers.errors import FileNotReadable
from timeline.readers.here import read_here
from timeline.readers.result import Column, Doubt, ReadFile, Remark, SkippedRow, SourceRow

__all__ = [
    "Column",
    "Doubt",
    "FileNotReadable",
    "ReadFile",
    "Remark",
    "SkippedRow",
    "SourceRow",
    "read_file",
    "read_here",
]
