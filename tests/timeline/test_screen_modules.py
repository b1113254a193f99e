"""What the screen reckons by itself comes to the same as on the server: filters, and lanes that are moved or folded."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest

from timeline.around import Around
from timeline.choosing import Choice
from timeline.dates import from_edtf
from timeline.drawing import DrawnChapter, DrawnEvent, Lane
from timeline.figure import columns
from timeline.layout import layout

MODULES = Path(__file__).parents[2] / "app" / "static" / "js" / "timeline"
NODE = shutil.which("node")
pytestmark = pytest.mark.skipif(NODE is None, reason="node runs the modules outside a browser")
LANES = (
    Lane("family", "Gezin", "family"),
    Lane("gemeente", "Gemeente Rietdorp", "municipality", 1),
    Lane("zorg", "De Veerboot", "care", 2),
    Lane("school", "De Meent", "school", 3),
)
CHAPTERS = (DrawnChapter("c1", "Begin", date(2019, 1, 1), date(2020, 12, 31)),)
AROUND = Around(people=(("p1", "Merel"), ("p2", "Sam")), tags=(("t1", "veiligheid"),))


def happened(number: int, when: str, lane: str, **facts: Any) -> DrawnEvent:
    kind = str(facts.pop("kind", "contact"))
    return DrawnEvent(f"e{number}", number, f"Gebeurtenis {number}", kind, "circle", lane, from_edtf(when), **facts)


EVENTS = (
    happened(1, "2019-02-01", "gemeente", people=("p1",), chapter="c1"),
    happened(2, "2019-03-01", "zorg", kind="mdo", present=("gemeente", "zorg"), missing=("school",), chapter="c1"),
    happened(3, "2019-05-01/2020-03-01", "zorg", tags=("t1",), turning_point=1),
    happened(4, "2019-06-01/2020-01-01", "zorg", people=("p1", "p2"), disputed=True),
    happened(5, "2021-01-01", "family", kind="decision"),
    happened(6, "2021-06-01", "school"),
)


def on_the_screen(script: str, **values: Any) -> Any:
    """What a piece of script gives that uses our modules."""
    assert NODE
    names = "".join(f"const {name} = {orjson.dumps(value).decode()};\n" for name, value in values.items())
    code = f"{script.replace('MODULES', MODULES.as_uri())}".replace("VALUES", names)
    done = subprocess.run(
        [NODE, "--input-type=module", "-e", code], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return orjson.loads(done.stdout)


@pytest.mark.parametrize(
    "choice",
    [
        Choice(),
        Choice(kinds=frozenset({"mdo", "decision"})),
        Choice(organisations=frozenset({"school"})),
        Choice(people=frozenset({"p2"}), organisations=frozenset({"zorg"})),
        Choice(tags=frozenset({"t1"})),
        Choice(chapters=frozenset({"c1"})),
        Choice(only=frozenset({"turning"})),
        Choice(only=frozenset({"disputed"})),
        Choice(only=frozenset({"changed"})),
        Choice(kinds=frozenset({"mdo"}), chapters=frozenset({"c1"}), people=frozenset({"p1"})),
    ],
)
def test_the_screen_keeps_what_the_server_keeps(choice: Choice) -> None:
    made = columns(layout(EVENTS, LANES, CHAPTERS, around=AROUND))
    left_out = on_the_screen(
        "import { leftOut } from 'MODULES/filter.js';\nVALUES"
        "console.log(JSON.stringify([...leftOut(columns, choice, new Set(['e6']))]));",
        columns=made,
        choice={
            "kinds": list(choice.kinds),
            "organisations": list(choice.organisations),
            "people": list(choice.people),
            "tags": list(choice.tags),
            "chapters": list(choice.chapters),
            "only": list(choice.only),
        },
    )
    kept = [key for key, out in zip(made["events"]["id"], left_out, strict=True) if not out]
    assert kept == [event.id for event in EVENTS if choice.keeps(event, {"e6"})]


@pytest.mark.parametrize("order", [(), ("school",), ("zorg", "family"), ("nobody", "school", "zorg")])
@pytest.mark.parametrize("folded", [(), ("zorg",), ("family", "zorg", "school")])
def test_lanes_that_are_moved_and_folded_stand_where_the_server_puts_them(
    order: tuple[str, ...], folded: tuple[str, ...]
) -> None:
    place = {lane: number for number, lane in enumerate(order)}
    lanes = sorted(LANES, key=lambda lane: place.get(lane.id, len(order)))
    here = layout(EVENTS, lanes, CHAPTERS, around=AROUND, folded=folded)
    found = on_the_screen(
        "import { arrange } from 'MODULES/arrangement.js';\nVALUES"
        "const made = arrange(columns, asked);"
        "console.log(JSON.stringify({...made, y: [...made.y]}));",
        columns=columns(layout(EVENTS, LANES, CHAPTERS, around=AROUND)),
        asked={"order": order, "folded": folded},
    )
    assert [LANES[at].id for at in found["lanes"]] == [lane.lane.id for lane in here.lanes]
    by_id = {lane.lane.id: lane for lane in here.lanes}
    assert [found["top"][at] for at in range(4)] == [by_id[lane.id].top for lane in LANES]
    assert [found["height"][at] for at in range(4)] == [by_id[lane.id].height for lane in LANES]
    assert found["y"] == [thing.y for thing in here.placed]
    assert layout(EVENTS, LANES, CHAPTERS, around=AROUND).height + found["shift"] == here.height


def test_only_the_lanes_that_were_moved_stand_in_the_address() -> None:
    asked = on_the_screen(
        "import { askedOrder } from 'MODULES/arrangement.js';\nVALUES"
        "console.log(JSON.stringify(wanted.map((one) => askedOrder(natural, one))));",
        natural=["a", "b", "c", "d"],
        wanted=[["a", "b", "c", "d"], ["c", "a", "b", "d"], ["a", "c", "b", "d"], ["d", "c", "b", "a"]],
    )
    assert asked == [[], ["c"], ["a", "c"], ["d", "c", "b"]]


def test_the_rows_of_an_event_in_two_lanes_follow_both() -> None:
    """By family member an event runs through other lanes; where it is drawn decides its height."""
    events = [replace(EVENTS[0], lane="family", organisation="gemeente", also=("zorg",))]
    made = columns(layout(events, LANES[:3], owners=LANES, folded=()))
    found = on_the_screen(
        "import { arrange } from 'MODULES/arrangement.js';\nVALUES"
        "const made = arrange(columns, {order: ['zorg'], folded: ['family']});"
        "console.log(JSON.stringify([...made.y]));",
        columns=made,
    )
    moved = layout(events, [LANES[2], LANES[0], LANES[1]], owners=LANES, folded=("family",))
    assert found == [thing.y for thing in moved.placed]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("gebeurtenis", ["e1", "e2", "e3", "e4", "e5", "e6"]),
        ("GEBEURTENIS 3", ["e3"]),
        ("veilig", ["e3"]),
        ("sam zorg", []),
        ("merel veerboot", ["e4"]),
        ("begin mdo", ["e2"]),
        ("besluit", ["e5"]),
        ("méént", ["e1", "e2", "e6"]),
        ("merkwaardig veerboot", ["e4"]),
        ("  ", []),
    ],
)
def test_a_search_finds_words_in_all_that_is_told_of_an_event(asked: str, found: list[str]) -> None:
    made = columns(layout(EVENTS, LANES, CHAPTERS, around=AROUND))
    hits = on_the_screen(
        "import { find, textsOf, wordsOf } from 'MODULES/search.js';\nVALUES"
        "console.log(JSON.stringify(find(textsOf(columns, told), wordsOf(asked), new Uint8Array(9))));",
        columns=made,
        told={"e4": "Een merkwaardig gesprek"},
        asked=asked,
    )
    assert [made["events"]["id"][at] for at in hits] == found
