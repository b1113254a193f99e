"""Pages that were made before and are handed out again, compressed already.

Every answer has a token of its own, so a page is kept in pieces with room for the token between them. Each piece is
compressed up to a whole byte (a flush, RFC 1951), so that pieces can be laid after each other as one stream of gzip
(RFC 1952). A piece may repeat what stands in those before it, but nothing of a token, as there are no such bytes in it.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from secrets import token_hex
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from app.compression import takes_gzip
from app.csrf import TOKEN_LENGTH
from app.i18n import language
from app.kept import Kept
from app.messages import COOKIE
from app.rendering import fill, page, token_of

KEPT_BYTES = 16 * 1024 * 1024
"""How much memory all pages that are kept may take."""
PLACE_OF_TOKEN = token_hex(32)
"""What stands in a template's text where the token comes; nobody can guess it and type it into a case."""
LEVEL = 9
"""As small as it goes: a page is compressed once."""
_RAW = -zlib.MAX_WBITS
_WINDOW = 1 << zlib.MAX_WBITS
_GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page with room for its token: its pieces as text, and the same pieces compressed."""

    pieces: tuple[bytes, ...]
    packed: tuple[bytes, ...]

    @classmethod
    def of(cls, text: str) -> KeptPage:
        """A page of this text, in which `PLACE_OF_TOKEN` stands where its token comes."""
        pieces = tuple(text.replace("\0", "\ufffd").encode().split(PLACE_OF_TOKEN.encode()))
        before, packed = b"", []
        for piece in pieces:
            packed.append(_packed(piece, before))
            before = (before + piece + bytes(TOKEN_LENGTH))[-_WINDOW:]
        return cls(pieces, tuple(packed))

    @property
    def size(self) -> int:
        """How many bytes of memory it takes."""
        return sum(map(len, self.pieces)) + sum(map(len, self.packed))

    def plain(self, token: str) -> bytes:
        """The page with this token."""
        return token.encode().join(self.pieces)

    def gzipped(self, token: str) -> bytes:
        """The same as one stream of gzip; the token has `csrf.TOKEN_LENGTH` signs."""
        whole = self.plain(token)
        end = zlib.compressobj(LEVEL, zlib.DEFLATED, _RAW).flush()
        check = struct.pack("<II", zlib.crc32(whole), len(whole) & 0xFFFFFFFF)
        return b"".join((_GZIP_HEAD, _packed(token.encode()).join(self.packed), end, check))


class KeptPages(Kept[KeptPage]):
    """The pages that are kept, for one process."""

    def __init__(self) -> None:
        super().__init__(lambda page: page.size, most=KEPT_BYTES)


def kept_page(
    request: Request, template: str, follows_from: Hashable, context: Callable[[], dict[str, Any]]
) -> HTMLResponse:
    """Answer with this template as it was made before, if all that it follows from is the same; else with a new one.

    `follows_from` holds every value that comes into the page but for who asks, which is added here: nobody ever gets a
    page that was made for somebody else.
    """
    if COOKIE in request.cookies:  # a message to say once
        return page(request, template, **context())
    actor = getattr(request.state, "actor", None)
    who = (actor.id, actor.name, actor.role, actor.organisation_name) if actor else None
    pages: KeptPages = request.app.state.pages
    key = (template, language(), who, request.url.path, follows_from)
    kept = pages.of(key, lambda: KeptPage.of(fill(request, template, PLACE_OF_TOKEN, context())))
    token, more = token_of(request), {"Vary": "Accept-Encoding"}
    if takes_gzip(request.headers):
        return HTMLResponse(kept.gzipped(token), headers=more | {"Content-Encoding": "gzip"})
    return HTMLResponse(kept.plain(token), headers=more)


def _packed(piece: bytes, before: bytes = b"") -> bytes:
    """A piece up to a whole byte, with what stands before it to repeat from."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, _RAW, zdict=before)
    return packer.compress(piece) + packer.flush(zlib.Z_SYNC_FLUSH)
