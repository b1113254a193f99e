"""The organisations of a case: name, kind, colour, and whether they take part."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Response
from pydantic import Field

from app.forms import PageForm
from app.here import Here
from app.i18n import N_, gettext
from app.identity.links import withdraw_links
from app.messages import go
from app.pages.case_editing import AtEditing, Trouble, VersionForm, attempt, editing_page, in_lines
from app.words import beside_name, colours, organisation_kind_name, organisation_kinds
from timeline.errors import UserError
from timeline.history import load
from timeline.models import NAME_LENGTH, Organisation
from timeline.names import NoName, SameNameTwice
from timeline.organisations import (
    OrganisationFacts,
    add_organisation,
    can_remove_organisation,
    change_organisation,
    remove_organisation,
)
from timeline.participants import participants_of
from timeline.store import organisations_of

router = APIRouter(prefix="/cases/{case_id}/edit/organisations")


class OrganisationForm(PageForm):
    """An organisation; `colour` is 1 to 12, and 0 lets us choose."""

    name: str = Field(default="", max_length=NAME_LENGTH)
    kind: str = Field(default="other", max_length=40)
    colour: int = Field(default=0, ge=0, le=12)
    takes_part: bool = False

    def facts(self) -> OrganisationFacts:
        """The same as a value."""
        return OrganisationFacts(self.name, self.kind, self.colour, self.takes_part)


class ChangedOrganisationForm(OrganisationForm, VersionForm):
    """An organisation, based on the version that the page showed."""


@router.get("")
def organisations(place: AtEditing) -> Response:
    """The organisations, to change."""
    return _page(place)


@router.post("")
def add(place: AtEditing, form: Annotated[OrganisationForm, Form()]) -> Response:
    """Add an organisation."""
    trouble = attempt(
        place,
        lambda: add_organisation(place.db, place.case, form.facts(), by=place.participant),
        about="",
        form=form,
        field=_field,
    )
    if trouble:
        return _page(place, trouble)
    place.log("organisation.add")
    return go(f"/cases/{place.case.id}/edit/organisations", "added")


@router.post("/{organisation_id}")
def change(place: AtEditing, organisation_id: str, form: Annotated[ChangedOrganisationForm, Form()]) -> Response:
    """Change an organisation; one that no longer takes part can't come in any more. A conflict shows both texts."""
    organisation = load(place.db, Organisation, organisation_id, viewer=place.viewer)
    trouble = attempt(
        place,
        lambda: change_organisation(
            place.db, place.case, organisation, form.facts(), based_on=form.version, by=place.participant
        ),
        about=organisation_id,
        form=form,
        mine=lambda: _words(form.facts()),
        theirs=lambda: _words(_facts(organisation)),
        field=_field,
    )
    if trouble:
        return _page(place, trouble)
    if not organisation.takes_part:
        for person in participants_of(place.db, place.case.id):
            if person.organisation_id == organisation_id:
                withdraw_links(place.db, participant=person)
    place.log("organisation.change", organisation_id)
    return go(f"/cases/{place.case.id}/edit/organisations", "saved")


@router.post("/{organisation_id}/remove")
def remove(place: AtEditing, organisation_id: str, form: Annotated[VersionForm, Form()]) -> Response:
    """Take an organisation out of the case, if nothing hangs on it."""
    organisation = load(place.db, Organisation, organisation_id, viewer=place.viewer)
    trouble = attempt(
        place,
        lambda: remove_organisation(place.db, place.case, organisation, based_on=form.version, by=place.participant),
        about=organisation_id,
    )
    if trouble:
        return _page(place, trouble)
    place.log("organisation.remove", organisation_id)
    return go(f"/cases/{place.case.id}/edit/organisations", "deleted")


def _page(place: Here, trouble: Trouble | None = None) -> Response:
    found = organisations_of(place.db, place.case.id)
    return editing_page(
        place,
        "cases/edit_organisations.html",
        "/organisations",
        trouble,
        organisations=found,
        removable={o.id for o in found if can_remove_organisation(place.db, place.case, o)},
        kinds=organisation_kinds(),
        kind_names={o.id: beside_name(o.name, organisation_kind_name(o.kind)) for o in found},
    )


def _facts(organisation: Organisation) -> OrganisationFacts:
    return OrganisationFacts(organisation.name, organisation.kind, organisation.colour, organisation.takes_part)


def _words(facts: OrganisationFacts) -> str:
    return in_lines(
        (N_("Naam"), facts.name),
        (N_("Soort"), organisation_kind_name(facts.kind)),
        (N_("Kleur"), dict(colours()).get(str(facts.colour), "")),
        (N_("Doet mee"), gettext("Ja") if facts.takes_part else gettext("Nee")),
    )


def _field(error: UserError) -> str:
    return "name" if isinstance(error, NoName | SameNameTwice) else ""
