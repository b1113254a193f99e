"""Asking the organisations for their lists: four files and a text, with nothing of the case in them."""

from __future__ import annotations

import html
import re

import pytest

from app.i18n import use_language
from app.pages.templates_to_send import LETTER, letter
from tests.factories import World
from tests.http import Browser, browser_for
from timeline.dates import parse_date
from timeline.readers import FileNotReadable, read_here
from timeline.writers.template import TO_SEND

# the files hold nothing of the case, so nothing of the database either
pytestmark = pytest.mark.any_database

CANARIES = ("Zonnebloem", "Merel", "Rietdorp", "Veerboot", "De hulp liep vast")


def test_the_page_says_what_to_ask_and_offers_the_four_files(facilitator: Browser) -> None:
    page = facilitator.get(f"{facilitator.case}/import/templates").text
    assert f"{facilitator.case}/import/templates" in facilitator.get(f"{facilitator.case}/import").text
    for words in ("schuilnamen", "Een regel voor elke gebeurtenis", "Alleen feiten", "zomer 2019"):
        assert words in page
    for name in TO_SEND:
        assert f'href="{facilitator.case}/import/templates/{name}"' in page


def test_every_way_to_write_a_date_that_the_page_names_is_understood(facilitator: Browser) -> None:
    page = facilitator.get(f"{facilitator.case}/import/templates").text
    shown = re.findall(r'data-label="Schrijf bijvoorbeeld"><span>(.*?)</span>', page)
    examples = [example for cell in shown for example in re.split(r", (?:of )?| of ", cell)]
    assert len(examples) == 11
    for example in examples:
        assert parse_date(example).text == example


def test_the_text_for_the_e_mail_can_be_copied_and_holds_nothing_of_the_case(facilitator: Browser) -> None:
    page = facilitator.get(f"{facilitator.case}/import/templates").text
    shown = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    assert shown is not None
    assert html.unescape(shown[1]) == letter()
    assert [word for word in CANARIES if word in letter()] == []
    assert 'data-copy="letter"' in page


def test_the_lines_of_the_list_in_the_letter_stand_under_each_other() -> None:
    assert letter().count("\n\n- ") == 1
    assert letter().count("\n- ") == sum(line.startswith("- ") for line in LETTER)


@pytest.mark.parametrize("name", TO_SEND)
def test_each_file_is_a_download_that_tells_nothing_of_the_case(facilitator: Browser, name: str) -> None:
    answer = facilitator.get(f"{facilitator.case}/import/templates/{name}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/vnd.openxmlformats-officedocument")
    assert re.fullmatch(r'attachment; filename="[a-z-]+\.(xlsx|docx)"', answer.headers["content-disposition"])
    assert answer.content == TO_SEND[name]("nl")


@pytest.mark.parametrize("name", ["blank.xlsx", "blank.docx"])
def test_an_empty_file_that_comes_back_says_that_nothing_was_filled_in(
    facilitator: Browser, world: World, name: str
) -> None:
    answer = facilitator.post(
        f"{facilitator.case}/import",
        data={"organisation_id": world.organisations["zorg"]},
        files=[("files", (name, TO_SEND[name]("nl")))],
    )
    assert answer.status_code == 400
    assert "er is nog niets ingevuld" in answer.text


def test_somebody_who_reads_english_gets_english_files(facilitator: Browser) -> None:
    facilitator.headers["accept-language"] = "en"
    answer = facilitator.get(f"{facilitator.case}/import/templates/sample.xlsx")
    assert read_here("sample.xlsx", answer.content).columns[0].header == "Date"
    use_language("nl")


def test_another_file_is_not_there(facilitator: Browser) -> None:
    assert facilitator.get(f"{facilitator.case}/import/templates/passwd").status_code == 404


@pytest.mark.parametrize("name", ["gemeente", "reader", "administrator"])
def test_only_the_facilitator_asks_for_lists(world: World, name: str) -> None:
    with browser_for(world, name) as browser:
        for address in ("", *(f"/{file}" for file in TO_SEND)):
            assert browser.get(f"{browser.case}/import/templates{address}").status_code in {403, 404}


def test_a_file_that_is_no_template_is_still_told_so() -> None:
    with pytest.raises(FileNotReadable, match="geen gebeurtenissen"):
        read_here("brief.csv", b"Beste collega,\nhierbij de stukken.\n")
