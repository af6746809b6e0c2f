"""The numbers of tickets: never given out twice, and rising."""

from sqlalchemy import Connection, Sequence, bindparam, func, select, update
from sqlalchemy.schema import CreateSequence

from storage.mapping import table_of
from storage.once import insert_once
from storage.rows.ticket import CounterRow

COUNTER = table_of(CounterRow)

RAISED = (
    update(COUNTER)
    .where(COUNTER.c.team == bindparam("of_team"))
    .values(last=COUNTER.c.last + 1)
    .returning(COUNTER.c.last)
)


def next_number(connection: Connection, team: str) -> int:
    """A number that nobody else gets, whatever becomes of this transaction's neighbours.

    PostgreSQL gives it from a sequence: a counter's row would be locked until the end of the
    transaction, and everybody who files anything would wait for everybody else. On SQLite, whose
    writers take turns anyway, it is a counter.
    """
    if connection.dialect.name == "postgresql":
        return _from_sequence(connection, team)
    number = connection.execute(RAISED, {"of_team": team}).scalar()
    if number is None:
        insert_once(connection, COUNTER, {"team": team, "last": 0}, by=("team",))
        number = connection.execute(RAISED, {"of_team": team}).scalar_one()
    return int(number)


def _from_sequence(connection: Connection, team: str) -> int:
    sequence = Sequence(f"ticket_number_{team}")
    known = connection.info.setdefault("sequences", set())
    if team not in known:
        if connection.dialect.has_sequence(connection, sequence.name):
            known.add(team)
        else:
            _make(connection, sequence)
    return int(connection.execute(select(sequence.next_value())).scalar_one())


def _make(connection: Connection, sequence: Sequence) -> None:
    """Once, however many file the first request at the same moment: the others wait here."""
    connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(sequence.name))))
    if not connection.dialect.has_sequence(connection, sequence.name):
        connection.execute(CreateSequence(sequence))
