"""Each account keeps who it says was at the table, and who was not"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("present", "missing"):
        with op.batch_alter_table("account", schema=None) as batch_op:
            batch_op.add_column(sa.Column(name, sa.JSON(), nullable=False, server_default="[]"))
        with op.batch_alter_table("account", schema=None) as batch_op:
            batch_op.alter_column(name, existing_type=sa.JSON(), existing_nullable=False, server_default=None)
    # What one account alone tells, the event has from it; of several nobody knows any more which said what.
    op.execute(
        "UPDATE account SET "
        "present = (SELECT event.present FROM event WHERE event.id = account.event_id), "
        "missing = (SELECT event.missing FROM event WHERE event.id = account.event_id) "
        "WHERE event_id IN (SELECT told.event_id FROM account AS told GROUP BY told.event_id HAVING count(*) = 1)"
    )


def downgrade() -> None:
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_column("missing")
        batch_op.drop_column("present")
