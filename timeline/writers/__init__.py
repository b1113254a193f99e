"""The timeline as a file for another program; each writer takes an exported case and gives bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from timeline.writers.calendar import write_calendar
from timeline.writers.table import write_csv, write_xlsx
from timeline.writers.timelinejs import write_timelinejs

Writer = Callable[[Mapping[str, Any]], bytes]

EXPORTS: Mapping[str, Writer] = {
    "csv": write_csv,
    "xlsx": write_xlsx,
    "timelinejs": write_timelinejs,
    "ics": write_calendar,
}
