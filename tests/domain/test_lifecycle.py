"""Every move from every status by everybody, as the rules are told to people."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import lifecycle
from domain.errors import MoveRefused, NotForYou, TicketNotFound
from domain.lifecycle import Move
from domain.ticket import WAITS_ON, Status
from tests.builders import ANNA, BEN, IVO, T0, TOM, a_ticket

COLLEAGUE, STRANGER = TOM, BEN
PEOPLE = {"requester": ANNA, "owner": IVO, "it": COLLEAGUE, "stranger": STRANGER}
IT = (IVO, COLLEAGUE)

# move                      whose                          from               to
RULES = """
    edit                    requester                      awaiting_approval  awaiting_approval
    edit                    requester                      changes_requested  changes_requested
    edit                    requester                      open               open
    take                    owner it                       open               in_progress
    resolve                 owner                          open               resolved
    resolve                 owner                          in_progress        resolved
    done                    requester                      resolved           closed
    not_yet                 requester                      resolved           in_progress
    withdraw                requester                      awaiting_approval  cancelled
    withdraw                requester                      changes_requested  cancelled
    withdraw                requester                      open               cancelled
    withdraw                requester                      in_progress        cancelled
    comment                 requester owner it             awaiting_approval  awaiting_approval
    comment                 requester owner it             changes_requested  changes_requested
    comment                 requester owner it             open               open
    comment                 requester owner it             in_progress        in_progress
    comment                 requester owner it             resolved           resolved
"""


def _read(rules):
    for line in rules.split("\n")[1:-1]:
        what, *movers, start, to = line.split()
        for who in movers:
            yield (Move(what), who, Status(start)), Status(to)


ALLOWED = dict(_read(RULES))
MOVERS = {(what, who) for what, who, _ in ALLOWED}
EVERYTHING = list(product(Move, PEOPLE, Status))


def moved(ticket, who, what, *, it_people=IT):
    return lifecycle.move(ticket, PEOPLE[who], what, it_people=it_people, now=T0)


def expected(what, who, start):
    """The status after this move, or how it is refused."""
    if who == "stranger":
        return TicketNotFound
    if (what, who) not in MOVERS:
        return NotForYou
    return ALLOWED.get((what, who, start), MoveRefused)


def refusal_of(act):
    try:
        act()
    except (TicketNotFound, NotForYou, MoveRefused) as refusal:
        return type(refusal)
    return None


def test_a_move_is_made_where_the_table_allows_it_and_refused_elsewhere():
    def found(what, who, start):
        ticket = a_ticket(status=start)
        return refusal_of(lambda: moved(ticket, who, what)) or moved(ticket, who, what).status

    assert {case: found(*case) for case in EVERYTHING} == {
        case: expected(*case) for case in EVERYTHING
    }


def test_a_form_opens_exactly_where_the_move_can_be_made():
    def found(what, who, start):
        ticket = a_ticket(status=start)
        return refusal_of(lambda: lifecycle.check(ticket, PEOPLE[who], what, it_people=IT))

    def of_move(what, who, start):
        return refusal_of(lambda: moved(a_ticket(status=start), who, what))

    assert {case: found(*case) for case in EVERYTHING} == {
        case: of_move(*case) for case in EVERYTHING
    }


def test_who_takes_a_ticket_owns_it():
    assert moved(a_ticket(), "it", Move.TAKE).owner == COLLEAGUE


def test_nobody_else_becomes_the_owner_by_a_move():
    ticket = a_ticket(status=Status.OPEN)

    assert moved(ticket, "it", Move.COMMENT).owner == IVO


def test_an_owner_who_left_the_it_side_still_moves_what_is_theirs():
    taken = moved(a_ticket(), "owner", Move.TAKE, it_people=())

    assert moved(taken, "owner", Move.RESOLVE, it_people=()).status is Status.RESOLVED


def test_it_people_who_ask_for_something_make_the_requesters_moves():
    ticket = a_ticket(requester=IVO, owner=TOM, status=Status.RESOLVED)

    assert lifecycle.move(ticket, IVO, Move.DONE, it_people=IT, now=T0).status is Status.CLOSED


def test_a_ticket_keeps_when_it_was_resolved_until_it_is_sent_back():
    resolved = moved(a_ticket(status=Status.IN_PROGRESS), "owner", Move.RESOLVE)

    assert resolved.resolved_at == T0
    assert moved(resolved, "requester", Move.DONE).resolved_at == T0
    assert moved(resolved, "requester", Move.NOT_YET).resolved_at is None


@pytest.mark.parametrize(
    ("what", "who", "start", "words"),
    [
        (Move.RESOLVE, "requester", Status.OPEN, f"Only <@{IVO}>, the owner, can do this to MT-7"),
        (Move.DONE, "owner", Status.RESOLVED, f"Only <@{ANNA}>, the requester, can do this"),
        (Move.TAKE, "requester", Status.OPEN, "Only the IT side can do this to MT-7"),
        (Move.TAKE, "it", Status.IN_PROGRESS, "MT-7 is in progress. There is nothing to take"),
        (Move.EDIT, "requester", Status.IN_PROGRESS, "It can no longer be edited"),
        (Move.WITHDRAW, "requester", Status.RESOLVED, "It can no longer be withdrawn"),
        (Move.COMMENT, "owner", Status.CLOSED, "It has ended: please file a new request"),
    ],
)
def test_a_refusal_says_why_and_what_can_be_done(what, who, start, words):
    with pytest.raises((NotForYou, MoveRefused), match=words):
        moved(a_ticket(status=start), who, what)


def test_to_a_stranger_the_ticket_looks_as_if_it_were_not_there():
    with pytest.raises(TicketNotFound) as refusal:
        moved(a_ticket(), "stranger", Move.COMMENT)

    assert str(refusal.value) == str(TicketNotFound(7))


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(Move), st.sampled_from(sorted(PEOPLE)))))
def test_no_sequence_of_moves_leaves_the_table(moves):
    ticket = a_ticket()

    for what, who in moves:
        before = ticket
        try:
            ticket = moved(ticket, "it" if PEOPLE[who] == ticket.owner else who, what)
        except (TicketNotFound, NotForYou, MoveRefused):
            assert ticket is before
        else:
            assert ticket.status in {
                to for (m, _, start), to in ALLOWED.items() if (m, start) == (what, before.status)
            }
        is_over = ticket.status not in WAITS_ON
        assert is_over == (ticket.closed_at is not None)
        assert (ticket.id, ticket.requester) == (before.id, before.requester)
