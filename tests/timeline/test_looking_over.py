"""Looking over what was read: edits lie over the rows, in any order, and taking them off gives back the reading."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.dates import parse_date
from timeline.looking_over import (
    APART,
    FIELDS,
    SKIP,
    TAKE,
    WORDS,
    Edit,
    Looked,
    Overview,
    date_of,
    date_value,
    edits_from_json,
    edits_to_json,
    is_row_field,
    is_value,
    lane_key,
    looked_over,
    settled,
    taken_back,
)
from timeline.readers import Choice, Column, Doubt, ReadFile, SkippedRow, SourceRow, pack

DATE_DOUBT = Doubt(
    "date_order", "Dag of maand eerst?", {}, (Choice("date", "2021-04-03"), Choice("date", "2021-03-04"))
)
KIND_DOUBT = Doubt("kind_open", "Welke soort?", {}, (Choice("kind", "mdo"), Choice("skip", "1")))


def row(place: str, *doubts: Doubt, **fields: object) -> SourceRow:
    made = SourceRow(
        number=1,
        place=place,
        title=f"Gesprek {place}",
        description="",
        date=parse_date("3-4-2021"),
        date_text="3-4-2021",
        kind="contact",
        organisation="Wijkteam",
        who=("moeder",),
        source="",
        doubts=doubts,
        cells=("3-4-2021", f"Gesprek {place}", "Wijkteam", "moeder"),
    )
    return made._replace(**fields)  # type: ignore[arg-type]


def a_file(*rows: SourceRow, skipped: tuple[SkippedRow, ...] = ()) -> ReadFile:
    headers = (("Datum", "date"), ("Wat", "title"), ("Organisatie", "organisation"), ("Wie", "who"))
    columns = tuple(Column(name, field, "", at) for at, (name, field) in enumerate(headers))  # type: ignore[arg-type]
    return ReadFile("lijst.xlsx", "xlsx", columns, rows, skipped, (), "0" * 64)


TOTAL = SkippedRow(
    9, "rij 9", "Een regel met een totaal.", {}, ("5-5-2021", "Totaal overleg", "De Meent", "vader, juf")
)
READING = a_file(row("rij 2", DATE_DOUBT), row("rij 3", KIND_DOUBT), row("rij 3"), row("rij 4"), skipped=(TOTAL,))
KEYS = tuple(looked.key for looked in looked_over(READING, {}))
VALUES = {
    "date": ("", "2021-03-04", "2020/2021", "2019-21"),
    WORDS: ("4 maart 2021",),
    "title": ("Anders", ""),
    "kind": ("mdo", "other"),
    "organisation": ("Gezin", "De Meent"),
    "description": ("Meer hierover.",),
    "who": ("vader, moeder", ""),
    "source": ("dossier",),
    SKIP: ("1",),
    TAKE: ("1",),
    APART: ("1",),
    "settled:date_order": ("1",),
}
changes = st.lists(
    st.tuples(st.sampled_from(KEYS), st.sampled_from(sorted(VALUES))).flatmap(
        lambda at: st.tuples(st.just(at[0]), st.just(at[1]), st.sampled_from(VALUES[at[1]]))
    ),
    max_size=12,
    unique_by=lambda change: change[:2],
)


def with_changes(made: list[tuple[str, str, str]]) -> dict[str, Edit]:
    edits: dict[str, Edit] = {}
    for version, (key, field, value) in enumerate(made, start=1):
        edits[key] = Edit({**edits.get(key, Edit({})).fields, field: value}, version, "somebody")
    return edits


def told(looked: Looked) -> tuple[object, ...]:
    return (looked.key, looked.row, looked.is_event, looked.doubts, looked.changed, looked.is_apart)


def one(edit: Edit, *doubts: Doubt) -> Looked:
    reading = a_file(row("rij 2", *doubts))
    return looked_over(reading, {looked_over(reading, {})[0].key: edit})[0]


@given(changes, st.randoms())
def test_the_order_in_which_fields_are_changed_makes_no_difference(
    made: list[tuple[str, str, str]], chance: object
) -> None:
    other = list(made)
    chance.shuffle(other)  # type: ignore[attr-defined]
    first, second = looked_over(READING, with_changes(made)), looked_over(READING, with_changes(other))
    assert [told(looked) for looked in first] == [told(looked) for looked in second]


@given(changes)
def test_taking_every_change_back_gives_the_reading_again(made: list[tuple[str, str, str]]) -> None:
    edits = with_changes(made)
    for key, field, _ in reversed(made):
        looked = next(each for each in looked_over(READING, edits) if each.key == key)
        edits[key] = Edit(taken_back(looked, field))
    assert [told(looked) for looked in looked_over(READING, edits)] == [told(each) for each in looked_over(READING, {})]


@given(changes)
def test_the_overview_tells_of_each_row_what_looking_over_all_of_them_tells(made: list[tuple[str, str, str]]) -> None:
    edits = with_changes(made)
    overview = Overview(pack(READING), edits)
    rows = {looked.key: looked for looked in looked_over(READING, edits)}
    assert [looked.key for looked in overview.rows(overview.entries)] == list(rows)
    assert all(told(looked) == told(rows[looked.key]) for looked in overview.rows(overview.entries))
    assert {entry.key for entry in overview.events} == {key for key, looked in rows.items() if looked.is_event}
    assert {entry.key for entry in overview.doubtful} == {
        key for key, looked in rows.items() if looked.is_event and looked.doubts
    }
    assert len(overview.events) + len(overview.others) == len(rows)


@given(changes)
def test_edits_are_kept_as_they_are(made: list[tuple[str, str, str]]) -> None:
    assert edits_from_json(edits_to_json(with_changes(made))) == with_changes(made)


def test_rows_at_the_same_place_have_keys_of_their_own() -> None:
    assert len(set(KEYS)) == len(KEYS) == 5


def test_doubtful_rows_come_first_and_the_others_keep_their_order() -> None:
    overview = Overview(pack(a_file(row("a"), row("b"), row("c", DATE_DOUBT))), {})
    assert [looked.row.place for looked in overview.rows(overview.events)] == ["c", "a", "b"]


@pytest.mark.parametrize("fields", [{"date": "2021-03-04"}, {"settled:date_order": "1"}, {SKIP: "1"}])
def test_a_doubt_is_settled_by_a_choice_by_leaving_it_or_by_leaving_the_row_out(fields: dict[str, str]) -> None:
    assert one(Edit(fields), DATE_DOUBT).doubts == ()
    assert one(Edit({"source": "dossier"}), DATE_DOUBT).doubts == (DATE_DOUBT,)


def test_choosing_what_was_read_already_changes_nothing_but_the_doubt() -> None:
    looked = one(Edit({}), DATE_DOUBT)
    assert settled(looked, "date_order", "date", "2021-04-03") == {"settled:date_order": "1"}
    other = one(Edit(settled(looked, "date_order", "date", "2021-03-04")), DATE_DOUBT)
    assert other.row.date is not None
    assert (other.row.date.edtf, other.row.date.text, other.changed) == ("2021-03-04", "3-4-2021", {"date"})


def test_taking_a_choice_back_asks_again() -> None:
    looked = one(Edit(settled(one(Edit({}), DATE_DOUBT), "date_order", "date", "2021-03-04")), DATE_DOUBT)
    assert looked.doubts == ()
    assert one(Edit(taken_back(looked, "date")), DATE_DOUBT).doubts == (DATE_DOUBT,)


def test_a_name_gets_one_lane_in_all_its_rows_except_where_a_row_has_its_own() -> None:
    edits = {lane_key("Wijkteam"): Edit({"organisation": "Gezin"}), KEYS[0]: Edit({"organisation": "De Meent"})}
    lanes = [looked.row.organisation for looked in looked_over(READING, edits) if looked.is_event]
    assert lanes == ["De Meent", "Gezin", "Gezin", "Gezin"]


def test_a_row_that_is_no_event_says_why_and_is_read_by_the_columns_when_it_is_taken_in() -> None:
    left = looked_over(READING, {})[-1]
    assert (left.is_event, left.reason) == (False, TOTAL.message)
    taken = looked_over(READING, {left.key: Edit({TAKE: "1"})})[-1]
    assert taken.is_event
    assert taken.row.date is not None
    assert (taken.row.date.edtf, taken.row.title) == ("2021-05-05", "Totaal overleg")
    assert (taken.row.organisation, taken.row.who) == ("De Meent", ("vader", "juf"))


def test_a_row_that_fits_no_column_becomes_a_title() -> None:
    skipped = replace(TOTAL, cells=("Tijdlijn Merel", "", "versie 2"))
    assert looked_over(a_file(skipped=(skipped,)), {})[0].row.title == "Tijdlijn Merel · versie 2"


@pytest.mark.parametrize(
    "words", ["14 maart 2021 om 14.30 uur", "2019 - 2020", "vanaf mei 2020", "zomer 2019", "1-2-2020"]
)
def test_a_date_in_an_edit_reads_back_the_same(words: str) -> None:
    when = parse_date(words)
    assert date_of(date_value(when), words) == replace(when, text=words)


@pytest.mark.parametrize(
    ("field", "value", "is_one"),
    [
        *(("kind", "mdo", True), ("kind", "verzonnen", False), ("date", "2021-02-31", False), ("date", "", True)),
        *(("title", "", True), ("settled:weekday", "1", True), ("settled:", "1", False), ("date_edtf", "2020", False)),
    ],
)
def test_an_edit_holds_only_what_a_row_can_hold(field: str, value: str, is_one: bool) -> None:
    assert (is_row_field(field) and is_value(field, value)) is is_one


def test_every_field_of_the_form_can_be_changed() -> None:
    assert all(is_row_field(field) for field in FIELDS)
