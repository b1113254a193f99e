"""The drawings of the report in Word: each as a picture of dots, on a page on its side."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Mm

from analysis.report.document import Picture

if TYPE_CHECKING:
    from analysis.report.word_sections import Writer

WIDEST, HIGHEST = Mm(245), Mm(140)


def turn_page(word: Any, *, landscape: bool) -> None:
    """Go on with a new page, on its side or upright."""
    section = word.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))


def add_picture(writer: Writer, shown: Picture, dots: bytes) -> None:
    """A drawing as wide as the page, or as high as it, with its words for who can't see it."""
    run = writer.word.add_paragraph().add_run()
    drawing = run.add_picture(io.BytesIO(dots), width=WIDEST)
    if drawing.height > HIGHEST:  # a tall drawing: fit it by its height
        drawing.width, drawing.height = int(drawing.width * HIGHEST / drawing.height), HIGHEST
    properties = drawing._inline.docPr
    properties.set("descr", shown.alt)
    properties.set("name", writer.report.word("events"))
    if shown.caption:
        writer.small(shown.caption)
