"""Find out who a request comes from, by the cookie of the signed-in browser."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from app.identity.links import note_seen, seen_long_ago, who_is
from app.settings import Settings


def cookie_name(settings: Settings) -> str:
    """The cookie's name; over https it is one that no other host or path can set."""
    return "__Host-terugblik" if settings.secure else "terugblik"


def load_actor(request: Request) -> None:
    """Put the person behind the request on `request.state.actor`; None when nobody is signed in."""
    settings: Settings = request.app.state.settings
    request.state.actor = None
    cookie = request.cookies.get(cookie_name(settings))
    if not cookie:
        return
    database = request.app.state.database
    with database.reading() as db:
        actor = who_is(db, settings.secret_key, cookie)
        stale = actor is not None and seen_long_ago(db, actor.sign_in_id)
        db.expunge_all()  # the participant outlives this session
    if actor is not None and stale:
        with database.writing() as db:
            note_seen(db, actor.sign_in_id)
    request.state.actor = actor


def set_cookie(response: Response, settings: Settings, cookie: str) -> None:
    """Let this browser be known from now on."""
    response.set_cookie(cookie_name(settings), cookie, path="/", httponly=True, secure=settings.secure, samesite="lax")


def drop_cookie(response: Response, settings: Settings) -> None:
    """Forget this browser, and let it forget what it kept of us."""
    response.delete_cookie(cookie_name(settings), path="/", httponly=True, secure=settings.secure, samesite="lax")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
