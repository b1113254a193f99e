"""The timeline as one file: everything in it, nothing outside it, and nothing that is private."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from sqlmodel import select

from analysis.perspectives import reveal
from app.audit import AuditLine
from app.one_script import NotOneScript, one_script
from tests.factories import World
from tests.http import Browser, browser_for

ODD = "</script><script>alert(1)</script><!-- \u2028 שלום"


def taken(browser: Browser, query: str = "") -> str:
    answer = browser.get(f"{browser.case}/timeline/file{query}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == 'attachment; filename="terugblik-tijdlijn.html"'
    assert "no-store" in answer.headers["cache-control"]
    return answer.text


def content_of(page: str) -> dict:
    return json.loads(re.search(r'<script type="application/json" id="content">(.*?)</script>', page, re.DOTALL)[1])


@pytest.mark.any_database
def test_it_holds_the_events_and_says_what_it_is(facilitator: Browser, world: World) -> None:
    world.event("Zitting", "6 mei 2020", kind="court_step", lane="zorg", description="De rechter vraagt door.")
    world.event("Gesprek", "6 mei 2021", kind="contact")
    page = taken(facilitator)
    for words in ("Zonnebloem", "Gemaakt op", "2 van 2 gebeurtenissen", "Vertrouwelijk", "De rechter vraagt door."):
        assert words in page
    assert content_of(page)["columns"]["events"]["title"] == ["Zitting", "Gesprek"]
    chosen = taken(facilitator, "?kind=contact")
    assert "Zitting" not in chosen
    assert "De rechter" not in chosen
    assert "1 van 2 gebeurtenissen" in chosen
    assert "Het is een keuze: contactmoment." in chosen


@pytest.mark.any_database
def test_what_an_organisation_keeps_to_itself_is_not_in_it(facilitator: Browser, world: World) -> None:
    world.event("Zitting")
    before = taken(facilitator)
    world.event("Geheim gesprek", by="gemeente", description="Voor onszelf")
    assert taken(facilitator) == before


@pytest.mark.any_database
@pytest.mark.parametrize("name", ["gemeente", "colleague", "reader", "beamer", "administrator"])
def test_only_who_may_export_takes_it_and_the_log_says_so(world: World, name: str) -> None:
    with browser_for(world, name) as browser:
        assert browser.get(f"{browser.case}/timeline/file").status_code in {403, 404}
    with world.database.reading() as db:
        assert not db.exec(select(AuditLine).where(AuditLine.action == "timeline.file")).all()
    with browser_for(world, "facilitator") as browser:
        taken(browser)
    with world.database.reading() as db:
        (line,) = db.exec(select(AuditLine).where(AuditLine.action == "timeline.file")).all()
        assert line.case_id == world.case_id


def test_nothing_that_was_typed_gets_out_of_its_place(facilitator: Browser, world: World) -> None:
    world.event(ODD, description=ODD)
    page = taken(facilitator)
    assert "alert(1)</script>" not in page
    assert len(re.findall(r"<script", page, re.IGNORECASE)) == 2  # the content and our own
    assert content_of(page)["columns"]["events"]["title"][0].startswith("</script><script>alert(1)</script><!--")
    assert "שלום" in page


class _Addresses(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [
            (tag, value or "") for name, value in attrs if name in {"src", "href", "action", "srcset", "data", "poster"}
        ]
        assert not [name for name, _ in attrs if name.startswith("on") or name == "style"]


def test_it_asks_nothing_from_outside_and_only_its_own_script_runs(facilitator: Browser, world: World) -> None:
    world.event("Zitting")
    page = taken(facilitator)
    reader = _Addresses()
    reader.feed(page)
    assert all(value.startswith("#") for _, value in reader.found), reader.found
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)[1].replace("&#39;", "'")
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for tag, text in (
        ("script", re.search(r"<script>(.*?)</script>", page, re.DOTALL)[1]),
        ("style", re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]),
    ):
        mark = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{mark}'" in policy
    assert not re.search(r"url\((?![\"']?(data:|#))", page)
    assert "@import" not in page


def test_an_empty_timeline_is_a_file_too(facilitator: Browser) -> None:
    assert "Er staat niets op deze tijdlijn." in taken(facilitator)


def test_modules_become_one_script_in_the_order_in_which_they_need_each_other(tmp_path: Path) -> None:
    (tmp_path / "low.js").write_text("/** @typedef {import('./x.js').X} X */\nexport const one = 1;\nconst own = 2;\n")
    (tmp_path / "mid.js").write_text("import { one } from './low.js';\nexport function two() { return one + 1; }\n")
    (tmp_path / "top.js").write_text(
        "import { one as a } from './low.js';\nimport { two } from './mid.js';\na + two();\n"
    )
    made = one_script(tmp_path / "top.js")
    assert made.index("const one = 1") < made.index("function two") < made.index("const {one: a} = module0;")
    assert made.count("const one = 1") == 1
    assert "import {" not in made


def test_a_module_that_is_only_run_stands_before_who_asks_for_it(tmp_path: Path) -> None:
    (tmp_path / "low.js").write_text("document.title = 'low';\n")
    (tmp_path / "top.js").write_text('import "./low.js";\ndocument.title = "top";\n')
    made = one_script(tmp_path / "top.js")
    assert made.index("'low'") < made.index('"top"')
    assert "import" not in made


def test_only_where_there_is_a_server_may_a_script_fetch_another(tmp_path: Path) -> None:
    (tmp_path / "top.js").write_text("const a = await import('./low.js');\n")
    assert "import('./low.js')" in one_script(tmp_path / "top.js", fetches=True)
    with pytest.raises(NotOneScript):
        one_script(tmp_path / "top.js")


@pytest.mark.parametrize(
    "source",
    [
        "import all from './low.js';",
        "import * as all from './low.js';",
        "export default 1;",
        "const a = 1;\nexport { a };",
        "export * from './low.js';",
        "const a = await import('./low.js');",
        "const a = import.meta.url;",
        "const a = '</script>';",
        "import { a } from './top.js';",
    ],
)
def test_a_form_of_module_that_is_not_known_is_refused(tmp_path: Path, source: str) -> None:
    (tmp_path / "low.js").write_text("export const one = 1;\n")
    (tmp_path / "top.js").write_text(f"{source}\n")
    with pytest.raises(NotOneScript):
        one_script(tmp_path / "top.js")


def correct(browser: Browser, event_id: str, reading: str) -> None:
    address = f"{browser.case}/events/{event_id}/correct"
    answer = browser.post(address, data={"reading": reading, "version": 0})
    assert answer.status_code in {200, 303}, answer.text


def test_it_tells_what_everyone_tells_once_that_is_shared_and_never_before(world: World) -> None:
    event_id = world.event("Zitting", "6 mei 2020", lane="zorg")
    with browser_for(world, "zorg") as browser:
        correct(browser, event_id, "Wij zagen het anders.")
    with browser_for(world, "facilitator") as browser:
        assert "Wij zagen het anders." not in taken(browser)
        assert "data-tellings" not in re.sub(r"<script>.*?</script>", "", taken(browser), flags=re.DOTALL)
        with world.database.writing() as db:
            reveal(db, world.case(db), by=world.participant(db, "facilitator"))
        page = taken(browser)
    assert re.search(r"<strong>De Veerboot:</strong>.*?Wij zagen het anders\.", page, re.DOTALL)
