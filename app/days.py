"""What day it is where the people are."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from timeline.columns import now

ZONE = ZoneInfo("Europe/Amsterdam")


def today() -> date:
    """The present day on the calendar on the wall."""
    return now().astimezone(ZONE).date()
