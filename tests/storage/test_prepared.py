"""Questions that are asked straight of the driver are answered as SQLAlchemy would answer them."""

from datetime import date, datetime, timedelta, timezone

import pytest
from sqlalchemy import bindparam, event, select, text
from sqlalchemy.exc import DBAPIError, OperationalError

from domain.approval import Approval
from domain.ticket import Origin, Ticket, Urgency, Visibility
from storage.mapping import Maker, table_of, value_of
from storage.prepared import Prepared, PreparedValues, among
from storage.rows.ticket import TicketRow
from tests.builders import T0, a_filed
from tests.marks import on_both

TICKET = table_of(TicketRow)
BY_ID = select(TICKET).where(
    TICKET.c.team == bindparam("of_team"), among(TICKET.c.id, "ids"), TICKET.c.version < 1000
)
FULL = {
    "summary": "Spring ü '%s' %(x)s :y ?",
    "urgency": Urgency.BLOCKING,
    "needed_by": date(2026, 2, 28),
    "visibility": Visibility.PRIVATE,
    "origin": Origin.EMOJI,
    "snoozed_until": T0 + timedelta(microseconds=1),
    "resolved_at": T0.astimezone(timezone(timedelta(hours=9, minutes=30))),
}


def saved(desk, *filed):
    with desk.transaction() as tx:
        for one in filed:
            tx.tickets.add(one)
    return [one.ticket for one in filed]


@on_both
def test_a_value_comes_back_as_it_was_saved(desk):
    tickets = saved(desk, a_filed(id=1), a_filed(id=2, **FULL))

    with desk.reading() as tx:
        which = {"of_team": desk.team, "ids": [1, 2, 3]}
        found = PreparedValues(Ticket, BY_ID.order_by(TICKET.c.id)).values(tx.connection, which)

    assert found == tickets
    assert [kinds_in(one) for one in found] == [kinds_in(one) for one in tickets]
    assert repr(found[1].resolved_at.tzinfo) == "datetime.timezone.utc"


def kinds_in(value):
    """A word is equal to its enum, but is none."""
    return {name: type(kept) for name, kept in vars(value).items()}


@on_both
def test_sqlalchemy_finds_the_same(desk):
    saved(desk, a_filed(id=1), a_filed(id=2, **FULL))
    which = {"of_team": desk.team, "ids": (1, 2)}

    with desk.reading() as tx:
        ours = Prepared(BY_ID).rows(tx.connection, which)
        theirs = tx.connection.execute(BY_ID, which).all()
        values = [value_of(Ticket, row) for row in tx.connection.execute(BY_ID, which).mappings()]
        made = PreparedValues(Ticket, BY_ID).values(tx.connection, which)

    assert sorted(ours) == sorted(map(tuple, theirs))
    assert made == values


@on_both
@pytest.mark.parametrize("ids", [[], [2], [7, 2, 2]])
def test_any_number_may_be_asked_for(desk, ids):
    saved(desk, a_filed(id=2))

    with desk.reading() as tx:
        found = Prepared(BY_ID).rows(tx.connection, {"of_team": desk.team, "ids": ids})

    assert len(found) == (2 in ids)


@on_both
def test_rows_come_in_turn_until_nobody_asks_for_more(desk):
    saved(desk, *(a_filed(id=n) for n in range(1, 6)))
    which = {"of_team": desk.team, "ids": range(1, 6)}
    in_order = Prepared(BY_ID.order_by(TICKET.c.id))

    with desk.reading() as tx:
        turns = list(in_order.in_turn(tx.connection, which, at_once=2))
        first = next(in_order.in_turn(tx.connection, which, at_once=3))
        rows = in_order.rows(tx.connection, which)

    assert [len(turn) for turn in turns] == [2, 2, 1]
    assert [row for turn in turns for row in turn] == rows
    assert first == rows[:3]


@on_both
def test_a_moment_may_be_asked_for_in_any_zone(desk):
    [ticket] = saved(desk, a_filed(id=2))
    at = Prepared(select(TICKET.c.opened_at).where(TICKET.c.opened_at == bindparam("at")))
    there = ticket.opened_at.astimezone(timezone(timedelta(hours=-5)))

    with desk.reading() as tx:
        found = at.scalar(tx.connection, {"at": there})
        nothing = at.scalar(tx.connection, {"at": datetime.max.replace(tzinfo=T0.tzinfo)})

    assert (found, nothing) == (ticket.opened_at, None)


@on_both
def test_who_listens_hears_of_it(desk):
    heard = []

    def listen(_connection, _cursor, words, values, *_):
        heard.append((words, values))

    event.listen(desk.database.engine, "before_cursor_execute", listen)
    with desk.reading() as tx:
        Prepared(BY_ID).rows(tx.connection, {"of_team": desk.team, "ids": [4]})

    [(words, values)] = heard
    assert words.startswith("SELECT ticket.team")
    assert desk.team in (values if isinstance(values, list) else values.values())


@on_both
def test_an_error_tells_nobodys_words(desk):
    wrong = Prepared(select(text("nothing")).where(text("1 = :word")).params(word="canary"))

    with pytest.raises(DBAPIError) as failed, desk.reading() as tx:
        wrong.rows(tx.connection, {})

    assert "nothing" in str(failed.value.orig)
    assert "canary" not in str(failed.value)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_connection_that_was_lost_is_not_used_again(desk):
    lose = Prepared(select(text("pg_terminate_backend(pg_backend_pid())")))

    with pytest.raises(DBAPIError) as failed, desk.reading() as tx:
        lose.rows(tx.connection, {})

    assert failed.type is OperationalError
    with desk.reading() as tx:
        assert tx.lists.of_owner("U0IVO", limit=5).tickets == []


def test_what_is_more_than_its_columns_is_not_made_of_them():
    with pytest.raises(TypeError, match="Approval is more than its columns"):
        Maker(Approval, ["ticket_id", "round", "needs", "asked_at", "is_cancelled"])
