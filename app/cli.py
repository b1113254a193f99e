"""The `terugblik` command. Bad input: one clear line on stderr and exit status 2; a failure: 1."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from sqlmodel import Session, col, select

from analysis.exchange import case_as_json, export_case
from app.backup import backup, restore
from app.checking import check_installation
from app.database import Database
from app.erasing import erase_case, leave_no_residue
from app.i18n import N_, chosen_language, gettext, in_reader_words, use_language
from app.identity.links import make_link
from app.identity.models import User
from app.settings import LOOPBACK, Settings, read_settings
from timeline.errors import UserError
from timeline.models import Case
from timeline.writers import EXPORTS

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
PATH = typer.Option("-o", "--output", help="Write to this file instead of standard output.")
COMMAND_LINE = "command-line"


class UnknownCase(UserError):
    """No case has this code name or id."""


class NotMigrated(UserError):
    """The database belongs to another version of the program."""


class UnknownChoice(UserError):
    """A word on the command line is none of those that can be used."""


def main() -> None:
    """Run the command; what a person did wrong is said in one line."""
    use_language(chosen_language(None, os.environ.get("LANG", "nl")))
    os.umask(0o077)
    try:
        status = app(standalone_mode=False)
    except UserError as error:
        print(in_reader_words(error), file=sys.stderr)
        sys.exit(2)
    except typer.Abort:
        sys.exit(1)
    except Exception as error:
        _say_usage_or_failure(error)
    else:
        sys.exit(status if isinstance(status, int) else 0)


@app.command()
def serve(host: str = "127.0.0.1", port: Annotated[int, typer.Option(envvar="PORT")] = 8000) -> None:
    """Bring the tables up to date and serve the application."""
    with _opened(port) as (settings, database):
        database.migrate()
        _serve(settings, database, host, port)


@app.command()
def demo(port: Annotated[int, typer.Option(envvar="PORT")] = 8000, host: str = "127.0.0.1") -> None:
    """Make the demonstration case, print a sign-in link for each role, and serve it on this computer only."""
    from app.demo.build import demo_links, make_demo

    if host not in LOOPBACK:
        raise UnknownChoice(N_("De demonstratie draait alleen op deze computer (127.0.0.1)."))
    with _opened(port) as (settings, database):
        database.migrate()
        with database.writing() as db:
            case = make_demo(db)
            links = demo_links(db, settings, case)
        file = settings.data_dir / "demo-links.json"
        file.write_bytes(orjson.dumps(links, option=orjson.OPT_INDENT_2))
        _print_links(links)
        _serve(settings, database, host, port)


@app.command()
def migrate() -> None:
    """Bring the tables up to date."""
    with _opened() as (_, database):
        database.migrate()


@app.command()
def invite(name: str, role: str = "facilitator") -> None:
    """Make a link for a new facilitator or administrator."""
    if role not in {"facilitator", "administrator"}:
        raise UnknownChoice(N_("Kies --role facilitator of --role administrator."))
    with _opened() as (settings, database):
        database.migrate()
        with database.writing() as db:
            user = User(name=name, role=role)
            db.add(user)
            db.flush()
            token = make_link(db, settings.secret_key, user=user)
        print(f"{settings.base_url}/enter/{token}")


@app.command("import")
def import_files(
    case: str,
    files: list[Path],
    organisation: Annotated[str, typer.Option(help="Whose files these are.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would come in.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Put files of organisations on the timeline of a case, or read a case that was exported as JSON."""
    from app.import_command import import_into, read_all, what_is_known

    with _ready() as database:
        with database.reading() as db:
            known = what_is_known(db, files, find=lambda: find_case(db, case), organisation=organisation)
        read = read_all(files, known)  # nobody has to wait for it
        with database.writing() as db:
            answers = import_into(db, read, find=lambda: find_case(db, case), code_name=case, organisation=organisation)
            if dry_run:
                db.rollback()
    if as_json:
        _write(orjson.dumps([answer.to_json() for answer in answers], option=orjson.OPT_INDENT_2) + b"\n", None)
    else:
        for answer in answers:
            print(answer.in_words())


@app.command("export")
def export(
    case: str,
    format_: Annotated[str, typer.Option("--format")] = "json",
    output: Annotated[Path | None, PATH] = None,
) -> None:
    """Write the timeline of a case as json, csv, xlsx, timelinejs or ics."""
    if format_ != "json" and format_ not in EXPORTS:
        raise UnknownChoice(N_("Kies --format json, csv, xlsx, timelinejs of ics."))
    with _ready() as database, database.reading() as db:
        found = find_case(db, case)
        _write(export_bytes(db, found, format_), output)


@app.command("report")
def write_report(
    case: str,
    format_: Annotated[str, typer.Option("--format")] = "pdf",
    edition: Annotated[str, typer.Option("--edition")] = "participants",
    output: Annotated[Path | None, PATH] = None,
) -> None:
    """Write the report of a case as pdf, docx, html, pptx or json."""
    from app.report_files import REPORT_FORMATS, report_bytes

    if format_ not in REPORT_FORMATS:
        raise UnknownChoice(N_("Kies --format pdf, docx, html, pptx of json."))
    if edition == "region":
        raise UnknownChoice(N_("Een regionale uitgave is er nog niet. Kies --edition participants."))
    if edition != "participants":
        raise UnknownChoice(N_("Kies --edition participants."))
    with _ready() as database, database.reading() as db:
        _write(report_bytes(db, find_case(db, case), format_), output)


@app.command("backup")
def write_backup(file: Path) -> None:
    """Write everything to one file."""
    with _ready() as database:
        rows = backup(database, file)
    print(gettext(N_("%(rows)s regels bewaard in %(file)s.")) % {"rows": rows, "file": file})


@app.command("restore")
def put_back(file: Path) -> None:
    """Put a backup back into an empty database."""
    with _opened() as (_, database):
        database.migrate()
        rows = restore(database, file)
    print(gettext(N_("%(rows)s regels teruggezet uit %(file)s.")) % {"rows": rows, "file": file})


@app.command()
def erase(case: str, yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False) -> None:
    """Erase a case and everything in it, for good."""
    with _ready() as database:
        with database.reading() as db:
            case_id = find_case(db, case).id
        if not yes and not typer.confirm(gettext(N_("Deze casus voorgoed wissen?"))):
            raise typer.Exit(1)
        with database.writing() as db:
            found = db.get(Case, case_id)
            if found is not None:
                erase_case(db, found, actor_id=COMMAND_LINE)
        leave_no_residue(database)
    print(gettext(N_("De casus is gewist.")))


@app.command()
def check() -> None:
    """Check this installation: settings, tables, integrity, agreed reports."""
    with _opened() as (settings, database):
        wrong = 0
        for finding in check_installation(settings, database):
            wrong += not finding.fine
            print(
                f"{'ok ' if finding.fine else 'FOUT'} {finding.what}" + ("" if finding.fine else f". {finding.advice}")
            )
    if wrong:
        raise typer.Exit(1)


def find_case(db: Session, name: str) -> Case:
    """The case with this code name (capitals do not matter) or id.

    Raises:
        UnknownCase: there is none, or more than one.
    """
    # compared here: not every database knows the capitals of all letters
    names = db.exec(select(Case.id, Case.code_name)).all()
    ids = [case_id for case_id, code_name in names if case_id == name or code_name.casefold() == name.casefold()]
    found = db.exec(select(Case).where(col(Case.id).in_(ids))).all()
    if not found:
        raise UnknownCase(
            N_("Er is geen casus met de schuilnaam of id '%(name)s'. Kijk of je die goed hebt getypt."), name=name
        )
    if len(found) > 1:
        raise UnknownCase(
            N_("Er zijn %(count)s casussen met de schuilnaam '%(name)s'. Gebruik de id: %(ids)s."),
            name=name,
            count=len(found),
            ids=", ".join(sorted(case.id for case in found)),
        )
    return found[0]


def export_bytes(db: Session, case: Case, format_: str) -> bytes:
    """The case in one of the export forms."""
    value = export_case(db, case)
    return case_as_json(value) if format_ == "json" else EXPORTS[format_](value)


@contextmanager
def _opened(port: int = 8000) -> Iterator[tuple[Settings, Database]]:
    settings = read_settings(port=port)
    database = Database(settings.database_url)
    try:
        yield settings, database
    finally:
        database.close()


@contextmanager
def _ready() -> Iterator[Database]:
    """The database with the tables that this version works with; they are made when there are none at all.

    Raises:
        NotMigrated: the tables are of another version; nothing is changed without being asked.
    """
    with _opened() as (_, database):
        if database.is_empty():
            database.migrate()
        elif not database.is_current():
            raise NotMigrated(N_("De tabellen horen bij een andere versie van Terugblik. Draai: terugblik migrate."))
        yield database


def _serve(settings: Settings, database: Database, host: str, port: int) -> None:
    import uvicorn

    from app.main import create_app

    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
    logging.getLogger("terugblik").setLevel(logging.INFO)
    uvicorn.run(
        create_app(settings, database),
        host=host,
        port=port,
        access_log=False,  # our own has the route's pattern, never an address with a token in it
        server_header=False,
        timeout_graceful_shutdown=5,
        log_level="warning",
    )


def _print_links(links: dict[str, Any]) -> None:
    print(gettext(N_("De demonstratie staat klaar. Open een van deze links in je browser:")))
    print(f"  {gettext(N_('procesbegeleider'))}: {links['facilitator']}")
    for name, link in links["participants"].items():
        print(f"  {name}: {link}")
    print(f"  {gettext(N_('lezer'))}: {links['reader']}")
    print(f"  {gettext(N_('beheerder'))}: {links['administrator']}", flush=True)


def _write(content: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise UnknownChoice(
            N_("Kan niet schrijven naar %(path)s (%(why)s)."), path=output, why=error.strerror
        ) from error


def _say_usage_or_failure(error: Exception) -> None:
    show = getattr(error, "format_message", None)
    if show is not None:
        print(show(), file=sys.stderr)
        sys.exit(2)
    logging.getLogger("terugblik").debug("failed", exc_info=True)
    print(
        gettext(N_("Dit is mislukt (%(kind)s). Probeer `terugblik check`.")) % {"kind": type(error).__name__},
        file=sys.stderr,
    )
    sys.exit(1)
