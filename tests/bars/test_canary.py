"""Nobody outside the viewers of a private ticket is ever sent a byte of its words.

People do at random whatever Slack offers them. What is written where a private ticket is in sight
carries that ticket's canary; the sandbox's journal has all that was sent, and to whom.
"""

import json
import logging
import re
from dataclasses import replace
from random import Random

import pytest
from sqlalchemy import text

from domain.catalogue import RequestType
from domain.form import Field, FieldKind, FieldValue
from domain.privacy_questions import LEAVING, WHOSE
from domain.visibility import involved
from tests.bars import SEED, on_each, sized
from tests.bars.monkey import Monkey
from tests.builders import BEN, MARA, NOOR, a_catalogue, a_gate, a_request, declared, saved
from tests.scenarios.acting import settled
from workflows import catalogue, intake

LIVES, STEPS = sized(1, 5), sized(60, 120)
PLACES = ("triage-web", "martech", "marketing", "dm")
PEOPLE = ("anna", "ben", "mara", "ivo", "tom", "iris", "maya", "noor", "sam", "dana")
COMMANDS = (
    *("mine", "assigned", "waiting", "help", "search zebrafink", "zebrafink", "privacy"),
    *(f"MT-{n}" for n in range(1, 9)),
)
FREE_TEXT = Field(key="why", label="Why you?", kind=FieldKind.LONG_TEXT)
RESTRICTED = RequestType(
    key="data", name="Personal data", area="website", fields=(FREE_TEXT,), is_restricted=True
)
GATED = RequestType(
    key="gated", name="Audience", area="website", fields=(FREE_TEXT,), asks_about_data=True
)
LEAVES = declared(WHOSE[0], kind=("Payments",), leaves=LEAVING[0])
WITH_A_YES = replace(a_catalogue().type("access"), key="secret", name="Secret", is_restricted=True)


class Aviary:
    """The private tickets of one desk, the canary in each, and who may hear it."""

    def __init__(self, desk, company):
        self.desk = desk
        self._company = company
        self._singing = {}  # ticket id: its canary, while it is private
        self._generation = 0
        self._read = 0
        self._last = {}  # (channel, ts): the card there as it was sent last
        self.known = {}  # ticket id: who may hear it

    def look(self):
        """Note who may hear what from now on; a ticket that turns private gets a new canary."""
        self.known = {}
        tickets = [saved(self.desk, ticket_id) for ticket_id in self._numbers()]
        for filed in tickets:
            ticket_id = filed.ticket.id
            if filed.ticket.is_for_both_sides:
                self._singing.pop(ticket_id, None)
                continue
            self._singing.setdefault(ticket_id, self.new_canary())
            self.known[ticket_id] = involved(filed)
        for filed in tickets:
            self._carried_on(filed)

    def _carried_on(self, filed):
        """Viewers may file what they read anew, as a follow-up: then its viewers read it, too."""
        for ticket_id, canary in list(self._singing.items()):
            if ticket_id == filed.ticket.id or canary not in f"{filed.ticket} {filed.brief}":
                continue
            if filed.ticket.is_for_both_sides:
                self._singing[ticket_id] = self.new_canary()
            else:
                self.known[ticket_id] |= involved(filed)

    def new_canary(self):
        self._generation += 1
        return f"canary{self._generation:04}x"

    def give(self, ticket_id, canary):
        self._singing[ticket_id] = canary

    def words(self, about, chance):
        """What somebody writes there: with the canary of the one private ticket in sight."""
        numbers = {int(n) for n in re.findall(r"MT-(\d+)", about)}
        private = [self._singing[n] for n in numbers if n in self._singing]
        extra = chance.choice(("", " zebrafink", "\nsecond line", " <!channel> & co", "\u202e!"))
        if len(numbers) == 1 and private:
            return f"{private[0]} {chance.randrange(99)}{extra}"
        return f"plain words {chance.randrange(99)}{extra}"

    def leaks(self, before):
        """What was sent since the last look, and what stands now, to people who are no viewers."""
        entries = self._company.journal(after=self._read)
        self._read += len(entries)
        found = [leak for e in entries for leak in self._heard(e, before)]
        for e in entries:
            place = e["channel"], e["ts"]
            if is_card(e) or place in self._last:
                self._last[place] = e
        return found + [leak for e in self._last.values() for leak in self._heard(e, {})]

    def _heard(self, entry, before):
        said, reader = json.dumps(entry, ensure_ascii=False), entry.get("user")
        for ticket_id, canary in self._singing.items():
            allowed = self.known.get(ticket_id, frozenset()) | before.get(ticket_id, frozenset())
            if canary in said and reader not in allowed:
                yield f"MT-{ticket_id} to {reader or entry['channel_name']}: {said[:600]}"

    def _numbers(self):
        with self.desk.database.engine.connect() as connection:
            return list(connection.execute(text("SELECT id FROM ticket ORDER BY id")).scalars())


@pytest.fixture
def aviary(bot, company):
    catalogue.apply(
        bot.desk,
        a_catalogue(types=(*a_catalogue().types, RESTRICTED, WITH_A_YES, GATED), privacy=a_gate()),
        by=NOOR,
    )
    catalogue.refresh(bot.desk)
    return Aviary(bot.desk, company)


def is_card(entry):
    """What was fixed when it happened may stand; a card follows its ticket."""
    return "#" in str((entry.get("metadata") or {}).get("event_payload", {}).get("key", ""))


def private_tickets(aviary):
    """One of each way to be private, with its canary in all that it says."""
    ways = (
        {"is_private": True},
        {"is_private": True, "request_type": "access", "filed_by": MARA},
        {"request_type": "data"},
        {"request_type": "secret", "requester": BEN},
        {"request_type": "gated", "values": LEAVES},
        {"request_type": "gated", "requester": BEN, "filed_by": MARA, "values": LEAVES},
    )
    for n, way in enumerate(ways, start=1):
        canary = aviary.new_canary()
        words = f"{canary} zebrafink"
        value = FieldValue(key="why", label="Why you?", kind=FieldKind.LONG_TEXT, answers=(words,))
        said = {"values": (value, *way.pop("values", ()))} | way
        request = a_request(summary=words, purpose=words, details=words, acceptance=words, **said)
        intake.take_in(aviary.desk, request, key=f"form:{n}")
        aviary.give(n, canary)
    return len(ways)


@on_each
@pytest.mark.parametrize("life", range(LIVES))
def test_whatever_people_do_a_private_ticket_is_heard_by_its_viewers_alone(
    company, bot, aviary, at_rest, caplog, life
):
    chance = Random(f"{SEED}:{life}")
    caplog.set_level(logging.INFO)
    private_tickets(aviary)
    intake.take_in(aviary.desk, a_request(summary="zebrafink for all"), key="form:public")
    monkeys = [
        Monkey(
            company.person(p), company, chance, lambda about: aviary.words(about, chance), at_rest
        )
        for p in PEOPLE
    ]

    for step in range(STEPS):
        settled(bot)
        aviary.look()
        before = aviary.known
        monkey = chance.choice(monkeys)
        did = do_something(monkey, chance)
        settled(bot)
        aviary.look()
        found = aviary.leaks(before)
        assert not found, f"step {step}: {monkey.person.name} {did}: {found[0]}"

    assert "canary" not in caplog.text


def do_something(monkey, chance):
    """One thing that anybody can do; its name."""
    deeds = {
        "pressed something": (8, lambda: monkey.press_something(*PLACES)),
        "looked at home": (1, monkey.press_at_home),
        "gave a command": (3, lambda: monkey.command(*COMMANDS)),
        "talked": (2, lambda: monkey.talk("triage-web", "martech", "dm")),
        "edited": (1, lambda: monkey.edit_or_delete(*PLACES)),
    }
    weights = [weight for weight, _ in deeds.values()]
    [name] = chance.choices(list(deeds), weights)
    deeds[name][1]()
    return name
