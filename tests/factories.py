"""Cases, people and events for tests, with good defaults."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlmodel import Session, select

from analysis.exchange import export_case, import_case
from app.database import Database
from app.erasing import erase_case
from app.identity.links import make_link
from app.identity.models import Membership, User
from app.settings import Settings
from timeline.dates import EventDate, parse_date
from timeline.models import Case, Event, Organisation, Participant, Person, Phase, Role
from timeline.store import EventFacts, add_event

SECRET_KEY = "a-test-key-of-more-than-32-characters-0123456789"


@dataclass
class World:
    """A stored case and who is in it. `tokens` holds a link token for each name."""

    database: Database
    settings: Settings
    case_id: str
    organisations: dict[str, str] = field(default_factory=dict)
    participants: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    def as_in(self, database: Database) -> World:
        """The same case, in a copy of the database that it was stored in."""
        return World(
            database,
            replace(self.settings, database_url=database.url),
            self.case_id,
            dict(self.organisations),
            dict(self.participants),
            dict(self.tokens),
        )

    def case(self, db: Session) -> Case:
        """The case in this session."""
        found = db.get(Case, self.case_id)
        assert found is not None
        return found

    def participant(self, db: Session, name: str) -> Participant:
        """A participant in this session, by the name in `participants`."""
        found = db.get(Participant, self.participants[name])
        assert found is not None
        return found

    def in_phase(self, phase: Phase | str) -> World:
        """Put the case in this phase."""
        with self.database.writing() as db:
            self.case(db).phase = phase
        return self

    def event(
        self, title: str, date: str | EventDate = "14 maart 2021", *, by: str = "facilitator", **facts: object
    ) -> str:
        """Store an event and give its id. `lane` names an organisation of `organisations`."""
        lane = facts.pop("lane", None)
        with self.database.writing() as db:
            made: Event = add_event(
                db,
                self.case(db),
                EventFacts(
                    title=title,
                    when=parse_date(date) if isinstance(date, str) else date,
                    organisation_id=self.organisations[str(lane)] if lane else None,
                    **facts,  # type: ignore[arg-type]
                ),
                by=self.participant(db, by),
            )
            return made.id


def erased_and_imported(world: World) -> None:
    """Write the case to a file, erase it and read it in again, as another process would do; its facilitator is back."""
    with world.database.reading() as db:
        written = export_case(db, world.case(db))
    with world.database.writing() as db:
        member = db.exec(select(Membership).where(Membership.case_id == world.case_id)).one()
        again = Membership(case_id=member.case_id, user_id=member.user_id, participant_id=member.participant_id)
        erase_case(db, world.case(db), actor_id="command-line")
    with world.database.writing() as db:
        import_case(db, written)
        db.add(again)


def make_world(database: Database, *, phase: Phase = Phase.ANNOTATING, code_name: str = "Zonnebloem") -> World:
    """Store a case with three organisations, a facilitator, a contact for each, one more participant and a reader."""
    settings = Settings(
        database_url=database.url, secret_key=SECRET_KEY, base_url="http://testserver", data_dir=Path("unused")
    )
    with database.writing() as db:
        case = Case(code_name=code_name, reason="De hulp liep vast.", learning_aim="Leren samenwerken.", phase=phase)
        db.add(case)
        db.flush()
        world = World(database, settings, case.id)
        for position, (key, name, kind) in enumerate(
            (
                ("gemeente", "Gemeente Rietdorp", "municipality"),
                ("zorg", "De Veerboot", "care"),
                ("school", "De Meent", "school"),
            )
        ):
            organisation = Organisation(case_id=case.id, name=name, kind=kind, colour=position + 1, position=position)
            db.add(organisation)
            world.organisations[key] = organisation.id
        db.add(Person(case_id=case.id, code_name="Merel", role="child", birth_year=2009))
        db.flush()
        user = User(name="Procesbegeleider", role="facilitator")
        db.add(user)
        _add_participant(db, world, "facilitator", Role.FACILITATOR, None)
        for key in ("gemeente", "zorg", "school"):
            _add_participant(db, world, key, Role.CONTACT, world.organisations[key])
        _add_participant(db, world, "colleague", Role.PARTICIPANT, world.organisations["gemeente"])
        _add_participant(db, world, "reader", Role.READER, None)
        _add_participant(db, world, "beamer", Role.BEAMER, None)
        db.flush()
        db.add(Membership(case_id=case.id, user_id=user.id, participant_id=world.participants["facilitator"]))
        world.tokens["facilitator"] = make_link(db, SECRET_KEY, user=user)
        administrator = User(name="Beheerder", role="administrator")
        db.add(administrator)
        db.flush()
        world.tokens["administrator"] = make_link(db, SECRET_KEY, user=administrator)
        for name in world.participants.keys() - {"facilitator"}:
            world.tokens[name] = make_link(db, SECRET_KEY, participant=world.participant(db, name))
    return world


def _add_participant(db: Session, world: World, name: str, role: Role, organisation_id: str | None) -> None:
    made = Participant(case_id=world.case_id, organisation_id=organisation_id, role=role, name=f"Deelnemer {name}")
    db.add(made)
    world.participants[name] = made.id
