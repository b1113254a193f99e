"""Bad files over the web: an answer in plain words for each, never an error of ours."""

from __future__ import annotations

import random

from tests.factories import World
from tests.http import Browser
from tests.timeline.files import docx_file, xlsx
from timeline.readers.forms import form_of

ROWS = [("Datum", "Wat"), ("1-5-2020", "Gesprek"), ("31-02-2021", "Brief")]


def broken(content: bytes, seed: int) -> bytes:
    chance = random.Random(seed)
    changed = bytearray(content)
    for _ in range(20):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


FILES = [
    ("..\\..\\x.xlsx", broken(xlsx(ROWS), 1)),
    ("<script>.docx", broken(docx_file(ROWS), 2)),
    ("a\u202ecod.txt", "1-5-2020 Ge\u202esprek\n31-02-2021 <b>Brief</b>\n".encode()),
    ("nul.csv", b"Datum;Wat\r\n1-5-2020;Ges\x00prek\r\n"),
    ("formule.csv", b"Datum;Wat\r\n1-5-2020;=cmd|' /C calc'!A0\r\n"),
    ("bytes.txt", random.Random(3).randbytes(3000)),
    ("half.json", b'{"events": [{'),
    ("brief.txt", b"Beste collega,\n\nOp 14 maart 2021 was er een MDO.\n\nGroet,\nJan"),
    ("scan.pdf", b"%PDF-1.7\n"),
]


def test_no_bad_file_gives_an_error_of_ours_and_the_good_ones_come_through(facilitator: Browser, world: World) -> None:
    answer = facilitator.post(
        f"{facilitator.case}/import",
        data={"organisation_id": world.organisations["zorg"]},
        files=[("files", file) for file in FILES],
    )
    assert answer.status_code == 400
    assert "<script>.docx" not in answer.text
    for name in ("half.json", "bytes.txt", "scan.pdf"):
        assert name in answer.text
    assert "wel gelezen" in answer.text


def test_a_letter_is_no_table_and_is_read_all_the_same() -> None:
    assert form_of(dict(FILES)["brief.txt"]) == "text"
