"""A poster is one drawing as large as its paper holds, in vectors, whole or in parts that fit together."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from analysis.poster import LARGEST, LEGIBLE, MOST_LISTED, NAMES, PAPERS, Form, as_svg, points_on, poster, type_size
from analysis.report.pdf import drawing_as_png
from app.assets import PAPER_FONTS as FONTS
from timeline.dates import from_edtf
from timeline.drawing import DrawnEvent, Lane, Layout
from timeline.layout import layout
from timeline.metrics import text_width
from timeline.svg import draw_svg
from timeline.table import legend
from timeline.wall_rows import LaneRows, Spot

LANES = (Lane("f", "Gezin", "family"), Lane("o", "De Veerboot", "care", 2))
EIGHT = (LANES[0], *(Lane(f"o{number}", f"Organisatie {number}", "care", number) for number in range(1, 8)))
POINTS_PER_MM = 72 / 25.4


def case(count: int = 12, title: str = "Huisbezoek bij moeder") -> Layout:
    days = (date(2019, 1, 1) + timedelta(days=40 * number) for number in range(count))
    dated = [
        DrawnEvent(f"e{number}", number + 1, title, "contact", "triangle-down", "fo"[number % 2], from_edtf(f"{day}"))
        for number, day in enumerate(days)
    ]
    return layout([*dated, DrawnEvent("u", 99, "Verhuizing", "family", "plus", "f", from_edtf(""))], LANES)


def made(form: Form = "a3", drawn: Layout | None = None) -> PdfReader:
    content = poster(
        case() if drawn is None else drawn, name="Korenbloem", made_on="26 november 2026", form=form, fonts=FONTS
    )
    return PdfReader(io.BytesIO(content))


@pytest.mark.parametrize(
    ("form", "sheets", "width", "height"),
    [
        ("a3", 1, 420, 297),
        ("a2", 1, 594, 420),
        ("a1", 1, 841, 594),
        ("a2-a3", 2, 297, 420),
        ("a1-a3", 4, 420, 297),
    ],
)
def test_each_size_has_its_sheets_of_paper(form: Form, sheets: int, width: float, height: float) -> None:
    pages = made(form).pages
    assert len(pages) == sheets
    for page in pages:
        assert float(page.mediabox.width) / POINTS_PER_MM == pytest.approx(width, abs=0.5)
        assert float(page.mediabox.height) / POINTS_PER_MM == pytest.approx(height, abs=0.5)


def test_every_size_is_tried() -> None:
    assert {"a3", "a2", "a1", "a2-a3", "a1-a3"} == set(PAPERS)


def test_it_tells_the_case_what_is_drawn_and_what_waits_for_a_date() -> None:
    said = made().pages[0].extract_text()
    for words in ("Korenbloem", "26 november 2026", "Nog zonder datum", "Verhuizing (Gezin)"):
        assert words in said


def test_a_poster_of_a_part_says_so() -> None:
    choice = "Dit is een keuze: MDO; van 3 augustus 2021 tot en met 1 maart 2023."
    content = poster(case(), name="Korenbloem", made_on="26 november 2026", choice=choice, fonts=FONTS)
    assert choice in PdfReader(io.BytesIO(content)).pages[0].extract_text().replace("\n", " ")


@pytest.mark.parametrize("form", ["a3", "a1"])
def test_what_stands_below_the_drawing_stays_on_the_paper(form: Form) -> None:
    lowest: list[float] = []
    page = made(form, case(120)).pages[0]
    page.extract_text(visitor_text=lambda text, page, *_: lowest.append(page[5]) if text.strip() else None)
    assert min(lowest) > 10 * POINTS_PER_MM  # within the white edge, which nothing but what is cut off lies in


def test_it_is_drawn_in_vectors() -> None:
    assert list(made().pages[0].images) == []


def test_sheets_say_which_they_are_and_one_sheet_does_not() -> None:
    assert "Blad 3 van 4" in made("a1-a3").pages[2].extract_text()
    assert "Blad" not in made("a3").pages[0].extract_text()


def test_the_drawing_fills_its_paper_so_that_words_are_as_large_as_they_can_be() -> None:
    def width(drawn: Layout) -> float:
        return float(as_svg(drawn).partition('width="')[2].partition('"')[0])

    few, many = case(3), case(200)
    assert width(many) / many.height == pytest.approx(400 / 277, rel=0.01) or width(many) == 880
    assert width(few) == 880


@pytest.mark.parametrize(
    ("pixels", "millimetres", "size"),
    [(1609, 400, LARGEST), (1454, 554, 18 / (13 * 554 / 1454 * 72 / 25.4)), (1445, 821, 1)],
)
def test_words_are_as_large_as_two_metres_ask_and_no_larger(pixels: int, millimetres: float, size: float) -> None:
    assert type_size(pixels, millimetres) == pytest.approx(size)


def test_the_points_that_are_told_are_those_on_the_paper() -> None:
    assert NAMES.keys() == PAPERS.keys()
    drawn = case()
    for form in PAPERS:
        seen: list[float] = []
        page = made(form, drawn).pages[0]
        page.extract_text(visitor_text=lambda _, page, __, ___, size, seen=seen: seen.append(size * page[0]))
        assert any(abs(size - points_on(drawn, form)) < 0.05 for size in seen), (form, sorted(seen))
    assert points_on(drawn, "a3") < points_on(drawn, "a2") < points_on(drawn, "a1")


def test_words_on_a_poster_are_larger_than_those_of_a_picture_and_still_lie_over_nothing() -> None:
    drawn = case(60)
    larger, usual = (draw_svg(drawn, width=1450, standalone=True, type_size=size) for size in (LARGEST, 1))
    assert f'font-size="{13 * LARGEST:g}"' in larger
    assert f'font-size="{13 * LARGEST:g}"' not in usual
    assert 0 < larger.count("Huisbezoek") <= usual.count("Huisbezoek")
    # in each row a label ends before the next event begins
    ends: dict[float, float] = {}
    for x, y, dx, text in re.findall(
        r'<g transform="translate\(([\d.]+) ([\d.]+)\)"><text font-size[^>]*? x="([\d.]+)" y="[\d.]+">([^<]*)', larger
    ):
        left = float(x) + float(dx)
        assert left >= ends.get(float(y), 0.0)
        ends[float(y)] = left + text_width(text) * LARGEST


def crowded(count: int, lanes: int = 3) -> Layout:
    """Few lanes in which much happened, half of it meetings and court steps."""
    kinds = ("contact", "mdo", "help", "court_step")
    days = [date(2019, 1, 1) + timedelta(days=number * 1500 // count) for number in range(count + 1)]
    events = [
        DrawnEvent(
            f"e{number}",
            number,
            f"Gebeurtenis {number} van de casus",
            kinds[number % 4],
            "circle",
            EIGHT[number % lanes].id,
            from_edtf(f"{days[number]}"),
        )
        for number in range(1, count + 1)
    ]
    return layout(events, EIGHT[:lanes])


def busy(count: int = 70, title: str = "Gebeurtenis {} van de casus") -> Layout:
    """A case as they are: meetings, court steps and turning points among what happened besides."""
    kinds = ("contact", "mdo", "help", "contact", "court_step", "contact", "contact")
    days = [date(2019, 1, 1) + timedelta(days=300 * (number * 6 // count) + number % 90) for number in range(count)]
    events = [
        DrawnEvent(
            f"e{number}",
            number,
            title.replace("{}", str(number)),
            kinds[number % 7],
            "circle",
            EIGHT[number * 5 % 8].id,
            from_edtf(f"{day}" if number % 7 != 3 else f"{day}/{day + timedelta(days=200)}"),
            turning_point=number // 20 if number % 20 == 0 else None,
        )
        for number, day in enumerate(days, start=1)
    ]
    return layout([*events, DrawnEvent("u", 999, "Verhuizing", "family", "plus", "f", from_edtf(""))], EIGHT)


@pytest.mark.parametrize("form", ["a3", "a2", "a2-a3"])
def test_a_poster_of_a_usual_case_can_be_read_at_two_metres(form: Form) -> None:
    drawn = busy()
    assert points_on(drawn, form) == LEGIBLE
    assert drawn.height / 277 * 400 > 1200  # with all of its words they would be half as large on an A3
    letters: list[float] = []
    made(form, drawn).pages[0].extract_text(
        visitor_text=lambda text, page, _, __, size: letters.extend([size * page[0]] * len(text.strip()))
    )
    head = 12 * PAPERS[form].width / 400
    drawn_letters = [size for size in letters if size > head + 0.1]
    assert sum(size > LEGIBLE - 0.1 for size in drawn_letters) > 500
    assert min(drawn_letters) > 14  # the scale and the numbers of the turning points


def test_the_sheet_after_it_tells_every_event_with_its_number_and_what_has_no_date() -> None:
    drawn = busy()
    first, last = (page.extract_text() for page in made("a3", drawn).pages)
    assert "staan op het blad hierna" in first
    for number in range(1, 71):
        assert re.search(rf"\b{number}\s+Gebeurtenis {number} van de casus", last)
    assert "Nog zonder datum" in last
    assert "Verhuizing" in last
    assert "kantelmoment 3" in last
    assert "rechtbankstap" in last


def test_such_a_poster_is_an_accessible_pdf_too() -> None:
    root = made("a3", busy()).trailer["/Root"]
    assert b"pdfuaid" in root["/Metadata"].get_data()  # type: ignore[index]


@settings(max_examples=max(settings().max_examples // 15, 2))
@given(st.text(alphabet=st.characters(codec=None), max_size=60))
def test_any_title_gives_such_a_poster_too(title: str) -> None:
    content = made("a3", busy(title=title))
    assert len(content.pages) >= 1
    assert b"pdfuaid" in content.trailer["/Root"]["/Metadata"].get_data()  # type: ignore[index]


def test_few_events_fill_their_paper_with_larger_words_that_are_all_whole() -> None:
    drawn = case(8)
    assert points_on(drawn, "a3") > 1.5 * LEGIBLE
    seen: list[tuple[float, float]] = []
    said = (
        made("a3", drawn)
        .pages[0]
        .extract_text(
            visitor_text=lambda text, page, _, __, size: (
                seen.append((page[5], size * page[0])) if text.strip() else None
            )
        )
    )
    assert said.count("Huisbezoek bij moeder") == 2 * 8  # each after its ground
    assert "…" not in said
    heights = [y / POINTS_PER_MM for y, points in seen if points > 1.4 * LEGIBLE]
    assert max(heights) - min(heights) > 277 / 2


@pytest.mark.parametrize(("count", "form"), [(60, "a3"), (60, "a1"), (120, "a1"), (250, "a3")])
def test_what_has_no_words_on_it_is_told_on_a_sheet(count: int, form: Form) -> None:
    first, *others = (page.extract_text() for page in made(form, crowded(count)).pages)
    told = " ".join("".join(others).split())
    for number in range(1, count + 1):
        assert f"Gebeurtenis {number} van de casus" in (told or first)


def test_a_meeting_or_a_court_step_is_not_left_without_words_where_they_fit() -> None:
    drawn = crowded(60)
    said = made("a3", drawn).pages[0].extract_text()
    telling = [event for event in drawn.events if event.kind in {"mdo", "court_step"}]
    assert len(telling) == 30
    assert all(re.search(rf"Gebeurtenis {event.number}( van|…)", said) for event in telling)


def test_a_crowded_lane_takes_no_time_that_anybody_notices() -> None:
    tried: list[int] = []

    class Counting(LaneRows):
        def _spots(self, worded: Mapping[str, Spot], shared: bool) -> list[Spot]:
            tried.append(len(worded))
            return super()._spots(worded, shared)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("timeline.wall.LaneRows", Counting)
        points_on(crowded(250, lanes=1), "a1")
    assert len(tried) < 40_000


def test_where_all_words_are_large_there_is_no_sheet_of_numbers() -> None:
    assert len(made("a3", case(3)).pages) == 1


def test_a_case_that_is_too_dense_for_few_words_is_drawn_with_all_that_fit_and_told_on_sheets() -> None:
    drawn = busy(600)
    assert points_on(drawn, "a3") < LEGIBLE
    first, *others = (page.extract_text() for page in made("a3", drawn).pages)
    assert "Alle gebeurtenissen en tekens staan op het blad hierna" in first
    assert "Gebeurtenis 600 van de casus" in " ".join("".join(others).split())


def test_of_more_events_than_a_list_can_hold_there_is_the_drawing_alone() -> None:
    assert len(made("a1", busy(MOST_LISTED + 1)).pages) == 1


@pytest.mark.parametrize("drawn", [layout([], LANES), layout([], ())])
def test_a_case_without_events_gives_a_poster_too(drawn: Layout) -> None:
    assert len(made(drawn=drawn).pages) == 1


def test_the_picture_is_a_png_or_stands_alone_as_svg() -> None:
    svg = as_svg(case())
    assert drawing_as_png(svg, fonts=FONTS).startswith(b"\x89PNG")
    assert 'xmlns="http://www.w3.org/2000/svg"' in svg
    assert "class=" not in svg.replace('class="tl-meeting"', "")


@settings(max_examples=settings().max_examples // 10)
@given(st.text(alphabet=st.characters(codec=None), max_size=60))
def test_any_title_gives_a_poster(title: str) -> None:
    assert len(made(drawn=case(2, title)).pages) == 1


def test_of_very_many_events_without_a_date_the_first_are_named_and_the_others_counted() -> None:
    waiting = [
        DrawnEvent(f"u{number:02d}", number, f"Losse {number}", "contact", "plus", "f", from_edtf(""))
        for number in range(60)
    ]
    said = made(drawn=layout(waiting, LANES)).pages[0].extract_text()
    assert "en nog 48" in said


def test_below_the_picture_stands_what_its_shapes_mean_within_its_width() -> None:
    drawn = case(60)
    svg = as_svg(drawn)
    whole = ElementTree.fromstring(svg)
    width, height = float(whole.get("width", "")), float(whole.get("height", ""))
    assert height > drawn.height
    told = [(float(text.get("x", "")), text.text or "") for text in whole.findall("./{*}g/{*}text")]
    assert {words for _, words in told} >= {entry.word for entry in legend(drawn, language="nl")}
    assert all(x + text_width(words) <= width for x, words in told)
