"""The main job from an empty installation to a report that a reader opens, walked in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.browser.conftest import BEAMER, PHONE, Person, Product

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]  # a slow machine is no failure

SAMPLES = Path(__file__).resolve().parents[2] / "app" / "demo" / "samples"
ORGANISATIONS = (
    ("Gemeente Rietdorp", "municipality", "gemeente.xlsx", 40),
    ("De Veerboot", "care", "zorgaanbieder.csv", 26),
    ("Jeugdbescherming Zuiderlicht", "youth_protection", "jeugdbescherming.docx", 40),
)
CODE_NAME = "Kievitsbloem"


def test_a_case_goes_from_first_file_to_agreed_report(person: Callable[..., Person], product: Product) -> None:
    facilitator = person()
    facilitator.enter(product.run("invite", "Noor", "--role", "facilitator"), looking=True)

    case = make_the_case(facilitator)
    read_the_files(facilitator, case)
    look_at_the_timeline(facilitator, case)
    change_remove_and_undo(facilitator, case)

    contact_link = invite(facilitator, case, "Sam", "contact", "Gemeente Rietdorp")
    other_link = invite(facilitator, case, "Robin", "contact", "De Veerboot")
    reader_link = invite(facilitator, case, "Kim", "reader", None)
    beamer_link = invite(facilitator, case, "Zaal", "beamer", None)
    on_to_the_next_phase(facilitator, case)

    contact = person(PHONE)
    contact.enter(contact_link, looking=True)
    prepare(contact, case)
    other = person(PHONE)
    other.enter(other_link)
    sees_nothing_of_the_first(other, case)

    on_to_the_next_phase(facilitator, case)
    other.go(f"{case}/timeline?event={event_id(other, case, 'Ouders gaan uit elkaar')}")
    other.sees("Het was onrustig.")

    hold_the_session(facilitator, contact, person(BEAMER), beamer_link, case)
    write_down_what_came_out(facilitator, case)
    on_to_the_next_phase(facilitator, case)
    write_the_report(facilitator, case)
    agree(contact, other, case)
    freeze(facilitator, case)
    nothing_changes_any_more(facilitator, case)

    reader = person()
    reader.enter(reader_link)
    reads_the_report_and_nothing_else(reader, case)
    survives_a_power_cut(product, reader, case)


def make_the_case(facilitator: Person) -> str:
    page = facilitator.page
    facilitator.press("Nieuwe casus")
    page.get_by_label("Schuilnaam van de casus").fill(CODE_NAME)
    page.get_by_label("Waarom kijken jullie terug?").fill("De hulp liep vast.")
    page.get_by_label("Wat willen jullie leren?").fill("Hoe houden we samen koers?")
    page.locator("#person-name-1").fill("Merel")
    page.locator("#f-person-role-1").select_option("child")
    page.locator("#person-name-2").fill("Specht")
    page.locator("#f-person-role-2").select_option("child")
    for number, (name, kind, _, _) in enumerate(ORGANISATIONS, start=1):
        page.locator(f"#organisation-name-{number}").fill(name)
        page.locator(f"#organisation-kind-{number}").select_option(kind)
        page.locator(f"#organisation-colour-{number}").select_option(str(number))
    facilitator.press("Maak de casus")
    found = re.search(r"/cases/[a-z2-7]{26}", page.url)
    assert found, page.url
    facilitator.sees("De casus is gemaakt.")
    return found.group()


def read_the_files(facilitator: Person, case: str) -> None:
    page = facilitator.page
    for name, _, file, count in ORGANISATIONS:
        facilitator.go(f"{case}/import")
        page.get_by_label("Van welke organisatie is dit bestand?").select_option(label=name)
        page.get_by_label("Bestand", exact=False).last.set_input_files(SAMPLES / file)
        facilitator.press("Lees het bestand")
        facilitator.sees(f"{count} gebeurtenissen gelezen.")
        facilitator.sees("Hoe we de kolommen lazen")
        facilitator.press("Ja, zet in de tijdlijn")
        facilitator.sees("Het bestand staat in de tijdlijn.")
    facilitator.go(f"{case}/import")
    page.get_by_label("Bestand", exact=False).last.set_input_files(
        {"name": "leeg.xlsx", "mimeType": "application/octet-stream", "buffer": b""}
    )
    facilitator.press("Lees het bestand")
    facilitator.sees("leeg.xlsx")


def look_at_the_timeline(facilitator: Person, case: str) -> None:
    page = facilitator.page
    facilitator.go(f"{case}/timeline")
    page.locator("#timeline.timeline-live").wait_for()
    assert page.evaluate("performance.getEntriesByName('timeline-ready').length") == 1
    assert page.locator(".timeline-tray li").count() == 1
    page.locator(".timeline-walker").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.locator("#panel article.event").wait_for()
    page.wait_for_url(re.compile("event="))
    facilitator.check()
    page.keyboard.press("Escape")
    page.locator("#panel").wait_for(state="hidden")
    page.get_by_text("Kies wat je ziet").click()
    page.get_by_label("MDO", exact=False).first.check()
    page.wait_for_url(re.compile("kind=mdo"))
    page.locator("#table summary").click()
    page.locator("#table table").wait_for()
    assert page.locator("#table tbody tr").count() == 71
    assert page.locator("#table tbody tr:visible").count() == 7
    facilitator.check()
    for tongue in ("English", "Nederlands"):  # the same drawing comes alive in the other language, and the choice holds
        page.get_by_role("button", name=tongue).click()
        page.wait_for_load_state()
        page.locator("#timeline.timeline-live").wait_for()


def change_remove_and_undo(facilitator: Person, case: str) -> None:
    page = facilitator.page
    facilitator.go(f"{case}/events/new")
    page.get_by_label("Wat gebeurde er?").fill("Oma belt de school")
    page.get_by_label("Wanneer?").fill("begin 2020")
    page.get_by_text("Wij lezen: begin 2020").wait_for()
    facilitator.press("Bewaar")
    facilitator.sees("Toegevoegd.")
    facilitator.press("Verander")
    page.get_by_label("Wat gebeurde er?").fill("Oma belt de juf van Merel")
    facilitator.press("Bewaar")
    facilitator.sees("Oma belt de juf van Merel")
    facilitator.press("Maak ongedaan")
    facilitator.sees("Oma belt de school")
    page.locator("#panel summary", has_text="Verwijder").click()
    page.locator("#panel .tb-confirm-body").get_by_role("button").first.click()
    facilitator.sees("Verwijderd.")
    facilitator.press("Maak ongedaan")
    facilitator.sees("Oma belt de school")
    facilitator.press("Geschiedenis")
    assert page.get_by_text("ongedaan gemaakt").count() >= 2


def invite(facilitator: Person, case: str, name: str, role: str, organisation: str | None) -> str:
    page = facilitator.page
    facilitator.go(f"{case}/people")
    page.locator("#invite-name").fill(name)
    page.locator(f"input[name=role][value={role}]").last.check()
    if organisation:
        page.locator("#invite-organisation").select_option(label=organisation)
    facilitator.press("Maak de link")
    return page.locator("#new-link").input_value()


def on_to_the_next_phase(facilitator: Person, case: str) -> None:
    facilitator.go(f"{case}/phase")
    facilitator.page.locator(f'form[action="{case}/phase/next"] button[type=submit]').click()
    facilitator.page.wait_for_load_state()
    facilitator.check()


def event_id(someone: Person, case: str, title: str) -> str:
    someone.go(f"{case}/timeline/table")
    link = someone.page.locator("table a[data-timeline-event]", has_text=title).first
    return str(link.get_attribute("data-timeline-event"))


def prepare(contact: Person, case: str) -> None:
    page = contact.page
    contact.go(f"{case}/prepare")
    event = event_id(contact, case, "Ouders gaan uit elkaar")
    contact.go(f"{case}/prepare/events/{event}")
    contact.press("Klopt, ik vul iets aan")
    page.locator("textarea[name=feelings]").fill("Het was onrustig.")
    page.locator("textarea[name=known_then]").fill("We wisten niet van de advocaat.")
    contact.press("Bewaar aanvulling")
    contact.sees("Bewaard")
    contact.go(f"{case}/events/new")
    page.get_by_label("Wat gebeurde er?").fill("Huisbezoek van de wijkcoach")
    page.get_by_label("Wanneer?").fill("12 november 2018")
    contact.press("Bewaar")
    contact.go(f"{case}/prepare/questions")
    page.locator(f'main a[href*="{case}/prepare/questions/"]').first.click()
    page.wait_for_load_state()
    contact.check()
    page.get_by_label("Jullie antwoord").fill("Er was een vast gezicht.")
    contact.press("Bewaar en ga verder")
    contact.go(f"{case}/prepare/ready")
    page.locator(f'form[action="{case}/prepare/ready"] button[type=submit]').click()
    contact.sees("De procesbegeleider ziet dat je klaar bent.")


def sees_nothing_of_the_first(other: Person, case: str) -> None:
    event = event_id(other, case, "Ouders gaan uit elkaar")
    assert other.page.locator("table a", has_text="Huisbezoek van de wijkcoach").count() == 0
    other.go(f"{case}/timeline?event={event}")
    assert other.page.get_by_text("Het was onrustig.").count() == 0


def hold_the_session(facilitator: Person, contact: Person, wall: Person, beamer_link: str, case: str) -> None:
    wall.enter(beamer_link)
    facilitator.go(f"{case}/session")
    facilitator.page.locator(f'form[action="{case}/session/start"] button[type=submit]').click()
    facilitator.page.wait_for_load_state()
    facilitator.check()
    contact.go(f"{case}/session")
    wall.go(f"{case}/session/beamer")
    facilitator.go(f"{case}/session")
    facilitator.page.locator('form[action$="/session/beamer"] [value=notes]').first.click()
    contact.page.get_by_label("Wat wil je delen?").fill("We zagen elkaar te weinig.")
    contact.press("Deel met iedereen")
    for screen in (facilitator, wall):
        screen.page.get_by_text("We zagen elkaar te weinig.").first.wait_for()
        screen.check()


def write_down_what_came_out(facilitator: Person, case: str) -> None:
    page = facilitator.page
    event = event_id(facilitator, case, "OTS uitgesproken voor twaalf maanden")
    facilitator.go(f"{case}/outcomes")
    form = page.locator(f'form[action="{case}/outcomes/turning-points"]').first
    form.locator("[name=event_id]").select_option(event)
    form.locator("[name=why]").fill("Het kader werd gedwongen.")
    form.get_by_role("button", name="Markeer als kantelmoment").click()
    facilitator.sees("Kantelmoment 1")
    form = page.locator("#lesson-new-form")
    form.get_by_label("Wat is de les?").fill("Begin met een gezamenlijke analyse.")
    form.get_by_label("Uit welk moment komt hij?").select_option(event)
    form.get_by_role("button", name="Voeg de les toe").click()
    page.locator("#lessons li", has_text="Begin met een gezamenlijke analyse.").first.wait_for()
    facilitator.check()
    form = page.locator("#agreement-new-form")
    form.locator("[name=text]").fill("We bellen elkaar elke maand.")
    form.get_by_role("button", name="Voeg de afspraak toe").click()
    facilitator.sees("We bellen elkaar elke maand.")


def write_the_report(facilitator: Person, case: str) -> None:
    page = facilitator.page
    facilitator.go(f"{case}/report")
    page.locator("#f-analysis").fill("Iedereen deed iets goeds, maar niemand hield de koers vast.")
    page.locator("#text-analysis button[type=submit]").click()
    facilitator.sees("Bewaard.")
    facilitator.press("Deel het concept met de organisaties")
    facilitator.press("Bekijk het concept")
    facilitator.sees("Iedereen deed iets goeds, maar niemand hield de koers vast.")


def agree(contact: Person, other: Person, case: str) -> None:
    contact.go(f"{case}/report/review")
    contact.page.get_by_label("zijn akkoord met dit verslag").check()
    contact.press("Verstuur onze reactie")
    contact.sees("Jullie zijn akkoord met deze tekst.")
    other.go(f"{case}/report/review")
    other.page.get_by_label("hebben er een eigen kijk op").check()
    other.page.get_by_label("Onze eigen kijk, of een toelichting").fill("Wij zagen de koers wel.")
    other.press("Verstuur onze reactie")
    other.sees("Jullie eigen kijk staat bij deze tekst.")


def freeze(facilitator: Person, case: str) -> None:
    facilitator.go(f"{case}/report/freeze")
    facilitator.press("Stel het verslag vast")
    facilitator.sees("Het verslag is vastgesteld.")
    facilitator.sees("Wij zagen de koers wel.")


def nothing_changes_any_more(facilitator: Person, case: str) -> None:
    refused = facilitator.context.request.post(
        f"{facilitator.product.base}{case}/report/sections/analysis",
        form={"version": "1", "body": "Anders"},
        headers={"sec-fetch-site": "same-origin"},
    )
    assert refused.status == 403


def reads_the_report_and_nothing_else(reader: Person, case: str) -> None:
    reader.sees("Begin met een gezamenlijke analyse.")
    reader.check()
    lesson = reader.page.locator("#deel-lessons")
    lesson.locator('a[href^="#gebeurtenis-"]').first.click()
    assert "#gebeurtenis-" in reader.page.url
    base = reader.product.base
    pdf = reader.context.request.get(f"{base}{case}/report/files/pdf").body()
    assert "gezamenlijke analyse" in " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    assert reader.context.request.get(f"{base}{case}/report/files/docx").body()[:2] == b"PK"
    assert reader.context.request.get(f"{base}{case}/report/files/json").json()["format"] == "terugblik-report"
    for closed in ("", "/timeline", "/session", "/people", "/report", "/report/preview", "/export/json"):
        assert reader.context.request.get(f"{base}{case}{closed}").status == 403, closed


def survives_a_power_cut(product: Product, reader: Person, case: str) -> None:
    product.kill()
    product.start()
    reader.go(f"{case}/report/read")
    reader.sees("Begin met een gezamenlijke analyse.")
    assert "ok" in product.run("check")
