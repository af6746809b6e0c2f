"""What SQL says of who may see a ticket is what the rule says, for anybody and any ticket."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from domain.approval import taken_back
from domain.ticket import Visibility
from domain.visibility import may_see
from storage.visible import TICKET, visible_to
from tests.bars import sized
from tests.builders import a_catalogue, a_filed, an_approval
from tests.marks import on_both

SIDES = sorted(a_catalogue().both_sides())
PEOPLE = [*SIDES[:3], "U0SAM", "U0GUEST"]

someone = st.sampled_from(PEOPLE)
several = st.lists(someone, max_size=3, unique=True).map(tuple)
tickets = st.builds(
    lambda **given: given,
    requester=someone,
    owner=someone,
    filed_by=st.none() | someone,
    visibility=st.sampled_from(Visibility),
    watchers=several,
    rounds=st.lists(several.filter(len), max_size=3),
)


@pytest.fixture
def team():
    """A team of its own for each example: teams of one database see nothing of one another."""
    names = (f"T{n}" for n in range(10**6))
    return lambda: next(names)


@on_both
@settings(max_examples=sized(40, 60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(tickets, min_size=1, max_size=4))
def test_the_query_and_the_rule_agree(desk, team, drawn):
    desk = desk.of(team())
    for number, one in enumerate(drawn, start=1):
        keep(desk, number, **one)

    with desk.reading() as tx:
        known = [tx.tickets.filed(number) for number in range(1, len(drawn) + 1)]
    for person in PEOPLE:
        allowed = [f.ticket.id for f in known if may_see(f, person, both_sides=SIDES)]
        assert seen(desk, person) == allowed


def keep(desk, number, *, watchers, rounds, **changes):
    """A ticket that was asked for in so many rounds, each of other people."""
    with desk.transaction() as tx:
        tx.tickets.add(a_filed(id=number, **changes))
        for watcher in watchers:
            tx.tickets.watch(number, watcher)
        before = None
        for round, asked in enumerate(rounds, start=1):
            anew = an_approval(*asked, ticket_id=number, round=round)
            tx.approvals.replace_by(anew, before=taken_back(before) if before else None)
            before = anew


def seen(desk, person):
    visible = visible_to(is_on_a_side=person in SIDES)
    query = select(TICKET.c.id).where(TICKET.c.team == desk.team, visible).order_by(TICKET.c.id)
    with desk.database.engine.connect() as connection:
        return list(connection.execute(query, {"viewer": person}).scalars())
