"""The outbox: messages waiting to be sent, committed together with what they announce."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    and_,
    select,
    update,
)

from domain.addressing import HELD
from domain.delivery import Claim, Lease, State
from domain.message import Card, Message, Notice
from domain.notification import News
from storage.claiming import FINISH, FINISHED, LEASE, LOCKED, OLDEST, OUTBOX, SENT, SIBLINGS
from storage.gathering import add_words
from storage.once import insert_each_once
from storage.posts import Posts

EMPTY = dict.fromkeys(("text", "why", "news", "thread", "card", "not_before", "expires_at"))


class Outbox:
    def __init__(self, connection: Connection, team: str, posts: Posts) -> None:
        self._connection = connection
        self._team = team
        self._posts = posts
        self.is_filled = False

    def put(self, *messages: Message) -> None:
        """Leave messages to be sent; of those with the same key, the first one stays."""
        self._posts.plan(*(m for m in messages if isinstance(m, Card)))
        rows = [EMPTY | _columns(m) | {"team": self._team, "state": State.NEW} for m in messages]
        insert_each_once(self._connection, OUTBOX, rows, by=("team", "key"))
        self.is_filled = self.is_filled or bool(messages)

    def gather(self, notice: Notice) -> bool:
        """Leave a notice, or add its words to the one with the same key that waits there.

        False where that one is on its way already.
        """
        row = EMPTY | _columns(notice) | {"team": self._team, "state": State.NEW}
        return add_words(self._connection, row)

    def waiting(self) -> Sequence[Message]:
        """What has not left yet, in the order in which it was put."""
        query = select(OUTBOX).where(self._open()).order_by(OUTBOX.c.id)
        return [_message(row) for row in self._connection.execute(query).mappings()]

    def claim(
        self, lease: Lease, *, now: datetime, busy: Collection[str], limit: int
    ) -> Sequence[Claim]:
        """Take the oldest sendable message of every place that is not `busy`, up to `limit`.

        `now` is the desk's clock. Of one card, all waiting rows are taken as one.
        """
        firsts = self._sendable(now=now, real=lease.since, busy=busy, limit=limit)
        return self._take(firsts, lease) if firsts else []

    def has_waiting(self, card: str) -> bool:
        """Whether this card is still to be sent."""
        asked = {"of_team": self._team, "cards": [card]}
        return self._connection.execute(SIBLINGS, asked).first() is not None

    def sent(self, claims: Sequence[Claim], *, now: datetime) -> Sequence[Claim]:
        """Settle what Slack shows; return those that were still ours to settle."""
        by_generation: dict[int, list[int]] = {}
        for claim in claims:
            by_generation.setdefault(claim.generation, []).extend(claim.ids)
        settled: set[int] = set()
        for ours, ids in by_generation.items():
            which = {"of_team": self._team, "ids": ids, "ours": ours}
            values = FINISHED | {"new_state": State.SENT, "new_settled_at": now}
            settled |= set(self._connection.execute(SENT, which | values).scalars())
        return [claim for claim in claims if settled.intersection(claim.ids)]

    def settle(self, claim: Claim, state: State, *, now: datetime, reason: str = "") -> bool:
        """Whether the claim was still ours to settle: otherwise somebody took over, and goes on."""
        return self._finish(claim, state=state, settled_at=now, held_until=None, reason=reason)

    def put_off(
        self, claim: Claim, *, until: datetime, state: State = State.NEW, reason: str
    ) -> bool:
        """Leave the message for another attempt, not before `until` in real time."""
        return self._finish(claim, state=state, settled_at=None, held_until=until, reason=reason)

    def revive(self, to: str) -> int:
        """Send what was parked for this place after all; say how many there were."""
        parked = and_(OUTBOX.c.team == self._team, OUTBOX.c.to == to)
        revived = (
            update(OUTBOX)
            .where(parked, OUTBOX.c.state == State.PARKED)
            .values(state=State.NEW, settled_at=None, held_until=None, attempts=0)
        )
        count = self._connection.execute(revived).rowcount
        self.is_filled = self.is_filled or count > 0
        return count

    def hold(self, to: str, *, until: datetime | None) -> None:
        """Of what waits for the end of this person's quiet hours: that is then now, or at once."""
        waits = and_(OUTBOX.c.to == to, OUTBOX.c.key.contains(HELD, autoescape=True))
        held = self._open() & waits & (OUTBOX.c.state == State.NEW)
        moved = update(OUTBOX).where(held).values(not_before=until)
        self.is_filled = self._connection.execute(moved).rowcount > 0 or self.is_filled

    def _sendable(
        self, *, now: datetime, real: datetime, busy: Collection[str], limit: int
    ) -> Sequence[RowMapping]:
        asked = {"of_team": self._team, "now": now, "real": real}
        which = asked | {"busy": busy, "most": limit}
        ids = self._connection.execute(OLDEST, which).scalars().all()
        if not ids:
            return []
        return self._connection.execute(LOCKED, asked | {"ids": ids}).mappings().all()

    def _take(self, firsts: Sequence[RowMapping], lease: Lease) -> Sequence[Claim]:
        """Lease these rows, and with a card every other waiting row of it: one delivery."""
        cards = {row["card"] for row in firsts if row["card"]}
        asked = {"of_team": self._team, "cards": cards}
        siblings = self._connection.execute(SIBLINGS, asked).mappings().all() if cards else []
        rows_of = {
            first["id"]: [r for r in siblings if r["card"] == first["card"]] or [first]
            for first in firsts
        }
        taken = [row for rows in rows_of.values() for row in rows]
        generation = max(row["generation"] for row in taken) + 1
        self._lease([row["id"] for row in taken], lease, generation=generation)
        return [
            _claim(first, rows_of[first["id"]], team=self._team, generation=generation, lease=lease)
            for first in firsts
        ]

    def _lease(self, ids: Collection[int], lease: Lease, *, generation: int) -> None:
        leased = {"ids": ids, "raised": generation, "until": lease.until, "since": lease.since}
        self._connection.execute(LEASE, leased)

    def _finish(self, claim: Claim, **became: object) -> bool:
        ours = {"of_team": self._team, "ids": claim.ids, "ours": claim.generation}
        values = {f"new_{name}": value or None for name, value in became.items()}
        return self._connection.execute(FINISH, FINISHED | ours | values).rowcount > 0

    def _open(self) -> ColumnElement[bool]:
        return and_(OUTBOX.c.team == self._team, OUTBOX.c.settled_at.is_(None))


def _claim(
    first: RowMapping, rows: Sequence[RowMapping], *, team: str, generation: int, lease: Lease
) -> Claim:
    """`rows` are all that are sent with the first one, itself included."""
    return Claim(
        team=team,
        ids=tuple(row["id"] for row in rows),
        generation=generation,
        message=_message(first),
        attempts=first["attempts"] + 1,
        may_stand=any(row["state"] in (State.SENDING, State.UNKNOWN) for row in rows),
        since=first["first_sent_at"] or lease.since,
    )


def _columns(message: Message) -> dict[str, object]:
    if isinstance(message, Card):
        return {"key": message.key, "to": message.to, "card": message.name}
    columns = dict(vars(message))
    del columns["calls"]  # of use only until it is addressed
    return columns


def _message(row: RowMapping) -> Message:
    if row["card"]:
        return Card(key=row["key"], to=row["to"], name=row["card"])
    return Notice(
        key=row["key"],
        to=row["to"],
        text=row["text"] or "",
        why=row["why"],
        news=News(row["news"]) if row["news"] else None,
        thread=row["thread"],
        not_before=row["not_before"],
        expires_at=row["expires_at"],
    )
