"""The documentation says what is so: commands, settings, links, pictures, forms and rules are those of the code."""

from __future__ import annotations

import csv
import io
import re
from functools import cache
from pathlib import Path

import pytest
import typer

from analysis.exchange import TABLES
from app import cli
from app.event_form import GROUNDS
from app.pages import SCREENS
from app.report_files import REPORT_FORMATS
from bench.figures import as_table
from bench.run import PARTS
from timeline.dates import parse_date
from timeline.kinds import kinds
from timeline.readers import limits, read_here
from timeline.writers import EXPORTS
from tools.screenshots import MOST_BYTES, PICTURES

ROOT = Path(__file__).resolve().parent.parent
PAGES = ["README.md", "CHANGELOG.md", *sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("docs/**/*.md"))]
DECISIONS = [page for page in PAGES if page.startswith("docs/decisions/")]


@cache
def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def code_in(page: str) -> str:
    """Everything that stands as code in a page, without the remarks in it."""
    text = text_of(page)
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))
    return re.sub(r"(?m)\s+# .*$", "", "\n".join([*blocks, *inline]))


def between(page: str, mark: str) -> str:
    """What stands between two marks of a page."""
    found = re.search(rf"<!-- {mark} -->\n(.*?)<!-- /{mark} -->", text_of(page), flags=re.DOTALL)
    assert found, f"{page} has no place for {mark}"
    return found[1].strip()


def links_in(page: str) -> list[str]:
    text = re.sub(r"^```.*?^```", "", text_of(page), flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r'(?:src|href)="([^"]+)"', text)


def anchors_of(page: str) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", text_of(page), flags=re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def commands() -> dict[str, typer.core.TyperCommand]:
    program = typer.main.get_command(cli.app)
    return dict(program.commands)  # type: ignore[attr-defined]


# Commands and settings


@pytest.mark.parametrize("page", PAGES)
def test_every_command_that_a_page_names_exists(page):
    named = set(re.findall(r"(?:^|[\s/`])terugblik ([a-z]+)", code_in(page)))
    assert named <= set(commands())


@pytest.mark.parametrize("page", PAGES)
def test_every_option_of_a_command_exists(page):
    known = commands()
    for name, rest in re.findall(r"terugblik ([a-z]+)([^\n|;&]*)", code_in(page)):
        options = {option for parameter in known[name].params for option in parameter.opts}
        assert set(re.findall(r"(?<!\S)--?[a-z-]+", rest)) <= options, f"terugblik {name}{rest}"


@pytest.mark.parametrize("page", PAGES)
def test_every_setting_that_a_page_names_exists(page):
    for_containers = set(re.findall(r"\$\{(TERUGBLIK_[A-Z_]+)", (ROOT / "compose.yaml").read_text()))
    in_code = {
        name for file in ROOT.glob("app/**/*.py") for name in re.findall(r"TERUGBLIK_[A-Z_]+", file.read_text("utf-8"))
    }
    assert set(re.findall(r"TERUGBLIK_[A-Z_]+", text_of(page))) <= in_code | for_containers


@pytest.mark.parametrize("page", PAGES)
def test_every_task_of_make_that_a_page_names_exists(page):
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    assert set(re.findall(r"(?:^|\s)make ([a-z]+)", code_in(page), flags=re.MULTILINE)) <= targets


def test_the_readme_shows_the_two_commands_first():
    block = re.search(r"```sh\n(.*?)```", text_of("README.md"), flags=re.DOTALL)
    assert block
    assert re.findall(r"^make (\w+)", block[1], flags=re.MULTILINE) == ["demo", "test"]


def test_the_measurements_that_can_be_asked_for_alone_are_named():
    told = text_of("docs/performance.md").partition("One part alone:")[2].partition("With `--strict`")[0]
    named = re.findall(r"`(\w+)`|bench\.run (\w+)", told)
    assert {first or second for first, second in named} == set(PARTS)


# Links and pictures


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page):
    for link in links_in(page):
        if link.startswith("https://"):
            continue
        address, _, anchor = link.partition("#")
        target = (ROOT / page).parent / address if address else ROOT / page
        assert target.exists(), f"{page} links to {link}"
        if anchor:
            assert anchor in anchors_of(target.resolve().relative_to(ROOT).as_posix()), f"{page} links to {link}"


def test_every_picture_is_shown_small_enough_and_can_be_taken_again():
    there = {path.stem: path for path in (ROOT / "docs/images").iterdir()}
    shown = {Path(link).stem for page in PAGES for link in links_in(page) if "images/" in link}
    assert set(there) == shown == set(PICTURES)
    assert {name: path.stat().st_size for name, path in there.items() if path.stat().st_size > MOST_BYTES} == {}


def test_every_picture_is_told_in_words():
    text = text_of("README.md")
    told = re.findall(r"!\[([^\]]*)\]\(docs/images/", text) + re.findall(
        r'<img src="docs/images/[^>]*alt="([^"]*)"', text
    )
    assert len(told) == text.count("docs/images/")
    assert all(len(words) > 15 for words in told)


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_a_page_names_exists(page):
    roots = ("timeline/", "analysis/", "app/", "templates/", "tests/", "tools/", "migrations/", "docs/", "bench/")
    named = [name for name in re.findall(r"`([\w./-]+)`", text_of(page)) if name.startswith(roots)]
    assert [name for name in named if not (ROOT / name).exists()] == []


# What the pages tell of the code


def test_the_architecture_page_names_every_package_folder():
    text = text_of("docs/architecture.md")
    assert all(f"{folder}/" in text for folder in ("timeline", "analysis", "app", "templates", "migrations", "tests"))
    assert "timeline" in SCREENS


def test_the_parts_of_an_exported_case_are_those_of_the_code():
    named = re.findall(r"`([a-z_]+)`", between("docs/formats.md", "tables"))
    assert named == [name for name, _ in TABLES]


def test_the_kinds_of_event_are_those_of_the_code():
    told = re.findall(r"`([a-z_]+)` \(([^)]+)\)", between("docs/formats.md", "kinds"))
    assert told == [(key, kind.word("nl")) for key, kind in kinds().items()]


def test_the_grounds_of_a_decision_are_those_of_the_code():
    row = next(line for line in text_of("docs/formats.md").splitlines() if line.startswith("| `ground`"))
    assert set(re.findall(r"`(\w+)`", row)) - {"ground"} == set(GROUNDS) - {""}


def test_the_forms_that_a_case_and_a_report_go_out_in_are_those_of_the_code():
    text = text_of("docs/formats.md")
    rows = re.findall(r"^\| `(\w+)` \|", text.partition("## Out")[2].partition("## The case")[0], flags=re.MULTILINE)
    assert set(rows) == {"json", *EXPORTS}
    paragraph = text.partition("## The report")[2].partition("##")[0].partition("`:")[2].split("\nThe JSON")[0]
    assert set(re.findall(r"`(\w+)`", paragraph)) == set(REPORT_FORMATS)


def test_the_columns_that_the_page_names_are_recognised():
    fields = {
        "when, from": "date",
        "until": "end",
        "what": "title",
        "details": "description",
        "who": "who",
        "organisation": "organisation",
        "kind": "kind",
        "source": "source",
        "at the table": "present",
        "not at the table": "missing",
        "ground": "ground",
        "labels": "tags",
    }
    rows = re.findall(r"^\| ([a-z, ]+) \| (`[^|]+) \|", text_of("docs/formats.md"), flags=re.MULTILINE)
    told = [(fields[name], column) for name, columns in rows for column in re.findall(r"`([^`]+)`", columns)]
    assert {field for field, _ in told} == set(fields.values())
    for field, column in told:
        others = [name for name, key in (("Datum", "date"), ("Wat", "title")) if key != field]
        out = io.StringIO()
        writer = csv.writer(out, delimiter=";")
        writer.writerows([[column, *others], ["14-3-2021"] + ["14-3-2021" for _ in others]])
        read = read_here("lijst.csv", out.getvalue().encode())
        assert next(each.field for each in read.columns if each.header == column) == field


def test_every_date_that_the_page_gives_as_an_example_is_understood():
    paragraph = re.search(
        r"A date may be written as people do: (.+?)\. It is never", text_of("docs/formats.md"), re.DOTALL
    )
    assert paragraph
    examples = [" ".join(each.split()) for each in re.findall(r"`([^`]+)`", paragraph[1])]
    assert len(examples) > 8
    assert [example for example in examples if parse_date(example).text != example] == []


def test_the_limits_are_those_of_the_code():
    text = text_of("docs/formats.md")
    mb = 1024 * 1024
    assert f"{limits.MAX_FILE_BYTES // mb} MB, unpacked {limits.MAX_UNPACKED_BYTES // mb} MB" in text
    assert f"{limits.MAX_ROWS:,}, {limits.MAX_COLUMNS}, {limits.MAX_CELLS:,}" in text
    assert f"{limits.MAX_CELL_CHARS:,} characters" in text
    assert f"{limits.MAX_SECONDS} seconds, {limits.MAX_MEMORY_BYTES // mb} MB" in text


def test_the_figures_stand_in_the_table_that_the_measurement_prints():
    assert between("docs/performance.md", "figures").startswith(as_table([]))


@pytest.mark.parametrize("page", DECISIONS)
def test_a_decision_tells_its_context_its_choice_and_what_it_costs(page):
    number = int(Path(page).name[:4])
    assert text_of(page).startswith(f"# {number}. ")
    titles = re.findall(r"^## (.+)$", text_of(page), flags=re.MULTILINE)
    assert titles[0] == "Context"
    assert titles[-2:] == ["Choice", "What it costs"]


def test_decisions_are_numbered_without_a_gap():
    assert [int(Path(page).name[:4]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))
