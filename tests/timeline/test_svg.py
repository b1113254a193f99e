"""The drawing as vector graphics, on the page and in a document."""

import re
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.timeline.test_layout import LANES, cases, event
from timeline.kinds import kinds
from timeline.layout import DrawnChapter, Lane, Window, layout
from timeline.metrics import text_width
from timeline.shapes import SHAPES
from timeline.svg import draw_svg, mark_svg
from timeline.svg_dense import MANY

SVG = "{http://www.w3.org/2000/svg}"
CHAPTERS = [DrawnChapter("c1", "Het eerste jaar", date(2020, 1, 1), date(2020, 12, 31))]


def parsed(svg):
    return ElementTree.fromstring(svg)


def texts(svg):
    return ["".join(text.itertext()) for text in parsed(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("standalone", [False, True])
@given(case=cases())
@settings(max_examples=settings().max_examples // 4)
def test_whatever_is_drawn_is_well_formed(standalone, case):
    parsed(draw_svg(layout(case, LANES, CHAPTERS), link=lambda found: f"?event={found}", standalone=standalone))


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_breaks_the_drawing(title, name):
    lanes = (Lane("town", name, "municipality", 1),)
    drawn = layout([event(title=title)], lanes, [DrawnChapter("c", name, date(2020, 1, 1), date(2021, 1, 1))])
    for standalone in (False, True):
        parsed(draw_svg(drawn, link=lambda _: f"?event={title}", standalone=standalone))


@given(case=cases(), fold=st.integers(0, 1500))
@settings(max_examples=settings().max_examples // 4)
def test_what_lies_below_the_fold_stands_in_a_picture_over_the_first_and_nothing_is_lost(case, fold):
    drawn = layout(case, LANES, CHAPTERS)

    def links(svg):
        found = [link.get("href") for picture in parsed(f"<both>{svg}</both>") for link in picture.iter(f"{SVG}a")]
        return sorted(found)

    whole = draw_svg(drawn, link=lambda found: f"?event={found}")
    folded = draw_svg(drawn, link=lambda found: f"?event={found}", fold=fold)
    assert links(folded) == links(whole)
    first, *later = parsed(f"<both>{folded}</both>")
    above = {f"?event={thing.event.id}" for thing in drawn.placed if thing.y <= fold}
    assert {link.get("href") for link in first.iter(f"{SVG}a")} == above
    assert [picture.get("class") for picture in later] == ["tl-svg tl-later"] * bool(len(above) < len(drawn.placed))
    assert all((one.get("width"), one.get("height")) == (first.get("width"), first.get("height")) for one in later)


def test_thousands_of_events_below_the_fold_follow_in_the_second_picture():
    drawn = layout([event(number) for number in range(MANY + 1)], LANES)
    first, later = parsed(f"<both>{draw_svg(drawn, fold=760)}</both>")
    spots = ["".join(path.get("d") for path in one.iter(f"{SVG}path")).count("h0") for one in (first, later)]
    assert sum(spots) == MANY + 1
    assert 0 < spots[0] < spots[1]


def test_a_title_can_not_become_part_of_the_page():
    svg = draw_svg(layout([event(title='<script>x</script>" onload="y')], LANES), link=lambda found: f"?event={found}")
    assert "<script" not in svg
    assert not [element for element in parsed(svg).iter() if "onload" in element.attrib]


def test_every_event_is_a_link_with_its_words():
    svg = draw_svg(layout([event(7, title="Huisbezoek")], LANES), link=lambda found: f"?event={found}")
    (link,) = parsed(svg).iter(f"{SVG}a")
    assert link.get("href") == "?event=e7"
    assert link.get("aria-label") == "7. Huisbezoek, 6 mei 2020, Gemeente Rietdorp, contactmoment"
    assert parsed(svg).get("role") == "group"


def test_a_picture_without_links_is_one_image_with_a_sentence():
    picture = parsed(draw_svg(layout([event()], LANES)))
    assert picture.get("role") == "img"
    assert "1 gebeurtenis in 4 banen" in picture.get("aria-label")
    assert not list(picture.iter(f"{SVG}a"))


def test_the_page_needs_no_style_in_the_markup():
    svg = draw_svg(layout([event(), event(2, edtf="2020-01/2020-09")], LANES, CHAPTERS))
    assert not [element for element in parsed(svg).iter() if "style" in element.attrib or element.tag == f"{SVG}style"]


def test_a_standalone_picture_needs_no_stylesheet():
    svg = draw_svg(layout([event(), event(2, edtf="2020-01/2020-09")], LANES, CHAPTERS), width=1400, standalone=True)
    assert "var(" not in svg
    assert "tl-bar" not in svg
    assert parsed(svg).get("viewBox").startswith("0 0 1400 ")
    assert not [text for text in parsed(svg).iter(f"{SVG}text") if not text.get("fill")]


def test_the_colour_of_a_lane_can_be_given():
    svg = draw_svg(layout([event()], LANES), standalone=True, colours={1: "#123456"})
    assert "#123456" in svg


def test_lanes_chapters_and_years_stand_in_words():
    said = texts(draw_svg(layout([event(edtf="2020-05-06"), event(2, edtf="2022-05-06")], LANES, CHAPTERS)))
    assert {"Gezin", "Rechtbank", "De Veerboot", "Het eerste jaar", "2021"} <= set(said)


def test_a_window_leaves_out_what_lies_outside_it():
    drawn = layout([event(1), event(2, edtf="2022-05-06")], LANES, window=Window(date(2020, 5, 1), date(2020, 5, 31)))
    svg = draw_svg(drawn, link=lambda found: f"?event={found}")
    assert [link.get("href") for link in parsed(svg).iter(f"{SVG}a")] == ["?event=e1"]


def test_a_turning_point_shows_its_number_and_a_difference_its_rings():
    svg = draw_svg(layout([event(turning_point=3, disputed=True)], LANES))
    assert "3" in texts(svg)
    assert "tl-disputed" in svg
    assert "tl-disputed" not in draw_svg(layout([event()], LANES))


def test_a_month_reads_differently_from_a_day():
    assert "tl-wide" in draw_svg(layout([event(edtf="2020-05")], LANES))
    assert "tl-wide" not in draw_svg(layout([event(edtf="2020-05-06")], LANES))


def test_every_kind_has_a_shape_of_its_own():
    shapes = [kind.shape for kind in kinds().values()]
    assert set(shapes) <= set(SHAPES)
    assert len(set(shapes)) == len(shapes)
    assert len(set(SHAPES.values())) == len(SHAPES)


def test_the_words_of_the_drawing_are_translated():
    svg = draw_svg(layout([], LANES), translate=lambda message: message.upper())
    assert "TIJDLIJN ZONDER" in svg


def test_a_small_mark_for_a_legend_is_well_formed():
    assert parsed(mark_svg("hexagon", colour=4)).get("aria-hidden") == "true"


def test_a_moment_outside_the_window_leaves_no_part_of_its_shape_behind():
    case = [event(1, edtf="2020-01-01"), event(2, title="Later", edtf="2021-06-01"), event(3, edtf="2022-01-01")]
    svg = draw_svg(layout(case, LANES, window=Window(date(2020, 1, 1), date(2021, 5, 31))))
    assert svg.count('class="tl-shape') == 1
    assert "Later" not in texts(svg)


def test_the_name_of_a_short_chapter_is_shortened_before_it_is_left_out():
    short = DrawnChapter("c", "Uit elkaar", date(2020, 1, 1), date(2020, 2, 10))
    drawn = draw_svg(layout([event(1), event(2, edtf="2021-01-01")], LANES, [short]))
    assert any(name.startswith("Uit") for name in texts(drawn))


def test_thousands_of_events_are_a_few_paths_and_none_of_them_is_left_out():
    sorts = ("contact", "intervention", "waiting", "mdo")
    dates = {"intervention": "2020-01-05/2020-03-01", "waiting": "2020-02-01/2020-02-20"}
    case = [
        event(
            n, kind=sorts[n % 4], edtf=dates.get(sorts[n % 4], ("2020-05", "2020-05-06")[n % 8 == 0]), present=("care",)
        )
        for n in range(MANY + 4)
    ]
    svg = draw_svg(layout(case, LANES), link=lambda found: f"?event={found}")
    picture = parsed(svg)
    outlines = "".join(path.get("d", "") for path in picture.iter(f"{SVG}path"))
    assert svg.count("<path") < 40
    assert len(re.findall(r"v20h-", outlines)) == sum(one.kind in {"intervention", "waiting"} for one in case)
    assert "tl-event" not in svg
    assert "tl-event" in draw_svg(layout(case[:20], LANES), link=lambda found: f"?event={found}")
    assert svg.count("<path") < draw_svg(layout(case, LANES), standalone=True).count("<path")


@pytest.mark.parametrize("size", [1, 1.35])
@given(first=st.dates(date(1990, 1, 1), date(2030, 1, 1)), days=st.integers(7, 40 * 366), width=st.integers(400, 1600))
@settings(max_examples=settings().max_examples // 2)
def test_the_words_of_the_scale_never_touch(size, first, days, width):
    window = Window(first, min(first + timedelta(days=days), date(2060, 1, 1)))
    drawn = layout([event(1, edtf=f"{first}/{window.end}")], LANES, window=window)
    svg = draw_svg(drawn, width=width, standalone=True, type_size=size)
    said = [text for text in parsed(svg).iter(f"{SVG}text") if text.get("text-anchor") == "middle"]
    assert said
    lines = {}
    for text in said:
        wide = text_width(text.text, 12 * size)
        middle = float(text.get("x"))
        lines.setdefault(text.get("y"), []).append((middle - wide / 2, middle + wide / 2))
    assert len(lines) <= 2
    for line in lines.values():
        assert all(end < begin for (_, end), (begin, _) in pairwise(line))
        assert line[-1][1] <= width


def test_the_scale_says_the_year_though_the_first_day_has_no_room_for_words():
    drawn = layout([event(1)], LANES, window=Window(date(2020, 12, 30), date(2021, 1, 18)))
    said = texts(draw_svg(drawn, width=500, standalone=True))
    assert said.count("2021") == 1
