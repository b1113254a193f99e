"""Views of the timeline with a name, and when somebody last looked at it: both are of one person.

A name can be sensitive, so it never stands in an address or a log.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form
from fastapi.responses import Response
from pydantic import Field

from analysis.models import QUERY_LENGTH
from analysis.views import TooManyViews, remove_view, rename_view, save_view, views_of
from analysis.visits import seen
from app.forms import PageForm
from app.here import Here, here
from app.i18n import in_reader_words
from app.messages import go
from app.timeline_address import normalised
from timeline.columns import now
from timeline.errors import UserError
from timeline.history import Conflict
from timeline.models import NAME_LENGTH
from timeline.names import NoName, SameNameTwice

router = APIRouter(prefix="/cases/{case_id}/timeline")

AtTimeline = Annotated[Here, Depends(here("timeline.see"))]


class BackForm(PageForm):
    """The view that the page shows, to come back to."""

    query: str = Field(default="", max_length=4 * QUERY_LENGTH)


class ViewForm(BackForm):
    """The view that the page shows, with a name to keep it under."""

    name: str = Field(default="", max_length=NAME_LENGTH)
    share: bool = False


class RenameForm(BackForm):
    """Another name for a view."""

    name: str = Field(default="", max_length=NAME_LENGTH)
    version: int = Field(ge=1)


@dataclass(frozen=True, slots=True)
class View:
    """A view in the list: where it leads; whether it is one's own, shared with everyone, and what the page shows."""

    id: str
    name: str
    address: str
    own: bool
    shared: bool
    current: bool
    version: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with a name; `about` is the id of the view, or empty for a new one."""

    about: str
    name: str
    share: bool
    error: str


def views_context(place: Here, query: str, trouble: Trouble | None = None) -> dict[str, Any]:
    """What templates/timeline/_views.html needs; `query` is the view that the page shows, as its address holds it."""
    current = normalised(query)
    return {
        "views": [
            View(
                id=view.id,
                name=view.name,
                address=_address(place, view.query),
                own=view.participant_id == place.participant.id,
                shared=view.shared,
                current=view.query == current,
                version=view.version,
            )
            for view in views_of(place.db, place.case, place.participant)
        ],
        "may_share": place.may("view.share"),
        "current_query": current,
        "views_trouble": trouble,
    }


@router.post("/views")
def keep(place: AtTimeline, form: Annotated[ViewForm, Form()]) -> Response:
    """Keep the view that the page shows under a name; the facilitator may share it with everyone in the case."""
    if form.share:
        place.require("view.share")
    query = normalised(form.query)
    try:
        view = save_view(place.db, place.case, name=form.name, query=query, shared=form.share, by=place.participant)
    except (NoName, SameNameTwice, TooManyViews) as error:
        return _again(place, form, Trouble("", form.name, form.share, in_reader_words(error)), error)
    place.log("view.keep", view.id)
    return go(_address(place, query), "view_kept")


@router.post("/views/{view_id}/rename")
def rename(place: AtTimeline, view_id: str, form: Annotated[RenameForm, Form()]) -> Response:
    """Give an own view another name."""
    try:
        rename_view(place.db, place.case, view_id, form.name, based_on=form.version, by=place.participant)
    except (NoName, SameNameTwice, Conflict) as error:
        return _again(place, form, Trouble(view_id, form.name, False, in_reader_words(error)), error)
    place.log("view.rename", view_id)
    return go(_address(place, normalised(form.query)), "saved")


@router.post("/views/{view_id}/remove")
def remove(place: AtTimeline, view_id: str, form: Annotated[BackForm, Form()]) -> Response:
    """Take an own view away; what it showed stays as it is."""
    remove_view(place.db, place.case, view_id, by=place.participant)
    place.log("view.remove", view_id)
    return go(_address(place, normalised(form.query)), "deleted")


@router.post("/seen")
def looked(place: AtTimeline) -> Response:
    """The page says that this person has the timeline in view."""
    seen(place.db, place.participant, now())
    return Response(status_code=204)


def _address(place: Here, query: str) -> str:
    return f"/cases/{place.case.id}/timeline" + (f"?{query}" if query else "")


def _again(place: Here, form: BackForm, trouble: Trouble, error: UserError) -> Response:
    status = 409 if isinstance(error, Conflict) else 400
    back = _address(place, normalised(form.query))
    context = views_context(place, form.query, trouble)
    return place.page("timeline/views.html", status=status, back=back, **context)
