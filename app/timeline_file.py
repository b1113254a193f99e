"""The timeline as one HTML file that opens from a disk: drawing, table, filter and script in it, nothing outside."""

from __future__ import annotations

import base64
from collections.abc import Collection
from functools import cache

import orjson
from markupsafe import Markup
from sqlmodel import Session

from analysis.choice_in_words import choice_in_words
from analysis.shown import shown
from app.assets import STATIC_DIR
from app.content_policy import source_hash
from app.days import today
from app.drawings import glyph
from app.file_tellings import tellings_in_file
from app.i18n import gettext, language
from app.one_script import one_script
from app.rendering import day, environment
from timeline.choosing import Choice
from timeline.errors import N_
from timeline.figure import columns
from timeline.models import Case
from timeline.scope import Viewer
from timeline.store import events_in_order
from timeline.svg import draw_svg, sign_svg, signs_of
from timeline.table import legend, rows, tray

STYLES = ("tokens.css", "timeline.css", "stage.css", "timeline_file.css")
FONTS = (
    ("Source Sans 3", "400", "source-sans-3-latin-400-normal.woff2"),
    ("Source Sans 3", "600 700", "source-sans-3-latin-600-normal.woff2"),
    ("Source Serif 4", "600 700", "source-serif-4-latin-600-normal.woff2"),
)
WORDS = {
    "close": N_("Sluiten"),
    "present": N_("Aan tafel: %(names)s."),
    "shown": N_("%(shown)s van %(total)s gebeurtenissen getoond."),
}
"""What the script in the file says, besides the words of the drawing."""


def timeline_file(db: Session, case: Case, choice: Choice, changed: Collection[str] = ()) -> bytes:
    """What is chosen of a case's timeline, as far as it is shared with all, as one page.

    `changed` are the ids of what changed since the last visit of who takes it along.
    """
    viewer = Viewer(case.id)
    everything = shown(db, case, viewer, translate=gettext)
    choice = everything.understood(choice, changed)
    placed = everything.in_view(choice, changed, language=language(), translate=gettext)
    told = rows(placed, language=language(), translate=gettext)
    waiting = tray(placed, language=language(), translate=gettext)
    descriptions = {event.id: event.description for event in events_in_order(db, viewer)}
    svg = draw_svg(placed, language=language(), link=lambda event: f"#e-{event}", translate=gettext)
    script, style = _script(), _style()
    content = {
        "columns": columns(placed, language=language(), translate=gettext, total=len(everything.events)),
        "words": {key: gettext(words) for key, words in WORDS.items()},
    }
    page = (
        environment()
        .get_template("timeline/standalone.html")
        .render(
            lang=language(),
            case=case,
            made_on=day(today()),
            policy=_policy(script, style),
            style=Markup(style),  # noqa: S704 (our own stylesheets)
            script=Markup(script),  # noqa: S704 (our own modules; `one_script` refuses what would end a script)
            content=_inside_a_page(content),
            svg=Markup(svg),  # noqa: S704 (the pen escapes what people typed)
            rows=told + waiting,
            descriptions=descriptions,
            tellings=tellings_in_file(db, viewer),
            lanes=everything.lanes,
            legend=legend(placed, language=language()),
            glyph=glyph,
            signs=[(Markup(sign_svg(key)), gettext(words)) for key, words in signs_of(placed).items()],  # noqa: S704 (ours)
            count=len(told) + len(waiting),
            total=len(everything.events),
            alone=choice_in_words(choice, everything, language=language(), translate=gettext),
        )
    )
    return page.encode("utf-8")


def _inside_a_page(content: object) -> Markup:
    """JSON in which nothing that people typed can end the element that holds it."""
    made = orjson.dumps(content).decode("utf-8")
    for sign in "<>&\u2028\u2029":
        made = made.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(made)  # noqa: S704 (no sign of a tag is left)


def _policy(script: str, style: str) -> str:
    """Nothing from anywhere: only the script, the style, and the typeface that stand in the file itself."""
    return (
        f"default-src 'none'; script-src {source_hash(script)}; style-src {source_hash(style)}; "
        "font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
    )


@cache
def _script() -> str:
    return "\n" + one_script(STATIC_DIR / "js" / "timeline_file.js")


@cache
def _style() -> str:
    faces = "".join(
        f'@font-face{{font-family:"{family}";font-weight:{weight};font-display:swap;'
        f'src:url("data:font/woff2;base64,{_encoded(name)}") format("woff2")}}\n'
        for family, weight, name in FONTS
    )
    sheets = "\n".join((STATIC_DIR / "css" / name).read_text(encoding="utf-8") for name in STYLES)
    return f"\n{faces}{sheets}".replace("</", "<\\/")


def _encoded(name: str) -> str:
    return base64.b64encode((STATIC_DIR / "fonts" / name).read_bytes()).decode("ascii")
