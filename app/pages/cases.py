"""The overview of a case: how it stands, what comes next, the reveal, and the way from phase to phase."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Response
from pydantic import Field

from analysis.perspectives import reveal
from analysis.phases import go_back, go_on, next_phase, reveals_too
from app.forms import PageForm
from app.here import Here, here
from app.i18n import N_, gettext, in_reader_words
from app.identity.invitations import NO_LINK, LinkState, links_of_participants
from app.journey import PHASE_NAMES
from app.messages import go
from app.readiness import steps_of
from app.words import beside_name, organisation_kind_name, person_role_name, theme_name
from timeline.cases import BACK, AlreadyMoved
from timeline.errors import UserError
from timeline.family import family_of
from timeline.models import Organisation, Participant, Phase, Role
from timeline.participants import participants_of
from timeline.store import organisations_of

router = APIRouter(prefix="/cases/{case_id}")
AtCase = Annotated[Here, Depends(here("case.see"))]
AtPhase = Annotated[Here, Depends(here("case.phase"))]
AtReveal = Annotated[Here, Depends(here("case.reveal"))]

BEGINNING = datetime.min.replace(tzinfo=UTC)
READY_BEFORE_SESSION = timedelta(days=14)
FORWARD_MEANS = {
    Phase.ANNOTATING: (
        N_("De organisaties lopen de tijdlijn na, vullen aan en beantwoorden de leervragen."),
        N_("Wat een organisatie schrijft, ziet alleen die organisatie zelf. Tot jij alles zichtbaar maakt."),
        N_("Jij ziet wie zegt klaar te zijn, en niet wat er geschreven wordt."),
    ),
    Phase.SESSION: (
        N_("De leersessie gaat open. Iedereen doet mee op de eigen telefoon, jij leidt vanaf je eigen scherm."),
        N_("Aanvullen en leervragen beantwoorden kan tijdens de sessie nog."),
    ),
    Phase.WRITING: (
        N_("De leersessie sluit. Meedoen op de telefoon kan dan niet meer."),
        N_("Jij schrijft het verslag. De organisaties lezen mee en geven akkoord of hun eigen kijk."),
    ),
}
ANNOTATING_AGAIN = (
    FORWARD_MEANS[Phase.ANNOTATING][0],
    N_("Alles is al zichtbaar gemaakt. Wat een organisatie schrijft, zien jij en alle organisaties dus meteen."),
)
"""What it means when everything was made visible before: nothing is private any more."""
BACK_MEANS = {
    Phase.PREPARING: N_(
        "De organisaties kunnen even niet verder met nalopen en leervragen. Wat ze schreven, blijft bewaard."
    ),
    Phase.ANNOTATING: N_("De leersessie sluit. De organisaties kunnen weer nalopen, aanvullen en antwoorden."),
    Phase.SESSION: N_("De leersessie gaat weer open. Wat je aan het verslag schreef, blijft bewaard."),
}


class MoveForm(PageForm):
    """A step to another phase; `expected` is the phase that the page showed."""

    expected: str = Field(max_length=20)
    reason: str = Field(default="", max_length=2000)


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """How far an organisation is: who was invited, whether somebody came in, and whether it says that it is ready."""

    organisation: Organisation
    kind: str
    people: tuple[Participant, ...]
    link: LinkState

    @property
    def is_ready(self) -> bool:
        """Whether the organisation says that it is ready."""
        return self.organisation.ready_at is not None


@router.get("")
def overview(place: AtCase) -> Response:
    """How the case stands and what comes next; the facilitator also sees how far each organisation is."""
    if place.participant.role == Role.FACILITATOR:
        return _facilitators_overview(place)
    case = place.case
    organisations = organisations_of(place.db, case.id)
    return place.page(
        "cases/overview.html",
        own=next((o for o in organisations if o.id == place.participant.organisation_id), None),
        organisations=[o for o in organisations if o.takes_part],
        ready_by=_ready_by(case.session_date) if case.phase == Phase.ANNOTATING else None,
        family=_family(place),
        theme=theme_name(case.theme),
    )


@router.get("/reveal")
def ask_reveal(place: AtReveal) -> Response:
    """Say what it means to make everything visible, and ask once more."""
    if place.case.revealed_at is not None:
        return go(f"/cases/{place.case.id}")
    return place.page("cases/reveal.html", not_ready=[row for row in _rows(place) if not row.is_ready])


@router.post("/reveal")
def reveal_everything(place: AtReveal, form: Annotated[PageForm, Form()]) -> Response:
    """Make what every organisation wrote visible to all of them."""
    reveal(place.db, place.case, by=place.participant)
    place.log("case.reveal", place.case.id)
    return go(f"/cases/{place.case.id}", "revealed")


@router.get("/phase")
def ask_phase(place: AtPhase) -> Response:
    """Say what the next phase brings, and the one before it, and ask once more."""
    return _phase_page(place)


@router.post("/phase/next")
def to_next_phase(place: AtPhase, form: Annotated[MoveForm, Form()]) -> Response:
    """Put the case in its next phase."""
    try:
        go_on(place.db, place.case, expected=form.expected, by=place.participant)
    except UserError as error:
        return _refused(place, error)
    place.log("case.forward", place.case.id)
    return go(f"/cases/{place.case.id}", "phase")


@router.post("/phase/back")
def to_phase_before(place: AtPhase, form: Annotated[MoveForm, Form()]) -> Response:
    """Put the case one phase back, with the reason."""
    try:
        go_back(place.db, place.case, expected=form.expected, reason=form.reason, by=place.participant)
    except UserError as error:
        return _refused(place, error, reason=form.reason)
    place.log("case.back", place.case.id)
    return go(f"/cases/{place.case.id}", "phase")


def _refused(place: Here, error: UserError, reason: str = "") -> Response:
    status = 409 if isinstance(error, AlreadyMoved) else 400
    return _phase_page(place, status=status, problem=in_reader_words(error), reason=reason)


def _phase_page(place: Here, *, status: int = 200, problem: str = "", reason: str = "") -> Response:
    following = next_phase(place.case)
    before = BACK.get(Phase(place.case.phase))
    return place.page(
        "cases/phase.html",
        status=status,
        problem=problem,
        reason=reason,
        now_name=gettext(PHASE_NAMES[Phase(place.case.phase)]),
        next_name=gettext(PHASE_NAMES[following]) if following else "",
        next_means=[gettext(sentence) for sentence in _means(place, following)] if following else [],
        reveals=reveals_too(place.case),
        not_ready=[row for row in _rows(place) if not row.is_ready] if following == Phase.SESSION else [],
        back_name=gettext(PHASE_NAMES[before]) if before else "",
        back_means=gettext(BACK_MEANS[before]) if before else "",
    )


def _means(place: Here, following: Phase) -> tuple[str, ...]:
    revealed = following == Phase.ANNOTATING and place.case.revealed_at is not None
    return ANNOTATING_AGAIN if revealed else FORWARD_MEANS[following]


def _facilitators_overview(place: Here) -> Response:
    following = next_phase(place.case)
    rows = _rows(place)
    return place.page(
        "cases/overview_facilitator.html",
        rows=rows,
        ready=sum(row.is_ready for row in rows),
        steps=steps_of(place.db, place.case) if place.case.phase == Phase.PREPARING else [],
        next_name=gettext(PHASE_NAMES[following]) if following else "",
        family=_family(place),
        theme=theme_name(place.case.theme),
        ready_by=_ready_by(place.case.session_date),
    )


def _rows(place: Here) -> list[OrganisationRow]:
    people = participants_of(place.db, place.case.id)
    links = links_of_participants(place.db, [person.id for person in people])
    return [
        _row(organisation, [person for person in people if person.organisation_id == organisation.id], links)
        for organisation in organisations_of(place.db, place.case.id)
        if organisation.takes_part
    ]


def _row(organisation: Organisation, people: list[Participant], links: dict[str, LinkState]) -> OrganisationRow:
    states = [links.get(person.id, NO_LINK) for person in people]
    used = [state for state in states if state.last_used_at is not None]
    latest = max(used, key=lambda state: state.last_used_at or BEGINNING, default=None)
    return OrganisationRow(
        organisation,
        beside_name(organisation.name, organisation_kind_name(organisation.kind)),
        tuple(people),
        latest or next((state for state in states if state.works), NO_LINK),
    )


def _family(place: Here) -> list[tuple[str, str]]:
    told = []
    for member in family_of(place.db, place.case.id):
        role = beside_name(member.code_name, person_role_name(member.role))
        told.append((member.code_name, ", ".join(words for words in (role, str(member.birth_year or "")) if words)))
    return told


def _ready_by(session_date: date | None) -> date | None:
    return session_date - READY_BEFORE_SESSION if session_date else None
