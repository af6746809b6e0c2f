"""What the sandbox's journal says that people saw, beside what the database knows."""

import re
import time
from collections import Counter

from domain.message import Card
from workflows import cards, delivery

SECONDS = 100
POST, UPDATE = "chat.postMessage", "chat.update"


def settled(desk, *, seconds=SECONDS):
    """Wait until everything that was to be said has been said."""
    until = time.monotonic() + seconds
    while waiting := delivery.waiting(desk):
        keys = [message.key for message in waiting[:20]]
        assert time.monotonic() < until, f"{len(waiting)} still waiting: {keys}"
        time.sleep(0.02)


def posts(company):
    """How often each message was posted, by its unseen key."""
    keys = (e["metadata"]["event_payload"]["key"] for e in company.journal() if e["method"] == POST)
    return Counter(keys)


def tickets_told_of(company):
    """The numbers of all tickets that anybody has heard of."""
    said = (f"{e['text']} {e['blocks']}" for e in company.journal())
    return {int(n) for words in said for n in re.findall(r"MT-(\d+)", words)}


def assert_cards_show_the_database(company, desk, *ticket_ids, but=()):
    """Every card of these tickets reads as it would if it were drawn now; `but` those of people
    who cannot be reached.
    """
    shown = {(e["channel"], e["ts"]): e["blocks"] for e in company.journal() if e["ts"]}
    for ticket_id in ticket_ids:
        reached = [(card, at) for card, at in _places(desk, ticket_id) if card.to not in but]
        for card, place in reached:
            assert place, f"{card.name} stands nowhere"
            drawn = cards.drawn(desk, [card])[card.name].shown.blocks
            assert _without_ids(shown[place.channel, place.ts]) == list(drawn), card.name


def _places(desk, ticket_id):
    with desk.reading() as tx:
        cards = [Card(key="", to=p.to, name=p.name) for p in tx.posts.about(f"MT-{ticket_id}")]
        return [(card, tx.posts.place_of(card.name)) for card in cards]


def _without_ids(blocks):
    """Slack gives every block an id."""
    return [{k: v for k, v in block.items() if k != "block_id"} for block in blocks]
