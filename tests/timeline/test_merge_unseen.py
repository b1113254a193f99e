"""Chronologies that the merge was not made on: five organisations in their own words, with the truth known."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.merging import accuracy, make_chronologies, measure
from timeline.dates import from_edtf, parse_date
from timeline.kinds import guess_kind
from timeline.merge import Telling, find_same
from timeline.merge_candidates import MOST, MOST_OF_ONE_DAY, candidates
from timeline.merge_dates import timing
from timeline.merge_score import Look, Matter
from timeline.merge_words import gist, stem, take_apart

SEEDS = range(6)


@pytest.mark.parametrize("vocabulary", ["first", "second", "third"])
def test_what_belongs_together_is_joined_or_asked_about_and_nothing_else_is_joined(vocabulary: str) -> None:
    found = accuracy(SEEDS, vocabulary)
    assert found.true > 400
    assert found.sure_precision >= 0.99
    assert found.precision >= 0.98
    assert found.recall >= 0.98
    assert found.asked < found.true  # asking about everything would be no help


def test_in_words_that_the_merge_hardly_knows_nothing_is_joined_that_is_apart() -> None:
    found = accuracy(SEEDS, "fourth")
    assert found.sure_precision >= 0.99
    assert found.precision >= 0.98
    assert found.recall >= 0.9


def test_the_same_seed_gives_the_same_case() -> None:
    assert make_chronologies(7) == make_chronologies(7)
    assert make_chronologies(7) != make_chronologies(8)
    assert measure(make_chronologies(7)) == measure(make_chronologies(7))


def told(key: str, teller: str, title: str, when: str, **more: str) -> Telling:
    return Telling(key, teller, title, "", parse_date(when), guess_kind(title), (), more.get("lane", "A"))


@pytest.mark.parametrize("title", ["MDO over de omgang", "Gesprek met moeder", "Evaluatie speltherapie"])
@pytest.mark.parametrize("days", [7, 10, 14])
def test_a_series_stays_a_series(title: str, days: int) -> None:
    dates = [f"{1 + days * number}-3-2021" for number in range(3)]
    tellings = [told(f"{teller}{day}", teller, title, day) for teller in "ABC" for day in dates]
    groups = {frozenset(group) for group in find_same(tellings).groups}
    assert groups == {frozenset(f"{teller}{day}" for teller in "ABC") for day in dates}


def test_who_knows_only_the_month_is_asked_which_of_a_series_it_was() -> None:
    tellings = [told("A1", "A", "MDO", "3-3-2021"), told("A2", "A", "MDO", "17-3-2021")]
    tellings.append(told("B", "B", "MDO", "maart 2021"))
    merging = find_same(tellings)
    assert len(merging.groups) == 3
    assert {(pair.a, pair.b) for pair in merging.doubtful} == {("A1", "B"), ("A2", "B")}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Start IAG", "Start intensieve ambulante gezinsbehandeling"),
        ("Aanmelding ouderschapsbemiddeling", "Aanmelding bemiddeling"),
        ("Mediationtraject afgerond", "Mediation afgerond"),
        ("Start paardencoaching", "Start coaching met paarden"),
    ],
)
def test_an_abbreviation_and_a_compound_are_what_they_stand_for(one: str, other: str) -> None:
    merging = find_same([told("1", "A", one, "3-3-2021"), told("2", "B", other, "3-3-2021")])
    assert len(merging.groups) == 1


def test_a_slip_of_a_day_is_asked_about() -> None:
    merging = find_same([told(day, day, "OTS uitgesproken", day) for day in ("3-3-2021", "4-3-2021")])
    assert (len(merging.groups), len(merging.doubtful)) == (2, 1)


def test_of_two_groups_one_question_is_asked() -> None:
    days = ["3-3-2021"] * 2 + ["4-3-2021"] * 2
    tellings = [told(teller, teller, "Zitting gezag", day) for teller, day in zip("ABCD", days, strict=True)]
    merging = find_same(tellings)
    assert (len(merging.groups), len(merging.doubtful)) == (2, 1)


def test_what_somebody_kept_apart_is_neither_joined_nor_asked_nor_joined_through_a_third() -> None:
    tellings = [told(teller, teller, "Zitting gezag", "3-3-2021") for teller in "ABC"]
    assert find_same(tellings).groups == (("A", "B", "C"),)
    merging = find_same(tellings, apart={frozenset("AB")})
    assert not any({"A", "B"} <= set(group) for group in merging.groups)
    assert frozenset("AB") not in {frozenset((pair.a, pair.b)) for pair in merging.doubtful}


# No list makes it slow


def look(key: str, teller: str, title: str, edtf: str) -> Look:
    about = gist(take_apart(title))
    matter = Matter((title,), "mdo", "mdo", about, about.weighed, about.acts)
    return Look(key, teller, "A", edtf, timing(from_edtf(edtf)), (title, ""), frozenset(), matter)


@pytest.mark.parametrize("edtf", ["2021-03-03", "2021-03", "2021", "2021-03-03/2021-05", "2021-21", "XXXX"])
def test_however_alike_the_tellings_are_each_is_compared_with_no_more_than_so_many(edtf: str) -> None:
    looks = [look(f"{number:04}", "ABCDE"[number % 5], "MDO over de omgang", edtf) for number in range(1_200)]
    pairs = [frozenset((a.key, b.key)) for a, b in candidates(looks)]
    assert 0 < len(pairs) == len(set(pairs))
    assert len(pairs) <= len(looks) * (MOST_OF_ONE_DAY + 2 * MOST + 40)


def test_the_result_does_not_hang_on_the_order_in_which_a_process_keeps_its_words() -> None:
    """Long lists are compared up to a number of others; which ones must be the same in every process."""
    program = (
        "from hashlib import sha256; from bench.merging import lists_of; from timeline.merge import find_same; "
        "print(sha256(repr(find_same(lists_of(500, years=2))).encode()).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1


@pytest.mark.parametrize(("one", "other"), [("aangehouden", "aanhouding"), ("begeleide", "begeleiding")])
def test_what_was_done_and_the_doing_are_one_word(one: str, other: str) -> None:
    assert stem(one) == stem(other)


words = st.text("bcdfghjklmnpqrstvwxz", min_size=4, max_size=9)


@given(st.lists(words, min_size=1, max_size=4), st.lists(words, min_size=1, max_size=4))
def test_what_two_tell_of_one_day_in_one_lane_is_joined_or_asked_about_in_whatever_words(
    mine: list[str], theirs: list[str]
) -> None:
    merging = find_same([told("1", "A", " ".join(mine), "14-3-2021"), told("2", "B", " ".join(theirs), "14-3-2021")])
    assert len(merging.groups) == 1 or {(pair.a, pair.b) for pair in merging.doubtful} == {("1", "2")}
