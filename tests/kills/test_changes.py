"""The bot dies while it says what has changed: each card is edited, each word said, once."""

import pytest

from domain.request import Request
from domain.ticket import Status
from tests.builders import ANNA, IVO, MAYA, TRIAGE
from tests.kills.seams import At, Death
from tests.kills.seen import assert_cards_show_the_database, posts, settled
from tests.marks import on_both
from workflows import intake

POSTS = {
    f"MT-1:triage:{TRIAGE}#0": 1,
    "MT-1:requester#0": 1,
    f"MT-1:approval:{MAYA}#0": 1,
    f"MT-1:approval:{IVO}#0": 1,
}
DECIDED = {"MT-1.v2:requester": 1, "MT-1.v2:owner": 1}


@pytest.fixture
def asked(bots, desk):
    """A ticket that waits for Maya or Ivo, whose cards stand."""
    wanted = Request(
        requester=ANNA, request_type="access", summary="Access to the CRM", purpose="Reports"
    )
    intake.take_in(desk, wanted, key="form:V1:h1")
    bots.start()
    settled(desk)


def status(desk):
    with desk.reading() as tx:
        return tx.tickets.get(1).status


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    "death",
    [
        Death(at=At.BEFORE_CALL, call="chat.update", words=TRIAGE),
        Death(at=At.ACCEPTED, call="chat.update", words=TRIAGE),
        Death(at=At.ACCEPTED, words="MT-1.v2:owner"),
        Death(at=At.ACCEPTED, words="MT-1.v2:requester"),
        Death(at=At.ANSWERED, words="MT-1.v2:owner"),
    ],
    ids=str,
)
def test_a_change_in_hand_when_the_bot_dies_is_shown_by_the_next_one(company, bots, desk, death):
    maya = company.person("maya")
    bots.start(death)

    maya.press("Approve", message=maya.message("MT-1"))
    bots.died()
    assert status(desk) is Status.OPEN
    bots.start()
    settled(desk)

    assert posts(company) == POSTS | DECIDED
    assert_cards_show_the_database(company, desk, 1)


@on_both
@pytest.mark.usefixtures("asked")
def test_a_reminder_whose_tick_died_is_sent_once_by_the_next_ticks(company, bots, desk):
    nudges = {f"MT-1:nudge:2026-03-03:{who}": 1 for who in (MAYA, IVO)}
    bots.kill()
    company.clock_to("2026-03-03T09:00:00+00:00")

    bots.start(Death(at=At.IN_TICK))
    bots.died()
    assert posts(company) == POSTS
    for _ in range(2):
        bots.start()
        settled(desk)

    assert posts(company) == POSTS | nudges
