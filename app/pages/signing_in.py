"""Coming in by a personal link, going out, and choosing a language."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from app import audit
from app.here import DatabaseSession
from app.i18n import LANGUAGES
from app.identity.current import drop_cookie, set_cookie
from app.identity.links import LinkDoesNotWork, find_link, sign_in, sign_out
from app.identity.models import User
from app.messages import go
from app.middleware import LANGUAGE_COOKIE
from app.rendering import page
from timeline.models import Organisation, Participant

router = APIRouter()


@router.api_route("/enter/{token}", methods=["GET", "HEAD"])
def link_page(request: Request, db: DatabaseSession, token: str) -> Response:
    """Say for whom the link is, with one button to go on; opening it changes nothing."""
    link = find_link(db, request.app.state.settings.secret_key, token)
    user = db.get(User, link.user_id) if link.user_id else None
    participant = db.get(Participant, link.participant_id) if link.participant_id else None
    organisation_id = participant.organisation_id if participant else None
    return page(
        request,
        "identity/enter.html",
        token=token,
        name=user.name if user else participant.name if participant else "",
        role=user.role if user else participant.role if participant else "",
        organisation=db.get(Organisation, organisation_id) if organisation_id else None,
        link=link,
    )


@router.api_route("/enter", methods=["GET", "HEAD"])
@router.api_route("/enter/", methods=["GET", "HEAD"])
def link_that_was_cut_off() -> Response:
    """Say that the link does not work: the last part of it got lost on the way.

    Raises:
        LinkDoesNotWork: always.
    """
    raise LinkDoesNotWork


@router.post("/enter")
def come_in(request: Request, db: DatabaseSession, token: Annotated[str, Form(max_length=100)]) -> Response:
    """Exchange the link for a signed-in browser; whoever was signed in here before is signed out."""
    settings = request.app.state.settings
    previous = getattr(request.state, "actor", None)
    if previous is not None:
        sign_out(db, previous.sign_in_id)
    cookie, link = sign_in(db, settings.secret_key, token)
    audit.record(db, "sign_in", actor_id=link.user_id or link.participant_id or "", thing_id=link.id)
    response = go("/")
    set_cookie(response, settings, cookie)
    return response


@router.post("/sign-out")
def go_out(request: Request, db: DatabaseSession) -> Response:
    """Sign this browser out and let it forget what it kept."""
    actor = getattr(request.state, "actor", None)
    if actor is not None:
        sign_out(db, actor.sign_in_id)
        audit.record(db, "sign_out", actor_id=actor.id)
    response = go("/", "signed_out")
    drop_cookie(response, request.app.state.settings)
    return response


@router.post("/language")
def choose_language(
    language: Annotated[str, Form(max_length=5)], back: Annotated[str, Form(max_length=300)] = "/"
) -> Response:
    """Show everything in this language from now on."""
    ours = back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/"
    response = go(ours)
    if language in LANGUAGES:
        response.set_cookie(LANGUAGE_COOKIE, language, max_age=365 * 86400, httponly=True, samesite="lax")
    return response
