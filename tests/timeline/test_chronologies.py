"""Chronologies that nobody saw before, in every layout: rows and dates come in as they were meant."""

from __future__ import annotations

import pytest

from bench.chronologies import LAYOUTS, accuracy, measure

ENOUGH = 0.98


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_chronology_of_any_layout_comes_in_whole(layout):
    measured = measure(layout)
    assert min(measured.recall, measured.precision, measured.dates) >= ENOUGH, measured


def test_the_figures_are_told_for_every_layout(monkeypatch):
    few = {name: LAYOUTS[name] for name in list(LAYOUTS)[:2]}
    monkeypatch.setattr("bench.chronologies.LAYOUTS", few)
    assert [figures[0] for figures in accuracy()] == list(few)
