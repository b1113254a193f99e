"""The report as JSON and back, and the number by which anyone can check that not one letter has changed.

The bytes are canonical: sorted keys, and nothing written that is empty. So a part that a later version adds leaves
the bytes and the checksum of the reports that were frozen before it as they are.
"""

from __future__ import annotations

import hashlib
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from functools import cache

import orjson

from analysis.report.document import ReportDocument, Value
from timeline.errors import N_, UserError

FORMAT = "terugblik-report"
VERSION = 1


class ReportNotReadable(UserError, ValueError):
    """The bytes are not a report that this version can read."""

    def __init__(self) -> None:
        super().__init__(N_("Dit is geen verslag dat we kunnen lezen. Vraag de procesbegeleider om een nieuw bestand."))


def to_json(document: ReportDocument) -> bytes:
    """The report as JSON; the same report always gives the same bytes."""
    return _bytes(document)


def from_json(content: bytes) -> ReportDocument:
    """The report that `to_json` wrote.

    Raises:
        ReportNotReadable: the bytes are no report, or one of a newer version.
    """
    try:
        envelope = orjson.loads(content)
        if not isinstance(envelope, dict) or (envelope.get("format"), envelope.get("version")) != (FORMAT, VERSION):
            raise ReportNotReadable
        del envelope["format"], envelope["version"]
        report = _read(ReportDocument, envelope)
    except (TypeError, ValueError) as error:
        raise ReportNotReadable from error
    return typing.cast("ReportDocument", report)


def checksum(document: ReportDocument) -> str:
    """The SHA-256 of the report without the checksum itself, as 64 characters."""
    bare = replace(document, head=replace(document.head, checksum=None))
    return hashlib.sha256(_bytes(bare)).hexdigest()


def sealed(document: ReportDocument) -> ReportDocument:
    """The report with its checksum in its head."""
    return replace(document, head=replace(document.head, checksum=checksum(document)))


def is_intact(document: ReportDocument) -> bool:
    """Whether the report is exactly what was sealed."""
    return document.head.checksum is not None and document.head.checksum == checksum(document)


def _bytes(document: ReportDocument) -> bytes:
    envelope = {"format": FORMAT, "version": VERSION, **typing.cast("dict[str, object]", _plain(document))}
    return orjson.dumps(envelope, option=orjson.OPT_SORT_KEYS)


def _plain(part: object) -> object:
    if isinstance(part, Value):
        shown = ((each, getattr(part, each.name)) for each in fields(part))
        return {each.name: _plain(value) for each, value in shown if value != _default(each)}
    if isinstance(part, tuple):
        return [_plain(each) for each in part]
    if isinstance(part, Mapping):
        return dict(part)
    return part


def _default(part: Field[typing.Any]) -> object:
    if part.default_factory is not MISSING:
        return part.default_factory()
    return part.default


@cache
def _types(kind: type) -> dict[str, typing.Any]:
    return typing.get_type_hints(kind)


def _read(kind: typing.Any, value: object) -> object:
    """A value of this kind from what JSON gave; anything that doesn't fit is refused."""
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if is_dataclass(kind) and isinstance(kind, type):
        if not isinstance(value, dict) or not set(value) <= set(_types(kind)):
            raise ReportNotReadable
        return kind(**{name: _read(_types(kind)[name], part) for name, part in value.items()})
    if origin is tuple and isinstance(value, list):
        return tuple(_read(inside[0], part) for part in value)
    if origin is types.UnionType:
        return None if value is None else _read(next(each for each in inside if each is not type(None)), value)
    if origin is typing.Literal and value in inside:
        return value
    if origin is Mapping and isinstance(value, dict) and all(isinstance(word, str) for word in value.values()):
        return value
    if kind in (str, int, bool) and type(value) is kind:
        return value
    raise ReportNotReadable
