"""Templates to pages: one environment, with the words, dates and addresses that every page needs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import Any

from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_decimal
from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from app.access import Actor
from app.assets import asset
from app.content_policy import FIRST_VIEW
from app.csrf import hidden_field, token_for
from app.database import ROOT
from app.days import ZONE
from app.i18n import N_, gettext, language, ngettext
from app.icons import icon_lines
from app.messages import COOKIE, message_of
from timeline.dates import EventDate, as_told
from timeline.kinds import kinds


def page(request: Request, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """Answer with this template; `context` adds to what every page has (see templates/base.html)."""
    body = render(request, template, **context)
    response = HTMLResponse(body, status_code=status)
    if COOKIE in request.cookies and "<html" in body[:200]:
        response.delete_cookie(COOKIE)
    return response


def render(request: Request, template: str, **context: Any) -> str:
    """The template as text."""
    return fill(request, template, token_of(request), context)


def token_of(request: Request) -> str:
    """What the forms of this answer hold to show that they are ours."""
    actor: Actor | None = getattr(request.state, "actor", None)
    return token_for(request.app.state.settings.secret_key, actor.sign_in_id if actor else None)


def fill(request: Request, template: str, token: str, context: dict[str, Any]) -> str:
    """The template as text, with this token in its forms."""
    return (
        environment()
        .get_template(template)
        .render(
            {
                "actor": getattr(request.state, "actor", None),
                "case": None,
                "phases": [],
                "nav": [],
                "now_asked": None,
                "message": message_of(request),
                "lang": language(),
                "csrf_field": lambda: hidden_field(token),
                "path": request.url.path,
                "request": request,
            }
            | context
        )
    )


@cache
def environment() -> Environment:
    """The template environment; made once."""
    made = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    made.policies["ext.i18n.trimmed"] = True  # how a text is wrapped in a template is no part of it
    made.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(
        asset=asset, first_view=FIRST_VIEW, icon_lines=icon_lines, kind_name=kind_name, role_name=role_name, kinds=kinds
    )
    made.filters.update(
        in_words=date_in_words,
        day=day,
        moment=moment,
        clock=clock,
        number=number,
        iso=lambda value: value.isoformat(),
        lines=lines,
        trusted_css=trusted_css,
    )
    return made


ROLE_NAMES = {
    "facilitator": N_("procesbegeleider"),
    "contact": N_("contactpersoon"),
    "participant": N_("deelnemer"),
    "reader": N_("lezer"),
    "beamer": N_("beamer"),
    "administrator": N_("beheerder"),
}


def role_name(role: str) -> str:
    """What a role is called, in the reader's language."""
    return gettext(ROLE_NAMES[role])


def kind_name(kind: str) -> str:
    """What a kind of event is called, in the reader's language."""
    found = kinds().get(kind) or kinds()["other"]
    return found.word(language())


def date_in_words(when: EventDate) -> str:
    """A date of an event as a person would write it; with the words that stand there when they were not understood."""
    return as_told(when, language=language())


def day(value: date | datetime | None) -> str:
    """A day: "14 maart 2021"."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(ZONE).date()
    return format_date(value, "d MMMM y", locale=language())


def moment(value: datetime | None) -> str:
    """A day and time on the clock here: "14 maart 2021, 15:02"."""
    return "" if value is None else format_datetime(value.astimezone(ZONE), "d MMMM y, HH:mm", locale=language())


def clock(value: datetime | None) -> str:
    """A time on the clock here: "15:02"."""
    return "" if value is None else format_time(value.astimezone(ZONE), "HH:mm", locale=language())


def number(value: int) -> str:
    """A whole number as people read it: "50.000" in Dutch."""
    return format_decimal(value, locale=language())


def trusted_css(css: str) -> Markup:
    """Our own stylesheet, to stand inside a page; it comes from a file of ours, never from what somebody typed."""
    return Markup(css.replace("</", "<\\/"))  # noqa: S704


def lines(text: str) -> Iterable[str]:
    """The paragraphs of a text, without the empty ones."""
    return [line for line in (part.strip() for part in text.splitlines()) if line]
