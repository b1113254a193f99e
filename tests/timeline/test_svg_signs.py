"""The legend tells the signs that stand on the drawing, and no others."""

import pytest

from tests.timeline.test_layout import LANES, event
from timeline.layout import layout
from timeline.svg import signs_of

PLAIN = event(1)


@pytest.mark.parametrize(
    ("other", "signs"),
    [
        ({}, []),
        ({"turning_point": 1}, ["turning_point"]),
        ({"kind": "mdo", "present": ("care",)}, ["present"]),
        ({"kind": "mdo", "missing": ("care",)}, ["missing"]),
        ({"edtf": "2020-05"}, ["uncertain"]),
        ({"edtf": "2020-05/2020-07"}, ["uncertain"]),
        ({"edtf": "2020-05-01/2020-07-01"}, []),
        ({"disputed": True}, ["disputed"]),
        ({"edtf": "XXXX", "disputed": True}, []),
    ],
)
def test_a_sign_is_told_when_it_occurs(other, signs):
    assert list(signs_of(layout([PLAIN, event(2, **other)], LANES))) == signs


def test_an_empty_drawing_has_no_signs():
    assert not signs_of(layout([], LANES))
