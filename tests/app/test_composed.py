"""The draft of the report is composed once for each state of a case: what is shown is never behind what is stored."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.outcomes import add_agreement, add_lesson, mark_turning_point
from analysis.report.store import draft_of, write_section
from app.composed import composed
from tests.factories import erased_and_imported
from timeline import organisations
from timeline.chapters import ChapterFacts, add_chapter
from timeline.dates import parse_date
from timeline.models import Event, Phase
from timeline.organisations import OrganisationFacts
from timeline.store import EventFacts, add_event, change_event, facts_of


def draft(world):
    with world.database.reading() as db:
        case = world.case(db)
        return composed(db, case, draft_of(db, case))


CHANGES = {
    "an event": lambda db, case, by: add_event(db, case, EventFacts("Overleg", parse_date("mei 2021")), by=by),
    "a chapter": lambda db, case, by: add_chapter(
        db,
        case,
        ChapterFacts("Het begin", parse_date("2021").earliest, parse_date("2021").latest),
        by=by,
    ),
    "an organisation": lambda db, case, by: organisations.add_organisation(
        db, case, OrganisationFacts("De Vuurtoren"), by=by
    ),
    "a lesson": lambda db, case, by: add_lesson(db, case, text="Eerder bellen.", by=by),
    "an agreement": lambda db, case, by: add_agreement(db, case, text="Wij bellen maandag.", by=by),
    "a text": lambda db, case, by: write_section(db, case, "short", "Samen.", based_on=0, by=by),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_draft_that_was_composed_before_is_composed_again_after(world, change):
    world.event("Het eerste gesprek", "maart 2021")
    world.in_phase(Phase.WRITING)
    before = draft(world)
    with world.database.writing() as db:
        change(db, world.case(db), world.participant(db, "facilitator"))
    assert draft(world).document != before.document


def test_a_turning_point_is_in_the_draft_at_once(world):
    event_id = world.event("Het overleg")
    world.in_phase(Phase.WRITING)
    before = draft(world)
    with world.database.writing() as db:
        by = world.participant(db, "facilitator")
        mark_turning_point(db, world.case(db), event_id, why="Toen bleef het stil.", seen_now="", by=by)
    assert [turn.title for turn in draft(world).document.turning_points] == ["Het overleg"]
    assert draft(world).basis != before.basis


def test_the_draft_of_a_case_that_was_erased_and_imported_again_is_composed_again(world):
    event_id = world.event("De eerste naam")
    world.in_phase(Phase.WRITING)
    with world.database.writing() as db:
        draft_of(db, world.case(db))
    before = draft(world)
    with world.database.writing() as db:
        event = db.get(Event, event_id)
        facts = replace(facts_of(event), title="De tweede naam")
        change_event(db, world.case(db), event, facts, based_on=1, by=world.participant(db, "facilitator"))
    erased_and_imported(world)
    after = draft(world)
    assert "De eerste naam" in repr(before.document)
    assert "De tweede naam" in repr(after.document)
    assert "De eerste naam" not in repr(after.document)


def test_what_nobody_changed_is_not_composed_again(world):
    world.in_phase(Phase.WRITING)
    assert draft(world).document is draft(world).document


def test_what_was_composed_in_a_change_that_failed_is_forgotten(world):
    world.in_phase(Phase.WRITING)
    with world.database.writing() as db:
        case, by = world.case(db), world.participant(db, "facilitator")
        add_lesson(db, case, text="Nooit bewaard.", by=by)
        composed(db, case, draft_of(db, case))
        db.rollback()
    with world.database.writing() as db:
        add_lesson(db, world.case(db), text="Wel bewaard.", by=world.participant(db, "facilitator"))
    assert [lesson.text for lesson in draft(world).document.lessons] == ["Wel bewaard."]
