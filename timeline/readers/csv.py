"""Read a CSV file: whatever its encoding, its separator and its way of quoting, and say which were found."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from timeline.errors import N_
from timeline.readers import limits
from timeline.readers.errors import FileOfAnotherSort
from timeline.readers.grid import Budget, Line, Table, Tables
from timeline.readers.result import Remark

SEPARATORS = (";", ",", "\t", "|")
_SEPARATOR_REMARKS = {
    ",": N_("De kolommen zijn gescheiden door een komma."),
    "\t": N_("De kolommen zijn gescheiden door een tab."),
    "|": N_("De kolommen zijn gescheiden door een staande streep."),
}
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SAMPLE_LINES = 200
_STRANGE = re.compile(r"[\x00-\x08\x0e-\x1f]")

# the apostrophe that a spreadsheet, or our own export, puts before what would run as a formula
_GUARD = re.compile("^'(?=[=+\\-@\t\r\n＝＋－＠])")


def read_csv(content: bytes) -> Tables:
    """Read a CSV file.

    Raises:
        FileNotReadable: it is no text, or more than a timeline can be.
    """
    text, encoding = _decode(content)
    remarks = []
    if encoding != "UTF-8":
        remarks.append(
            Remark(
                N_("De letters zijn gelezen als %(encoding)s. Kijk of accenten kloppen."),
                {"encoding": encoding},
            )
        )
    if _STRANGE.search(text):
        remarks.append(Remark(N_("In het bestand staan tekens die niets betekenen. Die zijn weggelaten.")))
    body, first_line, declared = _without_declaration(text)
    separator = declared or _separator(body)
    if separator != ";":
        remarks.append(Remark(_SEPARATOR_REMARKS[separator]))
    try:
        lines = tuple(_lines(body, separator, first_line, quoted=True))
    except csv.Error:
        lines = tuple(_lines(body, separator, first_line, quoted=False))
        remarks.append(Remark(N_("De aanhalingstekens kloppen niet. Elke regel is gelezen zoals hij er staat.")))
    return Tables("csv", (Table("", lines),), tuple(remarks))


def _decode(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding: a byte order mark, else UTF-8, else what Windows writes here.

    Raises:
        FileOfAnotherSort: the bytes are no text.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _decoded(content, encoding), "UTF-8" if encoding == "utf-8-sig" else "UTF-16"
    start = content[:4096]
    for zeros, encoding in ((start[::2].count(0), "utf-16-be"), (start[1::2].count(0), "utf-16-le")):
        if zeros > len(start) / 6:
            return _decoded(content, encoding), "UTF-16"
    try:
        return _checked(content.decode("utf-8")), "UTF-8"
    except UnicodeDecodeError:
        return _decoded(content, "cp1252"), "Windows-1252"


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return _checked(content.decode(encoding))
    except UnicodeDecodeError as broken:
        raise FileOfAnotherSort from broken


def _checked(text: str) -> str:
    """Refuse what decodes but is no text: more than a stray control character."""
    if len(_STRANGE.findall(text)) > 5 + len(text) // 1000:
        raise FileOfAnotherSort
    return text


def _without_declaration(text: str) -> tuple[str, int, str]:
    """The text without the line "sep=;" that some programs put first, the number of its first line, the separator."""
    declared = re.match(r"sep=(.)\r?\n", text)
    if declared and declared[1] in SEPARATORS:
        return text[declared.end() :], 2, declared[1]
    return text, 1, ""


def _separator(text: str) -> str:
    """The separator that gives the same number of columns on most lines, and more than one."""
    sample = "".join(text.splitlines(keepends=True)[:_SAMPLE_LINES])
    best, strength = SEPARATORS[0], (0.0, 0)
    for separator in SEPARATORS:
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(sample), delimiter=separator) if row]
        except csv.Error:
            continue
        width, count = Counter(widths).most_common(1)[0] if widths else (1, 0)
        fit = (count / len(widths) if width > 1 else 0.0, width)
        if fit > strength:
            best, strength = separator, fit
    return best


def _lines(text: str, separator: str, first_line: int, *, quoted: bool) -> Iterator[Line]:
    budget = Budget()
    csv.field_size_limit(limits.MAX_TEXT_CHARS)
    source = io.StringIO(text, newline="")
    if quoted:
        reader = csv.reader(source, delimiter=separator, strict=True)
    else:
        reader = csv.reader(source, delimiter=separator, quoting=csv.QUOTE_NONE)
    number = first_line
    for row in reader:
        budget.row(len(row))
        yield Line(number, f"regel {number}", tuple(budget.cell(_GUARD.sub("", value)) for value in row))
        number = first_line + reader.line_num
