"""Tickets without a form: who asks, who is told, and one for each thread."""

import pytest

from domain.comment import Attached
from domain.errors import TicketNotFound
from domain.history import Event
from domain.people import Person
from domain.source import Earlier, Look, Said, Source, Wanted
from domain.ticket import Origin, Visibility
from tests.builders import ANNA, BEN, IVO, MARA, T0, TRIAGE, saved
from tests.marks import on_both
from tests.workflows.saying import cards, events, notices
from workflows import cards as shown
from workflows import delivery, errands, sketch

CHANNEL, TS = "C0MARTECH", "1772442000.000100"
SOURCE = Source(channel=CHANNEL, ts=TS, root=TS)


def said(words="The form is broken", *, by=ANNA, source=SOURCE, **more):
    return Said(source=source, by=by, at=T0, words=words, **more)


def person(id, **facts):
    return Person(id=id, known_at=T0, **facts)


def look(what=None, *, by=BEN, way=Origin.EMOJI, source=SOURCE, people=()):
    wanted = Wanted(channel=source.channel, ts=source.ts, by=by, way=way)
    known = {p.id: p for p in (person(ANNA), person(BEN), person(MARA), *people)}
    return Look(wanted=wanted, said=what, people=known)


def made(desk, found, *, press=""):
    """Leave the errand, take it, and make of it what was found."""
    sketch.take_in(desk, found.wanted, press=press)
    [claim] = errands.claim(desk, real=T0, held_until=T0, limit=1)
    sketch.make(desk, claim, found)
    return claim


def how_many(desk):
    count = 0
    while True:
        try:
            saved(desk, count + 1)
        except TicketNotFound:
            return count
        count += 1


@on_both
def test_the_same_gesture_leaves_one_errand_another_one_another(desk):
    for press in ("1", "1", "2"):
        sketch.take_in(desk, look().wanted, press=press)

    assert len(errands.waiting(desk)) == 2


@on_both
def test_an_errand_that_somebody_else_has_done_has_no_second_effect(desk):
    claim = made(desk, look(said()))

    sketch.make(desk, claim, look(said(source=Source(channel=CHANNEL, ts="9.1", root="9.1"))))

    assert how_many(desk) == 1
    assert events(desk, 1) == [(Event.FILED, BEN), (Event.ROUTED, None)]


def test_a_message_that_slack_keeps_twice_makes_one_ticket(desk):
    made(desk, look(said(id="same")))
    twin = Source(channel=CHANNEL, ts="1772442000.000300", root="1772442000.000300")

    made(desk, look(said(id="same", source=twin), source=twin))

    assert how_many(desk) == 1


@pytest.mark.parametrize("facts", ["is_guest", "is_from_outside", "is_deactivated"])
def test_who_is_not_from_here_asks_through_somebody_who_is(desk, facts):
    author = person("U0GUS", **{facts: True})

    made(desk, look(said(by=author.id), people=[author]))

    ticket = saved(desk, 1).ticket
    assert (ticket.requester, ticket.filed_by) == (BEN, None)


@pytest.mark.parametrize(("facts", "told"), [("is_guest", 1), ("is_deactivated", 0)])
def test_who_is_not_from_here_makes_no_ticket_and_hears_it_once_a_day(desk, facts, told):
    gus = person("U0GUS", **{facts: True})

    for press in ("1", "2"):
        made(desk, look(said(), by=gus.id, people=[gus]), press=press)

    assert how_many(desk) == 0
    assert len(notices(desk)) == told


def test_an_apps_message_is_nobodys_request(desk):
    made(desk, look(said(is_by_app=True)))

    assert how_many(desk) == 0
    assert "Turn into a request" in notices(desk)[0][1]


def test_what_is_said_directly_is_private_and_told_to_nobody_else(desk):
    source = Source(channel="D0ANNA", ts=TS, root=TS)

    made(desk, look(said(source=source), by=ANNA, way=Origin.DIRECT, source=source))

    assert saved(desk, 1).ticket.visibility is Visibility.PRIVATE
    assert cards(desk) == {"MT-1:requester", f"MT-1:owner:{IVO}"}


def test_in_a_triage_channel_it_is_that_areas(desk):
    source = Source(channel=TRIAGE, ts=TS, root=TS)

    made(desk, look(said(source=source), source=source))

    assert saved(desk, 1).ticket.area == "website"


def test_who_follows_already_is_not_told_again(desk):
    made(desk, look(said()))
    for press in ("1", "2"):
        made(desk, look(said(), by=MARA), press=press)

    assert saved(desk, 1).watchers == (MARA,)
    assert events(desk, 1) == [(Event.FILED, BEN), (Event.ROUTED, None), (Event.WATCHED, MARA)]


def test_a_file_that_is_gone_is_named_as_such(desk):
    files = (
        Attached(id="F1", name="brief.pdf", link="https://acme.slack.com/files/F1"),
        Attached(id="F2", name="old.pdf", link=""),
    )

    made(desk, look(said("See the files", attached=files)))

    details = saved(desk, 1).brief.details
    assert "brief.pdf: https://acme.slack.com/files/F1" in details
    assert "old.pdf: it is no longer there" in details


def words_told(desk, told):
    [block] = shown.drawn(desk, [told])[told.name].shown.blocks
    return block["text"]["text"]


@on_both
def test_what_was_said_earlier_is_kept_once(desk):
    made(desk, look(said()))
    replies = [
        said(f"reply {n}", by=BEN, source=Source(channel=CHANNEL, ts=f"{n}.5", root=TS))
        for n in range(12)
    ]
    by_app = said("beep", is_by_app=True, source=Source(channel=CHANNEL, ts="99.5", root=TS))
    [claim] = errands.claim(desk, real=T0, held_until=T0, limit=1)

    for _ in range(2):
        sketch.keep_earlier(desk, claim, Earlier(said=(said(), *replies, by_app), left_out=3))

    with desk.reading() as tx:
        kept = [comment.words for comment in tx.comments.of(1)]
    assert kept == [f"reply {n}" for n in range(12)]
    [told] = [m for m in delivery.waiting(desk) if "earlier" in m.key]
    words = words_told(desk, told)
    assert told.to == TRIAGE
    with desk.reading() as tx:
        assert tx.posts.standing(told.name).thread == f"MT-1:triage:{TRIAGE}"
    assert "12 messages" in words
    assert "3 older" in words
    assert "2 before these" in words
    assert "reply 1\n" not in words


def test_a_long_summary_of_what_was_said_fits(desk):
    made(desk, look(said()))
    long = [
        said("<!channel> & " * 500, by=BEN, source=Source(channel=CHANNEL, ts=f"{n}.5", root=TS))
        for n in range(100)
    ]
    [claim] = errands.claim(desk, real=T0, held_until=T0, limit=1)

    sketch.keep_earlier(desk, claim, Earlier(said=tuple(long)))

    [told] = [m for m in delivery.waiting(desk) if "earlier" in m.key]
    words = words_told(desk, told)
    assert len(words) < 3000
    assert "<!channel>" not in words
