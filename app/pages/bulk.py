"""Several events at once: tick them, and give them another kind, lane, chapter or label, or take them away."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query, Response
from pydantic import Field

from app.event_form import choices
from app.forms import PageForm
from app.here import Here, here
from app.i18n import gettext, in_reader_words
from app.messages import go
from timeline.bulk import Bulk, ChangedMeanwhile, NothingChosen, change_many
from timeline.chapters import chapter_of, chapters_of
from timeline.errors import N_, UserError
from timeline.models import Event
from timeline.store import events_in_order, organisations_of
from timeline.tags import tidy_tags

router = APIRouter(prefix="/cases/{case_id}/events/many")
Changing = Annotated[Here, Depends(here("event.change"))]
STAYS = "-"
"""What a list sends when the field stays as it is; empty is the family, or the chapter that the date tells."""
UNDATED = "undated"
AT_ONCE = 500
"""How many events stand on one page: more than anyone ticks, and fewer fields than a form may have."""


class ManyForm(PageForm):
    """The events that were ticked, each with the version that the page showed, and what should become of them."""

    events: list[str] = Field(default_factory=list, max_length=AT_ONCE)
    kind: str = Field(default=STAYS, max_length=40)
    organisation_id: str = Field(default=STAYS, max_length=26)
    chapter_id: str = Field(default=STAYS, max_length=26)
    add_tags: str = Field(default="", max_length=200)
    take_tags: str = Field(default="", max_length=200)
    remove: str = Field(default="", max_length=1)

    def versions(self) -> dict[str, int]:
        """The version of each event that was ticked."""
        pairs = (ticked.partition(":") for ticked in self.events)
        return {key: int(version) for key, _, version in pairs if version.isascii() and version.isdigit()}

    def wanted(self) -> Bulk:
        """What should become of them."""
        if self.remove:
            return Bulk(remove=True)
        kind, lane, chapter = (
            None if value == STAYS else value for value in (self.kind, self.organisation_id, self.chapter_id)
        )
        return Bulk(kind, lane, chapter, tuple(tidy_tags((self.add_tags,))), tuple(tidy_tags((self.take_tags,))))


@router.get("")
def choose(
    place: Changing,
    kind: Annotated[str, Query(max_length=40)] = "",
    organisation: Annotated[str, Query(max_length=26)] = STAYS,
    chapter: Annotated[str, Query(max_length=26)] = "",
    page: Annotated[int, Query(ge=1, le=1000)] = 1,
) -> Response:
    """Every event with a box to tick, or only those that fit what was asked for."""
    return _page(place, kind=kind, organisation=organisation, chapter=chapter, number=page)


@router.post("")
def change(place: Changing, form: Annotated[ManyForm, Form()]) -> Response:
    """Do the same to all that were ticked; one button undoes it."""
    try:
        batch = change_many(place.db, place.case, form.versions(), form.wanted(), by=place.participant)
    except ChangedMeanwhile as error:
        return _page(place, error=error, ticked=form.versions().keys(), status=409)
    except NothingChosen as error:
        return _page(place, error=error, ticked=form.versions().keys(), status=400)
    for key in form.versions():
        place.log("event.remove" if form.remove else "event.change", key)
    return go(f"/cases/{place.case.id}/timeline?undo={batch}", "removed" if form.remove else "saved")


def _page(
    place: Here,
    *,
    kind: str = "",
    organisation: str = STAYS,
    chapter: str = "",
    number: int = 1,
    error: UserError | None = None,
    ticked: object = (),
    status: int = 200,
) -> Response:
    lists = choices(place)
    chapters = chapters_of(place.db, place.case.id)
    names = {o.id: o.name for o in organisations_of(place.db, place.case.id)}

    def where(event: Event) -> str:
        found = chapter_of(event, chapters)
        return found.id if found else UNDATED if event.when.is_unknown else ""

    def fits(event: Event) -> bool:
        return (
            (not kind or event.kind == kind)
            and organisation in {STAYS, event.organisation_id or ""}
            and (not chapter or where(event) == chapter)
        )

    events = events_in_order(place.db, place.viewer)
    fitting = [event for event in events if fits(event)]
    first = (number - 1) * AT_ONCE
    chapter_names = {one.id: one.name for one in chapters}
    return place.page(
        "events/many.html",
        status=status,
        rows=[(event, chapter_names.get(where(event), "")) for event in fitting[first : first + AT_ONCE]],
        fitting=len(fitting),
        total=len(events),
        pages=[(n, _address(place, kind, organisation, chapter, n)) for n in range(1, -(-len(fitting) // AT_ONCE) + 1)],
        number=number,
        names=names,
        lists=lists,
        filter_chapters=[*lists.chapters[1:], (UNDATED, gettext(N_("nog zonder datum")))],
        asked={"kind": kind, "organisation": organisation, "chapter": chapter},
        stays=STAYS,
        ticked=ticked,
        problem=in_reader_words(error) if error else "",
    )


def _address(place: Here, kind: str, organisation: str, chapter: str, number: int) -> str:
    asked = urlencode({"kind": kind, "organisation": organisation, "chapter": chapter, "page": number})
    return f"/cases/{place.case.id}/events/many?{asked}"
