"""The family of a case: its members by code name and role."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Response
from pydantic import Field

from app.forms import PageForm
from app.here import Here
from app.i18n import N_
from app.messages import go
from app.pages.case_editing import AtEditing, Trouble, VersionForm, attempt, editing_page, in_lines
from app.pages.new_case import NotAYear, birth_year
from app.words import beside_name, person_role_name, person_roles
from timeline.errors import UserError
from timeline.family import PersonFacts, add_person, change_person, family_of, remove_person
from timeline.history import load
from timeline.models import NAME_LENGTH, Person

router = APIRouter(prefix="/cases/{case_id}/edit/family")


class PersonForm(PageForm):
    """A member of the family."""

    code_name: str = Field(default="", max_length=NAME_LENGTH)
    role: str = Field(default="child", max_length=40)
    birth_year: str = Field(default="", max_length=10)

    def facts(self) -> PersonFacts:
        """The same as a value.

        Raises:
            NotAYear: the year of birth is not a year.
        """
        return PersonFacts(self.code_name, self.role, birth_year(self.birth_year))


class ChangedPersonForm(PersonForm, VersionForm):
    """A member of the family, based on the version that the page showed."""


@router.get("")
def family(place: AtEditing) -> Response:
    """The members of the family, to change."""
    return _page(place)


@router.post("")
def add(place: AtEditing, form: Annotated[PersonForm, Form()]) -> Response:
    """Add a member of the family."""
    trouble = attempt(
        place,
        lambda: add_person(place.db, place.case, form.facts(), by=place.participant),
        about="",
        form=form,
        field=_field,
    )
    if trouble:
        return _page(place, trouble)
    place.log("person.add")
    return go(f"/cases/{place.case.id}/edit/family", "added")


@router.post("/{person_id}")
def change(place: AtEditing, person_id: str, form: Annotated[ChangedPersonForm, Form()]) -> Response:
    """Change a member of the family; a conflict shows both texts."""
    person = load(place.db, Person, person_id, viewer=place.viewer)
    trouble = attempt(
        place,
        lambda: change_person(place.db, place.case, person, form.facts(), based_on=form.version, by=place.participant),
        about=person_id,
        form=form,
        mine=lambda: _words(form.code_name, form.role, form.birth_year),
        theirs=lambda: _words(person.code_name, person.role, str(person.birth_year or "")),
        field=_field,
    )
    if trouble:
        return _page(place, trouble)
    place.log("person.change", person_id)
    return go(f"/cases/{place.case.id}/edit/family", "saved")


@router.post("/{person_id}/remove")
def remove(place: AtEditing, person_id: str, form: Annotated[VersionForm, Form()]) -> Response:
    """Take a member out of the family, if no event names this member."""
    person = load(place.db, Person, person_id, viewer=place.viewer)
    trouble = attempt(
        place,
        lambda: remove_person(place.db, place.case, person, based_on=form.version, by=place.participant),
        about=person_id,
    )
    if trouble:
        return _page(place, trouble)
    place.log("person.remove", person_id)
    return go(f"/cases/{place.case.id}/edit/family", "deleted")


def _page(place: Here, trouble: Trouble | None = None) -> Response:
    members = family_of(place.db, place.case.id)
    return editing_page(
        place,
        "cases/edit_family.html",
        "/family",
        trouble,
        members=members,
        roles=person_roles(),
        role_names={m.id: beside_name(m.code_name, person_role_name(m.role)) for m in members},
    )


def _words(code_name: str, role: str, year: str) -> str:
    return in_lines((N_("Schuilnaam"), code_name), (N_("Rol"), person_role_name(role)), (N_("Geboortejaar"), year))


def _field(error: UserError) -> str:
    return "birth_year" if isinstance(error, NotAYear) else "code_name"
