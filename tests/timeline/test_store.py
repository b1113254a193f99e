"""Use-cases on events: what is added, changed, removed, brought back and undone, and what two people do at once."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import Session, col, select

from tests.factories import World
from timeline import history, store
from timeline.dates import parse_date
from timeline.history import Conflict, NotThere
from timeline.joining import OnlyAccount, join_events, split_account
from timeline.models import TITLE_LENGTH, Account, Case, Event, Revision
from timeline.scope import Viewer
from timeline.store import EventFacts, NothingToUndo, NoTitle

FACTS = EventFacts(title="MDO 1", when=parse_date("14 maart 2021"), kind="mdo")


def event_in(db: Session, event_id: str) -> Event:
    found = db.get(Event, event_id)
    assert found is not None
    return found


def titles(db: Session, world: World, organisation: str | None = None) -> list[str]:
    viewer = Viewer(world.case_id, world.organisations[organisation] if organisation else None)
    return [event.title for event in store.events_in_order(db, viewer)]


def test_an_event_without_a_title_is_refused(world: World, db: Session) -> None:
    with pytest.raises(NoTitle):
        store.add_event(db, world.case(db), EventFacts(" \n", FACTS.when), by=world.participant(db, "facilitator"))


def test_what_does_not_belong_in_an_event_is_left_out(world: World, db: Session) -> None:
    facts = EventFacts(
        title="x\x00" * 400,
        when=FACTS.when,
        kind="invented",
        organisation_id="a" * 26,
        present=(world.organisations["zorg"], "a" * 26),
        missing=(world.organisations["zorg"], world.organisations["school"]),
        who=("moeder", " "),
    )
    event = store.add_event(db, world.case(db), facts, by=world.participant(db, "facilitator"))
    assert event.title == "x" * TITLE_LENGTH
    assert (event.kind, event.organisation_id, event.who) == ("other", None, ["moeder"])
    assert event.present == [world.organisations["zorg"]]
    assert event.missing == [world.organisations["school"]]


def test_events_stand_in_order_of_time_and_those_without_a_date_last(world: World, db: Session) -> None:
    for title, date in (("c", "onbekend"), ("b", "juni 2021"), ("a", "begin 2019"), ("d", "14-3-2021")):
        world_facts = EventFacts(title, parse_date(date))
        store.add_event(db, world.case(db), world_facts, by=world.participant(db, "facilitator"))
    assert titles(db, world) == ["a", "d", "b", "c"]


def test_what_a_participant_adds_before_the_reveal_is_for_the_own_organisation(world: World) -> None:
    world.event("Gesprek", by="gemeente")
    with world.database.reading() as db:
        assert titles(db, world, "gemeente") == ["Gesprek"]
        assert titles(db, world, "zorg") == titles(db, world) == []


def test_a_change_keeps_the_text_before_it(world: World, db: Session) -> None:
    by = world.participant(db, "facilitator")
    event = store.add_event(db, world.case(db), FACTS, by=by)
    store.change_event(db, world.case(db), event, EventFacts("MDO 2", FACTS.when), based_on=1, by=by, reason="telfout")
    newest, first = history.revisions_of(db, event.id, viewer=Viewer(world.case_id))
    assert (newest.number, newest.snapshot["title"], newest.reason) == (2, "MDO 2", "telfout")
    assert (first.number, first.snapshot["title"], first.snapshot["kind"]) == (1, "MDO 1", "mdo")


def test_saving_what_already_stands_there_changes_nothing_and_is_no_conflict(world: World, db: Session) -> None:
    by = world.participant(db, "facilitator")
    event = store.add_event(db, world.case(db), FACTS, by=by)
    changed = EventFacts("MDO 2", FACTS.when)
    for _ in range(2):  # a double click sends the same version twice
        store.change_event(db, world.case(db), event, changed, based_on=1, by=by)
    assert event.version == 2


def test_a_change_based_on_an_older_text_is_refused_and_says_what_stands_there_now(world: World, db: Session) -> None:
    by = world.participant(db, "facilitator")
    event = store.add_event(db, world.case(db), FACTS, by=by)
    store.change_event(db, world.case(db), event, EventFacts("van de een", FACTS.when), based_on=1, by=by)
    with pytest.raises(Conflict) as refused:
        store.change_event(db, world.case(db), event, EventFacts("van de ander", FACTS.when), based_on=1, by=by)
    assert refused.value.current.title == "van de een"
    with pytest.raises(Conflict):
        store.remove_event(db, world.case(db), event, based_on=1, by=by)
    with pytest.raises(Conflict):
        store.restore(db, world.case(db), event, 1, based_on=1, by=by)


def test_of_many_who_write_at_once_one_wins_each_round_and_no_word_is_lost(world: World) -> None:
    event_id = world.event("begin")
    writers = 6

    def write(name: int) -> int:
        """Keep trying until this person's word stands in the title, after what the others wrote."""
        for attempt in range(200):
            try:
                with world.database.writing() as db:
                    event = history.load(db, Event, event_id, viewer=Viewer(world.case_id))
                    facts = EventFacts(f"{event.title} w{name}", event.when)
                    by = world.participant(db, "facilitator")
                    store.change_event(db, world.case(db), event, facts, based_on=event.version, by=by)
                return attempt
            except Conflict:
                continue
        raise AssertionError("never got through")

    with ThreadPoolExecutor(writers) as pool:
        list(pool.map(write, range(writers)))
    with world.database.reading() as db:
        event = event_in(db, event_id)
        assert event.version == writers + 1
        assert sorted(event.title.split()) == ["begin", *(f"w{name}" for name in range(writers))]
        numbers = db.exec(select(Revision.number).where(Revision.thing_id == event_id)).all()
        assert sorted(numbers) == list(range(1, writers + 2))
        assert world.case(db).revision == writers + 1


def test_acts_on_several_events_at_once_never_wait_for_each_other(world: World) -> None:
    """Two that lock the same events in another order would stand still, and one of them would fail."""
    pairs = [(world.event(f"a{n}"), world.event(f"b{n}")) for n in range(4)]

    def join(pair: tuple[str, str]) -> None:
        with world.database.writing() as db:
            viewer = Viewer(world.case_id)
            first, second = (history.load(db, Event, event_id, viewer=viewer) for event_id in pair)
            join_events(db, world.case(db), first, second, by=world.participant(db, "facilitator"))

    def change(event_id: str) -> None:
        with world.database.writing() as db:
            event = event_in(db, event_id)
            by = world.participant(db, "facilitator")
            facts = EventFacts(event.title + "!", event.when)
            try:
                store.change_event(db, world.case(db), event, facts, based_on=event.version, by=by)
            except Conflict:
                db.rollback()

    with ThreadPoolExecutor(8) as pool:
        waiting = [pool.submit(join, pair) for pair in pairs]
        waiting += [pool.submit(change, event_id) for pair in pairs for event_id in reversed(pair)]
        for act in waiting:
            act.result()
    with world.database.reading() as db:
        assert len(titles(db, world)) == 4


def test_a_removed_event_is_off_the_timeline_and_undo_brings_it_back(world: World, db: Session) -> None:
    by = world.participant(db, "facilitator")
    event = store.add_event(db, world.case(db), FACTS, by=by)
    act = store.remove_event(db, world.case(db), event, based_on=1, by=by)
    assert titles(db, world) == []
    store.undo(db, world.case(db), act.batch_id, by=by)
    assert titles(db, world) == ["MDO 1"]
    assert event.version == 3


def test_undoing_an_addition_removes_it(world: World, db: Session) -> None:
    by = world.participant(db, "gemeente")
    event = store.add_event(db, world.case(db), FACTS, by=by)
    (revision,) = db.exec(select(Revision).where(Revision.thing_id == event.id)).all()
    store.undo(db, world.case(db), revision.batch_id, by=by)
    assert titles(db, world, "gemeente") == []


def test_an_act_is_undone_once_and_not_when_something_came_after_it(world: World, db: Session) -> None:
    by = world.participant(db, "facilitator")
    event = store.add_event(db, world.case(db), FACTS, by=by)
    act = store.remove_event(db, world.case(db), event, based_on=1, by=by)
    store.undo(db, world.case(db), act.batch_id, by=by)
    with pytest.raises(NothingToUndo):
        store.undo(db, world.case(db), act.batch_id, by=by)


def test_nobody_undoes_an_act_that_another_organisation_keeps_to_itself(world: World) -> None:
    event_id = world.event("Gesprek", by="gemeente")
    with world.database.writing() as db:
        (revision,) = db.exec(select(Revision).where(Revision.thing_id == event_id)).all()
        for name in ("zorg", "facilitator"):
            with pytest.raises(NotThere):
                store.undo(db, world.case(db), revision.batch_id, by=world.participant(db, name))
        with pytest.raises(NotThere):
            store.undo(db, world.case(db), "a" * 26, by=world.participant(db, "gemeente"))


def test_an_earlier_text_comes_back_as_a_new_version(world: World, db: Session) -> None:
    by = world.participant(db, "facilitator")
    event = store.add_event(db, world.case(db), FACTS, by=by)
    store.change_event(db, world.case(db), event, EventFacts("MDO 2", parse_date("2019")), based_on=1, by=by)
    store.restore(db, world.case(db), event, 1, based_on=2, by=by)
    assert (event.title, event.when, event.kind, event.version) == ("MDO 1", FACTS.when, "mdo", 3)
    with pytest.raises(NotThere):
        store.restore(db, world.case(db), event, 99, based_on=3, by=by)


@pytest.fixture
def told_twice(world: World) -> tuple[str, str]:
    """The same meeting, typed by the facilitator and told by the care provider after the reveal."""
    typed = world.event("MDO", "maart 2021", lane="gemeente", kind="mdo")
    with world.database.writing() as db:
        world.case(db).revealed_at = store.now()
    return typed, world.event("Overleg bij De Veerboot", "14 maart 2021", by="zorg", lane="zorg")


def test_joining_keeps_the_words_and_the_date_of_both(world: World, told_twice: tuple[str, str], db: Session) -> None:
    first, second = (event_in(db, event_id) for event_id in told_twice)
    kept = join_events(db, world.case(db), first, second, by=world.participant(db, "facilitator"))
    accounts = store.accounts_of(db, Viewer(world.case_id))[kept.id]
    assert {(account.title, account.organisation_id) for account in accounts} == {
        ("MDO", None),  # nobody told it: the facilitator typed it, whoever's lane it stands in
        ("Overleg bij De Veerboot", world.organisations["zorg"]),
    }
    assert kept.when.edtf == "2021-03-14"
    assert titles(db, world) == ["MDO"]


def test_joining_can_be_undone_whole(world: World, told_twice: tuple[str, str], db: Session) -> None:
    by = world.participant(db, "facilitator")
    first, second = (event_in(db, event_id) for event_id in told_twice)
    kept = join_events(db, world.case(db), first, second, by=by)
    batch = history.revisions_of(db, kept.id, viewer=Viewer(world.case_id))[0].batch_id
    store.undo(db, world.case(db), batch, by=by)
    assert Counter(titles(db, world)) == Counter(["MDO", "Overleg bij De Veerboot"])
    told = store.accounts_of(db, Viewer(world.case_id))
    assert [account.title for account in told[second.id]] == ["Overleg bij De Veerboot"]
    assert kept.date_text == "maart 2021"


def test_an_account_that_was_joined_by_mistake_stands_alone_again(
    world: World, told_twice: tuple[str, str], db: Session
) -> None:
    by = world.participant(db, "facilitator")
    first, second = (event_in(db, event_id) for event_id in told_twice)
    kept = join_events(db, world.case(db), first, second, by=by)
    told = db.exec(select(Account).where(col(Account.title).startswith("Overleg"))).one()
    made = split_account(db, world.case(db), told, by=by)
    assert (made.title, told.event_id) == ("Overleg bij De Veerboot", made.id)
    assert kept.when == parse_date("maart 2021")
    with pytest.raises(OnlyAccount):
        split_account(db, world.case(db), told, by=by)


def test_shared_writing_counts_for_the_case_and_private_writing_for_the_organisation(world: World) -> None:
    def revisions() -> tuple[int, int]:
        with world.database.reading() as db:
            own = db.get(store.Organisation, world.organisations["gemeente"])
            case = db.get(Case, world.case_id)
            assert own is not None
            assert case is not None
            return case.revision, own.revision

    shared, own = revisions()
    world.event("Gesprek", by="gemeente")
    assert revisions() == (shared, own + 2)  # the event and its account
    world.event("Zitting")
    assert revisions() == (shared + 1, own + 2)
