"""The learning questions of a case and the answers to them. The caller commits."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, select

from analysis.models import Answer, Question
from analysis.own_words import organisation_of, write
from timeline import history
from timeline.columns import now
from timeline.errors import N_, UserError
from timeline.models import Case, Event, Participant
from timeline.scope import Viewer, seen_by, viewer_of
from timeline.store import organisations_of
from timeline.text import clean_text

ORGANISATION, GROUP = "organisation", "group"
AUDIENCES = (ORGANISATION, GROUP)
THEME_LENGTH = 60


class NoQuestion(UserError):
    """A learning question without words."""

    def __init__(self) -> None:
        super().__init__(N_("Vul de vraag in."))


def questions_of(db: Session, case_id: str, audience: str | None = None) -> Sequence[Question]:
    """The questions of a case in the order in which they are asked; those that were taken off are left out."""
    query = select(Question).where(Question.case_id == case_id, col(Question.removed_at).is_(None))
    if audience is not None:
        query = query.where(Question.audience == audience)
    return db.exec(query.order_by(col(Question.position), col(Question.id))).all()


def removed_questions(db: Session, case_id: str) -> Sequence[Question]:
    """The questions that were taken off the list and can come back, the last one first."""
    query = select(Question).where(Question.case_id == case_id, col(Question.removed_at).is_not(None))
    return db.exec(query.order_by(col(Question.removed_at).desc(), col(Question.id))).all()


def add_question(
    db: Session,
    case: Case,
    *,
    text: str,
    hint: str = "",
    theme: str = "",
    audience: str = ORGANISATION,
    by: Participant | None = None,
) -> Question:
    """Add a question at the end of the list.

    Raises:
        NoQuestion: it has no words.
    """
    question = Question(case_id=case.id, position=_next_position(db, case.id))
    _fill(question, text, hint, theme, audience)
    history.record(db, case, question, "add", by=by)
    return question


def change_question(
    db: Session,
    case: Case,
    question: Question,
    *,
    text: str,
    hint: str,
    theme: str,
    audience: str,
    based_on: int,
    by: Participant,
) -> Question:
    """Change the words of a question; the answers stay with it.

    Raises:
        Conflict: somebody else changed it since version `based_on`.
        NoQuestion: it has no words.
    """
    locked = history.load(db, Question, question.id, viewer=viewer_of(by), lock=True)
    history.check_version(locked, based_on)
    _fill(locked, text, hint, theme, audience)
    locked.version += 1
    history.record(db, case, locked, "change", by=by)
    return locked


def remove_question(db: Session, case: Case, question: Question, *, based_on: int, by: Participant) -> None:
    """Take a question off the list. Its answers are kept, and nothing tells whether there are any.

    Raises:
        Conflict: somebody else changed it since version `based_on`.
    """
    locked = history.load(db, Question, question.id, viewer=viewer_of(by), lock=True)
    if locked.removed_at is not None:
        return
    history.check_version(locked, based_on)
    locked.removed_at = now()
    locked.version += 1
    history.record(db, case, locked, "remove", by=by)


def restore_question(db: Session, case: Case, question: Question, *, by: Participant) -> None:
    """Put a question back on the list, where it stood, with the answers that it had."""
    locked = history.load(db, Question, question.id, viewer=viewer_of(by), lock=True)
    if locked.removed_at is None:
        return
    locked.removed_at = None
    locked.version += 1
    history.record(db, case, locked, "restore", by=by)


def reorder(db: Session, case: Case, question_ids: Sequence[str]) -> None:
    """Ask the questions in this order. Questions that are not named keep their place after them."""
    history.hold(db, case)
    questions = {question.id: question for question in questions_of(db, case.id)}
    order = [key for key in dict.fromkeys(question_ids) if key in questions]
    order += [key for key in questions if key not in set(order)]
    for position, key in enumerate(order):
        questions[key].position = position
        db.add(questions[key])
    history.touch(db, case, None)
    db.flush()


def move(db: Session, case: Case, question: Question, *, earlier: bool) -> None:
    """Ask a question one place earlier or later among those for the same audience; at the end of the list it stays."""
    history.hold(db, case)
    order = [one.id for one in questions_of(db, case.id)]
    same = [one.id for one in questions_of(db, case.id, question.audience)]
    if question.id not in same:
        return
    at = same.index(question.id)
    to = at - 1 if earlier else at + 1
    if not 0 <= to < len(same):
        return
    one, other = order.index(question.id), order.index(same[to])
    order[one], order[other] = order[other], order[one]
    reorder(db, case, order)


def answer(
    db: Session,
    case: Case,
    question: Question,
    *,
    text: str,
    stays_open: bool = False,
    based_on: int,
    by: Participant,
) -> Answer:
    """Answer a question for the own organisation, which alone sees it until the reveal.

    Raises:
        Conflict: a colleague wrote something else since version `based_on`.
        NotThere: there is no such question in this case.
        NoOrganisation: the person writes for no organisation.
    """
    organisation_id = organisation_of(by)
    history.hold(db, case)
    history.load(db, Question, question.id, viewer=viewer_of(by))
    row = own_answers(db, viewer_of(by)).get(question.id) or Answer(
        case_id=case.id, question_id=question.id, organisation_id=organisation_id, version=0
    )
    words = {"text": clean_text(text).strip(), "stays_open": stays_open}
    written: Answer = write(db, case, row, words, based_on=based_on, by=by)
    return written


def answers_of(db: Session, viewer: Viewer) -> dict[str, list[Answer]]:
    """The answers that the viewer may see, by question: the shared one first, then the organisations in lane order."""
    lanes = {organisation.id: at for at, organisation in enumerate(organisations_of(db, viewer.case_id))}
    answers = db.exec(select(Answer).where(seen_by(viewer, Answer))).all()
    found: dict[str, list[Answer]] = {}
    for one in sorted(answers, key=lambda one: lanes[one.organisation_id] if one.organisation_id else -1):
        found.setdefault(one.question_id, []).append(one)
    return found


def own_answers(db: Session, viewer: Viewer) -> dict[str, Answer]:
    """What the viewer's own organisation answered, by question."""
    own = viewer.organisation_id
    if own is None:
        return {}
    query = select(Answer).where(seen_by(viewer, Answer), col(Answer.organisation_id) == own)
    return {one.question_id: one for one in db.exec(query)}


def is_answered(one: Answer | None) -> bool:
    """Whether something was answered; that it stays open is an answer too."""
    return one is not None and (one.stays_open or bool(one.text))


def events_beside(events: Sequence[Event], kinds: Sequence[str], own: Sequence[Event]) -> list[Event]:
    """The slice of the timeline to have beside a question: events of its kinds, else those of the own organisation."""
    fitting = [event for event in events if event.kind in kinds]
    return fitting or list(own)


def _fill(question: Question, text: str, hint: str, theme: str, audience: str) -> None:
    question.text = clean_text(text).strip()
    if not question.text:
        raise NoQuestion
    question.hint = clean_text(hint).strip()
    question.theme = clean_text(theme).strip()[:THEME_LENGTH]
    question.audience = audience if audience in AUDIENCES else ORGANISATION


def _next_position(db: Session, case_id: str) -> int:
    query = select(Question.position).where(Question.case_id == case_id).order_by(col(Question.position).desc())
    last = db.exec(query.limit(1)).first()
    return 0 if last is None else last + 1
