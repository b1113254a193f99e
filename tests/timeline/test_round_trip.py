"""What goes out comes in again the same: every form of export, whatever people typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.exchange import case_as_json
from timeline.dates import EventDate, from_edtf, parse_date
from timeline.exported import GROUND_WORDS, Told
from timeline.kinds import kinds
from timeline.readers import SourceRow, pack, read_file, read_here
from timeline.text import clean_text
from timeline.writers import EXPORTS
from timeline.writers.table import RUNS_AS_FORMULA

WRITE = {"json": lambda case: case_as_json(dict(case)), **EXPORTS}

NASTY = (
    *(f"{sign}1+1" for sign in RUNS_AS_FORMULA),
    *("'=1+1", "''=1+1", "'", "'tekst", "''", "'-", "'\t=1", "=cmd|' /C calc'!A0", "@SUM(1)"),
    *('zij zei "nee"', '"', '""', '"a", "b"', "a;b,c|d\te", "regel 1\nregel 2", "\n\nwit\n\n", "a\\nb", "a\\", "\\,;"),
    *("👩‍👧‍👦 emoji 🏳️‍🌈", "שלום עולם", "مرحبا", "\u2066rechts\u2069", "é\u0301\u0302", "𝔘𝔫𝔦", "ﬁ", "\u00a0vast\u00a0"),
    *("<b>vet</b>", "&lt;b&gt;", "&amp;amp;", "<br>", "a < b > c", "<script>alert(1)</script>", "</div>", "&#10;"),
    *("_x0041_", "_x000D_", "_x005F_x0041_", "_X0041_", "x" * 3000, "woord " * 900, "y" * 76, "é" * 40),
    *("Totaal", "totaal 3", "Onderwerp", "Wanneer", "geen", "-", "?", "n.v.t.", "moeder en vader", "begeleider A en B"),
    *(
        "BEGIN:VEVENT",
        "END:VCALENDAR",
        "DTSTART:20200101",
        "sep=;",
        "Gezin b.v.",
        "1",
        "1.0",
        "2021-03-14",
        "TRUE",
        "#N/A",
    ),
    *("twee  spaties", " rand ", "a\u2028b", "a\x85b", "a\rb", "\x00a\ud800b\ufffec"),
)
texts = st.one_of(
    st.sampled_from(NASTY),
    st.text(max_size=60),
    st.text(alphabet="=+-@'\";,\t\n\\<>&_x0041 ", max_size=12),
    st.lists(st.sampled_from(NASTY), min_size=2, max_size=3).map(" ".join),
)
EDTF = (
    *("2021-03-14", "2021-03", "2021", "2021-21", "2021-24", "2021-34", "2021-40", "202X", "2021-03-1X", "2021-XX-14"),
    *("2021-03-14~", "2021-03?", "2021%", "2019/2020", "2019-06-03/2019-12-16", "2019/..", "../2020", "2020-01-01/"),
    *("/2020-01-01", "2019~/2020?", "[2020-05..2020-08]", "[..2020-05-03]", "[2020-05-03..]", "[2019,2021]"),
    *(
        "{2021-03-14,2021-03-28}",
        "XXXX",
        "XXXX-05-03",
        "9999-12-31",
        "1000-01-01",
        "2020-08/2021-07",
        "2021-03-14/2021-03-14",
    ),
)
WORDS = ("14-3-2021", "14 mrt. 2021 om 14.30 uur", "ca. mei 2018", "voor 1-1-2020", "onbekend", "eind 2020", "t/m 2020")


@st.composite
def dates(draw: st.DrawFn) -> EventDate:
    """A date of any sort with the words as written, whatever these are."""
    if draw(st.booleans()):
        return parse_date(draw(st.sampled_from(WORDS)))
    when = from_edtf(draw(st.sampled_from(EDTF)), text=clean_text(draw(texts)).strip())
    at = draw(st.none() | st.times(max_value=time(23, 59)).map(lambda t: t.replace(microsecond=0)))
    return replace(when, time=at)


def tidy(strategy: st.SearchStrategy[str], longest: int) -> st.SearchStrategy[str]:
    """Texts as the product keeps them: clean, without spaces around, no longer than the column."""
    return strategy.map(lambda text: clean_text(text).strip()[:longest].strip())


def lists_of(names: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(names.filter(bool), max_size=4, unique=True).map(tuple)


events = st.builds(
    Told,
    title=tidy(texts, 300).filter(bool),
    description=tidy(texts, 20_000),
    when=dates(),
    kind=st.sampled_from(sorted(kinds())),
    organisation=st.just("") | tidy(texts, 120).filter(lambda name: bool(name) and name.lower() != "gezin"),
    present=lists_of(tidy(texts, 120)),
    missing=lists_of(tidy(texts, 120)),
    people=lists_of(tidy(texts, 120)),
    source=tidy(texts, 300),
    ground=st.sampled_from(["", *GROUND_WORDS]),
    tags=lists_of(tidy(texts, 40)),
)


def case_of(*told: Told) -> dict[str, Any]:
    """A case with these events, as an export has it."""
    exported = [{"id": f"{number:026d}"} | event.to_json() for number, event in enumerate(told)]
    return {"format": "terugblik-case", "version": 1, "events": exported}


def read(content: bytes) -> tuple[SourceRow, ...]:
    """The rows of an upload, told by its content, kept as a preview and taken out again, on their way."""
    found = read_here("upload", content)
    assert [row.message for row in found.skipped if row.message != "De namen van de kolommen."] == []
    return pack(found).opened().rows


def as_told(row: SourceRow) -> Told:
    assert row.organisation is not None
    assert row.knows_table
    return Told(
        title=row.title,
        description=row.description,
        when=row.date or EventDate("nothing"),
        kind=row.kind,
        organisation="" if row.organisation == "Gezin" else row.organisation,
        present=row.present,
        missing=row.missing,
        people=row.who,
        source=row.source,
        ground=row.ground,
        tags=row.tags,
    )


def simple(title: str, when: EventDate, **more: Any) -> Told:
    plain = Told(title, "", when, "mdo", "", (), (), (), "", "")
    return replace(plain, **more)


@pytest.mark.parametrize("form", WRITE)
@given(told=st.lists(events, min_size=1, max_size=4))
@example(told=[simple(text, parse_date("14-3-2021")) for text in ("'=1+1", "''=1+1", "=1+1", "'a")])
@example(told=[simple("MDO", from_edtf("XXXX", text="totaal onbekend")), simple("totaal", from_edtf("XXXX"))])
@example(told=[simple("MDO", from_edtf("2021-03-14~", text="rond 14 maart", time=time(14, 30)))])
@example(
    told=[
        simple(
            "MDO",
            parse_date("2021"),
            people=("Jansen, A.", "moeder en vader"),
            present=("Raad, a/b",),
            tags=("a, b", "c"),
        )
    ]
)
def test_what_goes_out_comes_in_again_the_same(form: str, told: list[Told]) -> None:
    back = [as_told(row) for row in read(WRITE[form](case_of(*told)))]
    # TimelineJS has no place among the others for what has no first day
    assert sorted(back, key=repr) == sorted(told, key=repr) if form == "timelinejs" else back == told


@pytest.mark.parametrize("form", WRITE)
def test_every_nasty_text_survives_in_every_field(form: str) -> None:
    tidied = [text for nasty in NASTY if (text := clean_text(nasty).strip())]
    told = [
        Told(
            text[:300].strip(),
            text,
            from_edtf("2021-03", text=text),
            "contact",
            text[:120].strip(),
            (text,),
            (text,),
            (text, "moeder"),
            text[:300].strip(),
            "plan",
            (text, "veiligheid"),
        )
        for text in tidied
    ]
    assert [as_told(row) for row in read(WRITE[form](case_of(*told)))] == told


@pytest.mark.parametrize("form", WRITE)
@pytest.mark.parametrize("edtf", EDTF)
def test_every_sort_of_date_survives_with_its_words_and_time(form: str, edtf: str) -> None:
    told = [
        simple("MDO", from_edtf(edtf, text=words, time=at))
        for words in ("", "ergens toen")
        for at in (None, time(9, 5))
    ]
    assert [as_told(row).when for row in read(WRITE[form](case_of(*told)))] == [one.when for one in told]


@pytest.mark.parametrize("form", WRITE)
def test_every_kind_and_ground_comes_back(form: str) -> None:
    told = [
        simple("Zitting over de melding", parse_date("2021"), kind=kind, ground=ground)
        for kind in kinds()
        for ground in ("", *GROUND_WORDS)
    ]
    back = [as_told(row) for row in read(WRITE[form](case_of(*told)))]
    assert [(one.kind, one.ground) for one in back] == [(one.kind, one.ground) for one in told]


@pytest.mark.parametrize("form", WRITE)
def test_an_export_that_is_uploaded_under_its_own_name_is_told_for_what_it_is(form: str) -> None:
    told = simple("MDO", parse_date("14-3-2021"))
    read_back = read_file(f"terugblik-casus.{form}", WRITE[form](case_of(told)))
    assert read_back.form == {"json": "case_json"}.get(form, form)
    assert [as_told(row) for row in read_back.rows] == [told]


def test_a_date_that_somebody_changed_in_an_exported_table_counts() -> None:
    written = EXPORTS["csv"](case_of(simple("MDO", parse_date("14-3-2021")), simple("Zitting", parse_date("2021"))))
    for old, new in (('"14 maart 2021"', '"15 april 2021"'), ('"2021-03-14";""', '"2021-04-15";""')):
        changed = written.decode("utf-8-sig").replace(old, new, 1).encode()
        first, second = read(changed)
        assert first.date is not None
        assert first.date.earliest == first.date.latest == date(2021, 4, 15)
        assert second.date == parse_date("2021")


def test_an_exported_table_that_excel_saved_again_is_still_read() -> None:
    lines = [
        "Begin;Eind;Wanneer;Soort;Onderwerp;Datum (EDTF);Tijd;Zoals geschreven",
        "14-3-2021;;14-mrt-21;MDO;Overleg;14-3-2021;;14-3-2021",
        "mrt-21;;mrt 2021;besluit;Keuze;mrt-21;;maart 2021",
    ]
    first, second = read("\r\n".join(lines).encode())
    assert (first.date and first.date.edtf, first.kind, first.title) == ("2021-03-14", "mdo", "Overleg")
    assert second.date is not None
    assert second.date.edtf == "2021-03"
