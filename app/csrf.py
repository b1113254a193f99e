"""A write is only taken from our own pages.

A browser says where a request comes from (`Sec-Fetch-Site`, else `Origin`); for one that says neither, the form must
carry a token that belongs to the signed-in browser.
"""

from __future__ import annotations

import hmac
from secrets import token_hex

from fastapi import Request
from markupsafe import Markup

from app.identity.secrets import keyed_hash
from timeline.errors import N_, UserError

SAFE = {"GET", "HEAD", "OPTIONS"}
FIELD = "csrf_token"
HEADER = "x-csrf-token"
NONCE_LENGTH = 32
TOKEN_LENGTH = NONCE_LENGTH + 64


class FromElsewhere(UserError):
    """The request did not come from one of our pages."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Dit verzoek kwam niet van een pagina van Terugblik. "
                "Ga terug, laad de pagina opnieuw en probeer het weer."
            )
        )


def token_for(key: str, sign_in_id: str | None, *, nonce: str | None = None) -> str:
    """A token for the forms of this signed-in browser, another one in every answer.

    An answer that is sent compressed must hold no secret that stays the same: its size would give it away, piece by
    piece (BREACH, Gluck, Harris and Prado 2013).
    """
    fresh = nonce if nonce is not None else token_hex(NONCE_LENGTH // 2)
    return fresh + keyed_hash(key, "csrf", f"{fresh}|{sign_in_id or 'anonymous'}")


def hidden_field(token: str) -> Markup:
    """The hidden form field with the token."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, token)


async def from_our_own_page(request: Request) -> None:
    """Refuse an unsafe request that does not come from our own pages.

    Raises:
        FromElsewhere: it comes from another site, or says nothing and has no token.
    """
    if request.method in SAFE:
        return
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        if site != "same-origin":
            raise FromElsewhere
        return
    origin = request.headers.get("origin")
    if origin not in {None, "null"}:
        if origin != f"{request.url.scheme}://{request.headers.get('host', '')}" and origin != _base(request):
            raise FromElsewhere
        return
    actor = getattr(request.state, "actor", None)
    given = request.headers.get(HEADER) or str((await request.form()).get(FIELD, ""))
    sign_in_id = actor.sign_in_id if actor else None
    expected = token_for(request.app.state.settings.secret_key, sign_in_id, nonce=given[:NONCE_LENGTH])
    if not hmac.compare_digest(given.encode(), expected.encode()):
        raise FromElsewhere


def _base(request: Request) -> str:
    return str(request.app.state.settings.base_url)
