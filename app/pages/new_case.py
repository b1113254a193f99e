"""A new case: code name, aim, family and organisations in one form that also works without scripts."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response
from pydantic import Field

from analysis.questions.sets import copy_into as copy_questions
from analysis.session.agenda import copy_into as copy_agenda
from app import audit
from app.access import Actor
from app.forms import PageForm
from app.here import DatabaseSession, NotAllowed, SignedIn
from app.i18n import gettext, in_reader_words, language
from app.identity.memberships import cases_of, join_case
from app.messages import go
from app.rendering import page
from app.words import colours, organisation_kinds, person_role_name, person_roles, themes
from timeline.cases import CaseFacts, NewCase, NoCodeName, make_case
from timeline.dates import parse_date
from timeline.errors import N_, UserError
from timeline.family import PersonFacts
from timeline.models import NAME_LENGTH
from timeline.organisations import OrganisationFacts

router = APIRouter()

ROWS_AT_FIRST = 3
ROWS_MORE = 2
MOST_ROWS = 40
TEXT_LENGTH = 10_000
# flowers that are nobody's first name
FLOWERS = (
    "Akelei",
    "Boterbloem",
    "Dotterbloem",
    "Duizendblad",
    "Ereprijs",
    "Goudsbloem",
    "Hondsdraf",
    "Kamperfoelie",
    "Kievitsbloem",
    "Klaproos",
    "Korenbloem",
    "Krokus",
    "Lavendel",
    "Narcis",
    "Paardenbloem",
    "Pinksterbloem",
    "Sneeuwklokje",
    "Stokroos",
    "Tulp",
    "Vingerhoedskruid",
    "Vlinderstruik",
    "Waterlelie",
    "Wilgenroosje",
    "Zonnebloem",
)

Short = Annotated[str, Field(max_length=NAME_LENGTH)]
Rows = Annotated[list[Short], Field(max_length=MOST_ROWS)]


class CodeNameTaken(UserError):
    """The facilitator already has a case with this code name."""

    def __init__(self) -> None:
        super().__init__(
            N_("Je hebt al een casus met deze schuilnaam. Kies een andere, dan haal je ze niet door elkaar.")
        )


class NotOneDay(UserError):
    """A session takes place on one day."""

    def __init__(self) -> None:
        super().__init__(N_("Vul één dag in voor de leersessie, bijvoorbeeld 14 maart 2027. Of laat het nog leeg."))


class NotAYear(UserError):
    """A year of birth is a year."""

    def __init__(self) -> None:
        super().__init__(
            N_("Een geboortejaar is een jaartal van vier cijfers, bijvoorbeeld 2012. Je mag het ook leeg laten.")
        )


class RoleMissing(UserError):
    """Somebody in the family has a name and no role."""

    def __init__(self, name: str, row: int) -> None:
        super().__init__(N_("Welke rol heeft %(name)s in het gezin? Kies er een."), name=name)
        self.row = row


class CaseForm(PageForm):
    """What is said of a case as a whole."""

    code_name: Short = ""
    reason: str = Field(default="", max_length=TEXT_LENGTH)
    learning_aim: str = Field(default="", max_length=TEXT_LENGTH)
    theme: str = Field(default="complex_divorce", max_length=60)
    session_date: str = Field(default="", max_length=60)

    def facts(self) -> CaseFacts:
        """The same as a value.

        Raises:
            DateNotUnderstood, NotOneDay: the date of the session is not a day.
        """
        return CaseFacts(
            code_name=self.code_name,
            reason=self.reason,
            learning_aim=self.learning_aim,
            theme=self.theme if self.theme in dict(themes()) else "general",
            session_date=one_day(self.session_date),
        )


class NewCaseForm(CaseForm):
    """A new case with its rows; `more` says which rows to add instead of making it."""

    person_name: Rows = Field(default_factory=list)
    person_role: Rows = Field(default_factory=list)
    person_birth_year: Rows = Field(default_factory=list)
    organisation_name: Rows = Field(default_factory=list)
    organisation_kind: Rows = Field(default_factory=list)
    organisation_colour: Rows = Field(default_factory=list)
    more: str = Field(default="", max_length=20)

    def people(self) -> list[tuple[str, str, str]]:
        """The rows of the family: name, role and year of birth as typed."""
        return _rows(self.person_name, self.person_role, self.person_birth_year)

    def organisations(self) -> list[tuple[str, str, str]]:
        """The rows of the organisations: name, kind and colour as chosen."""
        return _rows(self.organisation_name, self.organisation_kind, self.organisation_colour)


@dataclass(frozen=True, slots=True)
class Facilitating:
    """A facilitator at work outside any case."""

    request: Request
    db: DatabaseSession
    actor: Actor
    user_id: str


def facilitating(request: Request, db: DatabaseSession, actor: SignedIn) -> Facilitating:
    """Let only facilitators in.

    Raises:
        NotAllowed: this is somebody else.
    """
    if not actor.is_facilitator or actor.user_id is None:
        raise NotAllowed
    return Facilitating(request, db, actor, actor.user_id)


AsFacilitator = Annotated[Facilitating, Depends(facilitating)]


@router.get("/cases/new")
def new_case(work: AsFacilitator) -> Response:
    """An empty form for a new case."""
    return _form_page(work, NewCaseForm())


@router.post("/cases/new")
def make_new_case(work: AsFacilitator, form: Annotated[NewCaseForm, Form()]) -> Response:
    """Make the case with its questions and its plan for the day; or give the form back with more rows."""
    if form.more == "code_name":
        taken = {case.code_name.casefold() for case, _ in cases_of(work.db, work.user_id)} | {form.code_name.casefold()}
        free = [flower for flower in FLOWERS if flower.casefold() not in taken] or list(FLOWERS)
        return _form_page(work, form.model_copy(update={"code_name": secrets.choice(free)}))
    if form.more:
        return _form_page(work, form, more=form.more)
    try:
        with work.db.begin_nested():
            case_id = _make(work, form)
    except UserError as error:
        field = {NoCodeName: "code_name", CodeNameTaken: "code_name", NotOneDay: "session_date"}.get(type(error))
        if isinstance(error, RoleMissing):
            field = f"person-role-{error.row}"
        return _form_page(work, form, status=400, errors=[(field, in_reader_words(error))])
    return go(f"/cases/{case_id}", "case_made")


def one_day(text: str) -> date | None:
    """The day that this text means; None when it is empty.

    Raises:
        NotOneDay: it is not one day.
    """
    if not text.strip():
        return None
    try:
        when = parse_date(text, language=language())
    except (UserError, ValueError) as error:
        raise NotOneDay from error
    if when.earliest is None or when.earliest != when.latest:
        raise NotOneDay
    return when.earliest


def birth_year(text: str) -> int | None:
    """The year that this text means; None when it is empty.

    Raises:
        NotAYear: it is not a year.
    """
    year = text.strip()
    if not year:
        return None
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        raise NotAYear
    return int(year)


def _make(work: Facilitating, form: NewCaseForm) -> str:
    facts = form.facts()
    mine = {case.code_name.casefold() for case, _ in cases_of(work.db, work.user_id)}
    if " ".join(facts.code_name.split()).casefold() in mine:
        raise CodeNameTaken
    new = NewCase(facts, _family(form.people()), _organisations(form.organisations()))
    case, by = make_case(work.db, new, facilitator_name=work.actor.name)
    join_case(work.db, work.user_id, by)
    copy_questions(work.db, case, facts.theme, language(), by=by)
    copy_agenda(work.db, case, language())
    audit.record(work.db, "case.make", actor_id=work.actor.id, case_id=case.id, thing_id=case.id)
    return case.id


def _family(rows: Iterable[tuple[str, str, str]]) -> list[PersonFacts]:
    """The filled rows; who has a role and no name is called after the role, which is the safest name of all.

    Raises:
        RoleMissing: somebody has a name that tells no role, and no role was chosen.
    """
    family: list[PersonFacts] = []
    for row, (typed, chosen, year) in enumerate(rows, 1):
        if not typed.strip() and not chosen:
            continue
        role = chosen or _role_in(typed)
        if role is None:
            raise RoleMissing(typed.strip(), row)
        name = typed.strip() or _called_after(role, [person.code_name for person in family])
        family.append(PersonFacts(name, role, birth_year(year)))
    return family


def _role_in(name: str) -> str | None:
    """The role that a code name tells by itself: "Moeder", or "kind 2"."""
    word = name.strip().rstrip(" 0123456789").casefold()
    return next((role for role, words in person_roles() if words.casefold() == word), None)


def _called_after(role: str, taken: Sequence[str]) -> str:
    word = person_role_name(role)
    number = 2
    name = word
    while name in taken:
        name = f"{word} {number}"
        number += 1
    return name


def _organisations(rows: Iterable[tuple[str, str, str]]) -> list[OrganisationFacts]:
    return [
        OrganisationFacts(name, kind, int(colour) if colour.isascii() and colour.isdigit() else 0)
        for name, kind, colour in rows
        if name.strip()
    ]


def _rows(*columns: Sequence[str]) -> list[tuple[str, str, str]]:
    first, second, third = ([*column, *[""] * MOST_ROWS][: len(columns[0])] for column in columns)
    return list(zip(first, second, third, strict=True))


def _form_page(
    work: Facilitating,
    form: NewCaseForm,
    *,
    status: int = 200,
    more: str = "",
    errors: Sequence[tuple[str | None, str]] = (),
) -> Response:
    context: dict[str, Any] = {
        "form": form,
        "errors": errors,
        "said": {field: sentence for field, sentence in errors if field},
        "people": _with_room(form.people(), more == "person", ("", "", "")),
        "organisations": _with_room(form.organisations(), more == "organisation", ("", "other", "")),
        "added": more,
        "themes": themes(),
        "roles": [("", gettext("Kies…")), *person_roles()],
        "kinds": organisation_kinds(),
        "colours": colours(),
        "flowers": FLOWERS,
        "most_rows": MOST_ROWS,
    }
    return page(work.request, "cases/new.html", status=status, **context)


def _with_room(rows: list[tuple[str, str, str]], more: bool, empty: tuple[str, str, str]) -> list[tuple[str, str, str]]:
    wanted = max(ROWS_AT_FIRST, len(rows) + (ROWS_MORE if more else 0))
    return [*rows, *[empty] * (min(wanted, MOST_ROWS) - len(rows))]
