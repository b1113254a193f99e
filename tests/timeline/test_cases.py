"""The use-cases on a case itself: making it, its family, organisations and chapters, and its way through the phases."""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import Session, select

from tests.factories import World
from timeline.cases import (
    AlreadyMoved,
    CaseFacts,
    NewCase,
    NoCodeName,
    NoReason,
    NoWayOn,
    change_case,
    make_case,
    move_back,
    move_forward,
)
from timeline.chapters import ChapterFacts, add_chapter, chapters_of
from timeline.dates import parse_date
from timeline.family import PersonFacts, PersonInUse, add_person, change_person, family_of, remove_person
from timeline.history import Conflict
from timeline.models import Case, Event, Organisation, Participant, Person, Phase, Revision, Role
from timeline.names import NoName, SameNameTwice
from timeline.organisations import (
    OrganisationFacts,
    OrganisationInUse,
    add_organisation,
    can_remove_organisation,
    change_organisation,
    remove_organisation,
)
from timeline.participants import (
    AlreadyInvited,
    NoOrganisationChosen,
    NoSuchRole,
    ParticipantFacts,
    add_participant,
    change_participant,
)
from timeline.stretches import EndsBeforeItBegins, NoFirstOrLastDay, stretch


@pytest.fixture
def made(db: Session) -> tuple[Case, Participant]:
    """A case that was just made, with nobody invited yet."""
    return make_case(
        db,
        NewCase(
            CaseFacts("Waterlelie"),
            family=[PersonFacts("Ekster", "mother"), PersonFacts("Merel", "child", 2011)],
            organisations=[
                OrganisationFacts("Gemeente Rietdorp", "municipality"),
                OrganisationFacts("De Meent", "school"),
            ],
        ),
        facilitator_name="Procesbegeleider",
    )


@pytest.fixture
def case(db: Session, world: World) -> Case:
    """The case of `world`, in this session."""
    return world.case(db)


@pytest.fixture
def by(db: Session, world: World) -> Participant:
    """The facilitator of `world`, in this session."""
    return world.participant(db, "facilitator")


def organisation(db: Session, case: Case, name: str) -> Organisation:
    return db.exec(select(Organisation).where(Organisation.case_id == case.id, Organisation.name == name)).one()


def person(db: Session, case: Case, code_name: str) -> Person:
    return next(member for member in family_of(db, case.id) if member.code_name == code_name)


# Making


def test_a_new_case_has_its_family_organisations_and_facilitator(db: Session, made: tuple[Case, Participant]) -> None:
    case, by = made
    assert by.role == Role.FACILITATOR
    assert [(member.code_name, member.birth_year) for member in family_of(db, case.id)] == [
        ("Ekster", None),
        ("Merel", 2011),
    ]
    assert case.phase == Phase.PREPARING


def test_organisations_get_colours_of_their_own(db: Session, made: tuple[Case, Participant]) -> None:
    colours = db.exec(select(Organisation.colour).where(Organisation.case_id == made[0].id)).all()
    assert len(set(colours)) == len(colours)


@pytest.mark.parametrize("name", ["", "   ", "\x00", "\u202e"])
def test_a_case_without_a_code_name_is_refused(db: Session, name: str) -> None:
    with pytest.raises(NoCodeName):
        make_case(db, NewCase(CaseFacts(name)), facilitator_name="Procesbegeleider")


def test_two_family_members_with_one_name_are_refused_whatever_the_capitals(db: Session) -> None:
    with pytest.raises(SameNameTwice):
        make_case(
            db,
            NewCase(CaseFacts("Tulp"), family=[PersonFacts("Merel"), PersonFacts(" merel ")]),
            facilitator_name="Procesbegeleider",
        )


# Changing


def test_a_change_of_the_case_keeps_the_earlier_text(db: Session, case: Case, by: Participant) -> None:
    change_case(db, case, CaseFacts("Tulp", reason="Anders."), based_on=1, by=by)
    change_case(db, case, CaseFacts("Tulp", reason="Weer anders."), based_on=2, by=by)
    kept = db.exec(select(Revision).where(Revision.thing == "case").order_by(Revision.number)).all()  # type: ignore[arg-type]
    assert [revision.snapshot["reason"] for revision in kept] == ["Anders.", "Weer anders."]


def test_two_people_changing_the_case_at_once_do_not_lose_a_word(db: Session, case: Case, by: Participant) -> None:
    change_case(db, case, CaseFacts("Tulp"), based_on=1, by=by)
    with pytest.raises(Conflict):
        change_case(db, case, CaseFacts("Krokus"), based_on=1, by=by)
    assert case.code_name == "Tulp"


def test_a_new_code_name_takes_the_place_of_the_old_one_in_every_event(
    db: Session, world: World, case: Case, by: Participant
) -> None:
    world_event = Event(case_id=case.id, title="Merel verhuist", who=["Merel", "Ekster"])
    private = Event(case_id=case.id, title="Gesprek", who=["Merel"], private_to=world.organisations["zorg"])
    db.add_all([world_event, private])
    db.flush()
    change_person(db, case, person(db, case, "Merel"), PersonFacts("Lijster"), based_on=1, by=by)
    assert (world_event.who, private.who) == (["Lijster", "Ekster"], ["Lijster"])
    assert (world_event.version, private.version) == (2, 2)


def test_a_family_member_in_a_shared_event_stays(db: Session, case: Case, by: Participant) -> None:
    db.add(Event(case_id=case.id, title="Verhuizing", who=["Merel"]))
    db.flush()
    with pytest.raises(PersonInUse):
        remove_person(db, case, person(db, case, "Merel"), based_on=1, by=by)


def test_removing_a_family_member_does_not_tell_what_stands_in_private(
    db: Session, world: World, case: Case, by: Participant
) -> None:
    db.add(Event(case_id=case.id, title="Gesprek", who=["Merel"], private_to=world.organisations["zorg"]))
    db.flush()
    remove_person(db, case, person(db, case, "Merel"), based_on=1, by=by)
    assert family_of(db, case.id) == []


def test_a_family_member_needs_a_name(db: Session, case: Case, by: Participant) -> None:
    with pytest.raises(NoName):
        add_person(db, case, PersonFacts("  "), by=by)


def test_an_organisation_nothing_hangs_on_can_go(db: Session, made: tuple[Case, Participant]) -> None:
    case, by = made
    remove_organisation(db, case, organisation(db, case, "De Meent"), based_on=1, by=by)
    assert db.exec(select(Organisation.name).where(Organisation.case_id == case.id)).all() == ["Gemeente Rietdorp"]


def test_an_organisation_with_an_event_stays_and_so_does_the_event(db: Session, made: tuple[Case, Participant]) -> None:
    case, by = made
    school = organisation(db, case, "De Meent")
    db.add(Event(case_id=case.id, title="Rapportgesprek", organisation_id=school.id))
    db.flush()
    with pytest.raises(OrganisationInUse):
        remove_organisation(db, case, school, based_on=1, by=by)


def test_an_organisation_that_was_at_the_table_stays(db: Session, made: tuple[Case, Participant]) -> None:
    case, _ = made
    school = organisation(db, case, "De Meent")
    db.add(Event(case_id=case.id, title="Overleg", present=[school.id]))
    db.flush()
    assert not can_remove_organisation(db, case, school)


def test_once_somebody_is_invited_no_organisation_can_go_until_the_reveal(
    db: Session, case: Case, by: Participant
) -> None:
    """Otherwise the answer would tell whether another organisation wrote about it in private."""
    made = add_organisation(db, case, OrganisationFacts("Veilig Thuis"), by=by)
    assert not can_remove_organisation(db, case, made)
    case.revealed_at = case.created_at
    assert can_remove_organisation(db, case, made)


def test_the_history_of_an_organisation_does_not_tell_how_much_it_wrote(
    db: Session, case: Case, by: Participant
) -> None:
    zorg = organisation(db, case, "De Veerboot")
    zorg.revision = 12
    change_organisation(db, case, zorg, OrganisationFacts("De Veerboot", "care", 2), based_on=1, by=by)
    kept = db.exec(select(Revision).where(Revision.thing_id == zorg.id)).one()
    assert "revision" not in kept.snapshot


def test_an_organisation_keeps_its_colour_and_lane_in_an_order_of_its_own(
    db: Session, case: Case, by: Participant
) -> None:
    made = add_organisation(db, case, OrganisationFacts("Veilig Thuis", colour=99), by=by)
    assert (made.colour, made.position) == (4, 3)


# Chapters


def test_a_chapter_runs_from_the_first_possible_day_to_the_last(db: Session, case: Case, by: Participant) -> None:
    first, last = stretch(parse_date("maart 2019"), parse_date("2020"))
    add_chapter(db, case, ChapterFacts("Het eerste jaar", first, last), by=by)
    assert [(c.first_day, c.last_day) for c in chapters_of(db, case.id)] == [(date(2019, 3, 1), date(2020, 12, 31))]


def test_a_chapter_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(EndsBeforeItBegins):
        stretch(parse_date("2021"), parse_date("2020"))


def test_a_chapter_needs_a_begin_that_is_known() -> None:
    with pytest.raises(NoFirstOrLastDay):
        stretch(parse_date("onbekend"), parse_date("2020"))


# People


def test_a_contact_works_for_an_organisation_of_the_case(
    db: Session, world: World, case: Case, by: Participant
) -> None:
    facts = ParticipantFacts("Jeugdconsulent", Role.CONTACT, world.organisations["gemeente"])
    assert add_participant(db, case, facts, by=by).organisation_id == world.organisations["gemeente"]
    with pytest.raises(NoOrganisationChosen):
        add_participant(db, case, ParticipantFacts("Iemand", Role.CONTACT), by=by)


@pytest.mark.parametrize("role", [Role.FACILITATOR, "administrator", "", "iets"])
def test_nobody_is_invited_as_facilitator_or_administrator(db: Session, case: Case, by: Participant, role: str) -> None:
    with pytest.raises(NoSuchRole):
        add_participant(db, case, ParticipantFacts("Iemand", role), by=by)


def test_sending_an_invitation_twice_makes_one_person(db: Session, world: World, case: Case, by: Participant) -> None:
    facts = ParticipantFacts("Jeugdconsulent", Role.CONTACT, world.organisations["gemeente"])
    add_participant(db, case, facts, by=by)
    with pytest.raises(AlreadyInvited):
        add_participant(db, case, facts, by=by)


def test_a_reader_can_not_be_made_a_participant(db: Session, world: World, case: Case, by: Participant) -> None:
    reader = world.participant(db, "reader")
    with pytest.raises(NoSuchRole):
        change_participant(db, case, reader, ParticipantFacts("Lezer", Role.PARTICIPANT), based_on=1, by=by)


# Phases


def test_a_case_goes_forward_up_to_writing_and_becomes_final_another_way(
    db: Session, made: tuple[Case, Participant]
) -> None:
    case, by = made
    for expected in (Phase.PREPARING, Phase.ANNOTATING, Phase.SESSION):
        move_forward(db, case, expected=expected, by=by)
    with pytest.raises(NoWayOn):
        move_forward(db, case, expected=Phase.WRITING, by=by)


def test_pressing_twice_moves_a_case_once(db: Session, made: tuple[Case, Participant]) -> None:
    case, by = made
    move_forward(db, case, expected=Phase.PREPARING, by=by)
    with pytest.raises(AlreadyMoved):
        move_forward(db, case, expected=Phase.PREPARING, by=by)
    assert case.phase == Phase.ANNOTATING


def test_going_back_needs_a_reason_that_stays_in_the_history(db: Session, case: Case, by: Participant) -> None:
    with pytest.raises(NoReason):
        move_back(db, case, expected=Phase.ANNOTATING, reason="  ", by=by)
    move_back(db, case, expected=Phase.ANNOTATING, reason="Er doet nog een school mee.", by=by)
    kept = db.exec(select(Revision).where(Revision.thing == "case")).one()
    assert (case.phase, kept.reason) == (Phase.PREPARING, "Er doet nog een school mee.")


def test_what_is_agreed_does_not_go_back(db: Session, case: Case, by: Participant) -> None:
    case.phase = Phase.AGREED
    with pytest.raises(NoWayOn):
        move_back(db, case, expected=Phase.AGREED, reason="Toch niet.", by=by)
