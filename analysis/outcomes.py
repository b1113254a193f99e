"""What comes out of a session: turning points, shared answers, lessons and agreements, each with what it rests on.

Every change is a revision, and a change that was based on an older text is refused with both texts at hand.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from sqlmodel import Session, SQLModel, col, select

from analysis.evidence import Resting, forget_evidence, rests_otherwise, set_evidence
from analysis.models import Agreement, Answer, Lesson, Question, TurningPoint
from analysis.session.live import changed
from timeline.errors import N_, UserError
from timeline.history import Conflict, NotThere, check_version, load, record
from timeline.ids import ID_LENGTH, new_id
from timeline.models import NAME_LENGTH, TITLE_LENGTH, Case, Event, Organisation, Participant, Revision
from timeline.scope import Viewer, seen_by
from timeline.text import clean_text

Thing = TypeVar("Thing", bound=SQLModel)

SCOPES = ("case", "wider")


class NoLesson(UserError):
    """A lesson needs words."""

    def __init__(self) -> None:
        super().__init__(N_("Schrijf eerst op wat de les is."))


class NoAgreement(UserError):
    """An agreement needs words."""

    def __init__(self) -> None:
        super().__init__(N_("Schrijf eerst op wat jullie afspreken."))


def turning_points(db: Session, case_id: str) -> dict[str, TurningPoint]:
    """The turning points by their event, in the order of time; the number follows that order.

    One whose event was removed is left out, and is there again when the event comes back.
    """
    query = (
        select(TurningPoint, Event)
        .join(Event, col(Event.id) == col(TurningPoint.event_id))
        .where(TurningPoint.case_id == case_id, col(Event.removed_at).is_(None), seen_by(Viewer(case_id), Event))
    )
    found = sorted(db.exec(query).all(), key=lambda pair: (pair[1].when.sort_key, pair[1].title, pair[1].id))
    for number, (point, _) in enumerate(found, start=1):
        if point.number != number:
            point.number = number
    return {event.id: point for point, event in found}


def mark_turning_point(
    db: Session,
    case: Case,
    event_id: str,
    *,
    why: str,
    seen_now: str,
    based_on: int | None = None,
    by: Participant,
) -> TurningPoint:
    """Say that the case took another course after this event, and why; or say it in other words.

    `based_on` is the version that was on screen, None when the event was not marked there.

    Raises:
        NotThere: the event is not in this case, removed, or not shared with everyone.
        Conflict: somebody else marked or changed it meanwhile, with other words.
    """
    changed(db, case.id)
    if load(db, Event, event_id, viewer=Viewer(case.id)).removed_at is not None:
        raise NotThere
    reason, insight = clean_text(why).strip(), clean_text(seen_now).strip()
    there = _of_event(db, case.id, event_id)
    if there is None:
        made = TurningPoint(case_id=case.id, event_id=event_id, number=0, why=reason, seen_now=insight)
        db.add(made)
        db.flush()
        turning_points(db, case.id)
        record(db, case, made, "add", by=by)
        return made
    if (there.why, there.seen_now) == (reason, insight):
        return there
    if based_on is None:
        raise Conflict(there)
    check_version(there, based_on)
    there.why, there.seen_now = reason, insight
    there.version += 1
    record(db, case, there, "change", by=by)
    return there


def unmark_turning_point(db: Session, case: Case, event_id: str, *, by: Participant) -> None:
    """Say that an event is no turning point after all; what was written stays in the history."""
    changed(db, case.id)
    there = _of_event(db, case.id, event_id)
    if there is None:
        return
    _remove(db, case, there, by=by)
    turning_points(db, case.id)


def shared_answers(db: Session, case_id: str) -> dict[str, Answer]:
    """The group's own answer to each question that has one, by the question."""
    query = select(Answer).where(seen_by(Viewer(case_id), Answer), col(Answer.organisation_id).is_(None))
    return {answer.question_id: answer for answer in db.exec(query)}


def write_shared_answer(
    db: Session,
    case: Case,
    question_id: str,
    *,
    text: str,
    stays_open: bool,
    event_ids: Iterable[str] | None = None,
    answer_ids: Iterable[str] | None = None,
    based_on: int,
    by: Participant,
) -> Answer:
    """Write the answer of the group to a question; that it stays open is an answer too.

    `based_on` is 0 when there was none yet. Evidence that is not given stays as it is.

    Raises:
        NotThere: there is no such question in this case.
        Conflict: somebody else wrote it meanwhile, in other words.
    """
    changed(db, case.id)
    if load(db, Question, question_id, viewer=Viewer(case.id)).removed_at is not None:
        raise NotThere
    words = clean_text(text).strip()
    there = shared_answers(db, case.id).get(question_id)
    fresh = there is None
    if there is None:
        there = Answer(case_id=case.id, question_id=question_id, text=words, stays_open=stays_open)
        db.add(there)
        db.flush()
    resting = None if event_ids is None or answer_ids is None else Resting.on(event_ids, answer_ids)
    same = (there.text, there.stays_open) == (words, stays_open)
    if same and not fresh and not rests_otherwise(db, case, "answer", there.id, resting):
        return there
    if not fresh:
        check_version(there, based_on)
        there.text, there.stays_open = words, stays_open
        there.version += 1
    set_evidence(db, case, "answer", there.id, resting)
    record(db, case, there, "add" if fresh else "change", by=by)
    return there


def lessons_of(db: Session, case_id: str) -> Sequence[Lesson]:
    """The lessons of a case, in their order."""
    query = select(Lesson).where(Lesson.case_id == case_id)
    return db.exec(query.order_by(col(Lesson.position), col(Lesson.id))).all()


def add_lesson(
    db: Session,
    case: Case,
    *,
    text: str,
    scope: str = "case",
    audience: str = "",
    event_ids: Iterable[str] = (),
    answer_ids: Iterable[str] = (),
    client_key: str = "",
    by: Participant,
) -> Lesson:
    """Keep a lesson with the moments and answers that it came from; sent twice with one `client_key` it is one lesson.

    Raises:
        NoLesson: there are no words.
        NotThere: an event or answer is not in this case, or not shared with everyone.
    """
    changed(db, case.id)
    words = _words(text, NoLesson())
    key = _id_for(db, case, "lesson", (by.id, client_key, words))
    there = _with_id(db, case, Lesson, key)
    if there is not None:
        return there
    last = len(lessons_of(db, case.id))
    made = Lesson(
        id=key, case_id=case.id, text=words, scope=_scope(scope), audience=_line(audience, TITLE_LENGTH), position=last
    )
    db.add(made)
    db.flush()
    set_evidence(db, case, "lesson", made.id, Resting.on(event_ids, answer_ids))
    record(db, case, made, "add", by=by)
    return made


def change_lesson(
    db: Session,
    case: Case,
    lesson_id: str,
    *,
    text: str,
    scope: str,
    audience: str,
    event_ids: Iterable[str],
    answer_ids: Iterable[str],
    based_on: int,
    by: Participant,
) -> Lesson:
    """Say a lesson in other words, for other people, or on other grounds.

    Raises:
        Conflict: somebody else changed it since version `based_on`.
        NoLesson: there are no words.
        NotThere: the lesson, an event or an answer is not in this case.
    """
    changed(db, case.id)
    lesson = load(db, Lesson, lesson_id, viewer=Viewer(case.id), lock=True)
    words = _words(text, NoLesson())
    wanted = (words, _scope(scope), _line(audience, TITLE_LENGTH))
    resting = Resting.on(event_ids, answer_ids)
    same = (lesson.text, lesson.scope, lesson.audience) == wanted
    if same and not rests_otherwise(db, case, "lesson", lesson.id, resting):
        return lesson
    check_version(lesson, based_on)
    lesson.text, lesson.scope, lesson.audience = wanted
    lesson.version += 1
    set_evidence(db, case, "lesson", lesson.id, resting)
    record(db, case, lesson, "change", by=by)
    return lesson


def remove_lesson(db: Session, case: Case, lesson_id: str, *, by: Participant) -> None:
    """Take a lesson off the list; its words stay in the history."""
    changed(db, case.id)
    _remove(db, case, load(db, Lesson, lesson_id, viewer=Viewer(case.id), lock=True), by=by)


def agreements_of(db: Session, case_id: str) -> Sequence[Agreement]:
    """The agreements of a case, in their order."""
    query = select(Agreement).where(Agreement.case_id == case_id)
    return db.exec(query.order_by(col(Agreement.position), col(Agreement.id))).all()


def add_agreement(
    db: Session,
    case: Case,
    *,
    text: str,
    organisation_id: str | None = None,
    owner: str = "",
    due: date | None = None,
    client_key: str = "",
    by: Participant,
) -> Agreement:
    """Keep who does what by when; sent twice with one `client_key` it is one agreement.

    Raises:
        NoAgreement: there are no words.
        NotThere: the organisation is not in this case.
    """
    changed(db, case.id)
    words = _words(text, NoAgreement())
    key = _id_for(db, case, "agreement", (by.id, client_key, words))
    there = _with_id(db, case, Agreement, key)
    if there is not None:
        return there
    made = Agreement(
        id=key,
        case_id=case.id,
        organisation_id=_organisation(db, case, organisation_id),
        text=words,
        owner=_line(owner, NAME_LENGTH),
        due=due,
        position=len(agreements_of(db, case.id)),
    )
    db.add(made)
    db.flush()
    record(db, case, made, "add", by=by)
    return made


def change_agreement(
    db: Session,
    case: Case,
    agreement_id: str,
    *,
    text: str,
    organisation_id: str | None,
    owner: str,
    due: date | None,
    based_on: int,
    by: Participant,
) -> Agreement:
    """Change who does what by when.

    Raises:
        Conflict: somebody else changed it since version `based_on`.
        NoAgreement: there are no words.
        NotThere: the agreement or the organisation is not in this case.
    """
    changed(db, case.id)
    agreement = load(db, Agreement, agreement_id, viewer=Viewer(case.id), lock=True)
    wanted = (
        _words(text, NoAgreement()),
        _organisation(db, case, organisation_id),
        _line(owner, NAME_LENGTH),
        due,
    )
    if (agreement.text, agreement.organisation_id, agreement.owner, agreement.due) == wanted:
        return agreement
    check_version(agreement, based_on)
    agreement.text, agreement.organisation_id, agreement.owner, agreement.due = wanted
    agreement.version += 1
    record(db, case, agreement, "change", by=by)
    return agreement


def remove_agreement(db: Session, case: Case, agreement_id: str, *, by: Participant) -> None:
    """Take an agreement off the list; its words stay in the history."""
    changed(db, case.id)
    _remove(db, case, load(db, Agreement, agreement_id, viewer=Viewer(case.id), lock=True), by=by)


def _remove(db: Session, case: Case, thing: TurningPoint | Lesson | Agreement, *, by: Participant) -> None:
    thing.version += 1
    record(db, case, thing, "remove", by=by)
    forget_evidence(db, case, str(thing.__tablename__), thing.id)
    db.delete(thing)
    db.flush()


def _of_event(db: Session, case_id: str, event_id: str) -> TurningPoint | None:
    query = select(TurningPoint).where(TurningPoint.case_id == case_id, TurningPoint.event_id == event_id)
    return db.exec(query.with_for_update()).one_or_none()


def _with_id(db: Session, case: Case, table: type[Thing], key: str) -> Thing | None:
    try:
        return load(db, table, key, viewer=Viewer(case.id))
    except NotThere:
        return None


def _id_for(db: Session, case: Case, thing: str, sending: tuple[str, str, str]) -> str:
    """The id for something new; `sending` is who, which sending, and the words.

    It is the same for the same sending, so that a repeat finds the thing there. What was removed since keeps its id for
    its history; the same words sent again are then something new.
    """
    if not sending[1]:
        return new_id()
    told = hashlib.sha256("\x1f".join((case.id, thing, *sending)).encode()).digest()
    key = base64.b32encode(told[:16]).decode("ascii").rstrip("=").lower()[:ID_LENGTH]
    removed = select(Revision.id).where(
        Revision.case_id == case.id, Revision.thing_id == key, Revision.action == "remove"
    )
    return new_id() if db.exec(removed).first() else key


def _organisation(db: Session, case: Case, organisation_id: str | None) -> str | None:
    if not organisation_id:
        return None
    return load(db, Organisation, organisation_id, viewer=Viewer(case.id)).id


def _words(text: str, missing: UserError) -> str:
    words = clean_text(text).strip()
    if not words:
        raise missing
    return words


def _line(text: str, at_most: int) -> str:
    return " ".join(clean_text(text).split())[:at_most]


def _scope(scope: str) -> str:
    return scope if scope in SCOPES else "case"
