"""Joining keeps every word, date and source; undoing it, or taking an account out, gives back what there was."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from tests.factories import World
from timeline import history
from timeline.attendance import Attendance, contradicted, together, without
from timeline.dates import from_edtf
from timeline.history import revisions_of, snapshot
from timeline.joining import join_events, split_account
from timeline.models import Account, Apart, Case, Event, Participant
from timeline.scope import Viewer
from timeline.store import accounts_of, undo
from timeline.twins import Differences, apart_accounts, apart_events, differences, doubtful_pairs, keep_apart

DATES = ["XXXX", "2018", "2018-22", "2018-07", "2018-07-03", "2018-07-04", "2018-07~", "2018-06/2018-09"]
tellings = st.lists(
    st.tuples(st.sampled_from(["", "zorg", "school"]), st.sampled_from(DATES), st.sampled_from(["MDO", "Overleg"])),
    max_size=2,
)


def make_event(db: Session, world: World, edtf: str, told: list[tuple[str, str, str]]) -> Event:
    event = Event(case_id=world.case_id, title="MDO", kind="mdo", who=["moeder"], source="dossier")
    event.place(from_edtf(edtf, text=edtf))
    db.add(event)
    db.flush()
    history.record(db, world.case(db), event, "add", by=None)
    for teller, when, title in told:
        account = Account(
            case_id=world.case_id,
            event_id=event.id,
            organisation_id=world.organisations.get(teller),
            title=title,
            description=f"Woorden van {teller}",
            source=f"lijst van {teller}",
        )
        account.place(from_edtf(when, text=when))
        history.record(db, world.case(db), account, "add", by=None)
    return event


def everything(db: Session) -> dict[str, dict[str, Any]]:
    """All events and accounts by their id, without the counter of versions."""
    rows = [*db.exec(select(Event)).all(), *db.exec(select(Account)).all()]
    return {row.id: {name: value for name, value in snapshot(row).items() if name != "version"} for row in rows}


def words(account: Account) -> tuple[str | None, str, str, str, str, str]:
    return (
        account.organisation_id,
        account.title,
        account.description,
        account.date_edtf,
        account.date_text,
        account.source,
    )


def setting(db: Session, world: World) -> tuple[Case, Participant, Viewer]:
    return world.case(db), world.participant(db, "facilitator"), Viewer(world.case_id)


@given(st.sampled_from(DATES), tellings, st.sampled_from(DATES), tellings)
@settings(max_examples=settings().max_examples // 3)
def test_joining_keeps_every_account_and_undoing_gives_back_the_same(
    world: World, edtf: str, told: list[tuple[str, str, str]], other_edtf: str, other_told: list[tuple[str, str, str]]
) -> None:
    with world.database.writing() as db:
        case, by, viewer = setting(db, world)
        first, second = make_event(db, world, edtf, told), make_event(db, world, other_edtf, other_told)
        before = everything(db)
        expected = [words(a) for each in (first, second) for a in accounts_of(db, viewer).get(each.id, [])]
        kept = join_events(db, case, first, second, by=by)
        joined = accounts_of(db, viewer, [kept.id])[kept.id]
        told_before = [words(account) for account in joined if account.id in before]
        assert sorted(told_before, key=str) == sorted(expected, key=str)
        assert len(joined) == max(len(told), 1) + max(len(other_told), 1)
        precise = [from_edtf(value).precision_days for value in (edtf, other_edtf) if value != "XXXX"]
        if precise:
            assert kept.when.precision_days == min(precise)
        undo(db, case, revisions_of(db, kept.id, viewer=viewer)[0].batch_id, by=by)
        assert everything(db) == before


def test_an_account_that_was_taken_out_is_kept_apart_from_where_it_came_from(world: World, db: Session) -> None:
    case, by, viewer = setting(db, world)
    event = make_event(db, world, "2018-07", [("zorg", "2018-07", "MDO"), ("school", "2018-07-03", "Overleg")])
    account = accounts_of(db, viewer, [event.id])[event.id][1]
    before = words(account)
    made = split_account(db, case, account, by=by)
    assert [words(a) for a in accounts_of(db, viewer, [made.id])[made.id]] == [before]
    assert made.date_edtf == "2018-07-03"
    (apart,) = db.exec(select(Apart)).all()
    assert {apart.first_id, apart.second_id} == {event.id, made.id}
    accounts = [a for told in accounts_of(db, viewer).values() for a in told]
    assert apart_accounts(db, case, accounts) == {frozenset(a.id for a in accounts)}


def test_undoing_the_split_takes_back_that_they_are_two(world: World, db: Session) -> None:
    case, by, viewer = setting(db, world)
    event = make_event(db, world, "2018-07", [("zorg", "2018-07", "MDO"), ("school", "2018-07-03", "Overleg")])
    made = split_account(db, case, accounts_of(db, viewer, [event.id])[event.id][1], by=by)
    undo(db, case, revisions_of(db, made.id, viewer=viewer)[0].batch_id, by=by)
    assert db.exec(select(Apart)).all() == []


def test_what_an_event_is_not_the_event_that_it_is_joined_to_is_not_either(world: World, db: Session) -> None:
    case, by, viewer = setting(db, world)
    first, second, third = (
        make_event(db, world, f"2018-07-0{day}", [(who, f"2018-07-0{day}", "MDO")])
        for day, who in ((3, "zorg"), (3, "school"), (4, "gemeente"))
    )
    keep_apart(db, case, second.id, third.id, by=by)
    join_events(db, case, first, second, by=by)
    assert apart_events(db, case) == {frozenset((second.id, third.id)), frozenset((first.id, third.id))}
    undo(db, case, revisions_of(db, first.id, viewer=viewer)[0].batch_id, by=by)
    assert apart_events(db, case) == {frozenset((second.id, third.id))}


def test_what_was_put_together_by_hand_is_no_question(world: World, db: Session) -> None:
    case, by, viewer = setting(db, world)
    first = make_event(db, world, "2018-07-03", [("zorg", "2018-07-03", "MDO")])
    second = make_event(db, world, "2018-07-04", [("school", "2018-07-04", "MDO")])
    (twins,) = doubtful_pairs(db, case, viewer)
    assert {twins.first.event.id, twins.second.event.id} == {first.id, second.id}
    join_events(db, case, first, second, by=by)
    assert list(doubtful_pairs(db, case, viewer)) == []


def test_accounts_differ_in_date_and_in_who_was_there_only_where_both_say_so() -> None:
    def account(edtf: str, *who: str) -> Account:
        made = Account(case_id="", event_id="", title="MDO", who=list(who))
        made.place(from_edtf(edtf))
        return made

    assert differences([account("2018-07"), account("2018-07-03")]) == Differences(date=True, who=False, table=False)
    assert differences([account("2018", "Moeder"), account("2018", "moeder")]) == Differences(
        date=False, who=False, table=False
    )
    assert differences([account("2018", "moeder"), account("2018", "vader")]) == Differences(
        date=False, who=True, table=False
    )


def at_table(teller: str, present: tuple[str, ...] = (), missing: tuple[str, ...] = ()) -> Account:
    made = Account(
        case_id="", event_id="", title="MDO", organisation_id=teller, present=list(present), missing=list(missing)
    )
    made.place(from_edtf("2018-07-03"))
    return made


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        (at_table("a", ("a", "c")), at_table("b", ("b", "c")), False),  # each names itself
        (at_table("a", ("a", "c")), at_table("b"), False),  # the other says nothing of it
        (at_table("a", ("a", "c")), at_table("b", ("b",)), True),
        (at_table("a", ("a", "b")), at_table("b", ("a",), ("b",)), True),  # "we were not there"
        (at_table("a", ("a",), ("c",)), at_table("b", ("a",), ("d",)), True),
    ],
)
def test_accounts_differ_in_who_was_at_the_table_beyond_each_naming_itself(
    one: Account, other: Account, differs: bool
) -> None:
    assert differences([one, other]).table is differs


def test_after_a_join_each_account_still_says_who_was_at_the_table_and_after_a_split_the_event_does_again(
    world: World, db: Session
) -> None:
    case, by, viewer = setting(db, world)
    zorg, school, gemeente = (world.organisations[key] for key in ("zorg", "school", "gemeente"))
    first = make_event(db, world, "2018-07-03", [("zorg", "2018-07-03", "MDO")])
    second = make_event(db, world, "2018-07-03", [("gemeente", "2018-07-03", "Overleg")])
    for event, present, missing in ((first, [school, zorg], []), (second, [gemeente], [school])):
        (account,) = accounts_of(db, viewer, [event.id])[event.id]
        event.present = account.present = present
        event.missing = account.missing = missing
    db.flush()
    kept = join_events(db, case, first, second, by=by)
    assert (kept.present, kept.missing) == (sorted([school, zorg, gemeente]), [])
    told = accounts_of(db, viewer, [kept.id])[kept.id]
    assert contradicted(told) == {school}
    other = next(account for account in told if account.organisation_id == gemeente)
    assert (other.present, other.missing) == ([gemeente], [school])
    made = split_account(db, case, other, by=by)
    assert (made.present, made.missing) == ([gemeente], [school])
    assert (sorted(kept.present), kept.missing) == (sorted([school, zorg]), [])


ids = st.lists(st.sampled_from("abcde"), unique=True).map(sorted)
attendances = st.builds(Attendance, ids, ids).map(
    lambda said: Attendance(said.present, sorted({*said.missing} - {*said.present}))
)


@given(st.lists(attendances, min_size=2, max_size=4))
def test_taking_one_account_out_leaves_what_the_others_tell(told: list[Attendance]) -> None:
    *left, gone = told
    assert without(together(told), gone, left) == together(left)
