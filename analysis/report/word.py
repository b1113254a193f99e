"""The report as a Word file that can be read aloud, navigated by its headings, and followed from lesson to moment."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from analysis.report.document import ReportDocument
from analysis.report.pdf import drawing_as_png, render_picture
from analysis.report.properties import LANGUAGES, neutralise
from analysis.report.word_pictures import add_picture, turn_page
from analysis.report.word_sections import Writer

_INK, _ACCENT = RGBColor(0x22, 0x28, 0x2C), RGBColor(0x24, 0x59, 0x5B)


def render_docx(document: ReportDocument, *, fonts: Sequence[Path] = ()) -> bytes:
    """The report as a Word file, with the drawing of the timeline as a picture on a page on its side.

    Raises:
        ReportNotMade: the picture took too long or too much memory.
    """
    picture = render_picture(document, fonts=fonts)
    word = Document()
    neutralise(word.core_properties, word.part.package.rels, document)
    _styles(word, document)
    _pages(word, document)
    drawings = {
        number: drawing_as_png(chapter.picture.svg, fonts=fonts)
        for number, chapter in enumerate(document.chapters, 1)
        if chapter.picture
    }
    writer = Writer(word, document, drawings)
    _cover(writer)
    for section in document.visible_sections():
        if section.key == "timeline" and picture and document.picture:
            turn_page(word, landscape=True)
            writer.heading(section.title, 1, f"deel-{section.key}")
            add_picture(writer, document.picture, picture)
            turn_page(word, landscape=False)
        else:
            writer.heading(
                section.title, 1, f"deel-{section.key}", new_page=section.key in {"short", "reason", "lessons"}
            )
        writer.prose(section.text)
        writer.section(section.key)
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _styles(word: Any, document: ReportDocument) -> None:
    defaults = word.styles.element.find(qn("w:docDefaults"))
    language = LANGUAGES[document.head.language]
    for element in defaults.iter(qn("w:lang")):
        element.set(qn("w:val"), language)
    fonts = {"Title": "Cambria", "Heading 1": "Cambria", "Heading 2": "Cambria", "Heading 3": "Calibri"}
    sizes = {"Title": 28, "Heading 1": 18, "Heading 2": 13, "Heading 3": 11}
    for name in ("Normal", "List Bullet", "Header", "Footer"):
        style = word.styles[name]
        style.font.name, style.font.color.rgb = "Calibri", _INK
    word.styles["Normal"].font.size = Pt(11)
    word.styles["Normal"].paragraph_format.space_after = Pt(6)
    word.styles["Normal"].paragraph_format.line_spacing = 1.15
    for name, font in fonts.items():
        style = word.styles[name]
        style.font.name, style.font.size, style.font.bold = font, Pt(sizes[name]), name != "Title"
        style.font.color.rgb = _INK if name == "Heading 2" else _ACCENT
        # the theme's own fonts would win from the names above
        theme = style.element.rPr.rFonts
        for attribute in list(theme.attrib):
            if "Theme" in attribute:
                del theme.attrib[attribute]
    for name, before in (("Heading 1", 22), ("Heading 2", 16), ("Heading 3", 10)):
        word.styles[name].paragraph_format.space_before = Pt(before)
        word.styles[name].paragraph_format.space_after = Pt(5)


def _pages(word: Any, document: ReportDocument) -> None:
    head, section = document.head, word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin, section.bottom_margin = Mm(25), Mm(22)
    parts = [
        f"{document.word('case')} {head.case_name}",
        f"{document.word('edition')} {head.edition}",
        document.word(head.status),
    ]
    if head.checksum:
        parts.append(f"{document.word('checksum')} {head.checksum[:12]}")
    header = section.header.paragraphs[0]
    header.add_run(" · ".join(parts)).font.size = Pt(8.5)
    footer = section.footer.paragraphs[0]
    footer.add_run(f"{document.word('page')} ")
    _field(footer, "PAGE")
    footer.add_run(f" {document.word('of')} ")
    _field(footer, "NUMPAGES")
    for run in footer.runs:
        run.font.size = Pt(8.5)


def _field(paragraph: Any, code: str) -> None:
    """A number that Word fills in itself."""
    for kind, text in (("begin", None), (None, code), ("separate", None), ("shown", "1"), ("end", None)):
        run = paragraph.add_run()
        if kind == "shown":
            run.text = text
        elif kind is None:
            instruction = OxmlElement("w:instrText")
            instruction.text = f" {code} "
            run._r.append(instruction)
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def _cover(writer: Writer) -> None:
    report, head = writer.report, writer.report.head
    if head.theme:
        writer.small(head.theme)
    writer.word.add_paragraph(head.title or report.word("report"), style="Title")
    writer.word.add_paragraph().add_run(f"{report.word('case')} {head.case_name}").font.size = Pt(16)
    facts = (
        (report.word("edition"), str(head.edition)),
        (report.word("status"), report.word(head.status)),
        (report.word("date"), head.date_words),
        (report.word("organisations"), ", ".join(each.organisation for each in report.took_part)),
        (report.word("checksum"), head.checksum or ""),
    )
    for name, value in facts:
        if value:
            paragraph = writer.word.add_paragraph()
            paragraph.add_run(f"{name}: ").bold = True
            paragraph.add_run(value)
    writer.plain_heading(report.word("contents"))
    for section in report.visible_sections():
        writer.link(writer.word.add_paragraph(), f"deel-{section.key}", section.title)
