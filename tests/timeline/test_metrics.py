"""How much room words are given on the drawing: at least as much as they take, also in other scripts."""

from __future__ import annotations

import pytest

from timeline.metrics import text_width

EM = 13.0


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        # emoji take 1.27 of the size of the letters on paper, and up to 1.37 on a screen
        ("😡", 1.37),
        ("😡🙏", 2.74),
        ("❤️", 1.37),
        ("👍🏽", 1.37),
        ("☎", 1.37),
        ("🇲🇦", 1.37),
        # measured in Noto Sans Arabic and Noto Sans Hebrew, semibold
        ("محمد", 2.37),
        ("شخص", 2.94),
        ("المستشفى", 4.75),
        ("اتصلت بالمدرسة", 7.2),
        ("بَيْتٌ جَدِيدٌ", 4.1),
        ("שלום", 2.35),
    ],
)
def test_words_get_the_room_that_they_take_and_not_much_more(text: str, taken: float) -> None:
    assert taken * EM <= text_width(text) <= 2.1 * taken * EM


@pytest.mark.parametrize("text", ["❤️", "👍🏽", "بَ", "\u2067א\u2069"])
def test_what_only_changes_the_sign_before_it_takes_no_room(text: str) -> None:
    assert text_width(text) == text_width(next(each for each in text if each != "\u2067"))


def test_latin_letters_are_as_wide_as_they_were() -> None:
    assert text_width("Huisbezoek bij moeder") == pytest.approx(10.23 * EM)
