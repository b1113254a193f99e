"""The report is made of what was shared and said, and every link in it leads somewhere."""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import Session, select

from analysis.models import (
    Agreement,
    Annotation,
    Answer,
    Evidence,
    Lesson,
    Perspective,
    Question,
    TurningPoint,
)
from analysis.report.compose import HEADINGS, WRITTEN, Edition, basis, compose
from analysis.report.document import ReportDocument
from analysis.report.store import draft_of, write_section
from tests.factories import World
from timeline.models import Chapter, Event, Import

DAY = date(2025, 3, 6)


@pytest.fixture
def filled(world: World) -> World:
    """A case with two events, a turning point, a lesson with evidence, a shared answer and one that stays open."""
    first = world.event("Uit elkaar", "zomer 2018")
    second = world.event("MDO 1", "14 maart 2021", lane="gemeente", kind="mdo")
    world.event("Ooit", "onbekend")
    with world.database.writing() as db:
        case = {"case_id": world.case_id}
        helped, open_ = Question(**case, text="Wat hielp?"), Question(**case, text="Wie hield de koers?", position=1)
        lesson = Lesson(**case, text="Bel eerder.", scope="wider")
        db.add_all([helped, open_, lesson])
        db.flush()
        shared = Answer(**case, question_id=helped.id, text="Bellen.")
        zorg = world.organisations["zorg"]
        mine = {"event_id": second, "organisation_id": zorg}
        own = Answer(**case, question_id=open_.id, organisation_id=zorg, text="Wij dachten de gemeente.")
        db.add_all([shared, own, Answer(**case, question_id=open_.id, stays_open=True)])
        db.flush()
        db.add_all(
            [
                TurningPoint(**case, event_id=second, number=1, why="Daarna ging het anders.", seen_now="Te laat."),
                Evidence(**case, of_thing="lesson", of_id=lesson.id, event_id=second),
                Evidence(**case, of_thing="lesson", of_id=lesson.id, answer_id=shared.id),
                Annotation(**case, **mine, facts="Kort", feelings="Zwaar", known_now="Te laat gezien"),
                Perspective(**case, event_id=first, organisation_id=zorg, stance="confirmed"),
                Agreement(**case, text="Elke maand overleg", organisation_id=zorg, due=date(2025, 9, 1)),
                Chapter(**case, name="Het begin", first_day=date(2018, 1, 1), last_day=date(2018, 12, 31)),
                Import(**case, organisation_id=zorg, file_name="lijst.csv", checksum="0", state="accepted", reading={}),
                Import(**case, organisation_id=zorg, file_name="weg.csv", checksum="0", state="undone", reading={}),
            ]
        )
    return world


def composed(db: Session, world: World, **edition: object) -> ReportDocument:
    return compose(db, world.case(db), Edition(draft_of(db, world.case(db)), DAY, **edition))  # type: ignore[arg-type]


def meeting(db: Session) -> Event:
    return db.exec(select(Event).where(Event.title == "MDO 1")).one()


def test_every_event_is_numbered_once_in_its_chapter_or_without_a_date(filled: World, db: Session) -> None:
    report = composed(db, filled)
    told = [(chapter.name, event.number, event.title) for chapter in report.chapters for event in chapter.events]
    assert told == [("Het begin", 1, "Uit elkaar"), ("", 2, "MDO 1")]
    assert [(event.number, event.title) for event in report.undated] == [(3, "Ooit")]


def test_every_link_leads_to_a_moment_that_is_in_the_report(filled: World, db: Session) -> None:
    report = composed(db, filled)
    numbers = {event.number for chapter in report.chapters for event in chapter.events}
    linked = [*report.lessons[0].evidence, *report.turning_points[0].event_numbers]
    assert linked == [2, 2]
    assert set(linked) <= numbers
    (link,) = report.lessons[0].answers
    assert (link.question, link.whose) == ("Wat hielp?", "een gedeeld antwoord")
    assert link.number is not None
    assert report.answers[link.number - 1].question == link.question


def test_a_link_to_an_event_that_was_removed_is_left_out_and_the_lesson_stays(filled: World, db: Session) -> None:
    event = meeting(db)
    event.removed_at = event.created_at
    db.flush()
    report = composed(db, filled)
    assert report.turning_points == ()
    assert [(lesson.text, lesson.evidence) for lesson in report.lessons] == [("Bel eerder.", ())]


def test_accounts_keep_known_then_and_feelings_apart(filled: World, db: Session) -> None:
    (account,) = composed(db, filled).turning_points[0].accounts
    assert (account.organisation, account.words, account.felt) == ("De Veerboot", "Kort", "Zwaar")
    assert (account.known_then, account.known_now) == ("", "Te laat gezien")


def test_a_question_that_stays_open_shows_how_each_organisation_saw_it(filled: World, db: Session) -> None:
    answered, open_ = composed(db, filled).answers
    assert (answered.answer, answered.stays_open, answered.views) == ("Bellen.", False, ())
    assert open_.stays_open
    assert [(view.organisation, view.text) for view in open_.views] == [("De Veerboot", "Wij dachten de gemeente.")]


def test_sources_are_the_files_that_are_in_the_timeline(filled: World, db: Session) -> None:
    assert [source.name for source in composed(db, filled).sources] == ["lijst.csv"]


def test_what_is_private_to_an_organisation_is_not_in_it(filled: World, db: Session) -> None:
    before = composed(db, filled)
    mine = {"case_id": filled.case_id, "private_to": filled.organisations["gemeente"]}
    whose = {"event_id": meeting(db).id, "organisation_id": filled.organisations["gemeente"]}
    question = db.exec(select(Question)).first()
    assert question is not None
    db.add_all(
        [
            Annotation(**mine, **whose, facts="Geheim"),
            Perspective(**mine, **whose, stance="corrected", title="Geheim"),
            Event(**mine, title="Geheim", date_edtf="2020"),
            Answer(**mine, question_id=question.id, organisation_id=filled.organisations["gemeente"], text="Geheim"),
        ]
    )
    db.flush()
    assert composed(db, filled) == before


def test_the_facilitators_words_stand_in_their_section_and_else_those_of_the_case(filled: World, db: Session) -> None:
    by = filled.participant(db, "facilitator")
    write_section(db, filled.case(db), "reason", "In onze woorden", based_on=0, by=by)
    texts = {section.key: section.text for section in composed(db, filled).sections}
    assert list(texts) == list(HEADINGS)
    assert set(WRITTEN) < set(HEADINGS)
    assert (texts["reason"], texts["aim"]) == ("In onze woorden", "Leren samenwerken.")


def test_what_an_organisation_agrees_with_does_not_depend_on_the_day_or_the_language(
    filled: World, db: Session
) -> None:
    draft = draft_of(db, filled.case(db))
    before = basis(db, filled.case(db), draft)
    assert composed(db, filled) != composed(db, filled, language="en", translate=lambda words: f"{words}.")
    assert basis(db, filled.case(db), draft) == before
    by = filled.participant(db, "facilitator")
    write_section(db, filled.case(db), "short", "Nieuw", based_on=0, by=by)
    assert basis(db, filled.case(db), draft_of(db, filled.case(db))) != before


def test_an_agreement_does_not_fall_because_the_product_words_its_headings_otherwise(
    filled: World, db: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = filled.case(db)
    before = basis(db, case, draft_of(db, case))
    monkeypatch.setitem(HEADINGS, "lessons", "Wat we leerden")
    monkeypatch.setattr("analysis.report.compose.report_words", lambda translate: {"lessons": "Wat we leerden"})
    assert basis(db, case, draft_of(db, case)) == before


def test_a_kind_that_this_version_does_not_know_breaks_no_report(filled: World, db: Session) -> None:
    meeting(db).kind = "uit een latere versie"
    db.flush()
    assert composed(db, filled).chapters[1].events[0].title == "MDO 1"
