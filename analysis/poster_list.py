"""The sheet that goes with a poster of few words: every event with its number, and what the signs mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from analysis.report.lettering import in_order
from timeline.drawing import Layout
from timeline.errors import N_, Translate
from timeline.in_words import around_in_words
from timeline.svg import mark_svg
from timeline.svg_ink import on_paper
from timeline.table import Row, rows, tray

TURNING_POINT = N_("kantelmoment {number}")
WORDS = {
    "list": N_("Alle gebeurtenissen op de poster"),
    "around": N_("Rondom de gebeurtenissen"),
}
SEE_NUMBERS = N_("Nummers en tekens staan op het blad hierna")
SEE_ALL = N_("Alle gebeurtenissen en tekens staan op het blad hierna")
"""What the poster says of that sheet: where numbers stand on it, and where many marks have neither words nor number."""


def list_of(drawn: Layout, placed: Layout, language: str, translate: Translate) -> Mapping[str, Any]:
    """What the sheet tells: events by chapter in order of time, those without a date, and what stands around them.

    `drawn` is what stands on the poster; of what stands around the events it may hold less than `placed`.
    """
    told = rows(drawn, language=language, translate=translate)
    return {
        "parts": [
            {"name": in_order(name), "events": [_told(row, translate) for row in part]}
            for name, part in groupby(told, key=lambda row: next(iter(row.chapters), ""))
        ],
        "undated": [_told(row, translate) for row in tray(drawn, language=language, translate=translate)],
        "around": [
            {"name": each.name, "lines": [in_order(line) for line in each.lines]}
            for each in around_in_words(placed, language=language, translate=translate)
        ],
        "signs": _signs(told),
    }


def _told(row: Row, translate: Translate) -> dict[str, str]:
    parts = [row.date, row.lane, row.kind_word]
    if row.turning_point is not None:
        parts.append(translate(TURNING_POINT).format(number=row.turning_point))
    return {
        "number": str(row.number),
        "title": in_order(row.title),
        "about": " · ".join(in_order(part) for part in parts if part),
        "shape": row.shape,
    }


def _signs(told: Sequence[Row]) -> dict[str, str]:
    """The picture of each shape that occurs."""
    return {shape: on_paper(mark_svg(shape)) for shape in sorted({row.shape for row in told})}
