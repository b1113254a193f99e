"""How many dates are read in a second, over what case files hold."""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta
from pathlib import Path
from time import process_time

from timeline.date_vocabulary import MONTH_NAMES
from timeline.dates import DateNotUnderstood, parse_date

TABLES = Path(__file__).resolve().parent.parent / "tests/timeline/data"
GENERATED = 2_000
TURNS = 5

_MONTHS = MONTH_NAMES["nl"]
_DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")


def parse_date_per_second() -> float:
    """Dates read in a second by one core, in the best of some turns.

    One text in five is one of the awkward expressions of the two tables, refused ones included; the others are
    written as most cells are. Nothing is remembered from one reading of a text to the next.
    """
    best = 0.0
    for turn in range(TURNS):
        texts = _texts(random.Random(turn))
        began = process_time()
        for text in texts:
            try:
                parse_date(text)
            except DateNotUnderstood:
                continue
        best = max(best, len(texts) / (process_time() - began))
    return best


def _texts(chance: random.Random) -> list[str]:
    awkward = [text for name in ("dates_nl_public.tsv", "dates_nl_more.tsv") for text in _expressions(TABLES / name)]
    day = date(2016, 1, 1)
    texts = awkward + [_written(chance, day + timedelta(days=chance.randrange(3650))) for _ in range(GENERATED)]
    chance.shuffle(texts)
    return texts


def _expressions(table: Path) -> list[str]:
    with table.open(encoding="utf-8", newline="") as lines:
        return [row["text"] for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def _written(chance: random.Random, day: date) -> str:
    """A day as cells hold them: mostly numbers, often words, now and then a period, a time or a month."""
    month, later = _MONTHS[day.month - 1], day + timedelta(days=chance.randrange(1, 90))
    forms = {
        f"{day:%d-%m-%Y}": 40,
        f"{day.day}-{day.month}-{day.year}": 15,
        f"{day:%Y-%m-%d}": 10,
        f"{day.day} {month} {day.year}": 20,
        f"{day.day} {month[:3]}. '{day:%y}": 5,
        f"{_DAYS[day.weekday()]} {day:%d-%m-%Y}": 5,
        f"{month} {day.year}": 10,
        f"{day:%d-%m-%Y} t/m {later:%d-%m-%Y}": 8,
        f"{day:%d-%m-%Y} om {day.day % 12 + 8}.30 uur": 5,
        f"begin {day.year}": 2,
        f"zomer {day.year}": 2,
        f"± {month} {day.year}": 2,
        f"sinds {month} {day.year}": 2,
    }
    return chance.choices(list(forms), weights=list(forms.values()))[0]
