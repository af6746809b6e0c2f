"""Route and approve: steps, the roster, the calendar's holidays, queues."""

import json

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString
MOMENT = sqlmodel.sql.sqltypes.UTCDateTime


def upgrade() -> None:
    op.create_table('roster',
    sa.Column('team', TEXT(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('team')
    )
    op.create_table('absence',
    sa.Column('team', TEXT(), nullable=False),
    sa.Column('person', TEXT(), nullable=False),
    sa.Column('told_by', TEXT(), nullable=False),
    sa.Column('begins', MOMENT(), nullable=False),
    sa.Column('ends', MOMENT(), nullable=True),
    sa.Column('by', TEXT(), nullable=True),
    sa.PrimaryKeyConstraint('team', 'person', 'told_by')
    )
    op.create_table('delegation',
    sa.Column('team', TEXT(), nullable=False),
    sa.Column('person', TEXT(), nullable=False),
    sa.Column('begins', MOMENT(), nullable=False),
    sa.Column('to', TEXT(), nullable=False),
    sa.Column('ends', MOMENT(), nullable=False),
    sa.Column('by', TEXT(), nullable=False),
    sa.PrimaryKeyConstraint('team', 'person', 'begins')
    )
    op.create_index('ix_delegation_ends', 'delegation', ['team', 'ends'], unique=False)
    op.create_table('user_group',
    sa.Column('team', TEXT(), nullable=False),
    sa.Column('id', TEXT(), nullable=False),
    sa.Column('handle', TEXT(), nullable=False),
    sa.Column('people', TEXT(), nullable=False),
    sa.Column('is_deleted', sa.Boolean(), nullable=False),
    sa.Column('known_at', MOMENT(), nullable=False),
    sa.PrimaryKeyConstraint('team', 'id')
    )
    op.create_table('holiday',
    sa.Column('team', TEXT(), nullable=False),
    sa.Column('region', TEXT(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('name', TEXT(), nullable=False),
    sa.PrimaryKeyConstraint('team', 'region', 'day')
    )
    op.create_table('queue',
    sa.Column('team', TEXT(), nullable=False),
    sa.Column('name', TEXT(), nullable=False),
    sa.Column('last', TEXT(), nullable=False),
    sa.PrimaryKeyConstraint('team', 'name')
    )
    op.create_table('ticket_share',
    sa.Column('team', TEXT(), nullable=False),
    sa.Column('ticket_id', sa.Integer(), nullable=False),
    sa.Column('area', TEXT(), nullable=False),
    sa.ForeignKeyConstraint(['team', 'ticket_id'], ['ticket.team', 'ticket.id'], ),
    sa.PrimaryKeyConstraint('team', 'ticket_id', 'area')
    )
    op.create_table('declaration',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team', TEXT(), nullable=False),
    sa.Column('ticket_id', sa.Integer(), nullable=False),
    sa.Column('at', MOMENT(), nullable=False),
    sa.Column('by', TEXT(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('answers', TEXT(), nullable=False),
    sa.Column('because', TEXT(), nullable=False),
    sa.Column('instead', TEXT(), nullable=True),
    sa.ForeignKeyConstraint(['team', 'ticket_id'], ['ticket.team', 'ticket.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_declaration_ticket', 'declaration', ['team', 'ticket_id'], unique=False)
    op.create_table('privacy_export',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team', TEXT(), nullable=False),
    sa.Column('at', MOMENT(), nullable=False),
    sa.Column('by', TEXT(), nullable=False),
    sa.Column('since', MOMENT(), nullable=True),
    sa.Column('tickets', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('ticket', schema=None) as batch_op:
        batch_op.alter_column('owner', existing_type=TEXT(), nullable=True)
        batch_op.add_column(sa.Column('answer_by', MOMENT(), nullable=True))
        batch_op.create_index('ix_ticket_unanswered', ['team', 'answer_by'], unique=False, sqlite_where=sa.text('answer_by IS NOT NULL'), postgresql_where=sa.text('answer_by IS NOT NULL'))
    with op.batch_alter_table('history', schema=None) as batch_op:
        batch_op.add_column(sa.Column('owner', TEXT(), nullable=True))
        batch_op.add_column(sa.Column('area', TEXT(), nullable=True))
    with op.batch_alter_table('approval', schema=None) as batch_op:
        batch_op.add_column(sa.Column('due_at', MOMENT(), nullable=True))
        batch_op.add_column(sa.Column('outcome', TEXT(), nullable=True))
        batch_op.add_column(sa.Column('document', TEXT(), nullable=False, server_default=''))
        batch_op.create_index('ix_approval_due', ['team', 'due_at'], unique=False, sqlite_where=sa.text('due_at IS NOT NULL'), postgresql_where=sa.text('due_at IS NOT NULL'))
    op.create_table('approver',
    sa.Column('team', TEXT(), nullable=False),
    sa.Column('ticket_id', sa.Integer(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('person', TEXT(), nullable=False),
    sa.Column('turn', TEXT(), nullable=False),
    sa.Column('is_asked', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['team', 'ticket_id', 'round'], ['approval.team', 'approval.ticket_id', 'approval.round'], ),
    sa.PrimaryKeyConstraint('team', 'ticket_id', 'round', 'person')
    )
    op.create_index('ix_approver_asked', 'approver', ['team', 'person'], unique=False, sqlite_where=sa.text('is_asked = 1'), postgresql_where=sa.text('is_asked'))
    _gather()
    op.drop_table('approval_answer')
    with op.batch_alter_table('approval', schema=None) as batch_op:
        batch_op.drop_column('needs')
        batch_op.drop_column('is_cancelled')


def _gather() -> None:
    """Each asking becomes one document with one step."""
    connection = op.get_bind()
    connection.execute(sa.text(
        "INSERT INTO approver (team, ticket_id, round, person, turn, is_asked) "
        "SELECT team, ticket_id, round, approver, CAST(round AS VARCHAR) || '.0', is_asked "
        "FROM approval_answer"
    ))
    approvals = connection.execute(sa.text("SELECT * FROM approval")).mappings().all()
    for row in approvals:
        which = {"team": row["team"], "ticket_id": row["ticket_id"], "round": row["round"]}
        answers = connection.execute(sa.text(
            "SELECT * FROM approval_answer WHERE team = :team AND ticket_id = :ticket_id "
            "AND round = :round ORDER BY place"
        ), which).mappings().all()
        outcome, document = _document(row, answers)
        connection.execute(sa.text(
            "UPDATE approval SET document = :document, outcome = :outcome WHERE team = :team "
            "AND ticket_id = :ticket_id AND round = :round"
        ), which | {"document": json.dumps(document), "outcome": outcome})


def _document(row, answers):
    asked_at = _iso(row["asked_at"])
    said = [a["verdict"] for a in answers if a["verdict"]]
    enough = len(answers) if row["needs"] == "all" else 1
    verdict = next((v for v in ("declined", "changes_requested") if v in said), None)
    verdict = verdict or ("approved" if len(said) >= enough else None)
    document = {
        "ticket_id": row["ticket_id"],
        "round": row["round"],
        "asked_at": asked_at,
        "steps": [{"needs": row["needs"], "asked_at": asked_at, "answers": [_answer(a) for a in answers]}],
        "asked": [a["approver"] for a in answers if a["is_asked"]],
    }
    if row["is_cancelled"]:
        document["ended"] = "cancelled"
    return ("cancelled" if row["is_cancelled"] else verdict), document


def _answer(row):
    answer = {"approver": row["approver"], "comment": row["comment"]}
    if row["verdict"]:
        answer |= {"verdict": row["verdict"], "decided_at": _iso(row["decided_at"])}
    return answer


def _iso(moment):
    """SQLite gives text, PostgreSQL a moment; both are UTC."""
    text = str(moment).replace(" ", "T")
    return text if "+" in text or text.endswith("Z") else f"{text}+00:00"


def downgrade() -> None:
    op.execute("UPDATE ticket SET status = 'changes_requested' WHERE status = 'expired'")
    op.execute("UPDATE ticket SET owner = requester WHERE owner IS NULL")
    op.create_table('approval_answer',
    sa.Column('team', TEXT(), nullable=False),
    sa.Column('ticket_id', sa.Integer(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('approver', TEXT(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('verdict', TEXT(), nullable=True),
    sa.Column('comment', TEXT(), nullable=False),
    sa.Column('decided_at', MOMENT(), nullable=True),
    sa.Column('is_asked', sa.Boolean(), nullable=False, server_default=sa.false()),
    sa.ForeignKeyConstraint(['team', 'ticket_id', 'round'], ['approval.team', 'approval.ticket_id', 'approval.round'], ),
    sa.PrimaryKeyConstraint('team', 'ticket_id', 'round', 'approver')
    )
    op.create_index('ix_approval_answer_asked', 'approval_answer', ['team', 'approver'], unique=False, sqlite_where=sa.text('is_asked = 1'), postgresql_where=sa.text('is_asked'))
    with op.batch_alter_table('approval', schema=None) as batch_op:
        batch_op.add_column(sa.Column('needs', TEXT(), nullable=False, server_default='any'))
        batch_op.add_column(sa.Column('is_cancelled', sa.Boolean(), nullable=False, server_default=sa.false()))
    _scatter()
    op.drop_index('ix_approver_asked', 'approver', sqlite_where=sa.text('is_asked = 1'), postgresql_where=sa.text('is_asked'))
    op.drop_table('approver')
    with op.batch_alter_table('approval', schema=None) as batch_op:
        batch_op.drop_index('ix_approval_due', sqlite_where=sa.text('due_at IS NOT NULL'), postgresql_where=sa.text('due_at IS NOT NULL'))
        batch_op.drop_column('document')
        batch_op.drop_column('outcome')
        batch_op.drop_column('due_at')
    with op.batch_alter_table('ticket', schema=None) as batch_op:
        batch_op.drop_index('ix_ticket_unanswered', sqlite_where=sa.text('answer_by IS NOT NULL'), postgresql_where=sa.text('answer_by IS NOT NULL'))
        batch_op.drop_column('answer_by')
        batch_op.alter_column('owner', existing_type=TEXT(), nullable=False)
    with op.batch_alter_table('history', schema=None) as batch_op:
        batch_op.drop_column('area')
        batch_op.drop_column('owner')
    for table in ('privacy_export', 'declaration', 'ticket_share', 'queue', 'holiday', 'user_group', 'delegation', 'absence', 'roster'):
        op.drop_table(table)


def _scatter() -> None:
    """The step whose turn it is or was last, as the one asking that there was."""
    connection = op.get_bind()
    for row in connection.execute(sa.text("SELECT * FROM approval")).mappings().all():
        document = json.loads(row["document"])
        begun = [s for s in document["steps"] if s.get("asked_at")] or document["steps"][:1]
        step = begun[-1]
        needs = step.get("needs", "any")
        which = {"team": row["team"], "ticket_id": row["ticket_id"], "round": row["round"]}
        connection.execute(sa.text(
            "UPDATE approval SET needs = :needs, is_cancelled = :cancelled WHERE team = :team "
            "AND ticket_id = :ticket_id AND round = :round"
        ), which | {
            "needs": needs if needs in ("any", "all") else "all",
            "cancelled": document.get("ended") in ("cancelled", "expired"),
        })
        for place, answer in enumerate(step["answers"]):
            is_asked = row["is_pending"] and not answer.get("verdict")
            connection.execute(sa.text(
                "INSERT INTO approval_answer (team, ticket_id, round, approver, place, verdict, "
                "comment, decided_at, is_asked) VALUES (:team, :ticket_id, :round, :approver, "
                ":place, :verdict, :comment, CAST(:decided_at AS TIMESTAMP), :is_asked)"
                if connection.dialect.name == "postgresql" else
                "INSERT INTO approval_answer (team, ticket_id, round, approver, place, verdict, "
                "comment, decided_at, is_asked) VALUES (:team, :ticket_id, :round, :approver, "
                ":place, :verdict, :comment, :decided_at, :is_asked)"
            ), which | {
                "approver": answer["approver"],
                "place": place,
                "verdict": answer.get("verdict"),
                "comment": answer.get("comment", ""),
                "decided_at": _stored(answer.get("decided_at"), connection.dialect.name),
                "is_asked": bool(is_asked),
            })


def _stored(moment, dialect):
    """As the column's type writes it."""
    if moment is None or dialect == "postgresql":
        return moment
    return moment.replace("T", " ").replace("Z", "").removesuffix("+00:00")
