"""What two people wrote of one thing at the same time, as two texts to lay side by side."""

from __future__ import annotations

from app.i18n import gettext

Part = tuple[str, str, str]
"""The name of a field, what I filled in, and what was kept meanwhile."""


def two_sides(first: Part, *others: Part) -> tuple[str, str]:
    """My text and the other one: the first part always, and every other part under its name where the two differ."""
    mine, theirs = [first[1]], [first[2]]
    for name, my_part, their_part in others:
        if my_part.strip() != their_part.strip():
            mine.append(f"{name} {my_part.strip() or gettext('(leeg)')}")
            theirs.append(f"{name} {their_part.strip() or gettext('(leeg)')}")
    return "\n\n".join(filter(None, mine)), "\n\n".join(filter(None, theirs))
