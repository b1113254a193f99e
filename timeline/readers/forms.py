"""What sort of file it is: told by its content, never by its name."""

from __future__ import annotations

from typing import Literal

from timeline.readers.errors import FileLocked, FileOfAnOlderSort, FileOfAnotherSort
from timeline.readers.package import Package

Form = Literal["xlsx", "docx", "csv"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OTHERS = (
    *(b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\x00", b"MM\x00*", b"\x1f\x8b", b"7z\xbc\xaf"),
    *(b"Rar!", b"\x7fELF", b"SQLite format 3", b"ID3", b"OggS", b"BEGIN:VCALENDAR", b"!<arch>"),
)
_TEXT_OF_OTHER_SORTS = (b"<!doctype", b"<html", b"<?xml", b"<svg", b"{", b"[", b"mime-version")


def form_of(content: bytes) -> Form:
    """Whether the bytes are an Excel, Word or CSV file.

    Raises:
        FileLocked: it is an Office file with a password.
        FileOfAnOlderSort: it is an Office file of a form that is not read.
        FileOfAnotherSort: it is something else.
        FileDamaged: it begins as an Office file and is broken.
        FileTooFull: it unpacks to more than a case file can be.
    """
    if content.startswith(_OLE):
        # A document with a password is wrapped in the container of the old forms.
        encrypted = "EncryptedPackage".encode("utf-16-le") in content
        raise FileLocked if encrypted else FileOfAnOlderSort
    if content.startswith(_ZIP):
        return _form_of_package(Package(content))
    start = content[:4096]
    if start.lstrip().startswith(b"{\\rtf"):
        raise FileOfAnOlderSort
    if start.startswith(_OTHERS) or start[4:8] == b"ftyp" or start.lstrip().lower().startswith(_TEXT_OF_OTHER_SORTS):
        raise FileOfAnotherSort
    return "csv"


def _form_of_package(package: Package) -> Form:
    if "xl/workbook.xml" in package.names:
        return "xlsx"
    if "word/document.xml" in package.names:
        return "docx"
    if {"xl/workbook.bin", "content.xml"} & package.names:
        raise FileOfAnOlderSort
    raise FileOfAnotherSort
