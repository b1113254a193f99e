"""A file with doubts, looked over in a real browser: sent, settled with one click, changed by keyboard, undone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from app.database import Database
from app.identity.links import make_link
from app.identity.models import User
from tests.browser.conftest import LAPTOP, PHONE, Person, Product
from tests.browser.test_journey import make_the_case
from tests.factories import SECRET_KEY

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]  # a slow machine is no failure

FILE = b"""Datum;Wat;Gedoe;Organisatie
1-2-2021;Intake met moeder;moeder;
14-3-2021;MDO over de omgang;school en gemeente;Het Anker
;Telefoontje van school;juf;De Meent
onbekend;Verhuizing;;Gezin
Totaal;4;;
"""


@pytest.fixture
def link(database: Database, monkeypatch: pytest.MonkeyPatch) -> str:
    """The token of a facilitator's link, that the product takes; the journey invites by a command of the product."""
    monkeypatch.setenv("TERUGBLIK_SECRET_KEY", SECRET_KEY)
    with database.writing() as db:
        user = User(name="Noor", role="facilitator")
        db.add(user)
        db.flush()
        return make_link(db, SECRET_KEY, user=user)


@pytest.fixture(params=[PHONE, LAPTOP], ids=["phone", "laptop"])
def facilitator(request: pytest.FixtureRequest, link: str, person: Callable[..., Person], product: Product) -> Person:
    made = person(request.param)
    made.enter(f"{product.base}/enter/{link}")
    return made


def look_over(facilitator: Person, case: str) -> None:
    """Hand in the list of De Veerboot, up to its preview."""
    page = facilitator.page
    facilitator.go(f"{case}/import")
    page.locator("#f-organisation_id").select_option(label="De Veerboot")
    page.locator("#f-files").set_input_files({"name": "lijst.csv", "mimeType": "text/csv", "buffer": FILE})
    page.get_by_role("button", name="Lees het bestand").click()
    page.wait_for_url(re.compile(r"/import/[a-z2-7]{26}$"))


def row_of(page: Page, title: str) -> str:
    """The address in the page of the row with this title."""
    return "#" + str(page.locator("tbody.import-row", has_text=title).first.get_attribute("id"))


def test_a_file_is_looked_over_changed_taken_in_and_undone(facilitator: Person) -> None:
    page = facilitator.page
    case = make_the_case(facilitator)
    look_over(facilitator, case)
    expect(page.locator("#import-counts")).to_contain_text("4 gebeurtenissen gelezen.")
    expect(page.locator("#import-same")).to_contain_text("4 nieuwe gebeurtenissen.")
    facilitator.check()
    settle_doubts_with_one_click(facilitator)
    change_a_row_by_keyboard(facilitator)
    take_in_what_was_no_event(facilitator)
    say_what_a_column_means(facilitator)
    facilitator.press("Ja, zet in de tijdlijn")
    facilitator.sees("Het bestand staat in de tijdlijn.")
    events = page.request.get(f"{facilitator.product.base}{case}/export/json").json()["events"]
    assert {event["title"] for event in events} >= {"Intake met beide ouders", "MDO over de omgang"}
    page.locator("summary", has_text="Maak ongedaan").click()
    facilitator.press("Maak ongedaan")
    facilitator.sees("De import is ongedaan gemaakt.")


def settle_doubts_with_one_click(facilitator: Person) -> None:
    page = facilitator.page
    before = int(re.search(r"Bij (\d+) twijfelen", page.locator("#import-counts").inner_text())[1])  # type: ignore[index]
    row = row_of(page, "Telefoontje van school")
    expect(page.locator("tbody.import-row").first).to_have_class(re.compile("import-doubt"))
    page.locator(row).get_by_role("button", name="Laat zo").click()
    expect(page.locator(row)).to_contain_text("nagekeken")
    expect(page.locator(f"{row} .import-question")).to_have_count(0)
    left = f"Bij {before - 1} twijfelen" if before > 1 else "Nergens twijfelen we"
    expect(page.locator("#import-counts")).to_contain_text(left)
    expect(page.locator(f"#edit-{row[1:]}")).to_be_focused()


def change_a_row_by_keyboard(facilitator: Person) -> None:
    page = facilitator.page
    row = row_of(page, "Intake met moeder")
    page.locator(f"#edit-{row[1:]}").press("Enter")
    expect(page.locator(f"#date-{row[1:]}")).to_be_focused()
    facilitator.check()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("februari 2021")
    expect(page.locator(f"#read-{row[1:]}")).to_contain_text("Wij lezen: februari 2021")
    page.keyboard.press("Tab")
    page.keyboard.type("Intake met beide ouders")
    page.keyboard.press("Enter")
    expect(page.locator(row)).to_contain_text("door jou veranderd")
    expect(page.locator(row)).to_contain_text("er staat: Intake met moeder")
    expect(page.locator(f"#edit-{row[1:]}")).to_be_focused()
    facilitator.check()
    page.locator(row).get_by_role("button", name=re.compile("Zet terug.*februari 2021")).press("Enter")
    expect(page.locator(row)).to_contain_text("1 februari 2021")
    expect(page.locator(row)).to_contain_text("Intake met beide ouders")


def take_in_what_was_no_event(facilitator: Person) -> None:
    page = facilitator.page
    page.get_by_role("link", name=re.compile("Komt niet mee")).click()
    page.wait_for_load_state()
    facilitator.check()
    row = row_of(page, "Totaal")
    page.locator(row).get_by_role("button", name="Toch een gebeurtenis").click()
    expect(page.locator(row)).to_contain_text("Komt nu mee:")
    page.locator(row).get_by_role("button", name="Toch niet").click()
    expect(page.locator(row)).to_contain_text("Een regel met een totaal")
    facilitator.check()


def say_what_a_column_means(facilitator: Person) -> None:
    page = facilitator.page
    page.locator("#columns summary").click()
    page.get_by_label("Wat staat er in de kolom Gedoe?").select_option("who")
    page.get_by_role("button", name="Lees opnieuw met deze kolommen").click()
    facilitator.sees("We onthouden dit voor het volgende bestand.")
    expect(page.locator(row_of(page, "Intake met beide ouders"))).to_contain_text("moeder")
    facilitator.check()


@pytest.mark.any_database
def test_what_was_pasted_is_still_there_after_the_page_was_lost(facilitator: Person) -> None:
    case = make_the_case(facilitator)
    facilitator.go(f"{case}/import")
    page = facilitator.page
    page.locator("#paste summary").click()
    page.locator("#f-text").fill("14 maart 2021: intake met moeder")
    expect(page.locator("#paste [data-draft-state]")).to_contain_text("kopie")
    facilitator.check()
    page.reload()
    expect(page.locator("#f-text")).to_have_value("14 maart 2021: intake met moeder")
    page.get_by_role("button", name="Lees de tekst").click()
    facilitator.sees("1 gebeurtenis gelezen.")


@pytest.mark.any_database
def test_a_line_that_breaks_keeps_the_chosen_files(facilitator: Person) -> None:
    case = make_the_case(facilitator)
    facilitator.go(f"{case}/import")
    page = facilitator.page
    page.locator("#f-files").set_input_files(
        [{"name": name, "mimeType": "text/csv", "buffer": FILE} for name in ("een.csv", "twee.csv")]
    )
    page.route("**/import", lambda route: route.abort())
    page.get_by_role("button", name="Lees het bestand").click()
    expect(page.locator("[data-upload-status]")).to_contain_text("De verbinding viel weg")
    page.unroute("**/import")
    page.get_by_role("button", name="Probeer opnieuw").click()
    expect(page.locator("[data-upload-list] a")).to_have_count(2)
    facilitator.check()


def test_a_file_that_is_refused_says_so_as_everything_that_goes_wrong_does(facilitator: Person) -> None:
    page = facilitator.page
    facilitator.go(f"{make_the_case(facilitator)}/import")
    page.locator("#f-organisation_id").select_option(label="De Veerboot")
    page.locator("#f-files").set_input_files({"name": "leeg.csv", "mimeType": "text/csv", "buffer": b" "})
    button = page.get_by_role("button", name="Lees het bestand")
    button.click()
    expect(page.locator("[data-upload-list] [role=alert] svg")).to_be_visible()
    expect(button.locator("svg")).to_be_visible()


def test_who_writes_while_a_colleague_takes_the_file_in_keeps_the_text_in_view(facilitator: Person) -> None:
    page = facilitator.page
    case = make_the_case(facilitator)
    look_over(facilitator, case)
    address = page.url
    row = page.locator(row_of(page, "Intake met moeder"))
    row.get_by_role("link", name="Verander").click()
    row.get_by_label("Toelichting").fill("Moeder was erg moe.")
    token = page.locator("input[name=csrf_token]").first.get_attribute("value")
    assert page.request.post(f"{address}/accept", form={"csrf_token": token or ""}).ok
    row.get_by_role("button", name="Bewaar").click()
    expect(row.get_by_text("niet bewaard")).to_be_visible()
    expect(row).to_contain_text("Moeder was erg moe.")


@pytest.mark.any_database
def test_every_open_row_is_told_of_before_the_page_is_left(facilitator: Person) -> None:
    page = facilitator.page
    case = make_the_case(facilitator)
    look_over(facilitator, case)
    yes = page.get_by_role("button", name="Ja, zet in de tijdlijn")
    said = page.locator("#toasts", has_text="Je bent nog een regel aan het veranderen")

    first = open_and_type(page, "Intake met moeder")
    yes.click()
    expect(said).to_be_visible()
    expect(first).to_be_focused()
    page.get_by_role("button", name="Bewaar").click()
    expect(first).to_have_count(0)
    expect(said).to_have_count(0)

    second = open_and_type(page, "MDO over de omgang")
    page.locator("#columns summary").click()
    for leave in (
        yes,
        page.get_by_role("button", name="Nee, niet overnemen"),
        page.get_by_role("button", name="Lees opnieuw met deze kolommen"),
        page.get_by_role("link", name=re.compile("Komt niet mee")),
        page.get_by_role("link", name="Terug naar de bestanden"),
    ):
        leave.press("Enter")  # a finger could hit the message itself
        expect(said).to_be_visible()
        expect(second).to_be_focused()
    page.get_by_role("link", name="Terug naar de bestanden").press("Enter")
    page.wait_for_url(re.compile(r"/import$"))


def open_and_type(page: Page, title: str) -> Locator:
    row = row_of(page, title)
    page.locator(row).get_by_role("link", name="Verander").click()
    what = page.locator(f"#what-{row[1:]}")
    what.fill(f"{title}, thuis")
    return what
