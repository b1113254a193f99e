"""Views of the timeline with a name: one's own, and those that the facilitator shares."""

from __future__ import annotations

import pytest
from sqlmodel import Session

from analysis import views
from analysis.views import TooManyViews, remove_view, rename_view, save_view, views_of
from tests.factories import World
from timeline.history import Conflict, NotThere
from timeline.models import Case, Participant
from timeline.names import NoName, SameNameTwice


@pytest.fixture
def case(db: Session, world: World) -> Case:
    return world.case(db)


@pytest.fixture
def me(db: Session, world: World) -> Participant:
    return world.participant(db, "gemeente")


def names(db: Session, case: Case, participant: Participant) -> list[str]:
    return [view.name for view in views_of(db, case, participant)]


def test_a_view_is_for_who_made_it_also_within_an_organisation(
    db: Session, world: World, case: Case, me: Participant
) -> None:
    save_view(db, case, name="Alleen overleggen", query="kind=mdo", by=me)
    assert [(view.name, view.query) for view in views_of(db, case, me)] == [("Alleen overleggen", "kind=mdo")]
    for name in ("colleague", "zorg", "facilitator"):
        assert names(db, case, world.participant(db, name)) == []


def test_a_shared_view_is_for_everyone_in_the_case(db: Session, world: World, case: Case, me: Participant) -> None:
    save_view(db, case, name="Onze bril", query="", by=me)
    save_view(db, case, name="In de zaal", query="", shared=True, by=world.participant(db, "facilitator"))
    assert names(db, case, me) == ["In de zaal", "Onze bril"]
    assert names(db, case, world.participant(db, "zorg")) == ["In de zaal"]


def test_a_view_has_a_name_that_one_does_not_use_twice(db: Session, case: Case, me: Participant) -> None:
    made = save_view(db, case, name="  Het   begin ", query="", by=me)
    assert made.name == "Het begin"
    with pytest.raises(NoName):
        save_view(db, case, name=" ", query="", by=me)
    with pytest.raises(SameNameTwice):
        save_view(db, case, name="HET BEGIN", query="", by=me)


def test_two_people_may_use_the_same_name(db: Session, world: World, case: Case, me: Participant) -> None:
    for by in (me, world.participant(db, "zorg")):
        save_view(db, case, name="Het begin", query="", by=by)
        assert names(db, case, by) == ["Het begin"]


def test_an_own_view_gets_another_name_or_goes(db: Session, case: Case, me: Participant) -> None:
    view = save_view(db, case, name="Begin", query="", by=me)
    assert rename_view(db, case, view.id, "Het begin", based_on=1, by=me).version == 2
    assert rename_view(db, case, view.id, "Het begin", based_on=1, by=me).version == 2  # sent twice
    with pytest.raises(Conflict):
        rename_view(db, case, view.id, "Iets anders", based_on=1, by=me)
    remove_view(db, case, view.id, by=me)
    assert names(db, case, me) == []


def test_a_view_of_somebody_else_can_be_used_but_not_changed(
    db: Session, world: World, case: Case, me: Participant
) -> None:
    shared = save_view(db, case, name="In de zaal", query="", shared=True, by=world.participant(db, "facilitator"))
    with pytest.raises(NotThere):
        rename_view(db, case, shared.id, "Van mij", based_on=1, by=me)
    for view_id in (shared.id, "a" * 26, "../x"):
        with pytest.raises(NotThere):
            remove_view(db, case, view_id, by=me)
    assert names(db, case, me) == ["In de zaal"]


def test_there_is_an_end_to_how_many_one_keeps(
    db: Session, case: Case, me: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "MOST", 2)
    for number in range(2):
        save_view(db, case, name=f"Weergave {number}", query="", by=me)
    with pytest.raises(TooManyViews):
        save_view(db, case, name="Nog een", query="", by=me)


def test_keeping_a_view_is_no_change_of_the_case(db: Session, case: Case, me: Participant) -> None:
    revision, version = case.revision, case.version
    view = save_view(db, case, name="Begin", query="", by=me)
    rename_view(db, case, view.id, "Het begin", based_on=1, by=me)
    remove_view(db, case, view.id, by=me)
    db.refresh(case)
    assert (case.revision, case.version) == (revision, version)
