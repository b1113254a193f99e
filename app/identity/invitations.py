"""How somebody's personal link stands, and a link shown once: as words to copy and as a picture to scan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import segno
from sqlmodel import Session, col, select

from app.identity.links import make_link, withdraw_links
from app.identity.models import SignInLink, User
from app.settings import Settings
from timeline.columns import now
from timeline.models import Participant

LIFETIMES = (30, 60, 180)
DEFAULT_LIFETIME = 60


@dataclass(frozen=True, slots=True)
class LinkState:
    """How a personal link stands: none, waiting (never used), used, expired or withdrawn."""

    key: str
    expires_at: datetime | None = None
    last_used_at: datetime | None = None

    @property
    def works(self) -> bool:
        """Whether somebody can still come in by it."""
        return self.key in {"waiting", "used"}


NO_LINK = LinkState("none")


@dataclass(frozen=True, slots=True)
class ShownLink:
    """A new link, to be shown this one time; `picture` is a QR code as the address of an image.

    `takes_over` says that an earlier link of the same person stopped working.
    """

    address: str
    picture: str
    expires_at: datetime
    takes_over: bool


def new_link(
    db: Session,
    settings: Settings,
    *,
    participant: Participant | None = None,
    user: User | None = None,
    days: int = DEFAULT_LIFETIME,
) -> ShownLink:
    """Make a personal link in place of the earlier ones, which stop working at once."""
    takes_over = withdraw_links(db, participant=participant, user=user)
    lifetime = timedelta(days=days if days in LIFETIMES else DEFAULT_LIFETIME)
    token = make_link(db, settings.secret_key, participant=participant, user=user, lifetime=lifetime)
    address = f"{settings.base_url}/enter/{token}"
    picture = segno.make(address, error="m").svg_data_uri(scale=4, border=4, dark="#000", light="#fff")
    return ShownLink(address, picture, now() + lifetime, takes_over)


def links_of_participants(db: Session, participant_ids: Iterable[str]) -> dict[str, LinkState]:
    """How the link of each participant stands; who never had one is left out."""
    links = db.exec(select(SignInLink).where(col(SignInLink.participant_id).in_(list(participant_ids)))).all()
    return _newest((link.participant_id, link) for link in sorted(links, key=_age))


def links_of_users(db: Session, user_ids: Iterable[str]) -> dict[str, LinkState]:
    """How the link of each user stands; who never had one is left out."""
    links = db.exec(select(SignInLink).where(col(SignInLink.user_id).in_(list(user_ids)))).all()
    return _newest((link.user_id, link) for link in sorted(links, key=_age))


def _age(link: SignInLink) -> datetime:
    return link.created_at


def _newest(owned: Iterable[tuple[str | None, SignInLink]]) -> dict[str, LinkState]:
    states: dict[str, LinkState] = {}
    for owner, link in owned:
        if owner is not None:
            earlier = states.get(owner, NO_LINK)
            used = max(filter(None, (link.last_used_at, earlier.last_used_at)), default=None)
            states[owner] = LinkState(_key(link), link.expires_at, used)
    return states


def _key(link: SignInLink) -> str:
    if link.withdrawn_at is not None:
        return "withdrawn"
    if link.expires_at < now():
        return "expired"
    return "used" if link.uses else "waiting"
