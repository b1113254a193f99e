"""Personal links: made, exchanged for a signed-in browser, and withdrawn.

Opening a link changes nothing (mail scanners open links); the button on the page that it opens does.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlmodel import Session, col, select, update

from app.access import Actor
from app.identity.models import Membership, SignIn, SignInLink, User
from app.identity.secrets import is_signed, keyed_hash, new_secret
from timeline.columns import now
from timeline.errors import N_, UserError
from timeline.models import Organisation, Participant

LINK_LIFETIME = timedelta(days=60)
SIGN_IN_LIFETIME = timedelta(days=30)
IDLE_LIFETIME = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=5)


class LinkDoesNotWork(UserError):
    """The link can't be used; a withdrawn one looks like one that never was."""

    def __init__(self, expired_at: datetime | None = None) -> None:
        self.expired_at = expired_at
        if expired_at is None:
            message = N_(
                "Deze link werkt niet (meer). Misschien is hij ingetrokken of niet helemaal overgenomen. "
                "Vraag je procesbegeleider om een nieuwe link."
            )
        else:
            message = N_("Deze link is verlopen. Vraag je procesbegeleider om een nieuwe link.")
        super().__init__(message)


def make_link(
    db: Session,
    key: str,
    *,
    user: User | None = None,
    participant: Participant | None = None,
    lifetime: timedelta = LINK_LIFETIME,
) -> str:
    """Make a personal link and give its token, which is shown once and never stored."""
    token = new_secret(key)
    db.add(
        SignInLink(
            user_id=user.id if user else None,
            participant_id=participant.id if participant else None,
            secret_hash=keyed_hash(key, "link", token),
            expires_at=now() + lifetime,
        )
    )
    db.flush()
    return token


def find_link(db: Session, key: str, token: str) -> SignInLink:
    """The link with this token.

    Raises:
        LinkDoesNotWork: it is not ours, withdrawn or expired.
    """
    if not is_signed(key, token):
        raise LinkDoesNotWork
    link = db.exec(select(SignInLink).where(SignInLink.secret_hash == keyed_hash(key, "link", token))).one_or_none()
    if link is None or link.withdrawn_at is not None:
        raise LinkDoesNotWork
    if link.expires_at < now():
        raise LinkDoesNotWork(link.expires_at)
    return link


def sign_in(db: Session, key: str, token: str) -> tuple[str, SignInLink]:
    """Exchange a link for a signed-in browser; gives the secret for its cookie.

    Raises:
        LinkDoesNotWork: see `find_link`.
    """
    link = find_link(db, key, token)
    cookie = new_secret(key)
    db.add(
        SignIn(
            link_id=link.id,
            secret_hash=keyed_hash(key, "cookie", cookie),
            expires_at=min(link.expires_at, now() + SIGN_IN_LIFETIME),
        )
    )
    link.uses += 1
    link.last_used_at = now()
    db.add(link)
    db.flush()
    return cookie, link


def withdraw_links(db: Session, *, participant: Participant | None = None, user: User | None = None) -> bool:
    """Withdraw all links of a participant or a user; browsers that came in by them are out at once.

    Gives whether there was a link to withdraw.
    """
    if participant is not None:
        whose = col(SignInLink.participant_id) == participant.id
    elif user is not None:
        whose = col(SignInLink.user_id) == user.id
    else:
        raise ValueError("whose links?")
    standing = update(SignInLink).where(whose, col(SignInLink.withdrawn_at).is_(None))
    return db.exec(standing.values(withdrawn_at=now())).rowcount > 0


def sign_out(db: Session, sign_in_id: str) -> None:
    """End one signed-in browser."""
    db.exec(update(SignIn).where(col(SignIn.id) == sign_in_id).values(ended_at=now()))


def who_is(db: Session, key: str, cookie: str) -> Actor | None:
    """The person behind a cookie, or None when the browser is not (or no longer) signed in."""
    if not is_signed(key, cookie):
        return None
    query = (
        select(SignIn, SignInLink)
        .join(SignInLink, col(SignInLink.id) == col(SignIn.link_id))
        .where(SignIn.secret_hash == keyed_hash(key, "cookie", cookie))
    )
    found = db.exec(query).one_or_none()
    if found is None:
        return None
    browser, link = found
    present = now()
    if browser.ended_at or link.withdrawn_at or min(browser.expires_at, link.expires_at) < present:
        return None
    if browser.last_seen_at + IDLE_LIFETIME < present:
        return None
    return _actor(db, browser, link)


def seen_long_ago(db: Session, sign_in_id: str) -> bool:
    """Whether it is time to note that this browser is still in use."""
    browser = db.get(SignIn, sign_in_id)
    return browser is not None and browser.last_seen_at + SEEN_EVERY < datetime.now(UTC)


def note_seen(db: Session, sign_in_id: str) -> None:
    """Note that this browser is in use, which keeps it signed in."""
    db.exec(update(SignIn).where(col(SignIn.id) == sign_in_id).values(last_seen_at=now()))


def participant_of(db: Session, actor: Actor, case_id: str, *, lock: bool = False) -> Participant | None:
    """Which participant the actor now is in this case; None for nobody, also when the link was withdrawn meanwhile.

    With `lock`, whoever withdraws the link waits for the end of this transaction: what was allowed is then stored.
    """
    if lock:
        db.exec(select(SignInLink.id).where(SignInLink.id == actor.link_id).with_for_update(read=True)).one_or_none()
    standing = (
        select(SignIn.id)
        .join(SignInLink, col(SignInLink.id) == col(SignIn.link_id))
        .where(SignIn.id == actor.sign_in_id, col(SignIn.ended_at).is_(None), col(SignInLink.withdrawn_at).is_(None))
    )
    query = select(Participant).where(Participant.case_id == case_id, standing.exists())
    if actor.participant is not None:
        query = query.where(Participant.id == actor.participant.id)
    else:
        query = query.join(Membership, col(Membership.participant_id) == col(Participant.id)).where(
            Membership.user_id == actor.user_id, Membership.case_id == case_id
        )
    return db.exec(query).one_or_none()


def _actor(db: Session, browser: SignIn, link: SignInLink) -> Actor | None:
    if link.user_id is not None:
        user = db.get(User, link.user_id)
        return Actor(browser.id, link.id, user.name, user.role, user_id=user.id) if user else None
    participant = db.get(Participant, link.participant_id) if link.participant_id else None
    if participant is None:
        return None
    organisation = db.get(Organisation, participant.organisation_id) if participant.organisation_id else None
    return Actor(
        browser.id,
        link.id,
        participant.name,
        participant.role,
        participant=participant,
        organisation_name=organisation.name if organisation else None,
    )
