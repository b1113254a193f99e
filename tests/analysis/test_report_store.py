"""The report in the making: texts with versions, agreement bound to what was read, and a final that never changes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlmodel import Session, select

from analysis.models import Assent, Report, ReportSection
from analysis.report.compose import Edition, basis, compose
from analysis.report.frozen import frozen_document, is_the_frozen_report
from analysis.report.store import (
    NotShared,
    TextChanged,
    ViewMissing,
    assents_of,
    draft_of,
    finals_of,
    freeze,
    give_assent,
    sections_of,
    share,
    write_section,
)
from tests.factories import World
from timeline.history import Conflict, revisions_of
from timeline.models import Organisation, Phase
from timeline.scope import Viewer

DAY = date(2025, 3, 6)


@pytest.fixture
def writing(world: World) -> World:
    world.event("Zitting")
    return world.in_phase(Phase.WRITING)


def zorg(db: Session, world: World) -> Organisation:
    found = db.get(Organisation, world.organisations["zorg"])
    assert found is not None
    return found


def say(db: Session, world: World, verdict: str = "agree", view: str = "", *, read: str | None = None) -> Assent:
    case = world.case(db)
    current = basis(db, case, draft_of(db, case))
    by = world.participant(db, "zorg")
    return give_assent(db, case, zorg(db, world), verdict, view, checksum=read or current, current=current, by=by)


def finish(db: Session, world: World) -> Report:
    case = world.case(db)
    document = compose(db, case, Edition(draft_of(db, case), DAY))
    return freeze(db, case, document, by=world.participant(db, "facilitator"))


def test_looking_at_a_draft_stores_nothing(writing: World) -> None:
    with writing.database.reading() as db:
        assert draft_of(db, writing.case(db)).edition == 1
        assert sections_of(db, draft_of(db, writing.case(db))) == {}
        assert db.exec(select(Report)).all() == []


def test_a_text_is_kept_with_its_versions_and_the_same_text_again_is_no_change(writing: World, db: Session) -> None:
    case, by = writing.case(db), writing.participant(db, "facilitator")
    for text, based_on in (("een", 0), ("een", 0), ("twee", 1), ("twee", 1)):
        section = write_section(db, case, "short", text, based_on=based_on, by=by)
    assert (section.body, section.version) == ("twee", 2)
    bodies = [revision.snapshot["body"] for revision in revisions_of(db, section.id, viewer=Viewer(case.id))]
    assert bodies == ["twee", "een"]
    with pytest.raises(Conflict) as conflict:
        write_section(db, case, "short", "drie", based_on=1, by=by)
    assert conflict.value.current.body == "twee"
    with pytest.raises(Conflict):
        write_section(db, case, "aim", "x", based_on=3, by=by)


def test_two_who_begin_the_same_text_at_once_make_one_and_the_other_is_told(writing: World) -> None:
    def write(text: str) -> bool:
        try:
            with writing.database.writing() as db:
                case, by = writing.case(db), writing.participant(db, "facilitator")
                write_section(db, case, "short", text, based_on=0, by=by)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(write, "abcd")) == [False, False, False, True]
    with writing.database.reading() as db:
        assert len(db.exec(select(ReportSection)).all()) == len(db.exec(select(Report)).all()) == 1


def test_nobody_agrees_with_what_was_not_shared_or_was_not_read(writing: World, db: Session) -> None:
    with pytest.raises(NotShared):
        say(db, writing)
    share(db, writing.case(db), by=writing.participant(db, "facilitator"))
    with pytest.raises(TextChanged):
        say(db, writing, read="0" * 64)
    with pytest.raises(ViewMissing):
        say(db, writing, "dissent", " \n")
    assert assents_of(db, draft_of(db, writing.case(db))) == {}


def test_an_agreement_belongs_to_the_text_that_was_read(writing: World, db: Session) -> None:
    case, by = writing.case(db), writing.participant(db, "facilitator")
    share(db, case, by=by)
    given = say(db, writing, "dissent", "Wij zien het zo")
    assert (given.verdict, given.version, given.checksum) == ("dissent", 1, basis(db, case, draft_of(db, case)))
    assert verdicts(db, writing) == {"De Veerboot": "dissent", "Gemeente Rietdorp": "open", "De Meent": "open"}
    write_section(db, case, "short", "Anders", based_on=0, by=by)
    assert given.checksum != basis(db, case, draft_of(db, case))
    assert verdicts(db, writing)["De Veerboot"] == "open"
    report = compose(db, case, Edition(draft_of(db, case), DAY))
    told = next(assent for assent in report.assent if assent.organisation == "De Veerboot")
    assert report.says(told) == "Reageerde op een eerdere tekst: eigen kijk"
    assert (told.own_view, bool(told.date_words)) == ("Wij zien het zo", True)
    again = say(db, writing)
    assert (again.id, again.verdict, again.version) == (given.id, "agree", 2)


def verdicts(db: Session, world: World) -> dict[str, str]:
    document = compose(db, world.case(db), Edition(draft_of(db, world.case(db)), DAY))
    return {assent.organisation: assent.verdict for assent in document.assent}


def test_agreeing_does_not_change_the_text_that_others_agree_with(writing: World, db: Session) -> None:
    case = writing.case(db)
    share(db, case, by=writing.participant(db, "facilitator"))
    before = basis(db, case, draft_of(db, case))
    say(db, writing, "dissent", "Wij zien het zo")
    assert basis(db, case, draft_of(db, case)) == before


def test_a_frozen_report_is_its_own_bytes_and_the_case_is_agreed(writing: World, db: Session) -> None:
    report = finish(db, writing)
    assert is_the_frozen_report(report)
    assert frozen_document(report).head.status == "final"
    assert frozen_document(report).head.checksum == report.checksum
    case = writing.case(db)
    assert case.phase == Phase.AGREED
    assert revisions_of(db, case.id, viewer=Viewer(case.id))[0].snapshot["phase"] == Phase.AGREED
    with pytest.raises(Conflict):
        finish(db, writing)


@pytest.mark.parametrize("damage", [lambda c: c.replace(b"Zitting", b"Zittinh"), lambda c: c + b" ", lambda c: c[:-1]])
def test_one_byte_more_less_or_other_is_seen(writing: World, db: Session, damage) -> None:  # type: ignore[no-untyped-def]
    report = finish(db, writing)
    report.content = damage(report.content)
    assert not is_the_frozen_report(report)


def test_a_checksum_that_was_changed_along_with_the_text_is_seen(writing: World, db: Session) -> None:
    report = finish(db, writing)
    report.checksum = "0" * 64
    assert not is_the_frozen_report(report)
    report.content = None
    assert not is_the_frozen_report(report)


def test_a_next_edition_begins_with_the_texts_of_the_one_before_and_leaves_it_alone(
    writing: World, db: Session
) -> None:
    case, by = writing.case(db), writing.participant(db, "facilitator")
    write_section(db, case, "short", "Eerste editie", based_on=0, by=by)
    first = finish(db, writing)
    content = first.content
    case.phase = Phase.WRITING
    assert draft_of(db, case).edition == 2
    assert sections_of(db, draft_of(db, case))["short"].body == "Eerste editie"
    section = write_section(db, case, "aim", "Nieuw", based_on=0, by=by)
    write_section(db, case, "short", "Tweede editie", based_on=1, by=by)
    assert section.report_id == draft_of(db, case).id != first.id
    assert assents_of(db, draft_of(db, case)) == {}
    assert [report.edition for report in finals_of(db, case.id)] == [1]
    assert first.content == content
    assert is_the_frozen_report(first)
