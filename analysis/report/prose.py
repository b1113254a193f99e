"""The little Markdown that a facilitator may use in a report: paragraphs, bullets, bold and italic, no more.

The text is only ever taken apart into values. Each writer makes its own paragraphs from them, so no text
can become markup in any of the files.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_BULLET = re.compile(r"^\s{0,3}[-*•–]\s+(?=\S)")
_WORD = re.compile(r"\w")
_MARKS = re.compile(r"\*\*\*|\*\*|\*|_")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style; a line break inside a paragraph stands in it as `\\n`."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (one line of runs) or a list (one line of runs for each bullet)."""

    kind: Literal["paragraph", "bullets"]
    lines: tuple[tuple[Run, ...], ...]


def blocks(text: str) -> tuple[Block, ...]:
    """What somebody typed, as paragraphs and lists in the order in which they stand."""
    found: list[Block] = []
    paragraph: list[str] = []
    bullets: list[str] = []

    def close() -> None:
        if paragraph:
            found.append(Block("paragraph", (runs("\n".join(paragraph)),)))
            paragraph.clear()
        if bullets:
            found.append(Block("bullets", tuple(runs(bullet) for bullet in bullets)))
            bullets.clear()

    for line in text.split("\n"):
        bullet = _BULLET.match(line)
        if not line.strip():
            close()
        elif bullet:
            if paragraph:
                close()
            bullets.append(line[bullet.end() :].strip())
        elif bullets and line[:1].isspace():
            bullets[-1] += "\n" + line.strip()
        else:
            if bullets:
                close()
            paragraph.append(line.strip())
    close()
    return tuple(found)


def runs(text: str) -> tuple[Run, ...]:
    """One line of text in its styles; a mark without a partner is just a character."""
    marks = [(mark.start(), mark.group()) for mark in _MARKS.finditer(text)]
    closing = _partners(text, marks)
    made: list[Run] = []
    ends: dict[int, str] = {}
    styles: list[str] = []
    position = 0

    def add(piece: str) -> None:
        if piece:
            style = "".join(styles)
            made.append(Run(piece, bold="b" in style, italic="i" in style))

    for start, mark in marks:
        if start in ends:
            add(text[position:start])
            styles.remove(ends[start])
        elif start in closing:
            add(text[position:start])
            style = {"***": "bi", "**": "b"}.get(mark, "i")
            styles.append(style)
            ends[closing[start]] = style
        else:
            continue
        position = start + len(mark)
    add(text[position:])
    return tuple(made)


def _partners(text: str, marks: list[tuple[int, str]]) -> dict[int, int]:
    """For each mark that opens a style, the place of the mark that closes it; styles nest, they never cross."""
    partners: dict[int, int] = {}
    waiting: list[tuple[int, str]] = []
    for start, mark in marks:
        before, after = text[start - 1 : start], text[start + len(mark) : start + len(mark) + 1]
        opens = bool(after.strip()) and not _WORD.match(before)
        closes = bool(before.strip()) and not _WORD.match(after)
        opener = next((index for index in range(len(waiting) - 1, -1, -1) if waiting[index][1] == mark), None)
        if closes and opener is not None and waiting[opener][0] + len(mark) < start:
            partners[waiting[opener][0]] = start
            del waiting[opener:]
        elif opens and all(mark != other for _, other in waiting):
            waiting.append((start, mark))
    return partners
