"""The form of an event: between what somebody types and `EventFacts`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from app.forms import PageForm
from app.here import Here
from app.i18n import gettext
from app.rendering import kind_name
from timeline.chapters import chapters_of
from timeline.dates import UNKNOWN as UNKNOWN_DATE
from timeline.dates import EventDate, from_edtf, not_understood_words, parse_date
from timeline.errors import N_
from timeline.kinds import kinds
from timeline.models import TITLE_LENGTH, Event
from timeline.organisations import organisations_in_use
from timeline.store import EventFacts, tags_in_use
from timeline.tags import tidy_tags

UNKNOWN = "unknown"
GROUNDS = {
    "": N_("niet van toepassing"),
    "urgency": N_("nood"),
    "plan": N_("volgens plan"),
    "court": N_("rechtbank"),
    "other": N_("anders"),
}


class EventForm(PageForm):
    """What the form of an event sends.

    `version` is the one that the change is based on, 0 for a new event; `back` says that somebody came from the
    preparation and goes on there, `again` that somebody goes on with a next event.
    """

    version: int = 0
    title: str = Field(default="", max_length=TITLE_LENGTH)
    date: str = Field(default="", max_length=200)
    kind: str = Field(default="other", max_length=40)
    organisation_id: str = Field(default="", max_length=26)
    description: str = Field(default="", max_length=20_000)
    who: str = Field(default="", max_length=1000)
    source: str = Field(default="", max_length=TITLE_LENGTH)
    ground: str = Field(default="", max_length=20)
    present: list[str] = Field(default_factory=list, max_length=60)
    missing: list[str] = Field(default_factory=list, max_length=60)
    chapter_id: str = Field(default="", max_length=26)
    tags: str = Field(default="", max_length=1000)
    reason: str = Field(default="", max_length=500)
    back: Literal["", "prepare"] = ""
    again: Literal["", "1"] = ""

    def facts(self, was: EventDate | None = None) -> EventFacts:
        """The facts as typed; words that did not change keep the date that they had.

        Raises:
            DateNotUnderstood: the words for the date can't be read.
        """
        words = self.date.strip()
        unchanged = was is not None and words == shown(was)
        when = was if was is not None and unchanged else parse_date(words) if words else from_edtf(UNKNOWN)
        return EventFacts(
            title=self.title,
            when=when,
            kind=self.kind,
            description=self.description,
            organisation_id=self.organisation_id or None,
            who=tuple(name.strip() for name in self.who.split(",") if name.strip()),
            source=self.source,
            ground=self.ground if self.ground in GROUNDS else "",
            present=tuple(self.present),
            missing=tuple(self.missing),
            chapter_id=self.chapter_id or None,
            tags=(self.tags,),
        )


@dataclass(frozen=True, slots=True)
class Choices:
    """The lists to choose from in the form."""

    kinds: list[tuple[str, str]]
    lanes: list[tuple[str, str]]
    organisations: list[tuple[str, str]]
    grounds: list[tuple[str, str]]
    chapters: list[tuple[str, str]]
    tags: list[str]


def choices(place: Here) -> Choices:
    """What can be chosen in this case, in the reader's language."""
    organisations = [(o.id, o.name) for o in organisations_in_use(place.db, place.viewer)]
    chapters = [(chapter.id, chapter.name) for chapter in chapters_of(place.db, place.case.id)]
    return Choices(
        kinds=[(key, kind_name(key)) for key in kinds()],
        lanes=[("", gettext("Gezin")), *organisations],
        organisations=organisations,
        grounds=[(key, gettext(words)) for key, words in GROUNDS.items()],
        chapters=[("", gettext(N_("volgens de datum"))), *chapters],
        tags=tags_in_use(place.db, place.viewer),
    )


@dataclass(frozen=True, slots=True)
class TwoWords:
    """What two people filled in for one field, in words; empty where they left it empty."""

    name: str
    mine: str
    theirs: str

    @property
    def differs(self) -> bool:
        """Whether there is something to choose here."""
        return self.mine != self.theirs


def two_forms(mine: EventForm, theirs: EventForm, lists: Choices) -> list[TwoWords]:
    """Two forms of one event beside each other, field by field, without the fields that both left empty."""
    pairs = zip(in_words(mine, lists), in_words(theirs, lists), strict=True)
    return [TwoWords(name, one, other) for (name, one), (_, other) in pairs if one or other]


def in_words(form: EventForm, lists: Choices) -> list[tuple[str, str]]:
    """Every field of a form with its name and what was filled in."""
    names = dict(lists.organisations)
    return [
        (gettext(N_("Wat gebeurde er?")), form.title.strip()),
        (gettext(N_("Wanneer?")), form.date.strip()),
        (gettext(N_("Soort")), dict(lists.kinds).get(form.kind, form.kind)),
        (gettext(N_("Baan")), dict(lists.lanes).get(form.organisation_id, "")),
        (gettext(N_("Toelichting")), form.description.replace("\r\n", "\n").strip()),
        (gettext(N_("Wie waren erbij?")), form.who.strip()),
        (gettext(N_("Waar staat het opgeschreven?")), form.source.strip()),
        (gettext(N_("Aan tafel")), ", ".join(names[key] for key in form.present if key in names)),
        (gettext(N_("Betrokken, niet aan tafel")), ", ".join(names[key] for key in form.missing if key in names)),
        (gettext(N_("Grond van het besluit")), dict(lists.grounds).get(form.ground, "") if form.ground else ""),
        (gettext(N_("Periode")), dict(lists.chapters).get(form.chapter_id, "") if form.chapter_id else ""),
        (gettext(N_("Labels")), ", ".join(tidy_tags((form.tags,)))),
    ]


def form_of(event: Event) -> EventForm:
    """The form filled with an event as it is now."""
    return EventForm(
        version=event.version,
        title=event.title,
        date=shown(event.when),
        kind=event.kind,
        organisation_id=event.organisation_id or "",
        description=event.description,
        who=", ".join(event.who),
        source=event.source,
        ground=event.ground,
        present=event.present,
        missing=event.missing,
        chapter_id=event.chapter_id or "",
        tags=", ".join(event.tags),
    )


def shown(when: EventDate) -> str:
    """The date as it stands in the form: the words as written, also if not understood; empty when nobody knows it."""
    from app.rendering import date_in_words

    if when.edtf == UNKNOWN_DATE:
        return not_understood_words(when)
    return " ".join(when.text.split()) or date_in_words(when)
