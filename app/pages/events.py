"""One event: its panel, adding, changing and removing it, undo, and its history."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from pydantic import Field

from analysis import joining
from analysis.outcomes import turning_points
from app.event_chain import chain_in
from app.event_form import Choices, EventForm, choices, form_of, in_words, two_forms
from app.forms import PageForm
from app.gone import gone
from app.here import Here, NotAllowed, allowed_here, here
from app.i18n import gettext, in_reader_words
from app.messages import go
from app.pages.perspectives import panel_context
from app.rendering import page
from app.timeline_address import back_address, chosen, in_address, table_sort, timeline_address
from timeline.changes import steps_of
from timeline.choosing import Choice
from timeline.dates import DateNotUnderstood, parse_date
from timeline.errors import N_, UserError
from timeline.history import Conflict, NotThere, load, revisions_of
from timeline.joining import split_account
from timeline.models import Account, Event
from timeline.moving import movable_sides, room
from timeline.store import (
    NoTitle,
    add_event,
    change_event,
    events_in_order,
    organisations_of,
    remove_event,
    restore,
)

router = APIRouter(prefix="/cases/{case_id}/events")
AtTimeline = Annotated[Here, Depends(here("timeline.see"))]
Adding = Annotated[Here, Depends(here("event.add"))]
Changing = Annotated[Here, Depends(here("event.change"))]
View = Annotated[Choice, Depends(chosen)]
"""The view of the timeline that somebody came from and goes back to, as the address carries it along."""
Table = Annotated[str | None, Depends(table_sort)]
"""How the table was sorted that somebody came from, if it was the table."""

LONGEST_BACK = 280
"""Characters of an address that the forms of an organisation's own part take along."""
SIDE_WORDS = {"both": N_("alles"), "start": N_("alleen het begin"), "end": N_("alleen het eind")}
CHANGED_MEANWHILE = N_(
    "Iemand anders heeft deze gebeurtenis intussen veranderd. Er is niets weggehaald of teruggezet. "
    "Kijk hoe ze nu is, en druk dan nog een keer als je dat nog wilt."
)
MOVED_MEANWHILE = N_(
    "Iemand anders heeft deze gebeurtenis intussen veranderd. Er is niets verschoven. "
    "Kijk wanneer de gebeurtenis nu is. Verschuif haar daarna opnieuw als je dat nog wilt."
)


class VersionForm(PageForm):
    """A button on an event, with the version that it was pressed on."""

    version: int


class RestoreForm(VersionForm):
    """Which revision should come back."""

    number: int


class UndoForm(PageForm):
    """Which act should be undone."""

    batch: str = Field(max_length=26)


class JoinForm(PageForm):
    """With which other event this one should be joined."""

    other: str = Field(max_length=26)


def may_change(place: Here, event: Event) -> bool:
    """Whether this person may change this event: the facilitator, or an organisation its own private one."""
    if place.may("event.change"):
        return True
    own = event.private_to is not None and event.private_to == place.viewer.organisation_id
    return own and place.may("event.change_own")


def the_event(place: AtTimeline, event_id: str) -> Event:
    """The event in the address, if this person may see it and it was not removed."""
    event = load(place.db, Event, event_id, viewer=place.viewer)
    if event.removed_at is not None:
        raise NotThere
    return event


def editable_event(place: AtTimeline, event_id: str) -> Event:
    """The event in the address, if this person may change it."""
    event = the_event(place, event_id)
    if not may_change(place, event):
        raise NotAllowed
    return event


TheEvent = Annotated[Event, Depends(the_event)]
EditableEvent = Annotated[Event, Depends(editable_event)]


@router.get("/new")
def new_event(place: Adding, view: View, back: Literal["", "prepare"] = "") -> Response:
    """An empty form."""
    own = place.viewer.organisation_id or ""
    return form_page(place, EventForm(organisation_id=own, back=back), view, event=None)


@router.post("/new")
def add(place: Adding, view: View, form: Annotated[EventForm, Form()]) -> Response:
    """Add an event; what can't be read comes back with what was typed."""
    try:
        event = add_event(place.db, place.case, form.facts(), by=place.participant, reason=form.reason)
    except (DateNotUnderstood, NoTitle) as error:
        return form_page(place, form, view, event=None, error=error)
    place.log("event.add", event.id)
    if form.again:
        return go(f"/cases/{place.case.id}/events/new{f'?back={form.back}' if form.back else ''}", "added")
    own = f"/cases/{place.case.id}/prepare/own"
    return go(own if form.back == "prepare" else shown_with_undo(place, event, view), "added")


@router.get("/{event_id}")
def panel(request: Request, place: AtTimeline, event: TheEvent, view: View) -> Response:
    """Everything of one event; as a part of the page when the timeline asks for it."""
    part = "hx-request" in request.headers
    return place.page("events/_panel.html" if part else "events/event.html", **event_context(place, event, view))


@router.get("/{event_id}/edit")
def edit(place: AtTimeline, event: EditableEvent, view: View, table: Table) -> Response:
    """The form of an event."""
    return form_page(place, form_of(event), view, event=event, table=table)


@router.post("/{event_id}/edit")
def change(place: AtTimeline, event_id: str, view: View, table: Table, form: Annotated[EventForm, Form()]) -> Response:
    """Change the facts of an event; a conflict shows both texts, and so does an event that is gone meanwhile."""
    event = load(place.db, Event, event_id, viewer=place.viewer)
    if not may_change(place, event):
        raise NotAllowed
    if event.removed_at is not None:
        return gone(place, event, in_words(form, choices(place)))
    try:
        changed = change_event(
            place.db,
            place.case,
            event,
            form.facts(event.when),
            based_on=form.version,
            by=place.participant,
            reason=form.reason,
        )
    except Conflict as conflict:
        mine = form.model_copy(update={"version": conflict.current.version})
        theirs = form_of(conflict.current)
        return form_page(place, mine, view, event=event, table=table, theirs=theirs, error=conflict, status=409)
    except (DateNotUnderstood, NoTitle) as error:
        return form_page(place, form, view, event=event, table=table, error=error)
    place.log("event.change", event.id)
    return go(shown_with_undo(place, changed, view, table), "saved")


@router.post("/{event_id}/remove")
def remove(place: AtTimeline, event: EditableEvent, view: View, form: Annotated[VersionForm, Form()]) -> Response:
    """Take an event off the timeline; one button brings it back. Not when it became something else in the meantime."""
    try:
        revision = remove_event(place.db, place.case, event, based_on=form.version, by=place.participant)
    except Conflict:
        return changed_meanwhile(place, event, view)
    place.log("event.remove", event.id)
    return go(timeline_address(place.case, view, undo=revision.batch_id), "removed")


@router.post("/undo")
def undo_act(place: AtTimeline, view: View, table: Table, form: Annotated[UndoForm, Form()]) -> Response:
    """Undo one act on events."""
    events = joining.undo(place.db, place.case, form.batch, by=place.participant)
    if not all(may_change(place, event) for event in events):
        raise NotAllowed
    for event in events:
        place.log("event.undo", event.id)
    shown = next((event.id for event in events if event.removed_at is None), "")
    return go(back_address(place.case, view, table, event=shown), "undone")


@router.get("/{event_id}/history")
def history_of(place: AtTimeline, event_id: str, view: View) -> Response:
    """All versions of an event, also of one that was removed, each with what it changed."""
    return _history_page(place, load(place.db, Event, event_id, viewer=place.viewer), view)


@router.post("/{event_id}/restore")
def restore_version(place: AtTimeline, event_id: str, view: View, form: Annotated[RestoreForm, Form()]) -> Response:
    """Give the event an earlier text again."""
    event = load(place.db, Event, event_id, viewer=place.viewer)
    if not may_change(place, event):
        raise NotAllowed
    try:
        restore(place.db, place.case, event, form.number, based_on=form.version, by=place.participant)
    except Conflict:
        return _history_page(place, event, view, status=409, problem=gettext(CHANGED_MEANWHILE))
    place.log("event.restore", event.id)
    return go(timeline_address(place.case, view, event=event.id), "restored")


@router.post("/{event_id}/join")
def join(place: Changing, event_id: str, view: View, form: Annotated[JoinForm, Form()]) -> Response:
    """Make one event of two that tell the same moment."""
    first = the_event(place, event_id)
    second = the_event(place, form.other)
    if first.id == second.id:
        raise NotThere
    kept = joining.join(place.db, place.case, first, second, by=place.participant)
    place.log("event.join", kept.id)
    return go(shown_with_undo(place, kept, view), "joined")


@router.post("/{event_id}/accounts/{account_id}/split")
def split(place: Changing, event: TheEvent, account_id: str, view: View, form: Annotated[PageForm, Form()]) -> Response:
    """Make an event of its own from an account that does not belong here."""
    account = load(place.db, Account, account_id, viewer=place.viewer)
    if account.event_id != event.id:
        raise NotThere
    made = split_account(place.db, place.case, account, by=place.participant)
    place.log("event.split", made.id)
    return go(shown_with_undo(place, made, view), "split")


@router.post("/date", dependencies=[Depends(allowed_here("event.add"))])
def read_back(
    request: Request,
    date: Annotated[str, Form(max_length=200)] = "",
    into: Annotated[str, Query(pattern=r"^[a-z0-9-]{1,40}$")] = "date-read-back",
) -> Response:
    """How the words for a date are understood, while somebody types; the rest of the form may come along.

    It changes nothing and waits for nobody who is writing.
    """
    when, problem = None, ""
    if date.strip():
        try:
            when = parse_date(date)
        except DateNotUnderstood as error:
            problem = in_reader_words(error)
    return page(request, "events/_date_read_back.html", when=when, problem=problem, into=into)


def shown_with_undo(place: Here, event: Event, view: Choice, table: str | None = None, **more: str) -> str:
    """The timeline, or the table that one came from, with this event and a button that undoes the last act on it."""
    batch = revisions_of(place.db, event.id, viewer=place.viewer)[0].batch_id
    return back_address(place.case, view, table, event=event.id, undo=batch, **more)


def changed_meanwhile(place: Here, event: Event, view: Choice, words: str = CHANGED_MEANWHILE) -> Response:
    """The event as it is now, with a word that somebody else changed it, and that nothing was done."""
    return place.page("events/event.html", status=409, problem=gettext(words), **event_context(place, event, view))


def _history_page(place: Here, event: Event, view: Choice, *, status: int = 200, problem: str = "") -> Response:
    return place.page(
        "events/history.html",
        status=status,
        problem=problem,
        event=event,
        view=in_address(view),
        back=timeline_address(place.case, view, **({} if event.removed_at else {"event": event.id})),
        steps=steps_of([r for r in revisions_of(place.db, event.id, viewer=place.viewer) if r.thing == "event"]),
        names={o.id: o.name for o in organisations_of(place.db, place.case.id)},
        may_change=may_change(place, event),
    )


def event_context(place: Here, event: Event, view: Choice) -> dict[str, Any]:
    """What the panel of an event shows."""
    organisations = {o.id: o for o in organisations_of(place.db, place.case.id)}
    events = events_in_order(place.db, place.viewer)
    number = next((index for index, other in enumerate(events, start=1) if other.id == event.id), 0)
    near = [other for other in events if other.id != event.id and _near(event, other)]
    may = may_change(place, event)
    shown: dict[str, Any] = {
        "event": event,
        "view": in_address(view),
        "timeline_at": lambda event_id: timeline_address(place.case, view, event=event_id),
        "number": number,
        "total": len(events),
        "previous": events[number - 2] if number > 1 else None,
        "following": events[number] if number < len(events) else None,
        "organisations": organisations,
        "may_change": may,
        "movable": [(side, gettext(SIDE_WORDS[side])) for side in movable_sides(event.when)] if may else [],
        "room": room(event.when) if may and event.when.is_period else (0, 0),
        "chain": chain_in(place, event, events, may_link=may),
        "turning_point": turning_points(place.db, place.case.id).get(event.id),
        "near": near if place.may("event.change") else [],
    }
    back = timeline_address(place.case, view, event=event.id)
    return shown | panel_context(place, event, back=back if len(back) < LONGEST_BACK else "")


def _near(event: Event, other: Event) -> bool:
    """Whether two events lie close enough in time to be the same moment told twice."""
    if event.earliest is None or event.latest is None or other.earliest is None or other.latest is None:
        return event.when.is_unknown or other.when.is_unknown
    return (other.earliest - event.latest).days <= 14 and (event.earliest - other.latest).days <= 14


def form_page(
    place: Here,
    form: EventForm,
    view: Choice,
    *,
    event: Event | None,
    theirs: EventForm | None = None,
    error: UserError | None = None,
    status: int = 400,
    line: str = "",
    table: str | None = None,
) -> Response:
    """The form of an event; `line` is the one line that a new one was filled from, `table` the table one came from."""
    lists: Choices = choices(place)
    return place.page(
        "events/form.html",
        status=status if error else 200,
        form=form,
        event=event,
        back=back_address(place.case, view, table, event=event.id if event else ""),
        theirs=theirs,
        both=two_forms(form, theirs, lists) if theirs else (),
        lists=lists,
        line=line,
        error=in_reader_words(error) if error and theirs is None else "",
        error_field="date" if isinstance(error, DateNotUnderstood) else "title" if isinstance(error, NoTitle) else "",
        is_private=place.viewer.organisation_id is not None and place.case.revealed_at is None,
    )
