"""Which tellings are one event: on the sample case, on pairs of the field, and as laws."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.dates import from_edtf, parse_date, unknown_date
from timeline.kinds import guess_kind, kinds
from timeline.merge import DOUBTFUL, Telling, find_same, placing_date
from timeline.readers import read_here

SAMPLES = Path(__file__).parents[2] / "app" / "demo" / "samples"
MUNICIPALITY, PROVIDER, PROTECTION = "Gemeente Rietdorp", "De Veerboot", "Jeugdbescherming Zuiderlicht"
FILES = {MUNICIPALITY: "gemeente.xlsx", PROVIDER: "zorgaanbieder.csv", PROTECTION: "jeugdbescherming.docx"}

# The events that more than one sample file tells: the row in the sheet, the line, the row in the Word table.
TOLD_TWICE_OR_MORE = [
    *[(4, None, 2), (13, 2, None), (14, None, 3), (16, 4, None), (17, 5, None), (18, 6, None), (19, None, 4)],
    *[(20, None, 5), (22, None, 6), (26, 11, None), (27, None, 7), (28, None, 8), (29, None, 9), (30, 12, None)],
    *[(31, None, 10), (34, None, 11), (35, None, 13), (36, 14, 15), (37, None, 16), (38, 15, 21), (None, 16, 22)],
    *[(None, 18, 24), (None, 19, 27), (None, 20, 28), (None, 21, 30), (40, 22, 31), (None, 23, 35), (42, 24, 36)],
    *[(43, None, 40), (44, None, 41), (46, 26, None)],
]


def tellings_of(organisation: str) -> list[Telling]:
    """What one organisation's sample file tells."""
    name = FILES[organisation]
    return [
        Telling(
            key=f"{organisation} {row.number}",
            teller=organisation,
            title=row.title,
            description=row.description,
            date=row.date,
            kind=row.kind,
            who=row.who,
            lane={None: organisation, "Gezin": ""}.get(row.organisation, row.organisation or ""),
        )
        for row in read_here(name, (SAMPLES / name).read_bytes()).rows
    ]


@pytest.fixture(scope="module")
def sample() -> list[Telling]:
    return [telling for organisation in FILES for telling in tellings_of(organisation)]


def expected_groups(organisations: set[str]) -> set[frozenset[str]]:
    """The events of the table that more than one of these organisations tells."""
    groups = set()
    for numbers in TOLD_TWICE_OR_MORE:
        told = zip(FILES, numbers, strict=True)
        keys = frozenset(f"{name} {number}" for name, number in told if number and name in organisations)
        if len(keys) > 1:
            groups.add(keys)
    return groups


def telling(
    title: str, when: str = "15-1-2018", *, teller: str = "A", kind: str = "", key: str = "", who=()
) -> Telling:
    return Telling(
        key=key or teller,
        teller=teller,
        title=title,
        description="",
        date=parse_date(when),
        kind=kind or guess_kind(title),
        who=tuple(who),
        lane=teller,
    )


def are_joined(one: Telling, other: Telling) -> bool:
    return len(find_same([one, other]).groups) == 1


# The sample case


def test_the_three_samples_hold_106_tellings(sample):
    assert [len(tellings_of(organisation)) for organisation in FILES] == [40, 26, 40]
    assert len(sample) == 106


def test_the_three_samples_are_71_events_exactly_as_their_table_says(sample):
    merging = find_same(sample)
    assert len(merging.groups) == 71
    assert {frozenset(group) for group in merging.groups if len(group) > 1} == expected_groups(set(FILES))
    assert sorted(key for group in merging.groups for key in group) == sorted(told.key for told in sample)


@pytest.mark.parametrize("pair", list(combinations(FILES, 2)), ids=" and ".join)
def test_two_of_the_samples_join_as_they_do_within_all_three(pair):
    merging = find_same([told for organisation in pair for told in tellings_of(organisation)])
    assert {frozenset(group) for group in merging.groups if len(group) > 1} == expected_groups(set(pair))


def test_the_more_precise_date_places_the_event(sample):
    dates = {told.key: told.date for told in sample}
    separation = next(group for group in find_same(sample).groups if f"{MUNICIPALITY} 4" in group)
    assert placing_date(dates[key] for key in separation).edtf == "2018-07"


# Pairs of the field

SAME = [
    ("3-2-2021", "Uithuisplaatsing van beide kinderen", "3-2-2021", "Kinderen geplaatst in pleeggezin"),
    ("10-5-2020", "Moeder verhuist naar een andere stad", "mei 2020", "Verhuizing moeder"),
    ("12-3-2019", "Start EMDR bij zoon", "12-3-2019", "EMDR-traject begint"),
    ("12-3-2019", "Intake FACT", "12-3-2019", "Intakegesprek bij het FACT-team"),
    ("1-6-2020", "Huisverbod vader", "1-6-2020", "Burgemeester legt vader huisverbod op"),
    ("7-6-2020", "Kort geding over vakantie", "7-6-2020", "Uitspraak kort geding: vakantie bij moeder"),
    ("7-6-2020", "Ouders tekenen veiligheidsplan", "juni 2020", "Veiligheidsafspraken vastgelegd"),
    ("7-6-2020", "Verzoek UHP ingediend", "7-6-2020", "GI verzoekt machtiging uithuisplaatsing"),
    ("20-6-2020", "Ondertoezichtstelling voor zes maanden", "20-6-2020", "Beschikking OTS"),
    ("20-6-2020", "Kinderrechter spreekt OTS uit", "20-6-2020", "Uitspraak: ondertoezichtstelling"),
    ("2-9-2020", "Nieuwe gezinsvoogd", "sept 2020", "Overdracht naar andere jeugdbeschermer"),
    ("2-9-2020", "Casushouder wisselt", "2-9-2020", "Nieuwe casusregisseur"),
    ("2-9-2020", "Rondetafelgesprek", "2-9-2020", "MDO met alle partners"),
    ("5-10-2020 t/m 20-1-2021", "Raadsonderzoek", "okt 2020 - jan 2021", "RvdK doet onderzoek"),
    ("5-10-2020 t/m 20-1-2021", "Omgangsbegeleiding", "okt 2020 - jan 2021", "Begeleide omgang bij het omgangshuis"),
    ("15-1-2018", "Zorgmelding door huisarts bij VT", "januari 2018", "Veilig Thuis ontvangt melding van de huisarts"),
    ("15-1-2018", "Hoger beroep door moeder ingesteld", "15-1-2018", "Moeder gaat in beroep"),
    ("15-1-2018", "Aanmelding mediation", "15-1-2018", "Ouders verwezen naar mediation"),
    ("15-1-2018", "Mediation stopt zonder resultaat", "jan 2018", "Mediation beëindigd"),
    ("15-1-2018", "Zoon gaat naar de brugklas", "15-1-2018", "Start middelbare school zoon"),
    ("lente 2019", "Moeder heeft een nieuwe vriend", "april 2019", "Nieuwe partner van moeder"),
    ("15-1-2018", "OTS opgeheven", "15-1-2018", "Einde ondertoezichtstelling"),
    ("15-1-2018", "Dochter loopt weg", "15-1-2018", "Dochter weggelopen, politie zoekt mee"),
    ("15-1-2018", "Bericht: UHP toegewezen", "15-1-2018", "Kinderrechter wijst uithuisplaatsing toe"),
    ("mei 2020", "MDO 3", "12-5-2020", "MDO over veiligheid"),
]
APART = [
    ("15-1-2018", "Zitting gezag", "15-1-2018", "Uitspraak gezag"),
    ("15-1-2018", "Gesprek met moeder", "15-1-2018", "Gesprek met vader"),
    ("15-1-2018", "Gesprek met moeder", "17-1-2018", "Gesprek met moeder"),
    ("15-1-2018", "Huisbezoek bij vader", "15-1-2018", "Telefonisch contact met school"),
    ("15-1-2018", "Aanmelding speltherapie", "15-1-2018", "Aanmelding ouderschapstraject"),
    ("15-1-2018", "Aanmelding speltherapie", "15-1-2018 t/m 1-5-2018", "Wachtlijst speltherapie"),
    ("15-1-2018", "Aanmelding speltherapie", "15-1-2018", "Op de wachtlijst voor speltherapie"),
    ("1-5-2018", "Start speltherapie", "1-5-2018 t/m 1-9-2018", "Speltherapie"),
    ("1-9-2018", "Speltherapie afgerond", "1-5-2018 t/m 1-9-2018", "Speltherapie"),
    ("jan t/m mei 2018", "Wachttijd speltherapie", "jan t/m mei 2018", "Speltherapie"),
    ("1-9-2018", "OTS verlengd", "1-9-2018", "OTS wordt niet verlengd"),
    ("1-9-2018", "OTS uitgesproken", "1-9-2018", "OTS verlengd"),
    ("1-9-2018", "Verzoek verlenging OTS", "1-9-2018", "OTS verlengd"),
    ("sept 2018", "MDO 3", "1-9-2018", "MDO 4"),
    ("1-9-2018", "MDO", "1-10-2018", "MDO"),
    ("1-9-2018", "MDO over veiligheid", "1-9-2018", "Zorgmelding bij Veilig Thuis"),
    ("1-9-2018", "Jeugdbeschermer 1 valt uit", "sept 2018", "Nieuwe jeugdbeschermer"),
    ("1-9-2018", "Zorgmelding over zoon", "1-9-2018", "Zitting over zoon"),
    ("1-9-2018", "Zorgmelding van politie bij Veilig Thuis", "1-9-2018", "School meldt bij Veilig Thuis"),
    ("1-9-2018", "Vader gaat in hoger beroep", "1-9-2018", "Vader trekt hoger beroep in"),
    ("1-9-2018", "Moeder verhuist", "sept 2018", "Vader verhuist"),
    ("1-9-2018", "Raadsonderzoek start", "1-9-2018", "Raadsrapport ontvangen"),
    ("zomer 2018", "Ouders hebben veel ruzie", "aug 2018", "Vader verhuist naar zijn zus"),
    ("2018", "Problemen op school", "mei 2018", "School belt over verzuim"),
    ("1-9-2018", "School belt over verzuim", "1-9-2018", "MDO op school"),
    ("1-9-2018", "Verzoekschrift echtscheiding", "1-9-2018", "Echtscheiding uitgesproken"),
    ("1-9-2018", "Contactverbod vader", "1-9-2018", "Aangifte tegen vader door moeder"),
    ("1-9-2018", "Veilig Thuis start onderzoek", "1-9-2018", "Veilig Thuis sluit onderzoek af"),
    ("onbekend", "Opa biedt hulp aan", "1-9-2018", "Opa biedt hulp aan"),
]


@pytest.mark.parametrize(("when", "title", "other_when", "other_title"), SAME)
def test_two_ways_of_telling_one_moment_are_joined(when, title, other_when, other_title):
    assert are_joined(telling(title, when), telling(other_title, other_when, teller="B"))


@pytest.mark.parametrize(("when", "title", "other_when", "other_title"), APART)
def test_two_moments_stay_apart_however_alike_they_sound(when, title, other_when, other_title):
    assert not are_joined(telling(title, when), telling(other_title, other_when, teller="B"))


def test_the_same_on_the_day_after_is_asked_about_and_not_joined():
    merging = find_same([telling("Zitting gezag"), telling("Zitting gezag", "16-1-2018", teller="B")])
    assert len(merging.groups) == 2
    (pair,) = merging.doubtful
    assert (pair.a, pair.b) == ("A", "B")
    assert pair.score >= DOUBTFUL
    assert all(reason.endswith(".") for reason in pair.reasons)


def test_a_vague_date_between_two_candidates_is_asked_about_and_not_guessed():
    merging = find_same(
        [
            telling("MDO", "5-6-2020", key="early"),
            telling("Multidisciplinair overleg", "25-6-2020", key="late"),
            telling("MDO", "juni 2020", teller="B", key="vague"),
        ]
    )
    assert len(merging.groups) == 3
    assert {frozenset((pair.a, pair.b)) for pair in merging.doubtful} == {
        frozenset(("early", "vague")),
        frozenset(("late", "vague")),
    }


def test_a_vague_date_never_chains_two_moments_to_one():
    merging = find_same(
        [
            telling("MDO over omgang", "5-6-2020", teller="A"),
            telling("MDO over omgang", "juni 2020", teller="B"),
            telling("MDO over omgang", "25-6-2020", teller="C"),
        ]
    )
    assert not any({"A", "C"} <= set(group) for group in merging.groups)


def test_no_tellings_give_no_groups():
    merging = find_same([])
    assert (merging.groups, merging.doubtful) == ((), ())


# The date that places an event


@pytest.mark.parametrize(
    ("told", "placed"),
    [
        (["2018-22", "2018-07"], "2018-07"),
        (["2019-06/2019-12", "2019-06-03/2019-12-16"], "2019-06-03/2019-12-16"),
        (["2020-08~", "2020-22"], "2020-08~"),
        (["2020-08~", "2020-08"], "2020-08"),
        (["2020-08-03?", "2020-08"], "2020-08-03?"),
        (["XXXX", "2020"], "2020"),
        (["2020", "2020-05-01/.."], "2020"),
    ],
)
def test_the_most_precise_date_places_an_event(told, placed):
    dates = [from_edtf(edtf) for edtf in told]
    assert placing_date(dates).edtf == placing_date(reversed(dates)).edtf == placed


def test_without_any_date_an_event_is_not_placed():
    assert placing_date([None, unknown_date("?")]) == unknown_date()


# Laws

titles = st.sampled_from([title for pair in SAME + APART for title in (pair[1], pair[3])])
dates = st.sampled_from(
    ["XXXX", "2018", "2018-05", "2018-05-03", "2018-05-04", "2018-22", "2018-05~", "2018-05/2018-09", "2018-05-03/.."]
)


@st.composite
def told_by_three(draw) -> list[Telling]:
    rows = draw(
        st.lists(st.tuples(titles, dates, st.sampled_from("ABC"), st.sampled_from(sorted(kinds()))), max_size=12)
    )
    return [
        Telling(f"{number:02d}", teller, title, "", from_edtf(edtf), kind, (), teller)
        for number, (title, edtf, teller, kind) in enumerate(rows)
    ]


@given(told_by_three(), st.randoms())
@settings(deadline=None)
def test_the_order_in_which_tellings_come_makes_no_difference(tellings, random: Random):
    shuffled = list(tellings)
    random.shuffle(shuffled)
    assert find_same(shuffled) == find_same(tellings)


@given(told_by_three())
@settings(deadline=None)
def test_every_telling_is_kept_once_and_no_organisation_tells_an_event_twice(tellings):
    merging = find_same(tellings)
    assert sorted(key for group in merging.groups for key in group) == sorted(told.key for told in tellings)
    teller = {told.key: told.teller for told in tellings}
    for group in merging.groups:
        assert len({teller[key] for key in group}) == len(group)
    for pair in merging.doubtful:
        assert teller[pair.a] != teller[pair.b]


@given(st.text(min_size=1).filter(str.strip), dates, st.sampled_from(sorted(kinds())))
@settings(deadline=None)
def test_an_identical_telling_of_another_organisation_is_joined(title, edtf, kind):
    one = Telling("1", "A", title, "", from_edtf(edtf), kind, (), "A")
    other = replace(one, key="2", teller="B")
    if any(character.isalnum() for character in title):
        assert find_same([one, other]).groups == (("1", "2"),)
    assert len(find_same([one, replace(other, teller="A")]).groups) == 2
