"""The report in the making: the facilitator writes, the organisations read and say whether they agree."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Response
from pydantic import Field

from analysis.models import Assent
from analysis.report.compose import HEADINGS, WRITTEN
from analysis.report.store import (
    AGREE,
    DISSENT,
    NotShared,
    TextChanged,
    ViewMissing,
    assents_of,
    draft_of,
    freeze,
    give_assent,
    sections_of,
    share,
    write_section,
)
from app.composed import composed
from app.forms import PageForm
from app.here import Here, here
from app.i18n import gettext, in_reader_words
from app.messages import go
from app.report_files import document_of
from timeline.errors import N_, UserError
from timeline.history import Conflict, NotThere, hold, load
from timeline.models import Organisation, Phase
from timeline.store import organisations_of

router = APIRouter(prefix="/cases/{case_id}/report")
Looking = Annotated[Here, Depends(here("report.preview"))]
Writing = Annotated[Here, Depends(here("report.write"))]
Reviewing = Annotated[Here, Depends(here("report.review"))]
Assenting = Annotated[Here, Depends(here("report.assent"))]

HINTS = {
    "short": N_("De kern in een paar zinnen. De lessen komen er vanzelf onder."),
    "reason": N_("Leeg? Dan staat hier de aanleiding die bij de casus is ingevuld."),
    "aim": N_("Leeg? Dan staat hier het leerdoel dat bij de casus is ingevuld."),
    "approach": N_("Hoe verliep de voorbereiding en de leersessie? De organisaties en rollen komen er vanzelf onder."),
    "family": N_("Wie is dit gezin, in een paar zinnen? Alleen schuilnamen. De gezinsleden komen er vanzelf onder."),
    "timeline": N_("Wat valt op aan het verloop? De gebeurtenissen komen er vanzelf onder."),
    "patterns": N_("Wat zagen jullie vaker terugkomen?"),
    "analysis": N_("Wat is jullie gezamenlijke verhaal: hoe kwam het zo?"),
    "worked": N_("Wat ging al goed, en wat hielp?"),
    "advice": N_("Wat raden jullie aan, en aan wie?"),
    "must_know": N_("Wie moeten deze lessen kennen?"),
    "assent": N_("Een korte tekst boven de reacties van de organisaties. Hoeft niet."),
}


class SectionForm(PageForm):
    """The facilitator's text of one section."""

    version: int = 0
    body: str = Field(default="", max_length=60_000)


class AssentForm(PageForm):
    """What an organisation says of the report that it read."""

    verdict: str = Field(default="", max_length=10)
    view: str = Field(default="", max_length=20_000)
    checksum: str = Field(default="", max_length=64)


class NoVerdict(UserError):
    """Nothing was chosen."""

    def __init__(self) -> None:
        super().__init__(N_("Kies of jullie akkoord zijn, of dat jullie er een eigen kijk op hebben."))


@router.get("")
def editor(place: Looking) -> Response:
    """The texts of the report, what is composed, and how far the organisations are; once it is agreed, the report."""
    if place.case.phase == Phase.AGREED:
        return go(f"/cases/{place.case.id}/report/read")
    return _editor(place)


@router.post("/sections/{key}")
def save_section(place: Writing, key: str, form: Annotated[SectionForm, Form()]) -> Response:
    """Keep the text of one section; a conflict shows both texts."""
    if key not in WRITTEN:
        raise NotThere
    try:
        section = write_section(place.db, place.case, key, form.body, based_on=form.version, by=place.participant)
    except Conflict as conflict:
        return _editor(place, status=409, conflict_key=key, mine=form.body, error=in_reader_words(conflict))
    place.log("report.write", section.id)
    return go(f"/cases/{place.case.id}/report#text-{key}", "saved")


@router.get("/preview")
def preview(place: Looking) -> Response:
    """The draft as a reader will see it; once it is agreed, the report."""
    if place.case.phase == Phase.AGREED:
        return go(f"/cases/{place.case.id}/report/read")
    report = draft_of(place.db, place.case)
    return place.page("report/preview.html", report=document_of(place.db, place.case, report))


@router.post("/share")
def share_draft(place: Writing, form: Annotated[PageForm, Form()]) -> Response:
    """Let the organisations read the draft."""
    report = share(place.db, place.case, by=place.participant)
    place.log("report.share", report.id)
    return go(f"/cases/{place.case.id}/report", "shared")


@router.get("/freeze")
def before_freezing(place: Writing) -> Response:
    """What freezing means, and who has not agreed yet; it warns and does not block."""
    report = draft_of(place.db, place.case)
    document = document_of(place.db, place.case, report)
    return place.page("report/freeze.html", report=document)


@router.post("/freeze")
def freeze_report(place: Writing, form: Annotated[PageForm, Form()]) -> Response:
    """Make the report final; it can't change any more."""
    hold(place.db, place.case)  # what is frozen is what stands there now, and nobody writes in between
    draft = draft_of(place.db, place.case)
    report = freeze(place.db, place.case, document_of(place.db, place.case, draft), by=place.participant)
    place.log("report.freeze", report.id)
    return go(f"/cases/{place.case.id}/report/read", "frozen")


@router.get("/review")
def review(place: Reviewing) -> Response:
    """The draft for an organisation, and whether it agrees."""
    return _review(place)


@router.post("/assent")
def say(place: Assenting, form: Annotated[AssentForm, Form()]) -> Response:
    """Keep the organisation's agreement or own view."""
    organisation = load(place.db, Organisation, place.viewer.organisation_id or "", viewer=place.viewer)
    try:
        if form.verdict not in {AGREE, DISSENT}:
            raise NoVerdict
        hold(place.db, place.case)
        report = draft_of(place.db, place.case)
        given = give_assent(
            place.db,
            place.case,
            organisation,
            form.verdict,
            form.view,
            checksum=form.checksum,
            current=composed(place.db, place.case, report).basis,
            by=place.participant,
        )
    except (NoVerdict, NotShared, TextChanged, ViewMissing) as error:
        return _review(place, status=409 if isinstance(error, TextChanged) else 400, form=form, error=error)
    place.log("report.assent", given.id)
    return go(f"/cases/{place.case.id}/report/review", "assent")


def _editor(place: Here, *, status: int = 200, conflict_key: str = "", mine: str = "", error: str = "") -> Response:
    report = draft_of(place.db, place.case)
    organisations = [o for o in organisations_of(place.db, place.case.id) if o.takes_part]
    current = composed(place.db, place.case, report).basis
    return place.page(
        "report/editor.html",
        status=status,
        report=report,
        headings={key: gettext(title) for key, title in HEADINGS.items()},
        written=WRITTEN,
        hints={key: gettext(hint) for key, hint in HINTS.items()},
        texts=sections_of(place.db, report),
        organisations=organisations,
        assents={key: (assent, assent.checksum == current) for key, assent in assents_of(place.db, report).items()},
        conflict_key=conflict_key,
        mine=mine,
        error=error,
        may_write=place.may("report.write"),
    )


def _review(
    place: Here, *, status: int = 200, form: AssentForm | None = None, error: UserError | None = None
) -> Response:
    report = draft_of(place.db, place.case)
    if report.shared_at is None:
        return place.page("report/not_yet.html", status=status, final=False)
    current = composed(place.db, place.case, report).basis
    given: Assent | None = assents_of(place.db, report).get(place.viewer.organisation_id or "")
    return place.page(
        "report/review.html",
        status=status,
        report=document_of(place.db, place.case, report),
        checksum=current,
        given=given,
        stands=given is not None and given.checksum == current,
        verdict=form.verdict if form else given.verdict if given else "",
        view=form.view if form else given.view if given else "",
        error=in_reader_words(error) if error else "",
        may_assent=place.may("report.assent"),
        agree=AGREE,
    )
