"""The people of a case: invite them, give a new link, withdraw one. A link is shown once and never kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Response
from pydantic import Field

from app.forms import PageForm
from app.here import Here, NotAllowed, here
from app.i18n import N_, gettext, in_reader_words
from app.identity.invitations import DEFAULT_LIFETIME, LIFETIMES, NO_LINK, LinkState, links_of_participants, new_link
from app.identity.links import withdraw_links
from app.messages import go
from app.pages.case_editing import Trouble, VersionForm, attempt, in_lines
from app.rendering import role_name
from app.words import invited_roles
from timeline.errors import UserError
from timeline.history import load
from timeline.models import NAME_LENGTH, Organisation, Participant, Role
from timeline.names import NoName
from timeline.participants import (
    FOR_AN_ORGANISATION,
    AlreadyInvited,
    NoOrganisationChosen,
    ParticipantFacts,
    add_participant,
    change_participant,
    participants_of,
)
from timeline.store import organisations_of

router = APIRouter(prefix="/cases/{case_id}/people")
AtPeople = Annotated[Here, Depends(here("case.invite"))]

LIFETIME_WORDS = {30: N_("30 dagen"), 60: N_("60 dagen"), 180: N_("een half jaar")}


class InviteForm(PageForm):
    """Somebody to invite, and how long the link works."""

    name: str = Field(default="", max_length=NAME_LENGTH)
    role: str = Field(default=Role.CONTACT, max_length=20)
    organisation_id: str = Field(default="", max_length=26)
    function: str = Field(default="", max_length=NAME_LENGTH)
    days: int = Field(default=DEFAULT_LIFETIME, ge=1, le=max(LIFETIMES))

    def facts(self) -> ParticipantFacts:
        """The same as a value."""
        return ParticipantFacts(self.name, self.role, self.organisation_id or None, self.function)


class ChangedPersonForm(VersionForm):
    """A name, function or role that changed, based on the version that the page showed."""

    name: str = Field(default="", max_length=NAME_LENGTH)
    role: str = Field(default="", max_length=20)
    function: str = Field(default="", max_length=NAME_LENGTH)


class DaysForm(PageForm):
    """How long a new link works."""

    days: int = Field(default=DEFAULT_LIFETIME, ge=1, le=max(LIFETIMES))


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody in the case and how the link stands."""

    person: Participant
    link: LinkState


@dataclass(frozen=True, slots=True)
class Group:
    """The people of an organisation; those of none stand in a group without one."""

    organisation: Organisation | None
    people: tuple[Invited, ...]


@router.get("")
def people(place: AtPeople) -> Response:
    """Everybody in the case, by organisation, and a form to invite somebody."""
    return _page(place)


@router.post("")
def invite(place: AtPeople, form: Annotated[InviteForm, Form()]) -> Response:
    """Invite somebody, and show the link this once."""
    try:
        with place.db.begin_nested():
            person = add_participant(place.db, place.case, form.facts(), by=place.participant)
    except UserError as error:
        field = {NoName: "name", AlreadyInvited: "name", NoOrganisationChosen: "organisation_id"}.get(
            type(error), "role"
        )
        return _page(place, Trouble("", in_reader_words(error), form, field))
    place.log("person.invite", person.id)
    return _show_link(place, person, form.days)


@router.post("/{person_id}")
def change(place: AtPeople, person_id: str, form: Annotated[ChangedPersonForm, Form()]) -> Response:
    """Change the name, function or role of somebody; a conflict shows both texts."""
    person = _invited(place, person_id)
    facts = ParticipantFacts(form.name, form.role, person.organisation_id, form.function)
    trouble = attempt(
        place,
        lambda: change_participant(place.db, place.case, person, facts, based_on=form.version, by=place.participant),
        about=person_id,
        form=form,
        mine=lambda: _words(form.name, form.role, form.function),
        theirs=lambda: _words(person.name, person.role, person.function),
        field=lambda _: "name",
    )
    if trouble:
        return _page(place, trouble)
    place.log("person.rename", person_id)
    return go(f"/cases/{place.case.id}/people", "saved")


@router.post("/{person_id}/link")
def give_new_link(place: AtPeople, person_id: str, form: Annotated[DaysForm, Form()]) -> Response:
    """Make a new link in place of the one before, and show it this once."""
    person = _invited(place, person_id)
    if person.organisation_id and person.role in FOR_AN_ORGANISATION:
        organisation = load(place.db, Organisation, person.organisation_id, viewer=place.viewer)
        if not organisation.takes_part:
            raise NotAllowed
    place.log("link.make", person.id)
    return _show_link(place, person, form.days)


@router.post("/{person_id}/withdraw")
def withdraw(place: AtPeople, person_id: str, form: Annotated[PageForm, Form()]) -> Response:
    """Withdraw the link of somebody, whose browsers are out at once."""
    person = _invited(place, person_id)
    withdraw_links(place.db, participant=person)
    place.log("link.withdraw", person.id)
    return go(f"/cases/{place.case.id}/people", "withdrawn")


def _invited(place: Here, person_id: str) -> Participant:
    """Somebody of this case who came in by invitation; a facilitator has no link of a case."""
    person = load(place.db, Participant, person_id, viewer=place.viewer)
    if person.role == Role.FACILITATOR:
        raise NotAllowed
    return person


def _show_link(place: Here, person: Participant, days: int) -> Response:
    shown = new_link(place.db, place.request.app.state.settings, participant=person, days=days)
    return place.page("people/link.html", shown=shown, name=person.name)


def _page(place: Here, trouble: Trouble | None = None) -> Response:
    everybody = participants_of(place.db, place.case.id)
    organisations = organisations_of(place.db, place.case.id)
    links = links_of_participants(place.db, [person.id for person in everybody])
    groups = [_group(organisation, everybody, links) for organisation in organisations]
    context: dict[str, Any] = {
        "groups": [group for group in groups if group.people] + _others(everybody, links),
        "organisations": [("", gettext("Kies…"))] + [(o.id, o.name) for o in organisations if o.takes_part],
        "roles": invited_roles(),
        "lifetimes": [(str(days), gettext(words)) for days, words in LIFETIME_WORDS.items()],
        "default_lifetime": DEFAULT_LIFETIME,
        "trouble": trouble,
        "own_roles": [(role, role_name(role).capitalize()) for role in (Role.CONTACT, Role.PARTICIPANT)],
    }
    status = 200 if trouble is None else 409 if trouble.is_conflict else 400
    return place.page("people/index.html", status=status, **context)


def _group(organisation: Organisation | None, everybody: Any, links: dict[str, LinkState]) -> Group:
    own = organisation.id if organisation else None
    return Group(
        organisation,
        tuple(
            Invited(person, links.get(person.id, NO_LINK))
            for person in everybody
            if person.organisation_id == own and person.role != Role.FACILITATOR
        ),
    )


def _others(everybody: Any, links: dict[str, LinkState]) -> list[Group]:
    group = _group(None, everybody, links)
    return [group] if group.people else []


def _words(name: str, role: str, function: str) -> str:
    return in_lines((N_("Naam"), name), (N_("Rol"), role_name(role) if role else ""), (N_("Functie"), function))
