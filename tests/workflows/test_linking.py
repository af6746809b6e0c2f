"""Linked tickets: both cards show it, nobody is told, and private ones stay unknown."""

from functools import partial

import pytest

from domain.draft import Occasion, draft_of
from domain.errors import FieldRefusal, NotForYou, TicketNotFound
from domain.history import Event
from domain.lifecycle import Move
from domain.link import Link, LinkKind
from domain.ticket import Status, Visibility
from tests.builders import ANNA, BEN, IVO, TOM, TRIAGE, a_request, filed
from tests.marks import on_both
from tests.workflows.saying import cards, events, notices
from workflows import fulfilment, intake, linking, lists

BLOCKED_BY, FOLLOWS = LinkKind.BLOCKED_BY, LinkKind.FOLLOWS
CARDS = {f"MT-{n}:{card}" for n in (7, 8) for card in (f"triage:{TRIAGE}", "requester")}
PRIVATE = {"visibility": Visibility.PRIVATE}


def link(desk, other=8, kind=BLOCKED_BY, *, by=IVO, key="form:1"):
    linking.link(desk, 7, other, kind, by=by, key=key)


def strip(desk, ticket_id, *, viewer=IVO):
    """What its card says of other tickets."""
    linked = lists.ticket(desk, ticket_id, viewer=viewer).shown.linked
    return [(each.said, each.other.id) for each in linked]


def words(desk, ticket_id):
    with desk.reading() as tx:
        return [entry.words for entry in tx.history.of(ticket_id)]


@on_both
def test_a_link_is_shown_on_both_cards_and_told_to_nobody(desk):
    filed(desk)
    filed(desk, id=8)

    link(desk)

    assert strip(desk, 7) == [("Waits for", 8)]
    assert strip(desk, 8) == [("Waited for by", 7)]
    assert (words(desk, 7), words(desk, 8)) == (["waits for MT-8"], ["waited for by MT-7"])
    assert (cards(desk), notices(desk)) == (CARDS, [])


def test_one_form_links_once_and_so_does_the_same_said_again(desk):
    filed(desk)
    filed(desk, id=8)

    for key in ("form:1", "form:1", "form:2"):
        link(desk, key=key)

    assert events(desk) == [(Event.LINKED, IVO)]


@on_both
def test_what_was_linked_can_be_parted_from_either_side(desk):
    filed(desk)
    filed(desk, id=8)
    link(desk)
    link(desk, kind=FOLLOWS, key="form:2")

    linking.link(desk, 8, 7, None, by=IVO, key="form:3")

    assert strip(desk, 7) == strip(desk, 8) == []
    assert [event for event, _ in events(desk, 8)][-2:] == [Event.UNLINKED] * 2


@pytest.mark.parametrize("hidden", [{"id": 9}, {"id": 8, **PRIVATE, "owner": TOM}])
def test_a_ticket_that_may_not_be_seen_is_as_if_it_were_not_there(desk, hidden):
    filed(desk)
    filed(desk, **hidden)

    with pytest.raises(FieldRefusal) as refusal:
        link(desk)

    assert refusal.value.problems["number"] == (
        "There is no MT-8 that you can see. Please check the number."
    )
    assert events(desk) == []


def test_a_ticket_is_not_linked_with_itself(desk):
    filed(desk)

    with pytest.raises(FieldRefusal, match="This is MT-7 itself"):
        link(desk, 7)


@pytest.mark.parametrize(("by", "refusal"), [(BEN, NotForYou), ("U0STRANGER", TicketNotFound)])
def test_only_who_may_move_it_links_it(desk, by, refusal):
    filed(desk)
    filed(desk, id=8)

    with pytest.raises(refusal):
        link(desk, by=by)


def test_a_card_that_all_can_see_says_nothing_of_a_private_ticket(desk):
    filed(desk, **PRIVATE)
    filed(desk, id=8)

    link(desk, by=ANNA)

    assert strip(desk, 7, viewer=ANNA) == [("Waits for", 8)]
    assert strip(desk, 8) == []
    assert words(desk, 8) == []


@on_both
def test_when_it_is_resolved_the_owner_of_what_waited_is_told_once(desk):
    filed(desk)
    filed(desk, id=8, owner=TOM)
    link(desk)
    resolve = partial(fulfilment.move, desk, 8, Move.RESOLVE, by=TOM, words="Done")

    for _ in range(2):
        resolve(key="form:2")

    told = [text for _, text in notices(desk) if "MT-7" in text]
    assert [text.split(" waits")[0] for text in told] == [
        f"<@{IVO}> MT-8, _Spring campaign page_, that MT-7"
    ]


@pytest.mark.parametrize("status", [Status.RESOLVED, Status.CLOSED, Status.CANCELLED])
def test_what_waits_no_more_is_not_told_of(desk, status):
    filed(desk, status=status)
    filed(desk, id=8)
    link(desk)

    fulfilment.move(desk, 8, Move.RESOLVE, by=IVO, key="form:2", words="Done")

    assert [text for _, text in notices(desk) if "MT-7" in text] == []


@on_both
def test_the_cards_of_linked_tickets_follow_when_one_is_done(desk):
    filed(desk)
    filed(desk, id=8)
    link(desk)
    with desk.reading() as tx:
        before = {m.key for m in tx.outbox.waiting()}

    fulfilment.move(desk, 8, Move.RESOLVE, by=IVO, key="form:2", words="Done")

    with desk.reading() as tx:
        put = {m.key for m in tx.outbox.waiting()} - before
    assert {key for key in put if "MT-7:" in key} == {
        f"MT-8.v3:MT-7:triage:{TRIAGE}",
        "MT-8.v3:MT-7:requester",
    }


def test_both_ends_are_known_to_the_link(desk):
    filed(desk)
    filed(desk, id=8)

    link(desk)

    with desk.reading() as tx:
        assert tx.tickets.links(8) == [Link(ticket_id=7, other_id=8, kind=BLOCKED_BY)]


@on_both
def test_a_follow_up_is_shown_on_the_card_of_what_it_follows(desk):
    filed(desk, status=Status.CLOSED)
    draft = draft_of(
        a_request(summary="What comes next"), desk.catalogue(), occasion=Occasion(follows=7)
    )

    intake.send(desk, draft, by=ANNA, form="V1", key="form:1")

    assert strip(desk, 7) == [("Followed by", 1)]
    assert {"MT-7:requester", "MT-1:requester"} <= cards(desk)
