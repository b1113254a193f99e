"""The report as a value: what it shows, how it links, and how one sees that nothing has changed."""

from __future__ import annotations

from dataclasses import replace

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.report.as_json import ReportNotReadable, checksum, from_json, is_intact, sealed, to_json
from analysis.report.document import Chapter, Head, Lesson, ReportDocument, Section
from analysis.report.words import WORDS, report_words
from tests.analysis.report_factory import event, report

any_text = st.text(alphabet=st.characters(codec=None))


@pytest.fixture(scope="module")
def document() -> ReportDocument:
    return report()


def test_a_report_written_as_json_and_read_back_is_the_same_report(document):
    assert from_json(to_json(document)) == document


@given(any_text, any_text, st.lists(st.integers(1, 9), max_size=4))
def test_whatever_people_typed_comes_back_from_json(title, text, numbers):
    typed = ReportDocument(
        Head("Zonnebloem", title, status="final"),
        sections=[Section("analysis", title, text)],
        lessons=[Lesson(1, text, evidence=numbers, evidence_labels=[title])],
        words={"lesson": text},
    )
    assert from_json(to_json(sealed(typed))) == sealed(typed)


def test_the_same_report_always_gives_the_same_bytes(document):
    assert to_json(from_json(to_json(document))) == to_json(document) == to_json(report())


def test_a_part_that_is_empty_is_not_written_so_that_later_parts_leave_old_checksums_as_they_are(document):
    written = orjson.loads(to_json(replace(document, advice=())))
    assert "advice" not in written
    assert "language" not in written["head"]


def test_the_checksum_shows_one_changed_letter(document):
    assert is_intact(document)
    section = document.sections[1]
    changed = replace(
        document, sections=(document.sections[0], replace(section, text=section.text + "."), *document.sections[2:])
    )
    assert not is_intact(changed)


def test_the_checksum_does_not_depend_on_itself(document):
    assert checksum(document) == checksum(replace(document, head=replace(document.head, checksum=None)))


def test_a_report_without_a_checksum_is_not_called_intact(document):
    assert not is_intact(replace(document, head=replace(document.head, checksum=None)))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b'{"format":"terugblik-case","version":1}',
        b'{"format":"terugblik-report","version":2,"head":{"case_name":"x","title":"y"}}',
        b'{"format":"terugblik-report","version":1}',
        b'{"format":"terugblik-report","version":1,"head":{"case_name":"x","title":3}}',
        b'{"format":"terugblik-report","version":1,"head":{"case_name":"x","title":"y","status":"agreed"}}',
        b'{"format":"terugblik-report","version":1,"head":{"case_name":"x","title":"y"},"surprise":1}',
        b'{"format":"terugblik-report","version":1,"head":{"case_name":"x","title":"y"},"lessons":[{"number":true,"text":"z"}]}',
    ],
)
def test_what_is_no_report_is_refused_in_plain_words(content):
    with pytest.raises(ReportNotReadable, match="geen verslag"):
        from_json(content)


def test_every_lesson_leads_to_its_moments_and_every_moment_back(document):
    mentions = document.mentions()
    for lesson in document.lessons:
        for number in lesson.evidence:
            assert f"les-{lesson.number}" in [mention.anchor for mention in mentions[number]]


def test_a_moment_points_back_to_visible_sections_only(document):
    without = replace(document, sections=tuple(section for section in document.sections if section.key != "lessons"))
    assert not any(mention.anchor.startswith("les-") for places in without.mentions().values() for mention in places)


def test_an_event_that_this_edition_leaves_out_is_not_linked(document):
    smaller = replace(document, chapters=document.chapters[:1])
    assert smaller.moments((60, 1)) == (smaller.chapters[0].events[0],)


def test_a_section_without_text_or_parts_is_not_shown(document):
    empty = replace(document, patterns=(), worked=())
    assert {"patterns", "worked"} & {section.key for section in document.visible_sections()} == {"patterns", "worked"}
    assert not {"patterns", "worked"} & {section.key for section in empty.visible_sections()}


def test_a_section_with_only_a_text_of_the_facilitator_is_shown():
    own = ReportDocument(
        Head("x", "y"), sections=(Section("eigen", "Een woord vooraf", "Dank."), Section("reason", "Leeg", " "))
    )
    assert [section.key for section in own.visible_sections()] == ["eigen"]


def test_texts_are_clean_and_lists_fixed_whatever_was_handed_in():
    lesson = Lesson(1, "met\x00 een\ufffe gat", audiences=["beleid\x1b"])
    assert lesson.text == "met een gat"
    assert lesson.audiences == ("beleid",)


def test_a_number_that_stands_twice_is_a_mistake_of_the_composer():
    with pytest.raises(ValueError, match="once"):
        ReportDocument(Head("x", "y"), chapters=(Chapter("a", events=(event(1),)), Chapter("b", events=(event(1),))))


def test_the_fixed_words_speak_the_language_of_the_report(document):
    english = replace(document, words=report_words(lambda word: {"Les": "Lesson"}.get(word, word)))
    assert english.word("lesson") == "Lesson"
    assert english.word("event") == WORDS["event"]
