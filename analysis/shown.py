"""The timeline as one person may see it: read once, and ready for every pen."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlmodel import Session

from analysis.outcomes import turning_points
from analysis.perspectives import disputed_events, tellings
from analysis.ratings import ratings_of
from timeline.around import NOTHING_AROUND, Around, DrawnCourse, DrawnFrame, DrawnLink, DrawnRating
from timeline.arranging import arranged
from timeline.chains import links_of
from timeline.chapters import chapter_of, chapters_of
from timeline.choosing import Choice
from timeline.course import course_holders_of
from timeline.drawing import DrawnChapter, DrawnEvent, Lane, Layout, Window
from timeline.errors import N_
from timeline.family import family_of
from timeline.frames import frames_of
from timeline.glances import Glance, glances_in_order
from timeline.kinds import kinds
from timeline.layout import keeping, layout
from timeline.models import Case, Chapter, Organisation
from timeline.organisations import organisations_in_use
from timeline.scope import Viewer

FAMILY = "family"
FAMILY_NAME = N_("Gezin")
EVERYTHING = Choice()
AIR = 40
"""A chapter by itself is drawn with one such part of its days before and after it, so that no mark is cut."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What is drawn of a case: whose lanes there are, its events and chapters, and what stands around them."""

    lanes: tuple[Lane, ...]
    events: tuple[DrawnEvent, ...]
    chapters: tuple[DrawnChapter, ...]
    around: Around = NOTHING_AROUND

    def understood(self, choice: Choice, changed: Collection[str] = ()) -> Choice:
        """The choice without what this timeline doesn't have, such as a chapter that was removed.

        What can't be seen among the choices can't be taken back either, so it leaves nothing out. Nor does asking for
        what changed when nothing did: who gets a link to that from a colleague would find an empty timeline.
        """
        owners = {lane.id for lane in self.lanes}
        lanes, _ = arranged(self.events, self.lanes, self.around.people, choice)
        known = {lane.id for lane in lanes}
        return replace(
            choice,
            kinds=choice.kinds & {event.kind for event in self.events},
            organisations=choice.organisations & owners,
            people=choice.people & {person for person, _ in self.around.people},
            tags=choice.tags & {tag for tag, _ in self.around.tags},
            chapters=choice.chapters & {chapter.id for chapter in self.chapters},
            order=tuple(lane for lane in choice.order if lane in known),
            folded=choice.folded & known,
            only=choice.only if changed else choice.only - {"changed"},
        )

    def chosen(self, choice: Choice, changed: Collection[str] = ()) -> frozenset[str]:
        """The ids of the events that stay with this choice."""
        return frozenset(event.id for event in self.events if choice.keeps(event, changed))

    def placed(
        self, choice: Choice = EVERYTHING, *, language: str = "nl", translate: Callable[[str], str] = str
    ) -> Layout:
        """Where everything stands, whatever of it is chosen: choosing moves nothing."""
        lanes, events = arranged(
            self.events, self.lanes, self.around.people, choice, language=language, translate=translate
        )
        return layout(
            events,
            lanes,
            self.chapters,
            window=choice.window,
            around=self.around,
            owners=self.lanes,
            folded=choice.folded,
        )

    def of_chapter(self, chapter: DrawnChapter) -> Layout:
        """One chapter as a drawing of its own: its days with a little air, and only the lanes that are in it."""
        days = Window(chapter.start, chapter.end)
        air = timedelta(max(2, days.days // AIR))
        wider = Window(
            chapter.start - min(air, chapter.start - date.min), chapter.end + min(air, date.max - chapter.end)
        )
        return layout(self.events, self.lanes, self.chapters, window=wider, around=self.around, only=days)

    def in_view(
        self,
        choice: Choice,
        changed: Collection[str] = (),
        *,
        language: str = "nl",
        translate: Callable[[str], str] = str,
    ) -> Layout:
        """Only what is chosen, in the days that are chosen, where it stands on the whole drawing."""
        choice = self.understood(choice, changed)
        placed = self.placed(choice, language=language, translate=translate)
        return keeping(placed, self.chosen(choice, changed))


def shown(db: Session, case: Case, viewer: Viewer, *, translate: Callable[[str], str] = str) -> Shown:
    """Read what the viewer may see of a case's timeline; `translate` gives the name of the family's lane."""
    chapters = chapters_of(db, case.id)
    events = glances_in_order(db, viewer)
    tags = {tag: _mark(case, tag) for tag in sorted({tag for event in events for tag in event.tags})}
    people = {person.code_name: person.id for person in family_of(db, case.id)}
    known = _Known(people, tags, chapters)
    return Shown(
        lanes=_lanes(organisations_in_use(db, viewer), translate),
        events=_events(db, viewer, events, known),
        chapters=tuple(DrawnChapter(c.id, c.name, c.first_day, c.last_day) for c in chapters),
        around=_around(db, case, viewer, known),
    )


def _around(db: Session, case: Case, viewer: Viewer, known: _Known) -> Around:
    chapters = {chapter.id: chapter for chapter in known.chapters}
    rated = [(rating, chapters[rating.chapter_id]) for rating in ratings_of(db, viewer)]
    return Around(
        frames=tuple(DrawnFrame(f.compulsory, f.measure, f.first_day, f.last_day) for f in frames_of(db, case.id)),
        courses=tuple(
            DrawnCourse(holder.organisation_id or "", holder.who, holder.first_day, holder.last_day)
            for holder in course_holders_of(db, case.id)
        ),
        ratings=tuple(
            DrawnRating(rating.organisation_id, chapter.first_day, chapter.last_day, rating.value)
            for rating, chapter in rated
            if rating.value is not None
        ),
        links=tuple(DrawnLink(link.earlier_id, link.later_id) for link in links_of(db, viewer)),
        people=tuple((key, name) for name, key in known.people.items()),
        tags=tuple((key, tag) for tag, key in known.tags.items()),
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What events name: members of the family and tags, each with its id, and the chapters that they fall in."""

    people: Mapping[str, str]
    tags: Mapping[str, str]
    chapters: Sequence[Chapter]


def _mark(case: Case, tag: str) -> str:
    """What stands for a label in an address, where no words of a case may stand; it means nothing in another case."""
    return hashlib.sha256(f"{case.id}|{tag}".encode()).hexdigest()[:12]


def _events(db: Session, viewer: Viewer, events: Sequence[Glance], known: _Known) -> tuple[DrawnEvent, ...]:
    told, turns, disputed = tellings(db, viewer), turning_points(db, viewer.case_id), disputed_events(db, viewer)
    shapes = {key: kind.shape for key, kind in kinds().items()}

    def drawn(number: int, event: Glance) -> DrawnEvent:
        chapter = chapter_of(event, known.chapters)
        return DrawnEvent(
            id=event.id,
            number=number,
            title=event.title,
            kind=event.kind,
            shape=shapes.get(event.kind, shapes["other"]),
            lane=event.organisation_id or FAMILY,
            date=event.when,
            present=tuple(event.present),
            missing=tuple(event.missing),
            turning_point=turns[event.id].number if event.id in turns else None,
            disputed=event.id in disputed,
            accounts=told.get(event.id, 0),
            people=tuple(dict.fromkeys(known.people[who] for who in event.who if who in known.people)),
            workers=tuple(who for who in event.who if who not in known.people),
            tags=tuple(known.tags[tag] for tag in event.tags),
            chapter=chapter.id if chapter else "",
        )

    return tuple(drawn(number, event) for number, event in enumerate(events, start=1))


def _lanes(organisations: Collection[Organisation], translate: Callable[[str], str]) -> tuple[Lane, ...]:
    court = [o for o in organisations if o.kind == "court"]
    others = [o for o in organisations if o.kind != "court"]
    return (
        Lane(FAMILY, translate(FAMILY_NAME), "family", 0),
        *(Lane(o.id, o.name, o.kind, o.colour) for o in (*court, *others)),
    )
