"""The demonstration case: made by the product's own acts, well filled, made once, and about nobody who exists."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session, SQLModel, col, func, select

from analysis.evidence import supports
from analysis.models import (
    Agreement,
    Annotation,
    Answer,
    Assent,
    Lesson,
    Perspective,
    Rating,
    Report,
    ReportSection,
    SavedView,
    SessionNote,
    SessionPart,
    TurningPoint,
)
from analysis.report.compose import WRITTEN, Edition, compose
from analysis.report.store import draft_of
from analysis.session.agenda import standard_agenda
from app.database import Database
from app.demo.anchors import AnchorNotFound, Events
from app.demo.build import FACILITATOR_ID, MEMBERSHIP_ID, demo_links, make_demo
from app.demo.content import FOLDER, content
from app.demo.days import session_day
from app.identity.models import Membership, SignInLink
from app.main import create_app
from app.settings import Settings
from app.timeline_address import normalised
from tests.factories import SECRET_KEY
from timeline.chains import links_of
from timeline.course import course_holders_of
from timeline.frames import frames_of
from timeline.models import (
    Account,
    Case,
    Chapter,
    CourseHolder,
    Event,
    Import,
    LegalFrame,
    Organisation,
    Participant,
    Person,
    Phase,
    Revision,
)
from timeline.scope import Viewer
from timeline.store import accounts_of, events_in_order

TODAY = date(2025, 3, 6)


@pytest.fixture(scope="module")
def made(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A database with the demonstration case, for the tests that only look."""
    path = tmp_path_factory.mktemp("demo") / "terugblik.db"
    path.write_bytes(sqlite_template.read_bytes())
    database = Database(f"sqlite:///{path}")
    with database.writing() as db:
        make_demo(db, today=TODAY)
    yield database
    database.close()


@pytest.fixture
def demo(made: Database) -> Iterator[Session]:
    with made.reading() as db:
        yield db


@pytest.fixture
def korenbloem(demo: Session) -> Case:
    return demo.exec(select(Case)).one()


def settings_for(database: Database) -> Settings:
    return Settings(database.url, SECRET_KEY, "http://testserver", Path("unused"))


def count(db: Session, table: type[SQLModel]) -> int:
    return db.exec(select(func.count()).select_from(table)).one()


def all_rows(db: Session, table: type[SQLModel]) -> list:
    return list(db.exec(select(table)))


# From the files, by the import


def test_the_three_files_give_71_events_of_which_27_are_told_by_two_and_4_by_three(demo, korenbloem):
    told = accounts_of(demo, Viewer(korenbloem.id))
    tellers = Counter(len({account.organisation_id for account in accounts}) for accounts in told.values())
    assert len(events_in_order(demo, Viewer(korenbloem.id))) == 71
    assert tellers == {1: 40, 2: 27, 3: 4}


def test_everything_on_the_timeline_came_with_a_file(demo):
    files = {file.id: file for file in all_rows(demo, Import)}
    assert {file.file_name for file in files.values()} == {
        "gemeente.xlsx",
        "zorgaanbieder.csv",
        "jeugdbescherming.docx",
    }
    assert {file.state for file in files.values()} == {"accepted"}
    assert all(account.batch_id in files for account in all_rows(demo, Account))


def test_six_organisations_take_part_and_the_court_has_a_lane_only(demo):
    organisations = all_rows(demo, Organisation)
    assert sum(organisation.takes_part for organisation in organisations) == 6
    assert [o.name for o in organisations if not o.takes_part] == ["Rechtbank"]
    assert len({organisation.colour for organisation in organisations}) == len(organisations) == 7
    assert "other" not in {organisation.kind for organisation in organisations}


def test_each_organisation_that_takes_part_has_one_contact_and_everybody_said_to_be_ready(demo):
    taking_part = {o.id: o for o in all_rows(demo, Organisation) if o.takes_part}
    contacts = [p.organisation_id for p in all_rows(demo, Participant) if p.role == "contact"]
    assert sorted(contacts) == sorted(taking_part)
    assert all(organisation.ready_at for organisation in taking_part.values())


def test_everybody_in_an_event_who_is_family_stands_in_the_family(demo):
    family = {person.code_name for person in all_rows(demo, Person)}
    named = {name for event in all_rows(demo, Event) for name in event.who}
    assert {"Merel", "Specht", "moeder", "vader", "opa"} <= named & family


def test_every_event_with_a_date_lies_in_one_chapter(demo, korenbloem):
    chapters = all_rows(demo, Chapter)
    firsts = [event.when.start.earliest for event in events_in_order(demo, Viewer(korenbloem.id))]
    within = [sum(c.first_day <= day <= c.last_day for c in chapters) for day in firsts if day is not None]
    assert within == [1] * 70


def test_the_legal_frame_is_compulsory_as_long_as_the_measure_and_has_no_gap(demo, korenbloem):
    frames = frames_of(demo, korenbloem.id)
    assert [(frame.compulsory, frame.measure) for frame in frames] == [(False, ""), (True, "OTS"), (False, "")]
    assert all(two.first_day - one.last_day == timedelta(days=1) for one, two in pairwise(frames))


def test_the_course_is_told_without_a_gap_and_twice_it_was_clearly_nobody(demo, korenbloem):
    holders = course_holders_of(demo, korenbloem.id)
    assert sum(holder.is_nobody for holder in holders) == 2
    assert all(two.first_day - one.last_day == timedelta(days=1) for one, two in pairwise(holders))


def test_every_step_of_the_chains_is_linked_in_the_order_of_time(demo, korenbloem):
    events = {event.id: event for event in events_in_order(demo, Viewer(korenbloem.id))}
    links = links_of(demo, Viewer(korenbloem.id))
    assert len(links) == sum(len(chain["events"]) - 1 for chain in content("bands")["chains"])
    assert all(events[link.earlier_id].earliest <= events[link.later_id].latest for link in links)


def test_labels_stand_on_the_events_that_the_texts_name(demo):
    given = Counter(tag for event in all_rows(demo, Event) for tag in event.tags)
    assert given == {each["label"]: len(each["events"]) for each in content("bands")["labels"]}


# All that the texts say arrives


@pytest.mark.parametrize(
    ("table", "file", "key"),
    [
        (Chapter, "case", "chapters"),
        (LegalFrame, "bands", "frames"),
        (CourseHolder, "bands", "course"),
        (Person, "case", "family"),
        (Perspective, "perspectives", "perspectives"),
        (Annotation, "annotations", "annotations"),
        (SavedView, "case", "views"),
        (SessionNote, "session", "notes"),
        (TurningPoint, "session", "turning_points"),
        (Lesson, "session", "lessons"),
        (Agreement, "session", "agreements"),
        (Assent, "report", "assents"),
        (ReportSection, "report", "sections"),
    ],
)
def test_every_text_of_the_files_is_in_the_case(demo, table, file, key):
    assert count(demo, table) == len(content(file)[key])


def test_every_answer_of_the_files_is_in_the_case(demo):
    answers = all_rows(demo, Answer)
    texts = content("questions")
    assert sum(answer.organisation_id is not None for answer in answers) == len(texts["answers"])
    assert sum(answer.organisation_id is None for answer in answers) == len(texts["shared"])
    assert sum(answer.stays_open and answer.organisation_id is None for answer in answers) >= 1


def test_every_question_to_the_group_has_a_shared_answer(demo):
    group = {name for name in (shared["question"] for shared in content("questions")["shared"]) if "of group" in name}
    assert len(group) == 11


def test_organisations_confirm_correct_and_read_events_differently(demo):
    stances = Counter(perspective.stance for perspective in all_rows(demo, Perspective))
    assert set(stances) == {"confirmed", "corrected", "other_reading", "not_ours"}
    assert min(stances["corrected"], stances["other_reading"]) >= 5


def test_each_organisation_said_how_calm_it_saw_each_period_or_that_it_does_not_know(demo):
    ratings = all_rows(demo, Rating)
    assert len(ratings) == 6 * 5
    assert {rating.value for rating in ratings} == {None, 1, 2, 3, 4, 5}
    said = Counter(rating.chapter_id for rating in ratings if rating.value is not None)
    assert min(said.values()) >= 2  # of every period there is something to put side by side


def test_a_view_is_shared_that_shows_something(demo, korenbloem):
    (view,) = all_rows(demo, SavedView)
    assert (view.shared, normalised(view.query)) == (True, view.query)
    kinds = {value for _, value in parse_qsl(view.query)}
    assert kinds <= {event.kind for event in events_in_order(demo, Viewer(korenbloem.id))}


def test_annotations_keep_facts_and_feelings_and_then_and_now_apart(demo):
    notes = all_rows(demo, Annotation)
    assert len({note.organisation_id for note in notes}) == 6
    for part in ("facts", "feelings", "known_then", "known_now"):
        assert sum(bool(getattr(note, part)) for note in notes) >= 10, part


def test_some_meetings_say_who_was_missing_and_some_events_on_which_ground(demo):
    events = all_rows(demo, Event)
    assert all(event.kind == "mdo" for event in events if event.missing)
    assert sum(len(event.missing) for event in events) == 3
    assert {"urgency", "plan", "court", "other"} <= {event.ground for event in events}


def test_nothing_is_private_any_more_after_the_reveal(demo, korenbloem):
    assert korenbloem.revealed_at is not None
    tables = [Event, Account, Perspective, Annotation, Rating, Answer, Revision]
    assert [row.id for table in tables for row in all_rows(demo, table) if row.private_to] == []


# What came of it


def test_every_lesson_rests_on_events_and_answers(demo, korenbloem):
    rests = supports(demo, korenbloem.id, "lesson")
    for lesson in all_rows(demo, Lesson):
        assert rests[lesson.id].events, lesson.text
        assert rests[lesson.id].answers, lesson.text


def test_the_session_was_held_part_by_part(demo):
    parts = sorted(all_rows(demo, SessionPart), key=lambda part: part.position)
    assert [part.key for part in parts] == [part.key for part in standard_agenda()]
    assert all(one.ended_at == following.started_at for one, following in pairwise(parts))
    minutes = [(part.ended_at - part.started_at) // timedelta(minutes=1) for part in parts]
    assert minutes == [content("session")["minutes"][part.key] for part in parts]


def test_a_note_was_written_while_its_part_was_going_on(demo):
    parts = {part.id: part for part in all_rows(demo, SessionPart)}
    for note in all_rows(demo, SessionNote):
        assert parts[note.part_id].started_at <= note.created_at < parts[note.part_id].ended_at


def test_the_report_is_a_shared_draft_with_a_text_for_every_section_that_has_one(demo, korenbloem):
    report = demo.exec(select(Report)).one()
    assert (korenbloem.phase, report.state) == (Phase.WRITING, "draft")
    assert report.shared_at is not None
    assert {section.key for section in all_rows(demo, ReportSection)} == set(WRITTEN)


def test_the_report_holds_assent_a_view_of_ones_own_and_one_that_is_still_open(demo, korenbloem):
    document = compose(demo, korenbloem, Edition(draft_of(demo, korenbloem), TODAY))
    assert Counter(assent.verdict for assent in document.assent) == {"agree": 4, "dissent": 1, "open": 1}
    assert all(assent.own_view for assent in document.assent if assent.verdict == "dissent")


def test_the_report_can_be_read_whole(demo, korenbloem):
    document = compose(demo, korenbloem, Edition(draft_of(demo, korenbloem), TODAY))
    assert len(list(document.all_events())) == 71
    assert all(document.moments(lesson.evidence) for lesson in document.lessons)
    assert all(chapter.name for chapter in document.chapters)
    assert document.answers[0].question.startswith("Wat werkte")
    assert {section.key for section in document.visible_sections()} >= {*WRITTEN, "lessons", "answers"}


def test_who_wrote_came_in_by_a_link_before(demo):
    last_used = {link.participant_id: link.last_used_at for link in all_rows(demo, SignInLink) if link.uses}
    first_words = {}
    for revision in all_rows(demo, Revision):
        if revision.thing in {"perspective", "annotation", "answer"} and revision.organisation_id:
            first_words.setdefault(revision.participant_id, []).append(revision.at)
    assert set(first_words) <= set(last_used)
    assert all(last_used[person] < min(moments) for person, moments in first_words.items())


# When it happened


@pytest.mark.parametrize("days", range(9))
def test_the_session_is_on_a_tuesday_at_least_two_weeks_ago(days):
    day = session_day(TODAY + timedelta(days=days))
    assert day.weekday() == 1
    assert 14 <= (TODAY + timedelta(days=days) - day).days <= 20


def test_the_history_tells_weeks_of_work_that_is_all_past(demo, korenbloem):
    revisions = all_rows(demo, Revision)
    days = {revision.at.date() for revision in revisions}
    assert len(days) >= 12
    assert max(days) <= TODAY
    assert all(day.weekday() < 5 for day in days)


def test_nobody_wrote_before_being_invited_or_after_the_reveal(demo, korenbloem):
    invited = max(person.created_at for person in all_rows(demo, Participant))
    written = [r.at for r in all_rows(demo, Revision) if r.thing in {"perspective", "annotation"}]
    assert invited < min(written) <= max(written) < korenbloem.revealed_at


def test_the_history_of_every_thing_is_in_the_order_of_its_versions(demo):
    changes: dict[str, list[tuple[int, datetime]]] = {}
    for revision in all_rows(demo, Revision):
        changes.setdefault(revision.thing_id, []).append((revision.number, revision.at))
    for numbered in changes.values():
        in_order = sorted(numbered)
        assert [at for _, at in in_order] == sorted(at for _, at in in_order)


def test_agreements_are_due_after_the_session(demo, korenbloem):
    assert all(agreement.due > korenbloem.session_date for agreement in all_rows(demo, Agreement))


# Made once


def test_a_second_time_gives_the_same_case_and_adds_nothing(database):
    with database.writing() as db:
        first = make_demo(db).id
        tables = [Case, Event, Annotation, Answer, Revision, Membership]
        before = [count(db, table) for table in tables]
    with database.writing() as db:
        assert make_demo(db).id == first
        assert [count(db, table) for table in tables] == before


def test_it_is_found_again_under_another_name(made):
    with made.writing() as db:
        korenbloem = make_demo(db)
        korenbloem.code_name = "Klaproos"
        db.flush()
        assert make_demo(db) is korenbloem
        assert count(db, Case) == 1
        korenbloem.code_name = "Korenbloem"


# Coming in


def test_there_is_a_link_for_every_role(made):
    with made.writing() as db:
        links = demo_links(db, settings_for(made), make_demo(db))
    assert set(links) == {"facilitator", "participants", "reader", "administrator", "case"}
    assert set(links["participants"]) == {
        "Gemeente Rietdorp",
        "De Veerboot",
        "Jeugdbescherming Zuiderlicht",
        "De Meent",
        "Veilig Thuis",
        "Raad voor de Kinderbescherming",
    }
    assert links["case"] == "Korenbloem"


@pytest.mark.any_database
def test_every_link_opens_a_page_with_a_button_that_signs_in(database):
    settings = settings_for(database)
    with database.writing() as db:
        links = demo_links(db, settings, make_demo(db))
    addresses = [links["facilitator"], links["reader"], links["administrator"], *links["participants"].values()]
    for address in addresses:
        own_page = {"sec-fetch-site": "same-origin", "accept-language": "nl"}
        with TestClient(create_app(settings, database), headers=own_page, follow_redirects=False) as browser:
            assert browser.get(address).status_code == 200
            answer = browser.post("/enter", data={"token": address.rsplit("/", 1)[1]})
            assert answer.status_code == 303
            assert browser.cookies


def test_a_restart_gives_fresh_links_and_lets_the_earlier_ones_work(made):
    settings = settings_for(made)
    with made.writing() as db:
        first = demo_links(db, settings, make_demo(db))
    with made.writing() as db:
        second = demo_links(db, settings, make_demo(db))
        assert db.exec(select(SignInLink).where(col(SignInLink.withdrawn_at).is_not(None))).all() == []
    assert first["facilitator"] != second["facilitator"]


def test_the_facilitator_works_in_the_case_as_its_facilitator(demo, korenbloem):
    membership = demo.exec(select(Membership)).one()
    assert (membership.id, membership.user_id, membership.case_id) == (MEMBERSHIP_ID, FACILITATOR_ID, korenbloem.id)
    assert demo.get(Participant, membership.participant_id).role == "facilitator"


# Texts


def test_a_text_that_points_to_no_event_is_an_error(demo, korenbloem):
    with pytest.raises(AnchorNotFound):
        Events(demo, korenbloem)["Dit gebeurde niet"]


REAL_NAMES = {
    "00cc1443164d",
    "026ad9b14a74",
    "02d08359f754",
    "1253f120654b",
    "37531bb6ee85",
    "4fa712f00f8f",
    "5b0e67679713",
    "8202e09e8194",
    "8841e0a7a7b6",
    "c6878d77a50e",
    "d121443417d8",
    "e0b77347f40e",
    "e6c4df91a3b4",
    "eaabccc7d175",
    "edd051f5dc71",
}
"""The people, organisations and places of the document that the product was thought out after, as hashes: they may
stand nowhere, and so not here either."""


def test_no_text_names_anybody_or_any_place_that_exists():
    words = {word for path in FOLDER.glob("*.*") for word in re.findall(r"\w+", path.read_text("utf-8").lower())}
    assert len(words) > 1000
    assert [word for word in words if hashlib.sha256(word.encode()).hexdigest()[:12] in REAL_NAMES] == []


def test_texts_speak_of_learning_and_blame_nobody():
    blaming = re.compile(r"\b(schuld|fout|faal\w*|gefaald|slecht gedaan|beste organisatie|slechtste)\b", re.IGNORECASE)
    texts = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.toml")}
    assert {name: blaming.findall(text) for name, text in texts.items() if blaming.search(text)} == {}
