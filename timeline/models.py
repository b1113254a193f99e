"""The tables of a case and its events.

Each row belongs to one case, and a row under another row is tied to it by case and id together: the database refuses
what crosses cases. `private_to` holds the organisation whose own writing a row still is; it is empty once it is shared.
"""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from timeline.columns import case_field, child_of, id_field, moment_field, text_field, within_case
from timeline.date_value import UNKNOWN, EventDate, from_edtf
from timeline.ids import ID_LENGTH, new_id

TITLE_LENGTH = 300
NAME_LENGTH = 120


class Phase(StrEnum):
    """Where a case is on its way from preparing to the agreed report."""

    PREPARING = "preparing"
    ANNOTATING = "annotating"
    SESSION = "session"
    WRITING = "writing"
    AGREED = "agreed"
    ERASED = "erased"


class Role(StrEnum):
    """What somebody comes to do in a case."""

    FACILITATOR = "facilitator"
    CONTACT = "contact"
    PARTICIPANT = "participant"
    READER = "reader"
    BEAMER = "beamer"


class Case(SQLModel, table=True):
    """One completed trajectory of one family, always under a code name.

    `revision` counts the shared changes; `revealed_at` is when the organisations' own writing was shared with all.
    """

    id: str = id_field()
    code_name: str = Field(max_length=NAME_LENGTH, index=True)
    reason: str = text_field()
    learning_aim: str = text_field()
    theme: str = Field(default="complex_divorce", max_length=60)
    phase: str = Field(default=Phase.PREPARING, max_length=20)
    phase_reason: str = text_field()
    revision: int = 0
    version: int = 1
    revealed_at: datetime | None = moment_field(nullable=True)
    session_date: date | None = None
    created_at: datetime = moment_field()

    @property
    def state(self) -> tuple[str, datetime, int]:
        """What is shared of the case is the same as long as this is.

        A case that was erased and imported again has the same id, and counts its changes anew from nought: the moment
        at which it was made tells the two apart.
        """
        return self.id, self.created_at, self.revision


class Person(SQLModel, table=True):
    """A member of the family, by code name and role."""

    __table_args__ = (within_case("person"),)

    id: str = id_field()
    case_id: str = case_field()
    code_name: str = Field(max_length=NAME_LENGTH)
    role: str = Field(default="child", max_length=40)
    birth_year: int | None = None
    position: int = 0
    version: int = 1


class Organisation(SQLModel, table=True):
    """An organisation in the case, with its lane on the timeline.

    `colour` is 1 to 12; `revision` counts the changes to what is still private to it. `known_columns` remembers what a
    person said that a column of its files means: the name of the column, in plain words, and the field.
    """

    __table_args__ = (within_case("organisation"), UniqueConstraint("case_id", "name", name="uq_organisation_name"))

    id: str = id_field()
    case_id: str = case_field()
    name: str = Field(max_length=NAME_LENGTH)
    kind: str = Field(default="other", max_length=40)
    colour: int = 1
    position: int = 0
    takes_part: bool = True
    revision: int = 0
    version: int = 1
    ready_at: datetime | None = moment_field(nullable=True)
    known_columns: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))

    @property
    def initials(self) -> str:
        """Two letters that stand for the name beside its colour."""
        words = [word for word in self.name.split() if word[0].isalnum()]
        capitals = [word for word in words if word[0].isupper()] or words
        letters = capitals[0][:2] if len(capitals) == 1 else capitals[0][0] + capitals[1][0] if capitals else "?"
        return letters.upper()


class Participant(SQLModel, table=True):
    """Somebody who works in or reads the case, with one role."""

    __table_args__ = (
        within_case("participant"),
        child_of("organisation", "organisation_id", table="participant"),
    )

    id: str = id_field()
    case_id: str = case_field()
    organisation_id: str | None = Field(default=None, max_length=ID_LENGTH)
    role: str = Field(default=Role.PARTICIPANT, max_length=20)
    name: str = Field(max_length=NAME_LENGTH)
    function: str = Field(default="", max_length=NAME_LENGTH)
    version: int = 1
    created_at: datetime = moment_field()


class Dated(SQLModel):
    """What is kept of an `EventDate`: the EDTF value, the words, and the days that it can be."""

    date_edtf: str = Field(default="", max_length=120)
    date_text: str = Field(default="", max_length=200)
    earliest: date | None = None
    latest: date | None = None
    time_of_day: time | None = None

    @property
    def when(self) -> EventDate:
        """The date as one value."""
        return date_of(self.date_edtf, self.date_text, self.earliest, self.latest, self.time_of_day)

    def place(self, when: EventDate) -> None:
        """Give this row another date."""
        for column, value in date_columns(when).items():
            setattr(self, column, value)


def date_of(edtf: str, text: str, earliest: date | None, latest: date | None, time_of_day: time | None) -> EventDate:
    """A date from what is kept of it; which days it can be stands there, and is not reckoned again for each look."""
    if edtf and earliest is None and latest is None:
        return from_edtf(edtf, text=text, time=time_of_day)
    return EventDate(edtf or UNKNOWN, earliest, latest, text, time_of_day)


def date_columns(when: EventDate) -> dict[str, Any]:
    """What a row keeps of a date, by column."""
    return {
        "date_edtf": when.edtf,
        "date_text": when.text,
        "earliest": when.earliest,
        "latest": when.latest,
        "time_of_day": when.time,
    }


class Event(Dated, table=True):
    """Something that happened, at a moment or during a period.

    `organisation_id` is the lane: the organisation whose event it is, empty for the family. `present` and `missing`
    hold the ids of the organisations that were at the table, and of those that were involved but not there.
    `chapter_id` is the chapter that somebody put it in; without it, its date tells. `tags` are short words of the own
    choice of whoever works on the case.
    """

    __table_args__ = (
        within_case("event"),
        child_of("organisation", "organisation_id", table="event"),
        Index("ix_event_in_time", "case_id", "removed_at", "earliest"),
    )

    id: str = id_field()
    case_id: str = case_field()
    organisation_id: str | None = Field(default=None, max_length=ID_LENGTH)
    private_to: str | None = Field(default=None, max_length=ID_LENGTH, index=True)
    kind: str = Field(default="other", max_length=40)
    title: str = Field(max_length=TITLE_LENGTH)
    description: str = text_field()
    ground: str = Field(default="", max_length=20)
    who: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    present: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    missing: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    source: str = Field(default="", max_length=TITLE_LENGTH)
    tags: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    chapter_id: str | None = Field(default=None, max_length=ID_LENGTH)
    version: int = 1
    created_at: datetime = moment_field()
    removed_at: datetime | None = moment_field(nullable=True)


class Account(Dated, table=True):
    """One organisation's own version of an event, in its own words and with its own date and source.

    `organisation_id` is who tells it; empty when the facilitator entered it. `present` and `missing` are who it
    says was at the table and who was not. `batch_id` is the import it came with.
    """

    __table_args__ = (
        within_case("account"),
        child_of("event", "event_id", table="account"),
        child_of("organisation", "organisation_id", table="account"),
    )

    id: str = id_field()
    case_id: str = case_field()
    event_id: str = Field(max_length=ID_LENGTH, index=True)
    organisation_id: str | None = Field(default=None, max_length=ID_LENGTH)
    private_to: str | None = Field(default=None, max_length=ID_LENGTH, index=True)
    title: str = Field(max_length=TITLE_LENGTH)
    description: str = text_field()
    kind: str = Field(default="other", max_length=40)
    lane: str = Field(default="", max_length=NAME_LENGTH)
    who: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    present: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    missing: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    source: str = Field(default="", max_length=TITLE_LENGTH)
    place_in_source: str = Field(default="", max_length=NAME_LENGTH)
    row_checksum: str = Field(default="", max_length=64)
    batch_id: str | None = Field(default=None, max_length=ID_LENGTH, index=True)
    version: int = 1
    created_at: datetime = moment_field()


class Stretch(SQLModel):
    """A stretch of the case: all days from the first to the last, both counted."""

    first_day: date
    last_day: date


class Chapter(Stretch, table=True):
    """A named stretch of the case, from its first day to the day before the next one."""

    __table_args__ = (within_case("chapter"),)

    id: str = id_field()
    case_id: str = case_field()
    name: str = Field(max_length=NAME_LENGTH)
    summary: str = text_field()
    version: int = 1


class LegalFrame(Stretch, table=True):
    """A stretch in which the help was voluntary or compulsory; `measure` is by which measure, such as "OTS"."""

    __tablename__ = "legal_frame"
    __table_args__ = (within_case("legal_frame"),)

    id: str = id_field()
    case_id: str = case_field()
    compulsory: bool
    measure: str = Field(default="", max_length=NAME_LENGTH)
    version: int = 1


class CourseHolder(Stretch, table=True):
    """A stretch in which somebody held the course of the case: an organisation, somebody in free words, or both.

    Neither of them says that it was clearly nobody, which is as full an answer as any other.
    """

    __tablename__ = "course_holder"
    __table_args__ = (
        within_case("course_holder"),
        child_of("organisation", "organisation_id", table="course_holder"),
    )

    id: str = id_field()
    case_id: str = case_field()
    organisation_id: str | None = Field(default=None, max_length=ID_LENGTH)
    who: str = Field(default="", max_length=NAME_LENGTH)
    version: int = 1

    @property
    def is_nobody(self) -> bool:
        """Whether it says that clearly nobody held the course."""
        return self.organisation_id is None and not self.who


class Link(SQLModel, table=True):
    """A step in a chain such as meeting, decision, offer, result: the later event came out of the earlier one.

    It is private as long as one of its events is.
    """

    __table_args__ = (
        within_case("link"),
        child_of("event", "earlier_id", table="link"),
        child_of("event", "later_id", table="link"),
        UniqueConstraint("case_id", "earlier_id", "later_id", name="uq_link"),
        CheckConstraint("earlier_id <> later_id", name="ck_link_of_two"),
    )

    id: str = id_field()
    case_id: str = case_field()
    private_to: str | None = Field(default=None, max_length=ID_LENGTH, index=True)
    earlier_id: str = Field(max_length=ID_LENGTH)
    later_id: str = Field(max_length=ID_LENGTH)
    participant_id: str | None = Field(default=None, max_length=ID_LENGTH)
    version: int = 1
    created_at: datetime = moment_field()


class Import(SQLModel, table=True):
    """A file that was read: a preview until it is accepted, then one act that can be undone.

    `reading` is the head of the packed file as JSON (`readers.Packed`), and its pieces stand in `ImportPiece`; `edits`
    holds what people changed in the preview, by the key of the row and the field; `state` is preview, accepted, undone
    or dropped.
    """

    __tablename__ = "import"
    __table_args__ = (within_case("import"), child_of("organisation", "organisation_id", table="import"))

    id: str = id_field()
    case_id: str = case_field()
    organisation_id: str = Field(max_length=ID_LENGTH)
    file_name: str = Field(max_length=TITLE_LENGTH)
    checksum: str = Field(max_length=64)
    state: str = Field(default="preview", max_length=10)
    reading: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    edits: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    version: int = 1
    created_at: datetime = moment_field()
    decided_at: datetime | None = moment_field(nullable=True)
    participant_id: str | None = Field(default=None, max_length=ID_LENGTH)


class ImportPiece(SQLModel, table=True):
    """A piece of a file that was read: number 0 is its index, the others hold rows, as JSON."""

    __tablename__ = "import_piece"
    __table_args__ = (
        child_of("import", "import_id", table="import_piece"),
        UniqueConstraint("case_id", "import_id", "number", name="uq_import_piece"),
    )

    id: str = id_field()
    case_id: str = case_field()
    import_id: str = Field(max_length=ID_LENGTH)
    number: int
    content: bytes


class Apart(SQLModel, table=True):
    """Two events that look alike, and of which somebody said that they are two: they are not asked about again.

    `batch_id` is the act that it came with, when joining or splitting made it; it goes when that act is undone.
    """

    __table_args__ = (
        child_of("event", "first_id", table="apart"),
        child_of("event", "second_id", table="apart"),
        UniqueConstraint("case_id", "first_id", "second_id", name="uq_apart"),
    )

    id: str = id_field()
    case_id: str = case_field()
    first_id: str = Field(max_length=ID_LENGTH)
    second_id: str = Field(max_length=ID_LENGTH)
    batch_id: str | None = Field(default=None, max_length=ID_LENGTH)
    participant_id: str | None = Field(default=None, max_length=ID_LENGTH)
    created_at: datetime = moment_field()


class Revision(SQLModel, table=True):
    """One change of one thing, never changed itself: who, when, what and why, with the thing as it became.

    `thing` names the table, `number` is the thing's version, `batch_id` groups what was done in one act.
    """

    __table_args__ = (
        UniqueConstraint("case_id", "thing", "thing_id", "number", name="uq_revision_number"),
        Index("ix_revision_batch", "case_id", "batch_id"),
    )

    id: str = id_field()
    case_id: str = case_field()
    thing: str = Field(max_length=40)
    thing_id: str = Field(max_length=ID_LENGTH)
    number: int
    action: str = Field(max_length=20)
    snapshot: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    reason: str = text_field()
    participant_id: str | None = Field(default=None, max_length=ID_LENGTH)
    participant_name: str = Field(default="", max_length=NAME_LENGTH)
    organisation_id: str | None = Field(default=None, max_length=ID_LENGTH)
    private_to: str | None = Field(default=None, max_length=ID_LENGTH)
    batch_id: str = Field(default_factory=new_id, max_length=ID_LENGTH)
    at: datetime = moment_field()
