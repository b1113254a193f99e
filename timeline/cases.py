"""Use-cases on the case itself: make it, change its data and put it in another phase. The caller commits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session

from timeline import family, history, organisations
from timeline.errors import N_, UserError
from timeline.family import PersonFacts
from timeline.models import NAME_LENGTH, Case, Participant, Phase, Role
from timeline.organisations import OrganisationFacts
from timeline.text import clean_text, one_line

FORWARD = {
    Phase.PREPARING: Phase.ANNOTATING,
    Phase.ANNOTATING: Phase.SESSION,
    Phase.SESSION: Phase.WRITING,
}
BACK = {after: before for before, after in FORWARD.items()}


class NoCodeName(UserError):
    """A case needs a code name."""

    def __init__(self) -> None:
        super().__init__(N_("Geef de casus een schuilnaam."))


class NoWayOn(UserError):
    """From this phase the case does not go on, or back, by a press on a button."""

    def __init__(self) -> None:
        super().__init__(
            N_("Dat kan niet vanuit deze fase. Vaststellen doe je bij het verslag zelf, en wat vaststaat blijft zo.")
        )


class NoReason(UserError):
    """Going back needs a reason that everyone can read."""

    def __init__(self) -> None:
        super().__init__(N_("Schrijf kort waarom de casus een fase teruggaat. Iedereen in de casus kan dat lezen."))


class AlreadyMoved(UserError):
    """Somebody else put the case in another phase in the meantime."""

    def __init__(self) -> None:
        super().__init__(N_("De casus staat intussen in een andere fase. Kijk eerst hoe het nu staat."))


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What is said of a case as a whole."""

    code_name: str
    reason: str = ""
    learning_aim: str = ""
    theme: str = "complex_divorce"
    session_date: date | None = None


@dataclass(frozen=True, slots=True)
class NewCase:
    """All that a case begins with."""

    facts: CaseFacts
    family: Sequence[PersonFacts] = field(default=())
    organisations: Sequence[OrganisationFacts] = field(default=())


def make_case(db: Session, new: NewCase, *, facilitator_name: str) -> tuple[Case, Participant]:
    """Make a case with its family and organisations, and its facilitator as the first participant.

    Raises:
        NoCodeName: it has no code name.
        SameNameTwice: two family members or two organisations have the same name.
    """
    case = Case(code_name="")
    _fill(case, new.facts)
    db.add(case)
    db.flush()
    by = Participant(case_id=case.id, role=Role.FACILITATOR, name=facilitator_name)
    db.add(by)
    db.flush()
    batch = history.new_batch()
    history.record(db, case, case, "add", by=by, batch=batch)
    for person in new.family:
        family.add_person(db, case, person, by=by, batch=batch)
    for organisation in new.organisations:
        organisations.add_organisation(db, case, organisation, by=by, batch=batch)
    return case, by


def change_case(db: Session, case: Case, facts: CaseFacts, *, based_on: int, by: Participant) -> Case:
    """Change what is said of the case as a whole; the earlier text stays in its history.

    Raises:
        Conflict: somebody else changed it since version `based_on`.
        NoCodeName: it has no code name.
    """
    history.hold(db, case)
    history.check_version(case, based_on)
    _fill(case, facts)
    case.version += 1
    history.record(db, case, case, "change", by=by)
    return case


def move_forward(db: Session, case: Case, *, expected: str, by: Participant) -> Case:
    """Put the case in its next phase.

    Raises:
        AlreadyMoved: it is no longer in phase `expected`.
        NoWayOn: the next phase begins in another way: a report becomes final by freezing it.
    """
    _move(db, case, FORWARD, expected=expected, reason="", by=by)
    return case


def move_back(db: Session, case: Case, *, expected: str, reason: str, by: Participant) -> Case:
    """Put the case one phase back, with a reason that everybody in the case can read; nothing that was written is lost.

    Raises:
        AlreadyMoved: it is no longer in phase `expected`.
        NoReason: the reason is empty.
        NoWayOn: there is no way back from this phase.
    """
    said = clean_text(reason).strip()
    if not said:
        raise NoReason
    _move(db, case, BACK, expected=expected, reason=said, by=by)
    return case


def _move(db: Session, case: Case, ways: dict[Phase, Phase], *, expected: str, reason: str, by: Participant) -> None:
    history.hold(db, case)
    if case.phase != expected:
        raise AlreadyMoved
    following = ways.get(Phase(case.phase))
    if following is None:
        raise NoWayOn
    case.phase = following
    case.phase_reason = reason
    case.version += 1
    history.record(db, case, case, "phase", reason=reason, by=by)


def _fill(case: Case, facts: CaseFacts) -> None:
    code_name = one_line(facts.code_name, NAME_LENGTH)
    if not code_name:
        raise NoCodeName
    case.code_name = code_name
    case.reason = clean_text(facts.reason).strip()
    case.learning_aim = clean_text(facts.learning_aim).strip()
    case.theme = facts.theme
    case.session_date = facts.session_date
