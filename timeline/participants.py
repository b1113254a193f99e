"""Use-cases on the people who work in or read a case, each with one role. The caller commits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from timeline import history
from timeline.errors import N_, UserError
from timeline.models import NAME_LENGTH, Case, Organisation, Participant, Role
from timeline.names import tidy_name
from timeline.scope import viewer_of
from timeline.text import clean_text

INVITED = (Role.CONTACT, Role.PARTICIPANT, Role.READER, Role.BEAMER)
FOR_AN_ORGANISATION = frozenset({Role.CONTACT, Role.PARTICIPANT})


class NoSuchRole(UserError):
    """People are invited as contact, participant, reader or beamer, and nothing else."""

    def __init__(self) -> None:
        super().__init__(N_("Kies waarvoor je deze persoon uitnodigt."))


class NoOrganisationChosen(UserError):
    """A contact or participant works for an organisation that takes part."""

    def __init__(self) -> None:
        super().__init__(N_("Kies voor welke organisatie deze persoon meedoet."))


class AlreadyInvited(UserError):
    """Somebody with this name already has this role for this organisation."""

    def __init__(self) -> None:
        super().__init__(
            N_("Deze persoon staat al in de lijst. Is de link kwijt? Maak dan bij de naam een nieuwe link.")
        )


@dataclass(frozen=True, slots=True)
class ParticipantFacts:
    """What is said of somebody who is invited; `function` is the work that he or she does."""

    name: str
    role: str
    organisation_id: str | None = None
    function: str = ""


def participants_of(db: Session, case_id: str) -> Sequence[Participant]:
    """Everybody in the case, in the order in which they were invited."""
    query = select(Participant).where(Participant.case_id == case_id)
    return db.exec(query.order_by(col(Participant.created_at), col(Participant.id))).all()


def add_participant(db: Session, case: Case, facts: ParticipantFacts, *, by: Participant) -> Participant:
    """Add somebody to the case, for an organisation or as a reader or beamer.

    Raises:
        NoSuchRole: nobody is invited for that role.
        NoOrganisationChosen: the role is for an organisation that takes part, and none was chosen.
        NoName: there is no name.
        AlreadyInvited: the same name has this role there already.
    """
    if facts.role not in INVITED:
        raise NoSuchRole
    organisation_id = _organisation(db, facts, by) if facts.role in FOR_AN_ORGANISATION else None
    name = tidy_name(facts.name, taken=())
    others = participants_of(db, case.id)
    if any(_same(other, name, facts.role, organisation_id) for other in others):
        raise AlreadyInvited
    made = Participant(case_id=case.id, organisation_id=organisation_id, role=facts.role, name=name)
    made.function = _function(facts.function)
    db.add(made)
    history.record(db, case, made, "add", by=by)
    return made


def change_participant(
    db: Session, case: Case, participant: Participant, facts: ParticipantFacts, *, based_on: int, by: Participant
) -> Participant:
    """Change the name and function of somebody, or make a participant the contact of the organisation or the reverse.

    The organisation stays: what somebody saw of one organisation must not travel to another.

    Raises:
        Conflict: somebody else changed this since version `based_on`.
        NoSuchRole: the role is one of another sort.
        NoName: there is no name.
        AlreadyInvited: the same name has this role there already.
    """
    locked = history.load(db, Participant, participant.id, viewer=viewer_of(by), lock=True)
    history.check_version(locked, based_on)
    if facts.role != locked.role and not {facts.role, locked.role} <= FOR_AN_ORGANISATION:
        raise NoSuchRole
    name = tidy_name(facts.name, taken=())
    others = [other for other in participants_of(db, case.id) if other.id != locked.id]
    if any(_same(other, name, facts.role, locked.organisation_id) for other in others):
        raise AlreadyInvited
    locked.name, locked.role, locked.function = name, facts.role, _function(facts.function)
    locked.version += 1
    history.record(db, case, locked, "change", by=by)
    return locked


def _organisation(db: Session, facts: ParticipantFacts, by: Participant) -> str:
    if not facts.organisation_id:
        raise NoOrganisationChosen
    organisation = history.load(db, Organisation, facts.organisation_id, viewer=viewer_of(by))
    if not organisation.takes_part:
        raise NoOrganisationChosen
    return organisation.id


def _same(other: Participant, name: str, role: str, organisation_id: str | None) -> bool:
    return other.name.casefold() == name.casefold() and other.role == role and other.organisation_id == organisation_id


def _function(text: str) -> str:
    return " ".join(clean_text(text).split())[:NAME_LENGTH].strip()
