"""The panel and form of an event: two tabs lose nothing, and one button undoes an act."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from sqlmodel import select

from tests.factories import World
from tests.http import Browser
from timeline.dates import from_edtf, unknown_date
from timeline.models import Event, Phase
from timeline.store import change_event, facts_of


def form(title: str, version: int = 1, **more: str) -> dict[str, str | int]:
    return {"title": title, "date": "14 maart 2021", "kind": "mdo", "version": version} | more


def test_two_tabs_on_one_event_the_second_sees_both_texts_and_keeps_its_own(facilitator: Browser, world: World) -> None:
    address = f"{facilitator.case}/events/{world.event('MDO', '14 maart 2021', kind='mdo')}"
    assert facilitator.post(f"{address}/edit", data=form("MDO van de een", source="dossier")).status_code == 303
    answer = facilitator.post(f"{address}/edit", data=form("MDO van de ander", who="moeder"))
    assert answer.status_code == 409
    for word in ("MDO van de een", "MDO van de ander", "dossier", "moeder"):
        assert word in answer.text
    version = re.search(r'name="version" value="(\d+)"', answer.text)
    assert version
    assert facilitator.post(f"{address}/edit", data=form("Samen", int(version[1]))).status_code == 303
    history = facilitator.get(f"{address}/history").text
    assert all(word in history for word in ("MDO van de een", "Samen"))


@pytest.mark.parametrize(("field", "value", "says"), [("title", " ", "Vul in"), ("date", "31-02-2021", "31-02-2021")])
def test_what_can_not_be_kept_comes_back_as_it_was_typed(
    facilitator: Browser, field: str, value: str, says: str
) -> None:
    answer = facilitator.post(
        f"{facilitator.case}/events/new", data=form("Titel", description="Lang verhaal") | {field: value}
    )
    assert answer.status_code == 400
    assert "Lang verhaal" in answer.text
    assert says in answer.text


def test_a_button_on_an_older_text_does_nothing_and_says_why(facilitator: Browser, world: World) -> None:
    address = f"{facilitator.case}/events/{world.event('MDO', kind='mdo')}"
    facilitator.post(f"{address}/edit", data=form("MDO 2"))
    for act, fields in (("remove", {"version": 1}), ("restore", {"version": 1, "number": 1})):
        answer = facilitator.post(f"{address}/{act}", data=fields)
        assert answer.status_code == 409
        assert "intussen veranderd" in answer.text
        assert "MDO 2" in answer.text


def test_what_was_removed_comes_back_with_one_button(facilitator: Browser, world: World) -> None:
    event_id = world.event("Zitting")
    page = facilitator.submit(f"{facilitator.case}/events/{event_id}/remove", version=1)
    assert facilitator.get(f"{facilitator.case}/events/{event_id}").status_code == 404
    batch = re.search(r'name="batch" value="(\w+)"', page.text)
    assert batch
    facilitator.submit(f"{facilitator.case}/events/undo", batch=batch[1])
    assert facilitator.get(f"{facilitator.case}/events/{event_id}").status_code == 200


def test_joining_and_taking_apart_are_undone_with_one_button(facilitator: Browser, world: World) -> None:
    first, second = world.event("MDO"), world.event("Overleg")
    page = facilitator.submit(f"{facilitator.case}/events/{first}/join", other=second)
    assert "Haal uit elkaar" in page.text
    assert facilitator.get(f"{facilitator.case}/events/{second}").status_code == 404
    batch = re.search(r'name="batch" value="(\w+)"', page.text)
    assert batch
    facilitator.submit(f"{facilitator.case}/events/undo", batch=batch[1])
    assert facilitator.get(f"{facilitator.case}/events/{second}").status_code == 200


def test_a_participant_changes_only_what_the_own_organisation_still_keeps_to_itself(
    contact: Browser, other_contact: Browser, world: World
) -> None:
    shared, own = world.event("Zitting"), world.event("Gesprek", by="gemeente")
    assert contact.get(f"{contact.case}/events/{shared}/edit").status_code == 403
    assert contact.get(f"{contact.case}/events/{own}/edit").status_code == 200
    assert other_contact.get(f"{contact.case}/events/{own}/edit").status_code == 404
    assert other_contact.get(f"{contact.case}/events/{own}/history").status_code == 404


def test_while_the_report_is_written_participants_add_nothing_to_what_it_tells(contact: Browser, world: World) -> None:
    world.in_phase(Phase.WRITING)
    assert contact.post(f"{contact.case}/events/new", data=form("Te laat", 0)).status_code == 403


def test_a_date_is_read_back_while_it_is_typed(facilitator: Browser) -> None:
    address = f"{facilitator.case}/events/date"
    assert "zomer 2019" in facilitator.post(address, data={"date": "zomer 2019", "title": "x"}).text
    assert "nog zonder datum" in facilitator.post(address, data={"date": "onbekend"}).text
    assert facilitator.post(address, data={"date": "31-02-2021"}).status_code == 200


def test_what_was_added_can_be_taken_back_with_one_button(facilitator: Browser, contact: Browser, world: World) -> None:
    for browser in (facilitator, contact):
        page = browser.submit(f"{browser.case}/events/new", **form("Net toegevoegd", 0))
        batch = re.search(r'name="batch" value="(\w+)"', page.text)
        assert batch
        page = browser.submit(f"{browser.case}/events/undo", batch=batch[1])
        assert "Ongedaan gemaakt" in page.text
        assert 'data-label="Baan"' not in page.text  # no row of the table is left


def test_an_event_that_was_removed_can_be_put_back_long_after(facilitator: Browser, world: World) -> None:
    address = f"{facilitator.case}/events/{world.event('Zitting', source='dossier')}"
    facilitator.post(f"{address}/edit", data=form("Zitting over omgang", source="dossier"))
    facilitator.post(f"{address}/remove", data={"version": 2})
    page = facilitator.get(f"{facilitator.case}/timeline").text
    fields = re.search(r'/restore.*?name="version" value="(\d+)".*?name="number" value="(\d+)"', page, re.DOTALL)
    assert fields
    back = facilitator.submit(f"{address}/restore", version=fields[1], number=fields[2]).text
    assert "Zitting over omgang" in back
    assert 'id="removed"' not in back


def test_who_removed_something_is_the_only_one_who_sees_it_among_what_can_be_put_back(
    facilitator: Browser, contact: Browser, other_contact: Browser, world: World
) -> None:
    shared, own = world.event("Zitting"), world.event("Eigen gesprek", by="gemeente")
    facilitator.post(f"{facilitator.case}/events/{shared}/remove", data={"version": 1})
    contact.post(f"{contact.case}/events/{own}/remove", data={"version": 1})
    shown = {
        name: browser.get(f"{browser.case}/timeline").text
        for name, browser in (("facilitator", facilitator), ("own", contact), ("other", other_contact))
    }
    assert [name for name, page in shown.items() if "Zitting" in page] == ["facilitator"]
    assert [name for name, page in shown.items() if "Eigen gesprek" in page] == ["own"]
    restored = {"version": 2, "number": 1}
    assert other_contact.post(f"{contact.case}/events/{own}/restore", data=restored).status_code == 404
    assert contact.post(f"{contact.case}/events/{shared}/restore", data=restored).status_code == 403
    assert contact.post(f"{contact.case}/events/{own}/restore", data=restored).status_code == 303


def test_what_went_when_two_became_one_is_not_offered_to_be_put_back(facilitator: Browser, world: World) -> None:
    first, second = world.event("MDO"), world.event("Overleg")
    facilitator.post(f"{facilitator.case}/events/{first}/join", data={"other": second})
    assert 'id="removed"' not in facilitator.get(f"{facilitator.case}/timeline").text


def test_a_change_leads_back_to_the_view_that_it_came_from(facilitator: Browser, world: World) -> None:
    zorg = world.organisations["zorg"]
    view = f"kind=mdo&organisation={zorg}&from=2020-01-01&to=2021-06-30"
    address = f"{facilitator.case}/events/{world.event('MDO', kind='mdo', lane='zorg')}"
    page = facilitator.get(f"{address}/edit?{view}").text
    assert f'href="{facilitator.case}/timeline?{view}&event='.replace("&", "&amp;") in page
    for act, fields in (("edit", form("MDO 2")), ("remove", {"version": 2}), ("restore", {"version": 3, "number": 2})):
        answer = facilitator.post(f"{address}/{act}?{view}", data=fields)
        assert answer.headers["location"].startswith(f"{facilitator.case}/timeline?{view}"), act


def test_a_change_from_the_table_leads_back_to_its_row_as_it_was_sorted(facilitator: Browser, world: World) -> None:
    event = world.event("MDO", kind="mdo")
    listed = facilitator.get(f"{facilitator.case}/timeline/table?kind=mdo&sort=-title").text
    edit = re.search(rf'href="({facilitator.case}/events/{event}/edit[^"]*)"', listed)
    assert edit
    address = edit[1].replace("&amp;", "&")
    assert (
        f'href="{facilitator.case}/timeline/table?kind=mdo&amp;sort=-title#row-{event}"'
        in facilitator.get(address).text
    )
    wrong = facilitator.post(address, data=form("") | {"title": ""})
    assert f"/timeline/table?kind=mdo&amp;sort=-title#row-{event}" in wrong.text
    back = facilitator.post(address, data=form("MDO 2")).headers["location"]
    assert re.fullmatch(rf"{facilitator.case}/timeline/table\?kind=mdo&sort=-title&undo=\w+#row-{event}", back)
    shown = facilitator.get(back.partition("#")[0]).text
    assert f'id="row-{event}"' in shown
    undo = re.search(r'action="([^"]*/events/undo[^"]*)".*?name="batch" value="(\w+)"', shown, re.DOTALL)
    assert undo
    undone = facilitator.post(undo[1].replace("&amp;", "&"), data={"batch": undo[2]}).headers["location"]
    assert undone == f"{facilitator.case}/timeline/table?kind=mdo&sort=-title#row-{event}"
    assert ">MDO</a>" in facilitator.get(undone.partition("#")[0]).text


def test_the_view_to_go_back_to_is_never_another_address(facilitator: Browser, world: World) -> None:
    address = f"{facilitator.case}/events/{world.event('MDO', kind='mdo')}"
    odd = "kind=//kwaad.example&organisation=https://kwaad.example&from=x&to=//y&next=//kwaad.example&table=//kwaad.example"
    assert "kwaad" not in facilitator.get(f"{address}/edit?{odd}").text
    answer = facilitator.post(f"{address}/edit?{odd}", data=form("MDO 2"))
    assert re.fullmatch(rf"{facilitator.case}/timeline\?event=\w+&undo=\w+", answer.headers["location"])


def test_of_two_texts_every_field_has_its_name_and_what_differs_says_so(facilitator: Browser, world: World) -> None:
    address = f"{facilitator.case}/events/{world.event('MDO', '14 maart 2021', kind='mdo')}"
    facilitator.post(f"{address}/edit", data=form("MDO", source="dossier"))
    page = facilitator.post(f"{address}/edit", data=form("MDO", who="moeder")).text
    texts = re.search(r'id="two-texts".*?</form>', page, re.DOTALL)
    assert texts
    told = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", texts[0].partition("<form")[0]))
    assert "Wanneer? 14 maart 2021" in told
    assert told.count("Waar staat het opgeschreven? verschilt (leeg)") == 1
    assert told.count("Waar staat het opgeschreven? verschilt dossier") == 1
    assert told.count("verschilt") == 4  # source and who, on both sides


def test_the_history_tells_in_words_what_was_empty_and_what_was_added(facilitator: Browser, world: World) -> None:
    address = f"{facilitator.case}/events/{world.event('Zitting', '14 maart 2021', source='dossier', lane='zorg')}"
    facilitator.post(
        f"{address}/edit", data={"title": "Zitting", "date": "14 maart 2021", "version": 1, "who": "moeder"}
    )
    told = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", facilitator.get(f"{address}/history").text))
    assert re.search(r"wie erbij was was leeg werd: moeder", told)
    assert re.search(r"bron was: dossier nu leeg", told)
    assert re.search(r"toegevoegd .* wanneer 14 maart 2021 .* baan De Veerboot bron dossier", told)


WRITTEN = "1-6-2019 – 1-1-2019"


def test_the_history_tells_the_words_of_a_date_that_was_not_understood_or_not_known(
    facilitator: Browser, world: World
) -> None:
    address = f"{facilitator.case}/events/{world.event('Hulp thuis', unknown_date(WRITTEN), kind='contact')}"
    for version, date in enumerate(("onbekend", "± aug 2020", "14 maart 2021 om 10:30", "eind 2019"), start=1):
        facilitator.submit(f"{address}/edit", title="Hulp thuis", kind="contact", date=date, version=version)
    told = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", facilitator.get(f"{address}/history").text))
    assert re.search(rf"wanneer datum onbekend \(er staat: {WRITTEN}\)", told)
    assert f"was: datum onbekend (er staat: {WRITTEN}) werd: datum onbekend " in told
    assert "was: datum onbekend werd: ongeveer augustus 2020" in told
    assert "was: ongeveer augustus 2020 werd: 14 maart 2021, 10.30 uur" in told
    assert "werd: eind 2019" in told
    assert "XXXX" not in told


def test_the_history_tells_apart_two_dates_that_are_the_same_in_words(facilitator: Browser, world: World) -> None:
    address = f"{facilitator.case}/events/{world.event('Hulp thuis', from_edtf('/2021'))}"
    with world.database.writing() as db:
        event = db.exec(select(Event)).one()
        facts = replace(facts_of(event), when=from_edtf("../2021"))
        change_event(db, world.case(db), event, facts, based_on=1, by=world.participant(db, "facilitator"))
    told = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", facilitator.get(f"{address}/history").text))
    assert "was: tot en met 2021 (/2021) werd: tot en met 2021 (../2021)" in told


def test_words_for_a_date_that_were_not_understood_stay_in_sight_wherever_the_date_is_told(
    facilitator: Browser, world: World
) -> None:
    event_id = world.event("Hulp thuis", unknown_date(WRITTEN), kind="contact")
    world.event("Ooit een gesprek", "onbekend", kind="contact")
    told = f"datum onbekend (er staat: {WRITTEN})"
    for page in (f"timeline?event={event_id}", "timeline/table", f"events/{event_id}"):
        text = facilitator.get(f"{facilitator.case}/{page}").text
        assert told in text, page
        assert "er staat: onbekend" not in text, page
    tray = (
        facilitator.get(f"{facilitator.case}/timeline").text.partition('class="timeline-tray')[2].partition("</ul>")[0]
    )
    assert tray.count("datum onbekend") == 1
    assert told in tray


def test_such_words_stand_in_the_form_and_are_kept_until_they_are_mended(facilitator: Browser, world: World) -> None:
    event_id = world.event("Hulp thuis", unknown_date(WRITTEN), kind="contact")
    address = f"{facilitator.case}/events/{event_id}"
    assert f'value="{WRITTEN}"' in facilitator.get(f"{address}/edit").text
    kept = facilitator.post(f"{address}/edit", data=form("Hulp in huis", 1, date=WRITTEN))
    assert kept.status_code == 303
    panel = facilitator.get(address).text
    assert "Hulp in huis" in panel
    assert f"(er staat: {WRITTEN})" in panel
    refused = facilitator.post(f"{address}/edit", data=form("Hulp in huis", 2, date="2-6-2019 – 1-1-2019"))
    assert refused.status_code == 400
    assert (
        facilitator.post(f"{address}/edit", data=form("Hulp in huis", 2, date="1-1-2019 – 1-6-2019")).status_code == 303
    )
    mended = facilitator.get(address).text
    assert "1 januari – 1 juni 2019" in mended
    assert "er staat" not in mended
