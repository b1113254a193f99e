"""The report as a page: numbered moments, links both ways, and text that never becomes markup."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import jinja2
import lxml.html
import pytest

from tests.analysis.report_factory import report, small

HOSTILE = '<script>window.__pwned=1</script> "><img src=x onerror=alert(1)> {{ 7*7 }} {% raw %} javascript:alert(1)'


@pytest.fixture(scope="module")
def pages() -> jinja2.Environment:
    folder = Path(__file__).parents[2] / "templates"
    return jinja2.Environment(loader=jinja2.FileSystemLoader(folder), autoescape=True)


def shown(pages, document, **context):
    html = pages.get_template("report/_document.html").render(report=document, **context)
    return lxml.html.fromstring(html)


def test_every_link_in_the_page_leads_somewhere_and_no_place_stands_twice(pages):
    page = shown(pages, report())
    places = page.xpath("//@id")
    assert len(places) == len(set(places))
    assert {address[1:] for address in page.xpath("//a/@href")} <= set(places)


def test_every_lesson_links_to_its_moments_and_every_moment_back(pages):
    page = shown(pages, report())
    for lesson in report().lessons:
        links = page.xpath(f"//section[@id='les-{lesson.number}']//a/@href")
        moments = [f"#gebeurtenis-{number}" for number in lesson.evidence]
        assert links == moments + [f"#leervraag-{answer.number}" for answer in lesson.answers]
        for number in lesson.evidence:
            assert f"#les-{lesson.number}" in page.xpath(f"//li[@id='gebeurtenis-{number}']//a/@href")


def test_a_lesson_that_rests_on_an_answer_names_the_question_and_leads_to_it(pages):
    (link,) = shown(pages, report()).xpath("//section[@id='les-1']//a[@href='#leervraag-1']")
    assert link.text_content() == "Wie hield de koers?"


def test_what_people_typed_never_becomes_markup(pages):
    page = shown(pages, small(HOSTILE))
    assert not page.xpath("//script | //@onerror | //img")
    assert "49" not in page.text_content()
    assert HOSTILE in page.text_content()


def test_the_page_holds_no_inline_style_or_script(pages):
    page = shown(pages, report())
    assert not page.xpath("//@style | //style | //script")


def test_a_moment_that_this_edition_leaves_out_keeps_its_number_without_a_link(pages):
    page = shown(pages, small("tekst"))
    evidence = page.xpath("//section[@id='les-1']")[0]
    assert evidence.xpath(".//a/@href") == ["#gebeurtenis-1"]
    assert "99" in evidence.text_content()


def test_an_open_question_says_so_and_shows_every_view(pages):
    text = shown(pages, report()).get_element_by_id("leervraag-2").text_content()
    assert "Blijft open" in text
    assert "Al bij de aanmelding" in text
    assert "Pas na de tweede melding" in text


def test_the_page_has_one_first_heading_unless_it_stands_in_another_page(pages):
    assert len(shown(pages, report()).xpath("//h1")) == 1
    assert not shown(pages, report(), show_title=False).xpath("//h1")


def test_the_drawing_has_words_for_who_cannot_see_it(pages):
    page = shown(pages, report())
    assert page.xpath("//figure//img/@alt") == [report().picture.alt]
    assert not shown(pages, replace(report(), picture=None)).xpath("//figure")


def test_the_editor_can_put_its_tools_under_each_heading(pages):
    page = shown(pages, report(), section_tools=lambda section: f"[wijzig {section.key}]")
    assert "[wijzig lessons]" in page.get_element_by_id("deel-lessons").text_content()
