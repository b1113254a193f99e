"""The words of a Word file: what a reader sees of a paragraph, and whether it is a heading or an item of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from timeline.readers import limits
from timeline.readers.errors import FileTooFull
from timeline.readers.package import Package
from timeline.readers.pieces import PLAIN, Form

LEFT_OUT = {
    *("del", "moveFrom", "delText", "instrText", "drawing", "pict", "object", "Fallback"),
    *("pPr", "rPr", "tcPr", "trPr", "tblPr", "sdtPr", "footnoteReference", "endnoteReference", "commentReference"),
}
"""Elements whose text nobody sees in the table itself."""
_ON = {None, "1", "true", "on"}


class Styles:
    """What the styles of a document say of its paragraphs: the level of a heading, or the depth in a list."""

    def __init__(self, package: Package) -> None:
        self._forms: dict[str, Form] = {}
        if "word/styles.xml" not in package.names:
            return
        based: dict[str, str] = {}
        for style in package.tree("word/styles.xml").iterfind("{*}style"):
            name = _attribute(style, "styleId")
            self._forms[name] = _by_name(_child_value(style, "name"), _form(style.find("{*}pPr")))
            based[name] = _child_value(style, "basedOn")
        for name, parent in based.items():
            if self._forms[name] == PLAIN and parent in self._forms:
                self._forms[name] = self._forms[parent]

    def form_of(self, paragraph: etree._Element) -> Form:
        """What this paragraph is: by its own marks, else by its style."""
        properties = paragraph.find("{*}pPr")
        own = _form(properties)
        if own != PLAIN or properties is None:
            return own
        return self._forms.get(_child_value(properties, "pStyle"), PLAIN)


def _form(properties: etree._Element | None) -> Form:
    if properties is None:
        return PLAIN
    outline = _whole(_child_value(properties, "outlineLvl"))
    if outline is not None and outline < 9:
        return Form(heading=outline + 1)
    numbered = properties.find("{*}numPr")
    if numbered is not None and _child_value(numbered, "numId") != "0":
        return Form(level=1 + min(_whole(_child_value(numbered, "ilvl")) or 0, 8))
    return PLAIN


def _by_name(name: str, form: Form) -> Form:
    """The form of a style that Word itself knows by name, in whatever language the program is."""
    if form != PLAIN:
        return form
    heading = re.fullmatch(r"(?:heading|kop) ([1-9])", name, re.IGNORECASE)
    if heading or name.casefold() in {"title", "titel"}:
        return Form(heading=int(heading[1]) if heading else 1)
    if re.match(r"list(?! continue)|lijst", name, re.IGNORECASE):
        return Form(level=1)
    return PLAIN


def _whole(digits: str) -> int | None:
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 4 else None


def _child_value(element: etree._Element, name: str) -> str:
    child = element.find(f"{{*}}{name}")
    return (value_of(child) or "") if child is not None else ""


def _attribute(element: etree._Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith("}" + name)), "")


def text_of(element: etree._Element, depth: int = 0) -> Iterator[str]:
    """The text of a paragraph as a reader sees it, bit by bit; a tab stays one."""
    if depth > limits.MAX_DEPTH:
        raise FileTooFull
    for child in element:
        name = name_of(child)
        if name in LEFT_OUT or name == "p" or (name == "r" and _is_hidden(child)):
            continue
        if name == "t":
            yield child.text or ""
        elif name == "tab":
            yield "\t"
        elif name in {"br", "cr"}:
            yield "\n"
        elif name == "noBreakHyphen":
            yield "-"
        else:
            yield from text_of(child, depth + 1)


def _is_hidden(run: etree._Element) -> bool:
    properties = run.find("{*}rPr")
    return properties is not None and any(is_on(mark) for mark in properties.iterfind("{*}vanish"))


def is_on(mark: etree._Element) -> bool:
    """Whether a mark such as "hidden" is on; one without a value is."""
    return value_of(mark) in _ON


def value_of(element: etree._Element) -> str | None:
    """The value of a mark."""
    return next((value for key, value in element.attrib.items() if str(key).endswith("}val")), None)


def name_of(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
