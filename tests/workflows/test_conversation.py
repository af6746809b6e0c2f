"""What is said is kept once, moves what it should, and follows its message."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest

from domain.comment import Attached, Audience, CommentKind
from domain.errors import MoveRefused, NotForYou, TicketNotFound
from domain.history import Event, happened
from domain.lifecycle import Move
from domain.message import Place
from domain.notification import News, Preference, Where
from domain.source import Said, Source
from domain.ticket import Status, Visibility, Waiting
from tests.builders import ANNA, BEN, IVO, MAYA, T0, TOM, TRIAGE, filed, saved
from tests.marks import on_both
from tests.workflows.saying import cards, events, notices
from workflows import conversation, greeting, replying

DM, THREADS = "D1", {"requester": "1.0001", "triage": "1.0002", "owner": "1.0003"}
LATER = T0 + timedelta(minutes=5)


def a_ticket_with_cards(desk, **changes):
    """A ticket whose cards stand in Slack, each in its place."""
    made = filed(desk, **changes)
    names = {
        "MT-7:requester": Place(channel=DM, ts=THREADS["requester"]),
        f"MT-7:triage:{TRIAGE}": Place(channel=TRIAGE, ts=THREADS["triage"]),
        f"MT-7:owner:{IVO}": Place(channel="D2", ts=THREADS["owner"]),
    }
    with desk.transaction() as tx:
        for name, place in names.items():
            tx.posts.adopt(name, place.channel, place)
    return made


def a_said(words="Any news?", *, thread="requester", by=ANNA, n=1, **changes):
    channel = {"requester": DM, "triage": TRIAGE, "owner": "D2"}[thread]
    source = Source(channel=channel, ts=f"2.000{n}", root=THREADS[thread])
    return Said(**{"source": source, "by": by, "at": LATER, "words": words} | changes)


def comments(desk):
    with desk.reading() as tx:
        return tx.comments.of(7)


def of_comments(desk):
    return {name for name in cards(desk) if name.startswith("comment:")}


@on_both
def test_what_is_said_in_the_requesters_thread_is_read_by_it(desk):
    a_ticket_with_cards(desk)

    assert conversation.hear(desk, a_said())

    [comment] = comments(desk)
    assert (comment.words, comment.audience) == ("Any news?", Audience.EVERYBODY)
    assert of_comments(desk) == {"comment:1:triage"}
    assert events(desk) == [(Event.COMMENTED, ANNA)]


@on_both
def test_it_talks_among_itself_in_triage(desk):
    a_ticket_with_cards(desk)

    conversation.hear(desk, a_said("reply: the vendor is slow", thread="triage", by=IVO))

    [comment] = comments(desk)
    assert comment.audience is Audience.INTERNAL
    assert of_comments(desk) == set()
    assert notices(desk) == []


def test_another_thread_is_none_of_ours_and_nothing_is_written(desk):
    a_ticket_with_cards(desk)
    elsewhere = Source(channel="C0MARTECH", ts="9.0002", root="9.0001")

    assert not conversation.hear(desk, a_said(source=elsewhere))
    assert comments(desk) == []


@pytest.mark.parametrize(
    "again",
    [{}, {"n": 2}],
    ids=["delivered again", "another ts, the same id"],
)
@on_both
def test_a_message_counts_once(desk, again):
    a_ticket_with_cards(desk)
    conversation.hear(desk, a_said(id="uuid-1"))

    conversation.hear(desk, a_said(id="uuid-1", **again))

    assert len(comments(desk)) == 1


@on_both
def test_an_answer_moves_on_what_waited_for_it_and_the_owner_hears_once(desk):
    a_ticket_with_cards(desk, status=Status.WAITING, waiting_for=Waiting.REQUESTER)

    conversation.hear(desk, a_said("The new one"))
    conversation.hear(desk, a_said("and the blue one", n=2))

    assert saved(desk).ticket.status is Status.IN_PROGRESS
    assert events(desk) == [(Event.ANSWERED, ANNA), (Event.COMMENTED, ANNA)]
    assert [to for to, _ in notices(desk)] == [TRIAGE]


@pytest.mark.parametrize("waiting_for", [Waiting.IT, Waiting.THIRD_PARTY])
def test_what_waits_for_somebody_else_goes_on_waiting(desk, waiting_for):
    a_ticket_with_cards(desk, status=Status.WAITING, waiting_for=waiting_for)

    conversation.hear(desk, a_said("The new one"))

    assert saved(desk).ticket.status is Status.WAITING


def test_a_colleagues_words_are_no_answer(desk):
    a_ticket_with_cards(desk, status=Status.WAITING, waiting_for=Waiting.REQUESTER)

    conversation.hear(desk, a_said("The new one", by=BEN))

    assert saved(desk).ticket.status is Status.WAITING


@pytest.mark.parametrize("status", [Status.RESOLVED, Status.CLOSED, Status.WAITING, Status.OPEN])
def test_small_talk_is_kept_and_moves_and_tells_nothing(desk, status):
    waiting_for = Waiting.REQUESTER if status is Status.WAITING else None
    a_ticket_with_cards(desk, status=status, waiting_for=waiting_for)

    conversation.hear(desk, a_said("Thanks a lot! 🎉"))

    assert saved(desk).ticket.status is status
    assert len(comments(desk)) == 1
    assert of_comments(desk) == set()
    assert notices(desk) == []
    asked = {name for name in cards(desk) if "asking" in name}
    assert bool(asked) == (status is Status.WAITING)


@pytest.mark.parametrize(
    "status", [Status.RESOLVED, Status.CLOSED, Status.CANCELLED, Status.DECLINED]
)
def test_words_on_what_is_over_are_asked_about_once(desk, status):
    a_ticket_with_cards(desk, status=status)

    conversation.hear(desk, a_said("The footer is wrong"))
    conversation.hear(desk, a_said("and the header", n=2))

    assert saved(desk).ticket.status is status
    assert of_comments(desk) == {"comment:1:triage", "comment:2:triage"}
    assert {name for name in cards(desk) if "asking" in name} == {"MT-7:asking:0"}


def test_what_was_written_since_counts_when_the_requester_says_so(desk):
    a_ticket_with_cards(desk, status=Status.IN_PROGRESS)
    conversation.hear(desk, a_said("before", n=1))
    with desk.transaction() as tx:
        ticket = tx.tickets.save(saved_in(tx, status=Status.RESOLVED))
        tx.history.add(happened(ticket, Event.RESOLVED, by=IVO, at=LATER + timedelta(minutes=1)))
    after = LATER + timedelta(minutes=2)
    conversation.hear(desk, a_said("The footer is wrong", n=2, at=after))
    conversation.hear(desk, a_said("and the header", n=3, at=after))

    assert replying.meant(desk, 7, asked=1, by=ANNA) == (
        Move.NOT_YET,
        "The footer is wrong\nand the header",
    )
    with pytest.raises(MoveRefused):
        replying.meant(desk, 7, asked=0, by=ANNA)
    with pytest.raises(NotForYou):
        replying.meant(desk, 7, asked=1, by=BEN)


def saved_in(tx, **changes):
    return replace(tx.tickets.get(7), **changes)


@on_both
def test_an_edit_follows_and_keeps_its_place(desk):
    a_ticket_with_cards(desk, status=Status.CLOSED)
    conversation.hear(desk, a_said("wrogn"))

    conversation.follow(desk, a_said("wrong", edited_at=LATER))

    [comment] = comments(desk)
    assert (comment.words, comment.edited_at) == ("wrong", LATER)
    assert saved(desk).ticket.status is Status.CLOSED


@on_both
def test_in_whatever_order_they_come_the_last_state_wins(desk):
    a_ticket_with_cards(desk)
    for n, order in enumerate(permutations(range(4)), start=1):
        one = a_said("first", n=f"{n}")
        happenings = [
            lambda one=one: conversation.hear(desk, one),
            lambda n=n: conversation.follow(desk, a_said("second", n=f"{n}", edited_at=LATER)),
            lambda n=n: conversation.follow(
                desk, a_said("third", n=f"{n}", edited_at=LATER + timedelta(minutes=1))
            ),
            lambda one=one: conversation.hear(desk, one),
        ]

        for which in order:
            happenings[which]()

        [comment] = [c for c in comments(desk) if c.ts == one.source.ts]
        assert comment.words == "third", order


@on_both
def test_what_was_deleted_is_gone_even_if_it_comes_late(desk):
    a_ticket_with_cards(desk)
    conversation.hear(desk, a_said("secret"))

    conversation.forget(desk, a_said("secret"))
    conversation.follow(desk, a_said("secret again", edited_at=LATER))
    conversation.forget(desk, a_said("never came", n=2))
    conversation.hear(desk, a_said("never came", n=2))

    [comment] = comments(desk)
    assert (comment.words, comment.is_deleted) == ("", True)


def test_small_talk_that_becomes_words_is_heard_then(desk):
    a_ticket_with_cards(desk, status=Status.WAITING, waiting_for=Waiting.REQUESTER)
    conversation.hear(desk, a_said("ok"))

    conversation.follow(desk, a_said("ok, take the new one", edited_at=LATER))

    assert saved(desk).ticket.status is Status.IN_PROGRESS
    assert of_comments(desk) == {"comment:1:triage"}


def test_an_unfurled_message_of_long_ago_is_not_taken_for_a_new_one(desk):
    a_ticket_with_cards(desk)

    conversation.follow(desk, a_said("long ago"))
    conversation.follow(desk, a_said("long ago", at=T0 - timedelta(days=1), edited_at=LATER))

    assert comments(desk) == []


@on_both
def test_an_edit_of_the_first_message_is_told_in_one_post_and_rewrites_nothing(desk):
    a_ticket_with_cards(desk, status=Status.CLOSED)
    first = Source(channel="C0MARTECH", ts="9.0001", root="9.0001")
    with desk.transaction() as tx:
        tx.origins.keep("MT-7", first)

    for minute, words in enumerate(("It is blue", "It is green")):
        at = LATER + timedelta(minutes=minute)
        conversation.follow(desk, a_said(words, source=first, edited_at=at))

    [comment] = comments(desk)
    assert (comment.kind, comment.words) == (CommentKind.SOURCE, "It is green")
    assert of_comments(desk) == {"comment:1:triage"}
    assert saved(desk).ticket.summary == "Spring campaign page"


def test_what_is_private_is_passed_to_its_owner_alone(desk):
    a_ticket_with_cards(desk, visibility=Visibility.PRIVATE)

    conversation.hear(desk, a_said("between us"))

    with desk.reading() as tx:
        [place] = tx.posts.about("comment:1")
    assert (place.to, place.thread) == (IVO, f"MT-7:owner:{IVO}")


def test_an_approvers_words_in_their_messages_reach_it_and_nobody_else(desk):
    a_ticket_with_cards(desk)
    with desk.transaction() as tx:
        tx.posts.adopt(f"MT-7:approval:{MAYA}", MAYA, Place(channel="D3", ts="3.0001"))
    below = Source(channel="D3", ts="3.0002", root="3.0001")

    conversation.hear(desk, a_said("Whose budget is it?", by=MAYA, source=below))

    assert comments(desk)[0].is_internal
    assert of_comments(desk) == {"comment:1:triage"}


@on_both
def test_below_the_post_of_a_comment_it_is_the_same_thread(desk):
    a_ticket_with_cards(desk)
    conversation.hear(desk, a_said())
    with desk.transaction() as tx:
        tx.posts.stand({"comment:1:triage": (Place(channel=TRIAGE, ts="4.0001"), None)})
    below = Source(channel=TRIAGE, ts="4.0002", root="4.0001")

    conversation.hear(desk, a_said("internal", by=TOM, source=below))

    assert [c.audience for c in comments(desk)] == [Audience.EVERYBODY, Audience.INTERNAL]


@pytest.mark.parametrize(
    ("what", "status", "kind", "event"),
    [
        (Move.REPLY, Status.OPEN, CommentKind.REPLY, Event.REPLIED),
        (Move.ASK, Status.WAITING, CommentKind.QUESTION, Event.ASKED),
    ],
)
@on_both
def test_a_reply_reaches_the_requester_and_is_marked_in_triage(desk, what, status, kind, event):
    a_ticket_with_cards(desk)

    for _ in range(2):
        conversation.say(desk, 7, what, by=TOM, key="form:1", words="Which logo?")

    [comment] = comments(desk)
    assert (comment.kind, comment.audience) == (kind, Audience.EVERYBODY)
    assert saved(desk).ticket.status is status
    assert of_comments(desk) == {"comment:1:requester", "comment:1:triage"}
    assert events(desk) == [(event, TOM)]


@pytest.mark.parametrize("by", [ANNA, BEN])
def test_only_it_replies(desk, by):
    a_ticket_with_cards(desk)

    with pytest.raises(NotForYou):
        conversation.say(desk, 7, Move.REPLY, by=by, key="form:1", words="I am IT")
    with pytest.raises(NotForYou):
        replying.to_reply(desk, 7, Move.REPLY, by=by)


def test_who_may_not_see_it_learns_nothing_by_replying(desk):
    a_ticket_with_cards(desk, visibility=Visibility.PRIVATE)

    with pytest.raises(TicketNotFound):
        replying.to_reply(desk, 7, Move.REPLY, by=TOM)


@on_both
def test_a_comment_by_form_is_an_answer_where_one_is_awaited(desk):
    a_ticket_with_cards(desk, status=Status.WAITING, waiting_for=Waiting.REQUESTER)

    conversation.say(desk, 7, Move.COMMENT, by=ANNA, key="form:1", words="The new one")

    assert saved(desk).ticket.status is Status.IN_PROGRESS


def test_a_note_by_form_stays_within_it(desk):
    a_ticket_with_cards(desk)

    conversation.say(desk, 7, Move.NOTE, by=TOM, key="form:1", words="The vendor is slow")

    assert comments(desk)[0].is_internal
    assert of_comments(desk) == {"comment:1:triage"}


def test_who_wants_to_hear_nothing_of_the_talk_does_not(desk):
    a_ticket_with_cards(desk, watchers=(BEN,))
    with desk.transaction() as tx:
        tx.posts.adopt(f"MT-7:watcher:{BEN}", BEN, Place(channel="D4", ts="4.0001"))
        tx.preferences.save(Preference(person=BEN, kind=News.TALK, place=Where.NOWHERE))

    conversation.hear(desk, a_said())

    assert of_comments(desk) == {"comment:1:triage"}


def test_a_file_is_kept_by_its_address(desk):
    logo = Attached(id="F1", name="logo.png", link="https://acme.slack.com/files/F1")
    a_ticket_with_cards(desk, status=Status.WAITING, waiting_for=Waiting.REQUESTER)

    conversation.hear(desk, a_said("", attached=(logo,)))

    assert comments(desk)[0].attached == (logo,)
    assert saved(desk).ticket.status is Status.IN_PROGRESS


@on_both
def test_a_greeting_is_answered_once(desk):
    hello = a_said("hi", id="uuid-1")

    for _ in range(2):
        greeting.greet(desk, hello, command="/request")

    [(to, words)] = notices(desk)
    assert to == ANNA
    assert "/request" in words


def test_a_reply_that_nobody_can_place_is_asked_about_once_for_each_thread(desk):
    a_ticket_with_cards(desk)
    lost = Source(channel=DM, ts="8.0002", root="8.0001")

    greeting.ask_where(desk, a_said(source=lost))
    greeting.ask_where(desk, a_said("hello?", source=lost))
    greeting.ask_where(desk, a_said())

    assert [to for to, _ in notices(desk)] == [ANNA]
