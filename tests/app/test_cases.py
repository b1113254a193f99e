"""Making a case, seeing how it stands, changing its data, the reveal, and the way through the phases."""

from __future__ import annotations

import html
import re

import lxml.html
import pytest
from sqlmodel import col, select

from analysis.models import Annotation, Question, SessionPart
from app.audit import AuditLine
from app.identity.models import SignInLink
from tests.factories import World
from tests.http import Browser, browser_for
from timeline.models import (
    Case,
    Chapter,
    CourseHolder,
    Event,
    LegalFrame,
    Organisation,
    Participant,
    Person,
    Phase,
)

NEW = {
    "code_name": "Waterlelie",
    "reason": "De hulp liep vast.",
    "learning_aim": "Beter samenwerken.",
    "theme": "complex_divorce",
    "session_date": "2027-03-14",
    "person_name": ["Ekster", "", "", ""],
    "person_role": ["mother", "father", "child", "child"],
    "person_birth_year": ["1985", "", "2011", ""],
    "organisation_name": ["Gemeente Rietdorp", "", "De Meent"],
    "organisation_kind": ["municipality", "other", "school"],
    "organisation_colour": ["5", "", ""],
}


def only_text(page: str) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


def made_case(world: World, code_name: str = "Waterlelie") -> str:
    with world.database.reading() as db:
        return db.exec(select(Case.id).where(Case.code_name == code_name)).one()


# Making a case


def test_a_new_case_stands_ready_with_questions_and_a_plan_for_the_day(facilitator: Browser, world: World) -> None:
    answer = facilitator.submit("/cases/new", **NEW)
    assert answer.status_code == 200
    assert "De casus is gemaakt" in answer.text
    case_id = made_case(world)
    with world.database.reading() as db:
        assert len(db.exec(select(Question).where(Question.case_id == case_id)).all()) >= 10
        assert sum(db.exec(select(SessionPart.minutes).where(SessionPart.case_id == case_id)).all()) == 180
        organisations = db.exec(select(Organisation).where(Organisation.case_id == case_id)).all()
        assert {(o.name, o.colour) for o in organisations} == {("Gemeente Rietdorp", 5), ("De Meent", 1)}


def test_a_family_member_with_only_a_role_is_called_after_it(facilitator: Browser, world: World) -> None:
    facilitator.submit("/cases/new", **NEW)
    with world.database.reading() as db:
        family = db.exec(select(Person).where(Person.case_id == made_case(world)).order_by(col(Person.position))).all()
        assert [person.code_name for person in family] == ["Ekster", "Vader", "Kind", "Kind 2"]


def test_nobody_gets_a_role_that_was_not_chosen(facilitator: Browser, world: World) -> None:
    asked = facilitator.post("/cases/new", data=NEW | {"person_role": ["", "father", "child", "child"]})
    assert asked.status_code == 400
    page = lxml.html.fromstring(asked.text)
    (said,) = page.xpath("//*[@id='f-person-role-1-error']")
    assert "Ekster" in said.text_content()
    assert page.xpath("//input[@id='person-name-1']/@value") == ["Ekster"]
    assert "#f-person-role-1" in page.xpath("//a/@href")
    called = {"person_name": ["Moeder", "", "kind 2", ""], "person_role": ["", "father", "", ""]}
    assert facilitator.post("/cases/new", data=NEW | called).status_code == 303
    with world.database.reading() as db:
        family = db.exec(select(Person).where(Person.case_id == made_case(world)).order_by(col(Person.position))).all()
        assert [person.role for person in family] == ["mother", "father", "child"]


def test_what_is_asked_is_the_first_thing_that_is_still_open(facilitator: Browser, world: World) -> None:
    def asked() -> str:
        return lxml.html.fromstring(facilitator.get(f"{facilitator.case}/phase").text).xpath(
            "string(//aside[@class='tb-now tb-chrome']//a/@href)"
        )

    world.in_phase(Phase.PREPARING)
    assert asked() == f"{facilitator.case}/import"
    world.event("Overleg")
    assert asked() == f"{facilitator.case}/edit/chapters"
    chapter = {"name": "Het begin", "begins": "2018", "ends": "2019", "summary": ""}
    facilitator.submit(f"{facilitator.case}/edit/chapters", **chapter)
    assert asked() == f"{facilitator.case}/phase"
    with world.database.writing() as db:
        db.delete(world.participant(db, "school"))
    assert asked() == f"{facilitator.case}/people"


def test_the_questions_count_as_looked_at_only_when_somebody_changed_them(facilitator: Browser) -> None:
    made = facilitator.submit("/cases/new", **NEW)
    case = str(made.url.path)

    def step() -> str:
        steps = lxml.html.fromstring(facilitator.get(case).text).xpath("//ol[@class='case-steps']/li")
        return next(one.text_content() for one in steps if "leervragen" in one.text_content())

    assert "(gedaan)" not in step()
    facilitator.submit(f"{case}/questions/new", text="Wat hielp?", audience="organisation")
    assert "(gedaan)" in step()


@pytest.mark.parametrize("rows", ["person", "organisation"])
def test_asking_for_another_row_keeps_what_was_typed_and_stores_nothing(
    facilitator: Browser, world: World, rows: str
) -> None:
    before = facilitator.post("/cases/new", data=NEW | {"code_name": "", "more": "code_name"}).text
    answer = facilitator.post("/cases/new", data=NEW | {"more": rows})
    assert answer.status_code == 200
    assert 'value="Ekster"' in answer.text
    assert "De hulp liep vast." in answer.text
    assert answer.text.count(f'name="{rows}_name"') == before.count(f'name="{rows}_name"') + 2
    with world.database.reading() as db:
        assert db.exec(select(Case.code_name)).all() == ["Zonnebloem"]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"code_name": "  "}, "Geef de casus een schuilnaam."),
        ({"code_name": "zonnebloem"}, "Je hebt al een casus met deze schuilnaam."),
        ({"session_date": "ooit"}, "Vul één dag in voor de leersessie"),
        ({"person_birth_year": ["85", "", "", ""]}, "Een geboortejaar is een jaartal van vier cijfers"),
        ({"person_name": ["Merel", "merel", "", ""]}, "Deze naam staat er al."),
        ({"organisation_name": ["De Meent", "", "de meent"]}, "Deze naam staat er al."),
    ],
)
def test_a_form_with_a_mistake_comes_back_with_what_was_typed_and_stores_nothing(
    facilitator: Browser, world: World, changed: dict[str, object], says: str
) -> None:
    answer = facilitator.post("/cases/new", data=NEW | changed)
    assert answer.status_code == 400
    assert says in only_text(answer.text)
    assert "Beter samenwerken." in answer.text
    with world.database.reading() as db:
        assert db.exec(select(Case.code_name)).all() == ["Zonnebloem"]


def test_a_form_with_fields_that_we_did_not_ask_is_refused(facilitator: Browser) -> None:
    assert facilitator.post("/cases/new", data=NEW | {"phase": "agreed"}).status_code == 422


@pytest.mark.parametrize("name", ["gemeente", "reader", "administrator"])
def test_only_a_facilitator_makes_a_case(world: World, name: str) -> None:
    with browser_for(world, name) as browser:
        assert browser.get("/cases/new").status_code == 403
        assert browser.post("/cases/new", data=NEW).status_code == 403


def test_another_facilitators_case_is_not_there(facilitator: Browser, world: World) -> None:
    from tests.factories import make_world

    other = make_world(world.database, code_name="Waterlelie")
    assert "Waterlelie" not in facilitator.get("/").text
    assert facilitator.get(f"/cases/{other.case_id}").status_code == 404


# The overview


def test_the_facilitator_sees_who_came_in_and_who_says_to_be_ready(facilitator: Browser, world: World) -> None:
    with world.database.writing() as db:
        school = db.get(Organisation, world.organisations["school"])
        assert school
        school.ready_at = school.ready_at or world.case(db).created_at
    text = only_text(facilitator.get(facilitator.case).text)
    assert "1 van de 3 organisaties zeggen dat ze klaar zijn." in text


def test_the_overview_does_not_change_with_what_an_organisation_writes_in_private(
    facilitator: Browser, world: World
) -> None:
    before = facilitator.get(facilitator.case).content
    world.event("Gesprek op school", by="zorg")
    with world.database.writing() as db:
        zorg = world.organisations["zorg"]
        event = db.exec(select(Event.id)).one()
        db.add(Annotation(case_id=world.case_id, event_id=event, organisation_id=zorg, private_to=zorg, facts="Iets."))
    assert facilitator.get(facilitator.case).content == before


def test_a_participant_reads_what_is_asked_and_who_sees_it(contact: Browser) -> None:
    text = only_text(contact.get(contact.case).text)
    assert "Loop de tijdlijn na" in text
    assert "ziet alleen je eigen organisatie" in text
    assert "/reveal" not in contact.get(contact.case).text


@pytest.mark.any_database
@pytest.mark.parametrize("phase", [Phase.PREPARING, Phase.ANNOTATING, Phase.SESSION, Phase.WRITING, Phase.AGREED])
@pytest.mark.parametrize("name", ["facilitator", "gemeente", "colleague"])
def test_the_overview_says_what_is_next_in_each_phase(world: World, phase: Phase, name: str) -> None:
    world.in_phase(phase)
    with browser_for(world, name) as browser:
        answer = browser.get(browser.case)
    assert answer.status_code == 200
    assert answer.text.count("<h1") == 1


@pytest.mark.any_database
@pytest.mark.parametrize("phase", [Phase.PREPARING, Phase.ANNOTATING, Phase.SESSION, Phase.WRITING, Phase.AGREED])
@pytest.mark.parametrize("name", ["facilitator", "gemeente", "colleague"])
def test_every_tab_leads_to_a_page_of_its_own(world: World, phase: Phase, name: str) -> None:
    world.in_phase(phase)
    with browser_for(world, name) as browser:
        tabs = lxml.html.fromstring(browser.get(browser.case).text).xpath("//nav[@class='tb-nav']//a/@href")
        led_to = [browser.get(tab).headers.get("location", tab) for tab in tabs]
    assert len(tabs) > 1
    assert len(led_to) == len(set(led_to))


# The reveal


def test_the_reveal_is_asked_twice_and_shows_everyone_everything(
    facilitator: Browser, other_contact: Browser, world: World
) -> None:
    world.event("Gesprek op school", by="gemeente")
    asked = facilitator.get(facilitator.case + "/reveal")
    assert "Dit kan niet terug" in asked.text
    with world.database.reading() as db:
        assert world.case(db).revealed_at is None
    assert "zichtbaar" in facilitator.submit(facilitator.case + "/reveal").text
    with world.database.reading() as db:
        assert db.exec(select(Event.private_to)).all() == [None]
        assert db.exec(select(AuditLine.action).where(AuditLine.action == "case.reveal")).all() == ["case.reveal"]
    assert "zien alle organisaties" in only_text(other_contact.get(other_contact.case).text)


def test_nobody_else_reveals(contact: Browser, world: World) -> None:
    assert contact.get(contact.case + "/reveal").status_code == 403
    assert contact.post(contact.case + "/reveal").status_code == 403
    with world.database.reading() as db:
        assert world.case(db).revealed_at is None


# Phases


def test_going_to_the_session_says_that_it_reveals_and_does(facilitator: Browser, world: World) -> None:
    world.event("Gesprek op school", by="gemeente")
    assert "Hiermee wordt ook alles zichtbaar" in facilitator.get(facilitator.case + "/phase").text
    facilitator.submit(facilitator.case + "/phase/next", expected="annotating")
    with world.database.reading() as db:
        case = world.case(db)
        assert (case.phase, case.revealed_at is not None) == (Phase.SESSION, True)
        assert db.exec(select(Event.private_to)).all() == [None]


def test_going_on_again_after_the_reveal_does_not_promise_that_anything_is_private(
    facilitator: Browser, world: World
) -> None:
    world.in_phase(Phase.PREPARING)
    assert "ziet alleen die organisatie zelf" in facilitator.get(facilitator.case + "/phase").text
    with world.database.writing() as db:
        world.case(db).revealed_at = world.case(db).created_at
    again = facilitator.get(facilitator.case + "/phase").text
    assert "ziet alleen die organisatie zelf" not in again
    assert "Alles is al zichtbaar gemaakt" in again


def test_a_second_press_on_the_button_does_not_skip_a_phase(facilitator: Browser, world: World) -> None:
    facilitator.submit(facilitator.case + "/phase/next", expected="annotating")
    again = facilitator.post(facilitator.case + "/phase/next", data={"expected": "annotating"})
    assert again.status_code == 409
    assert "intussen in een andere fase" in again.text
    with world.database.reading() as db:
        assert world.case(db).phase == Phase.SESSION


def test_going_back_needs_a_reason_that_everybody_reads(facilitator: Browser, contact: Browser, world: World) -> None:
    refused = facilitator.post(facilitator.case + "/phase/back", data={"expected": "annotating", "reason": ""})
    assert refused.status_code == 400
    facilitator.submit(facilitator.case + "/phase/back", expected="annotating", reason="Er doet een school bij.")
    assert "Er doet een school bij." in contact.get(contact.case).text
    with world.database.reading() as db:
        assert world.case(db).phase == Phase.PREPARING


def test_a_case_does_not_become_agreed_by_a_press_on_the_button(facilitator: Browser, world: World) -> None:
    world.in_phase(Phase.WRITING)
    assert "/phase/next" not in facilitator.get(facilitator.case + "/phase").text
    assert facilitator.post(facilitator.case + "/phase/next", data={"expected": "writing"}).status_code == 400
    with world.database.reading() as db:
        assert world.case(db).phase == Phase.WRITING


# Changing the data


def data_of(**changed: object) -> dict[str, object]:
    return {"version": 1, "code_name": "Zonnebloem", "theme": "complex_divorce"} | changed


def test_two_tabs_on_the_data_of_a_case_lose_nothing(facilitator: Browser, world: World) -> None:
    facilitator.submit(facilitator.case + "/edit", **data_of(reason="De eerste tekst."))
    answer = facilitator.post(facilitator.case + "/edit", data=data_of(reason="De tweede tekst."))
    assert answer.status_code == 409
    assert "De eerste tekst." in answer.text
    assert answer.text.count("De tweede tekst.") == 2  # beside the other text, and in the form
    facilitator.submit(facilitator.case + "/edit", **data_of(version=2, reason="Beide teksten."))
    with world.database.reading() as db:
        assert world.case(db).reason == "Beide teksten."


PARTS = {
    "family": {"code_name": "Lijster", "role": "child", "birth_year": "2012"},
    "organisations": {"name": "Veilig Thuis", "kind": "safe_home", "colour": "7", "takes_part": "1"},
    "chapters": {"name": "Het eerste jaar", "begins": "maart 2019", "ends": "begin 2020", "summary": "Kort."},
    "course/frames": {"measure": "OTS", "frame": "compulsory", "begins": "maart 2019", "ends": "begin 2020"},
    "course/holders": {"who": "moeder", "organisation_id": "", "begins": "maart 2019", "ends": "begin 2020"},
}
TABLES = {
    "family": Person,
    "organisations": Organisation,
    "chapters": Chapter,
    "course/frames": LegalFrame,
    "course/holders": CourseHolder,
}


@pytest.mark.parametrize("part", PARTS)
def test_the_parts_of_a_case_are_added_changed_and_taken_away(world: World, part: str) -> None:
    with world.database.writing() as db:  # nobody invited yet: everything can still go
        for link in db.exec(select(SignInLink).where(col(SignInLink.participant_id).is_not(None))):
            db.delete(link)
        for participant in db.exec(select(Participant).where(col(Participant.organisation_id).is_not(None))):
            db.delete(participant)
    table = TABLES[part]
    fields = PARTS[part]
    first = next(iter(fields))
    with browser_for(world, "facilitator") as browser:
        address = f"{browser.case}/edit/{part}"
        with world.database.reading() as db:
            before = set(db.exec(select(table.id)).all())
        assert browser.submit(address, **fields).status_code == 200
        with world.database.reading() as db:
            [thing_id] = set(db.exec(select(table.id)).all()) - before
        assert browser.submit(f"{address}/{thing_id}", version=1, **fields | {first: "Anders"}).status_code == 200
        late = browser.post(f"{address}/{thing_id}", data={"version": 1} | fields | {first: "Nog anders"})
        assert late.status_code == 409
        assert "Anders" in late.text
        assert "Nog anders" in late.text
        assert browser.submit(f"{address}/{thing_id}/remove", version=2).status_code == 200
        with world.database.reading() as db:
            assert set(db.exec(select(table.id)).all()) == before


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("part", "changed", "says"),
    [
        ("family", {"code_name": ""}, "Vul een naam in."),
        ("family", {"birth_year": "twaalf"}, "jaartal van vier cijfers"),
        ("organisations", {"name": "gemeente rietdorp"}, "Deze naam staat er al."),
        ("chapters", {"begins": "ooit eens"}, "Een periode heeft een begin en een eind nodig."),
        ("chapters", {"ends": "2018"}, "Het eind ligt voor het begin."),
        ("course/frames", {"begins": "ooit eens"}, "Een periode heeft een begin en een eind nodig."),
        ("course/holders", {"ends": "2018"}, "Het eind ligt voor het begin."),
    ],
)
def test_a_part_with_a_mistake_comes_back_with_what_was_typed(
    facilitator: Browser, part: str, changed: dict[str, str], says: str
) -> None:
    answer = facilitator.post(f"{facilitator.case}/edit/{part}", data=PARTS[part] | changed)
    assert answer.status_code == 400
    assert says in only_text(answer.text)
    for typed in (PARTS[part] | changed).values():
        assert typed in answer.text


@pytest.mark.parametrize("part", PARTS)
def test_what_belongs_to_another_case_is_not_there(facilitator: Browser, world: World, part: str) -> None:
    from tests.factories import make_world

    other = make_world(world.database, code_name="Waterlelie")
    with world.database.writing() as db:
        case = other.case(db)
        days = {"first_day": case.created_at, "last_day": case.created_at}
        db.add(Chapter(case_id=case.id, name="Elders", **days))
        db.add(LegalFrame(case_id=case.id, compulsory=True, **days))
        db.add(CourseHolder(case_id=case.id, **days))
        db.flush()
        table = TABLES[part]
        foreign = db.exec(select(table.id).where(table.case_id == case.id)).first()
    answer = facilitator.post(f"{facilitator.case}/edit/{part}/{foreign}", data={"version": 1} | PARTS[part])
    assert answer.status_code == 404


def test_an_organisation_that_leaves_can_not_come_in_any_more(
    facilitator: Browser, contact: Browser, world: World
) -> None:
    assert contact.get(contact.case).status_code == 200
    facilitator.submit(
        f"{facilitator.case}/edit/organisations/{world.organisations['gemeente']}",
        version=1,
        name="Gemeente Rietdorp",
        kind="municipality",
        colour=1,
    )
    assert contact.get(contact.case).status_code == 401


def test_a_colour_has_the_same_word_in_every_form(facilitator: Browser) -> None:
    picker = facilitator.get(facilitator.case + "/edit/organisations").text
    chooser = facilitator.get("/cases/new").text
    offered = re.search(r'name="organisation_colour".*?</select>', chooser, re.S)
    assert offered
    words = [word.strip() for word in re.findall(r'<option value="\d+"[^>]*>(.*?)</option>', offered.group())]
    assert len(words) == 12
    assert re.findall(r'aria-hidden="true"></span>(\w+)</span>', picker)[:12] == words
