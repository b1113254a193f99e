"""The lessons as slides, one a slide, to tell them to people who were not there.

Slides travel. They hold the lessons and nothing of the case: no code name, no dates and no titles of
events; only the numbers of the moments, with which whoever may read the report can find them.
"""

from __future__ import annotations

import io
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_AUTO_SIZE
from pptx.util import Mm, Pt

from analysis.report.document import Lesson, ReportDocument
from analysis.report.properties import LANGUAGES, neutralise
from analysis.report.prose import blocks

_INK, _SUBTLE, _ACCENT = (RGBColor(*parts) for parts in ((0x22, 0x28, 0x2C), (0x56, 0x60, 0x67), (0x24, 0x59, 0x5B)))  # type: ignore[no-untyped-call]
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WIDTH, _HEIGHT, _MARGIN = Mm(338.7), Mm(190.5), Mm(28)
_TITLE_SLIDE, _TITLE_AND_TEXT = 0, 1


def render_pptx(document: ReportDocument) -> bytes:
    """The lessons as a PowerPoint file: a first slide with the title, then one lesson on each."""
    slides = Presentation()
    slides.slide_width, slides.slide_height = _WIDTH, _HEIGHT
    neutralise(slides.core_properties, slides.part.package._rels, document)
    _opening(slides, document)
    for lesson in document.lessons:
        _lesson(slides, document, lesson)
    for slide in slides.slides:
        for properties in slide.element.iter(_DRAWING + "rPr"):
            properties.set("lang", LANGUAGES[document.head.language])
    file = io.BytesIO()
    slides.save(file)
    return file.getvalue()


def _opening(slides: Any, document: ReportDocument) -> None:
    slide = slides.slides.add_slide(slides.slide_layouts[_TITLE_SLIDE])
    _place(slide.shapes.title, Mm(60), Mm(40))
    _write(slide.shapes.title, document.word("lessons"), Pt(48), _ACCENT, bold=True)
    below = slide.placeholders[1]
    _place(below, Mm(104), Mm(30))
    parts = (document.head.theme, document.head.title or document.word("report"), document.head.date_words)
    _write(below, " · ".join(part for part in parts if part), Pt(22), _SUBTLE)


def _lesson(slides: Any, document: ReportDocument, lesson: Lesson) -> None:
    slide = slides.slides.add_slide(slides.slide_layouts[_TITLE_AND_TEXT])
    _place(slide.shapes.title, Mm(16), Mm(20))
    _write(slide.shapes.title, f"{document.word('lesson')} {lesson.number}", Pt(28), _ACCENT, bold=True)
    body = slide.placeholders[1]
    _place(body, Mm(42), Mm(108))
    frame = body.text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
    size = Pt(30) if len(lesson.text) < 220 else Pt(22) if len(lesson.text) < 600 else Pt(16)
    lines = [(block.kind, line) for block in blocks(lesson.text) for line in block.lines]
    for index, (kind, line) in enumerate(lines):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(10)
        if kind == "paragraph":  # the layout makes bullets of everything
            properties = paragraph._p.get_or_add_pPr()
            properties.set("marL", "0")
            properties.set("indent", "0")
            properties.append(properties.makeelement(_DRAWING + "buNone", {}))
        for each in line:
            for part_index, part in enumerate(each.text.split("\n")):
                if part_index:
                    paragraph.add_line_break()
                run = paragraph.add_run()
                run.text = part
                run.font.size, run.font.color.rgb = size, _INK
                run.font.bold, run.font.italic = each.bold, each.italic
    foot = slide.shapes.add_textbox(_MARGIN, Mm(160), _WIDTH - 2 * _MARGIN, Mm(16))
    parts = [f"{document.word('scope')}: {document.word(f'scope_{lesson.scope}').lower()}"]
    if lesson.audiences:
        parts.append(f"{document.word('audiences')}: {', '.join(lesson.audiences)}")
    if lesson.evidence:
        parts.append(f"{document.word('moments')} {', '.join(str(number) for number in lesson.evidence)}")
    _write(foot, " · ".join(parts), Pt(14), _SUBTLE)


def _place(shape: Any, top: int, height: int) -> None:
    """The stock template is made for an older screen shape; put its places where ours are."""
    shape.left, shape.top, shape.width, shape.height = _MARGIN, top, _WIDTH - 2 * _MARGIN, height


def _write(shape: Any, text: str, size: int, colour: RGBColor, *, bold: bool = False) -> None:
    frame = shape.text_frame
    frame.word_wrap = True
    frame.text = text
    for paragraph in frame.paragraphs:
        paragraph.alignment = 1  # left
        for run in paragraph.runs:
            run.font.size, run.font.color.rgb, run.font.bold = size, colour, bold
