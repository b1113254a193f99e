"""How measured figures are told."""

from __future__ import annotations

import json

from bench.figures import Figure, as_table, keep, side_by_side

OWN = Figure("cold start", 2.0, "s", "median of 5", aim=1)
DRAWN = [
    Figure("60 events: drawn", 120.0, "ms", "5 turns", tool="Terugblik"),
    Figure("60 events: drawn", 100.0, "ms", "5 turns", tool="the limit"),
    Figure("60 events: zoom", 40.0, "ms", "5 turns", tool="the limit"),
]


def test_an_aim_that_was_not_reached_is_marked():
    assert "| cold start | 2 s | 1 s, **missed** | median of 5 |" in as_table([OWN])


def test_the_least_that_something_should_be_is_told_as_such():
    assert not Figure("faster", 2.0, "×", "", aim=3, at_least=True).reached
    assert "at least 3 ×, **missed**" in as_table([Figure("faster", 2.0, "×", "", aim=3, at_least=True)])


def test_tools_stand_beside_each_other_and_what_one_cannot_is_a_dash():
    assert side_by_side(DRAWN).splitlines() == [
        "| what | Terugblik | the limit |",
        "|---|---:|---:|",
        "| 60 events: drawn | 120 ms | 100 ms |",
        "| 60 events: zoom | – | 40 ms |",
    ]


def test_the_figures_of_several_tools_stand_in_a_table_of_their_own():
    own, beside = as_table([OWN, *DRAWN]).split("\n\n")
    assert "Terugblik" not in own
    assert beside == side_by_side(DRAWN)
    assert as_table([OWN]).count("| what |") == 1


def test_what_is_kept_names_the_tool(tmp_path):
    keep(DRAWN, {"processors": "2"}, tmp_path / "kept.json")
    kept = json.loads((tmp_path / "kept.json").read_text(encoding="utf-8"))
    assert [figure["tool"] for figure in kept["figures"]] == ["Terugblik", "the limit", "the limit"]
