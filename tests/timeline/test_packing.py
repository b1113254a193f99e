"""In which rows of a lane the events stand, and for whose words room is kept."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.dates import from_edtf
from timeline.drawing import FIELD, GAP, DrawnEvent, Mark
from timeline.labels import extents
from timeline.metrics import text_width
from timeline.packing import CALM_ROWS, FULL, LONGEST_RESERVE, RESERVES, Reserve, pack
from timeline.placing import in_time, whole_case

FEWER = settings(max_examples=settings().max_examples // 3)
FIRST = date(2019, 1, 1)


def moment(number, day, *, kind="contact", title="Gesprek met vader", turning_point=None):
    when = from_edtf(f"{FIRST + timedelta(day)}")
    return DrawnEvent(f"e{number}", number, title, kind, "circle", "town", when, turning_point=turning_point)


def period(number, day, length):
    start, end = FIRST + timedelta(day), FIRST + timedelta(day + length)
    when = from_edtf(f"{start}/{end}")
    return DrawnEvent(f"e{number}", number, "Hulp", "intervention", "circle", "town", when)


@st.composite
def lanes(draw, most=40):
    """The events of one lane, with the pixels of a day."""
    days = draw(st.sampled_from([1, 30, 2000]))
    events = [
        period(number, draw(st.integers(0, days)), draw(st.integers(1, 300)))
        if draw(st.booleans())
        else moment(
            number,
            draw(st.integers(0, days)),
            kind=draw(st.sampled_from(["contact", "mdo", "court_step"])),
            title=draw(st.text("abc W", min_size=1, max_size=40)),
            turning_point=draw(st.none() | st.integers(1, 9)),
        )
        for number in range(draw(st.integers(1, most)))
    ]
    whole = whole_case(events, [])
    return in_time(events, whole), FIELD / whole.days


def at_once(spaces):
    """The most that overlap anywhere."""
    return max(sum(left <= at < right for left, right in spaces) for at, _ in spaces)


def spaces_with(things, scale, reserve):
    """What each takes up together with the room for its words that it may have."""
    for thing, (left, right) in zip(things, extents(things, scale), strict=True):
        event = thing.event
        most = {"mdo": reserve.telling, "court_step": reserve.telling}.get(event.kind, reserve.ordinary)
        wanted = min(text_width(event.title) + 14, LONGEST_RESERVE)
        words = wanted if event.turning_point else min(wanted, most)
        inside = not isinstance(thing, Mark) and right - left > wanted + 20
        yield left, (right if inside else max(right, min(right + words, FIELD))) + GAP


@given(lanes())
def test_as_few_rows_are_taken_as_there_are_events_at_once(lane):
    things, scale = lane
    fewest = at_once([(left, right + GAP) for left, right in extents(things, scale)])
    assert max(pack(things, scale)) + 1 <= max(CALM_ROWS, fewest)


@given(lanes(most=12))
@FEWER
def test_words_get_the_most_room_that_costs_no_rows(lane):
    things, scale = lane
    most = max(CALM_ROWS, at_once([(left, right + GAP) for left, right in extents(things, scale)]))
    rows = pack(things, scale)
    spaces = next(
        (found for reserve in RESERVES if at_once(found := list(spaces_with(things, scale, reserve))) <= most), None
    )
    if spaces is None:
        return
    in_row = {}
    for space, row in zip(spaces, rows, strict=True):
        for left, right in in_row.setdefault(row, []):
            assert space[1] <= left or right <= space[0]
        in_row[row].append(space)


@given(lanes(), st.randoms())
@FEWER
def test_events_at_other_days_stand_the_same_in_whatever_order_they_come(lane, chance):
    things, scale = lane
    apart = list({thing.left: thing for thing in things}.values())
    mixed = chance.sample(apart, len(apart))
    rows = dict(zip((thing.event.id for thing in mixed), pack(mixed, scale), strict=True))
    assert [rows[thing.event.id] for thing in apart] == pack(apart, scale)


def test_an_ordinary_event_has_all_of_its_room_when_rows_are_left():
    long = "Gesprek met vader en moeder samen op het gemeentehuis"
    events = [moment(1, 0, title=long), moment(2, 500, title=long), moment(3, 2000)]
    whole = whole_case(events, [])
    scale = FIELD / whole.days
    assert RESERVES[1].ordinary + 20 < 500 * scale < RESERVES[0].ordinary
    assert pack(in_time(events, whole), scale) == [0, 1, 0]


def test_room_for_words_goes_to_turning_points_first_and_then_to_what_is_telling():
    assert list(RESERVES) == sorted(RESERVES, reverse=True)
    assert RESERVES[-1] == Reserve(0.0, 0.0)


def test_in_a_lane_that_is_full_only_a_turning_point_asks_for_room():
    crowd = [moment(number, 0) for number in range(FULL + 1)]
    last = moment(102, 2000)
    whole = whole_case([*crowd, last], [])
    scale = FIELD / whole.days

    def rows_of_quiet(events):
        return pack(in_time(events, whole), scale)[len(crowd) : len(crowd) + 2]

    beside_a_turning_point = [*crowd, moment(100, 900, turning_point=1), moment(101, 960), last]
    ordinary = [*crowd, moment(100, 900), moment(101, 960), last]
    assert rows_of_quiet(beside_a_turning_point) == [0, 1]
    assert rows_of_quiet(ordinary) == [0, 0]


def test_nothing_takes_no_rows():
    assert pack([], 1.0) == []
