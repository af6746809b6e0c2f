"""Every table has a team: one workspace sees and touches nothing of another."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from domain.approval import Answer, Verdict
from domain.delivery import State
from domain.draft import Draft
from domain.errand import Errand, ErrandKind
from domain.errors import NoCatalogue, TicketNotFound
from domain.history import Event, happened
from domain.link import Link, LinkKind
from domain.message import Place
from domain.notification import News, Preference, QuietHours, Where
from domain.people import Person
from domain.ticket import Brief
from tests.builders import (
    ANNA,
    BEN,
    IVO,
    MAYA,
    NOOR,
    T0,
    TOM,
    a_catalogue,
    a_comment,
    an_approval,
    filed,
    saved,
    with_answers,
)
from tests.marks import on_both
from tests.storage.outbox_acts import a_card, a_notice, claim, put, revive, settle, waiting

pytestmark = on_both

PLACE = Place(channel="C1", ts="1.0")


@pytest.fixture
def other(desk):
    """Another workspace, in the same database."""
    return desk.of("T2")


def test_another_teams_tickets_are_not_there(desk, other):
    filed(desk, approvers=(MAYA,))

    with pytest.raises(TicketNotFound):
        saved(other)
    with other.reading() as tx:
        assert tx.lists.of_owner(IVO, limit=9).tickets == []
        assert tx.lists.of_requester(ANNA, limit=9).tickets == []
        assert tx.tickets.open_between([ANNA], [IVO], limit=9) == []
        assert tx.approvals.latest(7) is None
        assert tx.approvals.pending(asked_before=T0 + timedelta(days=1)) == []


def test_tickets_of_the_same_number_live_side_by_side(desk, other):
    ours = filed(desk, approvers=(MAYA,))
    theirs = filed(other, approvers=(MAYA,), owner=TOM, requester=BEN)
    no = Answer(approver=MAYA, verdict=Verdict.DECLINED, decided_at=T0)

    with other.transaction() as tx:
        tx.tickets.save(replace(theirs.ticket, owner=MAYA))
        tx.tickets.save_words(replace(theirs, brief=Brief(ticket_id=7, purpose="theirs")))
        declined = with_answers(theirs.approval, no)
        tx.approvals.replace_by(an_approval(TOM, round=2), before=declined)
        tx.history.add(happened(theirs.ticket, Event.EDITED, by=BEN, at=T0))

    assert saved(desk) == ours
    with desk.reading() as tx:
        assert tx.history.of(7) == []
        assert len(tx.approvals.pending(asked_before=T0 + timedelta(days=1))) == 1


def test_what_was_said_linked_and_followed_is_of_one_team(desk, other):
    link = Link(ticket_id=7, other_id=8, kind=LinkKind.FOLLOWS)
    for team in (desk, other):
        filed(team, watchers=(BEN,))
        filed(team, id=8)
    with desk.transaction() as tx:
        tx.tickets.link(link)
        comment = tx.comments.add(a_comment(channel="C1", ts="1.0"))

    with other.transaction() as tx:
        assert tx.tickets.links(7) == []
        assert tx.comments.of(7) == []
        assert tx.comments.get(comment.id) is tx.comments.at("C1", "1.0") is None
        tx.comments.save(replace(comment, words="theirs"))
        tx.tickets.unlink(link)
        tx.tickets.unwatch(7, BEN)

    assert saved(other).watchers == ()
    assert saved(desk).watchers == (BEN,)
    with desk.reading() as tx:
        assert (tx.tickets.links(7), tx.comments.of(7)) == ([link], [comment])


def test_what_is_known_of_people_is_of_one_team(desk, other):
    hours = QuietHours(person=ANNA, begins=time(18), ends=time(8))
    liked = Preference(person=ANNA, kind=News.TALK, place=Where.DIRECT)
    known = Person(id=ANNA, known_at=T0)
    with desk.transaction() as tx:
        tx.people.remember(known)
        tx.preferences.save(liked)
        tx.preferences.keep_quiet(hours)
        tx.preferences.silence("C1", by=ANNA)
        tx.drafts.save(Draft(summary="A page"), form="V1", by=ANNA, now=T0)

    with other.transaction() as tx:
        assert tx.people.known([ANNA]) == tx.preferences.quiet_hours([ANNA]) == {}
        assert (tx.preferences.of([ANNA]), tx.drafts.get("V1", by=ANNA)) == ([], None)
        assert tx.preferences.silent_channels() == frozenset()
        tx.people.remember(replace(known, is_guest=True))
        tx.preferences.save(replace(liked, place=Where.NOWHERE))
        tx.preferences.be_reachable(ANNA)
        tx.preferences.unsilence("C1")
        tx.drafts.settle("V1", by=ANNA, now=T0)

    with desk.reading() as tx:
        assert tx.people.known([ANNA]) == {ANNA: known}
        assert tx.preferences.of([ANNA]) == [liked]
        assert tx.preferences.quiet_hours([ANNA]) == {ANNA: hours}
        assert tx.preferences.silent_channels() == {"C1"}
        assert tx.drafts.get("V1", by=ANNA) == Draft(summary="A page")


def test_an_errand_is_run_for_its_own_team(desk, other):
    errand = Errand(key="same", kind=ErrandKind.EARLIER_MESSAGES, about=(("channel", "C1"),))
    for team in (desk, other):
        with team.transaction() as tx:
            assert tx.errands.put(errand)

    until = T0 + timedelta(seconds=30)
    with other.transaction() as tx:
        [theirs] = tx.errands.claim(real=T0, held_until=until, limit=9)
    with desk.transaction() as tx:
        assert not tx.errands.settle(theirs, now=T0)
        [ours] = tx.errands.claim(real=T0, held_until=until, limit=9)

    assert (theirs.team, ours.team) == ("T2", "T1")


def test_each_team_counts_for_itself(desk, other):
    for team in (desk, other, desk):
        with team.transaction() as tx:
            number = tx.tickets.next_number()

    assert number == 2
    with other.transaction() as tx:
        assert tx.tickets.next_number() == 2


def test_a_gesture_of_another_team_is_not_ours(desk, other):
    for team in (desk, other):
        with team.transaction() as tx:
            assert tx.handled.first_time("press:1", now=T0)

    with other.transaction() as tx:
        assert tx.handled.forget(before=T0 + timedelta(days=1)) == 1
    with desk.transaction() as tx:
        assert not tx.handled.first_time("press:1", now=T0)


def test_another_teams_messages_are_neither_seen_nor_sent_nor_settled(desk, other):
    put(desk, a_notice("same"), a_card())
    put(other, a_notice("same", text="theirs"))

    [theirs] = claim(other)
    settle(other, theirs)

    assert theirs.message == a_notice("same", text="theirs")
    assert waiting(desk) == [a_notice("same"), a_card()]
    ours, _ = claim(desk)
    assert not settle(other, ours)
    with other.reading() as tx:
        assert not tx.outbox.has_waiting(a_card().name)


def test_what_another_team_is_sending_holds_up_nothing_of_ours(desk, other):
    for team in (desk, other):
        put(team, a_notice())

    assert len(claim(other)) == 1
    assert len(claim(desk)) == 1


def test_an_open_place_revives_only_its_own_teams_messages(desk, other):
    put(desk, a_notice())
    [kept] = claim(desk)
    settle(desk, kept, State.PARKED)

    assert revive(other, ANNA) == 0
    assert revive(desk, ANNA) == 1


def test_posts_of_the_same_name_are_two(desk, other):
    for team in (desk, other):
        put(team, a_card())
    with desk.transaction() as tx:
        tx.posts.stand({a_card().name: (PLACE, None)})

    with other.transaction() as tx:
        assert tx.posts.place_of(a_card().name) is None
        tx.posts.is_gone(a_card().name, PLACE)

    with desk.reading() as tx:
        assert tx.posts.place_of(a_card().name) == PLACE
        assert len(tx.posts.about("MT-7")) == 1


def test_a_catalogue_is_in_force_for_its_team(desk, other):
    with pytest.raises(NoCatalogue), other.reading() as tx:
        tx.catalogues.current()

    with other.transaction() as tx:
        tx.catalogues.apply(a_catalogue(zone="Asia/Tokyo"), by=NOOR, now=T0)
        assert tx.catalogues.current().zone == "Asia/Tokyo"

    with desk.reading() as tx:
        assert (tx.catalogues.version(), tx.catalogues.current().zone) == (1, "Europe/Berlin")


def test_each_team_lives_at_an_address_of_its_own(desk, other):
    with other.transaction() as tx:
        tx.workspaces.remember(url="https://other.slack.com/", bot="UBOT")
    with desk.transaction() as tx:
        assert tx.workspaces.url() is None
        tx.workspaces.remember(url="https://acme.slack.com/", bot="UBOT")

    with other.reading() as tx:
        assert tx.workspaces.url() == "https://other.slack.com/"
