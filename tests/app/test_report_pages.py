"""The report on screen: written, shared, agreed with by the text that was read, frozen, and then only read."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import update
from sqlmodel import select

from analysis.models import Report, TurningPoint
from analysis.report.store import finals_of
from app.checking import check_installation
from tests.factories import World
from tests.http import Browser, browser_for
from timeline.models import Phase


@pytest.fixture
def writing(world: World) -> World:
    """A case in which the report is being written, with something in it to read."""
    event_id = world.event("Zitting over de omgang")
    with world.database.writing() as db:
        world.case(db).revealed_at = world.case(db).created_at
        db.add(TurningPoint(case_id=world.case_id, event_id=event_id, number=1))
    return world.in_phase(Phase.WRITING)


@pytest.fixture
def frozen(writing: World, facilitator: Browser) -> World:
    """The same case with its report frozen."""
    facilitator.post(f"{facilitator.case}/report/sections/short", data={"body": "De kern."})
    assert facilitator.post(f"{facilitator.case}/report/freeze").status_code == 303
    return writing


def checksum_on(page: str) -> str:
    found = re.search(r'name="checksum" value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


def final_of(world: World) -> tuple[bytes | None, str]:
    with world.database.reading() as db:
        report = finals_of(db, world.case_id)[0]
        return report.content, report.checksum


def test_two_people_on_one_section_both_keep_their_words(facilitator: Browser, writing: World) -> None:
    section = f"{facilitator.case}/report/sections/short"
    assert facilitator.post(section, data={"body": "Van de een", "version": 0}).status_code == 303
    answer = facilitator.post(section, data={"body": "Van de ander", "version": 0})
    assert answer.status_code == 409
    assert "Van de een" in answer.text
    assert "Van de ander" in answer.text
    assert facilitator.post(section, data={"body": "Samen", "version": 1}).status_code == 303
    assert "Samen" in facilitator.get(f"{facilitator.case}/report/preview").text
    assert facilitator.post(f"{facilitator.case}/report/sections/onzin", data={"body": "x"}).status_code == 404


def test_a_draft_is_read_only_after_it_was_shared(facilitator: Browser, contact: Browser, writing: World) -> None:
    facilitator.post(f"{facilitator.case}/report/sections/short", data={"body": "Nog niet af"})
    assert "Nog niet af" not in contact.get(f"{contact.case}/report/review").text
    assert contact.post(f"{contact.case}/report/assent", data={"verdict": "agree"}).status_code == 400
    facilitator.post(f"{facilitator.case}/report/share")
    assert "Nog niet af" in contact.get(f"{contact.case}/report/review").text


def test_who_agrees_agrees_with_the_text_that_was_read(facilitator: Browser, contact: Browser, writing: World) -> None:
    facilitator.post(f"{facilitator.case}/report/share")
    read = checksum_on(contact.get(f"{contact.case}/report/review").text)
    facilitator.post(f"{facilitator.case}/report/sections/short", data={"body": "Intussen anders"})
    words = {"verdict": "dissent", "view": "Wij zien het zo", "checksum": read}
    answer = contact.post(f"{contact.case}/report/assent", data=words)
    assert answer.status_code == 409
    assert "Intussen anders" in answer.text
    assert "Wij zien het zo" in answer.text
    again = words | {"checksum": checksum_on(answer.text)}
    assert contact.post(f"{contact.case}/report/assent", data=again).status_code == 303
    assert "Wij zien het zo" in facilitator.get(f"{facilitator.case}/report").text
    facilitator.post(f"{facilitator.case}/report/sections/aim", data={"body": "En weer anders"})
    assert "eerdere tekst" in facilitator.get(f"{facilitator.case}/report").text


def test_a_reaction_to_an_earlier_text_is_told_as_one_in_the_final_report(
    facilitator: Browser, contact: Browser, writing: World
) -> None:
    facilitator.post(f"{facilitator.case}/report/share")
    read = checksum_on(contact.get(f"{contact.case}/report/review").text)
    view = {"verdict": "dissent", "view": "Wij zien het zo", "checksum": read}
    assert contact.post(f"{contact.case}/report/assent", data=view).status_code == 303
    facilitator.post(f"{facilitator.case}/report/sections/short", data={"body": "Daarna veranderd"})
    before = facilitator.get(f"{facilitator.case}/report/freeze").text
    silent, earlier = before.split("reageerden op een eerdere tekst:")
    assert "Gemeente Rietdorp" in earlier.split("</ul>")[0]
    assert "Gemeente Rietdorp" not in silent
    facilitator.post(f"{facilitator.case}/report/freeze")
    page = facilitator.get(f"{facilitator.case}/report/read").text
    assert "Reageerde op een eerdere tekst: eigen kijk" in page
    assert "Wij zien het zo" in page
    frozen = facilitator.get(f"{facilitator.case}/report/files/json").json()
    (told,) = (each for each in frozen["assent"] if each["organisation"] == "Gemeente Rietdorp")
    assert (told["earlier"], "verdict" in told) == ("dissent", False)  # open is what is not written


@pytest.mark.parametrize("fields", [{}, {"verdict": "misschien"}, {"verdict": "dissent", "view": " "}])
def test_an_answer_that_says_nothing_is_asked_again(
    facilitator: Browser, contact: Browser, writing: World, fields: dict[str, str]
) -> None:
    facilitator.post(f"{facilitator.case}/report/share")
    read = checksum_on(contact.get(f"{contact.case}/report/review").text)
    assert contact.post(f"{contact.case}/report/assent", data={"checksum": read} | fields).status_code == 400


def test_only_the_contact_speaks_for_an_organisation(facilitator: Browser, writing: World) -> None:
    facilitator.post(f"{facilitator.case}/report/share")
    with browser_for(writing, "colleague") as colleague:
        assert 'name="verdict"' not in colleague.get(f"{colleague.case}/report/review").text
        assert colleague.post(f"{colleague.case}/report/assent", data={"verdict": "agree"}).status_code == 403


def test_a_reader_reads_the_agreed_report_and_before_that_a_friendly_word(writing: World, facilitator: Browser) -> None:
    with browser_for(writing, "reader") as reader:
        assert "nog niet vastgesteld" in reader.get(f"{reader.case}/report/read").text
        facilitator.post(f"{facilitator.case}/report/sections/short", data={"body": "De kern."})
        facilitator.post(f"{facilitator.case}/report/freeze")
        page = reader.get(f"{reader.case}/report/read").text
        assert "De kern." in page
        assert "Zitting over de omgang" in page
        assert final_of(writing)[1] in page
        for format_, begins in (("pdf", b"%PDF"), ("docx", b"PK"), ("json", b"{"), ("pptx", b"PK")):
            answer = reader.get(f"{reader.case}/report/files/{format_}")
            assert answer.content.startswith(begins)
            assert answer.headers["content-disposition"].startswith("attachment")
            assert "Zonnebloem" not in answer.headers["content-disposition"]
        assert reader.get(f"{reader.case}/report/files/exe").status_code == 404


@pytest.mark.parametrize(
    ("phase", "says"),
    [
        (Phase.ANNOTATING, "De leersessie moet nog komen."),
        (Phase.SESSION, "De leersessie is nog niet afgesloten."),
        (Phase.WRITING, "De procesbegeleider schrijft eraan."),
    ],
)
def test_before_there_is_a_report_a_reader_reads_how_far_it_is(
    facilitator: Browser, writing: World, phase: Phase, says: str
) -> None:
    writing.in_phase(phase)
    with browser_for(writing, "reader") as reader:
        assert says in reader.get(f"{reader.case}/report/read").text
        if phase == Phase.WRITING:
            facilitator.post(f"{facilitator.case}/report/share")
            assert "De organisaties lezen het concept nog" in reader.get(f"{reader.case}/report/read").text


def test_a_frozen_report_does_not_change_whatever_anyone_does(frozen: World, facilitator: Browser) -> None:
    before = final_of(frozen)
    case = facilitator.case
    event_id = facilitator.get(f"{case}/export/json").json()["events"][0]["id"]
    acts: list[tuple[str, dict[str, str | int]]] = [
        (f"{case}/report/sections/short", {"body": "Anders", "version": 1}),
        (f"{case}/report/freeze", {}),
        (f"{case}/report/share", {}),
        (f"{case}/phase/back", {"expected": "agreed", "reason": "toch anders"}),
        (f"{case}/events/{event_id}/edit", {"title": "Anders", "version": 1}),
        (f"{case}/events/{event_id}/remove", {"version": 1}),
        (f"{case}/edit", {"code_name": "Anders", "version": 1}),
    ]
    for address, fields in acts:
        assert facilitator.post(address, data=fields).status_code in {400, 403, 409}, address
    assert final_of(frozen) == before
    with browser_for(frozen, "gemeente") as contact:
        assert contact.post(f"{case}/report/assent", data={"verdict": "agree"}).status_code == 403


def test_after_freezing_the_draft_gives_way_to_the_report(frozen: World, facilitator: Browser) -> None:
    for end in ("", "/preview"):
        answer = facilitator.get(f"{facilitator.case}/report{end}")
        assert answer.headers["location"] == f"{facilitator.case}/report/read"
    draft, final = (facilitator.get(f"{facilitator.case}/report/{folder}/json") for folder in ("draft", "files"))
    assert draft.content == final.content
    assert "verslag-1" in draft.headers["content-disposition"]


def test_one_changed_letter_in_a_frozen_report_is_seen_everywhere(frozen: World, facilitator: Browser) -> None:
    assert all(finding.fine for finding in check_installation(frozen.settings, frozen.database))
    content, _ = final_of(frozen)
    assert content
    with frozen.database.writing() as db:
        db.execute(update(Report).values(content=content.replace(b"De kern.", b"De kerm.")))
    assert "veranderd nadat het werd vastgesteld" in facilitator.get(f"{facilitator.case}/report/read").text
    answer = facilitator.get(f"{facilitator.case}/report/files/pdf")
    assert answer.status_code == 400
    assert "veranderd nadat het werd vastgesteld" in answer.text
    wrong = [finding for finding in check_installation(frozen.settings, frozen.database) if not finding.fine]
    assert len(wrong) == 1
    with frozen.database.writing() as db:  # so broken that it is no report any more
        db.execute(update(Report).values(content=b"{"))
    assert facilitator.get(f"{facilitator.case}/report/read").status_code == 400
    assert len([f for f in check_installation(frozen.settings, frozen.database) if not f.fine]) == 1


def test_freezing_says_who_did_not_answer_yet_and_does_not_stop_anyone(facilitator: Browser, writing: World) -> None:
    page = facilitator.get(f"{facilitator.case}/report/freeze").text
    assert all(name in page for name in ("Gemeente Rietdorp", "De Veerboot", "De Meent"))
    assert facilitator.post(f"{facilitator.case}/report/freeze").status_code == 303
    assert facilitator.post(f"{facilitator.case}/report/freeze").status_code == 403  # a double click freezes once
    with writing.database.reading() as db:
        assert len(db.exec(select(Report)).all()) == 1
