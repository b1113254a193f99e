"""What the screens of the learning session show: console, phone and wall, each from the same state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from markupsafe import Markup
from sqlmodel import col, select

from analysis.evidence import supports
from analysis.models import Answer, Question, SessionPart, SessionState
from analysis.outcomes import agreements_of, lessons_of, shared_answers, turning_points
from analysis.perspectives import DIFFERENT, Side, accounts_side_by_side, disputed_events, perspectives_of
from analysis.questions.store import GROUP, questions_of
from analysis.session.agenda import ClockFace, clock, parts_of, standard_agenda
from analysis.session.live import Beamer, state_of
from analysis.session.notes import NoteKind, notes_of, raised_hands
from app.here import Here
from app.i18n import N_, gettext, language
from app.rendering import date_in_words
from timeline.columns import now
from timeline.models import Event, Organisation
from timeline.organisations import organisations_in_use
from timeline.scope import Viewer
from timeline.store import events_in_order, organisations_of

MOST_DIFFERENCES = 5
NOTES_ON_THE_WALL = 8
WALL_WIDTH = 1100

NOTE_KINDS = {
    NoteKind.NOTE: N_("Notitie"),
    NoteKind.ADDITION: N_("Aanvulling"),
    NoteKind.NEW_TO_ME: N_("Nieuw voor mij"),
    NoteKind.TURNING_POINT: N_("Voorstel kantelmoment"),
    NoteKind.INSIGHT: N_("Inzicht"),
}
BEAMER_WORDS = {
    Beamer.WELCOME: N_("Welkom en hoe we praten"),
    Beamer.AGENDA: N_("Agenda"),
    Beamer.TIMELINE: N_("Tijdlijn"),
    Beamer.EVENT: N_("Eén gebeurtenis"),
    Beamer.QUESTION: N_("Leervragen"),
    Beamer.DIFFERENCES: N_("Waar we anders kijken"),
    Beamer.ANSWERS: N_("Antwoorden"),
    Beamer.LESSONS: N_("Lessen en afspraken"),
    Beamer.NOTES: N_("Notities"),
}
GROUND_RULES = (
    N_("We kijken terug om te leren. Niemand hoeft zich te verdedigen."),
    N_("Eerst wat er gebeurde, dan wat het met ons deed."),
    N_("Wat wist je toen? En wat weten we nu pas? Dat houden we uit elkaar."),
    N_("We mogen het verschillend zien. Een verschil mag blijven staan."),
    N_("Iedereen in het gezin telt mee, ook wie hier niet is."),
)


def event_choices(events: Iterable[Event]) -> list[tuple[str, str]]:
    """The events as choices of a list: the date and what happened."""
    return [(event.id, f"{date_in_words(event.when)} · {event.title}") for event in events]


def question_choices(questions: Iterable[Asked]) -> list[tuple[str, str]]:
    """The learning questions as choices of a list."""
    return [(one.question.id, one.question.text) for one in questions]


def organisation_choices(organisations: Iterable[Organisation]) -> list[tuple[str, str]]:
    """The organisations as choices of a list."""
    return [(organisation.id, organisation.name) for organisation in organisations]


@dataclass(frozen=True, slots=True)
class Asked:
    """A learning question with the answer of the group, if there is one."""

    question: Question
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Difference:
    """An event that is told in more than one way, with all that is told of it side by side."""

    event: Event
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One part of the agenda on screen: `state` is done, now, later or skipped; without `id` it is a proposal."""

    id: str
    key: str
    title: str
    purpose: str
    minutes: int
    position: int
    state: str


@dataclass(frozen=True, slots=True)
class Dial:
    """A clock on screen: since when it runs (milliseconds since 1970, as if in one go) and for how long it may."""

    since: int
    gone: int
    planned: int
    running: bool


def common(place: Here) -> dict[str, Any]:
    """What all screens of the session know: where it is, the agenda and the clock."""
    present = now()
    state = state_of(place.db, place.case.id) or SessionState(case_id=place.case.id)
    parts = parts_of(place.db, place.case.id)
    part = next((one for one in parts if one.id == state.part_id), None)
    face = clock(
        parts,
        present,
        started_at=state.started_at,
        ends_at=state.ends_at,
        part_id=state.part_id,
        ended_at=state.ended_at,
    )
    running = state.started_at is not None and state.ended_at is None
    lines = _lines(parts, state)
    at = next((index for index, line in enumerate(lines) if line.state == "now"), None)
    others = [] if at is None else [(index, line) for index, line in enumerate(lines) if line.state != "skipped"]
    return {
        "base": f"/cases/{place.case.id}",
        "event_choices": event_choices,
        "question_choices": question_choices,
        "now_ms": int(present.timestamp() * 1000),
        "tick": state.tick + place.case.revision,
        "state": state,
        "running": running,
        "part": part,
        "lines": lines,
        "previous_line": next((line for index, line in reversed(others) if at is not None and index < at), None),
        "next_line": next((line for index, line in others if at is not None and index > at), None),
        "face": face,
        "dial": _dial(part, face, running=running),
        "expected_end": _rounded(face) if running else None,
        "beamer_words": {what: gettext(words) for what, words in BEAMER_WORDS.items()},
        "note_kinds": {kind: gettext(words) for kind, words in NOTE_KINDS.items()},
    }


def console(place: Here) -> dict[str, Any]:
    """What the facilitator sees: everything, with what can be done."""
    return (
        common(place)
        | outcomes(place)
        | {
            "notes": notes_of(place.db, place.case.id, reader=place.participant, with_hidden=True),
            "hands": raised_hands(place.db, place.case.id),
            "differences": differences(place),
        }
    )


def outcomes(place: Here) -> dict[str, Any]:
    """What came out of the session until now, with what it rests on."""
    everyone = Viewer(place.case.id)
    events = events_in_order(place.db, everyone)
    return {
        "base": f"/cases/{place.case.id}",
        "event_choices": event_choices,
        "question_choices": question_choices,
        "organisation_choices": organisation_choices,
        "trouble": None,
        "asked": asked(place),
        "answer_supports": supports(place.db, place.case.id, "answer"),
        "turning": [
            (point, next(event for event in events if event.id == event_id))
            for event_id, point in turning_points(place.db, place.case.id).items()
        ],
        "lessons": lessons_of(place.db, place.case.id),
        "lesson_supports": supports(place.db, place.case.id, "lesson"),
        "question_of": {question.id: question for question in questions_of(place.db, place.case.id)},
        "agreements": agreements_of(place.db, place.case.id),
        "told": told(place),
        "organisations": organisations_in_use(place.db, place.viewer),
        "events": events,
    }


def phone(place: Here) -> dict[str, Any]:
    """What somebody in the room sees on the own phone: where we are, what is on the wall, and what is written."""
    return common(place) | {
        "wall": wall(place, compact=True),
        "notes": notes_of(place.db, place.case.id, reader=place.participant, at_most=60),
    }


def shared_events(place: Here) -> list[Event]:
    """The events that everyone in the room sees, in the order of time."""
    return events_in_order(place.db, Viewer(place.case.id))


def wall(place: Here, *, compact: bool = False) -> dict[str, Any]:
    """What the beamer shows: only what is shared with everyone. `compact` leaves the drawing out, for a phone."""
    everyone = Viewer(place.case.id)
    state = state_of(place.db, place.case.id)
    what = Beamer(state.beamer) if state and state.beamer in set(Beamer) else Beamer.AGENDA
    shown: dict[str, Any] = {"what": what, "title": gettext(BEAMER_WORDS[what])}
    if what == Beamer.WELCOME:
        shown["rules"] = [gettext(rule) for rule in GROUND_RULES]
    elif what == Beamer.TIMELINE:
        shown["picture"] = None if compact else _drawing(place)
        shown["events"] = shared_events(place)
    elif what == Beamer.EVENT:
        event = next((one for one in shared_events(place) if state and one.id == state.event_id), None)
        shown["event"] = event
        shown["title"] = event.title if event else shown["title"]
        shown["sides"] = accounts_side_by_side(place.db, everyone, event) if event else []
        shown["turning_point"] = turning_points(place.db, place.case.id).get(event.id) if event else None
    elif what == Beamer.QUESTION:
        chosen = [one for one in asked(place) if state and one.question.id == state.question_id]
        shown["asked"] = chosen or for_the_group(place)
        shown["one"] = bool(chosen)
        shown["title"] = gettext("Leervraag") if chosen else shown["title"]
    elif what == Beamer.DIFFERENCES:
        shown["differences"] = differences(place)
    elif what == Beamer.ANSWERS:
        shown["asked"] = for_the_group(place)
    elif what == Beamer.LESSONS:
        shown["lessons"] = lessons_of(place.db, place.case.id)
        shown["agreements"] = agreements_of(place.db, place.case.id)
        shown["organisations"] = {one.id: one for one in organisations_of(place.db, place.case.id)}
    elif what == Beamer.NOTES:
        every = notes_of(place.db, place.case.id, reader=place.participant)
        shown["notes"] = [one for one in every if one.note.hidden_at is None][:NOTES_ON_THE_WALL]
    return shown


def asked(place: Here) -> list[Asked]:
    """The learning questions with the answers of the group."""
    answers = shared_answers(place.db, place.case.id)
    return [Asked(question, answers.get(question.id)) for question in questions_of(place.db, place.case.id)]


def for_the_group(place: Here) -> list[Asked]:
    """The learning questions for the group, with what was asked beforehand and got an answer here; without any, all."""
    every = asked(place)
    return [one for one in every if one.answer or one.question.audience == GROUP] or every


def told(place: Here, question_id: str | None = None) -> list[tuple[Answer, Organisation]]:
    """What the organisations answered, as far as it is shared with everyone; to one question or to all."""
    query = select(Answer, Organisation).join(Organisation, col(Organisation.id) == col(Answer.organisation_id))
    query = query.where(Answer.case_id == place.case.id, col(Answer.private_to).is_(None), Answer.text != "")
    if question_id is not None:
        query = query.where(Answer.question_id == question_id)
    return list(place.db.exec(query.order_by(col(Organisation.position), col(Answer.id))).all())


def differences(place: Here) -> list[Difference]:
    """The events that are told in the most different ways, at most five, in the order of time."""
    everyone = Viewer(place.case.id)
    disputed = disputed_events(place.db, everyone)
    said = perspectives_of(place.db, everyone, disputed) if disputed else {}
    events = [event for event in shared_events(place) if event.id in disputed]
    largest = sorted(events, key=lambda event: -sum(one.stance in DIFFERENT for one in said.get(event.id, [])))
    chosen = {event.id for event in largest[:MOST_DIFFERENCES]}
    return [
        Difference(event, tuple(accounts_side_by_side(place.db, everyone, event)))
        for event in events
        if event.id in chosen
    ]


def _drawing(place: Here) -> Markup:
    from app.timeline_view import drawing

    return drawing(place, WALL_WIDTH)


def _dial(part: SessionPart | None, face: ClockFace, *, running: bool) -> Dial:
    """The clock of a part in whole minutes: the page stays the same within a minute, and its script draws the rest."""
    if part is None or part.started_at is None:
        return Dial(0, 0, face.part_minutes, running=False)
    since = part.started_at - timedelta(seconds=part.spent_seconds)
    return Dial(int(since.timestamp() * 1000), int(face.part_gone), face.part_minutes, running=running)


def _rounded(face: ClockFace) -> Any:
    """When it ends at this pace, to five minutes: a time that jumps every second makes nobody calm."""
    if face.expected_end is None:
        return None
    step = 300
    return face.expected_end + timedelta(seconds=-face.expected_end.timestamp() % step)


def _lines(parts: Any, state: SessionState) -> list[AgendaLine]:
    if not parts:
        return [
            AgendaLine(
                "",
                part.key,
                part.titles.get(language()) or part.titles["nl"],
                part.purposes.get(language()) or part.purposes["nl"],
                part.minutes,
                position,
                "later",
            )
            for position, part in enumerate(standard_agenda())
        ]
    return [
        AgendaLine(
            part.id,
            part.key,
            part.title,
            part.purpose,
            part.minutes,
            part.position,
            _state_of(part, state),
        )
        for part in parts
    ]


def _state_of(part: SessionPart, state: SessionState) -> str:
    if part.skipped:
        return "skipped"
    if part.id == state.part_id and state.ended_at is None:
        return "now"
    return "done" if part.started_at is not None else "later"
