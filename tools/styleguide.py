"""Show every component on one page: `python tools/styleguide.py FOLDER` writes FOLDER/index.html with its static files.

Serve the folder (`python -m http.server --directory FOLDER`) and look: light and dark, narrow and wide, and in print.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from types import SimpleNamespace as Thing

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

ROOT = Path(__file__).resolve().parents[1]
PHASES = ["Voorbereiden", "Aanvullen", "Leersessie", "Verslag", "Vastgesteld"]
SCREENS = [
    ("Overzicht", "layout-dashboard"),
    ("Tijdlijn", "chart-gantt"),
    ("Bestanden", "file-up"),
    ("Leervragen", "circle-help"),
    ("Mensen", "users"),
    ("Leersessie", "presentation"),
    ("Verslag", "file-text"),
]
ORGANISATIONS = [
    ("Gemeente", "G"),
    ("Zorgaanbieder", "Z"),
    ("Jeugdbescherming", "JB"),
    ("School", "S"),
    ("Huisarts", "HA"),
    ("Veilig Thuis", "VT"),
    ("Wijkteam", "W"),
    ("Opvang", "O"),
    ("Mediator", "M"),
    ("GGZ", "GG"),
    ("Raad", "R"),
    ("Politie", "P"),
]
KINDS = [
    ("intervention", "Hulp"),
    ("mdo", "MDO"),
    ("court_step", "Rechtbankstap"),
    ("report_of_concern", "Zorgmelding"),
    ("decision", "Besluit"),
    ("handover", "Overdracht"),
    ("incident", "Incident"),
    ("family_event", "Gebeurtenis in het gezin"),
    ("contact", "Contactmoment"),
    ("waiting", "Wachttijd"),
    ("other", "Anders"),
]


def sample() -> dict[str, object]:
    """What a page gets from the app, made up."""
    return {
        "lang": "nl",
        "path": "/",
        "actor": Thing(name="Proefpersoon", role="procesbegeleider", organisation_name=None, is_facilitator=True),
        "case": Thing(id="0", code_name="Korenbloem", phase="annotating"),
        "phases": [
            Thing(key=name, name=name, state="done" if at < 1 else "now" if at == 1 else "later")
            for at, name in enumerate(PHASES)
        ],
        "nav": [Thing(href="#", label=name, icon=icon, current=at == 1) for at, (name, icon) in enumerate(SCREENS)],
        "message": Thing(kind="success", text="Bewaard. Je kunt verder."),
        "now_asked": Thing(text="Loop de tijdlijn na en beantwoord de leervragen.", href="#", minutes=45),
        "organisations": [
            Thing(name=name, initials=initials, colour=at) for at, (name, initials) in enumerate(ORGANISATIONS, 1)
        ],
        "event_kinds": KINDS,
    }


def environment() -> Environment:
    """The templates as the app knows them, with stand-ins for what the app gives."""
    made = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(
        asset=lambda path: f"/static/{path}",
        role_name=str,
        csrf_field=lambda: Markup('<input type="hidden" name="csrf_token" value="x">'),
    )
    return made


def main(folder: Path) -> None:
    """Write the pages."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(ROOT / "app" / "static", folder / "static", dirs_exist_ok=True)
    made = environment()
    (folder / "index.html").write_text(made.get_template("_styleguide.html").render(sample()), encoding="utf-8")
    beamer = sample() | {"now_asked": None, "message": None}
    (folder / "beamer.html").write_text(
        made.get_template("_styleguide.html").render(beamer | {"beamer": True}), encoding="utf-8"
    )
    for code in (401, 403, 404, 409, 410, 413, 500):
        context = beamer | {
            "case": None,
            "code": code,
            "text": "Hier staat wat er aan de hand is.",
            "number": "1a2b3c4d",
        }
        (folder / f"{code}.html").write_text(made.get_template("error.html").render(context), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
