"""A date that was not understood still tells people what was written."""

import pytest

from timeline.dates import as_told, from_edtf, in_words, not_understood_words, parse_date, unknown_date


def test_words_that_were_not_understood_stand_behind_the_unknown_date():
    when = unknown_date("1-6-2019 –\n1-1-2019")
    assert as_told(when) == "datum onbekend (er staat: 1-6-2019 – 1-1-2019)"
    assert as_told(when, "en") == "date unknown (it says: 1-6-2019 – 1-1-2019)"


@pytest.mark.parametrize("written", ["", "onbekend", "???", "n.b.", "datum onbekend"])
def test_words_that_say_that_nobody_knows_are_not_said_twice(written):
    assert as_told(unknown_date(written)) == "datum onbekend"


@pytest.mark.parametrize("when", [parse_date("14 maart 2021"), from_edtf("XXXX-03-14", text="14-3")])
def test_a_date_that_was_understood_is_told_as_always(when):
    assert as_told(when) == in_words(when)
    assert not not_understood_words(when)
