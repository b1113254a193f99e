"""How much of a file is read: enough for any real case file, little enough that no file can keep the machine busy.

These figures are named in the manual. A table that is longer or wider is read as far as they go, with a remark that
says from where on nothing was read; a file that is beyond them as a whole is refused with a message that says so.
"""

from __future__ import annotations

MAX_FILE_BYTES = 20 * 1024 * 1024
"""The largest file that is accepted: 20 MB."""

MAX_ROWS = 60_000
"""Rows in one file, empty and skipped ones included."""

MAX_COLUMNS = 200
"""Columns of a table."""

MAX_CELLS = 600_000
"""Filled cells in one file."""

MAX_CELL_CHARS = 20_000
"""Characters in one cell; what is longer is cut, and the row says so."""

MAX_TEXT_CHARS = 15_000_000
"""Characters in all cells together."""

MAX_PIECES = 5_000
"""Lines or paragraphs of written text, outside tables, in one file."""

MAX_UNPACKED_BYTES = 100 * 1024 * 1024
"""What an Excel, ODS or Word file may unpack to."""

MAX_PARTS = 2_000
"""Files packed inside an Excel, ODS or Word file."""

MAX_DEPTH = 200
"""Elements within elements in a Word file."""

MAX_HEADER_SEARCH = 50
"""Rows among which the names of the columns are looked for."""

MAX_SAMPLE = 200
"""Filled rows that tell what a column holds."""

MAX_MEMORY_BYTES = 512 * 1024 * 1024
"""Address space of the process that reads a file."""

MAX_CPU_SECONDS = 30
"""Computing time of the process that reads a file."""

MAX_SECONDS = 60
"""Time after which reading a file is given up, whatever it is doing."""

MAX_AT_ONCE = 4
"""Files being read at the same time; others wait for their turn."""
