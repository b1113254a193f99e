"""A case of the product with the made-up events, put straight into its database."""

from __future__ import annotations

from typing import cast

from sqlalchemy import Table, insert

from app.database import Database
from app.demo.build import FACILITATOR_ID
from app.identity.memberships import join_case
from bench.drawing.page import LANES
from bench.peers.events import made_up
from bench.product import Product
from timeline.history import new_row
from timeline.models import Account, Case, Event, Organisation, Participant, Role, date_columns


def fill_case(product: Product, count: int) -> str:
    """Make a case of the demonstration's facilitator with so many events, each told once; gives its id."""
    database = Database(f"sqlite:///{product.data_dir / 'terugblik.db'}")
    try:
        with database.writing() as db:
            case = Case(code_name=f"Meting {count}", reason="Meten.", learning_aim="Meten.")
            db.add(case)
            db.flush()
            facilitator = Participant(case_id=case.id, role=Role.FACILITATOR, name="Procesbegeleider")
            db.add(facilitator)
            db.flush()
            join_case(db, FACILITATOR_ID, facilitator)
            lanes: list[str | None] = [None]  # the family has a lane without an organisation
            for position, lane in enumerate(LANES[1:]):
                kind = "court" if lane.kind == "court" else "other"
                organisation = Organisation(
                    case_id=case.id, name=lane.name, kind=kind, colour=position + 1, position=position
                )
                db.add(organisation)
                lanes.append(organisation.id)
            db.flush()
            events, accounts = [], []
            for event in made_up(count):
                told = {
                    "case_id": case.id,
                    "organisation_id": lanes[event.lane],
                    "kind": event.kind,
                    "title": event.title,
                    **date_columns(event.when),
                }
                events.append(dict(new_row(Event, **told).values))
                accounts.append(dict(new_row(Account, **told, event_id=events[-1]["id"]).values))
            # straight into the tables: the mapper would look at each row of tens of thousands first
            db.connection().execute(insert(cast(Table, Event.__table__)), events)  # type: ignore[attr-defined]
            db.connection().execute(insert(cast(Table, Account.__table__)), accounts)  # type: ignore[attr-defined]
            return case.id
    finally:
        database.close()
