"""What was merged before is not merged again, and nothing that is told differently gets an old result."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app import merged_before
from app.merged_before import KEPT, MergedBefore
from bench.merging import make_chronologies
from timeline.merge import Merging, Telling, find_same

TOLD = make_chronologies(1, moments=20).tellings


@pytest.fixture
def merged(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many tellings each merge had that was really done."""
    done: list[int] = []

    def counting(tellings: tuple[Telling, ...], apart: frozenset[frozenset[str]]) -> Merging:
        done.append(len(tellings))
        return find_same(tellings, apart)

    monkeypatch.setattr(merged_before, "find_same_in_time", counting)
    return done


def test_the_same_tellings_are_merged_once_in_whatever_order_they_come(merged: list[int]) -> None:
    before = MergedBefore()
    assert before.find_same(TOLD) == before.find_same(TOLD[::-1]) == find_same(TOLD)
    assert len(merged) == 1


def test_another_word_or_another_viewer_is_another_merge(merged: list[int]) -> None:
    before = MergedBefore()
    for told in (TOLD, TOLD[1:], (replace(TOLD[0], title="Anders"), *TOLD[1:])):
        assert before.find_same(told) == find_same(told)
    assert len(merged) == 3


def test_only_so_many_are_kept(merged: list[int]) -> None:
    before = MergedBefore()
    for count in range(KEPT + 1):
        before.find_same(TOLD[count:])
    before.find_same(TOLD)
    assert len(merged) == KEPT + 2


def test_what_is_kept_apart_is_another_merge_and_accepting_remembers_what_the_preview_found(merged: list[int]) -> None:
    before = MergedBefore()
    apart = frozenset({frozenset((TOLD[0].key, TOLD[1].key))})
    assert before.find_same(TOLD, apart) == before.find_same_at_last(TOLD, apart) == find_same(TOLD, apart)
    before.find_same(TOLD)
    assert len(merged) == 2


def test_of_very_large_ones_fewer_are_kept(merged: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merged_before, "MOST", 1)
    before = MergedBefore()
    for told in (TOLD, TOLD[1:], TOLD[1:], TOLD):
        before.find_same(told)
    assert len(merged) == 3
