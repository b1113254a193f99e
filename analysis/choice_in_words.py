"""What somebody chose to see of a timeline, in words: for who gets a page or a file without the choice beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from analysis.shown import Shown
from timeline.choosing import Choice
from timeline.dates import from_edtf, in_words
from timeline.errors import N_
from timeline.table import kind_word

ONLY = {
    "turning": N_("alleen kantelmomenten"),
    "disputed": N_("alleen waar de lezingen verschillen"),
    "changed": N_("alleen wat veranderde"),
}
PART = N_("Niet alles staat erop: %(shown)s van de %(total)s gebeurtenissen.")
CHOSEN = N_("Gekozen is: %(what)s.")
UNDATED = N_("De andere hebben nog geen datum.")
ONE_UNDATED = N_("De andere heeft nog geen datum.")
DAYS = N_("van %(first)s tot en met %(last)s")


def choice_in_words(
    choice: Choice, shown: Shown, *, language: str = "nl", translate: Callable[[str], str] = str
) -> tuple[str, ...]:
    """The parts of a choice, one phrase each; empty when everything is shown.

    What the address names and the case does not have is left out, so that nothing can be put in these words.
    """
    kinds = {event.kind for event in shown.events}
    phrases = [
        _listed(kind_word(kind, language) for kind in sorted(choice.kinds & kinds)),
        _listed(lane.name for lane in shown.lanes if lane.id in choice.organisations),
        _listed(name for key, name in shown.around.people if key in choice.people),
        _listed(name for key, name in shown.around.tags if key in choice.tags),
        _listed(chapter.name for chapter in shown.chapters if chapter.id in choice.chapters),
        *(translate(words) for key, words in ONLY.items() if key in choice.only),
    ]
    if choice.window:
        first, last = (
            in_words(from_edtf(day.isoformat()), language) for day in (choice.window.start, choice.window.end)
        )
        phrases.append(translate(DAYS) % {"first": first, "last": last})
    return tuple(phrase for phrase in phrases if phrase)


def part_in_words(phrases: Sequence[str], shown: int, total: int, *, translate: Callable[[str], str] = str) -> str:
    """What somebody must know who sees only a part: how much of it this is, and why; nothing when all of it is there.

    Args:
        phrases: what was chosen; see `choice_in_words`.
        shown: how many events can be seen.
        total: how many there are.
        translate: a message in the language of the reader.
    """
    said = [translate(PART) % {"shown": shown, "total": total}] if shown < total else []
    if phrases:
        said.append(translate(CHOSEN) % {"what": "; ".join(phrases)})
    elif said:
        said.append(translate(ONE_UNDATED if total - shown == 1 else UNDATED))
    return " ".join(said)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
