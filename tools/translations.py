"""Keeps the words on screen complete in every language; Dutch, the source, stands in the code itself.

`python tools/translations.py check` says what is missing and ends with status 1; `update` brings the catalogues in line
with the code; `extract` writes all texts to build/messages.pot for who wants to translate elsewhere.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, TemplateSyntaxError, nodes

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from app.i18n import LANGUAGES, LOCALE_DIR  # noqa: E402 (found through the line above)
from app.rendering import environment  # noqa: E402

SOURCE = "nl"
PACKAGES = ("timeline", "analysis", "app")
TEMPLATES = ROOT / "templates"
FUNCTIONS = frozenset({"_", "N_", "gettext", "ngettext"})
NOT_PAGES = ("_styleguide.html",)
"""Templates with made-up content, which no reader of the product gets to see."""
OUTSIDE_WORDS = ("app/demo",)
"""Folders whose TOML files hold a case that somebody wrote, not words of the product."""
SAME_IN_EVERY_LANGUAGE = frozenset(
    {"Terugblik", "English", "Nederlands", "PDF", "Word", "Excel", "PowerPoint", "CSV", "JSON", "TimelineJS"}
)
SPOKEN_ATTRIBUTES = frozenset({"alt", "aria-label", "aria-description", "label", "placeholder", "title"})

LOOSE_ATTRIBUTE = re.compile(r'[\w-]+="[^"]*"')
"""An attribute in a macro of its own, which another macro puts inside a tag."""
PLACE = re.compile(r"%\((\w+)\)[sd]")
LETTERS = re.compile(r"[^\W\d_]{3,}")
Id = str | tuple[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """A text for people in the code: where, and in one form or in one for each number."""

    place: str
    message: Id


def texts() -> Iterator[Found]:
    """Every text for people in the code and the templates."""
    for path in files(ROOT, PACKAGES, "*.py"):
        yield from (Found(name_of(path), message) for message in in_python(path.read_text(encoding="utf-8")))
    for path in pages():
        yield from (Found(name_of(path), message) for message in in_template(path.read_text(encoding="utf-8")))


def in_python(source: str) -> Iterator[Id]:
    """The marked texts of a Python file."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and function_name(node.func) in FUNCTIONS:
            plural = function_name(node.func) == "ngettext"
            written = [one.value for one in node.args[: 1 + plural] if isinstance(one, ast.Constant)]
            if len(written) == 1 + plural and all(isinstance(one, str) and one for one in written):
                yield (written[0], written[1]) if plural else written[0]


def made_up_while_running(source: str) -> Iterator[str]:
    """Texts marked for translation that hold values already: no catalogue can have them."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and function_name(node.func) in FUNCTIONS and node.args:
            text = node.args[0]
            if isinstance(text, (ast.JoinedStr, ast.BinOp)):
                yield ast.unparse(text)


def in_template(source: str) -> Iterator[Id]:
    """The marked texts of a template, read exactly as the application reads it."""
    for _, function, message in environment().extract_translations(source):  # type: ignore[attr-defined]
        # beside the text stand its values, which have no words
        written = [one for one in ([message] if isinstance(message, str) else message) if one]
        if function == "ngettext" and len(written) == 2:
            yield (written[0], written[1])
        elif written:
            yield str(written[0])


def function_name(function: ast.expr) -> str:
    """What a called function is called."""
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""


def files(root: Path, folders: Iterable[str], pattern: str) -> list[Path]:
    """The files below these folders, in a fixed order."""
    return sorted(path for folder in folders for path in (root / folder).rglob(pattern))


def pages() -> list[Path]:
    """The templates that a reader can get to see."""
    return [path for path in files(ROOT, ["templates"], "*.html") if path.name not in NOT_PAGES]


def name_of(path: Path) -> str:
    """A file as one speaks of it."""
    return path.relative_to(ROOT).as_posix()


# The catalogues


def template_catalogue() -> Catalog:
    """All texts, without a translation."""
    made = Catalog(project="Terugblik", charset="utf-8")
    places: dict[Id, set[str]] = {}
    for found in texts():
        places.setdefault(found.message, set()).add(found.place)
    for message in sorted(places, key=lambda one: (min(places[one]), str(one))):
        flags = {"python-format"} if places_in(message) else set()
        made.add(message, locations=[(place, None) for place in sorted(places[message])], flags=flags)  # type: ignore[misc]
    return made


def translated_languages() -> list[str]:
    """The languages that have a catalogue: all but the source."""
    return [language for language in LANGUAGES if language != SOURCE]


def catalogue_path(language: str) -> Path:
    """Where the catalogue of a language stands."""
    return LOCALE_DIR / language / "LC_MESSAGES" / "messages.po"


def read_catalogue(language: str) -> Catalog:
    """The catalogue of a language; an empty one when there is none yet."""
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=language, project="Terugblik", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def write_catalogue(language: str, catalogue: Catalog) -> None:
    """Write a catalogue in a fixed order and without line numbers, so that a change shows only what changed."""
    path = catalogue_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=110, ignore_obsolete=True, include_lineno=False, sort_by_file=False)


def update(language: str) -> None:
    """Bring a catalogue in line with the code: new texts come in empty, texts that are gone are told and left out."""
    catalogue = read_catalogue(language)
    catalogue.update(template_catalogue(), no_fuzzy_matching=True, update_creation_date=False)
    for gone in catalogue.obsolete.values():
        print(f"{language}: no longer used: {shown(gone.id)} = {shown(gone.string)}")
    write_catalogue(language, catalogue)
    empty = sum(1 for message in catalogue if message.id and not is_translated(message))
    print(f"{language}: {len(catalogue)} texts, {empty} to translate, in {name_of(catalogue_path(language))}")


# What can be wrong


def problems() -> Iterator[str]:
    """Everything that keeps a reader from a page wholly in the own language, one line each."""
    wanted = template_catalogue()
    for language in translated_languages():
        yield from catalogue_problems(language, wanted, read_catalogue(language))
    yield from unmarked_texts()
    for path in files(ROOT, PACKAGES, "*.py"):
        made_up = made_up_while_running(path.read_text(encoding="utf-8"))
        yield from (f"{name_of(path)}: put values in by name, after translating: {shown(text)}" for text in made_up)
    for path in files(ROOT, PACKAGES, "*.toml"):
        if not name_of(path).startswith(OUTSIDE_WORDS):
            content = tomllib.loads(path.read_text(encoding="utf-8"))
            yield from (f"{name_of(path)}: {problem}" for problem in one_language_only(content))


def catalogue_problems(language: str, wanted: Catalog, there: Catalog) -> Iterator[str]:
    """What a catalogue lacks, has too much, or tells differently from the source."""
    for message in wanted:
        if not message.id:
            continue
        found = there.get(message.id if isinstance(message.id, str) else message.id[0])
        if found is None or found.id != message.id:
            yield f"{language}: missing: {shown(message.id)} ({message.locations[0][0]})"
        elif found.fuzzy:
            yield f"{language}: not certain (fuzzy): {shown(message.id)}"
        elif not is_translated(found):
            yield f"{language}: not translated: {shown(message.id)} ({message.locations[0][0]})"
        elif different := different_places(found):
            yield f"{language}: {different}: {shown(message.id)} = {shown(found.string)}"
    for message in there:
        if message.id and wanted.get(message.id if isinstance(message.id, str) else message.id[0]) is None:
            yield f"{language}: no longer used: {shown(message.id)}"
    yield from (f"{language}: no longer used: {shown(gone.id)}" for gone in there.obsolete.values())


def is_translated(message: Message) -> bool:
    """Whether every form of a text has words."""
    forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return bool(forms) and all(forms) and (isinstance(message.id, str) or len(forms) > 1)


def different_places(message: Message) -> str:
    """What is wrong with the places for values in a translation; empty when nothing is."""
    wanted = places_in(message.id)
    forms = [message.string] if isinstance(message.string, str) else list(message.string)
    for form in forms:
        # the form for one may leave the number out: "one file" beside "%(count)s files"
        lacking = wanted - places_in(form) - ({"num", "count", "number"} if len(forms) > 1 else set())
        unknown = places_in(form) - wanted
        if lacking or unknown:
            return "other places than the source (" + ", ".join(sorted(lacking | unknown)) + ")"
        if wanted and "%" in PLACE.sub("", form).replace("%%", ""):
            return "a percent sign that should be written twice"
    return ""


def places_in(text: Id) -> set[str]:
    """The names of the values that are filled in."""
    return set(PLACE.findall(text if isinstance(text, str) else " ".join(text)))


def shown(text: object) -> str:
    """A text short enough for a list."""
    whole = " | ".join(text) if isinstance(text, (tuple, list)) else str(text)
    return f"'{whole[:90]}…'" if len(whole) > 91 else f"'{whole}'"


def one_language_only(content: object, at: str = "") -> Iterator[str]:
    """The texts in a content file that some language lacks: `nl` beside `en`, `hint_nl` beside `hint_en`."""
    if isinstance(content, list):
        for number, part in enumerate(content, 1):
            yield from one_language_only(part, f"{at}[{number}]")
    if not isinstance(content, Mapping):
        return
    for key, value in content.items():
        stem, _, language = key.rpartition("_")
        if language in LANGUAGES and isinstance(value, str):
            others = [other for other in LANGUAGES if other != language] if value.strip() else []
            for other in others:
                if not str(content.get(f"{stem}_{other}" if stem else other, "")).strip():
                    yield f"no {other} for {at}.{key}".replace("for .", "for ")
        else:
            yield from one_language_only(value, f"{at}.{key}".lstrip("."))


# Words in a template that nobody marked


def unmarked_texts() -> Iterator[str]:
    """Words that stand in a template for people, but outside any mark: they would be Dutch for everyone."""
    for path in pages():
        source = path.read_text(encoding="utf-8")
        try:
            found = [*plain_words(source, environment()), *plain_constants(source, environment())]
        except TemplateSyntaxError as error:
            yield f"{name_of(path)}:{error.lineno}: {error.message}"
            continue
        yield from (f"{name_of(path)}: not marked for translation: {shown(words)}" for words in found)


def plain_words(source: str, made: Environment) -> list[str]:
    """Text and spoken attributes between the marked parts of a template."""
    page = []
    marked = False
    for _, kind, value in made.lex(source):
        if kind == "name" and value in {"trans", "body_class"}:
            marked = True
        elif kind == "name" and value in {"endtrans", "endblock"}:
            marked = False
        if kind == "data":
            page.append("" if marked else value)
        elif kind == "variable_begin":
            page.append("0")  # something stands here, and it is no word
    reader = PlainWords()
    reader.feed("".join(page))
    reader.close()
    return reader.found


class PlainWords(HTMLParser):
    """Collects what a reader would see or hear of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at the attributes that are spoken or shown."""
        self.silent += tag in {"script", "style"}
        for name, value in attrs:
            if name in SPOKEN_ATTRIBUTES:
                self.keep(value or "")

    def handle_endtag(self, tag: str) -> None:
        """Leave a part that nobody reads."""
        self.silent -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        """Look at a text."""
        if not self.silent:
            self.keep(data)

    def keep(self, text: str) -> None:
        """Keep a text that holds words of a language."""
        if set(LETTERS.findall(LOOSE_ATTRIBUTE.sub("", text))) - SAME_IN_EVERY_LANGUAGE:
            self.found.append(" ".join(text.split()))


def plain_constants(source: str, made: Environment) -> list[str]:
    """Sentences that a template hands to a macro without a mark."""
    found: list[str] = []

    def look(node: nodes.Node) -> None:
        if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in FUNCTIONS:
            return
        if isinstance(node, nodes.Const) and isinstance(node.value, str) and looks_like_a_sentence(node.value):
            found.append(node.value)
        for child in node.iter_child_nodes():
            look(child)

    look(made.parse(source))
    return found


def looks_like_a_sentence(text: str) -> bool:
    """Whether a text in the code of a template is meant for people: a capital and then small letters."""
    return re.match(r"[A-Z][^\W\d_]+(?:$|[ ,.:?!])", text) is not None and text not in SAME_IN_EVERY_LANGUAGE


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what is asked; 1 when the check finds something."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("task", choices=("extract", "update", "check"))
    task = parser.parse_args(arguments).task
    if task == "extract":
        path = ROOT / "build" / "messages.pot"
        path.parent.mkdir(exist_ok=True)
        with path.open("wb") as file:
            write_po(file, template_catalogue(), width=110, include_lineno=False)
        print(name_of(path))
    elif task == "update":
        for language in translated_languages():
            update(language)
    else:
        found = list(problems())
        print("\n".join(found) or f"translations: complete in {', '.join(LANGUAGES)}")
        return 1 if found else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
