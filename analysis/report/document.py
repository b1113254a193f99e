"""The report as one value: everything that a reader sees, in order, with the links between lessons and moments.

Composing makes this value from a case; the writers (reading view, PDF, Word, slides, JSON) only read it. So all
editions say the same, and a frozen report can be checked by one number. Texts are clean on the way in: whatever
people typed, each writer can print it.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Literal

from analysis.report import prose
from analysis.report.words import WORDS
from timeline.text import clean_text


@dataclass(frozen=True)
class Value:
    """A part of the report: its texts are clean and its lists are its own, whatever was handed in."""

    def __post_init__(self) -> None:
        for part in fields(self):
            value = getattr(self, part.name)
            if isinstance(value, str):
                object.__setattr__(self, part.name, clean_text(value))
            elif isinstance(value, list | tuple):
                clean = tuple(clean_text(each) if isinstance(each, str) else each for each in value)
                object.__setattr__(self, part.name, clean)
            elif isinstance(value, Mapping):
                clean_words = {clean_text(key): clean_text(word) for key, word in value.items()}
                object.__setattr__(self, part.name, clean_words)


@dataclass(frozen=True)
class Head(Value):
    """What stands on the first page: which case, which edition, and whether it is agreed.

    `title` is what a browser tab and the file's properties show, so it never holds a code name.
    `checksum` is filled when the report is frozen (`as_json.sealed`).
    """

    case_name: str
    title: str
    edition: int = 1
    status: Literal["draft", "final"] = "draft"
    date: str = ""
    """The day of this edition, as YYYY-MM-DD."""
    date_words: str = ""
    language: Literal["nl", "en"] = "nl"
    checksum: str | None = None
    theme: str = ""


@dataclass(frozen=True)
class Section(Value):
    """A part of the report with its heading and the facilitator's own text above what was composed.

    `text` may hold paragraphs, bullets, bold and italic (see `prose`).
    """

    key: str
    title: str
    text: str = ""


@dataclass(frozen=True)
class TookPart(Value):
    """An organisation at the table and in which roles; never the names of people."""

    organisation: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class FamilyMember(Value):
    """A member of the family, by code name and role."""

    code_name: str
    role: str = ""
    about: str = ""


@dataclass(frozen=True)
class Account(Value):
    """One organisation's own version of a moment, standing beside the others'; facts and feelings apart."""

    organisation: str
    words: str
    date_words: str = ""
    known_then: str = ""
    known_now: str = ""
    felt: str = ""


@dataclass(frozen=True)
class Event(Value):
    """A numbered moment or period. The number is what lessons, answers and turning points point to."""

    number: int
    date_words: str
    title: str
    description: str = ""
    kind: str = ""
    organisation: str = ""
    accounts: tuple[Account, ...] = ()
    turning_point: int | None = None
    source: str = ""


@dataclass(frozen=True)
class Picture(Value):
    """The drawing of the timeline as SVG, and what it shows in words for who can't see it."""

    svg: str
    alt: str
    caption: str = ""

    @property
    def address(self) -> str:
        """The drawing as a `data:` address, for an image in a page."""
        return "data:image/svg+xml;base64," + base64.b64encode(self.svg.encode()).decode("ascii")


@dataclass(frozen=True)
class Chapter(Value):
    """A named stretch of the case with its events; events outside all chapters stand in one without a name."""

    name: str
    period_words: str = ""
    summary: str = ""
    events: tuple[Event, ...] = ()
    picture: Picture | None = None
    """These days as a drawing; reports that were frozen before there were such drawings have none."""


@dataclass(frozen=True)
class TurningPoint(Value):
    """A moment after which the case took another course: facts, accounts, then and now kept apart."""

    number: int
    title: str
    event_numbers: tuple[int, ...] = ()
    facts: str = ""
    accounts: tuple[Account, ...] = ()
    known_then: str = ""
    known_now: str = ""
    seen_now: str = ""


@dataclass(frozen=True)
class View(Value):
    """How one organisation sees something, in its own words."""

    organisation: str
    text: str


@dataclass(frozen=True)
class Answer(Value):
    """A learning question with the answer that the group shares; where views differ, each of them; it may stay open."""

    question: str
    answer: str = ""
    stays_open: bool = False
    views: tuple[View, ...] = ()
    asked_by: str = ""
    evidence: tuple[int, ...] = ()


@dataclass(frozen=True)
class Insight(Value):
    """A pattern, or something that already worked, with the moments in which it shows."""

    text: str
    title: str = ""
    evidence: tuple[int, ...] = ()


@dataclass(frozen=True)
class AnswerLink(Value):
    """An answer that something rests on: to which question, whose it is, and where that question stands in this report.

    `number` is the place of the question among the answers of the report, None when it is not told there.
    """

    question: str
    whose: str = ""
    number: int | None = None


@dataclass(frozen=True)
class Lesson(Value):
    """What was learned, tied to the moments and answers it came from.

    `evidence` holds event numbers, `answers` the answers; `evidence_labels` names what is neither (a pattern).
    """

    number: int
    text: str
    scope: Literal["case", "wider"] = "case"
    audiences: tuple[str, ...] = ()
    evidence: tuple[int, ...] = ()
    evidence_labels: tuple[str, ...] = ()
    answers: tuple[AnswerLink, ...] = ()


@dataclass(frozen=True)
class Advice(Value):
    """An advice and to whom it is given."""

    text: str
    addressee: str = ""
    evidence: tuple[int, ...] = ()


@dataclass(frozen=True)
class Agreement(Value):
    """Who does what by when."""

    what: str
    who: str = ""
    by_when: str = ""


@dataclass(frozen=True)
class MustKnow(Value):
    """Who must know what was learned, and what exactly."""

    who: str
    what: str = ""


@dataclass(frozen=True)
class Assent(Value):
    """An organisation's agreement with this report, with its own view if it sees things differently.

    `earlier` is what it said of an earlier text, when it said nothing yet of this one: then the verdict is open.
    """

    organisation: str
    verdict: Literal["agree", "dissent", "open"] = "open"
    own_view: str = ""
    date_words: str = ""
    earlier: Literal["", "agree", "dissent"] = ""


@dataclass(frozen=True)
class Source(Value):
    """Something that the events were taken from, such as a file that an organisation handed in."""

    name: str
    organisation: str = ""
    about: str = ""


@dataclass(frozen=True)
class Mention(Value):
    """A place in the report that points to an event: the way back from a moment to its lesson."""

    anchor: str
    label: str


@dataclass(frozen=True)
class ReportDocument(Value):
    """The whole report. `sections` says what is shown, in which order and under which heading."""

    head: Head
    sections: tuple[Section, ...] = ()
    took_part: tuple[TookPart, ...] = ()
    family: tuple[FamilyMember, ...] = ()
    picture: Picture | None = None
    chapters: tuple[Chapter, ...] = ()
    undated: tuple[Event, ...] = ()
    turning_points: tuple[TurningPoint, ...] = ()
    answers: tuple[Answer, ...] = ()
    patterns: tuple[Insight, ...] = ()
    worked: tuple[Insight, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    advice: tuple[Advice, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    must_know: tuple[MustKnow, ...] = ()
    assent: tuple[Assent, ...] = ()
    sources: tuple[Source, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    """The fixed words in the report's language (`words.report_words`); what is missing here is Dutch."""

    def __post_init__(self) -> None:
        super().__post_init__()
        for numbers in (
            [event.number for event in self.all_events()],
            [turn.number for turn in self.turning_points],
            [lesson.number for lesson in self.lessons],
            [section.key for section in self.sections],
        ):
            if len(set(numbers)) != len(numbers):
                raise ValueError("each event, turning point, lesson and section stands in a report once")

    def word(self, key: str) -> str:
        """A fixed word in the language of the report."""
        return self.words.get(key) or WORDS[key]

    def says(self, assent: Assent) -> str:
        """What an organisation said, in words: a reaction to an earlier text is not one to this text, nor silence."""
        if assent.earlier:
            return f"{self.word('earlier')}: {self.word(assent.earlier).lower()}"
        return self.word(assent.verdict)

    def all_events(self) -> Iterator[Event]:
        """Every event: the chapters in order, then those without a date."""
        for chapter in self.chapters:
            yield from chapter.events
        yield from self.undated

    def events_by_number(self) -> dict[int, Event]:
        """The events by their number, so that a link is only made to a moment that this edition holds."""
        return {event.number: event for event in self.all_events()}

    def links_to_turning_point(self, number: int | None) -> bool:
        """Whether this edition tells the turning point with this number."""
        return self.shows("turning_points") and any(turn.number == number for turn in self.turning_points)

    def links_to_answer(self, number: int | None) -> bool:
        """Whether this edition tells the answer to the question with this number."""
        return self.shows("answers") and number is not None and 1 <= number <= len(self.answers)

    def shows(self, key: str) -> bool:
        """Whether the section with this key is visible."""
        return any(section.key == key for section in self.visible_sections())

    def moments(self, numbers: tuple[int, ...]) -> tuple[Event, ...]:
        """The events with these numbers, in that order, without those that this edition leaves out."""
        known = self.events_by_number()
        return tuple(known[number] for number in dict.fromkeys(numbers) if number in known)

    def mentions(self) -> dict[int, tuple[Mention, ...]]:
        """For each event number, every place in the report that rests on it."""
        found: dict[int, list[Mention]] = {}

        def note(numbers: tuple[int, ...], anchor: str, label: str) -> None:
            for number in dict.fromkeys(numbers):
                found.setdefault(number, []).append(Mention(anchor, label))

        turning_points = [(turn.number, turn.event_numbers) for turn in self.turning_points]
        groups: tuple[tuple[str, str, str, list[tuple[int, tuple[int, ...]]]], ...] = (
            ("turning_points", "kantelmoment", "turning_point", turning_points),
            ("answers", "leervraag", "question", [(n, a.evidence) for n, a in enumerate(self.answers, 1)]),
            ("patterns", "patroon", "pattern", [(n, p.evidence) for n, p in enumerate(self.patterns, 1)]),
            ("worked", "werkte", "worked", [(n, w.evidence) for n, w in enumerate(self.worked, 1)]),
            ("lessons", "les", "lesson", [(lesson.number, lesson.evidence) for lesson in self.lessons]),
            ("advice", "advies", "advice", [(n, a.evidence) for n, a in enumerate(self.advice, 1)]),
        )
        for section, anchor, word, rows in groups:
            if self.shows(section):
                for number, evidence in rows:
                    note(evidence, f"{anchor}-{number}", f"{self.word(word)} {number}")
        return {number: tuple(places) for number, places in found.items()}

    def visible_sections(self) -> tuple[Section, ...]:
        """The sections that have something to show: a text of the facilitator, or composed parts."""
        return tuple(section for section in self.sections if section.text.strip() or self._filled(section.key))

    def _filled(self, key: str) -> bool:
        composed: dict[str, tuple[Value, ...]] = {
            "short": self.lessons,
            "approach": self.took_part,
            "family": self.family,
            "timeline": (*self.chapters, *self.undated),
            "turning_points": self.turning_points,
            "answers": self.answers,
            "patterns": self.patterns,
            "worked": self.worked,
            "lessons": self.lessons,
            "advice": self.advice,
            "agreements": self.agreements,
            "must_know": self.must_know,
            "assent": self.assent,
            "events": (*self.chapters, *self.undated, *self.sources),
        }
        return bool(composed.get(key)) or (key == "timeline" and self.picture is not None)

    def prose(self, text: str) -> tuple[prose.Block, ...]:
        """A text of people as paragraphs and bullets (templates call this)."""
        return prose.blocks(text)
