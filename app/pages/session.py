"""The learning session on screen: the plan beforehand, the console, the phone in the room and the wall."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import Field

from analysis.session import agenda, live
from analysis.session.live import Beamer
from analysis.session.notes import MAX_NOTE, NoteKind, add_note, hide_note
from app import room
from app.access import may
from app.answers import by_script, done, parts, refused
from app.database import Database
from app.forms import PageForm
from app.here import Here, NotAllowed, SignedIn, here
from app.i18n import in_reader_words, language
from app.identity.current import cookie_name
from app.identity.links import participant_of, who_is
from app.live import Rooms, TooManyStreams
from app.messages import go
from timeline.errors import UserError
from timeline.history import NotThere
from timeline.ids import ID_LENGTH, new_id
from timeline.models import NAME_LENGTH, Case, Phase

router = APIRouter(prefix="/cases/{case_id}/session")

See = Annotated[Here, Depends(here("case.see"))]
Plan = Annotated[Here, Depends(here("session.plan"))]
Run = Annotated[Here, Depends(here("session.run"))]
TakePart = Annotated[Here, Depends(here("session.take_part"))]
Noting = Annotated[Here, Depends(here("session.note"))]
Show = Annotated[Here, Depends(here("session.show"))]

Id = Annotated[str, Field(max_length=ID_LENGTH)]


class PartForm(PageForm):
    """A part of the agenda as it is planned."""

    title: str = Field(default="", max_length=NAME_LENGTH)
    purpose: str = Field(default="", max_length=2000)
    minutes: int = Field(ge=1, le=agenda.MAX_MINUTES)


class MinutesForm(PageForm):
    """How long a part takes in all."""

    minutes: int = Field(ge=1, le=agenda.MAX_MINUTES)
    back: str = Field(default="", max_length=10)


class SkippedForm(PageForm):
    """Whether a part is left out."""

    skipped: bool
    back: str = Field(default="", max_length=10)


class PlaceForm(PageForm):
    """Where on the agenda a part comes."""

    to: int = Field(ge=0, le=agenda.MAX_PARTS)
    back: str = Field(default="", max_length=10)


class GoForm(PageForm):
    """To which part the session goes."""

    part_id: Id


class BeamerForm(PageForm):
    """What the beamer shows."""

    what: Beamer
    event_id: Id = ""
    question_id: Id = ""


class NoteForm(PageForm):
    """A note for everyone in the room."""

    text: str = Field(default="", max_length=MAX_NOTE * 2)
    kind: NoteKind = NoteKind.NOTE
    event_id: Id = ""
    client_key: str = Field(default="", max_length=64)


class HiddenForm(PageForm):
    """Whether a note is off the screens."""

    hidden: bool


# --- the screens ---------------------------------------------------------------


@router.get("")
def session_page(place: See) -> Response:
    """The plan, the console or the phone: what this person does in the session now."""
    if place.may("session.run"):
        return place.page("session/console.html", **room.console(place), client_key=new_id())
    if place.may("session.take_part"):
        return _phone(place)
    place.require("session.plan")
    return _plan(place)


@router.get("/plan")
def plan_page(place: Plan) -> Response:
    """The agenda, to prepare and change."""
    return _plan(place)


@router.get("/beamer")
def beamer_page(place: Show) -> Response:
    """What the wall shows: large, quiet, without anything to press."""
    return place.page("session/beamer.html", **room.common(place), wall=room.wall(place))


@router.get("/console/parts")
def console_parts(place: Run) -> Response:
    """The parts of the console that change while the session runs."""
    return parts(place, "session/_console.html", room.console(place))


@router.get("/phone/parts")
def phone_parts(place: TakePart) -> Response:
    """The parts of the phone's page that change while the session runs."""
    return parts(place, "session/_phone.html", room.phone(place))


@router.get("/beamer/parts")
def beamer_parts(place: Show) -> Response:
    """What the wall shows now."""
    return parts(place, "session/_beamer.html", room.common(place) | {"wall": room.wall(place)})


# --- live ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Listener:
    """A page that listens: whose it is, and the rooms that it listens to."""

    case_id: str
    participant_id: str
    cookie: str
    secret_key: str
    database: Database
    rooms: Rooms

    def is_still_in(self) -> bool:
        """Whether this browser is still signed in and may still see the session."""
        with self.database.reading() as db:
            actor = who_is(db, self.secret_key, self.cookie)
            participant = participant_of(db, actor, self.case_id) if actor else None
            case = db.get(Case, self.case_id) if participant else None
            return participant is not None and case is not None and _may_listen(participant.role, case.phase)


def listener(request: Request, actor: SignedIn, case_id: str) -> Listener:
    """Who wants to listen. It lets go of the database before the stream begins.

    Raises:
        NotThere: the case does not exist, or not for this person.
        NotAllowed: there is nothing to listen to for this person now.
        TooManyStreams: this person listens in too many places already.
    """
    database: Database = request.app.state.database
    rooms: Rooms = request.app.state.rooms
    with database.reading() as db:
        participant = participant_of(db, actor, case_id)
        case = db.get(Case, case_id) if participant else None
        if participant is None or case is None:
            raise NotThere
        if not _may_listen(participant.role, case.phase):
            raise NotAllowed
        participant_id = participant.id
    if rooms.is_full_for(participant_id):
        raise TooManyStreams
    settings = request.app.state.settings
    cookie = request.cookies.get(cookie_name(settings), "")
    return Listener(case_id, participant_id, cookie, settings.secret_key, database, rooms)


@router.get("/live", response_class=EventSourceResponse)
async def listen(who: Annotated[Listener, Depends(listener)]) -> AsyncIterator[ServerSentEvent]:
    """Tell the page each time something changed: only a number; the page fetches what it may see."""
    try:
        with who.rooms.seat(who.participant_id):
            async for tick in who.rooms.ticks(who.case_id):
                if not await asyncio.to_thread(who.is_still_in):
                    return
                yield ServerSentEvent(comment="still here") if tick is None else ServerSentEvent(raw_data=str(tick))
    except TooManyStreams:
        return  # another page of this person was just first


# --- acts of the facilitator ---------------------------------------------------


@router.post("/plan")
def take_over_agenda(place: Plan) -> Response:
    """Give the case its own copy of the standard agenda."""
    agenda.copy_into(place.db, place.case, language())
    return done(place, _at(place, "/plan"), "saved")


@router.post("/parts")
def add_part(place: Plan, form: Annotated[PartForm, Form()]) -> Response:
    """Add a part of one's own."""
    live.changed(place.db, place.case.id)
    agenda.copy_into(place.db, place.case, language())
    try:
        agenda.add_part(place.db, place.case, title=form.title, purpose=form.purpose, minutes=form.minutes)
    except (agenda.NoTitleForPart, agenda.TooManyParts) as error:
        return refused(error) if by_script(place) else _plan(place, error=error, typed=form)
    return done(place, _at(place, "/plan"), "added")


@router.post("/parts/{part_id}")
def change_part(place: Plan, part_id: str, form: Annotated[PartForm, Form()]) -> Response:
    """Change what a part is called, what it is for and how long it takes."""
    live.changed(place.db, place.case.id)
    try:
        agenda.change_part(
            agenda.part_of(place.db, place.case.id, part_id),
            title=form.title,
            purpose=form.purpose,
            minutes=form.minutes,
        )
    except agenda.NoTitleForPart as error:
        return refused(error) if by_script(place) else _plan(place, error=error, typed=form, at=part_id)
    return done(place, _at(place, "/plan"), "saved")


@router.post("/parts/{part_id}/minutes")
def stretch_part(place: Plan, part_id: str, form: Annotated[MinutesForm, Form()]) -> Response:
    """Give a part more or less time."""
    live.stretch_part(place.db, place.case, part_id, form.minutes)
    return done(place, _back(place, form.back))


@router.post("/parts/{part_id}/skip")
def skip_part(place: Plan, part_id: str, form: Annotated[SkippedForm, Form()]) -> Response:
    """Leave a part out, or take it in again."""
    try:
        live.skip_part(place.db, place.case, part_id, skipped=form.skipped)
    except agenda.AlreadyBegun as error:
        if by_script(place):
            return refused(error)
        raise
    return done(place, _back(place, form.back))


@router.post("/parts/{part_id}/move")
def move_part(place: Plan, part_id: str, form: Annotated[PlaceForm, Form()]) -> Response:
    """Put a part on another place of the agenda."""
    live.changed(place.db, place.case.id)
    agenda.move(place.db, place.case.id, part_id, form.to)
    return done(place, _back(place, form.back))


@router.post("/start")
def start(place: Run) -> Response:
    """Begin the session, or open it again."""
    live.start(place.db, place.case, language())
    place.log("session.start")
    return done(place, _at(place), "session_begun")


@router.post("/go")
def go_to_part(place: Run, form: Annotated[GoForm, Form()]) -> Response:
    """Go to a part of the agenda."""
    live.go_to(place.db, place.case, form.part_id)
    return done(place, _at(place))


@router.post("/end")
def end(place: Run) -> Response:
    """Close the session."""
    live.end(place.db, place.case)
    place.log("session.end")
    return done(place, _at(place), "session_closed")


@router.post("/beamer")
def choose_for_the_wall(place: Run, form: Annotated[BeamerForm, Form()]) -> Response:
    """Choose what the wall shows."""
    try:
        live.show(place.db, place.case, form.what, event_id=form.event_id or None, question_id=form.question_id or None)
    except live.NothingChosen as error:
        if by_script(place):
            return refused(error)
        raise
    return done(place, _at(place))


@router.post("/notes")
def write_note(place: Noting, form: Annotated[NoteForm, Form()]) -> Response:
    """Share a note with everyone in the room; the same note sent twice is one note."""
    try:
        note = add_note(
            place.db,
            place.case,
            form.text,
            by=place.participant,
            client_key=form.client_key or new_id(),
            kind=form.kind,
            event_id=form.event_id or None,
        )
    except UserError as error:
        if by_script(place):
            return refused(error, 404 if isinstance(error, NotThere) else 400)
        if isinstance(error, NotThere):
            raise
        return _again(place, form, error)
    place.log("note.add", note.id)
    return done(place, _at(place), "note_shared")


@router.post("/notes/{note_id}/hidden")
def take_note_off_the_screens(place: Run, note_id: str, form: Annotated[HiddenForm, Form()]) -> Response:
    """Take a note off the screens, or put it back; it is kept."""
    hide_note(place.db, place.case, note_id, hidden=form.hidden)
    place.log("note.hide" if form.hidden else "note.show", note_id)
    return done(place, _at(place))


# --- together ------------------------------------------------------------------


def _may_listen(role: str, phase: str) -> bool:
    return may(role, "session.take_part", phase) or may(role, "session.show", phase)


def _at(place: Here, end: str = "") -> str:
    return f"/cases/{place.case.id}/session{end}"


def _back(place: Here, asked: str) -> str:
    """Parts are changed on the plan, and while the session runs on the console."""
    return _at(place) if place.may("session.run") and asked != "plan" else _at(place, "/plan")


def _plan(
    place: Here, *, error: UserError | None = None, typed: PartForm | None = None, at: str = "", status: int = 200
) -> Response:
    if place.case.phase == Phase.WRITING:
        return go(f"/cases/{place.case.id}/outcomes")
    return place.page(
        "session/plan.html",
        status=400 if error else status,
        **room.common(place),
        error=in_reader_words(error) if error else "",
        typed=typed,
        typed_at=at,
    )


def _phone(place: Here, **more: object) -> Response:
    status = 400 if more.get("error") else 200
    context = {"typed": None, "error": "", "client_key": new_id()} | more
    return place.page(
        "session/phone.html", status=status, **room.phone(place), events=room.shared_events(place), **context
    )


def _again(place: Here, form: NoteForm, error: UserError) -> Response:
    """The page again with what was typed and what is missing."""
    words = in_reader_words(error)
    if place.may("session.run"):
        context = room.console(place) | {"client_key": new_id(), "typed": form, "error": words}
        return place.page("session/console.html", status=400, **context)
    return _phone(place, typed=form, error=words)
