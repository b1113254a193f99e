"""The timeline to hang on a wall or to put in another document: a poster, or a picture."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from fastapi import APIRouter, Depends, Response

from analysis.choice_in_words import choice_in_words, part_in_words
from analysis.poster import NAMES, PAPERS, Form, as_svg, is_legible, points_on, poster
from analysis.report.pdf import drawing_as_png
from analysis.report.press import Busy, ReportNotMade
from analysis.shown import Shown, shown
from app.assets import PAPER_FONTS
from app.days import today
from app.here import Here, here
from app.i18n import gettext, language
from app.last_visit import changed_for
from app.rendering import day
from app.timeline_address import chosen, in_address, timeline_address
from timeline.choosing import Choice
from timeline.drawing import Layout
from timeline.errors import N_, UserError
from timeline.history import NotThere

router = APIRouter(prefix="/cases/{case_id}/timeline")
AtTimeline = Annotated[Here, Depends(here("timeline.see"))]
Chosen = Annotated[Choice, Depends(chosen)]


class PosterNotMade(UserError):
    """The pages could not be made in the time and memory that there is."""

    def __init__(self) -> None:
        super().__init__(
            N_("De poster kon niet gemaakt worden. Kies minder soorten of een kortere tijd, en probeer het opnieuw.")
        )


@router.get("/poster/{form}")
def as_poster(place: AtTimeline, choice: Chosen, form: str, anyway: bool = False) -> Response:
    """What is in view of the timeline as a poster, in one of the sizes of paper; one too small to read says so."""
    known: Form | None = next((each for each in PAPERS if each == form), None)
    if known is None:
        raise NotThere
    everything = shown(place.db, place.case, place.viewer, translate=gettext)
    asked, seen = _in_view(place, choice, everything)
    alone = _in_words(asked, everything, len(seen.in_view) + len(seen.tray))
    if not anyway and not _is_legible(seen, known, alone):
        return _too_small(place, choice, seen, known, alone)
    with _in_words_of_a_poster():
        content = poster(
            seen,
            name=place.case.code_name,
            made_on=day(today()),
            choice=alone,
            form=known,
            language=language(),
            translate=gettext,
            fonts=PAPER_FONTS,
        )
    return _download(content, "application/pdf", f"terugblik-poster-{known}.pdf")


@router.get("/picture/{form}")
def as_picture(place: AtTimeline, choice: Chosen, form: str) -> Response:
    """What is in view of the timeline as a picture for another document."""
    if form not in {"svg", "png"}:
        raise NotThere
    everything = shown(place.db, place.case, place.viewer, translate=gettext)
    asked, seen = _in_view(place, choice, everything)
    alone = _in_words(asked, everything, len(seen.in_view))
    svg = as_svg(seen, choice=alone, language=language(), translate=gettext)
    if form == "svg":
        return _download(svg.encode(), "image/svg+xml", "terugblik-tijdlijn.svg")
    with _in_words_of_a_poster():
        content = drawing_as_png(svg, fonts=PAPER_FONTS)
    return _download(content, "image/png", "terugblik-tijdlijn.png")


def _is_legible(seen: Layout, form: Form, alone: str) -> bool:
    return is_legible(seen, form, choice=alone, language=language(), translate=gettext)


def _points(seen: Layout, form: Form, alone: str) -> float:
    return points_on(seen, form, choice=alone, language=language(), translate=gettext)


def _too_small(place: Here, choice: Choice, seen: Layout, form: Form, alone: str) -> Response:
    """The page that says how small the words become, with the papers on which they can be read."""
    return place.page(
        "timeline/small_poster.html",
        points=max(int(_points(seen, form, alone)) + 1, 2),
        form=form,
        larger=[(each, gettext(words)) for each, words in NAMES.items() if _is_legible(seen, each, alone)],
        view=in_address(choice),
        anyway=in_address(choice, anyway="true"),
        back=timeline_address(place.case, choice),
    )


@contextmanager
def _in_words_of_a_poster() -> Iterator[None]:
    """What could not be made says so of the poster, and not of a report; who only has to wait hears that."""
    try:
        yield
    except Busy:
        raise
    except ReportNotMade as problem:
        raise PosterNotMade from problem


def _in_view(place: Here, choice: Choice, everything: Shown) -> tuple[Choice, Layout]:
    """What was chosen, as this timeline has it, and the events of it where they stand on the whole drawing."""
    changed = changed_for(place)
    choice = everything.understood(choice, changed)
    return choice, everything.in_view(choice, changed, language=language(), translate=gettext)


def _in_words(choice: Choice, everything: Shown, count: int) -> str:
    """What was chosen: a poster or picture of a part must not look as if nothing happened besides."""
    phrases = choice_in_words(choice, everything, language=language(), translate=gettext)
    return part_in_words(phrases, count, len(everything.events), translate=gettext)


def _download(content: bytes, media_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return Response(content, media_type=media_type, headers=headers)
