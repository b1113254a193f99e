"""Names of family members and organisations within a case: tidy, not empty, and not twice the same."""

from __future__ import annotations

from collections.abc import Iterable

from timeline.errors import N_, UserError
from timeline.models import NAME_LENGTH
from timeline.text import one_line


class NoName(UserError):
    """A family member or organisation needs a name."""

    def __init__(self) -> None:
        super().__init__(N_("Vul een naam in."))


class SameNameTwice(UserError):
    """Two family members, or two organisations, would have the same name."""

    def __init__(self) -> None:
        super().__init__(N_("Deze naam staat er al. Geef elk een eigen naam, dan haalt niemand ze door elkaar."))


def tidy_name(name: str, *, taken: Iterable[str]) -> str:
    """The name without stray spaces and signs.

    Raises:
        NoName: nothing is left.
        SameNameTwice: it is one of the names in `taken`, whatever its capitals.
    """
    tidied = one_line(name, NAME_LENGTH)
    if not tidied:
        raise NoName
    if tidied.casefold() in {other.casefold() for other in taken}:
        raise SameNameTwice
    return tidied
