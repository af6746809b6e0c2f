"""The reader: patient with Slack, exact about what was done, and kind where it gives up."""

from datetime import timedelta

import pytest

from bot.looking import KEPT, Looking, TooSlow
from bot.reader import LEASE, Reader
from domain.errors import TicketNotFound
from domain.source import Wanted
from domain.ticket import Origin
from tests.bot.slack_errors import rate_limited, refused
from tests.builders import ANNA, BEN, T0, saved
from tests.marks import on_both
from tests.workflows.saying import cards, notices
from workflows import errands, sketch

CHANNEL, TS = "C0MARTECH", "1772442000.000100"
WANTED = Wanted(channel=CHANNEL, ts=TS, by=BEN, way=Origin.EMOJI)
SAID = {"type": "message", "user": ANNA, "text": "The form is broken", "ts": TS}


class Slack:
    """Answers from what it is given; `troubles` are raised first, one for each call."""

    def __init__(self, *messages, troubles=(), people=None):
        self.messages = list(messages)
        self.troubles = list(troubles)
        self.people = people or {}
        self.calls = []

    def conversations_replies(self, **asked):
        self._call("conversations_replies", asked)
        return {"messages": self.messages}

    def users_info(self, *, user):
        self._call("users_info", {"user": user})
        return {"user": {"id": user, "team_id": "T1", **self.people.get(user, {})}}

    def _call(self, name, asked):
        self.calls.append((name, asked))
        if self.troubles:
            raise self.troubles.pop(0)


class Clock:
    def __init__(self):
        self.now = T0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def reader(desk, slack, clock):
    return Reader(desk, slack, bot_user="UB", real_clock=clock)


def is_made(desk):
    try:
        return saved(desk, 1)
    except TicketNotFound:
        return None


@on_both
def test_an_errand_becomes_a_ticket_and_is_run_once(desk, clock):
    sketch.take_in(desk, WANTED)
    slack = Slack(SAID)

    assert reader(desk, slack, clock).run_due() == 2  # the message, then its thread
    assert reader(desk, slack, clock).run_due() == 0

    assert saved(desk, 1).ticket.summary == "The form is broken"
    assert "MT-1:requester" in cards(desk)


def test_where_slack_asks_for_patience_nothing_is_asked_until_then(desk, clock):
    sketch.take_in(desk, WANTED)
    slack = Slack(SAID, troubles=[rate_limited(30)])
    patient = reader(desk, slack, clock)

    patient.run_due()
    clock.now += timedelta(seconds=29)
    patient.run_due()
    assert len(slack.calls) == 1
    clock.now += timedelta(seconds=1)
    patient.run_due()

    assert is_made(desk)


@pytest.mark.parametrize(
    "trouble", [OSError("reset"), refused("fatal_error"), refused("", status=503)]
)
def test_what_went_wrong_is_tried_again_later(desk, clock, trouble):
    sketch.take_in(desk, WANTED)
    slack = Slack(SAID, troubles=[trouble])
    patient = reader(desk, slack, clock)

    patient.run_due()
    assert not is_made(desk)
    clock.now += timedelta(seconds=2)
    patient.run_due()

    assert is_made(desk)


@on_both
def test_what_one_reader_left_undone_the_next_one_finishes_once(desk, clock):
    sketch.take_in(desk, WANTED)
    [taken] = errands.claim(desk, real=T0, held_until=T0 + LEASE, limit=1)

    late = reader(desk, Slack(SAID), clock)
    assert late.run_due() == 0
    clock.now += LEASE + timedelta(seconds=1)
    late.run_due()
    reader(desk, Slack(SAID), clock)._attempt(taken)  # it was only slow

    assert is_made(desk)
    with pytest.raises(TicketNotFound):
        saved(desk, 2)


@pytest.mark.parametrize("error", ["not_in_channel", "channel_not_found"])
def test_where_it_is_not_let_in_it_says_so_once_and_stops(desk, clock, error):
    sketch.take_in(desk, WANTED)

    reader(desk, Slack(troubles=[refused(error)]), clock).run_due()

    [(to, words)] = notices(desk)
    assert to == BEN
    assert "/invite @Tandem" in words
    assert "emoji on it again" in words
    assert errands.waiting(desk) == []


def test_for_a_reason_of_slacks_own_it_offers_another_way(desk, clock):
    sketch.take_in(desk, WANTED)

    reader(desk, Slack(troubles=[refused("no_permission")]), clock).run_due()

    [(_, words)] = notices(desk)
    assert "Please write to me here" in words


def test_a_mistake_of_ours_leaves_the_errand_for_later(desk, clock):
    sketch.take_in(desk, WANTED)

    reader(desk, Slack({"ts": TS, "user": ANNA, "text": 7}), clock).run_due()

    assert errands.waiting(desk)
    assert notices(desk) == []


def test_people_are_looked_up_once_a_day(desk, clock):
    slack = Slack(SAID)
    for ts in (TS, "1772442000.000200"):
        slack.messages = [SAID | {"ts": ts}]
        sketch.take_in(desk, Wanted(channel=CHANNEL, ts=ts, by=BEN, way=Origin.EMOJI))
        reader(desk, slack, clock).run_due()

    asked = [given["user"] for name, given in slack.calls if name == "users_info"]
    assert sorted(asked) == [ANNA, BEN]


def test_whom_slack_does_not_show_is_not_from_here(desk, clock):
    looking = Looking(Slack(troubles=[refused("user_not_visible")]), seconds=9)

    assert looking.person("U0X", team="T1", clock=clock).is_from_outside


@pytest.mark.parametrize("top", [True, False], ids=["with the top", "alone"])
def test_a_reply_is_found_whatever_slack_answers_with_it(top):
    reply = SAID | {"ts": "1772442001.000100", "thread_ts": TS}
    looking = Looking(Slack(*([SAID] if top else []), reply), seconds=9)

    assert looking.message(CHANNEL, reply["ts"]) == reply


def test_of_a_deleted_message_only_a_stone_is_left():
    looking = Looking(Slack(SAID | {"subtype": "tombstone"}), seconds=9)

    assert looking.message(CHANNEL, TS) is None


def test_of_a_long_thread_the_top_and_the_newest_replies_are_kept():
    replies = [SAID | {"ts": f"{n}.1", "thread_ts": TS} for n in range(2000000000, 2000000120)]
    by_us = SAID | {"ts": "2000000200.1", "bot_id": "B1"}

    found, left_out = Looking(Slack(SAID, *replies, by_us), seconds=9).thread(CHANNEL, TS)

    assert [m["ts"] for m in found] == [TS, *(r["ts"] for r in replies[-KEPT:])]
    assert left_out == 20


def test_an_errand_has_its_time():
    late = Looking(Slack(SAID), seconds=-1)

    with pytest.raises(TooSlow):
        late.message(CHANNEL, TS)
