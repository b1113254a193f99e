"""The preview over the web: doubts with one click, edits in place, columns, lanes, and what will happen."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from httpx import Response
from sqlmodel import select

from app import merged_before
from app.audit import AuditLine
from app.i18n import in_reader_words
from app.import_view import said
from tests.factories import World
from tests.http import Browser
from timeline import comparing
from timeline.dates import parse_date
from timeline.importing import preview
from timeline.models import Apart, Import, Organisation
from timeline.readers import Choice, Column, Doubt, ReadFile, SkippedRow, SourceRow, pack
from timeline.readers.errors import FileTooFull

DOUBT = Doubt("date_order", "Dag of maand eerst?", {}, (Choice("date", "2021-04-03"), Choice("date", "2021-03-04")))
HX = {"hx-request": "true"}


def row(number: int, title: str, date: str = "14-3-2021", *doubts: Doubt, **fields: Any) -> SourceRow:
    given = {"kind": "other", "organisation": None, "who": (), **fields}
    return SourceRow(
        number=number,
        place=f"rij {number}",
        title=title,
        description="",
        date=parse_date(date),
        date_text=date,
        source="",
        doubts=doubts,
        cells=(date, title),
        **given,
    )


def a_file(*rows: SourceRow, name: str = "lijst.csv") -> ReadFile:
    columns = (Column("Datum", "date", "Herkend aan de naam van de kolom.", 0), Column("Wat", "title", "", 1))
    total = SkippedRow(99, "rij 99", "Een regel met een totaal.", {}, ("", "Totaal 12 gesprekken"))
    return ReadFile(name, "csv", columns, rows, (total,), (), "0" * 64)


class Page:
    """A preview as the facilitator has it before them."""

    def __init__(self, browser: Browser, world: World, read: ReadFile, teller: str = "zorg") -> None:
        self.browser, self.world = browser, world
        with world.database.writing() as db:
            organisation = db.get(Organisation, world.organisations[teller])
            assert organisation is not None
            made = preview(db, world.case(db), organisation, pack(read), by=world.participant(db, "facilitator"))
            self.id = made.id
        self.address = f"{browser.case}/import/{self.id}"

    def see(self, more: str = "") -> str:
        answer = self.browser.get(self.address + more)
        assert answer.status_code == 200
        return answer.text

    def key(self, place: str) -> str:
        for only in ("", "?only=other"):
            for body in re.findall(r"<tbody.*?</tbody>", self.see(only), re.DOTALL):
                if f">{place}<" in body:
                    return str(re.search(r'id="(r[0-9a-f]+)"', body)[1])  # type: ignore[index]
        raise AssertionError(place)

    @property
    def version(self) -> int:
        with self.world.database.reading() as db:
            return db.get(Import, self.id).version  # type: ignore[union-attr]

    def click(self, place: str, choice: str, **more: Any) -> Response:
        fields = {"version": self.version, "choice": choice, **more}
        return self.browser.post(f"{self.address}/rows/{self.key(place)}/choose", data=fields)

    def save(self, place: str, *, headers: dict[str, str] | None = None, **fields: Any) -> Response:
        whole = {
            "version": self.version,
            "title": "Gesprek",
            "date": "14-3-2021",
            "kind": "other",
            "lane": "De Veerboot",
        }
        return self.browser.post(
            f"{self.address}/rows/{self.key(place)}", data={**whole, **fields}, headers=headers or {}
        )

    def events(self) -> list[dict[str, Any]]:
        assert self.browser.post(f"{self.address}/accept").status_code == 303
        found: list[dict[str, Any]] = self.browser.get(f"{self.browser.case}/export/json").json()["events"]
        return found


@pytest.fixture
def page(facilitator: Browser, world: World) -> Page:
    read = a_file(row(2, "Intake", "1-2-2021"), row(3, "Gesprek", "3-4-2021", DOUBT), row(4, "Afsluiting", "1-5-2021"))
    return Page(facilitator, world, read)


def test_a_doubt_stands_on_top_with_a_button_for_every_way_out(page: Page) -> None:
    shown = page.see()
    assert shown.index("Dag of maand eerst?") < shown.index("Intake")
    for words in ("3 april 2021", "4 maart 2021", "Laat zo", "Sla deze regel over"):
        assert re.search(rf"<button[^>]*>{words}", shown), words
    assert "Bij 1 twijfelen we." in shown


@pytest.mark.parametrize(
    ("choice", "start"),
    [("date_order|date=2021-03-04", "2021-03-04"), ("date_order|", "2021-04-03"), ("skip", None)],
)
def test_one_click_settles_a_doubt_and_that_is_what_comes_on_the_timeline(
    page: Page, choice: str, start: str | None
) -> None:
    assert page.click("rij 3", choice).status_code == 303
    assert "Nergens twijfelen we" in page.see()
    starts = {event["title"]: event["start"] for event in page.events()}
    assert starts.get("Gesprek") == start


def test_what_was_left_out_stays_out_and_what_was_taken_in_comes(page: Page) -> None:
    page.click("rij 3", "date_order|date=2021-03-04")
    page.click("rij 4", "skip")
    page.click("rij 99", "take")
    found = {event["title"]: event["start"] for event in page.events()}
    assert found["Gesprek"] == "2021-03-04"
    assert set(found) == {"Intake", "Gesprek", "Totaal 12 gesprekken"}


def test_a_choice_that_was_not_offered_is_refused(page: Page) -> None:
    for choice in ("date_order|date=1999-01-01", "date_order|title=Anders", "verzonnen|", "x", "date_order|kind=mdo"):
        assert page.click("rij 3", choice).status_code == 400, choice
    assert page.version == 1


def test_a_row_is_changed_in_place_and_only_that_row_comes_back(page: Page) -> None:
    answer = page.save("rij 2", headers=HX, title="Intake met moeder", date="februari 2021", who="moeder, vader")
    assert answer.status_code == 200
    assert answer.text.count("<tbody") == 1
    assert "door jou veranderd" in answer.text
    assert re.search(r"er staat:</?.*?1-2-2021|er staat: 1-2-2021", answer.text, re.DOTALL)
    assert 'hx-target="#import-counts"' in answer.text
    event = next(event for event in page.events() if event["title"] == "Intake met moeder")
    assert event["start"] == "2021-02"


def test_a_change_is_taken_back_with_one_click_and_nothing_of_it_is_left(page: Page) -> None:
    page.save("rij 2", title="Anders", date="1-2-2021")
    page.click("rij 2", "", back="title")
    with page.world.database.reading() as db:
        kept = db.get(Import, page.id)
        assert kept is not None
        assert [edit["fields"] for edit in kept.edits.values()] == [{}]
    assert "door jou veranderd" not in page.see()


def test_saving_a_row_as_it_is_keeps_no_change(page: Page) -> None:
    assert page.save("rij 2", title="Intake", date="1-2-2021").status_code == 303
    assert page.version == 1


def test_a_date_that_is_not_understood_comes_back_with_what_was_typed(page: Page) -> None:
    answer = page.save("rij 2", headers=HX, title="Nieuw verhaal", date="31-2-2021")
    assert answer.status_code == 400
    assert "Nieuw verhaal" in answer.text
    assert "31-2-2021" in answer.text
    assert "tb-field-error" in answer.text


def test_two_people_on_one_row_end_with_both_texts_and_two_on_different_rows_are_no_conflict(page: Page) -> None:
    assert page.save("rij 2", version=1, title="Van de een").status_code == 303
    assert page.save("rij 4", version=1, title="Een andere regel").status_code == 303
    answer = page.save("rij 2", version=1, title="Van de ander", headers=HX)
    assert answer.status_code == 409
    assert answer.text.count("Van de een") == 1
    assert "Van de ander" in answer.text
    assert page.save("rij 2", version=page.version, title="Van allebei").status_code == 303


def test_a_click_on_what_somebody_else_changed_meanwhile_shows_it_first(page: Page) -> None:
    page.save("rij 3", version=1, title="Anders", date="3-4-2021")
    answer = page.click("rij 3", "skip", version=1)
    assert answer.status_code == 409
    assert "intussen veranderd" in answer.text
    assert "Anders" in answer.text


def test_a_double_click_does_nothing_twice(page: Page) -> None:
    for _ in range(2):
        assert page.click("rij 3", "date_order|", version=1).status_code == 303
    assert page.version == 2


def test_after_a_yes_nothing_of_the_preview_can_be_changed(page: Page) -> None:
    key = page.key("rij 3")
    page.events()
    answer = page.browser.post(f"{page.address}/rows/{key}/choose", data={"version": 1, "choice": "skip"})
    assert answer.status_code == 409
    assert f"/rows/{key}" not in page.see()


def test_each_change_is_in_the_audit_log(page: Page) -> None:
    page.click("rij 3", "skip")
    with page.world.database.reading() as db:
        changed = db.exec(select(AuditLine.thing_id).where(AuditLine.action == "import.change")).all()
    assert changed == [page.id]


def test_an_unknown_name_is_asked_once_for_all_its_rows(facilitator: Browser, world: World) -> None:
    rows = [row(n, f"Gesprek {n}", f"{n}-3-2021", organisation="Het Anker") for n in (2, 3)]
    page = Page(facilitator, world, a_file(*rows, row(4, "Les", organisation="De Meent")))
    shown = page.see()
    assert "Namen die we niet zeker kennen" in shown
    assert shown.count('name="name"') == 1  # De Meent is known
    for lane, status in (("De Meent", 303), ("Bestaat niet", 400)):
        sent = {"version": page.version, "name": "Het Anker", "lane": lane}
        assert facilitator.post(f"{page.address}/lanes", data=sent).status_code == status
    page.events()
    with world.database.reading() as db:
        names = set(db.exec(select(Organisation.name).where(Organisation.case_id == world.case_id)))
    assert "Het Anker" not in names


def test_a_corrected_column_is_read_anew_and_remembered_for_the_next_file(facilitator: Browser, world: World) -> None:
    content = b"Datum;Wat;Gedoe\n1-2-2021;Intake;moeder\n1-3-2021;Gesprek;vader\n"
    sent = {"organisation_id": world.organisations["zorg"]}
    answer = facilitator.post(f"{facilitator.case}/import", data=sent, files=[("files", ("a.csv", content))])
    address = answer.headers["location"]
    fields = {"version": 1, "column": ["date", "title", "who"]}
    assert facilitator.post(f"{address}/columns", data=fields).status_code == 303
    assert "moeder" in facilitator.get(address).text
    next_file = content.replace(b"moeder", b"tante Jo")
    answer = facilitator.post(f"{facilitator.case}/import", data=sent, files=[("files", ("b.csv", next_file))])
    shown = facilitator.get(answer.headers["location"]).text
    assert re.search(r'data-label="Wie erbij was"><div>tante Jo', shown)
    assert facilitator.post(f"{address}/columns", data={**fields, "version": 1, "column": ["date"]}).status_code == 400


def test_what_joins_an_event_is_told_beforehand_and_can_stay_apart(facilitator: Browser, world: World) -> None:
    told = row(2, "MDO 3 over de omgang", "14-3-2021", kind="mdo")
    first = Page(facilitator, world, a_file(told, name="gemeente.csv"), "gemeente")
    first.events()
    page = Page(facilitator, world, a_file(told, row(3, "Intake", "1-2-2021")))
    shown = facilitator.get(f"{page.address}/same").text
    assert "1 regel vertelt iets dat al in de tijdlijn staat" in shown
    assert "verteld door Gemeente Rietdorp" in " ".join(shown.split())
    answer = facilitator.post(
        f"{page.address}/same", data={"version": 1, "key": page.key("rij 2"), "apart": "1"}, headers=HX
    )
    assert "Blijft los van" in facilitator.get(answer.headers["location"], headers=HX).text
    assert len(page.events()) == 3
    with world.database.reading() as db:
        assert len(db.exec(select(Apart)).all()) == 1


@pytest.mark.parametrize(("decided", "words"), [("accept", "in de tijdlijn gezet"), ("drop", "niet over te nemen")])
@pytest.mark.parametrize("headers", [{}, HX])
def test_who_is_still_writing_when_the_file_is_decided_about_gets_the_text_back(
    page: Page, decided: str, words: str, headers: dict[str, str]
) -> None:
    key, fields = page.key("rij 3"), {"title": "Gesprek met oma", "date": "3-4-2021", "kind": "contact"}
    page.browser.post(f"{page.address}/{decided}")
    answer = page.browser.post(f"{page.address}/rows/{key}", data={"version": 1, **fields}, headers=headers)
    assert answer.status_code == 409
    assert words in answer.text
    assert "Gesprek met oma" in answer.text
    assert "is niet bewaard" in answer.text
    assert ("Wat er intussen is bewaard" in answer.text) == (decided == "accept")
    assert answer.headers.get("x-import-part")
    assert "hx-refresh" not in answer.headers


def test_a_file_that_was_decided_about_asks_nothing_any_more_and_says_where_it_is(page: Page) -> None:
    page.events()
    shown = page.see()
    assert "Dag of maand eerst?" not in shown
    assert "Bij 1 twijfelen we" not in shown
    assert "Dit bestand staat in de tijdlijn" in shown
    page.browser.post(f"{page.address}/undo")
    assert "weer uit de tijdlijn gehaald" in page.see()


def test_who_the_title_of_a_meeting_names_was_at_the_table(facilitator: Browser, world: World) -> None:
    page = Page(facilitator, world, a_file(row(2, "Overleg met gemeente", kind="mdo"), row(3, "MDO", kind="mdo")))
    present = {
        event["title"]: sorted(one["name"] for one in event["organisations"] if one["role"] == "present")
        for event in page.events()
    }
    assert present == {"Overleg met gemeente": ["De Veerboot", "Gemeente Rietdorp"], "MDO": ["De Veerboot"]}


def test_in_the_lane_of_another_who_tells_is_at_the_table_only_when_named(facilitator: Browser, world: World) -> None:
    rows = (
        row(2, "Groot overleg", kind="mdo", organisation="Gemeente Rietdorp"),
        row(3, "MDO met De Veerboot", kind="mdo", organisation="Gemeente Rietdorp"),
        row(4, "MDO over thuis", kind="mdo", organisation="Gezin"),
    )
    page = Page(facilitator, world, a_file(*rows))
    present = {
        event["title"]: [one["name"] for one in event["organisations"] if one["role"] == "present"]
        for event in page.events()
    }
    own = ["De Veerboot"]
    assert present == {"Groot overleg": [], "MDO met De Veerboot": own, "MDO over thuis": own}


def test_who_was_missed_at_the_table_stands_beside_who_was_there(facilitator: Browser, world: World) -> None:
    shown = Page(facilitator, world, a_file(row(2, "MDO", kind="mdo", missing=("school",)))).see()
    assert re.search(r"aan tafel:</?[^>]*>\s*De Veerboot|aan tafel: De Veerboot", shown)
    assert "niet aan tafel: De Meent" in shown


def test_a_file_that_was_read_twice_is_counted_once(facilitator: Browser, world: World) -> None:
    read = a_file(row(2, "Intake", "1-2-2021"), row(3, "Gesprek", "3-4-2021"))
    first = Page(facilitator, world, read)
    first.events()
    Page(facilitator, world, read).events()
    said = "Daarvan staan er 0 door dit bestand in de tijdlijn."
    assert " ".join(facilitator.get(f"{facilitator.case}/import").text.split()).count(said) == 1
    facilitator.post(f"{first.address}/undo")
    shown = " ".join(facilitator.get(f"{facilitator.case}/import").text.split())
    assert shown.count(said) == 1
    assert "ongedaan gemaakt" in shown


def test_in_an_empty_case_all_is_new_without_anything_being_compared(
    facilitator: Browser, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merged_before, "find_same_in_time", None)
    page = Page(facilitator, world, a_file(*(row(n, "Gesprek", "3-4-2021") for n in range(2, 1205))))
    assert "1.203 nieuwe gebeurtenissen" in facilitator.get(f"{page.address}/same").text


def test_what_takes_too_long_to_compare_is_said_with_the_numbers_that_are_known(
    facilitator: Browser, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    Page(facilitator, world, a_file(row(2, "MDO"), name="gemeente.csv"), "gemeente").events()
    page = Page(facilitator, world, a_file(row(2, "MDO"), row(3, "Intake", "1-2-2021")))
    monkeypatch.setattr(comparing, "FEW", 0)
    monkeypatch.setattr(comparing, "MAX_SECONDS", 0)
    shown = " ".join(facilitator.get(f"{page.address}/same", headers=HX).text.split())
    assert "2 gebeurtenissen zijn nieuw of komen bij wat er al staat" in shown
    assert "te lang duurt" in shown


def test_the_same_file_waits_once_and_a_later_one_says_that_it_was_read_before(
    facilitator: Browser, world: World, page: Page
) -> None:
    read = a_file(row(2, "Intake", "1-2-2021"), row(3, "Gesprek", "3-4-2021", DOUBT), row(4, "Afsluiting", "1-5-2021"))
    assert Page(facilitator, world, read).id == page.id  # a double click on the upload
    page.click("rij 4", "skip")
    page.events()
    again = Page(facilitator, world, read)
    assert again.id != page.id
    assert "Dit bestand is al ingelezen op" in again.see()
    assert len(again.events()) == 2  # also what was skipped stays skipped


def test_a_very_long_text_shows_its_beginning_and_folds_the_rest(facilitator: Browser, world: World) -> None:
    long = "woord " * 3000
    shown = Page(facilitator, world, a_file(row(2, f"Intake {long}einde"), row(3, "Gesprek"))).see()
    (folded,) = re.findall(r"<summary>(Intake [^<]*)<.*?</summary>([^<]*)</details>", shown)
    assert len(folded[0]) <= 300
    assert "".join(folded) == f"Intake {long}einde"


def test_how_many_rows_a_file_can_have_is_written_as_people_write_numbers() -> None:
    assert said("hooguit %(rows)s regels, zie %(place)s", {"rows": "60000", "place": "rij 60000"}) == (
        "hooguit 60.000 regels, zie rij 60000"
    )
    assert "60.000 regels" in in_reader_words(FileTooFull())


def test_what_comes_along_from_a_file_that_was_changed_before_is_no_conflict(
    facilitator: Browser, world: World
) -> None:
    read = a_file(row(2, "Intake", "1-2-2021"))
    assert Page(facilitator, world, read).save("rij 2", title="Intake met moeder").status_code == 303
    again = Page(facilitator, world, replace(read, name="anders.csv"))
    assert "Intake met moeder" in again.see()
    assert again.save("rij 2", title="Intake met vader").status_code == 303


def test_a_long_file_is_shown_in_pages(facilitator: Browser, world: World) -> None:
    rows = [row(n, f"Gesprek {n}", "3-4-2021", *([DOUBT] if n % 40 == 0 else [])) for n in range(2, 5002)]
    page = Page(facilitator, world, a_file(*rows))
    assert page.see().count('class="import-row') == 100
    assert page.see("?only=doubt&page=2").count('class="import-row') == 25
    assert "Pagina 50 van 50" in page.see("?page=999")


def test_a_text_that_was_pasted_becomes_a_preview_and_comes_back_when_it_holds_nothing(
    facilitator: Browser, world: World
) -> None:
    sent = {
        "organisation_id": world.organisations["zorg"],
        "text": "14 maart 2021 Intake met moeder\n2 mei 2021 Gesprek",
    }
    answer = facilitator.post(f"{facilitator.case}/import/paste", data=sent)
    assert answer.status_code == 303
    assert "Intake met moeder" in facilitator.get(answer.headers["location"]).text
    for text in ("", "Beste collega, groeten."):
        answer = facilitator.post(f"{facilitator.case}/import/paste", data={**sent, "text": text})
        assert answer.status_code == 400
        assert text in answer.text


def test_the_script_gets_for_each_file_what_was_read_or_why_not(facilitator: Browser, world: World) -> None:
    answer = facilitator.post(
        f"{facilitator.case}/import",
        data={"organisation_id": world.organisations["zorg"]},
        files=[("files", ("a.csv", b"Datum;Wat\n1-2-2021;Intake\n")), ("files", ("leeg.csv", b""))],
        headers={"accept": "application/json"},
    )
    told = answer.json()
    assert told["read"][0]["said"] == "1 gebeurtenis gelezen."
    assert told["read"][0]["href"].startswith(f"{facilitator.case}/import/")
    assert told["refused"][0]["name"] == "leeg.csv"
