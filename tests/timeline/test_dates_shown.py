"""A date as it is shown reads back as the same date, for each of the seven ways to be unsure and in both languages."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.dates import from_edtf, in_words, parse_date

LANGUAGES = st.sampled_from(["nl", "en"])
days = st.dates(date(1950, 1, 1), date(2060, 12, 31))
years = st.integers(1950, 2060)
SEASONS = [21, 22, 23, 24, 29, 30, 31, 32, 33, 34, 35, 36, 40, 41]

day_values = days.map(date.isoformat)
months = days.map(lambda day: f"{day:%Y-%m}")
seasons = st.builds("{}-{}".format, years, st.sampled_from(SEASONS))
decades = st.integers(193, 210).map(lambda tens: f"{tens}X")
plain = st.one_of(day_values, months, years.map(str), seasons, decades)
parts = st.one_of(
    st.builds("{}-{}".format, years, st.sampled_from([37, 38, 39])),
    st.builds("{}-{}".format, months, st.sampled_from(["0X", "1X", "2X"])),
)
"""The beginning, middle or end of a year or month, as it stands on one side of a period."""
sides = st.one_of(plain, parts)


def marked(values: st.SearchStrategy[str], marks: str) -> st.SearchStrategy[str]:
    return st.builds("{}{}".format, values, st.sampled_from(list(marks)))


@st.composite
def pairs(draw, values: st.SearchStrategy[str]) -> tuple[str, str]:
    """Two dates of which the first is not wholly after the second."""
    one, other = draw(values), draw(values)
    first, last = sorted((one, other), key=lambda edtf: from_edtf(edtf).earliest)
    return (first, last) if from_edtf(first).earliest <= from_edtf(last).latest else (last, first)


@st.composite
def stretches(draw) -> str:
    """Parts of a year or month that have a name: "begin 2020", "half mei 2020", "week 12 2021"."""
    day = draw(days)
    monday = day - timedelta(days=day.weekday())
    year, month = f"{day:%Y}", f"{day:%Y-%m}"
    after = date(day.year + (day.month == 12), day.month % 12 + 1, 1) - timedelta(days=1)
    bounds = draw(
        st.sampled_from(
            [
                (f"{year}-01", f"{year}-04"),
                (f"{year}-05", f"{year}-08"),
                (f"{year}-09", f"{year}-12"),
                (f"{month}-01", f"{month}-10"),
                (f"{month}-10", f"{month}-20"),
                (f"{month}-21", after.isoformat()),
                (f"{month}-01", f"{month}-15"),
                (f"{month}-16", after.isoformat()),
                (monday.isoformat(), (monday + timedelta(days=6)).isoformat()),
            ]
        )
    )
    mark = draw(st.sampled_from(["", "~", "?", "%"]))
    return f"[{bounds[0]}{mark}..{bounds[1]}{mark}]"


anything = st.one_of(plain, marked(plain, "~?%"))
of_one_year = st.one_of(st.dates(date(2020, 2, 20), date(2020, 4, 10)), st.dates(date(2020, 1, 1), date(2021, 1, 31)))
near = st.one_of(of_one_year.map(date.isoformat), of_one_year.map(lambda day: f"{day:%Y-%m}"))
"""Days and months that share their year, and often their month."""
WAYS = {
    "on": plain,
    "around": marked(plain, "~%"),
    "perhaps": marked(plain, "?%"),
    "before": st.one_of(anything.map("[..{}]".format)),
    "after": st.one_of(anything.map("[{}..]".format)),
    "between": st.one_of(pairs(anything).map(lambda pair: f"[{pair[0]}..{pair[1]}]"), stretches()),
    "one of": st.lists(anything, min_size=2, max_size=4, unique=True).map(lambda each: f"[{','.join(each)}]"),
    "each of": st.lists(anything, min_size=2, max_size=4, unique=True).map(lambda each: f"{{{','.join(each)}}}"),
    "from to": pairs(st.one_of(sides, marked(sides, "~?%"))).map("/".join),
    "going on": st.one_of(sides, marked(sides, "~?%")).map("{}/..".format),
    "until": st.one_of(sides, marked(sides, "~?%")).map("/{}".format),
    "end unknown": st.one_of(sides, marked(sides, "~?%")).map("{}/".format),
    "near, between": pairs(near).map(lambda pair: f"[{pair[0]}..{pair[1]}]"),
    "near, one of": st.lists(near, min_size=2, max_size=4, unique=True).map(lambda each: f"[{','.join(each)}]"),
    "near, each of": st.lists(near, min_size=2, max_size=4, unique=True).map(lambda each: f"{{{','.join(each)}}}"),
    "near, from to": pairs(near).map("/".join),
    "year unknown": day_values.map(lambda day: f"XXXX{day[4:]}"),
    "unknown": st.just("XXXX"),
}


@pytest.mark.parametrize("way", WAYS)
@given(data=st.data(), language=LANGUAGES)
def test_what_is_shown_reads_back_as_the_same_value(way, data, language):
    when = from_edtf(data.draw(WAYS[way]))
    shown = in_words(when, language)
    again = parse_date(shown, language=language)
    assert (again.edtf, again.earliest, again.latest) == (when.edtf, when.earliest, when.latest)


@given(days, st.times(), LANGUAGES)
def test_a_day_with_a_time_reads_back_with_its_time(day, at, language):
    when = from_edtf(day.isoformat(), time=at.replace(second=0, microsecond=0))
    again = parse_date(in_words(when, language), language=language)
    assert (again.edtf, again.time) == (when.edtf, when.time)


@pytest.mark.parametrize(
    ("edtf", "dutch", "english"),
    [
        ("199X", "jaren negentig", "the 1990s"),
        ("201X", "jaren 2010", "the 2010s"),
        ("2001-29", "voorjaar 2001 (zuidelijk halfrond)", "spring 2001 (southern hemisphere)"),
        ("[..2020-04-30]", "uiterlijk 30 april 2020", "no later than 30 April 2020"),
        ("[2020-05..2020-08-14]", "tussen mei 2020 en 14 augustus 2020", "between May 2020 and 14 August 2020"),
        ("2019-05~/2020-06?", "ongeveer mei 2019 – mogelijk juni 2020", "about May 2019 – possibly June 2020"),
        ("{2019-05-01,2019-05-08}", "1 en 8 mei 2019", "1 and 8 May 2019"),
        ("2019-05-03/2019-05-07", "3 – 7 mei 2019", "3 – 7 May 2019"),
        ("2019-05-03/2019-06-07", "3 mei – 7 juni 2019", "3 May – 7 June 2019"),
        ("2019-05/2019-08", "mei – augustus 2019", "May – August 2019"),
        ("2019-05/2019-08-03", "mei 2019 – 3 augustus 2019", "May 2019 – 3 August 2019"),
        ("[2021-04-04..2021-04-05]", "tussen 4 en 5 april 2021", "between 4 and 5 April 2021"),
        ("[2021-04-05,2021-04-12,2021-05-03]", "5, 12 april of 3 mei 2021", "5, 12 April or 3 May 2021"),
        ("2019/", "2019 – onbekend", "2019 – unknown"),
        ("2018%", "mogelijk ongeveer 2018", "possibly about 2018"),
    ],
)
def test_a_date_is_shown_as_a_person_would_write_it(edtf, dutch, english):
    assert (in_words(from_edtf(edtf)), in_words(from_edtf(edtf), "en")) == (dutch, english)
