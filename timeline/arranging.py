"""What the lanes of the drawing stand for: organisations, kinds of event, or members of the family; and their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from timeline.choosing import Choice
from timeline.drawing import DrawnEvent, Lane
from timeline.errors import N_, Translate
from timeline.kinds import kinds
from timeline.table import kind_word

NOBODY = "nobody"
"""The lane of what names no member of the family."""
NOBODY_NAME = N_("Niemand genoemd")


def arranged(
    events: Sequence[DrawnEvent],
    owners: Sequence[Lane],
    people: Sequence[tuple[str, str]],
    choice: Choice,
    *,
    language: str = "nl",
    translate: Translate = str,
) -> tuple[tuple[Lane, ...], tuple[DrawnEvent, ...]]:
    """The lanes from top to bottom, and the events each in its own lane.

    Args:
        events: the events, in the lane of whose they are.
        owners: the family and the organisations.
        people: the members of the family, id and code name.
        choice: what the lanes stand for, and in what order somebody put them.
        language: of the words for kinds.
        translate: a message in the language of the reader.
    """
    if choice.by == "kind":
        lanes = tuple(
            Lane(key, kind_word(key, language), "kind") for key in kinds() if any(event.kind == key for event in events)
        )
        known = {lane.id for lane in lanes}
        placed = tuple(
            replace(event, organisation=event.owner, lane=event.kind if event.kind in known else "other")
            for event in events
        )
        if any(event.lane not in known for event in placed):
            lanes += (Lane("other", kind_word("other", language), "kind"),)
    elif choice.by == "person":
        lanes, placed = _by_person(events, people, translate)
    else:
        lanes, placed = tuple(owners), tuple(events)
    place = {lane: number for number, lane in enumerate(choice.order)}
    return tuple(sorted(lanes, key=lambda lane: place.get(lane.id, len(place)))), placed


def _by_person(
    events: Sequence[DrawnEvent], people: Sequence[tuple[str, str]], translate: Translate
) -> tuple[tuple[Lane, ...], tuple[DrawnEvent, ...]]:
    """A lane for each member of the family; what is about several runs through their lanes as a line."""
    known = {person for person, _ in people}
    placed = []
    for event in events:
        first, *others = [person for person in event.people if person in known] or [NOBODY]
        placed.append(replace(event, organisation=event.owner, lane=first, also=tuple(others)))
    lanes = tuple(Lane(person, name, "person") for person, name in people)
    if any(event.lane == NOBODY for event in placed):
        lanes += (Lane(NOBODY, translate(NOBODY_NAME), "person"),)
    return lanes, tuple(placed)
