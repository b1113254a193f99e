"""What runs on without a space is no word: nobody looks for a meaning in it, and nobody has to wait for it."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from timeline import comparing
from timeline.comparing import ComparingTookTooLong, find_same_in_time
from timeline.dates import parse_date
from timeline.kinds import guess_kind
from timeline.merge import Telling, find_same
from timeline.metrics import wrap
from timeline.readers import read_here

LONG = {
    "a letter": "x" * 20_000,
    "a capital": "X" * 20_000,
    "marks between letters": "a-" * 10_000,
    "digits": "9" * 20_000,
    "words that begin as words of the field": "gezagsbeslissing" * 1_250,
}


def telling(key: str, title: str, description: str = "") -> Telling:
    return Telling(key, key[:1], title, description, parse_date("14-3-2021"), "other", (), key[:1])


@pytest.mark.parametrize("sort", LONG)
def test_a_very_long_word_takes_no_longer_to_read_and_to_compare_than_any_word(sort: str) -> None:
    find_same([telling("a", "Gesprek"), telling("b", "Gesprek")])  # what is loaded once does not count
    begin = time.process_time()
    read = read_here("lijst.csv", f"Datum;Wat\n14-3-2021;Gesprek\n15-3-2021;{LONG[sort]}\n".encode())
    assert len(read.rows) == 2
    find_same([telling("a", "Gesprek", LONG[sort]), telling("b", LONG[sort]), telling("c", LONG[sort])])
    assert time.process_time() - begin < 1.5


def test_a_very_long_word_on_the_drawing_is_broken_at_once() -> None:
    begin = time.process_time()
    assert wrap(LONG["a letter"], 60) == ("xxxxxxxx-", "xxxxxxxx-", "xxxxxxxx…")
    assert wrap("x", 1) == ("x",)
    assert time.process_time() - begin < 0.5


def test_what_stands_beside_a_very_long_word_still_tells() -> None:
    assert guess_kind(f"{LONG['a letter']} huisbezoek") == "contact"
    merging = find_same(
        [telling("a", f"MDO over de omgang {LONG['a letter']}"), telling("b", f"{LONG['digits']} MDO over de omgang")]
    )
    assert merging.groups == (("a", "b"),)


def test_very_many_tellings_are_compared_in_a_process_of_its_own_with_the_same_outcome(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tellings = [telling(f"{teller}{at}", f"MDO {at}") for teller in "ab" for at in range(5)]
    tellings += [
        replace(tellings[0], key="a9", date=None),
        replace(tellings[6], key="b9", date=parse_date("maart 2021")),
    ]
    apart = {frozenset(("a1", "b1"))}
    monkeypatch.setattr(comparing, "FEW", 0)
    assert find_same_in_time(tellings, apart) == find_same(tellings, apart)


def test_comparing_ends_also_when_it_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "FEW", 0)
    monkeypatch.setattr(comparing, "MAX_SECONDS", 0)
    with pytest.raises(ComparingTookTooLong):
        find_same_in_time([telling("a", "MDO")])
