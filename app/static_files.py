"""Our own files as browsers get them: packed and compressed once, kept for a year if their address holds their mark."""

from __future__ import annotations

import gzip
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from mimetypes import guess_type
from pathlib import Path

import anyio
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.staticfiles import NotModifiedResponse
from starlette.types import Scope

from app.assets import MARK, STATIC_DIR, mark
from app.compression import takes_gzip
from app.packed import packed

TEXT = frozenset({".js", ".css", ".svg", ".json", ".webmanifest", ".txt"})
OURS = frozenset({STATIC_DIR / "js", STATIC_DIR / "css"})
"""Where the scripts and style sheets lie that pages name: these are packed."""
LEAST = 1_000
"""Bytes below which compressing brings nothing."""
PARTLY = frozenset({"range", "if-range", "if-none-match", "if-modified-since"})
"""Who asks with these may get a part of a file, or the word that it is still the same."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A file of ours that is kept in memory as it was sent: opening it costs more than sending it."""

    body: bytes
    headers: Mapping[str, str]

    def answer(self) -> Response:
        """The same answer once more."""
        return Response(self.body, headers=dict(self.headers))


async def _whole(answer: Response) -> Whole:
    body = await anyio.Path(answer.path).read_bytes() if isinstance(answer, FileResponse) else bytes(answer.body)
    return Whole(body, {name: value for name, value in answer.headers.items() if name != "content-length"})


class CachedFiles(StaticFiles):
    """Our own files; an address with a mark may be kept for a year."""

    def __init__(self, directory: Path) -> None:
        super().__init__(directory=directory)
        self._sent: dict[tuple[str, bool], Whole] = {}

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer a request; a mark that is not (or no longer) ours gives the file as it is now, not to be kept."""
        first, _, rest = path.replace(os.sep, "/").partition("/")
        is_ours = first == mark()
        headers = Headers(scope=scope)
        is_plain = is_ours and scope["method"] == "GET" and PARTLY.isdisjoint(headers)
        key = (rest, takes_gzip(headers))
        if is_plain and (whole := self._sent.get(key)):
            return whole.answer()
        answer = await super().get_response(rest if MARK.fullmatch(first) else path, scope)
        if answer.status_code in {200, 304}:
            answer.headers["Cache-Control"] = "public, max-age=31536000, immutable" if is_ours else "no-cache"
        if is_plain and answer.status_code == 200:
            self._sent[key] = await _whole(answer)
        return answer

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """Answer one request for a file that is there."""
        path = Path(full_path)
        if path.parent in OURS:
            answer = _packed_answer(path)
            if self.is_not_modified(answer.headers, Headers(scope=scope)):
                return NotModifiedResponse(answer.headers)
        else:
            answer = super().file_response(full_path, stat_result, scope, status_code)
        small = compressed(path, stat_result.st_mtime)
        if small is not None:
            answer.headers["Vary"] = "Accept-Encoding"
            if answer.status_code == 200 and takes_gzip(Headers(scope=scope)):
                # the same file in another coating, so its mark is a weak one
                marks = {name: answer.headers[name] for name in ("last-modified", "vary") if name in answer.headers}
                marks |= {"etag": f"W/{answer.headers['etag']}", "content-encoding": "gzip"}
                answer = Response(small, media_type=answer.media_type, headers=marks)
        return answer


def _packed_answer(path: Path) -> Response:
    """What it holds comes from several files: no date of one of them tells whether it changed, the mark of all does."""
    return Response(packed(path), media_type=guess_type(path.name)[0], headers={"etag": f'"{mark()}"'})


@lru_cache(maxsize=256)
def compressed(path: Path, changed: float) -> bytes | None:
    """A file of ours, as small as it gets; None when that brings nothing."""
    if path.suffix not in TEXT:
        return None
    whole = packed(path) if path.parent in OURS else path.read_bytes()
    small = gzip.compress(whole, 9, mtime=0)
    return small if len(whole) >= LEAST and len(small) < len(whole) else None
