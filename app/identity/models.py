"""The tables of who may come in: users over cases, links, and signed-in browsers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from timeline.columns import case_field, child_of, id_field, moment_field
from timeline.ids import ID_LENGTH
from timeline.models import NAME_LENGTH


class User(SQLModel, table=True):
    """A facilitator with cases of the own, or an administrator who sees no case."""

    __tablename__ = "user_account"

    id: str = id_field()
    name: str = Field(max_length=NAME_LENGTH)
    role: str = Field(max_length=20)
    created_at: datetime = moment_field()


class Membership(SQLModel, table=True):
    """Which participant a user is in a case."""

    __table_args__ = (
        child_of("participant", "participant_id", table="membership"),
        UniqueConstraint("user_id", "case_id", name="uq_membership"),
    )

    id: str = id_field()
    case_id: str = case_field()
    user_id: str = Field(foreign_key="user_account.id", ondelete="CASCADE", max_length=ID_LENGTH)
    participant_id: str = Field(max_length=ID_LENGTH)


class SignInLink(SQLModel, table=True):
    """A personal link; only a keyed hash of its secret is kept."""

    __tablename__ = "sign_in_link"

    id: str = id_field()
    user_id: str | None = Field(default=None, foreign_key="user_account.id", ondelete="CASCADE", max_length=ID_LENGTH)
    participant_id: str | None = Field(
        default=None, foreign_key="participant.id", ondelete="CASCADE", max_length=ID_LENGTH, index=True
    )
    secret_hash: str = Field(max_length=64, unique=True)
    created_at: datetime = moment_field()
    expires_at: datetime = moment_field()
    withdrawn_at: datetime | None = moment_field(nullable=True)
    last_used_at: datetime | None = moment_field(nullable=True)
    uses: int = 0


class SignIn(SQLModel, table=True):
    """A browser that came in by a link; the cookie holds a secret of which only a hash is kept."""

    __tablename__ = "sign_in"

    id: str = id_field()
    link_id: str = Field(foreign_key="sign_in_link.id", ondelete="CASCADE", max_length=ID_LENGTH, index=True)
    secret_hash: str = Field(max_length=64, unique=True)
    created_at: datetime = moment_field()
    last_seen_at: datetime = moment_field()
    expires_at: datetime = moment_field()
    ended_at: datetime | None = moment_field(nullable=True)
