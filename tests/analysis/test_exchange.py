"""A whole case goes out as JSON and comes in again the same; what is private or does not fit stays out."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from analysis.chapters_undone import undo_on_chapter
from analysis.exchange import FromANewerVersion, NotACase, case_as_json, export_case, import_case
from analysis.models import (
    Agreement,
    Annotation,
    Answer,
    Assent,
    Evidence,
    Lesson,
    Perspective,
    Question,
    Rating,
    Report,
    ReportSection,
    SavedView,
    SessionNote,
    SessionPart,
    TurningPoint,
    Visit,
)
from app.database import Database
from app.erasing import erase_case
from tests.factories import World
from timeline.chapters import ChapterFacts, change_chapter, chapters_of, remove_chapter
from timeline.dates import parse_date
from timeline.history import revisions_of
from timeline.models import (
    Account,
    Apart,
    Case,
    Chapter,
    CourseHolder,
    Event,
    Import,
    LegalFrame,
    Link,
    Organisation,
    Participant,
    Role,
)
from timeline.scope import Viewer
from timeline.store import EventFacts, add_event, events_in_order, remove_event
from timeline.text import clean_text

DATES = ["14 maart 2021", "begin 2020", "zomer 2019", "onbekend", "3 juni 2019 t/m 16 december 2019", "sinds 2019", ""]


def fill(db: Session, world: World) -> Event:
    """Something of everything that a case can hold."""
    case, by = world.case(db), world.participant(db, "facilitator")
    zorg = world.organisations["zorg"]
    event = add_event(
        db,
        case,
        EventFacts(
            "MDO 1",
            parse_date("14 maart 2021"),
            kind="mdo",
            organisation_id=zorg,
            who=("moeder",),
            present=(zorg,),
            missing=(world.organisations["school"],),
            ground="plan",
            tags=("veiligheid", "de kinderen"),
        ),
        by=by,
    )
    mine = {"case_id": case.id, "event_id": event.id, "organisation_id": zorg}
    file = Import(
        case_id=case.id, organisation_id=zorg, file_name="a.csv", checksum="0" * 64, state="accepted", reading={}
    )
    question = Question(case_id=case.id, text="Wat hielp?")
    part = SessionPart(case_id=case.id, key="opening", title="Opening", minutes=10, position=0)
    report = Report(case_id=case.id, state="final", content=b'{"a":"\xc3\xa9"}', checksum="1" * 64)
    lesson = Lesson(case_id=case.id, text="Eerder bellen.")
    chapter = Chapter(case_id=case.id, name="Het eerste jaar", first_day=date(2020, 1, 1), last_day=date(2020, 12, 31))
    db.add_all([file, question, part, report, lesson, chapter])
    db.flush()
    event.chapter_id = chapter.id
    other = add_event(db, case, EventFacts("MDO 2", parse_date("15 maart 2021")), by=by)
    organisation = db.get(Organisation, zorg)
    assert organisation is not None
    organisation.known_columns = {"wat speelde er": "title"}
    answer = Answer(case_id=case.id, question_id=question.id, organisation_id=zorg, text="Bellen.")
    db.add(answer)
    db.flush()
    db.add_all(
        [
            Account(**mine, title="Overleg", batch_id=file.id, row_checksum="2" * 64),
            Perspective(**mine, stance="confirmed"),
            Annotation(**mine, facts="Feit", feelings="Zwaar"),
            Rating(case_id=case.id, chapter_id=chapter.id, organisation_id=zorg, value=4),
            TurningPoint(case_id=case.id, event_id=event.id, number=1, why="Daarna ging het anders."),
            Agreement(case_id=case.id, organisation_id=zorg, text="Bellen", due=date(2025, 1, 1)),
            Evidence(case_id=case.id, of_thing="lesson", of_id=lesson.id, event_id=event.id),
            Evidence(case_id=case.id, of_thing="lesson", of_id=lesson.id, answer_id=answer.id),
            Apart(case_id=case.id, first_id=event.id, second_id=other.id),
            Link(case_id=case.id, earlier_id=event.id, later_id=other.id, participant_id=by.id),
            LegalFrame(
                case_id=case.id,
                compulsory=True,
                measure="OTS",
                first_day=date(2020, 1, 1),
                last_day=date(2020, 12, 31),
            ),
            CourseHolder(
                case_id=case.id,
                organisation_id=zorg,
                who="de gezinscoach",
                first_day=date(2020, 1, 1),
                last_day=date(2020, 6, 30),
            ),
            CourseHolder(case_id=case.id, first_day=date(2020, 7, 1), last_day=date(2020, 12, 31)),
            SessionNote(case_id=case.id, participant_id=by.id, part_id=part.id, event_id=event.id, client_key="k"),
            ReportSection(case_id=case.id, report_id=report.id, key="short", body="Kort."),
            Assent(case_id=case.id, report_id=report.id, organisation_id=zorg, verdict="agree"),
        ]
    )
    db.flush()
    return event


def exported(db: Session, world: World) -> dict[str, Any]:
    return orjson.loads(case_as_json(export_case(db, world.case(db))))  # type: ignore[no-any-return]


def test_every_sort_of_thing_goes_out_and_comes_in_again_the_same(world: World) -> None:
    with world.database.writing() as db:
        fill(db, world)
        value = exported(db, world)
        before = case_as_json(value)
        assert not [name for name, rows in value.items() if rows in ([], {})]
        erase_case(db, world.case(db), actor_id="a")
    with world.database.writing() as db:
        case = import_case(db, orjson.loads(before))
        assert case_as_json(export_case(db, case)) == before


def test_a_case_that_is_there_already_comes_in_beside_itself_under_new_ids(world: World) -> None:
    with world.database.writing() as db:
        fill(db, world)
        before = case_as_json(export_case(db, world.case(db)))
        second = import_case(db, orjson.loads(before), code_name="Waterlelie")
        after = case_as_json(export_case(db, second)).decode()
        assert second.id != world.case_id
        first_ids = {row["id"] for rows in orjson.loads(before).values() if isinstance(rows, list) for row in rows}
        assert not [key for key in first_ids if key in after]
        assert len(after.splitlines()) == len(before.splitlines())
        assert case_as_json(export_case(db, world.case(db))) == before


def test_what_came_in_can_be_changed_and_undone_as_what_was_made_here(world: World) -> None:
    with world.database.writing() as db:
        fill(db, world)
        case = import_case(db, exported(db, world), code_name="Waterlelie")
        (chapter, *_) = chapters_of(db, case.id)
        by = db.exec(select(Participant).where(Participant.case_id == case.id)).first()
        assert by
        chapter_id, before = chapter.id, case_as_json(export_case(db, case))
        change_chapter(db, case, chapter, ChapterFacts("X", chapter.first_day, chapter.last_day), based_on=1, by=by)
        undo_on_chapter(db, case, revisions_of(db, chapter_id, viewer=Viewer(case.id))[0].batch_id, by=by)
        remove_chapter(db, case, chapters_of(db, case.id)[0], based_on=3, by=by)
        undo_on_chapter(db, case, revisions_of(db, chapter_id, viewer=Viewer(case.id))[0].batch_id, by=by)
        ratings = [row["value"] for row in orjson.loads(before)["ratings"]]
        after = orjson.loads(case_as_json(export_case(db, case)))
        assert [row["value"] for row in after["ratings"]] == ratings
        assert [row["name"] for row in after["chapters"]] == [row["name"] for row in orjson.loads(before)["chapters"]]


def test_what_an_organisation_keeps_to_itself_is_not_in_it(world: World) -> None:
    with world.database.writing() as db:
        event = fill(db, world)
        before = case_as_json(export_case(db, world.case(db)))
        secret = {"case_id": world.case_id, "private_to": world.organisations["gemeente"]}
        whose = {"event_id": event.id, "organisation_id": world.organisations["gemeente"]}
        db.add(Annotation(**secret, **whose, facts="Geheim"))
        db.add(Perspective(**secret, **whose, stance="corrected", title="Geheim"))
        (other,) = (one for one in events_in_order(db, Viewer(world.case_id)) if one.id != event.id)
        db.add(Link(**secret, earlier_id=other.id, later_id=event.id))
        db.add(Rating(**secret, chapter_id=event.chapter_id, organisation_id=whose["organisation_id"], value=5))
        db.flush()
        assert case_as_json(export_case(db, world.case(db))) == before
    world.event("Geheim", by="gemeente")
    with world.database.reading() as db:
        assert case_as_json(export_case(db, world.case(db))) == before


def test_views_and_visits_belong_to_people_and_stay_behind(world: World) -> None:
    with world.database.writing() as db:
        fill(db, world)
        before = case_as_json(export_case(db, world.case(db)))
        whose = {"case_id": world.case_id, "participant_id": world.participants["facilitator"]}
        db.add(SavedView(**whose, name="Alleen overleggen", query="kind=mdo", shared=True))
        db.add(Visit(**whose))
        db.flush()
        assert case_as_json(export_case(db, world.case(db))) == before


def test_a_note_on_an_event_that_was_removed_stays_without_it(world: World) -> None:
    with world.database.writing() as db:
        event = fill(db, world)
        remove_event(db, world.case(db), event, based_on=1, by=world.participant(db, "facilitator"))
        value = exported(db, world)
        assert [event["title"] for event in value["events"]] == ["MDO 2"]
        assert (value["accounts"], value["apart"], value["links"], value["turning_points"]) == ([], [], [], [])
        assert [note["event_id"] for note in value["session_notes"]] == [None]
        assert [bool(evidence["answer_id"]) for evidence in value["evidence"]] == [True]
        assert import_case(db, value, code_name="Waterlelie")


def test_a_file_is_still_known_after_its_case_came_in_elsewhere(world: World) -> None:
    with world.database.writing() as db:
        fill(db, world)
        case = import_case(db, exported(db, world), code_name="Waterlelie")
        account = db.exec(select(Account).where(Account.case_id == case.id)).one()
        file = db.exec(select(Import).where(Import.case_id == case.id)).one()
        assert (account.row_checksum, account.batch_id) == ("2" * 64, file.id)


def break_phase(value: dict[str, Any]) -> None:
    value["case"]["phase"] = "afgerond"


def break_role(value: dict[str, Any]) -> None:
    value["participants"][0]["role"] = "administrator"


def over_post(value: dict[str, Any]) -> None:
    value["annotations"][0]["private_to"] = value["organisations"][0]["id"]


def point_elsewhere(value: dict[str, Any]) -> None:
    value["annotations"][0]["event_id"] = "a" * 26


BREAKS: list[Callable[[dict[str, Any]], Any]] = [
    lambda value: value.pop("case"),
    lambda value: value.pop("events"),
    lambda value: value.update(events=3),
    lambda value: value.update(organisations=["Zorg"]),
    lambda value: value["case"].pop("id"),
    lambda value: value["events"][0].update(title=""),
    lambda value: value["events"][0].update(date_edtf="gisteren"),
    lambda value: value["events"][0].update(organisations=[{"name": "Niemand", "role": "owner"}]),
    lambda value: value["events"][0].update(id=value["lessons"][0]["id"]),
    lambda value: value["lessons"][0].update(text=5),
    lambda value: value["lessons"][0].update(scope="x" * 11),
    lambda value: value["lessons"][0].update(position="eerst"),
    lambda value: value["lessons"][0].update(unknown=1),
    lambda value: value["chapters"][0].update(first_day="31-12-2020"),
    lambda value: value["accounts"][0].update(who="moeder"),
    lambda value: value["events"][0].update(tags=3),
    lambda value: value["legal_frames"][0].update(compulsory="ja"),
    lambda value: value["links"][0].update(later_id=value["links"][0]["earlier_id"]),
    lambda value: value["ratings"][0].update(value=6),
    lambda value: value["ratings"][0].update(chapter_id="a" * 26),
    break_phase,
    break_role,
    over_post,
    point_elsewhere,
]


def test_what_is_no_case_or_does_not_fit_is_refused_and_leaves_nothing(world: World) -> None:
    with world.database.writing() as db:
        fill(db, world)
        good = exported(db, world)
    wrong: list[object] = [None, [], 3, {}, {"format": "iets anders", "version": 1}]
    for number, damage in enumerate(BREAKS):
        value = copy.deepcopy(good)
        damage(value)
        wrong.append(value)
        assert value != good, number
    for number, value in enumerate(wrong):
        with pytest.raises(NotACase):  # noqa: PT012 (the refusal may come with the last rows)
            with world.database.writing() as db:
                import_case(db, value, code_name="Waterlelie")
            raise AssertionError(number)
    with world.database.reading() as db:
        assert len(db.exec(select(Case)).all()) == 1


def test_a_case_of_a_newer_version_says_so(world: World, db: Session) -> None:
    with pytest.raises(FromANewerVersion):
        import_case(db, exported(db, world) | {"version": 99})


def test_a_date_in_two_parts_is_enough(world: World, db: Session) -> None:
    """The documented form: another program gives start and end, and need not know our own fields."""
    value = {
        "format": "terugblik-case",
        "version": 1,
        "case": {"id": "1", "code_name": "Elders"},
        "organisations": [],
        "events": [{"id": "2", "title": "Zitting", "kind": "verzonnen", "start": "2021-03", "end": None}],
    }
    case = import_case(db, value)
    (event,) = events_in_order(db, Viewer(case.id))
    assert (event.title, event.kind, event.date_edtf) == ("Zitting", "other", "2021-03")


words = st.text(max_size=30).map(clean_text)
cases = st.lists(
    st.tuples(words, st.sampled_from(DATES), st.sampled_from(["mdo", "court_step", "other"]), words), max_size=6
)


@given(events=cases, reason=words, organisations=st.lists(words.filter(str.strip), max_size=3, unique=True))
@settings(max_examples=settings().max_examples // 2)
def test_any_case_goes_out_and_comes_in_byte_for_byte(
    one_database: Database, events: list[tuple[str, str, str, str]], reason: str, organisations: list[str]
) -> None:
    database = one_database
    with database.writing() as db:
        case = Case(code_name="K", reason=reason)
        db.add(case)
        db.flush()
        by = Participant(case_id=case.id, role=Role.FACILITATOR, name="F")
        db.add(by)
        owned = [import_row(db, case, name) for name in organisations]
        for title, when, kind, text in events:
            lane = owned[len(title) % len(owned)] if owned else None
            date_of = parse_date(when or "onbekend")
            facts = EventFacts(f"-{title}", date_of, kind, text, lane, (text,), present=tuple(owned[:1]))
            add_event(db, case, facts, by=by)
        before = case_as_json(export_case(db, case))
        erase_case(db, case, actor_id="a")
    with database.writing() as db:
        again = import_case(db, orjson.loads(before))
        assert case_as_json(export_case(db, again)) == before
        erase_case(db, again, actor_id="a")


def import_row(db: Session, case: Case, name: str) -> str:
    from timeline.models import Organisation

    made = Organisation(case_id=case.id, name=name)
    db.add(made)
    db.flush()
    return made.id


@pytest.fixture(scope="module")
def one_database(sqlite_template: Any, tmp_path_factory: pytest.TempPathFactory) -> Database:
    """One SQLite database for all examples: the export itself is tested on both kinds above."""
    path = tmp_path_factory.mktemp("exchange") / "terugblik.db"
    path.write_bytes(sqlite_template.read_bytes())
    return Database(f"sqlite:///{path}")
