"""Looking over what was read before it comes on the timeline: what each row becomes with what people changed.

Pure: the reading stays as it is, the edits lie over it and can be taken off one by one, in any order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

from timeline.dates import DateNotUnderstood, EventDate, find_date, from_edtf_parts
from timeline.kinds import guess_kind, kinds
from timeline.readers import Column, Doubt, Packed, ReadFile, SkippedRow, SourceRow
from timeline.readers.packed import RowKeys

FIELDS = ("date", "title", "kind", "organisation", "description", "who", "source")
"""What of a row a person can change, in the order of the form."""
SKIP, TAKE, APART, WORDS, SETTLED = "skip", "take", "apart", "words", "settled:"
"""A row left out, or taken in after all, or no part of the event that it looks like; the words of a date that a person
gave; a doubt that a person looked at."""
CODE = 40
_ABOUT = {
    "title_missing": ("title",),
    **dict.fromkeys(("year_missing", "start_missing", "weekday", "future", "long_ago"), ("date",)),
}
"""What a doubt is about that offers no choice of its own; who changes that has settled it."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What people changed of one row: the fields with their new words.

    `at` is the version of the preview that the last change made, `by` who made it (the id of a participant).
    """

    fields: Mapping[str, str]
    at: int = 0
    by: str = ""

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return {"fields": dict(self.fields), "at": self.at, "by": self.by}


Edits = Mapping[str, Edit]
"""The edits of a file by the key of the row, or by `lane_key` for what a name in the file means."""
NO_EDIT = Edit({})


def edits_from_json(kept: Mapping[str, Any]) -> dict[str, Edit]:
    """What was kept of the edits of a file, read back."""
    return {key: Edit(dict(edit["fields"]), edit["at"], edit["by"]) for key, edit in kept.items()}


def edits_to_json(edits: Edits) -> dict[str, Any]:
    """The edits as plain values; a row of which everything was taken back stays, for its version."""
    return {key: edit.to_json() for key, edit in edits.items()}


def lane_key(name: str) -> str:
    """Under what it is kept which lane a name in the file means."""
    return f"lane:{name.strip()}"


def is_row_field(field: str) -> bool:
    """Whether an edit of a row can hold this field."""
    code = field.removeprefix(SETTLED)
    known = field in FIELDS or field in {SKIP, TAKE, APART, WORDS}
    return known or (code != field and 0 < len(code) <= CODE and code.isidentifier())


@dataclass(frozen=True, slots=True)
class Looked:
    """One row as it was read and as it becomes.

    `is_event` says whether it comes on the timeline; if not, `reason` (with `params`) says why, unless a person left it
    out. `doubts` are those that nobody settled, `changed` the fields that a person changed, `edit` all of it.
    """

    key: str
    read: SourceRow
    row: SourceRow
    is_event: bool
    doubts: tuple[Doubt, ...]
    changed: frozenset[str]
    edit: Edit = NO_EDIT
    reason: str = ""
    params: Mapping[str, str] | None = None

    @property
    def is_apart(self) -> bool:
        """Whether a person said that it is another event than the one it looks like."""
        return APART in self.edit.fields


class Entry(NamedTuple):
    """Where a row is found: its key, its place (from 0) among the rows or the skipped ones; and what a list needs."""

    key: str
    at: int
    was_skipped: bool
    is_event: bool
    is_doubtful: bool


def looked_over(reading: ReadFile, edits: Edits) -> tuple[Looked, ...]:
    """Every row of a file as it becomes: the events in their order, then what the file itself showed to be none."""
    keys = RowKeys()
    rows = [look(keys.next(row.place), row, edits) for row in reading.rows]
    return (*rows, *(_look_at_skipped(keys.next(row.place), row, reading.columns, edits) for row in reading.skipped))


def look(key: str, read: SourceRow, edits: Edits) -> Looked:
    """One row that was read as an event."""
    edit = edits.get(key, NO_EDIT)
    row = _with_lane(_edited(read, edit), edit, edits)
    return Looked(
        key=key,
        read=read,
        row=row,
        is_event=SKIP not in edit.fields,
        doubts=() if SKIP in edit.fields else open_doubts(read.doubts, edit),
        changed=frozenset(edit.fields) & frozenset(FIELDS),
        edit=edit,
    )


def _look_at_skipped(key: str, skipped: SkippedRow, columns: tuple[Column, ...], edits: Edits) -> Looked:
    """A row that the file showed to be no event, which a person may take in."""
    looked = look(key, as_event(skipped, columns), edits)
    is_event = looked.is_event and TAKE in looked.edit.fields
    return replace(looked, is_event=is_event, reason=skipped.message, params=skipped.params)


def open_doubts(doubts: Iterable[Doubt], edit: Edit) -> tuple[Doubt, ...]:
    """The doubts that nobody settled: not left as they are, and nothing changed of what they are about."""
    return tuple(doubt for doubt in doubts if _is_open(doubt.code, (choice.field for choice in doubt.choices), edit))


def _is_open(code: str, choosable: Iterable[str], edit: Edit) -> bool:
    return SETTLED + code not in edit.fields and not _about(code, choosable) & edit.fields.keys()


def _about(code: str, choosable: Iterable[str]) -> set[str]:
    date = ("date",) if code.startswith("date") else ()
    return {*choosable, *_ABOUT.get(code, ()), *date} - {SKIP}


def settled(looked: Looked, code: str, field: str = "", value: str = "") -> dict[str, str]:
    """The edit of a row after somebody looked at a doubt: a choice for a field, or without one it stays as it is."""
    fields = {**looked.edit.fields, SETTLED + code: "1"}
    if not field:
        return fields
    if field == "date":
        fields.pop(WORDS, None)
    if value == value_of(looked.read, field):
        fields.pop(field, None)
    else:
        fields[field] = value
    return fields


def taken_back(looked: Looked, field: str) -> dict[str, str]:
    """The edit of a row without one of its fields: it is again as it was read, and so are the doubts about it."""
    gone = {field}
    if field == "date":
        gone.add(WORDS)
    if field in FIELDS:
        gone |= {
            SETTLED + doubt.code
            for doubt in looked.read.doubts
            if field in _about(doubt.code, (choice.field for choice in doubt.choices))
        }
    return {name: words for name, words in looked.edit.fields.items() if name not in gone}


def value_of(row: SourceRow, field: str) -> str | None:
    """What a row holds in a field, as an edit would keep it; None for a lane that the file does not name."""
    if field == "date":
        return "" if row.date is None else date_value(row.date)
    if field == "who":
        return ", ".join(row.who)
    found: str | None = {
        "title": row.title,
        "kind": row.kind,
        "organisation": row.organisation,
        "description": row.description,
        "source": row.source,
    }.get(field)
    return found


def date_value(when: EventDate) -> str:
    """A date as an edit keeps it: EDTF, with the time of day at its beginning."""
    return when.start_edtf if when.end_edtf is None else f"{when.start_edtf}/{when.end_edtf}"


def date_of(value: str, text: str) -> EventDate:
    """The date that an edit or a choice holds, with the words `text`; empty is a date that nobody knows.

    Raises:
        DateNotUnderstood: it is no EDTF.
    """
    if value[:1] in {"[", "{"}:
        return from_edtf_parts(value, text=text)
    start, slash, end = value.partition("/")
    return from_edtf_parts(start, end if slash else None, text=text)


def is_value(field: str, value: str) -> bool:
    """Whether a row can hold this value in this field."""
    if field == "kind":
        return value in kinds()
    if field == "date":
        try:
            date_of(value, "")
        except DateNotUnderstood:
            return False
    return is_row_field(field)


def names_of(words: str) -> tuple[str, ...]:
    """The people in a line with commas between them."""
    return tuple(dict.fromkeys(name for part in words.split(",") if (name := part.strip())))


def _edited(read: SourceRow, edit: Edit) -> SourceRow:
    if not edit.fields:
        return read
    changes: dict[str, Any] = {
        field: edit.fields[field]
        for field in ("title", "description", "kind", "organisation", "source")
        if field in edit.fields
    }
    if "who" in edit.fields:
        changes["who"] = names_of(edit.fields["who"])
    if "date" in edit.fields:
        changes["date"] = date_of(edit.fields["date"], edit.fields.get(WORDS, read.date_text))
    return read._replace(**changes)


def _with_lane(row: SourceRow, edit: Edit, edits: Edits) -> SourceRow:
    """The row with the lane that a person gave to the name in it, unless this row was given one of its own."""
    if row.organisation is None or "organisation" in edit.fields:
        return row
    given = edits.get(lane_key(row.organisation), NO_EDIT).fields.get("organisation")
    return row if given is None else row._replace(organisation=given)


def as_event(skipped: SkippedRow, columns: tuple[Column, ...]) -> SourceRow:
    """What a row that is no event would be as one: by the columns where they fit, else all of it is the title."""
    cells = skipped.cells
    fields: dict[str, str] = {}
    for column in columns:
        text = cells[column.at] if column.at < len(cells) else ""
        if column.field and text:
            fields.setdefault(column.field, text)
    words = fields.get("date", "")
    found = find_date(words) if words else None
    # with nothing in the column of what happened, all that is written is what happened
    whole = " · ".join(text for text in cells if text and not (found and text == words))
    title = fields.get("title") or whole or words
    return SourceRow(
        number=skipped.number,
        place=skipped.place,
        title=title.partition("\n")[0],
        description=fields.get("description", ""),
        date=found.reading.when if found else None,
        date_text=words,
        kind=guess_kind(title, fields.get("kind", "")),
        organisation=fields.get("organisation"),
        who=names_of(fields.get("who", "")),
        source=fields.get("source", ""),
        doubts=(),
        cells=cells,
    )


class Overview:
    """A whole file with its edits, which only makes the rows that are asked for: a long file is shown in pieces."""

    def __init__(self, packed: Packed, edits: Edits) -> None:
        self._packed = packed
        self._index = packed.index()
        self.edits = edits

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All rows: the events in their order, then what the file showed to be none."""
        return tuple(self._entries())

    @cached_property
    def events(self) -> tuple[Entry, ...]:
        """The rows that come on the timeline, those in doubt first."""
        coming = [entry for entry in self.entries if entry.is_event]
        return tuple(sorted(coming, key=lambda entry: not entry.is_doubtful))

    @cached_property
    def doubtful(self) -> tuple[Entry, ...]:
        """The events that somebody should look at."""
        return tuple(entry for entry in self.events if entry.is_doubtful)

    @cached_property
    def others(self) -> tuple[Entry, ...]:
        """The rows that do not come on the timeline."""
        return tuple(entry for entry in self.entries if not entry.is_event)

    def rows(self, entries: Iterable[Entry]) -> list[Looked]:
        """These rows as they were read and as they become."""
        wanted = list(entries)
        rows = self._packed.rows(entry.at for entry in wanted if not entry.was_skipped)
        skipped = self._packed.skipped(entry.at for entry in wanted if entry.was_skipped)
        columns = self._packed.columns
        return [
            _look_at_skipped(entry.key, skipped[entry.at], columns, self.edits)
            if entry.was_skipped
            else look(entry.key, rows[entry.at], self.edits)
            for entry in wanted
        ]

    def row(self, key: str) -> Looked | None:
        """The row with this key, if there is one."""
        found = next((entry for entry in self.entries if entry.key == key), None)
        return None if found is None else self.rows([found])[0]

    def names(self) -> tuple[str, ...]:
        """The names of organisations that the events in the file hold, in order of appearance."""
        entries = self.entries
        first = {
            name: next((at for at in places if entries[at].is_event), None)
            for name, places in self._index.names.items()
        }
        return tuple(sorted((name for name, at in first.items() if at is not None), key=lambda name: first[name] or 0))

    def _entries(self) -> Iterator[Entry]:
        rows = self._packed.head["rows"]
        doubts, edits = self._index.doubts, self.edits
        for at, key in enumerate(self._index.keys):
            edit = edits.get(key, NO_EDIT)
            if at < rows:
                is_event = SKIP not in edit.fields
                is_doubtful = is_event and any(_is_open(*doubt, edit) for doubt in doubts.get(at, ()))
                yield Entry(key, at, False, is_event, is_doubtful)
            else:
                yield Entry(key, at - rows, True, TAKE in edit.fields and SKIP not in edit.fields, False)
