"""The form of one row of a preview: between what somebody types and the edit that is kept."""

from __future__ import annotations

from pydantic import Field

from app.forms import PageForm
from app.import_view import Preview, written_date
from timeline.dates import parse_date
from timeline.looking_over import FIELDS, WORDS, Looked, date_value, names_of, value_of
from timeline.models import NAME_LENGTH, TITLE_LENGTH
from timeline.readers import SourceRow
from timeline.text import clean_text


class RowForm(PageForm):
    """What the form of a row sends; `version` is the version of the preview that it is based on."""

    version: int = 0
    title: str = Field(default="", max_length=4000)
    date: str = Field(default="", max_length=200)
    kind: str = Field(default="other", max_length=40)
    lane: str = Field(default="", max_length=NAME_LENGTH * 2)
    description: str = Field(default="", max_length=200_000)
    who: str = Field(default="", max_length=4000)
    source: str = Field(default="", max_length=TITLE_LENGTH * 2)

    def edit(self, looked: Looked, preview: Preview) -> dict[str, str]:
        """The whole edit of the row after this: only what is something else than what was read.

        Raises:
            DateNotUnderstood: the words for the date can't be read.
        """
        fields = {field: words for field, words in looked.edit.fields.items() if field not in {*FIELDS, WORDS}}
        fields |= self._date(looked)
        typed = {"title": self.title, "kind": self.kind, "description": self.description, "source": self.source}
        for field, words in typed.items():
            if not _same(words, value_of(looked.read, field) or ""):
                fields[field] = clean_text(words).strip()
        if names_of(self.who) != looked.read.who:
            fields["who"] = ", ".join(names_of(clean_text(self.who)))
        if self.lane == preview.lane(looked.row):
            if "organisation" in looked.edit.fields:
                fields["organisation"] = looked.edit.fields["organisation"]
        elif self.lane != preview.lane(looked.read):
            fields["organisation"] = self.lane
        return fields

    def _date(self, looked: Looked) -> dict[str, str]:
        words = self.date.strip()
        if words == written_date(looked).strip():  # not touched: what was chosen stays
            kept = (field for field in ("date", WORDS) if field in looked.edit.fields)
            return {field: looked.edit.fields[field] for field in kept}
        if not words:
            return {"date": ""}
        value = date_value(parse_date(words))
        if words == looked.read.date_text and value == value_of(looked.read, "date"):
            return {}
        return {"date": value, WORDS: words}


def row_form(looked: Looked, preview: Preview) -> RowForm:
    """The form filled with a row as it becomes."""
    row: SourceRow = looked.row
    return RowForm.model_construct(
        version=preview.imported.version,
        title=row.title,
        date=written_date(looked),
        kind=row.kind,
        lane=preview.lane(row),
        description=row.description,
        who=", ".join(row.who),
        source=row.source,
    )


def _same(typed: str, read: str) -> bool:
    return clean_text(typed).strip() == clean_text(read).strip()
