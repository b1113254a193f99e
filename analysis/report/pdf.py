"""The report as a PDF that prints well and that a screen reader can read, with bookmarks and links both ways."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Literal

from analysis.report import prose
from analysis.report.document import Assent, Event, Head, Picture, ReportDocument, Value
from analysis.report.lettering import CLOSED, TO_THE_LEFT, in_order, lettered, template
from analysis.report.press import Limits, typeset
from analysis.report.words import WORDS

_SOURCES = Path(__file__).parents[2] / "templates" / "report"
_PROSE = frozenset(
    {
        "answer",
        "description",
        "facts",
        "felt",
        "known_now",
        "known_then",
        "own_view",
        "seen_now",
        "summary",
        "text",
        "words",
    }
)

Form = Literal["full", "short"]


def render_pdf(
    document: ReportDocument, *, fonts: Sequence[Path] = (), form: Form = "full", limits: Limits = Limits()
) -> bytes:
    """The report as PDF/UA-1 on A4; `form="short"` gives only the page with the lessons.

    The same report always gives the same bytes.

    Raises:
        ReportNotMade: it took too long or too much memory.
    """
    source = template(_SOURCES / "report.typ")
    view = json.dumps(_view(document, form), ensure_ascii=False)
    return typeset(source, {"report": view}, fonts=fonts, limits=limits, timestamp=_moment(document.head))


def render_picture(document: ReportDocument, *, fonts: Sequence[Path] = (), limits: Limits = Limits()) -> bytes | None:
    """The drawing of the timeline as PNG, for files that can't hold a vector drawing; None when there is none."""
    return None if document.picture is None else drawing_as_png(document.picture.svg, fonts=fonts, limits=limits)


def drawing_as_png(svg: str, *, fonts: Sequence[Path] = (), limits: Limits = Limits()) -> bytes:
    """A standalone drawing as a picture of dots, 200 to the inch on A4 lying.

    Raises:
        ReportNotMade: it took too long or too much memory.
    """
    source = template(_SOURCES / "picture.typ")
    view = json.dumps(lettered(svg).view(), ensure_ascii=False)
    return typeset(source, {"picture": view}, output="png", ppi=200.0, fonts=fonts, limits=limits)


def _day(head: Head) -> date | None:
    try:
        return date.fromisoformat(head.date)
    except ValueError:
        return None


def _moment(head: Head) -> int:
    day = _day(head)
    return int(datetime.combine(day, time(), UTC).timestamp()) if day else 0


def _view(document: ReportDocument, form: Form) -> dict[str, object]:
    """What the template needs, with texts already in paragraphs and the links already found."""
    mentions = document.mentions()

    def plain(part: object) -> object:
        if isinstance(part, Picture):
            return lettered(part.svg).view() | {"alt": part.alt, "caption": part.caption}
        if isinstance(part, Value):
            view = {
                each.name: _blocks(value) if each.name in _PROSE and isinstance(value, str) else plain(value)
                for each in fields(part)
                for value in (getattr(part, each.name),)
            }
            if isinstance(part, Event):
                view["mentions"] = [plain(mention) for mention in mentions.get(part.number, ())]
            if isinstance(part, Assent):
                view["says"] = document.says(part)
            return view
        if isinstance(part, tuple):
            return [plain(each) for each in part]
        if isinstance(part, Mapping):
            return dict(part)
        return in_order(part) if isinstance(part, str) else part

    view = plain(document)
    assert isinstance(view, dict)  # noqa: S101 (for the type checker)
    day = _day(document.head)
    return {
        **view,
        "head": {
            **view["head"],
            "title": document.head.title or document.word("report"),
            "date": day.isoformat() if day else "",
        },
        "words": {**WORDS, **document.words},
        "sections": [plain(section) for section in document.visible_sections()],
        "moments": {
            str(event.number): {"title": in_order(event.title), "date": event.date_words}
            for event in document.all_events()
        },
        "linked": form == "full" and document.shows("timeline"),
        "answers_linked": form == "full" and document.shows("answers"),
        "turning_points_linked": document.shows("turning_points"),
        "form": form,
    }


def _blocks(text: str) -> list[dict[str, object]]:
    return [
        {
            "kind": block.kind,
            "lines": [
                [{"text": text, "bold": run.bold, "italic": run.italic} for text, run in _texts(line)]
                for line in block.lines
            ],
        }
        for block in prose.blocks(text)
    ]


def _texts(line: Sequence[prose.Run]) -> list[tuple[str, prose.Run]]:
    """The runs of a line, the first and last of which carry the marks of the order in which the whole is read."""
    whole = "".join(run.text for run in line)
    if in_order(whole) == whole:
        return [(run.text, run) for run in line]
    return [(f"{TO_THE_LEFT * (run is line[0])}{run.text}{CLOSED * (run is line[-1])}", run) for run in line]
