"""What a page works with: the person, the case, the database session, and what may be done here.

A page asks for `Here` with the action that it is for (`Annotated[Here, Depends(here("timeline.see"))]`). A case that
somebody may not see, or a page that is not for now, can't be told from one that does not exist.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from sqlmodel import Session

from app import audit
from app.access import Actor, may
from app.csrf import SAFE
from app.database import Database
from app.identity.links import participant_of
from app.journey import navigation, phase_steps, what_is_asked
from app.kept_pages import kept_page
from app.merged_before import MergedBefore
from app.rendering import page, render
from timeline.errors import N_, UserError
from timeline.history import NotThere
from timeline.ids import is_id
from timeline.models import Case, Participant
from timeline.scope import Viewer, viewer_of


class NotSignedIn(UserError):
    """The browser is not signed in (any more)."""

    def __init__(self) -> None:
        super().__init__(N_("Je bent niet (meer) ingelogd. Open je eigen link opnieuw om verder te gaan."))


class NotAllowed(UserError):
    """The person sees the case, but may not do this, or not in this phase."""

    def __init__(self) -> None:
        super().__init__(N_("Dit kan nu niet. Misschien is de casus in een andere fase, of is dit voor iemand anders."))


def open_session(request: Request) -> Iterator[Session]:
    """One transaction for the request: it is stored before the answer leaves, or not at all."""
    database: Database = request.app.state.database
    with database.reading() if request.method in SAFE else database.writing() as session:
        yield session


DatabaseSession = Annotated[Session, Depends(open_session, scope="function")]


async def signed_in(request: Request) -> Actor:
    """The person behind the request; it waits for nothing, so that it needs no thread of its own.

    Raises:
        NotSignedIn: nobody is.
    """
    actor: Actor | None = getattr(request.state, "actor", None)
    if actor is None:
        raise NotSignedIn
    return actor


SignedIn = Annotated[Actor, Depends(signed_in)]


@dataclass(frozen=True, slots=True)
class Here:
    """A person at work in a case."""

    request: Request
    db: Session
    actor: Actor
    case: Case
    participant: Participant

    @property
    def viewer(self) -> Viewer:
        """Through whose eyes everything here is read."""
        return viewer_of(self.participant)

    @property
    def merged_before(self) -> MergedBefore:
        """What was merged before, so that looking at it again costs nothing."""
        merged: MergedBefore = self.request.app.state.merged_before
        return merged

    def may(self, action: str) -> bool:
        """Whether this person may do this in this case now."""
        return may(self.participant.role, action, self.case.phase)

    def require(self, action: str) -> None:
        """Refuse when this person may not do this now.

        Raises:
            NotAllowed: it is for somebody else or for another phase.
        """
        if not self.may(action):
            raise NotAllowed

    def log(self, action: str, thing_id: str | None = None) -> None:
        """Add a line to the audit log, in the transaction of the act itself."""
        audit.record(self.db, action, actor_id=self.actor.id, case_id=self.case.id, thing_id=thing_id)

    def page(self, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
        """Answer with a page of this case."""
        return page(self.request, template, status=status, **self._context(), **context)

    def kept_page(self, template: str, follows_from: Hashable, context: Callable[[], dict[str, Any]]) -> HTMLResponse:
        """Answer with a page of this case as it was made before for this person, if nothing in it is another.

        `follows_from` holds every value that comes into the page but for the case, the person and what is asked.
        """
        case, participant = self.case, self.participant
        common = self._context()
        state = (
            (case.id, case.created_at, case.code_name, case.phase, case.revealed_at),
            (participant.id, participant.role, participant.organisation_id),
            common["now_asked"],
        )
        return kept_page(self.request, template, (*state, follows_from), lambda: common | context())

    def render(self, template: str, **context: Any) -> str:
        """A template of this case as text."""
        return render(self.request, template, **self._context(), **context)

    def _context(self) -> dict[str, Any]:
        return {
            "here": self,
            "case": self.case,
            "participant": self.participant,
            "may": self.may,
            "phases": phase_steps(self.case.phase),
            "nav": navigation(self.case, self.participant, self.request.url.path),
            "now_asked": what_is_asked(self.db, self.case, self.participant),
        }


def stand_here(request: Request, db: Session, actor: Actor, case_id: str, action: str, *, writes: bool = False) -> Here:
    """`Here` for this case, if this person may do this action in it.

    Raises:
        NotThere: there is no such case for this person.
        NotAllowed: there is, but this is for somebody else or for another phase.
    """
    participant = participant_of(db, actor, case_id, lock=writes) if is_id(case_id) else None
    case = db.get(Case, case_id) if participant else None
    if participant is None or case is None:
        raise NotThere
    place = Here(request, db, actor, case, participant)
    place.require(action)
    return place


def here(action: str) -> Callable[[Request, Session, Actor, str], Here]:
    """A dependency that gives `Here` for the case in the address, if this person may do this action in it."""

    def work_here(request: Request, db: DatabaseSession, actor: SignedIn, case_id: str) -> Here:
        return stand_here(request, db, actor, case_id, action, writes=request.method not in SAFE)

    work_here.action = action  # type: ignore[attr-defined]  # so that a test can hold every route against the rules
    return work_here


def reading_here(action: str) -> Callable[[Request, Actor, str], Iterator[Here]]:
    """As `here`, but it only reads, also for a POST: what is asked while somebody types waits for no writer."""

    def read_here(request: Request, actor: SignedIn, case_id: str) -> Iterator[Here]:
        database: Database = request.app.state.database
        with database.reading() as db:
            yield stand_here(request, db, actor, case_id, action)

    read_here.action = action  # type: ignore[attr-defined]
    return read_here


def allowed_here(action: str) -> Callable[[Request, Actor, str], None]:
    """A dependency that only refuses, and holds no transaction: for work that takes long or writes nothing."""

    def look_here(request: Request, actor: SignedIn, case_id: str) -> None:
        database: Database = request.app.state.database
        with database.reading() as db:
            stand_here(request, db, actor, case_id, action)

    look_here.action = action  # type: ignore[attr-defined]
    return look_here
