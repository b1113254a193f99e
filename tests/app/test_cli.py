"""The command line: what a person does wrong is one clear line and status 2; its forms can be relied on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import col, select

import app.demo
from app import cli
from app.audit import AuditLine
from app.database import Database
from app.identity.models import User
from tests.factories import SECRET_KEY, World
from timeline.models import Case, Organisation, Phase

SAMPLES = Path(app.demo.__file__).parent / "samples"


class Terminal:
    """A command line on the case of `world`; the answers are those of the last command."""

    def __init__(self, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
        self.capture = capfdbinary
        self.out, self.err = b"", ""

    def __call__(self, *arguments: str | Path) -> int:
        status: int | str | None = 0
        sys.argv = ["terugblik", *map(str, arguments)]
        try:
            cli.main()
        except SystemExit as ended:
            status = ended.code
        self.out, error = self.capture.readouterr()
        self.err = error.decode()
        assert isinstance(status, int)
        return status


@pytest.fixture
def terugblik(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Iterator[Terminal]:
    url = world.database.engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("TERUGBLIK_DATABASE_URL", url)
    monkeypatch.setenv("TERUGBLIK_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("TERUGBLIK_SECRET_KEY", SECRET_KEY)
    monkeypatch.setenv("LANG", "nl_NL.UTF-8")
    monkeypatch.setattr(sys, "argv", [])
    umask = os.umask(0o022)
    yield Terminal(capfdbinary)
    os.umask(umask)


def test_the_samples_come_in_by_hand_as_they_do_on_screen(terugblik: Terminal, world: World) -> None:
    files = [SAMPLES / name for name in ("gemeente.xlsx", "zorgaanbieder.csv", "jeugdbescherming.docx")]
    assert terugblik("import", "zonnebloem", files[0], files[1], "--json") == 0
    assert terugblik("import", world.case_id, files[2], "--organisation", "Jeugdbescherming Zuiderlicht") == 0
    assert terugblik("import", "Zonnebloem", *files, "--json") == 0
    again = json.loads(terugblik.out)
    assert [(answer["read"], answer["added"], answer["joined"]) for answer in again] == [
        (40, 0, 0),
        (26, 0, 0),
        (40, 0, 0),
    ]
    assert terugblik("export", "Zonnebloem") == 0
    assert len(json.loads(terugblik.out)["events"]) == 71


def test_an_organisation_that_another_file_named_can_hand_in_a_file_of_its_own(
    terugblik: Terminal, world: World
) -> None:
    with world.database.writing() as db:
        bare = Case(code_name="Krokus")
        db.add(bare)
        case_id = bare.id
    for file, name in (("gemeente.xlsx", "Gemeente Rietdorp"), ("zorgaanbieder.csv", "De Veerboot")):
        assert terugblik("import", "Krokus", SAMPLES / file, "--organisation", name) == 0, terugblik.err
    with world.database.reading() as db:
        named = {o.name: o.takes_part for o in db.exec(select(Organisation).where(Organisation.case_id == case_id))}
    assert named["De Veerboot"]
    assert named["Gemeente Rietdorp"]
    assert not named["Rechtbank"]


def test_a_dry_run_says_what_would_come_in_and_stores_nothing(terugblik: Terminal) -> None:
    assert terugblik("import", "Zonnebloem", SAMPLES / "gemeente.xlsx", "--dry-run") == 0
    assert "40 gelezen, 40 nieuw" in terugblik.out.decode()
    terugblik("export", "Zonnebloem")
    assert json.loads(terugblik.out)["events"] == []


def test_a_dry_run_in_json_names_every_doubt_with_its_place(terugblik: Terminal, tmp_path: Path) -> None:
    (tmp_path / "lijst.csv").write_text("Datum;Wat\n1-2-2021;Intake\n;Gesprek\n31-2-2021;Overleg\n")
    assert (
        terugblik(
            "import", "Zonnebloem", tmp_path / "lijst.csv", "--organisation", "De Veerboot", "--dry-run", "--json"
        )
        == 0
    )
    (answer,) = json.loads(terugblik.out)
    assert [doubt["code"] for doubt in answer["doubts"]] == ["date_missing", "date_not_understood"]
    assert all(doubt["place"] and doubt["message"] for doubt in answer["doubts"])
    assert len({doubt["place"] for doubt in answer["doubts"]}) == 2


def test_what_a_person_does_wrong_is_one_line_and_status_2(terugblik: Terminal, tmp_path: Path) -> None:
    (tmp_path / "leeg.xlsx").touch()
    (tmp_path / "vreemd.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(300))
    (tmp_path / "geen.csv").write_text("Beste collega,\nhierbij.\n")
    (tmp_path / "case.json").write_text('{"format": "terugblik-case", "version": 1}')
    good = SAMPLES / "gemeente.xlsx"
    wrong: dict[tuple[str | Path, ...], str] = {
        ("import", "Onbekend", good): "Onbekend",
        ("export", "Onbekend"): "Onbekend",
        ("report", "Onbekend"): "Onbekend",
        ("erase", "Onbekend", "--yes"): "Onbekend",
        ("import", "Zonnebloem", tmp_path / "weg.csv"): "is er niet",
        ("import", "Zonnebloem", tmp_path): "niet openen",
        ("import", "Zonnebloem", tmp_path / "leeg.xlsx"): "leeg.xlsx",
        ("import", "Zonnebloem", tmp_path / "vreemd.xlsx"): "soort bestand",
        ("import", "Zonnebloem", tmp_path / "geen.csv", "--organisation", "zorg"): "geen gebeurtenissen",
        ("import", "Nieuw", tmp_path / "case.json"): "geen casusbestand",
        ("import", "Zonnebloem", good, tmp_path / "leeg.xlsx"): "leeg.xlsx",
        ("export", "Zonnebloem", "--format", "doc"): "--format",
        ("export", "Zonnebloem", "-o", tmp_path / "nergens" / "x.json"): "Kan niet schrijven",
        ("report", "Zonnebloem", "--format", "odt"): "--format",
        ("report", "Zonnebloem", "--edition", "region"): "regionale",
        ("restore", tmp_path / "leeg.xlsx"): "leeg.xlsx",
        ("backup", good): "al een bestand",
        ("demo", "--host", "0.0.0.0"): "127.0.0.1",
        ("invite", "Iemand", "--role", "reader"): "--role",
        ("export",): "",
        ("onzin",): "",
    }
    for arguments, says in wrong.items():
        assert terugblik(*arguments) == 2, arguments
        assert len(terugblik.err.strip().splitlines()) == 1, (arguments, terugblik.err)
        assert says in terugblik.err, (arguments, terugblik.err)
        assert terugblik.out == b"", arguments
    terugblik("export", "Zonnebloem")
    assert json.loads(terugblik.out)["events"] == []  # the good file beside a bad one was not taken in either


def test_a_failure_is_status_1_and_no_traceback(terugblik: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("Geheim van Merel")

    monkeypatch.setattr(cli, "export_bytes", fails)
    assert terugblik("export", "Zonnebloem") == 1
    assert "RuntimeError" in terugblik.err
    assert "Traceback" not in terugblik.err
    assert "Geheim" not in terugblik.err


def test_a_wrong_setting_is_named(terugblik: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERUGBLIK_SECRET_KEY", "kort")
    assert terugblik("export", "Zonnebloem") == 2
    assert "TERUGBLIK_SECRET_KEY" in terugblik.err


def test_a_code_name_is_found_whatever_its_capitals_and_two_of_the_same_need_an_id(
    terugblik: Terminal, world: World
) -> None:
    with world.database.writing() as db:
        world.case(db).code_name = "Édelweiß"
    assert terugblik("export", "éDELWEISS") == 0
    with world.database.writing() as db:
        db.add(Case(code_name="édelweiß"))
    assert terugblik("export", "Édelweiß") == 2
    assert world.case_id in terugblik.err
    assert terugblik("export", world.case_id) == 0


@pytest.mark.parametrize(
    ("format_", "begins"),
    [("json", b"{"), ("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("timelinejs", b"{"), ("ics", b"BEGIN:VCALENDAR")],
)
def test_each_form_of_export_goes_to_a_file_for_the_owner_only(
    terugblik: Terminal, tmp_path: Path, format_: str, begins: bytes
) -> None:
    path = tmp_path / f"uit.{format_}"
    assert terugblik("export", "Zonnebloem", "--format", format_, "-o", path) == 0
    assert path.read_bytes().startswith(begins)
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("format_", ["csv", "xlsx", "timelinejs", "ics"])
def test_each_form_of_export_comes_in_again_as_any_file_does(
    terugblik: Terminal, world: World, tmp_path: Path, format_: str
) -> None:
    world.event("MDO op school")
    path = tmp_path / f"terugblik-casus.{format_}"
    assert terugblik("export", "Zonnebloem", "--format", format_, "-o", path) == 0
    assert terugblik("import", "Zonnebloem", path, "--organisation", "De Veerboot", "--dry-run", "--json") == 0
    (answer,) = json.loads(terugblik.out)
    assert answer["read"] == 1


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("format_", "begins"), [("pdf", b"%PDF"), ("docx", b"PK"), ("html", b"<!doctype"), ("json", b"{")]
)
def test_each_form_of_the_report_is_written(terugblik: Terminal, world: World, format_: str, begins: bytes) -> None:
    world.in_phase(Phase.WRITING)
    assert terugblik("report", "Zonnebloem", "--format", format_) == 0
    assert terugblik.out.lstrip().lower().startswith(begins.lower())


def test_a_case_that_was_exported_comes_in_under_another_name_for_the_only_facilitator(
    terugblik: Terminal, world: World, tmp_path: Path
) -> None:
    world.event("Zitting")
    assert terugblik("export", "Zonnebloem", "-o", tmp_path / "case.json") == 0
    assert terugblik("import", "Zonnebloem", tmp_path / "case.json") == 2
    assert terugblik("import", "Waterlelie", tmp_path / "case.json") == 0
    assert terugblik("export", "Waterlelie") == 0
    assert [event["title"] for event in json.loads(terugblik.out)["events"]] == ["Zitting"]
    from app.identity.memberships import cases_of

    with world.database.reading() as db:
        user = db.exec(select(User).where(User.role == "facilitator")).one()
        assert {case.code_name for case, _ in cases_of(db, user.id)} == {"Zonnebloem", "Waterlelie"}


def test_erasing_asks_first_and_leaves_one_line(
    terugblik: Terminal, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("typer.confirm", lambda _: False)
    assert terugblik("erase", "Zonnebloem") == 1
    assert terugblik("export", "Zonnebloem") == 0
    assert terugblik("erase", "Zonnebloem", "--yes") == 0
    assert terugblik("export", "Zonnebloem") == 2
    with world.database.reading() as db:
        assert len(db.exec(select(AuditLine).where(col(AuditLine.action) == "case.erase")).all()) == 1


def test_a_new_installation_needs_no_other_command_first(
    terugblik: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERUGBLIK_DATABASE_URL", f"sqlite:///{tmp_path / 'new.db'}")
    assert terugblik("export", "Zonnebloem") == 2
    assert "Zonnebloem" in terugblik.err
    assert terugblik("check") == 0
    assert "FOUT" not in terugblik.out.decode()


def test_tables_of_another_version_are_not_changed_unasked(
    terugblik: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERUGBLIK_DATABASE_URL", f"sqlite:///{tmp_path / 'old.db'}")
    monkeypatch.setattr(Database, "is_current", lambda _: False)
    assert terugblik("migrate") == 0
    assert terugblik("export", "Zonnebloem") == 2
    assert "terugblik migrate" in terugblik.err
    assert terugblik("check") == 1


def test_the_installed_command_ends_without_a_traceback(tmp_path: Path) -> None:
    """Once as other programs meet it: a process of its own."""
    environment = {**os.environ, "TERUGBLIK_DATA_DIR": str(tmp_path / "data"), "LANG": "C.UTF-8"}
    environment.pop("TERUGBLIK_DATABASE_URL", None)
    command = [sys.executable, "-c", "from app.cli import main; main()", "export", "Nergens"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
