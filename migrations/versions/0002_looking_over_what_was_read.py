"""Looking over what was read: edits of a preview, columns that are remembered, events that are two, a chapter by hand"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# what the rows that are already there get; new rows get theirs from the models
_NEW = (
    ("import", sa.Column("edits", sa.JSON(), nullable=False, server_default="{}")),
    ("import", sa.Column("version", sa.Integer(), nullable=False, server_default="1")),
    ("organisation", sa.Column("known_columns", sa.JSON(), nullable=False, server_default="{}")),
)


def upgrade() -> None:
    for table, column in _NEW:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(
                sa.Column(column.name, column.type, nullable=False, server_default=column.server_default)
            )
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column(column.name, existing_type=column.type, existing_nullable=False, server_default=None)
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("chapter_id", sa.String(length=26), nullable=True))
    op.create_table(
        "apart",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("case_id", sa.String(length=26), nullable=False),
        sa.Column("first_id", sa.String(length=26), nullable=False),
        sa.Column("second_id", sa.String(length=26), nullable=False),
        sa.Column("participant_id", sa.String(length=26), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["case_id", "first_id"], ["event.case_id", "event.id"], name="fk_apart_first_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["case_id", "second_id"], ["event.case_id", "event.id"], name="fk_apart_second_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("case_id", "first_id", "second_id", name="uq_apart"),
    )
    with op.batch_alter_table("apart", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_apart_case_id"), ["case_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("apart", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_apart_case_id"))
    op.drop_table("apart")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_column("chapter_id")
    for table, column in reversed(_NEW):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column(column.name)
