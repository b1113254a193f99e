"""Which lane a name in a file means: the family, an organisation of the case, or one that is not there yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from timeline.models import Organisation
from timeline.organisation_names import find_name, guess_kind_of_organisation, is_family, plain

__all__ = ["COLOURS", "find_organisation", "free_colour", "guess_kind_of_organisation", "is_family", "plain"]

COLOURS = 12


def find_organisation(name: str, organisations: Iterable[Organisation]) -> Organisation | None:
    """The organisation that a name means, by `organisation_names.find_name`; None when it is none or could be two."""
    known = list(organisations)
    at = find_name(name, [organisation.name for organisation in known], [organisation.kind for organisation in known])
    return None if at is None else known[at]


def free_colour(organisations: Sequence[Organisation]) -> int:
    """The first colour that no organisation of the case has yet; after twelve they begin again."""
    taken = {organisation.colour for organisation in organisations}
    for colour in range(1, COLOURS + 1):
        if colour not in taken:
            return colour
    return len(organisations) % COLOURS + 1
