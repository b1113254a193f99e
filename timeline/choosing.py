"""What somebody chose to see of a timeline: which events, in which lanes, in which days."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from timeline.drawing import DrawnEvent, Window

By = Literal["organisation", "kind", "person"]
Only = Literal["turning", "disputed", "changed"]
BY: tuple[By, ...] = ("organisation", "kind", "person")
"""What a lane of the drawing stands for."""
ONLY: tuple[Only, ...] = ("turning", "disputed", "changed")
"""Only turning points, only what is told differently, only what changed since the viewer's last visit."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen: an empty set of kinds, organisations, people, tags or chapters means all of them.

    Within a set one match is enough, and every set that isn't empty must match. `order` and `folded` hold the ids of
    lanes: the ones that were moved, from the top, and the ones that are folded to one thin row.
    """

    kinds: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    chapters: frozenset[str] = frozenset()
    only: frozenset[Only] = frozenset()
    by: By = "organisation"
    order: tuple[str, ...] = ()
    folded: frozenset[str] = frozenset()
    window: Window | None = None

    @property
    def without_ticks(self) -> Choice:
        """The same view with every event in it."""
        return Choice(by=self.by, order=self.order, folded=self.folded, window=self.window)

    def keeps(self, event: DrawnEvent, changed: Collection[str] = ()) -> bool:
        """Whether this event stays; `changed` are the ids of what changed since the viewer's last visit."""
        return (
            (not self.kinds or event.kind in self.kinds)
            and _meets(self.organisations, event.touches)
            and _meets(self.people, event.people)
            and _meets(self.tags, event.tags)
            and (not self.chapters or event.chapter in self.chapters)
            and ("turning" not in self.only or event.turning_point is not None)
            and ("disputed" not in self.only or event.disputed)
            and ("changed" not in self.only or event.id in changed)
        )


def _meets(chosen: frozenset[str], found: Iterable[str]) -> bool:
    return not chosen or not chosen.isdisjoint(found)
