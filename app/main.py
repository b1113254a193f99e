"""The application: middleware, routes and error pages put together."""

from __future__ import annotations

import logging
import secrets
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.types import Receive, Scope, Send

from app.assets import STATIC_DIR
from app.compression import CompressedTimeline
from app.csrf import FromElsewhere, from_our_own_page
from app.database import Database, answers
from app.drawings import Drawings
from app.here import NotAllowed, NotSignedIn
from app.i18n import N_, gettext, in_reader_words
from app.identity.current import load_actor
from app.identity.links import LinkDoesNotWork
from app.kept_pages import KeptPages
from app.last_visit import Changes
from app.live import Rooms, TooManyStreams
from app.merged_before import MergedBefore
from app.middleware import (
    AccessLog,
    Application,
    EveryAnswer,
    InTheReadersLanguage,
    NotTooMuch,
    OnlyWhereTo,
    SayingSorry,
)
from app.pages import all_routers
from app.rendering import page
from app.settings import Settings
from app.static_files import CachedFiles
from timeline.errors import UserError
from timeline.history import Conflict, NotThere

log = logging.getLogger("terugblik")

STATUS: dict[type[UserError], int] = {
    NotSignedIn: 401,
    NotAllowed: 403,
    FromElsewhere: 403,
    NotThere: 404,
    Conflict: 409,
    LinkDoesNotWork: 410,
    TooManyStreams: 429,
}
SAID = {
    400: N_("Dit verzoek kunnen we niet lezen. Ga terug, laad de pagina opnieuw en probeer het nog eens."),
    404: N_("Deze pagina is er niet, of niet voor jou. Ga terug naar het begin en zoek van daaruit verder."),
    405: N_("Dit adres kan dat niet. Ga terug en gebruik de knop op de pagina."),
    413: N_("Een bestand mag hooguit 20 MB zijn, en alle bestanden samen 60 MB. Een tekst hooguit 1 MB."),
    422: N_("Er ontbreekt iets in het formulier, of er staat iets te veel in. Ga terug en vul het opnieuw in."),
    500: N_("Er ging iets mis bij ons. Wat je eerder bewaarde is er nog. Probeer het over een minuut opnieuw."),
}


def create_app(settings: Settings, database: Database | None = None) -> FastAPI:
    """Put the application together; the database must have been migrated."""
    kept = database or Database(settings.database_url)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        if database is None:
            kept.close()

    app = FastAPI(
        title="Terugblik",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=lifespan,
        dependencies=[Depends(load_actor), Depends(from_our_own_page)],
        middleware=[
            Middleware(AccessLog),
            Middleware(EveryAnswer, secure=settings.secure),
            Middleware(CompressedTimeline),
            Middleware(OnlyWhereTo),
            Middleware(InTheReadersLanguage),
            Middleware(SayingSorry, sorry=_sorry),
            Middleware(NotTooMuch, too_much=_too_much),
        ],
    )
    app.state.settings = settings
    app.state.database = kept
    app.state.rooms = Rooms(kept)
    app.state.drawings = Drawings()
    app.state.changes = Changes()
    app.state.pages = KeptPages()
    app.state.merged_before = MergedBefore()
    app.mount("/static", CachedFiles(directory=STATIC_DIR), name="static")
    for router in all_routers():
        app.include_router(router)
    _add_health(app, kept)
    _add_error_pages(app)
    return app


def _add_health(app: FastAPI, database: Database) -> None:
    @app.get("/healthz")
    def process_is_up() -> JSONResponse:
        return JSONResponse({"status": "ok"})

    @app.get("/readyz")
    def ready_for_work() -> JSONResponse:
        try:
            ready = answers(database) and database.is_current()
        except Exception:
            log.warning("the database does not answer")
            ready = False
        return JSONResponse({"status": "ok" if ready else "not ready"}, status_code=200 if ready else 503)


def _add_error_pages(app: FastAPI) -> None:
    @app.exception_handler(UserError)
    def say_what_is_wrong(request: Request, error: UserError) -> Response:
        status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 400)
        return error_page(request, status, in_reader_words(error))

    @app.exception_handler(HTTPException)
    def say_it_in_words(request: Request, error: HTTPException) -> Response:
        answer = error_page(request, error.status_code, gettext(SAID.get(error.status_code, SAID[400])))
        answer.headers.update(error.headers or {})
        return answer

    @app.exception_handler(RequestValidationError)
    def say_that_the_form_is_wrong(request: Request, error: RequestValidationError) -> Response:
        return error_page(request, 422, gettext(SAID[422]))


def error_page(request: Request, status: int, text: str, number: str = "") -> Response:
    """A page that says what is wrong and where to go next; a part of one for a request that swaps a part."""
    return page(
        request,
        "error.html",
        status=status,
        code=status,
        text=text,
        number=number,
        fragment="hx-request" in request.headers,
    )


def _sorry(error: Exception) -> Application:
    number = secrets.token_hex(4)
    frames = "".join(traceback.format_tb(error.__traceback__))
    # the message of an error may hold what somebody typed, so only its type and place are kept
    log.error("error %s: %s\n%s", number, type(error).__name__, frames)

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        page_of_error = error_page(Request(scope, receive), 500, gettext(SAID[500]), number=number)
        await page_of_error(scope, receive, send)

    return answer


async def _too_much(scope: Scope, receive: Receive, send: Send) -> None:
    answer = error_page(Request(scope, receive), 413, gettext(SAID[413]))
    await answer(scope, receive, send)
