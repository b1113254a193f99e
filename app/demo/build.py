"""Make the demonstration case, from preparing to a shared draft, by the same acts as people do on screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any, ParamSpec

from sqlmodel import Session, select

from analysis.outcomes import add_agreement, add_lesson, mark_turning_point, write_shared_answer
from analysis.perspectives import annotate, confirm, correct, reveal, say_ready
from analysis.phases import go_on
from analysis.questions import sets
from analysis.questions.store import answer as write_answer
from analysis.questions.store import reorder
from analysis.ratings import rate
from analysis.report.compose import basis
from analysis.report.store import draft_of, give_assent, share, write_section
from analysis.session import agenda, live
from analysis.session.notes import NoteKind, add_note
from analysis.views import save_view
from app.demo import anchors
from app.demo.anchors import Events
from app.demo.content import (
    SAMPLES,
    Added,
    Answered,
    Calm,
    Change,
    FamilyMember,
    Frame,
    Holder,
    Labelled,
    Learned,
    Linked,
    NamedView,
    Note,
    Party,
    Promise,
    Said,
    SampleFile,
    SharedAnswer,
    Somebody,
    Stretch,
    Turn,
    Verdict,
    content,
    rows,
)
from app.demo.days import happened, on_the_clock, session_day
from app.identity.links import LINK_LIFETIME, make_link
from app.identity.models import Membership, SignInLink, User
from app.settings import Settings
from app.timeline_address import normalised
from timeline.bulk import Bulk, change_many
from timeline.cases import CaseFacts, NewCase, make_case
from timeline.chains import link_events
from timeline.chapters import ChapterFacts, add_chapter, chapters_of
from timeline.columns import now
from timeline.course import CourseFacts, add_course_holder
from timeline.dates import parse_date
from timeline.family import PersonFacts
from timeline.frames import FrameFacts, add_frame
from timeline.ids import new_id
from timeline.importing import accept, preview
from timeline.models import Case, Organisation, Participant, Phase, Role
from timeline.organisations import OrganisationFacts
from timeline.participants import ParticipantFacts, add_participant
from timeline.readers import pack, read_file
from timeline.store import change_event, facts_of, organisations_of

P = ParamSpec("P")

LANGUAGE = "nl"
# These ids are fixed, so that a restart finds what was made before whatever people called it since. The membership
# goes when the case is erased; then the case is made again.
FACILITATOR_ID = "demonstratieprocesbegelei2"
ADMINISTRATOR_ID = "demonstratiebeheerder22222"
MEMBERSHIP_ID = "demonstratiekorenbloem2222"
FACILITATOR, ADMINISTRATOR = "Dewi", "Beheerder"
# Days before and after the session, which is on a Tuesday; and how many days after the invitation each told its own.
PREPARED, ASKED, REVEALED, DRAFTED, SHARED = -42, -28, -14, 2, 3
TOLD_AFTER = {"gemeente": 2, "zorg": 3, "gi": 6, "school": 7, "vt": 9, "raad": 10}
OURS = {"confirmed": True, "not_ours": False}


def make_demo(db: Session, *, today: date | None = None) -> Case:
    """Make the demonstration case, or give the one that was made before."""
    there = db.get(Membership, MEMBERSHIP_ID)
    if there is not None:
        return db.exec(select(Case).where(Case.id == there.case_id)).one()
    return _Making(db, session_day(today or now().date())).make()


def demo_links(db: Session, settings: Settings, case: Case) -> dict[str, Any]:
    """A fresh personal link for each role; links and browsers from before keep working."""

    def link(**whose: Any) -> str:
        return f"{settings.base_url}/enter/{make_link(db, settings.secret_key, **whose)}"

    organisations = {organisation.id: organisation.name for organisation in organisations_of(db, case.id)}
    people = db.exec(select(Participant).where(Participant.case_id == case.id)).all()
    contacts = {organisations[p.organisation_id]: p for p in people if p.role == Role.CONTACT and p.organisation_id}
    return {
        "facilitator": link(user=_user(db, FACILITATOR_ID, FACILITATOR, "facilitator")),
        "participants": {name: link(participant=contacts[name]) for name in organisations.values() if name in contacts},
        "reader": link(participant=next(p for p in people if p.role == Role.READER)),
        "administrator": link(user=_user(db, ADMINISTRATOR_ID, ADMINISTRATOR, "administrator")),
        "case": case.code_name,
    }


def _user(db: Session, user_id: str, name: str, role: str) -> User:
    user = db.get(User, user_id)
    if user is None:
        user = User(id=user_id, name=name, role=role)
        db.add(user)
        db.flush()
    return user


class _Making:
    """Making the case, stage by stage; `day` is the day of the session."""

    def __init__(self, db: Session, day: date) -> None:
        self.db, self.day = db, day
        self.case: Case
        self.by: Participant
        self.events: Events
        self.organisations: dict[str, Organisation] = {}
        self.people: dict[str, Participant] = {}
        self.read = ""

    def make(self) -> Case:
        self._stage(self._moment(PREPARED), self._prepare)
        self._stage(self._moment(ASKED), self._invite)
        for key, days in TOLD_AFTER.items():
            told = self._moment(ASKED + days, "14:20")
            self._stage(told, self._tell, key)
            self._came_in(key, told)
        self._stage(self._moment(REVEALED), self._reveal)
        begins = self._moment(0, content("session")["begins_at"])
        self._stage(begins, self._meet, begins)
        self._stage(self._in_part("moments", 20), self._mark_turning_points)
        self._stage(self._in_part("answers", 12), self._answer_together)
        self._stage(self._in_part("commitments", 6), self._conclude)
        self._stage(self._moment(DRAFTED), self._write)
        self._stage(self._moment(SHARED), self._share)
        for verdict in rows("report", "assents", Verdict):
            self._stage(self._moment(SHARED + verdict.after_days, "11:10"), self._agree, verdict)
        return self.case

    def _stage(self, at: datetime, act: Callable[P, object], *args: P.args, **named: P.kwargs) -> None:
        since = now()
        act(*args, **named)
        happened(self.db, self.case, since=since, at=at)

    def _moment(self, days: int, clock: str = "09:30") -> datetime:
        return on_the_clock(self.day + timedelta(days=days), clock)

    def _in_part(self, key: str, minutes: int) -> datetime:
        part = next(part for part in agenda.parts_of(self.db, self.case.id) if part.key == key)
        if part.started_at is None:
            raise anchors.AnchorNotFound(f"the part “{key}” did not begin")
        return part.started_at + timedelta(minutes=minutes)

    # The facilitator prepares

    def _prepare(self) -> None:
        parties = rows("case", "organisations", Party)
        family = rows("case", "family", FamilyMember)
        new = NewCase(
            CaseFacts(**content("case")["case"], session_date=self.day),
            [PersonFacts(one.code_name, one.role, one.birth_year) for one in family],
            [OrganisationFacts(one.name, one.kind, one.colour, one.takes_part) for one in parties],
        )
        user = _user(self.db, FACILITATOR_ID, FACILITATOR, "facilitator")
        _user(self.db, ADMINISTRATOR_ID, ADMINISTRATOR, "administrator")
        self.case, self.by = make_case(self.db, new, facilitator_name=user.name)
        self.by.function = "procesbegeleider"
        membership = Membership(id=MEMBERSHIP_ID, case_id=self.case.id, user_id=user.id, participant_id=self.by.id)
        self.db.add(membership)
        by_name = {organisation.name: organisation for organisation in organisations_of(self.db, self.case.id)}
        self.organisations = {party.key: by_name[party.name] for party in parties}
        self._import_files()
        self.events = Events(self.db, self.case)
        for stretch in rows("case", "chapters", Stretch):
            facts = ChapterFacts(stretch.name, stretch.first_day, stretch.last_day, stretch.summary.strip())
            add_chapter(self.db, self.case, facts, by=self.by)
        for change in rows("timeline", "changes", Change):
            self._fill_in(change)
        self._bands()
        asked = sets.copy_into(self.db, self.case, self.case.theme, LANGUAGE, by=self.by)
        last = anchors.question(self.db, self.case, content("questions")["asked_last"])
        reorder(self.db, self.case, [one.id for one in asked if one.id != last.id])
        agenda.copy_into(self.db, self.case, LANGUAGE)

    def _bands(self) -> None:
        for frame in rows("bands", "frames", Frame):
            told = FrameFacts(frame.compulsory, frame.first_day, frame.last_day, frame.measure)
            add_frame(self.db, self.case, told, by=self.by)
        for holder in rows("bands", "course", Holder):
            organisation = self.organisations.get(holder.organisation)
            held = CourseFacts(holder.first_day, holder.last_day, organisation.id if organisation else None, holder.who)
            add_course_holder(self.db, self.case, held, by=self.by)
        for chain in rows("bands", "chains", Linked):
            for earlier, later in pairwise(chain.events):
                link_events(self.db, self.case, self.events[earlier], self.events[later], by=self.by)
        for labelled in rows("bands", "labels", Labelled):
            versions = {event.id: event.version for event in map(self.events.__getitem__, labelled.events)}
            change_many(self.db, self.case, versions, Bulk(add_tags=(labelled.label,)), by=self.by)

    def _import_files(self) -> None:
        for file in rows("case", "files", SampleFile):
            read = read_file(file.name, (SAMPLES / file.name).read_bytes())
            imported = preview(self.db, self.case, self.organisations[file.organisation], pack(read), by=self.by)
            accept(self.db, self.case, imported, by=self.by)

    def _fill_in(self, change: Change) -> None:
        event = self.events[change.event]
        were = facts_of(event)
        facts = replace(
            were,
            description=change.description.strip() or were.description,
            kind=change.kind or were.kind,
            ground=change.ground or were.ground,
            missing=(*were.missing, *(self.organisations[key].id for key in change.missing)),
        )
        change_event(self.db, self.case, event, facts, based_on=event.version, by=self.by, reason=change.reason)

    def _invite(self) -> None:
        for one in rows("case", "people", Somebody):
            organisation = self.organisations.get(one.organisation)
            facts = ParticipantFacts(one.name, one.role, organisation.id if organisation else None, one.function)
            self.people[one.key] = add_participant(self.db, self.case, facts, by=self.by)
        go_on(self.db, self.case, expected=Phase.PREPARING, by=self.by)

    # Each organisation tells its own

    def _tell(self, key: str) -> None:
        for said in rows("perspectives", "perspectives", Said):
            if said.organisation == key:
                self._say(said)
        for added in rows("annotations", "annotations", Added):
            if added.organisation == key:
                annotate(
                    self.db,
                    self.case,
                    self.events[added.event],
                    by=self.people[added.by or key],
                    based_on=0,
                    facts=added.facts,
                    feelings=added.feelings,
                    known_then=added.known_then,
                    known_now=added.known_now,
                )
        for calm in rows("calm", "ratings", Calm):
            if calm.organisation == key:
                self._rate(calm)
        for answered in rows("questions", "answers", Answered):
            if answered.organisation == key:
                write_answer(
                    self.db,
                    self.case,
                    anchors.question(self.db, self.case, answered.theme),
                    text=answered.text,
                    stays_open=answered.stays_open,
                    based_on=0,
                    by=self.people[answered.by or key],
                )
        say_ready(self.db, self.case, self.organisations[key], by=self.people[key])

    def _say(self, said: Said) -> None:
        event, by = self.events[said.event], self.people[said.by or said.organisation]
        if said.stance == "different":
            when = parse_date(said.date) if said.date else None
            reading = said.reading.strip()
            correct(self.db, self.case, event, by=by, based_on=0, title=said.title, when=when, reading=reading)
        else:
            confirm(self.db, self.case, event, by=by, based_on=0, ours=OURS[said.stance])

    def _rate(self, calm: Calm) -> None:
        own, by = self.organisations[calm.organisation].id, self.people[calm.organisation]
        chapters = chapters_of(self.db, self.case.id)
        if lost := calm.seen.keys() - {chapter.name for chapter in chapters}:
            raise anchors.AnchorNotFound(f"no period is called {lost}")
        for chapter in chapters:
            rate(self.db, self.case, own, chapter, calm.seen.get(chapter.name), by=by, based_on=0)

    def _came_in(self, key: str, told: datetime) -> None:
        """The link by which somebody came in to write: used, and nobody holds its secret any more."""
        for one in rows("case", "people", Somebody):
            if one.organisation == key:
                used = SignInLink(
                    participant_id=self.people[one.key].id,
                    secret_hash=new_id(),
                    created_at=self._moment(ASKED),
                    expires_at=self._moment(ASKED) + LINK_LIFETIME,
                    last_used_at=told - timedelta(minutes=50),
                    uses=1,
                )
                self.db.add(used)

    # Together in one room

    def _reveal(self) -> None:
        reveal(self.db, self.case, by=self.by)
        for view in rows("case", "views", NamedView):
            query = normalised(view.query)
            save_view(self.db, self.case, name=view.name, query=query, shared=True, by=self.by)

    def _meet(self, began: datetime) -> None:
        go_on(self.db, self.case, expected=Phase.ANNOTATING, by=self.by)
        live.start(self.db, self.case, LANGUAGE, at=began)
        minutes: dict[str, int] = content("session")["minutes"]
        notes = rows("session", "notes", Note)
        for part in agenda.parts_of(self.db, self.case.id):
            live.go_to(self.db, self.case, part.id, at=began)
            for note in notes:
                if note.part == part.key:
                    self._note(note, began + timedelta(minutes=note.after))
            began += timedelta(minutes=minutes[part.key])
        live.end(self.db, self.case, at=began)

    def _note(self, note: Note, at: datetime) -> None:
        by = self.people[note.by]
        kind = NoteKind(note.kind)
        event_id = self.events[note.event].id if note.event else None
        key = f"{note.part}-{note.after}"
        made = add_note(self.db, self.case, note.text, by=by, client_key=key, kind=kind, event_id=event_id)
        made.created_at = at

    def _mark_turning_points(self) -> None:
        for turn in rows("session", "turning_points", Turn):
            event_id = self.events[turn.event].id
            mark_turning_point(self.db, self.case, event_id, why=turn.why, seen_now=turn.seen_now, by=self.by)

    def _answer_together(self) -> None:
        for shared in rows("questions", "shared", SharedAnswer):
            write_shared_answer(
                self.db,
                self.case,
                anchors.question(self.db, self.case, shared.question).id,
                text=shared.text,
                stays_open=shared.stays_open,
                event_ids=self.events.ids(shared.events),
                answer_ids=self._answer_ids(shared.answers),
                based_on=0,
                by=self.by,
            )

    def _conclude(self) -> None:
        for lesson in rows("session", "lessons", Learned):
            add_lesson(
                self.db,
                self.case,
                text=lesson.text,
                scope=lesson.scope,
                audience=lesson.audience,
                event_ids=self.events.ids(lesson.events),
                answer_ids=self._answer_ids(lesson.answers),
                by=self.by,
            )
        for promise in rows("session", "agreements", Promise):
            add_agreement(
                self.db,
                self.case,
                text=promise.text,
                organisation_id=self.organisations[promise.organisation].id,
                owner=promise.owner,
                due=self.day + timedelta(days=promise.due_after_days),
                by=self.by,
            )

    def _answer_ids(self, names: tuple[str, ...]) -> list[str]:
        ids = {key: organisation.id for key, organisation in self.organisations.items()}
        return [anchors.answer(self.db, self.case, name, ids).id for name in names]

    # The report

    def _write(self) -> None:
        go_on(self.db, self.case, expected=Phase.SESSION, by=self.by)
        for key, body in content("report")["sections"].items():
            write_section(self.db, self.case, key, body, based_on=0, by=self.by)

    def _share(self) -> None:
        share(self.db, self.case, by=self.by)
        self.read = basis(self.db, self.case, draft_of(self.db, self.case))

    def _agree(self, given: Verdict) -> None:
        organisation, by = self.organisations[given.organisation], self.people[given.organisation]
        said = given.verdict, given.view
        give_assent(self.db, self.case, organisation, *said, checksum=self.read, current=self.read, by=by)
