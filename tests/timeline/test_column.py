"""The timeline as one column: what stands between the events, and how each looks."""

from datetime import date

from hypothesis import given, settings

from tests.timeline.test_layout import LANES, cases, event
from timeline.around import Around, DrawnFrame
from timeline.column import Between, Line, between, column, looks
from timeline.drawing import DrawnChapter, Layout
from timeline.layout import layout
from timeline.table import rows

CHAPTERS = [
    DrawnChapter("a", "Het begin", date(2020, 1, 1), date(2020, 6, 30)),
    DrawnChapter("b", "Naar rust", date(2020, 7, 1), date(2020, 12, 31)),
]
FRAMES = Around(
    frames=(
        DrawnFrame(False, "", date(2020, 1, 1), date(2020, 8, 31)),
        DrawnFrame(True, "OTS", date(2020, 9, 1), date(2020, 12, 31)),
    )
)
DAYS = ("2020-02-01", "2020-08-01", "2020-10-01")


def drawn() -> Layout:
    """Three events: one in the first chapter, two in the second, of which the last under another frame."""
    return layout([event(number, edtf=day) for number, day in enumerate(DAYS, 1)], LANES, CHAPTERS, around=FRAMES)


def lines(placed: Layout, **asked: object) -> tuple[Line, ...]:
    keeps = asked.pop("only", {1, 2, 3})
    told = [row for row in rows(placed) if row.number in keeps]  # type: ignore[operator]
    return column(placed, told, between(placed), **{"since": None, "count": 9} | asked)  # type: ignore[arg-type]


def test_a_chapter_and_a_frame_stand_above_the_first_event_after_their_begin():
    assert between(drawn()) == (
        Between(0, "chapter", "Het begin", "1 januari – 30 juni 2020"),
        Between(0, "voluntary", "vrijwillig kader", "1 januari – 31 augustus 2020"),
        Between(1, "chapter", "Naar rust", "1 juli – 31 december 2020"),
        Between(2, "compulsory", "gedwongen kader: OTS", "1 september – 31 december 2020"),
    )


def test_a_chapter_in_which_nothing_begins_is_told_after_the_events_too():
    empty = DrawnChapter("c", "Nog niets", date(2021, 1, 1), date(2021, 2, 1))
    told = between(layout([event(edtf="2020-02-01")], LANES, [*CHAPTERS, empty]))
    assert [(one.before, one.words) for one in told] == [(0, "Het begin"), (1, "Naar rust"), (1, "Nog niets")]


def test_every_event_has_above_it_what_begins_between_it_and_the_one_before():
    assert [[one.words for one in line.above] for line in lines(drawn())] == [
        ["Het begin", "vrijwillig kader"],
        ["Naar rust"],
        ["gedwongen kader: OTS"],
    ]


def test_where_events_are_left_out_only_the_chapter_and_the_frame_that_hold_are_told():
    (line,) = lines(drawn(), only={3})
    assert [one.words for one in line.above] == ["Naar rust", "gedwongen kader: OTS"]


def test_a_column_that_begins_at_a_day_tells_in_which_chapter_that_is():
    first, *_ = lines(drawn(), since=date(2020, 7, 15))
    assert first.row.number == 2
    assert [one.words for one in first.above] == ["vrijwillig kader", "Naar rust"]


def test_a_column_that_begins_at_a_day_does_not_go_back_to_what_lasts_until_then():
    placed = layout([event(1, edtf="2019/2021", kind="intervention"), event(2, edtf="2020-05-01")], LANES)
    assert [line.row.number for line in lines(placed, since=date(2020, 4, 1))] == [2]


def test_a_column_of_days_after_all_events_has_all_of_them():
    assert len(lines(drawn(), since=date(2020, 12, 1))) == 3


def test_a_column_holds_no_more_lines_than_were_asked_for():
    assert [line.row.number for line in lines(drawn(), count=2)] == [1, 2]


def test_an_event_looks_as_it_is_drawn():
    placed = layout(
        [
            event(1, edtf="2020-05-06"),
            event(2, edtf="2020-05"),
            event(3, edtf="2020-05-06/2020-09-01", kind="intervention"),
            event(4, edtf="2020/2020-09-01", kind="intervention"),
            event(5, edtf="2020-05-06/2020-09-01", kind="waiting"),
        ],
        LANES,
    )
    found = {thing.event.number: looks(thing) for thing in placed.placed}
    assert found[1] == ()
    assert found[2] == ("about",)
    assert found[3] == ("period",)
    assert "fades-in" in found[4]
    assert found[5] == ("waiting",)


@given(cases())
@settings(max_examples=settings().max_examples // 3)
def test_a_column_tells_all_rows_in_order_of_time_and_everything_that_begins_once(case):
    placed = layout(case, LANES, CHAPTERS, around=FRAMES)
    beginnings = between(placed)
    told = column(placed, rows(placed), beginnings, since=None, count=99)
    assert [line.row for line in told] == list(rows(placed))
    above = [one for line in told for one in line.above]
    assert above == [one for one in beginnings if one.before < len(placed.placed)]
