"""What people are asked about because little is told around that time, however differently it is worded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.dates import parse_date
from timeline.kinds import guess_kind
from timeline.merge import Merging, Telling, find_same
from timeline.merge_asking import MOST_ASKED
from timeline.merge_hints import hints

SCHOOL, COURT, SAFE_HOME = "Basisschool De Linde", "Rechtbank", "Veilig Thuis"
PROTECTION, TEAM, CARE = "Jeugdbescherming Delta", "Wijkteam Noord", "GGZ Oever"


def told(teller: str, when: str, title: str, *who: str) -> Telling:
    return Telling(f"{teller} {when} {title}", teller, title, "", parse_date(when), guess_kind(title), who, teller)


def asked(merging: Merging) -> list[frozenset[str]]:
    return [frozenset((pair.a, pair.b)) for pair in merging.doubtful]


def is_asked(one: Telling, other: Telling, *others: Telling) -> bool:
    return frozenset((one.key, other.key)) in asked(find_same([one, other, *others]))


def crowd(a_day: int) -> list[Telling]:
    """What others tell of a spring in which so much happens on every day."""
    days = (date(2021, 3, 1) + timedelta(days=day) for day in range(90))
    tellers = ("A", "B", "C", "D", "E")
    return [
        told(tellers[number % 5], day.strftime("%-d-%-m-%Y"), f"Zwemles {day.toordinal()} {number}")
        for day in days
        for number in range(a_day)
    ]


# A day


def test_two_tellings_of_one_day_are_asked_about_when_little_else_is_told():
    assert is_asked(told(SCHOOL, "14-4-2021", "Lotte was erg stil"), told(TEAM, "14-4-2021", "Opa in het ziekenhuis"))


def test_two_tellings_of_one_day_are_not_asked_about_when_every_day_is_full():
    pair = told(SCHOOL, "14-4-2021", "Lotte was erg stil"), told(TEAM, "14-4-2021", "Opa in het ziekenhuis")
    assert not is_asked(*pair, *crowd(a_day=3))


def test_a_day_later_is_asked_about_only_when_something_is_shared():
    loud = told(TEAM, "14-4-2021", "Ruzie op het plein")
    assert is_asked(loud, told(SCHOOL, "15-4-2021", "Gisteren stonden ouders bij de poort te schreeuwen"), *crowd(0))
    busy = [told(teller, f"{day}-4-2021", f"Zwemles {day}") for day in range(1, 29, 4) for teller in "ABC"]
    assert not is_asked(loud, told(CARE, "15-4-2021", "Medicatie opgehoogd"), *busy)


def test_a_talk_with_one_parent_is_not_asked_about_with_a_talk_with_the_other():
    mother, father = (
        told(by, "14-4-2021", f"Gesprek met {whom}") for by, whom in ((SCHOOL, "moeder"), (TEAM, "vader"))
    )
    assert not is_asked(mother, father)


def test_what_is_only_asked_about_is_not_joined():
    merging = find_same([told(SCHOOL, "14-4-2021", "Lotte stil"), told(TEAM, "14-4-2021", "Opa in het ziekenhuis")])
    assert len(merging.groups) == 2


# Only the month


@pytest.mark.parametrize(
    ("exact", "vague"),
    [
        (told(SAFE_HOME, "14-4-2021", "Kind gesproken"), told(SCHOOL, "april 2021", "VT was hier voor Lotte")),
        (told(COURT, "14-4-2021", "OTS verlengd"), told(SCHOOL, "april 2021", "De voogd blijft nog een jaar")),
        (told(TEAM, "14-4-2021", "Vader woont samen"), told(SCHOOL, "april 2021", "Papa heeft een vriendin in huis")),
        (told(CARE, "14-4-2021", "Laatste EMDR-sessie"), told(PROTECTION, "april 2021", "Traumatherapie klaar")),
        (told(CARE, "14-4-2021", "Psychiater ziet Lotte"), told(TEAM, "mei 2021", "Lotte bij de psychiater geweest")),
    ],
)
def test_who_knows_only_the_month_is_asked_about_what_shares_something(exact, vague):
    if vague.date == parse_date("mei 2021"):
        exact = told(CARE, "29-4-2021", exact.title)  # heard of some days later
    assert is_asked(exact, vague)


def test_who_knows_only_the_month_is_not_asked_about_what_shares_nothing():
    assert not is_asked(told(SCHOOL, "april 2021", "Rekentoets"), told(CARE, "14-4-2021", "Medicatie opgehoogd"))


def test_who_knows_only_the_month_is_asked_about_the_best_few_and_the_best_first():
    vague = told(SCHOOL, "april 2021", "Juf hoort dat Lotte wegliep bij de psycholoog")
    best = told(CARE, "20-4-2021", "Lotte weggelopen uit de kamer van de psycholoog")
    others = [told(TEAM, f"{day}-4-2021", f"Nota {day} van de school over Lotte") for day in range(1, 28, 3)]
    doubtful = sorted(find_same([vague, best, *others]).doubtful, key=lambda pair: -pair.score)
    pairs = [{pair.a, pair.b} for pair in doubtful if vague.key in (pair.a, pair.b)]
    assert pairs[0] == {vague.key, best.key}
    assert 1 < len(pairs) <= MOST_ASKED


def test_whose_day_is_known_through_another_is_not_asked_about_other_days():
    exact, vague = told(TEAM, "14-4-2021", "Verhuizing moeder"), told(SCHOOL, "april 2021", "Moeder verhuist")
    other = told(CARE, "26-4-2021", "Moeder vertelt over het nieuwe adres")
    merging = find_same([exact, vague, other])
    assert (exact.key, vague.key) in merging.groups or (vague.key, exact.key) in merging.groups
    assert frozenset((vague.key, other.key)) not in asked(merging)


def test_a_talk_after_a_meeting_is_not_the_meeting():
    after = told(TEAM, "14-4-2021", "Na afloop van het MDO bij moeder langs geweest")
    assert len(find_same([after, told(SCHOOL, "14-4-2021", "MDO")]).groups) == 2


# Hints


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("de ib'er belde", "school"),
        ("juf van groep 4", "school"),
        ("gehoord van vt", "safe_home"),
        ("de gezinsvoogd was er", "youth_protection"),
        ("rvdk doet onderzoek", "child_protection_board"),
        ("bij de psycholoog geweest", "health"),
        ("zitting bij de rb", "court"),
        ("het wijkteam belt", "municipality"),
        ("twee agenten aan de deur", "police"),
    ],
)
def test_a_telling_implies_the_organisation_that_it_does_not_name(text: str, kind: str):
    assert kind in hints([text], "De Meent", "").meant


def test_an_organisation_does_not_mean_itself():
    assert "school" not in hints(["de juf belt moeder"], SCHOOL, SCHOOL).meant


# Laws

titles = st.sampled_from(
    [
        *("School belt VT over Lotte", "Melding van school", "Lotte weggelopen", "Politie brengt Lotte terug", "MDO"),
        *("Zitting OTS", "Voogd blijft nog een jaar", "OTS verlengd", "Start EMDR", "Naar de psycholoog"),
        *("Gesprek met moeder", "Gesprek met vader", "Papa woont samen", "Overleg bij het wijkteam"),
    ]
)
dates = st.sampled_from(
    ["april 2021", "mei 2021", "14-4-2021", "15-4-2021", "28-4-2021", "1-5-2021", "april - mei 2021", "onbekend"]
)


@st.composite
def rows(draw) -> list[Telling]:
    drawn = draw(st.lists(st.tuples(st.sampled_from([SCHOOL, TEAM, CARE]), dates, titles), max_size=14))
    return [
        Telling(f"{number:02d}", teller, title, "", parse_date(when), guess_kind(title), (), teller)
        for number, (teller, when, title) in enumerate(drawn)
    ]


@given(rows(), st.randoms())
@settings(deadline=None)
def test_the_order_in_which_tellings_come_makes_no_difference(tellings: list[Telling], random: Random):
    shuffled = list(tellings)
    random.shuffle(shuffled)
    assert find_same(shuffled) == find_same(tellings)


@given(rows(), st.data())
@settings(deadline=None)
def test_what_was_kept_apart_is_not_asked_about_and_no_organisation_is_asked_about_with_itself(
    tellings: list[Telling], data: st.DataObject
):
    before = find_same(tellings)
    apart = frozenset(data.draw(st.lists(st.sampled_from(asked(before)))) if before.doubtful else ())
    merging = find_same(tellings, apart)
    teller = {telling.key: telling.teller for telling in tellings}
    assert all(len({teller[key] for key in pair}) == 2 for pair in asked(merging))
    assert apart.isdisjoint(asked(merging))
    assert not any(pair <= set(group) for pair in apart for group in merging.groups)


@given(rows())
@settings(deadline=None)
def test_of_two_groups_one_question_is_asked(tellings: list[Telling]):
    merging = find_same(tellings)
    group = {key: number for number, keys in enumerate(merging.groups) for key in keys}
    between: Iterable[frozenset[int]] = [frozenset(group[key] for key in pair) for pair in asked(merging)]
    assert len(set(between)) == len(list(between))
    assert all(len(pair) == 2 for pair in between)
