"""What an organisation says of an event is its own until the reveal, keeps every version, and overwrites nothing."""

from __future__ import annotations

import pytest
from sqlmodel import Session, SQLModel, select

from analysis.models import Annotation, Perspective
from analysis.own_words import NoOrganisation
from analysis.perspectives import (
    NothingSaid,
    accounts_side_by_side,
    annotate,
    confirm,
    correct,
    disputed_events,
    events_that_concern,
    not_ready,
    own_by_event,
    reveal,
    say_ready,
    tellings,
)
from analysis.questions.store import add_question, answer
from tests.factories import World
from timeline.dates import parse_date
from timeline.history import Conflict, NotThere, load, revisions_of
from timeline.models import Account, Case, Event, Organisation, Participant, Revision
from timeline.scope import Viewer, viewer_of
from timeline.store import EventFacts, add_event


class Desk:
    """Everything that a test needs at hand: the session, the case, an event, and who writes."""

    def __init__(self, db: Session, world: World) -> None:
        self.db, self.world, self.case = db, world, world.case(db)
        self.gemeente, self.colleague, self.zorg, self.facilitator = (
            world.participant(db, name) for name in ("gemeente", "colleague", "zorg", "facilitator")
        )
        self.event = self.add("MDO over de omgang")

    def add(self, title: str, *, by: Participant | None = None, **facts: object) -> Event:
        when = parse_date(str(facts.pop("date", "14 maart 2021")))
        return add_event(self.db, self.case, EventFacts(title=title, when=when, **facts), by=by or self.facilitator)

    def sees(self, by: Participant, table: type[SQLModel]) -> list[SQLModel]:
        from timeline.scope import seen_by

        return list(self.db.exec(select(table).where(seen_by(viewer_of(by), table))).all())


@pytest.fixture
def desk(db: Session, world: World) -> Desk:
    return Desk(db, world)


def test_a_confirmation_is_seen_by_the_own_organisation_alone(desk: Desk) -> None:
    confirm(desk.db, desk.case, desk.event, by=desk.gemeente, based_on=0)
    assert own_by_event(desk.db, viewer_of(desk.colleague))[desk.event.id].stance == "confirmed"
    assert desk.sees(desk.zorg, Perspective) == desk.sees(desk.facilitator, Perspective) == []


def test_what_another_organisation_writes_changes_no_number_that_others_see(desk: Desk) -> None:
    before = desk.case.revision, desk.case.version, desk.event.version
    annotate(desk.db, desk.case, desk.event, by=desk.gemeente, based_on=0, facts="Wij waren er.")
    confirm(desk.db, desk.case, desk.event, by=desk.gemeente, based_on=0)
    assert (desk.case.revision, desk.case.version, desk.event.version) == before
    assert desk.sees(desk.zorg, Revision) == [r for r in desk.sees(desk.zorg, Revision) if r.thing == "event"]


def test_a_correction_leaves_the_event_and_the_accounts_as_they_are(desk: Desk) -> None:
    made = correct(
        desk.db, desk.case, desk.event, by=desk.gemeente, based_on=0, title="Overleg", when=parse_date("15 maart 2021")
    )
    assert (made.stance, made.title, made.when.edtf) == ("corrected", "Overleg", "2021-03-15")
    event = load(desk.db, Event, desk.event.id, viewer=viewer_of(desk.gemeente))
    assert (event.title, event.when.edtf, event.version) == ("MDO over de omgang", "2021-03-14", 1)


def test_only_another_reading_is_not_called_a_correction(desk: Desk) -> None:
    made = correct(
        desk.db,
        desk.case,
        desk.event,
        by=desk.gemeente,
        based_on=0,
        title=desk.event.title,
        when=desk.event.when,
        reading="Voor ons was dit het begin.",
    )
    assert (made.stance, made.title, made.when.is_unknown) == ("other_reading", "", True)


def test_a_correction_that_changes_nothing_asks_what_was_different(desk: Desk) -> None:
    with pytest.raises(NothingSaid):
        correct(desk.db, desk.case, desk.event, by=desk.gemeente, based_on=0, title=desk.event.title, reading="  ")


def test_somebody_without_organisation_cannot_speak_for_one(desk: Desk) -> None:
    with pytest.raises(NoOrganisation):
        confirm(desk.db, desk.case, desk.event, by=desk.facilitator, based_on=0)


def test_an_event_that_is_private_to_another_organisation_is_not_there(desk: Desk) -> None:
    hidden = desk.add("Eigen verslag", by=desk.zorg)
    with pytest.raises(NotThere):
        confirm(desk.db, desk.case, hidden, by=desk.gemeente, based_on=0)


def test_colleagues_write_one_text_and_the_second_sees_both(desk: Desk) -> None:
    first = annotate(desk.db, desk.case, desk.event, by=desk.gemeente, based_on=0, facts="Wij belden.")
    with pytest.raises(Conflict) as conflict:
        annotate(desk.db, desk.case, desk.event, by=desk.colleague, based_on=0, facts="Wij mailden.")
    assert conflict.value.current is first
    assert first.facts == "Wij belden."


def test_sending_the_same_text_twice_is_one_version(desk: Desk) -> None:
    for _ in range(3):
        note = annotate(desk.db, desk.case, desk.event, by=desk.gemeente, based_on=0, feelings="Onmacht.")
    assert note.version == 1
    assert len(revisions_of(desk.db, note.id, viewer=viewer_of(desk.gemeente))) == 1


def test_every_version_of_a_text_is_kept(desk: Desk) -> None:
    for version, words in enumerate(("een", "twee", "drie")):
        note = annotate(desk.db, desk.case, desk.event, by=desk.gemeente, based_on=version, known_then=words)
    kept = revisions_of(desk.db, note.id, viewer=viewer_of(desk.gemeente))
    assert [r.snapshot["known_then"] for r in kept] == ["drie", "twee", "een"]
    assert {r.private_to for r in kept} == {desk.gemeente.organisation_id}


def test_the_reveal_shares_everything_of_everyone_at_once(desk: Desk) -> None:
    question = add_question(desk.db, desk.case, text="Wat werkte?")
    for by in (desk.gemeente, desk.zorg):
        own = desk.add("Eigen moment", by=by)
        desk.db.add(
            Account(
                case_id=desk.case.id,
                event_id=own.id,
                private_to=by.organisation_id,
                title="x",
                organisation_id=by.organisation_id,
            )
        )
        confirm(desk.db, desk.case, desk.event, by=by, based_on=0)
        annotate(desk.db, desk.case, desk.event, by=by, based_on=0, facts="f")
        answer(desk.db, desk.case, question, by=by, text="a", based_on=0)
    revision = desk.case.revision
    assert reveal(desk.db, desk.case, by=desk.facilitator) is True
    desk.db.flush()
    for table in SQLModel.metadata.sorted_tables:
        if "private_to" in table.c:
            assert desk.db.execute(select(table.c.private_to).where(table.c.private_to.is_not(None))).all() == []
    assert desk.case.revealed_at is not None
    assert desk.case.revision == revision + 1
    assert len(desk.sees(desk.facilitator, Perspective)) == len(desk.sees(desk.zorg, Annotation)) == 2


def test_revealing_again_does_nothing(desk: Desk) -> None:
    reveal(desk.db, desk.case, by=desk.facilitator)
    at, version = desk.case.revealed_at, desk.case.version
    assert reveal(desk.db, desk.case, by=desk.facilitator) is False
    assert (desk.case.revealed_at, desk.case.version) == (at, version)


def test_the_reveal_leaves_other_cases_alone(desk: Desk) -> None:
    other = Case(code_name="Waterlelie")
    desk.db.add(other)
    desk.db.flush()
    organisation = Organisation(case_id=other.id, name="Elders")
    desk.db.add(organisation)
    desk.db.flush()
    hidden = Event(case_id=other.id, title="Elders", private_to=organisation.id)
    desk.db.add(hidden)
    reveal(desk.db, desk.case, by=desk.facilitator)
    assert desk.db.get(Event, hidden.id).private_to == organisation.id


def test_what_is_written_after_the_reveal_is_shared_at_once(desk: Desk) -> None:
    reveal(desk.db, desk.case, by=desk.facilitator)
    annotate(desk.db, desk.case, desk.event, by=desk.gemeente, based_on=0, facts="Later bedacht.")
    assert [note.facts for note in desk.sees(desk.zorg, Annotation)] == ["Later bedacht."]


def test_the_sides_stand_beside_each_other_in_the_order_of_the_lanes(desk: Desk) -> None:
    annotate(desk.db, desk.case, desk.event, by=desk.zorg, based_on=0, facts="z")
    confirm(desk.db, desk.case, desk.event, by=desk.gemeente, based_on=0)
    desk.db.add(Account(case_id=desk.case.id, event_id=desk.event.id, title="Verslag"))
    reveal(desk.db, desk.case, by=desk.facilitator)
    sides = accounts_side_by_side(desk.db, Viewer(desk.case.id), desk.event)
    assert [side.organisation.name if side.organisation else None for side in sides] == [
        None,
        "Gemeente Rietdorp",
        "De Veerboot",
    ]
    assert sides[0].accounts[0].title == "Verslag"
    assert sides[1].perspective is not None
    assert sides[2].annotation is not None


def test_a_difference_shows_to_who_may_see_it(desk: Desk) -> None:
    correct(desk.db, desk.case, desk.event, by=desk.gemeente, based_on=0, reading="Anders.")
    assert disputed_events(desk.db, viewer_of(desk.gemeente)) == {desk.event.id}
    assert disputed_events(desk.db, viewer_of(desk.zorg)) == set()


def test_what_differs_is_told_at_least_twice(desk: Desk) -> None:
    correct(desk.db, desk.case, desk.event, by=desk.gemeente, based_on=0, reading="Anders.")
    own = desk.add("Zelf verteld", by=desk.zorg)
    correct(desk.db, desk.case, own, by=desk.zorg, based_on=0, reading="Toch anders.")
    confirmed = desk.add("Ook verteld", by=desk.gemeente)
    confirm(desk.db, desk.case, confirmed, by=desk.colleague, based_on=0)
    assert tellings(desk.db, viewer_of(desk.gemeente)) == {desk.event.id: 2, confirmed.id: 1}
    assert tellings(desk.db, viewer_of(desk.zorg)) == {own.id: 2}


@pytest.mark.parametrize(
    ("dates", "different"), [(("maart 2021", "14 maart 2021"), False), (("2020", "maart 2021"), True)]
)
def test_accounts_whose_dates_cannot_both_be_true_are_a_difference(
    desk: Desk, dates: tuple[str, str], different: bool
) -> None:
    for date in dates:
        account = Account(case_id=desk.case.id, event_id=desk.event.id, title="x")
        account.place(parse_date(date))
        desk.db.add(account)
    desk.db.flush()
    assert (desk.event.id in disputed_events(desk.db, viewer_of(desk.zorg))) is different


def test_an_event_concerns_an_organisation_by_lane_table_or_account(desk: Desk) -> None:
    own = desk.gemeente.organisation_id
    lane = desk.add("Baan", organisation_id=own)
    present = desk.add("Aan tafel", present=(own,))
    missing = desk.add("Gemist", missing=(own,))
    told = desk.add("Verteld")
    desk.db.add(Account(case_id=desk.case.id, event_id=told.id, organisation_id=own, title="Verteld"))
    desk.db.flush()
    found = {event.id for event in events_that_concern(desk.db, viewer_of(desk.gemeente))}
    assert found == {lane.id, present.id, missing.id, told.id}
    assert events_that_concern(desk.db, viewer_of(desk.facilitator)) == []


def test_ready_is_said_and_taken_back_by_the_organisation_itself(desk: Desk) -> None:
    organisation = desk.db.get(Organisation, desk.gemeente.organisation_id)
    say_ready(desk.db, desk.case, organisation, by=desk.colleague)
    assert organisation.ready_at is not None
    not_ready(desk.db, desk.case, organisation, by=desk.gemeente)
    assert organisation.ready_at is None
    with pytest.raises(NotThere):
        say_ready(desk.db, desk.case, organisation, by=desk.zorg)
