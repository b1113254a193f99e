"""What people said of two events goes along when they become one, also what nobody else may see yet."""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import Session, select

from analysis.joining import join, undo
from analysis.models import Annotation, Evidence, Perspective
from analysis.outcomes import add_lesson, lessons_of, mark_turning_point, turning_points
from analysis.perspectives import annotate, correct
from analysis.report.compose import Edition, compose
from analysis.report.store import draft_of
from tests.factories import World
from timeline.history import revisions_of
from timeline.models import Event
from timeline.scope import Viewer

DAY = date(2025, 3, 6)


@pytest.fixture
def two(world: World) -> tuple[str, str]:
    """Two events that tell the same, on which organisations wrote something that they keep to themselves."""
    first, second = world.event("MDO"), world.event("Overleg")
    with world.database.writing() as db:
        case = world.case(db)
        for event_id, name, facts in (
            (first, "zorg", "Wij waren er."),
            (second, "zorg", "En laat."),
            (second, "school", "Wij niet."),
        ):
            annotate(db, case, event(db, event_id), by=world.participant(db, name), based_on=0, facts=facts)
        by = world.participant(db, "zorg")
        correct(db, case, event(db, first), by=by, based_on=0, reading="Het was een start.")
        correct(db, case, event(db, second), by=by, based_on=0, title="Startoverleg", reading="Voor het eerst.")
        facilitator = world.participant(db, "facilitator")
        mark_turning_point(db, case, second, why="Daarna ging het anders.", seen_now="", by=facilitator)
        add_lesson(db, case, text="Bel eerder.", event_ids=[second], by=facilitator)
        add_lesson(db, case, text="Bel vaker.", event_ids=[first, second], by=facilitator)
    return first, second


def event(db: Session, event_id: str) -> Event:
    found = db.get(Event, event_id)
    assert found is not None
    return found


def joined(db: Session, world: World, two: tuple[str, str]) -> str:
    """Join the two, and give the id of the act."""
    by = world.participant(db, "facilitator")
    kept = join(db, world.case(db), event(db, two[0]), event(db, two[1]), by=by)
    return revisions_of(db, kept.id, viewer=Viewer(world.case_id))[0].batch_id


def noted(db: Session, event_id: str) -> dict[str, str]:
    rows = db.exec(select(Annotation).where(Annotation.event_id == event_id)).all()
    return {row.organisation_id: row.facts for row in rows}


def test_no_word_that_an_organisation_wrote_is_gone_from_its_timeline(
    world: World, two: tuple[str, str], db: Session
) -> None:
    joined(db, world, two)
    assert noted(db, two[0]) == {
        world.organisations["zorg"]: "Wij waren er.\n\nEn laat.",
        world.organisations["school"]: "Wij niet.",
    }
    reading = db.exec(select(Perspective.reading).where(Perspective.event_id == two[0])).one()
    assert reading == "Het was een start.\n\nStartoverleg\n\nVoor het eerst."


def test_what_was_private_stays_private(world: World, two: tuple[str, str], db: Session) -> None:
    before = world.case(db).revision
    joined(db, world, two)
    assert {row.private_to for row in db.exec(select(Annotation))} == {
        world.organisations["zorg"],
        world.organisations["school"],
    }
    seen = [revisions_of(db, row.id, viewer=Viewer(world.case_id)) for row in db.exec(select(Annotation))]
    assert not any(seen)
    # two events, two accounts with two versions each, and the turning point: nothing of the private texts is counted
    assert world.case(db).revision - before == 6


def test_lessons_and_turning_points_lead_to_the_event_that_was_kept(
    world: World, two: tuple[str, str], db: Session
) -> None:
    joined(db, world, two)
    assert list(turning_points(db, world.case_id)) == [two[0]]
    report = compose(db, world.case(db), Edition(draft_of(db, world.case(db)), DAY))
    assert [lesson.evidence for lesson in report.lessons] == [(1,), (1,)]
    assert len(lessons_of(db, world.case_id)) == 2
    told = [account for chapter in report.chapters for one in chapter.events for account in one.accounts]
    assert [(account.organisation, account.words) for account in told] == [("Uit het dossier", "MDO\n\nOverleg")]


def test_undoing_puts_everything_back_with_its_own_event(world: World, two: tuple[str, str], db: Session) -> None:
    batch = joined(db, world, two)
    undo(db, world.case(db), batch, by=world.participant(db, "facilitator"))
    assert noted(db, two[0]) == {world.organisations["zorg"]: "Wij waren er."}
    assert noted(db, two[1]) == {world.organisations["zorg"]: "En laat.", world.organisations["school"]: "Wij niet."}
    assert list(turning_points(db, world.case_id)) == [two[1]]
    assert event(db, two[1]).removed_at is None


def test_undoing_takes_no_word_that_was_written_since(world: World, two: tuple[str, str], db: Session) -> None:
    batch = joined(db, world, two)
    by = world.participant(db, "school")
    annotate(db, world.case(db), event(db, two[0]), by=by, based_on=2, facts="Wij niet, helaas.")
    undo(db, world.case(db), batch, by=world.participant(db, "facilitator"))
    assert noted(db, two[1])[world.organisations["school"]] == "Wij niet, helaas."


def test_a_link_that_both_events_had_is_not_there_twice(world: World, two: tuple[str, str], db: Session) -> None:
    joined(db, world, two)
    links = db.exec(select(Evidence).where(Evidence.event_id == two[0])).all()
    assert len({link.of_id for link in links}) == len(links) == 2
