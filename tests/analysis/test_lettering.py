"""Emoji, Arabic and Hebrew on paper: as they were written, in the order in which they are read."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from analysis.poster import as_svg, poster
from analysis.report.document import Picture
from analysis.report.lettering import CLOSED, TO_THE_LEFT, Frame, in_order, lettered
from analysis.report.pdf import drawing_as_png, render_pdf
from app.assets import PAPER_FONTS
from tests.analysis.report_factory import report, small
from timeline.dates import from_edtf
from timeline.drawing import COLUMN, DrawnEvent, Lane, Layout
from timeline.layout import layout
from timeline.svg import draw_svg

LANES = (Lane("f", "Gezin", "family"), Lane("o", "De Veerboot", "care", 2))
BOX = "\u25a1"
EMOJI = "Appje van moeder 😡🙏 ❤️"
FAMILY = "Met 👩‍👧 en 👍🏽 thuis, 1️⃣ keer"
ARABIC = "محمد belt de school"
JOINED = "الأم والأب"  # two letters of it become one
HEBREW = "שלום"
FONTS = {
    EMOJI: "NotoEmoji",
    FAMILY: "NotoEmoji",
    ARABIC: "NotoSansArabic",
    JOINED: "NotoSansArabic",
    HEBREW: "NotoSansHebrew",
}


def drawn(*titles: str) -> Layout:
    days = (date(2019, 1, 1) + timedelta(days=200 * number) for number in range(len(titles)))
    return layout(
        [
            DrawnEvent(
                f"e{number}", number + 1, title, "contact", "triangle-down", "fo"[number % 2], from_edtf(f"{day}")
            )
            for number, (title, day) in enumerate(zip(titles, days, strict=True))
        ],
        LANES,
    )


def as_poster(title: str) -> bytes:
    return poster(drawn("Begin", title, "Einde"), name="Korenbloem", made_on="vandaag", fonts=PAPER_FONTS)


def as_report(title: str) -> bytes:
    return render_pdf(small(title), fonts=PAPER_FONTS)


def as_picture_of_report(title: str) -> bytes:
    svg = draw_svg(drawn("Begin", title, "Einde"), width=1500, standalone=True)
    told = tuple(section for section in report().sections if section.key == "timeline")
    return render_pdf(replace(report(0), sections=told, picture=Picture(svg, "De tijdlijn")), fonts=PAPER_FONTS)


def fonts_in(read: PdfReader) -> str:
    objects = (read.get_object(number) for number in range(1, int(read.trailer["/Size"])))
    return " ".join(str(each["/BaseFont"]) for each in objects if isinstance(each, dict) and "/BaseFont" in each)


@pytest.mark.parametrize("title", FONTS)
@pytest.mark.parametrize("made", [as_poster, as_report, as_picture_of_report])
def test_on_paper_stand_the_letters_themselves_and_no_box(made: Callable[[str], bytes], title: str) -> None:
    read = PdfReader(io.BytesIO(made(title)))
    assert FONTS[title] in fonts_in(read)
    assert BOX not in "".join(page.extract_text() for page in read.pages)
    assert b"pdfuaid" in read.trailer["/Root"]["/Metadata"].get_data()


@pytest.mark.parametrize("title", FONTS)
def test_a_picture_of_dots_shows_what_source_sans_by_itself_does_not(title: str, tmp_path: Path) -> None:
    for font in PAPER_FONTS[0].glob("*.otf"):
        (tmp_path / font.name).symlink_to(font)
    svg = as_svg(drawn("Begin", title, "Einde"))
    assert drawing_as_png(svg, fonts=PAPER_FONTS) != drawing_as_png(svg, fonts=(tmp_path,))


def test_a_poster_is_accessible_too() -> None:
    metadata = PdfReader(io.BytesIO(as_poster("Huisbezoek"))).trailer["/Root"]["/Metadata"].get_data()
    assert b"pdfuaid" in metadata


def test_a_drawing_in_latin_letters_is_left_as_it_is() -> None:
    svg = as_svg(drawn("Huisbezoek – één", "Gesprek “zonder” €"))
    left = lettered(svg)
    assert left.svg == svg
    assert left.labels == ()


def test_a_label_is_set_where_it_stood_with_its_ground_below_it() -> None:
    svg = as_svg(drawn("Begin", EMOJI, "Einde"))
    changed = lettered(svg)
    ground, label = changed.labels
    assert f">{EMOJI}</text>" in svg
    assert f">{EMOJI}</text>" not in changed.svg
    assert ">Begin</text>" in changed.svg
    assert (ground.text, label.text) == (EMOJI, EMOJI)
    assert (ground.x, ground.y) == (label.x, label.y)
    assert ground.stroke_width > 0 == label.stroke_width
    found = re.search(rf'translate\(([\d.]+) ([\d.]+)\)"><text[^>]*? x="([\d.]+)" y="([\d.]+)">{EMOJI}', svg)
    assert found
    x, y, dx, dy = map(float, found.groups())
    assert (label.x, label.y) == pytest.approx((x + dx, y + dy))


def test_a_label_of_an_event_shows_within_the_days_in_view_and_the_name_of_a_lane_before_them() -> None:
    events = [DrawnEvent("e", 1, EMOJI, "contact", "circle", "f", from_edtf("2019-03-01"))]
    placed = layout(events, (Lane("f", f"Gezin {HEBREW}", "family"),))
    labels = {label.text: label for label in lettered(draw_svg(placed, width=1000, standalone=True)).labels}
    left = round(1000 * COLUMN)
    assert labels[EMOJI].frame == Frame(left, 0, 1000 - left, placed.height)
    name = labels[f"Gezin {HEBREW}"]
    assert name.frame is None
    assert name.x < left
    assert name.weight == 600


@pytest.mark.parametrize(
    "svg",
    [
        "<svg>😡",
        '<svg width="10" height="10"><text x="5%" y="1" font-size="3" fill="#000000">😡</text></svg>',
        '<svg width="10" height="10"><text x="5" y="1" font-size="3" fill="url(#a)">😡</text></svg>',
        '<svg width="10" height="10"><g transform="rotate(3)"><text font-size="3">😡</text></g></svg>',
        '<svg width="100%" height="10"><text x="5" y="1" font-size="3">😡</text></svg>',
        '<svg width="10" height="10"><!-- 😡 --><svg viewBox="0 0 5 5"><text font-size="3">😡</text></svg></svg>',
    ],
)
def test_what_is_drawn_in_a_way_of_its_own_keeps_its_words(svg: str) -> None:
    left = lettered(svg)
    assert "😡" in left.svg
    assert left.labels == ()


@pytest.mark.parametrize(
    ("text", "turned"),
    [
        ("Huisbezoek", False),
        (ARABIC, False),
        (EMOJI, False),
        ("Gesprek met محمد علي thuis", False),
        (HEBREW, True),
        ("مرحبا، كيف الحال؟", True),
        ("سأل عن WhatsApp في المدرسة!", True),
    ],
)
def test_what_is_mostly_arabic_or_hebrew_keeps_its_own_order(text: str, turned: bool) -> None:
    assert in_order(text) == (f"{TO_THE_LEFT}{text}{CLOSED}" if turned else text)


@given(st.text())
def test_the_order_is_marked_once(text: str) -> None:
    assert in_order(in_order(text)) == in_order(text)
