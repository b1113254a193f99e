"""The chain of an event as its panel shows it: what came before, what came out of it, and what could be linked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.here import Here
from timeline.chains import chain_of, links_of
from timeline.models import Event


@dataclass(frozen=True, slots=True)
class Numbered:
    """An event with its number in the order of time; `is_linked` says that it is linked by a link of its own."""

    number: int
    event: Event
    is_linked: bool = False


@dataclass(frozen=True, slots=True)
class ShownChain:
    """What led to an event and what came out of it, and the events that could still be linked on either side."""

    before: Sequence[Numbered] = ()
    after: Sequence[Numbered] = ()
    maybe_before: Sequence[Numbered] = ()
    maybe_after: Sequence[Numbered] = ()


def chain_in(place: Here, event: Event, events: Sequence[Event], *, may_link: bool) -> ShownChain:
    """The chain of an event among `events`, which stand in the order of time.

    What could be linked is only offered to who may do that: what can have been earlier, or later, and is not yet in the
    chain on the other side.
    """
    links = links_of(place.db, place.viewer)
    chain = chain_of(event.id, links)
    near = {link.earlier_id for link in links if link.later_id == event.id}
    near |= {link.later_id for link in links if link.earlier_id == event.id}
    shown = [Numbered(number, other, other.id in near) for number, other in enumerate(events, 1)]
    others = [one for one in shown if one.event.id != event.id and not one.is_linked] if may_link else []
    return ShownChain(
        before=[one for one in shown if one.event.id in chain.before],
        after=[one for one in shown if one.event.id in chain.after],
        maybe_before=[o for o in others if o.event.id not in chain.after and _can_precede(o.event, event)],
        maybe_after=[o for o in others if o.event.id not in chain.before and _can_precede(event, o.event)],
    )


def _can_precede(one: Event, other: Event) -> bool:
    """Whether the dates leave room for one to have come before the other."""
    return one.earliest is None or other.latest is None or one.earliest <= other.latest
