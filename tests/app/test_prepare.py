"""The preparation of a participant: one thing at a time, at any pace, and private until the reveal."""

from __future__ import annotations

import re
from datetime import date

from analysis.models import Question
from analysis.questions.store import add_question, answer
from tests.factories import World
from tests.http import Browser, browser_for
from timeline.chapters import ChapterFacts, add_chapter, remove_chapter
from timeline.models import Chapter, Phase

STEPS = ("", "/events", "/own", "/calm", "/questions", "/ready")


def ask(world: World, *texts: str, **words: str) -> list[str]:
    with world.database.writing() as db:
        return [add_question(db, world.case(db), text=text, **words).id for text in texts]


def part(world: World, *names: str) -> list[str]:
    """Divide the case into chapters of a year, from 2020 on."""
    with world.database.writing() as db:
        case, by = world.case(db), world.participant(db, "facilitator")
        stretches = [ChapterFacts(name, date(year, 1, 1), date(year, 12, 31)) for year, name in enumerate(names, 2020)]
        return [add_chapter(db, case, facts, by=by).id for facts in stretches]


def chosen(page: str) -> list[str]:
    return re.findall(r'type="radio" name="value" value="(\w+)" checked', page)


def test_every_step_has_one_heading_and_shows_where_one_is(contact: Browser, world: World) -> None:
    part(world, "Het begin")
    world.event("MDO", lane="gemeente")
    ask(world, "Wat werkte er?")
    for step in STEPS:
        page = contact.get(f"{contact.case}/prepare{step}")
        assert page.status_code == 200, step
        assert page.text.count("<h1") == 1, step
        assert page.text.count('aria-current="page"') == 2, step


def test_the_steps_help_on_an_empty_case(contact: Browser) -> None:
    for step in STEPS:
        assert contact.get(f"{contact.case}/prepare{step}").status_code == 200


def test_the_walk_shows_the_events_of_the_own_organisation_and_all_when_asked(contact: Browser, world: World) -> None:
    world.event("Van de gemeente", lane="gemeente")
    world.event("Van de zorg", lane="zorg")
    world.event("Samen aan tafel", present=(world.organisations["gemeente"],))
    own = contact.get(f"{contact.case}/prepare/events").text
    assert "Van de gemeente" in own
    assert "Samen aan tafel" in own
    assert "Van de zorg" not in own
    assert "Van de zorg" in contact.get(f"{contact.case}/prepare/events?which=all").text


def test_one_goes_on_where_one_stopped(contact: Browser, world: World) -> None:
    first, second = (world.event(title, date, lane="gemeente") for title, date in (("Een", "2020"), ("Twee", "2021")))
    contact.submit(f"{contact.case}/events/{first}/confirm", version=0, back=f"{contact.case}/prepare")
    page = contact.get(f"{contact.case}/prepare").text
    assert "Ga verder waar je was" in page
    assert f"/prepare/events/{second}" in page


def test_the_walk_leads_from_event_to_event_and_on_to_the_own_ones(contact: Browser, world: World) -> None:
    first, second = (world.event(title, date, lane="gemeente") for title, date in (("Een", "2020"), ("Twee", "2021")))
    page = contact.get(f"{contact.case}/prepare/events/{first}")
    assert "Gebeurtenis 1 van 2" in page.text
    assert f'value="{contact.case}/prepare/events/{second}?which=own"' in page.text
    assert f'href="{contact.case}/prepare/own"' in contact.get(f"{contact.case}/prepare/events/{second}").text


def test_an_event_of_another_organisation_that_is_still_private_is_not_there(contact: Browser, world: World) -> None:
    hidden = world.event("Eigen verslag", by="zorg")
    assert contact.get(f"{contact.case}/prepare/events/{hidden}").status_code == 404


def test_what_an_organisation_added_stands_in_its_own_step(contact: Browser, world: World) -> None:
    world.event("Ons huisbezoek", by="gemeente")
    world.event("Hun huisbezoek", by="zorg")
    page = contact.get(f"{contact.case}/prepare/own").text
    assert "Ons huisbezoek" in page
    assert "Hun huisbezoek" not in page


def test_who_adds_an_event_in_the_preparation_goes_on_there(contact: Browser) -> None:
    assert 'name="back" value="prepare"' in contact.get(f"{contact.case}/events/new?back=prepare").text
    page = contact.submit(f"{contact.case}/events/new", title="Een telefoontje", back="prepare")
    assert "/prepare/own" in str(page.url)
    assert "Een telefoontje" in page.text


def test_an_answer_is_stored_and_leads_on_to_the_next_question(contact: Browser, world: World) -> None:
    first, second = ask(world, "Wat werkte er?", "Wat misten jullie?")
    base = f"{contact.case}/prepare/questions"
    page = contact.submit(f"{base}/{first}", version=0, text="Samen bellen.", back=f"{base}/{second}")
    assert "Wat misten jullie?" in page.text
    assert "Samen bellen." in contact.get(f"{base}/{first}").text


def test_beside_a_question_stand_the_events_that_it_is_about(contact: Browser, world: World) -> None:
    (question,) = ask(world, "Wat kwam er uit elk overleg?", theme="meetings")
    world.event("Groot overleg", kind="mdo")
    world.event("Verhuizing", kind="family_event")
    page = contact.get(f"{contact.case}/prepare/questions/{question}").text
    assert "Groot overleg" in page
    assert "Verhuizing" not in page


def test_two_colleagues_who_answer_at_once_see_both_texts(contact: Browser, world: World) -> None:
    (question,) = ask(world, "Wat werkte er?")
    address = f"{contact.case}/prepare/questions/{question}"
    contact.submit(address, version=0, text="Bellen.")
    with browser_for(world, "colleague") as colleague:
        page = colleague.submit(address, version=0, text="Mailen.")
    assert page.status_code == 409
    assert "Bellen." in page.text
    assert "Mailen." in page.text
    assert re.search(r'name="version" value="1"', page.text)


def test_an_answer_is_stored_while_somebody_types(contact: Browser, world: World) -> None:
    (question,) = ask(world, "Wat werkte er?")
    address = f"{contact.case}/prepare/questions/{question}"
    typed = contact.post(address, data={"version": 0, "text": "Bel"}, headers={"accept": "application/json"})
    assert typed.json()["version"] == 1


def test_a_question_for_the_group_or_of_another_case_is_not_asked_here(contact: Browser, world: World) -> None:
    from tests.factories import make_world

    (for_the_group,) = ask(world, "Samen?", audience="group")
    other = make_world(world.database, code_name="Waterlelie")
    (foreign,) = ask(other, "Elders?")
    for question in (for_the_group, foreign):
        assert contact.get(f"{contact.case}/prepare/questions/{question}").status_code == 404
        assert contact.submit(f"{contact.case}/prepare/questions/{question}", version=0, text="x").status_code == 404


def test_a_question_that_was_taken_off_still_takes_the_answer_that_is_being_typed(
    contact: Browser, world: World
) -> None:
    from analysis.questions.store import remove_question

    (question,) = ask(world, "Wat werkte er?")
    with world.database.writing() as db:
        row = db.get(Question, question)
        remove_question(db, world.case(db), row, based_on=1, by=world.participant(db, "facilitator"))
    page = contact.submit(f"{contact.case}/prepare/questions/{question}", version=0, text="Toch nog.")
    assert page.status_code == 200
    assert "Toch nog." in page.text


def test_ready_is_said_and_can_be_taken_back(contact: Browser, world: World) -> None:
    page = contact.submit(f"{contact.case}/prepare/ready")
    assert "Jullie zijn klaar" in page.text
    contact.submit(f"{contact.case}/prepare/not-ready")
    assert "Wij zijn klaar" in contact.get(f"{contact.case}/prepare/ready").text


def test_in_the_session_one_can_go_on_but_no_longer_say_ready(contact: Browser, world: World) -> None:
    (question,) = ask(world, "Wat werkte er?")
    world.in_phase(Phase.SESSION)
    page = contact.submit(f"{contact.case}/prepare/questions/{question}", version=0, text="Nog iets.")
    assert page.status_code == 200
    assert "Wij zijn klaar" not in contact.get(f"{contact.case}/prepare/ready").text
    assert contact.submit(f"{contact.case}/prepare/ready").status_code == 403


def test_the_preparation_is_for_participants(facilitator: Browser, stranger: Browser) -> None:
    assert facilitator.get(f"{facilitator.case}/prepare").status_code == 403
    assert stranger.get(f"{stranger.case}/prepare").status_code == 401


def test_an_answer_that_stays_open_counts_as_done(contact: Browser, world: World) -> None:
    (question,) = ask(world, "Wat werkte er?")
    contact.submit(f"{contact.case}/prepare/questions/{question}", version=0, stays_open="true")
    with world.database.writing() as db:
        row = db.get(Question, question)
        by = world.participant(db, "colleague")
        assert answer(db, world.case(db), row, text="", stays_open=True, based_on=0, by=by).version == 1
    assert "1 van 1" in contact.get(f"{contact.case}/prepare/questions").text


# Calm and conflict


def test_calm_and_conflict_is_a_step_only_when_the_case_has_chapters(contact: Browser, world: World) -> None:
    assert "Rust en strijd" not in contact.get(f"{contact.case}/prepare").text
    assert f'href="{contact.case}/prepare/questions"' in contact.get(f"{contact.case}/prepare/own").text
    part(world, "Het begin")
    page = contact.get(f"{contact.case}/prepare").text
    assert "4. Rust en strijd" in page
    assert "5. Leervragen" in page
    assert f'href="{contact.case}/prepare/calm"' in contact.get(f"{contact.case}/prepare/own").text


def test_a_chapter_has_five_choices_in_words_and_that_one_does_not_know(contact: Browser, world: World) -> None:
    (chapter,) = part(world, "Het begin")
    page = contact.get(f"{contact.case}/prepare/calm/{chapter}").text
    assert re.findall(r'type="radio" name="value" value="(\w+)"', page) == ["1", "2", "3", "4", "5", "unknown"]
    assert chosen(page) == []
    assert "Dat weten wij niet" in page


def test_a_choice_is_stored_and_leads_on_to_the_next_chapter_and_then_to_the_questions(
    contact: Browser, world: World
) -> None:
    first, last = part(world, "Het begin", "Naar rust")
    base = f"{contact.case}/prepare/calm"
    assert f'value="{base}/{last}"' in contact.get(f"{base}/{first}").text
    page = contact.submit(f"{base}/{first}", version=0, value="4", back=f"{base}/{last}")
    assert str(page.url).endswith(last)
    assert chosen(contact.get(f"{base}/{first}").text) == ["4"]
    assert f'value="{contact.case}/prepare/questions"' in page.text
    contact.submit(f"{base}/{last}", version=0, value="unknown")
    overview = contact.get(base).text
    assert "2 van 2" in overview
    assert "Vaak strijd" in overview
    assert "Dat weten wij niet" in overview


def test_who_chooses_nothing_goes_on_and_nothing_is_stored(contact: Browser, world: World) -> None:
    (chapter,) = part(world, "Het begin")
    page = contact.submit(f"{contact.case}/prepare/calm/{chapter}", version=0, back=f"{contact.case}/prepare/questions")
    assert str(page.url).endswith("/prepare/questions")
    assert "Bewaard." not in page.text
    assert "0 van 1" in contact.get(f"{contact.case}/prepare/calm").text


def test_a_choice_is_stored_at_once_when_the_page_sends_it(contact: Browser, world: World) -> None:
    (chapter,) = part(world, "Het begin")
    address, by_script = f"{contact.case}/prepare/calm/{chapter}", {"accept": "application/json"}
    assert contact.post(address, data={"version": 0, "value": "2"}, headers=by_script).json()["version"] == 1
    with browser_for(world, "colleague") as colleague:
        refused = colleague.post(address, data={"version": 0, "value": "5"}, headers=by_script)
    assert refused.status_code == 409


def test_two_colleagues_who_choose_at_once_see_both_choices(contact: Browser, world: World) -> None:
    (chapter,) = part(world, "Het begin")
    address = f"{contact.case}/prepare/calm/{chapter}"
    contact.submit(address, version=0, value="1")
    with browser_for(world, "colleague") as colleague:
        page = colleague.submit(address, version=0, value="5")
        assert page.status_code == 409
        assert chosen(page.text) == ["5"]
        kept = page.text.partition("Wat er intussen is bewaard")[2]
        assert "Rustig" in kept.partition("</section>")[0]
        assert colleague.submit(address, version=1, value="5").status_code == 200
    assert chosen(contact.get(address).text) == ["5"]


def test_beside_a_chapter_stand_its_events(contact: Browser, world: World) -> None:
    first, last = part(world, "Het begin", "Naar rust")
    world.event("Huisbezoek", "3 maart 2020")
    page = f"{contact.case}/prepare/calm"
    assert "Huisbezoek" in contact.get(f"{page}/{first}").text
    assert "Huisbezoek" not in contact.get(f"{page}/{last}").text


def test_one_goes_on_with_the_chapters_after_the_events_and_before_the_questions(
    contact: Browser, world: World
) -> None:
    (chapter,) = part(world, "Het begin")
    (question,) = ask(world, "Wat werkte er?")
    assert f"/prepare/calm/{chapter}" in contact.get(f"{contact.case}/prepare").text
    contact.submit(f"{contact.case}/prepare/calm/{chapter}", version=0, value="unknown")
    assert f"/prepare/questions/{question}" in contact.get(f"{contact.case}/prepare").text


def test_a_chapter_that_was_taken_away_or_is_elsewhere_is_not_asked_about(contact: Browser, world: World) -> None:
    from tests.factories import make_world

    (gone,) = part(world, "Het begin")
    (foreign,) = part(make_world(world.database, code_name="Waterlelie"), "Elders")
    contact.submit(f"{contact.case}/prepare/calm/{gone}", version=0, value="3")
    with world.database.writing() as db:
        row, by = db.get(Chapter, gone), world.participant(db, "facilitator")
        remove_chapter(db, world.case(db), row, based_on=1, by=by)
    for chapter in (gone, foreign):
        address = f"{contact.case}/prepare/calm/{chapter}"
        assert contact.get(address).status_code == 404
        assert contact.submit(address, version=0, value="3").status_code == 404


def test_a_choice_that_is_not_there_is_refused(contact: Browser, world: World) -> None:
    (chapter,) = part(world, "Het begin")
    for value in ("0", "6", "veel"):
        answer = contact.submit(f"{contact.case}/prepare/calm/{chapter}", version=0, value=value)
        assert answer.status_code == 422
