"""Calm and conflict as each organisation saw it: private until the reveal, side by side afterwards, never a score."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete
from sqlmodel import Session, col, select

from analysis.chapters_undone import undo_on_chapter
from analysis.models import Rating
from analysis.own_words import NoOrganisation
from analysis.perspectives import reveal
from analysis.ratings import WORDS, NoSuchChoice, own_ratings, rate, ratings_of
from tests.factories import World
from timeline.around import CALMEST, FIERCEST
from timeline.chapters import ChapterFacts, add_chapter, chapters_of, remove_chapter
from timeline.history import Conflict, NotThere, revisions_of
from timeline.models import Case, Chapter, Organisation, Participant
from timeline.scope import Viewer, viewer_of


@pytest.fixture
def case(db: Session, world: World) -> Case:
    return world.case(db)


@pytest.fixture
def people(db: Session, world: World) -> dict[str, Participant]:
    return {name: world.participant(db, name) for name in world.participants}


@pytest.fixture
def chapters(db: Session, case: Case, people: dict[str, Participant]) -> list[Chapter]:
    """Two stretches, the later one entered first."""
    stretches = (
        ("Naar rust", date(2022, 1, 1), date(2022, 12, 31)),
        ("Het begin", date(2020, 1, 1), date(2021, 12, 31)),
    )
    made = [add_chapter(db, case, ChapterFacts(*facts), by=people["facilitator"]) for facts in stretches]
    return made[::-1]


def say(db: Session, case: Case, by: Participant, chapter: Chapter, value: int | None) -> None:
    kept = own_ratings(db, viewer_of(by)).get(chapter.id)
    assert by.organisation_id is not None
    rate(db, case, by.organisation_id, chapter, value, by=by, based_on=kept.version if kept else 0)


def test_there_are_five_choices_from_calm_to_conflict() -> None:
    assert list(WORDS) == [CALMEST, 2, 3, 4, FIERCEST]
    assert len(set(WORDS.values())) == 5


def test_what_an_organisation_saw_is_its_own_until_the_reveal(db, case, people, chapters) -> None:  # type: ignore[no-untyped-def]
    say(db, case, people["zorg"], chapters[0], 4)
    assert [one.value for one in ratings_of(db, viewer_of(people["zorg"]))] == [4]
    for name in ("facilitator", "gemeente", "school", "reader", "beamer"):
        assert ratings_of(db, viewer_of(people[name])) == []
        assert own_ratings(db, viewer_of(people[name])) == {}


def test_colleagues_share_one_choice(db, case, people, chapters) -> None:  # type: ignore[no-untyped-def]
    say(db, case, people["gemeente"], chapters[0], 2)
    say(db, case, people["colleague"], chapters[0], 3)
    assert [one.value for one in ratings_of(db, viewer_of(people["gemeente"]))] == [3]


def test_after_the_reveal_they_stand_side_by_side_in_order_of_time_and_lane(db, case, people, chapters) -> None:  # type: ignore[no-untyped-def]
    first, last = chapters
    for name, chapter, value in (
        ("school", last, 1),
        ("zorg", first, 4),
        ("gemeente", last, 2),
        ("gemeente", first, 5),
    ):
        say(db, case, people[name], chapter, value)
    reveal(db, case, by=people["facilitator"])
    for name in ("facilitator", "school"):
        seen = [(one.chapter_id, one.organisation_id, one.value) for one in ratings_of(db, viewer_of(people[name]))]
        whose = {name: people[name].organisation_id for name in people}
        assert seen == [
            (first.id, whose["gemeente"], 5),
            (first.id, whose["zorg"], 4),
            (last.id, whose["gemeente"], 2),
            (last.id, whose["school"], 1),
        ]


def test_what_is_said_after_the_reveal_is_shared_at_once(db, case, people, chapters) -> None:  # type: ignore[no-untyped-def]
    reveal(db, case, by=people["facilitator"])
    say(db, case, people["zorg"], chapters[0], 4)
    assert [one.value for one in ratings_of(db, viewer_of(people["school"]))] == [4]


def test_not_knowing_is_an_answer_and_shows_nothing(db, case, people, chapters) -> None:  # type: ignore[no-untyped-def]
    by = people["zorg"]
    say(db, case, by, chapters[0], None)
    assert own_ratings(db, viewer_of(by))[chapters[0].id].value is None
    assert ratings_of(db, viewer_of(by)) == []


def test_a_choice_can_be_taken_away_and_its_history_stays(db, case, people, chapters) -> None:  # type: ignore[no-untyped-def]
    by = people["zorg"]
    for value in (4, 2, None):
        say(db, case, by, chapters[0], value)
    assert ratings_of(db, viewer_of(by)) == []
    kept = own_ratings(db, viewer_of(by))[chapters[0].id]
    revisions = revisions_of(db, kept.id, viewer=viewer_of(by))
    assert [(one.number, one.snapshot["value"]) for one in revisions] == [(3, None), (2, 2), (1, 4)]
    assert revisions_of(db, kept.id, viewer=viewer_of(people["school"])) == []


def test_two_colleagues_at_once_are_a_conflict_with_what_the_other_said(db, case, people, chapters) -> None:  # type: ignore[no-untyped-def]
    say(db, case, people["gemeente"], chapters[0], 2)
    by = people["colleague"]
    with pytest.raises(Conflict) as conflict:
        rate(db, case, by.organisation_id, chapters[0], 5, by=by, based_on=0)
    assert conflict.value.current.value == 2


def test_sending_the_same_choice_twice_is_one(db, case, people, chapters) -> None:  # type: ignore[no-untyped-def]
    by = people["zorg"]
    for _ in range(2):
        assert rate(db, case, by.organisation_id, chapters[0], 4, by=by, based_on=0).version == 1


@pytest.mark.parametrize("value", [0, 6, -1])
def test_another_value_than_the_five_is_refused(db, case, people, chapters, value) -> None:  # type: ignore[no-untyped-def]
    by = people["zorg"]
    with pytest.raises(NoSuchChoice):
        rate(db, case, by.organisation_id, chapters[0], value, by=by, based_on=0)


def test_nobody_speaks_for_another_organisation(db, case, people, chapters) -> None:  # type: ignore[no-untyped-def]
    zorg = people["zorg"].organisation_id
    with pytest.raises(NotThere):
        rate(db, case, zorg, chapters[0], 3, by=people["school"], based_on=0)
    with pytest.raises(NoOrganisation):
        rate(db, case, zorg, chapters[0], 3, by=people["facilitator"], based_on=0)


def test_what_was_said_of_a_chapter_that_was_taken_away_is_not_shown(db, case, people, chapters) -> None:  # type: ignore[no-untyped-def]
    by, gone = people["zorg"], chapters[0]
    for chapter in chapters:
        say(db, case, by, chapter, 4)
    reveal(db, case, by=people["facilitator"])
    remove_chapter(db, case, gone, based_on=1, by=people["facilitator"])
    assert [one.chapter_id for one in ratings_of(db, Viewer(case.id))] == [chapters[1].id]
    with pytest.raises(NotThere):
        rate(db, case, by.organisation_id, gone, 3, by=by, based_on=1)


def test_a_chapter_comes_back_without_what_an_organisation_said_that_left_the_case_meanwhile(
    db: Session, case: Case, people: dict[str, Participant], chapters: list[Chapter], world: World
) -> None:
    for name, value in (("gemeente", 2), ("zorg", 4)):
        say(db, case, people[name], chapters[0], value)
    chapter_id = chapters[0].id
    remove_chapter(db, case, chapters[0], based_on=1, by=people["facilitator"])
    db.execute(delete(Organisation).where(col(Organisation.id) == world.organisations["zorg"]))
    act = revisions_of(db, chapter_id, viewer=Viewer(case.id))[0]
    undo_on_chapter(db, case, act.batch_id, by=people["facilitator"])
    assert chapter_id in {one.id for one in chapters_of(db, case.id)}
    assert [(one.chapter_id, one.value) for one in db.exec(select(Rating))] == [(chapter_id, 2)]


said = st.tuples(st.sampled_from(["zorg", "school"]), st.integers(0, 1), st.none() | st.integers(1, 5))


@settings(max_examples=settings().max_examples // 3)
@given(script=st.lists(said, max_size=8), mine=st.integers(1, 5))
def test_nothing_that_another_organisation_says_changes_what_i_get_before_the_reveal(
    db: Session,
    case: Case,
    people: dict[str, Participant],
    chapters: list[Chapter],
    script: list[tuple[str, int, int | None]],
    mine: int,
) -> None:
    me = viewer_of(people["gemeente"])
    say(db, case, people["gemeente"], chapters[0], mine)
    before, revision = [(one.id, one.value, one.version) for one in ratings_of(db, me)], case.revision
    for name, at, value in script:
        say(db, case, people[name], chapters[at], value)
    assert [(one.id, one.value, one.version) for one in ratings_of(db, me)] == before
    db.refresh(case)
    assert case.revision == revision
