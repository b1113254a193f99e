"""EDTF values: what other implementations publish as valid and not, and where ours decides otherwise and why."""

from __future__ import annotations

import csv
from datetime import date, time
from pathlib import Path

import pytest

from timeline.dates import DateNotUnderstood, from_edtf

TABLE = Path(__file__).parent / "data" / "edtf_vectors.tsv"
with TABLE.open(encoding="utf-8", newline="") as lines:
    VECTORS = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
READ = [row for row in VECTORS if row["here"] == "yes"]
REFUSED = [row for row in VECTORS if row["here"] == "no"]


def test_the_table_of_vectors_is_whole_and_names_a_source_for_each():
    assert len(VECTORS) == 469
    assert len({row["value"] for row in VECTORS}) == 469
    assert all(row["source"] for row in VECTORS)


def test_a_vector_that_is_decided_otherwise_here_says_why():
    assert [row["value"] for row in VECTORS if row["here"] != row["valid"] and not row["reason"]] == []


def test_levels_0_and_1_are_read_whole_for_the_years_that_a_case_can_have():
    left_out = {row["reason"] for row in REFUSED if row["valid"] == "yes" and row["level"] in {"0", "1"}}
    assert left_out == {
        "a year before 1000",
        "a year outside 1000 to 9999",
        "the letter Y is for years of more than four digits",
        "notation of the draft of 2012, gone since ISO 8601-2:2019",
    }


@pytest.mark.parametrize("row", READ, ids=lambda row: row["value"])
def test_a_published_value_is_read_with_its_published_bounds(row):
    read = from_edtf(row["value"])
    assert from_edtf(read.edtf).edtf == read.edtf
    if row["earliest"] or row["latest"]:
        known = [
            None if bound in {"", ".."} else date.fromisoformat(bound) for bound in (row["earliest"], row["latest"])
        ]
        assert [read.earliest, read.latest] == known


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: row["value"])
def test_what_is_not_read_is_refused_with_words_that_help(row):
    with pytest.raises(DateNotUnderstood) as refused:
        from_edtf(row["value"])
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize("value", ["-0043", "0800", "Y17000", "1950S2", "Y17E7"])
def test_a_year_that_a_case_can_not_have_is_refused_for_that_reason(value):
    with pytest.raises(DateNotUnderstood, match="jaar van vier cijfers"):
        from_edtf(value)


@pytest.mark.parametrize(
    ("value", "at"),
    [
        ("2016-05-02T16:54:59Z", time(16, 54)),
        ("2016-05-02T16:54+02:00", time(16, 54)),
        ("2016-05-02T00:00:00", time(0, 0)),
        ("2016-05-02T24:00:00", None),
    ],
)
def test_a_time_of_day_stays_what_the_writer_saw_on_the_clock(value, at):
    read = from_edtf(value)
    assert (read.edtf, read.time) == ("2016-05-02", at)


@pytest.mark.parametrize(
    ("value", "earliest", "latest"),
    [
        ("19XX-02-29", date(1904, 2, 29), date(1996, 2, 29)),
        ("X9X2", date(1902, 1, 1), date(9992, 12, 31)),
        ("1984-1X", date(1984, 10, 1), date(1984, 12, 31)),
        ("2021-0X-31", date(2021, 1, 31), date(2021, 8, 31)),
    ],
)
def test_unspecified_digits_stand_for_every_day_that_exists(value, earliest, latest):
    read = from_edtf(value)
    assert (read.earliest, read.latest) == (earliest, latest)
