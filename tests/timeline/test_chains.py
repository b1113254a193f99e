"""Events linked to chains: what came out of what, as far as somebody may see it, whatever becomes of the events."""

from __future__ import annotations

import pytest
from sqlmodel import Session, select

from analysis.perspectives import reveal
from tests.factories import World
from timeline.chains import Chain, GoesRound, LinkedToItself, chain_of, link_events, links_of, unlink
from timeline.history import NotThere
from timeline.joining import join_events, split_account
from timeline.models import Event, Link, Revision
from timeline.scope import Viewer, viewer_of
from timeline.store import accounts_of, remove_event, restore, undo


class Chains:
    """A case in one session, in which events go by their titles."""

    def __init__(self, db: Session, world: World) -> None:
        self.db, self.world, self.case = db, world, world.case(db)
        self.by = world.participant(db, "facilitator")

    def event(self, title: str) -> Event:
        return self.db.exec(select(Event).where(Event.case_id == self.case.id, Event.title == title)).one()

    def link(self, earlier: str, later: str, *, by: str = "facilitator") -> Link:
        who = self.world.participant(self.db, by)
        return link_events(self.db, self.case, self.event(earlier), self.event(later), by=who)

    def links(self, by: str = "facilitator") -> set[str]:
        titles = {event.id: event.title for event in self.db.exec(select(Event))}
        found = links_of(self.db, viewer_of(self.world.participant(self.db, by)))
        return {f"{titles[link.earlier_id]} > {titles[link.later_id]}" for link in found}

    def remove(self, title: str) -> Revision:
        event = self.event(title)
        return remove_event(self.db, self.case, event, based_on=event.version, by=self.by)

    def join(self, kept: str, gone: str) -> str:
        event = join_events(self.db, self.case, self.event(kept), self.event(gone), by=self.by)
        query = select(Revision.batch_id).where(Revision.thing_id == event.id, Revision.number == event.version)
        return self.db.exec(query).one()

    def undo(self, batch: str) -> None:
        undo(self.db, self.case, batch, by=self.by)


@pytest.fixture
def chains(world: World, db: Session) -> Chains:
    """A case with a meeting, a decision, an offer and a result, not linked yet."""
    return Chains(db, world)


@pytest.fixture(autouse=True)
def _events(world: World) -> None:
    for number, title in enumerate(("MDO", "Besluit", "Aanbod", "Resultaat"), 1):
        world.event(title, f"{number} maart 2021")
    world.event("Eigen gesprek", by="zorg")


def test_a_chain_tells_what_led_to_an_event_and_what_came_out_of_it(chains: Chains) -> None:
    for earlier, later in (("Aanbod", "Resultaat"), ("MDO", "Besluit"), ("Besluit", "Aanbod")):
        chains.link(earlier, later)
    links = links_of(chains.db, Viewer(chains.case.id))
    mdo, decision, offer, result = (chains.event(title).id for title in ("MDO", "Besluit", "Aanbod", "Resultaat"))
    assert chain_of(offer, links) == Chain(before=(decision, mdo), after=(result,))
    assert chain_of(mdo, links) == Chain(after=(decision, offer, result))


def test_an_event_without_links_is_in_no_chain(chains: Chains) -> None:
    chains.link("MDO", "Besluit")
    assert chain_of(chains.event("Aanbod").id, links_of(chains.db, Viewer(chains.case.id))) == Chain()


def test_linking_twice_gives_one_link(chains: Chains) -> None:
    assert chains.link("MDO", "Besluit").id == chains.link("MDO", "Besluit").id
    assert len(chains.db.exec(select(Link)).all()) == 1


def test_an_event_does_not_come_out_of_itself(chains: Chains) -> None:
    with pytest.raises(LinkedToItself):
        chains.link("MDO", "MDO")


@pytest.mark.parametrize("back", [("Besluit", "MDO"), ("Aanbod", "MDO")])
def test_a_chain_does_not_go_round(chains: Chains, back: tuple[str, str]) -> None:
    chains.link("MDO", "Besluit")
    chains.link("Besluit", "Aanbod")
    with pytest.raises(GoesRound):
        chains.link(*back)


def test_taking_a_link_away_twice_is_taking_it_away_once(chains: Chains) -> None:
    chains.link("MDO", "Besluit")
    for _ in range(2):
        unlink(chains.db, chains.case, chains.event("MDO"), chains.event("Besluit"), by=chains.by)
    assert chains.links() == set()
    revisions = chains.db.exec(select(Revision).where(Revision.thing == "link")).all()
    assert sorted(revision.action for revision in revisions) == ["add", "remove"]


def test_removing_an_event_hides_its_links_and_bringing_it_back_shows_them(chains: Chains) -> None:
    chains.link("MDO", "Besluit")
    chains.link("Besluit", "Aanbod")
    batch = chains.remove("Besluit").batch_id
    assert chains.links() == set()
    chains.undo(batch)
    assert chains.links() == {"MDO > Besluit", "Besluit > Aanbod"}
    chains.remove("Besluit")
    event = chains.event("Besluit")
    restore(chains.db, chains.case, event, 1, based_on=event.version, by=chains.by)
    assert chains.links() == {"MDO > Besluit", "Besluit > Aanbod"}


def test_an_event_that_was_removed_is_linked_to_nothing_new(chains: Chains) -> None:
    chains.remove("Besluit")
    with pytest.raises(NotThere):
        chains.link("MDO", "Besluit")


def test_links_follow_when_two_events_are_joined_and_come_back_with_undo(chains: Chains) -> None:
    chains.link("MDO", "Besluit")
    chains.link("Besluit", "Resultaat")
    batch = chains.join("Aanbod", "Besluit")
    assert chains.links() == {"MDO > Aanbod", "Aanbod > Resultaat"}
    chains.undo(batch)
    assert chains.links() == {"MDO > Besluit", "Besluit > Resultaat"}


def test_joining_leaves_no_link_double_to_itself_or_round(chains: Chains) -> None:
    for earlier, later in (("MDO", "Besluit"), ("Besluit", "Aanbod"), ("MDO", "Aanbod"), ("Aanbod", "Resultaat")):
        chains.link(earlier, later)
    batch = chains.join("Besluit", "Aanbod")
    assert chains.links() == {"MDO > Besluit", "Besluit > Resultaat"}
    chains.undo(batch)
    assert chains.links() == {"MDO > Besluit", "Besluit > Aanbod", "MDO > Aanbod", "Aanbod > Resultaat"}
    batch = chains.join("MDO", "Resultaat")
    assert chains.links() == {"MDO > Besluit", "Besluit > Aanbod", "MDO > Aanbod"}
    chains.undo(batch)
    assert chains.links() == {"MDO > Besluit", "Besluit > Aanbod", "MDO > Aanbod", "Aanbod > Resultaat"}


def test_a_link_that_somebody_took_away_after_joining_does_not_come_back_with_undo(chains: Chains) -> None:
    chains.link("MDO", "Besluit")
    batch = chains.join("Aanbod", "Besluit")
    unlink(chains.db, chains.case, chains.event("MDO"), chains.event("Aanbod"), by=chains.by)
    chains.undo(batch)
    assert chains.links() == set()


def test_splitting_leaves_the_links_with_the_event_that_it_is_taken_out_of(chains: Chains) -> None:
    chains.link("MDO", "Besluit")
    chains.join("Besluit", "Aanbod")
    kept = chains.event("Besluit")
    account = next(a for a in accounts_of(chains.db, Viewer(chains.case.id))[kept.id] if a.title == "Aanbod")
    split_account(chains.db, chains.case, account, by=chains.by)
    assert chains.links() == {"MDO > Besluit"}


# What an organisation keeps to itself


def test_a_link_to_what_an_organisation_keeps_to_itself_is_there_for_that_organisation_alone(chains: Chains) -> None:
    before = chains.case.revision
    chains.link("MDO", "Eigen gesprek", by="zorg")
    assert chains.links("zorg") == {"MDO > Eigen gesprek"}
    assert chains.links("gemeente") == chains.links("facilitator") == set()
    chains.db.refresh(chains.case)
    assert chains.case.revision == before  # not even that something changed
    with pytest.raises(NotThere):
        chains.link("Besluit", "Eigen gesprek", by="gemeente")
    reveal(chains.db, chains.case, by=chains.by)
    assert chains.links("gemeente") == {"MDO > Eigen gesprek"}


def test_joining_takes_the_links_that_an_organisation_keeps_to_itself_along_unseen(chains: Chains) -> None:
    chains.link("MDO", "Eigen gesprek", by="zorg")
    batch = chains.join("Besluit", "MDO")
    assert chains.links("zorg") == {"Besluit > Eigen gesprek"}
    chains.undo(batch)
    assert (chains.links("zorg"), chains.links()) == ({"MDO > Eigen gesprek"}, set())


def test_chains_that_only_go_round_once_all_is_revealed_are_read_without_the_last_link(chains: Chains) -> None:
    chains.link("Besluit", "Eigen gesprek", by="zorg")
    chains.link("Eigen gesprek", "MDO", by="zorg")
    chains.link("MDO", "Besluit")
    reveal(chains.db, chains.case, by=chains.by)
    assert chains.links() == {"Besluit > Eigen gesprek", "Eigen gesprek > MDO"}
