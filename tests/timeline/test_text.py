"""Text that people paste comes out fit for every file."""

from __future__ import annotations

import xml.sax.saxutils

import lxml.etree
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.text import clean_text

any_text = st.text(alphabet=st.characters(codec=None))


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("Overleg\x00 met\x1b school", "Overleg met school"),
        ("half \ud83d paar", "half  paar"),
        ("geen teken \ufffe\uffff\ufdd0\U0001ffff", "geen teken "),
        ("omge\u202ekeerd", "omgekeerd"),
        ("\ufeffbegin", "begin"),
        ("14\u200b-3-\u200e2021\u200f, huis\u00adbezoek\u2060", "14-3-2021, huisbezoek"),
        ("los \u2067אב en \u2069\u2069 weg\u2066", "los \u2067אב en \u2069 weg"),
        ("open \u2067אב\nnieuwe regel", "open אב\nnieuwe regel"),
        ("regel een\r\nregel twee\rregel drie\u2028vier", "regel een\nregel twee\nregel drie\nvier"),
        ("kolom\tkolom", "kolom\tkolom"),
        (
            "één café, ’s middags – 5 €, 👨‍👩‍👧 en \u2067שלום\u2069",
            "één café, ’s middags – 5 €, 👨‍👩‍👧 en \u2067שלום\u2069",
        ),
    ],
)
def test_what_breaks_files_goes_and_what_people_write_stays(pasted, kept):
    assert clean_text(pasted) == kept


@given(any_text)
def test_cleaned_text_fits_in_xml_and_utf8(text):
    cleaned = clean_text(text)
    cleaned.encode("utf-8")
    element = lxml.etree.fromstring(f"<t>{xml.sax.saxutils.escape(cleaned)}</t>".encode())
    assert (element.text or "") == cleaned


@given(any_text)
def test_cleaning_twice_is_cleaning_once(text):
    assert clean_text(clean_text(text)) == clean_text(text)


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_letters_digits_and_punctuation_are_never_lost(text):
    assert clean_text(text) == text
