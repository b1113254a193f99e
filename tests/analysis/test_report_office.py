"""The report in Word and the lessons as slides: navigable, linked, and without anybody's name."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import docx
import lxml.etree
import pptx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.report.slides import render_pptx
from analysis.report.word import render_docx
from app.assets import PAPER_FONTS as FONTS
from tests.analysis.report_factory import report, small

any_text = st.text(alphabet=st.characters(codec=None), max_size=40)


@pytest.fixture(scope="module")
def word() -> bytes:
    return render_docx(report(), fonts=FONTS)


@pytest.fixture(scope="module")
def slides() -> bytes:
    return render_pptx(report())


def everything(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return "\n".join(
            package.read(name).decode("utf-8", "replace") for name in package.namelist() if name.endswith(".xml")
        )


def test_word_has_real_headings_for_every_section_and_event(word):
    headings = [p.text for p in docx.Document(io.BytesIO(word)).paragraphs if p.style.name.startswith("Heading")]
    assert [section.title for section in report().visible_sections()] == [
        h for h in headings if h in {s.title for s in report().sections}
    ]
    assert "1. Ouders gaan uit elkaar" in headings


def test_word_links_lead_from_lessons_to_moments_and_back(word):
    body = docx.Document(io.BytesIO(word)).element.body
    links = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    places = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert links <= set(places)
    assert len(places) == len(set(places))
    assert all(name.replace("_", "").isalnum() and len(name) <= 40 for name in places)
    assert {f"gebeurtenis_{number}" for lesson in report().lessons for number in lesson.evidence} <= links
    assert {f"les_{lesson.number}" for lesson in report().lessons} <= links
    assert "leervraag_1" in links


def test_word_repeats_the_header_row_of_a_table_on_every_page(word):
    tables = [table for table in docx.Document(io.BytesIO(word)).tables if len(table.rows) > 2]
    assert len(tables) >= 5
    assert all(table._tbl.tr_lst[0].trPr.find(qn("w:tblHeader")) is not None for table in tables)


def test_word_tells_the_drawing_in_words_on_a_page_on_its_side(word):
    document = docx.Document(io.BytesIO(word))
    drawing = next(document.element.body.iter(qn("wp:docPr")))
    assert drawing.get("descr") == report().picture.alt
    assert [section.page_width > section.page_height for section in document.sections] == [False, True, False]


def test_word_tells_a_reaction_to_an_earlier_text_as_one(word):
    rows = [[cell.text for cell in row.cells] for table in docx.Document(io.BytesIO(word)).tables for row in table.rows]
    assert ["Zorg Zuid", "Reageerde op een eerdere tekst: akkoord", "2 mei 2026", ""] in rows


def test_word_speaks_dutch_or_english(word):
    def language(content):
        return (
            docx.Document(io.BytesIO(content))
            .styles.element.find(qn("w:docDefaults"))
            .find(f".//{qn('w:lang')}")
            .get(qn("w:val"))
        )

    english = replace(report(3), head=replace(report(3).head, language="en"), picture=None)
    assert (language(word), language(render_docx(english))) == ("nl-NL", "en-GB")


@pytest.mark.parametrize("made", ["word", "slides"])
def test_office_files_name_nobody_and_carry_no_thumbnail(made, request):
    content = request.getfixturevalue(made)
    properties = (docx.Document if made == "word" else pptx.Presentation)(io.BytesIO(content)).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments, properties.keywords) == (
        "",
        "",
        "",
        "",
    )
    assert properties.title == "Verslag van de leersessie"
    assert properties.created.year == 2026
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert not [name for name in package.namelist() if "thumbnail" in name]
    assert "python-" not in everything(content)


def test_slides_hold_one_lesson_each_under_a_real_title(slides):
    shown = pptx.Presentation(io.BytesIO(slides)).slides
    assert [slide.shapes.title.text for slide in shown] == [
        "Lessen",
        *(f"Les {lesson.number}" for lesson in report().lessons),
    ]
    assert "wie de koers houdt" in shown[1].placeholders[1].text_frame.text


def test_slides_tell_nothing_of_the_case_but_its_lessons(slides):
    text = everything(slides)
    assert "Zonnebloem" not in text
    assert not any(event.title in text for event in report().all_events())
    assert "Momenten 8, 3, 41" in text


def test_paragraph_properties_of_slides_stand_in_the_order_that_powerpoint_wants(slides):
    order = ["lnSpc", "spcBef", "spcAft", "buNone"]
    with zipfile.ZipFile(io.BytesIO(slides)) as package:
        root = lxml.etree.fromstring(package.read("ppt/slides/slide2.xml"))
    for properties in root.iter("{*}pPr"):
        names = [lxml.etree.QName(child).localname for child in properties]
        assert names == sorted(names, key=order.index)


@settings(max_examples=settings().max_examples // 4)
@given(any_text)
def test_any_text_gives_a_word_file_and_slides(text):
    assert docx.Document(io.BytesIO(render_docx(small(text)))).paragraphs
    assert len(pptx.Presentation(io.BytesIO(render_pptx(small(text)))).slides) == 2
