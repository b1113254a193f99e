"""Files of several organisations become one timeline, in any order, once, and can be taken back."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import permutations
from pathlib import Path

import pytest
from sqlmodel import Session, select

import app.demo
from analysis.exchange import case_as_json, export_case
from tests.factories import World, make_world
from timeline import importing
from timeline.importing import AlreadyDecided, Outcome, accept, drop, imports_of, lanes_in, preview, undo_import
from timeline.looking_over import Overview
from timeline.models import Account, Event, Import, ImportPiece, Organisation, Participant
from timeline.readers import ReadFile, pack, read_here
from timeline.scope import Viewer
from timeline.store import EventFacts, accounts_of, change_event, events_in_order, organisations_of
from timeline.writers import EXPORTS

SAMPLES = Path(app.demo.__file__).parent / "samples"
FILES = {
    "gemeente.xlsx": ("Gemeente Rietdorp", 40),
    "zorgaanbieder.csv": ("De Veerboot", 26),
    "jeugdbescherming.docx": ("Jeugdbescherming Zuiderlicht", 40),
}
TOLD_BY_TWO, TOLD_BY_THREE = 27, 4


@cache
def sample(name: str) -> ReadFile:
    return read_here(name, (SAMPLES / name).read_bytes())


@pytest.fixture
def case(world: World) -> World:
    """A case with the three organisations of the samples."""
    with world.database.writing() as db:
        db.add(Organisation(case_id=world.case_id, name="Jeugdbescherming Zuiderlicht", kind="youth_protection"))
    return world


def bring_in(db: Session, world: World, name: str) -> tuple[Import, Outcome]:
    by = world.participant(db, "facilitator")
    teller = next(o for o in organisations_of(db, world.case_id) if o.name == FILES[name][0])
    made = preview(db, world.case(db), teller, pack(sample(name)), by=by)
    return made, accept(db, world.case(db), made, by=by)


def told(db: Session, world: World) -> Counter[int]:
    """How many events are told by one, two and three organisations."""
    accounts = accounts_of(db, Viewer(world.case_id))
    return Counter(len({a.organisation_id for a in accounts[e.id]}) for e in events_in_order(db, Viewer(world.case_id)))


def timeline(db: Session, world: World) -> list[tuple[str, str, tuple[str, ...]]]:
    """The events as anyone would compare them: when, what, and who tells it."""
    names = {o.id: o.name for o in organisations_of(db, world.case_id)}
    accounts = accounts_of(db, Viewer(world.case_id))
    return [
        (event.date_edtf, event.title, tuple(sorted(names[a.organisation_id or ""] for a in accounts[event.id])))
        for event in events_in_order(db, Viewer(world.case_id))
    ]


def test_a_preview_puts_nothing_on_the_timeline(case: World, db: Session) -> None:
    teller = organisations_of(db, case.case_id)[0]
    preview(db, case.case(db), teller, pack(sample("gemeente.xlsx")), by=case.participant(db, "facilitator"))
    assert events_in_order(db, Viewer(case.case_id)) == []


@pytest.mark.parametrize("order", list(permutations(FILES)), ids=lambda order: "-".join(name[0] for name in order))
def test_the_samples_give_one_timeline_in_any_order(case: World, db: Session, order: tuple[str, ...]) -> None:
    outcomes = [bring_in(db, case, name)[1] for name in order]
    assert sum(outcome.added for outcome in outcomes) == 71
    assert sum(outcome.added + outcome.joined for outcome in outcomes) == 106
    assert told(db, case) == {1: 40, 2: TOLD_BY_TWO, 3: TOLD_BY_THREE}
    assert {o.name for o in organisations_of(db, case.case_id)} >= {"Rechtbank", "Veilig Thuis", "De Meent"}
    undated = [event for event in events_in_order(db, Viewer(case.case_id)) if event.when.is_unknown]
    assert len(undated) == 1


def test_every_account_keeps_its_own_words_and_the_most_precise_date_places_the_event(case: World, db: Session) -> None:
    for name in FILES:
        bring_in(db, case, name)
    accounts = accounts_of(db, Viewer(case.case_id))
    apart = next(e for e in events_in_order(db, Viewer(case.case_id)) if e.title.startswith("Ouders gaan uit elkaar"))
    assert {account.date_text for account in accounts[apart.id]} == {"zomer 2018", "juli 2018"}
    assert apart.when.edtf == "2018-07"
    for event in events_in_order(db, Viewer(case.case_id)):
        assert all(account.place_in_source for account in accounts[event.id])


def test_the_same_file_twice_adds_nothing(case: World, db: Session) -> None:
    first = bring_in(db, case, "gemeente.xlsx")[1]
    before = timeline(db, case)
    second = bring_in(db, case, "gemeente.xlsx")[1]
    assert (first.added, first.known) == (40, 0)
    assert (second.added, second.joined, second.known) == (0, 0, 40)
    assert timeline(db, case) == before


def test_two_equal_rows_of_one_file_are_both_kept(case: World, db: Session) -> None:
    row = sample("gemeente.xlsx").rows[0]
    read = ReadFile("dubbel.csv", "csv", (), (row, row), (), (), "0" * 64)
    by = case.participant(db, "facilitator")
    teller = organisations_of(db, case.case_id)[0]
    for known in (0, 2):
        made = preview(db, case.case(db), teller, pack(read), by=by)
        assert accept(db, case.case(db), made, by=by).known == known
    assert len(events_in_order(db, Viewer(case.case_id))) == 2


@pytest.mark.parametrize("undone", list(permutations(FILES, 2)), ids=lambda two: "-".join(name[0] for name in two))
def test_undoing_imports_leaves_what_the_others_tell(case: World, db: Session, undone: tuple[str, str]) -> None:
    by = case.participant(db, "facilitator")
    (left,) = set(FILES) - set(undone)
    bring_in(db, case, left)
    alone = timeline(db, case)
    made = {name: bring_in(db, case, name)[0] for name in undone}
    for name in undone:
        undo_import(db, case.case(db), made[name], by=by)
    assert timeline(db, case) == alone


def test_undoing_every_import_in_the_order_of_coming_in_leaves_nothing(case: World, db: Session) -> None:
    made = [bring_in(db, case, name)[0] for name in FILES]
    for imported in made:
        undo_import(db, case.case(db), imported, by=case.participant(db, "facilitator"))
    assert events_in_order(db, Viewer(case.case_id)) == []
    assert bring_in(db, case, "gemeente.xlsx")[1].added == 40  # and it can come in again


def test_an_event_that_somebody_changed_stays_when_its_file_is_taken_back(case: World, db: Session) -> None:
    by = case.participant(db, "facilitator")
    imported = bring_in(db, case, "zorgaanbieder.csv")[0]
    event = events_in_order(db, Viewer(case.case_id))[0]
    change_event(db, case.case(db), event, EventFacts("verbeterd", event.when), based_on=1, by=by)
    undo_import(db, case.case(db), imported, by=by)
    assert [e.title for e in events_in_order(db, Viewer(case.case_id))] == ["verbeterd"]


def test_over_a_file_is_decided_once(case: World, db: Session) -> None:
    by = case.participant(db, "facilitator")
    imported = bring_in(db, case, "zorgaanbieder.csv")[0]
    with pytest.raises(AlreadyDecided):
        accept(db, case.case(db), imported, by=by)
    with pytest.raises(AlreadyDecided):
        drop(db, imported, by=by)
    undo_import(db, case.case(db), imported, by=by)
    with pytest.raises(AlreadyDecided):
        undo_import(db, case.case(db), imported, by=by)


def test_a_double_click_on_accept_brings_a_file_in_once(case: World) -> None:
    with case.database.writing() as db:
        teller = next(o for o in organisations_of(db, case.case_id) if o.name == "De Veerboot")
        made = preview(
            db, case.case(db), teller, pack(sample("zorgaanbieder.csv")), by=case.participant(db, "facilitator")
        ).id

    def click(_: int) -> bool:
        with case.database.writing() as db:
            imported = db.get(Import, made)
            assert imported is not None
            try:
                accept(db, case.case(db), imported, by=case.participant(db, "facilitator"))
            except AlreadyDecided:
                return False
            return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(click, range(4))) == [False, False, False, True]
    with case.database.reading() as db:
        assert len(db.exec(select(Event)).all()) == len(db.exec(select(Account)).all()) == 26


def test_a_dropped_preview_forgets_what_was_read(case: World, db: Session) -> None:
    by = case.participant(db, "facilitator")
    teller = organisations_of(db, case.case_id)[0]
    made = preview(db, case.case(db), teller, pack(sample("gemeente.xlsx")), by=by)
    drop(db, made, by=by)
    assert made.reading == {}
    assert db.exec(select(ImportPiece)).all() == []
    assert list(imports_of(db, case.case_id)) == []


def test_a_preview_tells_which_lanes_are_there_and_which_are_new(case: World, db: Session) -> None:
    names = Overview(pack(sample("gemeente.xlsx")), {}).names()
    lanes = lanes_in(names, organisations_of(db, case.case_id))
    assert lanes["De Veerboot"] == "De Veerboot"
    assert lanes["Rechtbank"] is None
    assert "Gezin" not in lanes


def test_a_row_without_date_or_title_still_comes_in(case: World, db: Session) -> None:
    content = b"Datum;Wat;Organisatie\n;Gesprek;\n12-3-2021;;Gezin\n31-02-2021;Onmogelijk;\n"
    read = read_here("los.csv", content)
    by: Participant = case.participant(db, "facilitator")
    made = preview(db, case.case(db), organisations_of(db, case.case_id)[0], pack(read), by=by)
    accept(db, case.case(db), made, by=by)
    found = {event.title: event for event in events_in_order(db, Viewer(case.case_id))}
    assert set(found) == {"Gesprek", importing.NO_TITLE, "Onmogelijk"}
    assert found["Gesprek"].when.is_unknown
    assert found["Onmogelijk"].when.is_unknown
    assert found["Onmogelijk"].date_text == "31-02-2021"
    assert all(row.doubts for row in read.rows)


def test_labels_of_files_come_along_and_those_of_two_files_stand_together(case: World) -> None:
    with case.database.writing() as db:
        by = case.participant(db, "facilitator")
        for key, labels in (("gemeente", "school, veiligheid"), ("zorg", "Veiligheid, omgang")):
            teller = db.get(Organisation, case.organisations[key])
            assert teller is not None
            content = f'Datum;Soort;Wat;Labels\n14-3-2021;MDO;MDO met school en ouders;"{labels}"\n'
            made = preview(db, case.case(db), teller, pack(read_here("lijst.csv", content.encode())), by=by)
            accept(db, case.case(db), made, by=by)
        (event,) = events_in_order(db, Viewer(case.case_id))
        assert event.tags == ["school", "veiligheid", "omgang"]


@pytest.mark.parametrize("form", ["json", *EXPORTS])
def test_an_event_without_a_source_that_went_out_comes_in_without_one(world: World, form: str) -> None:
    world.event("Intake", "1-3-2021")
    world.event("Gesprek", "2-3-2021", source="Verslag")
    with world.database.reading() as db:
        value = export_case(db, world.case(db))
    content = case_as_json(value) if form == "json" else EXPORTS[form](value)
    other = make_world(world.database, code_name="Waterlelie")
    with world.database.writing() as db:
        teller, by = organisations_of(db, other.case_id)[0], other.participant(db, "facilitator")
        made = preview(db, other.case(db), teller, pack(read_here("terugblik", content)), by=by)
        accept(db, other.case(db), made, by=by)
        found = {event.title: event.source for event in events_in_order(db, Viewer(other.case_id))}
        told = accounts_of(db, Viewer(other.case_id)).values()
        assert {account.source for accounts in told for account in accounts} == {"", "Verslag"}
    assert found == {"Intake": "", "Gesprek": "Verslag"}
