"""The inside of an Excel or Word file, which is a zip with XML: opened with limits, and refused when it holds traps."""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from timeline.readers import limits
from timeline.readers.errors import FileDamaged, FileLocked, FileTooFull, FileUnsafe

_CHUNK = 1 << 16
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, KeyError, ValueError, EOFError, OSError),
    *(OverflowError, RuntimeError),  # of which NotImplementedError, for ways of packing that nobody uses, is one
)
"""What the library for zips raises on broken ones."""


class Package:
    """The parts of an Excel or Word file.

    Raises:
        FileDamaged: it is no whole zip.
        FileLocked: its parts are encrypted.
        FileTooFull: it holds too many parts.
    """

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            entries = self._zip.infolist()
        except _BROKEN as broken:
            raise FileDamaged from broken
        if len(entries) > limits.MAX_PARTS:
            raise FileTooFull
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise FileLocked
        self.names = frozenset(entry.filename for entry in entries)
        if len(self.names) < len(entries):
            raise FileDamaged  # two parts of one name: what one program shows another does not
        self._unpacked: dict[str, bytes] = {}
        self._total = 0

    def part(self, name: str) -> bytes:
        """One part, unpacked; counting while unpacking, because the sizes that a zip states may lie.

        Raises:
            FileDamaged: the part is missing or broken.
            FileTooFull: all parts together unpack to too much.
        """
        if name not in self._unpacked:
            self._unpacked[name] = b"".join(self._chunks(name))
        return self._unpacked[name]

    def check(self) -> None:
        """Unpack everything once, and refuse XML with a document type or entities before any parser sees it.

        Raises:
            FileUnsafe: a part declares a document type or entities, or is not UTF-8 so that it could hide them.
            FileDamaged, FileTooFull: as `part`.
        """
        for name in self.names:
            if name.endswith((".xml", ".rels", ".vml")):
                _refuse_traps(self.part(name))
            else:
                for _ in self._chunks(name):
                    pass

    def tree(self, name: str) -> etree._Element:
        """One part as an XML tree.

        Raises:
            FileDamaged: it is no XML.
        """
        try:
            return etree.fromstring(self.part(name), etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError as broken:
            raise FileDamaged from broken

    def elements(self, name: str, *tags: str) -> Iterator[etree._Element]:
        """The elements with these local names in a part, one by one, without keeping the tree.

        Raises:
            FileDamaged: it is no XML.
        """
        walk = etree.iterparse(
            io.BytesIO(self.part(name)),
            events=("end",),
            tag=[f"{{*}}{tag}" for tag in tags],
            resolve_entities=False,
            no_network=True,
            huge_tree=True,  # a cell of ten million characters is cut, not refused; what it all unpacks to is limited
        )
        try:
            for _, element in walk:
                yield element
                element.clear()
        except etree.XMLSyntaxError as broken:
            raise FileDamaged from broken

    def _chunks(self, name: str) -> Iterator[bytes]:
        try:
            with self._zip.open(name) as part:
                while chunk := part.read(_CHUNK):
                    self._total += len(chunk)
                    if self._total > limits.MAX_UNPACKED_BYTES:
                        raise FileTooFull
                    yield chunk
        except _BROKEN as broken:
            raise FileDamaged from broken


def _refuse_traps(part: bytes) -> None:
    if b"\x00" in part or re.search(rb"<!(?:DOCTYPE|ENTITY)", part, re.IGNORECASE):
        raise FileUnsafe
    declared = re.match(rb"\s*(?:\xef\xbb\xbf)?<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"']{1,40})", part)
    if declared and declared[1].lower() not in {b"utf-8", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"}:
        raise FileUnsafe
