"""Where events stand on the drawing."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.dates import from_edtf
from timeline.drawing import COLUMN, FIELD, NARROWEST
from timeline.labels import extents, labels_of
from timeline.layout import TIERS, Bar, DrawnChapter, DrawnEvent, Lane, Mark, Window, keeping, layout
from timeline.metrics import shorten, text_width, wrap
from timeline.ticks import ticks

LANES = (
    Lane("family", "Gezin", "family"),
    Lane("court", "Rechtbank", "court"),
    Lane("town", "Gemeente Rietdorp", "municipality", 1),
    Lane("care", "De Veerboot", "care", 2),
)
KINDS = ("mdo", "court_step", "intervention", "waiting", "contact", "incident")
DAYS = st.dates(date(2015, 1, 1), date(2024, 12, 31))


def event(number=1, *, edtf="2020-05-06", kind="contact", lane="town", title="Gesprek met vader", **more):
    return DrawnEvent(f"e{number}", number, title, kind, "circle", lane, from_edtf(edtf), **more)


@st.composite
def edtf(draw):
    day = draw(DAYS)
    later = day + timedelta(draw(st.integers(0, 900)))
    return draw(
        st.sampled_from(
            [
                f"{day}",
                f"{day:%Y-%m}",
                f"{day:%Y}",
                f"{day:%Y}-22",
                f"{day}~",
                f"{day}/{later}",
                f"{day:%Y-%m}/{later:%Y-%m}",
                f"{day:%Y}/{later:%Y}",
                f"{day}/..",
                f"../{day}",
                f"{day}/",
                f"/{day}",
                "XXXX",
            ]
        )
    )


@st.composite
def cases(draw):
    count = draw(st.integers(0, 40))
    lanes = [lane.id for lane in LANES]
    return [
        event(
            number,
            edtf=draw(edtf()),
            kind=draw(st.sampled_from(KINDS)),
            lane=draw(st.sampled_from(lanes)),
            title=draw(st.text("abc MW", min_size=1, max_size=60)),
            present=tuple(draw(st.lists(st.sampled_from([*lanes, "gone"]), max_size=3))),
            missing=tuple(draw(st.lists(st.sampled_from(lanes), max_size=2))),
            turning_point=draw(st.none() | st.integers(1, 9)),
        )
        for number in range(1, count + 1)
    ]


@given(cases())
@settings(max_examples=settings().max_examples // 3)
def test_no_two_events_overlap_in_the_same_row_of_a_lane(case):
    drawn = layout(case, LANES)
    rows = {}
    for thing in drawn.placed:
        rows.setdefault((thing.lane, thing.row), []).extend(extents([thing], FIELD / drawn.whole.days))
    for things in rows.values():
        assert all(before[1] <= after[0] for before, after in pairwise(sorted(things)))


def reach(label, scale):
    """From where to where the words of a label stand, in pixels."""
    hangs, width = label.at * scale + label.dx, text_width(label.text)
    return (hangs - width, hangs) if label.before else (hangs, hangs + width)


@given(cases(), st.booleans())
@settings(max_examples=settings().max_examples // 3)
def test_no_label_lies_over_another_label_or_event(case, zoomed):
    window = Window(date(2018, 3, 1), date(2019, 2, 1)) if zoomed else None
    drawn = layout(case, LANES, window=window)
    labels = labels_of(drawn)
    for tier in TIERS:
        width = tier * (1 - COLUMN)
        scale = width / drawn.window.days
        shift = drawn.day(drawn.window.start) * scale
        rows = {}
        for thing in drawn.placed:
            rows.setdefault((thing.lane, thing.y), []).append((*extents([thing], scale)[0], thing.event.id))
        for label in labels:
            if tier not in label.tiers:
                continue
            left, right = reach(label, scale)
            assert right <= shift + width
            for start, end, owner in rows[label.lane, label.y]:
                if owner == label.event_id and label.inside:
                    assert start <= left
                    assert right <= end
                else:
                    assert right <= start or end <= left
            for other in labels:
                if other is not label and tier in other.tiers and (other.lane, other.y) == (label.lane, label.y):
                    begin, end = reach(other, scale)
                    assert right <= begin or end <= left


@given(cases())
@settings(max_examples=settings().max_examples // 3)
def test_every_dated_event_is_drawn_once_and_every_undated_one_waits_in_the_tray(case):
    drawn = layout(case, LANES)
    assert sorted(thing.event.id for thing in drawn.placed) == sorted(e.id for e in case if not e.date.is_unknown)
    assert {e.id for e in drawn.tray} == {e.id for e in case if e.date.is_unknown}
    assert len(drawn.events) == len(case)


@given(cases(), st.randoms(use_true_random=False))
@settings(max_examples=settings().max_examples // 3)
def test_the_order_in_which_events_come_makes_no_difference(case, random):
    shuffled = list(case)
    random.shuffle(shuffled)
    assert layout(shuffled, LANES) == layout(case, LANES)


@given(cases())
@settings(max_examples=settings().max_examples // 3)
def test_all_that_is_drawn_lies_within_its_lane(case):
    drawn = layout(case, LANES)
    for thing in drawn.placed:
        lane = drawn.lanes[thing.lane]
        assert lane.top < thing.y - 10
        assert thing.y + 10 < lane.top + lane.height
        assert thing.left < thing.right
        if isinstance(thing, Bar):
            assert thing.fade_left + thing.fade_right <= thing.right - thing.left + 1e-9
    assert all(above.top + above.height == below.top for above, below in pairwise(drawn.lanes))


def test_a_zoomed_view_keeps_every_event_in_its_row():
    case = [event(n, edtf=f"2020-{n:02}-03") for n in range(1, 13)]
    zoomed = layout(case, LANES, window=Window(date(2020, 5, 1), date(2020, 6, 30)))
    assert zoomed.marks == layout(case, LANES).marks


def test_a_day_is_a_certain_mark_and_a_month_a_widened_one():
    day, month = layout([event(1, edtf="2020-05-06"), event(2, edtf="2020-05")], LANES).marks
    assert day.certain
    assert day.right - day.left == 1
    assert not month.certain
    assert month.right - month.left == 31
    assert month.at == pytest.approx((month.left + month.right) / 2)


def test_a_day_that_was_written_as_about_is_not_certain():
    assert not layout([event(edtf="2020-05-06~")], LANES).marks[0].certain


def test_the_uncertain_ends_of_a_period_fade():
    (bar,) = layout([event(edtf="2019-03/2019-11-20", kind="intervention")], LANES).bars
    assert (bar.fade_left, bar.fade_right) == (30, 0)
    assert bar.right - bar.left == (date(2019, 11, 21) - date(2019, 3, 1)).days


def test_a_period_without_an_end_runs_on_to_the_edge_and_one_with_an_unknown_end_fades():
    open_end, unknown_end = layout(
        [event(1, edtf="2019-03-01/.."), event(2, edtf="2019-03-01/", lane="care"), event(3, edtf="2022-01-01")], LANES
    ).bars
    whole = layout([event(1, edtf="2019-03-01/.."), event(3, edtf="2022-01-01")], LANES).whole
    assert open_end.open_right
    assert open_end.right == whole.days
    assert not unknown_end.open_right
    assert unknown_end.fade_right == pytest.approx(unknown_end.right - unknown_end.left - 1)


def test_waiting_is_hollow():
    assert layout([event(edtf="2019-01-29/2019-06-03", kind="waiting")], LANES).bars[0].hollow


def test_a_meeting_runs_through_the_lanes_at_the_table_with_rings_for_who_was_missing():
    (meeting,) = layout(
        [event(kind="mdo", lane="town", present=("town", "care"), missing=("family", "care"))], LANES
    ).meetings
    assert [lane for lane, _ in meeting.present] == [3]
    assert [lane for lane, _ in meeting.missing] == [0]
    assert meeting.top == meeting.missing[0][1] < meeting.bottom


def test_a_meeting_of_one_lane_has_no_line():
    assert layout([event(kind="mdo", lane="town", present=("town",))], LANES).meetings == ()


def test_chapters_at_the_same_time_stand_below_each_other():
    first = DrawnChapter("c1", "Het eerste jaar", date(2019, 1, 1), date(2019, 12, 31))
    second = DrawnChapter("c2", "Gedwongen kader", date(2019, 6, 1), date(2020, 12, 31))
    third = DrawnChapter("c3", "Daarna", date(2021, 1, 1), date(2021, 12, 31))
    assert [band.row for band in layout([], LANES, [third, first, second]).chapters] == [0, 1, 0]


def test_a_case_without_events_still_shows_every_lane():
    drawn = layout([], LANES)
    assert drawn.is_empty
    assert len(drawn.lanes) == 4
    assert drawn.height > 100


def test_an_event_in_a_lane_that_is_not_there_is_refused_rather_than_dropped():
    with pytest.raises(ValueError, match="lane"):
        layout([event(lane="elsewhere")], LANES)


@pytest.mark.parametrize(
    ("start", "end", "window"),
    [
        ("2020-01-01", "2020-03-01", Window(date(2020, 1, 1), date(2020, 3, 1))),
        ("2020-03-01", "2020-01-01", None),
        ("gisteren", "2020-01-01", None),
        (None, None, None),
    ],
)
def test_a_window_in_the_address_is_read_or_left_out(start, end, window):
    assert Window.from_address(start, end) == window


def test_a_label_is_shortened_between_words_and_left_out_when_it_would_say_too_little():
    title = "Ouderschapstraject bij De Veerboot"
    assert shorten(title, 1000) == title
    assert shorten(title, 160) == "Ouderschapstraject bij…"
    assert shorten(title, 30) == ""


@given(st.text(max_size=80), st.floats(20, 300))
def test_the_name_of_a_lane_fits_its_column(text, room):
    for line in wrap(text, room):
        assert len(line) <= 2 or text_width(line.removesuffix("…")) <= room


def test_the_scale_says_the_year_only_when_it_changes():
    words = [tick.words for tick in ticks(Window(date(2019, 11, 15), date(2020, 3, 15)), "nl")]
    assert words == [("dec", "2019"), ("jan", "2020"), ("feb",), ("mrt",)]


@given(DAYS, st.integers(2, 40_000))
@settings(deadline=None)
def test_the_scale_stays_calm_in_any_window(start, days):
    window = Window(start, start + timedelta(days))
    found = ticks(window, "en")
    assert len(found) <= 24
    assert all(window.start <= tick.day <= window.end for tick in found)


def test_a_mark_and_a_bar_tell_moment_and_period_apart():
    drawn = layout([event(1), event(2, edtf="2020-01-01/2020-02-01")], LANES)
    assert [type(thing) for thing in drawn.placed] == [Mark, Bar]


@given(cases())
@settings(max_examples=settings().max_examples // 3)
def test_hiding_events_moves_nothing_that_stays(case):
    whole = layout(case, LANES)
    ids = {told.id for told in case if told.number % 3 == 0}
    kept = keeping(whole, ids)
    assert (kept.lanes, kept.height) == (whole.lanes, whole.height)
    assert [thing for thing in whole.placed if thing.event.id in ids] == list(kept.placed)
    assert {label.event_id for label in labels_of(kept)} <= ids


def test_in_a_crowded_lane_a_turning_point_keeps_its_words():
    title = "MDO over de omgang met vader"
    days = [date(2020, 1, 1) + timedelta(25 * number) for number in range(40)]
    told = [
        event(number, edtf=f"{day}", kind="mdo", title=title, turning_point=1 if number == 20 else None)
        for number, day in enumerate(days)
    ]
    drawn = layout(told, LANES)
    whole = {label.event_id for label in labels_of(drawn, (NARROWEST,)) if label.text == title}
    assert "e20" in whole
    assert max(thing.row for thing in drawn.placed) < 3
