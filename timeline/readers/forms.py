"""What sort of file it is: told by its content, never by its name."""

from __future__ import annotations

import json
import re
from typing import Literal

from timeline.readers import errors
from timeline.readers.encoding import decode
from timeline.readers.separated import is_separated

Form = Literal["xlsx", "ods", "docx", "csv", "text", "timelinejs", "timesketch", "case_json", "ics"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\x00", b"MM\x00*", b"<svg")
_ARCHIVES = (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")
_OTHERS = (b"\x7fELF", b"MZ\x90", b"SQLite format 3", b"ID3", b"OggS", b"!<arch>", b"<?xml")
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|table)\b", re.IGNORECASE)
_MAIL = re.compile(rb"^(?:mime-version|received|return-path|delivered-to|message-id):", re.IGNORECASE | re.M)
_CALENDAR = "BEGIN:VCALENDAR"
_TIMESKETCH = {"message", "datetime", "timestamp_desc"}


def form_of(content: bytes) -> Form:
    """Which of the forms that are read these bytes are.

    Raises:
        FileLocked: it is an Office file with a password.
        FileOfAnOlderSort: it is an Office file of a form that is not read.
        FileIsPdf, FileIsPicture, FileIsArchive, FileIsPage, FileIsMail: as their names say.
        FileOfAnotherSort: it is something else.
        FileDamaged: it begins as an Office file, or as JSON, and is broken.
        FileTooFull: it unpacks to more than a case file can be.
    """
    if content.startswith(_OLE):
        return _refuse_old_container(content)
    if content.startswith(_ZIP):
        return _form_of_package(content)
    start = content[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"{\\rtf"):
        raise errors.FileOfAnOlderSort
    if b"%PDF-" in start[:1024]:
        raise errors.FileIsPdf
    if start.startswith(_PICTURES) or start[4:8] == b"ftyp":
        raise errors.FileIsPicture
    if start.startswith(_ARCHIVES):
        raise errors.FileIsArchive
    if _PAGE.match(start) or (start.startswith(b"<?xml") and _PAGE.search(start)):
        raise errors.FileIsPage
    if start.startswith(_OTHERS):
        raise errors.FileOfAnotherSort
    if _MAIL.search(re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]):
        raise errors.FileIsMail
    return _form_of_text(decode(content)[0].lstrip("\ufeff \t\r\n"))


def _form_of_text(text: str) -> Form:
    if text[:20].upper().startswith(_CALENDAR):
        return "ics"
    if re.match(r"\{|\[\s*(?:[{\[\]\"]|$)", text):
        return _form_of_json(text)
    first = text.partition("\n")[0]
    if {name.strip(" \"'\r").lower() for name in first.split(",")} >= _TIMESKETCH:
        return "csv"
    return "csv" if is_separated(text) else "text"


def _form_of_json(text: str) -> Form:
    """Which program wrote this JSON.

    Raises:
        FileDamaged: it is no JSON.
        FileOfAnotherSort: it is JSON of something else.
    """
    try:
        whole = json.loads(text)
    except RecursionError as deep:
        raise errors.FileTooFull from deep
    except ValueError as broken:
        if _is_timesketch(text.partition("\n")[0]):
            return "timesketch"
        raise errors.FileDamaged from broken
    if not isinstance(whole, dict):
        raise errors.FileOfAnotherSort
    if whole.get("format") == "terugblik-case":
        return "case_json"
    older = whole.get("timeline")
    if isinstance(whole.get("events"), list) or (isinstance(older, dict) and isinstance(older.get("date"), list)):
        return "timelinejs"
    if {"message", "datetime"} <= whole.keys():
        return "timesketch"
    raise errors.FileOfAnotherSort


def _is_timesketch(line: str) -> bool:
    """Whether a line is one event of Timesketch: a JSON object with a message and a moment."""
    try:
        event = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(event, dict) and {"message", "datetime"} <= event.keys()


def _form_of_package(content: bytes) -> Form:
    from timeline.readers.package import Package

    package = Package(content)
    if "xl/workbook.xml" in package.names:
        return "xlsx"
    if "word/document.xml" in package.names:
        return "docx"
    if "content.xml" in package.names:
        if "mimetype" in package.names and b"opendocument.spreadsheet" in package.part("mimetype"):
            return "ods"
        raise errors.FileOfAnOlderSort
    if "xl/workbook.bin" in package.names:
        raise errors.FileOfAnOlderSort
    raise errors.FileIsArchive


def _refuse_old_container(content: bytes) -> Form:
    """Say what is in the container of the older Office forms; it is never read.

    Raises:
        FileLocked: a newer document with a password is wrapped in it.
        FileIsMail: it is a message saved by Outlook.
        FileOfAnOlderSort: it is an .xls, .doc or the like.
    """
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise errors.FileLocked
    if "__substg1.0_".encode("utf-16-le") in content:
        raise errors.FileIsMail
    raise errors.FileOfAnOlderSort
