"""A poster and a picture show what their maker may see and has in view, and nothing else."""

from __future__ import annotations

import io
import re
from unittest.mock import patch

import pytest
from PIL import Image
from pypdf import PdfReader

from analysis.report.press import Busy, ReportNotMade
from tests.factories import World
from tests.http import Browser, browser_for

pytestmark = pytest.mark.any_database


def words(browser: Browser, address: str) -> str:
    answer = browser.get(f"{browser.case}/timeline/{address}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert "attachment" in answer.headers["content-disposition"]
    assert "no-store" in answer.headers["cache-control"]
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)


def test_a_poster_holds_what_is_on_the_timeline(facilitator: Browser, world: World) -> None:
    world.event("Zitting", lane="zorg")
    said = words(facilitator, "poster/a3")
    assert "Zonnebloem" in said
    assert "Zitting" in said


def test_what_an_organisation_keeps_to_itself_is_on_nobody_elses_poster(world: World) -> None:
    world.event("Geheim", by="gemeente")
    for name in ("gemeente", "zorg", "facilitator"):
        with browser_for(world, name) as browser:
            assert ("Geheim" in words(browser, "poster/a3")) is (name == "gemeente"), name
            assert ("Geheim" in browser.get(f"{browser.case}/timeline/picture/svg").text) is (name == "gemeente"), name


def test_it_shows_the_kinds_and_the_days_that_are_in_view(facilitator: Browser, world: World) -> None:
    world.event("Zitting", "6 mei 2020", kind="mdo")
    world.event("Gesprek", "6 mei 2022", kind="contact")
    chosen = words(facilitator, "poster/a3?kind=mdo")
    assert "Gesprek" not in chosen
    # or it would look as if nothing else had happened
    assert "Niet alles staat erop: 1 van de 2 gebeurtenissen. Gekozen is: MDO." in chosen
    assert "Gekozen" not in words(facilitator, "poster/a3")
    assert "Zitting" not in words(facilitator, "poster/a3?from=2022-01-01&to=2022-12-31")


def test_a_poster_that_nobody_could_read_says_so_and_offers_what_can_be_read(
    facilitator: Browser, world: World
) -> None:
    for number in range(150):
        world.event(f"Gesprek {number}", "6 mei 2020")
    told = facilitator.get(f"{facilitator.case}/timeline/poster/a3?kind=contact")
    assert told.headers["content-type"].startswith("text/html")
    assert "worden de letters kleiner dan 4 punten" in told.text
    assert "/timeline/poster/a1?kind=contact" in told.text
    assert "/timeline/poster/a2?kind=contact" not in told.text
    family = facilitator.get(f"{facilitator.case}/timeline/poster/a3?fold=family")
    assert family.headers["content-type"] == "application/pdf"
    anyway = re.search(r'href="([^"]*poster/a3[^"]*anyway=true)"', told.text)
    assert anyway
    assert facilitator.get(anyway[1].replace("&amp;", "&")).headers["content-type"] == "application/pdf"


def test_a_picture_says_that_it_shows_a_choice_and_how_much_of_all_that_is(facilitator: Browser, world: World) -> None:
    world.event("Zitting", "6 mei 2020", kind="mdo")
    world.event("Gesprek", "6 mei 2022", kind="contact")

    def said(query: str) -> str:
        return facilitator.get(f"{facilitator.case}/timeline/picture/svg{query}").text

    assert "Niet alles staat erop" not in said("")
    assert "Niet alles staat erop: 1 van de 2 gebeurtenissen. Gekozen is: MDO." in said("?kind=mdo")
    days = said("?from=2022-01-01&amp;to=2022-12-31".replace("&amp;", "&"))
    assert "1 van de 2 gebeurtenissen. Gekozen is: van 1 januari 2022 tot en met 31 december 2022." in days
    plain, chosen = (
        facilitator.get(f"{facilitator.case}/timeline/picture/png{query}").content for query in ("", "?kind=mdo")
    )
    assert Image.open(io.BytesIO(plain)).height != Image.open(io.BytesIO(chosen)).height


def test_a_picture_has_no_place_for_what_has_no_date_and_says_so(facilitator: Browser, world: World) -> None:
    world.event("Zitting", "6 mei 2020", kind="mdo")
    world.event("Verhuizing", "onbekend")
    said = facilitator.get(f"{facilitator.case}/timeline/picture/svg").text
    assert "Niet alles staat erop: 1 van de 2 gebeurtenissen. De andere heeft nog geen datum." in said


@pytest.mark.parametrize("address", ["poster/a4", "poster/a3.pdf", "picture/gif"])
def test_a_form_that_is_not_made_is_not_there(facilitator: Browser, address: str) -> None:
    assert facilitator.get(f"{facilitator.case}/timeline/{address}").status_code == 404


def test_the_page_offers_them_with_the_view_that_it_has(facilitator: Browser, world: World) -> None:
    world.event("Zitting", kind="mdo")
    page = facilitator.get(f"{facilitator.case}/timeline?kind=mdo").text
    assert f"{facilitator.case}/timeline/poster/a1-a3?kind=mdo" in page
    assert facilitator.get(f"{facilitator.case}/timeline/picture/png").content.startswith(b"\x89PNG")


@pytest.mark.parametrize(("problem", "said"), [(Busy(), "Wacht even"), (ReportNotMade("x"), "De poster kon niet")])
def test_what_could_not_be_made_says_what_to_do(
    facilitator: Browser, world: World, problem: Exception, said: str
) -> None:
    world.event("Zitting")
    with patch("app.pages.poster.poster", side_effect=problem):
        answer = facilitator.get(f"{facilitator.case}/timeline/poster/a3")
    assert answer.status_code < 500
    assert said in answer.text
