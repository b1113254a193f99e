"""For the administrator: who is a facilitator, how many cases there are, and the audit log. No case opens here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from pydantic import Field
from sqlmodel import Session, col, func, select

from app import audit
from app.access import Actor
from app.audit import AuditLine
from app.forms import PageForm
from app.here import DatabaseSession, SignedIn
from app.i18n import gettext, in_reader_words
from app.identity.invitations import LIFETIMES, NO_LINK, LinkState, links_of_users, new_link
from app.identity.links import withdraw_links
from app.identity.models import User
from app.journey import PHASE_NAMES
from app.messages import go
from app.rendering import page
from timeline.errors import UserError
from timeline.history import NotThere
from timeline.models import NAME_LENGTH, Case, Role
from timeline.names import tidy_name

router = APIRouter(prefix="/administration")

LINES = 100


@dataclass(frozen=True, slots=True)
class Administering:
    """An administrator at work."""

    request: Request
    db: Session
    actor: Actor

    def log(self, action: str, thing_id: str) -> None:
        """Add a line to the audit log, in the transaction of the act itself."""
        audit.record(self.db, action, actor_id=self.actor.id, thing_id=thing_id)


@dataclass(frozen=True, slots=True)
class Facilitator:
    """A facilitator and how the link stands."""

    user: User
    link: LinkState


class NameForm(PageForm):
    """A new facilitator."""

    name: str = Field(default="", max_length=NAME_LENGTH)


def administering(request: Request, db: DatabaseSession, actor: SignedIn) -> Administering:
    """Let only administrators in.

    Raises:
        NotThere: for anybody else this page does not exist.
    """
    if not actor.is_administrator:
        raise NotThere
    return Administering(request, db, actor)


AsAdministrator = Annotated[Administering, Depends(administering)]


@router.get("")
def administration(work: AsAdministrator) -> Response:
    """The facilitators, and how many cases are in each phase."""
    return _page(work)


@router.post("/facilitators")
def add_facilitator(work: AsAdministrator, form: Annotated[NameForm, Form()]) -> Response:
    """Add a facilitator, and show the link this once."""
    try:
        name = tidy_name(form.name, taken=(found.user.name for found in _facilitators(work.db)))
    except UserError as error:
        return _page(work, status=400, problem=in_reader_words(error), typed=form.name)
    user = User(name=name, role=Role.FACILITATOR)
    work.db.add(user)
    work.db.flush()
    work.log("facilitator.add", user.id)
    return _show_link(work, user)


@router.post("/facilitators/{user_id}/link")
def give_new_link(work: AsAdministrator, user_id: str, form: Annotated[PageForm, Form()]) -> Response:
    """Make a new link in place of the one before, and show it this once."""
    user = _facilitator(work, user_id)
    work.log("link.make", user.id)
    return _show_link(work, user)


@router.post("/facilitators/{user_id}/withdraw")
def withdraw(work: AsAdministrator, user_id: str, form: Annotated[PageForm, Form()]) -> Response:
    """Withdraw the link of a facilitator, whose browsers are out at once; the cases stay."""
    user = _facilitator(work, user_id)
    withdraw_links(work.db, user=user)
    work.log("link.withdraw", user.id)
    return go("/administration", "withdrawn")


@router.get("/audit")
def audit_log(work: AsAdministrator, number: Annotated[int, Query(alias="page", ge=1, le=100_000)] = 1) -> Response:
    """What was done, the newest first: ids and acts, never names or content."""
    query = select(AuditLine).order_by(col(AuditLine.at).desc(), col(AuditLine.id))
    lines = work.db.exec(query.offset((number - 1) * LINES).limit(LINES + 1)).all()
    return page(
        work.request, "administration/audit.html", lines=lines[:LINES], number=number, has_older=len(lines) > LINES
    )


def _page(work: Administering, *, status: int = 200, problem: str = "", typed: str = "") -> Response:
    counted = dict(work.db.exec(select(Case.phase, func.count()).group_by(Case.phase)).all())
    return page(
        work.request,
        "administration/index.html",
        status=status,
        facilitators=_facilitators(work.db),
        counts=[(gettext(name), counted.get(phase, 0)) for phase, name in PHASE_NAMES.items()],
        problem=problem,
        typed=typed,
    )


def _show_link(work: Administering, user: User) -> Response:
    shown = new_link(work.db, work.request.app.state.settings, user=user, days=max(LIFETIMES))
    return page(work.request, "administration/link.html", shown=shown, name=user.name)


def _facilitators(db: Session) -> list[Facilitator]:
    users = db.exec(select(User).where(User.role == Role.FACILITATOR).order_by(col(User.name), col(User.id))).all()
    links = links_of_users(db, [user.id for user in users])
    return [Facilitator(user, links.get(user.id, NO_LINK)) for user in users]


def _facilitator(work: Administering, user_id: str) -> User:
    user = work.db.get(User, user_id)
    if user is None or user.role != Role.FACILITATOR:
        raise NotThere
    return user
