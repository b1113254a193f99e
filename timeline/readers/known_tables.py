"""Tables whose columns are those of a known program: what each column is, is known and need not be recognised."""

from __future__ import annotations

from timeline.readers.exported_table import as_exported
from timeline.readers.grid import Table
from timeline.readers.timelinejs_sheet import as_timelinejs_sheet
from timeline.readers.timesketch_sheet import as_timesketch_sheet

_KNOWN = (as_exported, as_timelinejs_sheet, as_timesketch_sheet)


def as_known(table: Table) -> Table:
    """The table with its fields told, when its columns are those of a known program; otherwise as it is."""
    if table.fields is not None:
        return table
    return next((known for read in _KNOWN if (known := read(table)) is not None), table)
