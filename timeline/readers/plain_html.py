"""What a reader sees of a text with HTML in it: no tags, no scripts, and line breaks where the page has them."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from timeline.readers import limits
from timeline.text import clean_text

_NOT_SHOWN = frozenset({"script", "style", "template", "noscript", "head", "title", "iframe", "textarea", "select"})
_BLOCKS = frozenset({"p", "div", "li", "ul", "ol", "tr", "table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"})
_MARKUP = re.compile(r"</?[a-z][^<>]{0,200}>|&(?:[a-z]{2,8}|#\d{1,6}|#x[0-9a-f]{1,5});", re.IGNORECASE)
_BREAK = "\x1e"  # stands for a line break of the page; no clean text holds it


def plain_text(html: str) -> str:
    """The text of a piece of HTML, as one reads it on a page."""
    written = clean_text(html[: limits.MAX_CELL_CHARS])
    if not looks_like_html(written):
        return written.strip()
    shown = _Shown()
    parser = etree.HTMLParser(target=shown, encoding="utf-8", recover=True, no_network=True)
    try:
        parser.feed(f"<div>{written}</div>".encode())
        parser.close()
    except etree.LxmlError:
        return written.strip()
    lines = (" ".join(line.split()) for line in "".join(shown.parts).split(_BREAK))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def looks_like_html(text: str) -> bool:
    """Whether there is markup in a text that may as well be plain."""
    return _MARKUP.search(text) is not None


class _Shown:
    """Collects what is shown, while the parser goes through the tags."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.hidden = 0

    def start(self, tag: str, _attributes: Any) -> None:
        """Begin something that is not shown, or a new line."""
        self.hidden += tag in _NOT_SHOWN
        if tag == "br":
            self.parts.append(_BREAK)
        elif tag in _BLOCKS:
            self._new_line()

    def end(self, tag: str) -> None:
        """End something that is not shown, or a block."""
        self.hidden -= tag in _NOT_SHOWN
        if tag in _BLOCKS:
            self._new_line()

    def data(self, text: str) -> None:
        """Keep a piece of text that is shown."""
        if not self.hidden:
            self.parts.append(text)

    def close(self) -> None:
        """There is nothing to hand over: the parts are kept."""

    def _new_line(self) -> None:
        if self.parts and self.parts[-1] != _BREAK:
            self.parts.append(_BREAK)
