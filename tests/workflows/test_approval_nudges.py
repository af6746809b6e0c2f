"""Approvers who are silent are reminded: once a working day, in working hours."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.approval import Verdict, taken_back
from domain.history import Event
from domain.message import Card, Place
from domain.policy import Quorum
from tests.builders import IVO, MAYA, T0, TOM, a_press, filed
from tests.marks import on_both
from tests.workflows.saying import events, notices
from workflows import approval

NO = Verdict.DECLINED


def at(desk, **later):
    """The same desk, so much later."""
    return replace(desk, clock=lambda: T0 + timedelta(**later))


@on_both
def test_who_is_silent_is_reminded_once_on_each_working_day(desk):
    filed(desk, approvers=(MAYA, TOM), needs=Quorum.ALL)
    approval.decide(desk, a_press(by=TOM))
    before = len(notices(desk))

    for hours in (1, 24, 25, 26, 48):
        approval.nudge(at(desk, hours=hours))

    reminded = notices(desk)[before:]
    assert [to for to, _ in reminded] == [MAYA, MAYA]
    assert reminded[0][1].startswith("MT-7 still waits for your decision")
    assert events(desk)[-2:] == [(Event.NUDGED, MAYA)] * 2


@pytest.mark.parametrize(
    ("later", "is_reminded"),
    [
        ({"hours": 22, "minutes": 59}, False),  # 08:59 in Berlin
        ({"hours": 23}, True),  # 09:00
        ({"hours": 30, "minutes": 59}, True),  # 16:59
        ({"hours": 31}, False),  # 17:00
        ({"days": 5}, False),  # Saturday
        ({"days": 6}, False),  # Sunday
        ({"days": 7}, True),
    ],
)
def test_reminders_come_in_working_hours_where_the_desk_is(desk, later, is_reminded):
    filed(desk, approvers=(MAYA,))

    approval.nudge(at(desk, **later))

    assert bool(notices(desk)) is is_reminded


def test_what_was_asked_this_morning_is_not_reminded_of_today(desk):
    filed(desk, approvers=(MAYA,))

    approval.nudge(at(desk, hours=6))

    assert notices(desk) == []


def test_what_is_settled_or_taken_back_reminds_nobody(desk):
    filed(desk, approvers=(MAYA,))
    approval.decide(desk, a_press(NO))
    asked = filed(desk, id=8, approvers=(MAYA,)).approval
    with desk.transaction() as tx:
        tx.approvals.replace_by(None, before=taken_back(asked))
    before = notices(desk)

    approval.nudge(at(desk, days=1))

    assert notices(desk) == before


def test_a_reminder_links_to_the_card_once_it_stands(desk):
    filed(desk, id=8, approvers=(IVO,))
    with desk.transaction() as tx:
        tx.workspaces.remember(url="https://acme.slack.com/", bot="UBOT")
        tx.posts.plan(Card(key="k", to=IVO, name=f"MT-8:approval:{IVO}"))
        tx.posts.stand({f"MT-8:approval:{IVO}": (Place(channel="D1", ts="1.5"), None)})

    approval.nudge(at(desk, days=1))

    assert "<https://acme.slack.com/archives/D1/p15|its card>" in notices(desk)[-1][1]


def test_a_desk_without_a_catalogue_reminds_nobody(desk):
    approval.nudge(at(desk.of("T2"), days=1))

    assert notices(desk.of("T2")) == []
