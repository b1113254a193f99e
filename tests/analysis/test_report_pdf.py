"""The report on paper: accessible, linked, the same every time, and never run away with."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.report.document import Head, Lesson, ReportDocument
from analysis.report.pdf import render_pdf, render_picture
from analysis.report.press import Limits, ReportNotMade, typeset
from app.assets import PAPER_FONTS as FONTS
from tests.analysis.report_factory import report, small

TYPST = '#read("report.typ") #sys.inputs $x$ = kop @label <label> \\ `code` // commentaar'


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render_pdf(report(), fonts=FONTS)


def read(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


def words(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in read(content).pages).split())


def test_the_pdf_is_tagged_for_screen_readers_and_says_its_language(pdf):
    root = read(pdf).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].lower().startswith("nl")
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()


def test_the_drawing_is_told_in_words(pdf):
    reader = read(pdf)
    texts = [
        reader.get_object(number).get("/Alt")
        for number in range(1, int(reader.trailer["/Size"]))
        if isinstance(reader.get_object(number), pypdf.generic.DictionaryObject)
    ]
    assert any(text and text.startswith("Tijdlijn met zeven banen") for text in texts)


def test_every_section_has_a_bookmark(pdf):
    bookmarks = [entry.title for entry in read(pdf).outline if not isinstance(entry, list)]
    shown = [section.title for section in report().visible_sections()]
    assert [title for title in bookmarks if title in shown] == shown


def test_the_timeline_lies_on_a_landscape_page_and_the_rest_stands_on_a4(pdf):
    sizes = [(round(page.mediabox.width), round(page.mediabox.height)) for page in read(pdf).pages]
    assert sizes.count((842, 595)) == 1
    assert set(sizes) == {(842, 595), (595, 842)}


def test_every_page_after_the_first_names_edition_checksum_and_page_number(pdf):
    pages = read(pdf).pages
    for number, page in enumerate(pages, 1):
        if number > 1:
            text = page.extract_text()
            assert "Editie 2 · Vastgesteld" in text
            assert (report().head.checksum or "")[:12] in text
            assert f"Bladzijde {number} van {len(pages)}" in text


def test_links_lead_from_lessons_to_moments_and_back(pdf):
    reader = read(pdf)
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]
    linked: dict[int, set[int]] = {}
    for index, page in enumerate(reader.pages):
        for note in page.get("/Annots", []):
            link = note.get_object()
            assert "/URI" not in str(link.get("/A", ""))
            target = link.get("/Dest") or link["/A"]["/D"]
            place = reader.named_destinations[target].page if isinstance(target, str) else target[0]
            linked.setdefault(index, set()).add(reader.get_page_number(place.get_object()))
    moments = report().events_by_number()
    for lesson in report().lessons:
        told = next(n for n, text in enumerate(pages) if f"Les {lesson.number} " in text and "Geldt voor" in text)
        for number in lesson.evidence:
            # where the moment is first told under its number: in the timeline
            moment = next(n for n, text in enumerate(pages) if f" {number} {moments[number].title}" in f" {text}")
            assert moment in linked[told]
            assert told in linked[moment]


def test_a_lesson_that_rests_on_an_answer_leads_to_it(pdf):
    reader = read(pdf)
    told = next(page for page in reader.pages if "Les 1" in page.extract_text() and "Geldt voor" in page.extract_text())
    assert "Wie hield de koers? · een gedeeld antwoord" in " ".join(told.extract_text().split())
    targets = [note.get_object().get("/Dest") or note.get_object()["/A"]["/D"] for note in told["/Annots"]]
    assert any("leervraag-1" in str(target) for target in targets)


def test_a_reaction_to_an_earlier_text_is_told_as_one(pdf):
    text = " ".join(" ".join(page.extract_text() for page in read(pdf).pages).split())
    assert "Zorg Zuid Reageerde op een eerdere tekst: akkoord 2 mei 2026" in text


def test_the_properties_name_nobody_and_no_case(pdf):
    properties = read(pdf).metadata
    assert properties.title == "Verslag van de leersessie"
    assert not properties.author
    assert "Zonnebloem" not in str(properties)


def test_the_same_report_gives_the_same_bytes(pdf):
    assert render_pdf(report(), fonts=FONTS) == pdf


def test_the_lessons_fit_on_one_page_of_their_own():
    short = render_pdf(report(), fonts=FONTS, form="short")
    assert len(read(short).pages) == 1
    assert "De lessen op één bladzijde" in words(short)


def test_many_long_lessons_go_on_over_a_second_page_rather_than_be_cut():
    many = tuple(Lesson(number, f"Les nummer {number}. " + "Een lange uitleg. " * 60) for number in range(1, 21))
    short = words(render_pdf(replace(report(), lessons=many), fonts=FONTS, form="short"))
    assert all(f"Les nummer {number}." in short for number in range(1, 21))


def test_text_that_looks_like_typst_stays_text():
    assert TYPST.replace("`", "") in words(render_pdf(small(TYPST), fonts=FONTS)).replace("`", "")


def test_a_character_that_no_font_can_show_becomes_a_box_and_the_pdf_stays_accessible():
    made = render_pdf(small("zon ☀️ 中文 \ue000 einde"), fonts=FONTS)
    assert b"pdfuaid" in read(made).trailer["/Root"]["/Metadata"].get_data()
    assert "□" in words(made)


def test_without_our_fonts_there_is_still_a_pdf():
    assert words(render_pdf(small("tekst"), fonts=())).count("tekst") > 10


@pytest.mark.parametrize("left_out", ["timeline", "turning_points", "lessons", "events"])
def test_an_edition_that_leaves_out_a_section_has_no_broken_links(left_out):
    sections = tuple(section for section in report().sections if section.key != left_out)
    assert render_pdf(replace(report(12), sections=sections), fonts=FONTS)


def test_an_empty_report_is_a_report():
    assert "Zonnebloem" in words(render_pdf(ReportDocument(Head("Zonnebloem", "")), fonts=FONTS))


@settings(max_examples=settings().max_examples // 5)
@given(st.text(alphabet=st.characters(codec=None), max_size=40))
def test_any_text_gives_a_pdf(text):
    assert render_pdf(small(text), fonts=FONTS).startswith(b"%PDF")


def test_a_page_that_never_ends_is_stopped():
    with pytest.raises(ReportNotMade, match="te lang"):
        typeset("#for a in range(100000) { for b in range(100000) { } }", {}, limits=Limits(seconds=1))


def test_a_page_that_eats_all_memory_is_stopped():
    with pytest.raises(ReportNotMade, match="te groot"):
        typeset('#let x = "a" * 100000000; #let y = x * 40; #y.len()', {}, limits=Limits(seconds=20, megabytes=700))


def test_the_reason_of_a_failure_holds_no_word_of_the_report():
    with pytest.raises(ReportNotMade) as caught:
        typeset("#panic(sys.inputs.geheim)", {"geheim": json.dumps("Zwaluw")})
    assert "Zwaluw" not in repr(caught.value.__cause__) + str(caught.value)


def test_a_page_can_read_no_file_of_this_machine():
    with pytest.raises(ReportNotMade):
        typeset('#read("/etc/passwd")', {})


def test_the_picture_for_word_is_a_png():
    assert (render_picture(report(), fonts=FONTS) or b"").startswith(b"\x89PNG")
    assert render_picture(replace(report(), picture=None)) is None
