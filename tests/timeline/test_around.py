"""What stands around the events: bands, silences, the crowd, calm and conflict; and what the lanes stand for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.timeline.test_layout import LANES, cases, event
from timeline.around import Around, DrawnCourse, DrawnFrame, DrawnLink, DrawnRating
from timeline.arranging import NOBODY, arranged
from timeline.choosing import Choice
from timeline.dates import from_edtf
from timeline.drawing import FOLDED, DrawnChapter, Window
from timeline.figure import columns
from timeline.in_words import around_in_words
from timeline.labels import labels_of
from timeline.layout import keeping, layout
from timeline.strips import crowd, silences
from timeline.svg import draw_svg

FRAMES = (
    DrawnFrame(False, "", date(2020, 1, 1), date(2020, 12, 31)),
    DrawnFrame(True, "OTS", date(2021, 1, 1), date(2021, 12, 31)),
)
COURSES = (
    DrawnCourse("town", "", date(2020, 1, 1), date(2020, 6, 30)),
    DrawnCourse("", "", date(2020, 7, 1), date(2020, 12, 31)),
    DrawnCourse("", "moeder", date(2021, 1, 1), date(2021, 12, 31)),
)
RATINGS = (
    DrawnRating("town", date(2020, 1, 1), date(2020, 12, 31), 5),
    DrawnRating("care", date(2020, 1, 1), date(2020, 12, 31), 1),
)
PEOPLE = (("p1", "Merel"), ("p2", "Specht"))


def test_bands_say_what_frame_it_was_and_who_held_the_course_or_that_nobody_clearly_did():
    drawn = layout([event()], LANES, around=Around(frames=FRAMES, courses=COURSES))
    told = {strip.name: strip.lines for strip in around_in_words(drawn)}
    assert told["Kader"] == (
        "vrijwillig kader: 1 jan 2020 t/m 31 dec 2020",
        "gedwongen kader: OTS: 1 jan 2021 t/m 31 dec 2021",
    )
    assert told["Koers"] == (
        "Gemeente Rietdorp: 1 jan 2020 t/m 30 jun 2020",
        "niemand duidelijk: 1 jul 2020 t/m 31 dec 2020",
        "moeder: 1 jan 2021 t/m 31 dec 2021",
    )


def test_every_strip_lies_apart_from_lanes_and_chapters_and_is_drawn():
    chapters = [DrawnChapter("c", "Het begin", date(2020, 1, 1), date(2020, 12, 31))]
    busy = [
        event(n, kind="intervention", edtf="2020-02-01/2020-08-01", lane=lane)
        for n, lane in enumerate(("town", "care"))
    ]
    around = Around(frames=FRAMES, courses=COURSES, ratings=RATINGS)
    drawn = layout(busy, LANES, chapters, around=around)
    assert [strip.name for strip in drawn.strips] == ["curve", "frame", "course", "crowd"]
    rows = [(strip.top, strip.height) for strip in drawn.strips] + [(lane.top, lane.height) for lane in drawn.lanes]
    rows.sort()
    assert all(top + height <= following for (top, height), (following, _) in pairwise(rows))
    for svg in (draw_svg(drawn), draw_svg(drawn, standalone=True)):
        for words in (
            "vrijwillig kader",
            "gedwongen kader: OTS",
            "niemand duidelijk",
            "Veel strijd",
            "Tegelijk betrokken",
        ):
            assert words in svg


def test_what_nobody_rated_framed_or_held_takes_no_room():
    assert layout([event()], LANES).strips == ()
    assert layout([event()], LANES).height < layout([event()], LANES, around=Around(frames=FRAMES)).height


def test_frames_at_the_same_time_stand_below_each_other():
    both = Around(frames=(FRAMES[0], replace(FRAMES[1], start=date(2020, 6, 1))))
    drawn = layout([event()], LANES, around=both)
    assert [piece.row for piece in drawn.frames] == [0, 1]


def test_calm_stands_low_and_conflict_high_and_equal_lines_can_both_be_seen():
    drawn = layout([event()], LANES, around=Around(ratings=RATINGS))
    heights = {curve.organisation: curve.pieces[0][2] for curve in drawn.curves}
    assert heights["town"] < heights["care"]
    same = tuple(replace(rating, value=3) for rating in RATINGS)
    heights = {
        curve.organisation: curve.pieces[0][2] for curve in layout([event()], LANES, around=Around(ratings=same)).curves
    }
    assert heights["town"] != heights["care"]


def test_a_long_time_of_which_nobody_tells_is_a_silence():
    told = [event(n, edtf=f"2020-0{1 + n // 8}-{1 + 3 * (n % 8):02d}") for n in range(16)]
    later = [event(99, edtf="2020-12-01"), event(100, edtf="2020-12-09")]
    drawn = layout([*told, *later], LANES)
    (silence,) = drawn.silences
    assert silence.months == 9
    assert "9 maanden niets genoteerd" in draw_svg(drawn, width=1600, standalone=True)


def test_what_may_have_been_on_any_day_of_a_season_leaves_no_silence_there():
    told = [event(n, edtf=f"2020-0{1 + n // 8}-{1 + 3 * (n % 8):02d}") for n in range(16)]
    assert layout([*told, event(99, edtf="2020-12-01")], LANES).silences
    vague = [event(50 + n, edtf=f"2020-0{month}") for n, month in enumerate((3, 4, 5, 6, 7, 8, 9))]
    more = [event(60 + n, edtf=f"2020-{month}") for n, month in enumerate((10, 11))]
    assert not layout([*told, *vague, *more, event(99, edtf="2020-12-01")], LANES).silences


@given(cases())
@settings(max_examples=settings().max_examples // 4)
def test_in_a_silence_nothing_happens_begins_or_ends(case):
    drawn = layout(case, LANES)
    for silence in drawn.silences:
        assert silence.right - silence.left >= 90
        assert not any(silence.left < mark.right and mark.left < silence.right for mark in drawn.marks)
        for bar in drawn.bars:
            begins = not bar.open_left and silence.left < bar.left + bar.fade_left and bar.left < silence.right
            ends = not bar.open_right and silence.left < bar.right and bar.right - bar.fade_right < silence.right
            assert not begins
            assert not ends


def help_by(number, first, last, *, lane="town", workers=(), **more):
    return event(number, kind="intervention", edtf=f"{first}/{last}", lane=lane, workers=workers, **more)


def test_professionals_are_counted_once_each_and_only_while_their_help_runs():
    case = [
        help_by(1, "2020-01-01", "2020-03-31", workers=("Anna", "Bart")),
        help_by(2, "2020-03-01", "2020-05-31", lane="care", workers=("Anna",)),
        help_by(3, "2020-04-01", "2020-04-30", lane="care"),
        help_by(4, "2020-01-01", "2020-12-31", lane="family"),
        event(5, kind="waiting", edtf="2020-01-01/2020-12-31", lane="care"),
    ]
    drawn = layout(case, LANES)
    assert dict(zip(drawn.crowd.days, drawn.crowd.counts, strict=True)) == {
        drawn.day(date(2020, 1, 1)): 2,  # Anna and Bart; from April on Anna, and De Veerboot without a name
        drawn.day(date(2020, 5, 1)): 1,
        drawn.day(date(2020, 6, 1)): 0,
    }


@given(cases())
@settings(max_examples=settings().max_examples // 4)
def test_the_crowd_is_never_less_than_what_is_counted_day_by_day(case):
    drawn = layout(case, LANES)
    counted = crowd(drawn.bars, {"family"})
    for day, count in zip(counted.days, counted.counts, strict=True):
        running = {
            worker
            for bar in drawn.bars
            if not bar.hollow and bar.event.owner != "family" and bar.left <= day < bar.right
            for worker in (bar.event.workers or (bar.event.owner,))
        }
        assert count == len(running)


def test_a_folded_lane_is_one_thin_row_without_labels_and_moves_what_is_below_up():
    case = [event(1, lane="town"), event(2, lane="town", edtf="2020-05-07"), event(3, lane="care", title="Intake")]
    whole, folded = layout(case, LANES), layout(case, LANES, folded={"town"})
    assert [lane.height for lane in folded.lanes if lane.folded] == [FOLDED]
    assert len({mark.y for mark in folded.marks if mark.event.lane == "town"}) == 1
    assert {label.event_id for label in labels_of(folded)} == {"e3"}
    assert folded.height < whole.height


def test_lanes_can_be_kinds_and_every_event_keeps_whose_it_is():
    case = [event(1, kind="contact"), event(2, kind="court_step", lane="court"), event(3, kind="gone")]
    lanes, placed = arranged(case, LANES, (), Choice(by="kind"))
    drawn = layout(placed, lanes, owners=LANES)
    assert [lane.id for lane in lanes] == ["court_step", "contact", "other"]
    assert {mark.event.id: mark.event.lane for mark in drawn.marks} == {
        "e1": "contact",
        "e2": "court_step",
        "e3": "other",
    }
    assert {mark.event.owner for mark in drawn.marks} == {"town", "court"}


def test_lanes_can_be_members_of_the_family_and_what_is_about_two_runs_through_both():
    case = [event(1, people=("p1", "p2")), event(2), event(3, people=("p2",))]
    lanes, placed = arranged(case, LANES, PEOPLE, Choice(by="person"))
    drawn = layout(placed, lanes, owners=LANES)
    assert [lane.name for lane in lanes] == ["Merel", "Specht", "Niemand genoemd"]
    assert {one.id: one.lane for one in placed} == {"e1": "p1", "e2": NOBODY, "e3": "p2"}
    (line,) = drawn.meetings
    assert (line.event.id, [lane for lane, _ in line.present]) == ("e1", [1])


@given(cases(), st.permutations([lane.id for lane in LANES]), st.sampled_from(["organisation", "kind", "person"]))
@settings(max_examples=settings().max_examples // 4)
def test_however_lanes_are_arranged_every_event_is_drawn_once(case, order, by):
    lanes, placed = arranged(case, LANES, PEOPLE, Choice(by=by, order=tuple(order)))
    drawn = layout(placed, lanes, owners=LANES)
    assert sorted(thing.event.id for thing in drawn.placed) == sorted(one.id for one in case if not one.date.is_unknown)
    if by == "organisation":
        assert [lane.id for lane in lanes] == list(order)


def test_a_choice_keeps_what_meets_every_set_that_is_not_empty():
    one = event(1, kind="mdo", present=("care",), people=("p1",), tags=("t1",), chapter="c1", turning_point=2)
    assert Choice().keeps(one)
    assert Choice(kinds=frozenset({"mdo"}), organisations=frozenset({"care"}), people=frozenset({"p1", "p2"})).keeps(
        one
    )
    for no in (
        Choice(kinds=frozenset({"contact"})),
        Choice(organisations=frozenset({"court"})),
        Choice(people=frozenset({"p2"})),
        Choice(tags=frozenset({"t2"})),
        Choice(chapters=frozenset({"c2"})),
        Choice(only=frozenset({"disputed"})),
        Choice(only=frozenset({"changed"})),
    ):
        assert not no.keeps(one)
    assert Choice(only=frozenset({"changed"})).keeps(one, changed={"e1"})
    assert Choice(only=frozenset({"turning"})).keeps(one)


def test_what_stands_around_stays_where_it_is_when_events_are_left_out():
    case = [event(1, kind="intervention", edtf="2020-01-01/2020-12-31"), event(2, edtf="2021-05-01")]
    whole = layout(case, LANES, around=Around(frames=FRAMES, courses=COURSES, ratings=RATINGS))
    less = keeping(whole, {"e2"})
    assert (less.strips, less.frames, less.crowd, less.silences) == (
        whole.strips,
        whole.frames,
        whole.crowd,
        whole.silences,
    )


def test_a_chain_is_told_by_the_numbers_of_its_events_and_never_of_one_that_is_not_there():
    links = (DrawnLink("e1", "e2"), DrawnLink("e2", "gone"))
    made = columns(layout([event(1), event(2, edtf="2021-01-01")], LANES, around=Around(links=links)))
    assert made["links"] == [(0, 1)]


def test_a_band_that_runs_beyond_the_events_belongs_to_the_whole_case():
    drawn = layout([event(edtf="2020-05-06")], LANES, around=Around(frames=FRAMES))
    assert drawn.whole.end >= date(2021, 12, 31)
    early = layout(
        [event(edtf="2020-05-06")],
        LANES,
        around=Around(frames=FRAMES),
        window=Window(date(2020, 5, 1), date(2020, 6, 1)),
    )
    assert "gedwongen" not in draw_svg(early)


def test_dates_at_the_ends_of_time_can_be_bands():
    ends = (DrawnFrame(True, "", date.min, date.max),)
    drawn = layout([event()], LANES, around=Around(frames=ends))
    assert "gedwongen kader" in draw_svg(drawn)
    assert around_in_words(drawn)[0].lines


def test_words_of_a_case_can_never_become_part_of_the_page():
    nasty = Around(
        frames=(DrawnFrame(True, "<script>x</script>", date(2020, 1, 1), date(2020, 12, 31)),),
        courses=(DrawnCourse("", "\u202e<b>", date(2020, 1, 1), date(2020, 12, 31)),),
    )
    svg = draw_svg(layout([event()], LANES, around=nasty))
    assert "<script" not in svg
    assert "<b>" not in svg


def test_a_silence_is_found_among_thousands_quickly_enough_to_be_reckoned_each_time():
    days = [from_edtf(str(date(2020, 1, 1) + timedelta(number % 900))) for number in range(4_000)]
    many = [replace(event(number), date=day) for number, day in enumerate(days)]
    assert silences(layout(many, LANES).placed) == ()
