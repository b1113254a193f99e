"""What is known before a file is read: the day, the organisations of the case, and columns that a person corrected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class ReadContext:
    """What helps to understand a file; without it a file is read all the same.

    With `today` dates in the future are doubted. `organisations` are the names in the case: they tell which column
    names organisations, and which name is almost one of theirs. `known_columns` holds what a person said before of the
    columns of this organisation's files: the name of the column as `plain_header` gives it, and the field ("" for a
    column that is not used).
    """

    today: dt.date | None = None
    organisations: tuple[str, ...] = ()
    known_columns: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The same as plain values, for the process that reads."""
        return {
            "today": self.today.isoformat() if self.today else None,
            "organisations": list(self.organisations),
            "known_columns": dict(self.known_columns),
        }

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        """What `to_json` gave, read back."""
        today = dt.date.fromisoformat(told["today"]) if told["today"] else None
        return cls(today, tuple(told["organisations"]), dict(told["known_columns"]))

    def on(self, today: dt.date | None) -> ReadContext:
        """The same, read on another day when one is given."""
        return ReadContext(today, self.organisations, self.known_columns) if today else self
