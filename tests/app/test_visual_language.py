"""What everyone must be able to read and tell apart: the tokens, the icons and the components."""

from __future__ import annotations

import itertools
import math
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOKENS = (ROOT / "app/static/css/tokens.css").read_text(encoding="utf-8")
SPRITE = (ROOT / "app/static/icons/icons.svg").read_text(encoding="utf-8")
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SURFACES = ("surface", "surface-raised", "surface-sunken")

# Machado, Oliveira and Fernandes (2009), severity 1: what is left of linear red, green and blue.
VISION = {
    "full colour": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--tb-color-([\w-]+): (#[0-9a-f]{6});", block))


def block(selector: str) -> str:
    start = TOKENS.index(selector)
    return TOKENS[start : TOKENS.index("}", start)]


LIGHT = colours(block("\n:root {"))
DARK = LIGHT | colours(block('\n:root[data-theme="dark"] {'))
DARK_BY_SYSTEM = LIGHT | colours(block(':root:not([data-theme="light"]) {'))
PAPER = LIGHT | colours(TOKENS[TOKENS.index("@media print") :])
THEMES = {"light": LIGHT, "dark": DARK, "paper": PAPER}


def linear(colour: str) -> tuple[float, ...]:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def contrast(one: str, other: str) -> float:
    dark, light = sorted(
        sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))
        for colour in (one, other)
    )
    return (light + 0.05) / (dark + 0.05)


def oklab(rgb: tuple[float, ...]) -> tuple[float, ...]:
    red, green, blue = (max(0.0, part) for part in rgb)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def seen_by(vision: str, colour: str) -> tuple[float, ...]:
    rgb = linear(colour)
    return oklab(tuple(sum(a * b for a, b in zip(row, rgb, strict=True)) for row in VISION[vision]))


def least_difference(vision: str, chosen: list[str]) -> float:
    seen = [seen_by(vision, colour) for colour in chosen]
    return min(math.dist(one, other) for one, other in itertools.combinations(seen, 2))


@pytest.mark.parametrize("theme", THEMES)
def test_text_reads_on_every_surface(theme):
    tokens = THEMES[theme]
    inks = ("text", "text-subtle", "accent", "accent-hover", "warning", "error", "success")
    weak = {
        (ink, ground): round(contrast(tokens[ink], tokens[ground]), 2)
        for ink, ground in itertools.product(inks, SURFACES)
        if contrast(tokens[ink], tokens[ground]) < 4.5
    }
    assert weak == {}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("accent-contrast", "accent"),
        ("accent-contrast", "accent-hover"),
        *((ink, f"{kind}-soft") for kind in ("accent", "warning", "error", "success") for ink in ("text", kind)),
    ],
)
def test_text_reads_on_buttons_and_messages(theme, ink, ground):
    assert contrast(THEMES[theme][ink], THEMES[theme][ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_the_outline_of_a_control_and_the_focus_ring_are_seen(theme):
    tokens = THEMES[theme]
    assert min(contrast(tokens[line], tokens[on]) for line in ("border-strong", "focus") for on in SURFACES) >= 3


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("number", range(13))
def test_an_organisation_is_seen_on_every_surface(theme, number):
    tokens = THEMES[theme]
    assert min(contrast(tokens[f"org-{number}"], tokens[ground]) for ground in SURFACES) >= 3


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("vision", VISION)
def test_organisations_are_told_apart_with_every_kind_of_colour_vision(theme, vision):
    twelve = [THEMES[theme][f"org-{number}"] for number in range(1, 13)]
    assert least_difference(vision, twelve) >= 0.06
    assert least_difference(vision, twelve[:6]) >= 0.11


def test_dark_is_the_same_whether_the_machine_or_the_page_asks_for_it():
    assert DARK_BY_SYSTEM == DARK


def test_every_token_that_a_style_uses_has_a_value():
    known = set(re.findall(r"(--tb-[\w-]+):", TOKENS))
    for sheet in ("base", "components", "print"):
        text = (ROOT / f"app/static/css/{sheet}.css").read_text(encoding="utf-8")
        assert set(re.findall(r"var\((--tb-[\w-]+)\)", text)) <= known, sheet


def test_every_icon_that_a_template_names_is_in_the_sprite():
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', SPRITE))
    for template in TEMPLATES:
        text = template.read_text(encoding="utf-8")
        named = set(re.findall(r'\bicon\("([\w-]+)"(?! ~)', text)) | set(re.findall(r'icon_name="([\w-]+)"', text))
        assert named <= drawn, template.name


def test_every_screen_of_a_case_has_an_icon():
    from app.journey import SCREENS

    assert {icon for _, _, _, icon in SCREENS} <= set(re.findall(r'<symbol id="([\w-]+)"', SPRITE))


def test_every_kind_of_event_has_an_icon():
    from timeline.kinds import kinds

    assert {f"kind-{key}" for key in kinds()} <= set(re.findall(r'<symbol id="([\w-]+)"', SPRITE))


def test_a_kind_that_is_no_longer_there_is_drawn_as_any_other():
    from app.rendering import environment

    macros = environment().get_template("_macros/icons.html").module
    assert str(macros.kind_icon("vergadering", "vergadering")) == str(macros.kind_icon("other", "vergadering"))
    assert str(macros.kind_icon("mdo", "MDO")) != str(macros.kind_icon("other", "MDO"))


def test_no_page_needs_an_inline_style_or_script():
    # the report as one loose file is not served by us, so it may carry its own style
    for template in (template for template in TEMPLATES if template.name != "standalone.html"):
        text = template.read_text(encoding="utf-8")
        # what only holds data is no script: no browser runs it
        told = text.replace('<script type="application/json"', "<data ")
        # nor is this one unknown: the policy names it by its hash
        told = told.replace("<script>{{ first_view }}</script>", "")
        inline = r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:"
        assert not re.search(inline, told), template.name
