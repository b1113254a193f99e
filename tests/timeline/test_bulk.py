"""Several events change in one act, all or none, and one button undoes it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import World
from timeline.bulk import Bulk, ChangedMeanwhile, NothingChosen, change_many
from timeline.chapters import ChapterFacts, add_chapter, chapter_of, chapters_of, remove_chapter
from timeline.dates import unknown_date
from timeline.history import NotThere
from timeline.models import Event
from timeline.scope import Viewer
from timeline.store import EventFacts, add_event, events_in_order, undo


def test_many_events_get_another_kind_and_lane_and_undo_puts_each_back(world: World) -> None:
    ids = [world.event(f"Gesprek {number}", kind="contact", lane="zorg") for number in range(3)]
    with world.database.writing() as db:
        case, by = world.case(db), world.participant(db, "facilitator")
        wanted = Bulk(kind="incident", organisation_id="")
        batch = change_many(db, case, dict.fromkeys(ids, 1), wanted, by=by)
        assert {(e.kind, e.organisation_id) for e in events_in_order(db, Viewer(case.id))} == {("incident", None)}
        undo(db, case, batch, by=by)
        after = {(e.kind, e.organisation_id) for e in events_in_order(db, Viewer(case.id))}
        assert after == {("contact", world.organisations["zorg"])}


def test_what_is_removed_together_comes_back_together(world: World) -> None:
    ids = [world.event(f"Gesprek {number}") for number in range(3)]
    with world.database.writing() as db:
        case, by = world.case(db), world.participant(db, "facilitator")
        batch = change_many(db, case, dict.fromkeys(ids, 1), Bulk(remove=True), by=by)
        assert events_in_order(db, Viewer(case.id)) == []
        undo(db, case, batch, by=by)
        assert len(events_in_order(db, Viewer(case.id))) == 3


def test_when_one_was_changed_meanwhile_nothing_happens_to_any(world: World) -> None:
    first, second = world.event("Een"), world.event("Twee")
    with world.database.writing() as db:
        case, by = world.case(db), world.participant(db, "facilitator")
        change_many(db, case, {first: 1}, Bulk(kind="mdo"), by=by)
        with pytest.raises(ChangedMeanwhile) as refused:
            change_many(db, case, {first: 1, second: 1}, Bulk(kind="incident"), by=by)
        assert [event.id for event in refused.value.events] == [first]
        assert {event.kind for event in events_in_order(db, Viewer(case.id))} == {"mdo", "other"}


def test_an_event_that_already_is_what_was_asked_gets_no_new_version(world: World) -> None:
    event_id = world.event("MDO", kind="mdo")
    with world.database.writing() as db:
        case, by = world.case(db), world.participant(db, "facilitator")
        change_many(db, case, {event_id: 1}, Bulk(kind="mdo"), by=by)
        assert db.get_one(Event, event_id).version == 1


@pytest.mark.parametrize("wanted", [Bulk(kind="raket"), Bulk(organisation_id="a" * 26), Bulk(chapter_id="a" * 26)])
def test_what_is_not_of_this_case_is_refused(world: World, wanted: Bulk) -> None:
    event_id = world.event("MDO")
    with world.database.writing() as db, pytest.raises(NotThere):
        change_many(db, world.case(db), {event_id: 1}, wanted, by=world.participant(db, "facilitator"))


@pytest.mark.parametrize(("versions", "wanted"), [({}, Bulk(kind="mdo")), ({"x": 1}, Bulk())])
def test_nothing_chosen_is_said(world: World, versions: dict[str, int], wanted: Bulk) -> None:
    with world.database.writing() as db, pytest.raises(NothingChosen):
        change_many(db, world.case(db), versions, wanted, by=world.participant(db, "facilitator"))


def test_an_event_without_a_date_can_be_put_in_a_chapter_and_the_date_tells_again_when_that_goes(world: World) -> None:
    with world.database.writing() as db:
        case, by = world.case(db), world.participant(db, "facilitator")
        chapter = add_chapter(db, case, ChapterFacts("Begin", date(2018, 1, 1), date(2018, 12, 31)), by=by)
        event = add_event(db, case, EventFacts("Opa biedt aan te helpen", unknown_date()), by=by)
        assert chapter_of(event, chapters_of(db, case.id)) is None
        change_many(db, case, {event.id: 1}, Bulk(chapter_id=chapter.id), by=by)
        found = chapter_of(event, chapters_of(db, case.id))
        assert found is not None
        assert found.id == chapter.id
        remove_chapter(db, case, chapter, based_on=1, by=by)
        assert chapter_of(event, chapters_of(db, case.id)) is None
