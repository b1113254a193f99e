"""The button that undoes what was just done to a chapter, a legal frame or who held the course."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlmodel import select

from analysis.models import Rating
from app.audit import AuditLine
from tests.factories import World, make_world
from tests.http import Browser, browser_for
from timeline.models import Chapter, CourseHolder, LegalFrame, Revision

DAYS = {"begins": "maart 2019", "ends": "begin 2020"}
PARTS = {
    "chapters": ({"name": "Het eerste jaar", **DAYS}, "chapters", Chapter, "chapter"),
    "frames": ({"measure": "OTS", "frame": "compulsory", **DAYS}, "course", LegalFrame, "frame"),
    "holders": ({"who": "moeder", **DAYS}, "course", CourseHolder, "course"),
}


def offered(browser: Browser, answer: object) -> tuple[str, str]:
    """Where the button that undoes is sent, and the act that it names."""
    found = re.search(
        r'action="([^"]*/undo)"[^>]*>.*?name="batch" value="([a-z2-7]{26})"',
        answer.text,
        re.DOTALL,  # type: ignore[attr-defined]
    )
    assert found
    return found[1], found[2]


@pytest.mark.parametrize("part", PARTS)
def test_each_act_has_a_button_that_undoes_it_and_a_line_in_the_audit_log(
    facilitator: Browser, world: World, part: str
) -> None:
    fields, page, table, name = PARTS[part]
    address = f"{facilitator.case}/edit/{page}" + (f"/{part}" if page == "course" else "")

    def kept() -> list[tuple[object, object]]:
        with world.database.reading() as db:
            return [(one.id, one.last_day) for one in db.exec(select(table))]

    where, batch = offered(facilitator, facilitator.submit(address, **fields))
    assert len(kept()) == 1
    assert "Ongedaan gemaakt." in facilitator.submit(where, batch=batch).text
    assert kept() == []
    facilitator.submit(address, **fields)
    [(thing_id, last)] = kept()
    where, batch = offered(
        facilitator, facilitator.submit(f"{address}/{thing_id}", version=1, **fields | {"ends": "2021"})
    )
    facilitator.submit(where, batch=batch)
    assert kept() == [(thing_id, last)]
    where, batch = offered(facilitator, facilitator.submit(f"{address}/{thing_id}/remove", version=3))
    assert kept() == []
    page_after = facilitator.submit(where, batch=batch)
    assert kept() == [(thing_id, last)]
    assert 'name="batch"' not in page_after.text
    with world.database.reading() as db:
        acts = [line.action for line in db.exec(select(AuditLine)) if line.action.endswith(".undo")]
    assert acts == [f"{name}.undo"] * 3


def test_who_undoes_what_a_colleague_changed_since_hears_so_and_nothing_is_lost(
    facilitator: Browser, world: World
) -> None:
    address = f"{facilitator.case}/edit/course/frames"
    where, batch = offered(facilitator, facilitator.submit(address, measure="OTS", frame="compulsory", **DAYS))
    with world.database.reading() as db:
        frame = db.exec(select(LegalFrame.id)).one()
    facilitator.submit(f"{address}/{frame}", version=1, measure="UHP", frame="compulsory", **DAYS)
    answer = facilitator.post(where, data={"batch": batch})
    assert answer.status_code == 400
    assert "Ongedaan maken kan niet meer." in answer.text
    assert 'value="UHP"' in answer.text


def test_what_could_not_be_undone_can_be_after_what_stood_in_its_way_is_gone(
    facilitator: Browser, world: World
) -> None:
    address = f"{facilitator.case}/edit/chapters"

    def chapter() -> str:
        with world.database.reading() as db:
            return db.exec(select(Chapter.id)).one()

    facilitator.submit(address, name="Het begin", **DAYS)
    first = chapter()
    where, batch = offered(facilitator, facilitator.submit(f"{address}/{first}/remove", version=1))
    facilitator.submit(address, name="Het begin", begins="2021", ends="2022")
    answer = facilitator.post(where, data={"batch": batch})
    assert answer.status_code == 400
    assert "Deze naam staat er al" in answer.text
    assert offered(facilitator, answer) == (where, batch)
    facilitator.submit(f"{address}/{chapter()}", version=1, name="Later", begins="2021", ends="2022")
    assert "Ongedaan gemaakt." in facilitator.submit(where, batch=batch).text
    with world.database.reading() as db:
        assert {one.name for one in db.exec(select(Chapter))} == {"Het begin", "Later"}


def test_who_undoes_what_was_said_again_since_hears_that_it_is_there(facilitator: Browser, world: World) -> None:
    address = f"{facilitator.case}/edit/course/frames"
    facilitator.submit(address, measure="OTS", frame="compulsory", **DAYS)
    with world.database.reading() as db:
        frame = db.exec(select(LegalFrame.id)).one()
    where, batch = offered(facilitator, facilitator.submit(f"{address}/{frame}/remove", version=1))
    facilitator.submit(address, measure="OTS", frame="compulsory", **DAYS)
    answer = facilitator.post(where, data={"batch": batch})
    assert answer.status_code == 400
    assert "Dit staat er intussen al." in answer.text
    with world.database.reading() as db:
        assert len(db.exec(select(LegalFrame)).all()) == 1


def test_who_may_not_change_the_case_can_not_undo_in_it(facilitator: Browser, world: World) -> None:
    where, batch = offered(facilitator, facilitator.submit(f"{facilitator.case}/edit/course/frames", **DAYS))
    with browser_for(world, "gemeente") as contact:
        assert contact.post(where, data={"batch": batch}).status_code == 403


def test_how_calm_organisations_saw_a_chapter_comes_back_with_it_and_stays_private(
    facilitator: Browser, world: World
) -> None:
    address = f"{facilitator.case}/edit/chapters"
    facilitator.submit(address, name="Het begin", **DAYS)
    with world.database.reading() as db:
        chapter = db.exec(select(Chapter.id)).one()
    with browser_for(world, "gemeente") as contact:
        contact.submit(f"{contact.case}/prepare/calm/{chapter}", value="4", version=0)

    def ratings() -> list[tuple[object, ...]]:
        with world.database.reading() as db:
            return [(one.id, one.value, one.private_to, one.version) for one in db.exec(select(Rating))]

    before = ratings()
    assert [(value, private) for _, value, private, _ in before] == [(4, world.organisations["gemeente"])]
    where, batch = offered(facilitator, facilitator.submit(f"{address}/{chapter}/remove", version=1))
    assert ratings() == []
    facilitator.submit(where, batch=batch)
    assert ratings() == before
    with browser_for(world, "gemeente") as contact:  # and it can be changed as before
        contact.submit(f"{contact.case}/prepare/calm/{chapter}", value="2", version=1)
    assert [value for _, value, _, _ in ratings()] == [2]


def test_that_what_was_added_is_gone_can_be_undone_with_what_others_said_of_it_meanwhile(
    facilitator: Browser, world: World
) -> None:
    address = f"{facilitator.case}/edit/chapters"
    where, batch = offered(facilitator, facilitator.submit(address, name="Het begin", **DAYS))
    with world.database.reading() as db:
        chapter = db.exec(select(Chapter.id)).one()
    with browser_for(world, "gemeente") as contact:
        contact.submit(f"{contact.case}/prepare/calm/{chapter}", value="4", version=0)
    where, batch = offered(facilitator, facilitator.submit(where, batch=batch))
    with world.database.reading() as db:
        assert db.exec(select(Rating)).all() == []
    facilitator.submit(where, batch=batch)
    with world.database.reading() as db:
        assert db.exec(select(Chapter.id)).one() == chapter
        assert db.exec(select(Rating.value)).one() == 4


def test_who_adds_what_a_colleague_added_before_gets_no_button_for_what_the_colleague_did(
    facilitator: Browser, world: World
) -> None:
    address = f"{facilitator.case}/edit/course/frames"
    facilitator.submit(address, measure="OTS", frame="compulsory", **DAYS)
    with world.database.writing() as db:
        (act,) = db.exec(select(Revision).where(Revision.thing == "legal_frame"))
        act.at -= timedelta(days=3)
        db.add(act)
    again = facilitator.submit(address, measure="OTS", frame="compulsory", **DAYS)
    assert 'name="batch"' not in again.text
    with world.database.reading() as db:
        assert len(db.exec(select(LegalFrame)).all()) == 1


def test_the_act_of_another_case_is_not_there(facilitator: Browser, world: World) -> None:
    _, batch = offered(facilitator, facilitator.submit(f"{facilitator.case}/edit/course/frames", **DAYS))
    other = make_world(world.database, code_name="Waterlelie")
    with browser_for(other, "facilitator") as somebody:
        assert somebody.post(f"{somebody.case}/edit/course/undo", data={"batch": batch}).status_code == 400
        assert batch not in somebody.get(f"{somebody.case}/edit/course?undo={batch}").text
    with world.database.reading() as db:
        assert db.exec(select(LegalFrame.id)).one()
