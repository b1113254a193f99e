"""Legal frames and who held the course as stretches of a case, events linked to chains, and labels on events"""

import hashlib
import json

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_ROW_LENGTH = 17
"""The values of a row of a file before it could have labels."""
_IMPORT = sa.table("import", sa.column("id", sa.String), sa.column("reading", sa.JSON))
_PIECE = sa.table(
    "import_piece",
    sa.column("id", sa.String),
    sa.column("import_id", sa.String),
    sa.column("number", sa.Integer),
    sa.column("content", sa.LargeBinary),
)


def upgrade() -> None:
    # what the events that are already there get; new ones get theirs from the models
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("tags", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.alter_column("tags", existing_type=sa.JSON(), existing_nullable=False, server_default=None)
    op.create_table(
        "legal_frame",
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("case_id", sa.String(length=26), nullable=False),
        sa.Column("compulsory", sa.Boolean(), nullable=False),
        sa.Column("measure", sa.String(length=120), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("case_id", "id", name="uq_legal_frame_within_case"),
    )
    with op.batch_alter_table("legal_frame", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_legal_frame_case_id"), ["case_id"], unique=False)
    op.create_table(
        "course_holder",
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("case_id", sa.String(length=26), nullable=False),
        sa.Column("organisation_id", sa.String(length=26), nullable=True),
        sa.Column("who", sa.String(length=120), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["case_id", "organisation_id"],
            ["organisation.case_id", "organisation.id"],
            name="fk_course_holder_organisation_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("case_id", "id", name="uq_course_holder_within_case"),
    )
    with op.batch_alter_table("course_holder", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_course_holder_case_id"), ["case_id"], unique=False)
    op.create_table(
        "link",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("case_id", sa.String(length=26), nullable=False),
        sa.Column("private_to", sa.String(length=26), nullable=True),
        sa.Column("earlier_id", sa.String(length=26), nullable=False),
        sa.Column("later_id", sa.String(length=26), nullable=False),
        sa.Column("participant_id", sa.String(length=26), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("earlier_id <> later_id", name="ck_link_of_two"),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["case_id", "earlier_id"], ["event.case_id", "event.id"], name="fk_link_earlier_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["case_id", "later_id"], ["event.case_id", "event.id"], name="fk_link_later_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("case_id", "id", name="uq_link_within_case"),
        sa.UniqueConstraint("case_id", "earlier_id", "later_id", name="uq_link"),
    )
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_link_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_link_private_to"), ["private_to"], unique=False)


def downgrade() -> None:
    _without_labels()
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_link_private_to"))
        batch_op.drop_index(batch_op.f("ix_link_case_id"))
    op.drop_table("link")
    with op.batch_alter_table("course_holder", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_course_holder_case_id"))
    op.drop_table("course_holder")
    with op.batch_alter_table("legal_frame", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_legal_frame_case_id"))
    op.drop_table("legal_frame")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_column("tags")


def _without_labels() -> None:
    """Take the labels out of the files that were read: what goes on from here knows no rows that have them."""
    db = op.get_bind()
    for import_id in db.execute(sa.select(_IMPORT.c.id)).scalars().all():
        pieces = db.execute(
            sa.select(_PIECE.c.id, _PIECE.c.content).where(_PIECE.c.import_id == import_id).order_by(_PIECE.c.number)
        ).all()
        plain = {key: _plain(bytes(content)) for key, content in pieces}
        if all(plain[key] == bytes(content) for key, content in pieces):
            continue
        for key, content in plain.items():
            db.execute(_PIECE.update().where(_PIECE.c.id == key).values(content=content))
        reading = db.execute(sa.select(_IMPORT.c.reading).where(_IMPORT.c.id == import_id)).scalar_one()
        reading = reading | {"checksum": hashlib.sha256(b"".join(plain.values())).hexdigest()}
        db.execute(_IMPORT.update().where(_IMPORT.c.id == import_id).values(reading=reading))


def _plain(piece: bytes) -> bytes:
    rows = json.loads(piece)
    if not any(isinstance(row, list) and len(row) > _ROW_LENGTH for row in rows):
        return piece
    return json.dumps([row[:_ROW_LENGTH] if isinstance(row, list) else row for row in rows]).encode()
