"""Find tickets by their words."""

import sqlalchemy as sa
from alembic import op

from domain.search import remembered, words_of

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

AT_ONCE = 500

# the team stands before each term, so that what other teams wrote costs nothing
SQLITE = [
    """
    CREATE VIRTUAL TABLE ticket_found USING fts5(
        terms, content='', detail=none, columnsize=0, tokenize="ascii tokenchars '/'"
    )
    """,
    """
    CREATE TRIGGER ticket_words_added AFTER INSERT ON ticket_words BEGIN
        INSERT INTO ticket_found (rowid, terms) VALUES
        (new.id, new.team || '/' || replace(new.terms, ' ', ' ' || new.team || '/'));
    END
    """,
    """
    CREATE TRIGGER ticket_words_changed AFTER UPDATE OF terms ON ticket_words
    WHEN old.terms <> new.terms BEGIN
        INSERT INTO ticket_found (ticket_found, rowid, terms) VALUES
        ('delete', old.id, old.team || '/' || replace(old.terms, ' ', ' ' || old.team || '/'));
        INSERT INTO ticket_found (rowid, terms) VALUES
        (new.id, new.team || '/' || replace(new.terms, ' ', ' ' || new.team || '/'));
    END
    """,
    """
    CREATE TRIGGER ticket_words_removed AFTER DELETE ON ticket_words BEGIN
        INSERT INTO ticket_found (ticket_found, rowid, terms) VALUES
        ('delete', old.id, old.team || '/' || replace(old.terms, ' ', ' ' || old.team || '/'));
    END
    """,
]

# "#T1/3" marks the fourth thousand of a team's tickets: with it the newest are found first
POSTGRESQL = [
    """
    CREATE INDEX ix_ticket_words_found ON ticket_words USING gin (array_to_tsvector(string_to_array(
        '#' || team || '/' || (ticket_id / 1024)::text
        || ' ' || team || '/' || replace(terms, ' ', ' ' || team || '/'), ' '
    ))) WITH (fastupdate = off)
    """,
]

UNREMEMBERED = sa.text(
    "SELECT t.team, t.id, t.summary, b.purpose, b.details FROM ticket t "
    "JOIN brief b ON b.team = t.team AND b.ticket_id = t.id "
    "WHERE NOT EXISTS (SELECT 1 FROM ticket_words w WHERE w.team = t.team AND w.ticket_id = t.id) "
    "ORDER BY t.team, t.id LIMIT :at_once"
)
REMEMBER = sa.text(
    "INSERT INTO ticket_words (team, ticket_id, summary, terms) "
    "VALUES (:team, :ticket_id, :summary, :terms)"
)


def upgrade() -> None:
    connection = op.get_bind()
    is_sqlite = connection.dialect.name == 'sqlite'
    for statement in SQLITE if is_sqlite else POSTGRESQL:
        connection.exec_driver_sql(statement)
    while found := connection.execute(UNREMEMBERED, {'at_once': AT_ONCE}).all():
        connection.execute(REMEMBER, [_words(*row) for row in found])


def _words(team: str, ticket_id: int, summary: str, *more: str) -> dict[str, object]:
    return {
        'team': team,
        'ticket_id': ticket_id,
        'summary': ' '.join(words_of(summary)),
        'terms': ' '.join(remembered(f'MT-{ticket_id}', [summary, *more])),
    }


def downgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name == 'sqlite':
        for trigger in ('added', 'changed', 'removed'):
            connection.exec_driver_sql(f'DROP TRIGGER ticket_words_{trigger}')
        connection.exec_driver_sql('DROP TABLE ticket_found')
    else:
        connection.exec_driver_sql('DROP INDEX ix_ticket_words_found')
