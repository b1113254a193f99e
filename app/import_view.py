"""What the preview of a file shows: each row in words, what stands in the file beside it, the ways out of a doubt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.event_form import shown
from app.here import Here
from app.i18n import filled, gettext
from app.rendering import date_in_words, kind_name
from timeline.dates import DateNotUnderstood
from timeline.errors import N_
from timeline.importing import lanes_in, read_before
from timeline.lanes import find_organisation
from timeline.looking_over import SETTLED, Entry, Looked, Overview, date_of
from timeline.models import Import, Organisation
from timeline.organisations import organisations_in_use
from timeline.previewing import new_names, overview_of
from timeline.readers import Choice, SourceRow
from timeline.store import organisations_of
from timeline.taking import NO_TITLE, lane_name, missing_at, present_at

A_PAGE = 100
FAMILY = N_("Gezin")
LONGEST_LABEL = 80


@dataclass(frozen=True, slots=True)
class Shown:
    """What a row becomes in one field, in words; `written` is what stands in the file where that is something else."""

    field: str
    words: str
    written: str = ""
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One way out of a doubt: what the button sends, and what it says."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Question:
    """A doubt as it is asked."""

    code: str
    text: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row on the page."""

    looked: Looked
    cells: Mapping[str, Shown]
    present: str
    missing: str
    questions: tuple[Question, ...]
    why_not: str
    is_looked_at: bool
    is_by_me: bool

    @property
    def key(self) -> str:
        """The key of the row, as it stands in addresses."""
        return self.looked.key


@dataclass(frozen=True, slots=True)
class Part:
    """The part of the rows that is on screen: page `number` of `last`, both counted from 1."""

    only: str
    number: int
    last: int
    rows: tuple[RowShown, ...]


class Preview:
    """A file on its way to the timeline, as one person looks at it."""

    def __init__(self, place: Here, imported: Import) -> None:
        self.place, self.imported = place, imported
        self.overview: Overview = overview_of(place.db, imported)
        self.organisations: Sequence[Organisation] = organisations_of(place.db, place.case.id)
        """All of them: what comes in finds its lane again, also one that came with this file before."""
        self.names = {organisation.id: organisation.name for organisation in self.organisations}
        self.in_use = [organisation.name for organisation in organisations_in_use(place.db, place.viewer)]
        self.teller = next(o for o in self.organisations if o.id == imported.organisation_id)

    def context(self) -> dict[str, Any]:
        """What every part of the page needs."""
        return {
            "imported": self.imported,
            "organisation": self.teller,
            "counts": self.counts(),
            "base": f"/cases/{self.place.case.id}/import/{self.imported.id}",
            "may_change": self.imported.state == "preview",
        }

    def counts(self) -> dict[str, int]:
        """How many rows come on the timeline, how many of them are in doubt, and how many do not come."""
        overview = self.overview
        return {"events": len(overview.events), "doubts": len(overview.doubtful), "others": len(overview.others)}

    def part(self, only: str, number: int, key: str) -> Part:
        """A page of the rows, or the page on which one row stands."""
        lists: dict[str, Sequence[Entry]] = {
            "": self.overview.events,
            "doubt": self.overview.doubtful,
            "other": self.overview.others,
        }
        entries = lists[only]
        if key:
            only = next((name for name in (only, "", "other") if any(e.key == key for e in lists[name])), only)
            entries = lists[only]
            number = next((at // A_PAGE + 1 for at, entry in enumerate(entries) if entry.key == key), number)
        last = max(1, -(-len(entries) // A_PAGE))
        number = min(max(1, number), last)
        on_screen = entries[(number - 1) * A_PAGE : number * A_PAGE]
        return Part(only, number, last, tuple(self.row(looked) for looked in self.overview.rows(on_screen)))

    def others(self) -> tuple[RowShown, ...]:
        """The first rows that do not come on the timeline."""
        return tuple(self.row(looked) for looked in self.overview.rows(self.overview.others[:A_PAGE]))

    def row(self, looked: Looked) -> RowShown:
        """One row in words."""
        return RowShown(
            looked=looked,
            cells={cell.field: cell for cell in self._cells(looked)},
            present=self._named(present_at(looked.row, self.teller, self.organisations)),
            missing=self._named(missing_at(looked.row, self.organisations)),
            questions=tuple(self._question(looked, doubt) for doubt in looked.doubts),
            why_not="" if looked.is_event else said(looked.reason or LEFT_OUT, looked.params or {}),
            is_looked_at=any(field.startswith(SETTLED) for field in looked.edit.fields) and not looked.changed,
            is_by_me=looked.edit.by in {"", self.place.participant.id},
        )

    def lane(self, row: SourceRow) -> str:
        """The lane of a row in words."""
        return lane_name(row, self.teller, self.organisations) or gettext(FAMILY)

    def lanes(self, looked: Looked) -> list[tuple[str, str]]:
        """The lanes to choose from for a row: those of the case, the family, and the one that it would make."""
        known = [gettext(FAMILY), *self.in_use]
        own = [lane for row in (looked.row, looked.read) if (lane := self.lane(row)) not in known]
        return [(name, name) for name in known] + [(name, new_lane(name)) for name in dict.fromkeys(own)]

    def unknown_names(self) -> dict[str, str]:
        """The names in the file that somebody may say something about, with the lane that was chosen."""
        return new_names(self.overview.names(), self._meant(), self.imported)

    def lane_names(self) -> list[str]:
        """The lanes to choose from for a name in the file."""
        again = [name for name in self._meant().values() if name is not None and name not in self.in_use]
        return [gettext(FAMILY), *self.in_use, *dict.fromkeys(again)]

    def _meant(self) -> dict[str, str | None]:
        """The organisation that each name means; one that nothing is left of is named anew by its own name."""
        meant = lanes_in(self.overview.names(), self.organisations)
        return {name: None if match == name and name not in self.in_use else match for name, match in meant.items()}

    def read_before(self) -> datetime | None:
        """When the same file came on the timeline earlier."""
        return read_before(self.place.db, self.imported) if self.imported.state == "preview" else None

    def _cells(self, looked: Looked) -> list[Shown]:
        row, read = looked.row, looked.read
        plain = {
            "title": (row.title or gettext(NO_TITLE), read.title),
            "kind": (kind_name(row.kind), kind_name(read.kind)),
            "description": (row.description, read.description),
            "who": (", ".join(row.who), ", ".join(read.who)),
            "source": (row.source, read.source),
        }
        cells = [
            Shown(field, words, _beside(words, written) if field in looked.changed else "", field in looked.changed)
            for field, (words, written) in plain.items()
        ]
        when = "" if row.date is None or row.date.is_unknown else date_in_words(row.date)
        cells.append(Shown("date", when, _beside(when, read.date_text), "date" in looked.changed))
        lane = self.lane(row)
        stands = read.organisation or ("" if read.organisation is None else gettext(N_("niets")))
        moved = "organisation" in looked.changed
        stands = stands or (self.lane(read) if moved else "")
        cells.append(Shown("organisation", lane, _beside(lane, stands) if moved or stands else "", moved))
        return cells

    def _named(self, keys: Iterable[str]) -> str:
        return ", ".join(sorted(self.names[key] for key in keys))

    def _question(self, looked: Looked, doubt: Any) -> Question:
        options = []
        for choice in doubt.choices:
            words = self._choice_in_words(choice, looked)
            if words:
                options.append(Option(f"{choice.field}={choice.value}", words))
        return Question(doubt.code, said(doubt.message, doubt.params), tuple(options))

    def _choice_in_words(self, choice: Choice, looked: Looked) -> str:
        """What the button of a choice says; empty for a choice that every doubt has, or one that can't be."""
        if choice.field == "skip":
            return ""
        if choice.field == "kind":
            return kind_name(choice.value)
        if choice.field == "date":
            try:
                when = date_of(choice.value, "")
            except DateNotUnderstood:
                return ""
            return gettext(N_("zonder datum")) if when.is_unknown else date_in_words(when)
        if choice.field == "organisation":
            match = find_organisation(choice.value, self.organisations)
            return match.name if match else choice.value or gettext(FAMILY)
        return choice.value if len(choice.value) <= LONGEST_LABEL else f"{choice.value[: LONGEST_LABEL - 1]}…"


LEFT_OUT = N_("Overgeslagen door jou of een collega.")


def new_lane(name: str) -> str:
    """A name that is no organisation of the case yet, in the list of lanes."""
    return gettext(N_("%(name)s (nieuwe baan)")) % {"name": name}


def said(message: str, params: Mapping[str, str]) -> str:
    """A message of the reader in the language of the page."""
    return filled(gettext(message), params)


def written_date(looked: Looked) -> str:
    """The date of a row as it stands in its form: the words that were written, also those that were not understood."""
    row = looked.row
    if row.date is None:
        return row.date_text
    return shown(row.date)


def _beside(words: str, written: str) -> str:
    """What stands in the file, where that is not what it becomes."""
    return "" if " ".join(written.split()).casefold() == words.casefold() else written
