"""The report of a case as a file: PDF, Word, slides, a page, or JSON."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from threading import Lock

from sqlmodel import Session

from analysis.models import Report
from analysis.report.as_json import from_json, to_json
from analysis.report.document import ReportDocument
from analysis.report.frozen import frozen_document
from analysis.report.pdf import render_pdf
from analysis.report.slides import render_pptx
from analysis.report.store import draft_of, finals_of
from analysis.report.word import render_docx
from app.assets import PAPER_FONTS, STATIC_DIR
from app.composed import composed
from app.rendering import environment
from timeline.models import Case

KEPT_FILES = 8
_one_at_a_time = Lock()  # making a file takes both processors; asked for twice, it is made once


def as_page(document: ReportDocument) -> bytes:
    """The report as one HTML file that needs nothing else."""
    css = "\n".join((STATIC_DIR / "css" / name).read_text(encoding="utf-8") for name in ("tokens.css", "report.css"))
    return environment().get_template("report/standalone.html").render(report=document, css=css).encode("utf-8")


REPORT_FORMATS: dict[str, tuple[str, Callable[[ReportDocument], bytes]]] = {
    "pdf": ("application/pdf", lambda document: render_pdf(document, fonts=PAPER_FONTS)),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        lambda document: render_docx(document, fonts=PAPER_FONTS),
    ),
    "pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", render_pptx),
    "html": ("text/html; charset=utf-8", as_page),
    "json": ("application/json", to_json),
}


def document_of(db: Session, case: Case, report: Report) -> ReportDocument:
    """The report as one value: the frozen one as it was agreed, a draft as it stands now."""
    if report.state == "final":
        return frozen_document(report)
    return composed(db, case, report).document


def newest(db: Session, case: Case) -> Report:
    """The agreed report, or the draft while there is none."""
    return next(iter(finals_of(db, case.id)), None) or draft_of(db, case)


def report_bytes(db: Session, case: Case, format_: str, report: Report | None = None) -> bytes:
    """The report in this form; a file that was made before of the same text is given again."""
    content = to_json(document_of(db, case, report or newest(db, case)))
    with _one_at_a_time:
        return _made(content, format_)


@lru_cache(maxsize=KEPT_FILES)
def _made(content: bytes, format_: str) -> bytes:
    return REPORT_FORMATS[format_][1](from_json(content))
