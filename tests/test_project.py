"""The rules that hold for the project as a whole: what may stand in it, what it stands on, and how it is run."""

from __future__ import annotations

import ast
import fnmatch
import os
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest
import typer
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
OUR_OWN_DRAWINGS = {"icons/favicon.svg", "icons/logo.svg"}
BINARY = {
    ".png",
    ".jpg",
    ".webp",
    ".woff2",
    ".otf",
    ".ttf",
    ".xlsx",
    ".docx",
    ".pptx",
    ".pdf",
    ".ico",
    ".zip",
    ".xls",
    ".doc",
}


@cache
def tracked_files() -> tuple[str, ...]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return tuple(name for name in listed.split("\0") if name and (ROOT / name).is_file())


@cache
def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8", errors="replace")


def texts(*patterns: str) -> list[str]:
    """The tracked text files whose path fits one of the patterns, without what others made."""
    ours = [name for name in tracked_files() if Path(name).suffix not in BINARY and "/vendor/" not in name]
    return [name for name in ours if any(fnmatch.fnmatch(name, pattern) for pattern in patterns or ("*",))]


def lines_with(pattern: str, names: list[str]) -> list[str]:
    found = re.compile(pattern)
    return [
        f"{name}:{number}: {line.strip()[:120]}"
        for name in names
        for number, line in enumerate(text_of(name).splitlines(), 1)
        if found.search(line)
    ]


# What may stand in the project


def test_no_file_names_a_package_index_or_registry():
    # put together here, so that this file does not name them itself
    hosts = [
        "py" + "pi.org",
        "python" + "hosted.org",
        "npm" + "js.org",
        "npm" + "js.com",
        "deb." + "debian.org",
        "un" + "pkg.com",
        "js" + "delivr",
    ]
    assert lines_with("|".join(map(re.escape, hosts)), texts()) == []


def test_no_file_names_a_folder_of_somebodys_machine():
    folders = "|".join(
        ["wo" + "rk", "ro" + "ot", "ho" + "me", "Us" + "ers", "fa" + "rm", "o" + "pt/pypi", "t" + "mp/bash"]
    )
    assert lines_with(rf"(?<![\w.}}{{>])/({folders})/\w", texts()) == []


def test_nothing_is_left_to_do_in_the_code():
    left = "|".join(["TO" + "DO", "FIX" + "ME", "X" + "XX", r"raise NotImplemented" + "Error"])
    assert (
        lines_with(rf"\b({left})\b", texts("*.py", "templates/*", "app/static/css/*", "app/static/js/*", "*.typ")) == []
    )


def test_pages_hold_no_script_style_or_handler_of_their_own():
    """The content security policy would refuse them; this says so before a browser does."""
    inline = r"""<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle\s*=\s*["'{]|\son[a-z]+\s*=\s*["']|javascript:"""
    data_blocks = r'<script type="(application/json|speculationrules)"'
    pages = [name for name in texts("templates/*.html") if Path(name).name != "standalone.html"]
    known = re.escape("<script>{{ first_view }}</script>")  # the policy names it by its hash (app/content_policy.py)
    found = [line for line in lines_with(inline, pages) if not re.search(rf"{data_blocks}|{known}", line)]
    assert found == []  # the stand-alone report is a file on somebody's own disk and brings its own style


def test_pages_and_styles_ask_nothing_from_another_server():
    elsewhere = r"(?:https?:)?//"
    outside = "|".join(
        [
            rf"""(?:src|srcset|action|data-[a-z-]*url)\s*=\s*["']\s*{elsewhere}""",
            rf"""<link[^>]*href\s*=\s*["']{elsewhere}""",
            rf"""url\(\s*["']?{elsewhere}""",
            rf"""\b(?:import|fetch)\s*\(?\s*["']{elsewhere}""",
            r"""@import (?!"(?:\.\./vendor/)?[\w-]+\.css")""",  # one of our own is put in its place (app/packed.py)
        ]
    )
    assert lines_with(outside, texts("templates/*.html", "app/static/css/*", "app/static/js/*")) == []


def test_stored_text_never_becomes_a_template_or_unescaped_html():
    assert lines_with(r"\|\s*safe\b|autoescape\s+false", texts("templates/*.html")) == []
    dangerous = r"from_string\(|Markup\(\s*f[\"']|shell=True|pickle\.|yaml\.load\("
    assert lines_with(dangerous, texts("app/*.py", "analysis/*.py", "timeline/*.py")) == []


def test_the_licence_is_the_european_union_public_licence():
    licence = text_of("LICENSE")
    assert licence.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert all(
        f"\n{number}.{title}" in licence
        for number, title in [(1, "Definitions"), (5, "Obligations"), (15, "Applicable Law")]
    )
    assert pyproject()["project"]["license"] == "EUPL-1.2"


def test_everything_that_others_made_has_its_licence_noted():
    notes = text_of("app/static/licences.md")
    rows = [line.split("|") for line in notes.splitlines() if line.startswith("| `")]
    noted = [pattern for row in rows for pattern in re.findall(r"`([^`]+)`", row[1])]
    licence_texts = {pattern for row in rows for pattern in re.findall(r"`([^`]+)`", row[-2])}
    made_by_others = {
        os.path.relpath(name, "app/static")
        for name in tracked_files()
        if name.startswith(("app/static/vendor/", "app/static/fonts/", "app/static/icons/", "app/fonts/"))
    }
    without = {
        name
        for name in made_by_others - OUR_OWN_DRAWINGS - licence_texts
        if not any(fnmatch.fnmatch(name, pattern) for pattern in noted)
    }
    assert without == set()
    assert licence_texts <= made_by_others, "a licence text that the table names is missing"


# What it stands on


def pyproject() -> dict:
    return tomllib.loads(text_of("pyproject.toml"))


def pins(lock: str) -> dict[str, Version]:
    return {
        re.sub(r"[-_.]+", "-", name).lower(): Version(version)
        for name, version in re.findall(r"^([\w.-]+)==([^\s;\\]+)", text_of(lock), flags=re.MULTILINE)
    }


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-test.lock"])
def test_every_pinned_package_has_its_hashes_and_no_place_to_come_from(lock):
    entries = re.split(r"\n(?=\S)", text_of(lock).strip())
    assert len(entries) > 20
    assert [
        entry
        for entry in entries
        if not re.fullmatch(r"[\w.-]+==\S+( ; [^\n]+)? \\\n(    --hash=sha256:[0-9a-f]{64}( \\\n|$))+", entry)
    ] == []


def test_what_is_tested_is_what_runs():
    run, test = pins("requirements.lock"), pins("requirements-test.lock")
    assert {name: test.get(name) for name in run} == run


def test_the_locks_hold_what_the_project_asks_for():
    project = pyproject()["project"]
    for lock, wanted in [
        ("requirements.lock", project["dependencies"]),
        ("requirements-test.lock", project["dependencies"] + project["optional-dependencies"]["test"]),
    ]:
        pinned = pins(lock)
        for requirement in map(Requirement, wanted):
            name = re.sub(r"[-_.]+", "-", requirement.name).lower()
            assert name in pinned, f"{name} is not in {lock}: make lock"
            assert requirement.specifier.contains(pinned[name], prereleases=True), (
                f"{name} in {lock} is too old: make lock"
            )


def test_packages_are_newer_than_their_known_holes():
    pinned = pins("requirements.lock")
    floors = {"starlette": "1.3.1", "python-multipart": "0.0.32", "lxml": "6.1.3", "python-docx": "0.8.6"}
    assert {name: pinned[name] for name, floor in floors.items() if pinned[name] < Version(floor)} == {}


def test_the_three_packages_import_in_one_direction_only():
    linter = Path(sys.executable).with_name("lint-imports")
    checked = subprocess.run([linter], cwd=ROOT, check=False, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout


def test_every_package_of_the_code_is_installed():
    packages = {
        ".".join(Path(name).parent.parts)
        for name in tracked_files()
        if name.endswith("/__init__.py") and name.split("/")[0] in {"timeline", "analysis", "app"}
    }
    assert packages == set(pyproject()["tool"]["setuptools"]["packages"])


def test_the_set_up_can_be_read_by_an_old_python_so_that_it_can_say_so():
    ast.parse(text_of("tools/set_up.py"), feature_version=(3, 6))


# How it is run


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):", text_of("Makefile"), flags=re.MULTILINE))


def test_every_task_that_the_documentation_names_exists():
    assert {"setup", "demo", "test", "check", "bench", "lock", "help"} <= make_targets()
    for name in texts("README.md", "docs/*.md", "CHANGELOG.md"):
        named = set(re.findall(r"(?:`|^\s*|\$ )make ([a-z-]+)", text_of(name), flags=re.MULTILINE))
        assert named <= make_targets(), name


def test_make_help_lists_every_task_with_a_sentence():
    listed = subprocess.run(["make", "help"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert {"setup", "demo", "test", "check", "bench", "lock"} <= set(re.findall(r"make ([a-z-]+) +\S", listed))


def test_a_change_is_checked_with_what_a_developer_runs():
    script = ROOT / ".ci/run"
    assert script.stat().st_mode & 0o111
    commands = [line for line in script.read_text().splitlines() if line and not line.startswith(("#", "set ", "cd "))]
    assert commands == ["exec make test"]


def settings_in_code() -> set[str]:
    return {name for file in texts("app/*.py") for name in re.findall(r"TERUGBLIK_[A-Z_]+", text_of(file))}


def test_every_setting_is_told_in_the_operations_page_and_no_other():
    told = set(re.findall(r"^\| `(TERUGBLIK_[A-Z_]+)`", text_of("docs/operations.md"), flags=re.MULTILINE))
    assert told == settings_in_code()


def test_the_operations_page_names_every_command_and_no_other():
    from app import cli

    program = next(value for value in vars(cli).values() if isinstance(value, typer.Typer))
    told = set(re.findall(r"terugblik ([a-z]+)", text_of("docs/operations.md")))
    assert told == set(typer.main.get_command(program).commands)
