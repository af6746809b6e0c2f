"""Give tickets a life."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

WAITED_ON = {
    'it': "'awaiting_approval', 'open', 'in_progress'",
    'marketing': "'changes_requested', 'resolved'",
}


def upgrade() -> None:
    op.create_table('draft',
    sa.Column('team', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('form', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('person', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('ticket_id', sa.Integer(), nullable=False),
    sa.Column('document', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('stamp', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('hash', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('saved_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('team', 'form')
    )
    with op.batch_alter_table('draft', schema=None) as batch_op:
        batch_op.create_index('ix_draft_person', ['team', 'person', 'saved_at'], unique=False)
        batch_op.create_index('ix_draft_saved', ['team', 'saved_at'], unique=False)

    op.create_table('errand',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('document', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('generation', sa.Integer(), nullable=False),
    sa.Column('held_until', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('settled_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('team', 'key')
    )
    with op.batch_alter_table('errand', schema=None) as batch_op:
        batch_op.create_index('ix_errand_waiting', ['team', 'id'], unique=False, sqlite_where=sa.text('settled_at IS NULL'), postgresql_where=sa.text('settled_at IS NULL'))

    op.create_table('person',
    sa.Column('team', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('is_deactivated', sa.Boolean(), nullable=False),
    sa.Column('is_guest', sa.Boolean(), nullable=False),
    sa.Column('is_from_outside', sa.Boolean(), nullable=False),
    sa.Column('zone', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('known_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('team', 'id')
    )
    op.create_table('preference',
    sa.Column('team', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('person', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('place', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.PrimaryKeyConstraint('team', 'person', 'kind')
    )
    op.create_table('quiet_hours',
    sa.Column('team', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('person', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('begins', sa.Time(), nullable=False),
    sa.Column('ends', sa.Time(), nullable=False),
    sa.PrimaryKeyConstraint('team', 'person')
    )
    op.create_table('silent_channel',
    sa.Column('team', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('channel', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.PrimaryKeyConstraint('team', 'channel')
    )
    op.create_table('comment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('ticket_id', sa.Integer(), nullable=False),
    sa.Column('by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('audience', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('channel', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('ts', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('attached', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('edited_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('deleted_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['team', 'ticket_id'], ['ticket.team', 'ticket.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('comment', schema=None) as batch_op:
        batch_op.create_index('ix_comment_place', ['team', 'channel', 'ts'], unique=True)
        batch_op.create_index('ix_comment_ticket', ['team', 'ticket_id', 'id'], unique=False)

    op.create_table('ticket_link',
    sa.Column('team', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('ticket_id', sa.Integer(), nullable=False),
    sa.Column('other_id', sa.Integer(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['team', 'ticket_id'], ['ticket.team', 'ticket.id'], ),
    sa.PrimaryKeyConstraint('team', 'ticket_id', 'other_id', 'kind')
    )
    with op.batch_alter_table('ticket_link', schema=None) as batch_op:
        batch_op.create_index('ix_ticket_link_other', ['team', 'other_id'], unique=False)

    op.create_table('ticket_words',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('ticket_id', sa.Integer(), nullable=False),
    sa.Column('summary', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('terms', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['team', 'ticket_id'], ['ticket.team', 'ticket.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('team', 'ticket_id')
    )
    op.create_table('watcher',
    sa.Column('team', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('ticket_id', sa.Integer(), nullable=False),
    sa.Column('person', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['team', 'ticket_id'], ['ticket.team', 'ticket.id'], ),
    sa.PrimaryKeyConstraint('team', 'ticket_id', 'person')
    )
    with op.batch_alter_table('watcher', schema=None) as batch_op:
        batch_op.create_index('ix_watcher_person', ['team', 'person'], unique=False)

    with op.batch_alter_table('approval_answer', schema=None) as batch_op:
        batch_op.add_column(sa.Column('is_asked', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.create_index('ix_approval_answer_asked', ['team', 'approver'], unique=False, sqlite_where=sa.text('is_asked = 1'), postgresql_where=sa.text('is_asked'))

    with op.batch_alter_table('brief', schema=None) as batch_op:
        batch_op.add_column(sa.Column('acceptance', sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('field_values', sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default='[]'))

    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.add_column(sa.Column('why', sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.add_column(sa.Column('news', sqlmodel.sql.sqltypes.AutoString(), nullable=True))

    with op.batch_alter_table('post', schema=None) as batch_op:
        batch_op.add_column(sa.Column('thread', sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.add_column(sa.Column('shows', sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.create_index('ix_post_place', ['team', 'channel', 'ts'], unique=False)

    with op.batch_alter_table('ticket', schema=None) as batch_op:
        batch_op.add_column(sa.Column('filed_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.add_column(sa.Column('waiting_for', sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.add_column(sa.Column('waits_on', sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.add_column(sa.Column('visibility', sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default='both_sides'))
        batch_op.add_column(sa.Column('origin', sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default='form'))
        batch_op.add_column(sa.Column('due_on', sa.Date(), nullable=False, server_default='9999-12-31'))
        batch_op.add_column(sa.Column('snoozed_until', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.drop_index(batch_op.f('ix_ticket_open_owner'), sqlite_where=sa.text('closed_at IS NULL'))
        batch_op.create_index('ix_ticket_open_owner', ['team', 'owner', 'due_on', 'id'], unique=False, sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'))
        batch_op.create_index('ix_ticket_open_area', ['team', 'area', 'due_on', 'id'], unique=False, sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'))
        batch_op.create_index('ix_ticket_untaken', ['team', 'area', 'due_on', 'id'], unique=False, sqlite_where=sa.text("closed_at IS NULL AND status IN ('new', 'open')"), postgresql_where=sa.text("closed_at IS NULL AND status IN ('new', 'open')"))
        batch_op.create_index('ix_ticket_waits', ['team', 'waits_on', 'opened_at'], unique=False, sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'))
        batch_op.create_index('ix_ticket_resolved', ['team', 'resolved_at'], unique=False, sqlite_where=sa.text('closed_at IS NULL AND resolved_at IS NOT NULL'), postgresql_where=sa.text('closed_at IS NULL AND resolved_at IS NOT NULL'))
        batch_op.create_index('ix_ticket_snoozed', ['team', 'snoozed_until'], unique=False, sqlite_where=sa.text('snoozed_until IS NOT NULL'), postgresql_where=sa.text('snoozed_until IS NOT NULL'))

    op.execute("UPDATE ticket SET due_on = needed_by WHERE needed_by IS NOT NULL")
    for side, statuses in WAITED_ON.items():
        op.execute(f"UPDATE ticket SET waits_on = '{side}' WHERE status IN ({statuses})")
    op.execute(
        "UPDATE approval_answer SET is_asked = (verdict IS NULL) WHERE EXISTS "
        "(SELECT 1 FROM approval a WHERE a.team = approval_answer.team AND a.is_pending "
        "AND a.ticket_id = approval_answer.ticket_id AND a.round = approval_answer.round)"
    )


def downgrade() -> None:
    op.execute("UPDATE ticket SET status = 'in_progress' WHERE status = 'waiting'")
    op.execute("UPDATE ticket SET status = 'open' WHERE status = 'new'")
    with op.batch_alter_table('ticket', schema=None) as batch_op:
        batch_op.drop_index('ix_ticket_snoozed', sqlite_where=sa.text('snoozed_until IS NOT NULL'), postgresql_where=sa.text('snoozed_until IS NOT NULL'))
        batch_op.drop_index('ix_ticket_resolved', sqlite_where=sa.text('closed_at IS NULL AND resolved_at IS NOT NULL'), postgresql_where=sa.text('closed_at IS NULL AND resolved_at IS NOT NULL'))
        batch_op.drop_index('ix_ticket_waits', sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'))
        batch_op.drop_index('ix_ticket_untaken', sqlite_where=sa.text("closed_at IS NULL AND status IN ('new', 'open')"), postgresql_where=sa.text("closed_at IS NULL AND status IN ('new', 'open')"))
        batch_op.drop_index('ix_ticket_open_area', sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'))
        batch_op.drop_index('ix_ticket_open_owner', sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'))
        batch_op.create_index(batch_op.f('ix_ticket_open_owner'), ['team', 'owner', 'opened_at'], unique=False, sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'))
        batch_op.drop_column('snoozed_until')
        batch_op.drop_column('due_on')
        batch_op.drop_column('origin')
        batch_op.drop_column('visibility')
        batch_op.drop_column('waits_on')
        batch_op.drop_column('waiting_for')
        batch_op.drop_column('filed_by')
    with op.batch_alter_table('post', schema=None) as batch_op:
        batch_op.drop_index('ix_post_place')
        batch_op.drop_column('shows')
        batch_op.drop_column('thread')
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.drop_column('news')
        batch_op.drop_column('why')
    with op.batch_alter_table('approval_answer', schema=None) as batch_op:
        batch_op.drop_index('ix_approval_answer_asked', sqlite_where=sa.text('is_asked = 1'), postgresql_where=sa.text('is_asked'))
        batch_op.drop_column('is_asked')
    with op.batch_alter_table('brief', schema=None) as batch_op:
        batch_op.drop_column('field_values')
        batch_op.drop_column('acceptance')
    with op.batch_alter_table('watcher', schema=None) as batch_op:
        batch_op.drop_index('ix_watcher_person')
    op.drop_table('watcher')
    op.drop_table('ticket_words')
    with op.batch_alter_table('ticket_link', schema=None) as batch_op:
        batch_op.drop_index('ix_ticket_link_other')
    op.drop_table('ticket_link')
    with op.batch_alter_table('comment', schema=None) as batch_op:
        batch_op.drop_index('ix_comment_ticket')
        batch_op.drop_index('ix_comment_place')
    op.drop_table('comment')
    op.drop_table('silent_channel')
    op.drop_table('quiet_hours')
    op.drop_table('preference')
    op.drop_table('person')
    with op.batch_alter_table('errand', schema=None) as batch_op:
        batch_op.drop_index('ix_errand_waiting', sqlite_where=sa.text('settled_at IS NULL'), postgresql_where=sa.text('settled_at IS NULL'))
    op.drop_table('errand')
    with op.batch_alter_table('draft', schema=None) as batch_op:
        batch_op.drop_index('ix_draft_saved')
        batch_op.drop_index('ix_draft_person')

    op.drop_table('draft')
