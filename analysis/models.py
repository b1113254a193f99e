"""The tables of what people make of the events: readings, questions, the session, lessons and the report."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from timeline.columns import case_field, child_of, id_field, moment_field, text_field, within_case
from timeline.ids import ID_LENGTH
from timeline.models import NAME_LENGTH, TITLE_LENGTH, Dated

QUERY_LENGTH = 2000


class Perspective(Dated, table=True):
    """What one organisation says of an event: it is right, it was otherwise, read differently, or not ours to say.

    `stance` is confirmed, corrected, other_reading or not_ours; title and date are only filled for a correction.
    """

    __table_args__ = (
        within_case("perspective"),
        child_of("event", "event_id", table="perspective"),
        child_of("organisation", "organisation_id", table="perspective"),
        UniqueConstraint("event_id", "organisation_id", name="uq_perspective"),
    )

    id: str = id_field()
    case_id: str = case_field()
    event_id: str = Field(max_length=ID_LENGTH)
    organisation_id: str = Field(max_length=ID_LENGTH)
    private_to: str | None = Field(default=None, max_length=ID_LENGTH, index=True)
    stance: str = Field(max_length=20)
    title: str = Field(default="", max_length=TITLE_LENGTH)
    reading: str = text_field()
    version: int = 1


class Annotation(SQLModel, table=True):
    """What one organisation adds to an event: facts and feelings apart, known then and known now apart."""

    __table_args__ = (
        within_case("annotation"),
        child_of("event", "event_id", table="annotation"),
        child_of("organisation", "organisation_id", table="annotation"),
        UniqueConstraint("event_id", "organisation_id", name="uq_annotation"),
    )

    id: str = id_field()
    case_id: str = case_field()
    event_id: str = Field(max_length=ID_LENGTH)
    organisation_id: str = Field(max_length=ID_LENGTH)
    private_to: str | None = Field(default=None, max_length=ID_LENGTH, index=True)
    facts: str = text_field()
    feelings: str = text_field()
    known_then: str = text_field()
    known_now: str = text_field()
    version: int = 1


class Rating(SQLModel, table=True):
    """How calm a chapter was, or how much conflict there was, as one organisation saw it.

    `value` is 1 (calm) to 5 (much conflict); empty says that the organisation does not know, which is an answer too.
    """

    __table_args__ = (
        within_case("rating"),
        child_of("chapter", "chapter_id", table="rating"),
        child_of("organisation", "organisation_id", table="rating"),
        UniqueConstraint("chapter_id", "organisation_id", name="uq_rating"),
        CheckConstraint("value BETWEEN 1 AND 5", name="ck_rating_value"),
    )

    id: str = id_field()
    case_id: str = case_field()
    chapter_id: str = Field(max_length=ID_LENGTH)
    organisation_id: str = Field(max_length=ID_LENGTH)
    private_to: str | None = Field(default=None, max_length=ID_LENGTH, index=True)
    value: int | None = None
    version: int = 1


class Question(SQLModel, table=True):
    """A learning question of this case: asked beforehand to each organisation, or in the session to the group.

    A question that is taken off the list keeps its answers, so that nobody's words are lost and it can come back.
    """

    __table_args__ = (within_case("question"),)

    id: str = id_field()
    case_id: str = case_field()
    text: str = text_field()
    hint: str = text_field()
    theme: str = Field(default="", max_length=60)
    audience: str = Field(default="organisation", max_length=20)
    position: int = 0
    version: int = 1
    removed_at: datetime | None = moment_field(nullable=True)


class Answer(SQLModel, table=True):
    """An organisation's answer to a learning question, or the group's shared answer (no organisation).

    `stays_open` says that the question stays open, which is a valid end.
    """

    __table_args__ = (
        within_case("answer"),
        child_of("question", "question_id", table="answer"),
        child_of("organisation", "organisation_id", table="answer"),
        UniqueConstraint("question_id", "organisation_id", name="uq_answer"),
        Index(
            "uq_answer_of_the_group",
            "question_id",
            unique=True,
            sqlite_where=text("organisation_id IS NULL"),
            postgresql_where=text("organisation_id IS NULL"),
        ),
    )

    id: str = id_field()
    case_id: str = case_field()
    question_id: str = Field(max_length=ID_LENGTH)
    organisation_id: str | None = Field(default=None, max_length=ID_LENGTH)
    private_to: str | None = Field(default=None, max_length=ID_LENGTH, index=True)
    text: str = text_field()
    stays_open: bool = False
    version: int = 1


class TurningPoint(SQLModel, table=True):
    """A moment after which the case took another course, with the number that the report uses."""

    __tablename__ = "turning_point"
    __table_args__ = (
        within_case("turning_point"),
        child_of("event", "event_id", table="turning_point"),
        UniqueConstraint("event_id", name="uq_turning_point_event"),
    )

    id: str = id_field()
    case_id: str = case_field()
    event_id: str = Field(max_length=ID_LENGTH)
    number: int
    why: str = text_field()
    seen_now: str = text_field()
    version: int = 1


class Lesson(SQLModel, table=True):
    """An insight, for this case or wider, tied by `Evidence` to the moments and answers it came from."""

    __table_args__ = (within_case("lesson"),)

    id: str = id_field()
    case_id: str = case_field()
    text: str = text_field()
    scope: str = Field(default="case", max_length=10)
    audience: str = Field(default="", max_length=TITLE_LENGTH)
    position: int = 0
    version: int = 1


class Agreement(SQLModel, table=True):
    """Who does what by when."""

    __table_args__ = (
        within_case("agreement"),
        child_of("organisation", "organisation_id", table="agreement"),
    )

    id: str = id_field()
    case_id: str = case_field()
    organisation_id: str | None = Field(default=None, max_length=ID_LENGTH)
    text: str = text_field()
    owner: str = Field(default="", max_length=NAME_LENGTH)
    due: date | None = None
    position: int = 0
    version: int = 1


class Evidence(SQLModel, table=True):
    """A link from a lesson, answer or agreement to the event or answer that it rests on."""

    __table_args__ = (
        child_of("event", "event_id", table="evidence"),
        child_of("answer", "answer_id", table="evidence"),
        Index("ix_evidence_of", "case_id", "of_thing", "of_id"),
    )

    id: str = id_field()
    case_id: str = case_field()
    of_thing: str = Field(max_length=20)
    of_id: str = Field(max_length=ID_LENGTH)
    event_id: str | None = Field(default=None, max_length=ID_LENGTH)
    answer_id: str | None = Field(default=None, max_length=ID_LENGTH)


class SessionPart(SQLModel, table=True):
    """One part of the three hours, with its planned minutes and when it really began and ended.

    `spent_seconds` is what earlier stretches took, for when the group comes back to a part.
    """

    __tablename__ = "session_part"
    __table_args__ = (within_case("session_part"),)

    id: str = id_field()
    case_id: str = case_field()
    key: str = Field(max_length=40)
    title: str = Field(max_length=NAME_LENGTH)
    purpose: str = text_field()
    minutes: int
    position: int
    skipped: bool = False
    spent_seconds: int = 0
    started_at: datetime | None = moment_field(nullable=True)
    ended_at: datetime | None = moment_field(nullable=True)


class SessionState(SQLModel, table=True):
    """Where the live session is: begun, which part, what the beamer shows; `tick` counts its changes.

    `ends_at` is the end as planned when the session began; `event_id` and `question_id` are what the beamer shows.
    The question is no foreign key: when it is removed, the session goes on.
    """

    __tablename__ = "session_state"
    __table_args__ = (
        UniqueConstraint("case_id", name="uq_session_state_case"),
        child_of("session_part", "part_id", table="session_state"),
        child_of("event", "event_id", table="session_state"),
    )

    id: str = id_field()
    case_id: str = case_field()
    part_id: str | None = Field(default=None, max_length=ID_LENGTH)
    event_id: str | None = Field(default=None, max_length=ID_LENGTH)
    question_id: str | None = Field(default=None, max_length=ID_LENGTH)
    beamer: str = Field(default="agenda", max_length=20)
    tick: int = 0
    started_at: datetime | None = moment_field(nullable=True)
    ends_at: datetime | None = moment_field(nullable=True)
    ended_at: datetime | None = moment_field(nullable=True)


class SessionNote(SQLModel, table=True):
    """A note that somebody typed during the session; `client_key` makes a repeated sending one note."""

    __tablename__ = "session_note"
    __table_args__ = (
        within_case("session_note"),
        child_of("session_part", "part_id", table="session_note"),
        child_of("event", "event_id", table="session_note"),
        child_of("participant", "participant_id", table="session_note"),
        UniqueConstraint("case_id", "client_key", name="uq_session_note_client_key"),
    )

    id: str = id_field()
    case_id: str = case_field()
    participant_id: str = Field(max_length=ID_LENGTH)
    part_id: str | None = Field(default=None, max_length=ID_LENGTH)
    event_id: str | None = Field(default=None, max_length=ID_LENGTH)
    kind: str = Field(default="note", max_length=20)
    text: str = text_field()
    client_key: str = Field(max_length=64)
    created_at: datetime = moment_field()
    hidden_at: datetime | None = moment_field(nullable=True)


class Report(SQLModel, table=True):
    """One edition of the report; a final one holds its exact bytes and their checksum and never changes again."""

    __table_args__ = (
        within_case("report"),
        UniqueConstraint("case_id", "edition", name="uq_report_edition"),
    )

    id: str = id_field()
    case_id: str = case_field()
    edition: int = 1
    state: str = Field(default="draft", max_length=10)
    content: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    checksum: str = Field(default="", max_length=64)
    shared_at: datetime | None = moment_field(nullable=True)
    frozen_at: datetime | None = moment_field(nullable=True)
    version: int = 1


class ReportSection(SQLModel, table=True):
    """The facilitator's own text for one section of the report."""

    __tablename__ = "report_section"
    __table_args__ = (
        within_case("report_section"),
        child_of("report", "report_id", table="report_section"),
        UniqueConstraint("report_id", "key", name="uq_report_section"),
    )

    id: str = id_field()
    case_id: str = case_field()
    report_id: str = Field(max_length=ID_LENGTH)
    key: str = Field(max_length=40)
    body: str = text_field()
    version: int = 1


class Assent(SQLModel, table=True):
    """An organisation's agreement with the report, or its own view; bound to the checksum of what it read."""

    __table_args__ = (
        within_case("assent"),
        child_of("report", "report_id", table="assent"),
        child_of("organisation", "organisation_id", table="assent"),
        UniqueConstraint("report_id", "organisation_id", name="uq_assent"),
    )

    id: str = id_field()
    case_id: str = case_field()
    report_id: str = Field(max_length=ID_LENGTH)
    organisation_id: str = Field(max_length=ID_LENGTH)
    participant_id: str | None = Field(default=None, max_length=ID_LENGTH)
    verdict: str = Field(max_length=10)
    view: str = text_field()
    checksum: str = Field(default="", max_length=64)
    at: datetime = moment_field()
    version: int = 1


class SavedView(SQLModel, table=True):
    """A view of the timeline that somebody gave a name, to come back to; the facilitator may share it with everyone.

    `query` is the view as the address of the timeline holds it (`app.timeline_address.normalised`).
    """

    __tablename__ = "saved_view"
    __table_args__ = (child_of("participant", "participant_id", table="saved_view"),)

    id: str = id_field()
    case_id: str = case_field()
    participant_id: str = Field(max_length=ID_LENGTH, index=True)
    name: str = Field(max_length=NAME_LENGTH)
    query: str = Field(default="", max_length=QUERY_LENGTH)
    shared: bool = False
    version: int = 1
    created_at: datetime = moment_field()


class Visit(SQLModel, table=True):
    """When somebody last had the timeline in view, and the last time before that visit began."""

    __table_args__ = (
        child_of("participant", "participant_id", table="visit"),
        UniqueConstraint("participant_id", name="uq_visit"),
    )

    id: str = id_field()
    case_id: str = case_field()
    participant_id: str = Field(max_length=ID_LENGTH)
    seen_at: datetime = moment_field()
    before_at: datetime | None = moment_field(nullable=True)
