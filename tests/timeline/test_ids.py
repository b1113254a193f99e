"""Ids tell things apart, also by their first signs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from timeline.ids import ID_LENGTH, SHORT, is_begin_of_id, is_id, new_id, telling_length


@given(st.sets(st.text("ab", min_size=ID_LENGTH, max_size=ID_LENGTH), max_size=40))
def test_so_many_signs_tell_ids_apart_and_one_less_would_not(ids: set[str]) -> None:
    length = telling_length(ids)
    assert len({one[:length] for one in ids}) == len(ids)
    assert length == SHORT or len({one[: length - 1] for one in ids}) < len(ids)


def test_the_begin_of_an_id_is_no_id() -> None:
    made = new_id()
    assert (is_id(made), is_begin_of_id(made)) == (True, False)
    assert (is_id(made[:SHORT]), is_begin_of_id(made[:SHORT])) == (False, True)
    assert not is_begin_of_id(made[: SHORT - 1])
    assert not is_begin_of_id("a_b%c'd\"")
