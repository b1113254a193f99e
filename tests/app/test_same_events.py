"""Pairs that may be one event are asked one at a time; the answer is kept, can be taken back, and files respect it."""

from __future__ import annotations

import re

import pytest
from sqlmodel import select

from app.audit import AuditLine
from tests.factories import World
from tests.http import Browser
from timeline import comparing
from timeline.models import Account, Event, Phase
from timeline.scope import Viewer
from timeline.twins import doubtful_pairs

ZITTING = "Datum;Titel;Toelichting;Wie;Bron\n14-3-2021;Zitting over het gezag;In Rietdorp.;moeder, vader;dossier 7\n"
A_DAY_LATER = (
    "Datum;Titel;Toelichting;Wie;Bron\n15-3-2021;Zitting over het gezag;Bij de rechtbank.;moeder;eigen lijst\n"
)
SAME_DAY = "Datum;Titel;Wie\n14-3-2021;Zitting over het gezag;moeder\n"


def bring_in(browser: Browser, world: World, organisation: str, text: str) -> None:
    answer = browser.post(
        f"{browser.case}/import",
        data={"organisation_id": world.organisations[organisation]},
        files=[("files", (f"{organisation}.csv", text.encode()))],
    )
    assert browser.post(f"{answer.headers['location']}/accept").status_code == 303


@pytest.fixture
def asked(facilitator: Browser, world: World) -> Browser:
    """The facilitator of a case in which two lists tell of one hearing, a day apart."""
    bring_in(facilitator, world, "gemeente", ZITTING)
    bring_in(facilitator, world, "zorg", A_DAY_LATER)
    return facilitator


def page(browser: Browser) -> str:
    answer = browser.get(f"{browser.case}/import/same")
    assert answer.status_code == 200
    return answer.text


def form_of(text: str) -> dict[str, str]:
    names = ("first", "second", "first_version", "second_version", "at")
    found = {name: re.search(rf'name="{name}" value="([^"]*)"', text) for name in names}
    return {name: match[1] for name, match in found.items() if match}


def say(browser: Browser, answer: str, text: str | None = None) -> str:
    fields = form_of(text or page(browser))
    done = browser.submit(f"{browser.case}/import/same", answer=answer, **fields)
    assert done.status_code == 200, done.text
    return done.text


def events(world: World) -> list[str]:
    with world.database.reading() as db:
        return [event.id for event in db.exec(select(Event)).all() if event.removed_at is None]


def test_both_accounts_stand_side_by_side_with_what_differs_and_why_it_is_asked(asked: Browser) -> None:
    text = page(asked)
    for words in ("14 maart 2021", "15 maart 2021", "In Rietdorp.", "Bij de rechtbank.", "dossier 7", "eigen lijst"):
        assert words in text
    assert "Gemeente Rietdorp" in text
    assert "De Veerboot" in text
    assert "De datum verschilt" in text
    assert "Wie erbij was verschilt" in text
    assert "Bijna op dezelfde dag." in text
    assert re.search(r"1 van 1 <span>vraag<", text)
    for button in ("Ja, dezelfde", "Nee, twee gebeurtenissen", "Later"):
        assert button in text


def test_yes_makes_one_event_that_keeps_both_accounts_and_one_button_takes_it_back(
    asked: Browser, world: World
) -> None:
    text = say(asked, "same")
    (event,) = events(world)
    with world.database.reading() as db:
        told = {account.source: account.date_edtf for account in db.exec(select(Account)).all()}
    assert told == {"dossier 7": "2021-03-14", "eigen lijst": "2021-03-15"}
    panel = asked.get(f"{asked.case}/events/{event}").text
    for words in ("datum verschilt", "wie erbij was verschilt", "14 maart 2021", "15 maart 2021"):
        assert words in panel
    batch = re.search(r'name="batch" value="(\w+)"', text)
    assert batch
    asked.submit(f"{asked.case}/import/same/undo", batch=batch[1])
    assert len(events(world)) == 2
    assert "Ja, dezelfde" in page(asked)


def test_no_is_not_asked_again_and_can_be_taken_back(asked: Browser, world: World) -> None:
    pair = form_of(page(asked))
    text = say(asked, "two")
    assert "Het blijven twee gebeurtenissen" in text
    assert "Ja, dezelfde" not in page(asked)
    assert len(events(world)) == 2
    say_twice = asked.post(f"{asked.case}/import/same", data={"answer": "two"} | pair)
    assert say_twice.status_code == 303
    asked.submit(f"{asked.case}/import/same/undo", first=pair["first"], second=pair["second"])
    assert "Ja, dezelfde" in page(asked)


def test_later_goes_on_and_leaves_the_question_open(asked: Browser) -> None:
    text = asked.get(f"{asked.case}/import/same?at=2").text
    assert "Er staat nog 1 vraag open" in text
    assert "Ja, dezelfde" in page(asked)


@pytest.mark.parametrize("answer", ["same", "two"])
def test_who_answers_about_something_that_changed_meanwhile_is_told_so(
    asked: Browser, world: World, answer: str
) -> None:
    fields = form_of(page(asked))
    say(asked, "same")
    late = asked.post(f"{asked.case}/import/same", data={"answer": answer} | fields)
    assert late.status_code == 409
    assert "intussen veranderd" in late.text
    assert len(events(world)) == 1


def test_what_was_taken_apart_is_neither_asked_about_nor_joined_by_the_next_file(
    facilitator: Browser, world: World
) -> None:
    bring_in(facilitator, world, "gemeente", ZITTING)
    bring_in(facilitator, world, "zorg", SAME_DAY)
    assert len(events(world)) == 1
    text = page(facilitator)
    assert "Samengevoegd: 1 gebeurtenis" in text
    account = re.search(r'name="account" value="(\w+)"><input type="hidden" name="version" value="(\d+)"', text)
    assert account
    done = facilitator.submit(f"{facilitator.case}/import/same/split", account=account[1], version=account[2])
    assert "Weer uit elkaar gehaald" in done.text
    assert len(events(world)) == 2
    assert "Ja, dezelfde" not in page(facilitator)
    again = facilitator.post(
        f"{facilitator.case}/import/same/split", data={"account": account[1], "version": account[2]}
    )
    assert again.status_code == 409
    bring_in(facilitator, world, "school", ZITTING)
    assert len(events(world)) >= 2


def test_an_event_that_the_facilitator_typed_is_asked_about_when_a_list_tells_the_same(
    facilitator: Browser, world: World
) -> None:
    world.event("Zitting over het gezag", "14 maart 2021", kind="court_step")
    bring_in(facilitator, world, "zorg", SAME_DAY)
    text = say(facilitator, "same")
    assert "Er zijn geen vragen" in text
    assert len(events(world)) == 1


def test_each_answer_leaves_a_line_in_the_audit_log(asked: Browser, world: World) -> None:
    say(asked, "two")
    pair = form_of(page(asked))
    asked.submit(f"{asked.case}/import/same/undo", first=pair["first"], second=pair["second"])
    text = say(asked, "same")
    batch = re.search(r'name="batch" value="(\w+)"', text)
    assert batch
    asked.submit(f"{asked.case}/import/same/undo", batch=batch[1])
    with world.database.reading() as db:
        lines = [line.action for line in db.exec(select(AuditLine).order_by(AuditLine.at)).all()]
    acts = [line for line in lines if line.startswith("event.")]
    assert acts == ["event.apart", "event.undo", "event.join", "event.undo", "event.undo"]


def test_it_is_for_the_facilitator_while_the_case_is_open(asked: Browser, contact: Browser, world: World) -> None:
    assert contact.get(f"{contact.case}/import/same").status_code == 403
    world.in_phase(Phase.AGREED)
    assert asked.get(f"{asked.case}/import/same").status_code == 403


def test_what_an_organisation_keeps_to_itself_is_in_no_question(facilitator: Browser, world: World) -> None:
    bring_in(facilitator, world, "zorg", ZITTING)
    world.event("Zitting over het gezag", "15 maart 2021", by="gemeente", kind="court_step")
    assert "Ja, dezelfde" not in page(facilitator)
    with world.database.reading() as db:
        assert list(doubtful_pairs(db, world.case(db), Viewer(world.case_id))) == []


def test_an_event_of_another_case_can_not_be_named(asked: Browser, world: World) -> None:
    from tests.factories import make_world

    other = make_world(world.database, code_name="Waterlelie").event("Zitting over het gezag", "14 maart 2021")
    fields = form_of(page(asked)) | {"second": other, "second_version": "1"}
    assert asked.post(f"{asked.case}/import/same", data={"answer": "same"} | fields).status_code == 404


def test_a_pair_of_which_somebody_sat_at_the_table_is_asked_with_their_names(
    facilitator: Browser, world: World
) -> None:
    for organisation, row in (
        ("zorg", "Gesprek met moeder over de omgang;moeder"),
        ("gemeente", "Overleg omgangsregeling met ouders;vader"),
    ):
        bring_in(facilitator, world, organisation, f"Datum;Wat;Wie\n3-5-2021;{row}\n")
    page = facilitator.get(f"{facilitator.case}/import/same")
    assert page.status_code == 200
    assert "Overleg omgangsregeling" in page.text
    assert "Aan tafel" in page.text


def test_who_sat_at_the_table_stays_with_each_account_and_what_differs_is_seen(
    facilitator: Browser, world: World
) -> None:
    for organisation, row in (
        ("gemeente", "14-3-2017;MDO over nieuw aanbod;Gemeente Rietdorp, De Veerboot, De Meent;"),
        ("zorg", "14-3-2017;MDO nieuw aanbod besproken;Gemeente Rietdorp, De Veerboot;De Meent"),
    ):
        bring_in(facilitator, world, organisation, f"Datum;Wat;Aan tafel;Niet aan tafel\n{row}\n")
    (event,) = events(world)
    panel = facilitator.get(f"{facilitator.case}/events/{event}").text
    assert "wie aan tafel zat verschilt" in panel
    assert "Niet aan tafel: De Meent" in panel
    assert "Wat verschillend verteld wordt" in facilitator.get(f"{facilitator.case}/timeline/table").text
    page = facilitator.get(f"{facilitator.case}/import/same").text
    form = re.findall(r'name="account" value="(\w+)"><input type="hidden" name="version" value="(\d+)"', page)
    with world.database.reading() as db:
        told = {account.id: account.title for account in db.exec(select(Account)).all()}
    account, version = next(pair for pair in form if told[pair[0]] == "MDO nieuw aanbod besproken")
    facilitator.post(f"{facilitator.case}/import/same/split", data={"account": account, "version": version})
    school = world.organisations["school"]
    with world.database.reading() as db:
        found = {event.title: (set(event.present), set(event.missing)) for event in db.exec(select(Event)).all()}
    both = {world.organisations["gemeente"], world.organisations["zorg"]}
    assert found == {
        "MDO over nieuw aanbod": (both | {school}, set()),
        "MDO nieuw aanbod besproken": (both, {school}),
    }


def test_with_too_many_events_to_compare_in_a_moment_the_page_says_so_and_shows_the_rest(
    asked: Browser, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "FEW", 0)
    monkeypatch.setattr(comparing, "MAX_SECONDS", 0)
    text = page(asked)
    assert "vergelijken te lang duurt" in text
    assert "Ja, dezelfde" not in text
    assert "Er zijn geen vragen" not in text
    assert asked.get(f"{asked.case}/import").status_code == 200
