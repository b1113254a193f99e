"""The timeline as one person may see it: read once, and ready for every pen."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from sqlmodel import Session, col, select

from analysis.outcomes import turning_points
from analysis.perspectives import disputed_events, tellings
from timeline.drawing import DrawnChapter, DrawnEvent, Lane, Layout, Window
from timeline.errors import N_
from timeline.kinds import kinds
from timeline.layout import layout
from timeline.models import Case, Chapter, Organisation
from timeline.scope import Viewer
from timeline.store import events_in_order, organisations_of

FAMILY = "family"
FAMILY_NAME = N_("Gezin")


@dataclass(frozen=True, slots=True)
class Shown:
    """What is drawn of a case: its lanes, events and chapters."""

    lanes: tuple[Lane, ...]
    events: tuple[DrawnEvent, ...]
    chapters: tuple[DrawnChapter, ...]

    def only(self, chosen: Collection[str], organisations: Collection[str]) -> Shown:
        """Only the events of these kinds, and those that touch these lanes; an empty choice means all."""
        events = tuple(
            event
            for event in self.events
            if (not chosen or event.kind in chosen)
            and (not organisations or not {event.lane, *event.present, *event.missing}.isdisjoint(organisations))
        )
        return Shown(self.lanes, events, self.chapters)

    def placed(self, window: Window | None = None) -> Layout:
        """Where everything stands."""
        return layout(self.events, self.lanes, self.chapters, window=window)


def shown(db: Session, case: Case, viewer: Viewer, *, translate: Callable[[str], str] = str) -> Shown:
    """Read what the viewer may see of a case's timeline; `translate` gives the name of the family's lane."""
    organisations = organisations_of(db, case.id)
    events = events_in_order(db, viewer)
    told = tellings(db, viewer)
    turns = turning_points(db, case.id)
    disputed = disputed_events(db, viewer)
    shapes = {key: kind.shape for key, kind in kinds().items()}
    drawn = tuple(
        DrawnEvent(
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
        )
        for number, event in enumerate(events, start=1)
    )
    chapters = db.exec(select(Chapter).where(Chapter.case_id == case.id).order_by(col(Chapter.first_day))).all()
    return Shown(
        lanes=_lanes(organisations, translate),
        events=drawn,
        chapters=tuple(DrawnChapter(c.id, c.name, c.first_day, c.last_day) for c in chapters),
    )


def _lanes(organisations: Collection[Organisation], translate: Callable[[str], str]) -> tuple[Lane, ...]:
    court = [o for o in organisations if o.kind == "court"]
    others = [o for o in organisations if o.kind != "court"]
    return (
        Lane(FAMILY, translate(FAMILY_NAME), "family", 0),
        *(Lane(o.id, o.name, o.kind, o.colour) for o in (*court, *others)),
    )
