"""Make the report of a case: what was written, said and agreed becomes one value, with every link in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from babel.dates import format_date
from sqlmodel import Session, col, select

from analysis.evidence import Support, supports
from analysis.models import Annotation, Answer, Perspective, Question, Report
from analysis.models import Assent as AssentRow
from analysis.outcomes import agreements_of, lessons_of, shared_answers, turning_points
from analysis.perspectives import annotations_of, perspectives_of
from analysis.report import document as paper
from analysis.report.as_json import checksum
from analysis.report.picture import Pictures, pictures_of
from analysis.report.store import AGREE, assents_of, sections_of
from analysis.report.words import report_words
from timeline.chapters import chapter_of, chapters_of
from timeline.dates import as_told
from timeline.errors import N_, Translate
from timeline.kinds import kinds
from timeline.models import Account, Case, Chapter, Event, Import, Organisation, Participant, Person, Role
from timeline.scope import Viewer, seen_by
from timeline.store import accounts_of, events_in_order, organisations_of

HEADINGS: Mapping[str, str] = {
    "short": N_("In het kort"),
    "reason": N_("Waarom we terugkeken"),
    "aim": N_("Wat we wilden leren"),
    "approach": N_("Hoe we het deden en wie meededen"),
    "family": N_("Het gezin in het kort"),
    "timeline": N_("De tijdlijn"),
    "turning_points": N_("Kantelmomenten"),
    "answers": N_("Antwoorden op de leervragen"),
    "patterns": N_("Patronen"),
    "analysis": N_("Onze gezamenlijke analyse"),
    "worked": N_("Wat al werkte"),
    "lessons": N_("Lessen"),
    "advice": N_("Adviezen"),
    "agreements": N_("Afspraken"),
    "must_know": N_("Wie dit moeten weten"),
    "assent": N_("Akkoord van de organisaties"),
    "events": N_("Bijlage: alle gebeurtenissen en bronnen"),
}
WRITTEN = tuple(key for key in HEADINGS if key not in {"turning_points", "answers", "lessons", "agreements", "events"})
"""The sections in which the facilitator writes a text; the others are composed."""
ROLES = {
    Role.FACILITATOR: N_("procesbegeleider"),
    Role.CONTACT: N_("contactpersoon"),
    Role.PARTICIPANT: N_("deelnemer"),
}
FAMILY_ROLES = {
    "mother": N_("moeder"),
    "father": N_("vader"),
    "child": N_("kind"),
    "partner": N_("partner"),
    "grandparent": N_("grootouder"),
    "other": N_("ander familielid"),
}


@dataclass(frozen=True, slots=True)
class Edition:
    """For whom and when the report is composed: its number, its day, and the language of its fixed words.

    `only_texts` leaves out the picture, the agreements and the words of the product: what an organisation agrees with.
    """

    report: Report
    day: date
    language: str = "nl"
    translate: Translate = str
    only_texts: bool = False


OUTSIDE_CHAPTERS = ""
NO_DAY = date(2000, 1, 1)


def compose(db: Session, case: Case, edition: Edition) -> paper.ReportDocument:
    """The report of a case as it stands now; only what is shared with all is in it."""
    return _Composing(db, case, edition).document()


def basis(db: Session, case: Case, report: Report) -> str:
    """The checksum of what an organisation reads before it agrees: the whole report but the agreements themselves.

    It does not depend on the day, the reader's language, or how the product words its headings: an agreement must
    not fall because Terugblik itself was renewed.
    """
    return _Composing(db, case, Edition(report, NO_DAY, only_texts=True)).checksum()


class _Read:
    """What the case tells, read once."""

    def __init__(self, db: Session, viewer: Viewer) -> None:
        self.organisations = {o.id: o for o in organisations_of(db, viewer.case_id)}
        self.events = events_in_order(db, viewer)
        self.numbers = {event.id: number for number, event in enumerate(self.events, start=1)}
        self.turns = turning_points(db, viewer.case_id)
        self.told = accounts_of(db, viewer)
        self.perspectives = perspectives_of(db, viewer)
        self.annotations = annotations_of(db, viewer)
        self.answered = self._answered(db, viewer.case_id)

    def _answered(self, db: Session, case_id: str) -> list[tuple[Question, Answer]]:
        """The questions that the group answered or leaves open, in their order."""
        query = select(Question).where(Question.case_id == case_id)
        shared = shared_answers(db, case_id)
        return [
            (question, answer)
            for question in db.exec(query.order_by(col(Question.position), col(Question.id)))
            if (answer := shared.get(question.id)) is not None and (answer.text.strip() or answer.stays_open)
        ]


class _Composing:
    """Composing one edition."""

    def __init__(self, db: Session, case: Case, edition: Edition, read: _Read | None = None) -> None:
        self.db, self.case, self.edition = db, case, edition
        self.say, self.language = edition.translate, edition.language
        self.viewer = Viewer(case.id)
        self.read = read or _Read(db, self.viewer)
        self.organisations, self.events, self.numbers = self.read.organisations, self.read.events, self.read.numbers
        self.turns, self.told = self.read.turns, self.read.told
        self.perspectives, self.annotations = self.read.perspectives, self.read.annotations
        self.answered = {question.id: number for number, (question, _) in enumerate(self.read.answered, start=1)}

    def checksum(self) -> str:
        return checksum(self.document())

    def document(self) -> paper.ReportDocument:
        pictures = self._pictures()
        chapters, undated = self._timeline(pictures)
        texts = self._texts()
        return paper.ReportDocument(
            head=self._head(),
            sections=tuple(
                paper.Section(key, "" if self.edition.only_texts else self.say(title), texts.get(key, ""))
                for key, title in HEADINGS.items()
            ),
            took_part=self._took_part(),
            family=self._family(),
            picture=pictures.whole if pictures else None,
            chapters=chapters,
            undated=undated,
            turning_points=self._turning_points(),
            answers=self._answers(),
            lessons=self._lessons(),
            agreements=self._agreements(),
            assent=self._assent(),
            sources=self._sources(),
            words={} if self.edition.only_texts else report_words(self.say),
        )

    def _head(self) -> paper.Head:
        report = self.edition.report
        return paper.Head(
            case_name=self.case.code_name,
            title="" if self.edition.only_texts else self.say(N_("Verslag van de leersessie")),
            edition=report.edition,
            status="final" if report.state == "final" else "draft",
            date=self.edition.day.isoformat(),
            date_words=self._day(self.edition.day),
            language="en" if self.language == "en" else "nl",
        )

    def _texts(self) -> dict[str, str]:
        texts = {"reason": self.case.reason, "aim": self.case.learning_aim}
        texts.update({key: row.body for key, row in sections_of(self.db, self.edition.report).items() if row.body})
        return texts

    def _took_part(self) -> tuple[paper.TookPart, ...]:
        people = self.db.exec(select(Participant).where(Participant.case_id == self.case.id)).all()
        found = []
        for organisation in self.organisations.values():
            if organisation.takes_part:
                roles = [
                    person.function or self.say(ROLES[Role(person.role)])
                    for person in sorted(people, key=lambda person: (person.role, person.function, person.id))
                    if person.organisation_id == organisation.id and person.role in ROLES
                ]
                found.append(paper.TookPart(organisation.name, tuple(dict.fromkeys(roles))))
        return tuple(found)

    def _family(self) -> tuple[paper.FamilyMember, ...]:
        query = select(Person).where(Person.case_id == self.case.id).order_by(col(Person.position), col(Person.id))
        return tuple(
            paper.FamilyMember(
                person.code_name,
                self.say(FAMILY_ROLES.get(person.role, FAMILY_ROLES["other"])),
                self.say(N_("geboren in %(year)s")) % {"year": person.birth_year} if person.birth_year else "",
            )
            for person in self.db.exec(query)
        )

    def _pictures(self) -> Pictures | None:
        if not self.events or self.edition.only_texts:
            return None
        return pictures_of(self.db, self.case, self.viewer, language=self.language, translate=self.say)

    def _timeline(self, pictures: Pictures | None) -> tuple[tuple[paper.Chapter, ...], tuple[paper.Event, ...]]:
        chapters = {chapter.id: chapter for chapter in chapters_of(self.db, self.case.id)}
        within: dict[str, list[paper.Event]] = {}
        begins: dict[str, date] = {key: chapter.first_day for key, chapter in chapters.items()}
        undated = []
        for event in self.events:
            told = self._event(event)
            first = event.when.start.earliest or event.when.earliest or event.when.latest
            chapter = chapter_of(event, chapters.values())
            if first is None and chapter is None:
                undated.append(told)
                continue
            key = chapter.id if chapter else OUTSIDE_CHAPTERS
            within.setdefault(key, []).append(told)
            begins.setdefault(key, first or date.max)
        in_order = sorted(within, key=lambda key: begins[key])
        drawn = pictures.chapters if pictures else {}
        return (
            tuple(self._chapter(chapters.get(key), within[key], drawn.get(key)) for key in in_order),
            tuple(undated),
        )

    def _chapter(
        self, chapter: Chapter | None, events: Sequence[paper.Event], picture: paper.Picture | None
    ) -> paper.Chapter:
        if chapter is None:
            return paper.Chapter("", events=tuple(events))
        period = f"{self._day(chapter.first_day)} – {self._day(chapter.last_day)}"
        return paper.Chapter(chapter.name, period, chapter.summary, tuple(events), picture)

    def _event(self, event: Event) -> paper.Event:
        owner = self.organisations.get(event.organisation_id or "")
        turn = self.turns.get(event.id)
        return paper.Event(
            number=self.numbers[event.id],
            date_words=as_told(event.when, self.language),
            title=event.title,
            description=event.description,
            kind=kinds().get(event.kind, kinds()["other"]).word(self.language),
            organisation=owner.name if owner else self.say(N_("Gezin")),
            accounts=self._accounts(event),
            turning_point=turn.number if turn else None,
            source=event.source,
        )

    def _accounts(self, event: Event) -> tuple[paper.Account, ...]:
        """What each organisation tells, for those that say something of their own."""
        found = []
        names: dict[str | None, str] = {key: organisation.name for key, organisation in self.organisations.items()}
        for key, name in (names | {None: self.say(N_("Uit het dossier"))}).items():
            told = [a for a in self.told.get(event.id, ()) if a.organisation_id == key]
            says = [p for p in self.perspectives.get(event.id, ()) if p.organisation_id == key]
            adds = [a for a in self.annotations.get(event.id, ()) if a.organisation_id == key]
            account = self._account(name, told, says, adds)
            if account is not None:
                found.append(account)
        alone = len(found) == 1 and not (found[0].felt or found[0].known_then or found[0].known_now)
        facts = {event.title, *event.description.split("\n\n")}
        repeats = alone and facts.issuperset(found[0].words.split("\n\n")) and not self.perspectives.get(event.id)
        return () if repeats else tuple(found)

    def _account(
        self,
        name: str,
        told: Sequence[Account],
        says: Sequence[Perspective],
        adds: Sequence[Annotation],
    ) -> paper.Account | None:
        lines: list[str] = []
        dates: list[str] = []
        for account in told:
            lines += [account.title, account.description]
            dates.append(as_told(account.when, self.language))
        for perspective in says:
            lines += [perspective.title, perspective.reading]
            if perspective.date_edtf:
                dates.append(as_told(perspective.when, self.language))
            if perspective.stance == "confirmed" and not told:
                lines.append(self.say(N_("Herkent dit zo.")))
        lines += [annotation.facts for annotation in adds]
        words = "\n\n".join(dict.fromkeys(line for line in lines if line.strip()))
        felt, then, now = (
            "\n\n".join(filter(None, (getattr(annotation, name) for annotation in adds)))
            for name in ("feelings", "known_then", "known_now")
        )
        if not (words or felt or then or now):
            return None
        return paper.Account(name, words, "; ".join(dict.fromkeys(dates)), then, now, felt)

    def _turning_points(self) -> tuple[paper.TurningPoint, ...]:
        by_id = {event.id: event for event in self.events}
        return tuple(
            paper.TurningPoint(
                number=turn.number,
                title=by_id[event_id].title,
                event_numbers=(self.numbers[event_id],),
                facts="\n\n".join(filter(None, (by_id[event_id].description, turn.why))),
                accounts=self._accounts(by_id[event_id]),
                seen_now=turn.seen_now,
            )
            for event_id, turn in sorted(self.turns.items(), key=lambda pair: pair[1].number)
            if event_id in by_id
        )

    def _answers(self) -> tuple[paper.Answer, ...]:
        rests = supports(self.db, self.case.id, "answer")
        return tuple(
            paper.Answer(
                question=question.text,
                answer=answer.text,
                stays_open=answer.stays_open,
                views=self._views(question) if answer.stays_open else (),
                evidence=self._moments(rests.get(answer.id)),
            )
            for question, answer in self.read.answered
        )

    def _views(self, question: Question) -> tuple[paper.View, ...]:
        """What each organisation answered beforehand, where the group leaves a question open."""
        query = select(Answer).where(seen_by(self.viewer, Answer), Answer.question_id == question.id)
        given = {answer.organisation_id: answer.text for answer in self.db.exec(query) if answer.organisation_id}
        return tuple(
            paper.View(organisation.name, given[organisation.id])
            for organisation in self.organisations.values()
            if given.get(organisation.id, "").strip()
        )

    def _lessons(self) -> tuple[paper.Lesson, ...]:
        rests = supports(self.db, self.case.id, "lesson")
        return tuple(
            paper.Lesson(
                number=number,
                text=lesson.text,
                scope="wider" if lesson.scope == "wider" else "case",
                audiences=(lesson.audience,) if lesson.audience else (),
                evidence=self._moments(rests.get(lesson.id)),
                answers=self._answer_links(rests.get(lesson.id)),
            )
            for number, lesson in enumerate(lessons_of(self.db, self.case.id), start=1)
        )

    def _answer_links(self, support: Support | None) -> tuple[paper.AnswerLink, ...]:
        found = []
        for answer in support.answers if support else ():
            question = self.db.get(Question, answer.question_id)
            organisation = self.organisations.get(answer.organisation_id or "")
            shared = self.say(N_("een gedeeld antwoord"))
            whose = self.say(N_("een antwoord van %(name)s")) % {"name": organisation.name} if organisation else shared
            number = self.answered.get(answer.question_id)
            found.append(paper.AnswerLink(question.text if question else "", whose, number))
        return tuple(sorted(found, key=lambda link: (link.number or len(self.answered) + 1, link.question, link.whose)))

    def _moments(self, support: Support | None) -> tuple[int, ...]:
        return tuple(
            self.numbers[event.id] for event in (support.events if support else ()) if event.id in self.numbers
        )

    def _agreements(self) -> tuple[paper.Agreement, ...]:
        found = []
        for agreement in agreements_of(self.db, self.case.id):
            organisation = self.organisations.get(agreement.organisation_id or "")
            who = ", ".join(filter(None, (organisation.name if organisation else "", agreement.owner)))
            found.append(paper.Agreement(agreement.text, who, self._day(agreement.due) if agreement.due else ""))
        return tuple(found)

    def _assent(self) -> tuple[paper.Assent, ...]:
        if self.edition.only_texts:
            return ()
        given = assents_of(self.db, self.edition.report)
        bare = Edition(self.edition.report, NO_DAY, only_texts=True)
        read = _Composing(self.db, self.case, bare, self.read).checksum() if given else ""
        return tuple(
            self._assent_of(organisation, given.get(organisation.id), read)
            for organisation in self.organisations.values()
            if organisation.takes_part
        )

    def _assent_of(self, organisation: Organisation, given: AssentRow | None, read: str) -> paper.Assent:
        if given is None:
            return paper.Assent(organisation.name)
        said: Literal["agree", "dissent"] = "agree" if given.verdict == AGREE else "dissent"
        day = self._day(given.at.date())
        if given.checksum != read:
            return paper.Assent(organisation.name, "open", given.view, day, earlier=said)
        return paper.Assent(organisation.name, said, given.view, day)

    def _sources(self) -> tuple[paper.Source, ...]:
        query = select(Import).where(Import.case_id == self.case.id, Import.state == "accepted")
        files: Iterable[Import] = self.db.exec(query.order_by(col(Import.created_at), col(Import.id)))
        return tuple(
            paper.Source(file.file_name, self.organisations[file.organisation_id].name)
            for file in files
            if file.organisation_id in self.organisations
        )

    def _day(self, day: date) -> str:
        return format_date(day, "d MMMM y", locale=self.language)
