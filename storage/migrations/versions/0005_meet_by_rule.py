"""Meet by rule: every so many weeks, or by the month; from a date on."""

from datetime import date, datetime, timedelta

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    with op.batch_alter_table('checkin_series', schema=None) as batch_op:
        batch_op.add_column(sa.Column('starts', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('repeats', TEXT(), nullable=True))
        batch_op.add_column(sa.Column('interval', sa.Integer(), nullable=True))
    _each("starts = :starts, repeats = 'weeks', interval = 1", "made_at, weekday", _first)
    with op.batch_alter_table('checkin_series', schema=None) as batch_op:
        batch_op.alter_column('starts', existing_type=sa.Date(), nullable=False)
        batch_op.alter_column('repeats', existing_type=TEXT(), nullable=False)
        batch_op.alter_column('interval', existing_type=sa.Integer(), nullable=False)
        batch_op.drop_column('weekday')


def downgrade() -> None:
    with op.batch_alter_table('checkin_series', schema=None) as batch_op:
        batch_op.add_column(sa.Column('weekday', sa.Integer(), nullable=True))
    _each("weekday = :weekday", "starts", lambda row: {"weekday": _day(row.starts).weekday()})
    with op.batch_alter_table('checkin_series', schema=None) as batch_op:
        batch_op.alter_column('weekday', existing_type=sa.Integer(), nullable=False)
        batch_op.drop_column('interval')
        batch_op.drop_column('repeats')
        batch_op.drop_column('starts')


def _first(row):
    """The first such day from when it was made on."""
    made = _day(row.made_at)
    first = made + timedelta(days=(row.weekday - made.weekday()) % 7)
    return {"starts": first.isoformat() if _is_sqlite() else first}


def _each(change, asked, values_of) -> None:
    connection = op.get_bind()
    rows = connection.execute(sa.text(f"SELECT id, {asked} FROM checkin_series")).all()
    for row in rows:
        statement = sa.text(f"UPDATE checkin_series SET {change} WHERE id = :id")
        connection.execute(statement, {"id": row.id, **values_of(row)})


def _day(value) -> date:
    """SQLite tells days and moments as text."""
    if isinstance(value, str):
        return date.fromisoformat(value[:10])
    return value.date() if isinstance(value, datetime) else value


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
