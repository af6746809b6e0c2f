"""The bot dies while it looks a message up: one ticket is made of it, its thread is kept once."""

import pytest

from tests.builders import TRIAGE
from tests.kills.seams import At, Death
from tests.kills.seen import assert_cards_show_the_database, posts
from tests.kills.test_filing import tickets
from tests.marks import on_both
from tests.scenarios.acting import eventually
from workflows import delivery, errands

LOOK = "conversations.replies"


@on_both
@pytest.mark.parametrize(
    "death",
    [
        Death(at=At.BEFORE_ERRAND),
        Death(at=At.BEFORE_CALL, call=LOOK),
        Death(at=At.LOOKED_UP, call=LOOK),
        Death(at=At.IN_ERRAND, words="ticket"),
        Death(at=At.IN_ERRAND, words="comment"),
    ],
    ids=str,
)
def test_an_errand_in_hand_when_the_bot_dies_is_run_by_the_next_one(
    company, bots, desk, database, death
):
    anna, ben = company.person("anna"), company.person("ben")
    said = anna.say("The form is broken", channel="martech")
    ben.say("For me, too", channel="martech", thread_ts=said["ts"])
    bots.start(death)

    ben.react(said, "ticket")
    bots.died()
    assert errands.waiting(desk)
    bots.start()
    eventually(lambda: not (errands.waiting(desk) or delivery.waiting(desk)), what="quiet")

    assert tickets(database) == 1
    with desk.reading() as tx:
        [kept] = tx.comments.of(1)
    assert kept.words == "For me, too"
    assert posts(company) == {
        "MT-1:requester#0": 1,
        f"MT-1:triage:{TRIAGE}#0": 1,
        f"comment:{kept.id}:triage:earlier.{kept.id}.0#0": 1,
    }
    assert_cards_show_the_database(company, desk, 1)
