"""What is private or foreign can't be told from what is not there, and every change can be read back."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from tests.factories import World, make_world
from timeline import history
from timeline.changes import steps_of
from timeline.dates import parse_date
from timeline.history import NotThere
from timeline.ids import ID_LENGTH, is_id, new_id
from timeline.models import Event, Organisation, Revision, date_columns
from timeline.scope import Viewer, viewer_of


def test_an_id_can_not_be_guessed_and_has_a_form_of_its_own() -> None:
    made = {new_id() for _ in range(1000)}
    assert len(made) == 1000
    assert all(is_id(key) and len(key) == ID_LENGTH for key in made)


@given(st.text(max_size=30))
def test_a_text_that_is_no_id_is_not_looked_up(text: str) -> None:
    assert is_id(text) == (
        len(text) == ID_LENGTH and all(letter in "abcdefghijklmnopqrstuvwxyz234567" for letter in text)
    )


@pytest.mark.parametrize("thing_id", ["", "\x00", "a" * 26, "a" * 5000, "' OR 1=1 --", "é" * 26])
def test_what_is_not_there_is_not_there_whatever_its_id(world: World, db: Session, thing_id: str) -> None:
    with pytest.raises(NotThere):
        history.load(db, Event, thing_id, viewer=Viewer(world.case_id))
    assert list(history.batch_of(db, thing_id, viewer=Viewer(world.case_id))) == []


def test_a_thing_of_another_case_is_not_there(world: World) -> None:
    other = make_world(world.database, code_name="Waterlelie")
    event_id = other.event("Elders")
    with world.database.reading() as db:
        for lock in (False, True):
            with pytest.raises(NotThere):
                history.load(db, Event, event_id, viewer=Viewer(world.case_id), lock=lock and world.database.is_sqlite)
        with pytest.raises(NotThere):
            history.load(db, Organisation, other.organisations["zorg"], viewer=Viewer(world.case_id))


@pytest.mark.parametrize(
    ("name", "sees"),
    [("gemeente", True), ("colleague", True), ("zorg", False), ("facilitator", False), ("reader", False)],
)
def test_what_is_private_is_there_for_the_own_organisation_alone(world: World, name: str, sees: bool) -> None:
    event_id = world.event("Gesprek", by="gemeente")
    with world.database.reading() as db:
        viewer = viewer_of(world.participant(db, name))
        assert bool(history.revisions_of(db, event_id, viewer=viewer)) is sees
        if sees:
            assert history.load(db, Event, event_id, viewer=viewer).title == "Gesprek"
        else:
            with pytest.raises(NotThere):
                history.load(db, Event, event_id, viewer=viewer)


def test_the_history_of_an_organisation_does_not_tell_how_much_it_writes_in_private(world: World, db: Session) -> None:
    organisation = db.get(Organisation, world.organisations["zorg"])
    assert "revision" not in history.snapshot(organisation)


@pytest.mark.parametrize("value", [date(2021, 3, 14), time(9, 30), datetime(2021, 3, 14, 9, 30, tzinfo=UTC)])
def test_a_value_that_is_kept_as_text_comes_back_as_it_was(value: date | time) -> None:
    assert history.from_plain(type(value), value.isoformat()) == value


def test_steps_tell_field_by_field_what_a_revision_changed() -> None:
    def revision(number: int, **snapshot: object) -> Revision:
        return Revision(
            case_id="c", thing="event", thing_id="e", number=number, action="change", snapshot=dict(snapshot)
        )

    newest, first = steps_of(
        [
            revision(2, title="MDO 2", who=["moeder"], version=2),
            revision(1, title="MDO 1", who=["moeder"], version=1),
        ]
    )
    assert [(change.field, change.before, change.after) for change in newest.changes] == [("title", "MDO 1", "MDO 2")]
    assert first.changes == ()


@pytest.mark.parametrize(
    ("before", "after", "apart"),
    [
        (("/2021", ""), ("../2021", ""), [("/2021", "../2021")]),
        (("/2021", "tot 2021"), ("../2021", ""), [("/2021", "../2021")]),
        (("/2021", "eind  2021"), ("../2021", "altijd al"), [("eind 2021", "altijd al")]),
        (("2021", "2021"), ("2022", "2022"), [("", "")]),
        (("2021", "2021"), ("2021", "in 2021"), []),
    ],
)
def test_a_date_that_changed_is_told_also_when_its_words_are_the_same(
    before: tuple[str, str], after: tuple[str, str], apart: list[tuple[str, str]]
) -> None:
    newest, _ = steps_of(
        [
            Revision(
                case_id="c",
                thing="event",
                thing_id="e",
                number=number,
                action="change",
                snapshot={"title": "MDO", "date_edtf": edtf, "date_text": text},
            )
            for number, (edtf, text) in enumerate((before, after), start=1)
        ]
    )
    assert [change.apart for change in newest.changes] == apart


def test_a_new_row_is_what_an_object_with_the_same_facts_is() -> None:
    facts = {"case_id": "c", "title": "MDO", "kind": "mdo", "who": ["moeder"], **date_columns(parse_date("maart 2021"))}
    made, row = history.snapshot(Event(**facts)), history.new_row(Event, **facts).values
    assert row.keys() == made.keys()
    assert {key: row[key] for key in row.keys() - {"id", "created_at"}} == {
        key: made[key] if key not in {"earliest", "latest"} else date.fromisoformat(made[key])
        for key in row.keys() - {"id", "created_at"}
    }


def test_two_new_rows_share_nothing_that_can_change() -> None:
    one, other = (history.new_row(Event, case_id="c", title="MDO").values for _ in range(2))
    assert one["id"] != other["id"]
    assert one["who"] is not other["who"]
