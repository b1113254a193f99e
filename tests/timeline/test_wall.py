"""A drawing for a wall: few words, all of them large, and every event still on it with a number that a list tells."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from timeline.dates import from_edtf
from timeline.drawing import COLUMN, DrawnChapter, DrawnEvent, Lane, Layout, Window
from timeline.labels import extents
from timeline.layout import layout
from timeline.metrics import text_width
from timeline.wall import MOST, SPREAD, Wall, on_wall, whole_on_wall

LANES = (Lane("f", "Gezin", "family"), Lane("c", "Rechtbank", "court"), Lane("o", "De Veerboot", "care", 2))
FIRST = date(2019, 1, 1)
WIDTH, HEIGHT = 820, 520


def event(
    number: int, day: int, *, kind: str = "contact", lane: str = "o", long: int = 0, **more: object
) -> DrawnEvent:
    start = FIRST + timedelta(days=day)
    when = f"{start}/{start + timedelta(days=long)}" if long else f"{start}"
    title = f"Gebeurtenis {number} thuis"
    return DrawnEvent(f"e{number}", number, title, kind, "circle", lane, from_edtf(when), **more)  # type: ignore[arg-type]


def words(wall: Wall) -> dict[str, str]:
    return {label.event_id: label.text for label in wall.labels}


def numbers(wall: Wall) -> set[int]:
    """The numbers that stand beside events, those within a range too."""
    found: set[int] = set()
    for said in words(wall).values():
        if re.fullmatch(r"[\d–, ]+", said):
            for part in said.split(", "):
                first, _, last = part.partition("–")
                found |= set(range(int(first), int(last or first) + 1))
    return found


a_day = st.integers(0, 900)
some_events = st.lists(
    st.tuples(
        a_day, st.sampled_from("fco"), st.sampled_from(["contact", "mdo", "court_step", "help"]), st.integers(0, 300)
    ),
    min_size=1,
    max_size=60,
)


def drawn(told: list[tuple[int, str, str, int]]) -> Layout:
    events = [
        event(
            number, day, kind=kind, lane=lane, long=long if long > 150 else 0, turning_point=1 if number == 3 else None
        )
        for number, (day, lane, kind, long) in enumerate(sorted(told), start=1)
    ]
    return layout(events, LANES)


@given(some_events, st.integers(300, 900))
def test_every_event_stands_on_it_with_its_words_or_its_number(
    told: list[tuple[int, str, str, int]], height: int
) -> None:
    placed = drawn(told)
    wall = on_wall(placed, WIDTH, height)
    if wall is None:
        return
    assert wall.layout.height <= height
    assert {thing.event.id for thing in wall.layout.placed} == {thing.event.id for thing in placed.placed}
    with_words = {key for key, said in words(wall).items() if said.startswith("Gebeurtenis")}
    assert all(thing.event.id in with_words or thing.event.number in numbers(wall) for thing in placed.placed)


def assert_nothing_lies_over_words(wall: Wall) -> None:
    scale = WIDTH * (1 - COLUMN) / wall.layout.window.days
    taken: dict[tuple[int, int], list[tuple[float, float, str]]] = {}
    for thing in wall.layout.placed:
        row = taken.setdefault((thing.lane, thing.y), [])
        row.append((*(max(side, 0.0) for side in extents([thing], scale)[0]), thing.event.id))
    for label in wall.labels:
        if label.inside:
            continue
        at = label.at * scale + label.dx
        wide = text_width(label.text)
        left, right = (at - wide, at) if label.before else (at, at + wide)
        for begin, end, event_id in taken[label.lane, label.y]:
            assert event_id == label.event_id or right <= begin + 1 or left >= end - 1


@given(some_events)
def test_no_words_lie_over_other_words_or_over_an_event(told: list[tuple[int, str, str, int]]) -> None:
    wall = on_wall(drawn(told), WIDTH, HEIGHT)
    if wall is not None:
        assert_nothing_lies_over_words(wall)


@given(some_events, st.integers(300, 900))
def test_a_whole_one_has_all_words_of_every_event_within_its_height(
    told: list[tuple[int, str, str, int]], height: int
) -> None:
    placed = drawn(told)
    wall = whole_on_wall(placed, WIDTH, height)
    if wall is None:
        return
    assert wall.layout.height <= height
    assert words(wall) == {thing.event.id: thing.event.title for thing in placed.placed}
    assert_nothing_lies_over_words(wall)


def test_a_whole_one_takes_the_height_that_there_is() -> None:
    placed = layout([event(1, 10), event(2, 300, lane="f"), event(3, 600)], LANES)
    low, high = (whole_on_wall(placed, WIDTH, height) for height in (170, 210))
    assert low is not None
    assert high is not None
    assert 170 - 3 <= low.layout.height <= 170 < 210 - 3 <= high.layout.height <= 210
    tall = whole_on_wall(placed, WIDTH, 5000)
    assert tall is not None
    assert tall.layout.height < 4 * SPREAD + 100  # no further apart than what belongs together may be


def test_there_is_no_whole_one_where_something_would_be_shortened() -> None:
    def is_whole(name: str = "De Veerboot", title: str = "Gesprek", chapter: str = "Rust", width: int = WIDTH) -> bool:
        lanes = (LANES[0], Lane("o", name, "care", 2))
        events = [replace(event(number, 30 * number), title=title) for number in range(1, 9)]
        placed = layout(events, lanes, chapters=[DrawnChapter("h", chapter, FIRST, FIRST + timedelta(days=90))])
        return whole_on_wall(placed, width, HEIGHT) is not None

    assert is_whole()
    assert not is_whole(name="Stichting Samenwerkende Jeugdhulpverlening Rietdorp en omstreken")
    assert not is_whole(name="Jeugdhulpverleningsorganisatie")
    assert not is_whole(title="Een lang gesprek " * 20)
    assert not is_whole(chapter="De ouders gaan uit elkaar en het wordt heel onrustig")
    assert not is_whole(width=200)


def test_turning_points_meetings_and_court_steps_have_words_before_anything_else() -> None:
    events = [event(number, 8 * number) for number in range(1, 60)]
    events[20] = event(21, 168, turning_point=1)
    events[40] = event(41, 328, kind="mdo")
    wall = on_wall(layout(events, LANES), WIDTH, 260)
    assert wall is not None
    assert wall.is_fair
    told = {key for key, said in words(wall).items() if said.startswith("Gebeurtenis")}
    assert {"e21", "e41"} <= told
    assert len(told) < 20


def test_of_two_that_cannot_both_have_words_the_telling_one_has() -> None:
    ordinary, telling = event(1, 100), event(2, 112, kind="court_step")
    wall = on_wall(layout([ordinary, telling, event(3, 200), event(4, 900)], LANES), WIDTH, 156)
    assert wall is not None
    assert wall.layout.lanes[2].rows == 2
    assert words(wall)["e1"] == "1"
    assert words(wall)["e2"] == "Gebeurtenis 2 thuis"


def test_events_too_near_to_each_other_share_a_place_and_tell_all_their_numbers() -> None:
    wall = on_wall(
        layout([event(number, 100 + number) for number in range(1, 11)] + [event(11, 900)], LANES), WIDTH, 200
    )
    assert wall is not None
    assert any("–" in said for said in words(wall).values())
    with_words = {int(key[1:]) for key, said in words(wall).items() if said.startswith("Gebeurtenis")}
    assert numbers(wall) | with_words == set(range(1, 12))


def test_what_does_not_fit_gives_no_drawing() -> None:
    placed = layout([event(number, 5) for number in range(1, 120)] + [event(120, 900)], LANES)
    assert on_wall(placed, WIDTH, HEIGHT) is None
    assert on_wall(placed, WIDTH, 2000) is not None
    many = layout([event(number, number) for number in range(1, MOST + 2)], LANES)
    assert on_wall(many, WIDTH, 9000) is None


def test_where_there_is_room_rows_are_as_far_apart_as_on_the_screen() -> None:
    placed = layout([event(number, 300 * number) for number in range(1, 4)], LANES)
    low, high = on_wall(placed, WIDTH, 141), on_wall(placed, WIDTH, 900)
    assert low is not None
    assert high is not None
    assert high.bar == 20
    assert low.layout.height < high.layout.height


def test_only_what_is_in_view_takes_room() -> None:
    events = [event(number, number // 4) for number in range(1, 100)] + [event(100, 800), event(101, 850)]
    days = Window(FIRST + timedelta(days=700), FIRST + timedelta(days=900))
    wall = on_wall(layout(events, LANES, window=days), WIDTH, 200)
    assert wall is not None
    assert {thing.event.id for thing in wall.layout.placed} == {"e100", "e101"}


def test_a_meeting_keeps_its_line_and_who_was_there_and_missing() -> None:
    meeting = event(1, 100, kind="mdo", lane="o", present=("f",), missing=("c",))
    placed = layout(
        [meeting, event(2, 800)], LANES, [DrawnChapter("h", "Het begin", FIRST, FIRST + timedelta(days=400))]
    )
    wall = on_wall(placed, WIDTH, 400)
    assert wall is not None
    (line,) = wall.layout.meetings
    lanes = wall.layout.lanes
    assert [number for number, _ in line.present] == [0]
    assert [number for number, _ in line.missing] == [1]
    for number, y in (*line.present, *line.missing):
        assert lanes[number].top < y < lanes[number].top + lanes[number].height
    assert line.top < line.bottom
