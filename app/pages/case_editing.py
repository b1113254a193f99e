"""Change the data of a case, and what the screens for its family, organisations, chapters and course have in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Response

from app.forms import PageForm
from app.here import Here, here
from app.i18n import N_, gettext, in_reader_words
from app.messages import go
from app.pages.new_case import CaseForm, NotOneDay
from app.rendering import day
from app.words import theme_name, themes
from timeline.cases import CaseFacts, NoCodeName, change_case
from timeline.errors import UserError
from timeline.history import Conflict

router = APIRouter(prefix="/cases/{case_id}/edit")
AtEditing = Annotated[Here, Depends(here("case.change"))]

TABS = (
    ("", N_("De casus"), "folder-open"),
    ("/family", N_("Het gezin"), "users-round"),
    ("/organisations", N_("Organisaties"), "building-2"),
    ("/chapters", N_("Periodes"), "calendar-range"),
    ("/course", N_("Kader en koers"), "compass"),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """A part of the data of a case."""

    href: str
    label: str
    icon: str
    current: bool


@dataclass(frozen=True, slots=True)
class Trouble:
    """A form that could not be stored, with what was typed, so that nothing is lost.

    `about` is the id of the thing, empty for a new one; `mine` and `theirs` are both texts when two people changed it.
    """

    about: str
    text: str
    form: Any = None
    field: str = ""
    mine: str = ""
    theirs: str = ""

    @property
    def is_conflict(self) -> bool:
        """Whether somebody else changed the thing in the meantime."""
        return bool(self.mine)

    def says(self, field: str) -> str | None:
        """What is wrong with this field, if it is this one."""
        return self.text if field == self.field else None


class VersionForm(PageForm):
    """A change of a thing, based on the version that the page showed."""

    version: int


class CaseDataForm(CaseForm):
    """The data of a case, based on the version that the page showed."""

    version: int


@router.get("")
def case_data(place: AtEditing) -> Response:
    """The data of the case, to change."""
    return _page(place)


@router.post("")
def change_data(place: AtEditing, form: Annotated[CaseDataForm, Form()]) -> Response:
    """Change the data of the case; a conflict shows both texts."""
    case = place.case
    trouble = attempt(
        place,
        lambda: change_case(place.db, case, form.facts(), based_on=form.version, by=place.participant),
        about=case.id,
        form=form,
        mine=lambda: _case_words(form.facts()),
        theirs=lambda: _case_words(_facts(place)),
        field=lambda error: {NoCodeName: "code_name", NotOneDay: "session_date"}.get(type(error), ""),
    )
    if trouble:
        return _page(place, trouble)
    place.log("case.change", case.id)
    return go(f"/cases/{case.id}/edit", "saved")


def editing_page(place: Here, template: str, current: str, trouble: Trouble | None = None, **context: Any) -> Response:
    """One of the parts of the case's data; trouble makes it a page that says what went wrong."""
    base = f"/cases/{place.case.id}/edit"
    status = 200 if trouble is None else 409 if trouble.is_conflict else 400
    return place.page(
        template,
        status=status,
        tabs=[Tab(base + end, gettext(label), icon, end == current) for end, label, icon in TABS],
        trouble=trouble,
        base=base,
        **context,
    )


def attempt(
    place: Here,
    act: Callable[[], object],
    *,
    about: str,
    form: Any = None,
    mine: Callable[[], str] | None = None,
    theirs: Callable[[], str] | None = None,
    field: Callable[[UserError], str] | None = None,
) -> Trouble | None:
    """Do this to the thing with id `about`, or undo it and give what went wrong, with both texts after a conflict."""
    try:
        with place.db.begin_nested():
            act()
    except Conflict as conflict:
        if mine is None or theirs is None:
            return Trouble(about, in_reader_words(conflict))
        return Trouble(about, in_reader_words(conflict), form, mine=mine(), theirs=theirs())
    except UserError as error:
        return Trouble(about, in_reader_words(error), form, field(error) if field else "")
    return None


def in_lines(*pairs: tuple[str, str]) -> str:
    """Names and words under each other, for putting two versions side by side."""
    return "\n".join(f"{gettext(name)}: {words or '–'}" for name, words in pairs)


def _facts(place: Here) -> CaseFacts:
    case = place.case
    return CaseFacts(case.code_name, case.reason, case.learning_aim, case.theme, case.session_date)


def _case_words(facts: CaseFacts) -> str:
    return in_lines(
        (N_("Schuilnaam"), facts.code_name),
        (N_("Waarom we terugkijken"), facts.reason),
        (N_("Wat we willen leren"), facts.learning_aim),
        (N_("Onderwerp"), theme_name(facts.theme)),
        (N_("Leersessie"), day(facts.session_date)),
    )


def _page(place: Here, trouble: Trouble | None = None) -> Response:
    return editing_page(place, "cases/edit.html", "", trouble, themes=themes())
