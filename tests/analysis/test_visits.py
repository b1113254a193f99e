"""What changed since I last looked: by others, as far as I may see it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from analysis.models import Visit
from analysis.perspectives import Own, annotate, confirm, own_by_event, reveal
from analysis.visits import changed_since_last_visit, last_visit, seen
from tests.factories import World
from timeline.dates import parse_date
from timeline.history import load
from timeline.models import Event, Revision
from timeline.scope import viewer_of
from timeline.store import EventFacts, add_event, change_event, remove_event

NOON = datetime(2025, 3, 3, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Working:
    """People at work in a case, on a clock that a test sets."""

    def __init__(self, db: Session, world: World) -> None:
        self.db, self.case = db, world.case(db)
        self.people = {name: world.participant(db, name) for name in world.participants}

    def look(self, name: str, at: datetime) -> None:
        seen(self.db, self.people[name], at)

    def new_for(self, name: str, at: datetime) -> frozenset[str]:
        by = self.people[name]
        return changed_since_last_visit(self.db, viewer_of(by), by, now=at)

    def at(self, moment: datetime, act: Callable[[], Event]) -> str:
        """Let somebody have done something at this moment."""
        before = set(self.db.exec(select(Revision.id)))
        event_id = act().id
        for revision in self.db.exec(select(Revision)):
            if revision.id not in before:
                revision.at = moment
        self.db.flush()
        return event_id

    def add(self, name: str, title: str = "MDO") -> Event:
        return add_event(self.db, self.case, EventFacts(title, parse_date("2021")), by=self.people[name])

    def annotate(self, name: str, event_id: str, facts: str = "Feit") -> Event:
        by = self.people[name]
        event = load(self.db, Event, event_id, viewer=viewer_of(by))
        kept = own_by_event(self.db, viewer_of(by), [event_id]).get(event_id, Own())
        annotate(self.db, self.case, event, by=by, based_on=kept.annotation_version, facts=facts)
        return event


@pytest.fixture
def working(db: Session, world: World) -> Working:
    return Working(db, world)


def test_at_a_first_visit_nothing_is_new(working: Working) -> None:
    working.at(NOON, lambda: working.add("facilitator"))
    assert working.new_for("zorg", NOON + MINUTE) == frozenset()
    working.look("zorg", NOON + MINUTE)
    assert working.new_for("zorg", NOON + 2 * MINUTE) == frozenset()


def test_what_others_changed_since_the_last_visit_is_new(working: Working) -> None:
    old = working.at(NOON - MINUTE, lambda: working.add("facilitator", "Oud"))
    working.look("zorg", NOON)
    new = working.at(NOON + 5 * MINUTE, lambda: working.add("facilitator", "Nieuw"))
    assert working.new_for("zorg", NOON + timedelta(days=1)) == {new}
    event = working.db.get(Event, old)
    assert event is not None
    facts = EventFacts("Anders", event.when)
    working.at(
        NOON + 6 * MINUTE,
        lambda: change_event(working.db, working.case, event, facts, based_on=1, by=working.people["facilitator"]),
    )
    assert working.new_for("zorg", NOON + timedelta(days=1)) == {old, new}


def test_it_stays_new_during_the_visit_and_is_not_any_more_at_the_next(working: Working) -> None:
    working.look("zorg", NOON)
    new = working.at(NOON + MINUTE, lambda: working.add("facilitator"))
    tomorrow = NOON + timedelta(days=1)
    for minutes in (0, 5, 25, 50):  # each within half an hour of the one before
        assert working.new_for("zorg", tomorrow + minutes * MINUTE) == {new}, minutes
        working.look("zorg", tomorrow + minutes * MINUTE)
    assert working.new_for("zorg", tomorrow + 81 * MINUTE) == frozenset()


def test_a_pause_of_half_an_hour_is_the_same_visit(working: Working) -> None:
    working.look("zorg", NOON)
    working.look("zorg", NOON + 30 * MINUTE)
    assert last_visit(working.db, working.people["zorg"], now=NOON + 60 * MINUTE) is None
    working.look("zorg", NOON + 61 * MINUTE)
    assert last_visit(working.db, working.people["zorg"], now=NOON + 61 * MINUTE) == NOON + 30 * MINUTE


def test_looking_often_keeps_one_row(working: Working) -> None:
    for minutes in range(0, 200, 40):
        working.look("zorg", NOON + minutes * MINUTE)
    assert len(working.db.exec(select(Visit)).all()) == 1


def test_what_one_did_oneself_is_not_new_and_what_a_colleague_did_is(working: Working) -> None:
    for name in ("gemeente", "colleague"):
        working.look(name, NOON)
    own = working.at(NOON + MINUTE, lambda: working.add("gemeente"))
    assert working.new_for("gemeente", NOON + timedelta(days=1)) == frozenset()
    assert working.new_for("colleague", NOON + timedelta(days=1)) == {own}


def test_what_a_colleague_tells_of_an_event_makes_the_event_new(working: Working) -> None:
    event = working.at(NOON - MINUTE, lambda: working.add("facilitator"))
    working.look("gemeente", NOON)
    working.at(NOON + MINUTE, lambda: working.annotate("colleague", event))
    assert working.new_for("gemeente", NOON + timedelta(days=1)) == {event}


def test_what_the_reveal_brings_into_view_is_new_however_old(working: Working) -> None:
    event = working.at(NOON - 9 * MINUTE, lambda: working.add("facilitator"))
    other = working.at(NOON - 9 * MINUTE, lambda: working.add("facilitator"))
    working.at(NOON - 8 * MINUTE, lambda: working.annotate("zorg", event))
    hidden = working.at(NOON - 8 * MINUTE, lambda: working.add("zorg", "Eigen"))
    working.at(NOON - 8 * MINUTE, lambda: working.annotate("gemeente", other))
    working.look("gemeente", NOON)
    reveal(working.db, working.case, by=working.people["facilitator"])
    working.case.revealed_at = NOON + MINUTE
    working.db.flush()
    assert working.new_for("gemeente", NOON + timedelta(days=1)) == {event, hidden}


def test_an_event_that_was_taken_off_is_not_among_them(working: Working) -> None:
    working.look("zorg", NOON)
    gone = working.add("facilitator")
    remove_event(working.db, working.case, gone, based_on=1, by=working.people["facilitator"])
    assert working.new_for("zorg", datetime.now(UTC)) == frozenset()


def test_a_visit_is_no_change_of_the_case(working: Working) -> None:
    revision = working.case.revision
    working.look("zorg", NOON)
    working.db.refresh(working.case)
    assert working.case.revision == revision


written = st.tuples(st.sampled_from(["zorg", "school"]), st.sampled_from(["add", "annotate", "confirm"]))


@settings(max_examples=settings().max_examples // 3)
@given(script=st.lists(written, max_size=6))
def test_nothing_that_another_organisation_writes_is_new_to_me_before_the_reveal(
    db: Session, world: World, script: list[tuple[str, str]]
) -> None:
    working = Working(db, world)
    event = working.add("facilitator")
    later = datetime.now(UTC) + timedelta(days=1)
    for name in ("gemeente", "facilitator"):
        working.look(name, NOON)
    before = {name: working.new_for(name, later) for name in ("gemeente", "facilitator")}
    for name, kind in script:
        by = working.people[name]
        if kind == "add":
            working.add(name)
        elif kind == "annotate":
            working.annotate(name, event.id, "Iets")
        else:
            kept = own_by_event(db, viewer_of(by), [event.id]).get(event.id, Own())
            confirm(db, working.case, event, by=by, based_on=kept.version)
    assert {name: working.new_for(name, later) for name in before} == before
