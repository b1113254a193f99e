"""Turning points, answers, lessons and agreements on screen: both texts when two write, and nothing typed is lost."""

from __future__ import annotations

import lxml.html
import pytest
from sqlmodel import select

from analysis.models import Agreement, Answer, Evidence, Lesson, Question, TurningPoint
from tests.factories import World
from tests.http import Browser
from timeline.models import Phase

LIVE = {"x-live": "1"}


@pytest.fixture
def question(world: World) -> str:
    """A learning question of a case that is in its session."""
    world.in_phase(Phase.SESSION)
    with world.database.writing() as db:
        made = Question(case_id=world.case_id, text="Wie bewaakte de koers?")
        db.add(made)
        return made.id


def rows(world: World, table):
    with world.database.reading() as db:
        found = list(db.exec(select(table)).all())
        db.expunge_all()
        return found


def test_participants_do_not_write_the_outcomes(question: str, contact: Browser, world: World) -> None:
    assert contact.get(f"{contact.case}/outcomes").status_code == 403
    for end in ("lessons", "agreements", "turning-points", f"answers/{question}"):
        assert contact.post(f"{contact.case}/outcomes/{end}", data={"text": "x"}).status_code == 403


@pytest.mark.parametrize("phase", [Phase.SESSION, Phase.WRITING])
def test_the_facilitator_writes_them_in_the_session_and_after_it(
    phase: Phase, question: str, facilitator: Browser, world: World
) -> None:
    world.in_phase(phase)
    event = world.event("Overleg")
    base = f"{facilitator.case}/outcomes"
    facilitator.submit(f"{base}/turning-points", event_id=event, why="Daarna stopte de hulp.", seen_now="")
    facilitator.submit(f"{base}/answers/{question}", text="De wijkcoach.", stays_open="true", version="0")
    facilitator.submit(f"{base}/lessons", text="Bel elkaar eerder.", event_ids=event, scope="wider")
    facilitator.submit(f"{base}/agreements", text="Elke maand overleg.", owner="wijkteam", due="2027-03-01")
    page = facilitator.get(base).text
    for text in (
        "Daarna stopte de hulp.",
        "De wijkcoach.",
        "Bel elkaar eerder.",
        "Elke maand overleg.",
        "1 maart 2027",
    ):
        assert text in page


def test_after_the_report_is_agreed_nothing_changes_any_more(question: str, facilitator: Browser, world: World) -> None:
    world.in_phase(Phase.AGREED)
    assert facilitator.post(f"{facilitator.case}/outcomes/lessons", data={"text": "x"}).status_code == 403


def test_when_two_change_an_answer_the_second_sees_both_texts(question: str, facilitator: Browser) -> None:
    address = f"{facilitator.case}/outcomes/answers/{question}"
    facilitator.submit(address, text="Tekst van de een", version="0")
    answer = facilitator.submit(address, text="Tekst van de ander", version="0")
    assert answer.status_code == 409
    assert "Tekst van de een" in answer.text
    assert "Tekst van de ander" in answer.text
    assert 'name="version" value="1"' in answer.text


def test_when_two_change_a_lesson_the_second_sees_both_texts(question: str, facilitator: Browser, world: World) -> None:
    base = f"{facilitator.case}/outcomes/lessons"
    facilitator.submit(base, text="Les")
    address = f"{base}/{rows(world, Lesson)[0].id}"
    facilitator.submit(address, text="Les van de een", version="1")
    answer = facilitator.submit(address, text="Les van de ander", version="1")
    assert answer.status_code == 409
    assert "Les van de een" in answer.text
    assert "Les van de ander" in answer.text
    assert rows(world, Lesson)[0].text == "Les van de een"


def test_when_two_change_a_lesson_nothing_that_either_ticked_or_chose_is_lost(
    question: str, facilitator: Browser, world: World
) -> None:
    first, second, mine = (world.event(title) for title in ("Overleg", "Zitting", "Melding"))
    base = f"{facilitator.case}/outcomes/lessons"
    facilitator.submit(base, text="Les")
    address = f"{base}/{rows(world, Lesson)[0].id}"
    facilitator.submit(address, text="Les", event_ids=[first, second], scope="wider", audience="inkopers", version="1")
    answer = facilitator.submit(address, text="Les in andere woorden", event_ids=[mine], version="1")
    assert answer.status_code == 409
    page = lxml.html.fromstring(answer.text)
    assert set(page.xpath("//input[@name='event_ids'][@checked]/@value")) == {first, second, mine}
    ours, theirs = (side.text_content() for side in page.xpath("//div[@class='tb-two-texts']/section"))
    assert "Voor deze casus" in ours
    assert "(leeg)" in ours
    assert "Breder dan deze casus" in theirs
    assert "inkopers" in theirs


def test_when_two_change_an_answer_and_its_ground_both_stay_ticked(
    question: str, facilitator: Browser, world: World
) -> None:
    theirs, mine = world.event("Overleg"), world.event("Zitting")
    address = f"{facilitator.case}/outcomes/answers/{question}"
    facilitator.submit(address, text="Een", version="0", resting="true", event_ids=[theirs], stays_open="true")
    answer = facilitator.submit(address, text="Twee", version="0", resting="true", event_ids=[mine])
    assert answer.status_code == 409
    ticked = lxml.html.fromstring(answer.text).xpath("//input[@name='event_ids'][@checked]/@value")
    assert set(ticked) == {theirs, mine}
    assert "Blijft deze vraag open?" in answer.text


def test_when_two_change_an_agreement_the_second_sees_all_that_differs(
    question: str, facilitator: Browser, world: World
) -> None:
    base = f"{facilitator.case}/outcomes/agreements"
    facilitator.submit(base, text="Overleg")
    address = f"{base}/{rows(world, Agreement)[0].id}"
    zorg = world.organisations["zorg"]
    facilitator.submit(address, text="Overleg", organisation_id=zorg, owner="teamleider", due="1-3-2027", version="1")
    answer = facilitator.submit(address, text="Elke maand overleg", version="1")
    assert answer.status_code == 409
    theirs = lxml.html.fromstring(answer.text).xpath("//div[@class='tb-two-texts']/section")[1].text_content()
    assert all(words in theirs for words in ("De Veerboot", "teamleider", "1 maart 2027"))


def test_a_form_that_was_not_saved_is_still_based_on_what_was_read(
    question: str, facilitator: Browser, world: World
) -> None:
    base = f"{facilitator.case}/outcomes/lessons"
    facilitator.submit(base, text="Les")
    address = f"{base}/{rows(world, Lesson)[0].id}"
    facilitator.submit(address, text="Les van de een", version="1")
    empty = facilitator.submit(address, text=" ", version="1")
    assert empty.status_code == 400
    assert 'name="version" value="1"' in empty.text


def test_when_two_mark_the_same_event_the_second_sees_both_texts(
    question: str, facilitator: Browser, world: World
) -> None:
    event = world.event("Overleg")
    address = f"{facilitator.case}/outcomes/turning-points"
    facilitator.submit(address, event_id=event, why="Omdat er haast was")
    answer = facilitator.submit(address, event_id=event, why="Omdat de school ontbrak")
    assert answer.status_code == 409
    assert "Omdat er haast was" in answer.text
    assert "Omdat de school ontbrak" in answer.text


def test_a_double_click_on_a_new_lesson_makes_one_lesson(question: str, facilitator: Browser, world: World) -> None:
    for _ in range(2):
        facilitator.submit(f"{facilitator.case}/outcomes/lessons", text="Bel eerder.", client_key="k1")
        facilitator.submit(f"{facilitator.case}/outcomes/agreements", text="Bellen.", client_key="k1")
    assert len(rows(world, Lesson)) == 1
    assert len(rows(world, Agreement)) == 1


def test_a_lesson_rests_on_what_is_ticked(question: str, facilitator: Browser, world: World) -> None:
    event, other = world.event("Overleg"), world.event("Zitting")
    base = f"{facilitator.case}/outcomes"
    facilitator.submit(f"{base}/answers/{question}", text="De wijkcoach.", version="0")
    facilitator.submit(f"{base}/lessons", text="Bel eerder.", event_ids=event)
    lesson = rows(world, Lesson)[0]
    answer = rows(world, Answer)[0]
    assert "De wijkcoach." in facilitator.get(f"{base}/lessons/{lesson.id}").text
    facilitator.submit(
        f"{base}/lessons/{lesson.id}", text=lesson.text, event_ids=[other], answer_ids=[answer.id], version="1"
    )
    assert {(one.event_id, one.answer_id) for one in rows(world, Evidence)} == {(other, None), (None, answer.id)}


def test_the_short_form_of_an_answer_leaves_its_evidence_alone(
    question: str, facilitator: Browser, world: World
) -> None:
    event = world.event("Overleg")
    address = f"{facilitator.case}/outcomes/answers/{question}"
    facilitator.submit(address, text="Een", version="0", resting="true", event_ids=event)
    facilitator.submit(address, text="Twee", version="1")
    assert [one.event_id for one in rows(world, Evidence)] == [event]


def test_a_day_that_is_no_day_says_so_and_keeps_the_words(question: str, facilitator: Browser) -> None:
    answer = facilitator.submit(f"{facilitator.case}/outcomes/agreements", text="Overleggen.", due="31-02-2027")
    assert answer.status_code == 400
    assert "Overleggen." in answer.text
    assert "Deze datum begrijpen we niet." in answer.text


def test_a_day_may_be_written_as_people_here_do(question: str, facilitator: Browser, world: World) -> None:
    facilitator.submit(f"{facilitator.case}/outcomes/agreements", text="Overleggen.", due="1-3-2027")
    assert rows(world, Agreement)[0].due.isoformat() == "2027-03-01"


@pytest.mark.parametrize("end", ["lessons", "agreements"])
def test_without_words_nothing_is_saved(end: str, question: str, facilitator: Browser, world: World) -> None:
    answer = facilitator.submit(f"{facilitator.case}/outcomes/{end}", text="  ")
    assert answer.status_code == 400
    assert "Schrijf eerst op" in answer.text
    assert rows(world, Lesson) == rows(world, Agreement) == []


def test_a_script_hears_what_was_done_and_the_version_to_go_on_with(question: str, facilitator: Browser) -> None:
    address = f"{facilitator.case}/outcomes/answers/{question}"
    answer = facilitator.post(address, data={"text": "Een", "version": "0"}, headers=LIVE)
    assert answer.json() == {"said": "Bewaard.", "version": 1}


def test_what_is_not_asked_for_is_refused(question: str, facilitator: Browser, world: World) -> None:
    for extra in ({"case_id": "x"}, {"id": "x"}, {"position": "0"}):
        answer = facilitator.post(f"{facilitator.case}/outcomes/lessons", data={"text": "x"} | extra)
        assert answer.status_code == 422
    assert rows(world, Lesson) == []


def test_things_of_another_case_do_not_exist_here(question: str, facilitator: Browser, world: World) -> None:
    from tests.factories import make_world

    other = make_world(world.database, code_name="Waterlelie")
    event = other.event("Elders")
    base = f"{facilitator.case}/outcomes"
    assert facilitator.post(f"{base}/turning-points", data={"event_id": event, "why": "x"}).status_code == 404
    assert facilitator.post(f"{base}/lessons", data={"text": "x", "event_ids": event}).status_code == 404
    assert (
        facilitator.post(
            f"{base}/agreements", data={"text": "x", "organisation_id": other.organisations["zorg"]}
        ).status_code
        == 404
    )
    assert rows(world, TurningPoint) == rows(world, Lesson) == rows(world, Agreement) == []


def test_from_the_panel_of_an_event_one_comes_back_to_it(question: str, facilitator: Browser, world: World) -> None:
    event = world.event("Overleg")
    answer = facilitator.post(
        f"{facilitator.case}/outcomes/turning-points", data={"event_id": event, "why": "x", "back": "event"}
    )
    assert answer.headers["location"] == f"{facilitator.case}/timeline?event={event}"
