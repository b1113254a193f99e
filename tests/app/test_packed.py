"""Our scripts and style sheets go out as one small file each, with all that they ask for."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from app.assets import STATIC_DIR, asset
from app.packed import NotPacked, packed
from tests.http import Browser

TEMPLATES = Path(__file__).parents[2] / "templates"
NAMED = sorted(
    {
        found
        for template in TEMPLATES.rglob("*.html")
        for found in re.findall(r"""['"]((?:js|css)/\w+\.(?:js|css))['"]""", template.read_text(encoding="utf-8"))
    }
)


def test_the_templates_name_scripts_and_style_sheets() -> None:
    assert {"css/page.css", "js/page.js", "js/timeline_page.js", "js/session.js"} <= set(NAMED)


@pytest.mark.parametrize("name", NAMED)
def test_what_a_page_names_stands_on_its_own(name: str, tmp_path: Path) -> None:
    made = packed(STATIC_DIR / name).decode()
    assert not re.search(r"@import\b|^\s*import\b(?!\s*\()", made, re.MULTILINE)
    assert len(made) < 120_000
    node = shutil.which("node")
    if name.endswith(".js") and node:
        script = tmp_path / "packed.mjs"
        script.write_text(made, encoding="utf-8")
        assert subprocess.run([node, "--check", str(script)], check=False, timeout=60).returncode == 0


def test_no_template_stands_within_a_template_of_a_script() -> None:
    """What makes scripts smaller takes the spaces out of words within a template that stands in another."""
    own = (path for path in (STATIC_DIR / "js").rglob("*.js"))
    nested = re.compile(r"`[^`]*\$\{[^}`]*`")
    assert [path.name for path in own if nested.search(path.read_text(encoding="utf-8"))] == []


def test_a_script_and_a_style_sheet_go_out_packed(facilitator: Browser) -> None:
    script = facilitator.get(asset("js/timeline_page.js"))
    assert script.headers["content-type"].startswith("text/javascript")
    assert script.content == packed(STATIC_DIR / "js" / "timeline_page.js")
    styles = facilitator.get(asset("css/page.css"))
    assert styles.headers["content-type"].startswith("text/css")
    assert ".tb-button" in styles.text
    assert "@media print{@page" in styles.text


def test_style_sheets_come_in_the_place_where_they_are_asked_for(tmp_path: Path) -> None:
    (tmp_path / "low.css").write_text("a { color: red; }\n")
    (tmp_path / "paper.css").write_text("b { margin: calc(1px + 2px); }\n")
    (tmp_path / "top.css").write_text(
        '/* Above. */\n@import "low.css";\n@import "paper.css" print;\nc :is(d, e) { top: 0; }\n'
    )
    assert packed(tmp_path / "top.css") == (b"a{color:red}@media print{b{margin:calc(1px + 2px)}}c :is(d,e){top:0}")


@pytest.mark.parametrize(
    "source",
    [
        "@import url(low.css);",
        "@import 'low.css';",
        '@import "low.css" screen and (width > 1px);',
        '@import "in/x.css";',
    ],
)
def test_a_style_sheet_that_would_change_its_meaning_is_refused(tmp_path: Path, source: str) -> None:
    (tmp_path / "low.css").write_text("a { color: red; }\n")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "x.css").write_text('a { background: url("y.png"); }\n')
    (tmp_path / "top.css").write_text(f"{source}\n")
    with pytest.raises(NotPacked):
        packed(tmp_path / "top.css")


def test_what_is_neither_a_script_nor_a_style_sheet_is_not_packed(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        packed(tmp_path / "picture.svg")
