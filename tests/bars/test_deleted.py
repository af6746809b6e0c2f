"""R29: a card that somebody deleted comes back once, and only the one that came back goes on."""

import pytest

from domain.lifecycle import Move
from domain.ticket import Status
from tests.bars import sized
from tests.builders import ANNA, IVO, TRIAGE, a_request, saved
from tests.kills.seen import assert_cards_show_the_database
from tests.marks import on_both
from tests.scenarios.acting import settled
from workflows import fulfilment, intake

TICKETS = sized(2, 5)
UPDATES = sized(20, 200)
CARDS = (f"triage:{TRIAGE}", "requester")
MOVES = {
    Status.OPEN: [(Move.TAKE, IVO), (Move.RESOLVE, IVO), (Move.WAIT_FOR_IT, IVO)],
    Status.IN_PROGRESS: [(Move.RESOLVE, IVO), (Move.WAIT_FOR_THIRD_PARTY, IVO)],
    Status.WAITING: [(Move.GO_ON, IVO), (Move.RESOLVE, IVO)],
    Status.RESOLVED: [(Move.NOT_YET, ANNA), (Move.DONE, ANNA)],
    Status.CLOSED: [(Move.REOPEN, ANNA)],
}


def card_calls(company, name):
    """Every call that Slack took for this card: the posts with their place, and the edits."""
    journal = company.journal()
    posted = [e for e in journal if e["method"] == "chat.postMessage" and _key(e, name)]
    places = {(e["channel"], e["ts"]) for e in posted}
    edits = [
        e for e in journal if e["method"] == "chat.update" and (e["channel"], e["ts"]) in places
    ]
    return posted, edits


def _key(entry, name):
    key = ((entry.get("metadata") or {}).get("event_payload") or {}).get("key", "")
    return key.startswith(f"{name}#")


def update(bot, chance, ticket_id, count):
    what, by = chance.choice(MOVES[saved(bot.desk, ticket_id).ticket.status])
    key, words = f"update:{ticket_id}:{count}", f"Because of {count}"
    fulfilment.move(bot.desk, ticket_id, what, by=by, key=key, words=words)


@on_both
@pytest.mark.refused("message_not_found")
def test_a_deleted_card_is_posted_anew_once_and_goes_on_from_there(company, bot, chance):
    deleted_at = {}
    company.keep_client_msg_ids(False)
    for number in range(1, TICKETS + 1):
        intake.take_in(bot.desk, a_request(summary=f"Page {number}"), key=f"form:{number}")
    settled(bot)
    names = [f"MT-{n}:{card}" for n in range(1, TICKETS + 1) for card in CARDS]
    when = {name: chance.randrange(UPDATES // 2) for name in names}

    for count in range(UPDATES):
        for name in (name for name in names if when[name] == count):
            posted, _ = card_calls(company, name)
            company.delete_message({"channel": posted[0]["channel"], "ts": posted[0]["ts"]})
            deleted_at[name] = len(company.journal())
        update(bot, chance, chance.randint(1, TICKETS), count)
        settled(bot)
    for number in range(1, TICKETS + 1):
        update(bot, chance, number, UPDATES)
    settled(bot)

    for name in names:
        posted, edits = card_calls(company, name)
        assert len(posted) == 2, f"{name} was posted {len(posted)} times"
        later = [e for e in company.journal()[deleted_at[name] :] if e in edits]
        assert {e["ts"] for e in later} <= {posted[1]["ts"]}, name
    assert_cards_show_the_database(company, bot.desk, *range(1, TICKETS + 1))
    assert len(company.refusals()) == len(names), "each was missed once"
