"""Change or remove several events in one act, which one button undoes. The caller commits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from timeline import history
from timeline.chapters import chapters_of
from timeline.columns import now
from timeline.errors import N_, UserError
from timeline.kinds import kinds
from timeline.models import Case, Event, Participant
from timeline.scope import viewer_of
from timeline.store import organisations_of
from timeline.tags import tidy_tags, without_tags


class NothingChosen(UserError):
    """No event was ticked, or nothing was said about what should become of them."""

    def __init__(self) -> None:
        super().__init__(N_("Kies eerst één of meer gebeurtenissen, en wat je ervan wilt maken."))


class ChangedMeanwhile(UserError):
    """Some of the events were changed by somebody else; nothing was done. `events` are those."""

    def __init__(self, events: tuple[Event, ...]) -> None:
        super().__init__(
            N_(
                "Iemand anders veranderde intussen een deel van deze gebeurtenissen. Er is nog niets gebeurd. "
                "Kijk hoe ze nu zijn, en kies opnieuw."
            )
        )
        self.events = events


@dataclass(frozen=True, slots=True)
class Bulk:
    """What should become of the events: a field that is None stays as it is.

    `organisation_id` empty is the family's lane; `chapter_id` empty lets the date tell the chapter again.
    `add_tags` are labels that all of them get, `take_tags` those that none of them keeps.
    """

    kind: str | None = None
    organisation_id: str | None = None
    chapter_id: str | None = None
    add_tags: tuple[str, ...] = ()
    take_tags: tuple[str, ...] = ()
    remove: bool = False


def change_many(db: Session, case: Case, versions: Mapping[str, int], wanted: Bulk, *, by: Participant) -> str:
    """Do the same to several events, each given with the version that it was chosen at; gives the id of the act.

    Raises:
        NothingChosen: there is no event, or nothing to do.
        NotThere: one of them is not there for this person, or an organisation or chapter is not of this case.
        ChangedMeanwhile: one or more were changed since; nothing is done then.
    """
    if not versions or wanted == Bulk():
        raise NothingChosen
    _check(db, case, wanted)
    events = [history.load(db, Event, key, viewer=viewer_of(by), lock=True) for key in sorted(versions)]
    if any(event.removed_at is not None for event in events):
        raise history.NotThere
    changed = tuple(event for event in events if event.version != versions[event.id])
    if changed:
        raise ChangedMeanwhile(changed)
    batch = history.new_batch()
    done = [(event, "remove" if wanted.remove else "change") for event in events if _apply(event, wanted)]
    history.record_together(db, case, done, by=by, batch=batch)
    return batch


def _check(db: Session, case: Case, wanted: Bulk) -> None:
    known = {"", *(organisation.id for organisation in organisations_of(db, case.id))}
    chapters = {"", *(chapter.id for chapter in chapters_of(db, case.id))}
    fits = (
        wanted.kind is None or wanted.kind in kinds(),
        wanted.organisation_id is None or wanted.organisation_id in known,
        wanted.chapter_id is None or wanted.chapter_id in chapters,
    )
    if not all(fits):
        raise history.NotThere


def _apply(event: Event, wanted: Bulk) -> bool:
    """Make the event as wanted; False when it already is."""
    before = _as_it_is(event)
    if wanted.remove:
        event.removed_at = now()
    if wanted.kind is not None:
        event.kind = wanted.kind
    if wanted.organisation_id is not None:
        event.organisation_id = wanted.organisation_id or None
    if wanted.chapter_id is not None:
        event.chapter_id = wanted.chapter_id or None
    event.tags = tidy_tags([*without_tags(event.tags, wanted.take_tags), *wanted.add_tags])
    if _as_it_is(event) == before:
        return False
    event.version += 1
    return True


def _as_it_is(event: Event) -> tuple[object, ...]:
    return event.kind, event.organisation_id, event.chapter_id, tuple(event.tags), event.removed_at
