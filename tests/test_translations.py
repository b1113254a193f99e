"""Every reader gets a page wholly in the own language: the catalogues are complete, and the check notices if not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from fastapi.routing import APIRoute
from jinja2 import Environment

from app.i18n import gettext, ngettext, use_language
from app.pages import all_routers
from app.rendering import environment
from tests.factories import World
from tests.http import browser_for
from timeline.models import Phase
from tools import translations

NL, EN = "nl", "en"


@pytest.fixture
def in_english() -> Iterator[None]:
    use_language(EN)
    yield
    use_language(NL)


# The catalogues are complete


def test_every_text_is_translated_and_nothing_stands_in_one_language_only():
    assert list(translations.problems()) == []


def test_the_catalogue_is_written_as_the_tool_writes_it(tmp_path, monkeypatch):
    """So that an update after a change shows that change and nothing else."""
    before = translations.catalogue_path(EN).read_bytes()
    catalogue = translations.read_catalogue(EN)
    monkeypatch.setattr(translations, "LOCALE_DIR", tmp_path)
    translations.write_catalogue(EN, catalogue)
    assert translations.catalogue_path(EN).read_bytes() == before


@pytest.mark.parametrize("path", translations.pages(), ids=translations.name_of)
def test_the_texts_of_every_template_are_found(path: Path):
    source = path.read_text(encoding="utf-8")
    marks = len(re.findall(r"{%-?\s*trans\b", source))
    assert len(list(translations.in_template(source))) >= marks


def test_all_marked_texts_of_the_code_are_found():
    source = (
        'N_("Een " "tekst"); errors.N_("twee"); _("drie"); ngettext("een vier", "%(count)s vieren", n); other("vijf")'
    )
    assert set(translations.in_python(source)) == {"Een tekst", "twee", "drie", ("een vier", "%(count)s vieren")}


def test_texts_with_values_and_in_two_forms_are_found_in_templates():
    source = (
        "{% trans name=x.y %}Dag {{ name }}{% endtrans %}{{ _('Tot %(when)s', when=z) }}{{ _('Klaar') }}"
        "{% trans count=n %}een les{% pluralize %}{{ count }} lessen{% endtrans %}"
    )
    assert set(translations.in_template(source)) == {
        "Dag %(name)s",
        "Tot %(when)s",
        "Klaar",
        ("een les", "%(count)s lessen"),
    }


def test_how_a_text_is_wrapped_in_a_template_is_no_part_of_it():
    wrapped = "{% trans %}\n    Twee\n    regels\n{% endtrans %}"
    assert list(translations.in_template(wrapped)) == ["Twee regels"]


def test_an_english_reader_gets_english_from_the_code(in_english):
    assert gettext("Bewaard.") == "Saved."
    several = next(message.id for message in translations.read_catalogue(EN) if isinstance(message.id, tuple))
    assert ngettext(*several, 1) not in several
    assert ngettext(*several, 2) not in several


def test_a_translation_can_be_filled_in_with_the_same_values():
    for message in translations.read_catalogue(EN):
        forms = [message.string] if isinstance(message.string, str) else message.string
        values = dict.fromkeys(translations.places_in(message.id), 1)
        for form in forms:
            if message.id and values:
                assert "%(" not in form % values


# The check notices what is wrong


def catalogues(source: str | tuple[str, str], translated: str | tuple[str, ...] | None) -> tuple[Catalog, Catalog]:
    wanted, there = Catalog(), Catalog(locale=EN)
    wanted.add(source, locations=[("app/some.py", None)])
    if translated is not None:
        there.add(source, translated)
    return wanted, there


@pytest.mark.parametrize(
    ("source", "translated", "said"),
    [
        ("Bewaar", None, "missing"),
        ("Bewaar", "", "not translated"),
        (("%(count)s les", "%(count)s lessen"), ("%(count)s lesson", ""), "not translated"),
        ("%(name)s is klaar", "%(who)s is ready", "other places"),
        ("%(name)s is klaar", "Ready", "other places"),
        ("%(done)s, dus 100%%", "%(done)s, so 100%", "percent sign"),
    ],
)
def test_a_text_that_is_not_or_not_rightly_translated_is_told(source, translated, said):
    (found,) = translations.catalogue_problems(EN, *catalogues(source, translated))
    assert said in found


def test_a_text_in_one_may_leave_the_number_out():
    source = ("%(count)s les", "%(count)s lessen")
    assert list(translations.catalogue_problems(EN, *catalogues(source, ("one lesson", "%(count)s lessons")))) == []


def test_an_uncertain_translation_is_told():
    wanted, there = catalogues("Bewaar", "Save")
    there["Bewaar"].flags.add("fuzzy")
    (found,) = translations.catalogue_problems(EN, wanted, there)
    assert "fuzzy" in found


def test_a_translation_of_a_text_that_is_gone_is_told():
    wanted, there = catalogues("Bewaar", "Save")
    there.add("Weg", "Gone")
    (found,) = translations.catalogue_problems(EN, wanted, there)
    assert "no longer used" in found


@pytest.mark.parametrize(
    "template",
    [
        "<p>Niet gemarkeerd</p>",
        '<button aria-label="Sluiten">x</button>',
        "{% if x %}<p>Wel</p>{% else %}{{ y }}{% endif %}",
    ],
)
def test_words_in_a_template_that_nobody_marked_are_told(template):
    assert len(translations.plain_words(template, environment())) == 1


def test_marked_words_values_and_code_are_no_words_that_nobody_marked():
    template = (
        '<p class="tb-lead">{% trans name=x %}Dag {{ name }}, welkom{% endtrans %} {{ _("Tot ziens") }} · {{ y }}</p>'
        '<script src="{{ asset("js/live.js") }}"></script>{# een opmerking #}'
    )
    assert translations.plain_words(template, environment()) == []


def test_a_sentence_handed_to_a_macro_without_a_mark_is_told():
    made: Environment = environment()
    assert translations.plain_constants('{{ submit("Bewaar alles") }}{{ submit(_("Goed"), "primary") }}', made) == [
        "Bewaar alles"
    ]


def test_a_text_that_holds_its_values_before_it_is_translated_is_told():
    source = 'N_(f"Dag {name}"); N_("Dag " + name); gettext(message); N_("Dag %(name)s")'
    assert len(list(translations.made_up_while_running(source))) == 2


def test_a_content_file_in_one_language_is_told():
    content = {"set": [{"nl": "Vraag", "en": "Question", "hint_nl": "Zetje"}, {"nl": "Vraag", "en": ""}]}
    assert list(translations.one_language_only(content)) == ["no en for set[1].hint_nl", "no en for set[2].nl"]


# What an English reader gets to see

DUTCH = re.compile(
    r"\b(de|het|een|niet|voor|van|naar|jouw|jullie|deze|wordt|zijn|nog|ook|wat|wie|waar|alle|hier|maar|geen|bij|om|te|je)\b",
    re.IGNORECASE,
)
WRITTEN_IN_THE_CASE = (
    "De hulp liep vast.",
    "Leren samenwerken.",
    "De Veerboot",
    "De Meent",
    "Deelnemer colleague",
)
"""What people typed stays in their own language."""


class Shown(HTMLParser):
    """The words of a page that a reader sees or hears, without what is marked as Dutch."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.skip: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in {"script", "style", "textarea"} or (given.get("lang") == NL):
            self.skip.append(tag)
        self.words += [given.get(name) or "" for name in translations.SPOKEN_ATTRIBUTES]

    def handle_endtag(self, tag: str) -> None:
        if self.skip and self.skip[-1] == tag:
            self.skip.pop()

    def handle_data(self, data: str) -> None:
        if not self.skip:
            self.words.append(data)


def dutch_in(page: str) -> list[str]:
    """The pieces of a page that hold a common Dutch word."""
    reader = Shown()
    reader.feed(page)
    pieces = []
    for words in reader.words:
        text = " ".join(words.split())
        for written in WRITTEN_IN_THE_CASE:
            text = text.replace(written, "")
        if DUTCH.search(text):
            pieces.append(text)
    return pieces


def screens() -> list[str]:
    """The addresses of the screens of a case that need nothing but the case."""
    routes = [route for router in all_routers() for route in router.routes if isinstance(route, APIRoute)]
    paths = sorted({route.path for route in routes if "GET" in route.methods})
    return [path for path in paths if path.count("{") == ("{case_id}" in path)]


def test_there_are_screens_to_look_at_and_dutch_on_them_is_seen():
    assert len(screens()) > 20
    page = '<p title="Wat is dit?">Bewaar het</p><p>Save it</p><button lang="nl">Kies een taal</button><p>De Meent</p>'
    assert dutch_in(page) == ["Wat is dit?", "Bewaar het"]


@pytest.mark.any_database
@pytest.mark.parametrize("phase", [Phase.ANNOTATING, Phase.SESSION, Phase.WRITING])
@pytest.mark.parametrize("who", ["facilitator", "gemeente", "reader", "administrator", None])
def test_no_screen_speaks_dutch_to_an_english_reader(world: World, who: str | None, phase: Phase):
    world.event("Merel", "2021-03-14", lane="gemeente")
    world.event("Specht", "onbekend", lane="zorg")
    world.in_phase(phase)
    with browser_for(world, who) as browser:
        browser.headers["accept-language"] = EN
        found: dict[str, list[str]] = {}
        for path in screens():
            if path.endswith(("/live", "/draft-key", "/healthz", "/readyz")):
                continue
            answer = browser.get(path.replace("{case_id}", world.case_id))
            if "text/html" in answer.headers.get("content-type", ""):
                assert '<html lang="en"' in answer.text or "<html" not in answer.text
                found[path] = dutch_in(answer.text)
    assert {path: pieces for path, pieces in found.items() if pieces} == {}
