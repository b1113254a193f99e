"""The little Markdown of a report: paragraphs, bullets, bold and italic, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.report.prose import Run, blocks, runs


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("gewoon", [Run("gewoon")]),
        ("**vet** woord", [Run("vet", bold=True), Run(" woord")]),
        ("*schuin* en _ook schuin_", [Run("schuin", italic=True), Run(" en "), Run("ook schuin", italic=True)]),
        ("***allebei***", [Run("allebei", bold=True, italic=True)]),
        ("**vet en *schuin* samen**", [Run("vet en ", bold=True), Run("schuin", True, True), Run(" samen", bold=True)]),
        ("2*3*4 en snake_case_naam", [Run("2*3*4 en snake_case_naam")]),
        ("een * los sterretje en ** nog een", [Run("een * los sterretje en ** nog een")]),
        ("**niet gesloten", [Run("**niet gesloten")]),
        ("<b>geen HTML</b> & #geen[typst] $x$", [Run("<b>geen HTML</b> & #geen[typst] $x$")]),
    ],
)
def test_bold_and_italic_are_read_and_every_other_mark_is_a_character(typed, read):
    assert list(runs(typed)) == read


def test_paragraphs_bullets_and_line_breaks():
    read = blocks("Eerste regel\ntweede regel\n\n- een\n- twee\n  vervolg\nna de lijst")
    assert [(block.kind, [line[0].text for line in block.lines]) for block in read] == [
        ("paragraph", ["Eerste regel\ntweede regel"]),
        ("bullets", ["een", "twee\nvervolg"]),
        ("paragraph", ["na de lijst"]),
    ]


def test_an_empty_text_has_no_paragraphs():
    assert blocks(" \n\n\t") == ()


@given(st.text(alphabet="ab *_-\n", max_size=60))
def test_no_letter_is_ever_lost(text):
    read = "".join(run.text for block in blocks(text) for line in block.lines for run in line)
    assert [c for c in read if c in "ab"] == [c for c in text if c in "ab"]
