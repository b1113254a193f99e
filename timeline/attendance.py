"""Who was at the table as several organisations tell it: together for the event, and in what their accounts differ.

Each account keeps who it says was there and who was not. An organisation that one of them saw at the table was there as
far as the event goes; that another says it was not stays with that account, and is shown as a difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol


class TellsOfATable(Protocol):
    """An account or an event, by the ids of organisations."""

    @property
    def present(self) -> list[str]:
        """Who was at the table."""

    @property
    def missing(self) -> list[str]:
        """Who was involved but not there."""


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who was at the table and who was not, as ids in a fixed order; nobody is both."""

    present: list[str]
    missing: list[str]


def together(told: Iterable[TellsOfATable]) -> Attendance:
    """What accounts tell together."""
    each = tuple(told)
    present = {key for one in each for key in one.present}
    missing = {key for one in each for key in one.missing}
    return Attendance(sorted(present), sorted(missing - present))


def without(event: TellsOfATable, gone: TellsOfATable, left: Sequence[TellsOfATable]) -> Attendance:
    """What is left of an event after one account has gone: what only that one told goes along, the rest stays.

    What somebody filled in for the event by hand stays as well.
    """
    staying = together(left)
    present = set(event.present) - (set(gone.present) - set(staying.present))
    missing = (set(event.missing) - set(gone.missing)) | set(staying.missing)
    return Attendance(sorted(present), sorted(missing - present))


def contradicted(told: Iterable[TellsOfATable]) -> frozenset[str]:
    """The organisations that were at the table according to one account and not according to another."""
    each = tuple(told)
    present = {key for one in each for key in one.present}
    return frozenset(key for one in each for key in one.missing if key in present)


def differ(told: Iterable[TellsOfATable], tellers: Iterable[str | None]) -> bool:
    """Whether accounts differ in who was at the table; one that tells nothing of it differs from none.

    That each names itself and not the other is no difference: who tells of a meeting was mostly there.
    """
    each = [one for one in told if one.present or one.missing]
    named = {frozenset({*one.present} - {*tellers}) for one in each}
    absent = {frozenset(one.missing) for one in each if one.missing}
    return bool(contradicted(each)) or len(named) > 1 or len(absent) > 1
