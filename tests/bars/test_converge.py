"""R34: whatever goes wrong on the way, in the end every card shows its row; none goes backwards."""

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta

from domain.approval import Press, Verdict
from domain.errors import Refusal
from domain.lifecycle import MOVES, Move
from domain.link import LinkKind
from domain.message import Card
from domain.ticket import Urgency
from tests.bars import SEED, sized
from tests.bars.ahead import settled
from tests.builders import ANNA, BEN, IVO, MAYA, T0, TOM, a_request, saved
from tests.kills.seen import assert_cards_show_the_database
from tests.marks import on_both
from workflows import approval, cards, conversation, fulfilment, intake, linking

TICKETS = sized(3, 5)
CHANGES = sized(100, 1000)
FAULTS = ["http_500", "drop", "error:internal_error", "ratelimited:0", "delay:0.1", "html"]
PEOPLE = (ANNA, BEN, IVO, TOM, MAYA)
TALK = (Move.COMMENT, Move.ANSWER, Move.NOTE, Move.REPLY, Move.ASK)
ELSEWHERE = (
    *(Move.ADD_DETAILS, Move.EDIT, Move.LINK, Move.UNLINK, Move.CLOSE),
    *(Move.ASSIGN, Move.HAND_OVER, Move.MOVE_AREA, Move.SHARE, Move.UNSHARE),
    *(Move.ASK_APPROVAL, Move.ASK_AGAIN, Move.REMIND),
)
"""Moves that have a workflow of their own, or nobody makes."""


class Desk:
    """Changes tickets at random, and notes how every card was to look after each change."""

    def __init__(self, desk, chance):
        self.desk = desk
        self.looks = defaultdict(list)
        self._chance = chance
        self._count = 0

    def change(self):
        """One change that the rules allow."""
        while True:
            self._count += 1
            ticket_id = self._chance.randint(1, TICKETS)
            try:
                self._chance.choice((self._move, self._move, self._edit, self._link, self._decide))(
                    ticket_id, f"change:{self._count}"
                )
            except Refusal:
                continue
            self.note()
            return

    def note(self):
        """One reading draws them all."""
        with self.desk.reading() as tx:
            places = [p for n in range(1, TICKETS + 1) for p in tx.posts.about(f"MT-{n}")]
        named = [Card(key="", to=place.to, name=place.name) for place in places]
        for name, drawing in cards.drawn(self.desk, named).items():
            shown = list(drawing.shown.blocks)
            if shown not in self.looks[name][-1:]:
                self.looks[name].append(shown)

    def _move(self, ticket_id, key):
        what = self._chance.choice([m for m in Move if m not in ELSEWHERE])
        by = self._chance.choice(PEOPLE)
        words = f"Because of {key}" if MOVES[what].needs_words else ""
        if what in TALK:
            conversation.say(self.desk, ticket_id, what, by=by, key=key, words=words)
            return
        day = (T0 + timedelta(days=9)).date() if what is Move.SNOOZE else None
        fulfilment.move(self.desk, ticket_id, what, by=by, key=key, words=words, day=day)

    def _edit(self, ticket_id, key):
        request = saved(self.desk, ticket_id).request
        urgency = self._chance.choice(list(Urgency))
        summary = self._chance.choice((request.summary, f"Page of {key}"))
        intake.edit(
            self.desk, ticket_id, replace(request, urgency=urgency, summary=summary), key=key
        )

    def _link(self, ticket_id, key):
        other = self._chance.choice([n for n in range(1, TICKETS + 1) if n != ticket_id])
        kind = self._chance.choice([*LinkKind, None])
        linking.link(self.desk, ticket_id, other, kind, by=IVO, key=key)

    def _decide(self, ticket_id, key):
        asked = saved(self.desk, ticket_id).approval
        verdict = self._chance.choice([Verdict.APPROVED, Verdict.APPROVED, Verdict.DECLINED])
        press = Press(
            key=key,
            by=self._chance.choice((IVO, MAYA)),
            ticket_id=ticket_id,
            turn=asked.turn if asked else "",
            verdict=verdict,
            comment="So",
        )
        approval.decide(self.desk, press)


def shown_in_order(company):
    """How each card looked, post and edits in the order in which Slack took them."""
    names, looks = {}, defaultdict(list)
    for entry in company.journal():
        key = ((entry.get("metadata") or {}).get("event_payload") or {}).get("key", "")
        place = entry["channel"], entry["ts"]
        if entry["method"] == "chat.postMessage":
            names[place] = key.partition("#")[0]
        if name := names.get(place):
            blocks = [{k: v for k, v in b.items() if k != "block_id"} for b in entry["blocks"]]
            looks[name].append(blocks)
    return looks


def assert_never_backwards(shown, looks, name):
    """What was shown are looks of the card, each later than the one before it."""
    at = 0
    for blocks in shown:
        assert blocks in looks[at:], f"{name} went backwards, or never looked like this"
        at = looks.index(blocks, at)


@on_both
def test_when_all_is_quiet_every_card_shows_its_row_and_none_went_backwards(
    company, bot, ahead, chance
):
    at_work = Desk(bot.desk, chance)
    for number in range(1, TICKETS + 1):
        kind = "access" if number == TICKETS else "landing_page"
        request = a_request(summary=f"Page {number}", request_type=kind)
        intake.take_in(bot.desk, request, key=f"form:{number}")
    at_work.note()
    settled(bot, ahead)

    for count in range(CHANGES):
        fault, when = chance.choice(FAULTS), chance.choice(("before", "after"))
        company.fault("chat.update", fault, when=when)
        at_work.change()
        if count % 10 == 0:
            settled(bot, ahead)
    company.clear_faults()
    settled(bot, ahead)

    assert_cards_show_the_database(company, bot.desk, *range(1, TICKETS + 1))
    shown = shown_in_order(company)
    for name, looks in at_work.looks.items():
        assert_never_backwards(shown[name], looks, name)
    assert len(at_work.looks) > 2 * TICKETS, SEED
