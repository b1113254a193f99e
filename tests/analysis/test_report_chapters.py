"""Each chapter of the report has a drawing of its own, large enough to read on A4."""

from __future__ import annotations

import base64
import io
from dataclasses import replace
from datetime import date

import docx
import lxml.html
import pypdf
import pytest
from docx.oxml.ns import qn

from analysis.report.as_json import from_json, to_json
from analysis.report.compose import Edition, compose
from analysis.report.document import Picture, ReportDocument
from analysis.report.pdf import render_pdf
from analysis.report.store import draft_of
from analysis.report.word import render_docx
from analysis.shown import Shown
from app.assets import PAPER_FONTS as FONTS
from app.report_files import as_page
from tests.analysis.report_factory import drawing, report
from tests.factories import World
from timeline.dates import from_edtf
from timeline.drawing import DrawnChapter, DrawnEvent, Lane
from timeline.models import Chapter
from timeline.svg import draw_svg

LANES = (
    Lane("family", "Gezin", "family"),
    Lane("town", "Gemeente", "municipality", 1),
    Lane("care", "De Veerboot", "care", 2),
    Lane("school", "De Meent", "school", 3),
)
YEARS = tuple(DrawnChapter(f"c{year}", str(year), date(year, 1, 1), date(year, 12, 31)) for year in (2019, 2020, 2021))


def told(number: int, edtf: str, lane: str, **more: object) -> DrawnEvent:
    return DrawnEvent(f"e{number}", number, f"Moment {number}", "contact", "circle", lane, from_edtf(edtf), **more)


@pytest.fixture(scope="module")
def drawn() -> ReportDocument:
    """A report of which every chapter has a drawing."""
    chapters = tuple(
        replace(chapter, picture=Picture(drawing(4), f"Tekening van {chapter.name}"))
        for chapter in report().chapters
        if chapter.name
    )
    return replace(report(), chapters=chapters)


def test_only_the_lanes_in_which_something_stands_are_drawn() -> None:
    everything = Shown(
        LANES,
        (
            told(1, "2019-03-02", "town"),
            told(2, "2020-05-06", "care"),
            told(3, "2019-11-01/2021-02-01", "town"),
            told(4, "2021-06-01", "school"),
        ),
        YEARS,
    )
    part = everything.of_chapter(YEARS[1])
    assert [lane.lane.id for lane in part.lanes] == ["town", "care"]
    assert {thing.event.id for thing in part.placed} == {"e2", "e3"}
    assert part.window.start < YEARS[1].start
    assert part.window.end > YEARS[1].end
    assert part.height < everything.placed().height
    assert {thing.lane for thing in part.placed} == {0, 1}
    svg = draw_svg(part, standalone=True)
    assert "De Meent" not in svg
    assert "Moment 1" not in svg


def test_who_was_missing_at_a_meeting_keeps_a_lane() -> None:
    meeting = replace(told(1, "2020-05-06", "town"), kind="mdo", present=("care",), missing=("school",))
    part = Shown(LANES, (meeting,), YEARS).of_chapter(YEARS[1])
    assert [lane.lane.id for lane in part.lanes] == ["town", "care", "school"]
    assert part.meetings[0].missing[0][0] == 2


def test_a_silence_is_one_of_the_whole_case() -> None:
    events = tuple(told(number, f"2019-01-{number:02d}", "town") for number in range(1, 20))
    everything = Shown(LANES, (*events, told(99, "2021-06-01", "town")), YEARS)
    assert everything.placed().silences == everything.of_chapter(YEARS[1]).silences != ()


def test_a_chapter_of_the_first_and_last_day_that_there_are_can_be_drawn() -> None:
    always = DrawnChapter("c", "Altijd", date.min, date.max)
    assert Shown(LANES, (told(1, "2020-05-06", "town"),), (always,)).of_chapter(always).window.start == date.min


def test_the_report_of_a_case_draws_each_chapter_and_nothing_private(world: World) -> None:
    world.event("Gesprek", "6 mei 2020", lane="zorg")
    world.event("Geheim", "7 mei 2020", by="gemeente")
    with world.database.writing() as db:
        for year in (2020, 2021):
            days = {"first_day": date(year, 1, 1), "last_day": date(year, 12, 31)}
            db.add(Chapter(case_id=world.case_id, name=f"Jaar {year}", **days))
    with world.database.reading() as db:
        case = world.case(db)
        made = compose(db, case, Edition(draft_of(db, case), date(2025, 3, 6)))
        bare = compose(db, case, Edition(draft_of(db, case), date(2025, 3, 6), only_texts=True))
    (chapter,) = made.chapters
    assert chapter.picture
    assert "Gesprek" in chapter.picture.svg
    assert "Geheim" not in to_json(made).decode()
    assert bare.chapters[0].picture is None
    assert from_json(to_json(made)) == made


def test_a_report_without_them_keeps_its_bytes() -> None:
    assert b'"picture"' not in to_json(replace(report(), picture=None))


def test_in_the_pdf_each_stands_on_a_page_on_its_side(drawn: ReportDocument) -> None:
    pages = pypdf.PdfReader(io.BytesIO(render_pdf(drawn, fonts=FONTS))).pages
    lying = [page.extract_text() for page in pages if page.mediabox.width > page.mediabox.height]
    assert len(lying) == 1 + len(drawn.chapters)
    for chapter in drawn.chapters:
        assert any(chapter.name in said for said in lying)
    assert list(pages[0].images) == []


def test_in_word_each_is_a_picture_with_words(drawn: ReportDocument) -> None:
    body = docx.Document(io.BytesIO(render_docx(drawn, fonts=FONTS))).element.body
    said = [one.get("descr") for one in body.iter(qn("wp:docPr"))]
    assert said == [drawn.picture.alt, *(chapter.picture.alt for chapter in drawn.chapters)]
    turned = [size.get(qn("w:orient")) for size in body.iter(qn("w:pgSz"))]
    assert turned.count("landscape") == 1 + len(drawn.chapters)
    assert turned[-1] != "landscape"


def test_on_the_page_each_is_an_image_with_words(drawn: ReportDocument) -> None:
    page = lxml.html.fromstring(as_page(drawn))
    shown = page.xpath("//figure//img")
    assert [one.get("alt") for one in shown] == [
        drawn.picture.alt,
        *(chapter.picture.alt for chapter in drawn.chapters),
    ]
    assert base64.b64decode(shown[1].get("src").partition(",")[2]).startswith(b"<svg")
