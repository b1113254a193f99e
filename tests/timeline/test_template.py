"""The file for an organisation: empty, or with a made-up case that is read without a doubt; and nobody's name."""

from __future__ import annotations

import datetime as dt
import io

import docx
import pytest
from openpyxl import load_workbook

from tests.timeline.files import part
from timeline.kinds import kinds
from timeline.readers import read_here
from timeline.readers.errors import NothingFilledIn
from timeline.readers.limits import MAX_CELL_CHARS
from timeline.writers.template import TO_SEND, templates, write_template_docx, write_template_xlsx

WRITERS = {"xlsx": write_template_xlsx, "docx": write_template_docx}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("form", WRITERS)
def test_an_empty_template_is_read_as_a_table_without_events(form: str, language: str) -> None:
    with pytest.raises(NothingFilledIn):
        read_here(f"leeg.{form}", WRITERS[form](language))


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("form", WRITERS)
def test_the_sample_is_read_as_its_rows_without_a_doubt(form: str, language: str) -> None:
    read = read_here(f"voorbeeld.{form}", WRITERS[form](language, filled=True), today=dt.date(2026, 1, 1))
    words = templates()[language]
    found = [
        (
            r.date_text,
            r.title,
            r.description,
            ", ".join(r.who),
            kinds()[r.kind].word(language),
            r.organisation,
            r.source,
        )
        for r in read.rows
    ]
    assert found == list(words.rows)
    assert [doubt for row in read.rows for doubt in row.doubts] == []
    assert all(row.date and not row.date.is_unknown for row in read.rows)
    assert {column.field for column in read.columns} == {
        *("date", "title", "description", "who", "kind", "organisation", "source")
    }


@pytest.mark.parametrize("language", ["nl", "en"])
def test_in_excel_a_kind_can_be_chosen_and_what_is_typed_stays_as_typed(language: str) -> None:
    sheet = load_workbook(io.BytesIO(write_template_xlsx(language))).active
    assert sheet is not None
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == '"' + ",".join(kind.word(language) for kind in kinds().values()) + '"'
    assert len(choice.formula1) <= 255  # more is more than Excel takes
    (cells,) = choice.sqref.ranges
    assert sheet.cell(cells.min_row - 1, cells.min_col).value in {"Soort", "Kind"}
    assert {cell.number_format for cell in sheet[cells.min_row]} == {"@"}


@pytest.mark.parametrize("name", TO_SEND)
def test_no_file_tells_who_made_it_or_when(name: str) -> None:
    content = TO_SEND[name]("nl")
    properties = (
        load_workbook(io.BytesIO(content)).properties
        if name.endswith("xlsx")
        else docx.Document(io.BytesIO(content)).core_properties
    )
    author = properties.creator if name.endswith("xlsx") else properties.author
    assert (author or "") == ""
    assert b"2020-01-01T00:00:00Z" in part(content, "docProps/core.xml")
    assert TO_SEND[name]("nl") == content
    assert b"thumbnail" not in content


def test_what_stands_above_the_table_is_short_and_shows_every_way_to_write_a_date() -> None:
    for language, words in templates().items():
        text = " ".join(words.steps)
        assert len(text) < min(1_000, MAX_CELL_CHARS), language
        for example in ("14-3-2021", "2019", "2020"):
            assert example in text
        assert {len(row) for row in words.rows} == {len(words.columns)}
