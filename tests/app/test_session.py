"""The learning session on screen: what each role sees, and that a click or a note counts once."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from sqlmodel import select

from analysis.models import Question, SessionNote, SessionPart, SessionState
from tests.factories import World
from tests.http import Browser, browser_for
from timeline.models import Organisation, Phase

LIVE = {"x-live": "1"}


@pytest.fixture
def running(world: World, facilitator: Browser) -> World:
    """The session of `world` has begun."""
    world.in_phase(Phase.SESSION)
    assert facilitator.submit(f"{facilitator.case}/session/start").status_code == 200
    return world


@pytest.fixture
def wall(world: World) -> Iterator[Browser]:
    """The browser of the beamer."""
    with browser_for(world, "beamer") as browser:
        yield browser


def parts(world: World) -> dict[str, SessionPart]:
    with world.database.reading() as db:
        found = {part.key: part for part in db.exec(select(SessionPart).where(SessionPart.case_id == world.case_id))}
        db.expunge_all()
        return found


def notes(world: World) -> list[SessionNote]:
    with world.database.reading() as db:
        found = list(db.exec(select(SessionNote)).all())
        db.expunge_all()
        return found


def state(world: World) -> SessionState:
    with world.database.reading() as db:
        found = db.exec(select(SessionState)).one()
        db.expunge_all()
        return found


def test_before_the_session_the_facilitator_plans_it(facilitator: Browser, world: World) -> None:
    assert "180 minuten" in facilitator.get(f"{facilitator.case}/session").text
    answer = facilitator.submit(f"{facilitator.case}/session/plan")
    assert answer.status_code == 200
    assert sum(part.minutes for part in parts(world).values()) == 180


def test_the_plan_is_for_the_facilitator_alone(contact: Browser) -> None:
    assert contact.get(f"{contact.case}/session").status_code == 403
    assert contact.get(f"{contact.case}/session/plan").status_code == 403
    assert contact.post(f"{contact.case}/session/plan").status_code == 403


def test_a_part_can_be_renamed_stretched_skipped_moved_and_added(facilitator: Browser, world: World) -> None:
    base = f"{facilitator.case}/session"
    facilitator.submit(f"{base}/plan")
    walk = parts(world)["walk"]
    facilitator.submit(f"{base}/parts/{walk.id}", title="Langs de tijdlijn", purpose="Rustig aan.", minutes="50")
    facilitator.submit(f"{base}/parts/{walk.id}/move", to="0")
    facilitator.submit(f"{base}/parts/{parts(world)['break'].id}/skip", skipped="true")
    facilitator.submit(f"{base}/parts", title="Lunch", purpose="Samen eten.", minutes="30")
    now = parts(world)
    assert (now["walk"].title, now["walk"].minutes, now["walk"].position) == ("Langs de tijdlijn", 50, 0)
    assert now["break"].skipped
    assert now["own"].position == now["closing"].position - 1


def test_a_part_without_a_name_says_so_and_keeps_the_rest(facilitator: Browser) -> None:
    answer = facilitator.submit(f"{facilitator.case}/session/parts", title=" ", purpose="Samen eten.", minutes="30")
    assert answer.status_code == 400
    assert "Geef dit onderdeel een naam." in answer.text
    assert "Samen eten." in answer.text


def test_each_role_gets_its_own_screen(running: World, facilitator: Browser, contact: Browser, wall: Browser) -> None:
    assert "Op het scherm" in facilitator.get(f"{facilitator.case}/session").text
    assert "Deel wat je ziet of denkt" in contact.get(f"{contact.case}/session").text
    assert "Welkom en hoe we praten" in wall.get(f"{wall.case}/session/beamer").text
    assert contact.get(f"{contact.case}/session/beamer").status_code == 403
    assert wall.get(f"{wall.case}/session").status_code == 403
    with browser_for(running, "reader") as reader:
        assert reader.get(f"{reader.case}/session").status_code == 403


def test_beginning_twice_begins_once(running: World, facilitator: Browser) -> None:
    began = state(running).started_at
    facilitator.submit(f"{facilitator.case}/session/start")
    assert state(running).started_at == began


def test_a_double_click_on_the_next_part_goes_one_part_on(running: World, facilitator: Browser) -> None:
    questions = parts(running)["questions"]
    for _ in range(2):
        facilitator.submit(f"{facilitator.case}/session/go", part_id=questions.id)
    assert state(running).part_id == questions.id
    assert parts(running)["walk"].started_at is None


def test_a_session_that_was_closed_can_be_opened_again(running: World, facilitator: Browser, contact: Browser) -> None:
    facilitator.submit(f"{facilitator.case}/session/end")
    assert "afgesloten" in contact.get(f"{contact.case}/session").text
    facilitator.submit(f"{facilitator.case}/session/start")
    assert state(running).ended_at is None


def test_participants_cannot_run_the_session(running: World, contact: Browser) -> None:
    for end in ("start", "end", "go", "beamer"):
        answer = contact.post(f"{contact.case}/session/{end}", data={"part_id": "x", "what": "agenda"})
        assert answer.status_code == 403, end


def test_a_note_reaches_the_console_the_phones_and_the_wall(
    running: World, facilitator: Browser, contact: Browser, other_contact: Browser, wall: Browser
) -> None:
    facilitator.post(f"{facilitator.case}/session/beamer", data={"what": "notes"})
    contact.submit(f"{contact.case}/session/notes", text="We misten de school.", client_key="k1")
    for browser, screen in ((facilitator, "console"), (other_contact, "phone"), (wall, "beamer")):
        assert "We misten de school." in browser.get(f"{browser.case}/session/{screen}/parts").text


def test_a_note_sent_again_after_a_lost_answer_is_one_note(running: World, contact: Browser) -> None:
    for _ in range(3):
        answer = contact.post(
            f"{contact.case}/session/notes", data={"text": "Wie had de regie?", "client_key": "k1"}, headers=LIVE
        )
        assert answer.status_code == 200
    assert [note.text for note in notes(running)] == ["Wie had de regie?"]


def test_other_words_with_the_same_key_are_not_lost(running: World, contact: Browser) -> None:
    for text in ("Eerste", "Tweede"):
        contact.post(f"{contact.case}/session/notes", data={"text": text, "client_key": "k1"})
    assert {note.text for note in notes(running)} == {"Eerste", "Tweede"}


def test_an_empty_note_says_so(running: World, contact: Browser) -> None:
    answer = contact.submit(f"{contact.case}/session/notes", text="  ", client_key="k1")
    assert answer.status_code == 400
    assert "Er staat nog niets in je notitie." in answer.text


def test_what_was_typed_comes_back_when_a_note_is_refused(
    running: World, contact: Browser, facilitator: Browser
) -> None:
    for browser in (contact, facilitator):
        answer = browser.submit(
            f"{browser.case}/session/notes", text="Dit was het.", kind="turning_point", client_key="k1"
        )
        assert answer.status_code == 400
        assert "Dit was het." in answer.text
        assert "Kies eerst om welke gebeurtenis het gaat." in answer.text


def test_a_note_that_is_taken_off_the_screens_is_kept(
    running: World, facilitator: Browser, contact: Browser, other_contact: Browser
) -> None:
    contact.submit(f"{contact.case}/session/notes", text="Te snel gezegd.", client_key="k1")
    facilitator.submit(f"{facilitator.case}/session/notes/{notes(running)[0].id}/hidden", hidden="true")
    assert "Te snel gezegd." not in other_contact.get(f"{other_contact.case}/session").text
    assert "Te snel gezegd." in contact.get(f"{contact.case}/session").text
    assert "Te snel gezegd." in facilitator.get(f"{facilitator.case}/session").text
    facilitator.submit(f"{facilitator.case}/session/notes/{notes(running)[0].id}/hidden", hidden="false")
    assert "Te snel gezegd." in other_contact.get(f"{other_contact.case}/session").text


def test_the_wall_shows_only_what_is_shared(running: World, facilitator: Browser, wall: Browser) -> None:
    shared = running.event("Gezamenlijk overleg")
    with running.database.writing() as db:
        from timeline.models import Event

        own = Event(case_id=running.case_id, title="Eigen zorg", private_to=running.organisations["zorg"])
        db.add(own)
        own_id = own.id
    facilitator.post(f"{facilitator.case}/session/beamer", data={"what": "event", "event_id": shared})
    assert "Gezamenlijk overleg" in wall.get(f"{wall.case}/session/beamer").text
    answer = facilitator.post(f"{facilitator.case}/session/beamer", data={"what": "event", "event_id": own_id})
    assert answer.status_code == 404
    for what in ("timeline", "differences", "agenda"):
        facilitator.post(f"{facilitator.case}/session/beamer", data={"what": what})
        assert "Eigen zorg" not in wall.get(f"{wall.case}/session/beamer").text


@pytest.mark.any_database
@pytest.mark.parametrize(
    "what", ["welcome", "agenda", "timeline", "question", "differences", "answers", "lessons", "notes"]
)
def test_the_wall_can_show_each_thing_that_the_console_offers(
    what: str, running: World, facilitator: Browser, wall: Browser
) -> None:
    running.event("Gezamenlijk overleg")
    answer = facilitator.post(f"{facilitator.case}/session/beamer", data={"what": what})
    assert answer.status_code == 303
    assert wall.get(f"{wall.case}/session/beamer").status_code == 200


def test_a_question_on_the_wall(running: World, facilitator: Browser, wall: Browser) -> None:
    with running.database.writing() as db:
        question = Question(case_id=running.case_id, text="Wie bewaakte de koers?")
        db.add(question)
        question_id = question.id
    facilitator.post(f"{facilitator.case}/session/beamer", data={"what": "question", "question_id": question_id})
    assert "Wie bewaakte de koers?" in wall.get(f"{wall.case}/session/beamer").text


def test_what_is_new_to_me_counts_a_person_once(running: World, facilitator: Browser, contact: Browser) -> None:
    event = running.event("Gezamenlijk overleg")
    for _ in range(2):
        contact.submit(f"{contact.case}/session/notes", kind="new_to_me", event_id=event)
    assert len(notes(running)) == 1
    assert "nieuw voor 1" in facilitator.get(f"{facilitator.case}/session").text


def test_fresh_parts_are_only_sent_when_they_changed(running: World, contact: Browser) -> None:
    address = f"{contact.case}/session/phone/parts"
    first = contact.get(address)
    assert contact.get(address, headers={"if-none-match": first.headers["etag"]}).status_code == 304
    contact.post(f"{contact.case}/session/notes", data={"text": "Iets nieuws", "client_key": "k1"})
    assert contact.get(address, headers={"if-none-match": first.headers["etag"]}).status_code == 200


def test_fresh_parts_stand_on_the_page_too(running: World, facilitator: Browser, contact: Browser) -> None:
    for browser, screen in ((facilitator, "console"), (contact, "phone")):
        page = browser.get(f"{browser.case}/session").text
        fresh = browser.get(f"{browser.case}/session/{screen}/parts").text
        names = re.findall(r'data-live="([a-z-]+)"', fresh)
        assert names
        assert [name for name in names if f'data-live="{name}"' not in page] == []


def test_after_the_session_its_address_leads_to_the_outcomes(running: World, facilitator: Browser) -> None:
    running.in_phase(Phase.WRITING)
    answer = facilitator.get(f"{facilitator.case}/session")
    assert answer.headers["location"] == f"{facilitator.case}/outcomes"


def test_a_note_of_somebody_else_says_which_organisation(
    running: World, contact: Browser, other_contact: Browser
) -> None:
    contact.submit(f"{contact.case}/session/notes", text="Een zorg.", client_key="k1")
    with running.database.reading() as db:
        name = db.get(Organisation, running.organisations["gemeente"]).name
    assert name in other_contact.get(f"{other_contact.case}/session/phone/parts").text
