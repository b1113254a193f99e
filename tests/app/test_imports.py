"""Files over the web: a preview first, a clear word for what can't be read, and a double click does nothing twice."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from httpx import Response

import app.demo
from app.pages import imports
from tests.factories import World
from tests.http import Browser, browser_for
from timeline.readers import Packed
from timeline.readers.limits import MAX_FILE_BYTES
from timeline.store import organisations_of

SAMPLES = Path(app.demo.__file__).parent / "samples"
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 4000
BAD = {
    "leeg.xlsx": (b"", "leeg"),
    "plaatje.xlsx": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 400, "soort bestand"),
    "kapot.docx": (b"PK\x03\x04" + b"kapot" * 100, "beschadigd"),
    "slot.xlsx": (LOCKED, "wachtwoord"),
    "groot.csv": (b"x" * (MAX_FILE_BYTES + 1), "groter dan 20 MB"),
    "brief.csv": (b"Beste collega,\nhierbij de stukken.\n", "geen gebeurtenissen"),
}


def upload(browser: Browser, world: World, *files: tuple[str, bytes], organisation: str = "zorg") -> Response:
    return browser.post(
        f"{browser.case}/import",
        data={"organisation_id": world.organisations[organisation]},
        files=[("files", file) for file in files],
    )


def sample(name: str) -> tuple[str, bytes]:
    return name, (SAMPLES / name).read_bytes()


def test_a_file_is_shown_first_and_comes_on_the_timeline_after_a_yes(facilitator: Browser, world: World) -> None:
    answer = upload(facilitator, world, sample("zorgaanbieder.csv"))
    page = facilitator.get(answer.headers["location"])
    assert "26 gebeurtenissen gelezen" in page.text
    assert "Windows-1252" in page.text
    assert facilitator.get(f"{facilitator.case}/export/json").json()["events"] == []
    for status in (303, 409):  # the second is a double click
        assert facilitator.post(f"{answer.headers['location']}/accept").status_code == status
        assert len(facilitator.get(f"{facilitator.case}/export/json").json()["events"]) == 26
    assert facilitator.post(f"{answer.headers['location']}/drop").status_code == 409
    for status in (303, 409):
        assert facilitator.post(f"{answer.headers['location']}/undo").status_code == status
    assert facilitator.get(f"{facilitator.case}/export/json").json()["events"] == []


def test_undoing_a_file_takes_nothing_along_that_somebody_wrote_since(facilitator: Browser, world: World) -> None:
    address = upload(facilitator, world, sample("zorgaanbieder.csv")).headers["location"]
    facilitator.post(f"{address}/accept")
    events = [event["id"] for event in facilitator.get(f"{facilitator.case}/export/json").json()["events"]]
    with browser_for(world, "gemeente") as writer:
        said = {"version": 0, "reading": "Wij zagen dat anders."}
        assert writer.post(f"{writer.case}/events/{events[0]}/correct", data=said).status_code == 303
        known = {"version": 0, "facts": "De brief lag er al."}
        assert writer.post(f"{writer.case}/events/{events[1]}/annotate", data=known).status_code == 303
        assert writer.post(f"{writer.case}/events/{events[2]}/confirm", data={"version": 0}).status_code == 303
        undone = facilitator.post(f"{address}/undo")
        assert "2 gebeurtenissen van dit bestand bleven staan" in facilitator.get(undone.headers["location"]).text
        left = {event["id"] for event in facilitator.get(f"{facilitator.case}/export/json").json()["events"]}
        assert left == set(events[:2])
        assert "Wij zagen dat anders." in writer.get(f"{writer.case}/events/{events[0]}").text


def test_an_organisation_that_came_with_a_file_goes_with_it_and_is_asked_about_again(
    facilitator: Browser, world: World
) -> None:
    file = ("lijst.csv", b"Datum;Organisatie;Wat\n1-3-2021;Het Anker;Intake\n2-3-2021;Het Anker;Gesprek\n")

    def organisations() -> list[str]:
        exported = facilitator.get(f"{facilitator.case}/export/json").json()
        return [one["name"] for one in exported["organisations"]]

    def offered() -> str:
        pages = ("events/new", "edit/course", f"{preview}?row={key}&edit=1")
        return "".join(facilitator.get(page if page[0] == "/" else f"{facilitator.case}/{page}").text for page in pages)

    before = organisations()
    for _ in range(2):
        preview = upload(facilitator, world, file).headers["location"]
        page = facilitator.get(preview).text
        assert "Namen die we niet zeker kennen" in page
        assert "Hoort bij Het Anker" not in page
        facilitator.post(f"{preview}/accept")
        assert organisations() == [*before, "Het Anker"]
        facilitator.post(f"{preview}/undo")
        assert organisations() == before
    other = upload(facilitator, world, ("kort.csv", b"Datum;Organisatie;Wat\n5-3-2021;De Zeeman;Intake\n"))
    preview = other.headers["location"]
    key = re.search(r'<tbody[^>]* id="(r[0-9a-f]+)"', facilitator.get(preview).text)[1]  # type: ignore[index]
    assert "Het Anker" not in offered()
    assert "Hoort bij Het Anker" not in facilitator.get(preview).text


def test_an_organisation_of_a_file_taken_back_stays_where_somebody_uses_it(facilitator: Browser, world: World) -> None:
    file = ("lijst.csv", b"Datum;Organisatie;Wat\n1-3-2021;Het Anker;Intake\n")
    preview = upload(facilitator, world, file).headers["location"]
    facilitator.post(f"{preview}/accept")
    with world.database.reading() as db:
        anchor = next(o.id for o in organisations_of(db, world.case_id) if o.name == "Het Anker")
    world.organisations["anker"] = anchor
    world.event("Telefoontje", lane="anker")
    facilitator.post(f"{preview}/undo")
    exported = facilitator.get(f"{facilitator.case}/export/json").json()
    assert "Het Anker" in {one["name"] for one in exported["organisations"]}
    assert f'value="{anchor}"' in facilitator.get(f"{facilitator.case}/events/new").text


@pytest.mark.any_database
def test_each_bad_file_says_what_is_wrong_and_the_good_one_beside_it_comes_through(
    facilitator: Browser, world: World
) -> None:
    for name, (content, says) in BAD.items():
        answer = upload(facilitator, world, (name, content), sample("zorgaanbieder.csv"))
        assert answer.status_code == 400, name
        alert = re.search(rf"{re.escape(name)}.*?{says}", answer.text, re.DOTALL)
        assert alert, name
        assert "wel gelezen" in answer.text, name
        assert "zorgaanbieder.csv" in answer.text, name


@pytest.mark.any_database
def test_a_file_that_unpacks_to_far_too_much_is_refused(facilitator: Browser, world: World) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("xl/workbook.xml", b"0" * (150 * 1024 * 1024))
    answer = upload(facilitator, world, ("bom.xlsx", packed.getvalue()))
    assert answer.status_code == 400
    assert "bom.xlsx" in answer.text


@pytest.mark.parametrize("files", [[], [(f"{n}.csv", b"x") for n in range(13)]])
def test_no_file_or_too_many_says_so(facilitator: Browser, world: World, files: list[tuple[str, bytes]]) -> None:
    answer = upload(facilitator, world, *files)
    assert answer.status_code == 400
    assert "bestand" in answer.text


def test_a_file_for_an_organisation_of_another_case_is_not_taken(facilitator: Browser, world: World) -> None:
    from tests.factories import make_world

    other = make_world(world.database, code_name="Waterlelie")
    assert upload(facilitator, other, sample("zorgaanbieder.csv")).status_code == 404


def test_a_name_with_markup_is_shown_as_it_is(facilitator: Browser, world: World) -> None:
    answer = upload(facilitator, world, ("<script>x</script>.csv", b""))
    assert "<script>x" not in answer.text
    assert "&lt;script&gt;x" in answer.text


def test_reading_a_file_keeps_nobody_from_writing(facilitator: Browser, world: World) -> None:
    read = imports.read_packed

    def while_others_write(name: str, content: bytes, **more: Any) -> Packed:
        world.event("Intussen")
        return read(name, content, **more)

    with patch.object(imports, "read_packed", side_effect=while_others_write):
        assert upload(facilitator, world, sample("zorgaanbieder.csv")).status_code == 303
    assert len(facilitator.get(f"{facilitator.case}/export/json").json()["events"]) == 1


def test_the_lane_that_came_with_a_file_goes_from_the_timeline_with_it(facilitator: Browser, world: World) -> None:
    def lanes() -> list[str]:
        return facilitator.get(f"{facilitator.case}/timeline/columns").json()["lanes"]["name"]

    before = lanes()
    rows = b"Datum;Wat;Organisatie\n1-2-2021;Intake;Het Anker\n8-2-2021;Gesprek;Het Anker\n"
    for _ in range(2):
        address = upload(facilitator, world, ("anker.csv", rows)).headers["location"]
        facilitator.post(f"{address}/accept")
        assert [lane for lane in lanes() if lane not in before] == ["Het Anker"]
        facilitator.post(f"{address}/undo")
        assert lanes() == before


def test_a_period_that_ends_before_it_begins_is_drawn_as_doubt_and_no_words_are_lost(
    facilitator: Browser, world: World
) -> None:
    text = "Begin;Eind;Wat er gebeurde\n1-6-2019;1-1-2019;Hulp thuis\n99-99-2019;;Gesprek\n"
    address = upload(facilitator, world, ("lijst.csv", text.encode())).headers["location"]
    facilitator.post(f"{address}/accept")
    table = facilitator.get(f"{facilitator.case}/timeline/table").text
    assert "tussen 1 januari en 1 juni 2019" in table
    assert "datum onbekend (er staat: 99-99-2019)" in table
    assert 'class="tl-wide' in facilitator.get(f"{facilitator.case}/timeline").text
